"""Pictures in an export. Open it to change which of them are looked at, or how one is kept.

Each is an activity of its own, kept under a digest of its bytes: a picture that stands in an export twice, or in a
newer export under another name, is looked at once. It has the day, the place and the link of the post it belongs to.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from circumspect.core.pictures import CHAT
from circumspect.domain.activity import Activity, Count, Kind
from circumspect.domain.document import Account, Surface
from circumspect.domain.picture import SUFFIXES, PictureReview
from circumspect.readers._kit import Place, ReadError
from circumspect.services import pictures
from circumspect.storage.archives import Archives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from circumspect.domain.finding import Finding
    from circumspect.domain.worklist import Found
    from circumspect.readers.archives._source import Member, Source
    from circumspect.services.review import Reading
    from circumspect.services.vault import Vault
    from circumspect.storage.archives import Archive

# Pictures that were sent in messages are a kind apart: a reading without messages says nothing about them.
PART, SENT, SORT = "pictures", "pictures in messages", "looked at"
_LARGEST = 200 << 20
_OF_MESSAGES = re.compile(r"(^|/)[^/]*(messages?|inbox|threads|direct|chats?)[^/]*/", re.IGNORECASE)
# What a finding without boxes speaks of is stored in the export's file; the live picture may have it no more.
_STORED = (
    "Look whether the live picture still holds it: platforms take it out of most, not of all. "
    "Where it does, put up a clean copy in its place (circumspect check PICTURE --strip writes one)."
)


@dataclass(slots=True, repr=False)
class Album:
    """Looks at the pictures of one export and keeps what is seen.

    `account`: whose account it is; `reader`: what decides how they are read; `findings`: gives the entries of the work
    list for the findings of an activity. `eyes`: what looks. `unseen`: what nobody could look at → in how many of them.
    """

    vault: Vault
    archive: Archive
    reading: Reading
    reader: str
    account: Account
    now: Callable[[], datetime]
    findings: Callable[[Activity, Sequence[Finding]], Iterator[Found]]
    eyes: pictures.Eyes
    unseen: Counter[str] = field(default_factory=Counter)

    def __repr__(self) -> str:
        """Show which archive it is of."""
        return f"Album({self.archive!r})"

    def look(
        self, source: Source, *, messages: bool, afresh: bool, progress: Callable[[int, int], None] | None = None
    ) -> tuple[Count, list[Found]]:
        """Look at every picture of an export that is the owner's; give the count and what was found anew.

        Pictures in direct messages are looked at where messages are read, and only
        those that the owner sent. `progress` is called with how many are done, of how many. Raises VaultError.
        """
        members = [one for one in source.members if one.name.lower().endswith(SUFFIXES)]
        count, found = Count(PART, PART, expected=len(members)), []
        owners = self._owners({one.name for one in members}) if members else {}
        for number, member in enumerate(members, 1):
            owner = owners.get(member.name) or owners.get(member.name.rpartition("/")[2])
            if _is_for_us(member, owner, messages=messages):
                found += self._take(source, member, owner, count, afresh=afresh)
            else:
                count.aside += 1
            if progress is not None:
                progress(number, len(members))
        return count, found

    def _owners(self, names: set[str]) -> dict[str, Activity]:
        """Give name of a picture → the activity that it belongs to; also by the bare name, where only one has it."""
        bare_names = {name.rpartition("/")[2] for name in names}
        whole: dict[str, Activity] = {}
        bare: dict[str, list[Activity]] = {}
        with self.vault.session() as session:
            for one in Archives(session).with_media(self.archive.number):
                for name in one.media:
                    last = name.rpartition("/")[2]
                    if name in names:
                        whole.setdefault(name, one)
                    if last in bare_names:
                        bare.setdefault(last, []).append(one)
        return {**{name: those[0] for name, those in bare.items() if len(those) == 1}, **whole}

    def _take(
        self, source: Source, member: Member, owner: Activity | None, count: Count, *, afresh: bool
    ) -> list[Found]:
        """Look at one picture, unless that was done already, and keep what is seen."""
        raw = _bytes(source, member)
        if not raw:
            count.unreadable += 1
            return []
        id_ = f"picture:{blake2b(raw, digest_size=16).hexdigest()}"
        with self.vault.session() as session:
            kept = Archives(session).known(self.archive.label, [id_]).get(id_)
        if kept is not None and kept.seen == self.archive.number:  # an earlier run of this reading, or a second copy
            count.read += 1
            return []
        if kept is not None and kept.reader == self.reader and not afresh:
            with self.vault.write() as session:
                Archives(session).met(self.archive, kept.number)
            count.read += 1
            count.given += 1
            return []
        review = self._review(raw, member, owner)
        if review is None:
            count.unreadable += 1
            return []
        self.unseen.update(review.unseen)
        activity = _activity(id_, member, owner, review, self.archive.platform)
        found = [_told(one) for one in self.findings(activity, review.findings)]
        # What nobody could look at is looked at again by the next run: it may have the means.
        reader = self.reader if not review.unseen else ""
        part = SENT if owner is not None and owner.kind is Kind.MESSAGE else PART
        with self.vault.write() as session:
            archives = Archives(session, self.now)
            numbers = archives.put(self.archive, {member.name: part}, [activity], reader)
            archives.note(numbers[id_], found, only_add=kept is not None and not afresh)
        count.read += 1
        count.given += 1
        return found

    def _review(self, raw: bytes, member: Member, owner: Activity | None) -> PictureReview | None:
        surface = owner.surface if owner is not None and owner.surface is not None else Surface.CAPTION
        written = owner.when.date() if owner is not None and owner.when is not None else None
        place = Place(surface, self.account, None, written)
        checked = pictures.check_content(raw, member.name, replace(self.reading, place=place), self.eyes)
        review = checked.review
        return review if isinstance(review, PictureReview) else None


def _is_for_us(member: Member, owner: Activity | None, *, messages: bool) -> bool:
    """Say whether a picture is the owner's and may be looked at."""
    if owner is None:
        return _OF_MESSAGES.search(member.name) is None
    return owner.mine and (messages or owner.kind is not Kind.MESSAGE)


def _bytes(source: Source, member: Member) -> bytes:
    """Give the bytes of a picture; none where it cannot be read or is too large."""
    if member.size > _LARGEST:
        return b""
    try:
        with source.open(member) as stream:
            return stream.read(_LARGEST)
    except ReadError:
        return b""


def _activity(id_: str, member: Member, owner: Activity | None, review: PictureReview, platform: str) -> Activity:
    """Give a picture as an activity."""
    seen = {
        "place": review.placed,
        "text": bool(review.document.text.strip()),
        "faces": bool(review.faces),
        "chat": review.chat is not None and review.chat >= CHAT,
    }
    made = Activity(
        Kind.MEDIA,
        platform,
        SORT,
        id_,
        text=review.document.text,
        surface=review.document.surface,
        member=member.name,
        media=(member.name,),
        shows=tuple(name for name, here in seen.items() if here),
        unseen=review.unseen,
    )
    if owner is None:
        return made
    return replace(
        made,
        when=owner.when,
        link=owner.link,
        visibility=owner.visibility,
        deleted=owner.deleted,
        answers=owner.id,
        thread=owner.thread,
    )


def _told(found: Found) -> Found:
    """Give a finding of what is stored in a picture with what to do about one that is out there already."""
    is_stored = found.rule == pictures.WHEREABOUTS and found.start is None and not found.boxes
    return replace(found, instead=_STORED) if is_stored else found

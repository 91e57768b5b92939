"""What is already out there, read against the duties. Open it to follow an export through the program.

An export goes through once, in batches; each batch is kept in the vault before the next is read, so that an audit that
is cut off goes on where it stopped. A newer export of the same account adds only what is new.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING

from circumspect import __version__
from circumspect.core.cite import cite
from circumspect.domain.activity import Count, Coverage, Kind
from circumspect.domain.decision import Decision
from circumspect.domain.decision import Kind as DecisionKind
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.errors import PlainError
from circumspect.domain.picture import PictureFinding
from circumspect.domain.rule import Severity
from circumspect.domain.screening import Outcome
from circumspect.domain.worklist import Action, Found, Item, Line, Status
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import activities
from circumspect.services import screen as screens
from circumspect.services.audit_pictures import PART as PICTURES
from circumspect.services.audit_pictures import Album
from circumspect.services.decisions import DecisionError
from circumspect.services.pictures import Eyes
from circumspect.services.reasons import Names
from circumspect.services.review import Reading
from circumspect.storage.archives import Archive, Archives, Kept, digest_of
from circumspect.storage.decision_log import DecisionLog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from types import ModuleType

    from sqlalchemy.orm import Session

    from circumspect.domain.activity import Activity, Recognition
    from circumspect.domain.ethics_code import Citation
    from circumspect.domain.finding import Acceptance, Finding
    from circumspect.domain.roster import Client
    from circumspect.domain.worklist import Wanted
    from circumspect.readers.archives._source import Source
    from circumspect.services.container import Desk
    from circumspect.services.screen import Answer
    from circumspect.services.vault import Vault

BATCH = 256
READING, SCREENING, LOOKING = "reading", "screening", "looking"
_CHUNK = 1 << 20
_SHORTEST = 2
# What can be done about something written, by where it stands.
_ACTIONS = {
    Surface.BIO: (Action.EDIT, Action.LEAVE),
    Surface.REVIEW_RESPONSE: (Action.EDIT, Action.DELETE, Action.RAISE),
    Surface.DM: (Action.RAISE, Action.LEAVE),
    Surface.GROUP_POST: (Action.DELETE, Action.EDIT, Action.LEAVE),
}
_USUAL = (Action.DELETE, Action.EDIT, Action.HIDE, Action.NARROW, Action.LEAVE)
_SHOWN = ("recommendation", "endorsement", "testimonial")


class AuditError(PlainError, ValueError):
    """Something asked of the audit that it cannot do; the message says what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """How an export is to be read.

    `label`: the account it is of, to tell two of one platform apart; `account`: business or personal; `messages`: read
    direct messages as well; `afresh`: review again what is on file unchanged; `pictures`: look at pictures.
    """

    label: str = ""
    account: Account = Account.BUSINESS
    messages: bool = False
    afresh: bool = False
    pictures: bool = True

    def __repr__(self) -> str:
        """Show the kind of account, not its name."""
        return f"Wish({self.account.value!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Word:
    """Who decides something about an entry, when, and what they note."""

    by: str
    on: datetime
    note: str = ""

    def __repr__(self) -> str:
        """Show when."""
        return f"Word({self.on:%Y-%m-%d})"


@dataclass(frozen=True, slots=True)
class Step:
    """How far an audit is: what is done now, how many activities or pictures are done, the share of it (0 to 1)."""

    stage: str
    number: int
    share: float


@dataclass(slots=True, repr=False)
class Audited:
    """What came of one export: how many activities are new, changed, as before and gone, and what was found.

    `resumed`: activities that an earlier run had kept already. `found`: severity → entries, of what was read anew.
    `matched`: connections that may be clients. `undecidable`: accounts of which only a number is known. `unscreened`:
    why connections were not compared with the roster; empty where they were. `unclosed`: kinds of files of which this
    copy has too little to tell what is gone. `pictures`: how the pictures were read. `unseen`: what nobody could look
    at → in how many pictures. `open`: severity → open entries of the account now.
    """

    archive: Archive
    recognition: Recognition
    coverage: Coverage
    resumed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    found: Counter[str] = field(default_factory=Counter)
    matched: int = 0
    undecidable: int = 0
    unscreened: str = ""
    unclosed: list[str] = field(default_factory=list)
    pictures: Count = field(default_factory=lambda: Count(PICTURES, PICTURES))
    unseen: Counter[str] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)

    def __repr__(self) -> str:
        """Show how much was read."""
        return f"Audited({self.new} new, {self.same} as before)"


class Audit:
    """Reads exports into a vault. Make one for a run."""

    def __init__(self, desk: Desk, vault: Vault, now: Callable[[], datetime], eyes: Eyes | None = None) -> None:
        """Read with the desk's rules and profile; `now` says what day it is, `eyes` look at pictures."""
        self._desk, self._vault, self._now = desk, vault, now
        self._eyes = eyes or Eyes()
        self._accepted = desk.ledger.in_force(now().date())
        self._rules = {rule.id: rule for rule in desk.ruleset.rules}

    def read(
        self,
        source: Source,
        reader: ModuleType,
        recognition: Recognition,
        wish: Wish,
        progress: Callable[[Step], None] = lambda _: None,
    ) -> Audited:
        """Read an export, keep what stands in it, and put what was found on the work list.

        `progress` is called now and then with how far it is. Raises ReadError, VaultError.
        """
        platform = recognition.platform
        label = f"{platform}/{_clean(wish.label)}" if wish.label else platform
        coverage = Coverage()
        with self._vault.write() as session:
            archive = self._archives(session).begin(
                recognition.platform,
                label,
                recognition.layout,
                [path.name for path in source.paths],
                _digest(source, wish),
                self._reader(wish),
            )
        done = Audited(archive, recognition, coverage, resumed=archive.done)
        given = activities(reader, source, coverage, messages=wish.messages)
        before, whole = source.given, _bytes_of(source, reader, wish)
        for _ in islice(given, archive.done):
            pass
        count = archive.done
        while batch := list(islice(given, BATCH)):
            count += len(batch)
            self._keep([_headed(replace(one, id=_clean(one.id))) for one in batch], wish, done, count)
            progress(Step(READING, count, min(1.0, (source.given - before) / whole)))
        progress(Step(SCREENING, count, 1.0))
        self._screen(done)
        self._look(source, wish, done, progress)
        unopened = {part.name for part in reader.PARTS for line in source.left if part.matches(line.split(": ")[0])}
        parts = {part.part for part in coverage.counts} - coverage.unsure() - unopened
        with self._vault.write() as session:
            kept = self._archives(session)
            done.gone, done.unclosed = kept.close_gone(archive, sorted(parts), messages=wish.messages)
            kept.finish(archive.number, coverage)
            done.open.update(kept.open_of(label))
        return done

    def _archives(self, session: Session) -> Archives:
        return Archives(session, self._now)

    def _reader(self, wish: Wish) -> str:
        """Name what decides how something is read: rules, trained reader, profile, kind of account."""
        desk = self._desk
        name = desk.classifier.name if desk.classifier is not None else ""
        profile = json.dumps(asdict(desk.profile), default=str, sort_keys=True)
        told = f"{desk.ruleset.version}\n{name}\n{profile}\n{wish.account.value}"
        return blake2b(told.encode(), digest_size=12).hexdigest()

    def _keep(self, batch: Sequence[Activity], wish: Wish, done: Audited, count: int) -> None:
        """Review what is new in a batch, and keep all of it in one write."""
        archive, coverage, reader = done.archive, done.coverage, self._reader(wish)
        parts = {one.member: one.part for one in coverage.counts}
        with self._vault.session() as session:
            known = self._archives(session).known(archive.label, [one.id for one in batch])
        fresh: list[Activity] = []
        # Of two with one id in an export the first counts, as of two files with one name.
        first = {one.id: one for one in reversed(batch) if not self._seen(known.get(one.id), archive)}
        batch = list(reversed(first.values()))
        digests = {one.id: digest_of(one) for one in batch}
        for one in batch:
            kept = known.get(one.id)
            done.kinds[one.kind.value] += 1
            if kept is None:
                done.new += 1
            elif kept.digest != digests[one.id]:
                done.changed += 1
            else:
                done.same += 1
            if wish.afresh or kept is None or (kept.digest, kept.reader) != (digests[one.id], reader):
                fresh.append(one)
        found = dict(zip([one.id for one in fresh], self._reviewed(fresh, wish), strict=True))
        with self._vault.write() as session:
            archives = self._archives(session)
            numbers = archives.put(archive, parts, batch, reader)
            for one in fresh:
                # Connections are compared with the roster all together, at the end; what is new has nothing to close.
                if one.kind is not Kind.CONNECTION and (found[one.id] or one.id in known):
                    # Another profile, or rules alone, withdraw nothing from a text that is as it was.
                    same = (kept := known.get(one.id)) is not None and kept.digest == digests[one.id]
                    archives.note(numbers[one.id], found[one.id], only_add=same and not wish.afresh)
            archives.advance(archive.number, count)
        done.found.update(one.severity for those in found.values() for one in those)

    @staticmethod
    def _seen(kept: Kept | None, archive: Archive) -> bool:
        """Say whether this very reading has had an activity of that id already."""
        return kept is not None and kept.seen == archive.number

    def _reviewed(self, fresh: Sequence[Activity], wish: Wish) -> list[list[Found]]:
        """Give what is found in each activity, in order."""
        written_ = [one for one in fresh if _is_own_text(one)]
        documents = [_document(one, wish) for one in written_]
        reviews = self._desk.reviewer.review_all(documents, self._now().date(), self._accepted)
        found = {
            id(one): list(self._findings(one, review.findings)) for one, review in zip(written_, reviews, strict=True)
        }
        return [found.get(id(one)) or list(self._shown(one)) for one in fresh]

    def _findings(self, activity: Activity, findings: Sequence[Finding]) -> Iterator[Found]:
        seen: Counter[str] = Counter()
        for one in findings:
            seen[one.fingerprint] += 1
            accepted: Acceptance | None = one.suppressed
            then, now = self._sections(one.rule, activity.when)
            yield Found(
                mark=f"{one.rule}:{one.fingerprint}:{seen[one.fingerprint]}",
                rule=one.rule,
                severity=one.severity.value,
                title=self._rules[one.rule].title,
                message=one.message,
                why=one.why,
                instead=one.instead,
                actions=actions_for(activity),
                start=one.start,
                end=one.end,
                then=then,
                now=now or tuple(map(_cited, one.cites)),
                confidence=one.confidence,
                accepted=accepted is not None,
                boxes=one.boxes if isinstance(one, PictureFinding) else (),
            )

    def _shown(self, activity: Activity) -> Iterator[Found]:
        """Give a recommendation that others wrote and the profile shows."""
        if activity.kind is not Kind.RECEIVED or activity.sort not in _SHOWN or "testimonial-use" not in self._rules:
            return
        rule = self._rules["testimonial-use"]
        then, now = self._sections(rule.id, activity.when)
        yield Found(
            mark=rule.id,
            rule=rule.id,
            severity=Severity.ADVISE.value,
            title=rule.title,
            message=f"A {activity.sort} by somebody else may stand on your profile; a client's is a testimonial.",
            why=rule.why,
            instead="Look who wrote it. Hide it where it comes from somebody whom you treat or have treated.",
            actions=(Action.HIDE, Action.LEAVE, Action.RAISE),
            then=then,
            now=now,
        )

    def _sections(self, rule: str, when: datetime | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the sections in force on a day, and today."""
        references, desk = self._rules[rule].cites, self._desk

        def on(day: datetime) -> tuple[str, ...]:
            return tuple(map(_cited, cite(references, desk.ruleset.codes, desk.profile, day.date())))

        return (on(when) if when is not None else ()), on(self._now())

    # --- pictures

    def _look(self, source: Source, wish: Wish, done: Audited, progress: Callable[[Step], None]) -> None:
        """Look at the pictures of an export, one by one."""
        if not wish.pictures:
            return
        reading = Reading(self._desk.reviewer, self._now().date(), self._accepted)
        reader = self._reader(wish)
        album = Album(self._vault, done.archive, reading, reader, wish.account, self._now, self._findings, self._eyes)
        done.pictures, found = album.look(
            source,
            messages=wish.messages,
            afresh=wish.afresh,
            progress=lambda number, of: progress(Step(LOOKING, number, number / of)),
        )
        done.unseen.update(album.unseen)
        done.found.update(one.severity for one in found)
        if done.pictures.expected:
            done.coverage.counts.append(done.pictures)

    # --- connections

    def _screen(self, done: Audited) -> None:
        """Compare an account's connections with the roster, all together: how common a name is depends on the list."""
        clients = screens.clients_in(self._vault)
        with self._vault.session() as session:
            held = [
                (number, one, one.who)
                for number, one in self._archives(session).of_archive(done.archive.number, Kind.CONNECTION)
                if one.who is not None
            ]
        if not held:
            return
        if not clients:
            with self._vault.write() as session:
                for number, _, _ in held:
                    self._archives(session).note(number, [])
            done.unscreened = "there are no clients on your roster yet: circumspect roster import FILE"
            return
        desk = self._desk
        asked = [who for _, _, who in held]
        found = screens.screen(asked, clients, desk.profile, self._now().date(), desk.ruleset.codes)
        with self._vault.write() as session:
            archives = self._archives(session)
            for (number, one, _), answer in zip(held, found, strict=True):
                matched = [self._match(one, answer)] if answer.found else []
                done.matched += len(matched)
                done.undecidable += answer.screening.outcome is Outcome.UNDECIDABLE
                archives.note(number, matched)
                done.found.update(match.severity for match in matched)

    def _match(self, activity: Activity, answer: Answer) -> Found:
        screening, rule = answer.screening, self._rules["client-connection"]
        first = screening.candidates[0]
        sure = screening.outcome is Outcome.CLIENT
        then, _ = self._sections(rule.id, activity.when)
        return Found(
            mark=f"{rule.id}:{first.client}",
            rule=rule.id,
            severity=(Severity.BLOCK if sure else Severity.REVISE).value,
            title=rule.title,
            message=answer.duty or rule.message,
            why=rule.why,
            instead=" ".join(answer.do) or rule.instead,
            actions=(Action.RAISE, Action.LEAVE),
            then=then,
            now=tuple(map(_cited, answer.citations)),
            confidence=first.chance,
            facts={
                "client": first.client,
                "outcome": screening.outcome.value,
                "tie": first.tie.value if first.tie else "",
                "standing": first.standing.value,
            },
        )


def entries(vault: Vault, which: Wanted | None = None) -> Iterator[Item]:
    """Give the entries of the work list, all or some, one by one: the gravest first, then the newest."""
    with vault.session() as session:
        yield from Archives(session).items(which)


def count(vault: Vault, which: Wanted | None = None) -> int:
    """Count the entries of the work list, all or some."""
    with vault.session() as session:
        return Archives(session).count(which)


def lines(vault: Vault, which: Wanted | None = None) -> list[Line]:
    """Give what a list says of the entries, all or some, in the same order."""
    with vault.session() as session:
        return Archives(session).lines(which)


def entry(vault: Vault, number: int) -> Item | None:
    """Give one entry of the work list; None where there is none of this number."""
    with vault.session() as session:
        return Archives(session).item(number)


def chosen(vault: Vault, numbers: Sequence[int]) -> list[Item]:
    """Give some entries of the work list, in the order asked for; those that are not there are left out."""
    with vault.session() as session:
        kept = Archives(session)
        return [one for number in numbers if (one := kept.item(number)) is not None]


def accounts(vault: Vault) -> list[Archive]:
    """Give the newest reading of each account that came to its end, in the order in which they were begun."""
    with vault.session() as session:
        return list({one.label: one for one in Archives(session).all() if one.ended is not None}.values())


def actions_for(activity: Activity) -> tuple[Action, ...]:
    """Give what can be done about something written."""
    if activity.deleted:
        return (Action.NOTHING,)
    return _ACTIONS.get(activity.surface or Surface.POST, _USUAL)


def resolve(vault: Vault, item: Item, action: Action, word: Word, clients: Sequence[Client]) -> None:
    """Close an entry of the work list and seal that onto the decision log. Raises AuditError, DecisionError."""
    if item.status is Status.RESOLVED:
        raise AuditError("this entry is resolved already; circumspect audit reopen opens it again")
    if action not in {*item.found.actions, Action.LEAVE, Action.RAISE}:
        could = ", ".join(one.name.lower() for one in (*item.found.actions, Action.LEAVE, Action.RAISE))
        raise AuditError(f"that does not fit this entry. What fits: {could}")
    _decide(vault, item, (Status.RESOLVED, action.value), word, clients)


def reopen(vault: Vault, item: Item, word: Word, clients: Sequence[Client]) -> None:
    """Open an entry again, and seal that. Raises AuditError, DecisionError."""
    if item.status is Status.OPEN:
        raise AuditError("this entry is open already")
    _decide(vault, item, (Status.OPEN, "opened again"), word, clients)


def _decide(vault: Vault, item: Item, what: tuple[Status, str], word: Word, clients: Sequence[Client]) -> None:
    by, note = " ".join(word.by.split()), " ".join(word.note.split())
    if len(by) < _SHORTEST:
        raise AuditError("say who decides: --by and a name")
    if note and Names(clients).named_in(note):
        raise DecisionError("the note names a client. Say it without the name: the log is made to be shown to others")
    DecisionLog(vault, lambda: word.on).append(
        Decision(
            kind=DecisionKind.AUDIT,
            by=by,
            what=what[1],
            because=note,
            on=word.on,
            subject=f"item {item.number}",
            facts={"rule": item.found.rule, "platform": item.activity.platform, "severity": item.found.severity},
        ),
        lambda session: Archives(session, lambda: word.on).set_status(item.number, what[0], by, note),
    )


def _bytes_of(source: Source, reader: ModuleType, wish: Wish) -> int:
    """Give how many bytes will be read, at least 1."""
    sizes = (
        member.size
        for member in source.members
        if not member.is_media
        and (part := next((one for one in reader.PARTS if one.matches(member.name)), None)) is not None
        and (wish.messages or not part.private)
    )
    return sum(sizes) or 1


def _is_own_text(one: Activity) -> bool:
    """Say whether an activity is the owner's own words; a message only where it was sent."""
    return one.kind in (Kind.WRITTEN, Kind.MESSAGE) and one.mine and bool(one.text.strip())


def _document(one: Activity, wish: Wish) -> Document:
    return Document(one.text, one.surface or Surface.POST, wish.account, one.in_reply_to)


def _headed(one: Activity) -> Activity:
    """Give an article with its heading as the first line of its text: both are read, and both can tell."""
    if one.kind is not Kind.WRITTEN or one.surface is not Surface.BLOG or not one.title or one.title in one.text:
        return one
    return replace(one, text=f"{one.title}\n\n{one.text}")


def _clean(words: str) -> str:
    """Give words that can be kept: halves of pairs become marks."""
    return words.encode("utf-8", "backslashreplace").decode()


def _cited(citation: Citation) -> str:
    """Give a section as one says it, with its edition."""
    unsure = "" if citation.confidence.value == "verified" else f", {citation.confidence.value}"
    return f"{citation.short} {citation.section} ({citation.edition}{unsure})"


def _digest(source: Source, wish: Wish) -> str:
    """Give a digest of what an export holds and how it is to be read; of pictures name and size alone."""
    told = blake2b(digest_size=16)
    told.update(f"{wish.messages}\0{wish.account.value}\0{wish.afresh}\0{__version__}".encode())
    for member in source.members:
        told.update(f"\0{member.name}\0{member.size}".encode("utf-8", "surrogatepass"))
        if not member.is_media:
            try:
                with source.open(member) as stream:
                    while part := stream.read(_CHUNK):
                        told.update(part)
            except ReadError as error:  # the reader will say so of that file alone
                told.update(str(error).encode())
    return told.hexdigest()

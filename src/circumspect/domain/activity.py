"""What somebody did on a platform, as its export tells it. Open it to see what a reader of archives gives.

A post, a comment, a message, a connection, a group that was joined, a review that was received: one `Activity` each,
from whichever platform. Source of the words: design, section 1 (export, archive, reader, activity).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from circumspect.domain.document import Surface
    from circumspect.domain.screening import Request


class Kind(StrEnum):
    """What an activity is."""

    WRITTEN = "written"  # by the clinician: post, caption, story, comment, reply, bio, owner's reply to a review
    MESSAGE = "message"  # a direct message, sent or received: never public
    CONNECTION = "connection"  # a friend, follower, somebody followed, a request; `who` says in which direction
    AFFILIATION = "affiliation"  # a group, page, like, event, check-in, subreddit, list: what shows interests or places
    RECEIVED = "received"  # written by others about the clinician: review, recommendation, endorsement, testimonial
    FACT = "fact"  # a personal fact in the profile: home town, birth date, family, telephone number
    MEDIA = "media"  # a picture or video in the archive, put up without words; or a picture that was looked at


class Visibility(StrEnum):
    """Who can see it, as far as the export says."""

    PUBLIC = "public"
    CONNECTIONS = "connections"
    CHOSEN = "chosen people"
    PRIVATE = "only the owner"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, repr=False)
class Activity:
    """One thing that an export tells.

    `id`: the same in a newer export of the same account: the platform's own number where it gives one, else
    `""` (the kit then makes one from what does not change). `sort`: a plain word for what it is within its kind
    ("group", "page", "like", "event", "check-in", "tagged", "review", "recommendation", "home town", "retweet" ...).
    `when`: with time zone (UTC), None where the export has none. `surface`: for what is written, where it went.
    `text`: the words, without mojibake. `title`: the name of a group, page, event, place, or of a profile's field.
    `in_reply_to`: the words answered, where the export has them. `answers`: the id or link of what is answered.
    `who`: for connections, messages and what is received, the other account. `mine`: written by the archive's owner.
    `stars`: of a review, 1 to 5. `media`: names of members of the archive. `link`: to the live thing, where the export
    gives one. `deleted`: the owner had deleted it and the export still holds it. `thread`: which conversation a message
    is of. `member`: the file of the archive that it stands in. `shows`, `unseen`: of a picture that was looked at, what
    is in it ("place", "text", "faces", "chat") and what nobody could look at, in words for a person; `text`
    is then the words in it, and `answers` the id of what it belongs to.
    """

    kind: Kind
    platform: str
    sort: str = ""
    id: str = ""
    when: datetime | None = None
    surface: Surface | None = None
    text: str = ""
    title: str = ""
    link: str = ""
    visibility: Visibility = Visibility.UNKNOWN
    in_reply_to: str | None = None
    answers: str = ""
    who: Request | None = None
    mine: bool = True
    stars: int | None = None
    media: tuple[str, ...] = ()
    deleted: bool = False
    thread: str = ""
    member: str = ""
    shows: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show kind and place, never the words (design, section 5)."""
        return f"Activity({self.kind.value!r}, {self.platform!r}, {self.sort!r}, {len(self.text)} characters)"


@dataclass(slots=True, repr=False)
class Count:
    """How a file of an archive was read: rows in it, rows that gave something, rows left aside, rows unreadable.

    `expected` = `read` + `aside` + `unreadable`; where the file broke off, `broken` says how, and nobody knows how many
    rows it had. `rows`: numbers of the first unreadable rows, counted from 1. `given`: activities that came out.
    `promised`: rows that the export's own list says the file has; None where there is none.
    """

    member: str
    part: str
    expected: int = 0
    read: int = 0
    aside: int = 0
    unreadable: int = 0
    given: int = 0
    broken: str = ""
    rows: list[int] = field(default_factory=list)
    promised: int | None = None

    @property
    def short(self) -> int:
        """How many of the rows that were promised are not in the file."""
        return max(0, (self.promised or 0) - self.expected)

    def __repr__(self) -> str:
        """Show part and counts: the member's name can hold somebody's."""
        counts = f"{self.expected} = {self.read} + {self.aside} + {self.unreadable}"
        return f"Count({self.part!r}, {counts}, {self.given} given)"


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which platform's export a source is: `layout`, its era in a word; `confidence`, 0 to 1; `because`, in a sentence.

    `refused` says why it cannot be read all the same (it is the HTML form, a part is missing), and what to do.
    """

    platform: str
    layout: str
    confidence: float
    because: str = ""
    refused: str = ""


@dataclass(slots=True, repr=False)
class Coverage:
    """What was read of an archive and what was not."""

    counts: list[Count] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # members that no part knows, media apart
    missing: list[str] = field(default_factory=list)  # parts that this archive does not have: "not found"
    left: list[str] = field(default_factory=list)  # members that were not opened, each with the reason
    media: int = 0

    def __repr__(self) -> str:
        """Show how much of each there is."""
        parts = f"{len(self.counts)} read, {len(self.unknown)} unknown, {len(self.left)} left, {self.media} media"
        return f"Coverage({parts}, missing {self.missing})"

    def unsure(self) -> set[str]:
        """Give the parts of which a file broke off, falls short or has rows that could not be read."""
        return {count.part for count in self.counts if count.broken or count.unreadable or count.short}

    @property
    def given(self) -> int:
        """How many activities came out."""
        return sum(count.given for count in self.counts)

"""What a report of an audit tells: what was read, found, shown and linked. Open it to see what the report is made from.

It brings together what other nouns already say: entries of the work list, activities, screenings, coverage. Strings
named here are our own words, unless a field says that it holds somebody's; those are what the report blanks out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from circumspect.domain.activity import Activity, Coverage
    from circumspect.domain.screening import Direction, Screening
    from circumspect.domain.worklist import Item


@dataclass(frozen=True, slots=True, repr=False)
class ArchiveRead:
    """An export that was read: whose (`label`, somebody's words), its layout, the days it covers, what was read of it.

    `start`, `end`: the first and the last day of what it tells; None where nothing in it has a day.
    `messages`: direct messages were read as well.
    """

    platform: str
    label: str
    layout: str
    read_on: date
    start: date | None
    end: date | None
    coverage: Coverage
    messages: bool = False

    def __repr__(self) -> str:
        """Show platform and layout, not whose it is."""
        return f"ArchiveRead({self.platform!r}, {self.layout!r})"


@dataclass(frozen=True, slots=True)
class Screened:
    """How many accounts of one kind on one platform were compared with the roster, by outcome."""

    platform: str
    direction: Direction
    client: int = 0
    possible: int = 0
    not_found: int = 0
    undecidable: int = 0


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures in the exports: how many there are, how many were looked at, and what they show.

    `because`: why some were not looked at, and what to do; empty where all were.
    """

    found: int = 0
    looked_at: int = 0
    with_place: int = 0
    with_text: int = 0
    with_faces: int = 0
    chats: int = 0
    because: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class TopicSeen:
    """What several groups or pages are about: our heading and note, and their `names` (somebody's words)."""

    title: str
    note: str
    names: tuple[str, ...]

    def __repr__(self) -> str:
        """Show how many names, not which topic: that, too, is the clinician's own."""
        return f"TopicSeen({len(self.names)} names)"


@dataclass(frozen=True, slots=True, repr=False)
class AuditReport:
    """All that the report of an audit tells.

    `profile`: who it was read for, in a line without names; `ruleset`, `reader`: what it was read with. `platforms`:
    key → title. `texts`: how many texts were reviewed; `items`: the work list, in any order and of any status.
    `roster`: a client list was compared with the connections. `connections`: those that are, or may be, a client's;
    `screened`: all, counted; `clients`: number of a client → name (somebody's words). `exposure`: affiliations;
    `received`: reviews, recommendations, endorsements; `replies`: what the clinician answered to them; `facts`:
    personal facts in profiles. `limits`: sentences on what this audit could not see, beside those that hold for every
    audit.
    """

    made_on: date
    profile: str
    ruleset: str
    reader: str
    archives: tuple[ArchiveRead, ...] = ()
    texts: int = 0
    items: tuple[Item, ...] = ()
    roster: bool = False
    connections: tuple[Screening, ...] = ()
    screened: tuple[Screened, ...] = ()
    clients: Mapping[str, str] = field(default_factory=dict)
    exposure: tuple[Activity, ...] = ()
    topics: tuple[TopicSeen, ...] = ()
    received: tuple[Activity, ...] = ()
    replies: tuple[Activity, ...] = ()
    facts: tuple[Activity, ...] = ()
    pictures: Pictures = field(default_factory=Pictures)
    platforms: Mapping[str, str] = field(default_factory=dict)
    limits: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show how much there is, no words."""
        return f"AuditReport({len(self.archives)} archives, {len(self.items)} items)"

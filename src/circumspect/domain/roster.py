"""Who is on the client list, as far as matching needs it. Open it to see what circumspect keeps of a person.

Birth dates, diagnoses and insurance have no place here on purpose: what is not kept cannot leak.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Standing(StrEnum):
    """Where someone stands with the practice."""

    ACTIVE = "active"
    FORMER = "former"
    PROSPECTIVE = "prospective"
    WAITLIST = "waitlist"
    DECEASED = "deceased"


class Tie(StrEnum):
    """What someone of a client's household is to the client."""

    PARTNER = "partner"
    GUARDIAN = "guardian"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    OTHER = "household"


@dataclass(frozen=True, slots=True, repr=False)
class PersonName:
    """A name in its parts, as written: any script, any number of words in each.

    `also`: given names the person goes by (preferred, nickname); `former`: earlier family names (maiden, married).
    """

    given: str = ""
    family: str = ""
    middle: str = ""
    also: tuple[str, ...] = ()
    former: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show that there is a name, not which."""
        return f"PersonName({len(self.given)}+{len(self.family)} characters)"

    @property
    def display(self) -> str:
        """Given, middle and family name, as one would write them."""
        return " ".join(part for part in (self.given, self.middle, self.family) if part)


@dataclass(frozen=True, slots=True, repr=False)
class Relative:
    """Someone of a client's household or family whom the roster names."""

    name: PersonName
    tie: Tie = Tie.OTHER
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show the tie, not whose."""
        return f"Relative({self.tie.value!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Client:
    """Someone on the roster.

    `id`: made by us, says nothing; `ended`: when treatment ended, for former clients; `handles`: accounts known to be
    theirs, as `handle` or `platform:handle`; `place`: town and region in the writer's words.
    """

    id: str
    name: PersonName
    standing: Standing = Standing.ACTIVE
    ended: date | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    place: str = ""
    household: tuple[Relative, ...] = field(default=())

    def __repr__(self) -> str:
        """Show the standing, not who it is."""
        return f"Client({self.id!r}, {self.standing.value!r})"

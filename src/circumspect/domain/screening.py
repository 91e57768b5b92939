"""Who asks to connect, and which client it may be. Open it to see what an answer of `circumspect screen` holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from circumspect.domain.roster import Standing, Tie


class Direction(StrEnum):
    """How an account stands to the clinician's own: asks, follows, is followed, is linked, is suggested, or unknown."""

    REQUEST = "request"
    FOLLOWER = "follower"
    FOLLOWING = "following"
    FRIEND = "friend"
    SUGGESTED = "suggested"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What screening says of one account."""

    CLIENT = "client"
    POSSIBLE = "possible"
    NOT_FOUND = "not found"
    UNDECIDABLE = "cannot be decided"


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """An account that asks to connect, is connected, or is suggested: what the platform shows of it, nothing looked up.

    `handle`: without the leading @; `display`: the name shown; `mutuals`: display names or handles of shared
    connections; `account`: the platform's own number, for which no name is known.
    """

    handle: str = ""
    display: str = ""
    platform: str = ""
    bio: str = ""
    place: str = ""
    email: str = ""
    phone: str = ""
    mutuals: tuple[str, ...] = ()
    account: str = ""
    direction: Direction = Direction.REQUEST
    on: date | None = None

    def __repr__(self) -> str:
        """Show where it comes from, not who it is."""
        return f"Request({self.platform!r}, {self.direction.value!r})"

    @property
    def named(self) -> bool:
        """Whether there is anything a name could be read from."""
        return bool(self.handle.strip() or self.display.strip() or self.email.strip() or self.phone.strip())


@dataclass(frozen=True, slots=True, repr=False)
class Agreement:
    """One thing that speaks for or against a match: a sentence without names, and its match weight in bits.

    Bits as in Fellegi and Sunter 1969: log2 of how much likelier it is among the same person than among strangers.
    """

    field: str
    says: str
    weight: float

    def __repr__(self) -> str:
        """Show field and weight."""
        return f"Agreement({self.field!r}, {self.weight:+.1f})"


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """A client, or someone of a client's household (`tie`), who the account may be.

    `weight`: the match weight in bits, prior included; `chance`: the same as a probability from 0 to 1.
    """

    client: str
    standing: Standing
    ended: date | None
    tie: Tie | None
    weight: float
    chance: float
    evidence: tuple[Agreement, ...]

    def __repr__(self) -> str:
        """Show the client's number and the weight."""
        return f"Candidate({self.client!r}, {self.weight:+.1f})"


@dataclass(frozen=True, slots=True, repr=False)
class Screening:
    """The answer for one account: the outcome and who it may be, the likeliest first."""

    request: Request
    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()

    def __repr__(self) -> str:
        """Show the outcome."""
        return f"Screening({self.outcome.value!r}, {len(self.candidates)} candidates)"

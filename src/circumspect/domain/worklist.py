"""The work list of an audit: what was found in what is already out there. Open it to see what an entry holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from circumspect.domain.activity import Activity


class Status(StrEnum):
    """How an entry stands. `gone`: a newer export no longer has what it was about."""

    OPEN = "open"
    RESOLVED = "resolved"
    ACCEPTED = "accepted"
    GONE = "gone"


class Action(StrEnum):
    """What the clinician can do about it."""

    DELETE = "delete it"
    EDIT = "edit it"
    HIDE = "hide it"
    NARROW = "narrow who can see it"
    LEAVE = "leave it"
    RAISE = "raise it in supervision"
    NOTHING = "nothing: it is deleted already"


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """A finding about an activity, before it is on the work list.

    `mark` tells the findings of one activity apart, and stays the same when it is read again. `start`, `end`: code
    points into the activity's text, None where the whole is meant. `then`, `now`: sections in force on its day, and
    today. `facts`: plain values, such as a client's number and the outcome of screening; no words of a person.
    """

    mark: str
    rule: str
    severity: str
    title: str
    message: str
    why: str
    instead: str
    actions: tuple[Action, ...]
    start: int | None = None
    end: int | None = None
    then: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    confidence: float = 1.0
    accepted: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Show the rule and the severity."""
        return f"Found({self.rule!r}, {self.severity!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Item:
    """An entry of the work list: its number, the activity, what was found, how it stands."""

    number: int
    activity: Activity
    label: str
    found: Found
    status: Status
    note: str = ""
    who: str = ""
    changed: datetime | None = None

    def __repr__(self) -> str:
        """Show the number, the rule and the status."""
        return f"Item({self.number}, {self.found.rule!r}, {self.status.value!r})"

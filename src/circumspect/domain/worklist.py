"""The work list of an audit: what was found in what is already out there. Open it to see what an entry holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from circumspect.domain.activity import Activity
    from circumspect.domain.picture import Box


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
    today. `facts`: plain values, such as a client's number and the outcome of screening; no words of a person. `boxes`:
    the stretches of a picture that it speaks of.
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
    boxes: tuple[Box, ...] = ()

    def __repr__(self) -> str:
        """Show the rule and the severity."""
        return f"Found({self.rule!r}, {self.severity!r})"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for: those that stand so, of a rule, of a platform; what is empty asks for any."""

    statuses: tuple[Status, ...] = ()
    rule: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """What a list says of an entry. `activity`: the number of what it is about, the same for all entries about it."""

    number: int
    activity: int
    status: Status
    severity: str
    rule: str
    title: str
    platform: str
    label: str
    when: datetime | None

    def __repr__(self) -> str:
        """Show the number, the rule and the status."""
        return f"Line({self.number}, {self.rule!r}, {self.status.value!r})"


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

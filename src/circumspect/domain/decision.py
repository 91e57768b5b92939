"""What was decided, by whom and why, in the form that a board would ask for. Open it to see what the log holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class Kind(StrEnum):
    """What a decision is about."""

    SCREENING = "screening"
    ACCEPTANCE = "acceptance"
    AUDIT = "audit"
    NOTE = "note"


@dataclass(frozen=True, slots=True, repr=False)
class Decision:
    """A decision: who decided what, why, and, where a second name is asked for, with whom.

    `subject`: what it is about in a form that means nothing outside the vault (a client's number, a fingerprint);
    `facts`: plain values worth keeping with it, without a person's words.
    """

    kind: Kind
    by: str
    what: str
    because: str
    on: datetime
    second: str = ""
    subject: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Show its kind."""
        return f"Decision({self.kind.value!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """An entry of the decision log: a decision, the hash of the entry before, its own hash and signature.

    `previous` and `hash` are 64 hexadecimal digits (SHA-256), `signature` 128 (Ed25519 over the hash's 32 bytes).
    """

    number: int
    decision: Decision
    previous: str
    hash: str
    signature: str

    def __repr__(self) -> str:
        """Show its number and kind."""
        return f"Sealed({self.number}, {self.decision.kind.value!r})"

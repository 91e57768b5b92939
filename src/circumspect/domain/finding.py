"""What a review says about a stretch of text. Open it to see the review contract as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from circumspect.domain.ethics_code import Citation
    from circumspect.domain.rule import Severity


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a detector spoke: which detector, what it saw (never a person's words), how sure (0 to 1)."""

    detector: str
    detail: str
    score: float


@dataclass(frozen=True, slots=True, repr=False)
class Suggestion:
    """One edit that was itself reviewed: put `replacement` in place of text[start:end].

    `start == end` inserts. `text` is the whole document after the edit. Offsets are code points.
    """

    start: int
    end: int
    replacement: str
    text: str
    note: str

    def __repr__(self) -> str:
        """Show the place and lengths, never the words."""
        return f"Suggestion({self.start}:{self.end}, {len(self.replacement)} characters)"


@dataclass(frozen=True, slots=True, repr=False)
class Acceptance:
    """A finding that a named person let stand, with a reason and an end date."""

    fingerprint: str
    by: str
    because: str
    until: date
    second: str | None = None

    def __repr__(self) -> str:
        """Show which finding and until when, not who or why."""
        return f"Acceptance({self.fingerprint}, until={self.until})"


@dataclass(frozen=True, slots=True)
class Trait:
    """A detail by which a person could be told: its kind in a word, and where it stands, in code points."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """One breach of one rule: where, how serious, who says so, why, and what to do instead.

    `start` and `end` are code points into the document's text, end exclusive; both None when something is missing from
    the whole text. `telling`: by what a person could be recognised. `confidence` is 0 to 1; below `Verdict`
    thresholds a block becomes `consult`.
    """

    rule: str
    severity: Severity
    start: int | None
    end: int | None
    match: str | None
    message: str
    why: str
    instead: str
    cites: tuple[Citation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    fingerprint: str = ""
    trial: bool = False
    telling: tuple[Trait, ...] = ()
    suggestion: Suggestion | None = None
    suppressed: Acceptance | None = field(default=None)

    def __repr__(self) -> str:
        """Show rule, place and severity, never the words."""
        return f"Finding({self.rule}, {self.severity.value}, {self.start}:{self.end})"

"""The answer in one word. Open it to see how findings become a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circumspect.domain.document import Document
    from circumspect.domain.finding import Finding


class Verdict(StrEnum):
    """What the clinician should do next, most serious first."""

    HOLD = "hold"
    CONSULT = "consult"
    REVISE = "revise"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Review:
    """A document read: its verdict, its findings in text order, and what it was read with."""

    document: Document
    verdict: Verdict
    findings: tuple[Finding, ...]
    ruleset: str
    classifier: str | None
    profile: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One input and what came of it: a review, or the reason why there is none.

    `name` is a file's path, or `-` for standard input; `id` is the caller's own. `error` never quotes the text;
    `fault`: it is ours, not the input's.
    """

    name: str
    review: Review | None = None
    error: str | None = None
    id: object = None
    fault: bool = False

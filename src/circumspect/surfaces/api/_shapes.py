"""The review contract (design, section 4) as the API describes it. Open it beside renderers/_kit, which writes it."""

# ruff: noqa: TC001 - pydantic reads the annotations
from __future__ import annotations

from pydantic import Field

from circumspect.domain.ethics_code import Confidence
from circumspect.domain.rule import Severity
from circumspect.domain.verdict import Verdict
from circumspect.surfaces.api._kit import Plain


class CitationOut(Plain):
    """A section of a code or law, in the edition in force on the text's day."""

    id: str = Field(description="As people write it, for example nasw:4.07(b).")
    edition: str
    title: str
    heading: str
    confidence: Confidence = Field(description="Whether we read it in the official text, in another, or from memory.")
    address: str
    note: str | None


class Suggestion(Plain):
    """One edit that was itself read: put `replacement` in place of text[start:end]."""

    start: int
    end: int = Field(description="The same as `start` where something is inserted.")
    replacement: str
    text: str = Field(description="The whole text after the edit.")
    note: str


class EvidenceOut(Plain):
    """Why a detector spoke."""

    detector: str
    detail: str
    score: float


class Trait(Plain):
    """A detail by which a person could be told."""

    kind: str
    start: int
    end: int


class Suppressed(Plain):
    """Who let the finding stand, why and until when."""

    by: str
    because: str
    until: str
    second: str | None


class FindingOut(Plain):
    """One breach of one rule."""

    rule: str
    severity: Severity
    start: int | None = Field(description="None, as `end`, where something is missing from the whole text.")
    end: int | None
    match: str | None
    message: str
    why: str
    cites: list[CitationOut]
    instead: str
    suggestion: Suggestion | None
    evidence: list[EvidenceOut]
    telling: list[Trait]
    recognisable: str | None
    confidence: float
    fingerprint: str
    trial: bool
    suppressed: Suppressed | None


class ReviewOut(Plain):
    """A text read: what to do next, and why."""

    id: str | int | None = Field(description="Yours, as it came.")
    verdict: Verdict = Field(description="Advice. `clear` says that nothing was found, and nothing more.")
    findings: list[FindingOut] = Field(description="In text order; what is missing from the whole text stands last.")
    ruleset: str
    classifier: str | None
    profile: str

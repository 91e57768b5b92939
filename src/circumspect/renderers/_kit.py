"""What output formats share: places, the review contract as JSON. Open it to change a field of the contract."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from circumspect.domain.picture import PictureFinding, PictureReview

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circumspect.domain.ethics_code import Citation
    from circumspect.domain.finding import Finding
    from circumspect.domain.picture import Box
    from circumspect.domain.rule import Rule
    from circumspect.domain.verdict import Checked, Review

CONTRACT = "1"


@dataclass(frozen=True, slots=True)
class About:
    """What an output says of the run: version, rule set, profile, the rules that were read."""

    version: str
    ruleset: str
    profile: str
    classifier: str | None
    rules: tuple[Rule, ...]
    severities: Mapping[str, str]
    width: int = 100
    colour: bool = False
    quiet: bool = False


class Lines:
    """Line and column of code point offsets, both from 1."""

    def __init__(self, text: str) -> None:
        """Prepare for one text."""
        self.text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Give (line, column) of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> tuple[int, str]:
        """Give where a line starts and its words, without the line's end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return start, self.text[start:end]


# Characters that draw nothing or turn the direction of what follows, and halves of pairs: each becomes a visible mark.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def tame(words: str) -> str:
    """Give words with a visible mark for each character that draws nothing, steers a terminal or turns the text."""
    return _UNSEEN.sub("\ufffd", words)


def contract(checked: Checked) -> dict[str, Any]:
    """Give one answer of the review contract (design, section 4)."""
    if checked.review is None:
        return {"id": checked.id, "error": checked.error}
    review = checked.review
    plain: dict[str, Any] = {
        "id": checked.id,
        "verdict": review.verdict.value,
        "findings": [finding_plain(f) for f in review.findings],
        "ruleset": review.ruleset,
        "classifier": review.classifier,
        "profile": review.profile,
    }
    if isinstance(review, PictureReview):
        plain["picture"] = {
            "width": review.width,
            "height": review.height,
            "faces": review.faces,
            "chat": review.chat,
            "not_looked_at": list(review.unseen),
        }
    return plain


def unseen(review: Review) -> str:
    """Say what of a picture nobody looked at; empty for a text, and where all was seen."""
    if not isinstance(review, PictureReview) or not review.unseen:
        return ""
    said = "; ".join(review.unseen)
    return f"{said[0].upper()}{said[1:]}."


def whereabouts(finding: Finding) -> str:
    """Say where in a picture a finding stands; empty for one in a text."""
    if not isinstance(finding, PictureFinding):
        return ""
    if finding.box is None:
        return "stored in the file, beside the picture"
    listed = "; ".join(f"{b.x}, {b.y} ({b.w} by {b.h})" for b in finding.boxes[:_MOST_BOXES])
    more = f" and {len(finding.boxes) - _MOST_BOXES} more" if len(finding.boxes) > _MOST_BOXES else ""
    return f"in the picture, in pixels from the upper left: {listed}{more}"


_MOST_BOXES = 5
_SEEN_BY = {"phrase": "its words", "pattern": "its words", "together": "words that stand together"}


def seen_by(finding: Finding) -> str:
    """Say in plain words which ways of looking made a finding."""
    return "; ".join(dict.fromkeys(_SEEN_BY.get(e.detector, e.detail) for e in finding.evidence))


def recognisable(finding: Finding) -> str:
    """Say by what somebody could tell who is meant; empty where nothing stands out."""
    kinds = [trait.kind for trait in finding.telling]
    if not kinds:
        return ""
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    return f"Someone who knows them could tell who it is: {listed}."


def finding_plain(finding: Finding) -> dict[str, Any]:
    """Give a finding as the contract has it."""
    suggestion, suppressed = finding.suggestion, finding.suppressed
    plain: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "match": finding.match,
        "message": finding.message,
        "why": finding.why,
        "cites": [citation_plain(c) for c in finding.cites],
        "instead": finding.instead,
        "suggestion": None
        if suggestion is None
        else {
            "start": suggestion.start,
            "end": suggestion.end,
            "replacement": suggestion.replacement,
            "text": suggestion.text,
            "note": suggestion.note,
        },
        "evidence": [{"detector": e.detector, "detail": e.detail, "score": e.score} for e in finding.evidence],
        "telling": [{"kind": t.kind, "start": t.start, "end": t.end} for t in finding.telling],
        "recognisable": recognisable(finding) or None,
        "confidence": finding.confidence,
        "fingerprint": finding.fingerprint,
        "trial": finding.trial,
        "suppressed": None
        if suppressed is None
        else {
            "by": suppressed.by,
            "because": suppressed.because,
            "until": suppressed.until.isoformat(),
            "second": suppressed.second,
        },
    }
    if isinstance(finding, PictureFinding):
        plain["media"] = finding.media
        plain["box"] = None if finding.box is None else _box_plain(finding.box)
        plain["boxes"] = [_box_plain(box) for box in finding.boxes]
    return plain


def _box_plain(box: Box) -> dict[str, int]:
    return {"x": box.x, "y": box.y, "w": box.w, "h": box.h}


def citation_plain(citation: Citation) -> dict[str, Any]:
    """Give a citation as the contract has it."""
    return {
        "id": citation.id,
        "edition": citation.edition,
        "title": citation.title,
        "heading": citation.heading,
        "confidence": citation.confidence.value,
        "address": citation.address,
        "note": citation.note,
    }


def said_by(citation: Citation) -> str:
    """Give a citation as one reads it, with a mark where we have not seen the official text."""
    mark = {"verified": "", "secondary": " (from a secondary source)", "unverified": " (not verified)"}
    return f"{citation.short} {citation.section}, {citation.heading}{mark[citation.confidence.value]}"


def summary(reviews: list[Review], unread: int) -> str:
    """Say in a sentence what came of a run."""
    counts = {v: sum(r.verdict.value == v for r in reviews) for v in ("hold", "consult", "revise", "clear")}
    advice = sum(1 for r in reviews for f in r.findings if f.severity.value == "advise" and f.suppressed is None)
    parts = [f"{count} {verdict}" for verdict, count in counts.items() if count]
    total = f"{len(reviews)} text{'' if len(reviews) == 1 else 's'}"
    said = f"{total}: {', '.join(parts)}." if parts else f"{total}."
    if advice:
        said += f" {advice} thing{'' if advice == 1 else 's'} to think about."
    if unread:
        said += f" {unread} could not be read."
    return said

"""How well we read, measured on labelled texts. Open it to change what `circumspect eval` reports.

Definitions: a *hold* is a text with a `block` rule among its labels, or a verdict of `hold`. A *false hold* is a
hold on a text without a block label. A *false alarm on clean* is any finding on a text with no label at all.
Source: annotation guide, "What is labelled".
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from circumspect.core import judge
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.rule import Severity
from circumspect.domain.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.finding import Finding
    from circumspect.domain.verdict import Review


class CorpusError(ValueError):
    """A corpus that cannot be read; the message names file, line and what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Labelled:
    """A text with its labels and spans, as a corpus holds it."""

    document: Document
    labels: frozenset[str]
    spans: tuple[tuple[int, int, str], ...]
    line: int

    def __repr__(self) -> str:
        """Hide the words."""
        return f"Labelled(line {self.line}, {sorted(self.labels)})"


@dataclass(slots=True)
class RuleScore:
    """Counts of one rule over a corpus."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    overlaps: list[float] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Share of what we said that was right; None when we said nothing."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else None

    @property
    def recall(self) -> float | None:
        """Share of what was there that we found; None when nothing was."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None without a single positive in the corpus."""
        if not self.hits + self.missed:
            return None
        return 2 * self.hits / (2 * self.hits + self.false + self.missed)

    @property
    def overlap(self) -> float | None:
        """Mean intersection over union of our spans with the labelled ones, over hits; None without any."""
        return sum(self.overlaps) / len(self.overlaps) if self.overlaps else None


@dataclass(slots=True)
class Report:
    """What a corpus showed."""

    texts: int = 0
    holds: int = 0
    holds_found: int = 0
    not_holds: int = 0
    false_holds: int = 0
    clean: int = 0
    false_alarms: int = 0
    consulted: int = 0
    rules: dict[str, RuleScore] = field(default_factory=dict)

    @property
    def hold_recall(self) -> float | None:
        """Share of texts with a block label that are held."""
        return self.holds_found / self.holds if self.holds else None

    @property
    def false_hold_rate(self) -> float | None:
        """Share of texts without a block label that are held."""
        return self.false_holds / self.not_holds if self.not_holds else None

    @property
    def false_alarm_rate(self) -> float | None:
        """Share of texts with no label that get any finding."""
        return self.false_alarms / self.clean if self.clean else None

    @property
    def macro_f1(self) -> float | None:
        """Mean F1 over the rules that the corpus holds at least once."""
        scores = [s.f1 for s in self.rules.values() if s.f1 is not None]
        return sum(scores) / len(scores) if scores else None

    def plain(self) -> dict[str, Any]:
        """Give the report as JSON can hold it."""
        return {
            "texts": self.texts,
            "hold_recall": self.hold_recall,
            "holds": self.holds,
            "holds_found": self.holds_found,
            "false_hold_rate": self.false_hold_rate,
            "false_holds": self.false_holds,
            "not_holds": self.not_holds,
            "false_alarms_on_clean": self.false_alarm_rate,
            "false_alarms": self.false_alarms,
            "clean": self.clean,
            "consulted": self.consulted,
            "macro_f1": self.macro_f1,
            "rules": {
                name: {
                    "precision": s.precision,
                    "recall": s.recall,
                    "f1": s.f1,
                    "span_overlap": s.overlap,
                    "hits": s.hits,
                    "false": s.false,
                    "missed": s.missed,
                }
                for name, s in sorted(self.rules.items())
            },
        }


def read_corpus(path: Path) -> list[Labelled]:
    """Read labelled JSONL. Raises CorpusError at the first line that cannot be read."""
    found: list[Labelled] = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        raise CorpusError(f"{path.name}: is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise CorpusError(f"{path.name}: cannot be read ({error.strerror})") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row["text"], str) or not isinstance(row["labels"], list):
                raise TypeError  # noqa: TRY301 - told as every other row that is not as it should be
            document = Document(
                row["text"],
                Surface(row.get("surface", "post")),
                Account(row.get("account", "business")),
                row.get("in_reply_to"),
                id=row.get("id"),
            )
            spans = tuple((int(a), int(b), str(rule)) for a, b, rule in row.get("spans", []))
            found.append(Labelled(document, frozenset(row["labels"]), spans, number))
        except (ValueError, KeyError, TypeError):
            what = "needs text, surface, account and labels, as docs/guides/measure.md shows"
            raise CorpusError(f"{path.name}: line {number} {what}") from None
    if not found:
        raise CorpusError(f"{path.name}: holds no texts")
    return found


# Texts that are read together, at most.
_TOGETHER = 256


class Reads(Protocol):
    """What can be measured: a reviewer, or a peer of it."""

    @property
    def ruleset(self) -> Ruleset:
        """The rules that it reads for."""

    def review_all(self, documents: Sequence[Document], day: date, /) -> Iterator[Review]:
        """Read documents, in order."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A rule that we missed in a text, or said wrongly of it; never its words."""

    id: str | None
    line: int
    rule: str
    missed: bool
    seen_by: tuple[str, ...]


def mistakes(said: Iterable[tuple[Labelled, tuple[Finding, ...]]]) -> list[Mistake]:
    """List what was missed and what was said wrongly, by rule, in the order of the corpus."""
    found = []
    for item, findings in said:
        named: dict[str, set[str]] = {}
        for finding in findings:
            named.setdefault(finding.rule, set()).update(evidence.detector for evidence in finding.evidence)
        for rule in sorted(item.labels ^ named.keys()):
            seen = tuple(sorted(named.get(rule, ())))
            found.append(Mistake(item.document.id, item.line, rule, rule in item.labels, seen))
    return sorted(found, key=lambda m: (m.rule, not m.missed, m.line))


def evaluate(
    reviewer: Reads,
    corpus: Sequence[Labelled],
    day: date,
    *,
    only: frozenset[str] = frozenset(),
    progress: Callable[[], None] = lambda: None,
) -> tuple[Report, list[tuple[Labelled, tuple[Finding, ...]]]]:
    """Read a corpus; give the report and each text with what was said of it.

    `only` limits the rules counted; `progress` is called after each text.
    """
    report = Report()
    blocks = {r.id for r in reviewer.ruleset.rules if r.severity is Severity.BLOCK}
    said: list[tuple[Labelled, tuple[Finding, ...]]] = []
    reviews = (
        review
        for start in range(0, len(corpus), _TOGETHER)
        for review in reviewer.review_all([item.document for item in corpus[start : start + _TOGETHER]], day)
    )
    for item, review in zip(corpus, reviews, strict=True):
        findings = tuple(f for f in review.findings if not only or f.rule in only)
        counted = replace(item, labels=item.labels & only) if only else item
        said.append((counted, findings))
        _count(report, counted, findings, judge.verdict(findings), blocks)
        progress()
    return report, said


def _count(report: Report, item: Labelled, findings: Iterable[Finding], verdict: Verdict, blocks: set[str]) -> None:
    """Add one text to the report."""
    named = {f.rule for f in findings}
    held = verdict is Verdict.HOLD
    report.texts += 1
    report.consulted += verdict is Verdict.CONSULT
    if item.labels & blocks:
        report.holds += 1
        report.holds_found += held
    else:
        report.not_holds += 1
        report.false_holds += held
    if not item.labels:
        report.clean += 1
        report.false_alarms += bool(named)
    for rule in item.labels | named:
        score = report.rules.setdefault(rule, RuleScore())
        if rule in item.labels and rule in named:
            score.hits += 1
            wanted = [(a, b) for a, b, r in item.spans if r == rule]
            given = [(f.start, f.end) for f in findings if f.rule == rule and f.start is not None and f.end is not None]
            if wanted and given:
                score.overlaps.append(_overlap(wanted, given))
        elif rule in named:
            score.false += 1
        else:
            score.missed += 1


def _overlap(wanted: Iterable[tuple[int, int]], given: Iterable[tuple[int, int]]) -> float:
    """Give the intersection over union of two sets of character spans."""
    one = {i for a, b in wanted for i in range(a, b)}
    other = {i for a, b in given for i in range(a, b)}
    return len(one & other) / len(one | other) if one | other else 0.0

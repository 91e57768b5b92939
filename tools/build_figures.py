"""Write docs/figures.md: how well the rules read, on every corpus given. Open it when rules have changed.

python tools/build_figures.py "Held out=PATH.jsonl" "Written with the rules=PATH.jsonl" …
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from circumspect.core.review import Reviewer
from circumspect.domain.profile import Profile
from circumspect.engines.classifier import OnnxReader
from circumspect.rulebook.cache import ruleset
from circumspect.services.evaluate import Report, evaluate, read_corpus

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 22)
_HEAD = """# Figures

How well we read: with rules and the trained reader together, as `check` does, and with each alone. Measured with
`circumspect eval`, with the default profile. A *hold*
is a text that breaks a block rule; a *false hold* is a hold on a text that breaks none; a *false alarm* is any finding
on a text with no label at all. [How to measure](guides/measure.md) has the definitions.

Neither rules nor reader were made with the texts measured on here. Most rules have few examples in a corpus of this
size, so that one text moves their recall by a fifth or more.
"""


def main() -> int:
    """Measure each corpus and write the page."""
    rules, reader = ruleset(), OnnxReader()
    reviewers = {
        "rules and reader": Reviewer(rules, Profile(), classifier=reader),
        "reader alone": Reviewer(rules, Profile(), classifier=reader, kinds=frozenset({"learned"})),
        "rules alone": Reviewer(rules, Profile()),
    }
    pages = [_HEAD]
    for given in sys.argv[1:]:
        title, _, path = given.partition("=")
        texts = read_corpus(Path(path))
        reports = {name: evaluate(reviewer, texts, DAY)[0] for name, reviewer in reviewers.items()}
        whole = reports["rules and reader"]
        pages.append(f"## {title}\n\n{_summary(reports)}\n\nRules and reader, rule by rule:\n\n{_rules(whole)}\n")
    (ROOT / "docs/figures.md").write_text("\n".join(pages), encoding="utf-8")
    print("docs/figures.md")
    return 0


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _summary(reports: dict[str, Report]) -> str:
    first = next(iter(reports.values()))
    rows = [
        f"| measure | texts | {' | '.join(reports)} |",
        "| --- | --- |" + " --- |" * len(reports),
    ]
    figures: list[tuple[str, int, Callable[[Report], float | None]]] = [
        ("hold recall", first.holds, lambda r: r.hold_recall),
        ("false-hold rate", first.not_holds, lambda r: r.false_hold_rate),
        ("false alarms on clean", first.clean, lambda r: r.false_alarm_rate),
        ("macro-F1", first.texts, lambda r: r.macro_f1),
    ]
    rows += [
        f"| {name} | {texts} | " + " | ".join(_figure(figure(r)) for r in reports.values()) + " |"
        for name, texts, figure in figures
    ]
    return "\n".join(rows)


def _rules(report: Report) -> str:
    rows = ["| rule | texts | precision | recall | F1 | span overlap |", "| --- | --- | --- | --- | --- | --- |"]
    for name, score in sorted(report.rules.items()):
        figures = (score.precision, score.recall, score.f1, score.overlap)
        rows.append(f"| {name} | {score.hits + score.missed} | {' | '.join(_figure(f) for f in figures)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())

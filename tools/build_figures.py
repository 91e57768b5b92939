"""Write docs/figures.md: how well the rules read, on every corpus given. Open it when rules have changed.

python tools/build_figures.py "Held out=PATH.jsonl" "Written with the rules=PATH.jsonl" …
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from circumspect.core.review import Reviewer
from circumspect.domain.profile import Profile
from circumspect.rulebook.cache import ruleset
from circumspect.services.evaluate import Report, evaluate, read_corpus

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 22)
_HEAD = """# Figures

How well the rules read, without a trained reader. Measured with `circumspect eval`, with the default profile. A *hold*
is a text that breaks a block rule; a *false hold* is a hold on a text that breaks none; a *false alarm* is any finding
on a text with no label at all. [How to measure](guides/measure.md) has the definitions.

The held-out texts were not used to write the rules. On the texts that the rules were written with, the figures
flatter: the gap between the two is what words alone do not reach. Most rules have few examples in a corpus of this
size, so that one text moves their recall by a fifth or more.
"""


def main() -> int:
    """Measure each corpus and write the page."""
    reviewer = Reviewer(ruleset(), Profile())
    pages = [_HEAD]
    for given in sys.argv[1:]:
        title, _, path = given.partition("=")
        report, _ = evaluate(reviewer, read_corpus(Path(path)), DAY)
        pages.append(f"## {title}\n\n{_summary(report)}\n\n{_rules(report)}\n")
    (ROOT / "docs/figures.md").write_text("\n".join(pages), encoding="utf-8")
    print("docs/figures.md")
    return 0


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _summary(report: Report) -> str:
    rows = [
        "| measure | figure | texts |",
        "| --- | --- | --- |",
        f"| hold recall | {_figure(report.hold_recall)} | {report.holds_found} of {report.holds} |",
        f"| false-hold rate | {_figure(report.false_hold_rate)} | {report.false_holds} of {report.not_holds} |",
        f"| false alarms on clean | {_figure(report.false_alarm_rate)} | {report.false_alarms} of {report.clean} |",
        f"| macro-F1 | {_figure(report.macro_f1)} | {report.texts} |",
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

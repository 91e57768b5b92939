"""Annotations for a GitHub workflow. Open it to change `--format github`.

A workflow's log is read by many: words of the text stay out of it, whatever was asked (design, section 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.renderers import _kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circumspect.domain.verdict import Checked

_LEVELS = {"block": "error", "revise": "warning", "advise": "notice"}


def render(results: Iterable[Checked], about: _kit.About) -> Iterator[str]:
    """Give a workflow command for each finding that stands and each file that could not be read."""
    titles = {rule.id: rule.title for rule in about.rules}
    for checked in results:
        if checked.review is None:
            yield f"::error file={_value(checked.name)},title=Could not be read::{_text(checked.error or '')}\n"
            continue
        if missed := _kit.unseen(checked.review):
            yield f"::warning file={_value(checked.name)},title=Not looked at::{_text(missed)}\n"
        lines = _kit.Lines(checked.review.document.text)
        for finding in checked.review.findings:
            if finding.suppressed is not None:
                continue
            line, column = lines.place(finding.start or 0)
            title = _value(titles.get(finding.rule, finding.rule))
            at = "" if _kit.whereabouts(finding) else f",line={line},col={column}"
            where = f"file={_value(checked.name)}{at},title={title}"
            words = f"{finding.message} Instead: {finding.instead} [{finding.rule}]"
            yield f"::{_LEVELS[finding.severity.value]} {where}::{_text(words)}\n"


def _text(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(words: str) -> str:
    return _text(words).replace(":", "%3A").replace(",", "%2C")

"""What a person reads in the terminal. Open it to change `--format text`.

Place, the words underlined, what it is, who says so, why, instead, a suggestion; and a sentence at the end.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from circumspect.core import judge
from circumspect.renderers import _kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circumspect.domain.finding import Finding
    from circumspect.domain.verdict import Checked, Review

_STYLES = {"block": "bold red", "revise": "bold yellow", "advise": "bold cyan"}
_VERDICTS = {"hold": "bold red", "consult": "bold magenta", "revise": "bold yellow", "clear": "bold green"}
# Control signs of a text must not reach the terminal: a tab or line end becomes a space, the rest a sign of its own.
_STEERING = {
    code: " " if chr(code).isspace() else "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
}
_SAYS = {
    "hold": "do not publish this as it is",
    "consult": "ask a colleague before you publish this",
    "revise": "change it, then publish",
    "clear": "nothing stands in the way",
}
_CLOSING = "This is advice, not a ruling. You decide."
_FILLING = re.compile(r"[ ]+(?=(?:\x1b\[[0-9;]*m)*$)", re.MULTILINE)
_UNSEEN = str.maketrans(dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)))


def render(results: Iterable[Checked], about: _kit.About) -> Iterator[str]:
    """Give the answer, text by text, and a closing sentence."""
    reviews: list[Review] = []
    unread = shown = 0
    titles = {rule.id: rule.title for rule in about.rules}
    for checked in results:
        sheet = _Sheet(about)
        if checked.review is None:
            unread += 1
            sheet.error(checked)
        else:
            reviews.append(checked.review)
            if about.quiet and not checked.review.findings and not _kit.unseen(checked.review):
                continue
            sheet.review(checked, checked.review, titles)
        shown += 1
        yield sheet.words()
    if not reviews and not unread:
        yield "Nothing to read: no texts were found.\n"
        return
    sheet = _Sheet(about)
    sheet.console.print(Text(_kit.summary(reviews, unread), style="bold"))
    sheet.console.print(Text(f"{_CLOSING} Read with the profile {about.profile}.", style="dim"))
    yield sheet.words()


class _Sheet:
    """One text's answer, laid out for a width."""

    def __init__(self, about: _kit.About) -> None:
        self._out = io.StringIO()
        self.console = Console(
            file=self._out,
            width=about.width,
            force_terminal=about.colour,
            no_color=not about.colour,
            color_system="standard" if about.colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def words(self) -> str:
        """Give what was laid out, without the spaces that fill lines up."""
        return _FILLING.sub("", self._out.getvalue())

    def error(self, checked: Checked) -> None:
        """Say that an input could not be read."""
        name = "this text" if checked.name == "-" else checked.name
        self.console.print(Text.assemble((name, "bold"), "  ", ("not read", "bold red"), f": {checked.error}"))
        self.console.print()

    def review(self, checked: Checked, review: Review, titles: dict[str, str]) -> None:
        """Lay out one review."""
        document = review.document
        name = "your text" if checked.name == "-" else checked.name
        head = Text.assemble(
            (name, "bold"),
            (f"  {document.surface.value} · {document.account.value}", "dim"),
            ("  in reply to a message" if document.in_reply_to else "", "dim"),
        )
        self.console.print(head)
        verdict = review.verdict.value
        says = _SAYS[verdict]
        if verdict == "clear" and any(f.suppressed is None for f in review.findings):
            says = "nothing stands in the way; there is something to think about"
        self.console.print(Text.assemble((f"  {verdict}", _VERDICTS[verdict]), f": {says}"))
        if missed := _kit.unseen(review):
            self._row("", missed)
        lines = _kit.Lines(document.text)
        for finding in review.findings:
            self.console.print()
            self._finding(finding, lines, titles.get(finding.rule, finding.rule))
        self.console.print()

    def _finding(self, finding: Finding, lines: _kit.Lines, title: str) -> None:
        style = _STYLES[finding.severity.value]
        label = "accepted" if finding.suppressed else finding.severity.value
        head = Text.assemble(
            (f"{label:<9}", "dim" if finding.suppressed else style),
            (title, "bold"),
            (f"  {finding.rule}", "dim"),
            ("  on trial" if finding.trial else "", "dim italic"),
        )
        self.console.print(Padding(head, (0, 0, 0, 2)))
        if finding.start is not None and finding.end is not None:
            self._quote(finding.start, finding.end, lines, style)
        if finding.suppressed is not None:
            until = finding.suppressed.until
            end = "" if until.year == 9999 else f", until {until.isoformat()}"  # noqa: PLR2004 - date.max
            self._row("Let stand", f"by {finding.suppressed.by}: {finding.suppressed.because}{end}")
            return
        beside = f": {_visible(finding.match)}" if finding.start is None and finding.match else ""
        self._row("", f"{finding.message.rstrip('.')}{beside}" if beside else finding.message)
        if where := _kit.whereabouts(finding):
            self._row("Where", where)
        if told := _kit.recognisable(finding):
            self._row("", told)
        cites = [_kit.said_by(c) for c in finding.cites[:4]]
        more = len(finding.cites) - len(cites)
        said = "; ".join(cites) + (f"; and {more} more (`circumspect explain {finding.rule}`)" if more > 0 else "")
        self._row("Who says", said or "Good practice; no section of your own codes names it.")
        self._row("Why", finding.why)
        self._row("Instead", finding.instead)
        if finding.suggestion is not None:
            offer = finding.suggestion
            wording = f" “{_visible(offer.replacement.strip())}”" if offer.replacement.strip() else ""
            self._row("Try", f"{offer.note}{wording}")
        unsure = finding.confidence < judge.SURE
        self._row("Seen by", _kit.seen_by(finding) + (". Not sure: ask a colleague." if unsure else ""), "dim")
        self._row(
            "Let stand",
            f"circumspect accept {finding.fingerprint} --rule {finding.rule} --by NAME --because REASON --until DATE",
            "dim",
        )

    def _quote(self, start: int, end: int, lines: _kit.Lines, style: str) -> None:
        """Show the line with the words underlined, cut to the width around them."""
        number, _ = lines.place(start)
        low, line = lines.line(number)
        high = min(end, low + len(line))
        room = self.console.width - 12
        first = max(low, min(start - 30, low + len(line) - room)) if len(line) > room else low
        last = min(low + len(line), first + room)
        before, inside, after = (
            _visible(lines.text[a:b]) for a, b in ((first, start), (start, min(high, last)), (min(high, last), last))
        )
        dots = "…" if first > low else ""
        row = Text.assemble(
            (f"{number:>5} │ ", "dim"), dots, before, (inside, style), after, "…" if last < low + len(line) else ""
        )
        row.no_wrap, row.overflow = True, "ignore"
        self.console.print(row, soft_wrap=True)
        marks = " " * (8 + cell_len(dots + before)) + "^" * max(1, cell_len(inside))
        self.console.print(Text(marks, style=style), soft_wrap=True)

    def _row(self, label: str, words: str, style: str = "") -> None:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=9)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_row(Text(label, style="dim"), Text(words, style=style))
        self.console.print(Padding(grid, (0, 0, 0, 2)))


def _visible(words: str) -> str:
    """Drop signs that take no room or steer a terminal, and make the rest one line."""
    return words.translate(_UNSEEN).translate(_STEERING)

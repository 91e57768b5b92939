"""The report of an audit as PDF, set from the page that `render` gives. Open it to change how typst is asked.

The page is made first, with names and words blanked out or not, and is then read again into a tree (`paper.py`);
`paper.typ` says how each part of it looks. So both forms tell the same in the same order, and no word of anybody is
ever read as markup: typst gets the tree as JSON. Blocks in the place of words become "blanked out, 12 characters".
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from circumspect.renderers import report as pages
from circumspect.renderers.report._kit import day, many
from circumspect.renderers.report.letters import NO_LETTER, OURS, Letters, alone
from circumspect.renderers.report.paper import Paper

if TYPE_CHECKING:
    from types import ModuleType

    from circumspect.domain.audit import AuditReport

_MISSING = (
    'a PDF needs a part that is not installed; install it with: pip install "circumspect[documents]". '
    "Or write the report as .html, which a browser prints"
)
_FAILED = "the PDF could not be made; write the report as .html, which a browser prints"
_ON_LETTER = ("US", "CA")
_FORM = Path(__file__).with_name("paper.typ")
_LINE = re.compile(r"\.typ:(\d+):\d")


class PdfError(ValueError):
    """The PDF cannot be made; the message says what to do and holds no word of the report."""


def render(report: AuditReport, *, reveal: bool = False, country: str = "US") -> bytes:
    """Give the report as a tagged PDF (PDF/UA-1), on Letter in the United States and Canada, else on A4.

    Raises PdfError where the extra `documents` is not installed.
    """
    typst = _typst()
    page = "".join(pages.render(report, reveal=reveal))
    letters = Letters(page)
    drawn = _drawable(typst, letters.asked) | OURS
    # The second time only what stands alone is left, so that no mixture of writings makes it fail.
    for drawable in (drawn, frozenset(filter(alone, drawn)) | OURS):
        letters.drawable, letters.undrawn = drawable, 0
        paper = Paper(letters)
        paper.feed(page)
        paper.close()
        tree = {
            "made": day(report.made_on),
            "day": [report.made_on.year, report.made_on.month, report.made_on.day],
            "paper": "us-letter" if country in _ON_LETTER else "a4",
            "reveal": reveal,
            "undrawn": _undrawn(letters.undrawn),
            "body": paper.root["k"],
        }
        try:
            return _set(typst, _FORM.read_bytes(), {"report": json.dumps(tree)})
        except typst.TypstError:
            continue
    raise PdfError(_FAILED)


def _typst() -> ModuleType:
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError:
        raise PdfError(_MISSING) from None
    return typst


def _set(typst: ModuleType, source: bytes, inputs: dict[str, str]) -> bytes:
    """Set a document with the fonts of the wheel alone. Raises TypstError, whose words may be somebody's."""
    made: bytes = typst.compile(
        source, format="pdf", ignore_system_fonts=True, sys_inputs=inputs, pdf_standards=["ua-1"]
    )
    return made


def _drawable(typst: ModuleType, asked: frozenset[str]) -> frozenset[str]:
    """Give the characters that a font of the wheel draws: each is set on a line of its own, and typst names lines."""
    ordered = sorted(asked)
    named = ("".join(f"\\u{{{ord(char):x}}}" for char in one) for one in ordered)
    lines = (f'#block[#"{one}"]' for one in named)
    head = '#set document(title: "Characters"); #set page(height: auto)'
    try:
        _set(typst, "\n".join([head, *lines]).encode(), {})
    except typst.TypstError as error:
        refused = {int(line) - 2 for line in _LINE.findall(error.diagnostic)}
        return frozenset(one for at, one in enumerate(ordered) if at not in refused) if refused else frozenset()
    return asked


def _undrawn(count: int) -> str:
    """Say that some characters are not shown, and where they are; "" where all are."""
    if not count:
        return ""
    stand = "stands" if count == 1 else "stand"
    written = f"{many(count, 'character')} of a writing that this file has no letters for {stand} as {NO_LETTER}."
    return f"{written} The same report as .html shows them."

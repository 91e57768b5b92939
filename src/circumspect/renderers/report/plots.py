"""Plots drawn as SVG, without a script or a font of their own. Open it to change how a plot looks.

Widths are in per cent and letters keep their size, so that a plot is readable on a telephone and on paper. Each plot
has a title and a description for those who listen; the page puts a table of the same figures beside it. Kinds differ
by pattern, not by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.renderers.report.veil import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HEIGHT, _TOP, _FOOT = 200, 18, 24
_MOST_LABELS = 9
_ROW = 44
_LEAST = 0.6
# The kinds that a plot can tell apart, from the most to the least serious.
PATTERNS = (
    '<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="revise" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="under-revise" width="6" height="6"/><rect class="over-revise" width="3" height="6"/></pattern>'
    '<pattern id="advise" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect class="under-advise" width="6" height="6"/><circle class="over-advise" cx="3" cy="3" r="1.3"/></pattern>'
    "</defs></svg>"
)
KINDS = ("block", "revise", "advise")


def columns(title: str, told: str, counts: Mapping[int, Sequence[int]]) -> str:
    """Draw a stack for each year: year → how many of each of KINDS. Years stand evenly, in the order given."""
    highest = max(map(sum, counts.values()), default=0)
    if not highest:
        return ""
    wide = 100 / len(counts)
    step = -(-len(counts) // _MOST_LABELS)
    drawn: list[str] = []
    for place, (year, stack) in enumerate(counts.items()):
        left, foot = place * wide, float(_HEIGHT - _FOOT)
        for kind, count in zip(KINDS, stack, strict=True):
            tall = count / highest * (_HEIGHT - _FOOT - _TOP)
            foot -= tall
            if count:
                drawn.append(
                    f'<rect class="{kind}" x="{left + wide * 0.15:.2f}%" y="{foot:.1f}" '
                    f'width="{wide * 0.7:.2f}%" height="{tall:.1f}"/>'
                )
        middle = f'x="{left + wide / 2:.2f}%" text-anchor="middle"'
        if place % step == 0:
            drawn.append(f'<text {middle} y="{_HEIGHT - 6}">{year}</text>')
            if sum(stack):
                drawn.append(f'<text {middle} y="{foot - 5:.1f}">{sum(stack)}</text>')
    return _drawing("columns", title, told, _HEIGHT, "".join(drawn))


def bars(title: str, told: str, rows: Sequence[tuple[str, int, int]]) -> str:
    """Draw a bar for each row: what it is, how many, how many of them in the solid part."""
    highest = max((count for _, count, _ in rows), default=0)
    if not highest:
        return ""
    drawn: list[str] = []
    for place, (name, count, solid) in enumerate(rows):
        y = place * _ROW
        drawn.append(f'<text x="0" y="{y + 15}">{plain(name)}: {count}</text>')
        for kind, many in (("rest", count), ("solid", solid)):
            if many:
                wide = max(_LEAST, many / highest * 100)
                drawn.append(f'<rect class="{kind}" x="0" y="{y + 21}" width="{wide:.2f}%" height="12"/>')
    return _drawing("bars", title, told, len(rows) * _ROW, "".join(drawn))


def _drawing(kind: str, title: str, told: str, height: int, drawn: str) -> str:
    return (
        f'<svg class="{kind}" role="img" width="100%" height="{height}">'
        f"<title>{plain(title)}</title><desc>{plain(told)}</desc>{drawn}</svg>\n"
    )

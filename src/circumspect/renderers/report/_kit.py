"""What sections of the report of an audit share: days, counts, tables, places. Open it to change those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.domain.activity import Kind, Visibility
from circumspect.renderers.report.veil import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from circumspect.domain.activity import Activity
    from circumspect.domain.audit import AuditReport
    from circumspect.renderers.report.veil import Veil

# What a page lists at most of one kind; the vault has all.
MOST_LISTED = 1000
SEEN_BY = {
    Visibility.PUBLIC: "anyone can see it",
    Visibility.CONNECTIONS: "your connections can see it",
    Visibility.CHOSEN: "people you chose can see it",
    Visibility.PRIVATE: "only you can see it",
    Visibility.UNKNOWN: "the export does not say who can see it",
}


def day(when: date) -> str:
    """Give a day as one writes it: 3 May 2019."""
    return f"{when.day} {when:%B} {when.year}"


def many(number: int, one: str, several: str = "") -> str:
    """Give a number with its noun; `several` where an s is not enough."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def platform(report: AuditReport, key: str) -> str:
    """Give a platform's title as markup."""
    return plain(report.platforms.get(key, key))


def place(report: AuditReport, activity: Activity, veil: Veil) -> str:
    """Say when and where something stands, and who can see it, as markup."""
    when = f'<time datetime="{activity.when:%Y-%m-%d}">{day(activity.when)}</time>' if activity.when else "no date"
    where = activity.surface.value if activity.surface else activity.sort or activity.kind.value
    where = f"picture, {where}" if activity.kind is Kind.MEDIA else where
    said = [when, platform(report, activity.platform), plain(where), SEEN_BY[activity.visibility]]
    if activity.deleted:
        said.append("deleted by you, and still in the export")
    return " · ".join([*said, *filter(None, [veil.link(activity.link)])])


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str | int]], *, names: int = 1) -> str:
    """Give a table that scrolls sideways on a narrow screen; the cells of a row after the first `names` are numbers.

    Cells that are strings are markup.
    """
    top = "".join(f'<th scope="col"{_right(at >= names)}>{plain(head)}</th>' for at, head in enumerate(heads))
    body = "".join(f"<tr>{''.join(_cell(at, cell, names) for at, cell in enumerate(row))}</tr>\n" for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{plain(caption)}"><table>'
        f"<caption>{plain(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>\n"
    )


def _cell(at: int, cell: str | int, names: int) -> str:
    if at == 0:
        return f'<th scope="row">{cell}</th>'
    shown = f"{cell:,}" if isinstance(cell, int) else cell
    return f"<td{_right(at >= names)}>{shown}</td>"


def _right(number: bool) -> str:  # noqa: FBT001 - a column of numbers or not
    return ' class="n"' if number else ""


def and_more(number: int) -> str:
    """Say that a list is cut, and where all of it is; "" where it is not."""
    return (
        f"<p>And {number:,} more: <code>circumspect audit export</code> writes the whole list.</p>"
        if number > 0
        else ""
    )

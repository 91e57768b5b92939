"""What an audit read and what not, in its report: export by export, file by file. Open it to change this section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.renderers.report._kit import MOST_LISTED, and_more, day, many, platform, table
from circumspect.renderers.report.veil import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.domain.activity import Count
    from circumspect.domain.audit import ArchiveRead, AuditReport
    from circumspect.renderers.report.veil import Veil

_HEADS = ("Kind of file", "Files", "Rows", "Read", "Left aside", "Not understood", "Entries taken")


def coverage(report: AuditReport, veil: Veil) -> Iterator[str]:
    """Give the section on what was read: each export's period, rows expected and read, what is missing or unknown."""
    yield '<section id="coverage"><h2>What was read, and what was not</h2>'
    if not report.archives:
        yield "<p>No export was read.</p>"
    for number, one in enumerate(report.archives, 1):
        yield from _archive(report, number, one, veil)
    yield "</section>\n"


def _archive(report: AuditReport, number: int, one: ArchiveRead, veil: Veil) -> Iterator[str]:
    covered = one.coverage
    yield f"<h3>Export {number}: {platform(report, one.platform)}</h3>"
    yield f"<p>{veil.words(one.label)}</p>" if one.label else ""
    period = f"from {day(one.start)} to {day(one.end)}" if one.start and one.end else "without dates"
    messages = "Direct messages were read too." if one.messages else "Direct messages were not read."
    yield f"<p>Read on {day(one.read_on)}; layout {plain(one.layout)}; {period}. {messages}</p>"
    yield table(f"Export {number}: rows that stand in it and rows that were read", _HEADS, _parts(covered.counts))
    yield "<p class='soft'>Left aside: rows that say nothing for an audit.</p>"
    if covered.missing:
        yield f"<p>Not found in this export: {plain(', '.join(covered.missing))}.</p>"
    yield from _troubles(covered.counts, veil)
    yield from _members("of a kind not known, and not read", covered.unknown, veil)
    yield from _members("not opened", covered.left, veil)


def _parts(counts: list[Count]) -> Iterator[list[str | int]]:
    """Give a row for each kind of file: how many files, rows expected, read, left aside, not understood, entries."""
    parts: dict[str, list[int]] = {}
    for one in counts:
        figures = (1, one.expected, one.read, one.aside, one.unreadable, one.given)
        sums = parts.setdefault(one.part, [0] * len(figures))
        parts[one.part] = [sum(pair) for pair in zip(sums, figures, strict=True)]
    for part, sums in parts.items():
        yield [plain(part), *sums]


def _troubles(counts: list[Count], veil: Veil) -> Iterator[str]:
    """Give each file that was not read to its end or in all its rows, by kind and number."""
    seen: dict[str, int] = {}
    said: list[str] = []
    for one in counts:
        seen[one.part] = number = seen.get(one.part, 0) + 1
        if one.broken or one.unreadable or one.short:
            said.append(_trouble(one, number, veil))
    if said:
        listed = "".join(said[:MOST_LISTED])
        yield f"<p>Files that could not be read whole:</p><ul>{listed}</ul>{and_more(len(said) - MOST_LISTED)}"


def _trouble(one: Count, number: int, veil: Veil) -> str:
    rows = ", ".join(map(str, one.rows))
    more = ", …" if one.unreadable > len(one.rows) else ""
    lines = f" {many(one.unreadable, 'row')} not understood (numbers {rows}{more})." if one.unreadable else ""
    lines += f" The export promises {one.promised:,} rows and holds {one.expected:,}." if one.short else ""
    cut = f" It {plain(one.broken)}." if one.broken else ""
    name = f" {veil.words(one.member)}." if veil.reveal else ""
    return f"<li>{plain(one.part)}, file {number}.{name}{lines}{cut}</li>\n"


def _members(what: str, members: list[str], veil: Veil) -> Iterator[str]:
    """Say how many files were not read; which ones, where names may be shown."""
    if not members:
        return
    yield f"<p>{many(len(members), 'file')} {what}.</p>"
    if veil.reveal:
        listed = "".join(f"<li>{veil.words(one)}</li>\n" for one in members[:MOST_LISTED])
        more = and_more(len(members) - MOST_LISTED)
        yield f"<details><summary>Which ones</summary><ul>{listed}</ul>{more}</details>\n"

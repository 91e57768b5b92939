"""What the readers of client lists share: the table, the search for its header row. Open it to change either.

A list in any form becomes a `Table`: one header row, rows of text of the same length, and the number that each row
has in the file, so that a message can say "row 17" where it must not say whose row that is.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circumspect.readers.roster.columns import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LARGEST = 64 * 1024 * 1024
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
_HEADER_WITHIN = 40
_NAMED_ROWS = 10
_MAIL = re.compile(r"\S@\S+\.\S")
_SEVEN_DIGITS = re.compile(r"(?:\d\D{0,3}){7}")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")


class RosterFileError(ValueError):
    """A client list that cannot be read; the message says where and what to do, and quotes none of it."""


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """A client list as rows of text.

    `numbers`: for each row its number in the file, counted as a spreadsheet does (a card's, in a file of cards);
    `strayed`: numbers of rows with more cells than headers, which are not among `rows`; `headed`: whether the file
    says what its columns are; `notes`: what the reader did that one should know, without a person's words.
    """

    headers: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: Sequence[int]
    notes: tuple[str, ...] = ()
    strayed: tuple[int, ...] = ()
    headed: bool = True
    unit: str = field(default="row")

    def __repr__(self) -> str:
        """Show the size, not what is in it."""
        return f"Table({len(self.headers)} columns, {len(self.rows)} rows)"

    def column(self, index: int) -> Iterable[str]:
        """Give the cells of one column that hold anything."""
        return (row[index] for row in self.rows if row[index])


def places(numbers: Sequence[int], unit: str = "row") -> str:
    """Say which rows, the first ten by number: `row 17`, `rows 3, 5 and 12 more`."""
    shown = ", ".join(map(str, numbers[:_NAMED_ROWS]))
    more = f" and {len(numbers) - _NAMED_ROWS:,} more" if len(numbers) > _NAMED_ROWS else ""
    return f"{unit}{'s' if len(numbers) != 1 else ''} {shown}{more}"


def table_from(records: Iterable[Sequence[str]], notes: Sequence[str] = ()) -> Table:
    """Make a table of the records of a file: find the header row, drop blank rows, even out the lengths.

    Raises RosterFileError for a file without a person, or one that is too large.
    """
    kept: list[tuple[int, list[str]]] = []
    for number, record in enumerate(records, 1):
        cells = _trimmed(record)
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise RosterFileError(f"row {number} has more than {MOST_COLUMNS} columns; export the list again")
        if len(kept) >= MOST_ROWS:
            raise RosterFileError(f"has more than {MOST_ROWS:,} rows; split it into several files")
        kept.append((number, cells))
    if not kept:
        raise RosterFileError("is empty: there is no row in it. Export the list again and look into the file")
    return _headed(kept, list(notes))


def _trimmed(record: Sequence[str]) -> list[str]:
    """Give the cells without outer space, down to the last that holds anything."""
    cells = [cell.strip() for cell in record]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _headed(kept: list[tuple[int, list[str]]], notes: list[str]) -> Table:
    """Split the records into header and rows."""
    records = [cells for _, cells in kept]
    at = header_at(records)
    if at is None and _unknown_headings(records):
        at = 0
        notes.append("the first row was taken for the headings, though none of them is known here")
    headed = at is not None
    if at is None:
        body, width = kept, max(len(cells) for _, cells in kept)
        headers = tuple(f"column {i}" for i in range(1, width + 1))
        notes.append("no header row was found, so the columns are known by number")
    else:
        headers, body = _distinct(kept[at][1], notes), kept[at + 1 :]
        if at:
            notes.append(
                f"{at} line{'s' if at > 1 else ''} above the header row {'were' if at > 1 else 'was'} passed over"
            )
        if not body:
            raise RosterFileError("has a header row and nobody below it. Export the list again, with clients in it")
    width = len(headers)
    strayed = tuple(number for number, cells in body if len(cells) > width)
    body = [(number, cells) for number, cells in body if len(cells) <= width]
    return Table(
        headers,
        [tuple(cells) + ("",) * (width - len(cells)) for _, cells in body],
        array("l", [number for number, _ in body]),
        tuple(notes),
        strayed,
        headed,
    )


def header_at(records: Sequence[Sequence[str]]) -> int | None:
    """Find the header row among the first records: the one with most headings that are known; None without any."""
    best, found = 0, None
    for index, cells in enumerate(records[:_HEADER_WITHIN]):
        filled = [cell for cell in cells if cell]
        if any(holds_a_value(cell) for cell in filled):
            continue
        count = sum(known(cell) for cell in filled)
        if count > best and (count > 1 or count * 3 >= len(filled)):
            best, found = count, index
    return found


def _unknown_headings(records: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row is headings in unknown words: all filled, no values, above columns of values."""
    first, body = records[0], records[1:_HEADER_WITHIN]
    if not body or not all(first) or len(first) < max(map(len, body)) or any(map(holds_a_value, first)):
        return False
    columns = ([row[at] for row in body if at < len(row) and row[at]] for at in range(len(first)))
    return any(cells and all(map(holds_a_value, cells)) for cells in columns)


def holds_a_value(cell: str) -> bool:
    """Say whether a cell holds an e-mail address, a phone number or a day: no heading does."""
    return bool(_MAIL.search(cell) or _SEVEN_DIGITS.search(cell) or _DAY.search(cell))


def _distinct(headers: Sequence[str], notes: list[str]) -> tuple[str, ...]:
    """Give every column a name of its own."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for index, header in enumerate(headers, 1):
        name = " ".join(header.split()) or f"column {index}"
        seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        times = seen[name.casefold()]
        found.append(f"{name} ({times})" if times > 1 else name)
    if twice := sum(count - 1 for count in seen.values()):
        notes.append(f"{twice} heading{'s stand' if twice > 1 else ' stands'} there more than once; all are read")
    return tuple(found)

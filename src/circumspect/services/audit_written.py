"""The work list as a file, for a spreadsheet or a tool that deletes posts. Open it to change its columns."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from circumspect.services import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circumspect.domain.worklist import Item

COLUMNS = (
    "number", "status", "severity", "rule", "platform", "account", "where", "when", "id", "link", "message",
    "actions", "text", "note", "who",
)  # fmt: skip


def as_csv(items: Iterable[Item]) -> Iterator[str]:
    """Give a table, line by line: a work list can be long. No cell is taken for a formula."""
    yield _line(COLUMNS)
    for item in items:
        yield _line(map(_inert, plain.item(item).values()))


def as_json(items: Iterable[Item]) -> Iterator[str]:
    """Give a list of objects, entry by entry."""
    before = "[\n"
    for item in items:
        yield before + json.dumps(plain.item(item), ensure_ascii=False, indent=2)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _inert(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell.lstrip()[:1] in {"=", "+", "-", "@"} or cell[:1] in {"\t", "\r"} else cell

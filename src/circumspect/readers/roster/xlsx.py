"""Client lists as Excel workbooks. Open it when a workbook is refused, or another sheet should be read.

A workbook is a zip of XML, from anywhere: how much it may unpack to is bounded before anything is parsed.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import openpyxl

from circumspect.readers.roster._kit import (
    LARGEST,
    MOST_COLUMNS,
    MOST_ROWS,
    RosterFileError,
    Table,
    header_at,
    places,
    table_from,
)
from circumspect.readers.roster.columns import propose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_UNPACKED = 512 * 1024 * 1024
_PARTS = 5000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HEADER_WITHIN = 60
_BROKEN = (
    zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, ParseError, OSError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


def read(raw: bytes, sheet: str = "") -> Table:
    """Read a list from a workbook's bytes: from the sheet named, else the one that looks most like people.

    Raises RosterFileError.
    """
    formulas = _inspect(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(raw, sheet, formulas=formulas)
    except RosterFileError:
        raise
    except _BROKEN:
        raise RosterFileError("is damaged, or no Excel workbook; open it in Excel and save it again as .xlsx") from None


def _inspect(raw: bytes) -> bool:
    """Refuse what is no workbook, or unpacks to too much; say whether it holds formulas. Raises RosterFileError."""
    if len(raw) > LARGEST:
        raise RosterFileError(f"is larger than {LARGEST // 1024 // 1024} MB; export fewer columns, or split it")
    if raw.startswith(OLE):
        if _ENCRYPTED in raw:
            raise RosterFileError("is protected with a password; open it in Excel, save a copy without, import that")
        raise RosterFileError("is an old Excel file (.xls); open it in Excel and save it as .xlsx or CSV")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            _check_bounds(packed.infolist())
            return _formulas(packed)
    except RosterFileError:
        raise
    except _BROKEN:
        raise RosterFileError("is damaged or cut short; export the list again") from None


def _check_bounds(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip that is no workbook, or one that unpacks to too much. Raises RosterFileError."""
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
        raise RosterFileError("unpacks to far more than a client list holds; export the list again")
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise RosterFileError("is a zip file and no Excel workbook; unpack it and import the file inside")
    if any(part.flag_bits & 1 for part in parts):
        raise RosterFileError("is protected with a password; save a copy without one, and import that")


def _formulas(packed: zipfile.ZipFile) -> bool:
    """Look through the parts for formulas. Raises RosterFileError for XML that declares entities."""
    found = False
    for part in packed.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        with packed.open(part) as stream:
            head = stream.read(4096)
            if _DOCTYPE.search(head):
                raise RosterFileError("holds XML that no spreadsheet program writes; export the list again")
            block, sheets = head, part.filename.startswith("xl/worksheets/")
            while sheets and block and not found:
                found = bool(_FORMULA.search(block))
                block = block[-8:] + rest if (rest := stream.read(1 << 20)) else b""
    return found


def _read(raw: bytes, sheet: str, *, formulas: bool) -> Table:
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    try:
        name, notes = _sheet(book, sheet)
        if formulas and (open_cells := _without_result(raw, book, name)):
            notes.append(
                f"{len(open_cells):,} formulas hold no result ({places(sorted(set(open_cells)))}) and count as empty; "
                "open the file in Excel and save it to fill them"
            )
        return table_from(_records(book, name), notes)
    finally:
        book.close()


def _sheet(book: Workbook, wanted: str) -> tuple[str, list[str]]:
    """Choose the sheet, and say which where there are several. Raises RosterFileError."""
    names = [sheet.title for sheet in book.worksheets]
    if wanted:
        for name in names:
            if name.casefold() == wanted.strip().casefold():
                return name, []
        raise RosterFileError(f"has no sheet of that name; it has {len(names)}. Name one as it stands on its tab")
    if not names:
        raise RosterFileError("has no sheet with cells; export the list again")
    if len(names) == 1:
        return names[0], []
    likely = [(_likeness(book, name), -at) for at, name in enumerate(names)]
    at = -max(likely)[1]
    return names[at], [f"sheet {at + 1} of {len(names)} was read; choose another with --sheet"]


def _likeness(book: Workbook, name: str) -> tuple[int, int, int]:
    """Say how much a sheet looks like a list of people: by names among its headings, headings known, and rows."""
    rows: list[list[str]] = []
    for row in _records(book, name):
        if any(row):
            rows.append(row)
        if len(rows) >= _HEADER_WITHIN:
            break
    at = header_at(rows)
    if at is None or len(rows) <= at + 1:
        return (0, 0, min(len(rows), 1))
    mapping = propose(table_from(rows))
    return (int(mapping.named), sum(column.field is not None for column in mapping.columns), len(rows))


def _records(book: Workbook, name: str) -> Iterator[list[str]]:
    """Give a sheet's rows as text. Raises RosterFileError for a sheet that is absurdly large."""
    sheet = book[name]
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS + _HEADER_WITHIN:
            raise RosterFileError(f"has more than {MOST_ROWS:,} rows; split it into several files")
        if len(row) > MOST_COLUMNS:
            raise RosterFileError(f"row {number} has more than {MOST_COLUMNS} columns; export the list again")
        yield [_text(value) for value in row]


def _text(value: object) -> str:
    """Write a cell as a person would see it, days as 2025-03-04."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _without_result(raw: bytes, book: Workbook, name: str) -> list[int]:
    """Give the row of every formula whose result was never worked out."""
    found: list[int] = []
    other = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False)
    try:
        asked, given = other[name], book[name]
        asked.reset_dimensions()
        given.reset_dimensions()
        pairs = zip(asked.iter_rows(values_only=True), given.iter_rows(values_only=True), strict=False)
        for number, (formulas, values) in enumerate(pairs, 1):
            found += [
                number
                for formula, value in zip(formulas, values, strict=False)
                if value is None and isinstance(formula, str) and formula.startswith("=")
            ]
    finally:
        other.close()
    return found

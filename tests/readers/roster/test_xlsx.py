"""Excel workbooks: what people save, what EHRs write, and what somebody may send to do harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from circumspect.domain.roster import Standing
from circumspect.readers.roster import xlsx
from circumspect.readers.roster._kit import RosterFileError
from circumspect.services.roster import listed, mapping_for, preview, table_from_bytes

TODAY = date(2026, 11, 22)
CANARY = "Quillfeather"
THERANEST: list[list[object]] = [
    ["TheraNest Client Report"],
    [],
    ["Client Name", "Client Status", "Phone", "Email", "Date of Birth", "Discharge Date", "Guardian 1 Name",
     "Guardian 1 Phone", "Guardian 2 Name", "Guardian 2 Phone", "Assigned Staff"],
    ["Baptiste, Soraya N.", "Active", 5125550101, "soraya@example.org", date(1990, 1, 2), None,
     None, None, None, None, "Ruiz"],
    ["Osei, Kwabena", "Inactive", 5125550102.0, "kwabena@example.org", None, date(2025, 4, 30),
     None, None, None, None, "Ruiz"],
    ["Osei, Abena", "Waiting List", None, None, None, None, "Akua Osei", "512-555-0103", "Yaw Osei", "512-555-0104",
     "Ruiz"],
]  # fmt: skip


def _book(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_theranest() -> None:
    """Numbers are phones, days are days, two guardians keep their own phones, the title line is nobody."""
    table = table_from_bytes(_book(Report=THERANEST))
    found = listed(table, mapping_for(table), TODAY)
    soraya, kwabena, abena = (entry.client for entry in found.entries)
    assert [entry.row for entry in found.entries] == [4, 5, 6]
    assert (soraya.name.display, soraya.phones) == ("Soraya N. Baptiste", ("5125550101",))
    assert (kwabena.standing, kwabena.ended, kwabena.phones) == (
        Standing.FORMER, date(2025, 4, 30), ("5125550102",),
    )  # fmt: skip
    assert abena.standing is Standing.WAITLIST
    assert [(r.name.display, r.phones) for r in abena.household] == [
        ("Akua Osei", ("512-555-0103",)), ("Yaw Osei", ("512-555-0104",)),
    ]  # fmt: skip
    assert preview(found).minors == 1


def test_the_sheet_that_looks_like_people_is_chosen_and_said() -> None:
    """Of several sheets the one with names is read; another can be named; a name that is not there is refused."""
    raw = _book(
        Summary=[["Status", "Count"], ["Active", 3]],
        Clients=[["First Name", "Last Name", "Email"], ["Ann", "Smith", "a@example.org"]],
        Staff=[["Name"], ["Ana Ruiz"]],
    )
    table = table_from_bytes(raw)
    assert table.rows == [("Ann", "Smith", "a@example.org")]
    assert any(note.startswith("sheet 2 of 3") for note in table.notes)
    assert table_from_bytes(raw, "staff").rows == [("Ana Ruiz",)]
    with pytest.raises(RosterFileError, match="no sheet of that name; it has 3"):
        table_from_bytes(raw, CANARY)
    with pytest.raises(RosterFileError, match="leave --sheet out"):
        table_from_bytes(b"Name\nAnn Smith\n", "Clients")


def test_formulas_without_a_result_are_counted_and_empty() -> None:
    """A formula that was never worked out is no name: its row is named and left out."""
    raw = _book(Clients=[["Name", "Email"], ["=A1&B1", "a@example.org"], ["Ann Smith", "b@example.org"]])
    table = table_from_bytes(raw)
    found = listed(table, mapping_for(table), TODAY)
    assert [entry.client.name.display for entry in found.entries] == ["Ann Smith"]
    assert any("1 formulas hold no result (row 2)" in note for note in table.notes)
    assert list(found.reading.left_out.values()) == [[2]]


def _ole(*names: str) -> bytes:
    return xlsx.OLE + b"\x00" * 504 + b"".join(name.encode("utf-16-le") for name in names) + b"\x00" * 512


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def _with_part(raw: bytes, name: str, content: bytes) -> bytes:
    """Give a workbook with one part in the place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
    return out.getvalue()


GOOD = _book(Clients=[["Name", "Email"], [CANARY, "a@example.org"]])
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (_ole("EncryptedPackage"), "protected with a password"),
        (_ole("Workbook"), "old Excel file"),
        (GOOD[: len(GOOD) // 2], "damaged or cut short"),
        (_zip(readme=b"hello"), "a zip file and no Excel workbook"),
        (_zip(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<x/>"}), "no Excel workbook"),
        (_zip(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": b"<x/>"}), "is damaged"),
        (_with_part(GOOD, SHEET, LAUGHS), "XML that no spreadsheet program writes"),
        (_with_part(GOOD, SHEET, b"<worksheet><sheetData><row>"), "is damaged"),
        (_with_part(GOOD, "xl/workbook.xml", CANARY.encode()), "is damaged"),
        (_book(Clients=[[]]), "is empty"),
    ],
    ids=["password", "old", "cut", "zip", "word", "hollow", "laughs", "open", "no-xml", "empty"],
)
def test_each_refusal_has_its_own_words(raw: bytes, says: str) -> None:
    """A workbook that cannot be read says why and what to do, and quotes nothing."""
    with pytest.raises(RosterFileError) as caught:
        table_from_bytes(raw)
    assert says in str(caught.value)
    assert CANARY not in str(caught.value)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    """What unpacks to more than a list can hold is refused by the sizes alone."""
    bomb = _with_part(GOOD, SHEET, b" " * (xlsx._UNPACKED + 1))
    assert len(bomb) < 2_000_000
    with pytest.raises(RosterFileError, match="unpacks to far more"):
        table_from_bytes(bomb)


def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    """A cell in the last column, or a sheet that claims a million rows, is bounded."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = b'<c r="XFD1" t="inlineStr"><is><t>x</t></is></c>'
    far = b'<worksheet xmlns="' + space + b'"><sheetData><row r="1">' + cell + b"</row></sheetData></worksheet>"
    with pytest.raises(RosterFileError, match="more than 500 columns"):
        table_from_bytes(_with_part(GOOD, SHEET, far))

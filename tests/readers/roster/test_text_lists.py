"""Lists as text, as ugly as they come: what can be read is read, what cannot is refused by place and never quoted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.domain.roster import Standing
from circumspect.readers.roster import csv
from circumspect.readers.roster._kit import RosterFileError
from circumspect.services.roster import RosterInputError, listed, mapping_for, preview, table_from_bytes

TODAY = date(2026, 11, 22)
CANARY = "Quillfeather"


def _names(raw: bytes, **wishes: str) -> list[str]:
    table = table_from_bytes(raw)
    return [e.client.name.display for e in listed(table, mapping_for(table, wishes), TODAY).entries]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_every_usual_encoding_gives_the_same_names(encoding: str) -> None:
    """Accents come out whole, whatever wrote the file and whether it says so or not."""
    names = ["José Núñez", "Zoë Müller", "Siobhán O\u2019Brien", "Renée Dubois", "François Lefèvre"]
    raw = ("Client Name,Email,Notes\r\n" + "".join(f"{n},a{i}@example.org,x\r\n" for i, n in enumerate(names))).encode(
        encoding
    )
    assert _names(raw) == names


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter(delimiter: str) -> None:
    """What stands between cells is found out, also where names hold commas in quotes."""
    rows = [["Client", "Phone", "Status"], ['"Smith, Ann"', "(512) 555-0101", "Active"], ['"Doe, Jo"', "", "Closed"]]
    assert _names("\n".join(delimiter.join(row) for row in rows).encode()) == ["Ann Smith", "Jo Doe"]


def test_a_spreadsheet_says_its_delimiter() -> None:
    """The line `sep=;` is heeded and is nobody."""
    assert _names(b"sep=;\nName;Email\nAnn Smith;ann@example.org\n") == ["Ann Smith"]


def test_one_column_of_last_first() -> None:
    """`Smith, Ann` alone on its line, without quotes, is one name and not two columns."""
    assert _names(b"Client Name\nSmith, Ann\nDoe, Jo M.\n") == ["Ann Smith", "Jo M. Doe"]


def test_duplicate_headings_are_all_read() -> None:
    """Two columns `Email` both count, and a note says so."""
    raw = b"Name,Email,Email\nAnn Smith,a@example.org,b@example.org\n"
    table = table_from_bytes(raw)
    (entry,) = listed(table, mapping_for(table), TODAY).entries
    assert entry.client.emails == ("a@example.org", "b@example.org")
    assert table.headers == ("Name", "Email", "Email (2)")
    assert any("more than once" in note for note in table.notes)


def test_ragged_rows() -> None:
    """A short row is read; one with more cells than headings is left out by number: its columns cannot be told."""
    raw = b"Name,Email,Phone\nAnn Smith\nSmith, Bob,bob@example.org,512-555-0101\nCy Poe,cy@example.org\n"
    table = table_from_bytes(raw)
    found = listed(table, mapping_for(table), TODAY)
    assert [e.client.name.display for e in found.entries] == ["Ann Smith", "Cy Poe"]
    assert list(preview(found).left_out.values()) == ["row 3"]


def test_nul_characters_are_taken_out() -> None:
    """NULs that old exports leave in cells do not end up in names."""
    assert _names(b"Name,Email\nAnn\x00 Smith,ann@example.org\n") == ["Ann Smith"]


def test_quoted_line_breaks_do_not_shift_rows() -> None:
    """A note over several lines is one cell, and the rows below keep their numbers."""
    raw = b'Name,Notes,Email\nAnn Smith,"one\ntwo, three\nfour",a@example.org\n,,nobody@example.org\n'
    table = table_from_bytes(raw)
    found = listed(table, mapping_for(table), TODAY)
    assert list(found.reading.left_out.values()) == [[3]]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n ,,,\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"Name,Email\r\n", "nobody below it"),
        (b"\xff\xfeN\x00a", "cut short"),
        (b"\xff\xfe\x00\xd8", "cut short"),
        (b"%PDF-1.7 " + CANARY.encode(), "is a PDF document"),
        (b'Name,Email\nAnn Smith,a@x.org\n"' + CANARY.encode() + b",b@x.org\nCy Poe,c@x.org\n", "row 3"),
        (b'Name,Email\n"' + CANARY.encode() + b'"x,b@example.org\n', "row 2"),
        (b'Name,Email\nAnn,"' + CANARY.encode() * 20_000 + b'"\n', "row 2"),
        (b"Name," + b"x," * 600 + b"\n", "more than 500 columns"),
    ],
    ids=["empty", "blank", "bom", "header-only", "cut-utf-16", "half-utf-16", "pdf", "open-quote", "bad-quote", "long",
         "wide"],
)  # fmt: skip
def test_what_cannot_be_read_says_where_and_quotes_nothing(raw: bytes, says: str) -> None:
    """Each failure has its own words, names the row, and holds no word of the file."""
    with pytest.raises((RosterFileError, RosterInputError)) as caught:
        _names(raw)
    assert says in str(caught.value)
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a bound, and it is said."""
    monkeypatch.setattr(csv, "LARGEST", 1024 * 1024)
    with pytest.raises(RosterFileError, match="larger than 1 MB"):
        csv.read(b"a" * (1024 * 1024 + 1))


FORMULAS = [
    ("=Ann Smith", "Ann Smith"),
    ("+Ann Smith", "Ann Smith"),
    ("@Ann Smith", "Ann Smith"),
    ("-Ann Smith", "Ann Smith"),
    ("'=Ann Smith", "Ann Smith"),
    ("=+-@Ann Smith", "Ann Smith"),
]


@pytest.mark.parametrize(("cell", "name"), FORMULAS)
def test_a_formula_mark_is_no_part_of_a_name(cell: str, name: str) -> None:
    """The mark is taken off, the name kept, and the note counts it."""
    table = table_from_bytes(f"Name,Email\n{cell},a@example.org\n".encode())
    found = listed(table, mapping_for(table), TODAY)
    assert [e.client.name.display for e in found.entries] == [name]
    assert any(note.startswith("1 cells begin like a formula") for note in found.reading.notes)


@pytest.mark.parametrize(
    "cell",
    ["=cmd|' /C calc'!A0", '"=HYPERLINK(""http://example.org"",""Ann"")"', "=1+1", "@SUM(1+9)*cmd|' /C calc'!A0"],
)
def test_a_real_formula_is_nobody(cell: str) -> None:
    """A cell that is a formula is left out by row number, and the rest is read."""
    table = table_from_bytes(f"Name,Email\n{cell},a@example.org\nAnn Smith,b@example.org\n".encode())
    found = listed(table, mapping_for(table), TODAY)
    assert [e.client.name.display for e in found.entries] == ["Ann Smith"]
    assert list(found.reading.left_out.values()) == [[2]]


def test_phones_and_handles_keep_their_signs() -> None:
    """+1 is part of a phone number and @ of a handle: neither is counted as a formula."""
    table = table_from_bytes(b"Name,Phone,Handle\nAnn Smith,+1 512 555 0101,@ann.smith\n")
    found = listed(table, mapping_for(table), TODAY)
    assert found.entries[0].client.phones == ("+1 512 555 0101",)
    assert found.entries[0].client.handles == ("ann.smith",)
    assert not any("formula" in note for note in found.reading.notes)


def test_a_status_that_nobody_knows_is_kept_for_the_question() -> None:
    """It is neither guessed nor dropped; told once, it counts for all rows."""
    table = table_from_bytes(b"Name,Status\nAnn Smith,Sabbatical\nBo Poe,SABBATICAL \nCy Roe,Active\n")
    found = listed(table, mapping_for(table), TODAY)
    assert [list(rows) for rows in found.reading.unknown.values()] == [[2], [3]]
    told = listed(table, mapping_for(table), TODAY, {"sabbatical": Standing.FORMER})
    assert not told.reading.unknown
    assert [e.client.standing for e in told.entries] == [Standing.FORMER, Standing.FORMER, Standing.ACTIVE]


def test_without_a_status_column_all_count_as_active_and_it_is_said() -> None:
    """The note says so, and no former client means a warning."""
    table = table_from_bytes(b"Name,Email\nAnn Smith,a@example.org\n")
    seen = preview(listed(table, mapping_for(table), TODAY))
    assert any("does not say who is active" in note for note in seen.notes)
    assert seen.only_current


def test_columns_can_be_told() -> None:
    """A heading that nobody knows, and a column by its number, take the meaning that the user gives."""
    raw = b"Wer,Was\nAnn Smith,ann@example.org\n"
    assert _names(raw, **{"Wer": "full name", "column 2": "leave out"}) == ["Ann Smith"]
    for wishes in ({"Wer": "diagnosis"}, {CANARY: "email"}, {"column 9": "email"}):
        with pytest.raises(RosterInputError) as caught:
            _names(raw, **wishes)
        assert CANARY not in str(caught.value)


def _letters(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "bcdfghjklm")) + "a"


def test_two_hundred_thousand_rows() -> None:
    """A list of that size is read to its last row; of its first twenty thousand, everyone is there."""
    rows = [
        f"{i},{_letters(i % 977)} {_letters(i // 7)},g{i}@example.org,(512) 555-{i % 10000:04},Active"
        for i in range(200_000)
    ]
    table = table_from_bytes("\n".join(["Client ID,Name,Email,Phone,Status", *rows]).encode())
    assert (len(table.rows), table.numbers[-1]) == (200_000, 200_001)
    part = replace(table, rows=table.rows[:20_000], numbers=table.numbers[:20_000])
    found = listed(part, mapping_for(part), TODAY)
    assert (len(found.entries), found.entries[-1].row) == (20_000, 20_001)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_plain_error(raw: bytes) -> None:
    """Nothing but our own errors comes out of any bytes."""
    try:
        table = table_from_bytes(raw)
        listed(table, mapping_for(table), TODAY)
    except (RosterFileError, RosterInputError):
        return


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), max_size=6))
def test_any_cells_below_a_header_are_read_or_left_out(cells: list[list[str]]) -> None:
    """Every row that holds anything is somebody's, joined with somebody's, or left out with its number."""
    import csv as plain  # noqa: PLC0415 - the module of the same name is under test
    import io  # noqa: PLC0415

    out = io.StringIO()
    plain.writer(out).writerows([["First name", "Last name", "Email", "Status"], ["Zed", "Zorn", "", ""], *cells])
    try:
        table = table_from_bytes(out.getvalue().encode("utf-8", "replace"))
    except RosterFileError:
        return
    found = listed(table, mapping_for(table, {"First name": "first name"}), TODAY) if table.headed else None
    if found is None or table.headers[:2] != ("First name", "Last name"):
        return
    places = (
        {e.row for e in found.entries} | set(found.doubled) | {n for r in found.reading.left_out.values() for n in r}
    )
    assert places == {*table.numbers, *table.strayed}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"<!DOCTYPE html><html><td>Quillfeather</td></html>", "web page"),
        (b"RIFF\x10\x00\x00\x00WEBPQuillfeather", "picture"),
        (b"From: Quillfeather\nSubject: x\n\nx", "e-mail"),
        (b'[{"name": "Quillfeather"}]', "JSON.*--from-stdin"),
        (bytes(range(1, 256)) * 9, "no text"),
        (b"\x1f\x8bQuillfeather", "packed"),
    ],
)
def test_what_is_no_client_list_is_refused(raw: bytes, says: str) -> None:
    """It is said what the file is and what to do, without a word of it."""
    with pytest.raises(RosterFileError, match=says) as caught:
        csv.read(raw)
    assert "Quillfeather" not in str(caught.value)

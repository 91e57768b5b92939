"""What readers of archives share keeps its promises on ugly files: rows, encodings, times, mended words, counts."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import ijson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.domain.activity import Activity, Coverage, Kind
from circumspect.readers._kit import ReadError
from circumspect.readers.archives import _kit
from circumspect.readers.archives._kit import Part, activities, as_text, csv_rows, dig, json_rows, mended, text_of, when
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from circumspect.readers.archives._source import Member


def stream(words: str | bytes) -> io.BytesIO:
    """Give words as a stream of bytes."""
    return io.BytesIO(words if isinstance(words, bytes) else words.encode())


def listed(words: str | bytes, *places: str) -> list[Any]:
    """Give the rows of a JSON file."""
    return list(json_rows(*places)(stream(words)))


def until_broken(words: str | bytes, *places: str) -> tuple[list[Any], str]:
    """Give the rows before the file breaks off, and which error it was."""
    rows: list[Any] = []
    try:
        rows.extend(json_rows(*places)(stream(words)))
    except (ReadError, ijson.JSONError, ValueError) as error:
        return rows, type(error).__name__
    return rows, ""


# --- JSON


@pytest.mark.parametrize(
    ("words", "places", "rows"),
    [
        ('[{"a": 1}, 2, null, "x"]', ("item",), [{"a": 1}, 2, None, "x"]),
        ('{"friends_v2": [{"name": "A"}, {"name": "B"}]}', ("friends_v2.item",), [{"name": "A"}, {"name": "B"}]),
        ('{"a": {"b": {"c": [1, 2]}}, "d": [3]}', ("a.b.c.item", "d.item"), [1, 2, 3]),
        ('{"a": {"b": 1}}', ("",), [{"a": {"b": 1}}]),
        ('{"a": {"b": 1}}', ("a",), [{"b": 1}]),
        ("[1, 2]", ("item", ""), [1, 2]),
        ('{"a": 1}', ("item", ""), [{"a": 1}]),
        ('{"items": {"item": [1]}}', ("items.item.item",), [1]),
        ('window.YTD.tweets.part0 = [ {"tweet": 1} ];\n', ("item",), [{"tweet": 1}]),
        ('window.__THAR_CONFIG = {"a": [1]}', ("a.item",), [1]),
        ("[]", ("item",), []),
        ('{"friends_v2": []}', ("friends_v2.item",), []),
        ('{"friends_v2": null}', ("friends_v2.item",), []),
        ("{}", ("friends_v2.item",), []),
        ("[1]" + "\0" * 4096, ("item",), [1]),
        ('[{"a": [[], {}], "b": 1.5, "c": true}]', ("item",), [{"a": [[], {}], "b": 1.5, "c": True}]),
        ('[{"a": 1, "a": 2}]', ("item",), [{"a": 2}]),
        ("[123456789012345678901234567890, 1e999]", ("item",), [123456789012345678901234567890, float("inf")]),
    ],
)
def test_rows_come_from_the_places_named(words: str, places: tuple[str, ...], rows: list[Any]) -> None:
    """Lists, lists under a key, deep ones, and what stands behind an assignment; of double keys the last."""
    assert listed(words, *places) == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_json_in_any_encoding(encoding: str) -> None:
    """A byte order mark and UTF-16 change no row."""
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    words = json.dumps([{"name": "Zoë 🌿 Ångström"}] * 30_000, ensure_ascii=False)
    assert listed(mark + words.encode(encoding), "item") == [{"name": "Zoë 🌿 Ångström"}] * 30_000


def test_stray_bytes_do_not_end_a_file() -> None:
    """A byte that is no UTF-8 is read as Windows-1252, and the rows after it come out."""
    raw = b'[{"a": "caf\xe9"}, {"a": "caf\xc3\xa9"}, {"a": "\x93so\x94"}]'
    assert listed(raw, "item") == [{"a": "café"}, {"a": "café"}, {"a": "“so”"}]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ('[{"a": 1}, {"b": 2', "IncompleteJSONError"),
        ('[{"a": 1}, NaN, {"b": 2}]', "IncompleteJSONError"),
        ('[{"a": 1}][{"b": 2}]', "IncompleteJSONError"),
        ('[{"a": 1}, ' + "[" * 10_000, "ReadError"),
        ('[{"a": 1}, ' + '{"a":' * 300 + "1" + "}" * 300 + "]", "ReadError"),
        ('[{"a": 1}, ' + "9" * 1_000_000 + "]", "ReadError"),
        ('[{"a": 1}, ' + "9" * 5000 + "]", "ReadError"),
        ('[{"a": 1}, "' + "x, y " * 50_000 + '"]', "ReadError"),
        ('[{"a": 1}, "' + r"\"x, " * 50_000 + '"]', "ReadError"),
    ],
    ids=["cut", "NaN", "two", "deep list", "deep row", "long number", "number", "long text", "long text, escaped"],
)
def test_what_stands_before_a_break_comes_out(words: str, error: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged or hostile file gives the rows before the damage, then an error."""
    monkeypatch.setattr(_kit, "_LONGEST_STRING", 200_000)
    assert until_broken(words, "item") == ([{"a": 1}], error)


@pytest.mark.parametrize("words", ["", "  \n", "<html><body>[1]</body></html>", "nothing here", "\0\0\0"])
def test_what_is_no_json_is_said(words: str) -> None:
    """An empty file, a web page, a letter: each is refused with a reason."""
    with pytest.raises(ReadError):
        listed(words, "item")


@pytest.mark.parametrize("words", ['{"friends_v3": [1, 2]}', '[{"a": 1}]', '{"friends": {"friends_v2": [1]}}'])
def test_a_place_that_is_gone_is_said(words: str) -> None:
    """A file that has none of the places where we look is not taken for one without rows."""
    with pytest.raises(ReadError, match="may have changed"):
        listed(words, "friends_v2.item")


@pytest.mark.parametrize(
    "hostile",
    [b"[" * 3_000_000, b'{"a":' * 1_000_000, b'{"' + b"k" * 1_900_000 + b'":' + b"[" * 2000, b"[" + b"9" * 50_000_000],
    ids=["lists", "maps", "a long key", "a number"],
)
def test_hostile_json_takes_little_memory(hostile: bytes) -> None:
    """Neither depth nor length makes the reader hold much."""
    tracemalloc.start()
    try:
        assert until_broken(hostile, "x.item") == ([], "ReadError")
        assert tracemalloc.get_traced_memory()[1] < 500_000_000
    finally:
        tracemalloc.stop()


def test_a_row_without_end_is_refused() -> None:
    """A single row of very many small things is no row."""
    with pytest.raises(ReadError, match="too large"):
        listed(b'[{"a": [' + b'"bcd",' * 3_000_000 + b"1]}]", "item")


def test_long_lists_are_streamed() -> None:
    """Two hundred thousand rows are never held together."""
    raw = b"[" + b",".join(b'{"name": "somebody", "on": %d}' % i for i in range(200_000)) + b"]"
    tracemalloc.start()
    try:
        assert sum(1 for _ in json_rows("item")(io.BytesIO(raw))) == 200_000
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc.é"), inner, max_size=4),
        max_leaves=20,
    )
)
def test_rows_are_what_json_says(row: object) -> None:
    """Whatever a row holds, it comes out as the standard library reads it."""
    assert listed(json.dumps([row, row]), "item") == [row, row]
    assert listed(json.dumps([row], ensure_ascii=False), "item") == [row]


# --- CSV


def table(words: str | bytes, *needed: str) -> list[dict[str, str]]:
    """Give the rows of a CSV file."""
    return list(csv_rows(*needed)(stream(words)))


_TWO = [{"first name": "Zoë", "note": "a, b"}, {"first name": "Bo", "note": "two\nlines"}]


@pytest.mark.parametrize(
    "words",
    [
        'First Name,Note\nZoë,"a, b"\nBo,"two\nlines"\n',
        '\ufeffFirst Name,Note\r\nZoë,"a, b"\r\n\r\nBo,"two\nlines"\r\n',
        'First Name;Note\nZoë;a, b\nBo;"two\nlines"',
        'First Name\tNote\nZoë\ta, b\nBo\t"two\nlines"\n',
        'Notes:\n"You may notice, that some; are missing"\n\nFirst Name,Note\nZoë,"a, b"\nBo,"two\nlines"\n',
        'FIRST NAME , Note\n Zoë , "a, b"\nBo,"two\nlines"\n'.replace(' "a', '"a'),
        'First Name,Note\nZoë,a, b\nBo,"two\nlines",,\n'.replace("a, b", "a\x1f b").replace("\x1f", ","),
    ],
    ids=["plain", "BOM", "semicolon", "tabs", "preamble", "untidy", "unquoted"],
)
def test_csv_rows_come_out_by_heading(words: str) -> None:
    """BOM, delimiter, preamble, quotes with line breaks, and a delimiter that nobody quoted."""
    rows = table(words, "first name", "note")
    assert [{**row, "note": row["note"].replace("a,b", "a, b")} for row in rows] == _TWO


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_csv_in_any_encoding(encoding: str) -> None:
    """Accents come out whatever the file was saved as."""
    assert table("name,town\nZoë,Ångé “x”\n".encode(encoding), "name") == [{"name": "Zoë", "town": "Ångé “x”"}]


def test_ragged_rows_lose_nothing() -> None:
    """A short row has fewer cells; a long one keeps what is beyond in its last."""
    assert table("a,b\n1\n1,2,3,,4\n,,\n") == [{"a": "1"}, {"a": "1", "b": "2,3,4"}]


def test_a_nul_is_a_character_like_others() -> None:
    """A NUL ends neither the row nor the file."""
    assert table("a,b\n1\0,2\n3,4\n") == [{"a": "1\0", "b": "2"}, {"a": "3", "b": "4"}]


@pytest.mark.parametrize("words", ["", "\n\n", "one\ntwo\n", "x,y\n1,2\n"])
def test_no_heading_is_said(words: str) -> None:
    """A table whose heading we do not know is refused, not read as something else."""
    with pytest.raises(ReadError):
        table(words, "name", "on")


def test_one_column_needs_only_its_heading() -> None:
    """A list of one column is a table too."""
    assert table("subreddit\nr_one\nr_two\n", "subreddit") == [{"subreddit": "r_one"}, {"subreddit": "r_two"}]


@pytest.mark.parametrize(
    "cell", [b"x" * 20_000_000, b'"' + (b"x" * 999 + b"\n") * 20_000 + b'"'], ids=["one line", "many lines"]
)
def test_a_cell_without_end_breaks_the_file_off(cell: bytes, tmp_path: Path) -> None:
    """Twenty megabytes in one cell end the reading, and the rows before are kept."""
    (tmp_path / "rows.csv").write_bytes(b"name,on\nZo,1\nBo," + cell + b"\nNo,3\n")
    coverage, found = read(tmp_path, Part("rows", r"rows[.]csv$", csv_rows("name"), lambda row, _: [fact(row["name"])]))
    assert [one.text for one in found] == ["Zo"]
    assert coverage.counts[0].broken


_AT = "2026-01-0{0} 10:00:00,https://www.example.org/{0}"
_ROWS = "Date,Link,Words,Seen\n" + _AT.format(1) + ",{}\n" + _AT.format(2) + ",plain,PUBLIC\n"
_ROWS += _AT.format(3) + ',"quoted, ""well""\n\nover lines",PUBLIC\n' + _AT.format(4) + ',"it, too",\n'


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ('"Half open, never closed,PUBLIC', '"Half open, never closed'),
        ('"Half open\nover lines,PUBLIC', '"Half open\nover lines'),
        ('"He said "no, never" to me",PUBLIC', 'He said "no, never" to me'),
        ('"One.""\n""""\n"Two, with a mark too few.""\n""""\n""Three.",PUBLIC', None),
        ('"One\n"two", and three\nfour",PUBLIC', 'One\n"two", and three\nfour'),
        ('"Sound, on 2026-01-02 10:00:00,https://www.example.org/2\n2026-01-02, plain",PUBLIC', None),
    ],
    ids=["open", "open over lines", "within", "too few", "line begins with one", "nothing wrong"],
)
def test_a_stray_quotation_mark_ends_with_its_row(cells: str, words: str | None) -> None:
    """A mark that nobody closed, or that stands within a text, takes neither the rows after it nor their words."""
    rows = table(_ROWS.format(cells), "date", "link")
    assert [row["date"][:10] for row in rows] == [f"2026-01-0{n}" for n in (1, 2, 3, 4)]
    assert [row["words"] for row in rows[1:]] == ["plain", 'quoted, "well"\n\nover lines', "it, too"]
    assert [row["seen"] for row in rows] == ["PUBLIC", "PUBLIC", "PUBLIC", ""]
    assert rows[0]["words"] == (words or next(csv.reader(["," + cells]))[1] if words else rows[0]["words"])


def test_many_rows_after_a_stray_mark_are_read() -> None:
    """One mark in the first of fifty thousand rows costs none of them, nor does one in each."""
    rows = [_AT.format(1) + ',"x' if n % 5 == 0 else _AT.format(2) + ',"a ""b"", c",d' for n in range(50_000)]
    found = table("Date,Link,Words,Seen\n" + "\n".join(rows), "date", "link")
    assert len(found) == 50_000
    assert {row["words"] for row in found} == {'"x', 'a "b", c'}


@pytest.mark.parametrize(
    "words",
    ['name,note\n"a,b\nc,d\n"e","f"\ng,h\n', 'name,note\n"a,b\nc,d\n'],
    ids=["closed by another", "never closed"],
)
def test_rows_without_links_and_times_are_parted_too(words: str) -> None:
    """Where each line that a stray mark took is a whole row, each is read as one."""
    assert [row["name"] for row in table(words, "name")] == ['"a', "c", "e", "g"][: words.count("\n") - 1]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ('a,"b "c", d",e', None),
        ('a,"b "c" d",e', ["a", 'b "c" d', "e"]),
        ('a,"b,c,d', ["a", '"b,c', "d"]),
        ('a,"b\nc', ["a", '"b\nc']),
        ('"a,b,c', ['"a', "b", "c"]),
        ('a,"b""",c', ["a", 'b"', "c"]),
        ("a", ["a"]),
    ],
)
def test_a_row_is_divided_anew(row: str, cells: list[str] | None) -> None:
    """Marks that stand wrong are told from those that end a cell, as far as they can be."""
    assert _kit.divided_anew(row, ",", 3) == (cells or ["a", 'b "c", d', "e"])


def test_a_row_cut_short_keeps_its_words_together() -> None:
    """At the end of a file the cells that are not there are not cut out of the text."""
    assert _kit.divided_anew('a,"one, two, three', ",", 4, cut=True) == ["a", '"one, two, three']
    assert _kit.divided_anew("x" * 2_000_000, ",", 3) is None


@given(
    st.lists(
        st.sampled_from(['"', ",", "\n", "\r", "a", "é", " ", '",', '"\n', '""', "2026-01-02 10:00:00"]), max_size=60
    )
)
def test_no_marks_take_the_rest_of_the_table(words: list[str]) -> None:
    """Whatever stands in a row between sound ones, those after it are read, but for one that may complete it."""
    sound = [f"{_AT.format(n)},end\n" for n in range(9)]
    rows = table("".join(["Date,Link,Words\n", *sound[:3], _AT.format(1), ",", *words, "\n", *sound]), "date")
    assert [row.get("words") for row in rows[-8:]] == ["end"] * 8


def test_the_longest_cell_is_set_back() -> None:
    """How long a cell may be is one for the whole program: between two rows it is what others set it to."""
    before = csv.field_size_limit(77)
    try:
        rows = csv_rows("a")(stream("a,b\n" + "x" * 100 + ",1\n" + "y" * 100 + ",2\n"))
        assert len(next(rows)["a"]) == 100
        assert csv.field_size_limit() == 77
        assert len(next(rows)["a"]) == 100
        assert list(rows) == []
        assert csv.field_size_limit() == 77
    finally:
        csv.field_size_limit(before)


@given(st.binary(max_size=300))
def test_any_bytes_are_text(raw: bytes) -> None:
    """Nothing that a file holds keeps it from being text."""
    assert isinstance(as_text(io.BytesIO(raw)).read(), str)


# --- times


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1600000000, "2020-09-13T12:26:40"),
        (1600000000.5, "2020-09-13T12:26:40.500000"),
        ("1600000000", "2020-09-13T12:26:40"),
        (1600000000000, "2020-09-13T12:26:40"),
        (1600000000000000, "2020-09-13T12:26:40"),
        (1600000000000000000, "2020-09-13T12:26:40"),
        ("1600000000123", "2020-09-13T12:26:40.123000"),
        ("1600000000.25", "2020-09-13T12:26:40.250000"),
        ("2020-09-13T12:26:40Z", "2020-09-13T12:26:40"),
        ("2020-09-13T14:26:40.123456789+02:00", "2020-09-13T12:26:40.123456"),
        ("2020-09-13 12:26:40", "2020-09-13T12:26:40"),
        ("2020-09-13 12:26:40 UTC", "2020-09-13T12:26:40"),
        ("2020-09-13 12:26 UTC", "2020-09-13T12:26:00"),
        ("2020/09/13 12:26:40 UTC", "2020-09-13T12:26:40"),
        ("2020-09-13", "2020-09-13T00:00:00"),
        ("Sun Sep 13 12:26:40 +0000 2020", "2020-09-13T12:26:40"),
        ("13 Sep 2020", "2020-09-13T00:00:00"),
        ("13 Sep 2020, 12:26 GMT", "2020-09-13T12:26:00"),
        ("9/13/20, 12:26 PM", "2020-09-13T12:26:00"),
        ("9/13/2020", "2020-09-13T00:00:00"),
        ("Sep 13, 2020, 12:26:40\u202fPM UTC", "2020-09-13T12:26:40"),
        ("Sep 13, 2020, 2:26:40 PM GMT+02:00", "2020-09-13T12:26:40"),
        ("Sep 13, 2020 12:26 pm", "2020-09-13T12:26:00"),
        ("September 13, 2020", "2020-09-13T00:00:00"),
        (" 2020-09-13 ", "2020-09-13T00:00:00"),
    ],
)
def test_times_as_platforms_write_them(value: object, told: str) -> None:
    """Every way of writing a time gives the same moment, in UTC."""
    assert when(value) == datetime.fromisoformat(told).replace(tzinfo=UTC)


@pytest.mark.parametrize("value", [None, "", "  ", 0, 0.0])
def test_no_time_is_none(value: object) -> None:
    """Where an export has no time there is none."""
    assert when(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "yesterday", "0", "1970-01-01", -5, 5, True, [], {}, b"2020", float("inf"), float("nan"), 10**400, 10**30,
        "9" * 19, "2020-13-45", "9999-99-99", "0001-01-01", "99/99/99", float("-inf"), "١٦٠٠٠٠٠٠٠٠",
    ],
)  # fmt: skip
def test_nonsense_is_no_time(value: object) -> None:
    """What is no time is an unreadable row, and nothing hangs."""
    with pytest.raises((ValueError, TypeError, OverflowError)):
        when(value)


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.text("0123456789-:T/ ,.APMUTC+", max_size=30)))
def test_whatever_it_is_a_time_or_an_error(value: object) -> None:
    """Any text or number gives a time between 1995 and 2100, none, or an error that counts the row."""
    try:
        found = when(value)
    except _kit.UNREADABLE:
        return
    assert found is None or (found.tzinfo is UTC and 1995 <= found.year <= 2100)


# --- mended words


def damaged(text: str, times: int = 1) -> str:
    """Do what Facebook does to a text."""
    for _ in range(times):
        text = text.encode().decode("latin-1")
    return text


_WORDS = [
    "café",
    "Zoë",
    "naïve",
    "“so”",
    "it\u2019s",
    "\u2013",
    "…",
    "🌿",
    "👩‍👩‍👧",
    "日本",
    "Ångström",
    "groß",
    "plain",
    "€ 20",
    "שלום",
    "¿Qué?",
]


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("text", _WORDS)
def test_damage_is_mended(text: str, times: int) -> None:
    """Words damaged once, twice or three times come out as they were meant."""
    assert mended(damaged(text, times)) == text


@pytest.mark.parametrize("text", [*_WORDS, "", "CAFÉ»", "«CAFÉ»", "NÃO", "déjà vu", "Â", "ÿ", "4 ½"])
def test_what_was_not_damaged_stays(text: str) -> None:
    """Words that were right stay so, but for the rare ones that are also valid damage."""
    assert mended(text) == ("CAFɻ" if text == "CAFÉ»" else text)


def test_damage_among_right_words_is_mended() -> None:
    """A part that is right does not keep the other from being mended; a letter cut in two stays as it is."""
    assert mended(damaged("café für Zoë") + " 🌿") == "café für Zoë 🌿"
    assert mended(damaged("café für Zoë, naïvé") + "\xc3") == "café für Zoë, naïvé\xc3"


def test_french_quotes_survive_the_mending() -> None:
    """What was mended once is not mended again into something else."""
    assert mended(damaged("Menu: CAFÉ» ici")) == "Menu: CAFÉ» ici"


@given(
    st.lists(st.sampled_from(_WORDS) | st.text(st.characters(codec="ascii")), max_size=8), st.sampled_from([1, 2, 3])
)
def test_mending_undoes_the_damage(words: list[str], times: int) -> None:
    """Whatever was written in real words comes back, however often it was damaged."""
    text = " ".join(words)
    assert mended(damaged(text, times)) == text
    assert mended(mended(damaged(text, times))) == text


def test_mended_takes_only_words() -> None:
    """None is nothing; a number or a list is an unreadable row."""
    assert mended(None) == ""
    wrong: list[object] = [5, [], {}, b"x"]
    for value in wrong:
        with pytest.raises(TypeError):
            mended(value)


# --- rows that became activities


def fact(text: str, **more: Any) -> Activity:  # noqa: ANN401 - any field
    """Give an activity with a text."""
    return Activity(Kind.FACT, "", text=text, **more)


def read(folder: Path, *parts: Part, messages: bool = False) -> tuple[Coverage, list[Activity]]:
    """Read a folder with a reader of these parts."""
    reader = cast("ModuleType", SimpleNamespace(PLATFORM="somewhere", PARTS=parts))
    coverage = Coverage()
    with Source([folder]) as source:
        return coverage, list(activities(reader, source, coverage, messages=messages))


def test_every_row_is_counted(tmp_path: Path) -> None:
    """Rows that give something, rows left aside, rows that cannot be read: all are counted, the last by number."""

    def take(row: dict[str, list[str]], _: Member) -> Iterator[Activity]:
        for word in row["words"]:
            yield fact(word)

    rows: list[Any] = [{"words": ["a", "b"]}, {"words": []}, {}, 5, None, {"words": [7]}, {"words": ["c"]}]
    (tmp_path / "words_1.json").write_text(json.dumps(rows))
    (tmp_path / "else.json").write_text("[]")
    (tmp_path / "picture.JPG").write_bytes(b"x")
    one, other = (Part(name, rf"{name}_\d+[.]json$", json_rows("item"), take) for name in ("words", "gone"))
    coverage, found = read(tmp_path, one, other)
    count = coverage.counts[0]
    assert [(a.text, a.platform, a.member) for a in found] == [(w, "somewhere", "words_1.json") for w in "abc"]
    assert (count.expected, count.read, count.aside, count.unreadable, count.given) == (7, 2, 1, 4, 3)
    assert (count.rows, count.broken) == ([3, 4, 5, 6], "")
    assert (coverage.unknown, coverage.missing, coverage.media) == (["else.json"], ["gone"], 1)


def test_direct_messages_wait_to_be_asked_for(tmp_path: Path) -> None:
    """Private files stay closed, and messages among other rows are not given, until asked for; no name is told."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "zo_bo.json").write_text('["x"]')
    (tmp_path / "all.json").write_text('["y"]')

    def take(row: str, _: Member) -> list[Activity]:
        return [fact(row), Activity(Kind.MESSAGE, "", text=row)]

    parts = (
        Part("inbox", r"inbox/.*[.]json$", json_rows("item"), take, private=True),
        Part("all", r"all[.]json$", json_rows("item"), take),
    )
    coverage, found = read(tmp_path, *parts)
    assert [(one.kind, one.text) for one in found] == [(Kind.FACT, "y")]
    assert [count.given for count in coverage.counts] == [1]
    assert [line.split(":")[0] for line in coverage.left] == ["all", "inbox"]
    assert "zo_bo" not in " ".join(coverage.left) + repr(coverage) + repr(coverage.counts)
    assert len(read(tmp_path, *parts, messages=True)[1]) == 4


def test_made_ids_tell_apart_and_stay(tmp_path: Path) -> None:
    """An id is made of what does not change; the platform's own number is kept."""
    rows = [{"text": "a"}, {"text": "a", "title": "b"}, {"text": "a", "answers": "1"}, {"text": "a", "answers": "2"}]
    rows += [{"text": "a", "mine": cast("Any", False)}, {"text": "a", "id": "own"}]
    (tmp_path / "rows.json").write_text(json.dumps(rows))
    part = Part("rows", r"rows[.]json$", json_rows("item"), lambda row, _: [fact(**row)])
    first, second = ([one.id for one in read(tmp_path, part)[1]] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(rows)
    assert first[-1] == "own"


def test_a_file_that_breaks_off_is_said(tmp_path: Path) -> None:
    """What stands before the break is given, and the reason holds no word of the file."""
    (tmp_path / "rows.json").write_text('["Zoe", "Bo", "Dorothea')
    part = Part("rows", r"rows[.]json$", json_rows("item"), lambda row, _: [fact(row)])
    coverage, found = read(tmp_path, part)
    assert [one.text for one in found] == ["Zoe", "Bo"]
    assert coverage.counts[0].broken
    assert "Doro" not in coverage.counts[0].broken


def test_what_an_export_promises_stands_beside_what_it_has(tmp_path: Path) -> None:
    """A file with fewer rows than promised, and one that is not there, are said, and their kind is not sure."""
    for name in ("full", "short"):
        (tmp_path / f"{name}.json").write_text('["a", "b"]')
    parts = [Part(n, rf"{n}[.]json$", json_rows("item"), lambda row, _: [fact(row)]) for n in ("full", "short", "gone")]
    told = {"full.json": 2, "short.json": 5, "gone.json": 7, "none.json": 9, "empty-gone.json": 0}
    reader = cast("ModuleType", SimpleNamespace(PLATFORM="somewhere", PARTS=parts, promised=lambda _: told))
    coverage = Coverage()
    with Source([tmp_path]) as source:
        list(activities(reader, source, coverage))
    assert [(one.member, one.expected, one.promised, one.short) for one in coverage.counts] == [
        ("full.json", 2, 2, 0),
        ("short.json", 2, 5, 3),
        ("gone.json", 0, 7, 7),
    ]
    assert coverage.unsure() == {"short", "gone"}
    assert "own list" in coverage.counts[2].broken


def test_digging_gives_none_where_there_is_nothing() -> None:
    """A step that is missing, or leads into something else, gives None."""
    row = {"data": [{"comment": {"comment": "x"}}]}
    assert dig(row, "data", 0, "comment", "comment") == "x"
    assert dig(row, "data", 5, "comment") is None
    assert dig(row, "data", "comment") is None
    assert dig(None, "data", 0) is None
    assert text_of({"a": None, "b": " ", "c": " x "}, "a", "b", "c") == "x"
    assert text_of({"a": 5}, "a", "b") == ""

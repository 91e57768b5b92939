"""Lists of accounts: every shape that people have them in is read, and none is quoted in an error."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.requests import lists
from circumspect.readers.requests.accounts import from_link, from_words, platform_named


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("josie.alvarez91", {"handle": "josie.alvarez91"}),
        ("@itsme_josie", {"handle": "itsme_josie"}),
        ("@josie@social.example.org", {"handle": "josie@social.example.org"}),
        ("Josie Alvarez", {"display": "Josie Alvarez"}),
        ("Josie Alvarez (@josie91)", {"display": "Josie Alvarez", "handle": "josie91"}),
        ("José", {"display": "José"}),
        ("李小龍", {"display": "李小龍"}),
        ("josie@example.org", {"email": "josie@example.org"}),
        ("+1 512 555-0147", {"phone": "+1 512 555-0147"}),
        ("1234567890", {"account": "1234567890"}),
        ("did:plc:abc123", {"account": "did:plc:abc123"}),
        ("https://www.instagram.com/josie91/?hl=en", {"platform": "instagram", "handle": "josie91"}),
        ("instagram.com/_u/josie91", {"platform": "instagram", "handle": "josie91"}),
        ("https://m.facebook.com/profile.php?id=10001234567", {"platform": "facebook", "account": "10001234567"}),
        ("https://twitter.com/intent/user?user_id=90123", {"platform": "x", "account": "90123"}),
        ("https://x.com/josie91", {"platform": "x", "handle": "josie91"}),
        ("https://www.linkedin.com/in/josie-alvarez-1a2b/", {"platform": "linkedin", "handle": "josie-alvarez-1a2b"}),
        ("https://www.tiktok.com/@josie", {"platform": "tiktok", "handle": "josie"}),
        ("https://bsky.app/profile/josie.example.org", {"platform": "bluesky", "handle": "josie.example.org"}),
        ("https://bsky.app/profile/did:plc:abc", {"platform": "bluesky", "account": "did:plc:abc"}),
        ("https://social.example.org/@josie", {"platform": "mastodon", "handle": "josie"}),
        ("https://instagram.com/jos%C3%A9", {"platform": "instagram", "handle": "josé"}),
        ("https://notfacebook.com/josie", {"handle": "josie"}),
        ("https://[broken", {}),
    ],
)
def test_one_written_account_is_taken_apart(words: str, fields: dict[str, str]) -> None:
    """A handle, a name, an address, a number and a link to a profile are told apart."""
    assert from_words(words) == fields


@given(st.text(max_size=60))
def test_no_words_break_the_reading(words: str) -> None:
    """Whatever is pasted, the answer is fields of a request."""
    assert set(from_words(words) | from_link(words)) <= {"handle", "display", "email", "phone", "account", "platform"}
    Request(**from_words(words))  # type: ignore[arg-type]


def test_a_platform_is_known_by_its_names_and_never_kept_as_free_text() -> None:
    """Old and short names lead to one; a name that we do not know becomes `other`."""
    assert [platform_named(n) for n in ("Twitter", " IG ", "LinkedIn", "", "Josie's own")] == [
        "x", "instagram", "linkedin", "", "other",
    ]  # fmt: skip


def test_a_csv_is_read_by_its_headings() -> None:
    """Synonyms, odd case and order, quoted cells and columns of no use to us."""
    raw = (
        b"Profile URL,Display Name,User_Name,Bio,Location,E-mail,Phone,Mutual friends,Followed on,Score\r\n"
        b'https://instagram.com/jo91,"Alvarez, Josie",,"knits,\nreads",Austin,'
        b"jo@example.org,,Ana; Ben | 12,2026-11-01,7\r\n"
        b",,@tob_f,,,,+1 512 555-0101,,soon,\r\n"
    )
    first, second = lists.read(raw, direction=Direction.FOLLOWER).requests
    assert first == Request(
        handle="jo91", display="Alvarez, Josie", platform="instagram", bio="knits, reads", place="Austin",
        email="jo@example.org", mutuals=("Ana", "Ben"), direction=Direction.FOLLOWER, on=date(2026, 11, 1),
    )  # fmt: skip
    assert second == Request(handle="tob_f", phone="+1 512 555-0101", direction=Direction.FOLLOWER)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings_do_not_matter(delimiter: str, encoding: str) -> None:
    """The list reads alike however it was saved; a guess at the letters is said."""
    text = delimiter.join(["handle", "name"]) + "\n" + delimiter.join(["jos", "José Muñoz"]) + "\n"
    found = lists.read(text.encode(encoding))
    assert found.requests == (Request(handle="jos", display="José Muñoz"),)
    assert bool(found.notes) is (encoding == "cp1252")


def test_first_and_last_name_make_a_name() -> None:
    """A list with the names in two columns is read as names."""
    (found,) = lists.read(b"First Name,Last Name,Connected On\nJosie,Alvarez,2026-01-02\n", "linkedin").requests
    assert (found.display, found.platform, found.on) == ("Josie Alvarez", "linkedin", date(2026, 1, 2))


def test_json_lists_of_objects_and_of_texts_are_read() -> None:
    """Keys in any case; texts as if pasted; numbers as the platform's own; nothing of nested values."""
    rows = [
        {"userName": "jo91", "fullName": "Josie A.", "mutuals": ["Ana", 3, None], "type": "follower"},
        "Tobias Fennimore",
        {"id": 123456, "verified": True, "name": None},
        {"name": {"first": "Jo"}, "handle": "x1"},
    ]
    found = lists.read(json.dumps(rows).encode(), "twitter").requests
    assert found == (
        Request(handle="jo91", display="Josie A.", platform="x", mutuals=("Ana",), direction=Direction.FOLLOWER),
        Request(display="Tobias Fennimore", platform="x"),
        Request(account="123456", platform="x"),
        Request(handle="x1", platform="x"),
    )
    assert not found[2].named


def test_pasted_lines_are_accounts_one_each() -> None:
    """Without headings every line is an account, blank ones aside, also one that a heading's word stands in."""
    found = lists.read(b"\n@jo91\r\nTobias Fennimore\n\nname of the rose\n", "instagram").requests
    assert [(r.handle, r.display) for r in found] == [("jo91", ""), ("", "Tobias Fennimore"), ("", "name of the rose")]
    assert [r.handle for r in lists.read(b"username\njo91\n").requests] == ["jo91"]


def test_a_row_without_an_account_is_counted_and_named_by_number() -> None:
    """Nothing is dropped in silence."""
    found = lists.read(b"handle,bio\njo91,x\n,someone\n,other\n")
    assert len(found.requests) == 1
    assert found.notes == ("2 rows hold no account and were left out: 3, 4",)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"[", "not JSON from line 1"),
        (b'[{"handle": "Quillfeather"', "not JSON"),
        (b'{"Quillfeather": 1}', "no list"),
        (b"[[1], 2]", "entry 1"),
        (b"[]", "handle, name or number"),
        (b"%PDF-1.7 Quillfeather", "PDF"),
        (b"\x89PNG\r\n\x1a\nQuillfeather", "picture"),
        (b"\xff\xd8\xff\xe0Quillfeather", "picture"),
        (b"\x00\x00\x00\x18ftypheicQuillfeather", "picture"),
        (b"\xef\xbb\xbf<!DOCTYPE html><title>Quillfeather</title>", "web page"),
        (b"  <div class='Quillfeather'>", "web page"),
        (b"From: Quillfeather\nSubject: x\n\nx", "e-mail"),
        (b"BEGIN:VCARD\r\nFN:Quillfeather", "address book"),
        (b"{\\rtf1 Quillfeather", "RTF"),
        (b"\xd0\xcf\x11\xe0Quillfeather", "old Excel"),
        (b"\x1f\x8bQuillfeather", "packed"),
        (bytes(range(1, 256)) * 4, "no text"),
        (b"jo91\x00Quillfeather", "no text"),
        ("\ufeff<html>Quillfeather".encode("utf-16-le"), "web page"),
        (b"Foo;Bar\nQuillfeather;x\nJosie;y\n", "2 columns.*--column 1=handle"),
        (b"Foo\tBar\nQuillfeather\tx\n", "2 columns"),
        (b"Foo,Bar,Baz\nQuillfeather,x,y\nJosie,y,z\n", "3 columns"),
        (b"[" * 100_000, "JSON"),
        (b"PK\x03\x04\xff\xfe\x00Quillfeather", "spreadsheet"),
        (b"\xff\x00\x01Quillfeather\x00", "no text"),
        (b"\xff\xfeQ", "UTF-16"),
        (b"handle,name\n,\n", "handle, name or number"),
        (b'handle,name\njo,"Quillfeather\n' + b"x" * 140_000, "row"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_quoted(raw: bytes, says: str) -> None:
    """Each broken list has a plain answer, without a word of the list."""
    with pytest.raises(ReadError, match=says) as caught:
        lists.read(raw)
    assert "Quillfeather" not in str(caught.value)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(raw: bytes) -> None:
    """Any bytes give requests or a ReadError."""
    try:
        found = lists.read(raw)
    except ReadError:
        return
    assert found.requests
    assert all(r.named or r.account for r in found.requests)


def test_a_large_list_is_read_whole() -> None:
    """50,000 rows come out as 50,000 requests, the last as it stands; repr tells how many alone."""
    found = lists.read(b"handle,name\n" + b"".join(b"u%d,Name %d\n" % (n, n) for n in range(50_000)))
    assert len(found.requests) == 50_000
    assert found.requests[-1] == Request(handle="u49999", display="Name 49999")
    assert repr(found) == "Listing(50000 requests)"


@pytest.mark.parametrize(
    ("names", "says"),
    [(("xl/workbook.xml",), "spreadsheet"), (("word/document.xml",), "document"), (("a.csv",), "zip")],
)
def test_what_is_in_a_zip_decides_what_to_do(names: tuple[str, ...], says: str) -> None:
    """A workbook, a document and files put together are told apart."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    with pytest.raises(ReadError, match=says):
        lists.read(raw.getvalue())


@pytest.mark.parametrize(
    ("raw", "columns", "handles", "names"),
    [
        (b"Foo;Bar\njo91;Josie A.\n", {"Foo": "handle", "BAR": "name"}, ["jo91"], ["Josie A."]),
        (b"x\tjo91\tJosie A.\ny\ttob\tTobias\n", {"2": "handle", "column 3": "name"}, ["jo91", "tob"], None),
        (b"Handle,Foo\nx,jo91\n", {"2": "handle", "1": "bio"}, ["jo91"], None),
        (b'[{"Foo": "jo91", "Bar": "Josie"}]', {"foo": "handle", "bar": "full name"}, ["jo91"], ["Josie"]),
    ],
)
def test_columns_can_be_said(raw: bytes, columns: dict[str, str], handles: list[str], names: list[str] | None) -> None:
    """By heading or by number; what is said goes before what a heading says."""
    found = lists.read(raw, columns=columns).requests
    assert [r.handle for r in found] == handles
    assert names is None or [r.display for r in found] == names


def test_a_column_that_is_said_wrongly_is_refused() -> None:
    """It says what a column can be, or that there is none of that number."""
    with pytest.raises(ReadError, match="can be one of: handle"):
        lists.read(b"Foo;Bar\na;b\n", columns={"Foo": "shoe size"})
    with pytest.raises(ReadError, match="named another"):
        lists.read(b"Foo;Bar\na;b\n", columns={"7": "handle"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_without_headings_are_read_by_the_accounts_in_them(delimiter: str) -> None:
    """Two columns out of a spreadsheet, @handle and name: read, and said; a heading nobody knows is told apart."""
    rows = [["@jo91", "Josie A."], ["@tob_f", "Tobias F."]]
    for head in ([], [["Konto", "Anzeige"]]):
        found = lists.read("\n".join(delimiter.join(row) for row in [*head, *rows]).encode())
        assert [(r.handle, r.display) for r in found.requests] == [("jo91", "Josie A."), ("tob_f", "Tobias F.")]
        assert found.notes[0].startswith("no heading is known here; column 1, 2 of 2 was read")


def test_lines_above_the_headings_are_passed_over() -> None:
    """As LinkedIn writes its list of connections."""
    raw = b"Notes:\nWhen exporting, some addresses are missing\n\nFirst Name,Last Name,URL,Company\nJo,Poe,,x\n"
    found = lists.read(raw)
    assert [r.display for r in found.requests] == ["Jo Poe"]
    assert found.notes == ("2 lines above the headings were passed over",)


def test_one_known_heading_among_many_is_enough() -> None:
    """A CRM's list with one column of names is no list of lines."""
    found = lists.read(b"Created,Stage,Owner,Campaign,Full Name\n1,2,3,4,Josie Alvarez\n")
    assert [r.display for r in found.requests] == ["Josie Alvarez"]


def test_utf_16_without_a_mark_is_read() -> None:
    """As some programs save it."""
    for encoding in ("utf-16-le", "utf-16-be"):
        assert lists.read("handle,name\njo91,Josie\n".encode(encoding)).requests[0].handle == "jo91"

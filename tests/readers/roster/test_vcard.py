"""Contact cards, one bad among good ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.readers.roster import vcard
from circumspect.readers.roster._kit import RosterFileError
from circumspect.services.roster import table_from_bytes

CANARY = "Quillfeather"


def _cells(raw: bytes) -> list[dict[str, str]]:
    table = table_from_bytes(raw)
    return [dict(zip(table.headers, row, strict=True)) for row in table.rows]


def test_a_card_without_an_end_ends_where_the_next_begins() -> None:
    """Neither of the two is lost."""
    raw = b"BEGIN:VCARD\nFN:Ann Smith\nBEGIN:VCARD\nN:Poe;Cy;;;\nEND:VCARD\n"
    assert [(c["full name"], c["last name"]) for c in _cells(raw)] == [("Ann Smith", ""), ("", "Poe")]


def test_windows_letters_utf_16_and_quoted_printable() -> None:
    """Old phones' cards in their encodings give the same name."""
    card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Núñez;José\r\nEND:VCARD\r\n"
    coded = b"BEGIN:VCARD\r\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:N=FA=F1ez;Jos=E9\r\nEND:VCARD\r\n"
    for raw in (card.encode(), card.encode("cp1252"), card.encode("utf-16"), coded):
        assert [(c["first name"], c["last name"]) for c in _cells(raw)] == [("José", "Núñez")]


def test_escaped_signs_are_part_of_the_value() -> None:
    r"""`\,` and `\;` split nothing."""
    raw = b"BEGIN:VCARD\nN:Smith\\; Jones;Ann;;;\nADR:;;1 Elm St;Saint John\\, East;NB;;\nEND:VCARD\n"
    (cells,) = _cells(raw)
    assert (cells["last name"], cells["town"]) == ("Smith; Jones", "Saint John, East")


def test_pictures_and_notes_are_never_in_the_table() -> None:
    """A note, a birthday and a folded picture do not come in."""
    picture = b"\n ".join([b"A" * 70] * 600)
    raw = b"BEGIN:VCARD\nN:Smith;Ann;;;\nPHOTO;ENCODING=b:" + picture + b"\nNOTE:" + CANARY.encode() + b"\nEND:VCARD\n"
    (cells,) = _cells(raw)
    assert cells["first name"] == "Ann"
    assert CANARY not in repr(cells)
    assert "AAAA" not in repr(cells)


def test_no_person_at_all() -> None:
    """A file with no card of a person says so and quotes nothing."""
    raw = b"BEGIN:VCARD\nKIND:group\nFN:" + CANARY.encode() + b"\nEND:VCARD\n"
    with pytest.raises(RosterFileError) as caught:
        table_from_bytes(raw)
    assert "no contact card" in str(caught.value)
    assert CANARY not in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_between_two_good_cards_stop_neither(raw: bytes) -> None:
    """What stands between cards never takes a good card with it."""
    good = b"\nBEGIN:VCARD\nN:Smith;%s;;;\nEND:VCARD\n"
    table = vcard.read((good % b"Ann") + b"X-" + raw.replace(b"\n", b" ").replace(b"\r", b" ") + (good % b"Bo"))
    assert [row[2] for row in table.rows] == ["Ann", "Bo"]

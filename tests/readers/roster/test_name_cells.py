"""Names as people type them into one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.readers.roster.cells import Days, bare, emails_in, handles_in, phones_in
from circumspect.readers.roster.columns import propose
from circumspect.readers.roster.csv import read
from circumspect.readers.roster.names import people_in, people_of, unfit
from circumspect.readers.roster.standings import plain


def _shown(words: str) -> list[str]:
    return [f"{p.given}|{p.middle}|{p.family}" for p in people_in(words)]


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("Ann Smith", ["Ann||Smith"]),
        ("Smith, Ann M.", ["Ann|M.|Smith"]),
        ("Ann & Bob Smith", ["Ann||Smith", "Bob||Smith"]),
        ("Ann and Bob Smith", ["Ann||Smith", "Bob||Smith"]),
        ("Smith, Ann & Bob", ["Ann||Smith", "Bob||Smith"]),
        ("Smith, Ann & Jones, Bob", ["Ann||Smith", "Bob||Jones"]),
        ("Ann Smith + Bob Jones", ["Ann||Smith", "Bob||Jones"]),
        ("Pérez, Ana y Luis", ["Ana||Pérez", "Luis||Pérez"]),
        ("Ana y Luis Pérez", ["Ana||Pérez", "Luis||Pérez"]),
        ("José Ortega y Gasset", ["José||Ortega y Gasset"]),
        ("Dr. Ann van der Berg, PhD", ["Ann||van der Berg"]),
        ("Smith, Jr., Ann", ["Ann||Smith"]),
        ("Mr. & Mrs. Bob Smith", ["Bob||Smith"]),
        ("Yo-Yo Ma", ["Yo-Yo||Ma"]),
        ("Sandy Anderson", ["Sandy||Anderson"]),
        ("O'Brien, Sean", ["Sean||O'Brien"]),
        ("Cher", ["Cher||"]),
        ("王小明", ["王小明||"]),
        ("Nguyễn Thị Lan", ["Nguyễn|Thị|Lan"]),
    ],
)
def test_names_and_couples(words: str, people: list[str]) -> None:
    """One person or two, each with given, middle and family name."""
    assert _shown(words) == people


@pytest.mark.parametrize(
    ("words", "also", "former"),
    [
        ('Elizabeth "Beth" Carter', ("Beth",), ()),
        ("Elizabeth (Beth) Carter", ("Beth",), ()),
        ("Carter, Elizabeth (goes by Beth)", ("Beth",), ()),
        ("Mary Smith (née Jones)", (), ("Jones",)),
        ("Mary Smith, formerly Jones", (), ("Jones",)),
    ],
)
def test_names_beside_the_name(words: str, also: tuple[str, ...], former: tuple[str, ...]) -> None:
    """What someone goes by, or went by, is taken out of the name and kept beside it."""
    (person,) = people_in(words)
    assert (person.also, person.former) == (also, former)
    assert person.family in {"Carter", "Smith"}


def test_couples_in_columns() -> None:
    """`Ann & Bob` in the column of given names is two people, with one surname or two."""
    assert [p.display for p in people_of("Ann & Bob", "Smith")] == ["Ann Smith", "Bob Smith"]
    assert [p.display for p in people_of("Ann and Bob", "Smith & Jones")] == ["Ann Smith", "Bob Jones"]
    assert [p.family for p in people_of("Luz", "García y Vega")] == ["García y Vega"]


@given(st.text(max_size=60))
def test_any_words_give_people_without_an_error(words: str) -> None:
    """Whatever stands in a cell, every letter of a name that comes out stood in it."""
    for person in people_in(words):
        for part in (person.given, person.family, person.middle):
            assert set(part) <= {*words, " "}
    unfit(words)
    bare(words)
    assert plain(plain(words)) == plain(words)


def test_cells() -> None:
    """E-mails, phones with extensions, handles by link, by platform and bare."""
    assert emails_in(["Ann <ANN@Example.org>; bob@example.org, n/a"]) == ("ann@example.org", "bob@example.org")
    assert phones_in(["(512) 555-0101 x12 (cell) / 512.555.0102", "ext 9", "12345"]) == (
        "(512) 555-0101 x12", "512.555.0102",
    )  # fmt: skip
    assert handles_in("@ann.s https://www.tiktok.com/@ann_s?lang=en x:anns", "instagram") == [
        "instagram:ann.s", "tiktok:ann_s", "x:anns",
    ]  # fmt: skip
    assert bare('="00123"') == "00123"
    assert bare("N/A") == ""


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        (["3/4/2025", "3/29/2025"], "2025-03-04"),
        (["3/4/2025", "29/3/2025"], "2025-04-03"),
        (["2025-03-04"], "2025-03-04"),
        (["2025-03-04T10:00:00Z"], "2025-03-04"),
        (["March 4, 2025"], "2025-03-04"),
        (["4 de marzo de 2025"], "2025-03-04"),
        (["3/4/25 4:15 PM"], "2025-03-04"),
        (["13/13/2025"], "None"),
        (["soon"], "None"),
    ],
)
def test_days(cells: list[str], read_as: str) -> None:
    """A day in any usual form; where 3/4 is open, the other cells of the column decide."""
    days = Days(cells)
    assert str(days.read(cells[0])) == read_as


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Guardian 2 E-mail", "guardian email"),
        ("Mother's Name", "parent"),
        ("Patient #", "client id"),
        ("Email #2", "email"),
        ("FirstName", "first name"),
        ("legal_last_name", "last name"),
        ("Client: Goes By", "preferred name"),
        ("Primary Insurance Phone", "leave out"),
        ("Referring Physician Name", "leave out"),
        ("Emergency Contact Relationship", "relative relation"),
        ("Apellido(s)", "last name"),
        ("Dernière séance", "last seen"),
        ("Favourite colour", None),
    ],
)
def test_headings(header: str, field: str | None) -> None:
    """A heading means the same with signs, numbers, accents or another order of words."""
    table = read(f"Name,{header}\nAnn Smith,x\n".encode())
    found = {column.header: column.field for column in propose(table).columns}
    assert found[header] == (field if header != "Emergency Contact Relationship" else "emergency contact relation")

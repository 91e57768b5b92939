"""Where a text names somebody of the roster, seen from the roster's side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.core.linkage import Linker, Mentions
from circumspect.domain.roster import Client, PersonName, Relative, Tie
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names

PEOPLE = [
    Client("c01", PersonName("Jennifer", "Kowalski-Hughes", also=("Jenny",))),
    Client("c02", PersonName("José", "Martínez"), emails=("jose.m@example.org",), phones=("(208) 555-0142",)),
    Client("c03", PersonName("John", "Smith")),
    Client("c04", PersonName("Lan", "Nguyen", middle="Thi"), handles=("instagram:lanterns_and_ink",)),
    Client(
        "c05",
        PersonName("Elizabeth", "Carter-Ortiz"),
        household=(Relative(PersonName("William", "Carter"), Tie.PARTNER),),
    ),
    Client("c06", PersonName("Oleksandra", "Hrytsenko")),
    Client("c07", PersonName("Priya", "Raghunathan")),
    Client("c09", PersonName("小明", "王")),
    Client("c10", PersonName("André", "García")),
    Client("c11", PersonName("Will", "May")),
    Client("c08", PersonName("Jürgen", "Müller-Lüdenscheidt")),
]


@pytest.fixture(scope="module")
def roster() -> Mentions:
    """Index the invented clients of the linker's tests."""
    return Mentions(Linker(PEOPLE, load_names(SHIPPED)))


@pytest.mark.parametrize(
    ("text", "words", "certain"),
    [
        ("So proud of Jenny Kowalski today", "Jenny Kowalski", True),
        ("so proud of jenny kowalski today", "jenny kowalski", None),
        ("Dinner with John Smith, an old friend", "John Smith", False),
        ("Nguyen, Lan is on at four", "Nguyen, Lan", None),
        ("Thank you @lanterns_and_ink for the drawing", "@lanterns_and_ink", True),
        ("Write to jose.m@example.org about it", "jose.m@example.org", True),
        ("Call 208-555-0142.", "208-555-0142", True),
        ("Oleksandra made it!", "Oleksandra", False),
        ("Priya R. passed her exam", "Priya R", False),
        ("#PriyaRaghunathan did it", "PriyaRaghunathan", True),
        ("priyaraghunathan, you rock", "priyaraghunathan", False),
        ("Great session with 王小明 today.", "王小明", True),
        ("今天我见到了王小明", "王小明", True),
        ("Andre\u0301 Garci\u0301a made it", "Andre\u0301 Garci\u0301a", None),
        ("see instagram.com/lanterns_and_ink", "instagram.com/lanterns_and_ink", True),
        ("Call 208-555-0142 24/7", "208-555-0142 24", True),
        ("Lunch with Müller-Lüdenscheidt's cousin Jürgen Müller-Lüdenscheidt", "Jürgen Müller-Lüdenscheidt", True),
    ],
)
def test_clients_are_found_in_any_wording(
    roster: Mentions,
    text: str,
    words: str,
    certain: bool | None,  # noqa: FBT001 - a row of the table
) -> None:
    """Names, tags, addresses and numbers of clients are found where they stand; a common name is never certain."""
    found = {text[m.start : m.end]: m.certain for m in roster.mentions(text)}
    assert words in found
    assert certain is None or found[words] is certain


@pytest.mark.parametrize(
    "text",
    [
        "Will Carter Street be closed on Monday?",
        "Smith and John went to the lake.",
        "My colleague Maria Lopez wrote a lovely book.",
        "we will see. John, bring the smith's hammer",
        "Thanks @boise_bagels for the coffee",
        "Where there is a Will. May is mental health month.",
        "Book early: Will? May!",
        "John and\n\n\nSmith",
        "Happy Monday, friends! Booked out until May.",
        "",
    ],
)
def test_other_texts_are_left_alone(roster: Mentions, text: str) -> None:
    """Words that are half a name, strangers and plain talk name nobody."""
    assert not [m for m in roster.mentions(text) if m.certain]


@pytest.mark.parametrize("text", ["a" * 200_000, "John Smith. " * 15_000, "a." * 100_000, "1 " * 100_000])
def test_very_long_texts_are_read(roster: Mentions, text: str) -> None:
    """Texts of hundreds of thousands of characters come to an end."""
    assert len(roster.mentions(text)) in (0, 15_000)


@given(st.text(max_size=200))
def test_places_lie_in_the_text(roster: Mentions, text: str) -> None:
    """Whatever the text, mentions lie within it, in order, and do not overlap."""
    end = 0
    for found in roster.mentions(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end

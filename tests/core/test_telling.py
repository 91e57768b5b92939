"""What makes a person recognisable: kinds of details, where they stand, and when they suffice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.core import telling
from circumspect.core.reading import Reading, scan
from circumspect.domain.document import Document
from circumspect.domain.profile import Profile

if TYPE_CHECKING:
    from circumspect.core.review import Reviewer
    from circumspect.domain.finding import Trait

DAY = date(2026, 11, 22)


def _traits(text: str, reviewer: Reviewer) -> dict[str, str]:
    """Read the traits around the first words of a text: kind → its words."""
    return {trait.kind: text[trait.start : trait.end] for trait in _read(text, reviewer)}


def _read(text: str, reviewer: Reviewer) -> tuple[Trait, ...]:
    document = Document(text)
    scanned = next(scan([document], reviewer.ruleset.vocabulary, reviewer.patterns))
    reading = Reading(document, scanned, reviewer.ruleset, Profile())
    return telling.traits(reading, (0, min(5, len(reading.text)))) if reading.text else ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A client of mine, a paramedic from Boise, cried last week.",
            {"trade": "paramedic", "town": "Boise", "day": "last week"},
        ),
        (
            "He is a 34 year old and his twin brother came along on Thursday.",
            {"age": "34 year old", "family": "his twin brother", "day": "on Thursday"},
        ),
        ("The mayor's daughter sat on my couch.", {"role that few hold": "The mayor's daughter"}),
        ("She lost the baby after the car accident in March.", {"what happened": "car accident", "day": "in March"}),
    ],
)
def test_details_are_named_and_shown_in_place(text: str, expected: dict[str, str], reviewer: Reviewer) -> None:
    """Each kind stands where the text has it; what happened counts too."""
    found = _traits(text, reviewer)
    assert expected.items() <= found.items()


def test_one_detail_alone_points_to_nobody(reviewer: Reviewer) -> None:
    """A trade, or a day, fits many; a role that few hold does not."""
    assert _traits("A client told me that being a nurse is hard.", reviewer) == {}
    assert _traits("A client cried last week.", reviewer) == {}


def test_details_of_another_paragraph_do_not_count(reviewer: Reviewer) -> None:
    """Only what stands around the finding is put together."""
    assert _traits("A client cried.\n\nThe nurse from Boise called last week.", reviewer) == {}


def test_a_finding_says_it_in_a_sentence(reviewer: Reviewer) -> None:
    """The review's finding bears the traits, in text order and inside the text."""
    text = "My client is a firefighter from Boise and told me last week that he left his wife."
    findings = [f for f in reviewer.findings(Document(text), DAY) if f.rule in telling.RULES]
    assert findings
    kinds = [trait.kind for trait in findings[0].telling]
    assert {"trade", "town", "day"} <= set(kinds)
    assert [t.start for t in findings[0].telling] == sorted(t.start for t in findings[0].telling)


@given(st.text(max_size=200))
def test_any_text_gives_places_inside_it(reviewer: Reviewer, text: str) -> None:
    """Whatever comes in, traits stand inside the text, one for a kind."""
    found = _read(text, reviewer)
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert len({t.kind for t in found}) == len(found)

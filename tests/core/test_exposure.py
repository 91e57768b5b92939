"""Topics of groups and pages: found as whole words, and silent on names that only look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from circumspect.services.exposure import topics

if TYPE_CHECKING:
    from circumspect.core.exposure import Topics


@pytest.fixture(scope="module")
def shipped() -> Topics:
    """Give the topics as shipped."""
    return topics()


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("Sober Moms of the Treasure Valley", "recovery"),
        ("St. Brigid Parish Picnic", "faith"),
        ("Al-Anon Tuesday Nights", "recovery"),
        ("Widowers' Walking Group", "recovery"),
        ("Hillcrest Elementary PTA", "family"),
        ("LGBTQ+ Hikers", "love"),
        ("Buy Nothing North End", "near"),
        ("Ortega for Mayor 2027", "politics"),
        ("ADHD in Adults", "health"),
        ("𝓠𝓾𝓮𝓮𝓻 Book Club", "love"),  # noqa: RUF001 - fancy letters
    ],
)
def test_a_topic_is_found_in_a_name(shipped: Topics, name: str, topic: str) -> None:
    """What somebody who looks you up could learn is named."""
    assert topic in {one.id for one in shipped.of(name)}


@pytest.mark.parametrize(
    "name", ["Naan Lovers", "Gaylord Fishing", "Transit Riders", "Aardvark Pottery", "Churchill Fans", ""]
)
def test_words_that_only_look_alike_are_left(shipped: Topics, name: str) -> None:
    """A part of a word is not the word."""
    assert shipped.of(name) == ()


def test_the_notes_judge_nobody(shipped: Topics) -> None:
    """Notes say what others can see, and do not say what one should be."""
    assert len(shipped.topics) >= 6
    for topic in shipped.topics:
        assert topic.title
        assert not any(word in topic.note.lower() for word in ("should not", "wrong", "inappropriate", "must"))

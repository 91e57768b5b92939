"""Sentences, clauses, paragraphs, quotations: where they end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.core import segment
from circumspect.core.fold import fold

PIECES = st.lists(
    st.sampled_from(["word ", "dr. ", "e.g. ", "end. ", "what? ", "\n", "\n\n", '"', "...", "!", " ", "5.5 "]),
    max_size=40,
)


def _said(text: str) -> list[str]:
    return [text[a:b].strip() for a, b in segment.sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one. two! three?", ["one.", "two!", "three?"]),
        ("i saw dr. lee today. fine.", ["i saw dr. lee today.", "fine."]),
        ("it costs $5.50 now. ok", ["it costs $5.50 now.", "ok"]),
        ("first line\nsecond line", ["first line", "second line"]),
        ('he said "stop." then left', ['he said "stop."', "then left"]),
        ("j. r. came. she left", ["j. r. came.", "she left"]),
        ("wait... what", ["wait...", "what"]),
        ("", [""]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    """Full stops of abbreviations and numbers end no sentence; line breaks do."""
    assert _said(text) == expected


@given(PIECES)
def test_every_sign_belongs_to_one_sentence(pieces: list[str]) -> None:
    """Sentences are in order, do not overlap, and leave out white space alone."""
    text = "".join(pieces)
    spans = segment.sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())


@given(PIECES, PIECES)
def test_a_later_paragraph_moves_no_sentence_or_quotation(first: list[str], second: list[str]) -> None:
    """What is written after a blank line changes neither the sentences nor the quotations before it."""
    text = "".join(first).rstrip()
    longer = text + "\n\n" + "".join(second)
    before = [s for s in segment.sentences(text) if text[s[0] : s[1]].strip()]
    after = [s for s in segment.sentences(longer) if s[0] < len(text) and longer[s[0] : s[1]].strip()]
    assert [text[a:b].strip() for a, b in before] == [longer[a:b].strip() for a, b in after]
    assert [q for q in segment.quotations(longer) if q[1] <= len(text)] == segment.quotations(text)


def test_a_quotation_stands_between_two_marks() -> None:
    """Words are quoted between an opening and a closing mark of one paragraph."""
    text = fold("She wrote \u201cleave me a review\u201d and I laughed. \u201cNever closed").text
    assert [text[a:b] for a, b in segment.quotations(text)] == ['"leave me a review"']


def test_a_quotation_does_not_cross_paragraphs() -> None:
    """A mark left open in one paragraph quotes nothing of the next."""
    assert segment.quotations('a "b\n\nc" d') == []


def test_words_are_counted_as_people_count_them() -> None:
    """An apostrophe splits no word; signs are none."""
    assert segment.count_words("don't stop - it's ok", 0, 20) == 4


def test_a_clause_begins_after_a_turn() -> None:
    """'but' and a semicolon begin a new clause."""
    text = "i never ask, but please leave a review"
    assert text[segment.clause_start(text, 0, len(text)) :] == " please leave a review"

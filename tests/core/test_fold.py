# ruff: noqa: RUF001 - look-alike letters are what is tested
"""Folding: whatever the Unicode, the plain view maps back to the words that were typed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from circumspect.core.fold import fold

if TYPE_CHECKING:
    from circumspect.core.ruleset import Ruleset

# Everything a keyboard, a phone or a broken export can produce, lone surrogates included.
ANYTHING = st.text(
    st.one_of(
        st.characters(min_codepoint=0, max_codepoint=sys.maxunicode, exclude_categories=()),
        st.characters(categories=["Mn", "Me", "Cf", "Cs", "So"]),
        st.sampled_from("aAeiİıßøŁœcl1ent ''\u2019\u201c#＃@.-_*·\u200b\u200d\u202e\u0301🅲🇺🇸👩🏽‍⚕️\n\t\x00"),
    ),
    max_size=80,
)
VOCABULARY = frozenset(
    ["client", "clients", "review", "therapy", "suicide", "leave", "us", "a", "patient", "soon", "google", "love", "me"]
)
KNOWN_WORDS = st.lists(
    st.one_of(
        st.sampled_from(sorted(VOCABULARY)),
        st.sampled_from(
            ["cl1ent", "c l i e n t", "th3r@py", "s*icide", "#LeaveUsAReview", "#leaveusareview", "clieeent"]
        ),
        st.sampled_from(
            ["ｃｌｉｅｎｔ", "𝓬𝓵𝓲𝓮𝓷𝓽", "сlient", "cl\u200bient", "REVIEW", "r.e.v.i.e.w", "🅲🅻🅸🅴🅽🆃", "1", "e", "s", "#"]
        ),
        ANYTHING,
    ),
    max_size=12,
)
JOINTS = st.sampled_from(["", " ", "  ", ".", "\n", "-", "#"])


@given(ANYTHING)
@example("\u0130stanbul")
@example("#\u0130\u0130\u0130\u0130\u0130\u0130")
def test_folding_twice_equals_folding_once(text: str) -> None:
    """A folded text is its own folded form."""
    once = fold(text).text
    assert fold(once).text == once


@given(KNOWN_WORDS, JOINTS)
def test_folding_twice_equals_folding_once_with_known_words(words: list[str], joint: str) -> None:
    """A folded text is its own folded form when masks, hashtags and spacing are undone too."""
    once = fold(joint.join(words), VOCABULARY).text
    assert fold(once, VOCABULARY).text == once


@given(KNOWN_WORDS, JOINTS)
def test_every_folded_span_maps_into_the_original(words: list[str], joint: str) -> None:
    """Any stretch of folded text stands for a stretch of the original: in range, in order and not empty."""
    text = joint.join(words)
    folded = fold(text, VOCABULARY)
    before = 0
    for start in range(len(folded.text)):
        low, high = folded.original(start, start + 1)
        assert 0 <= low < high <= len(text)
        assert before <= low
        before = low
        whole = folded.original(0, start + 1)
        assert whole[0] <= low
        assert whole[1] <= len(text)


@given(ANYTHING)
def test_positions_lead_back_to_the_same_place(text: str) -> None:
    """A position taken from the original to the folded text never points outside, and never goes backwards."""
    folded = fold(text, VOCABULARY)
    places = [folded.position(at) for at in range(len(text) + 1)]
    assert all(0 <= place <= len(folded.text) for place in places)
    assert places == sorted(places)


QUOTED = {
    "leet": ("My cl1ent said", "client", "cl1ent"),
    "leet with signs": ("about th3r@py today", "therapy", "th3r@py"),
    "a star": ("he spoke of s*icide.", "suicide", "s*icide"),
    "spaced out": ("my c l i e n t said", "client", "c l i e n t"),
    "spaced out after a one-letter word": ("A c l i e n t told me", "client", "c l i e n t"),
    "spaced out before a one-letter word": ("c l i e n t I saw", "client", "c l i e n t"),
    "dotted": ("my c.l.i.e.n.t said", "client", "c.l.i.e.n.t"),
    "zero-width inside": ("my cl\u200bi\u200dent said", "client", "cl\u200bi\u200dent"),
    "soft hyphen inside": ("my cli\u00adent said", "client", "cli\u00adent"),
    "full width": ("my ｃｌｉｅｎｔ said", "client", "ｃｌｉｅｎｔ"),
    "mathematical letters": ("my 𝓬𝓵𝓲𝓮𝓷𝓽 said", "client", "𝓬𝓵𝓲𝓮𝓷𝓽"),
    "squared letters": ("my 🅲🅻🅸🅴🅽🆃 said", "client", "🅲🅻🅸🅴🅽🆃"),
    "Cyrillic look-alikes": ("my сliеnt said", "client", "сliеnt"),
    "Greek look-alikes": ("my clιent said", "client", "clιent"),
    "accents": ("my clïént said", "client", "clïént"),
    "loose accents": ("my cli\u0308e\u0301nt said", "client", "cli\u0308e\u0301nt"),
    "capitals": ("MY CLIENT SAID", "client", "CLIENT"),
    "letters held down": ("my clieeeent said", "client", "clieeeent"),
    "hashtag by capitals": ("so #LeaveUsAReview now", "leave us a review", "LeaveUsAReview"),
    "hashtag run together": ("so #leaveusareview now", "leave us a review", "leaveusareview"),
    "after emoji and a flag": ("👩🏽‍⚕️🇺🇸 my client said", "client", "client"),
    "after an sz that grows": ("Straße, my client said", "client", "client"),
    "after a ligature": ("the oﬃce: my client said", "client", "client"),
    "after a lone surrogate": ("\ud83d my client said", "client", "client"),
    "after an override": ("\u202eolleh\u202c my client said", "client", "client"),
    "smart quotes": ("\u201cmy client\u2019s mother\u201d", "client's", "client\u2019s"),
}


@pytest.mark.parametrize("case", QUOTED)
def test_a_span_quotes_the_words_as_they_were_typed(case: str) -> None:
    """The plain word is found, and its span quotes what stands in the original."""
    text, plain, typed = QUOTED[case]
    folded = fold(text, VOCABULARY)
    assert plain in folded.text
    at = folded.text.index(plain)
    start, end = folded.original(at, at + len(plain))
    assert text[start:end] == typed


@pytest.mark.parametrize("word", ["𝔡𝔬𝔤", "ｄｏｇ", "DÖG", "d\u200bog"])
def test_words_nobody_asked_about_are_made_plain_too(word: str) -> None:
    """Case, accents and fonts are undone in every word, not just in those of the rules."""
    assert fold(word).text == "dog"


@pytest.mark.parametrize(
    "text", ["I have 2 kids", "w0w", "a s a p", "#zyzzyva", "sooooo", "@ndy_1", "555-0142", "C*mplicated"]
)
def test_words_the_rules_do_not_know_are_not_rewritten(text: str) -> None:
    """Masks, spacing and hashtags are undone only where a word of the rules comes out."""
    assert fold(text, VOCABULARY).text == text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 16_000,
        "1a" * 8_000,
        "a1" * 8_000,
        "a " * 8_000,
        "*a" * 8_000,
        "#" + "a" * 16_000,
        "a." * 8_000,
        "é" * 16_000,
    ],
    ids=["one word", "leet", "leet again", "spaced", "stars", "hashtag", "dotted", "accents"],
)
def test_a_long_word_costs_time_in_proportion(text: str, ruleset: Ruleset) -> None:
    """A text without spaces is read in time that grows with its length, not with its square."""
    from time import process_time  # noqa: PLC0415 - the only test that looks at the clock

    fold(text[:100], ruleset.vocabulary)
    began = process_time()
    fold(text[:2_000], ruleset.vocabulary)
    eighth = process_time() - began
    began = process_time()
    fold(text, ruleset.vocabulary)
    whole = process_time() - began
    assert whole < 24 * eighth + 0.25


def test_repr_hides_the_words() -> None:
    """A folded text shows lengths, never words."""
    assert "marigold" not in repr(fold("Marigold"))

"""The engines: Hyperscan, the RE2 set and plain `re` find the same things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.core import patterns as engine
from circumspect.core.fold import fold
from circumspect.core.patterns import Part, PatternError, PatternSet, Wanted
from circumspect.core.phrases import PhraseError, compile_phrase, expression

if TYPE_CHECKING:
    from circumspect.core.ruleset import Ruleset


def _part(key: str, regex: str) -> Part:
    return Part(key, regex, expression(regex).shape)


Corpora = dict[str, tuple[dict[str, Any], ...]]


@pytest.fixture(scope="module")
def texts(ordinary: Corpora, loaded: Ruleset) -> list[str]:
    """Give 300 folded texts: ordinary ones, and ones that rules speak on."""
    rows = [row["text"] for name in sorted(ordinary) for row in ordinary[name]]
    flagged = [e.text for rule in loaded.rules for e in rule.examples]
    chosen = rows[:: max(1, len(rows) // 150)][:150] + flagged[:: max(1, len(flagged) // 150)][:150]
    return [fold(text, loaded.vocabulary).text for text in chosen]


def _fired(made: PatternSet, text: str) -> set[str]:
    found = made.scan(text)
    return {key for key in made.index.names if found.spans(key)}


def test_hyperscan_and_re2_agree(texts: list[str], patterns: PatternSet, ruleset: Ruleset) -> None:
    """A machine without Hyperscan reads exactly alike."""
    if patterns.engine != "hyperscan":
        pytest.skip("this machine has no Hyperscan")
    other = PatternSet(ruleset.index, engine="re2")
    assert other.engine == "re2"
    assert len(texts) == 300
    fired = 0
    for text in texts:
        mine = _fired(patterns, text)
        assert mine == _fired(other, text)
        fired += len(mine)
    assert fired > 1000


def test_the_scan_agrees_with_plain_expressions(texts: list[str], patterns: PatternSet) -> None:
    """Looking for needed words first loses no match: plain `re` over the same expressions fires the same keys."""
    index = patterns.index
    by_key: dict[str, list[str]] = {}
    for part, number in enumerate(index.keys):
        by_key.setdefault(index.names[number], []).append(patterns.expression(part))
    fired = {text: _fired(patterns, text) for text in texts}
    signs = dict.fromkeys(ord(c) for text in texts for c in text if not c.isascii() and c not in index.signs)
    other: dict[int, str] = dict.fromkeys(
        signs, "\u00b6"
    )  # the scan reads every sign that no rule names as one and the same
    whole = ("\n." * 12 + "\n").join(engine.stopped(text).translate(other) for text in texts)
    ever = set().union(*fired.values())
    checked = 0
    for key, expressions in sorted(by_key.items()):
        if key in ever:
            continue
        for each in expressions[:40]:
            checked += 1
            assert not any(m.end() > m.start() for m in re.finditer(each, whole, re.ASCII)), key
    assert checked > 300
    for key in sorted(ever)[::9]:
        compiled = [re.compile(expression, re.ASCII) for expression in by_key[key]]
        for text in texts[::3]:
            plain = engine.stopped(text).translate(other)
            matched = any(m.end() > m.start() for e in compiled for m in e.finditer(plain))
            assert (key in fired[text]) == matched, key


@pytest.mark.parametrize("name", ["re2", "hyperscan"])
def test_offsets_are_code_points(name: str) -> None:
    """A match after emoji and accents is given in characters, not in bytes."""
    made = PatternSet([_part("k", r"\bclient\b"), _part("s", "⭐⭐")], engine=name)
    found = made.scan("né 👩🏽 client ⭐⭐")
    text = "né 👩🏽 client ⭐⭐"
    assert [text[a:b] for a, b in found.spans("k")] == ["client"]
    assert [text[a:b] for a, b in found.spans("s")] == ["⭐⭐"]


def test_a_compiled_form_is_used_again(ruleset: Ruleset) -> None:
    """What `dump` gave reads alike when handed back."""
    first = PatternSet(ruleset.index)
    again = PatternSet(ruleset.index, first.dump())
    text = "i've been a therapist for years and my client told me today"
    assert _fired(first, text) == _fired(again, text)


@pytest.mark.parametrize("damaged", [b"", b"not a database", b"\x00" * 4096])
def test_a_damaged_compiled_form_is_made_again(damaged: bytes) -> None:
    """Bytes that are no database are left aside."""
    made = PatternSet([_part("k", r"\bclient\b")], damaged)
    assert _fired(made, "a client") == {"k"}


def test_the_longest_of_overlapping_matches_is_kept() -> None:
    """Where two ways of matching overlap, the one that says most is quoted."""
    made = PatternSet([_part("k", "a b"), _part("k", "a b c")])
    assert made.scan("x a b c y").spans("k") == [(2, 7)]


@pytest.mark.parametrize("expression", [r"(?=a)b", r"(a)\1", r"(?<!a)b", "(", "[a-"])
def test_what_cannot_run_in_linear_time_is_refused(expression: str) -> None:
    """Look-around, back-references and broken expressions are errors when a rule is loaded."""
    with pytest.raises(PatternError):
        engine.check(expression)


def test_an_expression_over_everything_stays_linear() -> None:
    """A pattern that would hang a backtracking engine answers at once."""
    engine.check(r"(a+)+$")
    made = PatternSet([_part("k", r"(a+)+$")])
    assert made.scan("a" * 20_000 + "b").spans("k") == []


def test_texts_read_together_match_as_each_alone(texts: list[str], patterns: PatternSet) -> None:
    """What a text matches does not hang on its neighbours in a batch, nor on its place there."""
    wanted = Wanted(patterns, patterns.index.names)
    for some in (texts, texts[::-1], ["", *texts[:3], "\n\n", "!!!"]):
        for text, found in zip(some, patterns.scan_all(some), strict=True):
            alone = patterns.scan(text)
            keys = set(found.candidates(wanted)) | set(alone.candidates(wanted))
            assert {key: found.spans(key) for key in keys} == {key: alone.spans(key) for key in keys}


@given(data=st.data())
def test_a_shape_never_misses_what_its_expression_finds(data: st.DataObject) -> None:
    """For any phrase and any text made of its words, following the words loses no match."""
    word = st.sampled_from(["my", "client", "clients", "s", "said", "i'm", "follow", "up", "followup", "a", "m", "dr"])
    sign = st.sampled_from([" ", " ", " ", "-", "'", ". ", "\n", "\n\n", ", ", "! ", " 😀 ", "\u2019"])
    piece = st.one_of(
        word,
        st.sampled_from(["client*", "clients?", "follow-up", "i'm", "a.m.", "dr.", "'s", "😀", "_", "...", "<who>"]),
        st.sampled_from(["(my|the client)", "(said)?", "(follow up|a ... m)?", "(<who> said|up)", "^", "$", "...2"]),
    )
    phrase = " ".join(data.draw(st.lists(piece, min_size=1, max_size=5)))
    text = "".join(data.draw(st.lists(st.one_of(word, sign), max_size=24)))
    try:
        made = compile_phrase(phrase, {"who"})
    except PhraseError:
        return
    entries = [compile_phrase(entry, ()) for entry in ("client", "my client", "dr. s", "i'm ... up")]
    parts = [Part("lexicon/who", entry.regex, entry.shape) for entry in entries]
    patterns = PatternSet([*parts, Part("k", made.regex, made.shape)], engine="re2")
    folded = fold(text).text
    expression_ = re.compile(patterns.expression(len(entries)), re.ASCII)
    plain = engine.stopped(folded).replace("😀", "\u00b6" if "😀" not in phrase else "😀")
    expected = any(m.end() > m.start() for m in expression_.finditer(plain))
    assert bool(patterns.scan(folded).spans("k")) == expected


def test_a_long_text_in_pieces_matches_as_a_short_one() -> None:
    """Phrases are found wherever a long text is cut, with stops in it and without."""
    made = [compile_phrase(p, ()) for p in ("my client ... said", "thank you! <", "dr. who") if "<" not in p]
    patterns = PatternSet([Part(f"k{i}", each.regex, each.shape) for i, each in enumerate(made)], engine="re2")
    filler = "word " * 3_999
    for between in ("", ". ", "! "):
        text = (filler + between + "my client once said it, dr. who " + between) * 5
        found = patterns.scan(text)
        assert len(found.spans("k0")) == 5
        assert len(found.spans("k1")) == 5

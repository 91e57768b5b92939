"""The engines: Hyperscan, the RE2 set and plain `re` find the same things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.core import patterns as engine
from circumspect.core.fold import fold
from circumspect.core.patterns import Part, PatternError, PatternSet
from circumspect.core.phrases import expression

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

"""Loading rules: every mistake of an author is named with file, line and what to do."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from circumspect.rulebook import cache
from circumspect.rulebook.loader import load
from circumspect.rulebook.marks import unmark
from circumspect.rulebook.problems import Problem, RulebookError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
title: A rule of this practice
duty: Do not give balloons away.
cites: ["nasw:1.06(c)"]
why: It is our house rule.
severity: advise
message: This gives balloons away.
instead: Keep the balloons.
detect:
  - phrase: ["free balloons"]
unless:
  - {guard: negated, because: Saying no is fine.}
examples:
  flag: [{text: "Come and get [[free balloons]]!"}]
  leave: [{text: "We have no free balloons.", because: It says no.}]
status: stable
"""


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give packs with one code and one guard, which load quickly."""
    root = tmp_path_factory.mktemp("few") / "packs"
    for name in ("codes/nasw.yaml", "scope/negated.yaml"):
        (root / name).parent.mkdir(parents=True)
        shutil.copy(cache.SHIPPED / name, root / name)
    return root


def _problems(few: Path, tmp_path: Path, words: str | bytes) -> list[Problem]:
    folder = tmp_path / "circumspect-packs" / "practice"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "balloons.yaml").write_bytes(words if isinstance(words, bytes) else words.encode())
    found: list[Problem] = []
    load([few, folder.parent], tolerated=found)
    return [p for p in found if "circumspect-packs" in p.file]


def test_a_practice_can_add_a_rule(few: Path, tmp_path: Path) -> None:
    """A rule file beside the profile is read with the shipped ones."""
    assert _problems(few, tmp_path, GOOD) == []


MISTAKES: dict[str, tuple[str | bytes, int, list[str]]] = {
    "an unknown key": (GOOD.replace("instead:", "insted:"), 7, ["insted", "instead"]),
    "an unknown key of a look": (GOOD.replace("- phrase:", "- frase:"), 9, ["frase", "phrase"]),
    "a missing key": (GOOD.replace("why: It is our house rule.\n", ""), 1, ["why", "missing"]),
    "a severity there is not": (GOOD.replace("severity: advise", "severity: advice"), 5, ["advice", "advise"]),
    "a surface there is not": (
        GOOD.replace("severity: advise", "severity: advise\nsurfaces: [pots]"),
        6,
        ["pots", "post"],
    ),
    "a code there is not": (GOOD.replace("nasw:1.06(c)", "nsw:1.06(c)"), 3, ["nsw", "nasw"]),
    "a section there is not": (GOOD.replace("nasw:1.06(c)", "nasw:1.06(zz)"), 3, ["1.06(zz)", "1.06"]),
    "a guard there is not": (GOOD.replace("guard: negated", "guard: negate"), 11, ["negate", "negated"]),
    "a lexicon there is not": (GOOD.replace('free balloons"]', '<balloons>"]'), 9, ["<balloons>", "packs/lexicons"]),
    "a bracket left open": (GOOD.replace('free balloons"]', '(free balloons"]'), 9, ["never closed"]),
    "an exception without a because": (GOOD.replace(", because: Saying no is fine.", ""), 11, ["because", "missing"]),
    "a key twice": (GOOD + "title: Again\n", 16, ["title", "twice"]),
    "no YAML": (GOOD.replace("message: This", "message: This: that: 'x"), 6, ["not YAML"]),
    "a look with two kinds": (
        GOOD.replace('["free balloons"]', '["free balloons"]\n    learned: {}'),
        9,
        ["exactly one"],
    ),
    "look-around": (GOOD.replace('phrase: ["free balloons"]', "pattern: '(?=a)b'"), 9, ["linear time"]),
    "a list where a text belongs": (GOOD.replace("why: It is our house rule.", "why: [a, b]"), 4, ["why"]),
    "a file that is a list": ("- a\n- b\n", 1, ["dictionary"]),
    "an empty file": ("", 1, []),
    "not UTF-8": (GOOD.encode().replace(b"balloons", b"ball\xff"), 1, ["UTF-8"]),
    "NUL": (GOOD.replace("balloons away", "ball\x00ns away"), 1, ["characters"]),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_named_with_its_line_and_what_to_do(case: str, few: Path, tmp_path: Path) -> None:
    """The author reads which file, which line, what is wrong and what would be right."""
    words, line, says = MISTAKES[case]
    found = _problems(few, tmp_path, words)
    assert found
    assert any(p.line == line and all(part in p.text for part in says) for p in found), [str(p) for p in found]


def test_a_leave_example_without_a_because_is_a_mistake(few: Path, tmp_path: Path) -> None:
    """An author says why a text is left alone."""
    assert any("because" in p.text for p in _problems(few, tmp_path, GOOD.replace(", because: It says no.", "")))


def test_two_rules_cannot_share_an_id(few: Path, tmp_path: Path) -> None:
    """A practice's file cannot replace a shipped rule by taking its name."""
    for name in ("one", "two"):
        (tmp_path / "packs" / name).mkdir(parents=True)
        (tmp_path / "packs" / name / "balloons.yaml").write_text(GOOD, encoding="utf-8")
    found: list[Problem] = []
    load([few, tmp_path / "packs"], tolerated=found)
    assert any("balloons" in p.text and "rename" in p.text for p in found)


def test_all_problems_are_raised_together(few: Path, tmp_path: Path) -> None:
    """Without a list to put them in, loading fails with every problem, a line each."""
    folder = tmp_path / "packs" / "practice"
    folder.mkdir(parents=True)
    (folder / "one.yaml").write_text(GOOD.replace("why:", "wy:"), encoding="utf-8")
    (folder / "two.yaml").write_text(GOOD.replace("advise", "loud"), encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load([few, folder.parent])
    assert "one.yaml:4: " in str(caught.value)
    assert "two.yaml:5: " in str(caught.value)


@pytest.mark.parametrize(
    ("text", "plain", "words"),
    [
        ("Come and get [[free balloons]]!", "Come and get free balloons!", ["free balloons"]),
        ("[[a]] and [[b]]", "a and b", ["a", "b"]),
        ("no marks [here]", "no marks [here]", []),
        ("👩🏽 [[two\nlines]]", "👩🏽 two\nlines", ["two\nlines"]),
    ],
)
def test_marks_are_taken_out_and_remembered(text: str, plain: str, words: list[str]) -> None:
    """[[Brackets]] leave the text as people would write it, and point at the words."""
    found, spans = unmark(text)
    assert found == plain
    assert [found[a:b] for a, b in spans] == words

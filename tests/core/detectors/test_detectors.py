# ruff: noqa: RUF001 - look-alike letters are what is tested
"""Kinds of looking, each with the smallest rulebook that shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.core.ports import LabelReading, RosterMention
from circumspect.core.review import Reviewer, load_detectors
from circumspect.domain.document import Document, Surface
from circumspect.domain.profile import Profile
from circumspect.domain.verdict import Verdict
from circumspect.rulebook.loader import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from circumspect.domain.finding import Finding

DAY = date(2026, 11, 22)
LEXICONS = """\
giving: {says: Giving., words: ["give* away", hand* out]}
balloon: {says: Balloons., words: ["balloons?", "🎈🎈🎈"]}
calm: {says: Calming words., words: [quietly]}
asked: {says: Asking words., words: ["may i", "can i have"]}
"""
RULE = """\
title: A rule
duty: Do not give balloons away.
cites: []
goes_beyond: It is made up.
why: It is a test.
severity: {severity}
message: This gives balloons away.
instead: Keep them.
detect:
{detect}
{more}
status: stable
"""


@pytest.fixture
def say(tmp_path: Path) -> Callable[..., tuple[Finding, ...]]:
    """Give a function that reads a text with one rule made of the looks given."""

    def ask(text: str, detect: str, *, more: str = "", severity: str = "block", **place: Any) -> tuple[Finding, ...]:  # noqa: ANN401
        root = tmp_path / "packs"
        for name, words in (
            ("lexicons/a.yaml", LEXICONS),
            (
                "scope/never.yaml",
                'says: It says no.\ncues:\n  - {phrase: ["never", "not"], reach: before, within: 3}\n',
            ),
            ("scope/made-up.yaml", 'says: Invented.\ncues:\n  - {phrase: ["made up"], reach: declared}\n'),
            ("own/rule.yaml", RULE.format(severity=severity, detect=f"  - {detect}", more=more)),
        ):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(words, encoding="utf-8")
        made = load([root])
        profile = place.pop("profile", Profile())
        ports = {name: place.pop(name) for name in ("roster", "classifier") if name in place}
        return Reviewer(made, profile, **ports).findings(Document(text, **place), DAY)

    return ask


TOGETHER = "together: {all_of: [giving, balloon], within: 3 words}"


def test_a_folder_of_detectors_is_walked() -> None:
    """Every file in core/detectors is a kind of looking under its own name."""
    assert set(load_detectors()) == {
        "phrase",
        "together",
        "pattern",
        "identity",
        "required",
        "roster_mention",
        "learned",
        "credential",
    }


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("We give away two red balloons.", "give away two red balloons"),
        ("Balloons! Come, we hand out", None),
        ("Balloons we hand out", "Balloons we hand out"),
        ("We give away one and two and three and four balloons.", None),
        ("We give away. Balloons are nice.", None),
        ("GIVING  AWAY 🎈🎈🎈", None),
    ],
)
def test_together_needs_all_its_lists_near_each_other(
    text: str, match: str | None, say: Callable[..., tuple[Finding, ...]]
) -> None:
    """Words of each list, in any order, in one sentence, and no further apart than said."""
    found = say(text, TOGETHER)
    assert [f.match for f in found] == ([match] if match else [])


def test_together_in_order(say: Callable[..., tuple[Finding, ...]]) -> None:
    """in_order wants the lists as listed."""
    look = "together: {all_of: [giving, balloon], within: sentence, in_order: true}"
    assert say("We give away balloons.", look)
    assert not say("Balloons we give away.", look)


def test_a_pattern_reads_folded_text(say: Callable[..., tuple[Finding, ...]]) -> None:
    """A regular expression is matched in lower case, and quotes the original."""
    found = say("Call ＢＬＮ-12 now", r"pattern: 'bln-\d+'")
    assert [f.match for f in found] == ["ＢＬＮ-12"]


def test_required_speaks_when_something_is_missing(say: Callable[..., tuple[Finding, ...]]) -> None:
    """The topic without what it asks for gives one finding without a place; with it, or too short, none."""
    look = "required: {topic: [balloon], absent: [calm], at_least: 2, min_characters: 20}"
    (found,) = say("A balloon here and a balloon there.", look)
    assert (found.start, found.end, found.match) == (None, None, None)
    assert not say("A balloon here and a balloon there, quietly.", look)
    assert not say("One balloon in a long enough text.", look)
    assert not say("balloon, balloon", look)


@pytest.mark.parametrize(
    ("when", "place", "speaks"),
    [
        ("{surfaces: [bio]}", {"surface": Surface.BIO}, True),
        ("{surfaces: [bio]}", {"surface": Surface.POST}, False),
        ("{answers: something}", {"in_reply_to": "hi"}, True),
        ("{answers: something}", {}, False),
        ("{answers: something}", {"in_reply_to": "  "}, False),
        ("{answers: nothing}", {}, True),
        ("{answers: [asked]}", {"in_reply_to": "Can I have one?"}, True),
        ("{answers: [asked]}", {"in_reply_to": "Hello"}, False),
        ("{with: [calm]}", {}, False),
        ("{without: [calm]}", {}, True),
        ("{profile: {country: [GB]}}", {"profile": Profile(country="GB")}, True),
        ("{profile: {country: [GB]}}", {}, False),
    ],
)
def test_conditions_narrow_a_look(
    when: str,
    place: dict[str, Any],
    speaks: bool,  # noqa: FBT001 - a parameter of the table above
    say: Callable[..., tuple[Finding, ...]],
) -> None:
    """A look speaks only in its place, to its question and for its profile."""
    assert bool(say("Free balloons!", f'phrase: ["free balloons"]\n    when: {when}', **place)) is speaks


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("We never give away balloons.", False),
        ("We never sleep and today in this town we give away balloons.", True),
        ("Never mind, but we give away balloons.", True),
        ("We give away balloons. Never mind.", True),
        ("We give away balloons.\n\nThis is all made up.", False),
    ],
)
def test_a_guard_reaches_as_far_as_it_says(text: str, speaks: bool, say: Callable[..., tuple[Finding, ...]]) -> None:  # noqa: FBT001
    """`before` stays in the clause and within its words; `declared` alone speaks for the whole text."""
    more = "unless:\n  - {guard: never, because: It says no.}\n  - {guard: made-up, because: It is invented.}"
    assert bool(say(text, TOGETHER, more=more)) is speaks


def test_words_in_quotation_marks_can_be_left_alone(say: Callable[..., tuple[Finding, ...]]) -> None:
    """The guard `quoted` holds where the finding stands between marks, and only there."""
    more = "unless:\n  - {guard: quoted, because: It is mentioned.}"
    assert not say("A sign said “we give away balloons” once.", TOGETHER, more=more)
    assert say("We give away balloons, he said “hello”.", TOGETHER, more=more)


class _Roster:
    """A client list that knows one name."""

    def mentions(self, text: str) -> Sequence[RosterMention]:
        """Find it."""
        at = text.find("Quill")
        return [RosterMention(at, at + 5, certain=True)] if at >= 0 else []


def test_the_roster_says_where_and_not_whom(say: Callable[..., tuple[Finding, ...]]) -> None:
    """A client is found at the words of the text, whatever was folded before them; no list, no finding."""
    text = "👩🏽‍⚕️ #WeLoveYou é Quill was here"
    (found,) = say(text, "roster_mention: {}", roster=_Roster())
    assert found.match == "Quill"
    assert "quill" not in repr(found.evidence).lower()
    assert say(text, "roster_mention: {}") == ()


class _Classifier:
    """A trained reader that is as sure as it is told."""

    name = "made-up 1"

    def __init__(self, probability: float) -> None:
        self.probability = probability

    def read(self, document: Document, *, closely: bool) -> Sequence[LabelReading]:
        """Point at the second word."""
        assert document.text
        assert not closely, "no words have found anything here"
        return [LabelReading("rule", self.probability, ((5, 8),)), LabelReading("other", 1.0, ())]

    def threshold(self, rule: str) -> tuple[float, float]:
        """Give the same bounds for every rule."""
        return (0.5, 0.75) if rule else (1, 1)


@pytest.mark.parametrize(
    ("probability", "verdict"), [(0.4, Verdict.CLEAR), (0.6, Verdict.CONSULT), (0.9, Verdict.HOLD)]
)
def test_a_trained_reader_that_is_unsure_asks_for_a_second_person(
    probability: float, verdict: Verdict, tmp_path: Path
) -> None:
    """Below its bound it is silent, between the bounds it consults, above it holds."""
    root = tmp_path / "packs" / "own"
    root.mkdir(parents=True)
    (root / "rule.yaml").write_text(RULE.format(severity="block", detect="  - learned: {}", more=""), encoding="utf-8")
    review = Reviewer(load([root.parent]), Profile(), classifier=_Classifier(probability)).review(
        Document("one, two three"), DAY
    )
    assert review.verdict is verdict
    assert [f.match for f in review.findings] == ([] if verdict is Verdict.CLEAR else ["two"])
    assert review.classifier == "made-up 1"


def test_a_finding_of_several_looks_is_one(say: Callable[..., tuple[Finding, ...]]) -> None:
    """What several ways of looking see in one sentence is one finding with all the evidence."""
    (found,) = say("We give away balloons.", f'{TOGETHER}\n  - phrase: ["away balloons"]')
    assert {e.detector for e in found.evidence} == {"together", "phrase"}


def test_two_sentences_are_two_findings(say: Callable[..., tuple[Finding, ...]]) -> None:
    """Each sentence that breaks a rule is told."""
    assert len(say("We give away balloons. They hand out balloons.", TOGETHER)) == 2


def test_findings_of_identical_sentences_have_names_of_their_own(say: Callable[..., tuple[Finding, ...]]) -> None:
    """The same sentence twice is two fingerprints, so that accepting one does not accept both."""
    found = say("We give away balloons. We give away balloons.", TOGETHER)
    assert len({f.fingerprint for f in found}) == 2


def test_a_trial_rule_is_shown_as_such(say: Callable[..., tuple[Finding, ...]], tmp_path: Path) -> None:
    """On trial, a block becomes revise and is marked."""
    say("x", TOGETHER)
    path = tmp_path / "packs" / "own" / "rule.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: stable", "status: trial"), encoding="utf-8")
    made = load([tmp_path / "packs"])
    (found,) = Reviewer(made, Profile()).findings(Document("We give away balloons."), DAY)
    assert found.trial
    assert found.severity.value == "revise"
    off = replace(made.rules[0], status=type(made.rules[0].status)("draft"))
    assert Reviewer(replace(made, rules=(off,)), Profile()).findings(Document("We give away balloons."), DAY) == ()


# --- identity, with the shipped lists ----------------------------------------------------------------------------

IDENTIFIES = {
    "a name in apposition": ("My client Marisol Vega loves this park.", "Marisol Vega"),
    "a name the other way round": ("Marisol, a client of mine, loves this park.", "Marisol"),
    "a name from far away": ("My client Oluwaseun got the job!", "Oluwaseun"),
    "initials": ("My client J.R. got the job!", "J.R"),
    "a handle": ("So proud of my client @marisol.v today!", "@marisol.v"),
    "in session": ("Great session with Marisol this morning.", "Marisol"),
    "in capitals of a name": ("my client marisol made it to day 90", "marisol"),
}


@pytest.mark.parametrize("case", IDENTIFIES)
def test_a_person_tied_to_treatment_is_found(case: str, reviewer: Reviewer) -> None:
    """Names of any origin, initials and handles are found where the text ties them to a client."""
    text, match = IDENTIFIES[case]
    found = [f.match for f in reviewer.findings(Document(text), DAY) if f.rule == "client-identifier"]
    assert match in [words.rstrip(".") for words in found if words]


@pytest.mark.parametrize(
    "text",
    [
        "Brené Brown writes about shame, and clients bring her up.",
        "Thanks to Marisol Vega, LPC, for the talk on client rights.",
        "Dr. Vega and I see clients on Fridays.",
        "Call us at 555-0100 if you are a new client.",
        "May is busy, and April was too, say many clients.",
        "Our clients come from all over Austin, TX.",
        "Imagine a client, let's call her Beth, not her real name, whom I made up.",
        "My hairdresser's client Marisol never tips.",
        "HIPAA gives every client rights.",
    ],
)
def test_nobody_in_treatment_is_nobodys_business(text: str, reviewer: Reviewer) -> None:
    """Authors, colleagues, the practice's own phone, months, towns and invented people identify no client."""
    assert [f.match for f in reviewer.findings(Document(text), DAY) if f.rule == "client-identifier"] == []

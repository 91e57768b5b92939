"""The rules themselves: they are all there, as serious as decided, and hold on their own examples."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.rule import Severity, Status
from circumspect.rulebook import cache
from circumspect.rulebook.coverage import check_coverage
from circumspect.rulebook.examples import ExampleRunner
from circumspect.rulebook.loader import NOT_RULES, load

if TYPE_CHECKING:
    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.rule import Rule
    from circumspect.rulebook.problems import Problem

DAY = date(2026, 11, 22)
FILES = sorted(p for p in cache.SHIPPED.glob("*/*.yaml") if p.parent.name not in NOT_RULES and p.name[0] not in "._")
IDS = [path.stem for path in FILES]

# Decided once, in the annotation guide (shared/annotation-guide.md).
GUIDE = {
    "client-identifier": "block",
    "client-vignette": "block",
    "relationship-disclosure": "block",
    "client-image": "block",
    "client-connection": "block",
    "dual-relationship": "block",
    "digital-session": "revise",
    "clinician-oversharing": "advise",
    "client-disparagement": "block",
    "individual-advice": "revise",
    "remote-diagnosis": "revise",
    "medication-advice": "block",
    "missing-disclaimer": "advise",
    "testimonial-solicitation": "block",
    "testimonial-use": "revise",
    "review-incentive": "block",
    "uninvited-solicitation": "block",
    "outcome-guarantee": "revise",
    "unverifiable-superlative": "revise",
    "credential-misstatement": "block",
    "product-promotion": "revise",
    "undisclosed-endorsement": "revise",
    "undue-influence": "revise",
    "unsafe-suicide-content": "block",
    "missing-crisis-resource": "advise",
    "stigmatizing-language": "revise",
    "discriminatory-content": "block",
    "colleague-disparagement": "advise",
    "client-lookup": "revise",
    "personal-exposure": "advise",
    "affiliation-exposure": "advise",
}
# We advise; we never vouch. A promise made by others may be named ("guarantees nothing"), not made.
_CLAIMS = re.compile(r"\b(?:compliant|compliance|guaranteed?|safe|safely|legal|legally|lawful)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:no|not|nobody|cannot|can't|never|promised?|promises?|implies|claims?|says?|asks?)\b[^.]*$"
    r"|\b(?:a|the|any|result|outcome)s? (?:guarantee|guaranteed)|\bsafe (?:messaging|reporting)"
    r"|\blegal (?:advice|name|duty)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def runner(loaded: Ruleset) -> ExampleRunner:
    """Give the runner of examples."""
    return ExampleRunner(loaded, DAY)


def _rule(loaded: Ruleset, name: str) -> Rule:
    try:
        return loaded.rule(name)
    except KeyError:
        pytest.fail(f"there is no rule {name!r}")


@pytest.mark.parametrize("name", IDS)
def test_a_rule_holds_on_its_own_examples(name: str, loaded: Ruleset, runner: ExampleRunner) -> None:
    """It speaks on every `flag`, at the words marked, and is silent on every `leave` and `missed`."""
    rule = _rule(loaded, name)
    assert rule.examples
    assert [f"line {failure.line}: {failure.text}" for failure in runner.run([rule])] == []


@pytest.mark.parametrize("name", IDS)
def test_a_rule_brings_enough_examples(name: str, loaded: Ruleset) -> None:
    """Each rule shows at least 8 texts it flags, 8 it leaves and 2 it misses, all different."""
    examples = _rule(loaded, name).examples
    texts = {kind: {(e.text, e.surface, e.account, e.in_reply_to, str(e.profile)) for e in examples if e.kind == kind}
             for kind in ("flag", "leave", "missed")}  # fmt: skip
    assert {kind: len(found) for kind, found in texts.items() if len(found) < (2 if kind == "missed" else 8)} == {}


@pytest.mark.parametrize(("name", "severity"), GUIDE.items())
def test_every_rule_of_the_annotation_guide_is_there(name: str, severity: str, loaded: Ruleset) -> None:
    """Each duty of the guide is a rule with the severity decided there, and it is not switched off."""
    rule = _rule(loaded, name)
    assert rule.severity is Severity(severity)
    assert rule.status in (Status.STABLE, Status.TRIAL)


def test_the_guide_has_31_rules() -> None:
    """No duty was lost from this list."""
    assert len(GUIDE) == 31


@pytest.mark.parametrize("name", IDS)
def test_a_rule_makes_no_claim_of_its_own(name: str, loaded: Ruleset) -> None:
    """What we say never calls anything compliant, guaranteed, safe or legal."""
    rule = _rule(loaded, name)
    for words in (rule.message, rule.why, rule.instead, rule.title, rule.duty):
        claims = [m for m in _CLAIMS.finditer(words) if not _OF_OTHERS.search(words[: m.end()])]
        assert claims == [], words
    for edit in rule.suggest:
        assert _CLAIMS.search(edit.text) is None, edit.text


@pytest.mark.parametrize("name", IDS)
def test_a_rule_speaks_to_the_clinician(name: str, loaded: Ruleset) -> None:
    """Message, reason and way out are sentences, and say different things."""
    rule = _rule(loaded, name)
    said = [rule.duty, rule.why, rule.message, rule.instead]
    assert len({words.lower() for words in said}) == 4
    assert all(words[0].isupper() and words.rstrip(' ")').endswith((".", "?")) for words in said)


@pytest.mark.parametrize("name", IDS)
def test_a_rule_cites_someone_or_says_why_not(name: str, loaded: Ruleset) -> None:
    """A duty that no code names says where it goes beyond the codes."""
    rule = _rule(loaded, name)
    assert rule.cites or rule.goes_beyond


def test_the_packs_load_without_a_problem() -> None:
    """Every file of the packs is read; each problem would name its file and line."""
    problems: list[Problem] = []
    load(tolerated=problems)
    assert [str(problem) for problem in problems] == []


def test_every_section_of_every_code_is_accounted_for(loaded: Ruleset) -> None:
    """Coverage says for each section: covered by which rule, planned, or not ours and why."""
    assert [str(problem) for problem in check_coverage(loaded, [cache.SHIPPED])] == []


def _related(one: str, other: str) -> bool:
    """Say whether two references are the same section, or one stands inside the other."""
    low, high = sorted((one, other), key=len)
    return one == other or high.startswith((f"{low}(", f"{low}."))


def test_what_coverage_calls_covered_is_cited(loaded: Ruleset) -> None:
    """A rule cites the sections that coverage says it covers, or the section above or below it."""
    from circumspect.rulebook.coverage import read_coverage  # noqa: PLC0415 - beside its only use

    cites = {rule.id: set(rule.cites) for rule in loaded.rules}
    wrong = [
        f"{code}:{section} by {rule}"
        for code, coverage in read_coverage([cache.SHIPPED]).items()
        for section, entry in coverage.sections.items()
        if entry.state == "covered"
        and not any(_related(f"{code}:{section}", cite) for rule in entry.by for cite in cites.get(rule, set()))
        for rule in [", ".join(entry.by)]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        "nasw",
        "ts",
        "apa",
        "aca",
        "aamft",
        "nbcc",
        "hipaa",
        "part2",
        "ftc",
        "us-tx",
        "us-ca",
        "us-fl",
        "us-md",
        "us-ny",
        "ca-on",
    ],
)
def test_every_code_of_the_brief_is_on_record(code: str, loaded: Ruleset) -> None:
    """Each code has sections, editions with dates that do not overlap, and an official address."""
    found = loaded.codes[code]
    assert found.sections
    assert found.address.startswith("https://")
    days = sorted((e.start, e.until or date.max) for e in found.editions)
    assert all(a[1] < b[0] for a, b in pairwise(days))


def test_a_section_is_paraphrased(loaded: Ruleset) -> None:
    """Sections are short: we say what they ask in our own words and do not reproduce them."""
    long = [f"{code.code}:{s.id}" for code in loaded.codes.values() for s in code.sections if len(s.says) > 600]
    assert long == []

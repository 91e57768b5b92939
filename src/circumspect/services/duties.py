"""What the rules and codes say, to be read by people; and one rule tried on a sentence. Open it to change either."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from circumspect.core.cite import applies, edition_on
from circumspect.core.judge import severity_for
from circumspect.core.review import Reviewer
from circumspect.domain.document import Account, Surface
from circumspect.domain.rule import Conditions, Status
from circumspect.rulebook.coverage import read_coverage
from circumspect.rulebook.loader import examples_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.document import Document
    from circumspect.domain.ethics_code import Edition, EthicsCode, Section
    from circumspect.domain.finding import Finding
    from circumspect.domain.rule import Example, Exemption, Look, Rule
    from circumspect.rulebook.schema import CoverageEntry, CoverageFile
    from circumspect.services.container import Desk

# An exception that no profile meets.
_NEVER = {"profession": ()}


class Silence(StrEnum):
    """Why a rule says nothing of a sentence."""

    OFF = "off"  # the rule does not apply to this profile
    PLACE = "place"  # it does not look there
    EXCEPTION = "exception"  # an exception takes the finding away
    DOUBTED = "doubted"  # the trained reader, who reads whole sentences, sees nothing of it
    UNSEEN = "unseen"  # there is nothing in it that the rule looks for


@dataclass(frozen=True, slots=True)
class Tried:
    """One rule on one sentence: what it sees, or why it is silent; `because`: the exceptions' own words."""

    findings: tuple[Finding, ...]
    silence: Silence | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A section that a rule cites; `edition`: the one in force on a day, None where it was not."""

    code: EthicsCode
    section: Section
    edition: Edition | None
    binds: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """A section of a code, what we do about it, and whether it stood in the edition of a day."""

    section: Section
    in_force: bool
    cover: CoverageEntry | None
    rules: tuple[Rule, ...]


def examples(desk: Desk, rule: Rule) -> tuple[Example, ...]:
    """Give a rule's own examples. Raises RulebookError."""
    return _examples(rule.id, rule.pack, desk.home.packs, desk.ruleset.version)


@lru_cache(maxsize=256)
def _examples(rule: str, pack: str, packs: tuple[Path, ...], _version: str) -> tuple[Example, ...]:
    return examples_of(rule, pack, packs)


@lru_cache(maxsize=2)
def _coverage(packs: tuple[Path, ...], _version: str) -> dict[str, CoverageFile]:
    return read_coverage(packs)


def cited(desk: Desk, rule: Rule, day: date) -> list[Cited]:
    """Give the sections that a rule cites: those that bind this profile on a day first."""
    found = []
    for reference in rule.cites:
        name, number = reference.split(":", 1)
        code = desk.ruleset.codes[name]
        section = next(one for one in code.sections if one.id == number)
        edition = edition_on(code, day)
        stood = edition if edition is not None and edition.id in section.editions else None
        ours = not section.professions or desk.profile.profession in section.professions
        found.append(Cited(code, section, stood, stood is not None and ours and applies(code, desk.profile)))
    return sorted(found, key=lambda one: not one.binds)


def sections(desk: Desk, code: EthicsCode, day: date) -> list[Duty]:
    """Give every section of a code with what we do about it. Raises RulebookError."""
    cover = _coverage(desk.home.packs, desk.ruleset.version).get(code.code)
    edition = edition_on(code, day)
    citing: dict[str, list[Rule]] = {}
    for rule in desk.ruleset.rules:
        for reference in rule.cites:
            citing.setdefault(reference, []).append(rule)
    made = []
    for section in code.sections:
        entry = cover.sections.get(section.id) if cover else None
        named = [rule for rule in desk.ruleset.rules if entry is not None and rule.id in entry.by]
        rules = {rule.id: rule for rule in (*named, *citing.get(f"{code.code}:{section.id}", ()))}
        made.append(Duty(section, edition is not None and edition.id in section.editions, entry, tuple(rules.values())))
    return made


def found(ruleset: Ruleset, words: str) -> tuple[list[Rule], list[tuple[EthicsCode, Section]]]:
    """Give the rules and sections in which every word stands, in any case."""
    asked = words.casefold().split()
    rules = [
        rule
        for rule in ruleset.rules
        if _holds(asked, (rule.id, rule.title, rule.duty, rule.why, rule.message, rule.instead, *rule.cites))
    ]
    there = [
        (code, section)
        for code in sorted(ruleset.codes.values(), key=lambda one: one.code)
        for section in code.sections
        if _holds(asked, (code.short, code.title, f"{code.code}:{section.id}", section.heading, section.says))
    ]
    return rules, there


def _holds(asked: Sequence[str], places: Sequence[str]) -> bool:
    text = "\n".join(places).casefold()
    return all(word in text for word in asked)


def tried(desk: Desk, rule: Rule, document: Document, day: date) -> Tried:
    """Read a sentence with one rule alone, and say why it is silent where it is. Raises ClassifierError."""

    def sees(one: Rule, *, by_words: bool = False) -> tuple[Finding, ...]:
        reviewer = Reviewer(
            replace(desk.ruleset, rules=(one,)),
            desk.profile,
            roster=desk.roster,
            classifier=None if by_words else desk.classifier,
            patterns=desk.reviewer.patterns,
        )
        return reviewer.findings(document, day)

    if severity_for(rule, desk.profile) is None:
        return Tried((), Silence.OFF)
    if findings := sees(rule):
        return Tried(findings)
    if sees(rule, by_words=True):
        return Tried((), Silence.DOUBTED)
    anywhere = _anywhere(rule)
    if sees(anywhere, by_words=True):
        return Tried((), Silence.PLACE)
    if not sees(_excepting(anywhere, None), by_words=True):
        return Tried((), Silence.UNSEEN)
    reasons = [one for one in _exceptions(rule) if not sees(_excepting(anywhere, one), by_words=True)]
    return Tried((), Silence.EXCEPTION, tuple(dict.fromkeys(one.because for one in reasons)))


def _exceptions(rule: Rule) -> list[Exemption]:
    return [*rule.unless, *(one for look in rule.detect for one in look.unless)]


def _anywhere(rule: Rule) -> Rule:
    """Give a rule that looks in every place. Its looks keep their order, by which their expressions are known."""

    def freed(when: Conditions) -> Conditions:
        return replace(when, surfaces=(), accounts=())

    looks = tuple(replace(look, when=freed(look.when)) for look in rule.detect)
    return replace(rule, surfaces=(), accounts=(), detect=looks)


def _excepting(rule: Rule, only: Exemption | None) -> Rule:
    """Give a rule with one of its exceptions alone, or with none; the others stay in their place and never apply."""

    def silenced(unless: tuple[Exemption, ...]) -> tuple[Exemption, ...]:
        return tuple(one if one is only else replace(one, profile=_NEVER) for one in unless)

    def look(one: Look) -> Look:
        return replace(one, unless=silenced(one.unless))

    return replace(rule, unless=silenced(rule.unless), detect=tuple(map(look, rule.detect)))


def places(rule: Rule) -> tuple[tuple[Surface, ...], tuple[Account, ...]]:
    """Give the surfaces and accounts on which a rule looks."""
    return rule.surfaces or tuple(Surface), rule.accounts or tuple(Account)


def shown(ruleset: Ruleset) -> list[Rule]:
    """Give the rules that are in use or on trial, by pack and title."""
    known = [rule for rule in ruleset.rules if rule.status not in (Status.DRAFT, Status.RETIRED)]
    return sorted(known, key=lambda rule: (rule.pack, rule.title))

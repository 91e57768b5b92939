"""Who is cited: the sections that bind this clinician, in the edition of the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from circumspect.core.cite import applies, cite, edition_on
from circumspect.domain.profile import Licence, Profile

if TYPE_CHECKING:
    from circumspect.core.ruleset import Ruleset


@pytest.mark.parametrize(
    ("day", "edition"), [(date(2019, 5, 1), "2018"), (date(2023, 5, 1), "2021"), (date(2026, 11, 22), "2021")]
)
def test_the_edition_of_the_day_is_cited(day: date, edition: str, ruleset: Ruleset) -> None:
    """A post of 2019 is read under the code of 2018, a post of 2023 under that of 2021."""
    (found,) = cite(["nasw:1.07(a)"], ruleset.codes, Profile(), day)
    assert found.edition == edition
    known = edition_on(ruleset.codes["nasw"], day)
    assert known is not None
    assert known.id == edition


def test_a_code_binds_by_profession_association_place_or_fact(ruleset: Ruleset) -> None:
    """Each fact of a profile is enough, and without any of them a code does not bind."""
    codes = ruleset.codes
    nobody = Profile(profession="psychology", associations=(), hipaa_covered=False, country="NZ")
    assert not applies(codes["nasw"], nobody)
    assert not applies(codes["hipaa"], nobody)
    assert not applies(codes["us-tx"], nobody)
    assert applies(codes["nasw"], Profile(profession="psychology", associations=("nasw",)))
    assert applies(codes["hipaa"], Profile(hipaa_covered=True))
    assert applies(codes["us-tx"], Profile(licences=(Licence("US-TX", "LMSW"),)))
    assert applies(codes["part2"], Profile(part2_program=True))
    assert not applies(codes["part2"], Profile())


def test_the_surest_citation_comes_first(ruleset: Ruleset) -> None:
    """Verified sections stand before secondary ones, and those before unverified ones."""
    everything = [f"{c.code}:{s.id}" for c in ruleset.codes.values() for s in c.sections]
    everyone = Profile(
        associations=("nasw", "apa", "aca", "aamft", "nbcc", "camft"),
        licences=tuple(Licence(place, "x") for place in ("US-TX", "US-CA", "US-FL", "US-MD", "CA-ON")),
        part2_program=True,
    )
    found = cite(everything, ruleset.codes, everyone, date(2026, 11, 22))
    order = ["verified", "secondary", "unverified"]
    ranks = [order.index(c.confidence.value) for c in found]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


def test_a_section_for_some_professions_binds_only_those(ruleset: Ruleset) -> None:
    """A law that speaks to one profession is not cited to another."""
    narrowed = [(c, s) for c in ruleset.codes.values() for s in c.sections if s.professions]
    assert narrowed
    for code, section in narrowed:
        place = code.applies_when.jurisdictions[:1] or ("US-TX",)
        for profession, bound in ((section.professions[0], True), ("nobody", False)):
            profile = Profile(profession=profession, licences=(Licence(place[0], "x"),))
            found = cite([f"{code.code}:{section.id}"], ruleset.codes, profile, date(2026, 11, 22))
            assert bool(found) is bound, f"{code.code}:{section.id}"

"""What follows from a match: by how someone stands to the practice, under this profile, on this day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.document import Document, Surface
from circumspect.domain.profile import OnlineAccount, Practice, Profile
from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.domain.screening import Agreement, Candidate, Direction, Outcome, Request, Screening
from circumspect.services import screen
from circumspect.services.screen import Relation

if TYPE_CHECKING:
    from circumspect.core.review import Reviewer
    from circumspect.core.ruleset import Ruleset

TODAY = date(2026, 11, 22)
YEARS = Profile(former_clients="years", former_client_years=2)


def _candidate(standing: Standing, ended: date | None = None, tie: Tie | None = None) -> Candidate:
    return Candidate("c-1", standing, ended, tie, 12.0, 0.99, (Agreement("family", "same surname", 9.0),))


def _screening(
    *candidates: Candidate, outcome: Outcome = Outcome.CLIENT, direction: Direction = Direction.REQUEST,
    platform: str = "instagram",
) -> Screening:  # fmt: skip
    return Screening(Request(handle="jo91", platform=platform, direction=direction), outcome, candidates)


def _answer(ruleset: Ruleset, screening: Screening, profile: Profile | None = None) -> screen.Answer:
    (answer,) = screen.answers([screening], profile or Profile(), TODAY, ruleset.codes)
    return answer


@pytest.mark.parametrize(
    ("ended", "day", "inside"),
    [
        (date(2024, 11, 22), date(2026, 11, 21), True),
        (date(2024, 11, 22), date(2026, 11, 22), True),
        (date(2024, 11, 22), date(2026, 11, 23), False),
        (date(2024, 2, 29), date(2026, 2, 28), True),
        (date(2024, 2, 29), date(2026, 3, 1), True),
        (date(2024, 2, 29), date(2026, 3, 2), False),
        (date(2027, 1, 1), date(2026, 11, 22), True),
        (None, date(2026, 11, 22), True),
    ],
)
def test_the_years_for_former_clients_end_on_a_day(ended: date | None, day: date, inside: bool) -> None:  # noqa: FBT001
    """Two years run through the same day two years on; 29 February runs to 1 March; no date counts as inside."""
    relation = screen.relation_of(_candidate(Standing.FORMER, ended), YEARS, day)
    assert relation is (Relation.WITHIN if inside else Relation.AFTER)


@pytest.mark.parametrize(("years", "expected"), [(0, Relation.AFTER), (1, Relation.AFTER), (5, Relation.WITHIN),
                                                 (10_000, Relation.WITHIN)])  # fmt: skip
def test_the_years_are_those_of_the_profile(years: int, expected: Relation) -> None:
    """Another number of years gives another answer for the same client."""
    profile = Profile(former_clients="years", former_client_years=years)
    assert screen.relation_of(_candidate(Standing.FORMER, date(2023, 5, 10)), profile, TODAY) is expected


@pytest.mark.parametrize(
    ("policy", "expected"), [("never", Relation.WITHIN), ("case", Relation.CASE), ("years", Relation.AFTER)]
)
def test_a_house_policy_decides_on_former_clients(policy: str, expected: Relation) -> None:
    """`never`: as clients for good; `case`: case by case; `years`: by date."""
    profile = Profile(former_clients=policy)
    assert screen.relation_of(_candidate(Standing.FORMER, date(2010, 1, 1)), profile, TODAY) is expected


def test_everyone_else_stands_as_the_roster_says() -> None:
    """Active, asked for treatment, waiting, of a household: each its own relation; past the years it stays past."""
    for candidate, expected in [
        (_candidate(Standing.ACTIVE), Relation.CURRENT),
        (_candidate(Standing.PROSPECTIVE), Relation.PROSPECTIVE),
        (_candidate(Standing.WAITLIST), Relation.PROSPECTIVE),
        (_candidate(Standing.ACTIVE, tie=Tie.GUARDIAN), Relation.HOUSEHOLD),
        (_candidate(Standing.FORMER, date(2020, 1, 1), Tie.PARTNER), Relation.AFTER),
        (_candidate(Standing.DECEASED), Relation.DECEASED),
        (_candidate(Standing.DECEASED, date(2010, 1, 1)), Relation.DECEASED),
        (_candidate(Standing.DECEASED, tie=Tie.CHILD), Relation.HOUSEHOLD),
    ]:
        assert screen.relation_of(candidate, YEARS, TODAY) is expected


def test_among_several_candidates_the_strictest_counts(ruleset: Ruleset) -> None:
    """An account that may be a client or the client's brother is answered as the client's."""
    both = _screening(_candidate(Standing.ACTIVE, tie=Tie.SIBLING), _candidate(Standing.ACTIVE))
    assert _answer(ruleset, both).relation is Relation.CURRENT


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("direction", Direction)
def test_every_relation_has_duty_steps_and_wording(ruleset: Ruleset, relation: Relation, direction: Direction) -> None:
    """Nothing is left empty, whoever it is and however the account stands to yours; nothing says to accept."""
    candidate, profile = {
        Relation.CURRENT: (_candidate(Standing.ACTIVE), Profile()),
        Relation.PROSPECTIVE: (_candidate(Standing.WAITLIST), Profile()),
        Relation.WITHIN: (_candidate(Standing.FORMER), Profile()),
        Relation.CASE: (_candidate(Standing.FORMER), Profile(former_clients="case")),
        Relation.HOUSEHOLD: (_candidate(Standing.ACTIVE, tie=Tie.PARENT), Profile()),
        Relation.AFTER: (_candidate(Standing.FORMER, date(2020, 1, 1)), YEARS),
        Relation.DECEASED: (_candidate(Standing.DECEASED), YEARS),
    }[relation]
    answer = _answer(ruleset, _screening(candidate, direction=direction), profile)
    assert answer.relation is relation
    assert all([answer.title, answer.duty, answer.do, answer.when, answer.words, answer.reply, answer.overlap])
    assert bool(answer.citations) is (relation is not Relation.DECEASED)  # none of our codes' sections speaks of them
    assert not any(step.lower().startswith("accept") for step in answer.do)
    if direction is Direction.REQUEST and relation is not Relation.AFTER:
        assert answer.do[0] == "Do not accept."


def test_what_is_cited_is_in_force_and_binds_this_profile(ruleset: Ruleset) -> None:
    """A psychologist sees no NASW section; before 2018 the edition of 2021 is not cited; how sure we are is kept."""
    shown = _screening(_candidate(Standing.ACTIVE))
    social = _answer(ruleset, shown).citations
    assert [(c.code, c.section, c.confidence.value) for c in social][0] == ("nasw", "1.06(h)", "verified")  # noqa: RUF015
    psychologist = Profile(profession="psychology", associations=("apa",))
    assert {c.code for c in _answer(ruleset, shown, psychologist).citations} == {"apa"}
    (old,) = screen.answers([shown], Profile(), date(2020, 5, 1), ruleset.codes)
    assert {c.edition for c in old.citations if c.code == "nasw"} == {"2018"}


def test_a_possible_match_is_checked_without_asking_the_account(ruleset: Ruleset) -> None:
    """For a possible match the first step is to find out, and never online."""
    first = _answer(ruleset, _screening(_candidate(Standing.ACTIVE), outcome=Outcome.POSSIBLE)).do[0]
    assert "do not search" in first


def test_what_was_not_found_or_not_decided_has_no_advice(ruleset: Ruleset) -> None:
    """No duty is spoken of where nobody was recognised."""
    for outcome in (Outcome.NOT_FOUND, Outcome.UNDECIDABLE):
        answer = _answer(ruleset, _screening(outcome=outcome))
        assert not answer.found
        assert (answer.relation, answer.do, answer.duty) == (None, (), "")


def test_numbers_alone_are_never_reported_as_nobody(ruleset: Ruleset) -> None:
    """A list of numbers says how many cannot be decided, and how to go on; the roster's gaps are named."""
    client = Client("c-1", PersonName("Josephine", "Quillfeather"))
    found = screen.screen(
        [Request(account="123456", platform="x"), Request(account="did:plc:a", platform="bluesky")],
        [client], Profile(), TODAY, ruleset.codes,
    )  # fmt: skip
    assert [a.screening.outcome for a in found] == [Outcome.UNDECIDABLE] * 2
    numbers = next(note for note in screen.remarks(found, [client]) if "cannot be decided" in note)
    assert numbers.startswith("2 of 2 accounts")
    assert "Bluesky and X" in numbers
    assert any("former" in note for note in screen.remarks(found, [client]))
    assert any("roster import" in note for note in screen.remarks(found, []))


def test_a_follower_of_a_business_page_is_not_followed_back(ruleset: Ruleset) -> None:
    """Where all of your accounts there are business pages, following them is open to all; following back is not."""
    follower = _screening(_candidate(Standing.ACTIVE), direction=Direction.FOLLOWER)
    business = Profile(accounts=(OnlineAccount("instagram", "practice"),))
    personal = Profile(accounts=(OnlineAccount("instagram", "me", "personal"),))
    assert any("open to all" in note for note in _answer(ruleset, follower, business).notes)
    assert not any("open to all" in note for note in _answer(ruleset, follower, personal).notes)
    assert any("not follow back" in step for step in _answer(ruleset, follower, personal).do)


def test_a_missing_end_date_is_said_where_it_matters(ruleset: Ruleset) -> None:
    """Under `years` a former client without an end date counts as inside, and the answer says why."""
    former = _screening(_candidate(Standing.FORMER))
    assert any("end date" in note for note in _answer(ruleset, former, YEARS).notes)
    assert not any("end date" in note for note in _answer(ruleset, former).notes)


def test_the_real_linker_finds_client_household_and_stranger(ruleset: Ruleset) -> None:
    """With the roster of a made-up practice, a nickname, a partner and a club are told apart."""
    clients = [
        Client("c-1", PersonName("Josephine", "Alvarez-Quill", also=("Josie",))),
        Client("c-2", PersonName("Tobias", "Fennimore"), household=(
            Relative(PersonName("Marta", "Fennimore"), Tie.PARTNER),
        )),
    ]  # fmt: skip
    found = screen.screen(
        [
            Request(handle="josiealvarez91", display="Josie A."), Request(display="Marta Fennimore"),
            Request(display="The Hiking Club"),
        ],
        clients, Profile(), TODAY, ruleset.codes,
    )  # fmt: skip
    assert [a.relation for a in found] == [Relation.CURRENT, Relation.HOUSEHOLD, None]
    assert "Quill" not in repr(found)


def test_the_wording_offered_passes_our_own_reading(ruleset: Ruleset, reviewer: Reviewer) -> None:
    """The reply that we suggest is clear as a direct message; every reference in the file is on record."""
    wording = screen._wording()
    reply = _answer(
        ruleset, _screening(_candidate(Standing.ACTIVE)), Profile(practice=Practice(phone="555-0100"))
    ).reply
    assert "555-0100" in reply
    for surface in ("dm", "reply"):
        assert reviewer.review(Document(reply, Surface(surface)), TODAY).findings == ()
    for about in [*wording["relations"].values(), wording["small_community"]]:
        for reference in about["cites"]:
            code, section = reference.split(":", 1)
            assert section in {s.id for s in ruleset.codes[code].sections}
    assert not {"client", "patient", "treatment", "therapy", "session"} & set(wording["reply"]["words"].lower().split())

"""What screening says: whoever it may be and however the account stands, it is true, calm and gives nobody away."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from circumspect.core.linkage import Linker
from circumspect.domain.profile import HOUSE, OnlineAccount, Practice, Profile
from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.domain.screening import Agreement, Candidate, Direction, Outcome, Request, Screening
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names
from circumspect.services import screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.core.ruleset import Ruleset

TODAY = date(2026, 11, 22)
STANDINGS = {
    "active": (Standing.ACTIVE, None),
    "former, last year": (Standing.FORMER, date(2025, 11, 1)),
    "former, long ago": (Standing.FORMER, date(2015, 1, 1)),
    "former, no date": (Standing.FORMER, None),
    "prospective": (Standing.PROSPECTIVE, None),
    "waitlist": (Standing.WAITLIST, None),
    "deceased": (Standing.DECEASED, None),
}
MOST_WORDS = 60
# What is so only of a request, of a current client, of who has been, is not yet, or is still in treatment.
SESSION = re.compile(r"\bsessions?\b|\bthis hour\b", re.IGNORECASE)
ENDED = re.compile(r"\b(has|have|had) ended\b|\bhave worked with\b|\bcome back\b|\bformer client\b", re.IGNORECASE)
COMES_BACK = re.compile(r"\bcomes? back\b|\byour client asks\b|\bask (them|your client)\b", re.IGNORECASE)
TO_COME = re.compile(r"\bshould treatment begin\b|\bonce treatment has begun\b|\bmay work with\b", re.IGNORECASE)
YOURS = re.compile(r"\byours?\b|\byou\b", re.IGNORECASE)
# To write, answer or speak to the person over the platform; each must stand behind a "not".
REACH_OUT = re.compile(
    r"\b(write to|message (them|the person|this person)|reply to|answer (them|there)|tell them|comment|get in touch)\b",
    re.IGNORECASE,
)


def _every_answer(ruleset: Ruleset) -> Iterator[tuple[str, Candidate, Direction, Outcome, screen.Answer]]:
    """Give each combination of standing, tie, direction, outcome, house policy, guardian, evidence."""
    bare, known = Agreement(screen.NAME_ALONE, "a name", 0.0), Agreement("e-mail address", "on the roster", 24.0)
    for (label, (standing, ended)), tie, policy, evidence in itertools.product(
        STANDINGS.items(), (None, *Tie), HOUSE["former_clients"], (bare, known)
    ):
        profile = Profile(former_clients=policy, accounts=(OnlineAccount("instagram", "practice"),))
        candidate = Candidate("c-1", standing, ended, tie, 12.0, 0.99, (evidence,))
        places = list(itertools.product(Direction, (Outcome.CLIENT, Outcome.POSSIBLE)))
        given = [
            Screening(Request(handle="jo91", platform="instagram", direction=direction), outcome, (candidate,))
            for direction, outcome in places
        ]
        for (direction, outcome), answer in zip(
            places, screen.answers(given, profile, TODAY, ruleset.codes, {"c-1"}), strict=True
        ):
            yield label, candidate, direction, outcome, answer


@pytest.fixture(scope="module")
def every(ruleset: Ruleset) -> list[tuple[str, Candidate, Direction, Outcome, screen.Answer]]:
    """Give every combination with its answer."""
    return list(_every_answer(ruleset))


Every = list[tuple[str, Candidate, Direction, Outcome, screen.Answer]]


def _said(answer: screen.Answer) -> list[str]:
    return [answer.title, answer.when, answer.words, answer.reply, answer.duty, *answer.notes, *answer.do]


def test_the_whole_product_is_there(every: Every) -> None:
    """Seven standings and ties, three policies, two kinds of evidence, six directions, two outcomes; nothing empty."""
    assert len(every) == 7 * 7 * 3 * 2 * 6 * 2
    for *_, answer in every:
        assert all([answer.relation, answer.title, answer.duty, answer.do, answer.when, answer.words, answer.reply])
        assert not [text for text in _said(answer) if "{" in text or "None" in text or not text.strip()]


def test_nothing_is_said_that_is_not_so(every: Every) -> None:
    """A session is for a current client alone; an end, for a former one; a request, where one reached the clinician."""
    for _, candidate, direction, _, answer in every:
        to_person = f"{answer.when} {answer.words}"
        steps = " ".join(answer.do)
        in_room = candidate.standing is Standing.ACTIVE and candidate.tie is None
        assert in_room or not SESSION.search(f"{to_person} {steps} {answer.title}"), (candidate, direction)
        assert not in_room or SESSION.search(to_person)
        past = candidate.standing in (Standing.FORMER, Standing.DECEASED)
        assert past or not ENDED.search(f"{to_person} {steps} {answer.title}")
        coming = candidate.standing in (Standing.PROSPECTIVE, Standing.WAITLIST)
        assert coming or not TO_COME.search(f"{to_person} {steps}")
        assert direction is Direction.REQUEST or "request" not in answer.words
        assert direction is not Direction.REQUEST or "follow" not in answer.words
        if direction in (Direction.FOLLOWER, Direction.FOLLOWING, Direction.FRIEND, Direction.SUGGESTED):
            assert "Do not accept." not in answer.do
            assert "accept" not in steps


def test_a_relative_is_not_in_the_room(every: Every) -> None:
    """Words for a client speak of nobody close to them; only a guardian is spoken to of an account of theirs."""
    for _, candidate, _, _, answer in every:
        if candidate.tie not in (None, Tie.GUARDIAN):
            assert not YOURS.search(answer.words)
            assert not re.search(r"\b(request|account|partner|parent|child|brother|sister)\b", answer.words)
            assert answer.when.startswith("Only if")
        else:
            assert YOURS.search(answer.words)
        if candidate.tie is Tie.GUARDIAN:
            assert "hour" not in answer.words


def test_words_are_short_and_give_nobody_away(every: Every) -> None:
    """At most sixty words each; no number, handle or name of anybody; nothing is denied or confirmed in the reply."""
    replies = set()
    for *_, answer in every:
        for text in _said(answer):
            assert len(text.split()) <= MOST_WORDS, text
            assert not {"c-1", "jo91"} & set(re.findall(r"[\w-]+", text))
        replies.add(answer.reply)
    assert len(replies) == 1  # the same to everybody, so that it tells nothing
    assert not re.search(r"\b(client|patient|treatment|therapy|session|you|your)\b", replies.pop(), re.IGNORECASE)


def test_nobody_is_written_to_over_the_platform(every: Every) -> None:
    """Every step that speaks of writing, commenting or getting in touch says not to, or is for when they come back."""
    for *_, answer in every:
        assert answer.reply_when.startswith("Send nothing there.")
        for text in (*answer.do, *answer.notes):
            for found in REACH_OUT.finditer(text):
                before = text[: found.start()].lower()
                assert re.search(r"\b(not|nothing|no)\b", before + text[found.end() :].lower()), text
        assert any("not" in step or "nothing" in step.lower() or "alone" in step for step in answer.do)


def test_a_link_that_is_there_is_not_cut_without_a_word(every: Every) -> None:
    """With somebody who is met anyway it is talked about first; with others, with a colleague."""
    for _, candidate, direction, _, answer in every:
        if direction is Direction.FRIEND:
            met = candidate.standing is Standing.ACTIVE and candidate.tie in (None, Tie.GUARDIAN)
            assert any(("Talk about it before" if met else "Talk to a colleague") in step for step in answer.do)


def test_a_name_alone_is_said_to_be_one(every: Every) -> None:
    """Where nothing but a name speaks, the first step is to see who it is, also where the outcome is `client`."""
    for _, candidate, _, outcome, answer in every:
        alone = candidate.evidence[0].field == screen.NAME_ALONE
        assert answer.by_name is alone
        assert answer.do[0].startswith("Only a name speaks for this") is alone
        if outcome is Outcome.POSSIBLE and not alone:
            assert answer.do[0].startswith("It may be somebody else")
        if alone or outcome is Outcome.POSSIBLE:
            assert "do not search" in answer.do[0]


def test_a_guardian_on_the_roster_is_thought_of(every: Every) -> None:
    """A client of today or to come who has a guardian gets a note; the guardian and others get none."""
    for _, candidate, _, _, answer in every:
        wanted = candidate.tie is None and candidate.standing not in (Standing.FORMER, Standing.DECEASED)
        assert any("guardian" in note for note in answer.notes) is wanted


def test_the_dead_are_not_spoken_to(every: Every) -> None:
    """Nobody waits for them, asks them or adds an end date; it is talked over, and told to no family unasked."""
    for label, candidate, direction, _, answer in every:
        about = " ".join(_said(answer))
        assert (label == "deceased") is ("who has died" in answer.title)
        assert ("supervisor or a colleague" in answer.do[-1]) is (label == "deceased")
        if label != "deceased":
            continue
        assert not COMES_BACK.search(about), about
        assert "end date" not in about
        assert "not get in touch" in answer.do[-1]
        assert answer.when.startswith("Only if")
        if direction is Direction.REQUEST:
            assert "Do not accept." in answer.do
        if candidate.tie is None:
            assert "may have come from you" not in answer.words
            assert answer.relation is screen.Relation.DECEASED
            assert any("is not your client" in note for note in answer.notes)
            assert answer.citations == ()


def test_two_who_may_be_meant_are_kept_apart(ruleset: Ruleset) -> None:
    """With candidates of two clients, the steps say that neither may learn of the other."""
    both = tuple(Candidate(number, Standing.ACTIVE, None, None, 9.0, 0.5, ()) for number in ("c-1", "c-2"))
    (answer,) = screen.answers(
        [Screening(Request(handle="a"), Outcome.POSSIBLE, both)], Profile(), TODAY, ruleset.codes
    )
    assert any("must give no other away" in step for step in answer.do)


def test_the_practices_phone_stands_in_the_reply(ruleset: Ruleset) -> None:
    """With a phone in the profile it is named; without one the sentence still reads well."""
    given = Screening(
        Request(handle="a"), Outcome.CLIENT, (Candidate("c-1", Standing.ACTIVE, None, None, 9.0, 0.9, ()),)
    )
    for profile, ends in ((Profile(practice=Practice(phone="555-0100")), "at 555-0100."), (Profile(), "by phone.")):
        (answer,) = screen.answers([given], profile, TODAY, ruleset.codes)
        assert answer.reply.endswith(ends)


PEOPLE = (
    Client("c-1", PersonName("Michael", "Smith"), emails=("m.smith@example.org",), place="Boise, ID"),
    Client("c-2", PersonName("Astrid", "Nygaard")),
    Client("c-3", PersonName("Zxqvara", "Wplootk")),
    Client("c-4", PersonName("Hannah", "Lindqvist"), household=(Relative(PersonName("Carol", "Davis"), Tie.GUARDIAN),)),
)


def _alone(request: Request) -> list[str]:
    linker = Linker(PEOPLE, load_names(SHIPPED))
    (found,) = screen.name_alone(linker.screen([request]), linker)
    return [a.says for c in found.candidates for a in c.evidence if a.field == screen.NAME_ALONE]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (Request(display="Michael Smith"), r"about 1\d people in 100,000 have it or a form .* some [34]\d,000 in the"),
        (Request(handle="michaelsmith"), r"about 1\d people in 100,000 have it"),
        (Request(display="Mike Smith"), r"about 1\d people in 100,000 have it or a form of it"),
        (Request(display="Carol Davis"), r"it is rare, yet [2-9],\d00 people or more in the United States have it"),
        (Request(display="Astrid Nygaard"), r"hardly anybody .* born elsewhere"),
        (Request(display="Zxqvara Wplootk"), r"hardly anybody .* born elsewhere"),
        (Request(display="Hannah L"), r"part of a name .* about 1\d0 people in 100,000 have that part"),
    ],
)
def test_it_is_said_how_many_have_a_name(request_: Request, says: str) -> None:
    """For a common, a rare, an unknown name and for part of one: how many people have it, as one can picture it."""
    (told,) = _alone(request_)
    assert re.search(says, told)
    assert not re.search("michael|smith|carol|davis|astrid|nygaard|hannah", told, re.IGNORECASE)


def test_where_more_than_a_name_speaks_it_is_not_said() -> None:
    """With an address of the roster, or a place that fits, a name is not alone."""
    assert not _alone(Request(display="Michael Smith", email="m.smith@example.org"))
    assert not _alone(Request(display="Michael Smith", place="Boise, ID"))

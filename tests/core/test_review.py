"""The reader as a whole: laws that hold for any text."""

from __future__ import annotations

import logging
import string
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from circumspect.core import mentions
from circumspect.core.fold import fold
from circumspect.core.reading import scan
from circumspect.core.review import Reviewer
from circumspect.domain.document import Document, Surface
from circumspect.domain.finding import Acceptance
from circumspect.domain.profile import Licence, OnlineAccount, Practice, Profile
from circumspect.domain.rule import Reach, Severity
from circumspect.domain.verdict import Checked, Verdict
from circumspect.readers._kit import Place
from circumspect.rulebook.examples import place
from circumspect.services import review as service
from circumspect.services.acceptances import Entry
from circumspect.services.evaluate import Labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.core.ruleset import Ruleset

DAY = date(2026, 11, 22)
NOISE = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\u200b\u202e\u0301👩🏽‍⚕️🇺🇸ß\ud83d\"'“”\n.!?#@ \t\x00"),
    ),
    max_size=40,
)
Corpora = dict[str, tuple[dict[str, Any], ...]]


class Bank:
    """Texts to draw from. No dataclass: Hypothesis would show all of them."""

    def __init__(self, flagged: tuple[Document, ...], lines: tuple[str, ...], declared: frozenset[str]) -> None:
        """Keep documents on which rules say they speak, ordinary texts, and what may speak of a text as a whole."""
        self.flagged = flagged
        self.lines = lines
        self.declared = declared


def _declared(ruleset: Ruleset) -> Iterator[str]:
    for guard in ruleset.guards.values():
        yield from (f"guard/{guard.id}/{i}" for i, cue in enumerate(guard.cues) if cue.reach is Reach.DECLARED)
    for rule in ruleset.rules:
        yield from (f"{rule.id}/unless/{i}" for i, e in enumerate(rule.unless) if e.reach is Reach.DECLARED)
        for n, look in enumerate(rule.detect):
            key = f"{rule.id}/detect/{n}/unless"
            yield from (f"{key}/{i}" for i, e in enumerate(look.unless) if e.reach is Reach.DECLARED)


@pytest.fixture(scope="module")
def bank(loaded: Ruleset, ordinary: Corpora) -> Bank:
    """Give texts to draw from."""
    flagged = tuple(place(r, e) for r in loaded.rules for e in r.examples if e.kind == "flag" and not e.profile)
    lines = tuple(row["text"] for name in sorted(ordinary) for row in ordinary[name])
    return Bank(flagged, lines, frozenset(_declared(loaded)))


@pytest.fixture(scope="module")
def flagged(bank: Bank) -> tuple[Document, ...]:
    """Give the documents on which rules say they speak."""
    return bank.flagged


@given(data=st.data())
def test_a_finding_quotes_the_words_at_its_place(data: st.DataObject, bank: Bank, reviewer: Reviewer) -> None:
    """Whatever stands around it, text[start:end] is the match, and a suggestion's text is the text after its edit."""
    chosen = data.draw(st.lists(st.sampled_from(bank.flagged), min_size=1, max_size=3))
    noise = data.draw(st.lists(NOISE, min_size=len(chosen) + 1, max_size=len(chosen) + 1))
    text = noise[0] + "".join(document.text + after for document, after in zip(chosen, noise[1:], strict=True))
    review = reviewer.review(replace(chosen[0], text=text), DAY)
    for finding in review.findings:
        if finding.start is None or finding.end is None:
            assert (finding.start, finding.end, finding.match) == (None, None, None)
        else:
            assert 0 <= finding.start < finding.end <= len(text)
            assert text[finding.start : finding.end] == finding.match
        if finding.suggestion is not None:
            offer = finding.suggestion
            assert 0 <= offer.start <= offer.end <= len(text)
            assert (text[: offer.start] + offer.replacement + text[offer.end :]).strip("\n") == offer.text.strip("\n")
    assert len({f.fingerprint for f in review.findings}) == len(review.findings)


@given(data=st.data())
def test_findings_come_in_text_order(data: st.DataObject, bank: Bank, reviewer: Reviewer) -> None:
    """Findings are in the order of the text; those without a place come last."""
    chosen = data.draw(st.lists(st.sampled_from(bank.flagged), min_size=2, max_size=4))
    found = reviewer.findings(replace(chosen[0], text="\n\n".join(d.text for d in chosen)), DAY)
    starts = [len(chosen[0].text) * 1000 if f.start is None else f.start for f in found]
    assert starts == sorted(starts)


def _placed(found: tuple[Any, ...]) -> set[tuple[str, int, int, str]]:
    return {(f.rule, f.start, f.end, f.fingerprint) for f in found if f.start is not None}


@settings(max_examples=400)
@given(first=st.integers(0, 10_000), second=st.integers(0, 10_000), noise=NOISE)
def test_text_added_after_a_document_removes_no_finding(
    first: int,
    second: int,
    noise: str,
    bank: Bank,
    reviewer: Reviewer,
) -> None:
    """A new paragraph at the end takes no finding with a place away, unless it declares the whole text invented."""
    document = bank.flagged[first % len(bank.flagged)]
    others = [*bank.lines, *(d.text for d in bank.flagged), *([noise] * 300)]
    added = others[second % len(others)]
    spoken = reviewer.patterns.scan(fold(added, reviewer.ruleset.vocabulary).text)
    assume(not any(spoken.spans(key) for key in bank.declared))
    before = _placed(reviewer.findings(document, DAY))
    after = _placed(reviewer.findings(replace(document, text=f"{document.text}\n\n{added}"), DAY))
    assert before <= after


def test_ending_lines_that_people_add_remove_no_finding(flagged: tuple[Document, ...], reviewer: Reviewer) -> None:
    """The lines that really stand under posts take nothing away from any example of any rule."""
    endings = (
        "For education only, not a substitute for treatment.",
        "Therapists may not ask clients for reviews, and here's why.",
        "Shared with her permission, details changed.",
        "#therapy #mentalhealth #nasw",
        "Our code of ethics forbids this.",
        'She said "never do this."',
        "If you are struggling, call or text 988.",
        "We never ask for reviews.",
    )
    lost: list[tuple[str, str, str]] = []
    for document in flagged:
        before = _placed(reviewer.findings(document, DAY))
        for ending in endings:
            after = _placed(reviewer.findings(replace(document, text=f"{document.text}\n\n{ending}"), DAY))
            lost += [(rule, document.text, ending) for rule, *_ in before - after]
    assert lost == []


@given(data=st.data())
def test_reviews_are_deterministic(data: st.DataObject, bank: Bank, reviewer: Reviewer) -> None:
    """Two readers made apart say exactly the same of the same text."""
    document = data.draw(st.sampled_from(bank.flagged))
    noisy = replace(document, text=document.text + data.draw(NOISE))
    other = Reviewer(reviewer.ruleset, reviewer.profile, patterns=reviewer.patterns)
    first = reviewer.review(noisy, DAY)
    assert first == other.review(noisy, DAY)
    assert first == reviewer.review(noisy, DAY)


@given(st.text(st.characters(exclude_categories=()), max_size=200), st.sampled_from(list(Surface)))
def test_any_text_gets_an_answer(text: str, surface: Surface) -> None:
    """No string makes the reader fail, as text or as the message answered."""
    reviewer = _KEPT["reviewer"]
    reviewer.review(Document(text, surface, in_reply_to=text), DAY)


_KEPT: dict[str, Reviewer] = {}


@pytest.fixture(scope="module", autouse=True)
def _keep(reviewer: Reviewer) -> None:
    _KEPT["reviewer"] = reviewer


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", "\u202e", "....", "👩🏽‍⚕️", '"'])
def test_a_text_without_words_is_clear(text: str, reviewer: Reviewer) -> None:
    """Nothing said, nothing found."""
    review = reviewer.review(Document(text), DAY)
    assert review.findings == ()
    assert review.verdict is Verdict.CLEAR


# --- verdicts -------------------------------------------------------------------------------------------------

VIGNETTE = "My client told me today that her husband left, and she cried for an hour."


def test_a_block_holds(reviewer: Reviewer) -> None:
    """A sure block finding holds the text."""
    review = reviewer.review(Document(VIGNETTE), DAY)
    assert review.verdict is Verdict.HOLD
    assert "client-vignette" in {f.rule for f in review.findings}


def test_an_accepted_finding_stays_visible_and_no_longer_counts(reviewer: Reviewer) -> None:
    """What a named person let stand is shown as suppressed; the verdict is made of the rest."""
    first = reviewer.review(Document(VIGNETTE), DAY)
    accepted = {f.fingerprint: Acceptance(f.fingerprint, "Ana", "agreed", DAY) for f in first.findings}
    again = reviewer.review(Document(VIGNETTE), DAY, accepted)
    assert [f.fingerprint for f in again.findings] == [f.fingerprint for f in first.findings]
    assert all(f.suppressed for f in again.findings)
    assert again.verdict is Verdict.CLEAR


def test_a_fingerprint_survives_changes_elsewhere(reviewer: Reviewer) -> None:
    """A finding keeps its name while other paragraphs, case and spacing change."""
    one = {f.fingerprint for f in reviewer.findings(Document(VIGNETTE), DAY) if f.start is not None}
    other = reviewer.findings(Document("Good morning!\n\n" + VIGNETTE.replace(" her", "  her") + "\n\nBye."), DAY)
    assert one
    assert one <= {f.fingerprint for f in other}


def test_every_suggestion_mends_its_finding(flagged: tuple[Document, ...], reviewer: Reviewer) -> None:
    """A suggestion is shown only if the text after it has lost the finding and gained none."""
    offered = 0
    for document in flagged[::3]:
        review = reviewer.review(document, DAY)
        known = {f.fingerprint for f in review.findings}
        for finding in review.findings:
            if finding.suggestion is None:
                continue
            offered += 1
            after = {f.fingerprint for f in reviewer.findings(replace(document, text=finding.suggestion.text), DAY)}
            assert finding.fingerprint not in after
            assert after <= known
    assert offered > 20


def test_a_trial_rule_never_blocks(loaded: Ruleset, reviewer: Reviewer) -> None:
    """What is on trial is shown, and holds nothing."""
    trial = [r for r in loaded.rules if r.status.value == "trial"]
    assert all(reviewer.severity(rule) is not Severity.BLOCK for rule in trial)
    block = next(r for r in loaded.rules if r.severity is Severity.BLOCK and r.status.value == "stable")
    tried = replace(block, status=type(block.status)("trial"))
    assert reviewer.severity(tried) is Severity.REVISE


def test_the_text_of_the_message_answered_is_not_blamed(reviewer: Reviewer) -> None:
    """Words that stand only in the inbound message are nobody's breach."""
    answer = "Thank you for taking the time to write. Please call the office."
    reply = Document(answer, Surface.REPLY, in_reply_to=f"{VIGNETTE} Leave us a five-star review on Google!")
    assert reviewer.findings(reply, DAY) == ()


# --- privacy: no word in a repr, a log or an exception ---------------------------------------------------------

MARKER = st.text(string.ascii_lowercase, min_size=9, max_size=14).map(lambda word: "Qzx" + word)


@settings(max_examples=50)
@given(name=MARKER)
def test_no_word_of_a_document_is_in_a_repr_or_log(
    name: str, caplog: pytest.LogCaptureFixture, reviewer: Reviewer
) -> None:
    """Everything the reader makes of a text shows lengths and places, never a word of it."""
    caplog.set_level(logging.DEBUG)
    text = f"My client {name} told me today that she left {name}. Leave {name} a five-star review on Google! @{name}"
    document = Document(text, Surface.REPLY, in_reply_to=f"I am {name}", id="1")
    reading = reviewer._reading(document, next(scan([document], reviewer.ruleset.vocabulary, reviewer.patterns)))
    review = reviewer.review(document, DAY)
    acceptance = Acceptance("f", name, f"{name} agreed", DAY, name)
    made: list[object] = [
        document, reading, reading.folded, reading.matches, reading.answered, review, Checked("-", review),
        *reviewer._seen(reading), *mentions.within(reading, (0, len(reading.text))),
        *review.findings, *(f.suggestion for f in review.findings), *(f.evidence for f in review.findings),
        acceptance, replace(review.findings[0], suppressed=acceptance), Entry(acceptance, "client-vignette", "now"),
        Place(in_reply_to=name), service.Reading(reviewer, DAY, {"f": acceptance}, place=Place(in_reply_to=name)),
        Labelled(document, frozenset(), (), 1), reviewer,
    ]  # fmt: skip
    assert review.findings
    for thing in made:
        assert name.lower() not in repr(thing).lower(), type(thing)
        assert name.lower() not in str(thing).lower(), type(thing)
    assert name.lower() not in caplog.text.lower()


def test_no_word_of_a_profile_is_in_a_repr() -> None:
    """A profile names its source, not the person."""
    name = "Quillfeather"
    profile = Profile(
        name=name,
        supervisor=name,
        licences=(Licence("US-TX", "LMSW", number=name, supervisor=name),),
        practice=Practice(name=name, phone=name, colleagues=(name,)),
        accounts=(OnlineAccount("x", name),),
    )
    for thing in (profile, profile.practice, profile.accounts, profile.licences):
        assert name not in repr(thing), type(thing)


@pytest.mark.parametrize(("policy", "verdict"), [("never", "hold"), ("case", "consult"), ("years", "consult")])
def test_the_house_policy_on_former_clients_decides(policy: str, verdict: str, ruleset: Ruleset) -> None:
    """A link with former clients alone holds where they count as clients, and asks for a second person elsewhere."""
    reader = Reviewer(ruleset, Profile(former_clients=policy))
    text = "Finally accepted the friend requests from my former clients, it has been long enough."
    assert reader.review(Document(text), DAY).verdict.value == verdict

"""The hard cases that the annotation guide decides, and the phrases it quotes: the reader agrees."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.document import Account, Document, Surface

if TYPE_CHECKING:
    from circumspect.core.review import Reviewer

DAY = date(2026, 11, 22)
MOTHER = "my mom died and I can't cope"
# (text, surface, message answered, rules that must speak); an empty last field means: nothing to hold or revise.
DECIDED: list[tuple[str, str, str | None, str]] = [
    ("Reminder: I can't ask you for a review, and here's why that protects you.", "post", None, ""),
    (
        "Not allowed to ask my clients for reviews but the link is in my bio 😉",
        "post",
        None,
        "testimonial-solicitation",
    ),
    (
        "A client once told me 'rest feels like failure.' (Shared with permission, details changed.)",
        "post",
        None,
        "client-vignette",
    ),
    ("Imagine Sam, a made-up client: Sam never says no.", "post", None, ""),
    (
        "You no-showed three times, of course we discharged you.",
        "review-response",
        "Worst place ever. One star.",
        "relationship-disclosure",
    ),
    (
        "Privacy laws keep us from saying whether anyone is a client. Please call our office manager.",
        "review-response",
        "One star.",
        "",
    ),
    ("I'm a grief therapist, book me, link in bio ❤️", "reply", MOTHER, "uninvited-solicitation"),
    ("I do grief work in Tulsa, here's my site.", "reply", "Does anyone know a grief therapist near Tulsa?", ""),
    ("We have 3 openings for teens on Tuesdays. Call 555-0100.", "post", None, ""),
    ("Trump is a textbook narcissist.", "post", None, "remote-diagnosis"),
    ("My Zoloft changed my life", "post", None, ""),
    ("You don't need pills, you need boundaries.", "post", None, "medication-advice"),
    ("#ad I partnered with BetterSleep, code JEN10", "post", None, "product-promotion"),
    ("Therapists may not ask clients for reviews.", "post", None, ""),
    ("Clients often tell me rest feels unsafe.", "post", None, ""),
    ("My client approved the new logo, so the web design is done!", "post", None, ""),
    ("Follow me for tips.", "post", None, ""),
    ("I don't accept requests from clients.", "post", None, ""),
    ("Thank you for taking the time to write; please call the office.", "review-response", "One star.", ""),
    ("It was a pleasure working with you", "review-response", "Thank you for everything", "relationship-disclosure"),
    ("We have no record of treating you.", "review-response", "One star.", "relationship-disclosure"),
    ("As we discussed in session, keep breathing.", "reply", "I had a hard day", "relationship-disclosure"),
    ("A client told me today that her dog died.", "post", None, "client-vignette"),
    ("If our work has helped you, leave us a review.", "post", None, "testimonial-solicitation"),
    ("My psycho ex called.", "post", None, "stigmatizing-language"),
    ("Narcissistic traits can include a need for admiration.", "post", None, "missing-disclaimer"),
    ("Heal your trauma in 3 sessions, guaranteed.", "post", None, "outcome-guarantee"),
    ("Licensed in all 50 states.", "bio", None, "credential-misstatement"),
]


@pytest.mark.parametrize(("text", "surface", "answered", "rule"), DECIDED, ids=[case[0][:50] for case in DECIDED])
def test_a_decided_case_is_read_as_decided(
    text: str, surface: str, answered: str | None, rule: str, reviewer: Reviewer
) -> None:
    """Where the guide says a rule is broken it speaks, and where it says nothing is, nothing is held or sent back."""
    found = reviewer.findings(Document(text, Surface(surface), Account.BUSINESS, answered), DAY)
    if rule:
        assert rule in {f.rule for f in found}
    else:
        assert [(f.rule, f.match) for f in found if f.severity.rank < 2] == []

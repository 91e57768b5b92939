"""The Duties pages: every rule and code can be read and found, and one rule be tried on a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from starlette.testclient import TestClient

    from circumspect.services.office import Office

ASK = "Please leave us a review on Google."
RULE = "testimonial-solicitation"


def test_every_rule_and_every_code_has_a_page_that_the_list_leads_to(client: TestClient, office: Office) -> None:
    """Whatever rule or code there is, it is on the list, and its page opens and says its duty or its sections."""
    index = client.get("/duties").text
    for rule in office.desk.ruleset.rules:
        assert f'href="/duties/{rule.id}"' in index
        answer = client.get(f"/duties/{rule.id}")
        assert answer.status_code == 200
        assert rule.title.split()[0] in answer.text
    for code in office.desk.ruleset.codes.values():
        assert f'href="/duties/codes/{code.code}?' in index
        shown = client.get(f"/duties/codes/{code.code}").text
        assert all(f'id="s-{section.id}"' in shown for section in code.sections)


def test_a_rule_says_why_instead_exceptions_examples_and_who_asks(client: TestClient) -> None:
    """A rule's page holds what someone on an ethics committee would ask for."""
    shown = client.get(f"/duties/{RULE}").text
    for words in (
        "Do not ask the people you treat",
        "hard to say no to the person treating them",
        "leave reviews unmentioned",
        "Saying that one does not ask is the opposite of asking.",
        '<mark class="block">Leave me a five-star review</mark>',
        "It states the duty.",
        "You were there. We made you tea.",
        "NASW 4.07(b)",
        "edition 2021",
        'rel="noreferrer noopener"',
    ):
        assert words in shown


def test_a_citation_that_was_not_verified_is_marked_so(client: TestClient, office: Office) -> None:
    """Nothing that we only remember is shown as if we had read it."""
    code = next(
        code
        for code in office.desk.ruleset.codes.values()
        if any(section.confidence.value == "unverified" for section in code.sections)
    )
    assert "Not verified yet" in client.get(f"/duties/codes/{code.code}").text


def test_a_code_is_shown_as_it_stood_on_a_day(client: TestClient) -> None:
    """On a day in 2019 the edition of 2018 was in force; in 1990 none on record was."""
    assert "In force on 2019-05-01" in client.get("/duties/codes/nasw?on=2019-05-01").text
    assert "No edition on record was in force on this day." in client.get("/duties/codes/nasw?on=1990-01-01").text
    assert "Edition 2018, because your profession is clinical social work." in client.get("/duties?on=2019-05-01").text
    assert "That is not a day." in client.get("/duties?on=soon").text


def test_a_section_says_what_is_looked_for_and_what_is_not(client: TestClient) -> None:
    """Each section leads to its rules, or says why nothing is looked for."""
    shown = client.get("/duties/codes/nasw").text
    assert '<a href="/duties/client-lookup">' in shown
    assert "Not looked for: Skill with a technology cannot be read from a post." in shown


def test_rules_and_sections_are_found_by_their_words(client: TestClient) -> None:
    """Words in any case and order find rules and sections; words that are nowhere say what to try."""
    found = client.post("/duties/found", data={"words": "TESTIMONIALS reviews"}).text
    assert f"/duties/{RULE}" in found
    assert "NASW 4.07(b)" in client.post("/duties/found", data={"words": "nasw 4.07(b)"}).text
    assert "Try one word alone" in client.post("/duties/found", data={"words": "zeppelin"}).text
    assert client.post("/duties/found", data={"words": "  "}).text.strip() == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ASK, "It speaks"),
        ("The lake was quiet this morning.", "There is nothing in it that this rule looks for."),
        ("We never ask anyone to leave a review, and here is why.", "Saying that one does not ask"),
        ("x" * 5001, "That is too long for this box."),
    ],
)
def test_a_sentence_is_tried_against_one_rule(client: TestClient, text: str, words: str) -> None:
    """It shows what the rule sees, or why it is silent, in the exception's own words."""
    assert words in client.post(f"/duties/{RULE}/try", data={"text": text}).text


def test_only_the_rule_that_is_tried_speaks(client: TestClient) -> None:
    """A sentence that breaks another duty is left alone by this one."""
    shown = client.post("/duties/stigmatizing-language/try", data={"text": ASK}).text
    assert "It stays silent" in shown


def test_a_rule_that_does_not_look_there_says_so(client: TestClient) -> None:
    """A rule for answers and messages says on a post that it does not look in that place."""
    text = "I am so sorry you feel this way. I am a therapist, message me for a session, my first one is free."
    rule = "uninvited-solicitation"
    there = {"text": text, "surface": "reply", "answers": "I can't cope any more since my husband left"}
    assert "It speaks" in client.post(f"/duties/{rule}/try", data=there).text
    assert "does not look in this place" in client.post(f"/duties/{rule}/try", data=there | {"surface": "post"}).text


def test_a_rule_that_a_profile_switches_off_says_so(client: TestClient, office: Office) -> None:
    """A rule outside the profile's scope is shown as off, and says so when it is tried."""
    ruleset = office.desk.ruleset
    others = replace(ruleset.rule(RULE), scope_by_profile={"profession": ("psychiatry",)})
    rules = tuple(others if rule.id == RULE else rule for rule in ruleset.rules)
    office.desk._ruleset = replace(ruleset, rules=rules)
    assert "Off for you" in client.get(f"/duties/{RULE}").text
    assert "does not apply to your profile" in client.post(f"/duties/{RULE}/try", data={"text": ASK}).text


def test_what_is_typed_is_shown_and_never_run(client: TestClient) -> None:
    """A sentence with a script in it comes back as words."""
    shown = client.post(f"/duties/{RULE}/try", data={"text": f"<script>alert(1)</script> {ASK}"}).text
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "<img" not in client.post("/duties/found", data={"words": "<img src=x>"}).text


@pytest.mark.parametrize("address", ["/duties/nowhere", "/duties/codes/nowhere"])
def test_a_rule_or_code_that_is_not_there_is_answered_by_a_page(client: TestClient, address: str) -> None:
    """An address that names nothing says so."""
    assert client.get(address).status_code == 404
    assert client.post("/duties/nowhere/try", data={"text": ASK}).status_code == 404


def test_a_sentence_is_tried_while_one_types(page: Page) -> None:
    """In a browser the answer comes without a press, and again for the next words; the pages pass axe."""
    page.goto(f"{page.url}duties")
    page.get_by_label("Search rules and codes").fill("testimonials")
    page.locator("#found").get_by_role("link", name="Asking clients for reviews").click()
    page.get_by_label("Your sentence").fill(ASK)
    page.locator("#tried .tag.block").wait_for()
    assert page.locator("#tried mark").inner_text() in ASK
    page.get_by_label("Your sentence").fill("We never ask anyone to leave a review.")
    page.locator("#tried .tag.clear").wait_for()
    assert grave(page) == []
    for address in ("/duties", "/duties/codes/nasw"):
        page.goto(address if address.startswith("http") else page.url.split("/duties")[0] + address)
        assert grave(page) == []


def test_the_pages_fit_a_narrow_window(page: Page) -> None:
    """At 360 pixels nothing has to be scrolled sideways."""
    home = page.url
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("duties", f"duties/{RULE}", "duties/codes/us-tx"):
        page.goto(home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def grave(page: Page) -> list[str]:
    """Give what axe finds serious or critical on a page."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]

"""Rules, codes, profile and status over the API: what the rulebook and the profile say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from circumspect.services.office import Office
    from circumspect.surfaces.server.guard import Keys

PROFILE = """
[clinician]
profession = "psychology"
associations = ["apa"]
country = "US"
[house]
testimonial_scope = "apa"
[[licence]]
jurisdiction = "US-TX"
type = "Psychologist"
"""


def get(client: TestClient, path: str) -> Any:  # noqa: ANN401 - JSON
    """Get something that is there."""
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_rule_is_listed_and_can_be_opened(client: TestClient, office: Office) -> None:
    """The list has every rule of the rulebook; one of them tells duty, reasons and examples."""
    listed = get(client, "rules")
    assert {one["id"] for one in listed["rules"]} == {rule.id for rule in office.desk.ruleset.rules}
    rule = get(client, "rules/testimonial-solicitation")
    assert rule["duty"]
    assert "nasw:4.07(b)" in {one["id"] for one in rule["binding"]}
    assert {"flag", "leave"} <= {one["kind"] for one in rule["examples"]}
    (example,) = [one for one in rule["examples"] if one["marked"] and one["kind"] == "flag"][:1]
    start, end = example["marked"][0]
    assert example["text"][start:end].strip()


def test_a_rule_tried_on_a_sentence_speaks_or_says_why_not(client: TestClient) -> None:
    """The rule finds its words; on another sentence it says that there is nothing in it."""
    there = "/api/v1/rules/testimonial-solicitation/try"
    spoken = client.post(there, json={"text": "Leave me a five-star review on Google!"}).json()
    assert [one["rule"] for one in spoken["findings"]] == ["testimonial-solicitation"]
    assert spoken["silence"] is None
    silent = client.post(there, json={"text": "We are open on Mondays."}).json()
    assert silent["findings"] == []
    assert silent["silence"] == "unseen"


def test_codes_are_listed_and_read_section_by_section(client: TestClient) -> None:
    """A code tells its sections in our paraphrase, how sure we are, and which rules look after them."""
    assert "nasw" in {one["code"] for one in get(client, "codes")["codes"] if one["binds"]}
    sections = {one["id"]: one for one in get(client, "codes/nasw")["sections"]}
    assert "testimonial-solicitation" in sections["4.07(b)"]["rules"]


@pytest.mark.parametrize("path", ["rules/testimonial-solicitatoin", "codes/nowhere"])
def test_a_name_that_is_not_there_is_answered_404_with_what_to_do(client: TestClient, path: str) -> None:
    """The answer says where the names are, or the nearest."""
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert any(hint in answer.json()["error"] for hint in ("did you mean testimonial-solicitation?", "lists them"))


def test_the_profile_says_what_applies_and_why(client: TestClient, office: Office) -> None:
    """Codes with the fact that makes them bind, policies with their meaning, rules that are read otherwise."""
    office.profile_place.write_text(PROFILE, encoding="utf-8")
    office.reload()
    found = get(client, "profile")
    assert found["source"] == "circumspect.toml"
    assert {"apa", "us-tx"} <= {one["code"] for one in found["codes"]}
    assert all(one["because"] for one in found["codes"])
    scope = next(one for one in found["house"] if one["name"] == "testimonial_scope")
    assert scope["value"] == "apa"
    assert "therapy clients" in scope["means"]


def test_the_status_tells_how_the_desk_stands(client: TestClient, office: Office, keys: Keys, passphrase: str) -> None:
    """Vault and profile are told as they are, with the path that editors use."""
    before = get(client, "status")
    assert (before["profile"], before["vault"], before["open"]) == (False, False, False)
    assert before["editors"] == f"/languagetool/{keys.read}/"
    office.create_vault(passphrase)
    assert get(client, "status")["open"]
    office.lock()
    after = get(client, "status")
    assert (after["vault"], after["open"]) == (True, False)

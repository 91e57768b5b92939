"""The welcome and the first page: set up in three short steps or none, then see where things stand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from circumspect.domain.finding import Acceptance
from circumspect.domain.roster import Client, PersonName
from circumspect.rulebook.profile import load_profile
from circumspect.services import roster as rosters
from circumspect.services.acceptances import Entry
from circumspect.services.backups import back_up

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from starlette.testclient import TestClient

    from circumspect.services.office import Office

LIST = b"Client Name,Status\nMaribel Okonkwo,Active\nTobias Lindqvist,Discharged\n"


def test_who_has_nothing_set_up_is_welcomed_and_can_try_it_at_once(client: TestClient) -> None:
    """The first page leads to Write with nothing set up, and to the three steps."""
    shown = client.get("/").text
    assert 'href="/write"' in shown
    assert 'href="/welcome"' in shown


def test_each_step_can_be_skipped(client: TestClient, office: Office) -> None:
    """Every step has a way past it, and going past all of them sets nothing up."""
    assert 'href="/welcome/vault"' in client.get("/welcome").text
    assert "Skip this, and write" in client.get("/welcome/vault").text
    assert client.get("/welcome/roster", follow_redirects=False).headers["location"] == "/welcome/vault"
    assert not office.standing().profile
    assert not office.standing().vault


@pytest.mark.parametrize(
    ("place", "country", "scope", "hipaa"),
    [("US-TX", "US", "seed_strict", True), ("CA-ON", "CA", "none_use", False), ("GB", "GB", "seed_strict", False)],
)
def test_profession_and_place_make_a_profile(
    client: TestClient, office: Office, place: str, country: str, scope: str, *, hipaa: bool
) -> None:
    """What is asked first is enough for a profile at the strictest reading of that place."""
    sent = {"profession": "counseling", "place": place, "kind": "LPC", "name": "Dana Whitfield"}
    client.post("/welcome", data=sent)
    profile = load_profile(office.profile_place)
    assert (profile.profession, profile.associations, profile.name) == ("counseling", ("aca",), "Dana Whitfield")
    assert (profile.country, profile.crisis_country, profile.testimonial_scope) == (country, country, scope)
    assert profile.hipaa_covered is hipaa
    assert [(one.jurisdiction, one.type) for one in profile.licences] == [(place, "LPC")]
    assert office.desk.profile == profile


def test_a_profile_that_is_there_is_never_written_over(client: TestClient, office: Office) -> None:
    """Coming back to the welcome goes on where one left off."""
    office.profile_place.write_text('[clinician]\nname = "Dana"\n', encoding="utf-8")
    office.reload()
    assert client.get("/welcome", follow_redirects=False).headers["location"] == "/welcome/vault"
    client.post("/welcome", data={"profession": "psychology"})
    assert office.profile_place.read_text(encoding="utf-8") == '[clinician]\nname = "Dana"\n'


def test_an_answer_that_fits_nothing_is_said(client: TestClient, office: Office) -> None:
    """A profession that nobody knows makes no profile."""
    assert "profession cannot be" in client.post("/welcome", data={"profession": "sorcery"}).text
    assert not office.profile_place.exists()


def test_the_first_page_says_where_things_stand(
    client: TestClient, office: Office, passphrase: str, tmp_path: Path
) -> None:
    """Of the vault only while it is open; what ends soon, and how old the last backup is."""
    office.create_vault(passphrase)
    shown = client.get("/").text
    assert "Nobody is on it yet" in shown
    assert "There is little to lose so far." in shown
    rosters.add_all(office.vault, [Client("", PersonName("Maribel", "Okonkwo"))])
    assert "If this computer is lost" in client.get("/").text
    back_up(office.vault, tmp_path / "b", office.now() - timedelta(days=45))
    until = office.today + timedelta(days=3)
    acceptance = Acceptance("aa", "Dana", "a reason", until)
    office.desk.ledger.add(Entry(acceptance, "client-vignette", "2026-11-01"))
    shown = client.get("/").text
    assert "1 person is on it." in shown
    assert "The last is 45 days old." in shown
    assert "1 finding that you let stand counts again within 30 days." in shown
    assert "Okonkwo" not in shown
    office.lock()
    shown = client.get("/").text
    assert "Locked." in shown
    assert "1 person is on it." not in shown


def test_the_three_steps_in_a_browser(page: Page, office: Office, passphrase: str) -> None:
    """Profession and place, a passphrase, a list: each passes axe, and the desk is set up at the end."""
    home = page.url
    assert grave(page) == []
    page.get_by_role("link", name="Set it up").click()
    page.get_by_label("Your profession").select_option("counseling")
    page.get_by_label("Where you are licensed").select_option("US-TX")
    page.get_by_label("As what").fill("LPC")
    assert grave(page) == []
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("A passphrase").fill(passphrase)
    page.get_by_text("Strong.").wait_for()
    page.get_by_label("The same again").fill(passphrase)
    assert grave(page) == []
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("heading", name="Your client list").wait_for()
    page.set_input_files("#list", {"name": "clients.csv", "mimeType": "text/csv", "buffer": LIST})
    page.get_by_role("button", name="Take it in").click()
    page.get_by_text("The list was taken in: 2 new").wait_for()
    page.goto(home)
    page.get_by_role("heading", name="Where things stand").wait_for()
    page.get_by_text("2 people are on it.").wait_for()
    assert grave(page) == []
    assert office.standing().open
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("", "welcome/vault", "welcome/roster"):
        page.goto(home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def grave(page: Page) -> list[str]:
    """Give what axe finds serious or critical on a page."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]

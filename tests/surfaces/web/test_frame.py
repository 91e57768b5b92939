"""The frame of every page: it opens in a browser, says how the vault stands, and answers trouble in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from starlette.testclient import TestClient

    from circumspect.services.office import Office


def test_a_browser_enters_once_and_sees_the_welcome(page: Page) -> None:
    """The address with the code ends on the first page, without the code in the address bar."""
    assert page.url.endswith("/")
    assert "code" not in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "Welcome to your desk"


def test_the_vault_is_opened_and_locked_from_any_page(page: Page, office: Office, passphrase: str) -> None:
    """A wrong passphrase is said so; the right one opens it, and the frame shows it; one press locks it."""
    office.create_vault(passphrase)
    office.lock()
    page.goto(page.url + "vault")
    page.get_by_label("Passphrase").fill("not this one at all")
    page.get_by_role("button", name="Unlock").click()
    page.get_by_text("does not open the vault").wait_for()
    page.get_by_label("Passphrase").fill(passphrase)
    page.get_by_role("button", name="Unlock").click()
    page.get_by_role("button", name="Vault open · lock").click()
    page.get_by_role("link", name="Vault locked · unlock").wait_for()
    assert office.locked


@pytest.mark.parametrize("address", ["/nowhere", "/write/nowhere"])
def test_what_is_not_there_is_said_in_plain_words(client: TestClient, address: str) -> None:
    """A page that does not exist is answered by a page."""
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is no such page." in answer.text


def test_the_page_speaks_spanish_where_the_browser_asks_for_it(client: TestClient) -> None:
    """The language of the page is the browser's, until another is chosen."""
    assert '<html lang="es"' in client.get("/", headers={"accept-language": "es-MX,es;q=0.9"}).text
    client.get("/language?to=en")
    assert '<html lang="en"' in client.get("/", headers={"accept-language": "es-MX,es;q=0.9"}).text

"""The whole first day of somebody new at the desk, in a real browser, from the welcome to the record."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from circumspect.services.office import Office

EXPORTS = Path(__file__).parents[3] / "examples" / "exports"
STORY = "My client Katherine Lindqvist, 34, a pastry cook in Kuna, finally left her husband last week."
MENDED = "Leaving takes time, and the first step is often to tell one person."


def test_the_first_day(page: Page, office: Office, passphrase: str, tmp_path: Path) -> None:
    """Set up, write a post with a client's story and mend it, screen a request, audit an export, find the record."""
    _set_up(page, passphrase)
    _write(page)
    _screen(page)
    _audit(page, tmp_path)
    _record(page)
    page.get_by_role("button", name="Vault open · lock").click()
    page.get_by_role("link", name="Vault locked · unlock").wait_for()
    assert office.locked
    page.goto(page.url + "record")
    expect(page.get_by_role("heading", name="The vault is locked")).to_be_visible()


def _set_up(page: Page, passphrase: str) -> None:
    """Take the three steps: who one is, a vault, the client list."""
    page.get_by_role("link", name="Set it up").click()
    page.get_by_label("Where you are licensed").select_option("US-ID")
    page.get_by_label("As what").fill("LCSW")
    page.get_by_label("Your name, as you sign posts").fill("Dana Reyes")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("A passphrase").fill(passphrase)
    page.get_by_label("The same again").fill(passphrase)
    page.get_by_role("button", name="Make the vault").click()
    page.wait_for_url("**/welcome/roster")  # loaded with its script, which takes the file
    page.get_by_label(re.compile("Drop the file here")).set_input_files(EXPORTS / "clients.csv")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("The list was taken in: 8 new")).to_be_visible()
    expect(page.get_by_role("button", name="Vault open · lock")).to_be_visible()


def _write(page: Page) -> None:
    """Write a post that tells a client's story, which is held; without the story it is not."""
    page.get_by_role("link", name="Write", exact=True).first.click()
    text = page.get_by_role("textbox", name="Your text")
    text.fill(STORY)
    expect(page.locator("#verdict")).to_have_attribute("data-state", "hold")
    expect(page.locator("#mirror mark").first).to_be_visible()
    text.fill(MENDED)
    expect(page.locator("#verdict")).to_have_attribute("data-state", "clear")


def _screen(page: Page) -> None:
    """Screen a request under a short name, which is a client's; seal what is decided."""
    page.get_by_role("link", name="Requests", exact=True).click()
    page.get_by_label("A name, a handle, or a whole list").fill("Kate Lindqvist (@kate.lindqvist)")
    page.get_by_role("button", name="Compare with my client list").click()
    page.get_by_role("button", name="Record what you decide").first.click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Why", exact=False).last.fill(
        "The person is in treatment here; it is raised in the next session."
    )
    page.get_by_role("button", name="Seal it in the record").click()
    expect(page.get_by_text(re.compile("[Ss]ealed")).first).to_be_visible()


def _audit(page: Page, folder: Path) -> None:
    """Drop an export on the page, have it read, and deal with one entry of the list."""
    export = shutil.make_archive(str(folder / "instagram-dana"), "zip", EXPORTS / "instagram")
    page.get_by_role("link", name="Archive", exact=True).click()
    page.get_by_role("link", name="Read an export").first.click()
    page.wait_for_url("**/archive/read")
    page.locator("#files").set_input_files(export)
    page.get_by_role("button", name=re.compile("^Read it")).last.click()
    page.get_by_role("link", name="Work through the list").click(timeout=120_000)
    page.get_by_role("link", name=re.compile("leave me a five-star|Asking clients")).first.click()
    page.get_by_role("button", name=re.compile("[Dd]elete")).first.click()
    expect(page.get_by_text(re.compile("[Dd]ealt with|[Rr]esolved|[Ss]ealed|[Dd]one")).first).to_be_visible()


def _record(page: Page) -> None:
    """Find both decisions in the record, and that nothing of it was changed since."""
    page.get_by_role("link", name="Record", exact=True).click()
    expect(page.get_by_text("Dana Reyes").first).to_be_visible()
    page.get_by_role("button", name=re.compile("[Vv]erify|[Cc]heck")).first.click()
    expect(page.get_by_text(re.compile("[Nn]othing was changed|as it was sealed|[Uu]nchanged")).first).to_be_visible()

"""Every page at work: no serious finding of axe-core, nothing sideways at 360 px and at double size, a picture of each.

The pictures in docs/images/desk are made here: `CIRCUMSPECT_PICTURES=docs/images/desk` names the folder to write to.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from circumspect.domain.decision import Decision, Kind
from circumspect.domain.document import Account
from circumspect.domain.draft import Content
from circumspect.domain.worklist import Action
from circumspect.services import archives, audit, drafts, roster
from circumspect.storage.decision_log import DecisionLog

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from circumspect.services.office import Office

EXPORTS = Path(__file__).parents[3] / "examples" / "exports"
PICTURES = os.environ.get("CIRCUMSPECT_PICTURES", "")
STORY = (
    "Some weeks remind me why I do this work. My client Katherine, a pastry cook in Kuna, finally left her husband "
    "last week.\n\nIf our work has helped you too, leave us a five-star review on Google!"
)
# What is reached from the menu, and the pages below it that have a frame of their own.
PAGES = {
    "write": "/write",
    "requests": "/requests",
    "archive": "/archive",
    "archive-list": "/archive/list",
    "archive-read": "/archive/read",
    "archive-ask": "/archive/ask",
    "archive-report": "/archive/report",
    "record": "/record",
    "duties": "/duties",
    "duties-rule": "/duties/testimonial-solicitation",
    "duties-code": "/duties/codes/nasw",
    "practice": "/practice",
    "practice-roster": "/practice/roster",
    "practice-import": "/practice/roster/import",
    "practice-vault": "/practice/vault",
    "practice-accepted": "/practice/accepted",
    "practice-programs": "/practice/programs",
    "today": "/",
    "welcome": "/welcome",
}


WIDE, NARROW = 1200, 360
# The pictures that the guide shows.
SHOWN = {
    *(
        (name, WIDE)
        for name in ("write", "requests", "archive", "archive-list", "record", "duties-rule", "practice", "today")
    ),
    ("write", NARROW),
}


@pytest.fixture
def at_work(office: Office, passphrase: str) -> Office:
    """Give a desk with a profile, a client list, an archive that was read, decisions and a draft."""
    shutil.copy(EXPORTS / "circumspect.toml", office.profile_place)
    office.reload()
    office.create_vault(passphrase)
    table = roster.read_list(EXPORTS / "clients.csv")
    roster.import_(office.vault, roster.listed(table, roster.mapping_for(table), office.today))
    office.roster_changed()
    for folder, account in (("instagram", Account.BUSINESS), ("facebook", Account.PERSONAL)):
        with archives.opened([EXPORTS / folder]) as source:
            reader, recognition = archives.recognise(source)[0]
            wish = audit.Wish(account=account, pictures=False)
            audit.Audit(office.desk, office.vault, office.now).read(source, reader, recognition, wish)
    word = audit.Word("Dana Reyes", office.now(), "Taken down today.")
    audit.resolve(office.vault, next(audit.entries(office.vault)), Action.DELETE, word, [])
    declined = Decision(Kind.SCREENING, "Dana Reyes", "decline", "An account of somebody in treatment.", office.now())
    DecisionLog(office.vault, office.now).append(declined)
    drafts.save(office.vault, None, Content(STORY), office.now(), kept=True)
    return office


def _ready(page: Page, name: str) -> None:
    """Bring a page to where it is worth looking at."""
    page.wait_for_load_state("networkidle")
    if name == "write":
        page.get_by_role("textbox", name="Your text").fill(STORY)
        page.locator("#findings > *").first.wait_for()
        page.wait_for_load_state("networkidle")
    if name == "requests":
        page.get_by_label("A name, a handle, or a whole list").fill(
            "Kate Lindqvist (@kate.lindqvist)\nBoise Hikers (@boisehikers)"
        )
        page.get_by_role("button", name="Compare with my client list").click()
        page.get_by_role("button", name="Record what you decide").first.wait_for()
        page.evaluate("document.getElementById('found').scrollIntoView()")


def _looked_at(page: Page, name: str) -> list[str]:
    """Look at a page in every size; give what is wrong with it."""
    wrong = []
    for width, height in ((WIDE, 900), (600, 800), (NARROW, 740)):  # 600: what is left of 1,200 at double size
        page.set_viewport_size({"width": width, "height": height})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wrong.append(f"{name} at {width}: {over} pixels too wide")
        if PICTURES and (name, width) in SHOWN:
            folder = Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}{'' if width == WIDE else '-narrow'}.png")
    page.set_viewport_size({"width": WIDE, "height": 900})
    found = Axe().run(page).response["violations"]
    wrong += [
        f"{name}: {one['id']} ({one['impact']}): {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    return wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_everybody(page: Page, at_work: Office, scheme: str) -> None:
    """In both colours: axe-core has nothing serious to say, and nothing has to be scrolled sideways."""
    assert not at_work.locked
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    home, wrong = page.url, []
    for name, address in PAGES.items():
        if scheme == "dark" and PICTURES:
            continue
        page.goto(home + address.lstrip("/"))
        _ready(page, name)
        wrong += _looked_at(page, name)
    assert wrong == []

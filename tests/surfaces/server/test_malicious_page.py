"""A malicious page in another tab of the same browser, in real Chromium: it gets nothing, and it changes nothing.

Each page is tried without the guard as well, so that an attack that cannot work at all is noticed.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from circumspect.surfaces.server import made
from circumspect.surfaces.server.guard import COOKIE, Guard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Route
    from starlette.types import ASGIApp

    from circumspect.services.office import Office
    from circumspect.surfaces.server.guard import Keys
    from surfaces.conftest import Served

EVIL = Path(__file__).parent / "evil.html"
NAME = "evil.example.org"
CHROMIUM = "/usr/bin/chromium"
# What no page but the desk's may hold: parts of its pages and of its answers.
OURS = ("ruleset", 'name="csrf"', "openapi", "findings", "X-Circumspect", "picture", "script ran", "events", "socket")


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the malicious page; each cookie that it is sent is kept."""

    cookies: list[str] = []  # noqa: RUF012 - one list for the run

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Serve a file, and look what came with the request."""
        self.cookies.append(self.headers.get("cookie", ""))
        super().do_GET()


@pytest.fixture
def elsewhere() -> Iterator[int]:
    """Give the port of a server of somebody else on this computer, with the malicious page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(EVIL.parent))) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield server.server_address[1]
        server.shutdown()
        serving.join(10)


@pytest.fixture(params=[True, False], ids=["guarded", "without the guard"])
def guarded(request: pytest.FixtureRequest) -> bool:
    """Say whether the guard stands before the desk."""
    return bool(request.param)


@pytest.fixture
def app(office: Office, keys: Keys, guarded: bool) -> ASGIApp:  # noqa: FBT001 - a fixture
    """Give the desk, with its guard or without."""
    whole = made(office, keys)
    assert isinstance(whole, Guard)
    return whole if guarded else whole._app


@pytest.fixture(scope="module")
def misled(browser: Browser) -> Iterator[Browser]:
    """Give a browser for which a name of somebody else leads to this computer."""
    opened = browser.browser_type.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", "--no-first-run", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
    )
    yield opened
    opened.close()


@pytest.fixture
def victim(misled: Browser, served: Served, office: Office, passphrase: str) -> Iterator[BrowserContext]:
    """Give the browser of somebody who sits at an open desk."""
    assert office.desk.reviewer  # made before somebody waits for it
    office.create_vault(passphrase)
    context = misled.new_context()
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(served.enter())
    assert "circumspect" in page.title()
    yield context
    context.close()


def attacked(victim: BrowserContext, address: str) -> str:
    """Open a malicious page and wait for its end; give all that it got."""
    page = victim.new_page()
    page.goto(address)
    page.wait_for_function("document.title === 'done'", timeout=180_000)
    got = page.evaluate("window.got.join('\\n')")
    assert isinstance(got, str)
    return got


@pytest.mark.parametrize("host", ["127.0.0.1", NAME])
def test_a_page_of_another_server_gets_nothing_and_changes_nothing(
    victim: BrowserContext, served: Served, office: Office, elsewhere: int, host: str, *, guarded: bool
) -> None:
    """Neither one on another port of this computer, which counts as the same site, nor one from elsewhere."""
    got = attacked(victim, f"http://{host}:{elsewhere}/{EVIL.name}?desk={served.address}")
    if guarded:
        assert not [word for word in OURS if word in got]
        assert not office.locked
    else:
        assert office.locked or [word for word in OURS if word in got]


def test_a_name_that_leads_here_gets_nothing_and_changes_nothing(
    victim: BrowserContext, served: Served, office: Office, *, guarded: bool
) -> None:
    """A page whose name leads to the desk once it was loaded (DNS rebinding) is of the desk's own origin."""
    port = served.address.rpartition(":")[2]

    def serve(route: Route) -> None:
        route.fulfill(body=EVIL.read_text(encoding="utf-8"), content_type="text/html")

    victim.route(f"http://{NAME}:{port}/{EVIL.name}", serve)
    got = attacked(victim, f"http://{NAME}:{port}/{EVIL.name}")
    if guarded:
        assert not [word for word in OURS if word in got]
        assert not office.locked
    else:
        assert 'name="csrf"' in got
        assert office.locked


def test_the_cookie_is_not_for_scripts_and_not_for_other_sites(
    victim: BrowserContext, served: Served, elsewhere: int, keys: Keys
) -> None:
    """No script of the desk can read it, and a page from elsewhere is not sent it."""
    page = victim.pages[0]
    assert page.evaluate("document.cookie") == ""
    (cookie,) = [one for one in victim.cookies(served.address) if one["name"] == COOKIE]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    _Quiet.cookies.clear()
    other = victim.new_page()
    with suppress(Exception):
        other.goto(f"http://{NAME}:{elsewhere}/{EVIL.name}?desk=http://{NAME}:{elsewhere}")
    assert _Quiet.cookies
    assert not [one for one in _Quiet.cookies if keys.run in one]

"""A desk to ask: in the same process for most tests, behind a real port and in a real browser for some."""

from __future__ import annotations

import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.testclient import TestClient

from circumspect.rulebook import cache
from circumspect.services import container
from circumspect.services.office import Office
from circumspect.storage import keyslot
from circumspect.surfaces.server import made
from circumspect.surfaces.server.guard import COOKIE, CSRF_HEADER, ENTER, Keys
from circumspect.surfaces.server.running import new_code, spender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from starlette.types import ASGIApp

    from circumspect.core.ruleset import Ruleset

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture
def passphrase() -> str:
    """Give a passphrase that is strong enough."""
    return "amber kettle over the orchard"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ruleset: Ruleset) -> Iterator[Office]:
    """Give a desk in an empty folder, without profile and vault; it reads by rules alone.

    All desks of a run share the compiled rules, and none is kept for good: hundreds of them are made.
    """
    own = cache.ruleset
    monkeypatch.setattr(cache, "ruleset", lambda packs: ruleset if packs == (cache.SHIPPED,) else own(packs))
    monkeypatch.setattr(container, "_for_good", nullcontext)
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    made_ = Office(tmp_path / "circumspect.toml", tmp_path / "vault", rules_only=True)
    yield made_
    made_.lock()


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Give the keys of a run; codes to enter are files in `codes`."""
    (tmp_path / "codes").mkdir()
    return Keys(spender(tmp_path / "codes"))


@pytest.fixture
def app(office: Office, keys: Keys) -> ASGIApp:
    """Give the whole desk as one application."""
    return made(office, keys)


@pytest.fixture
def client(app: ASGIApp, keys: Keys) -> Iterator[TestClient]:
    """Give somebody who has entered: with the cookie, and the key that changes things."""
    headers = {CSRF_HEADER: keys.csrf, "origin": "http://127.0.0.1:8377"}
    with TestClient(app, "http://127.0.0.1:8377", cookies={COOKIE: keys.run}, headers=headers) as made_:
        yield made_


@pytest.fixture
def stranger(app: ASGIApp) -> Iterator[TestClient]:
    """Give somebody who has not."""
    with TestClient(app, "http://127.0.0.1:8377", raise_server_exceptions=False) as made_:
        yield made_


@dataclass(frozen=True)
class Served:
    """A desk behind a real port: its address, and how a browser enters."""

    address: str
    keys: Keys
    codes: Path

    def enter(self) -> str:
        """Give an address that opens the desk once."""
        return f"{self.address}{ENTER}?code={new_code(self.codes)}"


@pytest.fixture
def served(app: ASGIApp, keys: Keys, tmp_path: Path) -> Iterator[Served]:
    """Give the desk behind a port of its own."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        assert running.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Served(f"http://127.0.0.1:{port}", keys, tmp_path / "codes")
    server.should_exit = True
    running.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real Chromium; the test is skipped where there is none."""
    if not CHROMIUM.is_file():
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - only where there is a browser

    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
            ],
        )
        yield opened
        opened.close()


@pytest.fixture
def page(served: Served, browser: Browser) -> Iterator[Page]:
    """Give a browser page that has entered the desk; a script error or a refused resource fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, locale="en-US")
    opened = context.new_page()
    context.set_default_timeout(60_000)  # two cores, and other tests beside it
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    opened.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
    opened.goto(served.enter())
    yield opened
    context.close()
    assert troubles == []

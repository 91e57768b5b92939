"""Starting the desk, and finding the one that runs already. Open it to change the port, or how a browser gets in.

Where a desk runs is written to a folder that only its owner can read. A code to enter is a file in it: whoever may put
a file there is its owner. A code works once.
"""

from __future__ import annotations

import json
import os
import secrets
import time
import warnings
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from platformdirs import user_runtime_path

from circumspect.services.locking import held_alone, write_new
from circumspect.surfaces.server import made
from circumspect.surfaces.server.guard import ENTER, Keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from circumspect.services.office import Office

PORT = 8377
_RUNNING, _LOCK, _CODE = "desk.json", "desk.lock", "enter-"
_LONGEST_START, _LOOK_AGAIN = 30.0, 0.1  # seconds


def folder() -> Path:
    """Give the folder where a running desk is written down; only its owner can look into it. Raises OSError."""
    with warnings.catch_warnings():  # that another folder than usual is taken helps nobody who starts the desk
        warnings.simplefilter("ignore")
        place = Path(os.environ.get("CIRCUMSPECT_RUNTIME", "") or user_runtime_path("circumspect"))
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix":
        _make_private(place)
    return place


def _make_private(place: Path) -> None:
    """Close a folder to others. Raises OSError where it, or the one around it, is somebody else's.

    Whoever can put a file there could let themselves in; under /tmp anybody may have made it before.
    """
    me = os.geteuid()
    if place.is_symlink() or place.stat().st_uid != me or place.parent.stat().st_uid not in (0, me):
        raise OSError("the folder for running programs is not yours alone; name another in CIRCUMSPECT_RUNTIME")
    place.chmod(0o700)


def new_code(place: Path) -> str:
    """Make a code with which a browser can enter once."""
    code = secrets.token_urlsafe(24)
    (place / f"{_CODE}{code}").touch(mode=0o600, exist_ok=False)
    return code


def spender(place: Path) -> Callable[[str], bool]:
    """Give what uses up a code: True where it was good."""

    def spend(code: str) -> bool:
        if not code or not all(one.isascii() and (one.isalnum() or one in "-_") for one in code):
            return False
        try:
            (place / f"{_CODE}{code}").unlink()
        except OSError:
            return False
        return True

    return spend


class _Server(uvicorn.Server):
    """A server that says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[int], None]) -> None:
        super().__init__(config)
        self._begun = begun

    async def startup(self, sockets: object = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            self._begun(self.servers[0].sockets[0].getsockname()[1])


def start(office: Office, *, port: int | None, browser: bool, say: Callable[[str], None]) -> None:
    """Run the desk until it is stopped; where one runs already, open a browser at that one.

    `port`: None for the usual one, or any that is free where it is taken. Raises OSError where it cannot listen.
    """
    place = folder()
    with held_alone(place / _LOCK) as ours:
        if not ours:
            _enter(place, _port_of_the_other(place), browser=browser, say=say)
            return
        for left in (place / _RUNNING, *place.glob(f"{_CODE}*")):  # of a run that was killed
            left.unlink(missing_ok=True)
        office.arrivals.sweep()
        office.watch()
        keys = Keys(spender(place))

        def begun(number: int) -> None:
            words = {"port": number, "pid": os.getpid(), "key": keys.run, "read": keys.read}
            hidden = place / f"{_RUNNING}.new"
            hidden.unlink(missing_ok=True)
            write_new(hidden, json.dumps(words).encode())
            hidden.replace(place / _RUNNING)  # whole, or not there
            _enter(place, number, browser=browser, say=say)
            say("Stop it with Ctrl-C. The vault locks itself when it is not used for a quarter of an hour.")

        config = uvicorn.Config(
            made(office, keys),
            host="127.0.0.1",
            port=PORT if port is None else port,
            http="h11",
            ws="none",
            proxy_headers=False,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        try:
            _run(config, begun, any_port=port is None)
        finally:
            office.lock()
            with suppress(OSError):
                (place / _RUNNING).unlink()


def _port_of_the_other(place: Path) -> int:
    """Give the port of the desk that runs; one that is just starting is waited for. Raises OSError."""
    until = time.monotonic() + _LONGEST_START
    while time.monotonic() < until:
        with suppress(FileNotFoundError):
            return int(json.loads((place / _RUNNING).read_text(encoding="utf-8"))["port"])
        time.sleep(_LOOK_AGAIN)
    raise OSError("another desk is starting and does not get ready; stop it, then start again")


def _run(config: uvicorn.Config, begun: Callable[[int], None], *, any_port: bool) -> None:
    """Listen; on another port where the usual one is taken and any will do. Raises OSError."""
    try:
        _Server(config, begun).run()
    except SystemExit:  # uvicorn's way to say that it cannot listen there
        if not any_port or config.port == 0:
            raise OSError("that port is taken, or kept for others; name another with --port") from None
        config.port = 0
        _Server(config, begun).run()


def _enter(place: Path, port: int, *, browser: bool, say: Callable[[str], None]) -> None:
    """Open a browser at the desk, or say which address does it."""
    address = f"http://127.0.0.1:{port}{ENTER}?code={new_code(place)}"
    if browser and webbrowser.open(address):
        say(f"Your desk is open in the browser, at http://127.0.0.1:{port}/")
    else:
        say(f"Your desk is here; this address opens it once: {address}")

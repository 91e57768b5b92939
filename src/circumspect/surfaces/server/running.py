"""Starting the desk, and finding the one that runs already. Open it to change the port, or how a browser gets in.

Where a desk runs is written to a folder that only its owner can read. A code to enter is a file in it: whoever may put
a file there is its owner. A code works once.
"""

from __future__ import annotations

import json
import os
import secrets
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from platformdirs import user_runtime_path

from circumspect.services.locking import held_alone
from circumspect.surfaces.server import made
from circumspect.surfaces.server.guard import ENTER, Keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from circumspect.services.office import Office

PORT = 8377
_RUNNING, _LOCK, _CODE = "desk.json", "desk.lock", "enter-"


def folder() -> Path:
    """Give the folder where a running desk is written down."""
    place = Path(os.environ.get("CIRCUMSPECT_RUNTIME", "") or user_runtime_path("circumspect"))
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def new_code(place: Path) -> str:
    """Make a code with which a browser can enter once."""
    code = secrets.token_urlsafe(24)
    (place / f"{_CODE}{code}").touch(mode=0o600, exist_ok=False)
    return code


def spender(place: Path) -> Callable[[str], bool]:
    """Give what uses up a code: True where it was good."""

    def spend(code: str) -> bool:
        if not code or not all(one.isalnum() or one in "-_" for one in code):
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
            _enter(place, json.loads((place / _RUNNING).read_text(encoding="utf-8"))["port"], browser=browser, say=say)
            return
        for left in place.glob(f"{_CODE}*"):
            left.unlink(missing_ok=True)
        keys = Keys(spender(place))

        def begun(number: int) -> None:
            written = place / _RUNNING
            written.unlink(missing_ok=True)
            handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"port": number, "pid": os.getpid(), "key": keys.run, "read": keys.read}, file)
            _enter(place, number, browser=browser, say=say)
            say("Stop it with Ctrl-C. The vault locks itself when it is not used for a quarter of an hour.")

        config = uvicorn.Config(
            made(office, keys),
            host="127.0.0.1",
            port=PORT if port is None else port,
            log_level="critical",
            access_log=False,
            server_header=False,
        )
        try:
            _run(config, begun, any_port=port is None)
        finally:
            office.lock()
            with suppress(OSError):
                (place / _RUNNING).unlink()


def _run(config: uvicorn.Config, begun: Callable[[int], None], *, any_port: bool) -> None:
    """Listen; on another port where the usual one is taken and any will do. Raises OSError."""
    try:
        _Server(config, begun).run()
    except SystemExit:  # uvicorn's way to say that the port is taken
        if not any_port or config.port == 0:
            raise OSError("that port is taken; name another with --port") from None
        config.port = 0
        _Server(config, begun).run()


def _enter(place: Path, port: int, *, browser: bool, say: Callable[[str], None]) -> None:
    """Open a browser at the desk, or say which address does it."""
    address = f"http://127.0.0.1:{port}{ENTER}?code={new_code(place)}"
    if browser and webbrowser.open(address):
        say(f"Your desk is open in the browser, at http://127.0.0.1:{port}/")
    else:
        say(f"Your desk is here; this address opens it once: {address}")

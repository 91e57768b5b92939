"""The API keeps to its own description: Schemathesis asks it what the description allows, and what it does not.

Examples are few and always the same, so that this takes seconds. For more of them set SCHEMATHESIS_EXAMPLES.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from circumspect.services.office import Office
from circumspect.storage import keyslot
from circumspect.surfaces.server import made
from circumspect.surfaces.server.guard import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from schemathesis import BaseSchema
    from starlette.types import ASGIApp, Receive, Scope, Send

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "4"))
CONFIG = {
    "seed": 7,
    "request-timeout": 120,
    "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
    "checks": {
        "ignored_auth": {"enabled": False},  # the key is not in the description: tests/surfaces/server/test_guard.py
        "use_after_free": {"enabled": False},  # nothing here is ever deleted
    },
    "phases": {"stateful": {"enabled": False}},  # as above
}


class Entered:
    """Whoever asks bears the key, and asks at the right address: the guard is in the way of every example."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        """Stand before `app`."""
        self._app = app
        self._headers = [(b"host", b"127.0.0.1:8377"), (b"authorization", f"Bearer {keys.run}".encode())]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask as somebody who has entered."""
        if scope["type"] == "http":
            asked = [(name, value) for name, value in scope["headers"] if name not in (b"host", b"authorization")]
            scope = {**scope, "server": ("127.0.0.1", 8377), "headers": [*asked, *self._headers]}
        await self._app(scope, receive, send)


@pytest.fixture
def described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseSchema]:
    """Give the description of an API with an open, empty vault, and the API itself."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    office = Office(tmp_path / "circumspect.toml", tmp_path / "vault", rules_only=True)
    assert office.desk.reviewer  # made before somebody waits for it
    office.create_vault("amber kettle over the orchard")
    keys = Keys(lambda _code: False)
    config = SchemathesisConfig.from_dict(CONFIG)
    yield schemathesis.openapi.from_asgi("/api/openapi.json", Entered(made(office, keys), keys), config=config)
    office.lock()


def test_every_operation_keeps_to_the_description(described: BaseSchema) -> None:
    """Whatever is sent, the answer is one that the description names, and never a fault of ours."""
    asked, broken = set(), []
    for event in from_schema(described).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            asked.add(event.label)
            broken += [
                f"{event.label}: {check.name}: {check.failure_info.failure}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.failure_info is not None
            ]
    assert sorted(set(broken)) == []
    paths = described.raw_schema["paths"]
    assert {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods} <= asked

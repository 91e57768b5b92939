"""A long client list made ready beside what the person does: no text is read without it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.roster import Client, PersonName
from circumspect.rulebook.names import load_names
from circumspect.services import meeting
from circumspect.services.meeting import Meeting

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_text_waits_until_the_list_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is in the making nothing is answered; then the client is seen."""
    go = threading.Event()

    def slow(root: Path) -> object:
        assert go.wait(30)
        return load_names(root)

    monkeypatch.setattr(meeting, "load_names", slow)
    made = Meeting([Client("a", PersonName("Maribel", "Okonkwo"))])
    assert repr(made) == "Meeting(in the making)"
    go.set()
    [seen] = made.mentions("I saw Maribel Okonkwo on Monday.")
    assert (seen.start, seen.end) == (6, 21)


def test_what_kept_it_from_becoming_ready_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that cannot be made ready never passes for one that names nobody."""

    def broken(_: object) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr(meeting, "load_names", broken)
    with pytest.raises(RuntimeError, match="broken"):
        Meeting([Client("a", PersonName("Maribel"))]).mentions("Maribel")

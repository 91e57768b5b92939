"""Comparing texts with a long client list without making anybody wait for it. Open it to change when it is made ready.

For ten thousand clients it takes seconds to prepare. It is done beside what the person does next; the first text that
is read waits for it, so that no text is ever read without the list.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from circumspect.core.linkage import Linker, Mentions
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circumspect.core.ports import RosterMention
    from circumspect.domain.roster import Client


class Meeting:
    """A roster as `core.ports.Roster` sees it, made ready in a thread of its own."""

    def __init__(self, clients: Sequence[Client]) -> None:
        """Begin to make it ready for these clients."""
        self._ready: Future[Mentions] = Future()
        threading.Thread(target=self._prepare, args=(clients,), daemon=True, name="roster").start()

    def __repr__(self) -> str:
        """Show whether it is ready."""
        return f"Meeting({'ready' if self._ready.done() else 'in the making'})"

    def mentions(self, text: str) -> Sequence[RosterMention]:
        """Give where a text names a client; waits until it is ready. Raises what kept it from becoming so."""
        return self._ready.result().mentions(text)

    def _prepare(self, clients: Sequence[Client]) -> None:
        try:
            self._ready.set_result(Mentions(Linker(clients, load_names(SHIPPED))))
        except BaseException as error:  # noqa: BLE001 - whoever reads a text is told
            self._ready.set_exception(error)

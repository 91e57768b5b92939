"""The roster as `check` sees it: does a text name a client? Open it to change when texts are compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.services.vault_folder import has_vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from circumspect.core.ports import Roster

LOCKED = (
    "your client list is locked, so names were not compared with it; "
    "unlock it with: circumspect vault unlock, or use --ask-roster"
)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The roster, where it could be opened; else why texts are read without it (nothing to say where there is none)."""

    roster: Roster | None = None
    note: str = ""


def known_names(ask: Callable[[], str] | None = None) -> KnownNames:
    """Open the roster for reading texts: with the key that waits in the system keyring, or by asking.

    Without `ask`, a locked vault is left locked, and the note says so. Raises VaultError; with `ask`, also where there
    is no vault, or nobody to ask.
    """
    if ask is None and not has_vault():
        return KnownNames()
    from circumspect.core.linkage import Linker, Mentions  # noqa: PLC0415 - only who has a vault waits for these
    from circumspect.rulebook.cache import SHIPPED  # noqa: PLC0415
    from circumspect.rulebook.names import load_names  # noqa: PLC0415
    from circumspect.services.screen import clients_in  # noqa: PLC0415
    from circumspect.services.vault import PassphraseNeededError, open_vault  # noqa: PLC0415

    try:
        with open_vault(None, ask) as vault:
            clients = clients_in(vault)
    except PassphraseNeededError:
        if ask is not None:
            raise
        return KnownNames(note=LOCKED)
    return KnownNames(Mentions(Linker(clients, load_names(SHIPPED))))

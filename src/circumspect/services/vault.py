"""Opening the vault for a command, and what else one does with it. Open it to change where a passphrase comes from.

The key of a vault that was unlocked waits in the system keyring. Without one, the passphrase comes from the file that
CIRCUMSPECT_PASSPHRASE_FILE names, and else from the person, through a callable that the surface gives.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from circumspect.services.vault_folder import FOLDER_VARIABLE, vault_folder
from circumspect.storage.errors import (
    KeyStoreError,
    NoVaultError,
    VaultError,
    VaultExistsError,
    VaultLockedError,
    WrongKeyError,
    WrongPassphraseError,
)
from circumspect.storage.key_store import KeyStore
from circumspect.storage.keyslot import check_passphrase
from circumspect.storage.vault import Vault, VaultContent, VaultStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    AskPassphrase = Callable[[], str]

PASSPHRASE_FILE_VARIABLE = "CIRCUMSPECT_PASSPHRASE_FILE"  # noqa: S105 - a name
USUAL_MINUTES = 15
_LONGEST_PASSPHRASE = 4096


class PassphraseNeededError(VaultError):
    """Nobody is there to ask for the passphrase."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "there is no terminal to ask for the passphrase. Use circumspect vault unlock in a terminal first, or name "
            f"a file that only you can read in {PASSPHRASE_FILE_VARIABLE}; its first line is the passphrase"
        )


class PassphraseFileError(VaultError):
    """The file with the passphrase cannot be used."""

    def __init__(self, what: str) -> None:
        """Say why; `what` is our own words."""
        super().__init__(f"the file that {PASSPHRASE_FILE_VARIABLE} names {what}")


@dataclass(frozen=True, slots=True)
class Report:
    """What `vault status` tells. `until`: when an unlocked vault locks itself; None, as `content`, while it is locked.

    `keyring`: why there is none to keep the key; empty where there is one.
    """

    status: VaultStatus
    until: float | None
    content: VaultContent | None
    keyring: str


def vault_exists(folder: Path | None = None) -> bool:
    """Say whether there is a vault."""
    return Vault.status(vault_folder(folder)).exists


def open_vault(
    folder: Path | None = None, ask_passphrase: AskPassphrase | None = None, *, keys: KeyStore | None = None
) -> Vault:
    """Open the vault: with the key in the system keyring, else a passphrase from a file, else by asking.

    Use it in a `with`. Raises VaultError: no vault, wrong passphrase, damage, nobody to ask; each says what to do.
    """
    place = vault_folder(folder)
    if not Vault.status(place).exists:
        raise NoVaultError
    if (opened := _opened_with_key(place, keys or KeyStore())) is not None:
        return opened
    return Vault.unlock(place, passphrase_for(ask_passphrase))


def _opened_with_key(place: Path, keys: KeyStore) -> Vault | None:
    """Open with the key that is kept; one of another vault, as after a restore, is removed."""
    key = keys.get(place)
    if key is None:
        return None
    try:
        return Vault.unlock_with(place, key)
    except WrongKeyError:
        with suppress(KeyStoreError):  # it fits nothing, wherever it stays
            keys.forget(place)
        return None


def passphrase_for(ask: AskPassphrase | None) -> str:
    """Give the passphrase: from the file that the environment names, else by asking. Raises VaultError."""
    if named := os.environ.get(PASSPHRASE_FILE_VARIABLE):
        return _from_file(Path(named))
    if ask is None:
        raise PassphraseNeededError
    return ask()


def _from_file(path: Path) -> str:
    """Read a passphrase from the first line of a file that only its owner can read. Raises PassphraseFileError."""
    if path.exists() and not path.is_file():
        raise PassphraseFileError("is no ordinary file")
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if os.name == "posix" and (found.st_mode & 0o077 or found.st_uid != os.geteuid()):
                raise PassphraseFileError("can be read by others. Close it to them with: chmod 600 FILE")
            raw = file.read(_LONGEST_PASSPHRASE)
    except OSError:
        raise PassphraseFileError("cannot be read. Check that it is there and is yours") from None
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise PassphraseFileError("is not UTF-8 text. Save it again as UTF-8") from None
    if not lines or not lines[0]:
        raise PassphraseFileError("is empty. Its first line must be the passphrase")
    return lines[0]


def create(folder: Path, ask_new: AskPassphrase | None) -> None:
    """Make a vault, and leave it locked. Raises VaultError, before anything is asked where there is a vault."""
    if Vault.status(folder).exists:
        raise VaultExistsError
    Vault.create(folder, passphrase_for(ask_new)).lock()


def unlock(folder: Path, ask: AskPassphrase | None, minutes: float, *, keys: KeyStore | None = None) -> None:
    """Keep the vault unlocked until it was not used for `minutes`. Raises VaultError, and KeyStoreError for no keyring.

    The passphrase is asked for even where a key is kept already: unlocking is a person's act.
    """
    store = keys or KeyStore()
    if not Vault.status(folder).exists:
        raise NoVaultError
    if not store.usable:
        raise KeyStoreError(f"{store.why_not()}. The vault stays locked, and each command asks for your passphrase")
    with Vault.unlock(folder, passphrase_for(ask)) as vault:
        store.keep(folder, vault.key(), minutes * 60)


def lock(folder: Path, *, keys: KeyStore | None = None) -> bool:
    """Take the key out of the keyring; False where the vault was locked already. Raises KeyStoreError."""
    return (keys or KeyStore()).forget(folder)


def report(folder: Path, *, keys: KeyStore | None = None) -> Report:
    """Say how the vault stands, asking for nothing: numbers only where it is unlocked. Raises VaultError."""
    store, status = keys or KeyStore(), Vault.status(folder)
    why_not = "" if store.usable else store.why_not()
    kept = store.look(folder) if status.exists else None
    if kept is None:
        return Report(status, None, None, why_not)
    try:
        with Vault.unlock_with(folder, kept.key) as vault:
            return Report(status, kept.until, vault.content(), why_not)
    except WrongKeyError:
        return Report(status, None, None, why_not)


def change_passphrase(folder: Path, ask_old: AskPassphrase, ask_new: AskPassphrase) -> None:
    """Wrap the vault's key with another passphrase, both asked for. Raises VaultError."""
    if not Vault.status(folder).exists:
        raise NoVaultError
    old = ask_old()
    with Vault.unlock(folder, old) as vault:
        vault.change_passphrase(old, ask_new())


def restore(path: Path, folder: Path, *, replace: bool = False, keys: KeyStore | None = None) -> Path | None:
    """Put a backup in the vault's place, forget the key of the one before, and give the folder that keeps that one.

    None where there was no vault. Raises VaultError.
    """
    kept = Vault.restore(path, folder, replace=replace)
    with suppress(KeyStoreError):  # as above
        (keys or KeyStore()).forget(folder)
    return kept


def kept_vaults(folder: Path) -> tuple[Path, ...]:
    """Give the folders of vaults that backups replaced here; each can be opened as a vault of its own."""
    return Vault.status(folder).kept


def shred(folder: Path, kept: Sequence[Path] = (), *, keys: KeyStore | None = None) -> None:
    """Destroy the vault, the `kept` ones given, and their keys in the keyring. Raises VaultError."""
    Vault.shred(folder, kept)
    store = keys or KeyStore()
    for place in (folder, *kept):
        with suppress(KeyStoreError):  # as above
            store.forget(place)


__all__ = [
    "FOLDER_VARIABLE",
    "KeyStore",
    "NoVaultError",
    "Vault",
    "VaultError",
    "VaultExistsError",
    "VaultLockedError",
    "WrongPassphraseError",
    "change_passphrase",
    "check_passphrase",
    "create",
    "kept_vaults",
    "lock",
    "open_vault",
    "passphrase_for",
    "report",
    "restore",
    "shred",
    "unlock",
    "vault_exists",
    "vault_folder",
]

"""The system keyring, where the key of an unlocked vault stays for a while. Open it to trust another keyring.

Only keyrings that encrypt are used, by name: macOS Keychain, Windows Credential Locker, and the Secret Service or
KWallet of a desktop. The one that is configured elsewhere, or by an environment variable, is not asked: it may keep
secrets as plain text, or throw them away.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keyring.backend import KeyringBackend, get_all_keyring
from keyring.errors import KeyringError

from circumspect.storage.errors import KeyStoreError
from circumspect.storage.keyslot import KEY_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SERVICE = "circumspect vault"
TRUSTED = (
    "keyring.backends.macOS",
    "keyring.backends.Windows",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)
# Those that are always among the found and keep nothing, or hand over to the others.
_NO_KEYRING = ("keyring.backends.fail", "keyring.backends.null", "keyring.backends.chainer")


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """A vault's key in the keyring: after how many seconds without use it goes, and so at what time."""

    key: bytes
    idle: float
    until: float

    def __repr__(self) -> str:
        """Show the time, not the key."""
        return f"Kept(until={self.until:.0f})"


class KeyStore:
    """The key of each unlocked vault, by its folder, until it was not used for a while."""

    def __init__(self, found: Sequence[KeyringBackend] | None = None, clock: Callable[[], float] = time.time) -> None:
        """Look for a keyring to trust among `found`; without it, among those that this computer has."""
        rings = get_all_keyring() if found is None else list(found)
        trusted = [ring for ring in rings if type(ring).__module__ in TRUSTED]
        self._ring = max(trusted, key=lambda ring: float(ring.priority), default=None)
        kinds = [type(ring) for ring in rings if type(ring).__module__ not in (*TRUSTED, *_NO_KEYRING)]
        self.refused = sorted({f"{kind.__module__}.{kind.__qualname__}" for kind in kinds})
        self._clock = clock

    def __repr__(self) -> str:
        """Show which keyring, not what is in it."""
        return f"KeyStore({type(self._ring).__module__ if self._ring else None!r})"

    @property
    def usable(self) -> bool:
        """Whether there is a keyring to trust."""
        return self._ring is not None

    def why_not(self) -> str:
        """Say why no keyring is used."""
        if self.refused:
            return (
                f"the keyring here ({', '.join(self.refused)}) is not known to encrypt what it keeps, so it was refused"
            )
        return "this computer has no system keyring that is open to circumspect"

    def keep(self, folder: Path, key: bytes, seconds: float) -> None:
        """Keep a vault's key until it was not asked for during `seconds`. Raises KeyStoreError."""
        if self._ring is None:
            raise KeyStoreError(f"{self.why_not()}. The vault stays locked, and each command asks for your passphrase")
        entry = {"key": key.hex(), "idle": seconds, "until": self._clock() + seconds}
        try:
            self._ring.set_password(SERVICE, _name(folder), json.dumps(entry))
        except (KeyringError, OSError, RuntimeError):
            raise KeyStoreError(
                "the system keyring took nothing; it may be locked. Unlock it, then try again. "
                "The vault stays locked, and each command asks for your passphrase"
            ) from None

    def get(self, folder: Path) -> bytes | None:
        """Give a vault's key and renew its time; None where there is none, or its time is over: then it is removed."""
        kept = self._read(folder)
        if kept is None:
            return None
        if not self._fresh(kept):
            with suppress(KeyStoreError):  # it is not used, also where it cannot be removed
                self.forget(folder)
            return None
        with suppress(KeyStoreError):  # then it runs out a little sooner
            self.keep(folder, kept.key, kept.idle)
        return kept.key

    def look(self, folder: Path) -> Kept | None:
        """Give what is kept of a vault, without renewing it; None where there is nothing, or its time is over."""
        kept = self._read(folder)
        return kept if kept is not None and self._fresh(kept) else None

    def _fresh(self, kept: Kept) -> bool:
        """Say whether a key's time still runs, and was not set by a clock that was ahead."""
        now = self._clock()
        return now < kept.until <= now + kept.idle

    def forget(self, folder: Path) -> bool:
        """Remove a vault's key; False where none was kept. Raises KeyStoreError where it may still be there."""
        if self._ring is None:
            return False
        try:
            if self._ring.get_password(SERVICE, _name(folder)) is None:
                return False
            self._ring.delete_password(SERVICE, _name(folder))
        except (KeyringError, OSError, RuntimeError):
            raise KeyStoreError(
                "the system keyring did not answer, so the vault may still be unlocked. Unlock the keyring and try "
                f"again, or remove the entry “{SERVICE}” with the keyring program of your system"
            ) from None
        return True

    def _text(self, folder: Path) -> str | None:
        """Read what is kept of a vault; None for nothing, or where the keyring does not answer."""
        if self._ring is None:
            return None
        try:
            return self._ring.get_password(SERVICE, _name(folder))
        except (KeyringError, OSError, RuntimeError):
            return None

    def _read(self, folder: Path) -> Kept | None:
        """Read what is kept of a vault; None for nothing, or what is not ours."""
        try:
            row = json.loads(self._text(folder) or "null")
            key = bytes.fromhex(row["key"])
            return Kept(key, float(row["idle"]), float(row["until"])) if len(key) == KEY_BYTES else None
        except (ValueError, KeyError, TypeError):
            return None


def _name(folder: Path) -> str:
    """Name a vault by where it is."""
    return str(folder.resolve())

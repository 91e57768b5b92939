"""The key of the vault, wrapped with the passphrase. Open it to see how the key is kept, or to change its cost.

The database is encrypted with a random key that never changes. keyslot.json holds that key under AES-256-GCM, with a
key that Argon2id derives from the passphrase: a new passphrase rewrites this small file and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from circumspect.storage.errors import (
    DamagedKeyslotError,
    NewerVaultError,
    VaultError,
    WeakPassphraseError,
    WrongPassphraseError,
)

FORMAT = 1
KEY_BYTES = 32
SHORTEST = 12  # characters of a passphrase
_WRAPPED_BYTES, _NONCE_BYTES, _SALT_BYTES = KEY_BYTES + 16, 12, 16
# What a foreign file may ask of this computer: 8 MiB to 1 GiB, 1 to 20 passes, 1 to 8 lanes.
_BOUNDS = {"memory_kib": (8 * 1024, 1024 * 1024), "passes": (1, 20), "lanes": (1, 8)}


@dataclass(frozen=True, slots=True)
class Cost:
    """What deriving a key from a passphrase costs. 64 MiB and three passes take about 0.2 s on one core."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


USUAL = Cost()


@dataclass(frozen=True, slots=True, repr=False)
class Keyslot:
    """A wrapped key. `check` tells whether a key is the one wrapped here; nothing can be read from it."""

    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes
    check: str

    def __repr__(self) -> str:
        """Show the cost."""
        return f"Keyslot({self.cost!r})"

    @classmethod
    def seal(cls, key: bytes, passphrase: str) -> Keyslot:
        """Wrap a key with a passphrase, under a fresh salt. Raises WeakPassphraseError."""
        check_passphrase(passphrase)
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        wrapped = AESGCM(_derive(passphrase, salt, USUAL)).encrypt(nonce, key, _bound(USUAL, salt))
        return cls(USUAL, salt, nonce, wrapped, key_check(key))

    def open(self, passphrase: str) -> bytes:
        """Give the key. Raises WrongPassphraseError."""
        derived = _derive(passphrase, self.salt, self.cost)
        try:
            return AESGCM(derived).decrypt(self.nonce, self.wrapped, _bound(self.cost, self.salt))
        except InvalidTag:
            raise WrongPassphraseError from None

    def fits(self, key: bytes) -> bool:
        """Say whether `key` is the one wrapped here."""
        return secrets.compare_digest(self.check, key_check(key))

    def to_json(self) -> bytes:
        """Give the file's content."""
        row: dict[str, object] = {
            "format": FORMAT,
            "kdf": "argon2id",
            "memory_kib": self.cost.memory_kib,
            "passes": self.cost.passes,
            "lanes": self.cost.lanes,
            "salt": self.salt.hex(),
            "cipher": "aes-256-gcm",
            "nonce": self.nonce.hex(),
            "wrapped": self.wrapped.hex(),
            "check": self.check,
        }
        return json.dumps(row | {"sum": _sum(row)}, indent=1).encode() + b"\n"

    @classmethod
    def from_json(cls, raw: bytes) -> Keyslot:
        """Read a file's content. Raises DamagedKeyslotError, or NewerVaultError for a format not yet known."""
        try:
            return cls._parsed(json.loads(raw))
        except VaultError:
            raise
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise DamagedKeyslotError("is damaged") from None

    @classmethod
    def _parsed(cls, row: dict[str, Any]) -> Keyslot:
        """Take a file's fields. Raises as `from_json`, and KeyError, TypeError or ValueError for what is none."""
        if _sum({name: value for name, value in row.items() if name != "sum"}) != row["sum"]:
            raise DamagedKeyslotError("is damaged")
        if row["format"] > FORMAT:
            raise NewerVaultError
        cost = Cost(*(_bounded(row, name) for name in _BOUNDS))
        salt, nonce, wrapped = (bytes.fromhex(row[name]) for name in ("salt", "nonce", "wrapped"))
        if (len(salt), len(nonce), len(wrapped)) != (_SALT_BYTES, _NONCE_BYTES, _WRAPPED_BYTES):
            raise DamagedKeyslotError("is damaged")
        return cls(cost, salt, nonce, wrapped, str(row["check"]))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short. Raises WeakPassphraseError."""
    if len(passphrase) < SHORTEST:
        raise WeakPassphraseError(
            f"a passphrase needs at least {SHORTEST} characters; four or five words that you make up are good. "
            "Nothing was changed"
        )


def key_check(key: bytes) -> str:
    """Give digits that tell one random key from another, and nothing else about it."""
    return hashlib.sha256(b"circumspect vault key\0" + key).hexdigest()[:32]


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Derive a key; the same letters give the same key however a system composes their accents."""
    raw = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(raw, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _bound(cost: Cost, salt: bytes) -> bytes:
    """Give what the wrapped key is bound to, so that nobody can change it unseen."""
    return f"circumspect {FORMAT} argon2id {cost.memory_kib} {cost.passes} {cost.lanes} ".encode() + salt


def _sum(row: dict[str, Any]) -> str:
    """Tell damage from a wrong passphrase; against intent, the cipher's own tag stands."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def _bounded(row: dict[str, Any], name: str) -> int:
    """Give a cost that this computer may be asked. Raises DamagedKeyslotError."""
    value, (least, most) = row[name], _BOUNDS[name]
    if type(value) is not int or not least <= value <= most:
        raise DamagedKeyslotError("asks for more than this computer gives")
    return value

"""A vault as one encrypted file. Open it to see what a backup holds, or how one is read.

The first line says what follows: the wrapped key, the version of the vault, the length and SHA-256 of the rest. The
rest is the encrypted database. Nothing in it can be read without the passphrase it was made with.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from circumspect.storage.errors import DamagedBackupError, FileExistsAlreadyError, NewerVaultError
from circumspect.storage.files import new_file, sync_folder
from circumspect.storage.keyslot import Keyslot
from circumspect.storage.schema import newest

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

FORMAT = 1
_MARK = b"circumspect vault backup "
_LONGEST_LINE = 16 * 1024
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Header:
    """The first line of a backup."""

    keyslot: bytes
    schema: int
    size: int
    sha256: str

    def line(self) -> bytes:
        """Give the line."""
        row = {
            "format": FORMAT,
            "schema": self.schema,
            "size": self.size,
            "sha256": self.sha256,
            "keyslot": json.loads(self.keyslot),
        }
        return _MARK + json.dumps(row).encode() + b"\n"


def write_backup(path: Path, keyslot: Keyslot, schema: int, database: Path) -> None:
    """Write a backup of a copied database; it is on disk when this returns. Raises FileExistsAlreadyError."""
    with database.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    header = Header(keyslot.to_json(), schema, database.stat().st_size, digest)
    try:
        new_file(path)
    except FileExistsError:
        raise FileExistsAlreadyError from None
    try:
        with path.open("r+b") as out, database.open("rb") as file:
            out.write(header.line())
            while chunk := file.read(_CHUNK):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        sync_folder(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def read_backup(path: Path, database: Path) -> bytes:
    """Take a backup apart: write its database to a new file and give its keyslot.

    Raises DamagedBackupError, NewerVaultError; then the new file holds nothing of use.
    """
    with path.open("rb") as file:
        header = _header(file)
        digest, size = hashlib.sha256(), 0
        new_file(database)
        with database.open("r+b") as out:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size > header.size:
                    break
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    if size < header.size:
        raise DamagedBackupError("is cut short")
    if size != header.size or digest.hexdigest() != header.sha256:
        raise DamagedBackupError("is damaged: it is not what was written")
    return header.keyslot


def _header(file: BinaryIO) -> Header:
    """Read the first line. Raises DamagedBackupError, NewerVaultError."""
    line = file.readline(_LONGEST_LINE)
    if not line.startswith(_MARK):
        raise DamagedBackupError("is empty" if not line else "is no backup of a circumspect vault")
    try:
        return _parsed(json.loads(line.removeprefix(_MARK)))
    except NewerVaultError:
        raise
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DamagedBackupError("has a damaged first line") from None


def _parsed(row: dict[str, Any]) -> Header:
    """Take a first line's fields. Raises NewerVaultError, and KeyError, TypeError or ValueError for what is none."""
    if int(row["format"]) > FORMAT or int(row["schema"]) > newest():
        raise NewerVaultError
    keyslot = Keyslot.from_json(json.dumps(row["keyslot"]).encode())
    return Header(keyslot.to_json(), int(row["schema"]), int(row["size"]), str(row["sha256"]))

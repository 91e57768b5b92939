"""Files that only their owner can read. Open it to change how a file of the vault is made, replaced or wiped."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from circumspect.storage.errors import VaultInUseError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where an open file cannot be replaced or removed anyway
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIVATE, PRIVATE_FOLDER = 0o600, 0o700
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; one that is there is closed to others."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)


def new_file(path: Path, content: bytes = b"") -> None:
    """Make a file that only its owner can read; it is on disk when this returns. Raises FileExistsError."""
    with os.fdopen(os.open(path, _NEW, PRIVATE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all, and overwrite what was there before where the disk allows it."""
    fresh = part_of(path)
    try:
        new_file(fresh, content)
        old = path.open("r+b") if path.exists() else None
        fresh.replace(path)
        sync_folder(path.parent)
        if old is not None:
            with old:
                _overwrite(old.fileno())
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def part_of(path: Path) -> Path:
    """Give a name beside `path` for a file that is being written; `sweep` takes what an interruption left."""
    return path.with_name(f"{path.name}.part-{secrets.token_hex(4)}")


def sweep(folder: Path) -> None:
    """Remove half-written files that an interruption left. Call it only with the folder locked for oneself."""
    for left in folder.glob("*.part-*"):
        left.unlink(missing_ok=True)


def wipe(path: Path) -> None:
    """Overwrite a file with noise, then remove it. A disk may keep old blocks all the same."""
    with path.open("r+b") as file:
        _overwrite(file.fileno())
    path.unlink()


def _overwrite(file: int) -> None:
    size = os.fstat(file).st_size
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, secrets.token_bytes(size))
    os.fsync(file)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to disk, where the system can."""
    if os.name != "posix":  # pragma: no cover - Windows does it by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def held(folder: Path, *, alone: bool) -> Iterator[None]:
    """Hold a folder: `alone` to replace or remove its files, else beside others. Raises VaultInUseError at once."""
    path = folder / ".lock"
    handle = os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE)
    try:
        if fcntl is not None:
            try:
                fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            except OSError:
                raise VaultInUseError from None
        yield
    finally:
        os.close(handle)

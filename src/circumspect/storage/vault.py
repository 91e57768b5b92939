"""The vault: one encrypted database and its wrapped key, in a folder. Open it to change how it is opened or closed.

`vault.db` is SQLCipher under a random key; `keyslot.json` holds that key under the passphrase. A new pair of files
is written beside the old one and then put in its place by renaming; a rename that was interrupted is finished by
whoever looks next, so a folder holds the old vault or the new one, never half of each. A vault that a backup replaces
is copied whole to a folder of its own first, and stays there.
"""

from __future__ import annotations

import errno
import os
import random
import re
import secrets
import shutil
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from circumspect.storage import engine as sql
from circumspect.storage import schema
from circumspect.storage.backup import read_backup, write_backup
from circumspect.storage.errors import (
    DamagedDatabaseError,
    DamagedKeyslotError,
    MigrationError,
    NewerVaultError,
    NoVaultError,
    VaultError,
    VaultExistsError,
    VaultFullError,
    VaultInUseError,
    VaultLockedError,
    WrongKeyError,
)
from circumspect.storage.files import held, make_folder, new_file, part_of, replace_file, sweep, sync_folder, wipe
from circumspect.storage.keyslot import KEY_BYTES, Keyslot
from circumspect.storage.tables import ClientRow, DecisionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Engine

T = TypeVar("T")
DATABASE, KEYSLOT = "vault.db", "keyslot.json"
# A pair that is being written, and the keyslot's name once the pair is whole: from then on it takes the others' place.
_STAGED_DATABASE, _STAGED_KEYSLOT, _NEXT_KEYSLOT = "vault.db.staged", "keyslot.json.staged", "keyslot.json.next"
_BESIDE = ("-wal", "-shm", "-journal")
# How long we wait for another process that writes, or that closes the vault. A process that ended, however it ended,
# holds nothing any more, so this is for one that is slow: 200,000 clients on a disk under load.
PATIENCE_SECONDS = 180.0
_REPLACED = "-replaced-"
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:-\d+)?")


def _today() -> date:
    """Give the day."""
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """What can be said of a vault without opening it.

    `problem`: why it cannot be opened; `size`: bytes on disk; `kept`: the folders of vaults that it replaced.
    """

    exists: bool
    size: int = 0
    problem: str = ""
    kept: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class VaultContent:
    """What can be said of an open vault, in numbers."""

    schema: int
    clients: int
    decisions: int


class Vault:
    """An open vault. Use `create`, `unlock` or `unlock_with`, and `with`, so that it is locked at the end."""

    def __init__(
        self, folder: Path, key: bytes, *, idle: float | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Hold a folder open with its key; the class methods do this for you, with all checks.

        `idle`: seconds without use after which it locks itself; None for never. `clock` gives seconds.
        """
        self.folder = folder
        self._key: bytearray | None = bytearray(key)
        self._idle, self._clock = idle, clock
        self._used = clock()
        self.writes = 0  # how many writes were kept, or were about to be: while it is 0, nothing was changed
        self._held = ExitStack()
        self._held.enter_context(held(folder, alone=False))
        self._engine: Engine | None = sql.make_engine(folder / DATABASE, self.key)

    def __repr__(self) -> str:
        """Show whether it is open."""
        return f"Vault({'locked' if self.locked else 'open'})"

    def __enter__(self) -> Self:
        """Give the vault."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Lock it."""
        self.lock()

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, *, idle: float | None = None, clock: Callable[[], float] = time.monotonic
    ) -> Vault:
        """Make a vault and give it open. Raises WeakPassphraseError, VaultExistsError."""
        if _exists(folder):
            raise VaultExistsError
        key = secrets.token_bytes(KEY_BYTES)
        keyslot = Keyslot.seal(key, passphrase)
        make_folder(folder)
        with held(folder, alone=True):
            if _exists(folder):
                raise VaultExistsError
            _clear(folder)
            staged = folder / _STAGED_DATABASE
            sql.make(staged, key)
            _migrate(staged, key)
            _place(folder, keyslot.to_json())
        return cls._opened(folder, key, idle, clock)

    @classmethod
    def unlock(
        cls, folder: Path, passphrase: str, *, idle: float | None = None, clock: Callable[[], float] = time.monotonic
    ) -> Vault:
        """Open a vault with its passphrase; an older one is brought up to date first.

        Raises a VaultError of its own kind for each thing that can be wrong.
        """
        return cls._opened(folder, _keyslot(folder).open(passphrase), idle, clock)

    @classmethod
    def unlock_with(
        cls, folder: Path, key: bytes, *, idle: float | None = None, clock: Callable[[], float] = time.monotonic
    ) -> Vault:
        """Open a vault with its key, as `unlock`. Raises WrongKeyError too."""
        if not _keyslot(folder).fits(key):
            raise WrongKeyError
        return cls._opened(folder, key, idle, clock)

    @classmethod
    def _opened(cls, folder: Path, key: bytes, idle: float | None, clock: Callable[[], float]) -> Vault:
        """Open with a key that is the right one, look for damage, migrate."""
        _look_over(folder / DATABASE, key)
        vault = cls(folder, key, idle=idle, clock=clock)
        try:
            with vault.session() as session:
                older = schema.version_of(session.connection()) < schema.newest()
            if older:
                with _plainly():
                    _migrate(folder / DATABASE, key)
        except BaseException:
            vault.lock()
            raise
        return vault

    @property
    def locked(self) -> bool:
        """Whether the key is forgotten."""
        return self._key is None

    def key(self) -> bytes:
        """Give the key, for the system keyring. Raises VaultLockedError."""
        if self._key is None:
            raise VaultLockedError
        return bytes(self._key)

    def lock(self) -> None:
        """Forget the key and close the file."""
        if self._engine is not None:
            self._engine.dispose()
        if self._key is not None:
            self._key[:] = bytes(len(self._key))
        self._key = self._engine = None
        self._held.close()

    def lock_after(self, idle: float | None) -> None:
        """Lock it when it was not used for so many seconds; None for never."""
        self._idle = idle

    def lock_if_idle(self) -> bool:
        """Lock where the vault was not used for its idle time; say whether it is locked. For surfaces that stay up."""
        if not self.locked and self._idle is not None and self._clock() - self._used >= self._idle:
            self.lock()
        return self.locked

    def used(self) -> None:
        """Count as used, where it is still open: somebody is at work, though not in here."""
        if not self.lock_if_idle():
            self._used = self._clock()

    def _use(self) -> Engine:
        """Note a use and give the engine. Raises VaultLockedError."""
        if self.lock_if_idle() or self._engine is None:
            raise VaultLockedError
        self._used = self._clock()
        return self._engine

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Read: what is read in one block is of one moment. A write in it fails. Raises VaultLockedError."""
        with _plainly(), Session(self._use()) as session:
            _begin(session)
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Write: all of the block is kept, and on disk when it ends, or nothing of it.

        Waits for another process that writes. Raises VaultLockedError, VaultInUseError, VaultFullError.
        """
        with _plainly(), Session(self._use(), expire_on_commit=False) as session:
            _begin(session, write=True)
            yield session
            self.writes += 1
            session.commit()

    def content(self) -> VaultContent:
        """Count what is in it."""
        with self.session() as session:
            return VaultContent(
                schema.version_of(session.connection()),
                session.scalar(select(func.count()).select_from(ClientRow)) or 0,
                session.scalar(select(func.count()).select_from(DecisionRow)) or 0,
            )

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the key anew; the database is not touched. Raises WrongPassphraseError, WeakPassphraseError."""
        self._use()
        key = _keyslot(self.folder).open(old)
        with _room():
            replace_file(self.folder / KEYSLOT, Keyslot.seal(key, new).to_json())

    def backup(self, path: Path, passphrase: str | None = None) -> None:
        """Write the whole vault to one encrypted file, which must not exist. Raises FileExistsAlreadyError.

        It opens with the vault's passphrase of today, or with its own where one is given: then with a key of its own
        too, so that who opens the backup cannot open the vault.
        """
        engine = self._use()
        key, keyslot = self.key(), _keyslot(self.folder)
        if passphrase is not None:
            key = secrets.token_bytes(KEY_BYTES)
            keyslot = Keyslot.seal(key, passphrase)
        part = part_of(self.folder / "backup")
        try:
            with _plainly(), _room(), engine.connect() as connection:
                version = schema.version_of(connection)
                sql.copy(connection.connection.driver_connection, part, key)
            with _room():
                write_backup(path, keyslot, version, part)
        finally:
            part.unlink(missing_ok=True)

    @staticmethod
    def restore(path: Path, folder: Path, *, replace: bool = False, today: Callable[[], date] = _today) -> Path | None:
        """Put a backup in a folder; where a vault is there, only with `replace`, and give the folder that keeps it.

        The old vault stays until the backup is read to its end and found whole, and is then kept beside it under the
        day's name, as it was and under its own passphrase. Raises DamagedBackupError, NewerVaultError,
        VaultExistsError, VaultInUseError.
        """
        if _exists(folder) and not replace:
            raise VaultExistsError
        make_folder(folder)
        with held(folder, alone=True):
            there = _exists(folder)
            if there and not replace:
                raise VaultExistsError
            _clear(folder)
            try:
                with _room():
                    keyslot = read_backup(path, folder / _STAGED_DATABASE)
                    kept = _keep(folder, today()) if there else None
                    _place(folder, keyslot)
            finally:
                if not (folder / _NEXT_KEYSLOT).exists():
                    _clear(folder)
        return kept

    @staticmethod
    def shred(folder: Path, kept: Sequence[Path] = ()) -> None:
        """Overwrite the wrapped key, then remove every file of the vault, and of the `kept` ones that it replaced.

        A disk may keep old blocks of a file; of these, nothing can be read without the key. Raises NoVaultError,
        VaultInUseError, before anything is destroyed.
        """
        places = (folder, *kept)
        if not all(place.is_dir() and any(_files(place)) for place in places):
            raise NoVaultError
        with ExitStack() as alone:
            for place in places:
                alone.enter_context(held(place, alone=True))
            for place in places:
                _destroy(place)
        for place in places:
            (place / ".lock").unlink(missing_ok=True)
            with suppress(OSError):  # someone keeps other files in it
                place.rmdir()

    @staticmethod
    def status(folder: Path) -> VaultStatus:
        """Say whether there is a vault, what is wrong with its files, how large it is; no passphrase is needed."""
        kept = _kept(folder)
        if not _exists(folder):
            return VaultStatus(exists=False, kept=kept)
        problem = ""
        try:
            _keyslot(folder)
            _whole(folder / DATABASE)
        except VaultError as error:
            problem = str(error)
        size = sum(path.stat().st_size for path in _files(folder))
        return VaultStatus(exists=True, size=size, problem=problem, kept=kept)


def _exists(folder: Path) -> bool:
    """Say whether a folder holds a vault or what is left of one; finish a replacement that was interrupted."""
    if (folder / _NEXT_KEYSLOT).exists():
        with held(folder, alone=True):
            _finish(folder)
    return (folder / DATABASE).exists() or (folder / KEYSLOT).exists()


def _keyslot(folder: Path) -> Keyslot:
    """Read a vault's keyslot. Raises NoVaultError, DamagedKeyslotError."""
    if not _exists(folder):
        raise NoVaultError
    try:
        return Keyslot.from_json((folder / KEYSLOT).read_bytes())
    except FileNotFoundError:
        raise DamagedKeyslotError("is missing") from None


def _whole(path: Path) -> None:
    """Look at a database from outside. Raises DamagedDatabaseError."""
    if not path.is_file():
        raise DamagedDatabaseError("is missing")
    if path.stat().st_size < sql.PAGE_BYTES:  # SQLite would take it for a new database and write to it
        raise DamagedDatabaseError("is cut short" if path.stat().st_size else "is empty")


def _look_over(path: Path, key: bytes) -> None:
    """Look for damage with a key that is the right one. Raises DamagedDatabaseError."""
    _whole(path)
    with _plainly():
        try:
            connection = _patiently(lambda: sql.connect(path, key))
        except sql.DatabaseError as error:
            if "malformed" in str(error):
                raise DamagedDatabaseError("is cut short") from None
            raise
        try:
            pages = _patiently(lambda: sql.damaged_pages(connection))
        finally:
            connection.close()
    if pages:
        raise DamagedDatabaseError(_places(pages), pages)


def _places(pages: tuple[int, ...]) -> str:
    """Name damaged pages."""
    shown = ", ".join(map(str, pages[:5])) + (f" and {len(pages) - 5} more" if len(pages) > 5 else "")  # noqa: PLR2004 - enough to name
    return f"has damage at page {shown}" if len(pages) == 1 else f"has damage at pages {shown}"


def _migrate(path: Path, key: bytes) -> None:
    """Bring a database to the newest version; an older vault is copied beside itself first. Raises MigrationError."""
    engine = sql.make_engine(path, lambda: key, referring=False)
    named = f"{path.name}.before-{schema.newest():04}"
    try:
        with Session(engine) as session:
            _begin(session, write=True)
            connection = session.connection()
            fresh = not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
            if not fresh and schema.version_of(connection) >= schema.newest():
                return  # another process was quicker
            try:
                if not fresh:
                    _keep_copy(path, key, path.with_name(named))
                schema.migrate(connection)
                session.commit()
            except (OSError, NewerVaultError):
                raise
            except Exception:  # noqa: BLE001 - whatever a migration stumbles over, the vault stays as it was
                raise MigrationError(named) from None
    finally:
        engine.dispose()


def _keep_copy(path: Path, key: bytes, kept: Path) -> None:
    """Copy a database beside itself, encrypted as it is."""
    part = part_of(kept)
    source = sql.connect(path, key)
    try:
        sql.copy(source, part, key)
        part.replace(kept)
        sync_folder(kept.parent)
    finally:
        source.close()
        part.unlink(missing_ok=True)


def _place(folder: Path, keyslot: bytes) -> None:
    """Put the staged database and this keyslot in the place of what is there."""
    new_file(folder / _STAGED_KEYSLOT, keyslot)
    sync_folder(folder)
    (folder / _STAGED_KEYSLOT).rename(folder / _NEXT_KEYSLOT)
    sync_folder(folder)
    _finish(folder)


def _finish(folder: Path) -> None:
    """Carry out what `_place` began; each step can be done again.

    The old journal goes before the new database comes: it would be taken for the new one's.
    """
    if not (folder / _NEXT_KEYSLOT).exists():
        return
    if (folder / _STAGED_DATABASE).exists():
        for ending in _BESIDE:
            (folder / f"{DATABASE}{ending}").unlink(missing_ok=True)
        sync_folder(folder)
        (folder / _STAGED_DATABASE).replace(folder / DATABASE)
        sync_folder(folder)
    (folder / _NEXT_KEYSLOT).replace(folder / KEYSLOT)
    sync_folder(folder)


def _clear(folder: Path) -> None:
    """Remove what an interruption left half-written; the folder is held alone."""
    for name in (_STAGED_KEYSLOT, _STAGED_DATABASE, *(f"{_STAGED_DATABASE}{ending}" for ending in _BESIDE)):
        (folder / name).unlink(missing_ok=True)
    sweep(folder)


def _files(folder: Path) -> Iterator[Path]:
    """Give the files of a vault, whole or left over."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.startswith((DATABASE, KEYSLOT, "backup.part-")):
            yield path


def _destroy(folder: Path) -> None:
    """Overwrite a vault's wrapped key, then remove its files; the folder is held alone."""
    for name in (KEYSLOT, _NEXT_KEYSLOT, _STAGED_KEYSLOT):
        if (folder / name).exists():
            wipe(folder / name)
    sync_folder(folder)
    for path in _files(folder):
        path.unlink(missing_ok=True)


def _keep(folder: Path, day: date) -> Path:
    """Copy a vault as it is to a new folder beside it, which is there whole or not at all; give that folder."""
    place = folder.resolve()
    for left in place.parent.glob("*.part-*"):
        if left.name.startswith(f"{place.name}{_REPLACED}"):  # a copy that was cut off
            shutil.rmtree(left)
    name = f"{place.name}{_REPLACED}{day.isoformat()}"
    kept, number = place.with_name(name), 1
    while kept.exists():
        number += 1
        kept = place.with_name(f"{name}-{number}")
    part = part_of(kept)
    make_folder(part)
    try:
        for path in _files(folder):
            if path.name != _STAGED_DATABASE:
                _copy(path, part / path.name)
        sync_folder(part)
        part.rename(kept)
        sync_folder(kept.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return kept


def _copy(source: Path, target: Path) -> None:
    """Copy a file to a new one that only its owner can read; it is on disk when this returns."""
    new_file(target)
    with source.open("rb") as old, target.open("r+b") as new:
        shutil.copyfileobj(old, new)
        new.flush()
        os.fsync(new.fileno())


def _kept(folder: Path) -> tuple[Path, ...]:
    """Give the folders that hold vaults which this one replaced."""
    place = folder.resolve()
    start = f"{place.name}{_REPLACED}"
    try:
        beside = sorted(path for path in place.parent.iterdir() if path.name.startswith(start) and path.is_dir())
        return tuple(path for path in beside if _DAY.fullmatch(path.name.removeprefix(start)) and any(_files(path)))
    except OSError:  # no folder yet, or one that nobody may look into
        return ()


def _patiently(step: Callable[[], T]) -> T:
    """Do a step again while another process is in its way. Raises what it raises when that does not end."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return step()
        except (DBAPIError, sql.DatabaseError) as error:
            if not isinstance(sql.told(error), VaultInUseError) or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0.01, 0.05))  # noqa: S311 - so that two do not ask in step


def _begin(session: Session, *, write: bool = False) -> None:
    """Begin to read, or to write after others who do; from here on it is of one moment.

    Raises VaultInUseError, told by `_plainly`, when others do not end.
    """

    def begin() -> None:
        try:
            connection = session.connection(execution_options={sql.WRITE: write})
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        except (DBAPIError, sql.DatabaseError):
            session.rollback()
            raise

    _patiently(begin)


@contextmanager
def _plainly() -> Iterator[None]:
    """Tell an error of the database in plain words, without the statement or its values."""
    try:
        yield
    except (DBAPIError, sql.DatabaseError) as error:
        plain = sql.told(error)
        if plain is None:
            raise
        raise plain from None


@contextmanager
def _room() -> Iterator[None]:
    """Tell a full disk in plain words."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise VaultFullError from None
        raise


__all__ = ["Vault", "VaultContent", "VaultError", "VaultStatus"]

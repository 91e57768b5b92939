"""SQLCipher under SQLAlchemy. Open it to change how a connection is keyed, begun, or its errors are told.

The order of the statements on a new connection matters: nothing may be read before the key is set, and a wrong key
shows only at the first read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]
from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool

from circumspect.storage.errors import DamagedDatabaseError, VaultError, VaultFullError, VaultInUseError
from circumspect.storage.files import new_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

WRITE = "circumspect_write"  # the execution option of a transaction that writes
BUSY_SECONDS = 5
PAGE_BYTES = 4096
DatabaseError = sqlcipher.DatabaseError  # what a connection raises below SQLAlchemy
_PRAGMAS = (
    f"busy_timeout = {BUSY_SECONDS * 1000}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
)
_PAGE = re.compile(r"\bpage (\d+)")


def connect(path: Path, key: bytes) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """Open a database that is there, with its key. Raises `DatabaseError` for a wrong key or a damaged first page."""
    connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False,
        timeout=BUSY_SECONDS,
    )  # fmt: skip
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # else a damaged page is told on standard error
        connection.set_key(f"x'{key.hex()}'")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def make(path: Path, key: bytes) -> None:
    """Make an empty database with this key, which only its owner can read."""
    new_file(path)
    connect(path, key).close()


def copy(source: Any, path: Path, key: bytes) -> None:  # noqa: ANN401 - sqlcipher3 has no types
    """Write a copy of an open database to a new file, under `key`, whole as of one moment."""
    new_file(path)
    target = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        target.execute("PRAGMA cipher_log_level = NONE")
        target.set_key(f"x'{key.hex()}'")
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE").fetchone()  # no -wal beside it; opening turns it on again
    finally:
        target.close()


def make_engine(path: Path, key: Callable[[], bytes], *, referring: bool = True) -> Engine:
    """Give an engine over a vault's database. The key is asked for at each new connection and is in no URL.

    `referring`: rows hold on to rows of other tables. A migration must not: it makes a table anew, drops the old one,
    and what hangs on its rows would go with it.
    """

    def opened() -> Any:  # noqa: ANN401 - sqlcipher3 has no types
        connection = connect(path, key())
        connection.execute(f"PRAGMA foreign_keys = {'ON' if referring else 'OFF'}")
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=opened,
        poolclass=QueuePool,
        hide_parameters=True,  # else the text of an error holds the row
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Begin a transaction: one that writes takes its turn at once, one that reads cannot write."""
    writes = bool(connection.get_execution_options().get(WRITE))
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def damaged_pages(connection: Any) -> tuple[int, ...]:  # noqa: ANN401 - sqlcipher3 has no types
    """Give the pages whose seal is broken, by number; empty for a whole file.

    A page that another process writes at this moment, or that a power cut tore and the journal still mends, is no
    damage: what looks broken is looked at again after the journal was written back.
    """
    if not _broken(connection):
        return ()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return _broken(connection)


def _broken(connection: Any) -> tuple[int, ...]:  # noqa: ANN401 - sqlcipher3 has no types
    rows = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
    return tuple(sorted({int(number) for row in rows for number in _PAGE.findall(row)} or ({0} if rows else set())))


def told(error: Exception) -> VaultError | None:
    """Give the plain words for an error of the database; None for one that is our own mistake."""
    words = str(getattr(error, "orig", None) or error).lower()
    if "locked" in words or "busy" in words:
        return VaultInUseError()
    if "malformed" in words or "disk i/o error" in words:
        return DamagedDatabaseError("cannot be read to its end")
    if "not a database" in words:
        return DamagedDatabaseError("has a damaged first page", (1,))
    if "is full" in words:
        return VaultFullError()
    if "unable to open" in words:
        return DamagedDatabaseError("is missing or cannot be opened")
    return None

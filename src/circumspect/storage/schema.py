"""Which version a vault is, and how an older one is brought up to date. Open it after adding a migration.

A vault of today needs no Alembic to be opened; it is imported only to migrate.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from circumspect.storage.errors import DamagedDatabaseError, NewerVaultError

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def newest() -> int:
    """Give the version that this program writes: the highest number among the migrations."""
    return max(int(path.name[1:5]) for path in (MIGRATIONS / "versions").glob("v[0-9][0-9][0-9][0-9]_*.py"))


def version_of(connection: Connection) -> int:
    """Give a vault's version. Raises NewerVaultError for one to come, DamagedDatabaseError for none."""
    named = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(named).scalar():
        raise DamagedDatabaseError("holds no vault")
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version is None:
        raise DamagedDatabaseError("holds no vault")
    if not str(version).isdigit() or int(str(version)) > newest():
        raise NewerVaultError
    return int(str(version))


def migrate(connection: Connection) -> None:
    """Bring a vault to the newest version, within the caller's write transaction: all of it or nothing."""
    from alembic import command  # noqa: PLC0415 - only here is it needed, and it is slow to import
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

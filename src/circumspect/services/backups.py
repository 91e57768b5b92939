"""Backups of the vault, and when the last was made. Open it to change what is remembered of one.

The day is kept in the vault itself, so that it is nobody else's business.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from circumspect.storage.tables import SettingRow

if TYPE_CHECKING:
    from pathlib import Path

    from circumspect.services.vault import Vault

_LAST = "last_backup"


def back_up(vault: Vault, path: Path, now: datetime, own_passphrase: str | None = None) -> None:
    """Write the whole vault to one encrypted file, which must not exist, and remember the day. Raises VaultError."""
    vault.backup(path, own_passphrase)
    with vault.write() as session:
        session.merge(SettingRow(name=_LAST, value=now.isoformat(timespec="seconds")))


def last_backup(vault: Vault) -> datetime | None:
    """Give when the last backup was made from here; None where none was."""
    with vault.session() as session:
        row = session.get(SettingRow, _LAST)
        return datetime.fromisoformat(row.value) if row is not None else None

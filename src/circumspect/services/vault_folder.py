"""Where the vault is. Open it to change the usual place.

Apart from services/vault, which needs the database: `check` asks only whether there is a vault at all.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

FOLDER_VARIABLE = "CIRCUMSPECT_VAULT"
# Any of these is a vault, or what an interruption left of one.
_FILES = ("keyslot.json", "keyslot.json.next", "vault.db")


def vault_folder(named: Path | None = None) -> Path:
    """Give the vault's folder: the one named, else that of CIRCUMSPECT_VAULT, else the usual one of this system."""
    if named is not None:
        return named
    if chosen := os.environ.get(FOLDER_VARIABLE):
        return Path(chosen).expanduser()
    return user_data_path("circumspect", appauthor=False) / "vault"


def has_vault() -> bool:
    """Say, without opening anything, whether there is a vault in the usual place or the one the environment names."""
    return any((vault_folder() / name).exists() for name in _FILES)

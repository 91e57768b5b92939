"""A vault of an older program is brought up to date, whole or not at all; one of a newer program is left alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from circumspect.domain.roster import Client, PersonName, Relative
from circumspect.storage import errors, keyslot, schema
from circumspect.storage.roster import Roster
from circumspect.storage.tables import Base
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "seven quiet herons wade"
ANN = Client("c1", PersonName("Ann", "Zorblatt"), household=(Relative(PersonName("Bo")),), handles=("annz",))

LATER = '''
"""Version 4, invented for a test."""
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make a table, and the client table anew with one more column."""
    op.create_table("thing", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("client", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.Text(), server_default="blue"))
'''


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a vault of version 3 and one client in it."""
    with Vault.create(tmp_path / "vault", WORDS) as vault, vault.write() as session:
        Roster(session).put(ANN)
    return tmp_path / "vault"


def _come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: str = LATER) -> None:
    """Let the program have a later migration."""
    shutil.copytree(schema.MIGRATIONS, tmp_path / "migrations")
    (tmp_path / "migrations" / "versions" / "v0004_later.py").write_text(later, encoding="utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")


def test_the_migrations_make_the_tables(folder: Path) -> None:
    """What the migrations build is what the models say, so neither is changed without the other."""
    with Vault.unlock(folder, WORDS) as vault, vault.session() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"


def test_an_older_vault_is_brought_up_to_date(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening it migrates it, loses no row of any table, and leaves an encrypted copy of before that still opens."""
    _come(tmp_path, monkeypatch)
    for _ in range(2):
        with Vault.unlock(folder, WORDS) as vault:
            assert vault.content().schema == 4
            with vault.session() as session:
                assert Roster(session).all() == [ANN]
                assert session.scalar(text("SELECT colour FROM client")) == "blue"
                assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    copy = folder / "vault.db.before-0004"
    assert copy.stat().st_mode & 0o077 == 0
    assert b"Zorblatt" not in copy.read_bytes()
    copy.replace(folder / "vault.db")
    monkeypatch.undo()
    with Vault.unlock(folder, WORDS) as vault:
        assert vault.content().schema == 3
    Vault.shred(folder)
    assert not folder.exists()


def test_a_migration_that_fails_leaves_the_vault_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration is rolled back; the message names the copy, and holds no word of the error inside."""
    _come(tmp_path, monkeypatch, LATER + '    raise RuntimeError("Zorblatt")\n')
    for _ in range(2):
        with pytest.raises(errors.MigrationError, match=r"vault\.db\.before-0004") as caught:
            Vault.unlock(folder, WORDS)
        assert "Zorblatt" not in str(caught.value)
    monkeypatch.undo()
    with Vault.unlock(folder, WORDS) as vault:
        assert vault.content().schema == 3
        with vault.session() as session:
            assert Roster(session).all() == [ANN]
            assert session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'thing'")) == 0


@pytest.mark.parametrize("version", ["0004", "9999", "two"])
def test_a_vault_of_a_newer_program_is_left_alone(version: str, folder: Path) -> None:
    """It is told as such, and no byte of it changes."""
    with Vault.unlock(folder, WORDS) as vault, vault.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    before = (folder / "vault.db").read_bytes()
    with pytest.raises(errors.NewerVaultError):
        Vault.unlock(folder, WORDS)
    assert (folder / "vault.db").read_bytes() == before


def test_a_database_without_a_version_is_damage(folder: Path) -> None:
    """It is not migrated from nothing."""
    with Vault.unlock(folder, WORDS) as vault, vault.write() as session:
        session.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(errors.DamagedDatabaseError):
        Vault.unlock(folder, WORDS)

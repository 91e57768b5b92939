"""A backup is one encrypted file that brings the same content back elsewhere, or says what is wrong with it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.roster import Client, PersonName
from circumspect.storage import backup, errors, keyslot
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = "seven quiet herons wade"
OWN = "for the notary only"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a vault of 50 clients and two backups, `same` and `own`, beside it."""
    with Vault.create(tmp_path / "vault", WORDS) as vault:
        with vault.write() as session:
            Roster(session).put_all((Client(f"c{n}", PersonName("Zorblatt", str(n))), "", "") for n in range(50))
        vault.backup(tmp_path / "same")
        vault.backup(tmp_path / "own", OWN)
    return tmp_path / "vault"


def _clients(folder: Path, passphrase: str) -> list[tuple[str, str]]:
    with Vault.unlock(folder, passphrase) as vault, vault.session() as session:
        return [(client.id, client.name.display) for client in Roster(session).all()]


@pytest.mark.parametrize(("name", "passphrase"), [("same", WORDS), ("own", OWN)])
def test_a_backup_comes_back_elsewhere(name: str, passphrase: str, folder: Path, tmp_path: Path) -> None:
    """Restored in another folder it holds the same content, opens with its passphrase and with no other."""
    Vault.restore(tmp_path / name, tmp_path / "deep" / "er")
    assert _clients(tmp_path / "deep" / "er", passphrase) == _clients(folder, WORDS)
    with pytest.raises(errors.WrongPassphraseError):
        Vault.unlock(tmp_path / "deep" / "er", OWN if name == "same" else WORDS)
    assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_a_backup_with_its_own_passphrase_has_its_own_key(folder: Path, tmp_path: Path) -> None:
    """Who was given the backup's passphrase cannot open the vault with what they learn from it."""
    Vault.restore(tmp_path / "own", tmp_path / "theirs")
    with Vault.unlock(tmp_path / "theirs", OWN) as theirs, pytest.raises(errors.WrongKeyError):
        Vault.unlock_with(folder, theirs.key())


def test_a_backup_keeps_the_passphrase_it_was_made_with(folder: Path, tmp_path: Path) -> None:
    """After the vault's passphrase changed, the old backup opens with the old one."""
    with Vault.unlock(folder, WORDS) as vault:
        vault.change_passphrase(WORDS, "quite another one")
    Vault.restore(tmp_path / "same", tmp_path / "new")
    assert len(_clients(tmp_path / "new", WORDS)) == 50


def test_a_backup_writes_over_nothing(folder: Path, tmp_path: Path) -> None:
    """An existing file, a link into nowhere or a folder of that name is left as it is; no half file is left behind."""
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with Vault.unlock(folder, WORDS) as vault:
        for name in ("mine", "link", "vault"):
            with pytest.raises(errors.FileExistsAlreadyError):
                vault.backup(tmp_path / name)
        with pytest.raises(OSError, match="No such file"):
            vault.backup(tmp_path / "none" / "b")
        with pytest.raises(errors.WeakPassphraseError):
            vault.backup(tmp_path / "b", "short")
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere").exists()
    assert not (tmp_path / "b").exists()
    assert {path.name for path in folder.iterdir()} == {"vault.db", "keyslot.json", ".lock"}


def test_a_full_disk_is_said_and_leaves_no_half_backup(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written to its end is taken away again."""

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with Vault.unlock(folder, WORDS) as vault:
        monkeypatch.setattr("circumspect.storage.backup.sync_folder", full)
        with pytest.raises(errors.VaultFullError):
            vault.backup(tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_vault_is_replaced_only_when_told(folder: Path, tmp_path: Path) -> None:
    """Without `replace` the vault that is there is not touched; with it, the backup takes its place."""
    with Vault.unlock(folder, WORDS) as vault, vault.write() as session:
        Roster(session).remove("c0")
    with pytest.raises(errors.VaultExistsError):
        Vault.restore(tmp_path / "own", folder)
    assert len(_clients(folder, WORDS)) == 49
    Vault.restore(tmp_path / "own", folder, replace=True)
    assert len(_clients(folder, OWN)) == 50


def test_the_vault_that_is_replaced_is_kept(folder: Path, tmp_path: Path) -> None:
    """It lies beside the new one under the day's name, whole, with what came after the backup, under its passphrase."""
    with Vault.unlock(folder, WORDS) as vault, vault.write() as session:
        Roster(session).put(Client("late", PersonName("Zorblatt", "late")))
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}
    kept = [Vault.restore(tmp_path / "own", folder, replace=True, today=lambda: date(2026, 11, 22)) for _ in range(2)]
    assert [place and place.name for place in kept] == ["vault-replaced-2026-11-22", "vault-replaced-2026-11-22-2"]
    assert Vault.status(folder).kept == tuple(kept)
    first, second = (place for place in kept if place is not None)
    assert {path.name: path.read_bytes() for path in first.iterdir()} == before
    assert (first.stat().st_mode & 0o077, (first / "vault.db").stat().st_mode & 0o077) == (0, 0)
    assert _clients(first, WORDS)[-1] == ("late", "Zorblatt late")
    assert len(_clients(second, OWN)) == 50
    assert Vault.restore(tmp_path / "own", tmp_path / "fresh", replace=True) is None


def test_what_a_killed_process_left_in_the_journal_is_kept_too(folder: Path, tmp_path: Path) -> None:
    """A write that stands in the journal alone is in the vault that is kept."""
    with Vault.unlock(folder, WORDS) as vault:
        with vault.write() as session:
            Roster(session).remove("c0")
        shutil.copytree(folder, tmp_path / "killed")
    assert (tmp_path / "killed" / "vault.db-wal").stat().st_size
    kept = Vault.restore(tmp_path / "same", tmp_path / "killed", replace=True)
    assert kept is not None
    assert len(_clients(kept, WORDS)) == 49


def test_a_disk_too_full_to_keep_the_old_vault_replaces_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault stays, and no half copy lies beside it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("circumspect.storage.vault._copy", full)
    with pytest.raises(errors.VaultFullError):
        Vault.restore(tmp_path / "own", folder, replace=True)
    assert len(_clients(folder, WORDS)) == 50
    assert {path.name for path in tmp_path.iterdir()} == {"vault", "same", "own"}


def test_shredding_takes_the_kept_vaults_where_told(folder: Path, tmp_path: Path) -> None:
    """Untold, they stay and are still named; told, all go, or none where one is in use."""
    kept = Vault.restore(tmp_path / "same", folder, replace=True)
    assert kept is not None
    with Vault.unlock(kept, WORDS), pytest.raises(errors.VaultInUseError):
        Vault.shred(folder, (kept,))
    assert (len(_clients(folder, WORDS)), len(_clients(kept, WORDS))) == (50, 50)
    Vault.shred(folder)
    assert (Vault.status(folder).exists, Vault.status(folder).kept) == (False, (kept,))
    shutil.copytree(kept, folder)
    Vault.shred(folder, (kept,))
    assert {path.name for path in tmp_path.iterdir()} == {"same", "own"}


def test_only_folders_of_our_naming_with_a_vault_count_as_kept(folder: Path, tmp_path: Path) -> None:
    """A person's own folder of a like name is neither named nor shredded."""
    for name in ("vault-replaced-2026-11-22", "vault-replaced-by-hand", "vault-replaced-2026-11-22-x"):
        (tmp_path / name).mkdir()
    shutil.copy(folder / "vault.db", tmp_path / "vault-replaced-by-hand" / "vault.db")
    assert Vault.status(folder).kept == ()


def test_a_journal_of_the_old_vault_does_not_reach_the_new_one(folder: Path, tmp_path: Path) -> None:
    """What a killed process left beside the old database, of the same key even, is gone before the new one is there."""
    with Vault.unlock(folder, WORDS) as vault:
        with vault.write() as session:
            Roster(session).remove("c0")
        shutil.copy(folder / "vault.db-wal", tmp_path / "left")
    shutil.copy(tmp_path / "left", folder / "vault.db-wal")
    Vault.restore(tmp_path / "same", folder, replace=True)
    assert len(_clients(folder, WORDS)) == 50


def test_a_damaged_vault_can_be_replaced(folder: Path, tmp_path: Path) -> None:
    """The way out that every message of damage names does work."""
    for lost in ("keyslot.json", "vault.db"):
        (folder / lost).unlink()
        Vault.restore(tmp_path / "same", folder, replace=True)
        (folder / lost).write_bytes(b"")
        Vault.restore(tmp_path / "same", folder, replace=True)
        assert len(_clients(folder, WORDS)) == 50


def _flipped(raw: bytes, place: int) -> bytes:
    changed = bytearray(raw)
    changed[place] ^= 1
    return bytes(changed)


def _line(raw: bytes, **fields: object) -> bytes:
    """Change fields of the first line."""
    line, rest = raw.split(b"\n", 1)
    row = {**json.loads(line.removeprefix(backup._MARK)), **fields}
    return backup._MARK + json.dumps(row).encode() + b"\n" + rest


def _keyslot(raw: bytes) -> bytes:
    row = json.loads(raw.split(b"\n", 1)[0].removeprefix(backup._MARK))
    return _line(raw, keyslot={**row["keyslot"], "wrapped": "00" * 48})


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "empty"),
    "another file": (lambda raw: b"PK\3\4" + raw, "no backup"),
    "no line": (lambda _: b"x" * 100_000, "no backup"),
    "line cut": (lambda raw: raw.split(b"\n", 1)[0][:-5], "first line"),
    "cut": (lambda raw: raw[:-1], "cut short"),
    "cut after line": (lambda raw: raw.split(b"\n", 1)[0] + b"\n", "cut short"),
    "longer": (lambda raw: raw + b"x", "damaged"),
    "first byte": (lambda raw: _flipped(raw, raw.index(b"\n") + 1), "damaged"),
    "last byte": (lambda raw: _flipped(raw, -1), "damaged"),
    "keyslot": (_keyslot, "first line"),
    "hostile": (lambda raw: _line(raw, keyslot=[[]]), "first line"),
    "size": (lambda raw: _line(raw, size="many"), "first line"),
    "newer format": (lambda raw: _line(raw, format=99), "newer"),
    "newer schema": (lambda raw: _line(raw, schema=99), "newer"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_backup_says_so_and_leaves_the_vault(what: str, folder: Path, tmp_path: Path) -> None:
    """Each damage has its words; the vault that is there stays, and nothing is left beside it."""
    change, says = DAMAGE[what]
    error = errors.NewerVaultError if says == "newer" else errors.DamagedBackupError
    (tmp_path / "same").write_bytes(change((tmp_path / "same").read_bytes()))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(error, match=says):
        Vault.restore(tmp_path / "same", folder, replace=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    with pytest.raises(error):
        Vault.restore(tmp_path / "same", tmp_path / "fresh")
    assert not Vault.status(tmp_path / "fresh").exists

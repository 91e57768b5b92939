"""A vault is made, opened, locked and destroyed; each thing that can be wrong with it has an answer of its own."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import traceback
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from circumspect.domain.roster import Client, PersonName
from circumspect.storage import engine as sql
from circumspect.storage import errors, keyslot
from circumspect.storage.roster import Roster
from circumspect.storage.tables import DecisionRow, SettingRow
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "seven quiet herons wade"
NAME = "Zorblatt-Quennevais"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a vault of 300 clients, locked."""
    place = tmp_path / "vault"
    with Vault.create(place, WORDS) as vault, vault.write() as session:
        Roster(session).put_all((Client(f"c{n}", PersonName(NAME, str(n))), "", "") for n in range(300))
    return place


def _count(folder: Path, passphrase: str = WORDS) -> int:
    with Vault.unlock(folder, passphrase) as vault:
        return vault.content().clients


def test_what_was_written_is_there_after_locking(folder: Path) -> None:
    """A vault opens with its passphrase, in whatever way a system composes accents, and with its key."""
    assert _count(folder) == 300
    with Vault.unlock(folder, WORDS) as vault:
        key = vault.key()
        vault.change_passphrase(WORDS, "se\u0301ven quiet herons")
    assert _count(folder, "s\u00e9ven quiet herons") == 300
    with Vault.unlock_with(folder, key) as vault:
        assert vault.content().clients == 300
    with pytest.raises(errors.WrongPassphraseError):
        _count(folder)


def test_only_the_owner_can_read_the_files(folder: Path) -> None:
    """The folder is 0700, every file in it 0600, also those that SQLite makes while the vault is open."""
    with Vault.unlock(folder, WORDS) as vault, vault.write() as session:
        session.add(SettingRow(name="a", value="b"))
        session.flush()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        names = {path.name for path in folder.iterdir()}
        assert {"vault.db", "vault.db-wal", "keyslot.json"} <= names
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_one_that_is_there_is_not_made_again(folder: Path) -> None:
    """`create` refuses a folder with a vault, or with what is left of one, and touches nothing."""
    for lost in (None, "keyslot.json", "vault.db"):
        place = shutil.copytree(folder, folder.with_name(f"copy-{lost}"))
        if lost:
            (place / lost).unlink()
        before = {path.name: path.read_bytes() for path in place.iterdir()}
        with pytest.raises(errors.VaultExistsError):
            Vault.create(place, WORDS)
        assert {path.name: path.read_bytes() for path in place.iterdir()} == before


@pytest.mark.parametrize("short", ["", "elevenchars", "            "[:11]])
def test_a_short_passphrase_is_refused(short: str, folder: Path, tmp_path: Path) -> None:
    """Fewer than 12 characters make no vault and change none."""
    with pytest.raises(errors.WeakPassphraseError):
        Vault.create(tmp_path / "new", short)
    assert not (tmp_path / "new").exists()
    with Vault.unlock(folder, WORDS) as vault, pytest.raises(errors.WeakPassphraseError):
        vault.change_passphrase(WORDS, short)
    assert _count(folder) == 300


@pytest.mark.parametrize("wrong", ["", "seven quiet herons", WORDS.upper(), WORDS + " ", "é" * 5000, "\udc80"])
def test_a_wrong_passphrase_is_said_to_be_wrong(wrong: str, folder: Path) -> None:
    """It is told apart from damage, and changes nothing."""
    with pytest.raises(errors.WrongPassphraseError):
        Vault.unlock(folder, wrong)
    with Vault.unlock(folder, WORDS) as vault, pytest.raises(errors.WrongPassphraseError):
        vault.change_passphrase(wrong, "another passphrase")
    assert _count(folder) == 300


def test_the_key_of_another_vault_is_said_to_be_another_s(folder: Path) -> None:
    """A key that was kept from before a restore is told apart from damage."""
    with pytest.raises(errors.WrongKeyError):
        Vault.unlock_with(folder, bytes(32))


def test_no_vault_yet(tmp_path: Path) -> None:
    """Opening, status and shredding where nothing is say so and make nothing."""
    for place in (tmp_path / "none", tmp_path):
        with pytest.raises(errors.NoVaultError):
            Vault.unlock(place, WORDS)
        with pytest.raises(errors.NoVaultError):
            Vault.shred(place)
        assert not Vault.status(place).exists
    assert list(tmp_path.iterdir()) == []


def test_every_flipped_byte_of_the_keyslot_is_damage(folder: Path) -> None:
    """No byte of keyslot.json can change without being called damage; never a wrong passphrase, never anything else."""
    path = folder / "keyslot.json"
    whole = path.read_bytes()
    meaning = json.loads(whole)
    for place in range(len(whole)):
        for bit in (1, 128):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
            try:
                if json.loads(path.read_bytes()) == meaning:
                    continue  # white space for white space
            except ValueError:
                pass
            with pytest.raises((errors.DamagedKeyslotError, errors.NewerVaultError)):
                Vault.unlock(folder, WORDS)
    for cut in (b"", whole[:1], whole[:-3], b"null", b"[]", b"{}", b"[" * 100_000, whole + whole):
        path.write_bytes(cut)
        with pytest.raises(errors.DamagedKeyslotError):
            Vault.unlock(folder, WORDS)
        assert "keyslot.json" in Vault.status(folder).problem
    path.unlink()
    with pytest.raises(errors.DamagedKeyslotError, match="missing"):
        Vault.unlock(folder, WORDS)


def _resealed(folder: Path, **changed: object) -> None:
    """Change fields of a keyslot as someone who means to would: with a sum that fits."""
    path = folder / "keyslot.json"
    row = {**json.loads(path.read_bytes()), **changed}
    row.pop("sum")
    path.write_text(json.dumps(row | {"sum": keyslot._sum(row)}), encoding="utf-8")


@pytest.mark.parametrize("field", ["memory_kib", "passes", "lanes"])
def test_a_hostile_keyslot_cannot_ask_for_the_whole_computer(field: str, folder: Path) -> None:
    """A cost out of bounds is refused before any work is done, and a lower one opens nothing."""
    for value in (10**9, -1, 0, 1.5, True, "8"):
        _resealed(folder, **{field: value})
        with pytest.raises(errors.DamagedKeyslotError):
            Vault.unlock(folder, WORDS)


def test_a_keyslot_of_a_newer_program_is_refused(folder: Path) -> None:
    """A format to come is told as such."""
    _resealed(folder, format=2)
    with pytest.raises(errors.NewerVaultError):
        Vault.unlock(folder, WORDS)
    assert "newer" in Vault.status(folder).problem


@pytest.mark.parametrize(
    ("place", "says"),
    [(0, "first page"), (15, "first page"), (16, "first page"), (4000, "first page"), (4096, "page 2"), (-1, "page")],
)
def test_a_flipped_byte_of_the_database_is_damage(place: int, says: str, folder: Path) -> None:
    """A flipped byte anywhere is found on opening, the page is named, and the file is left as it is."""
    path = folder / "vault.db"
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)
    with pytest.raises(errors.DamagedDatabaseError, match=says) as caught:
        Vault.unlock(folder, WORDS)
    assert caught.value.pages == ((place % len(raw)) // 4096 + 1,)
    assert path.read_bytes() == raw
    with pytest.raises(errors.WrongPassphraseError):
        Vault.unlock(folder, "not the passphrase")


@pytest.mark.parametrize("kept", [0, 1, 100, 4095, 4096, 5000, -1, -4096])
def test_a_cut_database_is_damage(kept: int, folder: Path) -> None:
    """A database that is cut short is never taken for a new one, and is left as it is."""
    path = folder / "vault.db"
    raw = path.read_bytes()[:kept]
    path.write_bytes(raw)
    with pytest.raises(errors.DamagedDatabaseError):
        Vault.unlock(folder, WORDS)
    assert path.read_bytes() == raw
    if kept in (0, 1, 100):
        assert "vault.db" in Vault.status(folder).problem


@pytest.mark.parametrize("instead", [bytes(40960), b"SQLite format 3\0" + bytes(40944), b"\r\n" * 9000])
def test_another_file_in_its_place_is_damage(instead: bytes, folder: Path) -> None:
    """So is a file that never was a vault, and none at all."""
    (folder / "vault.db").write_bytes(instead)
    with pytest.raises(errors.DamagedDatabaseError):
        Vault.unlock(folder, WORDS)
    (folder / "vault.db").unlink()
    with pytest.raises(errors.DamagedDatabaseError, match="missing"):
        Vault.unlock(folder, WORDS)
    assert not (folder / "vault.db").exists()


def test_the_keyslot_of_another_vault_does_not_open_this_one(folder: Path, tmp_path: Path) -> None:
    """Two halves of two vaults are damage, not a traceback."""
    Vault.create(tmp_path / "other", WORDS).lock()
    shutil.copy(tmp_path / "other" / "keyslot.json", folder)
    with pytest.raises(errors.DamagedDatabaseError):
        Vault.unlock(folder, WORDS)


def test_it_locks_itself_after_a_while_without_use(folder: Path) -> None:
    """Each use starts the time anew; after it the key is forgotten, and a use says that the vault is locked."""
    time = [0.0]
    vault = Vault.unlock(folder, WORDS, idle=60, clock=lambda: time[0])
    for _ in range(3):
        time[0] += 59
        assert vault.content().clients == 300
    time[0] += 59
    assert not vault.lock_if_idle()
    time[0] += 1
    with pytest.raises(errors.VaultLockedError):
        vault.content()
    assert vault.locked
    for use in (vault.key, vault.content, vault.write().__enter__, lambda: vault.backup(folder / "b")):
        with pytest.raises(errors.VaultLockedError):
            use()
    vault.lock()
    assert not list(folder.glob("*-wal"))


def test_a_block_that_fails_leaves_nothing(folder: Path) -> None:
    """What is written in one `write` is kept together or not at all; a reading block cannot write."""
    with Vault.unlock(folder, WORDS) as vault:

        def half() -> None:
            with vault.write() as session:
                Roster(session).put(Client("new", PersonName(NAME)))
                raise RuntimeError

        with pytest.raises(RuntimeError):
            half()
        with pytest.raises(OperationalError, match="readonly"), vault.session() as session:
            Roster(session).put(Client("new", PersonName(NAME)))
        assert vault.content().clients == 300
        with vault.write() as session:
            Roster(session).put(Client("new", PersonName(NAME)))
        assert vault.content().clients == 301


def test_no_repr_and_no_error_holds_a_word(folder: Path) -> None:
    """Neither reprs, nor an error of the database with its whole traceback, show a name, a key or a passphrase."""
    with Vault.unlock(folder, WORDS) as vault:
        row = DecisionRow(number=1, body=NAME, previous=NAME, hash=NAME, signature=NAME)
        shown = [
            repr(vault),
            repr(vault._engine),
            repr(keyslot.Keyslot.from_json((folder / "keyslot.json").read_bytes())),
        ]
        with vault.write() as session:
            session.add(row)
        shown.append(repr(row))
        again = DecisionRow(number=1, body=NAME, previous=NAME, hash=NAME, signature=NAME)
        with pytest.raises(IntegrityError) as caught, vault.write() as session:
            session.add(again)
        shown += traceback.format_exception(caught.value)
        assert vault._engine is not None
        shown += [str(vault._engine.url), vault.key().hex()[:0]]
        for word in (NAME, WORDS, vault.key().hex()):
            assert word not in "".join(shown)


@pytest.mark.parametrize("broken", ["vault.db", "keyslot.json"])
def test_errors_of_opening_hold_no_word(broken: str, folder: Path) -> None:
    """Damage and a wrong passphrase are told in our own words only, on standard error too."""
    path = folder / broken
    path.write_bytes(NAME.encode() * 400)
    code = (
        "import sys; from pathlib import Path; from circumspect.storage.vault import Vault\n"
        "Vault.unlock(Path(sys.argv[1]), sys.stdin.read())"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code, str(folder)], input=WORDS, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Damaged" in done.stderr
    assert NAME not in done.stderr
    assert WORDS not in done.stderr


def test_shredding_destroys_the_key_first_and_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyslot is overwritten before anything is removed; then no file is left. Another's files stay."""
    other = folder / "my notes.txt"
    other.write_text("mine", encoding="utf-8")
    key = (folder / "keyslot.json").read_bytes()
    (folder.parent / "link").hardlink_to(folder / "keyslot.json")
    monkeypatch.setattr(Vault, "status", None)
    Vault.shred(folder)
    left = (folder.parent / "link").read_bytes()
    assert len(left) == len(key)
    assert b"wrapped" not in left
    assert [path.name for path in folder.iterdir()] == ["my notes.txt"]


def test_a_vault_in_use_is_not_shredded_or_replaced(folder: Path, tmp_path: Path) -> None:
    """While a process has it open, nobody takes it away; afterwards they can."""
    with Vault.unlock(folder, WORDS) as vault:
        vault.backup(tmp_path / "b")
        with pytest.raises(errors.VaultInUseError):
            Vault.shred(folder)
        with pytest.raises(errors.VaultInUseError):
            Vault.restore(tmp_path / "b", folder, replace=True)
        assert vault.content().clients == 300
    Vault.shred(folder)
    assert not folder.exists()


@pytest.mark.parametrize("ends", [True, False])
def test_opening_waits_for_a_process_that_holds_the_database(
    *, ends: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that closes the vault locks all others out for a moment; we wait, and say so where it does not end."""
    with Vault.unlock(folder, WORDS) as vault:
        key = vault.key()
    monkeypatch.setattr(sql, "BUSY_SECONDS", 0)
    monkeypatch.setattr(sql, "_PRAGMAS", tuple(p for p in sql._PRAGMAS if "busy" not in p))
    other = sql.connect(folder / "vault.db", key)
    other.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
    other.execute("BEGIN EXCLUSIVE")
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if ends and len(waits) == 3:
            other.close()

    monkeypatch.setattr("circumspect.storage.vault.time.sleep", wait)
    if ends:
        with Vault.unlock_with(folder, key) as opened:
            assert opened.content().clients == 300
        assert len(waits) == 3
        return
    monkeypatch.setattr("circumspect.storage.vault.PATIENCE_SECONDS", 0)
    with pytest.raises(errors.VaultInUseError):
        Vault.unlock_with(folder, key)
    other.close()

"""Where a command gets the key or passphrase from, in order, and what it says where there is none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

import pytest
from keyring.backend import KeyringBackend

from circumspect.services import vault as vaults
from circumspect.storage import errors, keyslot
from circumspect.storage.key_store import KeyStore
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "seven quiet herons wade"


class Ring(KeyringBackend):
    """A trusted keyring, in memory."""

    __module__ = "keyring.backends.SecretService"
    priority = 5

    def __init__(self) -> None:
        """Hold nothing yet."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Read."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Remove."""
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    monkeypatch.setenv("CIRCUMSPECT_VAULT", str(tmp_path / "vault"))
    monkeypatch.delenv("CIRCUMSPECT_PASSPHRASE_FILE", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of a vault."""
    vaults.create(tmp_path / "vault", lambda: WORDS)
    return tmp_path / "vault"


@pytest.fixture
def keys() -> KeyStore:
    """Give a key store over a trusted keyring."""
    return KeyStore([Ring()])


def _nobody() -> NoReturn:
    raise AssertionError("asked")


def test_the_keyring_comes_first_then_the_file_then_the_person(
    folder: Path, keys: KeyStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is asked only where the one before has nothing."""
    asked: list[int] = []

    def person() -> str:
        asked.append(1)
        return WORDS

    with vaults.open_vault(None, person, keys=keys) as vault:
        assert vault.folder == folder
    assert asked == [1]
    path = tmp_path / "passphrase"
    path.write_text(WORDS + "\n", encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(path))
    vaults.open_vault(folder, _nobody, keys=keys).lock()
    vaults.unlock(folder, _nobody, 15, keys=keys)
    path.unlink()
    vaults.open_vault(folder, _nobody, keys=keys).lock()
    assert vaults.lock(folder, keys=keys)
    with pytest.raises(vaults.PassphraseFileError):
        vaults.open_vault(folder, person, keys=keys)


def test_without_anybody_to_ask_it_says_what_to_do(folder: Path, keys: KeyStore, tmp_path: Path) -> None:
    """A script gets a message, not a question; where there is no vault, that comes first."""
    with pytest.raises(vaults.PassphraseNeededError, match="CIRCUMSPECT_PASSPHRASE_FILE"):
        vaults.open_vault(folder, None, keys=keys)
    with pytest.raises(errors.NoVaultError, match="vault create"):
        vaults.open_vault(tmp_path / "none", _nobody, keys=keys)


@pytest.mark.parametrize(
    ("content", "mode", "says"),
    [
        (WORDS.encode(), 0o640, "read by others"),
        (WORDS.encode(), 0o604, "read by others"),
        (WORDS.encode(), 0o602, "read by others"),
        (b"", 0o600, "empty"),
        (b"\n" + WORDS.encode(), 0o600, "empty"),
        (b"\xff\xfe" + WORDS.encode(), 0o600, "UTF-8"),
        (None, 0o600, "cannot be read"),
    ],
)
def test_a_passphrase_file_must_be_the_owner_s_alone(
    content: bytes | None, mode: int, says: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others may neither read nor write it; each fault has its words, and none of them the passphrase."""
    path = folder.with_name("passphrase")
    if content is not None:
        path.write_bytes(content)
        path.chmod(mode)
    monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(path))
    with pytest.raises(vaults.PassphraseFileError, match=says) as caught:
        vaults.open_vault(folder, _nobody, keys=KeyStore([]))
    assert WORDS not in str(caught.value)


def test_a_passphrase_file_is_an_ordinary_file(
    folder: Path, keys: KeyStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder or a pipe is refused at once, and not waited for."""
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name in ("pipe", "."):
        monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(tmp_path / name))
        with pytest.raises(vaults.PassphraseFileError, match="ordinary"):
            vaults.open_vault(folder, _nobody, keys=keys)


@pytest.mark.parametrize("written", [f"\ufeff{WORDS}", f"{WORDS}\r\n", f"{WORDS}\nmore"])
def test_a_passphrase_file_as_editors_write_it(
    written: str, folder: Path, keys: KeyStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A byte order mark, a line end of Windows, further lines: the first line counts."""
    path = tmp_path / "passphrase"
    path.write_bytes(written.encode())
    path.chmod(0o600)
    monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(path))
    vaults.open_vault(folder, _nobody, keys=keys).lock()


def test_the_key_of_a_vault_that_was_replaced_is_forgotten(folder: Path, keys: KeyStore, tmp_path: Path) -> None:
    """After a restore the old key is gone, and where it came back by itself it is dropped and the person asked."""
    with vaults.open_vault(folder, lambda: WORDS, keys=keys) as vault:
        old = vault.key()
        vault.backup(tmp_path / "b", "for the notary only")
    vaults.unlock(folder, lambda: WORDS, 15, keys=keys)
    vaults.restore(tmp_path / "b", folder, replace=True, keys=keys)
    assert keys.look(folder) is None
    keys.keep(folder, old, 60)
    assert vaults.report(folder, keys=keys).content is None
    vaults.open_vault(folder, lambda: "for the notary only", keys=keys).lock()
    assert keys.look(folder) is None


def test_the_report_asks_nothing_and_renews_nothing(folder: Path, tmp_path: Path) -> None:
    """Numbers are shown only where the vault is unlocked, and looking does not keep it unlocked longer."""
    now = [1000.0]
    keys = KeyStore([Ring()], clock=lambda: now[0])
    assert not vaults.report(tmp_path / "none", keys=keys).status.exists
    assert vaults.report(folder, keys=keys).content is None
    vaults.unlock(folder, lambda: WORDS, 1, keys=keys)
    now[0] += 59
    report = vaults.report(folder, keys=keys)
    assert report.until == 1060
    assert report.content is not None
    now[0] += 1
    assert vaults.report(folder, keys=keys).content is None


def test_without_a_keyring_unlocking_says_so_before_it_asks(folder: Path) -> None:
    """Nobody types a passphrase for nothing."""
    with pytest.raises(errors.KeyStoreError, match="no system keyring"):
        vaults.unlock(folder, _nobody, 15, keys=KeyStore([]))


def test_shredding_forgets_the_key(folder: Path, keys: KeyStore) -> None:
    """Neither the folder nor the keyring holds anything afterwards."""
    vaults.unlock(folder, lambda: WORDS, 15, keys=keys)
    vaults.shred(folder, keys=keys)
    assert keys.look(folder) is None
    assert not folder.exists()


def test_changing_the_passphrase_leaves_the_vault_unlocked(folder: Path, keys: KeyStore) -> None:
    """The key is the same; the old passphrase opens nothing more; a wrong one stops before the new one is asked."""
    vaults.unlock(folder, lambda: WORDS, 15, keys=keys)
    with pytest.raises(errors.WrongPassphraseError):
        vaults.change_passphrase(folder, lambda: "not the passphrase", _nobody)
    vaults.change_passphrase(folder, lambda: WORDS, lambda: "quite another one")
    vaults.open_vault(folder, _nobody, keys=keys).lock()
    with pytest.raises(errors.WrongPassphraseError):
        Vault.unlock(folder, WORDS)


def test_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The one named, else the environment's, else that of the system."""
    assert vaults.vault_folder(tmp_path) == tmp_path
    assert vaults.vault_folder() == tmp_path / "vault"
    monkeypatch.delenv("CIRCUMSPECT_VAULT")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert vaults.vault_folder().name == "vault"
    assert vaults.vault_folder().parent.name == "circumspect"

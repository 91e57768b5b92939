"""The key waits in a keyring that encrypts, for a while; any other keyring is refused by name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null
from keyring.errors import KeyringError, PasswordDeleteError

from circumspect.storage.errors import KeyStoreError
from circumspect.storage.key_store import KeyStore

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))


class _Ring(KeyringBackend):
    """A keyring in memory; tests give it the module of a real one."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = False

    def get_password(self, service: str, username: str) -> str | None:
        """Read."""
        self._work()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write."""
        self._work()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Remove."""
        self._work()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _work(self) -> None:
        if self.broken:
            raise KeyringError("secret words")


def _ring(module: str, name: str = "Keyring") -> _Ring:
    ring = type(name, (_Ring,), {"__module__": module, "__qualname__": name})()
    assert isinstance(ring, _Ring)
    return ring


@pytest.fixture
def ring() -> _Ring:
    """Give a keyring that is trusted."""
    return _ring("keyring.backends.SecretService")


PLAIN = [
    ("keyrings.alt.file", "PlaintextKeyring"),
    ("keyrings.alt.file", "EncryptedKeyring"),
    ("keyring_pass", "PasswordStoreBackend"),
    ("keyring.backends.SecretServiceEvil", "Keyring"),
    ("keyring.backends.macOS.evil", "Keyring"),
    ("SecretService", "Keyring"),
]


@pytest.mark.parametrize(("module", "name"), PLAIN)
def test_a_keyring_that_is_not_known_to_encrypt_is_refused_by_name(module: str, name: str, tmp_path: Path) -> None:
    """It is given nothing, asked for nothing, and named in the message; a known one beside it is taken."""
    plain, good = _ring(module, name), _ring("keyring.backends.SecretService")
    store = KeyStore([plain])
    assert not store.usable
    with pytest.raises(KeyStoreError, match=name) as caught:
        store.keep(tmp_path, KEY, 60)
    assert module in str(caught.value)
    assert store.get(tmp_path) is None
    assert plain.kept == {}
    both = KeyStore([plain, good])
    both.keep(tmp_path, KEY, 60)
    assert both.get(tmp_path) == KEY
    assert plain.kept == {}


def test_no_keyring_at_all(tmp_path: Path) -> None:
    """Those that only fail, forget or hand over are no keyring, and are not blamed."""
    store = KeyStore([fail.Keyring(), null.Keyring(), chainer.ChainerBackend()])  # type: ignore[no-untyped-call]
    assert (store.usable, store.refused) == (False, [])
    with pytest.raises(KeyStoreError, match="no system keyring"):
        store.keep(tmp_path, KEY, 60)
    assert not store.forget(tmp_path)


def test_the_environment_chooses_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHON_KEYRING_BACKEND, which may name one that keeps plain text, is not heeded."""
    monkeypatch.setitem(os.environ, "PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert "null" not in repr(KeyStore())


def test_the_names_trusted_are_names_of_keyrings() -> None:
    """The list of trusted names has the spelling of the package."""
    assert _ring(SecretService.Keyring.__module__).__module__ == "keyring.backends.SecretService"
    assert KeyStore([_ring(SecretService.Keyring.__module__)]).usable


def test_a_key_runs_out_when_it_is_not_used(ring: _Ring, tmp_path: Path) -> None:
    """Each use renews its time, looking does not; when it is over, the key is removed from the keyring."""
    now = [1000.0]
    store = KeyStore([ring], clock=lambda: now[0])
    store.keep(tmp_path, KEY, 60)
    for _ in range(3):
        now[0] += 59
        assert store.get(tmp_path) == KEY
    now[0] += 59
    kept = store.look(tmp_path)
    assert kept is not None
    assert kept.until == now[0] + 1
    now[0] += 1
    assert store.look(tmp_path) is None
    assert store.get(tmp_path) is None
    assert ring.kept == {}


def test_a_clock_set_back_does_not_keep_it_open(ring: _Ring, tmp_path: Path) -> None:
    """A key whose time lies further ahead than it was given is not used."""
    now = [10_000.0]
    store = KeyStore([ring], clock=lambda: now[0])
    store.keep(tmp_path, KEY, 60)
    now[0] = 500.0
    assert store.get(tmp_path) is None
    assert ring.kept == {}


def test_each_vault_has_its_own(ring: _Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are kept by folder, however the folder is written, and forgetting one leaves the other."""
    store = KeyStore([ring])
    store.keep(tmp_path / "a", KEY, 60)
    store.keep(tmp_path / "b", KEY[::-1], 60)
    monkeypatch.chdir(tmp_path)
    assert store.get((tmp_path / "b" / ".." / "a").relative_to(tmp_path)) == KEY
    assert store.forget(tmp_path / "a")
    assert not store.forget(tmp_path / "a")
    assert store.get(tmp_path / "b") == KEY[::-1]


@pytest.mark.parametrize("entry", ["", "null", "[]", "{", '{"key": "00"}', '{"key": "zz", "idle": 1, "until": 2}', "1"])
def test_an_entry_that_is_not_ours_is_no_key(entry: str, ring: _Ring, tmp_path: Path) -> None:
    """What another program or version wrote there is taken for nothing."""
    store = KeyStore([ring])
    store.keep(tmp_path, KEY, 60)
    (place,) = ring.kept
    ring.kept[place] = entry
    assert store.get(tmp_path) is None


def test_a_keyring_that_fails_is_told_without_its_words(ring: _Ring, tmp_path: Path) -> None:
    """A locked keyring gives no key, takes none, and its own message is not passed on."""
    store = KeyStore([ring])
    ring.broken = True
    assert store.get(tmp_path) is None
    with pytest.raises(KeyStoreError) as caught:
        store.keep(tmp_path, KEY, 60)
    assert "secret" not in str(caught.value)


def test_a_key_that_stays_is_told(ring: _Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`forget` never says that a key is gone when it may not be."""
    store = KeyStore([ring])
    store.keep(tmp_path, KEY, 60)

    def stuck(*_: object) -> None:
        raise KeyringError("secret words")

    for name in ("delete_password", "get_password"):
        with monkeypatch.context() as patch:
            patch.setattr(ring, name, stuck)
            with pytest.raises(KeyStoreError, match="may still be unlocked") as caught:
                store.forget(tmp_path)
        assert "secret" not in str(caught.value)
    assert store.forget(tmp_path)


def test_reprs_hold_no_key(ring: _Ring, tmp_path: Path) -> None:
    """Neither the store nor what it keeps shows the key."""
    store = KeyStore([ring])
    store.keep(tmp_path, KEY, 60)
    assert KEY.hex() not in f"{store!r}{store.look(tmp_path)!r}"
    assert repr(KEY) not in f"{store!r}{store.look(tmp_path)!r}"

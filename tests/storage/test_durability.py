"""kill -9 at any moment loses nothing that was acknowledged, two processes are no danger, nothing rests in plain."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.roster import Client, PersonName
from circumspect.storage import keyslot
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "seven quiet herons wade"
CANARY = "Zorblatt-Quennevais"

WRITER = """
import sys
from pathlib import Path
from circumspect.domain.roster import Client, PersonName
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault
folder, tag = Path(sys.argv[1]), sys.argv[2]
with Vault.unlock_with(folder, bytes.fromhex(sys.stdin.readline())) as vault:
    number = 0
    while True:
        with vault.write() as session:
            Roster(session).put(Client(f"{tag}{number}", PersonName("NAME", str(number)), handles=("NAME",)))
        print(number, flush=True)
        number += 1
""".replace("NAME", CANARY)

# Carries out one act in a child that is ended at its nth touch of a file, for every n; after each, looks at the vault.
INTERRUPTED = """
import os, shutil, sys
from pathlib import Path
from circumspect.storage import keyslot
from circumspect.storage.errors import NoVaultError, WrongPassphraseError
from circumspect.storage.vault import Vault
keyslot.USUAL = keyslot.Cost(8 * 1024, 1)
act, base, new, old = sys.argv[1], Path(sys.argv[2]), "a new passphrase", "seven quiet herons wade"
folder = base / "vault"
acts = {
    "create": lambda: Vault.create(folder, new).lock(),
    "restore": lambda: Vault.restore(base / "backup", folder, replace=True),
    "change": lambda: Vault.unlock(folder, old).change_passphrase(old, new),
    "shred": lambda: Vault.shred(folder),
    "backup": lambda: Vault.unlock(folder, old).backup(base / "copy"),
}

def child(n):
    seen = [0]
    def watch(event, arguments):
        if event in ("open", "os.rename", "os.remove", "os.truncate", "os.mkdir") and str(base) in str(arguments):
            seen[0] += 1
            if seen[0] == n:
                os._exit(9)
    sys.addaudithook(watch)
    acts[act]()
    os._exit(0)

def look():
    found = []
    for passphrase in (old, new):
        try:
            with Vault.unlock(folder, passphrase) as vault:
                found.append(f"{'old' if passphrase is old else 'new'}:{vault.content().clients}")
        except WrongPassphraseError:
            pass
        except NoVaultError:
            return "none"
    return " ".join(found)

n, code = 0, 9
while code:
    n += 1
    for place in base.glob("vault*"):
        shutil.rmtree(place)
    (base / "copy").unlink(missing_ok=True)
    if act != "create":
        shutil.copytree(base / "old", folder)
    pid = os.fork()
    if not pid:
        child(n)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, 9), code
    try:
        state = look()
    except ValueError as error:
        state = type(error).__name__
    print(n, code, state, flush=True)
    if code and (act == "shred" or (act == "create" and state == "none")):
        try:
            acts[act]()
        except NoVaultError:
            pass
        assert look() == ("none" if act == "shred" else "new:0")
    if act == "restore":
        kept = Vault.status(folder).kept
        assert kept or state.startswith("old"), state
        for place in kept:
            with Vault.unlock(place, old) as vault:
                assert vault.content().clients == 3
        if code:
            acts[act]()
            assert not list(base.glob("*.part-*"))
    left = {p.name for p in folder.iterdir()} if folder.exists() else set()
    assert code or left <= {"vault.db", "keyslot.json", ".lock"}, left
"""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, bytes]:
    """Give the folder of a vault, and its key."""
    with Vault.create(tmp_path / "vault", WORDS) as vault:
        return tmp_path / "vault", vault.key()


def _writer(folder: Path, key: bytes, tag: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", WRITER, str(folder), tag],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(key.hex() + "\n")
    process.stdin.flush()
    return process


def _plain(folder: Path) -> list[str]:
    """Name the files below a folder in which the canary stands."""
    forms = (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.lower().encode())
    return [p.name for p in folder.rglob("*") if p.is_file() and any(form in p.read_bytes() for form in forms)]


def test_the_canary_would_be_found(tmp_path: Path) -> None:
    """The search below can fail."""
    (tmp_path / "a").write_text(f"x{CANARY}y", encoding="utf-8")
    assert _plain(tmp_path) == ["a"]


@pytest.mark.parametrize("seed", range(4))
def test_two_writers_killed_at_once_lose_nothing_acknowledged(seed: int, made: tuple[Path, bytes]) -> None:
    """Two processes write; both are killed in mid-write: each acknowledged client is there, and no name in plain."""
    folder, key = made
    chance = random.Random(seed)
    writers = {tag: _writer(folder, key, tag) for tag in ("a", "b")}
    least = chance.randrange(3, 60)
    for process in writers.values():
        assert process.stdout is not None
        while int(process.stdout.readline()) < least:
            pass
    time.sleep(chance.random() / 100)
    for process in writers.values():
        process.kill()
    assert _plain(folder) == []
    last: dict[str, int] = {}
    for tag, process in writers.items():
        out, err = process.communicate()
        assert err == ""
        last[tag] = max([least, *(int(line) for line in out.splitlines(keepends=True) if line.endswith("\n"))])
    with Vault.unlock_with(folder, key) as vault, vault.session() as session:
        found = {client.id: client for client in Roster(session).all()}
    assert [name for tag, most in last.items() for n in range(most + 1) if (name := f"{tag}{n}") not in found] == []
    assert all(client.handles == (CANARY,) and client.name.given == CANARY for client in found.values())
    assert _plain(folder) == []


def test_no_name_rests_in_plain_while_the_vault_is_open(made: tuple[Path, bytes], tmp_path: Path) -> None:
    """Neither database nor journal, nor a backup, nor what is left after removing, holds a name."""
    folder, key = made
    with Vault.unlock_with(folder, key) as vault:
        with vault.write() as session:
            Roster(session).put_all((Client(f"c{n}", PersonName(CANARY)), "", "") for n in range(2000))
        assert (folder / "vault.db-wal").stat().st_size > 100_000
        assert _plain(folder) == []
        vault.backup(tmp_path / "one")
        vault.backup(tmp_path / "two", "another passphrase")
        with vault.write() as session:
            for number in range(2000):
                Roster(session).remove(f"c{number}")
    assert _plain(tmp_path) == []


def test_opening_while_another_writes_shows_no_damage(made: tuple[Path, bytes]) -> None:
    """A page that another process is writing back at this moment is not taken for damage."""
    folder, key = made
    process = _writer(folder, key, "a")
    assert process.stdout is not None
    process.stdout.readline()
    counts = []
    for _ in range(60):
        with Vault.unlock_with(folder, key) as vault:
            counts.append(vault.content().clients)
    process.kill()
    process.communicate()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("act", "between", "after"),
    [
        ("create", {"none", "new:0"}, "new:0"),
        ("restore", {"old:3", "new:7"}, "new:7"),
        ("change", {"old:3", "new:3"}, "new:3"),
        ("shred", {"old:3", "none", "DamagedKeyslotError"}, "none"),
        ("backup", {"old:3"}, "old:3"),
    ],
)
def test_an_act_that_is_cut_off_leaves_the_old_or_the_new(
    act: str, between: set[str], after: str, tmp_path: Path
) -> None:
    """Ended at each touch of a file in turn, an act leaves the vault as before or as after, whole either way."""
    for name, clients, passphrase in (("old", 3, WORDS), ("other", 7, "a new passphrase")):
        with Vault.create(tmp_path / name, passphrase) as vault:
            with vault.write() as session:
                Roster(session).put_all((Client(f"c{n}", PersonName(CANARY)), "", "") for n in range(clients))
            if name == "other":
                vault.backup(tmp_path / "backup")
    shutil.rmtree(tmp_path / "other")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", INTERRUPTED, act, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    states = [line.split(" ", 2) for line in done.stdout.splitlines()]
    assert len(states) > 4
    assert states[-1][1:] == ["0", after]
    assert {state for _, _, state in states} == between

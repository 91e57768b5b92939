"""`circumspect vault`: what each command asks, says and leaves behind."""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from keyring.backend import KeyringBackend

from circumspect.domain.roster import Client, PersonName
from circumspect.services import vault as vaults
from circumspect.storage import keyslot
from circumspect.storage.key_store import KeyStore
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault
from circumspect.surfaces.cli import vaulting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Cli

WORDS = "seven quiet herons wade"
OTHER = "quite another one"
NAME = "Zorblatt-Quennevais"


class _Ring(KeyringBackend):
    """A trusted keyring, in memory."""

    __module__ = "keyring.backends.SecretService"
    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Read."""
        return self.kept.get(service + username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write."""
        self.kept[service + username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Remove."""
        del self.kept[service + username]


@pytest.fixture
def person(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give the command line a person, who types these passphrases one after the other."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    monkeypatch.setattr(vaulting, "terminal", lambda: True)
    keys = KeyStore([_Ring()])
    monkeypatch.setattr(vaults, "KeyStore", lambda: keys)
    monkeypatch.setenv("CIRCUMSPECT_VAULT", str(cli.folder / "vault"))
    monkeypatch.delenv("CIRCUMSPECT_PASSPHRASE_FILE", raising=False)

    def types(*passphrases: str) -> None:
        rest = list(passphrases)
        monkeypatch.setattr("getpass.getpass", lambda _: rest.pop(0))

    types()
    return types


@pytest.fixture
def made(cli: Cli, person: Callable[..., None]) -> Path:
    """Give the folder of a vault with one client, locked."""
    person(WORDS, WORDS)
    assert cli("vault", "create").code == 0
    with Vault.unlock(cli.folder / "vault", WORDS) as vault, vault.write() as session:
        Roster(session).put(Client("c1", PersonName(NAME)))
    return cli.folder / "vault"


def test_from_making_to_destroying(cli: Cli, made: Path, person: Callable[..., None]) -> None:
    """The life of a vault, each command once; no answer shows a passphrase, a key or a name."""
    said = []

    def run(*words: str, typed: tuple[str, ...] = (), stdin: str = "") -> str:
        person(*typed)
        answer = cli("vault", *words, stdin=stdin)
        assert answer.code == 0, answer.err
        said.append(answer.out)
        return answer.out

    assert "Locked" in run("status")
    assert "15 minutes" in run("unlock", typed=(WORDS,))
    assert "clients: 1, decisions: 0" in run("status")
    assert "encrypted" in run("backup", "one.backup")
    assert "its own" in run("backup", "two.backup", "--own-passphrase", typed=(OTHER, OTHER))
    run("change-passphrase", typed=(WORDS, "a third passphrase", "a third passphrase"))
    assert "Locked." in run("lock")
    assert "already" in run("lock")
    assert "solid-state" in run("shred", stdin="shred\n")
    assert not made.exists()
    assert "No vault yet" in run("status")
    run("restore", "two.backup")
    run("unlock", "--minutes", "5", typed=(OTHER,))
    replaced = run("restore", "one.backup", "--replace", stdin="replace\n")
    assert "It is kept in a folder beside it" in replaced
    kept = f"{made}-replaced-{date.today().isoformat()}"  # noqa: DTZ011 - the day on this computer's clock
    assert f"vault shred --vault {kept}" in replaced
    assert "Locked" in run("status")
    assert kept in run("status")
    run("unlock", typed=(WORDS,))
    assert "clients: 1," in run("status")
    run("unlock", "--vault", kept, typed=(OTHER,))
    assert "clients: 1," in run("status", "--vault", kept)
    assert kept in run("shred", stdin="shred all\n")
    assert "Kept" not in run("status")
    assert [found.name for found in cli.folder.iterdir() if found.is_dir()] == []
    for word in (WORDS, OTHER, NAME):
        assert word not in "".join(said)


def test_a_kept_vault_is_shredded_only_where_said(cli: Cli, made: Path, person: Callable[..., None]) -> None:
    """`shred` leaves it and names it again; with no vault left, `shred` still says where it is."""
    person(WORDS)
    cli("vault", "backup", "b")
    assert cli("vault", "shred", stdin="shred all\n").code == 2
    cli("vault", "restore", "b", "--replace", stdin="replace\n")
    done = cli("vault", "shred", stdin="shred\n")
    assert (done.code, done.out.count("-replaced-") > 3) == (0, True)
    again = cli("vault", "shred", stdin="shred\n")
    assert (again.code, "-replaced-" in again.out, "vault create" in again.err) == (2, True, True)
    assert not made.exists()


@pytest.mark.parametrize(
    "arguments",
    [["unlock"], ["change-passphrase"], ["backup", "b"], ["create", "--vault", "new"]],
    ids=" ".join,
)
def test_without_a_terminal_it_asks_nothing(
    arguments: list[str], cli: Cli, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that gives no passphrase gets a message and exit 2, and piped input is never read as a passphrase."""
    monkeypatch.setattr(vaulting, "terminal", lambda: False)
    answer = cli("vault", *arguments, stdin=f"{WORDS}\n{WORDS}\n")
    assert answer.code == 2
    assert "no terminal" in answer.err
    assert made.exists()
    assert not (cli.folder / "new").exists()
    assert not (cli.folder / "b").exists()


def test_a_script_gives_the_passphrase_by_a_file(cli: Cli, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With CIRCUMSPECT_PASSPHRASE_FILE, a vault is made and opened without a terminal."""
    monkeypatch.setattr(vaulting, "terminal", lambda: False)
    cli.write("passphrase", WORDS + "\n")
    (cli.folder / "passphrase").chmod(0o600)
    monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(cli.folder / "passphrase"))
    assert cli("vault", "create", "--vault", "new").code == 0
    assert cli("vault", "backup", "b", "--vault", "new").code == 0
    assert cli("vault", "backup", "c").code == 0
    (cli.folder / "passphrase").chmod(0o644)
    answer = cli("vault", "backup", "d")
    assert (answer.code, "chmod 600" in answer.err) == (2, True)
    assert made.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [((WORDS, OTHER), "differ"), (("short",), "12 characters"), (("",), "12 characters")],
)
def test_a_passphrase_that_is_not_one_makes_no_vault(
    typed: tuple[str, ...], says: str, cli: Cli, person: Callable[..., None]
) -> None:
    """Two that differ, or one too short, are refused, before the second is asked for where that is enough."""
    person(*typed)
    answer = cli("vault", "create")
    assert answer.code == 2
    assert says in answer.err
    assert not (cli.folder / "vault").exists()


def test_a_vault_is_replaced_only_when_told_so(cli: Cli, made: Path, person: Callable[..., None]) -> None:
    """Another word than the one asked for: the vault that is there stays as it is."""
    person(WORDS)
    assert cli("vault", "backup", "one.backup").code == 0
    before = {found.name: found.read_bytes() for found in made.glob("*.json")}
    answer = cli("vault", "restore", "one.backup", "--replace", stdin="no\n")
    assert (answer.code, "nothing was replaced" in answer.err) == (2, True)
    assert {found.name: found.read_bytes() for found in made.glob("*.json")} == before


def test_a_vault_that_is_there_is_not_made_or_replaced(cli: Cli, made: Path, person: Callable[..., None]) -> None:
    """`create` asks for no passphrase, `restore` reads no file; both say how to go on."""
    before = (made / "keyslot.json").read_bytes()
    answer = cli("vault", "create")
    assert (answer.code, "--vault" in answer.err) == (2, True)
    person(WORDS)
    cli("vault", "backup", "b")
    answer = cli("vault", "restore", "b")
    assert (answer.code, "--replace" in answer.err) == (2, True)
    assert (made / "keyslot.json").read_bytes() == before


@pytest.mark.parametrize("answer", ["yes\n", "SHRED it\n", "y\n", "\n"])
def test_nothing_is_destroyed_without_the_word(answer: str, cli: Cli, made: Path) -> None:
    """Only the word itself destroys; an end of input does not."""
    done = cli("vault", "shred", stdin=answer)
    assert (done.code, "nothing was destroyed" in done.err) == (2, True)
    assert Vault.status(made).exists


@pytest.mark.parametrize("words", [["shred"], ["restore", "b", "--replace"]])
def test_an_end_of_input_at_a_question_changes_nothing(words: list[str], cli: Cli, made: Path) -> None:
    """It says that nobody answered."""
    done = cli("vault", *words)
    assert (done.code, done.err.strip()) == (2, "circumspect: Nobody answered. Nothing was changed.")
    assert Vault.status(made).exists


@pytest.mark.parametrize(
    "words", [["create", "--vault", "new"], ["unlock"], ["change-passphrase"], ["backup", "b"], ["shred"]], ids=" ".join
)
def test_ctrl_c_at_a_question_changes_nothing(
    words: list[str], cli: Cli, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence and exit code 130."""

    def stop(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    before = {found.name: found.read_bytes() for found in made.iterdir()}
    monkeypatch.setattr("getpass.getpass", stop)
    monkeypatch.setattr("typer._click.termui.visible_prompt_func", stop)
    done = cli("vault", *words)
    assert (done.code, done.err.strip()) == (130, "circumspect: Stopped. Nothing was changed.")
    assert {found.name: found.read_bytes() for found in made.iterdir()} == before
    assert not (cli.folder / "b").exists()
    assert not (cli.folder / "new").exists()


def test_stopped_in_the_middle_it_says_what_may_have_been_done(
    cli: Cli, made: Path, person: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be sure, it does not say that nothing was changed."""
    person(WORDS)
    cli("vault", "backup", "b")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("circumspect.storage.vault._finish", stop)
    done = cli("vault", "restore", "b", "--replace", stdin="replace\n")
    assert (done.code, "Nothing was changed" in done.err, "vault status" in done.err) == (130, False, True)
    monkeypatch.undo()
    Vault.unlock(made, WORDS).lock()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("vault.db", b"", "empty"),
        ("vault.db", b"x" * 9000, "first page"),
        ("vault.db", None, "missing"),
        ("keyslot.json", b"{}", "damaged"),
        ("keyslot.json", None, "missing"),
    ],
)
def test_damage_is_told_by_every_command(
    name: str, content: bytes | None, says: str, cli: Cli, made: Path, person: Callable[..., None]
) -> None:
    """Exit 2 and what to do, never a traceback; `status` shows what can be seen without the passphrase."""
    if content is None:
        (made / name).unlink()
    else:
        (made / name).write_bytes(content)
    person(WORDS)
    answer = cli("vault", "unlock")
    assert answer.code == 2
    assert says in answer.err
    assert "vault restore FILE" in answer.err
    status = cli("vault", "status")
    assert (status.code, name in status.err) == ((0, False) if says == "first page" else (2, True))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["unlock"], "vault create"), (["shred"], "vault create"), (["change-passphrase"], "vault create"),
        (["backup", "b"], "vault create"), (["restore", "none"], "No such file"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("person")
def test_without_a_vault_it_says_how_to_begin(arguments: list[str], says: str, cli: Cli) -> None:
    """Nothing is asked, nothing made."""
    answer = cli("vault", *arguments)
    assert answer.code == 2
    assert says in answer.err


def test_a_wrong_passphrase_is_exit_2(cli: Cli, made: Path, person: Callable[..., None]) -> None:
    """It is said, without what was typed."""
    for words in (["unlock"], ["backup", "b"], ["change-passphrase"]):
        person("not the passphrase")
        answer = cli("vault", *words)
        assert answer.code == 2
        assert "does not open" in answer.err
        assert "not the passphrase" not in answer.err
    assert made.exists()


def test_without_a_keyring_it_cannot_stay_unlocked(cli: Cli, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`unlock` and `status` say so, and name nothing as kept."""
    monkeypatch.setattr(vaults, "KeyStore", lambda: KeyStore([]))
    answer = cli("vault", "unlock")
    assert (answer.code, "no system keyring" in answer.err) == (2, True)
    assert "cannot stay unlocked" in cli("vault", "status").out
    assert made.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_what_is_typed_does_not_show(tmp_path: Path) -> None:
    """On a real terminal the passphrase is asked for twice and echoed never."""
    import pty  # noqa: PLC0415 - Unix only

    folder = tmp_path / "vault"
    code = "import sys; from circumspect.surfaces.cli.vaulting import app; app(sys.argv[1:])"
    pid, terminal = pty.fork()
    if not pid:
        os.execv(sys.executable, [sys.executable, "-c", code, "create", "--vault", str(folder)])  # noqa: S606 - our own
    shown, asked = b"", 0
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the end, on Linux
            break
        if not part:
            break
        shown += part
        if shown.count(b": ") > asked and (b"good: " in shown if not asked else b"again: " in shown) and asked < 2:
            asked += 1
            os.write(terminal, WORDS.encode() + b"\n")
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, shown
    assert asked == 2
    assert WORDS.encode() not in shown
    Vault.unlock(folder, WORDS).lock()

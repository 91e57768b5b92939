"""Ctrl-C, with the signal itself: one calm sentence, exit code 130, no traceback, nothing half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault
from circumspect.surfaces.cli import _stopping, main

if TYPE_CHECKING:
    from conftest import Cli

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")
PASSPHRASE = "twelve letters and more"
# The process says when the work itself has begun, so that no test waits for a time.
WORK = {
    "check": ("circumspect.services.review", "check_text"),
    "screen": ("circumspect.core.linkage", "Linker.screen"),
    "import": ("importlib", "import_module"),
}
_BEGIN = """
import importlib, sys
from circumspect.surfaces.cli import main
module, name = importlib.import_module({module!r}), {name!r}
if "." in name:
    module, name = getattr(module, name.split(".")[0]), name.split(".")[1]
plain = getattr(module, name)
def told(*given, **named):
    print("begun", flush=True)
    return plain(*given, **named)
setattr(module, name, told)
{more}
main.run()
"""


def _stopped(cli: Cli, work: str, words: list[str], raw: bytes, more: str = "") -> tuple[int, str]:
    """Run a command in a process of its own, press Ctrl-C once its work has begun; give exit code and what it said."""
    module, name = WORK[work]
    program = _BEGIN.format(module=module, name=name, more=more)
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program, *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cli.folder,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        feeding = threading.Thread(target=_feed, args=(process.stdin, raw))
        feeding.start()
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
        feeding.join()
    return process.returncode, said


def _feed(pipe: object, raw: bytes) -> None:
    try:
        pipe.write(raw)  # type: ignore[attr-defined]
        pipe.close()  # type: ignore[attr-defined]
    except BrokenPipeError:
        pass


@pytest.fixture
def practice(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Give the command line with a vault and nobody on its roster."""
    with Vault.create(cli.folder / "vault", PASSPHRASE) as vault, vault.session() as session:
        assert Roster(session).all() == []
    (cli.folder / "pass").write_text(PASSPHRASE, encoding="utf-8")
    (cli.folder / "pass").chmod(0o600)
    monkeypatch.setenv("CIRCUMSPECT_VAULT", str(cli.folder / "vault"))
    monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(cli.folder / "pass"))
    return cli


def test_check_can_be_stopped_in_a_long_text(cli: Cli) -> None:
    """In the middle of reading a book: the answer that was asked for is not there, and the sentence says so."""
    raw = b"My client told me today that her husband left, and she cried for an hour. " * 40_000
    code, said = _stopped(cli, "check", ["check", "-", "--rules-only", "--output", "answer.txt"], raw)
    assert (code, said) == (130, "circumspect: Stopped. Nothing was changed.\n")
    assert not (cli.folder / "answer.txt").exists()


def test_screen_can_be_stopped_in_a_long_list(practice: Cli) -> None:
    """In the middle of comparing a hundred thousand accounts: nothing is answered, and the vault opens as before."""
    people = '[{"given": "Josephine", "family": "Quillfeather"}, {"given": "Michael", "family": "Smith"}]'
    assert practice("roster", "add", "--from-stdin", stdin=people).code == 0
    known = random.Random(4)
    names = [f"{known.choice(['Michael', 'Jo', 'Mike'])} {known.choice(['Smith', 'Quill'])}{n}" for n in range(100_000)]
    code, said = _stopped(practice, "screen", ["screen", "-"], "\n".join(names).encode())
    assert (code, said) == (130, "circumspect: Stopped. Nothing was changed.\n")
    assert "2 active" in practice("roster", "list").out


def test_it_can_be_stopped_while_modules_load(cli: Cli) -> None:
    """Before a command has begun it is the same sentence."""
    code, said = _stopped(
        cli, "import", ["check", "-"], b"", "main.import_module = lambda name: [told(name) for _ in range(10**9)]"
    )
    assert (code, said) == (130, "circumspect: Stopped. Nothing was changed.\n")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["check", "-"], "circumspect.surfaces.cli.checking.review.check_text"),
        (["doctor"], "circumspect.surfaces.cli.measuring.container.open_desk"),
        (["rules", "list"], "circumspect.surfaces.cli.rules.container.open_desk"),
        (["codes", "list"], "circumspect.surfaces.cli.codes.container.open_desk"),
        (["profile", "show"], "circumspect.surfaces.cli.profiles.container.open_desk"),
        (["baseline", "show"], "circumspect.surfaces.cli.accepting.container.open_desk"),
        (["log", "show"], "circumspect.surfaces.cli.logging_.open_vault"),
        (["screen", "-"], "circumspect.surfaces.cli.screening.open_vault"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_every_command_ends_so(cli: Cli, monkeypatch: pytest.MonkeyPatch, words: list[str], place: str) -> None:
    """Whatever was running, alone or in a group of commands."""

    def interrupted(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(place, interrupted)
    answer = cli(*words, stdin="@josie\n")
    assert (answer.code, answer.err) == (130, "circumspect: Stopped. Nothing was changed.\n")


def test_after_a_profile_was_written_it_is_not_said_that_nothing_was(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """`init` stopped before, in and after writing says what is so each time."""

    def interrupted(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr("circumspect.surfaces.cli.profiles._Answers.toml", interrupted)
        assert cli("init", "--defaults").err.endswith("Nothing was changed.\n")
        assert not (cli.folder / "circumspect.toml").exists()
    with monkeypatch.context() as patch:
        patch.setattr("circumspect.surfaces.cli.profiles.replace_file", interrupted)
        assert "as it was, or as you answered" in cli("init", "--defaults").err
    monkeypatch.setattr("circumspect.surfaces.cli.profiles.load_profile", interrupted)
    answer = cli("init", "--defaults")
    assert (answer.code, answer.err) == (130, "circumspect: Stopped. circumspect.toml was written.\n")
    assert (cli.folder / "circumspect.toml").exists()


def test_the_outermost_commands_are_calm() -> None:
    """Whoever adds a command gets this for nothing."""
    assert main.app.info.cls is _stopping.Calm

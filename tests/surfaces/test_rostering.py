"""`circumspect roster`: what the commands say, ask and keep to themselves."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.services import roster as rosters
from circumspect.services import vault as vaults
from circumspect.storage.vault import Vault
from circumspect.surfaces.cli import main, rostering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circumspect.domain.roster import Client
    from conftest import Answer, Cli

LISTS = Path(__file__).parents[1] / "readers" / "roster" / "lists"
PASSPHRASE = "correct horse battery"
CANARY = "Quillfeather"


class _NoKeyring:
    """A system without a keyring."""

    usable = False

    def get(self, _folder: Path) -> None:
        """Give nothing."""


@pytest.fixture
def folder(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of an empty vault that commands open with a passphrase file."""
    place, words = cli.folder / "vault", cli.folder / "passphrase"
    Vault.create(place, PASSPHRASE).lock()
    words.write_text(PASSPHRASE, encoding="utf-8")
    words.chmod(0o600)
    monkeypatch.setenv("CIRCUMSPECT_VAULT", str(place))
    monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(words))
    monkeypatch.setattr(vaults, "KeyStore", _NoKeyring)
    monkeypatch.setitem(main.COMMANDS, "roster", ("rostering", "app"))
    return place


def _roster(folder: Path) -> dict[str, Client]:
    with Vault.unlock(folder, PASSPHRASE) as opened:
        return {client.name.display: client for client in rosters.all_clients(opened)}


def _answering(cli: Cli, answers: Sequence[str], *arguments: str | Path) -> Answer:
    """Run a command at a terminal where somebody types these answers."""
    cli.patch.setattr(rostering, "asks", lambda: True)
    try:
        return cli(*arguments, stdin="\n".join(answers) + "\n")
    finally:
        cli.patch.setattr(rostering, "asks", lambda: False)


@pytest.mark.usefixtures("no_network")
def test_import_from_preview_to_roster(cli: Cli, folder: Path) -> None:
    """The preview changes nothing and names nobody; --yes imports; the words on the source file follow."""
    shown = cli("roster", "import", LISTS / "simplepractice.csv", "--preview")
    assert shown.code == 0
    assert "6 people in 5 rows" in shown.out
    assert "birth dates and ages: Date of Birth" in shown.out
    assert "not known here: Email Type" in shown.out
    assert "Okonkwo" not in shown.out + shown.err
    assert _roster(folder) == {}
    done = cli("roster", "import", LISTS / "simplepractice.csv", "--yes")
    assert (done.code, len(_roster(folder))) == (0, 6)
    assert "6 added, 0 updated" in done.out
    assert "delete it" in done.out
    assert (LISTS / "simplepractice.csv").exists()
    again = cli("roster", "import", LISTS / "simplepractice.csv", "--yes")
    assert "0 added, 0 updated, 6 unchanged" in again.out


def test_only_current_clients_is_a_warning(cli: Cli, folder: Path) -> None:
    """A file without former clients says where SimplePractice and TherapyNotes keep them."""
    assert folder.is_dir()
    said = cli("roster", "import", LISTS / "therapynotes.csv", "--preview").out
    assert "Nobody in this file is a former client" in said
    assert "SimplePractice" in said
    assert "TherapyNotes" in said
    assert "former client, and" not in cli("roster", "import", LISTS / "jane.csv", "--preview").out


def test_without_a_terminal_nothing_is_imported_unasked(cli: Cli, folder: Path) -> None:
    """No --yes and nobody to ask: exit code 2, and nothing changed."""
    answer = cli("roster", "import", LISTS / "jane.csv")
    assert (answer.code, _roster(folder)) == (2, {})
    assert "--yes" in answer.err


def test_a_terminal_is_asked_for_what_is_unclear(cli: Cli, folder: Path) -> None:
    """Guessed columns and unknown statuses are asked for; a no at the end imports nothing."""
    answers = ["full name", "email", "phone", "status"]
    no = _answering(cli, [*answers, "n"], "roster", "import", LISTS / "no-header.csv")
    assert (no.code, _roster(folder)) == (0, {})
    yes = _answering(cli, [*answers, "y"], "roster", "import", LISTS / "no-header.csv")
    assert (yes.code, len(_roster(folder))) == (0, 3)
    cli.write("odd.csv", "Name,Status\nAnn Smith,Sabbatical\n")
    assert _answering(cli, ["waitlist", "y"], "roster", "import", "odd.csv").code == 0
    assert _roster(folder)["Ann Smith"].standing == "waitlist"


def test_columns_statuses_and_sheets_can_be_said(cli: Cli, folder: Path) -> None:
    """--column and --status decide; a wrong one says how it is written."""
    cli.write("odd.csv", "Who,Where,State\nAnn Smith,Sabbatical,x\n")
    done = cli(
        "roster", "import", "odd.csv", "--yes", "--column", "Who=full name", "--column", "Where=status", "--status",
        "Sabbatical=former",
    )  # fmt: skip
    assert (done.code, _roster(folder)["Ann Smith"].standing) == (0, "former")
    for wrong in (["--column", "Who"], ["--column", "Who=shoe size"], ["--status", "x=gone"], ["--sheet", "A"]):
        answer = cli("roster", "import", "odd.csv", "--yes", *wrong)
        assert answer.code == 2


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00" * 50, b"PK\x03\x04" + CANARY.encode(), b'Name\n"' + CANARY.encode() + b'"x\n',
        b"Name,Status\n" + CANARY.encode() + b" X," + CANARY.encode() + b"\n", b"%PDF-" + CANARY.encode(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + CANARY.encode(),
    ],
    ids=["empty", "nul", "zip", "quote", "status", "pdf", "ole"],
)  # fmt: skip
def test_a_bad_file_changes_nothing_and_is_not_quoted(cli: Cli, folder: Path, raw: bytes) -> None:
    """Every failure is a sentence on standard error without a word of the file, and the roster is as it was."""
    cli("roster", "import", LISTS / "jane.csv", "--yes")
    before = _roster(folder)
    cli.write("bad.csv", raw)
    answer = cli("roster", "import", "bad.csv", "--yes")
    assert answer.code == 2
    assert answer.err.startswith("circumspect: ")
    assert CANARY not in answer.err
    assert "Traceback" not in answer.err
    assert _roster(folder) == before


def test_list_shows_names_only_where_asked(cli: Cli, folder: Path) -> None:
    """Piped, the list is numbers; --show shows names."""
    assert "Nobody is on the roster yet" in cli("roster", "list").out
    cli("roster", "import", LISTS / "jane.csv", "--yes")
    plain, shown = cli("roster", "list"), cli("roster", "list", "--show")
    assert "3 clients: 2 active, 1 former" in plain.out
    assert "Kowalczyk" not in plain.out
    assert "Kowalczyk" in shown.out
    assert folder.is_dir()


def test_no_control_sign_of_a_name_reaches_the_terminal(cli: Cli, folder: Path) -> None:
    """A name cannot paint the screen."""
    cli("roster", "add", "--from-stdin", stdin=json.dumps({"given": "Ann\x1b[31m", "family": "Smith"}))
    assert "\x1b" not in cli("roster", "list", "--show").out
    assert folder.is_dir()


def test_add_asks_and_takes_no_name_as_argument(cli: Cli, folder: Path) -> None:
    """The questions make a client with household; a namesake is asked about; without a terminal it says how."""
    answers = ["Ana", "Ruiz Vega", "", "Anita, Nana", "", "former", "2025-03-04", "ana@example.org", "512-555-0101",
               "instagram:anita", "Austin", "Luis", "Vega", "partner", ""]  # fmt: skip
    done = _answering(cli, answers, "roster", "add")
    assert done.code == 0, done.err
    ana = _roster(folder)["Ana Ruiz Vega"]
    assert (ana.name.also, ana.standing, str(ana.ended)) == (("Anita", "Nana"), "former", "2025-03-04")
    assert [(r.name.display, r.tie) for r in ana.household] == [("Luis Vega", "partner")]
    assert "Ruiz" not in done.out
    assert "Nothing was added" in _answering(cli, [*answers, "n"], "roster", "add").out
    assert len(_roster(folder)) == 1
    assert cli("roster", "add").code == 2
    assert cli("roster", "add", "Ana").code == 2


def test_add_from_standard_input(cli: Cli, folder: Path) -> None:
    """One object or a list of them; a mistake in one adds nobody and quotes nothing."""
    assert cli("roster", "add", "--from-stdin", stdin='{"given": "Ann", "family": "Smith"}').code == 0
    assert (
        cli("roster", "add", "--from-stdin", stdin='[{"given": "Bo"}, {"given": "Cy", "emails": ["c@x.org"]}]').code
        == 0
    )
    assert set(_roster(folder)) == {"Ann Smith", "Bo", "Cy"}
    for wrong in (
        "",
        "{",
        f'[{{"given": "Di"}}, {{"given": "{CANARY}", "dob": "1"}}]',
        "\ud800".encode("utf-8", "replace"),
    ):
        answer = cli("roster", "add", "--from-stdin", stdin=wrong)
        assert answer.code == 2
        assert CANARY not in answer.err
    assert len(_roster(folder)) == 3


def test_edit_and_remove(cli: Cli, folder: Path) -> None:
    """By our number without questions, or by name with them."""
    cli("roster", "import", LISTS / "jane.csv", "--yes")
    number = _roster(folder)["Gurpreet Singh-Dhaliwal"].id
    assert cli("roster", "edit", number, "--status", "former", "--ended", "2026-11-01").code == 0
    assert str(_roster(folder)["Gurpreet Singh-Dhaliwal"].ended) == "2026-11-01"
    keep = [""] * 11
    done = _answering(cli, ["kowal", "Zosia", *keep], "roster", "edit")
    assert done.code == 0, done.err
    assert "Zosia Kowalczyk" in _roster(folder)
    assert cli("roster", "remove", number).code == 2
    assert cli("roster", "remove", number, "--yes").code == 0
    assert "Nobody was removed" in _answering(cli, ["zosia", "n"], "roster", "remove").out
    assert set(_roster(folder)) == {"Éloïse Beauséjour", "Zosia Kowalczyk"}
    assert cli("roster", "edit", "feedfeed", "--status", "active").code == 2


def test_export_warns_and_touches_no_file(cli: Cli, folder: Path) -> None:
    """It says that the file is not encrypted, and never writes over one."""
    cli("roster", "import", LISTS / "jane.csv", "--yes")
    done = cli("roster", "export", "out.csv")
    assert (done.code, "NOT encrypted" in done.out) == (0, True)
    again = cli("roster", "export", "out.csv")
    assert again.code == 2
    assert "already" in again.err
    assert "0 added, 0 updated, 3 unchanged" in cli("roster", "import", "out.csv", "--yes").out
    assert folder.is_dir()


def test_names_are_in_no_process_argument(cli: Cli, folder: Path) -> None:
    """No command of the roster has an argument or option that takes a name."""
    helps = "".join(cli("roster", name, "--help").out for name in ("add", "list", "edit", "remove", "import", "export"))
    assert "--name" not in helps
    assert "--given" not in helps
    assert folder.is_dir()
    assert sys.argv[0] == "circumspect"


def test_a_preview_says_how_many_would_become_former(cli: Cli, folder: Path) -> None:
    """In numbers, with what they are now; nothing is changed; without a vault nothing is asked."""
    cli("roster", "import", LISTS / "jane.csv", "--yes")
    before = _roster(folder)
    cli.write("new.csv", "Name,Status\nAnn Smith,Active\n")
    said = cli("roster", "import", "new.csv", "--preview", "--former-if-missing")
    assert said.code == 0
    assert "1 to add, 0 to update, 0 unchanged, 2 on your roster" in said.out
    assert "2 would become former: now 2 active." in said.out
    assert "Is this file the whole list?" in said.out
    assert "nothing was changed" in said.out
    assert _roster(folder) == before
    done = cli("roster", "import", "new.csv", "--yes", "--former-if-missing")
    assert "2 not in this file any more are now former" in done.out
    none = cli("roster", "import", "new.csv", "--preview", "--former-if-missing", "--vault", "nowhere")
    assert (none.code, "no vault yet" in none.out) == (0, True)


def _stop(*_: object, **__: object) -> str:
    raise KeyboardInterrupt


@pytest.mark.parametrize("where", ["question", "reading", "comparing", "writing"])
def test_ctrl_c_during_an_import_changes_nothing(where: str, cli: Cli, folder: Path) -> None:
    """At the question and in the middle of each part of the work: one sentence, exit 130, the roster as it was."""
    cli("roster", "import", LISTS / "simplepractice.csv", "--yes")
    before = _roster(folder)
    place = {
        "question": "typer._click.termui.visible_prompt_func",
        "reading": "circumspect.readers.roster.people._Reader.take",
        "comparing": "circumspect.services.roster.match",
        "writing": "circumspect.storage.roster.Roster._people",
    }[where]
    with cli.patch.context() as patch:
        patch.setattr(place, _stop)
        if where == "question":
            done = _answering(cli, [], "roster", "import", LISTS / "jane.csv")
        else:
            done = cli("roster", "import", LISTS / "jane.csv", "--yes")
    assert (done.code, done.err.strip().splitlines()[-1]) == (130, "circumspect: Stopped. Nothing was changed.")
    assert _roster(folder) == before


def test_ctrl_c_after_an_import_does_not_say_that_nothing_was_changed(cli: Cli, folder: Path) -> None:
    """Once a write is kept, or about to be, the sentence is another one."""
    plain = rosters.import_

    def late(*words: Any, **named: Any) -> rosters.Changes:  # noqa: ANN401 - handed on
        plain(*words, **named)
        raise KeyboardInterrupt

    with cli.patch.context() as patch:
        patch.setattr(rosters, "import_", late)
        done = cli("roster", "import", LISTS / "jane.csv", "--yes")
    assert (done.code, "Nothing was changed" in done.err, "roster list" in done.err) == (130, False, True)
    assert len(_roster(folder)) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")
@pytest.mark.parametrize("after", ["people in", "to add"])
def test_a_real_ctrl_c_in_a_long_import(after: str, cli: Cli, folder: Path, command: list[str]) -> None:
    """The signal itself, in a process of its own: what is said of the roster is true, and no traceback shows."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = (f"{a}{b}{c},Q{d}{a}\n".title() for a in letters for b in letters for c in letters for d in "aeio")
    cli.write("long.csv", "First name,Last name\n" + "".join(names))
    words = [*command, "roster", "import", "long.csv", "--yes"]
    with subprocess.Popen(  # noqa: S603 - our own program
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cli.folder
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if after in line:
                break
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 130, said
    assert said.startswith("circumspect: Stopped. ")
    assert said.count("\n") == 1
    assert ("Nothing was changed" in said) == (_roster(folder) == {}) or "or not at all" in said

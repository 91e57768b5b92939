"""`circumspect screen` and `log`: who asks, what to do, and a record that a board can check."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.decision import Decision, Kind, Sealed
from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.services.decisions import Choice, NamedError, What
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault
from circumspect.surfaces.cli import _kit, main, screening

if TYPE_CHECKING:
    from conftest import Answer, Cli

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PASSPHRASE = "twelve letters and more"
CLIENTS = (
    Client("c-1", PersonName("Josephine", "Quillfeather", also=("Josie",)), emails=("jo@example.org",)),
    Client("c-2", PersonName("Tobias", "Fennimore"), Standing.FORMER, date(2024, 11, 21), household=(
        Relative(PersonName("Marta", "Fennimore"), Tie.PARTNER),
    )),
)  # fmt: skip
# Words of the roster that no answer holds unless names are asked for.
SECRET = ("Josephine", "Quillfeather", "Tobias")
DECIDE = ("screen", "decide", "--by", "Ana Ruiz")


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a backup of a vault with the roster of a made-up practice."""
    folder = tmp_path_factory.mktemp("vaults")
    with Vault.create(folder / "vault", PASSPHRASE) as vault:
        with vault.write() as session:
            Roster(session).put_all([(client, "", "") for client in CLIENTS])
        vault.backup(folder / "backup")
    return folder / "backup"


@pytest.fixture
def practice(cli: Cli, backup: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Give the command line with that vault and its passphrase in a file."""
    for name, place in (("screen", ("screening", "app")), ("log", ("logging_", "app"))):
        monkeypatch.setitem(main.COMMANDS, name, place)
    Vault.restore(backup, cli.folder / "vault")
    (cli.folder / "pass").write_text(PASSPHRASE, encoding="utf-8")
    (cli.folder / "pass").chmod(0o600)
    monkeypatch.setenv("CIRCUMSPECT_VAULT", str(cli.folder / "vault"))
    monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(cli.folder / "pass"))
    return cli


def _rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(answer.out.splitlines()))


def test_a_list_is_answered_with_summary_evidence_duty_and_wording(practice: Cli) -> None:
    """A client is named by number, with reasons, duty, steps and words to use; a stranger is only counted."""
    practice.write("list.csv", "handle,display_name\njosiequillfeather,Josie Q.\nhikers,The Hiking Club\n")
    answer = practice("screen", "list.csv", "--platform", "instagram", "--direction", "request")
    assert answer.code == 1
    assert answer.out.startswith("2 accounts: 1 client, 1 not found.")
    for words in (
        "Client c-1",
        "Duty:",
        "NASW 1.06(h)",
        "Do not accept.",
        "In the next session you might say",
        "screen decide",
    ):
        assert words in answer.out
    assert "Hiking" not in answer.out
    assert not [word for word in SECRET if word in answer.out + answer.err]


def test_names_are_shown_to_the_owner_who_asks_and_weights_with_explain(practice: Cli) -> None:
    """--show puts the roster's name beside the number; --explain shows how strongly each thing speaks."""
    practice.write("list.csv", "handle\njosiequillfeather\n")
    answer = practice("screen", "list.csv", "--show", "--explain")
    assert "Josephine Quillfeather (c-1)" in answer.out
    assert "bits" in answer.out


def test_one_name_is_asked_for_so_that_no_history_keeps_it(practice: Cli) -> None:
    """Without an argument the account is asked for; --help says why; an argument works and gets a warning."""
    asked = practice("screen", stdin="Josie Quillfeather\n")
    assert (asked.code, "Name or handle" in asked.err) == (1, True)
    given = practice("screen", "josiequillfeather")
    assert (given.code, "history" in given.err) == (1, True)
    assert "shell's history" in " ".join(practice("screen", "--help").out.split())
    assert practice("screen", stdin="").code == 2


def test_a_pasted_list_comes_in_on_standard_input(practice: Cli) -> None:
    """`-` reads lines; JSON answers in order, one for each account, with all that the page says."""
    answer = practice("screen", "-", "--format", "json", stdin="@josiequillfeather\nMarta Fennimore\nThe Hiking Club\n")
    rows = json.loads(answer.out)
    assert answer.code == 1
    assert [row["outcome"] for row in rows] == ["client", "client", "not found"]
    assert [row["relation"] for row in rows] == ["current", "household", None]
    assert rows[0]["candidates"][0]["client"] == "c-1"
    assert all(rows[0][name] for name in ("cites", "do", "when", "words", "reply", "overlap", "duty"))
    assert not [word for word in SECRET if word in answer.out]


def test_numbers_are_not_reported_as_nobody(practice: Cli) -> None:
    """A list of X's numbers says that it cannot be decided, and finds nobody without saying so."""
    answer = practice("screen", "-", "--platform", "x", stdin="123456\n234567\n")
    assert answer.code == 0
    assert answer.out.startswith("2 accounts: 2 cannot be decided.")
    assert "0 client" not in answer.out
    assert "not found" not in answer.out


def test_a_csv_answer_runs_no_formula(practice: Cli) -> None:
    """A display name that a spreadsheet would run is written as text."""
    answer = practice("screen", "-", "--format", "csv", stdin='handle,name\nabc,"=HYPERLINK(""http://example.org"")"\n')
    (row,) = _rows(answer)
    assert row["display"].startswith("'=HYPERLINK")
    assert (answer.code, row["outcome"]) == (0, "not found")


@pytest.mark.parametrize(
    ("words", "stdin", "says"),
    [
        (["screen", "gone.csv"], "", "no such file"),
        (["screen", "-"], "", "empty"),
        (["screen", "-"], "[{", "not JSON"),
        (["screen", "-", "--date", "soon"], "josie\n", "day"),
        (["log", "verify", "gone.jsonl"], "", "no such file"),
        (["log", "export", "out.jsonl"], "", "empty"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(practice: Cli, words: list[str], stdin: str, says: str) -> None:
    """Exit code 2, one line, what to do."""
    answer = practice(*words, stdin=stdin)
    assert answer.code == 2
    assert says in answer.err


@pytest.mark.parametrize("words", [["screen", "-"], ["log", "show"], ["log", "verify"], list(DECIDE)])
def test_without_a_vault_it_says_how_to_begin(practice: Cli, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    """No vault yet: exit code 2 and the command to make one."""
    monkeypatch.setenv("CIRCUMSPECT_VAULT", str(practice.folder / "none"))
    answer = practice(*words, stdin="josie\n")
    assert answer.code == 2
    assert "vault create" in answer.err


def test_a_decision_is_recorded_shown_and_remembered(practice: Cli) -> None:
    """What was decided stands in the log by number, and the next screening of the account recalls it."""
    done = practice(*DECIDE, "--platform", "instagram", stdin="josiequillfeather\n1\n")
    assert done.code == 0, done.err
    assert "entry 1" in done.out
    shown = practice("log", "show")
    assert "not accepted" in shown.out
    assert "Ana Ruiz" in shown.out
    (row,) = json.loads(practice("log", "show", "--json").out)
    assert (row["subject"], row["facts"]["outcome"]) == ("c-1", "client")
    assert "josie" not in (shown.out + json.dumps(row)).lower()
    again = practice("screen", "--platform", "instagram", stdin="@josiequillfeather\n")
    assert "Decided before: not accepted" in again.out


def test_accepting_a_client_asks_for_a_reason_and_a_second_name(practice: Cli) -> None:
    """Without them nothing is recorded; with them it is, as an override."""
    practice.write("circumspect.toml", '[clinician]\nsupervisor = "Bea Long"\n')
    accept = (*DECIDE, "--what", "accepted")
    account = "josiequillfeather\n"
    assert practice(*accept, stdin=account).code == 2
    named = practice(*accept, "--because", "Josie asked", "--second", "Bea Long", stdin=account)
    assert (named.code, "keeps none" in named.err) == (2, True)
    same = practice(*accept, "--because", "a colleague", "--second", "ana ruiz", stdin=account)
    assert (same.code, "another person" in same.err) == (2, True)
    assert practice("log", "show", "--json").out == "[]\n"
    assert practice(*accept, "--because", "a colleague of that name", "--second", "Bea Long", stdin=account).code == 0
    (row,) = json.loads(practice("log", "show", "--json").out)
    assert (row["second"], row["facts"]["override"]) == ("Bea Long", "yes")


@pytest.mark.parametrize(
    "because", ["Jo from the choir", "josie's friend", "@josiequillfeather asked", "jo@example.org", "Marta F. asked"]
)
def test_a_reason_that_names_somebody_is_refused(practice: Cli, because: str) -> None:
    """Whatever the form of the name, nothing is recorded, and the answer repeats no word of it."""
    answer = practice(*DECIDE, "--what", "not accepted", "--because", because, stdin="Josie Quillfeather\n")
    assert (answer.code, "Nothing was recorded" in answer.err) == (2, True)
    assert not {"jo", "josie", "marta", "choir"} & set(answer.err.lower().replace("@", " ").split())
    assert practice("log", "show", "--json").out == "[]\n"


def test_where_a_typed_reason_names_somebody_another_is_asked_for() -> None:
    """At a terminal the other answers are kept; where nobody can be asked, it ends with what to do."""
    tried: list[str] = []

    def seal(choice: Choice) -> Sealed:
        tried.append(choice.because)
        if len(tried) == 1:
            raise NamedError("it holds a name")
        return Sealed(1, Decision(Kind.SCREENING, choice.by, "accepted", choice.because, NOW), "", "", "")

    choice = Choice("Ana Ruiz", What.ACCEPTED, "Jo asked")
    assert screening._settled(seal, choice, lambda: "the client asked").decision.because == "the client asked"
    assert tried == ["Jo asked", "the client asked"]
    tried.clear()
    with pytest.raises(_kit.UsageError, match="Nothing was recorded"):
        screening._settled(seal, choice, None)


def test_a_list_that_does_not_say_how_its_accounts_stand_is_read_so(practice: Cli) -> None:
    """A list without --direction speaks of no request and says how to get closer advice; one account asked for asks."""
    whole = practice("screen", "-", stdin="Josie Quillfeather\n")
    assert "request came" not in whole.out
    assert "--direction request" in " ".join(whole.out.split())
    assert "Do not accept." not in whole.out
    asked = practice("screen", stdin="Josie Quillfeather\n")
    assert "Do not accept." in asked.out
    assert "--direction" not in asked.out
    suggested = practice("screen", "-", "--direction", "suggested", stdin="Josie Quillfeather\n")
    assert "Do not ask to connect" in " ".join(suggested.out.split())


def test_the_page_says_how_sure_it_is(practice: Cli) -> None:
    """A name alone is called so, with how many have it; an address of the roster is very likely; 100% is never said."""
    alone = practice("screen", "--explain", stdin="Josie Quillfeather\n")
    assert "going by the name, a current client" in alone.out
    assert "How sure: nothing but the name speaks for it" in " ".join(alone.out.split())
    known = practice("screen", "--explain", stdin="jo@example.org\n")
    assert "very likely a current client" in known.out
    assert "How sure" not in known.out
    for answer in (alone, known):
        assert "100%" not in answer.out
        assert "over 99% by this reckoning" in " ".join(answer.out.split())


def test_the_log_says_what_a_number_is_of(practice: Cli) -> None:
    """`log show` names a client's number so, and leaves it out where nobody was recognised; one entry is one."""
    assert practice(*DECIDE, "--what", "left as it is", stdin="Josie Quillfeather\n").code == 0
    assert practice("log", "export", "one.jsonl").out.startswith("1 entry written")
    assert practice(*DECIDE, "--what", "accepted", stdin="The Hiking Club\n").code == 0
    shown = " ".join(practice("log", "show").out.split())
    assert "client c-1, account " in shown
    assert shown.count("client c-1") == 1
    assert practice("log", "export", "two.jsonl").out.startswith("2 entries written")


def test_an_exported_log_is_checked_without_circumspect(practice: Cli) -> None:
    """The export and the script beside it are enough; a changed letter is found by both; nothing is overwritten."""
    for number in ("1", "4"):
        assert practice(*DECIDE, stdin=f"josiequillfeather\n{number}\n").code == 0
    assert practice("log", "verify").code == 0
    assert practice("log", "export", "out.jsonl").code == 0
    assert practice("log", "verify", "out.jsonl").code == 0

    def run() -> int:
        words = [sys.executable, "-I", "verify_log.py", "out.jsonl"]
        return subprocess.run(words, cwd=practice.folder, capture_output=True, check=False).returncode  # noqa: S603

    assert run() == 0
    again = practice("log", "export", "out.jsonl")
    assert (again.code, "not touched" in again.err) == (2, True)
    path = practice.folder / "out.jsonl"
    raw = path.read_bytes()
    assert not [word for word in (*SECRET, "josie") if word.lower().encode() in raw.lower()]
    path.write_bytes(raw.replace(b"not accepted", b"not accepded"))
    changed = practice("log", "verify", "out.jsonl")
    assert changed.code == 1
    assert "Entry 1 was changed after it was sealed." in changed.out
    assert run() == 1


def test_a_tampered_log_in_the_vault_is_named(practice: Cli) -> None:
    """`log verify` names the entry that is gone, with exit code 1."""
    for _ in range(3):
        assert practice(*DECIDE, stdin="josiequillfeather\n1\n").code == 0
    with Vault.unlock(practice.folder / "vault", PASSPHRASE) as vault, vault.write() as session:
        session.connection().exec_driver_sql("DELETE FROM decision WHERE number = 2")
    answer = practice("log", "verify")
    assert answer.code == 1
    assert "Entry 2 is missing" in answer.out


@pytest.mark.usefixtures("no_network")
def test_nobody_is_looked_up_online(practice: Cli) -> None:
    """Screening works with every socket blocked."""
    assert practice("screen", "-", stdin="https://instagram.com/josiequillfeather\n").code == 1


def test_the_day_decides_on_a_former_client(practice: Cli) -> None:
    """With two years in the profile the same account is inside on the last day and past on the next."""
    practice.write("circumspect.toml", '[house]\nformer_clients = "years"\nformer_client_years = 2\n')

    def relation(day: str) -> str:
        answer = practice("screen", "-", "--format", "json", "--date", day, stdin="Tobias Fennimore\n")
        return str(json.loads(answer.out)[0]["relation"])

    assert (relation("2026-11-21"), relation("2026-11-22")) == ("within", "after")


def test_a_large_list_is_screened_in_one_go(practice: Cli) -> None:
    """5,000 accounts: one client among them is found, and the page stays short."""
    lines = [f"walker{n}" for n in range(5_000)]
    lines[4_321] = "josiequillfeather"
    answer = practice("screen", "-", stdin="\n".join(lines))
    assert answer.code == 1
    assert answer.out.startswith("5,000 accounts: 1 client, ")
    assert len(answer.out.splitlines()) < 80


def test_columns_of_a_list_can_be_said(practice: Cli) -> None:
    """A list whose headings say nothing is refused with what to type; typed, it is read; a wrong pair is explained."""
    practice.write("list.csv", "Foo;Bar\njosiequillfeather;Josie Q.\nhikers;The Hiking Club\n")
    refused = practice("screen", "list.csv")
    assert (refused.code, "--column 1=handle --column 2=name" in refused.err) == (2, True)
    answer = practice("screen", "list.csv", "--column", "Foo=handle", "--column", "2=name", "--format", "json")
    assert [row["outcome"] for row in json.loads(answer.out)] == ["client", "not found"]
    assert (answer.code, json.loads(answer.out)[0]["account"]["handle"]) == (1, "josiequillfeather")
    for wrong in ("Foo", "=handle", "Foo=shoe size"):
        answer = practice("screen", "list.csv", "--column", wrong)
        assert (answer.code, "--column" in answer.err, answer.err.count("\n")) == (2, True, 1)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("lists", "this is a folder"), (".", "this is a folder"), ("gone.CSV", "no such file"),
        ("lists/gone", "no such file"), ("./gone", "no such file"), ("~/gone", "no such file"),
        ("/gone/list", "no such file"), ("C:\\gone\\list", "no such file"), ("gone.pdf", "no such file"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_nobodys_name(practice: Cli, what: str, says: str) -> None:
    """A folder and a file that is not there are told apart from a name, and nothing is answered about an account."""
    (practice.folder / "lists").mkdir()
    answer = practice("screen", what)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert says in answer.err


@pytest.mark.parametrize(
    "what", ["josie.q91", "instagram.com/josie", "https://x.com/josie", "/u/josie", "u/josie", "x" * 5000, "Josie / Jo"]
)
def test_a_name_is_no_file(practice: Cli, what: str) -> None:
    """Handles, links and long texts are screened, with a word on the shell's history."""
    answer = practice("screen", what)
    assert answer.code in (0, 1) or "too long" in answer.err or "holds no account" in answer.err, answer.err
    assert "history" in answer.err


@pytest.mark.parametrize("call", ["stat", "read_bytes"])
def test_a_file_that_may_not_be_opened_is_said(practice: Cli, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """Neither the file nor its folder may be open to us."""
    practice.write("list.csv", "@josiequillfeather\n")
    plain = getattr(Path, call)

    def refuse(path: Path, **kept: object) -> object:
        if path.name == "list.csv":
            raise PermissionError(13, "Permission denied")
        return plain(path, **kept)

    monkeypatch.setattr(Path, call, refuse)
    answer = practice("screen", "list.csv")
    assert (answer.code, answer.out) == (2, "")
    assert "list.csv cannot be read" in answer.err


def test_pasted_words_say_how_the_accounts_stand(practice: Cli) -> None:
    """Without --direction a pasted screen is answered for requests and suggestions each as it is."""
    pasted = "Follow requests\nJosie Quillfeather\nConfirm\nDelete\nSuggested for you\nTobias Fennimore\nFollow\n"
    answer = practice("screen", "-", "--format", "json", stdin=pasted)
    rows = json.loads(answer.out)
    assert [row["direction"] for row in rows] == ["request", "suggested"]
    assert "--direction" not in answer.err
    assert "Do not accept." in rows[0]["do"]
    assert any("Remove the suggestion" in step for step in rows[1]["do"])


@pytest.mark.parametrize("option", ["--by", "--second"])
def test_a_clients_name_is_no_deciders(practice: Cli, option: str) -> None:
    """Nothing is recorded, no word of it is repeated, and it is said what to do."""
    words = ["screen", "decide", "--what", "not accepted", "--by", "Ana Ruiz", option, "Tobias Fennimore"]
    answer = practice(*words, stdin="josiequillfeather\n")
    assert (answer.code, "Nothing was recorded" in answer.err, "give initials" in answer.err) == (2, True, True)
    assert not [word for word in SECRET if word in answer.out + answer.err]
    assert practice("log", "show", "--json").out == "[]\n"


def test_a_client_who_died_is_answered_so(practice: Cli) -> None:
    """From `roster edit` to the page, the answer as JSON and the log: deceased, no end date asked for."""
    assert practice("roster", "edit", "c-2", "--status", "deceased").code == 0
    assert "1 active, 1 deceased" in practice("roster", "list").out
    page = " ".join(practice("screen", stdin="Tobias Fennimore\n").out.split())
    assert "a client who has died" in page
    assert "Client c-2, deceased" in page
    assert "end date" not in page
    assert "Only if the family gets in touch" in page
    answer = practice("screen", "-", "--format", "json", stdin="Tobias Fennimore\n")
    (row,) = json.loads(answer.out)
    standing = row["candidates"][0]["standing"]
    assert (row["relation"], standing, row["cites"]) == ("deceased", "deceased", [])
    assert practice(*DECIDE, "--what", "left as it is", stdin="Tobias Fennimore\n").code == 0
    (kept,) = json.loads(practice("log", "show", "--json").out)
    assert kept["facts"]["standing"] == "deceased"
    assert practice("roster", "export", "out.csv").code == 0
    assert ",deceased,," in (practice.folder / "out.csv").read_text(encoding="utf-8-sig")
    added = practice(
        "roster", "add", "--from-stdin", stdin='{"given": "Ann", "family": "Smith", "standing": "deceased"}'
    )
    assert (added.code, added.out.endswith(", deceased.\n")) == (0, True)

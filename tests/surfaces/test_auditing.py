"""`circumspect audit`: from a platform's zip to a list that is worked through, and a report that names nobody."""

from __future__ import annotations

import csv
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.roster import Client, PersonName
from circumspect.storage import keyslot
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Cli

PASSPHRASE = "twelve letters and more"
HELD = "My client Marisol Zorblatt, 34, a pastry cook in Kuna, finally left her husband last week."
FINE = "Our waiting room has new chairs."
RESOLVE = ("--action", "delete", "--by", "Ana Ruiz")


@pytest.fixture
def practice(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Give the command line with a vault that holds one client."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    with Vault.create(cli.folder / "vault", PASSPHRASE) as vault, vault.write() as session:
        Roster(session).put(Client("c-1", PersonName("Priya", "Raghunathan")))
    (cli.folder / "pass").write_text(PASSPHRASE, encoding="utf-8")
    (cli.folder / "pass").chmod(0o600)
    monkeypatch.setenv("CIRCUMSPECT_VAULT", str(cli.folder / "vault"))
    monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(cli.folder / "pass"))
    return cli


def _archive(folder: Path, *texts: str | None) -> Path:
    """Make an archive as X gives it, of an invented account; None stands for a post that was deleted."""
    tweets = [
        {
            "tweet": {
                "id_str": str(1000 + n),
                "id": str(1000 + n),
                "full_text": text,
                "created_at": "Tue Mar 05 18:02:11 +0000 2019",
            }
        }
        for n, text in enumerate(texts)
        if text is not None
    ]
    parts = {
        "data/tweets.js": ("tweets.part0", tweets),
        "data/account.js": (
            "account.part0",
            [{"account": {"username": "hillcrest_therapy", "accountId": "77", "accountDisplayName": "Hillcrest"}}],
        ),
        "data/follower.js": (
            "follower.part0",
            [{"follower": {"accountId": "99", "userLink": "https://twitter.com/intent/user?user_id=99"}}],
        ),
        "data/manifest.js": None,
    }
    path = folder / f"twitter-{len(list(folder.iterdir()))}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, told in parts.items():
            words = (
                f"window.YTD.{told[0]} = {json.dumps(told[1])}"
                if told
                else 'window.__THAR_CONFIG = {"userInfo": {"accountId": "77"}}'
            )
            archive.writestr(name, words)
    return path


def test_from_the_zip_to_an_empty_list(practice: Cli) -> None:
    """Read, listed, shown, resolved, sealed; the post's words stand nowhere but in `show`."""
    path = _archive(practice.folder, HELD, FINE)
    read = practice("audit", path)
    assert read.code == 1, read.err
    assert "X (Twitter) export" in read.out
    assert "2 texts of yours" in read.out
    assert "cannot be decided" in read.out
    listed = practice("audit", "list")
    assert "Zorblatt" not in read.out + read.err + listed.out
    number = listed.out.split()[0]
    shown = practice("audit", "show", number)
    assert "[" in shown.out
    assert "Asked today by" in shown.out
    every = [line.split()[0] for line in listed.out.splitlines() if line.strip()[:1].isdigit() and "entr" not in line]
    for one in every:
        assert practice("audit", "resolve", one, *RESOLVE).code == 0
    assert practice("audit", "list").out.startswith("Nothing here")
    assert practice("log", "verify").code == 0
    assert practice("audit", "reopen", number, "--by", "Ana Ruiz").code == 0
    assert practice("audit", "list").out.split()[0] == number


def test_a_second_reading_adds_only_what_is_new_and_closes_what_is_gone(practice: Cli) -> None:
    """A newer zip of the same account."""
    practice("audit", _archive(practice.folder, FINE, HELD, FINE))
    again = practice("audit", _archive(practice.folder, FINE, HELD, FINE), "--format", "json")
    assert again.code == 1
    told = json.loads(again.out)
    assert (told["new"], told["changed"]) == (0, 0)
    gone = practice("audit", _archive(practice.folder, FINE, None, FINE), "--format", "json")
    assert json.loads(gone.out)["gone"] > 0


def test_the_report_names_nobody_unless_asked(practice: Cli) -> None:
    """Without --reveal neither names nor words are in the file; nothing is written over."""
    practice("audit", _archive(practice.folder, HELD, FINE))
    assert practice("audit", "report", "-o", "one.html").code == 0
    page = (practice.folder / "one.html").read_text(encoding="utf-8")
    for word in ("Zorblatt", "Marisol", "pastry", "Raghunathan", "hillcrest_therapy"):
        assert word not in page
    assert "://" not in page.replace("http://www.w3.org", "")
    assert practice("audit", "report", "-o", "one.html").code == 2
    assert practice("audit", "report", "-o", "two.html", "--reveal").code == 0
    assert "Zorblatt" in (practice.folder / "two.html").read_text(encoding="utf-8")


def test_the_list_is_exported_for_other_tools(practice: Cli) -> None:
    """CSV whose cells no spreadsheet takes for formulas, and JSON; a file that is there is left alone."""
    practice("audit", _archive(practice.folder, f"=cmd() {HELD}"))
    assert practice("audit", "export", "-o", "list.csv").code == 0
    with (practice.folder / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["id"] == "1000" and not row["text"].startswith("=") for row in rows)
    assert practice("audit", "export", "-o", "list.csv").code == 2
    assert practice("audit", "export", "-o", "list.json", "--format", "json").code == 0
    assert json.loads((practice.folder / "list.json").read_text(encoding="utf-8"))[0]["rule"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nothing.zip",), "not found"),
        (("notes.txt",), "does not look like an export"),
        (("list", "--status", "odd"), "--status"),
        (("show", "99"), "there is no entry 99"),
        (("resolve", "99", *RESOLVE), "there is no entry 99"),
        (("resolve", "1", "--action", "burn", "--by", "Ana Ruiz"), "--action is one of"),
        (("report",), "no export was read yet"),
    ],
)
def test_mistakes_are_answered_plainly(practice: Cli, words: tuple[str, ...], says: str) -> None:
    """Each says what to do, with exit code 2, and changes nothing."""
    practice.write("notes.txt", "Zorblatt called.")
    answer = practice("audit", *words)
    assert answer.code == 2
    assert says in answer.err
    assert "Zorblatt" not in answer.err


def test_without_a_vault_one_is_told_how_to_make_one(cli: Cli) -> None:
    """Nothing is read before there is a place to keep it."""
    answer = cli("audit", _archive(cli.folder, FINE))
    assert answer.code == 2
    assert "vault create" in answer.err


def test_fewer_rows_than_the_export_promises_are_said(practice: Cli) -> None:
    """What its own list promises stands beside what was read."""
    whole, cut = _archive(practice.folder, FINE, FINE), practice.folder / "short.zip"
    said = {"dataTypes": {"tweets": {"files": [{"fileName": "data/tweets.js", "count": "160000"}]}}}
    manifest = {"userInfo": {"accountId": "77"}, **said}
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            words = f"window.__THAR_CONFIG = {json.dumps(manifest)}" if "manifest" in name else old.read(name)
            new.writestr(name, words)
    read = practice("audit", cut)
    assert "the export promises 160,000 and holds 2" in read.out

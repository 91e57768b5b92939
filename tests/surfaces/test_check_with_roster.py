"""`check` and `accept` beside a vault: clients' names in a text, and the decision log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.roster import Client, PersonName
from circumspect.services.decisions import DecisionLog
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Answer, Cli

    Run = Callable[..., Answer]

PASSPHRASE = "four plain words here"
TEXT = "Coffee with Adaeze Okonkwo this morning, what a joy"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Make a vault with one client."""
    folder = tmp_path / "vault"
    with Vault.create(folder, PASSPHRASE) as opened, opened.write() as session:
        Roster(session).put(Client("c1", PersonName("Adaeze", "Okonkwo-Reyes", also=("Ada",))))
    return folder


@pytest.fixture
def run(tmp_path: Path, vault: Path, cli: Cli) -> Run:
    """Give the command line beside that vault, unlocked by a file; and a text that names the client."""
    words = tmp_path / "words"
    words.write_text(PASSPHRASE + "\n", encoding="utf-8")
    words.chmod(0o600)
    (tmp_path / "post.txt").write_text(TEXT, encoding="utf-8")

    cli.patch.setenv("CIRCUMSPECT_VAULT", str(vault))

    def start(*arguments: str, unlocked: bool = True) -> Answer:
        with cli.patch.context() as patch:
            if unlocked:
                patch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(words))
            return cli(*arguments)

    return start


def test_a_text_that_names_a_client_is_held_whatever_the_wording(run: Run) -> None:
    """Nothing in the sentence speaks of treatment; the name alone is enough, and the roster entry is not shown."""
    answer = run("check", "--rules-only", "post.txt", "--format", "json")
    assert answer.code == 1, answer.err
    found = [f for r in json.loads(answer.out)["results"] for f in r["findings"] if f["rule"] == "client-identifier"]
    assert found
    assert TEXT[found[0]["start"] : found[0]["end"]] == "Adaeze Okonkwo"
    assert "Reyes" not in answer.out + answer.err


def test_a_locked_list_is_said_and_nothing_is_asked(run: Run) -> None:
    """Locked: the text is read without the roster, and a line says so and what to do."""
    answer = run("check", "--rules-only", "post.txt", unlocked=False)
    assert answer.code == 0
    assert "your client list is locked" in answer.err


def test_asked_for_and_not_read_is_an_error(run: Run, cli: Cli, tmp_path: Path) -> None:
    """--ask-roster without a terminal or without a vault: exit 2, and no text is called clear."""
    assert run("check", "--rules-only", "post.txt", "--ask-roster", unlocked=False).code == 2
    cli.patch.setenv("CIRCUMSPECT_VAULT", str(tmp_path / "none"))
    none = cli("check", "--rules-only", "post.txt", "--ask-roster")
    assert none.code == 2
    assert "vault create" in none.err


def test_a_vault_without_its_keyslot_is_no_missing_vault(run: Run, vault: Path) -> None:
    """A damaged vault is said to be one; it never reads as if there were none."""
    (vault / "keyslot.json").unlink()
    assert run("check", "--rules-only", "post.txt").code == 2


def test_a_locked_vault_takes_no_acceptance(run: Run, tmp_path: Path) -> None:
    """What cannot be sealed is not kept either: the log and the ledger stay alike."""
    words = ["accept", "0123456789abcdef", "--rule", "client-identifier", "--by", "Ana Ruiz", "--until", "2099-01-01"]
    assert run(*words, "--because", "a reason", unlocked=False).code == 2
    assert (
        not (tmp_path / "circumspect-accepted.jsonl").exists()
        or not (tmp_path / "circumspect-accepted.jsonl").read_bytes()
    )


def test_without_a_vault_nothing_is_said(cli: Cli) -> None:
    """Who has no vault hears nothing of one."""
    answer = cli("check", "--rules-only", "-", stdin=TEXT)
    assert answer.code == 0
    assert "client list" not in answer.err


def test_an_acceptance_is_sealed_in_the_decision_log(run: Run, vault: Path, tmp_path: Path) -> None:
    """What a person lets stand goes to the ledger and, sealed, to the log; a reason with a name goes nowhere."""
    answer = run("check", "--rules-only", "post.txt", "--format", "json")
    mark = json.loads(answer.out)["results"][0]["findings"][0]["fingerprint"]
    words = ["accept", mark, "--rule", "client-identifier", "--by", "Ana Ruiz", "--until", "2099-01-01", "--because"]
    refused = run(*words, "Adaeze Okonkwo is a friend")
    assert refused.code == 2
    assert "name" in refused.err
    assert "Adaeze" not in refused.err
    accepted = run(*words, "a friend of the same name")
    assert accepted.code == 0, accepted.err
    assert "sealed in the decision log" in accepted.out
    with Vault.unlock(vault, PASSPHRASE) as opened:
        (sealed,) = DecisionLog(opened).all()
    assert sealed.decision.subject == mark
    ledger = (tmp_path / "circumspect-accepted.jsonl").read_text(encoding="utf-8")
    assert ledger.count("\n") == 1

"""`audit report`: the ending of a file's name says which form it has, and what cannot be written leaves no file."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from circumspect.storage import keyslot
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from conftest import Cli

PASSPHRASE = "report forms passphrase"
EXPORT = Path(__file__).parents[2] / "examples" / "exports" / "google-business"


@pytest.fixture
def practice(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Give the command line with a vault into which the export of an invented practice was read."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    with Vault.create(cli.folder / "vault", PASSPHRASE):
        pass
    (cli.folder / "pass").write_text(PASSPHRASE, encoding="utf-8")
    (cli.folder / "pass").chmod(0o600)
    monkeypatch.setenv("CIRCUMSPECT_VAULT", str(cli.folder / "vault"))
    monkeypatch.setenv("CIRCUMSPECT_PASSPHRASE_FILE", str(cli.folder / "pass"))
    assert cli("audit", EXPORT, "--rules-only").code in (0, 1)
    return cli


def test_the_ending_chooses_the_form(practice: Cli) -> None:
    """A page for .html, a PDF for .pdf, whatever the case; neither names anybody unless asked."""
    assert practice("audit", "report", "-o", "one.html").code == 0
    assert (practice.folder / "one.html").read_bytes().startswith(b"<!doctype html>")
    for name, words in (("two.pdf", ()), ("three.PDF", ("--reveal",))):
        answer = practice("audit", "report", "-o", name, *words)
        assert answer.code == 0, answer.err
        assert "program that shows PDF" in answer.out
        made = pypdf.PdfReader(BytesIO((practice.folder / name).read_bytes()))
        told = "".join(one.extract_text() for one in made.pages)
        assert ("Paul Denning" in told) == bool(words)
    assert practice("audit", "report", "-o", "two.pdf").code == 2


@pytest.mark.parametrize("name", ["report", "report.docx", "report.pdf.txt"])
def test_another_ending_is_refused(practice: Cli, name: str) -> None:
    """The answer names the two that there are."""
    answer = practice("audit", "report", "-o", name)
    assert answer.code == 2
    assert ".html or .pdf" in answer.err
    assert not (practice.folder / name).exists()


def test_without_the_extra_nothing_is_written(practice: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer says what to install, and that the page can be printed."""
    monkeypatch.setitem(sys.modules, "typst", None)
    answer = practice("audit", "report", "-o", "report.pdf")
    assert answer.code == 2
    assert "circumspect[documents]" in answer.err
    assert ".html" in answer.err
    assert not (practice.folder / "report.pdf").exists()

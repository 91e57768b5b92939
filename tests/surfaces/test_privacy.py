"""Nothing leaves the machine, and no word of a text reaches a log, a traceback or standard error."""

from __future__ import annotations

import json
import socket
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest

from circumspect.core.review import Reviewer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Cli

NAME = "Quillfeather"
HELD = f"My client {NAME} told me today that her husband left."


def test_the_network_is_really_blocked(no_network: None) -> None:
    """The fixture refuses connections, so the tests below can fail."""
    assert no_network is None
    with pytest.raises(AssertionError, match="opened a connection"):
        socket.socket()


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "-"], ["check", "-", "--format", "html"], ["check", "-", "--format", "sarif"], ["rules", "list"],
        ["codes", "list"], ["codes", "show", "nasw"], ["doctor"], ["profile", "show"], ["init", "--defaults"],
        ["baseline", "show"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_everything_works_with_sockets_blocked(arguments: list[str], cli: Cli) -> None:
    """No command needs, or tries, the network."""
    answer = cli(*arguments, stdin=HELD)
    assert answer.code == (1 if arguments[0] == "check" else 0), answer.err


@pytest.mark.usefixtures("no_network")
def test_a_rulebook_is_compiled_with_sockets_blocked(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading and compiling rules needs no network either."""
    monkeypatch.setenv("CIRCUMSPECT_CACHE", str(cli.folder / "fresh"))
    cli.write(
        "circumspect-packs/lexicons/mine.yaml", "mine-word:\n  says: Words of this practice.\n  words: [balloons]\n"
    )
    assert cli("check", "-", stdin=HELD).code == 1


PLACES = ["_reading", "_findings", "_suggest", "_finding"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("how", ["text", "batch"])
def test_an_internal_error_shows_no_word(place: str, how: str, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks inside the reader, the message names the kind of error and the place, never the text; exit 3."""

    def broken(*_: object) -> NoReturn:
        raise RuntimeError(HELD)

    monkeypatch.setattr(Reviewer, place, broken)
    answer = cli.batch({"id": "a", "text": HELD}) if how == "batch" else cli("check", "-", stdin=HELD)
    assert answer.code == 3
    assert NAME not in answer.out + answer.err
    assert "RuntimeError" in (answer.out if how == "batch" else answer.err)
    assert "clear" not in answer.out


@pytest.fixture
def _hooks() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


@pytest.mark.usefixtures("_hooks")
@pytest.mark.parametrize("error", [MemoryError, RecursionError, UnicodeEncodeError, KeyError, OSError])
def test_no_kind_of_error_shows_a_word(error: type[Exception], cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors that carry the words they failed on are told without them."""

    def broken(*_: object) -> NoReturn:
        if error is UnicodeEncodeError:
            raise UnicodeEncodeError("ascii", HELD, 0, 1, HELD)
        raise error(HELD)

    monkeypatch.setattr(Reviewer, "_findings", broken)
    answer = cli("check", "-", stdin=HELD)
    assert answer.code in (2, 3)
    assert NAME not in answer.out + answer.err


def test_errors_of_a_batch_quote_nothing(cli: Cli) -> None:
    """A line that cannot be read is named by number; its words are not repeated."""
    lines = [
        b'{"id": "a", "text": "' + NAME.encode() + b'"',
        json.dumps({"id": "b", "text": [NAME]}).encode(),
        json.dumps({"id": "c", "text": "x", "surface": NAME}).encode(),
        json.dumps({"id": "d", "text": "x", "in_reply_to": {"a": NAME}}).encode(),
        json.dumps({"id": "e", "text": "x", "date": NAME}).encode(),
        json.dumps([NAME]).encode(),
        b"\xff" + NAME.encode(),
        NAME.encode(),
    ]
    answer = cli.batch(*lines)
    assert len(answer.rows) == 8
    assert all("error" in row for row in answer.rows)
    assert NAME not in answer.out + answer.err


def test_errors_of_a_file_quote_nothing(cli: Cli) -> None:
    """Front matter and encodings that are wrong are named by line; their words are not repeated."""
    cli.write("a.txt", f"---\nsurface: {NAME}\n---\n{HELD}")
    cli.write("b.txt", HELD.encode() + b"\xff")
    answer = cli("check", "a.txt", "b.txt")
    assert answer.code == 2
    assert NAME not in answer.out + answer.err

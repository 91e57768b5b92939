"""What commands share: exit codes, options, colour, complaints."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from circumspect.domain.errors import PlainError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

EXIT_CLEAR, EXIT_FINDINGS, EXIT_USAGE, EXIT_INTERNAL = 0, 1, 2, 3

ProfileOption = Annotated[
    Path | None,
    typer.Option("--profile", help="The profile to read with. Default: circumspect.toml here or in a folder above."),
]
RulesOnlyOption = Annotated[
    bool,
    typer.Option("--rules-only", help="Read without the trained reader: quicker, and it finds about a third."),
]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="YYYY-MM-DD", help="Read as of this day; codes in force then apply. Default: today."
    ),
]


class UsageError(PlainError, ValueError):
    """The command was asked for something it cannot do; the message says what to do."""


def complain(words: str) -> None:
    """Say on standard error what is wrong."""
    sys.stderr.write(f"circumspect: {words}\n")


def today() -> date:
    """Give the day: the only place of the command line that looks at the clock."""
    return now().date()


def now() -> datetime:
    """Give the time, with its zone."""
    return datetime.now().astimezone()


def day_from(value: str | None, option: str = "--date") -> date:
    """Read a day option; today when it is not given."""
    if value is None:
        return today()
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{option} must be a day such as 2026-11-22") from None


def colour_for(stream: TextIO) -> bool:
    """Say whether to use colour: on a terminal, unless NO_COLOR says no; FORCE_COLOR says yes."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Give the width to lay out for."""
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        columns = int(os.environ["COLUMNS"]) if os.environ.get("COLUMNS", "").isdigit() else 100
    return max(40, min(columns, 110))


def say(words: str) -> None:
    """Write to standard output, whatever its encoding can hold."""
    out = sys.stdout
    encoding = out.encoding or "utf-8"
    try:
        out.write(words)
    except UnicodeEncodeError:
        out.write(words.encode(encoding, "replace").decode(encoding))


def count(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun: "1 account", "2,000 accounts"; `many` where the plural takes more than an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def pairs(given: Sequence[str] | None, option: str, example: str) -> dict[str, str]:
    """Read `left=right` options."""
    found: dict[str, str] = {}
    for pair in given or ():
        left, equals, right = pair.rpartition("=")
        if not equals or not left.strip() or not right.strip():
            raise UsageError(f"{option} is written as left=right, for example {option} {example}")
        found[left.strip()] = right.strip()
    return found


def ask_passphrase() -> str:
    """Ask for the vault's passphrase. Only a command that needs the vault waits for the database behind it."""
    from circumspect.surfaces.cli import vaulting  # noqa: PLC0415 - as said

    return vaulting.ask_passphrase()

"""`circumspect screen`: who asks to connect, what the duty says, and the record of what was decided."""

from __future__ import annotations

import json
import re
import stat
import sys
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from circumspect.domain.screening import Direction
from circumspect.readers._kit import ReadError, read_bytes
from circumspect.readers.requests import lists
from circumspect.services import container, decisions, plain
from circumspect.services import screen as screens
from circumspect.services.vault import open_vault
from circumspect.surfaces.cli import _kit, _screened
from circumspect.surfaces.cli._stopping import acting
from circumspect.surfaces.cli._unnamed import Unnamed, group
from circumspect.surfaces.cli.rules import console
from circumspect.surfaces.cli.vaulting import VaultOption, ask_passphrase

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from circumspect.domain.decision import Sealed
    from circumspect.domain.profile import Profile
    from circumspect.domain.roster import Client
    from circumspect.domain.screening import Request
    from circumspect.services.screen import Answer

_MANY = 2_000
# What ends or begins like this is a file's name and nobody's.
_FILES = (
    ".csv", ".tsv", ".json", ".jsonl", ".txt", ".xlsx", ".xls", ".ods", ".numbers", ".zip", ".html", ".htm", ".pdf",
    ".docx", ".vcf", ".png", ".jpg", ".jpeg",
)  # fmt: skip
_PATH = re.compile(r"(?!/u/)/|[\\~]|\.{1,2}[\\/]|[A-Za-z]:[\\/]")  # /u/name is an account of Reddit


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


app = typer.Typer(
    cls=group("account", ("decide",)),
    help="Say whether an account that asks to connect may be a client's, and what to do.",
)

PlatformOption = Annotated[str, typer.Option(help="Where the account is: instagram, facebook, linkedin, x, …")]
DirectionOption = Annotated[
    Direction | None,
    typer.Option(
        help="How the account stands to yours. Default: request for one account, unknown for a list that does not say.",
        show_default=False,
    ),
]


@app.command("account", cls=Unnamed)
def screen(  # noqa: PLR0913 - each is an option of the command
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME_OR_HANDLE | FILE | -]",
            help="A CSV or JSON list, or - for a pasted one. Leave it out and you are asked for one name or handle.",
            show_default=False,
        ),
    ] = None,
    *,
    platform: PlatformOption = "",
    direction: DirectionOption = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HEADING=FIELD",
            help="What a column of a list is: handle, name, link, … for its heading or its number. "
            "Can be given several times.",
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to write the answer.")] = Format.TEXT,
    show: Annotated[bool, typer.Option("--show", help="Show the clients' names, not their numbers alone.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how strongly each thing speaks.")] = False,
    vault: VaultOption = None,
    profile: _kit.ProfileOption = None,
    date: _kit.DateOption = None,
) -> None:
    """Say whether an account that asks to connect may be a client's, why, what your duty is, and what to do.

    Nobody is looked up online: what the platform shows is compared with your roster, on this computer. Give no name on
    the command line: it would stay in your shell's history. Without one you are asked. To record what you decide, use:
    circumspect screen decide. Exit codes: 0 nobody recognised, 1 a client or a possible one, 2 usage.
    """
    day, desk = _kit.day_from(date), container.open_desk(profile)
    columns = _kit.pairs(column, "--column", "'Konto=handle'")
    raw, usual = _raw(what)
    listing = _listing(raw, platform, direction or usual, columns)
    with open_vault(vault, ask_passphrase) as opened:
        clients = screens.clients_in(opened)
        found = _answers(listing.requests, clients, desk, day)
        before = _before(decisions.DecisionLog(opened), found)
    names = {client.id: client.name.display for client in clients} if show else {}
    notes = [*listing.notes, *screens.remarks(found, clients)]
    if form is Format.TEXT:
        _screened.Page(console(), names, before, explain).write(found, notes)
    else:
        for note in notes:
            _kit.complain(note)
        rows = [plain.screened(answer, names) for answer in found]
        whole = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        _kit.say(whole if form is Format.JSON else _screened.as_csv(rows))
    raise typer.Exit(_kit.EXIT_FINDINGS if any(answer.found for answer in found) else _kit.EXIT_CLEAR)


@app.command("decide")
def decide(  # noqa: PLR0913 - each is an option of the command
    *,
    what: Annotated[decisions.What | None, typer.Option("--what", help="What you decided.", show_default=False)] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who decides.")] = None,
    because: Annotated[str | None, typer.Option("--because", help="Why, without anybody's name.")] = None,
    second: Annotated[
        str, typer.Option("--second", help="A second person's name, where your profile asks for it.")
    ] = "",
    platform: PlatformOption = "",
    direction: DirectionOption = None,
    vault: VaultOption = None,
    profile: _kit.ProfileOption = None,
) -> None:
    """Record what you decided about an account, sealed in the decision log. You are asked for the account.

    The account is screened first. Accepting one that may be a client's asks for a reason and, where your profile names
    a supervisor, a second name. The log keeps a client's number and no name.
    """
    desk = container.open_desk(profile)
    with open_vault(vault, ask_passphrase) as opened:
        clients = screens.clients_in(opened)
        raw = _ask("Name or handle of the account").encode("utf-8", "replace")
        listing = _listing(raw, platform, direction or Direction.REQUEST)
        (answer, *others) = screens.screen(listing.requests, clients, desk.profile, _kit.today(), desk.ruleset.codes)
        if others:
            raise _kit.UsageError("decide on one account at a time")
        screening = answer.screening
        typer.echo(f"Screening says: {_screened.heading(answer) if answer.found else screening.outcome.value}.")
        chosen = what or decisions.What(_ask_one("What did you decide (a number)", [w.value for w in decisions.What]))
        choice = decisions.Choice(
            by=by or _ask("Who decides (your name)", desk.profile.name),
            what=chosen,
            because=because if because is not None else _reason(needed=decisions.needs_reason(screening, chosen)),
            second=second or _second(desk.profile, needed=decisions.needs_second(screening, chosen, desk.profile)),
        )
        typed = because is None and sys.stdin.isatty()
        again = partial(_reason, needed=decisions.needs_reason(screening, chosen)) if typed else None
        log = decisions.DecisionLog(opened)
        sealed = _settled(
            lambda choice: decisions.decide(log, screening, choice, desk.profile, clients, _kit.now()), choice, again
        )
    typer.echo(f"Recorded as entry {sealed.number} of the decision log: {sealed.decision.what}.")


def _settled(
    seal: Callable[[decisions.Choice], Sealed], choice: decisions.Choice, again: Callable[[], str] | None
) -> Sealed:
    """Seal a decision; `again` asks for another reason where one names somebody. Raises UsageError."""
    while True:
        try:
            with acting("The decision was recorded.", "Whether it was recorded says: circumspect log show"):
                return seal(choice)
        except (decisions.DecisionError, decisions.DecisionLogError) as error:
            if again is None or not isinstance(error, decisions.NamedError):
                raise _kit.UsageError(f"{error}. Nothing was recorded") from None
            _kit.complain(f"{error}. Nothing was recorded yet")
            choice = replace(choice, because=again())


def _ask(question: str, default: str = "") -> str:
    """Ask one question, on standard error. Raises UsageError where nobody answers."""
    sys.stderr.write(f"{question}{f' [{default}]' if default else ''}: ")
    sys.stderr.flush()
    answer = sys.stdin.readline().strip() or default
    if not answer:
        raise _kit.UsageError(f"no answer to “{question}”. Nothing was done; run the command again and answer it")
    return answer


def _ask_one(question: str, choices: Sequence[str]) -> str:
    """Ask until one of the choices, or its number, is answered."""
    for number, choice in enumerate(choices, 1):
        typer.echo(f"  {number}  {choice}", err=True)
    while True:
        answer = _ask(question)
        if answer in choices:
            return answer
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1]
        typer.echo(f"  Please answer a number from 1 to {len(choices)}.", err=True)


def _reason(*, needed: bool) -> str:
    """Ask for the reason; where none is needed, only a person at a terminal is asked."""
    if needed:
        return _ask("This may be a client. Why accept it (without anybody's name)")
    if not sys.stdin.isatty():
        return ""
    sys.stderr.write("Why (without anybody's name; Enter for none): ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _second(profile: Profile, *, needed: bool) -> str:
    return _ask("Who else agreed (a second name)", profile.supervisor) if needed else ""


def _raw(what: str | None) -> tuple[bytes, Direction]:
    """Give the bytes to read accounts from (standard input, a file, the words themselves), and how they stand to yours.

    One account is taken to ask; what a list holds is not known unless it is said.
    """
    if what is None:
        return _ask("Name or handle").encode("utf-8", "replace"), Direction.REQUEST
    if what == "-":
        return sys.stdin.buffer.read(), Direction.UNKNOWN
    if (path := _file(what)) is not None:
        try:
            return read_bytes(path), Direction.UNKNOWN
        except ReadError as error:
            raise _kit.UsageError(f"{path.name} {error}") from None
    _kit.complain("a name given like this may stay in your shell's history; without one you are asked for it")
    return what.encode("utf-8", "replace"), Direction.REQUEST


def _file(what: str) -> Path | None:
    """Give the file that an argument names; None where it is a name or handle. Raises UsageError.

    What reads like a file's name and is not there is no account: answered as one, it would be found to be nobody.
    """
    path = Path(what)
    try:
        if not stat.S_ISDIR(path.stat().st_mode):
            return path
    except PermissionError:
        raise _kit.UsageError(f"{path.name} cannot be read: your account on this computer may not open it") from None
    except (OSError, ValueError):
        if path.suffix.lower() in _FILES or _PATH.match(what) or _in_a_folder(path):
            raise _kit.UsageError("there is no such file; check its name and folder") from None
        return None
    raise _kit.UsageError("this is a folder; name the list in it, or leave it out to be asked for a name or handle")


def _in_a_folder(path: Path) -> bool:
    """Say whether a folder that is there was named before the last part."""
    try:
        return len(path.parts) > 1 and path.parent.is_dir()
    except OSError:  # a text too long to be a folder's name
        return False


def _listing(
    raw: bytes, platform: str, direction: Direction, columns: Mapping[str, str] | None = None
) -> lists.Listing:
    try:
        return lists.read(raw, platform, direction, columns)
    except ReadError as error:
        raise _kit.UsageError(f"the list {error}") from None


def _answers(
    requests: Sequence[Request], clients: Sequence[Client], desk: container.Desk, day: dt.date
) -> list[Answer]:
    """Screen, with a bar on the terminal where it takes a while."""
    codes = desk.ruleset.codes
    if len(requests) < _MANY or not sys.stderr.isatty():
        return screens.screen(requests, clients, desk.profile, day, codes)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Screening", total=len(requests))
        return screens.screen(
            requests, clients, desk.profile, day, codes, lambda done: bar.update(task, completed=done)
        )


def _before(log: decisions.DecisionLog, found: Sequence[Answer]) -> dict[int, Sealed]:
    """Give place in the list → what was decided on that account before. Raises UsageError for a damaged log."""
    try:
        kept = decisions.decided(log)
    except decisions.DecisionLogError as error:
        raise _kit.UsageError(str(error)) from None
    marks = {
        place: decisions.account_mark(log, answer.screening.request)
        for place, answer in enumerate(found)
        if kept and answer.found
    }
    return {place: kept[mark] for place, mark in marks.items() if mark in kept}

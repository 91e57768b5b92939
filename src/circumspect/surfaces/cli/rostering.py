"""`circumspect roster`: the client list. Open it to change what these commands ask or say.

No name is ever an argument, where the shell's history would keep it: names are asked for, or come in on standard
input. Names are shown only on a terminal, or where --show asks for them.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as Grid
from rich.text import Text

from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.readers.roster.columns import FIELDS, LEAVE_OUT, Column, Mapping
from circumspect.services import roster as rosters
from circumspect.services.vault import open_vault, vault_exists
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import Calm, acting, say
from circumspect.surfaces.cli.rules import console
from circumspect.surfaces.cli.vaulting import VaultOption, ask_passphrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circumspect.readers.roster._kit import Table
    from circumspect.services.vault import Vault

app = typer.Typer(cls=Calm, no_args_is_help=True, help="Your client list, encrypted on this computer.")
ListArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="A list from your EHR: CSV, Excel (.xlsx) or vCard.")
]
NewFileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The CSV file to write. It must not exist.")]
_LARGE = 5000
_ONLY_CURRENT = (
    "Nobody in this file is a former client, and former clients count as well. Many systems leave them out:\n"
    "  SimplePractice  include inactive and archived clients in the report's filter, or ask support for the full list\n"
    "  TherapyNotes    the patient list shows active patients; include inactive ones before you download\n"
    "  Others          look for a filter by status, and choose all\n"
    "Import that file too: nobody is doubled."
)
_SOURCE_FILE = (
    "The file that you imported is not encrypted and still lies where it was. If you no longer need it, delete it and "
    "empty the bin; look for copies in Downloads, mail and cloud folders too. It was not touched here."
)


def asks() -> bool:
    """Say whether somebody is there to answer questions."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _shows(show: bool) -> bool:  # noqa: FBT001 - an option handed on
    """Say whether names may be shown."""
    return show or sys.stdout.isatty()


@contextmanager
def _open(folder: Path | None) -> Iterator[Vault]:
    """Open the vault; whoever stops the command after a write is not told that nothing was changed."""
    with open_vault(folder, ask_passphrase) as opened:
        try:
            yield opened
        finally:
            if opened.writes:
                say("The change was made, all of it, or not at all. See: circumspect roster list")


def _standing(word: str) -> Standing:
    try:
        return Standing(word.strip().lower())
    except ValueError:
        raise _kit.UsageError(f"a status is one of: {', '.join(Standing)}") from None


@app.command("import")
def import_list(  # noqa: PLR0913 - each is an option of the command
    file: ListArgument,
    *,
    preview: Annotated[bool, typer.Option("--preview", help="Show what would be taken, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; import what the preview shows.")] = False,
    column: Annotated[
        list[str] | None, typer.Option(metavar="HEADING=FIELD", help="What a column is. Can be given several times.")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option(metavar="WORD=STATUS", help="What a status means: active, former, …")
    ] = None,
    sheet: Annotated[
        str, typer.Option(help="The sheet of an Excel file. Default: the one that looks like people.")
    ] = "",
    former_if_missing: Annotated[
        bool,
        typer.Option("--former-if-missing", help="Mark as former whom an earlier list named and this one does not."),
    ] = False,
    show: Annotated[bool, typer.Option("--show", help="Show the names in the preview as well.")] = False,
    vault: VaultOption = None,
) -> None:
    """Take a client list in: names, ways to reach them, handles, status, household. Nothing else of the file is kept.

    You see what will be taken before anything is. Importing a newer list later updates and never doubles.
    """
    wishes, statuses = (
        _kit.pairs(column, "--column", "'Client=full name'"),
        _kit.pairs(status, "--status", "'Graduated=former'"),
    )
    table = rosters.read_list(file, sheet)
    mapping = rosters.mapping_for(table, wishes)
    asking = asks() and not yes
    if asking:
        mapping = _asked_columns(mapping)
    found = _people(table, mapping, {word: _standing(said) for word, said in statuses.items()}, asking=asking)
    _show_preview(found, table, names=show)
    if preview:
        if former_if_missing:
            _preview_missing(found, vault)
        typer.echo("\nThis was a preview: nothing was imported, and nothing was changed.")
        return
    with _open(vault) as opened:
        _import(opened, found, former_if_missing=former_if_missing, asking=asking, yes=yes)


def _preview_missing(found: rosters.Listed, vault: Path | None) -> None:
    """Say in numbers who would become former; the vault is only read."""
    if not vault_exists(vault):
        typer.echo("\nThere is no vault yet, so nobody would become former.")
        return
    with _open(vault) as opened:
        _show_changes(rosters.compare(opened, found), former_if_missing=True)


def _show_changes(changes: rosters.Changes, *, former_if_missing: bool) -> None:
    """Say in numbers what an import would change."""
    typer.echo(
        f"\n{len(changes.added):,} to add, {len(changes.updated):,} to update, {changes.unchanged:,} unchanged, "
        f"{len(changes.missing):,} on your roster from an earlier list and not in this file."
    )
    if not former_if_missing:
        return
    counts = [(standing, sum(c.standing is standing for c in changes.missing)) for standing in Standing]
    now = ", ".join(f"{n:,} {standing.value}" for standing, n in counts if n)
    typer.echo(f"With --former-if-missing {len(changes.missing):,} would become former{f': now {now}' if now else ''}.")
    if len(changes.missing) > len(changes.updated) + changes.unchanged:
        typer.echo("That is more than half of those on your roster from earlier lists. Is this file the whole list?")


def _import(opened: Vault, found: rosters.Listed, *, former_if_missing: bool, asking: bool, yes: bool) -> None:
    """Say what would change, ask, and write."""
    _show_changes(rosters.compare(opened, found), former_if_missing=former_if_missing)
    if not yes:
        if not asking:
            raise _kit.UsageError("nothing was imported. If the preview is right, run it again with --yes")
        if not typer.confirm("Import them?", default=False, err=True):
            typer.echo("Nothing was imported.")
            return
    done = rosters.import_(opened, found, former_if_missing=former_if_missing)
    typer.echo(f"Imported: {len(done.added):,} added, {len(done.updated):,} updated, {done.unchanged:,} unchanged.")
    if done.missing and done.ended:
        typer.echo(f"{len(done.missing):,} not in this file any more are now former.")
    elif done.missing:
        typer.echo("Those not in this file were left as they are. To mark them as former, add --former-if-missing.")
    typer.echo(_SOURCE_FILE)


def _asked_columns(mapping: Mapping) -> Mapping:
    """Ask about every column that is unclear, and for the names where none was found."""
    told: dict[str, str] = {}
    for column in mapping.unclear:
        told[f"column {column.index + 1}"] = _ask_field(column)
    mapping = mapping.told(told)
    if not mapping.named:
        typer.echo("Which column holds the names?", err=True)
        for column in mapping.columns:
            typer.echo(f"  {column.index + 1}  {column.header}", err=True)
        numbers = [str(column.index + 1) for column in mapping.columns]
        mapping = mapping.told({f"column {_choice('Its number', numbers)}": "full name"})
    return mapping


def _ask_field(column: Column) -> str:
    """Ask what one column is."""
    guess = column.field or LEAVE_OUT
    choices = column.choices or FIELDS
    typer.echo(f"The column “{column.header}” is not clear. It can be: {', '.join(choices)}", err=True)
    return _choice("What is it?", [*FIELDS], guess)


def _choice(question: str, choices: Sequence[str], default: str | None = None) -> str:
    """Ask until the answer is one of the choices."""
    while True:
        answer = str(typer.prompt(question, default=default, err=True)).strip().lower()
        if answer in choices:
            return answer
        typer.echo(f"  Please answer one of: {', '.join(choices)}", err=True)


def _people(table: Table, mapping: Mapping, statuses: dict[str, Standing], *, asking: bool) -> rosters.Listed:
    """Read the people, and ask what statuses mean that are not known."""
    found = _listed(table, mapping, statuses)
    if found.reading.unknown and asking:
        for word, rows in found.reading.unknown.items():
            said = _choice(
                f"What does the status “{word}” mean ({_kit.count(len(rows), 'row')})?",
                [*Standing],
                Standing.FORMER.value,
            )
            statuses[word] = Standing(said)
        found = _listed(table, mapping, statuses)
    return found


def _listed(table: Table, mapping: Mapping, statuses: dict[str, Standing]) -> rosters.Listed:
    """Read the people, with a bar for a large list."""
    from rich.progress import Progress  # noqa: PLC0415 - other commands do not need it

    hidden = not sys.stderr.isatty() or len(table.rows) < _LARGE
    with Progress(transient=True, disable=hidden) as bar:
        task = bar.add_task("Reading", total=len(table.rows))
        return rosters.listed(table, mapping, _kit.today(), statuses, lambda done: bar.update(task, completed=done))


def _show_preview(found: rosters.Listed, table: Table, *, names: bool) -> None:
    """Show a list in numbers: what will be taken, what stays out and why."""
    seen, out = rosters.preview(found), console()
    rows = _kit.count(len(table.rows) + len(table.strayed), table.unit)
    out.print(Text(f"{_kit.count(seen.people, 'person', 'people')} in {rows}", style="bold"))
    out.print("  " + ", ".join(f"{n:,} {standing.value}" for standing, n in seen.by_standing.items() if n))
    out.print(
        f"  {_kit.count(seen.couples, 'couple')}, {_kit.count(seen.minors, 'minor')}, "
        f"{_kit.count(seen.household, 'other')} of their households, "
        f"{seen.with_email:,} with e-mail, {seen.with_phone:,} with phone"
    )
    taken = [c for c in found.mapping.columns if c.field not in (None, LEAVE_OUT)]
    out.print(Text("Taken", style="bold"))
    for column in taken:
        out.print(f"  {column.header}: {column.field}{'' if column.sure else ' (a guess)'}")
    if seen.dropped or seen.unknown:
        out.print(Text("Left at the door, never stored", style="bold"))
        for kind, headers in seen.dropped.items():
            out.print(f"  {kind}: {', '.join(headers)}")
        if seen.unknown:
            out.print(f"  not known here: {', '.join(seen.unknown)}")
    _show_notes(found, seen)
    if names:
        _show_clients([entry.client for entry in found.entries], numbers=False)


def _show_notes(found: rosters.Listed, seen: rosters.Preview) -> None:
    """Show rows left out, notes, statuses that are not known, and whether former clients are missing."""
    out = console()
    if seen.left_out:
        out.print(Text("Rows left out", style="bold"))
        for why, rows in seen.left_out.items():
            out.print(f"  {rows}: {why}")
    if seen.notes or found.reading.unknown:
        out.print(Text("Please note", style="bold"))
        for note in seen.notes:
            out.print(f"  {note}")
    for word, numbers in list(found.reading.unknown.items())[:10]:
        known = f"say what it means, for example --status '{word}=former'"
        out.print(f"  the status “{word}” is not known ({_kit.count(len(numbers), 'row')}): {known}")
    if seen.only_current:
        out.print()
        out.print(_ONLY_CURRENT)


@app.command("list")
def list_clients(
    *,
    show: Annotated[bool, typer.Option("--show", help="Show names although this is no terminal.")] = False,
    vault: VaultOption = None,
) -> None:
    """Show who is on the roster. Names are shown on a terminal only, unless you say --show."""
    with _open(vault) as opened:
        clients = rosters.all_clients(opened)
    if not clients:
        typer.echo("Nobody is on the roster yet. Begin with: circumspect roster import FILE")
        return
    if _shows(show):
        _show_clients(clients, numbers=True)
    counts = [(standing, sum(c.standing is standing for c in clients)) for standing in Standing]
    typer.echo(
        f"{_kit.count(len(clients), 'client')}: " + ", ".join(f"{n:,} {standing.value}" for standing, n in counts if n)
    )


def _show_clients(clients: Iterable[Client], *, numbers: bool) -> None:
    """Lay clients out in lines; control signs in a name do not reach the terminal."""
    grid = Grid.grid(padding=(0, 2))
    for client in clients:
        standing = client.standing.value + (f" {client.ended}" if client.ended else "")
        household = f"+{len(client.household)} of the household" if client.household else ""
        cells = [client.id] if numbers else []
        grid.add_row(*(Text(_visible(cell)) for cell in (*cells, client.name.display, standing, household)))
    console().print(grid)


def _visible(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words)


@app.command()
def add(
    *,
    from_stdin: Annotated[
        bool, typer.Option("--from-stdin", help="Read one client, or a list of them, as JSON from standard input.")
    ] = False,
    vault: VaultOption = None,
) -> None:
    """Add a client. The questions are asked here, so that no name stays in the history of your shell."""
    if from_stdin:
        clients = _from_stdin()
    elif asks():
        clients = [_questions(Client("", PersonName()))]
    else:
        raise _kit.UsageError("there is no terminal to ask on; give JSON on standard input with --from-stdin")
    with _open(vault) as opened:
        if not from_stdin and rosters.namesakes(opened, clients[0].name):
            typer.echo("Someone of this name is on the roster already.", err=True)
            if not typer.confirm("Is this another person?", default=False, err=True):
                typer.echo("Nothing was added. To change the entry there is: circumspect roster edit")
                return
        added = rosters.add_all(opened, clients)
    for client in added:
        typer.echo(f"Added: {client.id}, {client.standing.value}.")


def _from_stdin() -> list[Client]:
    """Read clients as JSON. Raises UsageError without a word of it."""
    try:
        plain = json.loads(sys.stdin.buffer.read().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _kit.UsageError('standard input is no JSON; give an object such as {"given": …, "family": …}') from None
    return [rosters.client_from(row) for row in (plain if isinstance(plain, list) else [plain])]


def _questions(old: Client) -> Client:
    """Ask for everything that is kept of a client; what stands in brackets is kept by Enter, `-` empties it."""
    typer.echo("Press Enter to keep what stands in brackets; type - to empty it.", err=True)
    name = PersonName(
        given=_ask("Given name", old.name.given),
        family=_ask("Family name", old.name.family),
        middle=_ask("Middle name", old.name.middle),
        also=_ask_many("Other names they go by, with commas", old.name.also),
        former=_ask_many("Earlier family names, with commas", old.name.former),
    )
    standing = Standing(_choice(f"Status ({', '.join(Standing)})", [*Standing], old.standing.value))
    ended = _ask_day("Day treatment ended, such as 2025-03-04", old.ended) if standing is Standing.FORMER else None
    return Client(
        old.id, name, standing, ended,
        emails=_ask_many("E-mails, with commas", old.emails),
        phones=_ask_many("Phones, with commas", old.phones),
        handles=_ask_many("Their accounts, as handle or platform:handle", old.handles),
        place=_ask("Town", old.place),
        household=_ask_household(old.household),
    )  # fmt: skip


def _ask(question: str, old: str) -> str:
    answer = str(typer.prompt(question, default=old, show_default=bool(old), err=True)).strip()
    return "" if answer == "-" else " ".join(answer.split())


def _ask_many(question: str, old: tuple[str, ...]) -> tuple[str, ...]:
    answer = _ask(question, ", ".join(old))
    return tuple(part.strip() for part in answer.split(",") if part.strip())


def _ask_day(question: str, old: date | None) -> date | None:
    while answer := _ask(question, old.isoformat() if old else ""):
        try:
            return date.fromisoformat(answer)
        except ValueError:
            typer.echo("  Please write it as 2025-03-04, or press Enter.", err=True)
    return None


def _ask_household(old: tuple[Relative, ...]) -> tuple[Relative, ...]:
    """Ask whom of the household to keep, and whom to add."""
    kept = [
        relative
        for relative in old
        if typer.confirm(f"Keep {_visible(relative.name.display)} ({relative.tie.value})?", default=True, err=True)
    ]
    while given := _ask("Given name of someone of their household (Enter when done)", ""):
        family = _ask("  Family name", "")
        tie = Tie(_choice(f"  What they are to the client ({', '.join(Tie)})", [*Tie], Tie.OTHER.value))
        kept.append(Relative(PersonName(given, family), tie))
    return tuple(kept)


def _chosen(opened: Vault, number: str | None) -> Client:
    """Find the client meant: by our number for them, else by asking for the name. Raises UsageError."""
    if number is not None:
        found = [client for client in rosters.all_clients(opened) if client.id == number]
    elif asks():
        found = rosters.find(opened, _ask("Who? Give the name or part of it", ""))
    else:
        raise _kit.UsageError("there is no terminal to ask on; give the number that `roster list` shows")
    if not found:
        raise _kit.UsageError("nobody on the roster answers to that; see: circumspect roster list")
    if len(found) == 1:
        return found[0]
    for at, client in enumerate(found, 1):
        typer.echo(f"  {at}  {_visible(client.name.display)}, {client.standing.value}", err=True)
    return found[int(_choice("Which one? Its number", [str(at) for at in range(1, len(found) + 1)])) - 1]


NumberArgument = Annotated[
    str | None,
    typer.Argument(metavar="[NUMBER]", help="The number that `roster list` shows. Default: the name is asked."),
]


@app.command()
def edit(
    number: NumberArgument = None,
    *,
    status: Annotated[str | None, typer.Option(help="Set the status and ask nothing else.")] = None,
    ended: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day treatment ended, for a former client.")
    ] = None,
    vault: VaultOption = None,
) -> None:
    """Change what is on the roster about a client."""
    wanted = _standing(status) if status is not None else None
    day = _kit.day_from(ended, "--ended") if ended is not None else None
    with _open(vault) as opened:
        client = _chosen(opened, number)
        if wanted is not None or day is not None:
            standing = wanted or Standing.FORMER
            changed = replace(
                client, standing=standing, ended=(day or client.ended) if standing is Standing.FORMER else None
            )
        elif asks():
            changed = _questions(client)
        else:
            raise _kit.UsageError("there is no terminal to ask on; give --status or --ended")
        rosters.edit(opened, changed)
    typer.echo(f"Changed: {changed.id}, {changed.standing.value}.")


@app.command()
def remove(
    number: NumberArgument = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
    vault: VaultOption = None,
) -> None:
    """Take a client off the roster. A former client belongs on it: to say that treatment ended, use edit."""
    with _open(vault) as opened:
        client = _chosen(opened, number)
        if not yes:
            if not asks():
                raise _kit.UsageError("nobody was removed. If you are sure, add --yes")
            typer.echo("Former clients stay on the roster, so that a request of theirs is recognised.", err=True)
            if not typer.confirm(f"Remove {_visible(client.name.display)} all the same?", default=False, err=True):
                typer.echo("Nobody was removed.")
                return
        rosters.remove(opened, client.id)
    typer.echo(f"Removed: {client.id}.")


@app.command()
def export(
    file: NewFileArgument,
    vault: VaultOption = None,
) -> None:
    """Write the roster to a CSV file. The file is not encrypted: keep it no longer than you need it."""
    with _open(vault) as opened, acting(f"{file} was written and is NOT encrypted.", f"Look whether {file} is there."):
        written = rosters.export(opened, file)
    typer.echo(f"{_kit.count(written, 'client')} written to {file}.")
    typer.echo("This file is NOT encrypted: anybody who opens it can read it. Delete it when you no longer need it.")

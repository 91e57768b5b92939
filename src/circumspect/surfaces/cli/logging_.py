"""`circumspect log`: the decision log shown, verified, given out."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from circumspect.domain.decision import Kind
from circumspect.readers._kit import ReadError, decode, read_bytes
from circumspect.services import decisions, plain
from circumspect.services.locking import replace_file
from circumspect.services.vault import open_vault
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import acting
from circumspect.surfaces.cli.rules import console
from circumspect.surfaces.cli.vaulting import VaultOption, ask_passphrase

app = typer.Typer(no_args_is_help=True, help="Show, verify and give out the decision log.")

_SCRIPT = "verify_log.py"
_SUBJECTS = {Kind.SCREENING: "client", Kind.ACCEPTANCE: "finding"}


@app.command("show")
def show(
    *,
    last: Annotated[int | None, typer.Option("--last", min=1, help="Only the newest so many.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    vault: VaultOption = None,
) -> None:
    """Show what was decided: when, what, by whom, why."""
    with open_vault(vault, ask_passphrase) as opened:
        try:
            kept = decisions.DecisionLog(opened).all()
        except decisions.DecisionLogError as error:
            raise _kit.UsageError(str(error)) from None
    kept = kept[-last:] if last else kept
    if as_json:
        _kit.say(json.dumps([plain.sealed(sealed) for sealed in kept], ensure_ascii=False, indent=2) + "\n")
        return
    if not kept:
        typer.echo("Nothing was recorded yet. Begin with: circumspect screen decide")
    out = console()
    for sealed in kept:
        decision = sealed.decision
        who = f"{decision.by}, with {decision.second}" if decision.second else decision.by
        head = f"{sealed.number}  {decision.on.isoformat(' ', 'minutes')}  {decision.kind.value}: {decision.what}"
        out.print(Text(head, style="bold"))
        subject = {_SUBJECTS.get(decision.kind, "about"): decision.subject} if decision.subject else {}
        about = ", ".join(f"{name} {value}" for name, value in {**subject, **decision.facts}.items())
        for words in (f"by {who}", decision.because, about):
            if words:
                out.print(Padding(Text(words), (0, 0, 0, 4)))


@app.command("verify")
def verify(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="An exported log. Without one: the log in your vault.")
    ] = None,
    *,
    vault: VaultOption = None,
) -> None:
    """Check that no entry was changed, dropped, moved or added. Exit codes: 0 as it was sealed, 1 not, 2 usage."""
    key = None
    try:
        if file is not None:
            problems = decisions.verify_export(decode(read_bytes(file)))
        else:
            with open_vault(vault, ask_passphrase) as opened:
                log = decisions.DecisionLog(opened)
                problems, key = log.verify(), log.public_key()
    except (ReadError, decisions.DecisionLogError) as error:
        raise _kit.UsageError(f"{file.name}: {error}" if file else str(error)) from None
    for problem in problems:
        typer.echo(f"{str(problem)[:1].upper()}{str(problem)[1:]}.")
    if problems:
        typer.echo("Keep a copy as it is, and compare with an earlier export or a backup.")
        raise typer.Exit(_kit.EXIT_FINDINGS)
    typer.echo("Every entry is as it was sealed.")
    if key:
        typer.echo(f"The log's public key, to give to someone you trust: {key}")


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it, for example decisions.jsonl.")],
    *,
    vault: VaultOption = None,
) -> None:
    """Write the log to a file that anybody can verify, with the script to do so beside it. It holds no client's name.

    The names of those who decided, and the reasons as they were written, are in it; the file is not encrypted.
    """
    if file.exists():
        raise _kit.UsageError(f"{file.name} is there already, and it was not touched; name another file")
    with open_vault(vault, ask_passphrase) as opened:
        try:
            lines = decisions.DecisionLog(opened).export(_kit.now())
        except decisions.DecisionLogError as error:
            raise _kit.UsageError(str(error)) from None
    script = file.parent / _SCRIPT
    with acting(f"{file.name} was written.", f"Look whether {file.name} is there; if so, it is whole."):
        replace_file(file, "".join(f"{line}\n" for line in lines).encode())
        if not script.exists():
            replace_file(script, decisions.SCRIPT.read_bytes())
    written = _kit.count(len(lines) - 1, "entry", "entries")
    typer.echo(f"{written} written to {file.name}. It is not encrypted: read it before you pass it on.")
    typer.echo(f"Anybody can check it with: python {script.name} {file.name}")

"""`circumspect batch`: many texts at once, from Parquet to Parquet. Open it to change its options."""

from __future__ import annotations

import os
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from circumspect.domain.verdict import Verdict
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import Calm, acting

if TYPE_CHECKING:
    from circumspect.surfaces.batch.processes import Tally

app = typer.Typer(cls=Calm, no_args_is_help=True, help="Review many texts at once, for a platform.")


@app.callback()
def batch() -> None:
    """Review many texts at once, for a platform."""


@app.command("review")
def review(  # noqa: PLR0913 - each is an option of the command
    source: Annotated[Path, typer.Argument(metavar="IN.parquet", help="The texts.", show_default=False)],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT.parquet", help="The answers.", show_default=False)
    ],
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to share the work. Default: one for each core.")
    ] = None,
    rows: Annotated[int, typer.Option("--batch", min=1, help="Rows that are kept together when a run is cut.")] = 512,
    profile: _kit.ProfileOption = None,
    rules_only: _kit.RulesOnlyOption = False,
    date: _kit.DateOption = None,
) -> None:
    """Review every row of a Parquet file and write the answers to another.

    \b
    circumspect batch review posts.parquet -o answers.parquet --workers 4

    Read are the columns id, text, surface, account, in_reply_to and written (the day); id and text must be there.
    A row that cannot be read gets an error in its place. A run that was cut off goes on when you run the same command
    again. Names are not compared with a client list: a platform has none.

    Exit codes: 0 nothing to hold, 1 rows with verdict hold or consult, 2 an input or setting could not be read,
    3 internal error.
    """  # noqa: D301 - click leaves a paragraph that begins with \b as it is
    try:
        from circumspect.surfaces.batch import processes  # noqa: PLC0415 - only this command needs pyarrow
        from circumspect.surfaces.batch.review import Asked, BatchError  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("pyarrow"):
            raise
        raise _kit.UsageError("this needs pyarrow; install it with: pip install 'circumspect[batch]'") from None
    day = _kit.day_from(date) if date else None
    asked = Asked(profile, rules_only, day, _kit.today())
    kept = "Rows that were reviewed are kept; run the same command again, and it goes on."
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        shown = bar.add_task("Reviewing rows", total=None)
        try:
            with acting(f"{output} was written.", kept):
                tally = processes.review_file(
                    source, output, asked, workers=workers or _cores(), rows=rows,
                    told=lambda done: bar.advance(shown, done),
                )  # fmt: skip
        except BatchError as error:
            raise _kit.UsageError(str(error)) from None
    _kit.say(f"{_said(tally)}\nWritten: {output}\n")
    raise typer.Exit(_exit_code(tally))


def _cores() -> int:
    """Give how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _said(tally: Tally) -> str:
    """Say in two sentences what came of a run."""
    listed = ", ".join(f"{each.value} {tally.verdicts.get(each.value, 0):,}" for each in Verdict)
    said = f"{_kit.count(sum(tally.verdicts.values()), 'row')} reviewed: {listed}."
    if tally.unread:
        said += f" {_kit.count(tally.unread, 'row')} could not be read: see the column error."
    return said


def _exit_code(tally: Tally) -> int:
    """Give the exit code as `check` has it: 3 a fault of ours, 2 something unread or no row, 1 something held."""
    if tally.faults:
        return _kit.EXIT_INTERNAL
    if tally.unread or not tally.verdicts:
        return _kit.EXIT_USAGE
    held = tally.verdicts.keys() & {Verdict.HOLD.value, Verdict.CONSULT.value}
    return _kit.EXIT_FINDINGS if held else _kit.EXIT_CLEAR

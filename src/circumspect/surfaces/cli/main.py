"""The command line as a whole. Open it to add a command, or to see what happens when something goes wrong.

`run` is the outermost handler and a privacy boundary: what a person wrote never reaches a traceback.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from circumspect import __version__
from circumspect.domain.errors import PlainError
from circumspect.surfaces.cli._kit import EXIT_INTERNAL, EXIT_USAGE, complain
from circumspect.surfaces.cli._stopping import EXIT_STOPPED, Calm, stopped

if TYPE_CHECKING:
    from collections.abc import Sequence

# Command → the module and what of it answers. Only the one asked for is imported.
COMMANDS = {
    "desk": ("serving", "desk"),
    "check": ("checking", "check"),
    "explain": ("rules", "explain"),
    "init": ("profiles", "init"),
    "accept": ("accepting", "accept"),
    "screen": ("screening", "app"),
    "audit": ("auditing", "app"),
    "roster": ("rostering", "app"),
    "vault": ("vaulting", "app"),
    "log": ("logging_", "app"),
    "eval": ("measuring", "evaluate"),
    "doctor": ("measuring", "doctor"),
    "profile": ("profiles", "app"),
    "rules": ("rules", "app"),
    "codes": ("codes", "app"),
    "baseline": ("accepting", "baseline"),
    "batch": ("batching", "app"),
}

app = typer.Typer(
    name="circumspect",
    cls=Calm,
    no_args_is_help=False,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: circumspect init, then: circumspect check my-post.txt",
)


def _version(value: bool) -> None:  # noqa: FBT001 - typer hands the flag over like this
    if value:
        typer.echo(f"circumspect {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    *,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Of the desk: the port to listen on. Default: 8377.")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Of the desk: open the browser.")] = True,
    _version_flag: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    """Read what you are about to publish, against the duties of your profession.

    circumspect reads a post, reply or bio on this computer and says which words touch which duty, who asks that
    duty, why, and what to do instead. Nothing leaves the computer. It advises; you decide. Without a command it opens
    the desk in your browser.
    """
    if context.invoked_subcommand is None:
        from circumspect.surfaces.cli.serving import desk  # noqa: PLC0415 - the server is loaded for this alone

        desk(port=port, browser=browser)


def provide(words: Sequence[str]) -> None:
    """Add the command that `words` begin with; all of them where they begin otherwise: help, completion, a mistake."""
    for name in [words[0]] if words and words[0] in COMMANDS else COMMANDS:
        module, attribute = COMMANDS[name]
        found = getattr(import_module(f"circumspect.surfaces.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)


def run() -> None:
    """Run the command line.

    Exit codes: 0 nothing found, 1 findings, 2 usage or configuration, 3 internal error, 130 stopped with Ctrl-C.
    """
    try:
        provide(sys.argv[1:])
        app()
    except KeyboardInterrupt:  # while modules are loaded, before any command has begun
        stopped()
        sys.exit(EXIT_STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_INTERNAL)
    except Exception as error:  # noqa: BLE001 - the privacy boundary: a traceback could quote a text
        if isinstance(error, PlainError):
            complain(str(error))
            sys.exit(EXIT_USAGE)
        if isinstance(error, OSError):
            complain(f"a file could not be read or written: {error.strerror or 'unknown reason'}")
            sys.exit(EXIT_USAGE)
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno}" if place else "?"
        what = f"something went wrong inside circumspect ({type(error).__name__} at {where})"
        complain(f"{what}. What has no answer was not reviewed.")
        sys.exit(EXIT_INTERNAL)

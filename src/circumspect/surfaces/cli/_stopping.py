"""What is said when a person stops a command with Ctrl-C. Open it to change that sentence, or when it is true.

A group of commands that is made with `cls=Calm` ends with exit code 130 and one sentence. It says that nothing was
changed until a command says otherwise: with `acting` around a step that is done whole or not at all.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from circumspect.surfaces.cli._kit import EXIT_USAGE, complain

if TYPE_CHECKING:
    from collections.abc import Iterator

EXIT_STOPPED = 130  # 128 and the number of the signal, as shells have it
_NOTHING = "Nothing was changed."
_said: ContextVar[str] = ContextVar("said", default=_NOTHING)


class Calm(TyperGroup):
    """Commands that may be stopped: Ctrl-C, at a question or in the middle of work, is answered with one sentence."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as typer declares it
        """Run the command that was asked for."""
        say(_NOTHING)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            stopped()
            raise typer.Exit(EXIT_STOPPED) from None
        except typer.Abort as error:  # typer makes one of Ctrl-C at a question, and of an end of input
            ended = isinstance(error.__context__, EOFError)
            sys.stderr.write("\n")  # after the question
            complain(f"{'Nobody answered' if ended else 'Stopped'}. {_said.get()}")
            raise typer.Exit(EXIT_USAGE if ended else EXIT_STOPPED) from None


def stopped() -> None:
    """Say that the command was stopped, and what that means for what it was about to change."""
    if sys.stderr.isatty():
        sys.stderr.write("\n")  # after the ^C that the terminal shows
    complain(f"Stopped. {_said.get()}")


def say(words: str) -> None:
    """Set what is said from here on, after `Stopped.`, in place of that nothing was changed."""
    _said.set(words)


@contextmanager
def acting(done: str, unsure: str) -> Iterator[None]:
    """Do a step that is done whole or not at all: `unsure` is said while it runs, `done` after it."""
    say(unsure)
    try:
        yield
    except Exception:
        say(_NOTHING)  # it failed, and left all as it was
        raise
    say(done)

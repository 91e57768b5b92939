"""A command with commands of its own: `screen NAME` and `screen decide`. Open it to see how both can be."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

from circumspect.surfaces.cli._stopping import Calm


class Unnamed(TyperCommand):
    """The command that answers to its group's name alone: its help leaves its own name out."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:  # noqa: ANN401 - as typer declares it
        """Leave this command's own name out of what help shows."""
        return super().make_context("" if info_name else info_name, args, parent, **extra)


def group(unnamed: str, named: tuple[str, ...]) -> type[Calm]:
    """Make a group in which whatever does not begin with one of `named` goes to the command `unnamed`."""

    class Group(Calm):
        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as typer declares it
            return super().parse_args(ctx, args if args[:1] and args[0] in named else [unnamed, *args])

    return Group

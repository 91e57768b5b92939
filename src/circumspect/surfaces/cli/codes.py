"""`circumspect codes`: the ethics codes and laws on record."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from circumspect.core.cite import applies, edition_on
from circumspect.services import container
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli.rules import console

app = typer.Typer(no_args_is_help=True, help="Show the ethics codes and laws that the rules cite.")


@app.command("list")
def list_codes(profile: _kit.ProfileOption = None, date: _kit.DateOption = None) -> None:
    """List the codes, which of them bind you, and the edition in force."""
    desk, day = container.open_desk(profile), _kit.day_from(date)
    grid = Table.grid(padding=(0, 2))
    for code in sorted(desk.ruleset.codes.values(), key=lambda c: c.code):
        edition = edition_on(code, day)
        binds = "binds you" if applies(code, desk.profile) else ""
        grid.add_row(code.code, code.title, f"edition {edition.id}" if edition else "not in force", binds)
    console().print(grid)


@app.command()
def show(
    code: Annotated[str, typer.Argument(help="A code, or a section such as nasw:1.06(h).")],
    profile: _kit.ProfileOption = None,
    date: _kit.DateOption = None,
) -> None:
    """Show a code section by section: our paraphrase, its editions, how sure we are, which rules cite it."""
    desk, day = container.open_desk(profile), _kit.day_from(date)
    name, _, wanted = code.partition(":")
    found = desk.ruleset.codes.get(name)
    if found is None:
        near = get_close_matches(name, list(desk.ruleset.codes), 1, 0.4)
        raise _kit.UsageError(f"there is no code {name!r}" + (f"; did you mean {near[0]}?" if near else ""))
    sections = [s for s in found.sections if not wanted or s.id == wanted or s.id.startswith(wanted + "(")]
    if not sections:
        raise _kit.UsageError(f"{name} has no section {wanted!r} on record; see `circumspect codes show {name}`")
    out = console()
    edition = edition_on(found, day)
    out.print(Text(found.title, style="bold"))
    out.print(f"{found.publisher}. {found.address}")
    out.print(f"On {day}: " + (f"edition {edition.id}" if edition else "no edition on record was in force"))
    for section in sections:
        out.print()
        mark = "" if section.confidence.value == "verified" else f"  [{section.confidence.value}]"
        out.print(Text.assemble((f"{found.code}:{section.id}", "bold"), f"  {section.heading}", (mark, "dim")))
        out.print(f"  {section.says}")
        if section.note:
            out.print(Text(f"  Note: {section.note}", style="dim"))
        citing = [r.id for r in desk.ruleset.rules if f"{found.code}:{section.id}" in r.cites]
        out.print(
            Text(f"  Editions: {', '.join(section.editions)}. Rules: {', '.join(citing) or 'none'}.", style="dim")
        )

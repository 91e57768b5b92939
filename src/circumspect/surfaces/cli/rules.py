"""`circumspect explain` and `circumspect rules`: what the rules say, and how to write one."""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from circumspect.core.cite import cite
from circumspect.rulebook import cache
from circumspect.services import container
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import acting

if TYPE_CHECKING:
    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.rule import Rule

app = typer.Typer(no_args_is_help=True, help="List, test, check and write rules.")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def _loaded(desk: container.Desk, tolerated: list[object] | None = None) -> Ruleset:
    """Load the packs afresh, with their examples."""
    from circumspect.rulebook.loader import load  # noqa: PLC0415 - needs pydantic, which `check` does not

    return load(desk.home.packs, cache.fingerprint(desk.home.packs), tolerated)  # type: ignore[arg-type]


def find_rule(ruleset: Ruleset, name: str) -> Rule:
    """Give a rule by id. Raises UsageError with the nearest name."""
    try:
        return ruleset.rule(name)
    except KeyError:
        near = get_close_matches(name, [r.id for r in ruleset.rules], 1, 0.4)
        hint = f"did you mean {near[0]}?" if near else "see `circumspect rules list`"
        raise _kit.UsageError(f"there is no rule {name!r}; {hint}") from None


def console() -> Console:
    """Give a console that keeps to the terminal's width and to NO_COLOR."""
    colour = _kit.colour_for(sys.stdout)
    return Console(width=_kit.width(), no_color=not colour, highlight=False, markup=False, emoji=False)


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id, for example client-vignette.")],
    profile: _kit.ProfileOption = None,
    date: _kit.DateOption = None,
) -> None:
    """Explain one rule: the duty, who asks it, why, what to do instead, with examples."""
    desk = container.open_desk(profile)
    ruleset = _loaded(desk)
    found = find_rule(ruleset, rule)
    out = console()
    severity = desk.reviewer.severity(found)
    out.print(Text.assemble((found.title, "bold"), (f"  {found.id}", "dim")))
    out.print(Text(found.duty))
    out.print()
    applies = "does not apply to your profile" if severity is None else severity.value
    _row(out, "Severity", applies + (f" (status: {found.status.value})" if found.status.value != "stable" else ""))
    _row(out, "Where", ", ".join(found.surfaces) or "everywhere")
    _row(out, "Why", found.why)
    _row(out, "Instead", found.instead)
    if found.goes_beyond:
        _row(out, "Beyond", found.goes_beyond)
    day = _kit.day_from(date)
    cited = cite(found.cites, ruleset.codes, desk.profile, day)
    out.print()
    out.print(Text(f"Who asks it of you on {day}", style="bold"))
    for citation in cited:
        mark = "" if citation.confidence.value == "verified" else f" [{citation.confidence.value}]"
        _row(out, citation.id, f"{citation.heading}: {citation.says}{mark}")
    if not cited:
        out.print("  No section of the codes that bind you names it. It is good practice.")
    others = [c for c in found.cites if c not in {x.id for x in cited}]
    if others:
        _row(out, "Others", ", ".join(others))
    for exemption in found.unless:
        _row(out, "Silent", exemption.because)
    for kind, title in (("flag", "It speaks on"), ("leave", "It stays silent on"), ("missed", "It misses, so far")):
        examples = [e for e in found.examples if e.kind == kind][:4]
        if examples:
            out.print()
            out.print(Text(title, style="bold"))
        for example in examples:
            because = f"  ({example.because})" if example.because else ""
            out.print(Padding(Text(f"“{example.text}”{because}"), (0, 0, 0, 2)))


def _row(out: Console, label: str, words: str) -> None:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=max(10, len(label)))
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(label, style="dim"), Text(words))
    out.print(Padding(grid, (0, 0, 0, 2)))


@app.command("list")
def list_rules(
    code: Annotated[str | None, typer.Option(help="Only rules that cite this code or section, e.g. nasw:4.07.")] = None,
    profile: _kit.ProfileOption = None,
) -> None:
    """List every rule, with how serious it is for your profile."""
    desk = container.open_desk(profile)
    out = console()
    grid = Table.grid(padding=(0, 2))
    chosen = [
        rule
        for rule in desk.ruleset.rules
        if code is None or any(c == code or c.startswith((f"{code}:", f"{code}(")) for c in rule.cites)
    ]
    if not chosen:
        raise _kit.UsageError(f"no rule cites {code!r}; see `circumspect codes list`")
    for rule in sorted(chosen, key=lambda r: (r.pack, r.id)):
        severity = desk.reviewer.severity(rule)
        grid.add_row(
            Text(rule.pack, style="dim"),
            Text(rule.id),
            Text(severity.value if severity else "off", style="dim" if severity is None else ""),
            Text(rule.title + (" (on trial)" if rule.status.value == "trial" else "")),
        )
    out.print(grid)
    out.print(Text(f"{_kit.count(len(chosen), 'rule')}. circumspect explain RULE tells more.", style="dim"))


@app.command("test")
def test_rules(
    names: Annotated[list[str] | None, typer.Argument(metavar="[RULE…]", help="Only these rules.")] = None,
) -> None:
    """Run the examples inside rules: `flag` must be found, `leave` and `missed` must not."""
    from circumspect.rulebook.examples import ExampleRunner  # noqa: PLC0415 - needs pydantic

    desk = container.open_desk()
    ruleset = _loaded(desk)
    rules = [find_rule(ruleset, name) for name in names] if names else list(ruleset.rules)
    failures = list(ExampleRunner(ruleset, _kit.today()).run(rules))
    for failure in failures:
        typer.echo(f"{failure.rule}.yaml:{failure.line}: {failure.text}")
    count = sum(len(rule.examples) for rule in rules)
    typer.echo(f"{count - len(failures)} of {count} examples hold, in {_kit.count(len(rules), 'rule')}.")
    raise typer.Exit(_kit.EXIT_FINDINGS if failures else _kit.EXIT_CLEAR)


@app.command()
def validate() -> None:
    """Check every file of the packs; each problem is named with its file, line and what to do."""
    from circumspect.rulebook.coverage import check_coverage  # noqa: PLC0415 - needs pydantic

    desk = container.open_desk()
    problems: list[object] = []
    ruleset = _loaded(desk, problems)
    problems += check_coverage(ruleset, desk.home.packs)
    for problem in problems:
        typer.echo(str(problem))
    sections = sum(len(code.sections) for code in ruleset.codes.values())
    typer.echo(
        f"{_kit.count(len(ruleset.rules), 'rule')}, {_kit.count(len(ruleset.codes), 'code')} with "
        f"{_kit.count(sections, 'section')}, {_kit.count(len(problems), 'problem')}.",
    )
    raise typer.Exit(_kit.EXIT_USAGE if problems else _kit.EXIT_CLEAR)


_TEMPLATE = """\
title: What the rule is about, in a few words
duty: What you owe, as one sentence.
cites: []                      # for example ["nasw:1.07(r)"]; see `circumspect codes list`
why: What harm it prevents.
severity: advise               # block, revise or advise
surfaces: all                  # or a list, for example [post, caption]
message: What we say about the words underlined.
instead: What to do instead.
detect:
  - phrase: ["words to look for"]
unless:
  - {guard: negated, because: Saying that one does not do it is not doing it.}
examples:
  flag:
    - {text: "A text with [[words to look for]] in it."}
  leave:
    - {text: "A text without them.", because: Nothing in it breaks the duty.}
  missed: []
status: trial                  # shown, never blocks; make it stable once it has proved itself
"""


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The rule's id: small letters and hyphens, for example no-giveaways.")],
    folder: Annotated[Path, typer.Option(help="Where to write it.")] = Path(container.PACKS_FOLDER) / "practice",
) -> None:
    """Begin a rule of your own: a file to fill in, beside your profile."""
    if not _NAME.fullmatch(name):
        raise _kit.UsageError("a rule's id is small letters, digits and hyphens, for example no-giveaways")
    path = folder / f"{name}.yaml"
    if path.exists():
        raise _kit.UsageError(f"{path} is there already; choose another name")
    with acting(f"{path} was written.", f"Look whether {path} is there; if so, remove it and begin again."):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(_TEMPLATE, encoding="utf-8")
    typer.echo(f"{path} is ready. Fill it in, then run: circumspect rules test {name}")

"""`circumspect init` and `circumspect profile`: who the clinician is, and what follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from circumspect.domain.profile import HOUSE
from circumspect.rulebook.profile import FILE_NAME, PLACE, PROFESSIONS, load_profile
from circumspect.services import container, profiles
from circumspect.services.locking import replace_file
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import acting
from circumspect.surfaces.cli.rules import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circumspect.domain.profile import Profile

app = typer.Typer(no_args_is_help=True, help="Show your profile and what follows from it.")


def _ask(question: str, default: str = "", *, choices: Sequence[str] = ()) -> str:
    """Ask one question; repeat it until the answer is one of the choices."""
    while True:
        answer = str(typer.prompt(question, default=default, show_default=bool(default))).strip()
        if not choices or answer in choices:
            return answer
        typer.echo(f"  Please answer one of: {', '.join(choices)}")


def init(
    path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path(FILE_NAME),
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a profile that is there already.")] = False,
    defaults: Annotated[bool, typer.Option("--defaults", help="Ask nothing; write the strictest US profile.")] = False,
) -> None:
    """Answer a few plain questions and get a profile: circumspect.toml, a small text file on this computer.

    Press Enter to keep what stands in brackets. Everything can be changed later with a text editor.
    """
    if path.exists() and not force:
        raise _kit.UsageError(f"{path} is there already; use --force to replace it, or edit it by hand")
    answers = _Answers() if defaults else _questions()
    words = answers.toml()
    with acting(f"{path} was written.", f"{path} is as it was, or as you answered."):
        replace_file(path, words.encode())
    profile = load_profile(path)
    typer.echo(f"\nWritten: {path}. See what follows from it with: circumspect profile show")
    if not profile.licences:
        typer.echo("No licence is named in it, so titles and licence details are not checked.")


class _Answers:
    """What was answered, ready to be written."""

    def __init__(self) -> None:
        tables = profiles.begun()
        self.clinician: dict[str, object] = tables["clinician"]
        self.practice: dict[str, object] = tables["practice"]
        self.wording: dict[str, object] = tables["wording"]
        self.house: dict[str, object] = tables["house"]
        self.licences: list[dict[str, object]] = tables["licence"]
        self.accounts: list[dict[str, object]] = tables["account"]
        self._tables = tables

    def toml(self) -> str:
        """Give the file, with a word on each house policy."""
        return profiles.written(self._tables)


def _questions() -> _Answers:
    answers = _Answers()
    typer.echo("A few questions, and you are set up. Nothing you answer leaves this computer.\n")
    for key, words in PROFESSIONS.items():
        typer.echo(f"  {key:<24} {words}")
    profession = _ask("Your profession", "social-work", choices=tuple(PROFESSIONS))
    answers.clinician |= {
        "profession": profession,
        "name": _ask("Your name, as you sign posts"),
        "title": _ask("Your title, for example LCSW or Licensed Psychologist"),
        "country": _ask("Country you practise in (two letters)", "US").upper(),
    }
    country = str(answers.clinician["country"])
    while jurisdiction := _ask(f"A state or province you are licensed in, such as {country}-TX (Enter when done)"):
        if not PLACE.fullmatch(jurisdiction.upper()):
            typer.echo("  Please write it as US-TX, CA-ON or GB.")
            continue
        licence = {
            "jurisdiction": jurisdiction.upper(),
            "type": _ask("  Licence type, for example LMSW", str(answers.clinician["title"])),
            "number": _ask("  Licence number (Enter to leave out)"),
            "supervisor": _ask("  Supervisor's name, if you practise under supervision"),
        }
        answers.licences.append({key: value for key, value in licence.items() if value})
    joined = _ask("Associations you belong to, with commas", profiles.ASSOCIATIONS.get(profession, ""))
    answers.clinician["associations"] = [name.strip().lower() for name in joined.split(",") if name.strip()]
    answers.clinician["hipaa_covered"] = typer.confirm(
        "Do you bill insurance electronically (HIPAA applies)?", default=country == "US"
    )
    answers.clinician["part2_program"] = typer.confirm(
        "Do you treat substance use in a federally assisted program?", default=False
    )
    answers.clinician["supervisor"] = _ask(
        "Who gives a second opinion before a serious finding is let stand (a name, or Enter)"
    )
    answers.practice |= {
        "name": _ask("Practice name"),
        "phone": _ask("Practice phone, as the public may see it"),
        "site": _ask("Practice web site"),
    }
    while handle := _ask("One of your accounts, such as instagram @name (Enter when done)"):
        platform, _, name = handle.partition(" ")
        kind = _ask("  Is it business or personal", "business", choices=("business", "personal"))
        answers.accounts.append({"platform": platform.lower(), "handle": name.strip() or platform, "kind": kind})
    answers.wording["disclaimer"] = _ask(
        "Your line that posts do not replace treatment",
        "For general education only. It does not replace treatment with a professional who knows you.",
    )
    answers.wording["crisis_country"] = _ask("Country whose crisis lines you name", country).upper()
    places = {str(row["jurisdiction"]) for row in answers.licences} | {country}
    if places & set(profiles.NONE_USE):
        answers.house["testimonial_scope"] = "none_use"
    return answers


@app.command()
def show(profile: _kit.ProfileOption = None, date: _kit.DateOption = None) -> None:
    """Print what applies to you, and why: codes, house policies, rules that differ from the strictest reading."""
    desk, day = container.open_desk(profile), _kit.day_from(date)
    chosen, out = desk.profile, console()
    source = desk.home.profile or "no circumspect.toml found, so the default: the strictest US reading"
    out.print(Text(f"Profile: {source}", style="bold"))
    licences = ", ".join(f"{x.type} in {x.jurisdiction}" for x in chosen.licences) or "none named"
    out.print(f"  {PROFESSIONS[chosen.profession]}, {chosen.setting}; licences: {licences}")
    out.print(f"  associations: {', '.join(chosen.associations) or 'none'}; HIPAA: {_yes(chosen.hipaa_covered)}; "
              f"42 CFR Part 2: {_yes(chosen.part2_program)}")  # fmt: skip
    line = desk.ruleset.crisis_lines.get(chosen.crisis_country, f"none on record for {chosen.crisis_country}")
    out.print(f"  crisis line added: {line}")
    out.print(f"  disclaimer: {chosen.disclaimer or desk.ruleset.disclaimers['default']}")
    out.print()
    out.print(Text(f"Codes and laws that bind you on {day}", style="bold"))
    for one in profiles.binding(desk.ruleset, chosen, day):
        why = f"because: {one.because.replace('_', ' ')}"
        out.print(f"  {one.code.code:<16} {one.code.title}, edition {one.edition.id} ({why})")
    out.print()
    out.print(Text("House policies", style="bold"))
    for name, options in HOUSE.items():
        value = getattr(chosen, name)
        out.print(f"  {name:<20} {value}: {options[value]}")
    out.print()
    out.print(Text("What your profile changes", style="bold"))
    _changes(desk, chosen)


def _yes(value: bool) -> str:  # noqa: FBT001 - a word for a flag
    return "yes" if value else "no"


def _changes(desk: container.Desk, chosen: Profile) -> None:
    """Show every rule that this profile reads otherwise than the rule itself says."""
    out, grid = console(), Table.grid(padding=(0, 2))
    for change in profiles.changes(desk.ruleset, chosen):
        severity = f"{change.rule.severity.value} → {change.after.value if change.after else 'off'}"
        grid.add_row(Text(change.rule.id), Text(severity), Text(change.because))
    if grid.row_count:
        out.print(grid)
    else:
        out.print("  Nothing: every rule is read as it stands.")

"""`circumspect accept` and `circumspect baseline`: findings that a person lets stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from circumspect.domain.finding import Acceptance
from circumspect.services import acceptances, container, review
from circumspect.services.baseline import BaselineError
from circumspect.services.known_names import known_names
from circumspect.services.vault_folder import has_vault
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import acting, say
from circumspect.surfaces.cli.rules import find_rule

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from circumspect.domain.profile import Profile

baseline = typer.Typer(no_args_is_help=True, help="Set old findings aside, so that only new ones count.")
PathsArgument = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files or folders, read as `check` does.")]


def accept(  # noqa: PLR0913 - each is an option of the command
    fingerprint: Annotated[str, typer.Argument(help="The finding's fingerprint, as `check` shows it.")],
    *,
    by: Annotated[str, typer.Option(help="Who lets it stand.")],
    because: Annotated[str, typer.Option(help="Why. It is kept with the decision.")],
    until: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Until when. Then it counts again.")],
    rule: Annotated[str | None, typer.Option(help="The rule, when the finding is not in a file named here.")] = None,
    second: Annotated[
        str | None,
        typer.Option(help="A second person's name; needed for a block finding when your profile names a supervisor."),
    ] = None,
    paths: Annotated[
        list[Path] | None, typer.Option("--in", metavar="PATH", help="Where the finding is, to look up its rule.")
    ] = None,
    profile: _kit.ProfileOption = None,
) -> None:
    """Let a finding stand, with your name, a reason and an end date. It is written to circumspect-accepted.jsonl."""
    desk = container.open_desk(profile)
    if rule is None:
        rule = _look_up(desk, fingerprint, paths or [Path()])
    found = find_rule(desk.ruleset, rule)
    severity = desk.reviewer.severity(found) or found.severity
    acceptance = Acceptance(fingerprint, by.strip(), because.strip(), _kit.day_from(until, "--until"), second)
    entry = acceptances.accept(acceptance, (rule, severity), desk.profile, _kit.now())
    sealing, unsure = has_vault(), f"Look whether {desk.home.ledger.name} holds it already."
    if not sealing:
        say(unsure)
    desk.ledger.add(entry, (lambda: _seal(entry, desk.profile, unsure)) if sealing else None)
    say(f"{desk.home.ledger.name} holds it.")
    typer.echo(
        f"{fingerprint} ({rule}) stands until {acceptance.until}, by {acceptance.by}. Kept in {desk.home.ledger.name}"
        + (" and sealed in the decision log." if sealing else ".")
    )


def _seal(entry: acceptances.Entry, profile: Profile, unsure: str) -> None:
    """Seal an acceptance in the decision log. Raises VaultError, DecisionError: then it is not kept at all.

    `unsure` is what whoever stops the command from then on is told.
    """
    from circumspect.services import decisions  # noqa: PLC0415 - only who has a vault waits for the database
    from circumspect.services.screen import clients_in  # noqa: PLC0415
    from circumspect.services.vault import open_vault  # noqa: PLC0415

    with open_vault(None, _kit.ask_passphrase) as vault:
        log, clients = decisions.DecisionLog(vault), clients_in(vault)
        say(f"{unsure} Whether it was sealed says: circumspect log show")
        decisions.seal_acceptance(log, entry, profile, clients)


def _look_up(desk: container.Desk, fingerprint: str, paths: list[Path]) -> str:
    """Find the rule of a fingerprint by reading the files named."""
    rule = _found(desk, paths, tolerant=True).get(fingerprint)
    if rule is None:
        raise _kit.UsageError(
            f"no finding {fingerprint} in {', '.join(map(str, paths))}; name its file with --in, or the --rule",
        )
    return rule


def _found(desk: container.Desk, paths: list[Path], *, tolerant: bool = False) -> dict[str, str]:
    """Read files and give fingerprint → rule of all their findings.

    Raises UsageError for a file that cannot be read, unless `tolerant`: then it is named and passed over.
    """
    known = known_names(_kit.ask_passphrase if has_vault() else None)
    desk.roster = known.roster
    reading = review.Reading(desk.reviewer, _kit.today())
    found: dict[str, str] = {}
    for path in paths:
        for file in review.files_below(path) if path.is_dir() else [path]:
            checked = review.check_file(file, str(file), reading)
            if checked.review is None and not tolerant:
                raise _kit.UsageError(f"{checked.name} {checked.error}")
            if checked.review is None:
                _kit.complain(f"{checked.name} {checked.error}")
                continue
            found |= {f.fingerprint: f.rule for f in checked.review.findings}
    return found


def _writing(desk: container.Desk) -> AbstractContextManager[None]:
    """Say, where the command is stopped meanwhile, how the baseline stands: it is replaced whole or not at all."""
    name = desk.home.baseline.name
    return acting(f"{name} was written.", f"{name} is as it was, or as asked for.")


@baseline.command("write")
def write_baseline(paths: PathsArgument, profile: _kit.ProfileOption = None) -> None:
    """Set every finding in these files aside."""
    desk = container.open_desk(profile)
    found = _found(desk, paths)
    with _writing(desk):
        desk.baseline.write(found)
    typer.echo(
        f"{_kit.count(len(found), 'finding')} set aside in {desk.home.baseline.name}. New ones will still count."
    )


@baseline.command("show")
def show_baseline(profile: _kit.ProfileOption = None) -> None:
    """Show what is set aside, by rule."""
    desk = container.open_desk(profile)
    found = desk.baseline.read()
    if not found:
        typer.echo("Nothing is set aside.")
        return
    rules = sorted(set(found.values()))
    for rule in rules:
        typer.echo(f"{sum(r == rule for r in found.values()):5}  {rule}")
    typer.echo(f"{_kit.count(len(found), 'finding')} set aside in {desk.home.baseline.name}.")


@baseline.command("prune")
def prune_baseline(paths: PathsArgument, profile: _kit.ProfileOption = None) -> None:
    """Drop from the baseline what these files no longer hold."""
    desk = container.open_desk(profile)
    if not desk.home.baseline.exists():
        raise BaselineError("there is no baseline yet; write one with `circumspect baseline write`")
    found = _found(desk, paths)
    with _writing(desk):
        dropped = desk.baseline.prune(found)
    typer.echo(f"{_kit.count(dropped, 'finding')} dropped: no longer there.")

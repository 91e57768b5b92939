"""`circumspect` alone, and `circumspect desk`: the page a therapist opens."""

from __future__ import annotations

from typing import Annotated

import typer

from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import say
from circumspect.surfaces.cli.vaulting import VaultOption  # noqa: TC001 - typer reads it


def desk(
    *,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port to listen on. Default: 8377, or any that is free.")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
    rules_only: _kit.RulesOnlyOption = False,
    vault: VaultOption = None,
    profile: _kit.ProfileOption = None,
) -> None:
    """Open the desk in your browser: write, screen requests, read archives, keep the record.

    It runs on this computer alone, for you alone, until you stop it with Ctrl-C. A second start opens the same desk.
    """
    from circumspect.services.office import Office  # noqa: PLC0415 - the server is loaded for this command alone
    from circumspect.surfaces.server.running import start  # noqa: PLC0415

    say("The desk is closed.")
    office = Office(profile, vault, rules_only=rules_only)
    try:
        start(office, port=port, browser=browser, say=typer.echo)
    except OSError as error:
        raise _kit.UsageError(str(error)) from None

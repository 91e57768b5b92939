"""`circumspect vault`: make the encrypted store, open and close it, copy it, destroy it.

Open it to change what these commands ask or say. A passphrase is typed unseen, or comes from a file that
CIRCUMSPECT_PASSPHRASE_FILE names; it is never an argument, where the shell would keep it.
"""

from __future__ import annotations

import getpass
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from circumspect.services import vault as vaults
from circumspect.surfaces.cli import _kit

app = typer.Typer(no_args_is_help=True, help="The encrypted store of your client list and your decisions.")

VaultOption = Annotated[
    Path | None,
    typer.Option(
        "--vault", metavar="FOLDER", help="The vault's folder. Default: CIRCUMSPECT_VAULT, else your usual one."
    ),
]
SHRED_WORD = "shred"
REPLACE_WORD = "replace"


def terminal() -> bool:
    """Say whether a person is there to be asked. Lists are piped in on standard input, so it is not looked at."""
    return sys.stderr.isatty()


def ask_passphrase(question: str = "Passphrase of your vault: ") -> str:
    """Ask for the passphrase, unseen. Raises PassphraseNeededError where there is no terminal."""
    if not terminal():
        raise vaults.PassphraseNeededError
    try:
        return getpass.getpass(question)
    except EOFError:
        raise vaults.PassphraseNeededError from None


def _ask_new(question: str = "A passphrase, 12 characters or more; four or five words are good: ") -> str:
    """Ask for a new passphrase twice. Raises UsageError where the two differ."""
    first = ask_passphrase(question)
    vaults.check_passphrase(first)
    if ask_passphrase("The same again: ") != first:
        raise _kit.UsageError("the two passphrases differ. Nothing was changed; try again")
    return first


@app.command()
def create(vault: VaultOption = None) -> None:
    """Make a vault. You choose a passphrase; without it nobody can open the vault, and nobody can give it back."""
    folder = vaults.vault_folder(vault)
    vaults.create(folder, _ask_new)
    typer.echo(f"Made: {folder}")
    typer.echo("Write the passphrase down and keep the paper where you keep client files. It cannot be recovered.")
    typer.echo("Next: circumspect roster import FILE. Then a backup: circumspect vault backup FILE")


@app.command()
def unlock(
    vault: VaultOption = None,
    minutes: Annotated[
        int, typer.Option(min=1, max=24 * 60, help="Lock it again after this many minutes without use.")
    ] = vaults.USUAL_MINUTES,
) -> None:
    """Let commands open the vault for a while without asking. The key waits in the keyring of your system."""
    vaults.unlock(vaults.vault_folder(vault), ask_passphrase, minutes)
    typer.echo(f"Unlocked. It locks itself after {minutes} minutes without use, or with: circumspect vault lock")


@app.command()
def lock(vault: VaultOption = None) -> None:
    """Take the key out of the system keyring: the next command asks for the passphrase."""
    was_open = vaults.lock(vaults.vault_folder(vault))
    typer.echo("Locked." if was_open else "It was locked already.")


@app.command()
def status(vault: VaultOption = None) -> None:
    """Show where the vault is and whether it is locked. It asks for nothing."""
    folder = vaults.vault_folder(vault)
    report = vaults.report(folder)
    if not report.status.exists:
        typer.echo(f"No vault yet. It would be in {folder}. Make one with: circumspect vault create")
        return
    typer.echo(f"Vault: {folder}, {_size(report.status.size)}")
    if report.status.problem:
        raise _kit.UsageError(report.status.problem)
    if report.content is None or report.until is None:
        typer.echo("Locked. What is in it shows when it is unlocked: circumspect vault unlock")
    else:
        content = report.content
        typer.echo(
            f"Unlocked until {datetime.fromtimestamp(report.until).astimezone():%H:%M}, longer while it is used."
        )
        typer.echo(f"In it: clients: {content.clients}, decisions: {content.decisions}, version: {content.schema}.")
    if report.keyring:
        typer.echo(f"It cannot stay unlocked between commands: {report.keyring}.")


@app.command("change-passphrase")
def change_passphrase(vault: VaultOption = None) -> None:
    """Give the vault another passphrase. Backups made before still open with the one they were made with."""
    folder = vaults.vault_folder(vault)
    vaults.change_passphrase(folder, lambda: ask_passphrase("Passphrase now: "), lambda: _ask_new("New passphrase: "))
    typer.echo("Changed. Backups made before still open with the old passphrase: make a new one, remove the others.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; on another disk, best.")],
    *,
    vault: VaultOption = None,
    own_passphrase: Annotated[
        bool, typer.Option("--own-passphrase", help="Give the backup a passphrase of its own; it is asked for.")
    ] = False,
) -> None:
    """Write the whole vault to one encrypted file. It opens with your passphrase of today, or with one of its own."""
    with vaults.open_vault(vault, ask_passphrase) as opened:
        own = _ask_new("A passphrase for this backup: ") if own_passphrase else None
        opened.backup(file, own)
    typer.echo(f"Written: {file}, {_size(file.stat().st_size)}, encrypted.")
    typer.echo(f"It opens with {'its own passphrase' if own_passphrase else 'your passphrase of today'}, "
               f"on any computer: circumspect vault restore {file}")  # fmt: skip


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    *,
    vault: VaultOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the vault that is there.")] = False,
) -> None:
    """Bring a backup back as the vault. The vault that is there stays until the backup was read and found whole."""
    folder = vaults.vault_folder(vault)
    if replace and terminal() and vaults.vault_exists(folder):
        typer.echo("The vault that is there goes, with every client and decision that came after the backup.")
        if str(typer.prompt(f"Type {REPLACE_WORD} to go on", default="", show_default=False)).strip() != REPLACE_WORD:
            raise _kit.UsageError(
                "nothing was replaced; make a backup of the vault first with: circumspect vault backup"
            )
    vaults.restore(file, folder, replace=replace)
    typer.echo(f"Restored: {folder}. It opens with the passphrase that the backup was made with.")


@app.command()
def shred(vault: VaultOption = None) -> None:
    """Destroy the vault: the client list and the decision log are gone. Backups are other files and stay."""
    folder = vaults.vault_folder(vault)
    if not vaults.vault_exists(folder):
        raise vaults.NoVaultError
    typer.echo(f"This destroys the vault in {folder}: the client list and the decision log, for good.")
    try:
        answer = str(typer.prompt(f"Type {SHRED_WORD} to go on", default="", show_default=False)).strip()
    except typer.Abort:
        answer = ""
    if answer != SHRED_WORD:
        raise _kit.UsageError("nothing was destroyed")
    vaults.shred(folder)
    typer.echo("Destroyed. Its key was overwritten, then every file removed. A solid-state disk may keep old blocks")
    typer.echo("for a while; without the key nobody can read them. Backups still open with their passphrase: remove")
    typer.echo("those that you no longer want.")


def _size(size: int) -> str:
    """Give a size in words."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"  # noqa: PLR2004 - a megabyte

"""`circumspect vault`: make the encrypted store, open and close it, copy it, destroy it.

Open it to change what these commands ask or say. A passphrase is typed unseen, or comes from a file that
CIRCUMSPECT_PASSPHRASE_FILE names; it is never an argument, where the shell would keep it.
"""

from __future__ import annotations

import getpass
import os
import shlex
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from circumspect.services import vault as vaults
from circumspect.services.backups import back_up
from circumspect.surfaces.cli import _kit
from circumspect.surfaces.cli._stopping import Calm, acting, say

app = typer.Typer(cls=Calm, no_args_is_help=True, help="The encrypted store of your client list and your decisions.")

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

VaultOption = Annotated[
    Path | None,
    typer.Option(
        "--vault", metavar="FOLDER", help="The vault's folder. Default: CIRCUMSPECT_VAULT, else your usual one."
    ),
]
SHRED_WORD, SHRED_ALL_WORDS = "shred", "shred all"
REPLACE_WORD = "replace"
_SEE = "See how the vault stands with: circumspect vault status"


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


def _then(ask: Callable[[], str], words: str) -> Callable[[], str]:
    """Give a question after whose answer `words` are what is said when the command is stopped."""

    def asked() -> str:
        answer = ask()
        say(words)
        return answer

    return asked


@app.command()
def create(vault: VaultOption = None) -> None:
    """Make a vault. You choose a passphrase; without it nobody can open the vault, and nobody can give it back."""
    folder = vaults.vault_folder(vault)
    vaults.create(folder, _then(_ask_new, f"The vault may be made already. {_SEE}"))
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
    ask = _then(ask_passphrase, f"The vault may be unlocked already. {_SEE}")
    vaults.unlock(vaults.vault_folder(vault), ask, minutes)
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
        _name_kept(report.status.kept)
        return
    typer.echo(f"Vault: {folder}, {_size(report.status.size)}")
    _name_kept(report.status.kept)
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
    ask = _then(lambda: _ask_new("New passphrase: "), "The vault opens with the new passphrase or with the one before.")
    vaults.change_passphrase(folder, lambda: ask_passphrase("Passphrase now: "), ask)
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
        with acting("The backup was written.", "There may be a backup already, whole; the vault is as it was."):
            back_up(opened, file, datetime.now().astimezone(), own)
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
        typer.echo("The vault that is there gives its place to the backup, with every client and decision that came")
        typer.echo("after it. It is kept in a folder beside it, encrypted, under the passphrase that it has now.")
        if str(typer.prompt(f"Type {REPLACE_WORD} to go on", default="", show_default=False)).strip() != REPLACE_WORD:
            raise _kit.UsageError("nothing was replaced")
    with acting(f"The backup was brought back. {_SEE}", f"The vault is the one before or the backup, whole. {_SEE}"):
        kept = vaults.restore(file, folder, replace=replace)
    typer.echo(f"Restored: {folder}. It opens with the passphrase that the backup was made with.")
    if kept is not None:
        typer.echo(f"The vault that was there is kept: {kept}. It opens with its own passphrase.")
        typer.echo(f"  Look into it:  circumspect log show --vault {_quoted(kept)}")
        typer.echo(f"  Destroy it:    circumspect vault shred --vault {_quoted(kept)}")


@app.command()
def shred(vault: VaultOption = None) -> None:
    """Destroy the vault: the client list and the decision log are gone. Backups are other files and stay."""
    folder = vaults.vault_folder(vault)
    kept = vaults.kept_vaults(folder)
    if not vaults.vault_exists(folder):
        _name_kept(kept)
        raise vaults.NoVaultError
    typer.echo(f"This destroys the vault in {folder}: the client list and the decision log, for good.")
    _name_kept(kept)
    both = f", or {SHRED_ALL_WORDS} to destroy those as well" if kept else ""
    answer = str(typer.prompt(f"Type {SHRED_WORD} to go on{both}", default="", show_default=False)).strip()
    if answer not in (SHRED_WORD, *([SHRED_ALL_WORDS] if kept else [])):
        raise _kit.UsageError("nothing was destroyed")
    gone = kept if answer == SHRED_ALL_WORDS else ()
    with acting("The vault was destroyed.", f"The vault may be destroyed in part. {_SEE}"):
        vaults.shred(folder, gone)
    typer.echo("Destroyed. Its key was overwritten, then every file removed. A solid-state disk may keep old blocks")
    typer.echo("for a while; without the key nobody can read them. Backups still open with their passphrase: remove")
    typer.echo("those that you no longer want.")
    if kept and not gone:
        _name_kept(kept)


def _name_kept(kept: Sequence[Path]) -> None:
    """Name the vaults that backups replaced, and say what can be done with them."""
    if not kept:
        return
    typer.echo(f"Kept from when a backup took its place: {len(kept)}. Each opens with the passphrase that it had then.")
    for place in kept:
        typer.echo(f"  {place}")
    typer.echo(f"  Look into one: circumspect log show --vault {_quoted(kept[0])}")
    typer.echo(f"  Destroy one:   circumspect vault shred --vault {_quoted(kept[0])}")


def _quoted(folder: Path) -> str:
    """Give a folder as one would type it."""
    return shlex.quote(str(folder)) if os.name == "posix" else f'"{folder}"'


def _size(size: int) -> str:
    """Give a size in words."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"  # noqa: PLR2004 - a megabyte

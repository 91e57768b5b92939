"""My practice: the vault. Open it to change how one is made, copied, brought back or destroyed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, UploadFile
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from circumspect.services import vault as vaults
from circumspect.services.backups import back_up, last_backup
from circumspect.services.passphrases import Strength, strength
from circumspect.services.vault import VaultError
from circumspect.surfaces.web._at_desk import at_desk
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads it

if TYPE_CHECKING:
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/practice/vault")

IDLE = (5, 15, 30, 60)
_LEVELS = {
    Strength.SHORT: "Too short: it needs at least 12 characters. Four or five words that you make up are good.",
    Strength.WEAK: "Easy to guess. Add a word or two that nobody would expect.",
    Strength.FAIR: "Fair. One more word makes it strong.",
    Strength.STRONG: "Strong.",
}


@router.get("")
def index(page: PageOf) -> Response:
    """Show how the vault stands, and what can be done with it."""
    office = page.office
    content = backup = None
    with office.alone():
        if not office.locked:
            content, backup = office.vault.content(), last_backup(office.vault)
    return page.show(
        "practice_vault.html",
        place=office.vault_place,
        content=content,
        backup=backup,
        days=(office.now() - backup).days if backup else None,
        kept=vaults.kept_vaults(office.vault_place),
        idle=office.idle_minutes,
        idles=IDLE,
        replace=page.say("replace"),
        destroy=page.say("destroy"),
    )


@router.post("/strength")
def how_strong(page: PageOf, passphrase: Annotated[str, Form()] = "") -> Response:
    """Say in words how strong a passphrase is."""
    if not passphrase:
        return Response("")
    level = strength(passphrase)
    return page.show("_practice_strength.html", level=level, words=page.say(_LEVELS[level]))


@router.post("/create")
def create(
    page: PageOf,
    passphrase: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
    after: Annotated[str, Form()] = "/practice/vault",
) -> Response:
    """Make the vault, and leave it open."""
    if trouble := _refused(page, passphrase, again):
        return trouble
    try:
        page.office.create_vault(passphrase)
    except vaults.VaultExistsError:
        return _said(page, page.say("There is a vault already. It was not touched. Unlock it instead."))
    except VaultError as error:
        return _said(page, at_desk(str(error)))
    return page.go(after if after in ("/practice/vault", "/welcome/roster") else "/practice/vault")


@router.post("/passphrase")
def change(
    page: PageOf,
    now: Annotated[str, Form()] = "",
    passphrase: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Give the vault another passphrase."""
    if trouble := _refused(page, passphrase, again):
        return trouble
    try:
        with page.office.alone():
            page.office.vault.change_passphrase(now, passphrase)
    except VaultError as error:
        return _said(page, at_desk(str(error)))
    words = page.say("Changed. Backups made before still open with the old one: make a new backup and remove them.")
    return page.show("_practice_done.html", words=words)


def _refused(page: Page, passphrase: str, again: str) -> Response | None:
    """Say why a new passphrase is not taken; None where it is."""
    if strength(passphrase) is Strength.SHORT:
        return _said(page, page.say(_LEVELS[Strength.SHORT]))
    if passphrase != again:
        return _said(page, page.say("The two are not the same. Nothing was changed; type both again."))
    return None


def _said(page: Page, words: str) -> Response:
    return page.show("_said.html", words=words, kind="trouble")


@router.get("/backup")
def backup(page: PageOf) -> Response:
    """Give the whole vault as one encrypted file."""
    office = page.office
    folder = Path(tempfile.mkdtemp(prefix="circumspect-backup-"))
    file = folder / "backup"
    try:
        with office.alone():
            back_up(office.vault, file, office.now())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    name = f"circumspect-{office.today.isoformat()}.backup"
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(file, media_type="application/octet-stream", filename=name, background=gone)


@router.post("/restore")
def restore(page: PageOf, file: UploadFile, word: Annotated[str, Form()] = "") -> Response:
    """Put a backup in the vault's place; the vault that is there is kept beside it."""
    office = page.office
    there = office.standing().vault
    if there and word.strip().casefold() != page.say("replace").casefold():
        return _said(page, page.say("Nothing was replaced: the word was not typed."))
    office.vault_place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=office.vault_place.parent, prefix=".backup-") as folder:
        copy = Path(folder) / "backup"
        with copy.open("wb") as written:
            shutil.copyfileobj(file.file, written)
        try:
            with office.alone():
                office.lock()
                kept = vaults.restore(copy, office.vault_place, replace=there)
        except VaultError as error:
            return _said(page, at_desk(str(error)))
    return page.show("_practice_restored.html", kept=kept)


@router.post("/idle")
def idle(page: PageOf, minutes: Annotated[int, Form()]) -> Response:
    """Set after how many minutes without use the vault locks itself, until the desk is stopped."""
    if minutes in IDLE:
        page.office.lock_after(minutes)
    words = page.say("The vault locks itself after %(minutes)s minutes without use, until you stop circumspect.")
    return page.show("_practice_done.html", words=words % {"minutes": page.office.idle_minutes})


@router.post("/shred")
def shred(page: PageOf, word: Annotated[str, Form()] = "", kept: Annotated[str, Form()] = "") -> Response:
    """Destroy the vault, and where asked the ones that backups replaced."""
    if word.strip().casefold() != page.say("destroy").casefold():
        return _said(page, page.say("Nothing was destroyed: the word was not typed."))
    place = page.office.vault_place
    try:
        with page.office.alone():
            page.office.lock()
            vaults.shred(place, vaults.kept_vaults(place) if kept else ())
    except VaultError as error:
        return _said(page, at_desk(str(error)))
    return page.go("/practice/vault")

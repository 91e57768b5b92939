"""The first page, the language, and opening and locking the vault. Open it to change the welcome."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from circumspect.services.office import TooManyTriesError
from circumspect.services.vault import VaultError
from circumspect.surfaces.web._page import LANGUAGE_COOKIE, LANGUAGES, PageOf

router = APIRouter()


@router.get("/")
def home(page: PageOf) -> Response:
    """Welcome somebody who has nothing set up; else go to the Write page."""
    standing = page.office.standing()
    if standing.profile or standing.vault:
        return page.go("/write")
    return page.show("home.html")


@router.get("/language")
def language(to: str = "en") -> Response:
    """Choose the language of the pages."""
    answer = RedirectResponse("/", 303)
    if to in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, to, httponly=True, samesite="strict", max_age=10 * 365 * 86400)
    return answer


@router.get("/vault")
def vault(page: PageOf) -> Response:
    """Ask for the passphrase."""
    return page.go("/") if page.office.standing().open else page.show("locked.html", after="/")


@router.post("/vault/unlock")
def unlock(page: PageOf, passphrase: Annotated[str, Form()], after: Annotated[str, Form()] = "/") -> Response:
    """Open the vault and go on to the page that was asked for."""
    try:
        page.office.unlock(passphrase)
    except (VaultError, TooManyTriesError) as error:
        return page.show("_said.html", 200, words=str(error), kind="trouble")
    return page.go(after if after.startswith("/") and not after.startswith("//") else "/")


@router.post("/vault/lock")
def lock(page: PageOf) -> Response:
    """Lock the vault."""
    page.office.lock()
    return page.go("/")

"""The first page, the language, and opening and locking the vault. Open it to change where a day begins."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from circumspect.domain.worklist import Status, Wanted
from circumspect.services import audit, decisions, drafts
from circumspect.services.backups import last_backup
from circumspect.services.office import TooManyTriesError
from circumspect.services.vault import VaultError
from circumspect.surfaces.web import _screened
from circumspect.surfaces.web._at_desk import at_desk
from circumspect.surfaces.web._page import LANGUAGE_COOKIE, LANGUAGES, PageOf

if TYPE_CHECKING:
    from circumspect.services.office import Office
    from circumspect.surfaces.web._page import Page

router = APIRouter()

SOON = timedelta(days=30)  # an acceptance that ends within it is named
HERE = "here"  # where to go on: nowhere, the page stays
STALE = 30  # days after which a backup is called old


@router.get("/")
def home(page: PageOf) -> Response:
    """Welcome somebody who has nothing set up; show everybody else where things stand."""
    standing = page.office.standing()
    if not (standing.profile or standing.vault):
        return page.show("home.html")
    return page.show("home_today.html", today=page.office.today, **_today(page))


def _today(page: Page) -> dict[str, Any]:
    """Give where things stand: of the vault only while it is open. Raises VaultError, AcceptanceError."""
    office = page.office
    entries = office.desk.ledger.entries()
    ends = [entry.acceptance.until for entry in entries if entry.acceptance.until >= office.today]
    inside: dict[str, Any] = dict.fromkeys(("clients", "drafts", "open", "waiting", "backup", "days"))
    if not office.locked:
        inside = _inside(office)
    return {
        "ending": sum(day <= office.today + SOON for day in ends),
        "accepted": len(ends),
        "stale": STALE,
        "known": bool(office.desk.profile.licences),
        **inside,
    }


def _inside(office: Office) -> dict[str, Any]:
    """Give what the open vault holds, in numbers."""
    vault = office.vault
    content, backup = vault.content(), last_backup(vault)
    return {
        "clients": content.clients,
        "drafts": drafts.count(vault),
        "open": audit.count(vault, Wanted((Status.OPEN,))),
        "waiting": _waiting(office),
        "backup": backup.astimezone().date() if backup else None,
        "days": (office.now() - backup).days if backup else None,
        "worth": bool(content.clients or content.decisions),
    }


def _waiting(office: Office) -> int:
    """Give how many accounts of the list at hand may be clients and were not decided."""
    listed = _screened.kept(office)
    if listed is None:
        return 0
    log = decisions.DecisionLog(office.vault)
    done = decisions.decided(log)
    asked = [answer.screening.request for answer in listed.found if answer.found]
    return sum(decisions.account_mark(log, request) not in done for request in asked)


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


@router.get("/vault/here")
def here(page: PageOf) -> Response:
    """Ask for the passphrase within a page, which stays as it is."""
    return page.show("_vault_here.html")


@router.get("/vault/state")
def state(page: PageOf) -> dict[str, bool]:
    """Say whether the vault is open, for pages that look now and then. It does not count as use."""
    return {"open": not page.office.locked}


@router.get("/vault/top")
def top(page: PageOf) -> Response:
    """Show how the vault stands, for the frame of a page that stays."""
    return page.show("_state.html")


@router.post("/vault/unlock")
def unlock(page: PageOf, passphrase: Annotated[str, Form()], after: Annotated[str, Form()] = "/") -> Response:
    """Open the vault and go on to the page that was asked for; with none, stay and tell the page."""
    try:
        page.office.unlock(passphrase)
    except (VaultError, TooManyTriesError) as error:
        return page.show("_said.html", 200, words=at_desk(str(error)), kind="trouble")
    if after == HERE:
        answer = page.show("_said.html", words=page.say("The vault is open."), kind="good")
        answer.headers["HX-Trigger"] = "desk:unlocked"
        return answer
    return page.go(after if after.startswith("/") and not after.startswith("//") else "/")


@router.post("/vault/lock")
def lock(page: PageOf, after: Annotated[str, Form()] = "/") -> Response:
    """Lock the vault; a page with unkept words stays as it is."""
    page.office.lock()
    if after != HERE:
        return page.go("/")
    answer = page.show("_state.html")
    answer.headers["HX-Trigger"] = "desk:locked"
    return answer

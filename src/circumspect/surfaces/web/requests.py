"""The Requests page: who asks to connect, what the duty says, what was decided. Open it to change what can be asked.

The vault must be open: an account is compared with the client list. A short list is answered at once, a long one in
the background while the page shows how far it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response  # noqa: TC002 - FastAPI reads the annotations

from circumspect.domain.decision import Kind
from circumspect.domain.screening import Direction, Outcome
from circumspect.readers._kit import ReadError
from circumspect.readers.requests.accounts import PLATFORMS
from circumspect.services import decisions
from circumspect.services import screen as screens
from circumspect.services.jobs import BusyError, State
from circumspect.surfaces.web import _screened
from circumspect.surfaces.web._at_desk import at_desk
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads the annotations
from circumspect.surfaces.web._screened import PAGE, AskedOf, Listed

if TYPE_CHECKING:
    from circumspect.domain.decision import Sealed
    from circumspect.services.jobs import Job
    from circumspect.services.screen import Answer
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/requests")
# Lists of more accounts than this are screened in the background.
LONG = 1_000
_FIRST_WAIT = 0.3  # seconds in which a long list may turn out to be a quick one
_LATELY = 8
_TITLES = {"x": "X", "linkedin": "LinkedIn", "tiktok": "TikTok", "youtube": "YouTube", "whatsapp": "WhatsApp"}
_CHOICES = tuple((name, _TITLES.get(name, name.title())) for name in PLATFORMS if name != "other")


@router.get("")
def requests(page: PageOf, only: str = "", start: int = 0) -> Response:
    """Show the form, the list that was screened last, and what was decided lately."""
    office = page.office
    with office.alone():
        clients = len(screens.clients_in(office.vault))
    if not clients:
        return page.show("requests.html", empty=True, listed=None, history=_history(page))
    listed = _screened.kept(office)
    return page.show(
        "requests.html",
        empty=False,
        clients=clients,
        listed=listed,
        platforms=_CHOICES,
        directions=list(Direction),
        history=_history(page),
        **(_shown(page, listed, only, start) if listed else {}),
    )


@router.post("")
def screen(page: PageOf, asked: AskedOf) -> Response:
    """Screen what was pasted or dropped: at once, or in the background where it is long."""
    if asked.too_large:
        return _trouble(page, page.say("The list is larger than 32 MB. Split it into several files."))
    if not asked.raw.strip():
        return _trouble(page, page.say("Paste a handle, a name or a list, or choose a file."))
    try:
        listing = asked.read()
    except ReadError as error:
        return _trouble(page, at_desk(page.say("The list %(what)s") % {"what": error}))
    return _begun(
        page, Listed(listing.requests, tuple(map(at_desk, listing.notes)), page.office.now(), page.office.desk)
    )


@router.post("/again")
def again(page: PageOf) -> Response:
    """Screen the same list once more: the client list was changed since, or the profile."""
    listed = _screened.kept(page.office)
    if listed is None:
        return _gone(page)
    return _begun(page, Listed(listed.requests, (), page.office.now(), page.office.desk))


@router.get("/progress")
def progress(page: PageOf) -> Response:
    """Say how far a long list is; once it is done, show it."""
    _ = page.office.vault  # a locked vault ends it here
    listed = _screened.kept(page.office)
    if listed is None:
        return _gone(page)
    job = page.office.jobs.get(listed.job)
    if listed.done:
        return _instead(page.show("_requests_found.html", listed=listed, **_shown(page, listed)))
    if job is not None and job.state is State.RUNNING:
        return page.show("_requests_progress.html", listed=listed, job=job)
    _forgotten(page)
    words = at_desk(job.words) if job and job.words else page.say("Stopped. Nothing of the list was kept.")
    return _instead(page.show("_said.html", words=words, kind="trouble" if job and job.words else ""))


@router.post("/forget")
def forget(page: PageOf) -> Response:
    """Forget the list, and stop screening it."""
    _forgotten(page)
    return page.go("/requests")


@router.get("/{listed}/{place}/decide")
def deciding(page: PageOf, listed: str, place: int, corrects: int = 0) -> Response:
    """Give the form to record what was decided of one account. `corrects`: the entry that was a mistake."""
    with page.office.alone():
        _ = page.office.vault  # a locked vault ends it here
        answer = _answer(page, listed, place)
    if isinstance(answer, str):
        return page.show("_said.html", words=answer, kind="trouble")
    profile = page.office.desk.profile
    return page.show(
        "_requests_decide.html",
        listed=listed,
        place=place,
        answer=answer,
        whats=list(decisions.What),
        name=profile.name,
        supervisor=profile.supervisor,
        corrects=corrects,
    )


def _chosen(
    what: Annotated[decisions.What, Form()],
    by: Annotated[str, Form()] = "",
    because: Annotated[str, Form()] = "",
    second: Annotated[str, Form()] = "",
) -> decisions.Choice:
    return decisions.Choice(by, what, because, second)


@router.post("/{listed}/{place}/decide")
def decide(page: PageOf, listed: str, place: int, choice: Annotated[decisions.Choice, Depends(_chosen)]) -> Response:
    """Seal what was decided of one account onto the log; where that cannot be, say why, and nothing is recorded."""
    office = page.office
    with office.alone():
        vault = office.vault
        answer = _answer(page, listed, place)
        if isinstance(answer, str):
            return page.show("_said.html", words=answer, kind="trouble")
        log = decisions.DecisionLog(vault)
        try:
            sealed = decisions.decide(
                log,
                answer.screening,
                choice,
                office.desk.profile,
                screens.clients_in(vault),
                office.now().astimezone(),
            )
        except (decisions.DecisionError, decisions.DecisionLogError) as error:
            words = page.say("%(why)s Nothing was recorded.") % {"why": at_desk(str(error))}
            return page.show("_said.html", words=words, kind="trouble")
    shown = page.show("_requests_decided.html", listed=listed, place=place, sealed=sealed, history=_history(page))
    return _instead(shown, f"#decide-{place}")


# --- the list


def _begun(page: Page, listed: Listed) -> Response:
    """Screen a list and show it, or how far it is."""
    office = page.office
    _ = office.vault  # a locked vault ends it here
    if len(listed.requests) <= LONG:
        _forgotten(page)
        office.kept[_screened.KEPT] = listed
        listed.screen(office)
        return page.show("_requests_found.html", listed=listed, **_shown(page, listed))
    before = page.office.kept.get(_screened.KEPT)
    if isinstance(before, Listed) and before.job:
        _forgotten(page)  # its work makes way for this
    try:
        listed.job = office.jobs.start("requests", lambda job: _work(page, listed, job))
    except BusyError as error:  # the list before stays
        return _trouble(page, at_desk(str(error)))
    office.kept[_screened.KEPT] = listed
    job = office.jobs.wait(listed.job, _FIRST_WAIT)
    if listed.done:
        return page.show("_requests_found.html", listed=listed, **_shown(page, listed))
    return page.show("_requests_waiting.html", listed=listed, job=job)


def _work(page: Page, listed: Listed, job: Job) -> None:
    """Screen a long list, and say now and then how far it is."""
    total = len(listed.requests)
    # The accounts are looked at one by one, then weighed together, of which nothing is heard.
    listed.screen(page.office, lambda done: job.step("screening", done, done / total))


def _forgotten(page: Page) -> None:
    before, jobs = page.office.kept.pop(_screened.KEPT, None), page.office.jobs
    if isinstance(before, Listed) and before.job:
        jobs.cancel(before.job)
        jobs.wait(before.job, _FIRST_WAIT)


def _answer(page: Page, listed: str, place: int) -> Answer | str:
    """Give one answer of the list that is kept, or say why there is none to decide on."""
    kept = _screened.kept(page.office)
    if kept is None or kept.id != listed or not 0 <= place < len(kept.found):
        return page.say("That list is no longer kept. Screen the account again, then decide.")
    if kept.desk is not page.office.desk:
        return page.say("Your client list or your profile was changed since. Screen the list again, then decide.")
    return kept.found[place]


def _shown(page: Page, listed: Listed, only: str = "", start: int = 0) -> dict[str, Any]:
    """Give what the page shows of a list: one part of it, who the candidates are, what was decided before."""
    if not listed.done:
        return {"job": page.office.jobs.get(listed.job)}
    only = only if only in list(Outcome) else ""
    shown, total = listed.part(only, start)
    names, before, unreadable = _beside(page, shown)
    return {
        "shown": shown,
        "total": total,
        "only": only,
        "start": max(0, start),
        "per_page": PAGE,
        "names": names,
        "before": before,
        "unreadable": unreadable,
        "first": next((at for at, answer in shown if answer.found), None),
        "called": _screened.called,
        "at_desk": at_desk,
        "stale": listed.desk is not page.office.desk,
    }


def _beside(page: Page, shown: list[tuple[int, Answer]]) -> tuple[dict[str, str], dict[int, Sealed], str]:
    """Give client → name, place → the last decision on that account, and why the log cannot be read."""
    with page.office.alone():
        vault = page.office.vault
        names = {client.id: client.name.display for client in screens.clients_in(vault)}
        log = decisions.DecisionLog(vault)
        try:
            past = decisions.decided(log)
        except decisions.DecisionLogError as error:
            return names, {}, at_desk(str(error))
        marks = {at: decisions.account_mark(log, one.screening.request) for at, one in shown} if past else {}
    return names, {at: past[mark] for at, mark in marks.items() if mark in past}, ""


def _history(page: Page) -> list[tuple[Sealed, str]]:
    """Give the last decisions on accounts, the newest first, each with the client's name; none of an altered log."""
    with page.office.alone():
        vault = page.office.vault
        names = {client.id: client.name.display for client in screens.clients_in(vault)}
        try:
            past = decisions.DecisionLog(vault).all()
        except decisions.DecisionLogError:
            return []
    lately = [one for one in reversed(past) if one.decision.kind is Kind.SCREENING][:_LATELY]
    return [(one, names.get(one.decision.subject, "")) for one in lately]


# --- answers


def _instead(answer: Response, target: str = "#found") -> Response:
    """Put an answer into another place of the page than was asked for."""
    answer.headers["HX-Retarget"] = target
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def _trouble(page: Page, words: str) -> Response:
    """Say beside the form why nothing was screened."""
    return _instead(page.show("_said.html", words=words, kind="trouble"), "#asked")


def _gone(page: Page) -> Response:
    return _instead(page.show("_said.html", words=page.say("That list is no longer kept. Paste it again."), kind=""))

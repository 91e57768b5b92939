"""The Archive page: an export comes in and is watched while it is read. Open it to change how.

An export is read where it lies. One that is dropped on the page comes in pieces and is removed when it was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Form
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from circumspect.domain.document import Account
from circumspect.readers._kit import ReadError
from circumspect.services import archives, exports
from circumspect.services.audit import Audit, Audited, Wish
from circumspect.services.jobs import BusyError, State
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads it

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circumspect.services.jobs import Job
    from circumspect.services.office import Office
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/archive")
KIND, OPENING = "audit", "opening"
PLACES, FOLDER = "archive places", "archive folder"  # what the desk remembers while the vault is open
Piece = Annotated[bytes, Body(media_type="application/octet-stream")]
_CURLY = "“”\"' "


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """What is being read: the platform's name, the files, how they are read; `arrival`: they are gone afterwards."""

    title: str
    paths: tuple[Path, ...]
    wish: Wish
    others: tuple[str, ...] = ()
    arrival: str = ""

    def __repr__(self) -> str:
        """Show the platform."""
        return f"Told({self.title!r})"


class Asked(BaseModel):
    """What the form asks for: which files, and how they are to be read. A box that is not ticked is not sent.

    `paths`: the files that are ticked; `only`: the one whose button was pressed; `arrival`: what was dropped.
    """

    label: str = ""
    account: Account = Account.BUSINESS
    messages: bool = False
    pictures: bool = False
    afresh: bool = False
    paths: list[str] = []
    only: str = ""
    arrival: str = ""

    def __repr__(self) -> str:
        """Show the kind of account: a path can name somebody."""
        return f"Asked({self.account.value!r})"

    @property
    def wish(self) -> Wish:
        """How they are to be read, as the audit takes it."""
        return Wish(
            self.label.strip(), self.account, messages=self.messages, pictures=self.pictures, afresh=self.afresh
        )


# --- exports that lie on this computer


@router.get("/read")
def bring_in(page: PageOf) -> Response:
    """Offer the two ways in: read an export where it lies, or drop it here."""
    _unlocked(page)
    job = page.office.jobs.latest(KIND)
    return page.show("archive_read.html", busy=job is not None and job.state is State.RUNNING)


@router.get("/found")
def found(page: PageOf) -> Response:
    """List the exports in the Downloads folder, and in the one that was named."""
    _unlocked(page)
    named = page.office.kept.get(FOLDER)
    return _list(page, named if isinstance(named, Path) else None)


@router.post("/found")
def found_in(page: PageOf, folder: Annotated[str, Form()] = "") -> Response:
    """List the exports in a folder that is named, or at a file that is."""
    _unlocked(page)
    place = Path(folder.strip(_CURLY)).expanduser()
    if not folder.strip() or not place.is_absolute():
        return _list(page, trouble=page.say("Write the whole path of the folder, as your file manager shows it."))
    if not place.is_dir():
        words = page.say("There is no such folder on this computer. Check the path, or move the file to Downloads.")
        return _list(page, trouble=words)
    page.office.kept[FOLDER] = place
    return _list(page, place)


def _list(page: Page, named: Path | None = None, trouble: str = "") -> Response:
    """Show what lies in the folders where exports are looked for."""
    seen: list[tuple[Path, list[exports.Lying]]] = []
    for place in dict.fromkeys(one for one in (named, exports.downloads()) if one is not None):
        try:
            seen.append((place, exports.lying_in(place)))
        except ReadError as error:
            trouble = trouble or str(error)
    return page.show("_archive_found.html", seen=seen, titles=archives.titles(), trouble=trouble)


@router.post("/read")
def read(page: PageOf, asked: Annotated[Asked, Form()]) -> Response:
    """Begin to read an export: one that lies here, several files of one, or one that was dropped."""
    _unlocked(page)
    arrival = asked.arrival
    try:
        if arrival:
            places = tuple(page.office.arrivals.get(arrival).paths)
        else:
            places = tuple(map(Path, [asked.only] if asked.only else asked.paths))
        if not places:
            return page.show("_said.html", words=page.say("Tick the files of one account first."), kind="trouble")
        return _begun(page, places, asked.wish, arrival)
    except BusyError as error:
        return page.show("_archive_refused.html", words=str(error))
    except ReadError as error:
        if arrival:
            page.office.arrivals.remove(arrival)
        return page.show("_archive_refused.html", words=str(error))


@router.post("/again")
def again(page: PageOf) -> Response:
    """Go on with an export that was stopped."""
    _unlocked(page)
    job = page.office.jobs.latest(KIND)
    if job is None or not isinstance(job.told, Told) or job.told.arrival:
        return page.go("/archive/read")
    try:
        return _begun(page, job.told.paths, job.told.wish)
    except (ReadError, BusyError) as error:
        return page.show("_archive_refused.html", words=str(error))


def _begun(page: Page, places: Sequence[Path], wish: Wish, arrival: str = "") -> Response:
    """Look whose export it is, and begin. Raises ReadError, BusyError."""
    with archives.opened(places) as source:
        one = exports.chosen(source)
    told = Told(one.reader.TITLE, tuple(places), wish, one.others, arrival)
    page.office.jobs.start(KIND, lambda job: _work(page.office, told, job), told)
    return page.go("/archive/reading")


def _work(office: Office, told: Told, job: Job) -> Audited:
    """Read an export, in a thread of its own, with a reviewer of its own: the pages go on meanwhile."""
    job.step(OPENING)
    try:
        with archives.opened(told.paths) as source:
            one = exports.chosen(source)
            with office.alone():
                vault, desk = office.vault, office.desk.meeting(office.desk.roster)
            audit = Audit(desk, vault, office.now)
            done = audit.read(
                source,
                one.reader,
                one.recognition,
                told.wish,
                lambda step: job.step(step.stage, step.number, step.share),
            )
    finally:
        if told.arrival:
            office.arrivals.remove(told.arrival)
    if not told.arrival:
        _remember(office, done.archive.label, told.paths)
    return done


def _remember(office: Office, label: str, paths: tuple[Path, ...]) -> None:
    """Remember where an export lies, to show its pictures, for as long as the vault is open."""
    with office.alone():
        places = office.kept.get(PLACES)
        if not isinstance(places, dict):
            places = office.kept[PLACES] = {}
        if isinstance(places, dict):
            places[label] = paths


# --- exports that are dropped


@router.post("/arrive")
def arrive(page: PageOf, files: Annotated[list[dict[str, Any]], Body(embed=True)]) -> Response:
    """Make room for an export that is dropped: name and size of each of its files."""
    _unlocked(page)
    try:
        arrival = page.office.arrivals.begin([(str(one["name"]), int(one["size"])) for one in files])
    except ReadError as error:
        return JSONResponse({"error": str(error)}, 400)
    except (KeyError, ValueError, TypeError):
        raise HTTPException(400) from None
    return JSONResponse({"id": arrival.id})


@router.put("/arrive/{name}/{number}")
def piece(page: PageOf, name: str, number: int, at: int, content: Piece) -> Response:
    """Take a piece of a file."""
    _unlocked(page)
    page.office.used()
    try:
        page.office.arrivals.add(name, number, at, content)
    except ReadError as error:
        return JSONResponse({"error": str(error)}, 400)
    return Response(status_code=204)


@router.delete("/arrive/{name}")
def leave(page: PageOf, name: str) -> Response:
    """Remove what was dropped."""
    page.office.arrivals.remove(name)
    return Response(status_code=204)


@router.get("/arrived/{name}")
def arrived(page: PageOf, name: str) -> Response:
    """Say what was dropped, and ask how to read it; what is no export is removed and refused."""
    _unlocked(page)
    try:
        arrival = page.office.arrivals.whole(name)
        with archives.opened(arrival.paths) as source:
            one = exports.chosen(source)
    except ReadError as error:
        page.office.arrivals.remove(name)
        return page.show("_archive_refused.html", words=str(error))
    return page.show("_archive_arrived.html", arrival=arrival, title=one.reader.TITLE)


# --- while it is read, and after


@router.get("/reading")
def reading(page: PageOf) -> Response:
    """Show how far the reading is, or what came of it."""
    _unlocked(page)
    job = page.office.jobs.latest(KIND)
    if job is None:
        return page.go("/archive/read")
    if job.state is State.RUNNING:
        return page.show("archive_reading.html", job=job)
    return page.show("archive_read_done.html", job=job, done=job.result)


@router.get("/reading/progress")
def progress(page: PageOf) -> Response:
    """Give how far it is; when it has ended, go where that is told."""
    job = page.office.jobs.latest(KIND)
    if job is None or job.state is not State.RUNNING:
        return page.go("/archive/reading")
    return page.show("_archive_progress.html", job=job)


@router.post("/reading/stop")
def stop(page: PageOf) -> Response:
    """Stop the reading; what it has kept stays kept."""
    job = page.office.jobs.latest(KIND)
    if job is not None:
        job.ask_to_stop()
    return progress(page)


# --- how to ask for an export


@router.get("/ask")
def ask(page: PageOf) -> Response:
    """List the platforms whose exports are read."""
    return page.show("archive_ask.html", platforms=sorted(archives.titles().items(), key=lambda one: one[1].casefold()))


@router.get("/ask/{platform}")
def ask_platform(page: PageOf, platform: str) -> Response:
    """Say how one asks a platform for the export, what is in it, and what is not."""
    if platform not in archives.titles():
        raise HTTPException(404)
    told = exports.asking(platform)
    checked = told.get("checked")
    return page.show("archive_ask_one.html", told=told, checked=checked if isinstance(checked, date) else str(checked))


def _unlocked(page: Page) -> None:
    """Go no further where the vault is locked. Raises VaultError."""
    _ = page.office.vault

"""My practice: the client list. Taken in with a preview, looked through, changed, given out. Open it to change those.

A file that is given in is held in memory until it is taken in or the vault locks; it never touches the disk. Every
step can be undone once, until the next one or until the vault locks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.readers.roster.columns import FIELDS, LEAVE_OUT
from circumspect.services import roster as rosters
from circumspect.services.roster import RosterInputError
from circumspect.surfaces.web import _wording
from circumspect.surfaces.web._at_desk import at_desk
from circumspect.surfaces.web._page import FormOf, PageOf, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from starlette.datastructures import FormData

    from circumspect.readers.roster._kit import Table
    from circumspect.readers.roster.columns import Mapping
    from circumspect.services.roster import Rows
    from circumspect.services.vault import Vault
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/practice/roster")

LARGEST = 30 * 1024 * 1024
_PAGE = 50
_MOST_COLUMNS = 120  # for which one is asked; of a wider file the rest is left as proposed
_SAMPLE = 8
_TABLE, _STEP = "roster.table", "roster.step"


@dataclass(frozen=True, slots=True, repr=False)
class _Step:
    """The last change, so that it can be undone: what was done, and the list before and after."""

    words: str
    before: Rows
    after: Rows


async def given(request: Request) -> bytes:
    """Take in a file, in memory alone; what is larger than we take is not read to its end."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            raise HTTPException(413)
        parts.append(part)
    return b"".join(parts)


@router.get("")
def index(page: PageOf) -> Response:
    """Show who is on the list."""
    with page.office.alone():
        clients = rosters.all_clients(page.office.vault)
    step = page.office.kept.get(_STEP)
    return page.show(
        "practice_roster.html",
        everybody=len(clients),
        former=any(client.standing is Standing.FORMER for client in clients),
        step=step.words if isinstance(step, _Step) else "",
        **_listed(clients, "", "", 1),
    )


@router.post("/found")
def found(
    page: PageOf,
    words: Annotated[str, Form()] = "",
    standing: Annotated[str, Form()] = "",
    number: Annotated[int, Form()] = 1,
) -> Response:
    """Give the people whose name the words begin, one page of them."""
    with page.office.alone():
        vault = page.office.vault
        clients = rosters.find(vault, words[:200]) if words.strip() else rosters.all_clients(vault)
    return page.show("_practice_people.html", **_listed(clients, words, standing, number))


def _listed(clients: list[Client], words: str, standing: str, number: int) -> dict[str, Any]:
    """Give one page of people, by name."""
    chosen = [client for client in clients if standing in ("", client.standing.value)]
    chosen.sort(key=lambda client: (client.name.family.casefold(), client.name.given.casefold(), client.id))
    last = max(1, -(-len(chosen) // _PAGE))
    at = min(max(1, number), last)
    return {
        "clients": chosen[(at - 1) * _PAGE : at * _PAGE],
        "count": len(chosen),
        "number": at,
        "last": last,
        "words": words,
        "only": standing,
        "standings": list(Standing),
        "wording": _wording,
    }


# --- taking a list in


@router.get("/import")
def importing(page: PageOf) -> Response:
    """Ask for a file."""
    _ = page.office.vault  # a list has nowhere to go without one
    return page.show("practice_roster_import.html", largest=LARGEST)


@router.post("/read")
def read(page: PageOf, raw: Annotated[bytes, Depends(given)]) -> Response:
    """Read a file that was given in and show what would be taken; nothing is changed."""
    _ = page.office.vault
    try:
        table = rosters.list_from(raw)
    except RosterInputError as error:
        return page.show("_practice_preview.html", trouble=at_desk(str(error)))
    page.office.kept[_TABLE] = table
    return _preview(page, table, {}, {}, missing=False)


@router.post("/preview")
def preview(page: PageOf, form: FormOf) -> Response:
    """Show the preview anew: somebody said what a column or a word means."""
    table = _at_hand(page)
    return _preview(page, table, _wishes(form), _said(form), missing=bool(form.get("missing")))


def _at_hand(page: Page) -> Table:
    """Give the file that was given in. Raises RosterInputError where it is forgotten."""
    _ = page.office.vault
    table = page.office.kept.get(_TABLE)
    if table is None:
        raise RosterInputError(page.say("The file is no longer at hand. Choose it again."))
    return table  # type: ignore[return-value]


def _wishes(form: FormData) -> dict[str, str]:
    """Give what was said of columns: `column 3` → field."""
    said = {name[4:]: str(value) for name, value in form.items() if name.startswith("col.")}
    return {f"column {int(at) + 1}": field for at, field in said.items() if at.isdigit() and field in FIELDS}


def _said(form: FormData) -> dict[int, Standing]:
    """Give what was said of status words, by their place in the list of those that are not known."""
    said = {name[5:]: str(value) for name, value in form.items() if name.startswith("word.")}
    return {int(at): Standing(value) for at, value in said.items() if at.isdigit() and value in [*Standing]}


@dataclass(frozen=True, slots=True, repr=False)
class _Seen:
    """A list as it would be taken: columns, people, the words for a status that nobody knows."""

    mapping: Mapping
    listed: rosters.Listed | None
    words: tuple[tuple[str, int], ...]


def _read(page: Page, table: Table, wishes: dict[str, str], said: dict[int, Standing]) -> _Seen:
    """Read the people of a list under what was said of it. Raises RosterInputError."""
    mapping = rosters.mapping_for(table, wishes)
    if not mapping.named:
        return _Seen(mapping, None, ())
    today = page.office.today
    listed = rosters.listed(table, mapping, today)
    words = tuple((word, len(rows)) for word, rows in listed.reading.unknown.items())
    statuses = {words[at][0]: standing for at, standing in said.items() if at < len(words)}
    if statuses:
        listed = rosters.listed(table, mapping, today, statuses)
    return _Seen(mapping, listed, words)


def _preview(page: Page, table: Table, wishes: dict[str, str], said: dict[int, Standing], *, missing: bool) -> Response:
    try:
        seen = _read(page, table, wishes, said)
    except RosterInputError:
        words = page.say("Nobody can be read in this file. Open it, and look whether it is the list that you meant.")
        return page.show("_practice_preview.html", trouble=words)
    listed = seen.listed
    changes = None
    if listed is not None and not listed.reading.unknown:
        with page.office.alone():
            changes = rosters.compare(page.office.vault, listed)
    asked = [column for column in seen.mapping.columns if column.field != LEAVE_OUT or not column.kind]
    return page.show(
        "_practice_preview.html",
        trouble="",
        rows=len(table.rows) + len(table.strayed),
        seen=seen,
        asked=asked[:_MOST_COLUMNS],
        fields=FIELDS,
        said=said,
        missing=missing,
        numbers=rosters.preview(listed) if listed is not None else None,
        sample=[entry.client for entry in listed.entries[:_SAMPLE]] if listed is not None else [],
        changes=changes,
        standings=list(Standing),
        wording=_wording,
    )


@router.post("/take")
def take(page: PageOf, form: FormOf) -> Response:
    """Take the list in, as the preview showed it, all of it or nothing."""
    table = _at_hand(page)
    seen = _read(page, table, _wishes(form), _said(form))
    if seen.listed is None or seen.listed.reading.unknown:
        return _preview(page, table, _wishes(form), _said(form), missing=bool(form.get("missing")))
    listed, missing = seen.listed, bool(form.get("missing"))

    def change(vault: Vault) -> tuple[str, Sequence[str]]:
        done = rosters.import_(vault, listed, former_if_missing=missing)
        words = page.say("The list was taken in: %(added)s new, %(updated)s updated, %(same)s unchanged.")
        return words % {"added": len(done.added), "updated": len(done.updated), "same": done.unchanged}, ()

    _change(page, change, None)
    page.office.kept.pop(_TABLE, None)
    return page.go("/practice/roster")


def _change(page: Page, change: Callable[[Vault], tuple[str, Sequence[str]]], numbers: Sequence[str] | None) -> None:
    """Change the list, remember how it was, and compare texts with it as it is now. Raises RosterInputError.

    `numbers`: whom the change is about, None for everybody; `change` gives what to say, and the numbers of new people.
    """
    with page.office.alone():
        vault = page.office.vault
        before = rosters.rows_of(vault, numbers)
        words, fresh = change(vault)
        after = rosters.rows_of(vault, None if numbers is None else [*numbers, *fresh])
        page.office.kept[_STEP] = _Step(words, before, after)
        page.office.roster_changed()


@router.post("/undo")
def undo(page: PageOf) -> Response:
    """Undo the last step. Raises RosterInputError where the list was changed since."""
    with page.office.alone():
        vault, step = page.office.vault, page.office.kept.pop(_STEP, None)
        if isinstance(step, _Step):
            try:
                rosters.take_back(vault, step.before, step.after)
            except RosterInputError as error:
                return page.show("_said.html", words=at_desk(str(error)), kind="trouble")
            page.office.roster_changed()
    return page.go("/practice/roster")


# --- one person


@router.get("/export")
def exporting(page: PageOf) -> Response:
    """Say what a file with the list means before it is made."""
    with page.office.alone():
        return page.show("practice_roster_export.html", count=len(rosters.all_clients(page.office.vault)))


@router.get("/export/clients.csv")
def export(page: PageOf) -> Response:
    """Give the list out as a file, unencrypted."""
    with page.office.alone():
        words, _ = rosters.as_csv(page.office.vault)
    named = {"content-disposition": 'attachment; filename="circumspect-clients.csv"'}
    return Response(words, media_type="text/csv; charset=utf-8", headers=named)


@router.get("/add")
def adding(page: PageOf) -> Response:
    """Ask who is to be added."""
    _ = page.office.vault
    return _asked(page, Client("", PersonName()))


@router.get("/row/{number}")
def row(page: PageOf, number: int) -> Response:
    """Give an empty row for one more of the household."""
    blank = Relative(PersonName())
    return page.show("_practice_relative.html", number=number, one=blank, ties=list(Tie), wording=_wording, focus=True)


@router.get("/{number}")
def person(page: PageOf, number: str) -> Response:
    """Show what is kept of a person."""
    return _asked(page, _client(page, number))


def _client(page: Page, number: str) -> Client:
    with page.office.alone():
        client = rosters.client_of(page.office.vault, number)
    if client is None:
        raise HTTPException(404)
    return client


def _asked(page: Page, client: Client) -> Response:
    return page.show(
        "practice_roster_person.html",
        client=client,
        standings=list(Standing),
        ties=list(Tie),
        wording=_wording,
    )


@router.post("/add")
def add(page: PageOf, form: FormOf) -> Response:
    """Add somebody."""
    return _keep(page, form, Client("", PersonName()))


@router.post("/{number}")
def edit(page: PageOf, number: str, form: FormOf) -> Response:
    """Change what is kept of a person."""
    return _keep(page, form, _client(page, number))


@router.post("/{number}/remove")
def remove(page: PageOf, number: str) -> Response:
    """Take somebody off the list."""

    def change(vault: Vault) -> tuple[str, Sequence[str]]:
        rosters.remove(vault, number)
        return page.say("One person was taken off the list."), ()

    _change(page, change, [number])
    return page.go("/practice/roster")


def _keep(page: Page, form: FormData, old: Client) -> Response:
    """Put a person on the list as the form says, or say what is amiss."""
    try:
        client = _answered(page, form, old)
        if not old.id and not form.get("another"):
            with page.office.alone():
                if rosters.namesakes(page.office.vault, client.name):
                    return page.show("_practice_namesake.html")

        def change(vault: Vault) -> tuple[str, Sequence[str]]:
            if old.id:
                rosters.edit(vault, client)
                return page.say("One person was changed."), ()
            return page.say("One person was added."), [one.id for one in rosters.add_all(vault, [client])]

        _change(page, change, [old.id] if old.id else [])
    except RosterInputError as error:
        return page.show("_said.html", words=at_desk(str(error)), kind="trouble")
    return page.go("/practice/roster")


def _answered(page: Page, form: FormData, old: Client) -> Client:
    """Give a person as the form says. Raises RosterInputError."""
    standing = Standing(word(form, "standing")) if word(form, "standing") in [*Standing] else old.standing
    ended, day = word(form, "ended"), None
    if standing is Standing.FORMER and ended:
        try:
            day = date.fromisoformat(ended)
        except ValueError:
            raise RosterInputError(page.say("Write the day treatment ended as 2025-03-04.")) from None
    given_, family, middle = (word(form, key) for key in ("given", "family", "middle"))
    if not (given_ or family):
        raise RosterInputError(page.say("Give a first or a last name."))
    return replace(
        old,
        name=PersonName(given_, family, middle, _many(form, "also"), _many(form, "former")),
        standing=standing,
        ended=day,
        emails=_many(form, "emails"),
        phones=_many(form, "phones"),
        handles=_many(form, "handles"),
        place=word(form, "place"),
        household=tuple(_household(form, old)),
    )


def _household(form: FormData, old: Client) -> Iterator[Relative]:
    """Give the household as the form says; what the form does not ask of somebody stays as it was."""
    numbers = sorted({int(n) for name in form if name.startswith("rel.") and (n := name.split(".")[1]).isdigit()})
    for number in numbers[:100]:
        at = f"rel.{number}"
        given_, family = word(form, f"{at}.given"), word(form, f"{at}.family")
        if not given_ and not family:
            continue
        was = old.household[number] if number < len(old.household) else Relative(PersonName())
        tie = word(form, f"{at}.tie")
        yield replace(
            was,
            name=replace(was.name, given=given_, family=family),
            tie=Tie(tie) if tie in [*Tie] else was.tie,
            emails=_many(form, f"{at}.emails"),
            phones=_many(form, f"{at}.phones"),
            handles=_many(form, f"{at}.handles"),
        )


def _many(form: FormData, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in word(form, name).split(",") if part.strip())

"""The Archive page: the work list, and what is done about an entry. Open it to change filters, paging or actions.

Entries about one text stand together, the gravest first. What is decided is sealed in the decision log, one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form, Query
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from circumspect.domain.activity import Kind
from circumspect.domain.worklist import Action, Status, Wanted
from circumspect.readers._kit import ReadError
from circumspect.renderers._kit import tame
from circumspect.services import archives, decisions, exports
from circumspect.services import audit as audits
from circumspect.services import screen as screens
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads it
from circumspect.surfaces.web.archive_reading import FOLDER, PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circumspect.domain.roster import Client
    from circumspect.domain.worklist import Item, Line
    from circumspect.services.vault import Vault
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/archive")
PER_PAGE = 50
BY = "archive by"  # what the desk remembers while the vault is open
_RANK = {"block": 0, "revise": 1, "advise": 2}
_SHORTEST = 2
_BEFORE, _AFTER, _AROUND, _WHOLE = 120, 200, 700, 200_000  # characters
# A backslash is refused: browsers and Python disagree on which site such an address leads to.
_WEB = re.compile(r"https?://[^\s\\]+", re.IGNORECASE)


class Filter(BaseModel):
    """Which entries of the work list are shown, and which page of them. No words of anybody's are in it."""

    status: str = Status.OPEN.value
    rule: str = ""
    platform: str = ""
    severity: str = ""
    at: int = 1

    @property
    def wanted(self) -> Wanted:
        """The same, as the work list is asked; which severity is sorted out afterwards."""
        statuses = (Status(self.status),) if self.status in set(Status) else ()
        return Wanted(statuses, self.rule, self.platform)

    def address(self, page: str, **other: object) -> str:
        """Give the address of a page of the archive with this filter, some of it changed."""
        standing = Filter().model_dump()
        asked = {**self.model_dump(include=set(standing)), **other}
        told = urlencode({key: value for key, value in asked.items() if value != standing[key]})
        return f"/archive/{page}{'?' if told else ''}{told}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The same, as a form sends it on."""
        return [(key, str(getattr(self, key))) for key in Filter.model_fields]


Which = Annotated[Filter, Query()]


class Decided(Filter):
    """What is decided about entries: their numbers, what is done, by whom, a note; and the list it was decided on."""

    numbers: list[int] = []
    action: str = ""
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Group:
    """Entries about one text, picture or account: what they are about, its words in pieces, and the entries.

    `pieces`: (words, severity), where the severity is empty for words that nothing was found in.
    """

    about: Item
    pieces: list[tuple[str, str]]
    items: list[Item]

    def __repr__(self) -> str:
        """Show how many entries there are."""
        return f"Group({len(self.items)} entries)"


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """What came of a decision on entries: which were recorded, and why others were not (number, reason).

    `by`: who decided. `trouble`: why nothing was recorded at all.
    """

    by: str = ""
    recorded: tuple[int, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()
    opened: bool = False
    trouble: str = ""

    def __repr__(self) -> str:
        """Show how many were recorded."""
        return f"Outcome({len(self.recorded)} recorded, {len(self.refused)} refused)"


# --- the list


@router.get("/list")
def list_(page: PageOf, which: Which) -> Response:
    """Show the work list, fifty entries at a time."""
    return page.show("archive_list.html", **_listed(page, which))


def _listed(page: Page, which: Filter, outcome: Outcome | None = None) -> dict[str, Any]:
    """Gather a page of the list."""
    vault = page.office.vault
    every = audits.lines(vault)
    lines = [line for line in every if _fits(line, which)]
    pages = max(1, -(-len(lines) // PER_PAGE))
    at = min(max(1, which.at), pages)
    numbers = [line.number for line in _together(lines)][(at - 1) * PER_PAGE : at * PER_PAGE]
    activity = {line.number: line.activity for line in lines}
    items = audits.chosen(vault, numbers)
    return {
        "which": which.model_copy(update={"at": at}),
        "groups": _groups(items, activity),
        "number": len(lines),
        "every": len(every),
        "pages": pages,
        "rules": _facets(every, lambda line: (line.rule, line.title)),
        "platforms": _facets(every, lambda line: (line.platform, archives.titles().get(line.platform, line.platform))),
        "statuses": Counter(line.status.value for line in every),
        "titles": archives.titles(),
        "by": _by(page, outcome),
        "outcome": outcome,
    }


def _fits(line: Line, which: Filter) -> bool:
    wanted = which.wanted
    return (
        (not wanted.statuses or line.status in wanted.statuses)
        and (not which.rule or line.rule == which.rule)
        and (not which.platform or line.platform == which.platform)
        and (not which.severity or line.severity == which.severity)
    )


def _together(lines: Sequence[Line]) -> list[Line]:
    """Put entries about one text together, where the gravest of them stands."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.activity, []).append(line)
    return [line for those in groups.values() for line in those]


def _facets(lines: Sequence[Line], of: Callable[[Line], tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Give (key, name, how many) of what a filter can be set to, by name."""
    names = dict(map(of, lines))
    counts = Counter(of(line)[0] for line in lines)
    return sorted(((key, names[key], number) for key, number in counts.items()), key=lambda one: one[1].casefold())


def _groups(items: Sequence[Item], activity: dict[int, int]) -> list[Group]:
    groups: dict[int, list[Item]] = {}
    for item in items:
        groups.setdefault(activity[item.number], []).append(item)
    return [Group(those[0], _excerpt(those, _BEFORE, _AFTER), those) for those in groups.values()]


def _excerpt(items: Sequence[Item], before: int, after: int) -> list[tuple[str, str]]:
    """Give the words around the first finding of several about one text, in pieces, with those of all marked."""
    text = tame(items[0].activity.text or items[0].activity.title)
    spans = [_span(item, len(text)) for item in items]
    known = [span for span in spans if span is not None]
    start, end = spans[0] or (0, 0)
    low, high = max(0, start - before), min(len(text), min(end, start + after) + after)
    pieces = _pieces(text, [(*span, item.found.severity) for span, item in zip(spans, items, strict=True) if span])
    cut = _cut(pieces, low, high) if known else [(text[:high], "")]
    head, tail = [("… ", "")] if low else [], [(" …", "")] if high < len(text) else []
    return [*head, *cut, *tail]


def _span(item: Item, length: int) -> tuple[int, int] | None:
    start, end = item.found.start, item.found.end
    return (start, end) if start is not None and end is not None and 0 <= start < end <= length else None


def _pieces(text: str, spans: Sequence[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """Cut a text where findings begin and end; where several stand on the same words the gravest is shown."""
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    pieces: list[tuple[str, str]] = []
    for low, high in pairwise(edges):
        over = [severity for start, end, severity in spans if start <= low and high <= end]
        pieces.append((text[low:high], min(over, key=lambda one: _RANK.get(one, 3), default="")))
    return pieces


def _cut(pieces: Sequence[tuple[str, str]], low: int, high: int) -> list[tuple[str, str]]:
    """Give the stretch of a text in pieces between two places."""
    found, at = [], 0
    for words, severity in pieces:
        kept = words[max(0, low - at) : max(0, high - at)]
        at += len(words)
        if kept:
            found.append((kept, severity))
    return found


# --- one entry


@router.get("/entry/{number}")
def entry(page: PageOf, number: int, which: Which) -> Response:
    """Show an entry: the words in their place, who asks for care, and what can be done."""
    return page.show("archive_entry.html", **_entry(page, number, which))


def _entry(page: Page, number: int, which: Filter, outcome: Outcome | None = None) -> dict[str, Any]:
    """Gather what an entry's page shows; the next one is the next of the list that it was reached from."""
    vault = page.office.vault
    item = _item(vault, number)
    every = audits.lines(vault)
    here = next(line.activity for line in every if line.number == number)
    beside = [line for line in every if line.activity == here and line.number != number]
    known = {client.id: client.name.display for client in screens.clients_in(vault)}
    order = _together([line for line in every if line.number == number or _fits(line, which)])
    place = next(at for at, line in enumerate(order) if line.number == number)
    open_ = [line.number for line in (*order[place + 1 :], *order[:place]) if line.status is Status.OPEN]
    text = tame(item.activity.text)
    start, _ = _span(item, len(text)) or (0, 0)
    return {
        "item": item,
        "pieces": _excerpt([item], _AROUND, _AROUND),
        "long": len(text) > start + _AROUND or start > _AROUND,
        "beside": beside,
        "next": open_[0] if open_ else None,
        "left": len(open_) + (item.status is Status.OPEN),
        "link": _link(item.activity.link),
        "title": archives.titles().get(item.activity.platform, item.activity.platform),
        "actions": list(dict.fromkeys((*item.found.actions, Action.LEAVE, Action.RAISE))),
        "client": known.get(item.found.facts.get("client", ""), ""),
        "by": _by(page, outcome),
        "picture": item.activity.kind is Kind.MEDIA and bool(item.activity.member),
        "outcome": outcome,
        "which": which,
    }


def _item(vault: Vault, number: int) -> Item:
    item = audits.entry(vault, number)
    if item is None:
        raise HTTPException(404)
    return item


def _link(address: str) -> tuple[str, str] | None:
    """Give (address, site) of a link that leads to a web page; None for any other."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    return (address, tame(host)) if host and _WEB.fullmatch(address) else None


@router.get("/entry/{number}/text")
def whole_text(page: PageOf, number: int) -> Response:
    """Give the whole text of an entry, with its words marked."""
    with page.office.alone():
        item = _item(page.office.vault, number)
    text = tame(item.activity.text)
    span = _span(item, len(text))
    pieces = _pieces(text, [(*span, item.found.severity)] if span else [])
    cut = _cut(pieces, 0, _WHOLE)
    return page.show("_archive_text.html", pieces=cut, left=max(0, len(text) - _WHOLE))


@router.get("/entry/{number}/picture")
def picture(page: PageOf, number: int) -> Response:
    """Show the picture of an entry with its boxes, where the export still lies where it lay; else its name."""
    with page.office.alone():
        item = _item(page.office.vault, number)
        places = _places(page, item.label)
    shown, trouble = None, ""
    if places is not None:
        try:
            shown = exports.picture(places, item.activity.member)
        except ReadError as error:
            trouble = str(error)
    return page.show("_archive_picture.html", item=item, shown=shown, trouble=trouble)


@router.get("/entry/{number}/picture.jpg")
def picture_itself(page: PageOf, number: int) -> Response:
    """Give the picture of an entry."""
    with page.office.alone():
        item = _item(page.office.vault, number)
        places = _places(page, item.label)
    if places is None:
        raise HTTPException(404)
    return Response(exports.picture(places, item.activity.member).jpeg, media_type="image/jpeg")


def _places(page: Page, label: str) -> tuple[Path, ...] | None:
    """Give where the export of an account lies; None where it is not at hand."""
    remembered = page.office.kept.get(PLACES)
    if isinstance(remembered, dict) and (known := remembered.get(label)) and all(one.exists() for one in known):
        return tuple(known)
    names = next((one.files for one in audits.accounts(page.office.vault) if one.label == label), ())
    folders = [one for one in (page.office.kept.get(FOLDER), exports.downloads()) if isinstance(one, Path)]
    return exports.still_lies(names, folders)


# --- what is decided


@router.post("/list/resolve")
def resolve_several(page: PageOf, decided: Annotated[Decided, Form()]) -> Response:
    """Resolve the entries that are ticked, each sealed by itself."""
    outcome = _resolve(page, decided)
    return page.show("_archive_list.html", **_listed(page, decided, outcome))


@router.post("/list/reopen")
def reopen_several(page: PageOf, decided: Annotated[Decided, Form()]) -> Response:
    """Open entries again, each sealed by itself."""
    outcome = _reopen(page, decided)
    return page.show("_archive_list.html", **_listed(page, decided, outcome))


@router.post("/entry/{number}/resolve")
def resolve_one(page: PageOf, number: int, decided: Annotated[Decided, Form()]) -> Response:
    """Resolve an entry."""
    outcome = _resolve(page, decided.model_copy(update={"numbers": [number]}))
    return page.show("_archive_entry.html", **_entry(page, number, decided, outcome))


@router.post("/entry/{number}/reopen")
def reopen_one(page: PageOf, number: int, decided: Annotated[Decided, Form()]) -> Response:
    """Open an entry again."""
    outcome = _reopen(page, decided.model_copy(update={"numbers": [number]}))
    return page.show("_archive_entry.html", **_entry(page, number, decided, outcome))


def _resolve(page: Page, decided: Decided) -> Outcome:
    if decided.action not in Action.__members__:
        return Outcome(trouble=page.say("Choose what was done."))
    action = Action[decided.action]

    def one(vault: Vault, item: Item, word: audits.Word, clients: Sequence[Client]) -> None:
        if item.status is Status.RESOLVED:
            raise audits.AuditError(page.say("It is resolved already."))
        if action not in {*item.found.actions, Action.LEAVE, Action.RAISE}:
            raise audits.AuditError(page.say("What you chose does not fit it."))
        audits.resolve(vault, item, action, word, clients)

    return _settled(page, decided, one)


def _reopen(page: Page, decided: Decided) -> Outcome:
    return replace(_settled(page, decided, audits.reopen), opened=True)


def _settled(
    page: Page, decided: Decided, step: Callable[[Vault, Item, audits.Word, Sequence[Client]], None]
) -> Outcome:
    """Do something about entries one by one; what cannot be done about one is told and stops no other."""
    by = " ".join(decided.by.split()) or page.office.desk.profile.name
    if len(by) < _SHORTEST:
        return Outcome(trouble=page.say("Say who decides: write your name beside the note."))
    page.office.kept[BY] = by
    if not decided.numbers:
        return Outcome(by, trouble=page.say("Tick at least one entry first."))
    recorded: list[int] = []
    refused: list[tuple[int, str]] = []
    with page.office.alone():
        vault = page.office.vault
        clients = screens.clients_in(vault)
        for item in audits.chosen(vault, list(dict.fromkeys(decided.numbers))):
            try:
                step(vault, item, audits.Word(by, page.office.now(), decided.note), clients)
                recorded.append(item.number)
            except (audits.AuditError, decisions.DecisionError) as error:
                refused.append((item.number, str(error)))
    return Outcome(by, tuple(recorded), tuple(refused))


def _by(page: Page, outcome: Outcome | None) -> str:
    """Give the name to put in for who decides: as it was written last, else the profile's."""
    last = page.office.kept.get(BY)
    said = outcome.by if outcome is not None else ""
    return said or (last if isinstance(last, str) else "") or page.office.desk.profile.name

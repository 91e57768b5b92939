"""The work list of an audit. Open it to change what a program gets of an entry, or how it closes one."""

# ruff: noqa: TC001 - pydantic reads the annotations
from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints
from starlette.exceptions import HTTPException

from circumspect.domain.rule import Severity
from circumspect.domain.worklist import Action, Status, Wanted
from circumspect.services import audit as audits
from circumspect.services import plain
from circumspect.services import screen as screens
from circumspect.surfaces.api._kit import Number, OfficeOf, Paged, PageNumber, PageSize, Plain, Short, errors, page_of

if TYPE_CHECKING:
    from circumspect.domain.worklist import Item
    from circumspect.services.office import Office
    from circumspect.services.vault import Vault

router = APIRouter(prefix="/api/v1", tags=["audit"])

Which = StrEnum("Which", {**{one.name: one.value for one in Status}, "ALL": "all"})  # type: ignore[misc]
What = StrEnum("What", {one.name: one.name.lower() for one in Action})  # type: ignore[misc]
_OPEN, _ALL = Which("open"), Which("all")
_Filter = Annotated[str, Query(max_length=200)]


class LineOut(Plain):
    """An entry in the list: no words of anybody's."""

    number: int
    status: Status
    severity: Severity
    rule: str
    title: str
    platform: str
    account: str
    when: str = Field(description="Empty where the export has no date.")


class ListOut(Paged):
    """A page of the work list, the gravest first, then the newest."""

    entries: list[LineOut]


class ItemOut(Plain):
    """A whole entry: the words, what was found, what can be done."""

    number: str
    status: Status
    severity: Severity
    rule: str
    platform: str
    account: str
    where: str
    when: str
    id: str
    link: str
    message: str
    actions: str = Field(description="What can be done, parted by commas.")
    text: str
    note: str
    who: str


class ReopenIn(Plain):
    """Who opens an entry again."""

    by: Annotated[str, StringConstraints(max_length=200)] = Field(
        "", description="Who decides. Without one, the name in the profile."
    )
    note: Short = Field("", description="For the record, without anybody's name.")


class ResolveIn(ReopenIn):
    """What was done about an entry, and who says so."""

    action: What


@router.get("/audit", responses=errors(409, 423))
def work_list(
    office: OfficeOf,
    status: Annotated[Which, Query(description="Which entries.")] = _OPEN,
    rule: _Filter = "",
    platform: _Filter = "",
    page: PageNumber = 1,
    size: PageSize = 50,
) -> ListOut:
    """Show the work list."""
    statuses = () if status is _ALL else (Status(status.value),)
    with office.alone():
        lines = audits.lines(office.vault, Wanted(statuses, rule.strip(), platform.strip().lower()))
    entries = [LineOut(**plain.line(one)) for one in page_of(lines, page, size)]
    return ListOut(total=len(lines), page=page, size=size, entries=entries)


@router.get("/audit/{number}", responses=errors(404, 409, 423))
def show(number: Number, office: OfficeOf) -> ItemOut:
    """Show one entry."""
    with office.alone():
        return _shown(office.vault, number)


@router.post("/audit/{number}/resolve", responses=errors(404, 409, 423))
def resolve(number: Number, asked: ResolveIn, office: OfficeOf) -> ItemOut:
    """Close an entry, and seal that onto the decision log."""
    with office.alone():
        vault, word = office.vault, _word(office, asked)
        audits.resolve(vault, _item(vault, number), Action[asked.action.name], word, screens.clients_in(vault))
        return _shown(vault, number)


@router.post("/audit/{number}/reopen", responses=errors(404, 409, 423))
def reopen(number: Number, asked: ReopenIn, office: OfficeOf) -> ItemOut:
    """Open an entry again, and seal that."""
    with office.alone():
        vault = office.vault
        audits.reopen(vault, _item(vault, number), _word(office, asked), screens.clients_in(vault))
        return _shown(vault, number)


def _word(office: Office, asked: ReopenIn) -> audits.Word:
    return audits.Word(asked.by or office.desk.profile.name, office.now(), asked.note)


def _item(vault: Vault, number: int) -> Item:
    """Give an entry. Raises HTTPException 404."""
    found = audits.entry(vault, number)
    if found is None:
        raise HTTPException(404, "there is no entry of that number; /api/v1/audit lists them")
    return found


def _shown(vault: Vault, number: int) -> ItemOut:
    return ItemOut(**plain.item(_item(vault, number)))  # type: ignore[arg-type]

"""The decision log, shown and verified. Open it to change what a program gets of an entry."""

# ruff: noqa: TC001 - pydantic reads the annotations
from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field

from circumspect.domain.decision import Kind
from circumspect.services import decisions, plain
from circumspect.surfaces.api._kit import OfficeOf, Paged, PageNumber, PageSize, Plain, errors, page_of

router = APIRouter(prefix="/api/v1", tags=["log"])


class EntryOut(Plain):
    """A decision, sealed."""

    number: int
    on: str
    kind: Kind
    what: str
    by: str
    second: str
    because: str
    subject: str = Field(description="What it is about, in a form that means nothing outside the vault.")
    facts: dict[str, str]
    hash: str


class LogOut(Paged):
    """A page of the log, the newest first."""

    entries: list[EntryOut]


class VerifiedOut(Plain):
    """Whether every entry is as it was sealed."""

    holds: bool
    problems: list[str]
    public_key: str | None = Field(description="To give to someone you trust; None before the first entry.")


@router.get("/log", responses=errors(409, 423))
def log(office: OfficeOf, page: PageNumber = 1, size: PageSize = 50) -> LogOut:
    """Show what was decided: when, what, by whom, why."""
    with office.alone():
        kept = decisions.DecisionLog(office.vault).all()[::-1]
    entries = [EntryOut(**plain.sealed(one)) for one in page_of(kept, page, size)]
    return LogOut(total=len(kept), page=page, size=size, entries=entries)


@router.get("/log/verify", responses=errors(409, 423))
def verify(office: OfficeOf) -> VerifiedOut:
    """Check that no entry was changed, dropped, moved or added."""
    with office.alone():
        kept = decisions.DecisionLog(office.vault)
        problems, key = kept.verify(), kept.public_key()
    return VerifiedOut(holds=not problems, problems=[str(one) for one in problems], public_key=key)

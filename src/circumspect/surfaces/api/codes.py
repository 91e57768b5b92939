"""The ethics codes and laws on record. Open it to change what a program gets to know of a section."""

# ruff: noqa: TC001 - pydantic reads the annotations
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.exceptions import HTTPException

from circumspect.core.cite import applies, edition_on
from circumspect.domain.ethics_code import Confidence
from circumspect.services import duties
from circumspect.surfaces.api._kit import OfficeOf, Plain, errors

if TYPE_CHECKING:
    from circumspect.domain.ethics_code import EthicsCode
    from circumspect.services.office import Office

router = APIRouter(prefix="/api/v1", tags=["codes"])


class CodeLine(Plain):
    """A code or law in a list."""

    code: str
    title: str
    short: str
    publisher: str
    kind: str
    address: str
    checked: str = Field(description="The day on which we last looked.")
    edition: str | None = Field(description="The edition in force today; None where none on record is.")
    binds: bool = Field(description="Whether it binds the profile in use.")


class CodesOut(Plain):
    """Every code, by name."""

    codes: list[CodeLine]


class SectionOut(Plain):
    """One numbered duty of a code."""

    id: str
    heading: str
    says: str = Field(description="Our paraphrase, not the text of the code.")
    editions: list[str]
    in_force: bool
    confidence: Confidence
    note: str | None
    address: str | None
    rules: list[str] = Field(description="The rules that look after it.")


class CodeOut(CodeLine):
    """A code, section by section."""

    sections: list[SectionOut]


@router.get("/codes", responses=errors())
def codes(office: OfficeOf) -> CodesOut:
    """List the codes and laws, and which of them bind the profile in use."""
    with office.alone():
        found = sorted(office.desk.ruleset.codes.values(), key=lambda one: one.code)
        return CodesOut(codes=[_line(office, one) for one in found])


@router.get("/codes/{code}", responses=errors(404))
def one_code(code: Annotated[str, Path(max_length=200, description="For example nasw.")], office: OfficeOf) -> CodeOut:
    """Show a code section by section: our paraphrase, its editions, how sure we are, which rules look after it."""
    with office.alone():
        found = office.desk.ruleset.codes.get(code)
        if found is None:
            raise HTTPException(404, "there is no code of that name; /api/v1/codes lists them")
        sections = [
            SectionOut(
                id=duty.section.id,
                heading=duty.section.heading,
                says=duty.section.says,
                editions=list(duty.section.editions),
                in_force=duty.in_force,
                confidence=duty.section.confidence,
                note=duty.section.note,
                address=duty.section.address,
                rules=[rule.id for rule in duty.rules],
            )
            for duty in duties.sections(office.desk, found, office.today)
        ]
        return CodeOut(**dict(_line(office, found)), sections=sections)


def _line(office: Office, one: EthicsCode) -> CodeLine:
    edition = edition_on(one, office.today)
    return CodeLine(
        code=one.code,
        title=one.title,
        short=one.short,
        publisher=one.publisher,
        kind=one.kind,
        address=one.address,
        checked=one.checked.isoformat(),
        edition=edition.id if edition else None,
        binds=applies(one, office.desk.profile),
    )

"""What parts of the API share: the desk, pages of a list, errors as JSON. Open it to change how an error is told."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import Depends, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, BeforeValidator, Field, StringConstraints
from starlette.exceptions import HTTPException

from circumspect.domain.errors import PlainError
from circumspect.engines.classifier import ClassifierError
from circumspect.rulebook.problems import RulebookError
from circumspect.rulebook.profile import ProfileError
from circumspect.services.office import Office, TooManyTriesError
from circumspect.services.vault import NoVaultError, VaultLockedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

EDITORS = "/languagetool/"
PREFIXES = ("/api/", EDITORS)
# Errors whose message was written for the person, and the number each is answered with; the first that fits counts.
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (VaultLockedError, 423),
    (NoVaultError, 423),
    (TooManyTriesError, 429),
    (ClassifierError, 503),
    (RulebookError, 503),
    (ProfileError, 503),
    (PlainError, 409),
)
_INTERNAL = 500
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_T = TypeVar("_T")


class Plain(BaseModel):
    """A value of the API."""


class Problem(Plain):
    """Why there is no answer."""

    error: str = Field(description="What is wrong and what to do, in words for a person; it quotes nothing sent.")


_SAID = {
    400: "The request says twice who asks, or how much it sends.",
    401: "The request bears no key of this run.",
    403: "Another page asked, or a page of the desk without its second key.",
    404: "There is nothing of that name or number.",
    409: "It cannot be done as things stand: something is missing, or was done before. Nothing was changed.",
    413: "More was sent than is read at once.",
    421: "The request was not sent to 127.0.0.1 or localhost and this port.",
    422: "Something sent is not of the form described here.",
    423: "The vault is locked, or there is none yet.",
    429: "Too many wrong passphrases; wait as long as the words say.",
    503: "Rules, profile or trained reader cannot be read; the words say why.",
}


def errors(*also: int) -> dict[int | str, dict[str, Any]]:
    """Give what every operation may be answered instead, with the numbers given on top, for its description."""
    numbers = sorted({400, 401, 403, 413, 421, 422, 503, *also})
    return {number: {"model": Problem, "description": _SAID[number]} for number in numbers}


def office_of(request: Request) -> Office:
    """Give the desk that answers."""
    office = request.app.state.office
    assert isinstance(office, Office)  # noqa: S101 - `made` puts it there
    return office


OfficeOf = Annotated[Office, Depends(office_of)]


def _written_day(value: object) -> object:
    """Let nothing but a day as people write it through: a number would be read as seconds. Raises ValueError."""
    if value is not None and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("a day is written such as 2026-11-22")
    return value


Day = Annotated[dt.date, BeforeValidator(_written_day)]
# A text that holds something to read.
Words = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000, pattern=r"\S")]
Short = Annotated[str, StringConstraints(max_length=2_000)]
Number = Annotated[int, Path(ge=1, le=2**53, description="The entry's number, as the list has it.")]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="Which page, from 1.")]
PageSize = Annotated[int, Query(ge=1, le=200, description="How many entries a page has.")]


class Paged(Plain):
    """A page of a list."""

    total: int = Field(description="How many entries there are in all.")
    page: int = Field(description="Which page this is, from 1.")
    size: int = Field(description="How many entries a page has.")


def page_of(entries: Sequence[_T], page: int, size: int) -> Sequence[_T]:
    """Give the entries of one page, counted from 1; none behind the last."""
    return entries[(page - 1) * size : page * size]


def trouble(request: Request, error: Exception) -> Response:
    """Answer an error as `{"error": ...}`, or as editors know it, without a word that was sent: a privacy boundary."""
    status, words, headers = _told(error)
    if request.url.path.startswith(EDITORS):
        return PlainTextResponse(f"Error: {words}", status, headers=headers)
    return JSONResponse({"error": words}, status, headers=headers)


def _told(error: Exception) -> tuple[int, str, dict[str, str] | None]:
    """Give number, words and headers for an error."""
    if isinstance(error, RequestValidationError):
        return 422, "; ".join(f"{_place(one['loc'])}: {one['msg']}" for one in error.errors()[:20]), None
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail), dict(error.headers) if error.headers else None
    status = next((number for kind, number in _STATUS if isinstance(error, kind)), _INTERNAL)
    inside = f"something went wrong inside circumspect ({type(error).__name__}); what has no answer was not done"
    return status, inside if status == _INTERNAL else str(error), None


def _place(loc: Sequence[object]) -> str:
    """Say where something wrong stands."""
    return ".".join(map(str, loc))

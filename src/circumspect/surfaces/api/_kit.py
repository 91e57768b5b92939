"""What parts of the API share: the desk, errors as JSON. Open it to change how an error is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from circumspect.services.office import Office, TooManyTriesError
from circumspect.services.vault import NoVaultError, VaultLockedError

if TYPE_CHECKING:
    from starlette.responses import Response

PREFIXES = ("/api/", "/languagetool/")
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (VaultLockedError, 423),
    (NoVaultError, 423),
    (TooManyTriesError, 429),
    (ValueError, 400),
)


def office_of(request: Request) -> Office:
    """Give the desk that answers."""
    office = request.app.state.office
    assert isinstance(office, Office)  # noqa: S101 - `made` puts it there
    return office


OfficeOf = Annotated[Office, Depends(office_of)]


def trouble(error: Exception) -> Response:
    """Answer an error as `{"error": ...}`, without a word that was sent: a privacy boundary."""
    if isinstance(error, RequestValidationError):
        places = [".".join(map(str, one["loc"])) + ": " + str(one["msg"]) for one in error.errors()]
        return JSONResponse({"error": "; ".join(places)}, 422)
    if isinstance(error, HTTPException):
        return JSONResponse({"error": str(error.detail)}, error.status_code, headers=error.headers)
    status = next((number for kind, number in _STATUS if isinstance(error, kind)), 500)
    words = str(error) if status < 500 else f"something went wrong inside ({type(error).__name__})"  # noqa: PLR2004
    return JSONResponse({"error": words}, status)

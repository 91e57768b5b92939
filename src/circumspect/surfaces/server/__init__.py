"""The desk's server: pages and API on one port of this computer alone. Open it to see how they are put together.

It listens on 127.0.0.1. Who may ask it is decided in `guard`; how a browser gets in, in `running`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from circumspect import __version__
from circumspect.domain.errors import PlainError
from circumspect.surfaces import api, web
from circumspect.surfaces.server.guard import COOKIE, ENTER, Guard

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from circumspect.services.office import Office
    from circumspect.surfaces.server.guard import Keys

TITLE = "circumspect, at the desk"


def made(office: Office, keys: Keys) -> ASGIApp:
    """Give the whole desk as one application, behind its guard."""
    app = FastAPI(
        title=TITLE,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        exception_handlers=dict.fromkeys((HTTPException, RequestValidationError, Exception), _answer),
    )
    app.state.office, app.state.keys = office, keys
    app.add_api_route(ENTER, _enter, include_in_schema=False)
    api.mount(app)
    web.mount(app)
    app.add_exception_handler(PlainError, _answer)
    return Guard(app, keys)


async def _answer(request: Request, error: Exception) -> Response:
    """Answer an error: as JSON for the API, as a page for people."""
    if request.url.path.startswith(api.PREFIXES):
        return api.trouble(request, error)
    return web.trouble(request, error)


def _enter(request: Request, code: str = "") -> Response:
    """Let a browser in for a code that works once."""
    keys: Keys = request.app.state.keys
    if not keys.spend(code):
        return PlainTextResponse("This address worked once already. Start the desk again with: circumspect", 403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, keys.run, httponly=True, samesite="strict", path="/")
    return answer

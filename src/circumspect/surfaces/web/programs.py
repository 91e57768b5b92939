"""Editors and browser extensions that may ask the desk. Open it to change how one is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response  # noqa: TC002 - FastAPI reads it

from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads it

if TYPE_CHECKING:
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/practice/programs")


@router.get("")
def programs(page: PageOf) -> Response:
    """Show the address for editors, and which extensions were let in during this run."""
    return _shown(page)


@router.post("/pair")
def pair(page: PageOf, origin: Annotated[str, Form(max_length=200)] = "") -> Response:
    """Let a browser extension in, and show its key."""
    try:
        page.keys.pair(origin.strip().rstrip("/"))
    except ValueError:
        words = page.say("This is no address of a browser extension. Copy it from the extension itself.")
        return page.show("_said.html", words=words, kind="trouble")
    return page.go("/practice/programs")


@router.post("/part")
def part(page: PageOf, origin: Annotated[str, Form(max_length=200)]) -> Response:
    """Shut a browser extension out again."""
    page.keys.part(origin)
    return page.go("/practice/programs")


def _shown(page: Page) -> Response:
    keys = page.keys
    editors = f"{str(page.request.base_url).rstrip('/')}/languagetool/{keys.read}"
    return page.show("practice_programs.html", editors=editors, extensions=dict(keys.extensions))

"""What all pages share: the frame, the language, what is said when something goes wrong. Open it to change those.

A page's function takes `page: PageOf` and answers with `page.show("name.html", ...)`. Words for people go through `_`
in templates and `page.say` in Python, so that they can be translated (surfaces/web/locales).
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from circumspect import __version__
from circumspect.domain.errors import PlainError
from circumspect.services.vault import NoVaultError, VaultLockedError
from circumspect.surfaces.web._at_desk import at_desk

if TYPE_CHECKING:
    from circumspect.services.office import Office
    from circumspect.surfaces.server.guard import Keys


def term(words: str) -> str:
    """Mark a word that is translated where it is shown."""
    return words


_HERE = Path(__file__).parent
LANGUAGES = {"en": "English", "es": "Español"}
LANGUAGE_COOKIE = "circumspect-language"
# The pages in the order of the menu: address, name. A page that is not here is reached from another.
MENU = (
    ("/write", term("Write")),
    ("/requests", term("Requests")),
    ("/archive", term("Archive")),
    ("/record", term("Record")),
    ("/duties", term("Duties")),
    ("/practice", term("My practice")),
)


@cache
def _words(language: str) -> gettext.NullTranslations:
    return gettext.translation("circumspect", _HERE / "locales", [language], fallback=True)


@cache
def _templates(language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(_words(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(version=__version__, menu=MENU, languages=LANGUAGES, language=language)
    return made


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A request for a page, and what is needed to answer it."""

    request: Request
    office: Office
    language: str

    def __repr__(self) -> str:
        """Show nothing of the request."""
        return "Page(…)"

    @property
    def keys(self) -> Keys:
        """The keys of this run."""
        keys: Keys = self.request.app.state.keys
        return keys

    def say(self, words: str) -> str:
        """Give our own words in the reader's language."""
        return _words(self.language).gettext(words)

    def render(self, template: str, **values: Any) -> str:  # noqa: ANN401 - whatever the template shows
        """Give a template with its values, as HTML; every value is escaped."""
        state = self.request.state
        if not hasattr(state, "frame"):  # once for a request: a page can be made of many parts
            state.frame = {
                "here": self.request.url.path,
                "csrf": self.keys.csrf,
                "standing": self.office.standing(),
                "blurred": self.office.blurred,
            }
        return _templates(self.language).get_template(template).render(**state.frame, **values)

    def show(self, template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - as above
        """Answer with a template."""
        return HTMLResponse(self.render(template, **values), status)

    def go(self, address: str) -> Response:
        """Answer by going on to another page."""
        if self.request.headers.get("hx-request"):
            return Response(headers={"HX-Redirect": address})
        return RedirectResponse(address, 303)


def page_of(request: Request) -> Page:
    """Make the page of a request."""
    return Page(request, request.app.state.office, language_of(request))


PageOf = Annotated[Page, Depends(page_of)]


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=2000)


FormOf = Annotated[FormData, Depends(_form)]


def word(form: FormData, name: str) -> str:
    """Give what was written into a field, on one line; "" where nothing was, or a file was sent."""
    value = form.get(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def language_of(request: Request) -> str:
    """Give the language that was chosen; else the first that the browser asks for and we have; else English."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    asked = (part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    return next((one for one in asked if one in LANGUAGES), "en")


def trouble(request: Request, error: Exception) -> Response:
    """Answer an error in plain words, without a word of anybody's: a privacy boundary."""
    page = page_of(request)
    if isinstance(error, VaultLockedError | NoVaultError) and _is_page(request):
        return page.show("locked.html", 423, after=request.url.path)
    status, words = _told(page, error)
    if "json" in request.headers.get("content-type", ""):  # asked by a script of the page
        return JSONResponse({"error": words}, status)
    if request.headers.get("hx-request"):  # a part of a page
        return page.show("_said.html", status, words=words, kind="trouble")
    return page.show("trouble.html", status, what=words)


def _told(page: Page, error: Exception) -> tuple[int, str]:
    """Give an error's number and what is said of it."""
    if isinstance(error, VaultLockedError | NoVaultError):
        return 423, page.say("The vault is locked. Unlock it, then try again.")
    if isinstance(error, PlainError):
        return 400, at_desk(str(error))
    if isinstance(error, RequestValidationError):
        return 422, page.say("That could not be understood. Reload the page and try again.")
    if isinstance(error, HTTPException):
        gone = error.status_code == 404  # noqa: PLR2004 - as in HTTP
        return error.status_code, page.say("There is no such page.") if gone else page.say("That could not be done.")
    return 500, page.say("Something went wrong inside circumspect.") + f" ({type(error).__name__})"


def _is_page(request: Request) -> bool:
    return request.method == "GET" and not request.headers.get("hx-request")

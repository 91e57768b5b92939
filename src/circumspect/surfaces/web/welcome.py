"""The welcome: short steps, each of which can be skipped and come back to. Open it to change what is asked first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response  # noqa: TC002 - FastAPI reads it

from circumspect.rulebook.profile import PLACE, PROFESSIONS, ProfileError
from circumspect.services import profiles
from circumspect.surfaces.web import _places, _wording
from circumspect.surfaces.web._at_desk import at_desk
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads it
from circumspect.surfaces.web.roster import LARGEST

router = APIRouter(prefix="/welcome")


@router.get("")
def who(page: PageOf) -> Response:
    """Ask who the clinician is: what the duties hang on."""
    if page.office.standing().profile:
        return page.go("/welcome/vault")
    return page.show("welcome.html", professions=PROFESSIONS, places=_places, wording=_wording)


@router.post("")
def told(
    page: PageOf,
    profession: Annotated[str, Form()] = "social-work",
    place: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
) -> Response:
    """Write a first profile of it, at the strictest reading; everything else can be answered later."""
    tables = profiles.begun()
    title, signs = " ".join(kind.split())[:80], " ".join(name.split())[:200]
    tables["clinician"] |= {"profession": profession, "name": signs, "title": title}
    tables["clinician"]["associations"] = [one] if (one := profiles.ASSOCIATIONS.get(profession)) else []
    if PLACE.fullmatch(place):
        country = place.partition("-")[0]
        tables["clinician"] |= {"country": country, "hipaa_covered": country == "US"}
        tables["wording"]["crisis_country"] = country
        if {place, country} & set(profiles.NONE_USE):
            tables["house"]["testimonial_scope"] = "none_use"
        if title:
            tables["licence"] = [{"jurisdiction": place, "type": title}]
    try:
        with page.office.alone():
            if page.office.standing().profile:  # another window was quicker
                return page.go("/welcome/vault")
            profiles.save(page.office.profile_place, tables)
            page.office.reload()
    except ProfileError as error:
        return page.show("_said.html", words=at_desk(str(error)), kind="trouble")
    except OSError as error:
        words = page.say("The file could not be written (%(why)s). Look whether its folder can be written to.")
        return page.show("_said.html", words=words % {"why": error.strerror or type(error).__name__}, kind="trouble")
    return page.go("/welcome/vault")


@router.get("/vault")
def vault(page: PageOf) -> Response:
    """Offer to make a vault."""
    return page.show("welcome_vault.html")


@router.get("/roster")
def roster(page: PageOf) -> Response:
    """Offer to take in a client list."""
    if not page.office.standing().open:
        return page.go("/welcome/vault" if not page.office.standing().vault else "/")
    return page.show("welcome_roster.html", largest=LARGEST)

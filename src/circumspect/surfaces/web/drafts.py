"""Drafts beside the Write page: keep, find again, compare, bring back. Open it to change what is shown of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import Response  # noqa: TC002 - as below
from pydantic import BaseModel, Field

from circumspect.domain.document import Account, Surface
from circumspect.domain.draft import Content
from circumspect.services import drafts
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads it

router = APIRouter(prefix="/drafts")
_SHOWN, _COMPARED = 100, 10


class Kept(BaseModel):
    """What the Write page sends to be kept."""

    draft: int | None = None
    after: int | None = None
    text: str = Field(max_length=drafts.LONGEST)
    surface: Surface = Surface.POST
    account: Account = Account.BUSINESS
    in_reply_to: str = Field("", max_length=drafts.LONGEST)
    platform: str = Field("", max_length=40)
    kept: bool = False

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Show the number, none of the words."""
        return [("draft", self.draft)]


@router.get("")
def all_(page: PageOf) -> Response:
    """List the drafts; without an open vault say where they would be."""
    if page.office.locked:
        return page.show("_drafts.html", drafts=None, removed=None)
    with page.office.alone():
        return _listed(page, None)


@router.post("/save")
def save(page: PageOf, sent: Kept) -> dict[str, object]:
    """Keep a text; answer with its number and the time."""
    content = Content(sent.text, sent.surface.value, sent.account.value, sent.in_reply_to, sent.platform)
    at = page.office.now()
    with page.office.alone():
        number, version = drafts.save(page.office.vault, sent.draft, content, at, kept=sent.kept, after=sent.after)
    return {"draft": number, "version": version, "at": at.astimezone().strftime("%H:%M")}


@router.get("/{number}")
def one(page: PageOf, number: int, version: int = 0) -> dict[str, object]:
    """Give a draft's newest version, or the one asked for, to go on writing."""
    with page.office.alone():
        versions = drafts.versions_of(page.office.vault, number)
    found = next((one for one in versions if one.number == version), versions[0])
    content = found.content
    return {
        "draft": number,
        "version": found.number,
        "text": content.text,
        "surface": content.surface,
        "account": content.account,
        "in_reply_to": content.in_reply_to,
        "platform": content.platform,
    }


@router.get("/{number}/versions")
def versions(page: PageOf, number: int) -> Response:
    """Show what changed from version to version."""
    with page.office.alone():
        found = drafts.versions_of(page.office.vault, number)
    before = [*found[1:], None]
    told = [
        (version, list(drafts.difference(older.content.text if older else "", version.content.text)))
        for version, older in zip(found[:_COMPARED], before, strict=False)
    ]
    return page.show("draft_versions.html", number=number, told=told, more=len(found) - len(told))


@router.post("/{number}/remove")
def remove(page: PageOf, number: int) -> Response:
    """Throw a draft away; the list then offers to bring it back."""
    with page.office.alone():
        drafts.remove(page.office.vault, number, page.office.now())
        return _listed(page, number)


@router.post("/bring-back")
def bring_back(page: PageOf, number: Annotated[int, Form()]) -> Response:
    """Bring back what was thrown away."""
    with page.office.alone():
        drafts.bring_back(page.office.vault, number)
        return _listed(page, None)


def _listed(page: PageOf, removed: int | None) -> Response:
    return page.show("_drafts.html", drafts=drafts.drafts_in(page.office.vault)[:_SHOWN], removed=removed)

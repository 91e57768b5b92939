"""The Write page: a text is read while it is written. Open it to change what the editor asks for and is told.

After each pause it asks for a glance (where to underline), once the writer rests for the review. Both are told places
in UTF-16 units, as browsers count. What stands in an answer was made from the text in the request; nothing is kept.
Each says whether the client list was compared: while the vault is locked it is not, and nothing may be called clear.
"""

from __future__ import annotations

import threading
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from circumspect.core.judge import SURE
from circumspect.core.offsets import Utf16
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.errors import PlainError
from circumspect.domain.finding import Acceptance
from circumspect.domain.picture import PictureFinding, PictureReview
from circumspect.domain.rule import Severity
from circumspect.readers._kit import Place
from circumspect.services import accepting
from circumspect.services.acceptances import AcceptanceError
from circumspect.services.decisions import DecisionError
from circumspect.services.lengths import lengths
from circumspect.services.live import OvertakenError
from circumspect.services.review import Reading
from circumspect.services.vault import VaultLockedError
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads it

if TYPE_CHECKING:
    from circumspect.domain.finding import Finding
    from circumspect.domain.verdict import Review
    from circumspect.services.container import Desk
    from circumspect.services.office import Office
    from circumspect.services.pictures import Eyes
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/write")
SURFACES = {
    "post": "Post",
    "caption": "Caption",
    "story": "Story",
    "bio": "Bio or profile text",
    "blog": "Blog article",
    "ad": "Advertisement",
    "comment": "Comment",
    "reply": "Reply to a comment",
    "dm": "Direct message",
    "review-response": "Answer to a review",
    "group-post": "Post in a group",
}
ACCOUNTS = {"business": "Business account", "personal": "Personal account"}
# Characters: more are not read while one types; more are not taken at all. Bytes of a picture.
LIVE, _LONGEST, _LARGEST = 100_000, 2_000_000, 60 << 20
_STANDS_FOR = timedelta(days=182)
_SHORTEST = 2
_EXTRA = "circumspect[pictures]"


class Draft(BaseModel):
    """A text as the page sends it; `shown`: so many findings get a card."""

    text: str
    surface: Surface = Surface.POST
    account: Account = Account.BUSINESS
    in_reply_to: str | None = None
    shown: int = 50

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Show the length, none of the words."""
        return [("characters", len(self.text))]

    @property
    def document(self) -> Document:
        """The text in its place."""
        return Document(self.text, self.surface, self.account, self.in_reply_to or None)


@router.get("")
def write(page: PageOf) -> Response:
    """Show the editor."""
    with page.office.alone():
        profile, ruleset = page.office.desk.profile, page.office.desk.ruleset
        notice = profile.disclaimer or ruleset.disclaimers.get("default", "")
        crisis = ruleset.crisis_lines.get(profile.crisis_country, "")
    return page.show(
        "write.html",
        surfaces=SURFACES,
        accounts=ACCOUNTS,
        lengths=lengths(),
        notice=notice,
        crisis=crisis,
        live=LIVE,
    )


# --- reading


@router.post("/glance")
def glance(page: PageOf, draft: Draft) -> Response:
    """Say where to underline, as far as one sees at a glance."""
    if len(draft.text) > LIVE:
        return _refused(page.say("This text is too long to be read as you type."))
    desk = page.office.desk
    try:
        found = page.office.glance(draft.document)
    except PlainError as error:
        return _refused(str(error))
    units = Utf16(draft.text)
    titles = _titles(page.office)
    compared = bool(_compared(page.office, desk))
    return JSONResponse({"findings": [_mark(one, units, titles) for one in found], "compared": compared})


@router.post("/review")
def review(page: PageOf, draft: Draft) -> Response:
    """Give verdict, underlines and cards; `{"overtaken": true}` where the text, or the desk, went on meanwhile."""
    if len(draft.text) > _LONGEST:
        return _refused(page.say("This text is longer than two million characters. Read it in parts."))
    desk = page.office.desk
    try:
        read = page.office.finish(draft.document)
    except OvertakenError:
        return JSONResponse({"overtaken": True})
    except PlainError as error:
        return _refused(str(error))
    compared = _compared(page.office, desk)
    if compared is None:
        return JSONResponse({"overtaken": True})
    return JSONResponse(_answer(page, read, draft.shown, compared=compared))


def _compared(office: Office, desk: Desk) -> bool | None:
    """Say whether what was read since `desk` was taken was compared with the client list; None: the desk changed.

    It is asked after the reading: whoever held the desk before it would have to wait for a reading that is stale.
    """
    with office.alone():
        compared = office.compared  # locks a vault that was idle too long, which changes the desk
        return compared if office.desk is desk else None


def _refused(words: str) -> Response:
    return JSONResponse({"error": words}, 400)


def _titles(office: Office) -> dict[str, str]:
    return {rule.id: rule.title for rule in office.desk.ruleset.rules}


def _mark(found: Finding, units: Utf16, titles: dict[str, str]) -> dict[str, Any]:
    """Give what the editor needs to underline a finding."""
    return {
        "id": found.fingerprint,
        "severity": found.severity.value,
        "title": titles.get(found.rule, found.rule),
        "start": None if found.start is None else units.of(found.start),
        "end": None if found.end is None else units.of(found.end),
        "stands": found.suppressed is not None,
    }


def _answer(page: Page, read: Review, shown: int, *, compared: bool) -> dict[str, Any]:
    """Give a review as the editor takes it: everything underlined, the first findings with a card."""
    text, office = read.document.text, page.office
    units, titles = Utf16(text), _titles(office)
    rows = []
    for found in read.findings:
        row = _mark(found, units, titles)
        if (better := found.suggestion) is not None:
            row["suggestion"] = {
                "start": units.of(better.start),
                "end": units.of(better.end),
                "text": better.replacement,
            }
        rows.append(row)
    standing = [row["title"] for row in rows if not row["stands"]]
    titled = "; ".join(dict.fromkeys(standing[:5]))
    heard = page.render("_write_heard.html", count=len(standing), titles=titled, compared=compared)
    more = max(0, len(rows) - shown)
    return {
        "verdict": read.verdict.value,
        "compared": compared,
        "findings": rows,
        "cards": _cards(page, read, titles, shown),
        "heard": heard.strip(),
        "count": page.render("_write_count.html", count=len(standing), stand=len(rows) - len(standing)).strip(),
        "more": page.render("_write_more.html", count=more).strip() if more else "",
    }


def _cards(page: Page, read: Review, titles: dict[str, str], shown: int) -> str:
    """Give the cards of the first findings, one after the other."""
    office, text = page.office, read.document.text
    cards = [
        (
            found,
            titles.get(found.rule, found.rule),
            found.severity is Severity.BLOCK and found.confidence < SURE,
            text[found.suggestion.start : found.suggestion.end] if found.suggestion else "",
            accepting.needs_second(office, found.severity),
        )
        for found in read.findings[: max(0, shown)]
    ]
    day = office.today
    return page.render(
        "_write_findings.html", cards=cards, profile=office.desk.profile, today=day, until=day + _STANDS_FOR
    )


# --- letting stand


@router.post("/stand")
def stand(  # noqa: PLR0913, PLR0917 - each is a field of the form
    page: PageOf,
    fingerprint: Annotated[str, Form()],
    rule: Annotated[str, Form()],
    by: Annotated[str, Form()] = "",
    because: Annotated[str, Form()] = "",
    until: Annotated[str, Form()] = "",
    second: Annotated[str, Form()] = "",
) -> Response:
    """Let a finding stand, with a name, a reason and an end date."""
    by, because, second = by.strip(), because.strip(), second.strip()
    day = _day(until)
    missing = _missing(page, by, because, day)
    if missing or day is None:
        return _said(page, missing)
    try:
        sealed = accepting.let_stand(page.office, Acceptance(fingerprint, by, because, day, second or None), rule)
    except VaultLockedError:
        return page.show("_write_locked.html")
    except KeyError:
        return _said(page, page.say("There is no such rule any more. Reload the page."))
    except AcceptanceError:
        return _said(page, page.say("Give the name of a second person. Your profile names a supervisor."))
    except DecisionError:
        return _said(
            page, page.say("The name or the reason seems to name a client. The record keeps none; say “the client”.")
        )
    words = page.say("It stands, and that is sealed in your record.") if sealed else page.say("It stands.")
    return _again(_said(page, words, kind="good"))


@router.post("/take-back")
def take_back(page: PageOf, fingerprint: Annotated[str, Form()]) -> Response:
    """Have a finding count again that was let stand."""
    try:
        accepting.take_back(page.office, fingerprint)
    except VaultLockedError:
        return page.show("_write_locked.html")
    return _again(_said(page, page.say("It counts again."), kind="good"))


def _missing(page: Page, by: str, because: str, until: date | None) -> str:
    """Say what a form lacks; nothing where it is whole."""
    if len(by) < _SHORTEST:
        return page.say("Say who lets it stand.")
    if len(because) < _SHORTEST:
        return page.say("Say why. The reason is kept with the decision.")
    if until is None or until < page.office.today:
        return page.say("Choose a day still to come. From then on the finding counts again.")
    return ""


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _said(page: Page, words: str, kind: str = "trouble") -> Response:
    return page.show("_said.html", words=words, kind=kind)


def _again(answer: Response) -> Response:
    """Have the page read its text again."""
    answer.headers["HX-Trigger"] = "read-again"
    return answer


# --- pictures


async def _content(request: Request) -> bytes:
    """Give what was sent, held in memory alone. Raises HTTPException for more than we take."""
    held = bytearray()
    async for piece in request.stream():
        held += piece
        if len(held) > _LARGEST:
            raise HTTPException(413)
    return bytes(held)


Content = Annotated[bytes, Depends(_content)]


class _Reading(Reading):
    """A reading that keeps the desk to itself while words are read, not while somebody looks for them."""

    office: Office

    def document(self, document: Document) -> Review:
        with self.office.alone():
            return Reading.document(self, document)


@cache
def _eyes() -> tuple[Eyes, threading.Lock]:
    from circumspect.services.pictures import Eyes  # noqa: PLC0415 - loads much; whoever has no picture does not wait

    return Eyes(), threading.Lock()


@router.post("/picture")
def picture(page: PageOf, content: Content, surface: Surface, account: Account) -> Response:
    """Look at a picture that goes with the text: place, words, faces. It is forgotten with the answer."""
    from circumspect.services.pictures import WHEREABOUTS, check_content  # noqa: PLC0415 - as above

    office = page.office
    with office.alone():
        day, compared = office.today, office.compared
        reading = _Reading(office.desk.reviewer, day, office.desk.ledger.in_force(day), place=Place(surface, account))
    reading.office = office
    eyes, one_at_a_time = _eyes()
    with one_at_a_time:
        checked = check_content(content, page.say("the picture"), reading, eyes)
    read = checked.review
    if not isinstance(read, PictureReview):
        return page.show("_write_picture.html", read=None, error=checked.error)
    titles = _titles(office)
    return page.show(
        "_write_picture.html",
        read=read,
        error=None,
        compared=compared,
        findings=[(number, found, titles[found.rule]) for number, found in enumerate(read.findings, 1)],
        boxes=[
            (number, found.severity.value, box)
            for number, found in enumerate(read.findings, 1)
            if isinstance(found, PictureFinding)
            for box in found.boxes[:200]
        ],
        whereabouts=WHEREABOUTS,
        extra=_EXTRA,
    )


@router.post("/picture/clean")
def clean_copy(page: PageOf, content: Content) -> Response:
    """Give the picture alone, with nothing stored beside it."""
    from circumspect.services.pictures import PictureError, clean  # noqa: PLC0415 - as above

    try:
        made, suffix = clean(content)
    except (PictureError, ImportError):
        return _refused(page.say("This picture could not be cleaned. Take a screenshot of it and use that."))
    return Response(made, media_type="application/octet-stream", headers={"X-Suffix": suffix})

"""Review of a text, as design, section 4, has it. Open it to change what a program sends or gets."""

# ruff: noqa: TC001 - pydantic reads the annotations
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body
from pydantic import Field, StrictInt, StrictStr

from circumspect import __version__
from circumspect.core.judge import verdict
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.verdict import Checked, Review
from circumspect.renderers._kit import CONTRACT, contract
from circumspect.surfaces.api._kit import Day, OfficeOf, Plain, Words, errors
from circumspect.surfaces.api._offsets import Offsets, in_utf16
from circumspect.surfaces.api._shapes import ReviewOut

if TYPE_CHECKING:
    from circumspect.services.office import Office

router = APIRouter(prefix="/api/v1", tags=["review"])
MOST = 200


class DocumentIn(Plain):
    """One text in its place."""

    text: Words = Field(description="What is about to be published.", examples=["Leave me a five-star review!"])
    surface: Surface = Field(Surface.POST, description="Where it goes.")
    account: Account = Field(Account.BUSINESS, description="Whose account it goes out on.")
    in_reply_to: str | None = Field(None, description="The message that it answers.")
    date: Day | None = Field(None, description="The day of publication; without one, today.")
    id: StrictStr | StrictInt | None = Field(None, description="Yours; it comes back with the answer.")

    def document(self) -> Document:
        """Give it as the reviewer takes it."""
        name = None if self.id is None else str(self.id)
        return Document(self.text, self.surface, self.account, self.in_reply_to, self.date, name)


class _How(Plain):
    offsets: Offsets = Field(Offsets.CODE_POINTS, description="What places are counted in; browsers count in utf16.")
    closely: bool = Field(
        True, strict=True, description="False, while somebody types: quicker, and without suggestions."
    )


class ReviewOne(DocumentIn, _How):
    """A text to review."""


class ReviewMany(_How):
    """Texts to review, which are answered in this order."""

    documents: list[DocumentIn] = Field(min_length=1, max_length=MOST)


class ReviewsOut(Plain):
    """Texts read, in the order in which they were sent."""

    contract: str
    version: str
    ruleset: str
    profile: str
    classifier: str | None
    offsets: Offsets
    results: list[ReviewOut]


@router.post("/review", responses=errors())
def review(asked: Annotated[ReviewOne | ReviewMany, Body()], office: OfficeOf) -> ReviewOut | ReviewsOut:
    """Read a text before it is published, or a list of them."""
    given = asked.documents if isinstance(asked, ReviewMany) else [asked]
    rows: Any = [_read(office, one, asked) for one in given]
    if isinstance(asked, ReviewOne):
        return rows[0]  # type: ignore[no-any-return]
    with office.alone():
        desk = office.desk
        return ReviewsOut(
            contract=CONTRACT,
            version=__version__,
            ruleset=desk.ruleset.version,
            profile=desk.profile.source,
            classifier=desk.classifier.name if desk.classifier else None,
            offsets=asked.offsets,
            results=rows,
        )


def _read(office: Office, one: DocumentIn, how: _How) -> dict[str, Any]:
    """Give the review contract's answer to one text."""
    document = one.document()
    made = office.review(document) if how.closely else _glanced(office, document)
    answer = contract(Checked("-", made, id=one.id))
    return in_utf16(answer, document.text) if how.offsets is Offsets.UTF16 else answer


def _glanced(office: Office, document: Document) -> Review:
    """Read a text as the Write page does while somebody types; what was let stand is marked all the same."""
    with office.alone():
        desk = office.desk
        accepted = desk.ledger.in_force(office.today)
        findings = tuple(replace(f, suppressed=accepted.get(f.fingerprint)) for f in office.glance(document))
        reader = desk.classifier.name if desk.classifier else None
        return Review(document, verdict(findings), findings, desk.ruleset.version, reader, desk.profile.source)

"""Who asks to connect, and the record of what was decided. Open it to change what a program sends or gets."""

# ruff: noqa: TC001 - pydantic reads the annotations
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from circumspect.domain.ethics_code import Confidence
from circumspect.domain.roster import Standing, Tie
from circumspect.domain.screening import Direction, Outcome, Request
from circumspect.readers.requests.accounts import platform_named
from circumspect.services import decisions, plain
from circumspect.services import screen as screens
from circumspect.surfaces.api._kit import Day, OfficeOf, Plain, Short, errors
from circumspect.surfaces.api.log import EntryOut

if TYPE_CHECKING:
    from circumspect.services.office import Office
    from circumspect.services.screen import Answer

router = APIRouter(prefix="/api/v1", tags=["screening"])
MOST = 5_000
_Mutuals = Annotated[list[Short], Field(max_length=200)]
_Name = Annotated[str, StringConstraints(max_length=200)]


class RequestIn(Plain):
    """An account that asks to connect: what the platform shows of it. Nothing of it is looked up."""

    handle: Short = Field("", description="With or without the leading @.")
    display: Short = Field("", description="The name shown.")
    platform: _Name = Field("", description="instagram, facebook, linkedin, x, …")
    bio: Short = ""
    place: Short = ""
    email: Short = ""
    phone: Short = ""
    mutuals: _Mutuals = Field([], description="Display names or handles of shared connections.")
    account: Short = Field("", description="The platform's own number, where no name is known.")
    direction: Direction = Direction.REQUEST
    on: Day | None = None

    def request(self) -> Request:
        """Give it as screening takes it."""
        return Request(
            handle=self.handle.strip().removeprefix("@"),
            display=self.display,
            platform=platform_named(self.platform),
            bio=self.bio,
            place=self.place,
            email=self.email,
            phone=self.phone,
            mutuals=tuple(self.mutuals),
            account=self.account,
            direction=self.direction,
            on=self.on,
        )


class ScreenIn(Plain):
    """Accounts to compare with the client list."""

    requests: list[RequestIn] = Field(min_length=1, max_length=MOST)
    show: bool = Field(False, strict=True, description="True: clients by name as well, not by number alone.")


class Agreement(Plain):
    """One thing that speaks for or against a match."""

    field: str
    says: str
    weight: float = Field(description="In bits, as in Fellegi and Sunter 1969.")


class CandidateOut(Plain):
    """A client, or someone of a client's household, who the account may be."""

    client: str = Field(description="The client's number.")
    name: str | None = Field(None, description="Only where names were asked for.")
    standing: Standing
    ended: str | None
    tie: Tie | None = Field(description="What they are to the client; None for the client.")
    weight: float
    chance: float
    evidence: list[Agreement]


class Cited(Plain):
    """A section that the duty rests on."""

    code: str
    section: str
    edition: str
    confidence: Confidence


class AnswerOut(Plain):
    """What screening says of one account, and what follows. Where nobody was recognised the rest is empty."""

    account: dict[str, str]
    direction: Direction
    outcome: Outcome
    relation: screens.Relation | None
    candidates: list[CandidateOut]
    duty: str
    cites: list[Cited]
    notes: list[str]
    do: list[str]
    when: str = Field(description="To whom, and when, `words` may be said.")
    words: str
    reply: str = Field(description="A neutral answer for whoever asks the practice.")
    overlap: str


class ScreenOut(Plain):
    """An answer for each account, in the order in which they were sent."""

    answers: list[AnswerOut]
    notes: list[str] = Field(description="What the list or the roster could not show.")


class DecideIn(Plain):
    """What was decided about an account."""

    request: RequestIn
    what: decisions.What
    by: _Name = Field("", description="Who decides. Without one, the name in the profile.")
    because: Short = Field("", description="Why, without anybody's name.")
    second: _Name = Field("", description="A second person's name, where the profile asks for it.")


@router.post("/screen", responses=errors(409, 423))
def screen(asked: ScreenIn, office: OfficeOf) -> ScreenOut:
    """Say of each account whether it may be a client's, why, and what the duty says."""
    with office.alone():
        clients = screens.clients_in(office.vault)
        found = _screened(office, asked.requests)
        names = {client.id: client.name.display for client in clients} if asked.show else {}
        notes = screens.remarks(found, clients)
    return ScreenOut(answers=[AnswerOut(**plain.screened(one, names)) for one in found], notes=notes)


@router.post("/screen/decide", responses=errors(409, 423))
def decide(asked: DecideIn, office: OfficeOf) -> EntryOut:
    """Screen an account and seal what was decided about it onto the decision log."""
    with office.alone():
        (answer,) = _screened(office, [asked.request])
        profile = office.desk.profile
        choice = decisions.Choice(asked.by or profile.name, asked.what, asked.because, asked.second)
        entry = decisions.decide(
            decisions.DecisionLog(office.vault),
            answer.screening,
            choice,
            profile,
            screens.clients_in(office.vault),
            office.now().replace(microsecond=0),  # as the log keeps it
        )
    return EntryOut(**plain.sealed(entry))


def _screened(office: Office, given: list[RequestIn]) -> list[Answer]:
    desk, clients = office.desk, screens.clients_in(office.vault)
    requests = [one.request() for one in given]
    return screens.screen(requests, clients, desk.profile, office.today, desk.ruleset.codes)

"""Who asks to connect, and what the duty says. Open it to change what follows from a match.

Nobody is looked up online: what the platform shows is compared with the roster, on this computer. Sentences stand in
templates/screening.yaml; which of them apply is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, date
from enum import StrEnum
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circumspect.core.cite import cite
from circumspect.core.linkage import Linker
from circumspect.domain.roster import Standing
from circumspect.domain.screening import Direction, Outcome
from circumspect.readers.requests.accounts import ONLY_NUMBERS
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names
from circumspect.rulebook.yaml_lines import read
from circumspect.storage.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from circumspect.domain.ethics_code import Citation, EthicsCode
    from circumspect.domain.profile import Profile
    from circumspect.domain.roster import Client
    from circumspect.domain.screening import Candidate, Request, Screening
    from circumspect.services.vault import Vault

WORDING = Path(__file__).resolve().parent.parent / "templates" / "screening.yaml"


class Relation(StrEnum):
    """How a candidate stands to the practice on a day, under a profile; the strictest first."""

    CURRENT = "current"
    PROSPECTIVE = "prospective"
    WITHIN = "within"
    CASE = "case"
    HOUSEHOLD = "household"
    AFTER = "after"


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What screening says of one account, and what follows for this profile.

    For an account that nobody was recognised in, `relation` is None and the rest is empty. `session`: words for the
    next session; `reply`: a neutral answer if they ask by message; `overlap`: a note on small communities.
    """

    screening: Screening
    relation: Relation | None = None
    title: str = ""
    duty: str = ""
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    session: str = ""
    reply: str = ""
    overlap: str = ""
    overlap_citations: tuple[Citation, ...] = ()

    def __repr__(self) -> str:
        """Show the outcome, not whose."""
        return f"Answer({self.screening.outcome.value!r})"

    @property
    def found(self) -> bool:
        """Whether someone of the roster was, or may have been, recognised."""
        return self.screening.outcome in (Outcome.CLIENT, Outcome.POSSIBLE)


def clients_in(vault: Vault) -> list[Client]:
    """Give the roster that an open vault holds."""
    with vault.session() as session:
        return Roster(session).all()


@once
def _wording() -> Any:  # noqa: ANN401 - plain YAML, as shipped; tests hold it to its shape
    return read(WORDING, "templates/screening.yaml").value


def screen(
    requests: Sequence[Request],
    clients: Sequence[Client],
    profile: Profile,
    day: date,
    codes: Mapping[str, EthicsCode],
    progress: Callable[[int], None] | None = None,
) -> list[Answer]:
    """Answer for each account, in order: who it may be, and what the duty says for this profile on this day."""
    screenings = Linker(clients, load_names(SHIPPED)).screen(requests, progress)
    return answers(screenings, profile, day, codes)


def answers(
    screenings: Sequence[Screening], profile: Profile, day: date, codes: Mapping[str, EthicsCode]
) -> list[Answer]:
    """Say for each screening what follows for this profile on this day."""

    @once
    def citing(*references: str) -> tuple[Citation, ...]:
        return cite(references, codes, profile, day)

    return [_answer(screening, profile, day, citing) for screening in screenings]


def window_end(ended: date, years: int) -> date:
    """Give the last day on which a former client counts as within the years: the same day of a later year.

    29 February runs to 1 March where the later year has none.
    """
    year = min(ended.year + max(0, years), MAXYEAR)
    try:
        return ended.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def relation_of(candidate: Candidate, profile: Profile, day: date) -> Relation:
    """Say how a candidate stands to the practice on this day; where a date is missing, the stricter reading."""
    match candidate.standing:
        case Standing.ACTIVE:
            relation = Relation.CURRENT
        case Standing.FORMER:
            relation = _former(candidate, profile, day)
        case Standing.PROSPECTIVE | Standing.WAITLIST:
            relation = Relation.PROSPECTIVE
    if candidate.tie is not None and relation is not Relation.AFTER:
        return Relation.HOUSEHOLD
    return relation


def _former(candidate: Candidate, profile: Profile, day: date) -> Relation:
    if profile.former_clients == "case":
        return Relation.CASE
    if profile.former_clients == "never" or candidate.ended is None:
        return Relation.WITHIN
    return Relation.WITHIN if day <= window_end(candidate.ended, profile.former_client_years) else Relation.AFTER


def _answer(screening: Screening, profile: Profile, day: date, citing: Callable[..., tuple[Citation, ...]]) -> Answer:
    if screening.outcome not in (Outcome.CLIENT, Outcome.POSSIBLE) or not screening.candidates:
        return Answer(screening)
    order = list(Relation)
    relation = min((relation_of(c, profile, day) for c in screening.candidates), key=order.index)
    wording, direction = _wording(), screening.request.direction
    about = wording["relations"][relation.value]
    notes = [about["note"]] if "note" in about else []
    if relation is Relation.WITHIN and _without_end(screening, profile):
        notes.append(wording["warnings"]["no_end"])
    if direction is Direction.FOLLOWER and _open_to_all(screening.request, profile):
        notes.append(wording["warnings"]["business"])
    overlap = wording["small_community"]
    return Answer(
        screening,
        relation,
        title=about["title"],
        duty=about["duty"],
        citations=citing(*about["cites"]),
        notes=tuple(notes),
        do=tuple(_actions(screening, relation)),
        session=wording["session"]["within" if relation in (Relation.CASE, Relation.AFTER) else relation.value],
        reply=wording["reply"].replace("{phone}", profile.practice.phone or "the practice's phone"),
        overlap=overlap["note"],
        overlap_citations=citing(*overlap["cites"]),
    )


def _actions(screening: Screening, relation: Relation) -> list[str]:
    """Say what to do, by how the account stands to the clinician's own, and by who it may be."""
    wording, direction = _wording(), screening.request.direction
    past = relation is Relation.AFTER and direction is Direction.REQUEST
    first = [wording["check_first"]] if screening.outcome is Outcome.POSSIBLE else []
    if relation is Relation.HOUSEHOLD:
        last = wording["raise_household"]
    elif relation in (Relation.WITHIN, Relation.CASE, Relation.AFTER):
        last = wording["raise_after"]
    else:
        last = wording["raise_it"]
    return [*first, *wording["actions"]["after" if past else direction.value], last]


def _without_end(screening: Screening, profile: Profile) -> bool:
    return profile.former_clients == "years" and any(
        c.standing is Standing.FORMER and c.ended is None for c in screening.candidates
    )


def _open_to_all(request: Request, profile: Profile) -> bool:
    """Say whether all of the clinician's accounts there are business pages, which anybody may follow."""
    there = [a for a in profile.accounts if a.platform == request.platform or not request.platform]
    return bool(there) and all(account.kind == "business" for account in there)


def remarks(found: Sequence[Answer], clients: Sequence[Client]) -> list[str]:
    """Say what a list as a whole could not show: numbers without names, a roster without former clients."""
    wording = _wording()["warnings"]
    said: list[str] = []
    if not clients:
        said.append(wording["no_roster"])
    elif all(client.standing is not Standing.FORMER for client in clients):
        said.append(wording["no_former"])
    if undecided := [a.screening.request for a in found if a.screening.outcome is Outcome.UNDECIDABLE]:
        platforms = sorted({request.platform for request in undecided if request.platform in ONLY_NUMBERS})
        said.append(
            wording["numbers"].format(
                count=len(undecided),
                all=len(found),
                platform=" and ".join({"x": "X"}.get(name, name.title()) for name in platforms) or "the platform",
            )
        )
    if any(a.screening.outcome is Outcome.NOT_FOUND for a in found):
        said.append(wording["not_found"])
    return said

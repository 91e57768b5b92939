"""Who asks to connect, and what the duty says. Open it to change what follows from a match.

Nobody is looked up online: what the platform shows is compared with the roster, on this computer. Sentences stand in
templates/screening.yaml; which of them apply is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from enum import StrEnum
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circumspect.core.cite import cite
from circumspect.core.linkage import Linker
from circumspect.core.linkage.blocking import Slot
from circumspect.core.linkage.normalise import handle, line
from circumspect.domain.roster import Standing, Tie
from circumspect.domain.screening import Agreement, Direction, Outcome
from circumspect.readers.requests.accounts import ONLY_NUMBERS
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names
from circumspect.rulebook.yaml_lines import read
from circumspect.storage.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from circumspect.domain.ethics_code import Citation, EthicsCode
    from circumspect.domain.profile import Profile
    from circumspect.domain.roster import Client
    from circumspect.domain.screening import Candidate, Request, Screening
    from circumspect.services.vault import Vault

WORDING = Path(__file__).resolve().parent.parent / "templates" / "screening.yaml"
# The field of the evidence that says how sure a name alone can make one.
NAME_ALONE = "name alone"
_NAME = frozenset({*map(str, Slot), "letters"})
_HUNDRED_THOUSAND = 100_000
_FEW = 30
_PEOPLE = 331_000_000  # of the United States, Census 2020; the name tables count them


class Relation(StrEnum):
    """How a candidate stands to the practice on a day, under a profile; the strictest first."""

    CURRENT = "current"
    PROSPECTIVE = "prospective"
    WITHIN = "within"
    CASE = "case"
    DECEASED = "deceased"
    HOUSEHOLD = "household"
    AFTER = "after"


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What screening says of one account, and what follows for this profile.

    For an account that nobody was recognised in, `relation` is None and the rest is empty. `words`: what one may say;
    `when`: to whom and when. `reply`: a neutral answer for whoever asks the practice, as `reply_when` says;
    `overlap`: a note on small communities; `by_name`: nothing but a name speaks for it.
    """

    screening: Screening
    relation: Relation | None = None
    title: str = ""
    duty: str = ""
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    when: str = ""
    words: str = ""
    reply_when: str = ""
    reply: str = ""
    crisis: str = ""
    overlap: str = ""
    overlap_citations: tuple[Citation, ...] = ()
    by_name: bool = False

    def __repr__(self) -> str:
        """Show the outcome, not whose."""
        return f"Answer({self.screening.outcome.value!r})"

    @property
    def found(self) -> bool:
        """Whether someone of the roster was, or may have been, recognised."""
        return self.screening.outcome in (Outcome.CLIENT, Outcome.POSSIBLE)


class _Voice(StrEnum):
    """Who the account may be: the client, the guardian (who is met as well), or someone who is not in the room."""

    CLIENT = "client"
    GUARDIAN = "guardian"
    RELATIVE = "relative"


class _Stage(StrEnum):
    """Where the client stands: in treatment, before it, after it, or dead."""

    CURRENT = "current"
    COMING = "coming"
    FORMER = "former"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True)
class _Whom:
    """The candidate that wording and steps are for: the one with the strictest relation."""

    candidate: Candidate
    relation: Relation

    @property
    def voice(self) -> _Voice:
        tie = self.candidate.tie
        return _Voice.CLIENT if tie is None else _Voice.GUARDIAN if tie is Tie.GUARDIAN else _Voice.RELATIVE

    @property
    def stage(self) -> _Stage:
        match self.candidate.standing:
            case Standing.ACTIVE:
                return _Stage.CURRENT
            case Standing.FORMER:
                return _Stage.FORMER
            case Standing.PROSPECTIVE | Standing.WAITLIST:
                return _Stage.COMING
            case Standing.DECEASED:
                return _Stage.DECEASED

    @property
    def met(self) -> bool:
        """Whether the person is met soon anyway, so that it can be talked about."""
        return self.stage is _Stage.CURRENT and self.voice is not _Voice.RELATIVE


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
    linker = Linker(clients, load_names(SHIPPED))
    screenings = name_alone(linker.screen(requests, progress), linker)
    guarded = frozenset(c.id for c in clients if any(relative.tie is Tie.GUARDIAN for relative in c.household))
    return answers(screenings, profile, day, codes, guarded)


def answers(
    screenings: Sequence[Screening],
    profile: Profile,
    day: date,
    codes: Mapping[str, EthicsCode],
    guarded: Collection[str] = (),
) -> list[Answer]:
    """Say for each screening what follows for this profile on this day; `guarded`: clients who have a guardian."""

    @once
    def citing(*references: str) -> tuple[Citation, ...]:
        return cite(references, codes, profile, day)

    return [_answer(screening, profile, day, citing, guarded) for screening in screenings]


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
        case Standing.DECEASED:
            relation = Relation.DECEASED
    if candidate.tie is not None and relation is not Relation.AFTER:
        return Relation.HOUSEHOLD
    return relation


def _former(candidate: Candidate, profile: Profile, day: date) -> Relation:
    if profile.former_clients == "case":
        return Relation.CASE
    if profile.former_clients == "never" or candidate.ended is None:
        return Relation.WITHIN
    return Relation.WITHIN if day <= window_end(candidate.ended, profile.former_client_years) else Relation.AFTER


def _answer(
    screening: Screening,
    profile: Profile,
    day: date,
    citing: Callable[..., tuple[Citation, ...]],
    guarded: Collection[str],
) -> Answer:
    if screening.outcome not in (Outcome.CLIENT, Outcome.POSSIBLE) or not screening.candidates:
        return Answer(screening)
    order = list(Relation)
    whom = min(
        (_Whom(candidate, relation_of(candidate, profile, day)) for candidate in screening.candidates),
        key=lambda w: order.index(w.relation),
    )
    wording = _wording()
    about = wording["relations"][whom.relation.value]
    phone, overlap = profile.practice.phone, wording["small_community"]
    return Answer(
        screening,
        whom.relation,
        title=_title(whom, profile, day),
        duty=about["duty"],
        citations=citing(*about["cites"]),
        notes=tuple(_notes(screening, whom, profile, guarded)),
        do=tuple(_actions(screening, whom)),
        when=wording["words"]["when"][whom.voice.value][whom.stage.value],
        words=_words(screening.request.direction, whom),
        reply_when=wording["reply"]["when"],
        reply=wording["reply"]["words"].replace("{phone}", f"at {phone}" if phone else "by phone"),
        crisis=wording["reply"]["crisis"],
        overlap=overlap["note"],
        overlap_citations=citing(*overlap["cites"]),
        by_name=_by_name(screening),
    )


def _title(whom: _Whom, profile: Profile, day: date) -> str:
    """Say in a few words who it may be, without a name."""
    wording, candidate = _wording(), whom.candidate
    own = relation_of(replace(candidate, tie=None), profile, day).value
    title = str(wording["titles"]["waitlist" if candidate.standing is Standing.WAITLIST else own])
    return f"{wording['ties'][candidate.tie.value]} of {title}" if candidate.tie else title


def _notes(screening: Screening, whom: _Whom, profile: Profile, guarded: Collection[str]) -> Iterator[str]:
    """Say what else to know of this duty here."""
    wording = _wording()
    about, warnings = wording["relations"][whom.relation.value], wording["warnings"]
    if "note" in about:
        yield about["note"]
    if whom.relation is Relation.WITHIN and _without_end(screening, profile):
        yield warnings["no_end"]
    if screening.request.direction is Direction.FOLLOWER and _open_to_all(screening.request, profile):
        yield warnings["business"]
    here = whom.stage in (_Stage.CURRENT, _Stage.COMING)
    if here and whom.voice is _Voice.CLIENT and whom.candidate.client in guarded:
        yield warnings["guardian"]


def _actions(screening: Screening, whom: _Whom) -> Iterator[str]:
    """Say what to do: what comes first, what the list asks for, how to talk about it."""
    wording, direction = _wording(), screening.request.direction
    if screening.outcome is Outcome.POSSIBLE or _by_name(screening):
        first, how = wording["check_first"], "by_name" if _by_name(screening) else "start"
        yield f"{first[how]} {first[whom.voice.value if whom.met else 'else']}"
    if len({candidate.client for candidate in screening.candidates}) > 1:
        yield wording["several"]
    past = whom.relation is Relation.AFTER and direction is Direction.REQUEST
    for step in wording["actions"]["request_after" if past else direction.value]:
        yield step if isinstance(step, str) else step["talk" if whom.met else "else"]
    yield wording["raise"][whom.voice.value][whom.stage.value]


def _words(direction: Direction, whom: _Whom) -> str:
    """Give words to say to whom it may be; for one who is not in the room, they speak of nobody."""
    words, voice, stage = _wording()["words"], whom.voice.value, whom.stage.value
    if whom.voice is _Voice.RELATIVE:
        return str(words["relative"])
    if whom.relation is Relation.DECEASED:
        return str(words["deceased"])
    policy = words["policy"][direction.value].replace("{people}", words["people"][voice][stage])
    return f"{words['opening'][direction.value]} {policy} {words['closing'][voice][stage]}"


def _without_end(screening: Screening, profile: Profile) -> bool:
    return profile.former_clients == "years" and any(
        c.standing is Standing.FORMER and c.ended is None for c in screening.candidates
    )


def _open_to_all(request: Request, profile: Profile) -> bool:
    """Say whether all of the clinician's accounts there are business pages, which anybody may follow."""
    there = [a for a in profile.accounts if a.platform == request.platform or not request.platform]
    return bool(there) and all(account.kind == "business" for account in there)


def _by_name(screening: Screening) -> bool:
    return all(any(a.field == NAME_ALONE for a in candidate.evidence) for candidate in screening.candidates)


def name_alone(screenings: Sequence[Screening], linker: Linker) -> list[Screening]:
    """Add to each candidate for whom nothing but a name speaks how many people have that name."""
    people: dict[tuple[str, Tie | None], set[int]] = {}
    for number, person in enumerate(linker.index.people):
        people.setdefault((person.client.id, person.tie), set()).add(number)

    def told(candidate: Candidate, request: Request) -> Candidate:
        if any(a.weight > 0 and a.field not in _NAME for a in candidate.evidence):
            return candidate
        says = _how_common(linker, _shown(linker, request, people.get((candidate.client, candidate.tie), set())))
        return replace(candidate, evidence=(*candidate.evidence, Agreement(NAME_ALONE, says, 0.0)))

    return [
        replace(screening, candidates=tuple(told(candidate, screening.request) for candidate in screening.candidates))
        if screening.candidates
        else screening
        for screening in screenings
    ]


def _shown(linker: Linker, request: Request, people: Collection[int]) -> dict[Slot, str]:
    """Give the longest form of a given and of a family name of these people that an account shows."""
    found: dict[Slot, str] = {}
    for text in (request.display, handle(request.handle, case=True), request.email.partition("@")[0]):
        for hit in linker.index.hits(line(text)):
            for posting in linker.index.postings[hit.form]:
                if posting.person in people and len(hit.form) > len(found.get(posting.slot, "")):
                    found[posting.slot] = hit.form
    return found


def _how_common(linker: Linker, shown: Mapping[Slot, str]) -> str:
    """Say how many people have the name that is shown, or a form of it."""
    wording, knowledge = _wording()["by_name"], linker.knowledge
    whole, share = len(shown) == len(Slot), 1.0 if shown else 0.0
    if given := shown.get(Slot.GIVEN):
        share *= max(map(knowledge.given_share, (given, *knowledge.short_forms(given))))
    if family := shown.get(Slot.FAMILY):
        share *= knowledge.family_share(family)
    some, country = _round(share * _HUNDRED_THOUSAND), _round(share * _PEOPLE)
    if some > 1:
        kind = "common" if whole else "part"
    else:
        kind = "rare_part" if not whole else "rare" if country >= _FEW else "rarest"
    return str(wording[kind]).format(some=f"{some:,}", country=f"{country:,}")


def _round(number: float) -> int:
    """Round to two digits, which is more than the tables know."""
    return int(float(f"{number:.2g}"))


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
    if any(a.found and a.screening.request.direction is Direction.UNKNOWN for a in found):
        said.append(wording["unknown"])
    if any(a.screening.outcome is Outcome.NOT_FOUND for a in found):
        said.append(wording["not_found"])
    return said

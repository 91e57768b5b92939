"""From match weights to an answer. Open it to change when an account counts as a client's.

The weight of a pair becomes a chance with the share of accounts that belong to people of the roster, which is
estimated from the list itself (expectation-maximisation over the whole list), and with all others who might be meant.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp2, inf, log2
from typing import TYPE_CHECKING, NamedTuple

from circumspect.core.linkage.blocking import Index, Slot, region
from circumspect.core.linkage.comparisons import (
    BIO,
    DISPLAY,
    FAMILY_ALONE,
    INITIAL_BITS,
    MOST_BITS,
    MOST_CUT,
    SEEN,
    Comparison,
    Piece,
    Reason,
    Trace,
    combine,
    said,
)
from circumspect.core.linkage.names import Knowledge, by_chance
from circumspect.core.linkage.normalise import address, digits, handle, line, words
from circumspect.domain.screening import Agreement, Candidate, Outcome, Screening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from circumspect.core.linkage.blocking import Hit, Person
    from circumspect.domain.names import NameTables
    from circumspect.domain.roster import Client
    from circumspect.domain.screening import Request

# From this chance on that it is somebody of the roster, an account is a client's, possibly a client's.
SURE, POSSIBLE = 0.95, 0.62
# The share of accounts that are somebody's of the roster: of one who asks alone; at first, of a list.
ALONE, IN_A_LIST = 0.05, 0.02
_LIST, _ROUNDS = 100, 8
_LEAST_SHARE, _MOST_SHARE = 0.002, 0.3
# So many people in general weigh as much as a list of that length in how common a name is.
_GENERAL = 20_000
_UNSEEN = 0.5
# A display name of one word may be two names joined from this length on.
_JOINED = 8
_EMAIL, _PHONE, _HANDLE, _MAILBOX = 24.0, 20.0, 26.0, 12.0
_PLACE, _PLACE_BY_CHANCE, _ELSEWHERE, _OTHER_REGION = 0.5, 0.02, -2.5, -4.0
_MUTUAL = 3.0
_HEARD_TWICE = 0.1
# Who comes out below one in four, were one account in twenty somebody's of the roster, is not kept; and who shows one
# name only must promise more to be looked at.
_WORTH, _ONE_NAME = 1.6, 1.3
# A full name that one in half a million strangers shows, in bits.
_RARE_ENOUGH = 19.0
_MOST_CANDIDATES = 5


class _Found(NamedTuple):
    """Somebody whom an account may be: the weight without prior, and what speaks; `twin`: the very same full name."""

    person: int
    weight: float
    reasons: list[Reason]
    facts: list[Agreement]
    twin: bool


@dataclass(slots=True)
class _Look:
    """An account on its way: its traces, who it may be, and the odds of all of them together (without prior)."""

    request: Request
    traces: list[Trace]
    found: list[_Found]
    odds: float = 0.0


class _Bounds:
    """Says at most how much the forms in an account can speak for a person, so that most need no closer look."""

    def __init__(self, index: Index, often: Callable[[str, bool], float]) -> None:
        self.least = log2(max(1, len(index.people)) / ALONE) - _WORTH
        self._index, self._often = index, often
        self._most: dict[str, list[tuple[int, bool, float]]] = {}

    def worth(self, traces: Sequence[Trace], near: Mapping[str, float], kin: float) -> set[int]:
        """Give the people who are worth a closer look.

        `near`: words of place and bio, with the bits that each speaks for who lives there; `kin`: bits for connections.
        """
        given, family = self._heard(traces)
        people, least = self._index.people, self.least + _ONE_NAME - kin
        most = least - max(near.values(), default=0.0)
        letters, starts = _edges(traces)
        found = []
        for p, bits in family.items():
            if p in given:
                found.append((p, inf))  # a full name is always looked at, however common
                continue
            total = bits + (FAMILY_ALONE if letters.isdisjoint(people[p].given_initials) else INITIAL_BITS)
            if total > most:
                found.append((p, total))
        for p, bits in given.items():
            if p not in family and bits + MOST_CUT > most:
                if not starts.isdisjoint(people[p].starts):
                    bits += MOST_CUT  # noqa: PLW2901 - the bound grows
                elif not letters.isdisjoint(people[p].family_initials):
                    bits += INITIAL_BITS  # noqa: PLW2901
                if bits > most:
                    found.append((p, bits))
        return {
            p for p, total in found if total + max((near[w] for w in people[p].place if w in near), default=0.0) > least
        }

    def _heard(self, traces: Sequence[Trace]) -> tuple[dict[int, float], dict[int, float]]:
        """Give person → the most bits that the forms shown speak for their given name, and for their family name."""
        given: dict[int, float] = {}
        family: dict[int, float] = {}
        for form in {hit.form for trace in traces for hit in trace.hits}:
            known = self._most.get(form)
            if known is None:
                known = self._most[form] = list(self._speaks(form))
            for person, first, bits in known:
                most = given if first else family
                if bits > most.get(person, 0.0):
                    most[person] = bits
        return given, family

    def _speaks(self, form: str) -> Iterator[tuple[int, bool, float]]:
        often = self._often(form, True)
        for person, slot, kind, strength in self._index.postings[form]:
            bits = min(MOST_BITS[slot], log2(SEEN[slot, kind] * strength / often))
            if bits > 0:
                yield person, slot is Slot.GIVEN, (1 + _HEARD_TWICE) * bits


def _edges(traces: Sequence[Trace]) -> tuple[set[str], set[str]]:
    """Give what may begin a family name that is not written out: single letters, and two."""
    letters: set[str] = set()
    starts: set[str] = set()
    for trace in traces:
        text = trace.line.letters
        for hit in trace.hits:
            letters.update((text[hit.end : hit.end + 1], text[max(0, hit.start - 1) : hit.start]))
            starts.add(text[hit.end : hit.end + 2])
        for first, _ in trace.line.words:
            letters.add(text[first : first + 1])
            starts.add(text[first : first + 2])
    return letters, starts


class Linker:
    """Compares accounts with a roster. Make one and keep it: it holds the roster's names in memory."""

    def __init__(self, clients: Sequence[Client], names: NameTables) -> None:
        """Index the roster with what is known of names (packs/names)."""
        self.knowledge = Knowledge(names)
        self.index = Index(clients, self.knowledge)
        self._inside = self.knowledge.inside(self.index.postings.keys())
        self._places: dict[str, float] = {}
        self._towns = frozenset(word for person in self.index.people for word in person.place)
        self._by_client: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self.index.people):
            self._by_client[person.client.id].append(number)

    def __repr__(self) -> str:
        """Show how many people it knows."""
        return f"Linker({len(self.index.people)} people)"

    def screen(self, requests: Sequence[Request], progress: Callable[[int], None] | None = None) -> list[Screening]:
        """Say for each account who of the roster it may be, in order.

        `progress` is called now and then with the number of accounts looked at.
        """
        looks = []
        for number, request in enumerate(requests):
            looks.append(_Look(request, list(self._traces(request)), []))
            if progress is not None and number % 1000 == 0:
                progress(number)
        often = self._frequency(looks)
        self._places = _place_shares(requests)
        comparison, bounds = Comparison(self.knowledge, often), _Bounds(self.index, often)
        for look in looks:
            look.found = list(self._weighed(look, comparison, bounds))
            look.odds = sum(exp2(found.weight) for found in look.found)
        share = self._share(looks)
        return [self._screening(look, share) for look in looks]

    def _traces(self, request: Request) -> Iterator[Trace]:
        """Give the lines of an account in which forms of the roster stand."""
        local = address(request.email).partition("@")[0] if request.email else ""
        for where, text in enumerate((request.display, handle(request.handle, case=True), local, request.bio)):
            if not text:
                continue
            made = line(text)
            hits = self.index.hits(made)
            if where == BIO or (where == DISPLAY and (len(made.cuts) > 2 or len(made.letters) < _JOINED)):  # noqa: PLR2004
                hits = [hit for hit in hits if hit.whole]  # each word stands for itself
            if where == BIO:
                hits = _full_names_only(hits, self.index)
            yield Trace(where, made, hits)

    def _frequency(self, looks: Sequence[_Look]) -> Callable[[str, bool], float]:
        """Give how often strangers show a form, learned from people in general and from this list."""
        as_word: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        for look in looks:
            seen: dict[str, bool] = {}
            for trace in look.traces:
                for hit in trace.hits:
                    if not hit.typo:
                        seen[hit.form] = seen.get(hit.form, False) or hit.whole
            inside.update(seen.keys())
            as_word.update(form for form, whole in seen.items() if whole)
        total = len(looks) + _GENERAL
        knowledge = self.knowledge
        known: dict[tuple[str, bool], float] = {}

        def often(form: str, whole: bool) -> float:  # noqa: FBT001 - a pair of a form and how it stands
            found = known.get((form, whole))
            if found is None:
                counted = max(0, (as_word if whole else inside)[form] - 1)
                general = knowledge.share(form) if whole else max(by_chance(form), self._inside.get(form, 0.0))
                found = known[form, whole] = (counted + _UNSEEN + _GENERAL * general) / total
            return found

        return often

    def _weighed(self, look: _Look, comparison: Comparison, bounds: _Bounds) -> Iterator[_Found]:
        """Give those whom an account may be, each with the match weight (without prior) and what was compared."""
        certain = self._certain(look.request)
        near = self._near(look.request)
        worth = certain.keys() | bounds.worth(look.traces, near, _MUTUAL if look.request.mutuals else 0.0)
        pieces: dict[int, dict[int, list[Piece]]] = {number: {} for number in worth}
        for at, trace in enumerate(look.traces if worth else ()):
            for hit in trace.hits:
                for posting in self.index.postings[hit.form]:
                    if posting.person in worth:
                        pieces[posting.person].setdefault(at, []).append(Piece(hit, posting))
        for number in worth:
            person = self.index.people[number]
            parses = list(comparison.parses(person, ((look.traces[at], row) for at, row in pieces[number].items())))
            reasons = list(combine(parses))
            facts = [*certain.get(number, ()), *self._around(look.request, person, near)]
            weight = sum(reason.weight for reason in reasons) + sum(fact.weight for fact in facts)
            twin = self._twin(look, person)
            if weight > bounds.least or twin:
                yield _Found(number, weight, reasons, facts, twin)

    def _twin(self, look: _Look, person: Person) -> bool:
        """Say whether the display name is the person's whole name."""
        return any(t.where == 0 and t.line.letters in person.full_names for t in look.traces)

    def _certain(self, request: Request) -> dict[int, list[Agreement]]:
        """Give what the roster holds as it is shown: an address or the part before its @, a number, a handle."""
        found: dict[int, list[Agreement]] = defaultdict(list)
        for index, key, says, weight in (
            (self.index.emails, address(request.email) if request.email else "", "e-mail address", _EMAIL),
            (self.index.phones, digits(request.phone or request.account), "telephone number", _PHONE),
            (self.index.handles, handle(request.handle) if request.handle else "", "handle", _HANDLE),
            (
                self.index.mailboxes,
                handle(request.handle) if request.handle else "",
                "first part of an e-mail",
                _MAILBOX,
            ),
        ):
            for number in index.get(key, ()) if key else ():
                if index is self.index.handles and not self._same_place(number, key, request.platform):
                    continue
                found[number].append(Agreement(says, f"this {says} is on the roster", weight))
        return found

    def _same_place(self, number: int, key: str, platform: str) -> bool:
        """Say whether a handle of the roster may be this one: no platform is named on either side, or the same one."""
        person = self.index.people[number]
        named = {
            written.partition(":")[0].strip().lower() if ":" in written and "//" not in written else ""
            for written in person.handles
            if handle(written) == key
        }
        return not platform or "" in named or platform.lower() in named

    def _near(self, request: Request) -> dict[str, float]:
        """Give the words of an account's place and bio that are places on the roster, with the bits each speaks."""
        if not request.place and not request.bio:
            return {}
        shown = self._towns.intersection({*words(request.place), *words(request.bio)})
        return {word: max(0.0, log2(_PLACE / self._places.get(word, _PLACE_BY_CHANCE))) for word in shown}

    def _around(self, request: Request, person: Person, near: Mapping[str, float]) -> Iterator[Agreement]:
        """Give what place and shared connections say."""
        if person.place and (request.place or request.bio):
            if here := [near[word] for word in person.place if word in near]:
                yield Agreement("place", "the place fits", max(here))
            elif request.place:
                there = region(request.place)
                if not (there and there == person.region):
                    apart = _OTHER_REGION if there and person.region else _ELSEWHERE
                    yield Agreement("place", "another place is shown", apart)
        if request.mutuals and self._kin(request, person):
            yield Agreement("connections", "someone of the same household is among the shared connections", _MUTUAL)

    def _kin(self, request: Request, person: Person) -> bool:
        kin = [self.index.people[n] for n in self._by_client[person.client.id]]
        shown = {"".join(words(mutual)) for mutual in request.mutuals}
        return any(one is not person and one.full_names & shown for one in kin)

    def _share(self, looks: Sequence[_Look]) -> float:
        """Estimate the share of accounts that are somebody's of the roster."""
        if len(looks) < _LIST:
            return ALONE
        share = IN_A_LIST
        some = [look for look in looks if look.found]
        for _ in range(_ROUNDS):
            told = sum(1 - self._nobody(look, share) for look in some)
            share = min(_MOST_SHARE, max(_LEAST_SHARE, told / len(looks)))
        return share

    def _nobody(self, look: _Look, share: float) -> float:
        """Give the chance that an account is nobody's of the roster."""
        return (1 - share) / (1 - share + share / max(1, len(self.index.people)) * look.odds)

    def _screening(self, look: _Look, share: float) -> Screening:
        if not look.request.named and not look.found:
            return Screening(look.request, Outcome.UNDECIDABLE)
        nobody = self._nobody(look, share)
        prior = log2(share / max(1, len(self.index.people)) / (1 - share))
        candidates = []
        for number, weight, reasons, facts, twin in look.found:
            chance = nobody * exp2(weight + prior)
            if chance < POSSIBLE / 4 and not twin:
                continue
            person = self.index.people[number]
            evidence = (*map(said, reasons), *facts)
            client = person.client
            made = Candidate(
                client.id, client.standing, client.ended, person.tie, weight + prior, min(1.0, chance), evidence
            )
            candidates.append((_whole(reasons, facts), made))
        candidates.sort(key=lambda pair: (-round(pair[1].weight, 1), pair[1].tie is not None, pair[1].client))
        if 1 - nobody >= SURE and any(whole for whole, _ in candidates):
            outcome = Outcome.CLIENT
        elif 1 - nobody >= POSSIBLE or any(found.twin for found in look.found):
            outcome = Outcome.POSSIBLE
        else:
            return Screening(look.request, Outcome.NOT_FOUND)
        return Screening(look.request, outcome, tuple(one for _, one in candidates[:_MOST_CANDIDATES]))


def _whole(reasons: Sequence[Reason], facts: Sequence[Agreement]) -> bool:
    """Say whether a contact of the roster is shown, or a given and a family name that are not both common.

    Less is never more than possible, however few clients there are.
    """
    shown = {reason.slot: reason.weight for reason in reasons if reason.what == "shown"}
    near = sum(max(0.0, fact.weight) for fact in facts)
    return near >= _PHONE or (len(shown) == len(Slot) and sum(shown.values()) + near >= _RARE_ENOUGH)


def _full_names_only(hits: Sequence[Hit], index: Index) -> list[Hit]:
    """Keep those hits in a bio where a given and a family name of one person follow each other."""
    kept = []
    for one, two in itertools.permutations(hits, 2):
        if one.end == two.start:
            first = {(p.person, p.slot) for p in index.postings[one.form]}
            if any((p.person, slot) in first for p in index.postings[two.form] for slot in Slot if slot is not p.slot):
                kept += [one, two]
    return list(dict.fromkeys(kept))


def _place_shares(requests: Sequence[Request]) -> dict[str, float]:
    """Give how often words stand in the places and bios of these accounts: the town of half of them says little."""
    shown = [
        set(words(request.place)) | set(words(request.bio)) for request in requests if request.place or request.bio
    ]
    if len(shown) < _LIST:
        return {}
    counts = Counter(word for here in shown for word in here)
    return {word: (count + 1) / (len(shown) + 1) for word, count in counts.items()}

"""From match weights to an answer. Open it to change when an account counts as a client's.

The weight of a pair becomes a chance with the share of accounts that belong to people of the roster, which is
estimated from the list itself (expectation-maximisation over the whole list), and with all others who might be meant.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from math import exp2, log2
from typing import TYPE_CHECKING, NamedTuple

from circumspect.core.linkage.blocking import ABRIDGED, Index, Slot, region
from circumspect.core.linkage.comparisons import (
    BIO,
    DISPLAY,
    ELSEWHERE,
    EMAIL,
    HANDLE,
    INITIAL_BITS,
    MOST_BITS,
    MOST_CUT,
    NAMED,
    SECOND_FAMILY,
    SECOND_LETTER,
    SEEN,
    TYPO,
    Comparison,
    Parse,
    Piece,
    Reason,
    Trace,
    combine,
    cut_bits,
    said,
)
from circumspect.core.linkage.names import Knowledge, by_chance
from circumspect.core.linkage.normalise import address, digits, handle, line, told, words
from circumspect.domain.screening import Agreement, Candidate, Outcome, Screening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from circumspect.core.linkage.blocking import Hit, Person
    from circumspect.domain.names import NameTables
    from circumspect.domain.roster import Client
    from circumspect.domain.screening import Request

# From this chance on that it is somebody of the roster, an account is a client's, possibly a client's.
SURE, POSSIBLE = 0.95, 0.4
# The share of accounts that are somebody's of the roster: of one who asks alone; at first, of a list.
ALONE, IN_A_LIST = 0.05, 0.02
_LIST, _ROUNDS = 100, 8
_LEAST_SHARE, _MOST_SHARE = 0.002, 0.3
# So many people in general weigh as much as a list of that length in how common a name is.
_GENERAL = 20_000
_UNSEEN = 0.5
# A display name of one word may be two names joined from this length on.
_JOINED = 8
_EMAIL, _PHONE, _HANDLE, _MAILBOX = 24.0, 20.0, 26.0, 16.0
_PLACE, _PLACE_BY_CHANCE, _ELSEWHERE, _OTHER_REGION = 0.25, 0.02, -3.0, -4.0
_MUTUAL = 2.0
# So many characters of a name and of a bio are read.
_LONGEST_NAME, _LONGEST_BIO = 120, 500
# So many parts of names are taken from a bio that repeats them.
_MOST_IN_BIO = 12
# So many names, and so many other handles, are taken from a bio.
_MOST_TOLD = 2
_HEARD_TWICE = 0.1
# Who comes out below one in four, were one account in twenty somebody's of the roster, is not kept; and who shows one
# name only must promise more to be looked at.
_WORTH, _ONE_NAME = 1.2, 1.6
# A full name that one in half a million strangers shows, in bits.
_RARE_ENOUGH = 19.5
_MOST_CANDIDATES = 5


_NOBODY: frozenset[int] = frozenset()


class _Found(NamedTuple):
    """Somebody whom an account may be: the weight without prior, and what speaks; `twin`: the very same full name."""

    person: int
    weight: float
    reasons: list[Reason]
    facts: list[Agreement]
    twin: bool


@dataclass(slots=True)
class _Look:
    """An account on its way: its traces, towns of the roster in it, who it may be, and all their odds without prior."""

    request: Request
    traces: list[Trace]
    towns: frozenset[str]
    found: list[_Found]
    odds: float = 0.0


class _Bounds:
    """Says at most how much the forms in an account can speak for a person, so that most need no closer look."""

    def __init__(self, index: Index, often: Callable[[str, bool], float]) -> None:
        self.least = log2(max(1, len(index.people)) / ALONE) - _WORTH
        self._index, self._often = index, often
        self._most: dict[tuple[str, bool, bool], list[tuple[int, bool, float]]] = {}

    def worth(self, traces: Sequence[Trace], near: Mapping[str, float], kin: float) -> dict[int, float]:
        """Give the people who are worth a closer look, with the bits that an initial or a cut name must still add.

        `near`: words of place and bio, with the bits that each speaks for who lives there; `kin`: bits for connections.
        """
        people, both, one = self._index.people, self.least - kin, self.least + _ONE_NAME - kin
        given, family = self._heard(traces)
        short = one - max(near.values(), default=0.0)
        found = {p: both - bits - given[p] - SECOND_FAMILY for p, bits in family.items() if p in given}
        first = {p for p, bits in given.items() if bits + MOST_CUT > short and p not in family}
        last = {p for p, bits in family.items() if bits + INITIAL_BITS + SECOND_LETTER > short and p not in given}
        most: dict[int, float] = {}
        if first or last:
            for part in set(_stretches(traces)):
                for p in self._index.begins.get(part, _NOBODY) & first:
                    most[p] = max(most.get(p, 0.0), cut_bits(part))
                for p in self._index.initials.get(part, _NOBODY) & last:
                    most[p] = INITIAL_BITS + SECOND_LETTER
            for p in first:
                found[p] = one - given[p]
            for p in last:
                found[p] = one - family[p]
        if near:
            for p in found:
                found[p] -= max((near[w] for w in people[p].place if w in near), default=0.0)
        return {p: lacking for p, lacking in found.items() if lacking < most.get(p, 0.0)}

    def within_reach(
        self, number: int, lacking: float, traces: Sequence[Trace], pieces: Mapping[int, list[Piece]]
    ) -> bool:
        """Say whether initials and cut names around a person's own forms may add the bits that are lacking."""
        own = (Trace(traces[at].where, traces[at].line, [piece.hit for piece in row]) for at, row in pieces.items())
        if lacking <= 0:
            return True
        most = 0.0
        for part in set(_stretches(own)):
            if number in self._index.begins.get(part, _NOBODY):
                most = max(most, cut_bits(part))
            if number in self._index.initials.get(part, _NOBODY):
                most = max(most, INITIAL_BITS + (SECOND_LETTER if len(part) > 1 else 0.0))
        return most >= lacking

    def _heard(self, traces: Sequence[Trace]) -> tuple[dict[int, float], dict[int, float]]:
        """Give person → the most bits that the forms shown speak for their given name, and for their family name."""
        given: dict[int, float] = {}
        family: dict[int, float] = {}
        for shown in {(hit.form, hit.typo, hit.flush) for trace in traces for hit in trace.hits}:
            known = self._most.get(shown)
            if known is None:
                known = self._most[shown] = list(self._speaks(*shown))
            for person, first, bits in known:
                most = given if first else family
                if bits > most.get(person, 0.0):
                    most[person] = bits
        return given, family

    def _speaks(self, form: str, typo: bool, flush: bool) -> Iterator[tuple[int, bool, float]]:  # noqa: FBT001 - a hit's
        often = self._often(form, True) / (TYPO if typo else 1.0)
        for person, slot, kind, strength in self._index.forms[form]:
            if kind in ABRIDGED and not flush:
                continue
            bits = min(MOST_BITS[slot], log2(SEEN[slot, kind] * strength / often))
            if bits > 0:
                yield person, slot is Slot.GIVEN, (1 + _HEARD_TWICE) * bits


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the collector of reference cycles from walking through all accounts again and again: none are made here."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _stretches(traces: Iterable[Trace]) -> Iterator[str]:
    """Give what forms leave over in the words where they stand, before, after and between them."""
    for _, (letters, bounds), hits in traces:
        for first, last in bounds:
            starts, ends = [last], [first]
            for hit in hits:
                if first <= hit.start < last:
                    starts.append(hit.start)
                if first < hit.end <= last:
                    ends.append(hit.end)
            for end in ends:
                for start in starts:
                    if end < start:
                        yield letters[end:start]


class Linker:
    """Compares accounts with a roster. Make one and keep it: it holds the roster's names in memory."""

    def __init__(self, clients: Sequence[Client], names: NameTables) -> None:
        """Index the roster with what is known of names (packs/names)."""
        self.knowledge = Knowledge(names)
        self.index = Index(clients, self.knowledge)
        self._inside = self.knowledge.inside(self.index.forms.keys())
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
        with _undisturbed():
            return self._screened(requests, progress)

    def _screened(self, requests: Sequence[Request], progress: Callable[[int], None] | None) -> list[Screening]:
        looks = []
        for number, request in enumerate(requests):
            looks.append(_Look(request, list(self._traces(request)), self._towns_in(request), []))
            if progress is not None and number % 1000 == 0:
                progress(number)
        often = self._frequency(looks)
        self._places = _place_shares(looks)
        comparison, bounds = Comparison(self.knowledge, often), _Bounds(self.index, often)
        for look in looks:
            look.found = list(self._weighed(look, comparison, bounds))
            look.odds = sum(exp2(found.weight) for found in look.found)
        share = self._share(looks)
        return [self._screening(look, share) for look in looks]

    def _traces(self, request: Request) -> Iterator[Trace]:
        """Give the lines of an account in which forms of the roster stand."""
        local = address(request.email).partition("@")[0] if request.email else ""
        for where, text in (
            (DISPLAY, request.display),
            (HANDLE, handle(request.handle, case=True)),
            (EMAIL, local),
            (BIO, request.bio),
        ):
            if text:
                yield self._trace(where, text)
        if request.bio:
            names, handles = told(request.bio)
            for where, texts in ((NAMED, names), (ELSEWHERE, handles)):
                for text in texts[:_MOST_TOLD]:
                    yield self._trace(where, text)

    def _trace(self, where: int, text: str) -> Trace:
        made = line(text, _LONGEST_BIO if where == BIO else _LONGEST_NAME)
        hits = self.index.hits(made)
        if where in (BIO, NAMED) or (where == DISPLAY and (len(made.words) > 1 or len(made.letters) < _JOINED)):
            hits = [hit for hit in hits if hit.whole]  # each word stands for itself
        if where == BIO:
            hits = _full_names_only(hits, self.index)
        return Trace(where, made, hits)

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
        certain, twins = self._certain(look.request), self._twins(look)
        near = self._near(look) if look.towns else {}
        lacking = bounds.worth(look.traces, near, _MUTUAL if look.request.mutuals else 0.0)
        always = certain.keys() | twins
        for number, pieces in self._pieces(look, always | lacking.keys()).items():
            if number not in always and not bounds.within_reach(number, lacking[number], look.traces, pieces):
                continue
            person = self.index.people[number]
            parses = list(comparison.parses(person, ((look.traces[at], row) for at, row in pieces.items())))
            if parses:
                parses += self._others(look, person, comparison, pieces)
            reasons = list(combine(parses))
            named = sum(reason.weight for reason in reasons)
            facts = [
                _beyond(fact, named) for fact in (*certain.get(number, ()), *self._around(look.request, person, near))
            ]
            weight = named + sum(fact.weight for fact in facts)
            if weight > bounds.least or number in twins:
                yield _Found(number, weight, reasons, facts, number in twins)

    def _pieces(self, look: _Look, people: AbstractSet[int]) -> dict[int, dict[int, list[Piece]]]:
        """Give for each of `people` and each line the forms that may stand for part of the name."""
        pieces: dict[int, dict[int, list[Piece]]] = {number: {} for number in people}
        for at, trace in enumerate(look.traces if people else ()):
            for hit in trace.hits:
                standing = self.index.by_person[hit.form]
                for number in standing.keys() & people:
                    here = [Piece(hit, p) for p in standing[number] if hit.flush or p.kind not in ABRIDGED]
                    if here:
                        pieces[number].setdefault(at, []).extend(here)
        return pieces

    @staticmethod
    def _others(look: _Look, person: Person, comparison: Comparison, pieces: Mapping[int, object]) -> list[Parse]:
        """Give what speaks against a person in names shown that have nothing of theirs."""
        found = (
            comparison.beside(person, trace.where, trace.line)
            for at, trace in enumerate(look.traces)
            if trace.where in (DISPLAY, NAMED) and at not in pieces
        )
        return [parse for parse in found if parse is not None]

    def _twins(self, look: _Look) -> set[int]:
        """Give the people whose whole name is the display name: they are always looked at, however common it is."""
        return {n for t in look.traces if t.where == DISPLAY for n in self.index.full_names.get(t.line.letters, ())}

    def _certain(self, request: Request) -> dict[int, list[Agreement]]:
        """Give what the roster holds as it is shown: an address or the part before its @, a number, a handle."""
        found: dict[int, list[Agreement]] = defaultdict(list)
        own = handle(request.handle) if request.handle else ""
        email = address(request.email) if request.email else ""
        phone = digits(request.phone or request.account) if request.phone or request.account else ""
        for index, key, says, weight in (
            (self.index.emails, email, "e-mail address", _EMAIL),
            (self.index.phones, phone, "telephone number", _PHONE),
            (self.index.handles, own, "handle", _HANDLE),
            (self.index.mailboxes, own, "first part of an e-mail", _MAILBOX),
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

    def _towns_in(self, request: Request) -> frozenset[str]:
        """Give the words of an account's place and bio that are places on the roster."""
        if not request.place and not request.bio:
            return frozenset()
        return self._towns & {*words(request.place), *words(request.bio)}

    def _near(self, look: _Look) -> dict[str, float]:
        """Give the towns of the roster that an account shows, with the bits each speaks."""
        return {word: max(0.0, log2(_PLACE / self._places.get(word, _PLACE_BY_CHANCE))) for word in look.towns}

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
        if not look.found:
            return Screening(look.request, Outcome.NOT_FOUND if _readable(look) else Outcome.UNDECIDABLE)
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


def _readable(look: _Look) -> bool:
    """Say whether an account shows anything that could be somebody's: a letter of a name, an address, a number."""
    return bool(look.request.email or look.request.phone) or any(trace.line.letters for trace in look.traces)


def _beyond(fact: Agreement, named: float) -> Agreement:
    """Give a fact with what it says beyond the name: the first part of an e-mail often is the name."""
    if fact.weight != _MAILBOX:
        return fact
    return Agreement(fact.field, fact.says, max(0.0, _MAILBOX - max(0.0, named)))


def _whole(reasons: Sequence[Reason], facts: Sequence[Agreement]) -> bool:
    """Say whether a contact of the roster is shown, or a given and a family name that are not both common.

    Less is never more than possible, however few clients there are.
    """
    shown = {reason.slot: reason.weight for reason in reasons if reason.what == "shown"}
    near = sum(max(0.0, fact.weight) for fact in facts)
    return near >= _PHONE or (len(shown) == len(Slot) and sum(shown.values()) + near >= _RARE_ENOUGH)


def _full_names_only(hits: Sequence[Hit], index: Index) -> list[Hit]:
    """Keep those hits in a bio where a given and a family name of one person follow each other."""
    kept: list[Hit] = []
    begins: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        begins[hit.start].append(hit)
    following = [(one, two) for one in hits for two in begins[one.end]]
    for hit, two in following:
        if len(kept) < _MOST_IN_BIO:
            first = {(p.person, p.slot) for p in index.postings[hit.form]}
            if any((p.person, slot) in first for p in index.postings[two.form] for slot in Slot if slot is not p.slot):
                kept += [hit, two]
    return list(dict.fromkeys(kept))


def _place_shares(looks: Sequence[_Look]) -> dict[str, float]:
    """Give how often towns of the roster are shown in these accounts: the town of half of them says little."""
    shown = [look.towns for look in looks if look.request.place or look.request.bio]
    if len(shown) < _LIST:
        return {}
    counts = Counter(word for here in shown for word in here)
    return {word: (count + 1) / (len(shown) + 1) for word, count in counts.items()}

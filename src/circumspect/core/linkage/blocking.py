"""Which clients an account is worth comparing with. Open it to change under which forms a client is found.

Every way in which a name may be shown (short forms, halves of a double name, earlier names, other spellings) is a
form in one index; an account is compared only with those whose forms stand in what it shows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from circumspect.core.linkage.normalise import address, digits, handle, letters, spellings, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from circumspect.core.linkage.names import Knowledge
    from circumspect.core.linkage.normalise import Line
    from circumspect.domain.roster import Client, PersonName, Relative, Tie

_SHORTEST, _LONGEST, _TYPED = 3, 24, 5
# A word that more people than this have for a name is no slip of the pen for another.
_USUAL = 3e-4
_MOST_KNOWN = 100_000
_SECOND_STEP, _LEAST = 0.5, 0.25
_LONGEST_CUT, _SHORTEST_END, _LONG = 7, 5, 10
_VOWELS = str.maketrans("", "", "aeiou")


class Slot(StrEnum):
    """Which part of a name a form stands for."""

    GIVEN = "given name"
    FAMILY = "family name"


class Kind(StrEnum):
    """How a form comes from what the roster holds."""

    SAME = "same"
    GOES_BY = "goes by"
    SHORT = "short form"
    MIDDLE = "middle"
    HALF = "half"
    FORMER = "former"
    VARIANT = "variant"
    CUT = "cut short"
    BARE = "without vowels"


ABRIDGED = (Kind.CUT, Kind.BARE)
_NOT_WHOLE = (Kind.VARIANT, *ABRIDGED)
_NOT_GIVEN = (Kind.MIDDLE, *ABRIDGED)


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """A client or one of a client's household, ready to be compared."""

    client: Client
    tie: Tie | None
    name: PersonName
    given_initials: frozenset[str]
    family_initials: frozenset[str]
    full_names: frozenset[str]
    handles: tuple[str, ...]
    letters: str
    families: tuple[str, ...]
    place: frozenset[str]
    region: str

    def __repr__(self) -> str:
        """Show the client's number."""
        return f"Person({self.client.id!r})"


class Posting(NamedTuple):
    """That a form stands for a slot of a person, in which way, how usual that is (0 to 1)."""

    person: int
    slot: Slot
    kind: Kind
    strength: float


class Hit(NamedTuple):
    """A form in a line; `whole`: it begins and ends where words do; `typo`: one letter is different.

    `flush`: on both sides there is the end of a word, another form or a single letter.
    """

    form: str
    start: int
    end: int
    whole: bool
    typo: bool
    flush: bool = True

    def __repr__(self) -> str:
        """Show where, not what."""
        return f"Hit({self.start}, {self.end})"


class Index:
    """All forms of all people on a roster."""

    def __init__(self, clients: Iterable[Client], knowledge: Knowledge) -> None:
        """Work out the forms."""
        self._knowledge = knowledge
        self.people: list[Person] = []
        # `postings`: names as people write them out; `forms`: those and what is cut short or has lost its vowels.
        self.postings: dict[str, list[Posting]] = defaultdict(list)
        self.forms: dict[str, list[Posting]] = defaultdict(list)
        self.by_person: dict[str, dict[int, list[Posting]]] = defaultdict(dict)
        self.emails: dict[str, list[int]] = defaultdict(list)
        self.phones: dict[str, list[int]] = defaultdict(list)
        self.handles: dict[str, list[int]] = defaultdict(list)
        self.mailboxes: dict[str, list[int]] = defaultdict(list)
        self.full_names: dict[str, list[int]] = defaultdict(list)
        self.begins: dict[str, set[int]] = defaultdict(set)
        self.initials: dict[str, set[int]] = defaultdict(set)
        for client in clients:
            self._add(client, None, client)
            for relative in client.household:
                self._add(client, relative.tie, relative)
        self._known: dict[str, tuple[Hit, ...]] = {}
        self._lengths: dict[str, set[int]] = defaultdict(set)
        self._typed: dict[str, set[str]] = defaultdict(set)
        for form, postings in self.forms.items():
            self._lengths[form[:_SHORTEST]].add(len(form))
            if len(form) >= _TYPED and any(p.kind not in (Kind.SHORT, *_NOT_WHOLE) for p in postings):
                for shorter in _without_one(form):
                    self._typed[shorter].add(form)

    def _add(self, client: Client, tie: Tie | None, who: Client | Relative) -> None:
        number = len(self.people)
        found: dict[tuple[str, Slot], tuple[Kind, float]] = {}
        for form, slot, kind, strength in _forms(who.name, self._knowledge):
            if len(form) > 1 and (form, slot) not in found:  # the plainest way comes first
                found[form, slot] = kind, strength
        # An account shows one form at a time: the more there are, the less likely each one is.
        shares = {
            (kind, slot): max(1.0, sum(found[key][1] for key in found if found[key][0] is kind and key[1] is slot))
            for kind in (Kind.SHORT, Kind.VARIANT, Kind.CUT)
            for slot in Slot
        }
        for (form, slot), (kind, strength) in found.items():
            posting = Posting(number, slot, kind, strength / shares.get((kind, slot), 1.0))
            self.forms[form].append(posting)
            if kind not in ABRIDGED:
                self.postings[form].append(posting)
            self.by_person[form].setdefault(number, []).append(posting)
        self._note_contacts(number, who)
        self.people.append(_person(client, tie, who, found))
        self._note_edges(number)

    def _note_contacts(self, number: int, who: Client | Relative) -> None:
        for values, index, normal in (
            (who.emails, self.emails, address),
            (who.phones, self.phones, digits),
            (who.handles, self.handles, handle),
            (who.emails, self.mailboxes, _mailbox),
        ):
            for value in values:
                if normal(value):
                    index[normal(value)].append(number)

    def _note_edges(self, number: int) -> None:
        """Note a person under the whole name, each beginning of the family names, and the initials."""
        person = self.people[number]
        for full in person.full_names:
            self.full_names[full].append(number)
        for form in person.families:
            for end in range(1, len(form) + 1):
                self.begins[form[:end]].add(number)
        for letter in (*person.given_initials, person.letters[:2]):
            self.initials[letter].add(number)

    def hits(self, line: Line) -> list[Hit]:
        """Give the forms in a line. A form runs over the end of a word only where it fills whole words."""
        text, words_here = line
        if len(words_here) == 1:
            return list(self._in_word(text))
        found: list[Hit] = []
        for number, (first, last) in enumerate(words_here):
            found += [
                Hit(hit.form, hit.start + first, hit.end + first, hit.whole, hit.typo, hit.flush)
                for hit in self._in_word(text[first:last])
            ]
            for _, end in words_here[number + 1 :]:
                if end - first > _LONGEST:
                    break
                if text[first:end] in self.postings:
                    found.append(Hit(text[first:end], first, end, whole=True, typo=False))
        return found

    def _in_word(self, word: str) -> tuple[Hit, ...]:
        """Give the forms in one word. Remembered, since accounts share their words."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = tuple(self._look(word))
        return known

    def _look(self, word: str) -> Iterator[Hit]:
        """Find the forms in one word: short ones beside an end or another form, what is cut short between such."""
        size, plain = len(word), self.postings
        spans = self._spans(word)
        starts = {size, size - 1, *(start for start, _ in spans)}
        ends = {0, 1, *(end for _, end in spans)}
        sides: set[tuple[int, int]] = set()
        for start, end in spans:
            form, left, right = word[start:end], start in ends, end in starts
            flush = left and right
            if form in plain:
                sides |= {(end, size)} if not start else {(0, start)} if end == size else set()
            if not flush and (form not in plain or (end - start < _TYPED and not left and not right)):
                continue
            yield Hit(form, start, end, end - start == size, typo=False, flush=flush)
        for start, end in {(0, size), *sides}:
            part = word[start:end]
            if len(part) >= _TYPED and (part not in plain or part == word) and self._knowledge.share(part) < _USUAL:
                for form in self._nearly(part):
                    yield Hit(form, start, end, end - start == size, typo=True)

    def _spans(self, word: str) -> list[tuple[int, int]]:
        """Give where forms stand in a word: of three letters and more anywhere, of two where nothing else is left."""
        forms, lengths, size = self.forms, self._lengths, len(word)
        found = [
            (start, start + length)
            for start in range(size - _SHORTEST + 1)
            for length in lengths.get(word[start : start + _SHORTEST], ())
            if start + length <= size and word[start : start + length] in forms
        ]
        if any(not start and end == size - 2 for start, end in found) and word[-2:] in forms:
            found.append((size - 2, size))
        if any(start == 2 and end == size for start, end in found) and word[:2] in forms:  # noqa: PLR2004
            found.append((0, 2))
        if size == 2 and word in forms:  # noqa: PLR2004
            found.append((0, size))
        return found

    def _nearly(self, word: str) -> set[str]:
        """Give forms that differ from a word by one letter more, less, changed, or two swapped."""
        typed, plain = self._typed, self.postings
        near = set(typed.get(word, ()))
        for at in range(len(word)):
            shorter = word[:at] + word[at + 1 :]
            if shorter in typed:
                near |= typed[shorter]
            if len(shorter) >= _TYPED and shorter in plain:
                near.add(shorter)
        return {form for form in near if form[0] == word[0] and OSA.distance(form, word, score_cutoff=1) == 1}


def _person(
    client: Client, tie: Tie | None, who: Client | Relative, found: Mapping[tuple[str, Slot], tuple[Kind, float]]
) -> Person:
    """Make somebody ready to be compared from the forms of the name."""
    name = who.name
    given = [form for (form, slot), (kind, _) in found.items() if slot is Slot.GIVEN and kind not in _NOT_GIVEN]
    family = [form for (form, slot), (kind, _) in found.items() if slot is Slot.FAMILY and kind not in _NOT_WHOLE]
    return Person(
        client=client,
        tie=tie,
        name=name,
        given_initials=frozenset(form[0] for form in given),
        family_initials=frozenset(form[0] for form in family),
        full_names=frozenset(
            first + last
            for first in (letters(name.given), *map(letters, name.also), *map(letters, words(name.given)[:1]))
            for last in (letters(name.family), *map(letters, name.former))
            if first and last
        ),
        handles=who.handles,
        letters="".join(word[0] for word in (*words(name.given), *words(name.middle))),
        families=tuple(dict.fromkeys(family)),
        place=frozenset(word for word in words(client.place) if len(word) > _SHORTEST),
        region=region(client.place),
    )


def region(place: str) -> str:
    """Give the last part of a place behind a comma ("Boise, ID"), or an empty string."""
    town, comma, last = place.rpartition(",")
    return letters(last) if comma and town else ""


def _mailbox(email: str) -> str:
    """Give what stands before the @, where it is long enough to tell people apart."""
    local = address(email).partition("@")[0]
    return local if len(local) >= _TYPED else ""


def _without_one(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _forms(name: PersonName, knowledge: Knowledge) -> Iterator[tuple[str, Slot, Kind, float]]:
    """Give the forms of a name: what may be shown, as which part, in which way, how usual."""
    yield from _given_forms(name, knowledge)
    yield from _family_forms_of(name, knowledge)
    for written in (name.given, *name.also):
        for part in dict.fromkeys((letters(written), *words(written)[:1])):
            yield from _abridged(part, Slot.GIVEN, knowledge)
    for part in dict.fromkeys((letters(name.family), *words(name.family))):
        if part not in knowledge.particles:
            yield from _abridged(part, Slot.FAMILY, knowledge)


def _abridged(part: str, slot: Slot, knowledge: Knowledge) -> Iterator[tuple[str, Slot, Kind, float]]:
    """Give beginnings of a name and ends of a long family name that are no names themselves, and the consonants."""
    for end in range(_SHORTEST, min(len(part) - 1, _LONGEST_CUT) + 1):
        if not knowledge.called(part[:end]) and not knowledge.plainly(part[:end]):
            yield part[:end], slot, Kind.CUT, 1.0
    if slot is Slot.FAMILY:
        for start in range(3, len(part) - _SHORTEST_END + 1 if len(part) >= _LONG else 0):
            if not knowledge.plainly(part[start:]):
                yield part[start:], slot, Kind.CUT, 1.0
    bare = part.translate(_VOWELS)
    if _SHORTEST <= len(bare) < len(part):
        yield bare, slot, Kind.BARE, 1.0


def _family_forms_of(name: PersonName, knowledge: Knowledge) -> Iterator[tuple[str, Slot, Kind, float]]:
    for written, kind in ((name.family, Kind.SAME), *((former, Kind.FORMER) for former in name.former)):
        yield from _family_forms(written, kind, knowledge)


def _given_forms(name: PersonName, knowledge: Knowledge) -> Iterator[tuple[str, Slot, Kind, float]]:
    called = [(name.given, Kind.SAME), *((also, Kind.GOES_BY) for also in name.also)]
    for written, kind in called:
        for spelled in spellings(written):
            yield spelled, Slot.GIVEN, kind, 1.0
        parts = words(written)
        if len(parts) > 1:
            yield parts[0], Slot.GIVEN, kind, 0.9
    for written, _ in called:
        for part in words(written)[1:]:
            yield part, Slot.GIVEN, Kind.MIDDLE, 0.9
    for part in words(name.middle):
        yield part, Slot.GIVEN, Kind.MIDDLE, 1.0
    short = [
        form
        for written, _ in called
        for part in dict.fromkeys((letters(written), *words(written)[:1]))
        for form in _short_forms(part, knowledge)
    ]
    yield from sorted(short, key=lambda form: -form[-1])


def _short_forms(given: str, knowledge: Knowledge) -> Iterator[tuple[str, Slot, Kind, float]]:
    for form, strength in knowledge.short_forms(given).items():
        yield form, Slot.GIVEN, Kind.SHORT, strength
        for other, further in knowledge.short_forms(form).items():
            if other != given and strength * further * _SECOND_STEP >= _LEAST:
                yield other, Slot.GIVEN, Kind.SHORT, strength * further * _SECOND_STEP


def _family_forms(written: str, kind: Kind, knowledge: Knowledge) -> Iterator[tuple[str, Slot, Kind, float]]:
    for spelled in spellings(written):
        yield spelled, Slot.FAMILY, kind, 1.0
    parts = [part for part in words(written) if part not in knowledge.particles] or words(written)
    if len(parts) != len(words(written)):
        yield "".join(parts), Slot.FAMILY, kind, 0.9
    if len(parts) > 1:
        for part in parts:
            yield part, Slot.FAMILY, Kind.HALF if kind is Kind.SAME else kind, 0.9 if kind is Kind.SAME else 0.4
    for part in dict.fromkeys((letters(written), *parts)):
        for form, strength in knowledge.family_variants(part).items():
            yield form, Slot.FAMILY, Kind.VARIANT, strength

"""What an account shows, compared with one person's name. Open it to change what speaks for or against a match.

Each thing that speaks is a match weight in bits, as Fellegi and Sunter (1969) weigh it: log2(m / u), where m is how
often it is seen when the account is this person's, and u how often with a stranger. u is the frequency of that very
name (a rare name says much, a common one little); the m of each kind stand in `SEEN`. docs/linkage.md says whence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from circumspect.core.linkage.blocking import Kind, Slot
from circumspect.domain.screening import Agreement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from circumspect.core.linkage.blocking import Hit, Person, Posting
    from circumspect.core.linkage.names import Knowledge
    from circumspect.core.linkage.normalise import Line

# How often an account of the person shows this part of the name in this way.
SEEN = {
    (Slot.GIVEN, Kind.SAME): 0.60,
    (Slot.GIVEN, Kind.GOES_BY): 0.35,
    (Slot.GIVEN, Kind.SHORT): 0.15,
    (Slot.GIVEN, Kind.MIDDLE): 0.005,
    (Slot.FAMILY, Kind.SAME): 0.25,
    (Slot.FAMILY, Kind.HALF): 0.15,
    (Slot.FAMILY, Kind.FORMER): 0.01,
    (Slot.FAMILY, Kind.VARIANT): 0.01,
    (Slot.GIVEN, Kind.CUT): 0.01,
    (Slot.FAMILY, Kind.CUT): 0.003,
    (Slot.GIVEN, Kind.BARE): 0.01,
    (Slot.FAMILY, Kind.BARE): 0.008,
}
TYPO = 0.04
_INITIAL, _INITIAL_BY_CHANCE = 0.85, 0.03
INITIAL_BITS = log2(_INITIAL / _INITIAL_BY_CHANCE)
_LOOSE = 1.5
# However rare a name is: given names come in fashions and communities, and who shares a rare family name is often kin.
MOST_BITS = {Slot.GIVEN: 9.5, Slot.FAMILY: 11.0}
_AGAIN = 0.1
# In bits: another given name or family name is shown; a letter that is no part of the name.
OTHER_GIVEN, OTHER_FAMILY, OTHER_TOO, WRONG_INITIAL = -6.0, -3.5, -2.5, -4.5
OTHER_BESIDE_PART = -4.0
OTHER_SHOWN, _MOST_SHOWN = -4.5, 3
_ODD_LETTER, _MOST_ODD = -0.25, -2.2
_PLACES = ("display name", "handle", "e-mail", "bio", "bio", "bio")
DISPLAY, HANDLE, EMAIL, BIO, NAMED, ELSEWHERE = range(6)
# A part of the family name that is cut short: so many bits for each further letter.
_CUT_SHORT, _LETTER, MOST_CUT = -1.5, 1.8, 7.0
SECOND_LETTER, SECOND_FAMILY = 2.5, 4.0
_LONG_DIMINUTIVE = 4
# Nobody shows a part of a name in more ways than this in one line.
_MOST_PIECES = 8
_SHORTEST_FILLER, _LONG_REST, _UNKNOWN_FAMILY = 3, 5, -2.0


class Trace(NamedTuple):
    """A line that an account shows, where it stands (0 display name, 1 handle, 2 e-mail), and the forms in it."""

    where: int
    line: Line
    hits: Sequence[Hit]


class Piece(NamedTuple):
    """A form that may stand for part of this person's name."""

    hit: Hit
    posting: Posting


@dataclass(slots=True)
class Parse:
    """One way to read a line as a person's name: the bits for each slot, and what speaks against it."""

    where: int
    bits: dict[Slot, float] = field(default_factory=dict)
    kinds: dict[Slot, Kind] = field(default_factory=dict)
    typos: set[Slot] = field(default_factory=set)
    initials: dict[Slot, float] = field(default_factory=dict)
    against: dict[Slot, float] = field(default_factory=dict)
    odd: float = 0.0

    @property
    def weight(self) -> float:
        """All bits together."""
        rest = sum(v for s, v in self.initials.items() if s not in self.bits)
        return sum(self.bits.values()) + rest + sum(self.against.values()) + self.odd


class Comparison:
    """Compares lines with people; `often` gives how often strangers show a form (as a word, or inside one)."""

    def __init__(self, knowledge: Knowledge, often: Callable[[str, bool], float]) -> None:
        """Keep what is known of names."""
        self._knowledge = knowledge
        self._often = often

    def parses(self, person: Person, traces: Iterable[tuple[Trace, list[Piece]]]) -> Iterator[Parse]:
        """Give the best reading of each line as the person's name."""
        for trace, pieces in traces:
            best: Parse | None = None
            for chosen in _pairs(pieces):
                made = self._parse(person, trace, chosen, pieces)
                if best is None or made.weight > best.weight:
                    best = made
            if best is not None:
                yield best

    def beside(self, person: Person, where: int, line: Line) -> Parse | None:
        """Weigh a name shown that has nothing of the person's: it may be somebody else's."""
        shown = [line.letters[first:last] for first, last in line.words]
        if len(shown) > _MOST_SHOWN or not self._knowledge.kin.isdisjoint(shown):
            return None
        made = Parse(where)
        for word in shown:
            if self._knowledge.called(word):
                made.against[Slot.GIVEN] = OTHER_SHOWN
            elif len(word) == 1 and word not in person.given_initials and word not in person.family_initials:
                made.against[Slot.GIVEN] = WRONG_INITIAL
        return made if made.against else None

    def _parse(self, person: Person, trace: Trace, chosen: Sequence[Piece], pieces: Sequence[Piece]) -> Parse:
        made = Parse(trace.where)
        used = list(chosen)
        for piece in sorted(pieces, key=lambda p: p.hit.start - p.hit.end):  # the second half, the other family name
            if all(piece.hit.end <= o.hit.start or o.hit.end <= piece.hit.start for o in used) and not piece.hit.typo:
                used.append(piece)
        rest = list(self._rest(trace.line, used))
        odd = 0 if trace.where == BIO else self._explain(made, person, trace, used, rest)
        for piece in chosen:
            hit, posting = piece
            seen = SEEN[posting.slot, posting.kind] * posting.strength * (TYPO if hit.typo else 1.0)
            chance = self._often(hit.form, hit.whole or not odd) * (1.0 if hit.whole else _LOOSE)
            if hit.typo:  # who shows the common name that a rare one was written for
                chance += self._knowledge.share(trace.line.letters[hit.start : hit.end])
            made.bits[posting.slot] = min(MOST_BITS[posting.slot], log2(seen / chance))
            made.kinds[posting.slot] = posting.kind
            if hit.typo:
                made.typos.add(posting.slot)
        if any(piece.posting.slot is Slot.FAMILY for piece in used[len(chosen) :]) and Slot.FAMILY in made.bits:
            made.bits[Slot.FAMILY] = min(MOST_BITS[Slot.FAMILY], made.bits[Slot.FAMILY] + SECOND_FAMILY)
        made.odd = max(_MOST_ODD, _ODD_LETTER * odd)
        return made

    def _rest(self, line: Line, used: Sequence[Piece]) -> Iterator[tuple[int, int]]:
        """Give the stretches of a line that are not used, each within one word."""
        taken = sorted((piece.hit.start, piece.hit.end) for piece in used)
        for first, last in line.words:
            at = first
            for start, end in taken:
                if end <= at or start >= last:
                    continue
                if start > at:
                    yield at, start
                at = max(at, end)
            if at < last:
                yield at, last

    def _explain(
        self, made: Parse, person: Person, trace: Trace, used: Sequence[Piece], rest: Sequence[tuple[int, int]]
    ) -> int:
        """Say what the unused stretches are; give the number of letters that nothing explains."""
        slots = {piece.posting.slot for piece in used}
        odd = 0
        for start, end in rest:
            word = self._bare(trace.line.letters[start:end])
            self._longer_name(made, trace.line, (start, end), used)
            whole = trace.line.parts(start, end)
            if word == "and":  # two people, or two things
                made.against[Slot.FAMILY] = OTHER_FAMILY
            if word in person.full_names or self._says_nothing(word, whole):
                continue
            if len(word) == 1 and (whole or self._filled(trace.line, start, used)):
                plural = word == "s" and not whole and any(hit.end == start for hit, _ in used)
                if len(slots) < len(Slot) and not (plural and Slot.FAMILY in slots):  # else it is a middle initial
                    self._initial(made, person, Slot.FAMILY if Slot.GIVEN in slots else Slot.GIVEN, word)
            elif slots == {Slot.FAMILY} and word == person.letters[:2]:
                made.initials[Slot.GIVEN] = INITIAL_BITS + SECOND_LETTER
            elif not self._cut_short(made, person, word, slots) and not self._other_name(made, word, whole, used):
                odd += self._unknown(made, word, trace.where in (DISPLAY, NAMED) and whole, slots)
        return odd

    @staticmethod
    def _unknown(made: Parse, word: str, alone: bool, slots: set[Slot]) -> int:  # noqa: FBT001 - how a word stands
        """Weigh a word that nothing explains; give the number of its letters that count as odd."""
        if alone and len(slots) == 1 and len(word) > 2:  # noqa: PLR2004 - a name that no table has
            made.against.setdefault(Slot.FAMILY if Slot.GIVEN in slots else Slot.GIVEN, OTHER_FAMILY)
            return 0
        if Slot.FAMILY not in slots and len(word) >= _LONG_REST:
            made.against.setdefault(Slot.FAMILY, _UNKNOWN_FAMILY)
        return len(word)

    def _says_nothing(self, word: str, whole: bool) -> bool:  # noqa: FBT001 - how a word stands
        """Say whether a word stands beside names without being one."""
        return len(word) > 1 and word in self._knowledge.beside and (whole or len(word) >= _SHORTEST_FILLER)

    def _bare(self, word: str) -> str:
        """Give a stretch without what stands before or behind names ("itsdenise"), where a name is left over."""
        for at in range(2, len(word) - 2):
            for beside, name in ((word[:at], word[at:]), (word[at:], word[:at])):
                if beside in self._knowledge.beside and self._knowledge.plainly(name):
                    return name
        return word

    def _longer_name(self, made: Parse, line: Line, stretch: tuple[int, int], used: Sequence[Piece]) -> None:
        """Weigh that a form is only a part of a longer name: "bell" in "campbell"."""
        start, end = stretch
        for hit, posting in used:
            seam = start if hit.end == start else end
            if not hit.typo and seam in (hit.start, hit.end) and not line.parts(seam, seam):
                longer = line.letters[min(start, hit.start) : max(end, hit.end)]
                if self._knowledge.plainly(longer):
                    made.against[posting.slot] = OTHER_GIVEN if posting.slot is Slot.GIVEN else OTHER_FAMILY

    def _other_name(self, made: Parse, word: str, whole: bool, used: Sequence[Piece]) -> bool:  # noqa: FBT001
        """Say whether a word is plainly another name, and weigh it: much less beside a name that fits."""
        which = self._knowledge.plainly(word) if whole or len(word) >= _SHORTEST_FILLER else ""
        if not which:
            return False
        kinds = {piece.posting.slot: piece.posting.kind for piece in used}
        if which == "given":
            part = kinds.get(Slot.GIVEN) is Kind.MIDDLE
            beside = OTHER_BESIDE_PART if part else OTHER_TOO
            made.against[Slot.GIVEN] = beside if Slot.GIVEN in kinds else OTHER_GIVEN
        else:
            made.against[Slot.FAMILY] = OTHER_TOO if Slot.FAMILY in kinds else OTHER_FAMILY
        return True

    def _cut_short(self, made: Parse, person: Person, word: str, slots: set[Slot]) -> bool:
        """Say whether a word is the beginning of the family name ("wojo"), and weigh it; less if itself a name."""
        if Slot.FAMILY in slots or len(word) == 1:
            return False
        cut = word[:-1] if len(word) >= _LONG_DIMINUTIVE and word[-1] in "oyi" else word
        begun = next((part for part in (word, cut) if any(f.startswith(part) for f in person.families)), "")
        which = self._knowledge.plainly(word)
        if not begun or which == "given":
            return False
        made.initials[Slot.FAMILY] = INITIAL_BITS if which else cut_bits(begun)
        return True

    @staticmethod
    def _filled(line: Line, letter: int, used: Sequence[Piece]) -> bool:
        """Say whether names fill the word around `letter` but for that letter, its first or last one."""
        first, last = next((a, b) for a, b in line.words if a <= letter < b)
        taken = sum(piece.hit.end - piece.hit.start for piece in used if first <= piece.hit.start < last)
        return letter in {first, last - 1} and taken == last - first - 1

    @staticmethod
    def _initial(made: Parse, person: Person, slot: Slot, letter: str) -> None:
        """Weigh a single letter that stands where a part of the name would."""
        own = person.given_initials if slot is Slot.GIVEN else person.family_initials
        if letter in own:
            made.initials[slot] = log2(_INITIAL / min(1.0, _INITIAL_BY_CHANCE * len(own)))
        else:
            made.against[slot] = WRONG_INITIAL


def cut_bits(word: str) -> float:
    """Give the bits that the first letters of a family name speak."""
    return INITIAL_BITS if len(word) == 1 else min(MOST_CUT, INITIAL_BITS + _CUT_SHORT + _LETTER * (len(word) - 1))


def _pairs(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Give each way to choose a given and a family name that do not overlap; one of them where there is no such way."""
    given = [p for p in pieces if p.posting.slot is Slot.GIVEN][:_MOST_PIECES]
    family = [p for p in pieces if p.posting.slot is Slot.FAMILY][:_MOST_PIECES]
    both: list[tuple[Piece, ...]] = [
        (one, other)
        for one in given
        for other in family
        if one.hit.end <= other.hit.start or other.hit.end <= one.hit.start
    ]
    return both or [(piece,) for piece in (*given, *family)]


class Reason(NamedTuple):
    """Something that speaks for or against a match, in bits; `heard`: the lines that show it, the clearest first."""

    weight: float
    slot: Slot
    what: str
    heard: Sequence[Parse] = ()


def combine(parses: Sequence[Parse]) -> Iterator[Reason]:
    """Put the readings of several lines together: the best for each part, a little for hearing it twice."""
    for slot in Slot:
        heard = [p for p in parses if slot in p.bits]
        first = max((p.initials[slot] for p in parses if slot in p.initials), default=0.0)
        worst = min((p.against[slot] for p in parses if slot in p.against), default=0.0)
        if heard:
            heard.sort(key=lambda p: -p.bits[slot])
            yield Reason(
                heard[0].bits[slot] + _AGAIN * sum(max(0.0, p.bits[slot]) for p in heard[1:]), slot, "shown", heard
            )
        elif first > 0 and worst >= 0:
            yield Reason(first, slot, "initial")
        if worst < 0:
            least = min((p.against[slot] for p in heard if slot in p.against), default=OTHER_TOO)
            yield Reason(max(worst, least) if heard else worst, slot, "beside" if heard else "other")
    if parses and not any(Slot.GIVEN in p.bits or Slot.GIVEN in p.initials for p in parses):
        yield Reason(0.0, Slot.GIVEN, "alone")
    odd = max((p.odd for p in parses if p.bits), default=0.0)
    if odd < 0:
        yield Reason(odd, Slot.GIVEN, "odd")


def said(reason: Reason) -> Agreement:
    """Say a reason aloud, without a name."""
    slot, what = reason.slot, reason.what
    match what:
        case "shown":
            says = _sentence(slot, reason.heard)
        case "initial":
            says = f"the first letter of the {slot} fits"
        case "beside":
            says = f"another {slot} is shown beside it"
        case "other":
            says = f"another {slot} is shown"
        case "alone":
            says = f"nothing of the {slot} is shown"
        case _:
            return Agreement("letters", "there are other letters around the name", reason.weight)
    return Agreement(str(slot), says, reason.weight)


_SAID = {
    Kind.SAME: "the same {slot}",
    Kind.GOES_BY: "the {slot} the client goes by",
    Kind.SHORT: "a short or other form of the {slot}",
    Kind.MIDDLE: "a middle or second given name",
    Kind.HALF: "one half of the double {slot}",
    Kind.FORMER: "an earlier {slot}",
    Kind.VARIANT: "another spelling of the {slot}",
    Kind.CUT: "the first letters of the {slot}",
    Kind.BARE: "the {slot} without its vowels",
}


def _sentence(slot: Slot, heard: Sequence[Parse]) -> str:
    """Say aloud what agrees, and where it stands, without a name."""
    where = " and ".join(_PLACES[n] for n in sorted({p.where for p in heard}))
    first = heard[0]
    said = _SAID[first.kinds[slot]].format(slot=slot)
    return f"{said} in the {where}" + (", with one letter different" if slot in first.typos else "")

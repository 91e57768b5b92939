"""Which words stand where, and where phrases may stand by it. Open it to change how a scan decides what to look at.

Twice whole numbers stand for sets of places. First for a row of many texts together: a bit for each stretch between
stops says where an atom (a word, the beginning of one) is, and `&` says in which stretches a phrase has all it needs.
Then, in the few texts where it has: a bit for each word, and the phrase is followed from word to word with `&` and
`<<`. That is Shift-And matching (Baeza-Yates and Gonnet 1992) over words instead of letters. Both may say "here" too
often, never too seldom: RE2 has the last word on what is found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

# A shape, or a node of one, as `Index` keeps it.
Encoded: TypeAlias = Any

# Nodes of a shape as `Index` keeps them: a group of atoms is its number, everything else a list that begins with one of
# these; what follows is explained with `Node` in core/phrases.
LIST, GAP, ANY, ONE, MAYBE, SIGN, HEAD, TAIL = range(8)

_TOKEN = re.compile(r"[a-z0-9_][a-z0-9_']*|[.!?]+|\n")
WORD = re.compile(r"[a-z0-9_][a-z0-9_']*")
_SET = re.compile(rb"[^\0]")
_BEGINNING = re.compile(r"[a-z0-9_]+\*")
# A piece is a stretch of one text that is matched as a whole: it ends at a stop once it has so many words, or, where
# no stop comes, at twice as many, and the next one begins some words back.
_PIECE, _BACK = 4_000, 200
# Up to this many words stand in one row.
ROW = 100_000
_FEW, _SMALL_ROW = 6, 1_024
_NO_PARTS: dict[int, list[int]] = {}
_NOTHING: tuple[int, int, tuple[int, ...]] = (0, 0, ())
_MOST_WORDS = 50_000
_LONGEST_BEGINNING = 30


def words_of(token: str) -> tuple[str, ...]:
    """Give the words that a token may be read as: "client's" is client, s and clients."""
    if "'" not in token:
        return (token,)
    pieces = [piece for piece in token.split("'") if piece]
    ends = range(1, len(pieces) + 1)
    return tuple(dict.fromkeys("".join(pieces[i:j]) for i in range(len(pieces)) for j in ends if i < j))


class Tables:
    """What is worked out once for a list of parts: the atoms that a word satisfies, the parts due for an atom."""

    def __init__(
        self,
        atoms: Sequence[str],
        groups: Sequence[Sequence[int]],
        keys: Sequence[int],
        shapes: Sequence[Encoded],
        needs: Sequence[Sequence[int]],
    ) -> None:
        """Turn the lists of an `Index` (core/patterns) around."""
        self._groups = groups
        self._split: dict[int, tuple[frozenset[int], tuple[int, ...]]] = {}
        self.shapes = shapes
        self.needs = needs
        self._exact = {atom[1:]: n for n, atom in enumerate(atoms) if atom.startswith("=")}
        self._begins = {atom[:-1]: n for n, atom in enumerate(atoms) if _BEGINNING.fullmatch(atom)}
        self._known: dict[str, tuple[int, ...]] = {}
        self.parts: dict[int, list[int]] = {}
        self.single: dict[int, dict[int, list[int]]] = {}
        singles: dict[int, set[int]] = {}
        self.always: dict[int, list[int]] = {}
        self.under: dict[int, dict[int, list[int]]] = {}
        for part, key in enumerate(keys):
            self.parts.setdefault(key, []).append(part)
            shape = shapes[part]
            if len(shape) == 1 and type(shape[0]) is int:
                for atom in groups[shape[0]]:
                    self.single.setdefault(atom, {}).setdefault(key, []).append(part)
                    singles.setdefault(key, set()).add(atom)
            elif (telling := next((g for g in needs[part] if groups[g][0] >= 0), None)) is None:
                self.always.setdefault(key, []).append(part)
            else:
                for atom in groups[telling]:
                    self.under.setdefault(atom, {}).setdefault(key, []).append(part)
        self.singles = {key: frozenset(atoms) for key, atoms in singles.items()}
        self._far: dict[int, bool] = {}
        self._extents: dict[int, tuple[int, bool]] = {}

    def atoms_of(self, token: str) -> tuple[int, ...]:
        """Give the atoms that a word of a text satisfies. Remembered, since texts share their words."""
        known = self._known.get(token)
        if known is None:
            found: dict[int, None] = {}
            for word in words_of(token):
                for end in range(1, min(len(word), _LONGEST_BEGINNING) + 1):
                    if (number := self._begins.get(word[:end])) is not None:
                        found[number] = None
                if (number := self._exact.get(word)) is not None:
                    found[number] = None
            if len(self._known) >= _MOST_WORDS:
                self._known.clear()
            known = self._known[token] = tuple(found)
        return known

    def group(self, number: int) -> tuple[frozenset[int], tuple[int, ...]]:
        """Give the atoms and the keys of a group."""
        known = self._split.get(number)
        if known is None:
            group = self._groups[number]
            known = frozenset(a for a in group if a >= 0), tuple(-1 - a for a in group if a < 0)
            self._split[number] = known
        return known

    def far(self, part: int) -> bool:
        """Say whether a part may reach over a stop."""
        known = self._far.get(part)
        if known is None:
            known = self._far[part] = self.reach(self.shapes[part])[1]
        return known

    def extent(self, key: int) -> tuple[int, bool]:
        """Give the most words that a match of `key` takes, and whether it may reach over a stop."""
        known = self._extents.get(key)
        if known is None:
            self._extents[key] = (1, False)  # a list that names itself would never end
            shapes = [self.shapes[part] for part in self.parts.get(key, ())]
            found = [self.reach(shape, alone=False) for shape in shapes]
            known = max((n for n, _ in found), default=1), any(far for _, far in found)
            self._extents[key] = known
        return known

    def reach(self, shape: Encoded, *, alone: bool = True) -> tuple[int, bool]:
        """Give the most words that a shape takes, and whether it may reach over a stop.

        `alone`: nothing comes before it or after it, so that a stop at its very start or end does no harm.
        """
        words, far, last = 0, False, len(shape) - 1
        for at, node in enumerate(shape):
            if type(node) is int or node[0] == ANY:
                words += 1
            elif node[0] == GAP:
                words += node[1]
            elif node[0] == LIST:
                most, crosses = self.extent(node[1])
                words, far = words + most, far or crosses
            elif node[0] == SIGN:
                words, far = words + max(node[2], node[3]), far or (node[4] and not (alone and last == 0))
            elif node[0] in (ONE, MAYBE):
                inner = [self.reach(option, alone=alone and last == 0) for option in node[1:]]
                words += max(most for most, _ in inner)
                far = far or any(crosses for _, crosses in inner)
            elif not (alone and at == (0 if node[0] == HEAD else last)):
                far = True
        return words, far or words > _BACK


@dataclass(slots=True)
class Words:
    """Words of one text, from number `first` on.

    `stops`, `tails`: the numbers (from 0) of those after which a stop, a new line comes; `heads`: of a line's first.
    """

    first: int
    words: list[str]
    stops: list[int]
    heads: list[int]
    tails: list[int]


def split(text: str) -> list[Words]:
    """Split a text (folded, with a stop at every blank line) into words, and a very long one into pieces."""
    here = Words(0, [], [], [], [])
    pieces = [here]
    words, head = here.words, True
    for found in _TOKEN.findall(text):
        if found == "\n":
            head = True
            if words:
                here.tails.append(len(words) - 1)
        elif found[0] in ".!?":
            if words:
                here.stops.append(len(words) - 1)
            if len(words) >= _PIECE:
                here = Words(here.first + len(words), [], [], [], [])
                words = here.words
                pieces.append(here)
        else:
            if head:
                here.heads.append(len(words))
                head = False
            words.append(found)
            if len(words) >= 2 * _PIECE:
                cut = len(words) - _BACK
                stops, heads, tails = (
                    [at - cut for at in of if at >= cut] for of in (here.stops, here.heads, here.tails)
                )
                here = Words(here.first + cut, words[cut:], stops, heads, tails)
                words = here.words
                pieces.append(here)
    return pieces


@dataclass(slots=True)
class Piece:
    """A piece of one text in a row.

    Its words, from number `first` of the text on, have the bits `low` to `last` of the row; bits up to `high`, at least
    one, are spare, so that it takes whole bytes. Its stretches take the bits `start` to `end`.
    """

    text: int
    first: int
    low: int
    last: int
    high: int
    start: int
    end: int
    signs: Iterable[int]


class Row:
    """Pieces of many texts, and what stands where in them. Made with `add`, then `close`, then asked.

    Masks of stretches have a bit for each stretch between stops, masks of words one for each word.
    """

    def __init__(self, tables: Tables) -> None:
        """Begin an empty row."""
        self._tables = tables
        self._pieces: list[Piece] = []
        self.size = self._stretches = 0
        self._stretch_of: list[int] = []
        self._at_words: dict[str, list[int]] = {}
        self._broken: list[int] = []
        self._heads: list[int] = []
        self._tails: list[int] = []
        # Stretches of atoms, of keys that one word matches, of groups; parts of keys that are due.
        self._held: dict[int, int] = {}
        self._single: dict[int, int] = {}
        self._groups_held: dict[int, int] = {}
        self._due: dict[int, Collection[int]] = {}
        self._ready: dict[int, list[tuple[int, int]]] = {}
        # Words of atoms, of groups, of keys that one word matches, of lists; where parts end.
        self._atoms: dict[int, int] = {}
        self._groups: dict[int, int] = {}
        self._alone: dict[int, int] = {}
        self._lists: dict[int, tuple[int, int, int, int]] = {}
        self._hits: dict[int, list[tuple[int, int]]] = {}
        self._found: dict[int, tuple[bytes, bytes, bytes, list[tuple[int, bytes]]]] = {}
        self._holders: dict[int, frozenset[int]] = {}
        self._candidates: dict[int, tuple[object, dict[int, list[int]]]] = {}

    def add(self, text: int, words: Words, signs: Iterable[int]) -> Piece:
        """Put a piece of text number `text` at the end of the row; `signs`: the atoms of the text that are no words."""
        low, start = self.size, self._stretches
        end = low + len(words.words)
        self.size = (end >> 3) + 1 << 3
        self._stretches = (start + len(words.stops) >> 3) + 1 << 3
        at_words, before = self._at_words, 0
        for at, word in enumerate(words.words, low):
            places = at_words.get(word)
            if places is None:
                at_words[word] = [at]
            else:
                places.append(at)
        for stretch, last in enumerate((*words.stops, self.size - low - 1), start):
            self._stretch_of += [stretch] * (last + 1 - before)
            before = last + 1
        self._broken += [low + at for at in words.stops]
        self._heads += [low + at for at in words.heads]
        self._tails += [low + at for at in words.tails]
        if end > low:
            self._broken.append(end - 1)
            self._tails.append(end - 1)
        self._pieces.append(Piece(text, words.first, low, end, self.size, start, self._stretches, signs))
        return self._pieces[-1]

    def close(self) -> None:
        """Make ready to be asked."""
        tables, size, atoms, held = self._tables, self.size, self._atoms, self._held
        self._lows = [piece.low for piece in self._pieces]
        self._starts = [piece.start for piece in self._pieces]
        self._joined, of = 0, self._stretch_of
        for word, places in self._at_words.items():
            known = tables.atoms_of(word)
            if known or "'" in word:
                stretches, mask = _bits([of[at] for at in places], self._stretches), _bits(places, size)
                if "'" in word:
                    self._joined |= mask
                for atom in known:
                    atoms[atom] = atoms.get(atom, 0) | mask
                    held[atom] = held.get(atom, 0) | stretches
        self._place_signs()
        self._find_due()
        spare = [at for piece in self._pieces for at in range(piece.last, piece.high)]
        self._every = (1 << size) - 1
        self._words = self._every ^ _bits(spare, size)
        self._flows = [self._words & ~_bits(self._broken, size)]
        self._head = _bits(self._heads + spare, size)
        self._tail = _bits(self._tails + spare, size)

    def _place_signs(self) -> None:
        """Put atoms that are no words everywhere in the texts that hold them."""
        signs: dict[int, list[int]] = {}
        for number, piece in enumerate(self._pieces):
            for atom in piece.signs:
                signs.setdefault(atom, []).append(number)
        for atom, numbers in signs.items():
            self._atoms[atom], self._held[atom] = self._all_words(numbers), self._all_stretches(numbers)

    def _find_due(self) -> None:
        """Find the keys that one word matches, and the parts whose rarest need is there."""
        tables, single, due = self._tables, self._single, self._due
        for atom, stretches in self._held.items():
            for key in tables.single.get(atom, ()):
                single[key] = single.get(key, 0) | stretches
            for key, parts in tables.under.get(atom, _NO_PARTS).items():
                before = due.get(key)
                if before is None:
                    due[key] = parts
                elif type(before) is set:
                    before.update(parts)
                else:
                    due[key] = {*before, *parts}

    def candidates(self, wanted: frozenset[int]) -> Mapping[int, list[int]]:
        """Give text number → the keys among `wanted` that may match in it."""
        known = self._candidates.get(id(wanted))
        if known is not None:
            return known[1]
        found: dict[int, list[int]] = {}
        for key in wanted & (self._single.keys() | self._due.keys() | self._tables.always.keys()):
            for number in _pieces_of(self._anywhere(key), self._lows):
                found.setdefault(self._pieces[number].text, []).append(key)
        self._candidates[id(wanted)] = wanted, found
        return found

    def holds(self, key: int, piece: Piece) -> bool:
        """Say whether `key` may match in a piece."""
        known = self._holders.get(key)
        if known is None:
            numbers = _pieces_of(self._anywhere(key), self._lows)
            known = self._holders[key] = frozenset(self._pieces[number].low for number in numbers)
        return piece.low in known

    def within(self, key: int, piece: Piece) -> tuple[int, int, Sequence[int]]:
        """Give what of `key` may match in a piece: words that do alone, those of them with an apostrophe, and parts.

        Words are bits, from bit 0 for the first one of the piece.
        """
        known = self._found.get(key)
        if known is None:
            size, alone, parts = self.size >> 3, self._by_one_word(key), self._hit(key)
            known = self._found[key] = (
                self._anywhere(key).to_bytes(size, "little"),
                (alone & ~self._joined).to_bytes(size, "little"),
                (alone & self._joined).to_bytes(size, "little"),
                [(part, ends.to_bytes(size, "little")) for part, ends in parts],
            )
        anything, plain, joined, phrases = known
        low, high = piece.low >> 3, piece.high >> 3
        if not any(anything[low:high]):
            return _NOTHING
        return (
            int.from_bytes(plain[low:high], "little"),
            int.from_bytes(joined[low:high], "little"),
            [part for part, ends in phrases if any(ends[low:high])],
        )

    # Stretches: has a phrase all it needs?

    def _having(self, key: int) -> list[tuple[int, int]]:
        """Give the parts of `key` of more than one word that have all they need, each with the stretches where."""
        known = self._ready.get(key)
        if known is None:
            known = self._ready[key] = []  # a list that names itself would never end
            tables, groups = self._tables, self._groups_held
            for part in (*self._due.get(key, ()), *tables.always.get(key, ())):
                where = -1
                far = tables.far(part)  # then all that counts is that the row has what it needs
                for group in tables.needs[part]:
                    here = groups.get(group)
                    if here is None:
                        here = self._group_held(group)
                    where = -1 if here and far else where & here
                    if not where:
                        break
                else:
                    known.append((part, where))
        return known

    def _group_held(self, number: int) -> int:
        """Give the stretches that hold one of a group of atoms and keys."""
        held = 0
        atoms, keys = self._tables.group(number)
        for atom in self._held.keys() & atoms:
            held |= self._held[atom]
        for key in keys:
            held |= self._single.get(key, 0)
            for _, where in self._having(key):
                held |= where
        self._groups_held[number] = held
        return held

    # Words: does it stand there?

    def _hit(self, key: int) -> list[tuple[int, int]]:
        """Give the parts of `key` of more than one word that may match, each with the words where it may end."""
        known = self._hits.get(key)
        if known is None:
            known = self._hits[key] = []
            shapes = self._tables.shapes
            for part, _ in self._having(key):
                if ends := self._follow(shapes[part], self._every, 0)[0]:
                    known.append((part, ends))
        return known

    def _anywhere(self, key: int) -> int:
        """Give every word that matches `key` alone, or with which a part of it may end."""
        words = self._by_one_word(key)
        for _, ends in self._hit(key):
            words |= ends
        return words

    def _by_one_word(self, key: int) -> int:
        """Give the words that match `key` alone."""
        known = self._alone.get(key)
        if known is None:
            known = 0
            if key in self._single:
                for atom in self._atoms.keys() & self._tables.singles[key]:
                    known |= self._atoms[atom]
            self._alone[key] = known
        return known

    def _group(self, number: int) -> int:
        """Give where one of a group of atoms stands."""
        known = self._groups.get(number)
        if known is None:
            known = 0
            for atom in self._atoms.keys() & self._tables.group(number)[0]:
                known |= self._atoms[atom]
            self._groups[number] = known
        return known

    def _follow(self, shape: Encoded, starts: int, ends: int) -> tuple[int, int]:
        """Follow a shape from `starts`; give where it may end, and where what comes next may begin; 0, 0 for nowhere.

        `ends`: where what came before may end, for shapes of which nothing need be there.
        """
        flow, joined, groups = self._flows[0], self._joined, self._groups
        for node in shape:
            if type(node) is int:
                here = groups.get(node)
                ends = starts & (self._group(node) if here is None else here)
            elif node[0] == LIST:
                ends = self._entry(node[1], starts)
            elif node[0] == ANY:
                ends = starts & self._words
            else:
                ends, starts = self._other(node, starts, ends)
                if not ends and not starts:
                    return 0, 0
                continue
            if not ends:
                return 0, 0
            starts = (ends & flow) << 1 | ends & joined
        return ends, starts

    def _other(self, node: Encoded, starts: int, ends: int) -> tuple[int, int]:
        """Follow a node that takes any number of words."""
        kind = node[0]
        if kind == GAP:
            fewer = self._onward(starts, node[1] - 1)
            return ends | fewer, fewer | (fewer & self._flows[0]) << 1
        if kind == ONE:
            found = following = 0
            for option in node[1:]:
                end, start = self._follow(option, starts, ends)
                found, following = found | end, following | start
            return found, following
        if kind == MAYBE:
            end, start = self._follow(node[1], starts, ends)
            return ends | end, starts | start
        if kind == HEAD:
            return ends, (starts | ends << 1) & self._head
        if kind == TAIL:
            ends &= self._tail
            return ends, ends << 1
        return self._sign(node, starts, ends)

    def _sign(self, node: Encoded, starts: int, ends: int) -> tuple[int, int]:
        """Follow what is no plain word: it stands where its first word does, or anywhere in a text that holds it."""
        _, atom, least, most, stops, *others = node
        here = self._atoms.get(atom, 0)
        starts, ends = starts & here, 0 if least else ends & here
        for other in others:
            texts = self._all_words(_pieces_of(self._atoms.get(other, 0), self._lows))
            starts, ends = starts & texts, ends & texts
        if stops:
            anywhere = self._all_words(_pieces_of(starts | ends, self._lows))
            return anywhere, anywhere
        if least:
            ends = self._onward(starts, most - 1)
            return ends, (ends & self._flows[0]) << 1 | ends & self._joined
        onward = self._onward(starts, most)
        return ends | onward, onward

    def _entry(self, key: int, starts: int) -> int:
        """Give where an entry of a list that begins at one of `starts` may end."""
        known = self._lists.get(key)
        if known is None:
            self._lists[key] = (0, 0, 0, 0)  # a list that names itself would never end
            known = self._lists[key] = self._list(key)
        alone, firsts, lasts, longest = known
        found = starts & alone
        if lasts and (reached := starts & firsts):
            if longest < 0:
                return found | lasts & self._all_words(_pieces_of(reached, self._lows))
            found |= lasts & self._onward(reached, longest - 1)
        return found

    def _list(self, key: int) -> tuple[int, int, int, int]:
        """Give where entries of one word stand, where longer ones begin and end, and their most words (-1: any)."""
        firsts = lasts = 0
        for part, ends in self._hit(key):
            lasts |= ends
            shape = self._tables.shapes[part]
            words, far = self._tables.reach(shape)
            if far:
                firsts |= self._all_words(_pieces_of(ends, self._lows))
                continue
            begins, step = ends, 1
            while words > 1:
                step = min(step, words - 1)
                begins |= begins >> step
                words, step = words - step, step * 2
            firsts |= begins & self._group(shape[0]) if type(shape[0]) is int else begins
        most, far = self._tables.extent(key)
        return self._by_one_word(key), firsts, lasts, -1 if far else most

    def _onward(self, starts: int, words: int) -> int:
        """Give the places at most so many words on from one of `starts`, with no stop between."""
        step, flows = 0, self._flows
        while words > 0:
            while 1 << step > words:
                step -= 1
            while len(flows) <= step:
                flows.append(flows[-1] & flows[-1] >> (1 << len(flows) - 1))
            starts |= (starts & flows[step]) << (1 << step)
            words -= 1 << step
            step += 1
        return starts

    def _all_words(self, numbers: Iterable[int]) -> int:
        """Give all words of some pieces."""
        return _filled(self.size, [(self._pieces[n].low, self._pieces[n].high) for n in numbers])

    def _all_stretches(self, numbers: Iterable[int]) -> int:
        """Give all stretches of some pieces."""
        return _filled(self._stretches, [(self._pieces[n].start, self._pieces[n].end) for n in numbers])


def _pieces_of(mask: int, begin: Sequence[int]) -> Iterator[int]:
    """Give the numbers of the pieces that have a bit in `mask`; `begin`: the first bit of each, on a whole byte."""
    if not mask:
        return
    here = mask.to_bytes((mask.bit_length() >> 3) + 1, "little")
    at = _SET.search(here)
    while at is not None:
        number = bisect_right(begin, at.start() << 3) - 1
        yield number
        if number + 1 == len(begin):
            return
        at = _SET.search(here, begin[number + 1] >> 3)


def _filled(length: int, spans: Iterable[tuple[int, int]]) -> int:
    """Give a number of `length` bits in which these spans of whole bytes are set."""
    made = bytearray(length >> 3)
    for low, high in spans:
        made[low >> 3 : high >> 3] = b"\xff" * (high - low >> 3)
    return int.from_bytes(made, "little")


def _bits(places: Sequence[int], length: int) -> int:
    """Give a number with these bits set, of `length` bits at most."""
    if len(places) <= _FEW or length <= _SMALL_ROW:
        made = 0
        for at in places:
            made |= 1 << at
        return made
    block = bytearray((length >> 3) + 1)
    for at in places:
        block[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(block, "little")

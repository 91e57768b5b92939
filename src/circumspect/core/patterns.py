"""One scan for all patterns. Open it to change the regular expression engine.

First, where phrases may stand: core/places follows their words through the text, and in one pass Hyperscan finds the
signs and short expressions that are no words, and RE2's filter the longer ones. Then RE2 runs the phrases that may be
there, alone, and says where. Every engine runs in linear time, so a rule that a practice writes itself cannot hang the
reader. Without Hyperscan, an RE2 set does its part (decisions 0005 and 0010).

Texts are scanned one byte to the character: ASCII as it is, each other character that some expression names as a
byte of its own, all the rest as 0x80. Offsets are then code points, and the automata stay small.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import re2

from circumspect.core import places
from circumspect.core.phrases import CLOSE, OPEN, either, needs

try:
    import hyperscan
except ImportError:  # pragma: no cover - no wheel for this machine
    hyperscan = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circumspect.core.phrases import Shape

Span = tuple[int, int]

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.longest_match = True
_OPTIONS.max_mem = 64 << 20
_OPTIONS.encoding = re2.Options.Encoding.LATIN1
_OTHER = 0x80
# A compiled expression holds some 100 KB, more the longer it is used; rarely used ones are compiled again.
_MOST_REGEXES = 1_500
_MOST_SIGNS = 127
# Longer atoms take Hyperscan seconds to compile; RE2 filters those by the words they hold.
_LONG = 460
_WORD_ATOM = re.compile(r"=[a-z0-9_]+|[a-z0-9_]+\*")
_BLANK = re.compile(r"\n(?=[ ]*\n)")
_LEXICON = re.compile(f"{OPEN}(.*?){CLOSE}")


def stopped(text: str) -> str:
    """Put a stop at every blank line, so that no phrase runs from one paragraph into the next; same length."""
    return _BLANK.sub(".", text)


class PatternError(ValueError):
    """An expression outside the common subset of RE2 and Hyperscan; `index` says which."""

    def __init__(self, index: int, reason: str) -> None:
        """Keep which expression it was."""
        super().__init__(reason)
        self.index = index


class _Alphabet(dict[int, int]):
    """Code point → byte; ASCII is itself, characters that no expression names become 0x80."""

    def __missing__(self, code: int) -> int:
        return _OTHER if code > 0x7F else code  # noqa: PLR2004 - the end of ASCII


def _bytes(expression: str, alphabet: _Alphabet) -> bytes:
    """Write an expression for the one-byte alphabet."""
    return "".join(c if c.isascii() else f"\\x{alphabet[ord(c)]:02x}" for c in expression).encode("ascii")


def check(expression: str) -> None:
    """Raise PatternError unless RE2 can run `expression` in linear time."""
    try:
        re2.compile(_bytes(expression, _Alphabet()), options=_OPTIONS)
    except re2.error as error:
        words = error.args[0] if error.args else "cannot be read"
        raise PatternError(0, words.decode() if isinstance(words, bytes) else str(words)) from None


@dataclass(frozen=True, slots=True)
class Part:
    """One way for a key to match: the expression and the shape of a `Phrase` (core/phrases).

    A lexicon is the parts with the key 'lexicon/<name>', which stand before all parts that name it; in `regex`, the
    name between OPEN and CLOSE stands for all that it matches.
    """

    key: str
    regex: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Index:
    """Parts made ready to scan with; plain values, so that it can be kept between runs.

    Part i belongs to the key `names[keys[i]]`; `shapes[i]` is its shape as core/places reads it, in which a number
    stands for one of `groups`; `needs[i]` are the groups of which it needs one member each, the rarest first. The
    numbers in a group stand for `atoms`, below zero for keys: -1 for the first.
    """

    atoms: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]
    keys: tuple[int, ...]
    regexes: tuple[str, ...]
    shapes: tuple[Any, ...]
    needs: tuple[tuple[int, ...], ...]
    signs: str


class _Encoder:
    """Turns shapes of words into shapes of numbers."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.names = list(dict.fromkeys(part.key for part in parts))
        self.numbers = {name: n for n, name in enumerate(self.names)}
        self.atoms: dict[str, int] = {}
        self.groups: dict[tuple[int, ...], int] = {}

    def atom(self, atom: str) -> int:
        return self.atoms.setdefault(atom, len(self.atoms))

    def group(self, atoms: Iterable[str]) -> int:
        numbers = tuple(
            sorted({-1 - self.numbers[f"lexicon/{a[1:-1]}"] if a.startswith("<") else self.atom(a) for a in atoms})
        )
        return self.groups.setdefault(numbers, len(self.groups))

    def shape(self, shape: Shape) -> list[Any]:
        return [self.node(node) for node in shape]

    def node(self, node: tuple[Any, ...]) -> int | list[Any]:
        match node:
            case ("word", atoms):
                return self.group(atoms)
            case ("list", name):
                return [places.LIST, self.numbers[f"lexicon/{name}"]]
            case ("gap", most):
                return [places.GAP, most]
            case ("one", shapes):
                return [places.ONE, *(self.shape(shape) for shape in shapes)]
            case ("maybe", shape):
                return [places.MAYBE, self.shape(shape)]
            case ("sign", atom, least, most, stops, *others):
                return [places.SIGN, self.atom(atom), least, most, stops, *map(self.atom, others)]
        return [{"any": places.ANY, "head": places.HEAD, "tail": places.TAIL}[node[0]]]


class _Shares:
    """Estimates how many texts hold one of a group of atoms: the rarest thing a part needs is looked for first.

    Only speed hangs on these numbers. A word counts where a word of the sample begins with it; what is no plain word
    counts as rare; a lexicon as often as the rarest need of each of its parts.
    """

    def __init__(self, sample: Sequence[str]) -> None:
        self._held = Counter(
            word for text in sample for word in {w for t in places.WORD.findall(text) for w in places.words_of(t)}
        )
        self._words = sorted(self._held)
        self._texts = len(sample)
        self._known: dict[str, float] = {}

    def add(self, key: str, share: float) -> None:
        """Note how often a part of a key may match."""
        name = f"<{key.removeprefix('lexicon/')}>"
        self._known[name] = self._known.get(name, 0.0) + share

    def __call__(self, group: tuple[str, ...]) -> float:
        return sum(self._share(atom) for atom in group)

    def _share(self, atom: str) -> float:
        known = self._known.get(atom)
        if known is None:
            found = 0.02 * self._texts
            if _WORD_ATOM.fullmatch(atom):
                stem = atom.strip("=*")
                low, high = bisect_left(self._words, stem), bisect_left(self._words, stem + "~")
                found = self._held[stem] if atom[0] == "=" else sum(self._held[w] for w in self._words[low:high])
            known = self._known[atom] = (found + 1) / (self._texts + 2)
        return known


def index(parts: Sequence[Part], sample: Sequence[str] = ()) -> Index:
    """Make parts ready; `sample` is texts of the field, folded, from which we learn which words are rare.

    Raises PatternError where the parts name too many different signs.
    """
    encoder = _Encoder(parts)
    shares = _Shares(sample)
    needed = []
    for part in parts:
        groups = sorted(set(needs(part.shape, shares)), key=lambda group: (shares(group), group))
        shares.add(part.key, shares(groups[0]))
        needed.append(tuple(encoder.group(group) for group in groups))
    signs = sorted({c for part in parts if not part.regex.isascii() for c in part.regex if not c.isascii()})
    if len(signs) > _MOST_SIGNS:
        raise PatternError(0, f"the rules name {len(signs)} different signs outside ASCII; {_MOST_SIGNS} is the most")
    shapes = tuple(encoder.shape(part.shape) for part in parts)
    return Index(
        atoms=tuple(encoder.atoms),
        groups=tuple(encoder.groups),
        names=tuple(encoder.names),
        keys=tuple(encoder.numbers[part.key] for part in parts),
        regexes=tuple(part.regex for part in parts),
        shapes=shapes,
        needs=tuple(needed),
        signs="".join(signs),
    )


class Matches:
    """What one text matched. Spans are found only when asked for, and once."""

    __slots__ = ("_number", "_offsets", "_patterns", "_pieces", "_scanned", "_spans", "_text")

    def __init__(self, patterns: PatternSet, number: int, text: str, scanned: bytes) -> None:
        """Keep what a scan found; `PatternSet.scan` makes these."""
        self._patterns = patterns
        self._number = number
        self._text = text
        self._scanned = scanned
        self._pieces: list[tuple[places.Row, places.Piece]] = []
        self._spans: dict[str, list[Span]] = {}
        self._offsets: list[Span] | None = None

    def stands_in(self, row: places.Row, piece: places.Piece) -> None:
        """Note where a piece of the text was put."""
        self._pieces.append((row, piece))

    def candidates(self, wanted: Wanted) -> Iterator[str]:
        """Give the keys among `wanted` that may match; `spans` says whether and where they do."""
        names = self._patterns.index.names
        found = dict.fromkeys(
            key for row, _ in self._pieces for key in row.candidates(wanted.numbers).get(self._number, ())
        )
        if len(self._pieces) > 1:
            found |= dict.fromkeys(wanted.far)
        return (names[key] for key in found)

    def may(self, key: str) -> bool:
        """Say whether `key` may match: a quick look before `spans`."""
        number = self._patterns.numbers.get(key)
        if number is None or len(self._pieces) > 1:
            return number is not None
        row, piece = self._pieces[0]
        return row.holds(number, piece)

    def spans(self, key: str) -> list[Span]:
        """Give the (start, end) of every match of `key`, in order, the longest where some overlap."""
        known = self._spans.get(key)
        if known is None:
            known = self._spans[key] = self._found(key)
        return known

    def _found(self, key: str) -> list[Span]:
        number = self._patterns.numbers.get(key)
        if number is None:
            return []
        found: set[Span] = set()
        parts: set[int] = set()
        for row, piece in self._pieces:
            plain, joined, phrases = row.within(number, piece)
            parts.update(phrases)
            while plain:
                found.add(self.offsets[piece.first + (plain & -plain).bit_length() - 1])
                plain &= plain - 1
            if joined:
                parts.update(self._within(number, joined, piece))
        if len(self._pieces) > 1:
            parts.update(self._patterns.far.get(number, ()))
        for part in parts:
            found.update(m.span() for m in self._patterns.regex(part).finditer(self._scanned) if m.end() > m.start())
        if len(found) < 2:  # noqa: PLR2004 - nothing to sort out
            return list(found)
        spans: list[Span] = []
        for span in sorted(found, key=lambda s: (s[0], -s[1])):
            if not spans or span[0] >= spans[-1][1]:
                spans.append(span)
        return spans

    @property
    def offsets(self) -> list[Span]:
        """Where each word of the text stands."""
        if self._offsets is None:
            self._offsets = [word.span() for word in places.WORD.finditer(self._text)]
        return self._offsets

    def _within(self, key: int, where: int, piece: places.Piece) -> Iterator[int]:
        """Give the parts of one word that may match inside words with an apostrophe."""
        tables = self._patterns.tables
        while where:
            at = (where & -where).bit_length() - 1
            start, end = self.offsets[piece.first + at]
            for atom in tables.atoms_of(self._text[start:end]):
                yield from tables.single.get(atom, {}).get(key, ())
            where &= where - 1


class Wanted:
    """Some keys of a PatternSet, to ask texts about again and again."""

    __slots__ = ("_far", "_patterns", "numbers")

    def __init__(self, patterns: PatternSet, keys: Iterable[str]) -> None:
        """Look the keys up; those without expression are left out."""
        self.numbers = frozenset(patterns.numbers[key] for key in keys if key in patterns.numbers)
        self._patterns = patterns
        self._far: tuple[int, ...] | None = None

    @property
    def far(self) -> tuple[int, ...]:
        """Those that may reach over a stop; worked out for the first text that stands in several pieces."""
        if self._far is None:
            self._far = tuple(sorted(self.numbers & self._patterns.far.keys()))
        return self._far


class PatternSet:
    """A fixed list of parts, scanned together."""

    def __init__(self, parts: Sequence[Part] | Index, compiled: bytes | None = None, *, engine: str = "auto") -> None:
        """Prepare `parts`, or the index made of them; `compiled` is what `dump` gave for the same ones.

        `engine` is `auto`, `hyperscan` or `re2`. Raises PatternError for an expression that cannot run in linear time.
        """
        self.index = parts if isinstance(parts, Index) else index(parts)
        self.numbers = {name: n for n, name in enumerate(self.index.names)}
        self._alphabet = _Alphabet({ord(c): _OTHER + 1 + i for i, c in enumerate(self.index.signs)})
        made = self.index
        self.tables = places.Tables(made.atoms, made.groups, made.keys, made.shapes, made.needs)
        self._regexes: dict[int, Any] = {}
        self._lexicons: dict[str, str] = {}
        self._far: dict[int, list[int]] | None = None
        self._database: Any = None
        self._set: Any = None
        self.engine = "re2" if hyperscan is None or engine == "re2" else "hyperscan"
        atoms = {
            n: _bytes(atom, self._alphabet) for n, atom in enumerate(self.index.atoms) if not _WORD_ATOM.fullmatch(atom)
        }
        self._short = [n for n, atom in atoms.items() if len(atom) <= _LONG]
        self._long = [n for n, atom in atoms.items() if len(atom) > _LONG]
        self._filter = _re2_filter([atoms[n] for n in self._long]) if self._long else None
        if self.engine == "hyperscan" and self._short:
            self._database = _loaded(compiled) or _compiled([atoms[n] for n in self._short], self._short)
        elif self._short:
            self._set = _re2_set([atoms[n] for n in self._short])

    def dump(self) -> bytes | None:
        """Give the compiled form for `compiled`; None where the engine has none."""
        return hyperscan.dumpb(self._database) if self._database is not None else None

    @property
    def far(self) -> dict[int, list[int]]:
        """Key → its parts that may reach over a stop; only a text in several pieces needs them."""
        if self._far is None:
            self._far = {}
            for part, key in enumerate(self.index.keys):
                if self.tables.far(part):
                    self._far.setdefault(key, []).append(part)
        return self._far

    def expression(self, part: int) -> str:
        """Give the expression of a part with the words of lexicons in place."""
        return _LEXICON.sub(lambda m: self._lexicon(m.group(1)), self.index.regexes[part])

    def _lexicon(self, name: str) -> str:
        """Give the expression for all that a lexicon matches."""
        known = self._lexicons.get(name)
        if known is None:
            parts = self.tables.parts[self.numbers[f"lexicon/{name}"]]
            known = self._lexicons[name] = either(self.expression(part) for part in parts)
        return known

    def regex(self, part: int) -> Any:  # noqa: ANN401 - re2 ships no types
        """Give the RE2 expression of a part, compiled on first use; those used last are kept."""
        known = self._regexes.pop(part, None)
        if known is None:
            if len(self._regexes) >= _MOST_REGEXES:
                del self._regexes[next(iter(self._regexes))]
            written = _bytes(self.expression(part), self._alphabet)
            known = re2.compile(written, options=_OPTIONS)
        self._regexes[part] = known
        return known

    def scan(self, text: str) -> Matches:
        """Say which keys may match `text` (folded)."""
        return next(self.scan_all([text]))

    def scan_all(self, texts: Iterable[str]) -> Iterator[Matches]:
        """Say which keys may match each of some texts (folded), in order; together they cost much less."""
        row = places.Row(self.tables)
        waiting: list[Matches] = []
        for number, text in enumerate(map(stopped, texts)):
            scanned = text.encode() if text.isascii() else text.translate(self._alphabet).encode("latin-1")
            matches = Matches(self, number, text, scanned)
            signs = self._seen(scanned)
            for words in places.split(text):
                if row.size and row.size + len(words.words) > places.ROW:
                    row.close()
                    row = places.Row(self.tables)
                    yield from waiting
                    waiting = []
                matches.stands_in(row, row.add(number, words, signs))
            waiting.append(matches)
        row.close()
        yield from waiting

    def _seen(self, scanned: bytes) -> set[int]:
        """Give the atoms in a text that are no words."""
        seen: set[int] = set()
        if self._database is not None:

            def see(atom: int, _start: int, _end: int, _flags: int, _context: object) -> None:
                seen.add(atom)

            self._database.scan(scanned, match_event_handler=see)
        elif self._set is not None:
            seen.update(self._short[n] for n in self._set.Match(scanned) or ())
        if self._filter is not None:
            seen.update(self._long[n] for n in self._filter.Match(scanned, potential=True) or ())
        return seen


def _loaded(compiled: bytes | None) -> Any:  # noqa: ANN401
    """Revive a compiled database; None when it was made for another machine or version."""
    if compiled is None:
        return None
    try:
        database = hyperscan.loadb(compiled, mode=hyperscan.HS_MODE_BLOCK)
        database.scratch = hyperscan.Scratch(database)
    except hyperscan.HyperscanError:
        return None
    return database


def _compiled(expressions: Sequence[bytes], numbers: Sequence[int]) -> Any:  # noqa: ANN401
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = hyperscan.HS_FLAG_SINGLEMATCH
    try:
        database.compile(
            expressions=list(expressions),
            ids=list(numbers),
            elements=len(expressions),
            flags=[flags] * len(expressions),
        )
    except hyperscan.HyperscanError:
        _blame(expressions, flags)
        raise
    return database


def _blame(expressions: Sequence[bytes], flags: int) -> None:
    """Find the expression that Hyperscan refuses and raise PatternError for it."""
    for index, expression in enumerate(expressions):
        try:
            hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK).compile(
                expressions=[expression], ids=[0], elements=1, flags=[flags]
            )
        except hyperscan.HyperscanError as error:
            raise PatternError(index, str(error)) from None


def _re2_filter(expressions: Sequence[bytes]) -> Any:  # noqa: ANN401
    """Make RE2's own filter: one pass says which expressions have their words in a text."""
    made = re2.Filter()
    for number, expression in enumerate(expressions):
        try:
            made.Add(expression, _OPTIONS)
        except re2.error as error:
            raise PatternError(number, str(error)) from None
    made.Compile()
    return made


def _re2_set(expressions: Sequence[bytes]) -> Any:  # noqa: ANN401
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 30
    options.encoding = re2.Options.Encoding.LATIN1
    group = re2.Set.SearchSet(options)
    for index, expression in enumerate(expressions):
        try:
            group.Add(expression)
        except re2.error as error:
            raise PatternError(index, str(error)) from None
    group.Compile()
    return group

"""One scan for all patterns. Open it to change the regular expression engine.

First, what is there: the words of the text are looked up in a table; in one pass Hyperscan finds the signs and short
expressions that are no words, and RE2's filter the longer ones. From that follows which phrases have all they need.
Then RE2 runs those alone, and says where. Every engine runs in linear time, so a rule that a practice writes itself
cannot hang the reader. Without Hyperscan, an RE2 set does its part (decision 0005).

Texts are scanned one byte to the character: ASCII as it is, each other character that some expression names as a
byte of its own, all the rest as 0x80. Offsets are then code points, and the automata stay small.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

import re2

from circumspect.core.phrases import CLOSE, OPEN, either

try:
    import hyperscan
except ImportError:  # pragma: no cover - no wheel for this machine
    hyperscan = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Span = tuple[int, int]

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.longest_match = True
_OPTIONS.max_mem = 64 << 20
_OPTIONS.encoding = re2.Options.Encoding.LATIN1
_OTHER = 0x80
_MOST_SIGNS = 127
# Longer atoms are whole expressions of an author; RE2 filters those by the words they hold.
_LONG = 40
# Up to this many characters, all parts of a key run as one expression.
_SMALL = 6000
_BEGINNING = re.compile(r"[a-z0-9]+\*")
_WORD_ATOM = re.compile(r"=[a-z0-9]+|[a-z0-9]+\*")
_WORDS = re.compile(r"[a-z0-9_]+")
_JOINED = re.compile(r"[a-z0-9_]+(?:'[a-z0-9_]+)+")
_MOST_WORDS = 50_000
# A phrase stays within a stretch between stops, unless it holds a stop itself.
_STOPS = re.compile(r"[.!?]+")
_BLANK = re.compile(r"\n(?=[ ]*\n)")
_LAST_BIT = 62
_ANYWHERE = (1 << (_LAST_BIT + 1)) - 1


def stopped(text: str) -> str:
    """Put a stop at every blank line, so that no phrase runs from one paragraph into the next; same length."""
    return _BLANK.sub(".", text)


def _text_words(text: str) -> set[str]:
    """Give the words of a folded text; "client's" counts as client, s and clients, as an expression would see it."""
    words = set(_WORDS.findall(text))
    if "'" in text:
        words.update(word.replace("'", "") for word in _JOINED.findall(text))
    return words


_LEXICON = re.compile(f"{OPEN}(.*?){CLOSE}")


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
    """One way for a key to match: an expression, and groups of atoms each of which must have one present.

    An atom is a word ('=client'), the beginning of one ('review*'), a key in angle brackets that stands earlier in
    the list, or a small expression. In `regex`, the name of a lexicon between OPEN and CLOSE stands for all that
    `lexicon/<name>` matches. A part that is `asked` is left alone until somebody asks for its key; one that `stops` may
    reach over the end of a sentence, the others cannot.
    """

    key: str
    regex: str
    needs: tuple[tuple[str, ...], ...]
    asked: bool = False
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """Parts made ready to scan with; plain values, so that it can be kept between runs.

    `atoms` and `names` are numbered, atoms first. `keys[i]` is the number of part i's key; `single[i]` the atoms it
    needs, `groups[i]` the groups of which it needs one each, `telling[i]` the rarest of these, by which it is found,
    `second[i]` the next rarest that is no key, by which it is most often ruled out; empty where there is none.
    Parts in `asked` wait until somebody asks for their key; parts below `leaning` are named by others, settled first.
    """

    atoms: tuple[str, ...]
    names: tuple[str, ...]
    keys: tuple[int, ...]
    regexes: tuple[str, ...]
    single: tuple[tuple[int, ...], ...]
    groups: tuple[tuple[tuple[int, ...], ...], ...]
    telling: tuple[tuple[int, ...], ...]
    second: tuple[tuple[int, ...], ...]
    asked: tuple[int, ...]
    far: tuple[int, ...]
    leaning: int
    signs: str


def index(parts: Sequence[Part], sample: Sequence[str] = ()) -> Index:
    """Make parts ready; `sample` is texts of the field, folded, from which we learn which words are rare.

    Raises PatternError where the parts name too many different signs.
    """
    atoms = sorted({a for part in parts for group in part.needs for a in group if not a.startswith("<")})
    names = list(dict.fromkeys(part.key for part in parts))
    numbers = {atom: n for n, atom in enumerate(atoms)}
    numbers |= {f"<{name}>": len(atoms) + n for n, name in enumerate(names)}
    shares = _shares(parts, sample)
    telling = [min(part.needs, key=lambda group: sum(shares[a] for a in group)) for part in parts]
    second = [_second(part.needs, told, shares) for part, told in zip(parts, telling, strict=True)]
    needs = [[tuple(numbers[a] for a in group) for group in part.needs] for part in parts]
    leaned_on = {a for part in parts for group in part.needs for a in group if a.startswith("<")}
    signs = sorted({c for part in parts if not part.regex.isascii() for c in part.regex if not c.isascii()})
    if len(signs) > _MOST_SIGNS:
        raise PatternError(0, f"the rules name {len(signs)} different signs outside ASCII; {_MOST_SIGNS} is the most")
    return Index(
        atoms=tuple(atoms),
        names=tuple(names),
        keys=tuple(numbers[f"<{part.key}>"] for part in parts),
        regexes=tuple(part.regex for part in parts),
        single=tuple(tuple(g[0] for g in groups if len(g) == 1) for groups in needs),
        groups=tuple(tuple(g for g in groups if len(g) > 1) for groups in needs),
        telling=tuple(tuple(dict.fromkeys(numbers[a] for a in group)) for group in telling),
        second=tuple(tuple(numbers[a] for a in group) for group in second),
        asked=tuple(i for i, part in enumerate(parts) if part.asked),
        far=_far(parts),
        leaning=max((i + 1 for i, part in enumerate(parts) if f"<{part.key}>" in leaned_on), default=0),
        signs="".join(signs),
    )


class Present:
    """What a text holds: numbers of atoms and keys, and for each the stretches it is in, a bit each."""

    __slots__ = ("every", "numbers", "where")

    def __init__(self, stretches: int) -> None:
        """Begin with nothing, in a text of some stretches."""
        self.every = (1 << min(stretches, _LAST_BIT + 1)) - 1
        self.where: dict[int, int] = {}
        self.numbers: set[int] = set()

    def add(self, number: int, where: int) -> None:
        """Note that a number is present in some stretches."""
        self.where[number] = self.where.get(number, 0) | where
        self.numbers.add(number)


class Matches:
    """What one text matched. Spans are found only when asked for, and once."""

    __slots__ = ("_patterns", "_present", "_scanned", "_spans")

    def __init__(self, patterns: PatternSet, scanned: bytes, present: Present) -> None:
        """Keep what a scan found; `PatternSet.scan` makes these."""
        self._patterns = patterns
        self._scanned = scanned
        self._present = present
        self._spans: dict[str, list[Span]] = {}

    @property
    def candidates(self) -> Iterable[str]:
        """Keys that may match: all their words are there. `spans` says whether and where they do.

        Keys that are only looked at when asked for are not among them.
        """
        return self._patterns.keys_in(self._present)

    def spans(self, key: str) -> list[Span]:
        """Give the (start, end) of every match of `key`, in order, the longest where some overlap."""
        known = self._spans.get(key)
        if known is None:
            known = self._spans[key] = self._found(key)
        return known

    def _found(self, key: str) -> list[Span]:
        found: set[Span] = set()
        for regex in self._patterns.regexes(key, self._present):
            found.update(m.span() for m in regex.finditer(self._scanned) if m.end() > m.start())
        if len(found) < 2:  # noqa: PLR2004 - nothing to sort out
            return list(found)
        spans: list[Span] = []
        for span in sorted(found, key=lambda s: (s[0], -s[1])):
            if not spans or span[0] >= spans[-1][1]:
                spans.append(span)
        return spans


class PatternSet:
    """A fixed list of parts, scanned together."""

    def __init__(self, parts: Sequence[Part] | Index, compiled: bytes | None = None, *, engine: str = "auto") -> None:
        """Prepare `parts`, or the index made of them; `compiled` is what `dump` gave for the same ones.

        `engine` is `auto`, `hyperscan` or `re2`. Raises PatternError for an expression that cannot run in linear time.
        """
        self.index = parts if isinstance(parts, Index) else index(parts)
        self._alphabet = _Alphabet({ord(c): _OTHER + 1 + i for i, c in enumerate(self.index.signs)})
        self._needs: dict[int, tuple[frozenset[int], tuple[frozenset[int], ...]]] = {}
        self._far = frozenset(self.index.far)
        self._regexes: dict[int, Any] = {}
        self._lexicons: dict[str, str] = {}
        self._whole: dict[str, Any] = {}
        self._database: Any = None
        self._set: Any = None
        self.engine = "re2" if hyperscan is None or engine == "re2" else "hyperscan"
        atoms = {
            n: _bytes(atom, self._alphabet) for n, atom in enumerate(self.index.atoms) if not _WORD_ATOM.fullmatch(atom)
        }
        before = len(self.index.atoms)
        self._short = [n for n, atom in atoms.items() if len(atom) <= _LONG]
        self._long = [n for n, atom in atoms.items() if len(atom) > _LONG]
        self._exact = {atom[1:]: n for n, atom in enumerate(self.index.atoms) if atom.startswith("=")}
        self._begins = {atom[:-1]: n for n, atom in enumerate(self.index.atoms) if _BEGINNING.fullmatch(atom)}
        self._known: dict[str, tuple[int, ...]] = {}
        self._under: list[list[tuple[int, frozenset[int]]]] = [[] for _ in range(before + len(self.index.names))]
        seconds: dict[tuple[int, ...], frozenset[int]] = {}
        self._implied: dict[int, list[int]] = {}
        self._parts: dict[str, dict[int, list[int]]] = {}
        asked = frozenset(self.index.asked)
        for part, number in enumerate(self.index.keys):
            listed = self._parts.setdefault(self.index.names[number - before], {})
            for atom in self.index.telling[part]:
                listed.setdefault(atom, []).append(part)
                if part in asked:
                    continue
                needs_more = self.index.groups[part] or len(self.index.single[part]) > 1
                if needs_more or atom >= before:
                    group = tuple(self.index.second[part])
                    second = seconds.get(group)
                    if second is None:
                        second = seconds[group] = frozenset(group)
                    self._under[atom].append((part, second))
                else:  # this one word is enough
                    self._implied.setdefault(atom, []).append(number)
        self._filter = _re2_filter([atoms[n] for n in self._long]) if self._long else None
        if self.engine == "hyperscan" and self._short:
            self._database = _loaded(compiled) or _compiled([atoms[n] for n in self._short], self._short)
        elif self._short:
            self._set = _re2_set([atoms[n] for n in self._short])

    def dump(self) -> bytes | None:
        """Give the compiled form for `compiled`; None where the engine has none."""
        return hyperscan.dumpb(self._database) if self._database is not None else None

    def expression(self, part: int) -> str:
        """Give the expression of a part with the words of lexicons in place."""
        return _LEXICON.sub(lambda m: self._lexicon(m.group(1)), self.index.regexes[part])

    def _lexicon(self, name: str) -> str:
        """Give the expression for all that a lexicon matches."""
        known = self._lexicons.get(name)
        if known is None:
            parts = self._of(f"lexicon/{name}")
            known = self._lexicons[name] = either(self.expression(part) for part in parts)
        return known

    def regex(self, part: int) -> Any:  # noqa: ANN401 - re2 ships no types
        """Give the RE2 expression of a part, compiled on first use."""
        known = self._regexes.get(part)
        if known is None:
            written = _bytes(self.expression(part), self._alphabet)
            known = self._regexes[part] = re2.compile(written, options=_OPTIONS)
        return known

    def regexes(self, key: str, present: Present) -> list[Any]:
        """Give what to run for a key: the parts that may match, as one expression where all of it is small."""
        listed = self._parts.get(key)
        if listed is None:
            return []
        parts = [
            part for atom in present.numbers & listed.keys() for part in listed[atom] if self._where(part, present)
        ]
        if len(parts) < 2:  # noqa: PLR2004 - nothing to put together
            return [self.regex(part) for part in parts]
        if key not in self._whole:
            whole = either(self.expression(part) for part in self._of(key))
            small = len(whole) <= _SMALL
            self._whole[key] = re2.compile(_bytes(whole, self._alphabet), options=_OPTIONS) if small else None
        whole = self._whole[key]
        return [self.regex(part) for part in sorted(set(parts))] if whole is None else [whole]

    def _of(self, key: str) -> list[int]:
        """Give every part of a key."""
        return sorted({part for parts in self._parts[key].values() for part in parts})

    def keys_in(self, present: Present) -> list[str]:
        """Give the names of the keys among what is present."""
        names, before = self.index.names, len(self.index.atoms)
        return [names[number - before] for number in present.numbers if number >= before]

    def scan(self, text: str) -> Matches:
        """Say which keys may match `text` (folded)."""
        text = stopped(text)
        scanned = text.encode() if text.isascii() else text.translate(self._alphabet).encode("latin-1")
        stretches = _STOPS.split(text)
        present = Present(len(stretches))
        where = present.where
        for number, stretch in enumerate(stretches):
            bit = 1 << min(number, _LAST_BIT)
            for word in _text_words(stretch):
                known = self._known.get(word)
                for atom in self._atoms_of(word) if known is None else known:
                    where[atom] = where.get(atom, 0) | bit
        present.numbers.update(where)
        seen: set[int] = set()
        if self._database is not None:

            def see(atom: int, _start: int, _end: int, _flags: int, _context: object) -> None:
                seen.add(atom)

            self._database.scan(scanned, match_event_handler=see)
        elif self._set is not None:
            seen.update(self._short[n] for n in self._set.Match(scanned) or ())
        if self._filter is not None:
            seen.update(self._long[n] for n in self._filter.Match(scanned, potential=True) or ())
        for atom in seen:
            for number in (atom, *self._implied.get(atom, ())):
                present.add(number, _ANYWHERE)
        self._settle(present)
        return Matches(self, scanned, present)

    def _atoms_of(self, word: str) -> tuple[int, ...]:
        """Give the atoms that a word of a text satisfies, and the keys that follow from one of them alone.

        Remembered, since texts share their words.
        """
        found = [n for end in range(1, min(len(word), 30) + 1) if (n := self._begins.get(word[:end])) is not None]
        if (exact := self._exact.get(word)) is not None:
            found.append(exact)
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        known = self._known[word] = tuple({*found, *(key for atom in found for key in self._implied.get(atom, ()))})
        return known

    def _settle(self, present: Present) -> None:
        """Add to what is present the keys that have a part all of whose needs are.

        Parts that others name stand before them, so they are settled in order first; the rest name nothing new.
        """
        under, leaning, keys = self._under, self.index.leaning, self.index.keys
        every = present.every
        numbers = present.numbers
        due = {
            part for number in numbers for part, second in under[number] if not second or not second.isdisjoint(numbers)
        }
        waiting = [part for part in due if part < leaning]
        heapify(waiting)
        while waiting:
            part = heappop(waiting)
            key = keys[part]
            known = key in present.numbers
            if known and not every & ~present.where[key]:
                continue
            where = self._where(part, present)
            if not where:
                continue
            present.add(key, where)
            if known:
                continue
            for more, second in under[key]:
                if more not in due and (not second or not second.isdisjoint(numbers)):
                    due.add(more)
                    if more < leaning:
                        heappush(waiting, more)
        for part in due:
            if part >= leaning and keys[part] not in present.numbers and (where := self._where(part, present)):
                present.add(keys[part], where)

    def _where(self, part: int, present: Present) -> int:
        """Give the stretches in which every group of a part's needs has an atom; 0 for none."""
        numbers = present.numbers
        needs = self._needs.get(part)
        if needs is None:
            groups = tuple(frozenset(group) for group in self.index.groups[part])
            needs = self._needs[part] = frozenset(self.index.single[part]), groups
        single, groups = needs
        if not single <= numbers:
            return 0
        for group in groups:
            if group.isdisjoint(numbers):
                return 0
        if part in self._far:
            return _ANYWHERE
        where, places = _ANYWHERE, present.where
        for atom in single:
            where &= places[atom]
        for group in groups:
            here = 0
            for atom in group & numbers:
                here |= places[atom]
            where &= here
        return where


def _second(needs: Sequence[tuple[str, ...]], telling: tuple[str, ...], shares: Mapping[str, float]) -> tuple[str, ...]:
    """Give the rarest group of a part's needs besides `telling` that names no key; empty where there is none."""
    others = [group for group in needs if group is not telling and not any(a.startswith("<") for a in group)]
    return min(others, key=lambda group: sum(shares[a] for a in group), default=())


def _far(parts: Sequence[Part]) -> tuple[int, ...]:
    """Give the parts that may reach over a stop: they hold one, or name a key that does."""
    keys: set[str] = set()
    found: list[int] = []
    for i, part in enumerate(parts):
        if part.stops or any(atom in keys for group in part.needs for atom in group):
            found.append(i)
            keys.add(f"<{part.key}>")
    return tuple(found)


def _shares(parts: Sequence[Part], sample: Sequence[str]) -> dict[str, float]:
    """Estimate for each atom and key the share of texts that hold it: the rarest thing a part needs is looked for.

    Only speed hangs on these numbers. A word counts where a word of the sample begins with it; what is no plain word
    counts as rare, and a key as often as the rarest need of each of its parts.
    """
    held = Counter(word for text in sample for word in _text_words(text))
    words = sorted(held)
    shares: dict[str, float] = {}
    for part in parts:
        for atom in (a for group in part.needs for a in group if a not in shares):
            if atom.startswith("<"):
                shares[atom] = 0.0  # a key is settled before the parts that name it
            elif not _WORD_ATOM.fullmatch(atom):
                shares[atom] = 0.02
            else:
                stem = atom.strip("=*")
                low, high = bisect_left(words, stem), bisect_left(words, stem + "~")
                found = held[stem] if atom.startswith("=") else sum(held[w] for w in words[low:high])
                shares[atom] = (found + 1) / (len(sample) + 2)
        name = f"<{part.key}>"
        rarest = min((sum(shares[a] for a in group) for group in part.needs), default=1.0)
        shares[name] = min(1.0, shares.get(name, 0.0) + rarest)
    return shares


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

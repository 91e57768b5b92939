"""One scan for all patterns. Open it to change the regular expression engine.

Hyperscan finds in a single pass which of the words that any phrase needs are there; RE2 then runs the phrases all
of whose words are. Both run in linear time, so a rule a practice writes itself cannot hang the reader. Without
Hyperscan, an RE2 set does the pass (decision 0005).

Texts are scanned one byte to the character: ASCII as it is, each other character that some expression names as a
byte of its own, all the rest as 0x80. Offsets are then code points, and the automata stay small (decision 0005).
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

import re2

try:
    import hyperscan
except ImportError:  # pragma: no cover - no wheel for this machine
    hyperscan = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Span = tuple[int, int]

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.longest_match = True
_OPTIONS.max_mem = 64 << 20
_OPTIONS.encoding = re2.Options.Encoding.LATIN1
_OTHER = 0x80
_MOST_SIGNS = 127


class PatternError(ValueError):
    """An expression outside the common subset of RE2 and Hyperscan; `index` says which."""

    def __init__(self, index: int, reason: str) -> None:
        """Keep which expression it was."""
        super().__init__(reason)
        self.index = index


class _Alphabet(dict[int, int]):
    """Code point → byte; characters no expression names become 0x80 and are remembered up to a bound."""

    def __missing__(self, code: int) -> int:
        return _OTHER if code > 0x7F else code  # noqa: PLR2004 - the end of ASCII


def _alphabet(expressions: Sequence[str]) -> _Alphabet:
    """Give every non-ASCII character that the expressions name a byte of its own."""
    signs = sorted({c for e in expressions if not e.isascii() for c in e if not c.isascii()})
    if len(signs) > _MOST_SIGNS:
        raise PatternError(0, f"the rules name {len(signs)} different signs outside ASCII; {_MOST_SIGNS} is the most")
    return _Alphabet({ord(c): _OTHER + 1 + i for i, c in enumerate(signs)})


def _bytes(expression: str, alphabet: _Alphabet) -> bytes:
    """Write an expression for the one-byte alphabet."""
    return "".join(c if c.isascii() else f"\\x{alphabet[ord(c)]:02x}" for c in expression).encode("ascii")


def check(expression: str) -> None:
    """Raise PatternError unless RE2 can run `expression` in linear time."""
    try:
        re2.compile(_bytes(expression, _alphabet([expression])), options=_OPTIONS)
    except re2.error as error:
        words = error.args[0] if error.args else "cannot be read"
        raise PatternError(0, words.decode() if isinstance(words, bytes) else str(words)) from None


@dataclass(frozen=True, slots=True)
class Part:
    """One way for a key to match: an expression, and groups of atoms each of which must have one present.

    An atom is a small expression, or a key in angle brackets that stands earlier in the list.
    """

    key: str
    regex: str
    needs: tuple[tuple[str, ...], ...]


class Matches:
    """What one text matched. Spans are found only when asked for, and once."""

    __slots__ = ("_parts", "_patterns", "_scanned", "_spans")

    def __init__(self, patterns: PatternSet, scanned: bytes, parts: dict[str, list[int]]) -> None:
        """Keep what a scan found; `PatternSet.scan` makes these."""
        self._patterns = patterns
        self._scanned = scanned
        self._parts = parts
        self._spans: dict[str, list[Span]] = {}

    @property
    def candidates(self) -> Iterable[str]:
        """Keys that may match: all their words are there. `spans` says whether and where they do."""
        return self._parts

    def spans(self, key: str) -> list[Span]:
        """Give the (start, end) of every match of `key`, in order, the longest where some overlap."""
        known = self._spans.get(key)
        if known is None:
            known = self._spans[key] = self._found(key)
        return known

    def _found(self, key: str) -> list[Span]:
        found: set[Span] = set()
        for index in self._parts.get(key, ()):
            found.update(m.span() for m in self._patterns.regex(index).finditer(self._scanned) if m.end() > m.start())
        if len(found) < 2:  # noqa: PLR2004 - nothing to sort out
            return list(found)
        spans: list[Span] = []
        for span in sorted(found, key=lambda s: (s[0], -s[1])):
            if not spans or span[0] >= spans[-1][1]:
                spans.append(span)
        return spans


class PatternSet:
    """A fixed list of parts, scanned together."""

    def __init__(self, parts: Sequence[Part], compiled: bytes | None = None, *, engine: str = "auto") -> None:
        """Prepare `parts`; `compiled` is what `dump` gave for the same ones, to save the compiling.

        `engine` is `auto`, `hyperscan` or `re2`. Raises PatternError for one that cannot run in linear time.
        """
        self._alphabet = _alphabet([part.regex for part in parts])
        self._keys = [part.key for part in parts]
        self._written = [part.regex for part in parts]
        self._regexes: dict[int, Any] = {}
        atoms = sorted({a for part in parts for group in part.needs for a in group if not a.startswith("<")})
        self._atoms = {atom: index for index, atom in enumerate(atoms)}
        names = list(dict.fromkeys(part.key for part in parts))
        self._named = {name: len(atoms) + index for index, name in enumerate(names)}
        numbered = [self._numbered(part.needs) for part in parts]
        self._needs = [
            (frozenset(a for group in groups if len(group) == 1 for a in group), tuple(g for g in groups if len(g) > 1))
            for groups in numbered
        ]
        leaned_on = {a[1:-1] for part in parts for group in part.needs for a in group if a.startswith("<")}
        self._leaning = max((i + 1 for i, part in enumerate(parts) if part.key in leaned_on), default=0)
        self._under: dict[int, list[int]] = {}
        for index, part in enumerate(parts):
            telling = max(part.needs, key=_telling)
            for atom in self._numbered((telling,))[0]:
                self._under.setdefault(atom, []).append(index)
        self._database: Any = None
        self._set: Any = None
        self.engine = "re2" if hyperscan is None or engine == "re2" else "hyperscan"
        small = [_bytes(atom, self._alphabet) for atom in atoms]
        if self.engine == "hyperscan" and small:
            self._database = _loaded(compiled) or _compiled(small)
        elif small:
            self._set = _re2_set(small)

    def _numbered(self, needs: Iterable[tuple[str, ...]]) -> tuple[frozenset[int], ...]:
        """Give atoms their numbers; a key in angle brackets has the number of its name."""
        return tuple(
            frozenset(self._named[a[1:-1]] if a.startswith("<") else self._atoms[a] for a in group) for group in needs
        )

    def dump(self) -> bytes | None:
        """Give the compiled form for `compiled`; None where the engine has none."""
        return hyperscan.dumpb(self._database) if self._database is not None else None

    def regex(self, index: int) -> Any:  # noqa: ANN401 - re2 ships no types
        """Give the RE2 expression of a part, compiled on first use."""
        known = self._regexes.get(index)
        if known is None:
            known = self._regexes[index] = re2.compile(_bytes(self._written[index], self._alphabet), options=_OPTIONS)
        return known

    def scan(self, text: str) -> Matches:
        """Say which keys may match `text` (folded)."""
        scanned = text.encode() if text.isascii() else text.translate(self._alphabet).encode("latin-1")
        present: set[int] = set()
        if self._database is not None:

            def seen(index: int, _start: int, _end: int, _flags: int, _context: object) -> None:
                present.add(index)

            self._database.scan(scanned, match_event_handler=seen)
        elif self._set is not None:
            present.update(self._set.Match(scanned) or ())
        return Matches(self, scanned, self._candidates(present))

    def _candidates(self, present: set[int]) -> dict[str, list[int]]:
        """Give key → parts all of whose needs are present.

        Parts that others name stand before them, so they are settled in order first; the rest name nothing new.
        """
        under, named = self._under, self._named
        found: dict[str, list[int]] = {}
        rest: set[int] = set()
        waiting = [index for atom in present for index in under.get(atom, ())]
        first = [index for index in waiting if index < self._leaning]
        rest.update(index for index in waiting if index >= self._leaning)
        heapify(first)
        last = -1
        while first:
            index = heappop(first)
            if index == last or not self._has(index, present):
                continue
            last = index
            key = self._keys[index]
            if key in found:
                found[key].append(index)
                continue
            found[key] = [index]
            present.add(named[key])
            for more in under.get(named[key], ()):
                if more < self._leaning:
                    heappush(first, more)
                else:
                    rest.add(more)
        for index in rest:
            if self._has(index, present):
                found.setdefault(self._keys[index], []).append(index)
        return found

    def _has(self, index: int, present: set[int]) -> bool:
        """Say whether every group of a part's needs has an atom present."""
        single, groups = self._needs[index]
        if not single <= present:
            return False
        for group in groups:  # noqa: SIM110 - a loop is twice as fast here, and this is the hottest line
            if present.isdisjoint(group):
                return False
        return True


# Words that nearly every text holds: they tell nothing about which phrases may match.
_COMMON = frozenset([
    "about", "after", "again", "also", "always", "another", "because", "been", "before", "being", "best",
    "care", "come", "could", "does", "done", "each", "even", "every", "feel", "find", "first", "from", "give",
    "going", "good", "have", "health", "help", "here", "home", "into", "just", "keep", "know", "last", "life",
    "like", "little", "long", "look", "love", "made", "make", "many", "mental", "more", "most", "much", "need",
    "never", "only", "other", "over", "people", "really", "right", "same", "some", "still", "take", "than",
    "that", "their", "them", "then", "there", "these", "they", "thing", "things", "think", "this", "those",
    "time", "today", "very", "want", "week", "well", "were", "what", "when", "where", "which", "while", "will",
    "with", "work", "would", "year", "years", "your", "yours", "therapy", "therapist",
])  # fmt: skip


def _telling(need: tuple[str, ...]) -> tuple[int, int]:
    """Rank groups by how much they tell: rare words, then keys, then words that most texts hold."""
    if any(atom.startswith("<") for atom in need):
        return 1, -len(need)
    weak = any(atom.startswith("\\b") or atom in _COMMON for atom in need)
    return 0 if weak else 2, min(map(len, need)) - 2 * len(need)


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


def _compiled(expressions: Sequence[bytes]) -> Any:  # noqa: ANN401
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = hyperscan.HS_FLAG_SINGLEMATCH
    try:
        database.compile(
            expressions=list(expressions),
            ids=list(range(len(expressions))),
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

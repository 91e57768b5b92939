"""One scan for all patterns. Open it to change the regular expression engine.

Hyperscan says in a single pass *which* expressions match; RE2 then says *where*, for those alone. Both run in
linear time, so a rule a practice writes itself cannot hang the reader. Without Hyperscan, an RE2 set does the pass.

Texts are scanned one byte to the character: ASCII as it is, each other character that some expression names as a
byte of its own, all the rest as 0x80. Offsets are then code points, and the automata stay small (decision 0005).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import re2

try:
    import hyperscan
except ImportError:  # pragma: no cover - no wheel for this machine
    hyperscan = None

if TYPE_CHECKING:
    from collections.abc import Sequence

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


class Matches:
    """What one text matched. Spans are found only when asked for, and once."""

    __slots__ = ("_patterns", "_scanned", "_spans", "fired")

    def __init__(self, patterns: PatternSet, scanned: bytes, fired: frozenset[int]) -> None:
        self._patterns = patterns
        self._scanned = scanned
        self.fired = fired
        self._spans: dict[int, list[Span]] = {}

    def spans(self, index: int) -> list[Span]:
        """Give the (start, end) of every match of expression `index`, in order, not overlapping."""
        if index not in self.fired:
            return []
        known = self._spans.get(index)
        if known is None:
            known = [m.span() for m in self._patterns.regex(index).finditer(self._scanned) if m.end() > m.start()]
            self._spans[index] = known
        return known

    def within(self, index: int, start: int, end: int) -> bool:
        """Say whether expression `index` matches somewhere inside text[start:end]."""
        spans = self.spans(index)
        at = bisect_left(spans, (start, start))
        return at < len(spans) and spans[at][1] <= end


class PatternSet:
    """A fixed list of expressions, scanned together."""

    def __init__(self, expressions: Sequence[str], compiled: bytes | None = None, *, engine: str = "auto") -> None:
        """Prepare `expressions`; `compiled` is what `dump` gave for the same ones, to save the compiling.

        `engine` is `auto`, `hyperscan` or `re2`. Raises PatternError for one that cannot run in linear time.
        """
        self.expressions = tuple(expressions)
        self._alphabet = _alphabet(self.expressions)
        self._written = tuple(_bytes(e, self._alphabet) for e in self.expressions)
        self._regexes: dict[int, Any] = {}
        self._database: Any = None
        self._set: Any = None
        self.engine = "re2" if hyperscan is None or engine == "re2" else "hyperscan"
        if self.engine == "hyperscan" and self.expressions:
            self._database = _loaded(compiled) or _compiled(self._written)
        elif self.expressions:
            self._set = _re2_set(self._written)

    def dump(self) -> bytes | None:
        """Give the compiled form for `compiled`; None where the engine has none."""
        return hyperscan.dumpb(self._database) if self._database is not None else None

    def regex(self, index: int) -> Any:  # noqa: ANN401 - re2 ships no types
        """Give the RE2 expression `index`, compiled on first use."""
        known = self._regexes.get(index)
        if known is None:
            known = self._regexes[index] = re2.compile(self._written[index], options=_OPTIONS)
        return known

    def scan(self, text: str) -> Matches:
        """Say which expressions match `text` (folded)."""
        scanned = text.encode() if text.isascii() else text.translate(self._alphabet).encode("latin-1")
        if self._database is not None:
            fired: set[int] = set()

            def seen(index: int, _start: int, _end: int, _flags: int, _context: object) -> None:
                fired.add(index)

            self._database.scan(scanned, match_event_handler=seen)
            return Matches(self, scanned, frozenset(fired))
        if self._set is not None:
            return Matches(self, scanned, frozenset(self._set.Match(scanned) or ()))
        return Matches(self, scanned, frozenset())


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

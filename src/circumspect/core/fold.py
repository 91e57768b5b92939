"""Read text as people type it. Open it to change what counts as the same word.

`fold` gives the reader a plain lower-case view (accents, look-alike letters, zero-width characters, spaced-out
or masked words, run-together hashtags undone) with a map back, so that every span points into the original.
Sources: Unicode UTS #39 (confusables) for the look-alike letters; the rest is observed social-media habit.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

# One character for one character: these keep every offset as it is.
_SAME_LENGTH = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\uff07\u00b4\u2032"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02\u2033"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d"), "-"),
    **dict.fromkeys(
        map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
    ),
    ord("\t"): " ",
    ord("\r"): " ",
    ord("\x00"): " ",
    ord("\x0b"): "\n",
    ord("\x0c"): "\n",
    ord("\u0085"): "\n",
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
}
_LOOK_ALIKES = dict(
    zip(
        "аеорсхуіјѕԁӏһкмтпвгиαοικνρτυχηωγ",
        "aeopcxyijsdlhkmtnbruaoiknptuxnwy",
        strict=True,
    ),
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]",
)
_PLAIN = re.compile("[^\x00-\x7f]")
_CONTROL = re.compile("[\x00\t\x0b\x0c\r]")
_HASHTAG = re.compile(r"[#\uff03]([^\W\d_][\w]{5,60})")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-_*·•]{1,2}){3,24}[^\W\d_](?![^\W_])")
_LEET_SIGN = re.compile(r"[a-z][013457@$!|*]|[013457@$][a-z]")
_LEET = re.compile(r"[a-z0-9@$!|*]*(?:[a-z][013457@$!|*]|[013457@$][a-z])[a-z0-9@$!|*]*")
_LONG = re.compile(r"([^\W\d_])\1{2,}")
_LEET_LETTERS = str.maketrans("013457@$!|", "oieastasil")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
_SHORT, _MAX_LEET = 3, 24


@dataclass(frozen=True, slots=True, repr=False)
class Folded:
    """A folded text and its way back.

    `text` is what detectors read. `starts[i]` and `ends[i]` are the code point bounds, in the original, of
    folded character i; both are None when nothing moved.
    """

    text: str
    length: int
    starts: array[int] | None = None
    ends: array[int] | None = None

    def __repr__(self) -> str:
        """Show lengths, never the words."""
        return f"Folded({len(self.text)} of {self.length} characters)"

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Give the original span of folded[start:end], end exclusive. Non-empty spans stay non-empty."""
        if self.starts is None or self.ends is None:
            return start, end
        if end <= start:
            here = self.starts[start] if start < len(self.starts) else self.length
            return here, here
        return self.starts[start], max(self.ends[end - 1], self.starts[start] + 1)

    def position(self, index: int) -> int:
        """Give the first folded position at or after original code point `index`."""
        if self.starts is None:
            return min(index, len(self.text))
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.starts[middle] < index:
                low = middle + 1
            else:
                high = middle
        return low


class _Pieces:
    """A text under change that remembers where each character came from."""

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("q", range(len(text)))
        self.ends = array("q", range(1, len(text) + 1))

    def replace(self, edits: list[tuple[int, int, str]]) -> None:
        """Put each (start, end, new) in place; new text shares out its source span evenly if lengths agree."""
        if not edits:
            return
        words: list[str] = []
        starts, ends = array("q"), array("q")
        at = 0
        for start, end, new in edits:
            words.append(self.text[at:start])
            starts.extend(self.starts[at:start])
            ends.extend(self.ends[at:start])
            words.append(new)
            if len(new) == end - start:
                starts.extend(self.starts[start:end])
                ends.extend(self.ends[start:end])
            elif start == end:  # an inserted space belongs to no character
                here = self.starts[start] if start < len(self.starts) else self.ends[-1]
                starts.extend([here] * len(new))
                ends.extend([here] * len(new))
            else:
                starts.extend([self.starts[start]] * len(new))
                ends.extend([self.ends[end - 1]] * len(new))
            at = end
        words.append(self.text[at:])
        starts.extend(self.starts[at:])
        ends.extend(self.ends[at:])
        self.text, self.starts, self.ends = "".join(words), starts, ends


def fold(text: str, vocabulary: frozenset[str] = frozenset()) -> Folded:
    """Give the plain view of `text` and the map back; folding a folded text changes nothing.

    `vocabulary` holds the words our rules know: only they are restored from leet, masks, spacing and hashtags.
    """
    if text.isascii():
        plain = (text.translate(_SAME_LENGTH) if _CONTROL.search(text) else text).lower()
        pieces = None
    else:
        plain = text.translate(_SAME_LENGTH)
        pieces = _unicode(plain)
        plain = pieces.text if pieces else plain.lower()
    hashtags = _hashtags(text, vocabulary) if ("#" in text or "\uff03" in text) and pieces is None else None
    if hashtags is None and pieces is not None and "#" in plain:
        hashtags = _hashtags(_cased(text, pieces), vocabulary)
    if hashtags:
        pieces = pieces or _Pieces(plain)
        pieces.replace(hashtags)
    for find in (_spaced, _masked, _stretched):
        if edits := find(pieces.text if pieces else plain, vocabulary):
            pieces = pieces or _Pieces(plain)
            pieces.replace(edits)
    if pieces is None:
        return Folded(plain, len(text))
    return Folded(pieces.text, len(text), pieces.starts, pieces.ends)


def _cased(text: str, pieces: _Pieces) -> str:
    """Give the folded characters with the case of the original, for splitting CamelCase."""
    return "".join(
        char.upper() if text[start].isupper() and len(char.upper()) == 1 else char
        for char, start in zip(pieces.text, pieces.starts, strict=True)
    )


def _unicode(text: str) -> _Pieces | None:
    """Undo accents, compatibility forms, invisible characters and look-alike letters; None if nothing moved."""
    edits: list[tuple[int, int, str]] = []
    same = True
    for found in _PLAIN.finditer(text):
        char = found.group()
        new = _plain_letter(char)
        if new != char.lower():
            same = False
        edits.append((found.start(), found.end(), new))
    if same and all(len(new) == 1 for _, _, new in edits) and len(text.lower()) == len(text):
        mixed = _mixed(text.lower())
        if not mixed:
            return None
    pieces = _Pieces(text)
    pieces.replace(edits)
    pieces.text = "".join(c.lower() if len(c.lower()) == 1 else c for c in pieces.text)
    pieces.replace(_mixed(pieces.text))
    return pieces


def plain(words: str) -> str:
    """Give words as a folded text would hold them: small letters, no accents, straight quotes, no invisible signs."""
    return "".join(_plain_letter(c) for c in words.translate(_SAME_LENGTH))


@lru_cache(maxsize=8192)
def _plain_letter(char: str) -> str:
    """Give a character's plain lower-case form: 'É' → 'e', script c → 'c', '🅲' → 'c', a zero-width → ''."""
    if _INVISIBLE.match(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return ""
    if "\U0001f130" <= char <= "\U0001f189":  # squared and circled capitals, which NFKC leaves alone
        name = unicodedata.name(char, "")
        return name[-1].lower() if name[-2:-1] == " " else char
    if "\ud800" <= char <= "\udfff":  # a lone surrogate cannot be encoded
        return "\ufffd"
    plain = unicodedata.normalize("NFKC", char)
    if plain != char or plain.isalpha():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", plain).casefold().translate(_SAME_LENGTH)
    return _SPECIAL.get(plain, plain)


_SPECIAL = {"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t"}


def _mixed(text: str) -> list[tuple[int, int, str]]:
    """Find look-alike letters in words that also hold Latin ones."""
    edits: list[tuple[int, int, str]] = []
    for word in re.finditer(r"[a-z]+[^\W\d_]*|[^\W\d_]+", text):
        letters = word.group()
        if letters.isascii() or not any(c.isascii() for c in letters):
            continue
        edits.extend(
            (word.start() + i, word.start() + i + 1, _LOOK_ALIKES[c])
            for i, c in enumerate(letters)
            if c in _LOOK_ALIKES
        )
    return edits


def _hashtags(text: str, vocabulary: frozenset[str]) -> list[tuple[int, int, str]]:
    """Split run-together hashtags into words, by capitals or by the words our rules know."""
    edits: list[tuple[int, int, str]] = []
    for tag in _HASHTAG.finditer(text):
        body = tag.group(1)
        cuts = [m.start() for m in _CAMEL.finditer(body)][1:] if not body.islower() and not body.isupper() else []
        if not cuts:
            cuts = _split(body.lower(), vocabulary)
        at = tag.start(1)
        if cuts:  # the sign goes, so that a second fold finds nothing to split
            edits.append((tag.start(), at, " "))
        edits.extend((at + cut, at + cut, " ") for cut in cuts)
    return edits


def _split(word: str, vocabulary: frozenset[str]) -> list[int]:
    """Give the cuts that make `word` the fewest known words, or none if it cannot be made of them."""
    best: list[tuple[int, int] | None] = [(0, 0)] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 20), end):
            reached = best[start]
            if reached is None:
                continue
            piece = word[start:end]
            if piece not in vocabulary and piece not in _SMALL_WORDS:
                continue
            here = best[end]
            if here is None or reached[0] + 1 < here[0]:
                best[end] = (reached[0] + 1, start)
    cuts: list[int] = []
    at = len(word)
    while at and (step := best[at]):
        at = step[1]
        if at:
            cuts.append(at)
    return cuts[::-1] if best[len(word)] else []


_SMALL_WORDS = frozenset([
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "for", "from", "get", "go", "has", "have",
    "he", "her", "him", "his", "how", "i", "in", "is", "it", "its", "just", "like", "me", "my", "no", "not",
    "of", "on", "one", "or", "our", "out", "real", "she", "so", "than", "that", "the", "them", "they", "this",
    "to", "too", "up", "us", "was", "we", "what", "when", "who", "why", "will", "with", "you", "your", "life",
    "day", "time", "love", "post", "talk", "world", "help", "heal", "health", "mental", "self", "care", "tips",
    "tip",
])  # fmt: skip


def _spaced(text: str, vocabulary: frozenset[str]) -> list[tuple[int, int, str]]:
    """Join words written letter by letter: 'c l i e n t', 'r.e.v.i.e.w'; a lone letter beside them is let be."""
    edits: list[tuple[int, int, str]] = []
    for found in _SPACED.finditer(text):
        letters = [(found.start() + i, c) for i, c in enumerate(found.group()) if c.isalpha()]
        for first, last in ((0, 0), (1, 0), (0, 1), (1, 1)):
            chosen = letters[first : len(letters) - last]
            joined = "".join(c for _, c in chosen)
            if joined in vocabulary or (joined.endswith("s") and joined[:-1] in vocabulary):
                edits.append((chosen[0][0], chosen[-1][0] + 1, joined))
                break
    return edits


def _masked(text: str, vocabulary: frozenset[str]) -> list[tuple[int, int, str]]:
    """Undo leet and masks in words our rules know: 'cl1ent', 'th3r@py', 's*icide'."""
    edits: list[tuple[int, int, str]] = []
    if not _LEET_SIGN.search(text):
        return edits
    for found in _LEET.finditer(text):
        word = found.group().rstrip("!|")
        if not _SHORT <= len(word) <= _MAX_LEET or word.isalpha() or not _LEET_SIGN.search(word):
            continue
        new = word.translate(_LEET_LETTERS)
        if "*" in new:
            shape = re.compile(re.escape(new).replace(r"\*", "[a-z]"))
            new = next((w for w in sorted(vocabulary) if len(w) == len(new) and shape.fullmatch(w)), "")
        if new != word and (new in vocabulary or new.removesuffix("s") in vocabulary):
            edits.append((found.start(), found.start() + len(word), new))
    return edits


def _stretched(text: str, vocabulary: frozenset[str]) -> list[tuple[int, int, str]]:
    """Shorten letters held down, in words our rules know: 'clieeeent', 'soooo'."""
    if not _LONG.search(text):
        return []
    edits: list[tuple[int, int, str]] = []
    for found in re.finditer(r"[^\W\d_]+", text):
        word = found.group()
        if not _LONG.search(word):
            continue
        for keep in (r"\1", r"\1\1"):
            new = _LONG.sub(keep, word)
            if new in vocabulary:
                edits.append((found.start(), found.end(), new))
                break
    return edits

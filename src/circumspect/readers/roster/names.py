"""Names as people type them into one cell: taken apart, couples told from one person. Open it when a name is misread.

Pure text work; what a name may be on a platform is `core/linkage`'s question, not this file's.
"""

from __future__ import annotations

import re
from itertools import pairwise

from circumspect.domain.roster import PersonName
from circumspect.readers.roster.standings import plain

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sra", "srta", "mme", "mlle"})
_SUFFIXES = frozenset({
    "jr", "sr", "ii", "iii", "iv", "md", "phd", "psyd", "lcsw", "lmft", "lpc", "lmhc", "esq", "rn", "dds", "edd", "msw",
})  # fmt: skip
_PARTICLES = frozenset({
    "de", "del", "della", "di", "da", "do", "dos", "das", "la", "las", "los", "le", "van", "von", "der", "den", "ten",
    "ter", "zu", "zur", "al", "el", "bin", "ibn", "bint", "abu", "st", "saint", "mac", "mc", "af", "av", "y", "e",
})  # fmt: skip
_AND = frozenset({"&", "and", "+", "/"})
_SOFT_AND = frozenset({"y", "et", "und"})
_FAMILY = frozenset({"family", "familia", "famille", "household"})
_FORMER = re.compile(
    r"[(\[]?\s*\b(?:n[ée]e|formerly|previously|maiden(?: name)?|born|antes|anciennement)\b:?\s+"
    r"([^\W\d_][^()\[\],;]*?)\s*(?:[)\]]|$|(?=[,;]))",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"[(\[]\s*(?:\"|\u201c|(?:goes by|aka|a\.k\.a\.|known as|prefers|pref\.?)\s+)?([^()\[\]]+?)[\"\u201d]?\s*[)\]]"
    r"|[\"\u201c]([^\"\u201c\u201d]+)[\"\u201d]",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[|<>{}=!\\^$*%#;?]|https?:|\d{3}|@")


def unfit(words: str) -> bool:
    """Say whether a cell cannot be a name: a formula, an address, a number, no letter at all."""
    return bool(_NO_NAME.search(words)) or not any(c.isalpha() for c in words)


def is_family(words: str) -> bool:
    """Say whether a cell names a family and nobody of it."""
    return any(plain(word) in _FAMILY for word in words.split())


def people_in(words: str) -> list[PersonName]:
    """Take a whole name apart: `First Last`, `Last, First M.`, `A & B Last`, `Last, A & B`, with nicknames in signs."""
    words, former = _taken(_FORMER, " ".join(words.split()))
    words, also = _taken(_ALSO, words)
    found = [name for half, family in _halves(words) if (name := _one(half, family)).given or name.family]
    if len(found) == 1:
        only = found[0]
        return [PersonName(only.given, only.family, only.middle, also, former)]
    return found


def people_of(first: str, last: str, middle: str = "") -> list[PersonName]:
    """Put a name together from its columns; `Ann & Bob` in one of them makes two people."""
    first, nicknames = _taken(_ALSO, " ".join(first.split()))
    last, former = _taken(_FORMER, " ".join(last.split()))
    last, earlier = _taken(_ALSO, last)
    givens = _parts(first)
    if len(givens) < 2:  # noqa: PLR2004 - a couple is two
        given = " ".join(_without((givens or [""])[0].split(), _TITLES, at=0))
        return [PersonName(given, _surname(last), " ".join(middle.split()), nicknames, former + earlier)]
    families = [_surname(family) for family in _parts(last)]
    shared = (families or [""])[-1]
    paired = families if len(families) == len(givens) else [shared] * len(givens)
    return [
        PersonName(" ".join(_without(given.split(), _TITLES, at=0)), family)
        for given, family in zip(givens, paired, strict=True)
    ]


def _surname(words: str) -> str:
    """Give a family name without `Jr.` and letters behind."""
    return " ".join(_without(words.replace(",", " ").replace("/", " ").split(), _SUFFIXES, at=-1))


def _taken(pattern: re.Pattern[str], words: str) -> tuple[str, tuple[str, ...]]:
    """Take what a pattern finds out of the words: what is left, and what was found."""
    found = tuple(dict.fromkeys(next(g for g in match.groups() if g).strip() for match in pattern.finditer(words)))
    return " ".join(pattern.sub(" ", words).replace(" ,", ",").split()), tuple(
        name for name in found if not unfit(name)
    )


def _parts(words: str) -> list[str]:
    """Split at `and`, `&` and their like."""
    parts: list[list[str]] = [[]]
    for word in _spaced(words).split():
        if _joins(word, len(parts[-1]), after=1):
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _spaced(words: str) -> str:
    """Set `&`, `+` and `/` apart from the names they stand between."""
    return re.sub(r"\s*([&+/])\s*", r" \1 ", words)


def _joins(word: str, before: int, after: int) -> bool:
    """Say whether a word joins two people; `y` and `et` stand inside surnames as well, so they need more."""
    low = word.casefold()
    return low in _AND or (low in _SOFT_AND and (before == 1 or (before > 0 and after > 1)))


def _halves(words: str) -> list[tuple[str, str | None]]:
    """Split a cell into people: each with the family name they share, or None where each has its own."""
    tokens = _spaced(words).split()
    joints = [i for i in range(1, len(tokens) - 1) if _joins(tokens[i], _since_comma(tokens, i), len(tokens) - i - 1)]
    if not joints:
        return [(words, None)]
    bounds = [-1, *joints, len(tokens)]
    halves = [" ".join(tokens[a + 1 : b]) for a, b in pairwise(bounds)]
    halves = [half for half in halves if half and not _only_titles(half)]
    if len(halves) == 1:
        return [(halves[0], None)]
    return _shared(halves)


def _since_comma(tokens: list[str], at: int) -> int:
    """Count the words between the last comma and a place."""
    commas = [i + 1 for i in range(at) if tokens[i].endswith(",")]
    return at - (commas[-1] if commas else 0)


def _only_titles(half: str) -> bool:
    return all(plain(word) in _TITLES for word in half.split())


def _shared(halves: list[str]) -> list[tuple[str, str | None]]:
    """Give each of several people the family name that one of them carries for all."""
    family, comma, _ = halves[0].partition(",")
    if comma:
        return [(half if "," in half else f"{family}, {half}", None) for half in halves]
    last = _one(halves[-1], None)
    return [(half, last.family if len(_bare(half)) == 1 else None) for half in halves]


def _bare(half: str) -> list[str]:
    """Give the words of a name without titles before and letters behind."""
    return _without(_without(half.replace(",", " ").split(), _TITLES, at=0), _SUFFIXES, at=-1)


def _without(words: list[str], drop: frozenset[str], at: int) -> list[str]:
    """Drop words from one end while they are in `drop` and another word is left."""
    while len(words) > 1 and plain(words[at]).replace(" ", "") in drop:
        words = words[1:] if at == 0 else words[:-1]
    return words


def _only_letters_behind(piece: str) -> bool:
    return all(plain(word).replace(" ", "") in _SUFFIXES for word in piece.split())


def _one(words: str, family: str | None) -> PersonName:
    """Read one person's name."""
    pieces = [piece.strip() for piece in words.split(",") if piece.strip()]
    pieces = [
        p for i, p in enumerate(pieces) if i == 0 or not all(plain(w).replace(" ", "") in _SUFFIXES for w in p.split())
    ]
    if len(pieces) > 1:
        given = _without(" ".join(pieces[1:]).split(), _TITLES, at=0)
        surname = _without(pieces[0].split(), _SUFFIXES, at=-1)
        return PersonName(" ".join(given[:1]), " ".join(surname), " ".join(given[1:]))
    tokens = _bare(words)
    if family:
        return PersonName(" ".join(tokens), family)
    if len(tokens) < 2:  # noqa: PLR2004 - one word is a given name
        return PersonName(" ".join(tokens))
    start = _family_start(tokens)
    return PersonName(tokens[0], " ".join(tokens[start:]), " ".join(tokens[1:start]))


def _family_start(tokens: list[str]) -> int:
    """Find where the family name begins: its last word, with the particles before it; `A y B` is one."""
    start = len(tokens) - 1
    while start > 1 and plain(tokens[start - 1]) in _PARTICLES:
        start -= 2 if plain(tokens[start - 1]) in {"y", "e"} and start > 2 else 1  # noqa: PLR2004 - a name before it
    return start

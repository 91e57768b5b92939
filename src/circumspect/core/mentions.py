"""People and identifiers in a text, whoever they belong to. Open it to change what counts as a name.

The list of kinds is HIPAA's safe harbour, 45 CFR 164.514(b)(2)(i)(A)-(R), as far as it occurs in social-media
text. Whether a mention is tied to a client is decided in detectors/identity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.core.reading import Reading, Span
    from circumspect.core.ruleset import Gazetteers

_WORD = re.compile(r"[a-z][a-z']*(?:-[a-z']+)*")
_HANDLE = re.compile(r"(?<![\w.])@[a-z0-9_](?:[a-z0-9_.]{1,28}[a-z0-9_])")
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]{0,60}@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_PHONE = re.compile(r"(?<![\d-])(?:\+?\d{1,2}[ .-]?)?(?:\(\d{3}\)[ ]?|\d{3}[ .-])?\d{3}[ .-]\d{4}(?![\d-])")
_NUMBER = re.compile(
    r"\b(?:ssn|mrn|chart|case|file|record|member|policy|claim|account|id|patient|client)"
    r"(?: (?:no\.?|number|id|#))?[ :#]{1,3}[a-z]{0,3}-?\d[\d-]{3,14}\b|\b\d{3}-\d{2}-\d{4}\b",
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTHS})\b",
)
_AGE = re.compile(
    r"\b(?:\d{1,2}[ -]?(?:yo|y/o|yrs?|years?[ -]olds?|year[ -]olds?)\b|\d{1,2}(?:f|m)\b"
    r"|(?:aged?|turn(?:s|ed|ing)) \d{1,2}\b|(?:(?:four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty)"
    r"(?:-\w+)?[ -]year[ -]old))",
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.[ ]?[A-Z]\.|[A-Z]\.(?=[\s,;:)!?]|$)|[A-Z]{2}(?=[\s,;:).!?]|$))")
_EMPLOYER = re.compile(r"\b(?:works?|worked|working|employed|job|shift|shifts) (?:at|for) (?:the )?")
_SCHOOL = re.compile(
    r"\b(?:[a-z][\w'.]* ){1,3}(?:high school|high|middle school|elementary|elementary school|academy|university|college"
    r"|prep|primary school|secondary school)\b",
)
_LONGEST = 400_000
_INITIAL = 2


@dataclass(frozen=True, slots=True, repr=False)
class Mention:
    """One mention, in folded positions. `sure`: 0 to 1 that it is what its kind says."""

    kind: str
    start: int
    end: int
    sure: float = 1.0

    def __repr__(self) -> str:
        """Show the kind and place, never the words."""
        return f"Mention({self.kind}, {self.start}:{self.end})"


def within(reading: Reading, span: Span) -> Iterator[Mention]:
    """Give the mentions inside folded[start:end], in no particular order."""
    start, end = span[0], min(span[1], span[0] + _LONGEST)
    yield from _names(reading, start, end)
    for kind, pattern in (
        ("handle", _HANDLE),
        ("email", _EMAIL),
        ("phone", _PHONE),
        ("case-number", _NUMBER),
        ("date", _DATE),
        ("age", _AGE),
    ):
        for found in pattern.finditer(reading.text, start, end):
            yield Mention(kind, found.start(), found.end())
    yield from _initials(reading, start, end)
    yield from _organisations(reading, start, end)
    yield from _places(reading, start, end)


def cased(reading: Reading, start: int, end: int) -> str:
    """Give the original words of a folded span."""
    low, high = reading.folded.original(start, end)
    return reading.document.text[low:high]


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _shouting(reading: Reading, start: int, end: int) -> bool:
    """Say whether a stretch is all capitals, so that they mean nothing."""
    letters = [c for c in cased(reading, start, end) if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)  # noqa: PLR2004


def _names(reading: Reading, start: int, end: int) -> Iterator[Mention]:
    """Find given names, with a surname or initial where one follows."""
    lists = reading.ruleset.gazetteers
    shouting = _shouting(reading, start, end)
    words = list(_WORD.finditer(reading.text, start, end))
    taken = -1
    for index, found in enumerate(words):
        if found.start() < taken or (found.start() and reading.text[found.start() - 1] in "@#."):
            continue
        word = found.group().removesuffix("'s").removesuffix("'")
        original = cased(reading, found.start(), found.end())
        capital = _capital(original) and not shouting and not (original.isupper() and len(original) > _INITIAL)
        sure = _sureness(word, lists, capital=capital, opens=_opens(reading, found.start()))
        if not sure:
            continue
        last = found.start() + len(word)
        if index + 1 < len(words) and (more := _surname(reading, words[index + 1], last, shouting=shouting)):
            last, sure = more, max(sure, 0.9)
        taken = last
        yield Mention("name", found.start(), last, sure)


def _sureness(word: str, lists: Gazetteers, *, capital: bool, opens: bool) -> float:
    """Say how sure a word is a given name: from lists, and from a capital that opens no sentence."""
    given, ambiguous, surnames = lists.given, lists.ambiguous_given, lists.surnames
    if word in lists.not_names or len(word) < 2:  # noqa: PLR2004
        return 0.0
    if word in given and word not in ambiguous:
        return 0.95 if capital else 0.7
    if not capital:
        return 0.0
    if word in ambiguous:
        return 0.5 if opens else 0.75
    if word in surnames:
        return 0.45 if opens else 0.7
    return 0.0 if opens else 0.4


def _opens(reading: Reading, at: int) -> bool:
    """Say whether a word is the first of its sentence, where a capital says nothing."""
    start = reading.sentence(at)[0]
    return not re.search(r"\w", reading.text[start:at])


def _surname(reading: Reading, word: re.Match[str], last: int, *, shouting: bool) -> int | None:
    """Give where a surname or initial right after a given name ends."""
    between = reading.text[last : word.start()]
    original = cased(reading, word.start(), word.end())
    if between not in (" ", "  ") or shouting or not _capital(original) or original.isupper():
        return None
    plain = word.group().removesuffix("'s")
    if plain in reading.ruleset.gazetteers.not_names or plain in reading.ruleset.gazetteers.credentials:
        return None
    return word.start() + len(plain)


def _initials(reading: Reading, start: int, end: int) -> Iterator[Mention]:
    """Find initials such as 'J.R.' or 'M.'; two bare capitals only count beside a client (detectors/identity)."""
    low, high = reading.folded.original(start, end)
    for found in _INITIALS.finditer(reading.document.text, low, high):
        plain = found.group().replace(".", "").replace(" ", "").lower()
        kind = "initials" if "." in found.group() else "capitals"
        if (
            plain in _NOT_INITIALS
            if kind == "initials"
            else plain in reading.ruleset.gazetteers.not_names | _STATES | reading.ruleset.gazetteers.credentials
        ):
            continue
        yield Mention(kind, reading.folded.position(found.start()), reading.folded.position(found.end()), 0.8)


_NOT_INITIALS = frozenset([
    "md", "phd", "do", "am", "pm", "us", "uk", "eu", "eg", "ie", "ma", "ba", "ms", "bs", "rn", "np", "dc", "i",
    "a", "tv", "vs",
])  # fmt: skip
_STATES = frozenset([
    "al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id", "il", "in", "ia", "ks", "ky", "la",
    "me", "md", "ma", "mi", "mn", "ms", "mo", "mt", "ne", "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok",
    "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "vt", "va", "wa", "wv", "wi", "wy", "dc", "on", "bc", "ab",
    "qc", "uk", "us", "nz", "pm", "am", "tv", "pr", "it", "dm", "ed", "ai", "ot", "pt", "er", "id", "hr", "ce",
    "iq", "vp",
])  # fmt: skip


def _organisations(reading: Reading, start: int, end: int) -> Iterator[Mention]:
    """Find a named employer after 'works at', and a named school."""
    for found in _EMPLOYER.finditer(reading.text, start, end):
        name = capitals_from(reading, found.end(), end)
        if name:
            yield Mention("employer", found.end(), name, 0.85)
    for found in _SCHOOL.finditer(reading.text, start, end):
        words = list(re.finditer(r"[a-z][\w'.]*", found.group()))
        for word in words:
            at = found.start() + word.start()
            original = cased(reading, at, at + len(word.group()))
            if (
                _capital(original)
                and word.group() not in reading.ruleset.gazetteers.not_names
                and not _opens(reading, at)
            ):
                yield Mention("school", at, found.end(), 0.85)
                break


def capitals_from(reading: Reading, at: int, end: int) -> int | None:
    """Give the end of a run of capitalised words that begins at `at`."""
    last: int | None = None
    for word in re.finditer(r"[a-z0-9][\w'&.-]*", reading.text[at : min(end, at + 60)]):
        here = at + word.start()
        if last is not None and reading.text[last:here].strip(" "):
            break
        if last is None and here != at:
            break
        original = cased(reading, here, at + word.end())
        if not _capital(original) or word.group().rstrip(".") in reading.ruleset.gazetteers.not_names:
            break
        last = at + len(word.group().rstrip(".")) + word.start()
    return last


def _places(reading: Reading, start: int, end: int) -> Iterator[Mention]:
    """Find a town after 'from' or 'in'."""
    places = reading.ruleset.gazetteers.places
    for found in re.finditer(r"\b(?:from|in|near|outside|of) ", reading.text[start:end]):
        at = start + found.end()
        words = re.findall(r"[a-z][a-z'.-]*", reading.text[at : at + 40])
        for count in (3, 2, 1):
            name = " ".join(words[:count])
            if len(words) >= count and places.get(name) == "city" and _capital(cased(reading, at, at + 1)):
                yield Mention("place", at, at + len(name), 0.85)
                break
        else:
            last = capitals_from(reading, at, end)
            if last and words and words[0] not in places:
                yield Mention("place", at, last, 0.5)

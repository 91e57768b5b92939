"""Where a text names somebody of the roster. Open it to change what `roster_mention:` can see.

It is the roster's side of `core.ports.Roster`: it gives places in the text and nothing of the roster.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from circumspect.core.linkage.blocking import Kind, Slot
from circumspect.core.linkage.normalise import UNSPACED, address, digits, handle, letters, line
from circumspect.core.ports import RosterMention
from circumspect.domain.screening import Outcome, Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circumspect.core.linkage.blocking import Person
    from circumspect.core.linkage.score import Linker

# Signs that belong to the letter before them, in the scripts that need them.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0981-\u0983"
    "\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31-\u0e4e"
)
_HAN = re.compile(f"[{UNSPACED}]")
_WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])(?:[^\W\d_]|[{_MARKS}]))+(?:['\u2019](?:[^\W\d_]|[{_MARKS}])+)*")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_TAG = re.compile(r"(?<![\w@.])@([\w.\-]{2,60})")
_LINK = re.compile(r"\b(?:instagram|facebook|tiktok|twitter|x|linkedin|threads|youtube)\.com/(?:@|in/)?([\w.\-]{2,60})")
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_PHONE = re.compile(r"\+?\d[\d\s().\-]{6,18}\d")
_GAP = re.compile(r"[ \t\u00a0\u202f]{1,3}|[-\u2010\u2011]|\n|")
_AFTER_INITIAL = re.compile(r"\.[ \u00a0]?")
_COMMA = re.compile(r", ?")
_MOST_WORDS = 4
_TEN = 10
# A full name that fewer people have than this is nobody else's; above, it may be a namesake.
_RARE = 3e-7
_RARE_ALONE = 6e-6
_LONG_ENOUGH = 5
_SMALL_GIVEN, _SMALL_FAMILY, _JOINED = 4, 5, 8
# "Will" may be a word; the name that the roster has, beside the family name, is the person.
_PLAIN = (Kind.SAME, Kind.GOES_BY)


class _Word(NamedTuple):
    """A word and where it stands; `name`: it is written as names are, with a capital or in a script that has none."""

    start: int
    end: int
    text: str
    name: bool


class _Names(NamedTuple):
    """Whom a form stands for: as given name, of those in plain use, and as family name."""

    given: frozenset[int]
    plain: frozenset[int]
    family: frozenset[int]


class Mentions:
    """Finds people of a roster in texts."""

    def __init__(self, linker: Linker) -> None:
        """Use the roster that a linker has indexed."""
        self._linker = linker
        self._index = linker.index
        self._knowledge = linker.knowledge
        self._known: dict[str, _Names] = {}

    def __repr__(self) -> str:
        """Show nothing of the roster."""
        return "Mentions()"

    def mentions(self, text: str) -> Sequence[RosterMention]:
        """Give the code point spans of `text` that name, tag or give contact details of somebody of the roster."""
        found = {*self._contacts(text), *self._names(text)}
        taken, kept = bytearray(len(text)), []
        for one in sorted(found, key=lambda m: (not m.certain, m.start - m.end, m.start)):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                kept.append(one)
        return sorted(kept, key=lambda m: m.start)

    def _contacts(self, text: str) -> Iterator[RosterMention]:
        """Give addresses, numbers, links and tags."""
        for match in _EMAIL.finditer(text) if self._index.emails else ():
            if address(match.group().rstrip(".")) in self._index.emails:
                yield RosterMention(match.start(), match.end(), certain=True)
        for match in _PHONE.finditer(text) if self._index.phones else ():
            number = "".join(c for c in match.group() if c.isdigit())
            windows = {number, *(number[at : at + _TEN] for at in range(max(1, len(number) - _TEN + 1)))}
            if any(digits(window) in self._index.phones for window in windows):
                yield RosterMention(match.start(), match.end(), certain=True)
        for match in _LINK.finditer(text):
            if handle(match.group(1).rstrip(".-")) in self._index.handles:
                yield RosterMention(match.start(), match.end(), certain=True)
        for match in _TAG.finditer(text):
            tag = match.group(1).rstrip(".-")
            if handle(tag) in self._index.handles:
                yield RosterMention(match.start(), match.start() + 1 + len(tag), certain=True)
            elif self._linker.screen([Request(handle=tag)])[0].outcome in (Outcome.CLIENT, Outcome.POSSIBLE):
                yield RosterMention(match.start(), match.start() + 1 + len(tag), certain=False)

    def _names(self, text: str) -> Iterator[RosterMention]:
        """Give given names with a family name or its first letter, names written as one word, and rare names alone."""
        words = list(_words(text))
        for at, word in enumerate(words):
            if len(word.text) >= _JOINED and self._joined(word.text):
                yield RosterMention(word.start, word.end, certain=False)
            for end, form, names in self._forms(text, words, at):
                for after, other, more, turned in self._next(text, words, end):
                    here = names.family & more.given if turned else names.given & more.family
                    shown = word.name and words[after - 1].name
                    small = len(form) >= _SMALL_GIVEN and len(other) >= _SMALL_FAMILY
                    if here and (shown or small):
                        certain = (
                            shown and self._rare(form, other, turned=turned) and bool(here & (names.plain | more.plain))
                        )
                        yield RosterMention(word.start, words[after - 1].end, certain=certain)
                yield from self._with_less(text, words, (at, end), form, names)

    def _with_less(
        self, text: str, words: Sequence[_Word], place: tuple[int, int], form: str, names: _Names
    ) -> Iterator[RosterMention]:
        """Give a given name with the first letter of the family name, and a rare name that stands alone."""
        at, end = place
        if not words[at].name:
            return
        if names.given and end < len(words) and len(words[end].text) == 1 and words[end].text.isupper():
            letter = letters(words[end].text)
            gap = text[words[end - 1].end : words[end].start]
            if _GAP.fullmatch(gap) and any(letter in self._index.people[n].family_initials for n in names.given):
                yield RosterMention(words[at].start, words[end].end, certain=False)
        alone = names.plain or names.family
        if len(form) >= _LONG_ENOUGH and alone and self._knowledge.share(form) < _RARE_ALONE:
            yield RosterMention(words[at].start, words[end - 1].end, certain=False)

    def _joined(self, word: str) -> bool:
        """Say whether a word is somebody's given and family name written as one: "janeokonkwo"."""
        made = line(word.lower())
        return len(made.words) == 1 and any(
            made.letters in person.full_names for person in self._people_in(made.letters)
        )

    def _people_in(self, word: str) -> Iterator[Person]:
        """Give the people of whom a form begins a word."""
        for end in range(2, len(word)):
            for posting in self._index.postings.get(word[:end], ()):
                yield self._index.people[posting.person]

    def _rare(self, form: str, other: str, *, turned: bool) -> bool:
        """Say whether hardly anybody has this full name."""
        given, family = (other, form) if turned else (form, other)
        floor = _RARE_ALONE / 3
        share = max(self._knowledge.given_share(given), floor) * max(self._knowledge.family_share(family), floor)
        return share < _RARE and (not turned or len(form) + len(other) > _SMALL_GIVEN + _SMALL_FAMILY)

    def _forms(self, text: str, words: Sequence[_Word], at: int) -> Iterator[tuple[int, str, _Names]]:
        """Give forms that begin with word `at`: the word after, the form, for whom it stands."""
        form = ""
        for end in range(at, min(at + _MOST_WORDS, len(words))):
            if end > at and not _GAP.fullmatch(text[words[end - 1].end : words[end].start]):
                return
            form += letters(words[end].text)
            if len(form) > 1 and form in self._index.postings:
                yield end + 1, form, self._whom(form)

    def _whom(self, form: str) -> _Names:
        known = self._known.get(form)
        if known is None:
            postings = self._index.postings[form]
            given = [p for p in postings if p.slot is Slot.GIVEN and p.kind is not Kind.MIDDLE]
            known = self._known[form] = _Names(
                frozenset(p.person for p in given),
                frozenset(p.person for p in given if p.kind in _PLAIN),
                frozenset(p.person for p in postings if p.slot is Slot.FAMILY),
            )
        return known

    def _next(self, text: str, words: Sequence[_Word], end: int) -> Iterator[tuple[int, str, _Names, bool]]:
        """Give forms right after a name, or after a middle name or letter; last, whether the order is turned."""
        if end >= len(words):
            return
        before, here = words[end - 1], words[end]
        gap = text[before.end : here.start]
        close = bool(_GAP.fullmatch(gap)) or (len(before.text) == 1 and bool(_AFTER_INITIAL.fullmatch(gap)))
        if close or _COMMA.fullmatch(gap):
            for after, form, names in self._forms(text, words, end):
                if close:
                    yield after, form, names, False
                if not close or _HAN.match(here.text):
                    yield after, form, names, True
        if close and end + 1 < len(words) and here.name:
            gap = text[here.end : words[end + 1].start]
            if _GAP.fullmatch(gap) or (len(here.text) == 1 and _AFTER_INITIAL.fullmatch(gap)):
                for after, form, names in self._forms(text, words, end + 1):
                    yield after, form, names, False


def _words(text: str) -> Iterator[_Word]:
    """Give the words of a text; one that is joined by capitals (a hashtag) in its parts, Chinese letter by letter."""
    for match in _WORD.finditer(text):
        start = match.start()
        for part in _HUMP.split(match.group()):
            first = part[:1]
            yield _Word(start, start + len(part), part, first.isupper() or first.lower() == first.upper())
            start += len(part)

"""Where a text names somebody of the roster. Open it to change what `roster_mention:` can see.

It is the roster's side of `core.ports.Roster`: it gives places in the text and nothing of the roster.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circumspect.core.linkage.blocking import Kind, Slot
from circumspect.core.linkage.normalise import address, digits, handle, letters
from circumspect.core.ports import RosterMention
from circumspect.domain.screening import Outcome, Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circumspect.core.linkage.blocking import Posting
    from circumspect.core.linkage.score import Linker

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*", re.UNICODE)
_TAG = re.compile(r"(?<![\w@.])@([\w.\-]{3,60})")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+\.[\w.\-]+")
_PHONE = re.compile(r"\+?\d[\d\s().\-]{6,18}\d")
_MOST_WORDS = 4
# A full name that fewer people have than this is nobody else's; above, it may be a namesake.
_RARE = 3e-7
_RARE_ALONE = 6e-6
_LONG_ENOUGH = 5
# "Will" may be a word; the name that the roster has, beside the family name, is the person.
_PLAIN = (Kind.SAME, Kind.GOES_BY)


class Mentions:
    """Finds people of a roster in texts."""

    def __init__(self, linker: Linker) -> None:
        """Use the roster that a linker has indexed."""
        self._linker = linker
        self._index = linker.index
        self._knowledge = linker.knowledge

    def __repr__(self) -> str:
        """Show nothing of the roster."""
        return "Mentions()"

    def mentions(self, text: str) -> Sequence[RosterMention]:
        """Give the code point spans of `text` that name, tag or give contact details of somebody of the roster."""
        found = [*self._contacts(text), *self._names(text)]
        kept: list[RosterMention] = []
        for one in sorted(found, key=lambda m: (not m.certain, m.start - m.end, m.start)):
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
        return sorted(kept, key=lambda m: m.start)

    def _contacts(self, text: str) -> Iterator[RosterMention]:
        """Give addresses, numbers and tags."""
        for match in _EMAIL.finditer(text):
            if address(match.group().rstrip(".")) in self._index.emails:
                yield RosterMention(match.start(), match.end(), certain=True)
        for match in _PHONE.finditer(text):
            if digits(match.group()) in self._index.phones:
                yield RosterMention(match.start(), match.end(), certain=True)
        for match in _TAG.finditer(text):
            tag = match.group(1).rstrip(".-")
            if handle(tag) in self._index.handles:
                yield RosterMention(match.start(), match.start() + 1 + len(tag), certain=True)
                continue
            outcome = self._linker.screen([Request(handle=tag)])[0].outcome
            if outcome in (Outcome.CLIENT, Outcome.POSSIBLE):
                yield RosterMention(match.start(), match.start() + 1 + len(tag), certain=False)

    def _names(self, text: str) -> Iterator[RosterMention]:
        """Give given names with a family name or its first letter, and rare names alone."""
        words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
        small = not any(word[:1].isupper() for _, _, word in words)
        for at in range(len(words)):
            for end, form, postings in self._forms(words, at):
                first = {p.person: p for p in postings if p.slot is Slot.GIVEN and p.kind is not Kind.MIDDLE}
                plain = {p.person for p in first.values() if p.kind in _PLAIN}
                last = {p.person: p for p in postings if p.slot is Slot.FAMILY}
                upper = words[at][2][:1].isupper()
                for after, other, more in self._next(words, end):
                    later = {p.person for p in more if p.slot is Slot.FAMILY}
                    sooner = {p.person for p in more if p.slot is Slot.GIVEN and p.kind is not Kind.MIDDLE}
                    turned = "," in text[words[end - 1][1] : words[after - 1][0]]
                    if not (first.keys() & later or (turned and last.keys() & sooner)):
                        continue
                    shown = upper and words[after - 1][2][:1].isupper()
                    if shown or (small and len(other) >= _LONG_ENOUGH and len(form) > 2):  # noqa: PLR2004
                        rare = self._share(form, Slot.GIVEN) * self._share(other, Slot.FAMILY) < _RARE
                        certain = rare and (turned or not plain.isdisjoint(later))
                        yield RosterMention(words[at][0], words[after - 1][1], certain=certain)
                if first and upper and end < len(words) and len(words[end][2]) == 1 and words[end][2].isupper():
                    letter = letters(words[end][2])
                    if any(letter in self._index.people[n].family_initials for n in first):
                        yield RosterMention(words[at][0], words[end][1], certain=False)
                if upper and len(form) >= _LONG_ENOUGH and self._alone(form, [*first.values(), *last.values()]):
                    yield RosterMention(words[at][0], words[end - 1][1], certain=False)

    def _alone(self, form: str, postings: Sequence[Posting]) -> bool:
        """Say whether a form is so rare, and so surely the person's, that it needs no second name beside it."""
        usual = any(p.kind in (Kind.SAME, Kind.GOES_BY, Kind.FORMER) for p in postings)
        return usual and self._knowledge.share(form) < _RARE_ALONE

    def _share(self, form: str, slot: Slot) -> float:
        share = self._knowledge.given_share(form) if slot is Slot.GIVEN else self._knowledge.family_share(form)
        return max(share, _RARE_ALONE / 3)

    def _forms(self, words: Sequence[tuple[int, int, str]], at: int) -> Iterator[tuple[int, str, Sequence[Posting]]]:
        """Give forms that begin with word `at`: the word after, the form, for whom it stands."""
        form = ""
        for end in range(at, min(at + _MOST_WORDS, len(words))):
            form += letters(words[end][2])
            if len(form) > 1 and form in self._index.postings:
                yield end + 1, form, self._index.postings[form]

    def _next(self, words: Sequence[tuple[int, int, str]], end: int) -> Iterator[tuple[int, str, Sequence[Posting]]]:
        """Give forms that begin right after a name, or after one word or letter between (a middle name)."""
        yield from self._forms(words, end)
        if end + 1 < len(words):
            yield from self._forms(words, end + 1)

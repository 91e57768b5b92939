"""Whether a reason names somebody. Open it to change which reasons `screen decide` and `accept` refuse.

A reason is sealed for good in a log that goes out of the house, so a name is refused rather than mended later. What is
read as a name: all that `core.linkage.Mentions` sees; a given and a family name of one person, wherever they stand; the
whole of a name that is one word; any form of a name of those whom the decision is about. A word that is also an
ordinary word ("will", "may") counts where it is written, and stands, as a name does.
"""

from __future__ import annotations

import re
from functools import cache as once
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from circumspect.core.linkage import Linker, Mentions
from circumspect.core.linkage.blocking import Kind, Slot
from circumspect.core.linkage.normalise import handle, letters, words
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names
from circumspect.rulebook.yaml_lines import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from circumspect.core.linkage.blocking import Posting
    from circumspect.domain.roster import Client
    from circumspect.domain.screening import Request

_SHORTEST = 3
# Scripts written without gaps: each letter, and each two in a row, may be a name.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W\d_][\u0300-\u036f\u0900-\u0d7f]*)+")
_TOKEN = re.compile(r"[\w+@][\w.\-+@]*")
_ENDS = re.compile(r"[.!?:;\n\u2026\"\u201c(]")
_OWNED = re.compile(r"['\u2019]s\b")
_WORDS = Path(__file__).resolve().parent.parent / "templates" / "reasons.yaml"


class _Said(NamedTuple):
    """A word of a reason: where it stands, its letters, whether it reads as a name."""

    start: int
    end: int
    form: str
    name: bool


class _Known(NamedTuple):
    """The words of templates/reasons.yaml."""

    ordinary: frozenset[str]
    months: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    before_a_month: frozenset[str]


@once
def _known() -> _Known:
    plain: Any = read(_WORDS, "templates/reasons.yaml").value
    return _Known(
        *(
            frozenset(str(plain[name]).split())
            for name in ("ordinary", "months", "before_a_name", "after_a_name", "before_a_month")
        )
    )


class Names:
    """A roster's names, against which reasons are held."""

    def __init__(self, clients: Sequence[Client]) -> None:
        """Learn the names of clients and of their households."""
        self._linker = Linker(clients, load_names(SHIPPED))
        self._mentions = Mentions(self._linker)

    def __repr__(self) -> str:
        """Show nothing of the roster."""
        return "Names()"

    def named_in(self, reason: str, about: Collection[str] = (), request: Request | None = None) -> bool:
        """Say whether a reason names somebody of the roster, or the account that it is about.

        `about`: numbers of the clients whom the decision is about; of them and their households no form of a name may
        stand. `request`: the account.
        """
        said = list(_words(reason))
        return (
            bool(self._mentions.mentions(reason))
            or self._contacts(reason, about)
            or self._persons(said, about)
            or (request is not None and self._shown(reason, said, request))
        )

    def _contacts(self, reason: str, about: Collection[str]) -> bool:
        """Say whether a handle, or what stands before the @ of an address, stands there without its @."""
        index = self._linker.index
        for token in (found.rstrip(".-") for found in _TOKEN.findall(reason)):
            key = handle(token)
            for number in (*index.handles.get(key, ()), *index.mailboxes.get(key, ())):
                plain = token.isalpha() and token.islower()
                if key not in _known().ordinary and (not plain or index.people[number].client.id in about):
                    return True
        return False

    def _persons(self, said: Sequence[_Said], about: Collection[str]) -> bool:
        """Say whether words that read as names are one's of `about`, a full name, or the whole of a short one."""
        given: set[int] = set()
        family: set[int] = set()
        for posting in self._heard(said):
            person = self._linker.index.people[posting.person]
            plain = posting.kind in (Kind.SAME, Kind.GOES_BY)
            if plain and not (person.name.given and person.name.family):
                return True
            if person.client.id in about and posting.kind is not Kind.VARIANT:
                return True
            if posting.kind not in (Kind.MIDDLE, Kind.VARIANT):
                (given if posting.slot is Slot.GIVEN else family).add(posting.person)
        return not given.isdisjoint(family)

    def _heard(self, said: Sequence[_Said]) -> Iterator[Posting]:
        """Give whom the words stand for, one by one and two in a row ("Mary Ann")."""
        names = [word for word in said if word.name]
        forms = {word.form for word in names}
        forms |= {one.form + two.form for one, two in pairwise(names) if two.start - one.end <= 1}
        for form in forms:
            yield from self._linker.index.postings.get(form, ())

    def _shown(self, reason: str, said: Sequence[_Said], request: Request) -> bool:
        """Say whether what an account shows stands there: the whole of it, or a word of its name, as a name."""
        line = f" {_spaced(reason)} "
        for shown in (request.handle, request.display, request.email, request.phone):
            key = _spaced(shown)
            if len(key) >= _SHORTEST and key not in _known().ordinary and f" {key} " in line:
                return True
        shown_words = {
            word for word in words(request.display) if len(word) >= _SHORTEST and word not in _known().ordinary
        }
        tables = self._linker.knowledge
        return any(
            word.form in shown_words
            and (word.start > 0 or tables.given_share(word.form) or tables.family_share(word.form))
            and reason[word.start].isupper()
            for word in said
        )


def _spaced(text: str) -> str:
    """Give the words and numbers of a text in small letters, with one space between."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _words(reason: str) -> Iterator[_Said]:
    """Give the words of a reason, each with whether it reads as a name."""
    found = list(_WORD.finditer(reason))
    for at, match in enumerate(found):
        form = letters(match.group())
        if form:
            before = letters(found[at - 1].group()) if at else ""
            after = letters(found[at + 1].group()) if _next_to(reason, found, at) else ""
            gap = reason[found[at - 1].end() : match.start()] if at else "."
            owned = bool(_OWNED.match(reason, match.end()))
            name = _reads_as_name(match.group(), form, _Place(before, after, bool(_ENDS.search(gap)), owned))
            yield _Said(match.start(), match.end(), form, name)


def _next_to(reason: str, found: Sequence[re.Match[str]], at: int) -> bool:
    """Say whether nothing but a gap stands between a word and the next."""
    return at + 1 < len(found) and not reason[found[at].end() : found[at + 1].start()].strip()


class _Place(NamedTuple):
    """What stands around a word: the words before and after, whether a sentence begins with it, whether it owns."""

    before: str
    after: str
    begins: bool
    owns: bool


def _reads_as_name(word: str, form: str, place: _Place) -> bool:
    """Say whether a word is to be taken for a name where it stands."""
    known = _known()
    caseless = word.lower() == word.upper()
    capital = word[:1].isupper()
    if caseless or form not in known.ordinary:
        return caseless or capital or len(form) >= _SHORTEST
    if not capital or (word.isupper() and len(word) > 1):
        return False
    month = form in known.months
    if month and place.before in known.before_a_month:
        return False
    if place.begins or month:
        verb = place.after in known.after or (len(place.after) > _SHORTEST and place.after.endswith("ed"))
        return place.owns or verb or (not place.begins and place.before in known.before)
    return True

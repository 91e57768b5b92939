"""A title the profile does not hold. Open it to change what `credential:` finds.

"Licensed Psychologist" in the bio of an LMSW is a misstatement that only the profile can show. Titles and the
licences that may use them stand in packs/titles.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.core.reading import Hit
from circumspect.domain.document import Surface

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from circumspect.core.phrases import Phrase
    from circumspect.core.reading import Reading, Span

KIND = "credential"
_SELF = re.compile(
    r"(?:\b(?:i am|i'm|im|as)(?: also| now| proudly)? (?:a|an|your|the)?(?: \w+){0,3} ?"
    r"|\bmy name is [^.!?]{0,40}|\byour(?: local| friendly| neighborhood)? )$",
)

_ANOTHERS = re.compile(
    r"\b(?:with|supervis\w+ by|under|not an?|see an?|by an?|my|our|refer\w* to|ask an?|becoming an?|become an?|future)"
    r" ?(?:[\w.]+,? ){0,4}$",
)


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set: the profile's licences and packs/titles.yaml decide."""


def patterns(_params: Params, _lexicons: Container[str]) -> Sequence[Phrase]:
    """Titles are compiled by the loader; nothing of its own."""
    return ()


def triggers(_params: Params, _key: str) -> tuple[str, ...]:
    """Run on every text; without licences in the profile it returns at once."""
    return ()


def find(_params: Params, _key: str, reading: Reading) -> Iterator[Hit]:
    """Give titles that the text claims for the writer and that no licence of the profile carries."""
    held = {licence.type.lower() for licence in reading.profile.licences} | {reading.profile.title.lower()}
    if not reading.profile.licences:
        return
    for title in reading.ruleset.titles:
        if held & {name.lower() for name in title.held_by}:
            continue
        for span in reading.spans(title.key):
            if _claims(span, reading):
                yield Hit(span, title.says, 0.9)


def _claims(span: Span, reading: Reading) -> bool:
    """Say whether the writer claims the title: anywhere in a bio that names nobody else, or after 'I am a'."""
    text = reading.text
    before = text[max(0, span[0] - 60) : span[0]]
    if _ANOTHERS.search(before):
        return False
    if text[span[1] : span[1] + 2].startswith(("s ", "s.", "s,")):
        return False
    if reading.document.surface is Surface.BIO:
        return True
    return bool(_SELF.search(before))

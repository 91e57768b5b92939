"""Someone on the roster is named. Open it to change what `roster_mention:` finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.core.reading import Hit

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from circumspect.core.phrases import Phrase
    from circumspect.core.reading import Reading

KIND = "roster_mention"
_CERTAIN, _POSSIBLE = 0.99, 0.6


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set: the roster decides."""


def patterns(_params: Params, _lexicons: Container[str]) -> Sequence[Phrase]:
    """Nothing to compile: the matching is done behind the roster port."""
    return ()


def triggers(_params: Params, _key: str) -> tuple[str, ...]:
    """Run on every text."""
    return ()


def find(_params: Params, _key: str, reading: Reading) -> Iterator[Hit]:
    """Give the words of the text that name a client; silent while no roster is unlocked."""
    if reading.roster is None:
        return
    for mention in reading.roster.mentions(reading.document.text):
        span = reading.folded.position(mention.start), reading.folded.position(mention.end)
        yield Hit(span, "your encrypted client list", _CERTAIN if mention.certain else _POSSIBLE)

"""Words in a row. Open it to change what `phrase:` in a rule finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.core.phrases import compile_phrase
from circumspect.core.reading import Hit

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from circumspect.core.phrases import Phrase
    from circumspect.core.reading import Reading

KIND = "phrase"


@dataclass(frozen=True, slots=True)
class Params:
    """`phrases`: in the phrase language of core/phrases; any one is enough."""

    phrases: tuple[str, ...]


def patterns(params: Params, lexicons: Container[str]) -> Sequence[Phrase]:
    """Give what to compile for the one scan."""
    return [compile_phrase(phrase, lexicons) for phrase in params.phrases]


def triggers(_params: Params, key: str) -> tuple[str, ...]:
    """Give the expressions of which one must match before `find` is worth calling."""
    return (key,)


def find(_params: Params, key: str, reading: Reading) -> Iterator[Hit]:
    """Give every place where one of the phrases stands."""
    for span in reading.spans(key):
        yield Hit(span, "words of this rule")

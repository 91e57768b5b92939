"""A regular expression. Open it to change what `pattern:` in a rule finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.core.phrases import expression
from circumspect.core.reading import Hit

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from circumspect.core.phrases import Phrase
    from circumspect.core.reading import Reading

KIND = "pattern"


@dataclass(frozen=True, slots=True)
class Params:
    """`regex`: linear-time syntax (RE2 and Hyperscan), matched against folded, lower-case text."""

    regex: str


def patterns(params: Params, _lexicons: Container[str]) -> Sequence[Phrase]:
    """Give what to compile for the one scan: the expression is its own atom."""
    return [expression(params.regex)]


def triggers(_params: Params, key: str) -> tuple[str, ...]:
    """Give the expressions of which one must match before `find` is worth calling."""
    return (key,)


def find(_params: Params, key: str, reading: Reading) -> Iterator[Hit]:
    """Give every match."""
    for span in reading.spans(key):
        yield Hit(span, "pattern of this rule")

"""Words of several lexicons near each other, in any order. Open it to change what `together:` finds."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.core import segment
from circumspect.core.reading import Hit

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from circumspect.core.phrases import Phrase
    from circumspect.core.reading import Reading, Span

KIND = "together"


@dataclass(frozen=True, slots=True)
class Params:
    """`all_of`: lexicons, each of which must be there; `within`: '6 words' or 'sentence'; `in_order`: as listed."""

    all_of: tuple[str, ...]
    within: str = "sentence"
    in_order: bool = False


def patterns(_params: Params, _lexicons: Container[str]) -> Sequence[Phrase]:
    """Lexicons are scanned for everyone; nothing of its own."""
    return ()


def triggers(params: Params, _key: str) -> tuple[str, ...]:
    """Give the expressions of which one must match before `find` is worth calling."""
    return (f"lexicon/{params.all_of[0]}",)


def find(params: Params, _key: str, reading: Reading) -> Iterator[Hit]:
    """Give the shortest stretch of each sentence in which all lexicons speak, each by words of its own."""
    words = int(params.within.split()[0]) if params.within != "sentence" else None
    if not all(reading.matches.may(f"lexicon/{name}") for name in params.all_of):
        return
    lists: list[list[Span]] = []
    for name in params.all_of:
        lists.append(reading.spans(f"lexicon/{name}"))
        if not lists[-1]:
            return
    taken_until = -1
    for anchor in lists[0]:
        if anchor[0] < taken_until:
            continue
        low, high = reading.sentence(anchor[0])
        chosen = _choose(lists, anchor, (low, high), in_order=params.in_order)
        if chosen is None:
            continue
        span = min(s[0] for s in chosen), max(s[1] for s in chosen)
        inside = segment.count_words(reading.text, *span) - sum(
            segment.count_words(reading.text, *part) for part in chosen
        )
        if words is None or inside <= words:
            taken_until = span[1]
            yield Hit(span, " and ".join(params.all_of))


def _choose(lists: list[list[Span]], anchor: Span, sentence: Span, *, in_order: bool) -> list[Span] | None:
    """Pick for each further lexicon the nearest words that nobody else has taken; None if one has none."""
    chosen = [anchor]
    for spans in lists[1:]:
        first = bisect_left(spans, (sentence[0], 0))
        options = []
        for span in spans[first:]:
            if span[0] >= sentence[1]:
                break
            free = all(span[1] <= other[0] or other[1] <= span[0] for other in chosen)
            if free and (not in_order or span[0] >= chosen[-1][1]):
                options.append(span)
        if not options:
            return None
        chosen.append(min(options, key=lambda s: _distance(s, anchor)))
    return chosen


def _distance(one: Span, other: Span) -> int:
    return other[0] - one[1] if one[1] <= other[0] else one[0] - other[1]

"""Reading a text while it is written. Open it to change what is read again after a keystroke.

The trained reader takes a fifth of a second for a long text. While somebody types it reads in pieces of a few
sentences, and only the piece that changed is read again; once they rest, the whole is read as `check` reads it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from circumspect.core import segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circumspect.core.ports import Classifier, LabelReading
    from circumspect.domain.document import Document

_LONG = (
    320  # characters of a piece, about: three or four sentences, which are read in less than a twentieth of a second
)
_REMEMBERED = 512


class Piecewise:
    """A classifier that reads a text piece by piece and remembers what it said of each."""

    def __init__(self, inner: Classifier) -> None:
        """Read with `inner`."""
        self._inner = inner
        self.name = inner.name
        self._said: OrderedDict[tuple[Document, bool], Sequence[LabelReading]] = OrderedDict()

    def __repr__(self) -> str:
        """Name the reader, none of the words it remembers."""
        return f"Piecewise({self.name})"

    def threshold(self, rule: str) -> tuple[float, float]:
        """Give (unsure from, sure from) for a rule."""
        return self._inner.threshold(rule)

    def read(self, document: Document, *, closely: bool) -> Sequence[LabelReading]:
        """Give a reading for each rule: of all pieces the surest, with the words of all of them."""
        best: dict[str, LabelReading] = {}
        for start, end in _pieces(document.text):
            piece = replace(document, text=document.text[start:end])
            for said in self._of(piece, closely=closely):
                moved = replace(said, spans=tuple((a + start, b + start) for a, b in said.spans))
                before = best.get(said.rule)
                best[said.rule] = moved if before is None else _surer(before, moved)
        return list(best.values()) or self._inner.read(document, closely=closely)

    def forget(self) -> None:
        """Forget what was read: the desk was locked."""
        self._said.clear()

    def _of(self, piece: Document, *, closely: bool) -> Sequence[LabelReading]:
        key = piece, closely
        if key in self._said:
            self._said.move_to_end(key)
            return self._said[key]
        said = self._said[key] = self._inner.read(piece, closely=closely)
        while len(self._said) > _REMEMBERED:
            self._said.popitem(last=False)
        return said


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into paragraphs, and those into runs of whole sentences of about `_LONG` characters."""
    ends = [end for _, end in segment.paragraphs(text)]
    start = at = 0
    for low, high in segment.sentences(text):
        while at < len(ends) and ends[at] <= low:  # the sentence begins another paragraph
            if start < low and text[start:low].strip():
                yield start, low
            start, at = low, at + 1
        if high - start > _LONG and low > start:
            yield start, low
            start = low
    if text[start:].strip():
        yield start, len(text)


def _surer(one: LabelReading, other: LabelReading) -> LabelReading:
    surest = max(one, other, key=lambda said: said.probability)
    return replace(surest, spans=tuple(sorted({*one.spans, *other.spans})), whole=one.whole and other.whole)

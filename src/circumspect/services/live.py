"""Reading a text while it is written. Open it to change what is read again after a keystroke.

The trained reader takes a fifth of a second for a long text. While somebody types it reads in pieces of a few
sentences, and only the piece that changed is read again; once they rest, the whole is read as `check` reads it. That
takes a second or more, for every suggestion is read as well; so it is given up where the writer goes on meanwhile.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from circumspect.core import segment
from circumspect.core.review import Reviewer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from circumspect.core.ports import Classifier, LabelReading
    from circumspect.domain.document import Document

# Characters of a piece, at most, unless one sentence is longer: read in a twentieth of a second. And characters of a
# sentence by which it is told whether a piece begins with it.
_LONG, _BEGINNING = 300, 20
_REMEMBERED = 512


class OvertakenError(Exception):
    """The text was changed while it was read; there is no answer."""


class Live:
    """The two readers of a text that is being written: `glance` after each pause, `whole` once its writer rests."""

    def __init__(self, reviewer: Reviewer) -> None:
        """Read as `reviewer` does, with its rules and patterns."""
        self.overtaken: Callable[[], bool] = lambda: False
        inner = reviewer.classifier
        self._pieces = Piecewise(inner) if inner is not None else None
        self.glance = _with(reviewer, self._pieces)
        self.whole = _with(reviewer, _Yielding(inner, self) if inner is not None else None)

    def forget(self) -> None:
        """Forget what was read: the desk was locked."""
        if self._pieces is not None:
            self._pieces.forget()


def _with(reviewer: Reviewer, classifier: Classifier | None) -> Reviewer:
    """Give the same reviewer with another classifier."""
    return Reviewer(
        reviewer.ruleset,
        reviewer.profile,
        roster=reviewer.roster,
        classifier=classifier,
        patterns=reviewer.patterns,
    )


class _Yielding:
    """A classifier that reads no further once its reader was overtaken."""

    def __init__(self, inner: Classifier, live: Live) -> None:
        self._inner, self._live = inner, live
        self.name = inner.name

    def threshold(self, rule: str) -> tuple[float, float]:
        return self._inner.threshold(rule)

    def read(self, document: Document, *, closely: bool) -> Sequence[LabelReading]:
        if self._live.overtaken():
            raise OvertakenError
        return self._inner.read(document, closely=closely)


class Piecewise:
    """A classifier that reads a text piece by piece and remembers what it said of each."""

    def __init__(self, inner: Classifier) -> None:
        """Read with `inner`."""
        self._inner = inner
        self.name = inner.name
        self._said: OrderedDict[Document, Sequence[LabelReading]] = OrderedDict()

    def __repr__(self) -> str:
        """Name the reader, none of the words it remembers."""
        return f"Piecewise({self.name})"

    def threshold(self, rule: str) -> tuple[float, float]:
        """Give (unsure from, sure from) for a rule."""
        return self._inner.threshold(rule)

    def read(self, document: Document, *, closely: bool) -> Sequence[LabelReading]:  # noqa: ARG002 - see below
        """Give a reading for each rule: of all pieces the surest, with the words of all of them.

        Pieces are always read closely: else the first word that a rule finds would have all of them read again.
        """
        best: dict[str, LabelReading] = {}
        for start, end in _pieces(document.text):
            piece = replace(document, text=document.text[start:end])
            for said in self._of(piece):
                moved = replace(said, spans=tuple((a + start, b + start) for a, b in said.spans))
                before = best.get(said.rule)
                best[said.rule] = moved if before is None else _surer(before, moved)
        return list(best.values()) or self._inner.read(document, closely=True)

    def forget(self) -> None:
        """Forget what was read: the desk was locked."""
        self._said.clear()

    def _of(self, piece: Document) -> Sequence[LabelReading]:
        if piece in self._said:
            self._said.move_to_end(piece)
            return self._said[piece]
        said = self._said[piece] = self._inner.read(piece, closely=True)
        while len(self._said) > _REMEMBERED:
            self._said.popitem(last=False)
        return said


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into paragraphs, and those into runs of whole sentences.

    Where a run begins hangs on how its sentences begin, not on how long those before are. So a word typed changes one
    run or two, and all others are known already.
    """
    for low, high in segment.paragraphs(text):
        spans = segment.sentences(text[low:high])
        marks = [
            crc32(text[low + begin : low + end].strip()[:_BEGINNING].encode("utf-8", "replace")) for begin, end in spans
        ]
        start = low
        for number, (begin, end) in enumerate(spans):
            least = marks[number] < min(marks[max(0, number - 1) : number] + marks[number + 1 : number + 2], default=0)
            if low + begin > start and (least or low + end - start > _LONG):
                yield start, low + begin
                start = low + begin
        if text[start:high].strip():
            yield start, high


def _surer(one: LabelReading, other: LabelReading) -> LabelReading:
    surest = max(one, other, key=lambda said: said.probability)
    return replace(surest, spans=tuple(sorted({*one.spans, *other.spans})), whole=one.whole and other.whole)

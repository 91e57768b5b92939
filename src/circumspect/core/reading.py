"""One document under review. Open it to see what every detector can ask of a text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from circumspect.core import segment
from circumspect.core.fold import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from circumspect.core.patterns import Matches, PatternSet
    from circumspect.core.ports import Classifier, LabelReading, Roster
    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.document import Document
    from circumspect.domain.profile import Profile
    from circumspect.domain.rule import Reach

Span = tuple[int, int]
# How far "anywhere in the text" goes, in characters: as far as a long post, so that years in one file stay apart.
_POST = 4_000
# A paragraph of so many characters, or fewer, is about one thing; a stretch that leaves no more than these of a text is
# the whole of it.
_ONE_SUBJECT, _ALL_BUT = 400, 40


@dataclass(frozen=True, slots=True)
class Hit:
    """What a detector saw, in folded positions; `span` None when something is missing from the whole text."""

    span: Span | None
    detail: str
    score: float | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Scanned:
    """A folded document, what it matches, and what the message answered matches; None when it answers nothing."""

    folded: Folded
    matches: Matches
    answered: Matches | None


def scan(documents: Iterable[Document], vocabulary: frozenset[str], patterns: PatternSet) -> Iterator[Scanned]:
    """Fold and scan documents together, which costs much less than one by one; in order."""
    folded: list[tuple[Folded, Folded | None]] = []
    for document in documents:
        inbound = document.in_reply_to
        answers = inbound is not None and inbound.strip()
        folded.append((fold(document.text, vocabulary), fold(inbound, vocabulary) if inbound and answers else None))
    found = patterns.scan_all(each.text for pair in folded for each in pair if each is not None)
    for text, answered in folded:
        matches = next(found)
        yield Scanned(text, matches, next(found) if answered is not None else None)


class Reading:
    """A folded document with everything that was matched in it; costly parts are made when first asked for."""

    def __init__(
        self,
        document: Document,
        scanned: Scanned,
        ruleset: Ruleset,
        profile: Profile,
        *,
        roster: Roster | None = None,
        classifier: Classifier | None = None,
    ) -> None:
        """Take up a document with what `scan` made of it."""
        self.document = document
        self.ruleset = ruleset
        self.profile = profile
        self.roster = roster
        self.classifier = classifier
        self.folded = scanned.folded
        self.matches = scanned.matches
        self.answered = scanned.answered
        self.closely = False
        self._near: dict[Span, Mapping[str, LabelReading]] = {}

    def __repr__(self) -> str:
        """Show the document's own repr, which hides words."""
        return f"Reading({self.document!r})"

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    @cached_property
    def learned(self) -> Mapping[str, LabelReading]:
        """What the trained reader says, by rule; empty without one.

        Set `closely` before this is asked for, where words have found something: it then reads all of the text.
        """
        if self.classifier is None:
            return {}
        return {said.rule: said for said in self.classifier.read(self.document, closely=self.closely)}

    def learned_near(self, span: Span) -> Mapping[str, LabelReading]:
        """Give what the trained reader says, by rule, of the words around a place alone.

        A text that does several things at once is read as a whole for what it does most; its paragraphs are not.
        """
        stretch = segment.covering(self.paragraphs, span[0])
        if stretch[1] - stretch[0] > _ONE_SUBJECT:
            stretch = self.nearby(span[0])
        if self.classifier is None or len(self.text) - (stretch[1] - stretch[0]) < _ALL_BUT:
            return self.learned
        if stretch not in self._near:
            start, end = self.folded.original(*stretch)
            alone = replace(self.document, text=self.document.text[start:end])
            self._near[stretch] = {said.rule: said for said in self.classifier.read(alone, closely=True)}
        return self._near[stretch]

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentence spans of the folded text."""
        return segment.sentences(self.text)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Paragraph spans of the folded text."""
        return segment.paragraphs(self.text)

    @cached_property
    def quotations(self) -> list[Span]:
        """Spans between double quotation marks."""
        return segment.quotations(self.text)

    def sentence(self, at: int) -> Span:
        """Give the sentence that holds folded position `at`."""
        return segment.covering(self.sentences, at)

    def nearby(self, at: int) -> Span:
        """Give the sentence that holds `at` together with the one before it in the same paragraph."""
        start, end = self.sentence(at)
        first = segment.covering(self.paragraphs, at)[0]
        if start > first:
            start = max(first, segment.covering(self.sentences, start - 1)[0])
        return start, end

    def quoted(self, span: Span) -> Span | None:
        """Give the quotation that holds all of `span`, if one does."""
        for start, end in self.quotations:
            if start <= span[0] and span[1] <= end:
                return start, end
        return None

    def spans(self, key: str) -> list[Span]:
        """Where the expression called `key` matches; empty for a key without expression."""
        return self.matches.spans(key)

    def spans_in(self, key: str, stretch: Span) -> list[Span]:
        """Where the expression called `key` begins inside a stretch of the text."""
        spans = self.spans(key)
        return spans[bisect_left(spans, (stretch[0], 0)) : bisect_left(spans, (stretch[1], 0))]

    def fired(self, key: str) -> bool:
        """Say whether the expression called `key` matches anywhere in the text."""
        return bool(self.matches.spans(key))

    def in_answered(self, key: str) -> bool:
        """Say whether the expression called `key` matches the message that the text answers."""
        return self.answered is not None and bool(self.answered.spans(key))

    def reach(self, span: Span, reach: Reach) -> Span:
        """Give the stretch in which words with this reach count for a finding at `span`."""
        start, end = self.sentence(span[0])
        end = max(end, span[1])
        match reach.value:
            case "touching":
                return span
            case "before":
                return segment.clause_start(self.text, start, span[0]), span[0]
            case "after":
                return span[1], max(end, self.sentence(max(span[1] - 1, span[0]))[1])
            case "sentence":
                return start, end
            case "nearby":
                return self.nearby(span[0])[0], end
            case "paragraph":
                return segment.covering(self.paragraphs, span[0])[0], end
            case "earlier":
                return max(0, span[0] - _POST), end
            case _:
                return max(0, span[0] - _POST), min(len(self.text), end + _POST)

    def near(self, key: str, span: Span, reach: Reach, within: int | None = None) -> Span | None:
        """Give a match of `key` in reach of `span`, at most `within` words away; None if there is none."""
        if not self.fired(key):
            return None
        low, high = self.reach(span, reach)
        spans = self.spans(key)
        for index in range(max(0, bisect_left(spans, (low, 0)) - 1), len(spans)):
            found = spans[index]
            if found[0] >= high:
                break
            if reach.value == "touching":
                if found[0] < span[1] and span[0] < found[1]:
                    return found
                continue
            if found[0] < low or found[1] > high:
                continue
            if within is None or self._gap(found, span) <= within:
                return found
        return None

    def _gap(self, one: Span, other: Span) -> int:
        """Count the words between two spans; 0 when they overlap."""
        first, second = sorted((one, other))
        return segment.count_words(self.text, first[1], second[0]) if first[1] < second[0] else 0

"""What core asks of the outside. Open it to plug in a roster or a trained reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circumspect.domain.document import Document


@dataclass(frozen=True, slots=True)
class RosterMention:
    """A stretch of the text that names someone on the roster; nothing of the roster entry itself."""

    start: int
    end: int
    certain: bool


class Roster(Protocol):
    """The encrypted client list, seen from outside: it says where a text names a client, not whom it holds."""

    def mentions(self, text: str) -> Sequence[RosterMention]:
        """Give the code point spans of `text` that name, tag or give contact details of a client."""


@dataclass(frozen=True, slots=True)
class LabelReading:
    """What the trained reader says of one rule: probability 0 to 1 and the words that carry it.

    `whole`: it read all of the text, not parts of a very long one.
    """

    rule: str
    probability: float
    spans: tuple[tuple[int, int], ...]
    whole: bool = True


class Classifier(Protocol):
    """The trained reader (engines/classifier)."""

    @property
    def name(self) -> str:
        """Name and version, as shown in every review."""

    def read(self, document: Document, *, closely: bool) -> Sequence[LabelReading]:
        """Give a reading for each rule it knows. Spans are code points into the text.

        Not `closely`: where a first glance shows nothing it may stop there, and give every rule the chance 0.
        """

    def threshold(self, rule: str) -> tuple[float, float]:
        """Give (unsure from, sure from) for a rule."""

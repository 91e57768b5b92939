"""What groups, pages and places tell others. Open it to change how a topic is found in a name.

It sorts, and judges nothing: a topic says only what somebody who looks could learn (design, section 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.core.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

# A name is short; what is longer is somebody's text.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that an affiliation may be about: its heading, a neutral note, and the words that name it.

    `words`: whole words or runs of them, small; one that ends in `*` stands for its beginning.
    """

    id: str
    title: str
    note: str
    words: tuple[str, ...]


class Topics:
    """Finds topics in the names of groups, pages, events and places."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        """Prepare the words."""
        self.topics = tuple(topics)
        self._patterns = [(topic, _pattern(topic.words)) for topic in topics]

    def of(self, name: str) -> tuple[Topic, ...]:
        """Give the topics that a name speaks of, in their order."""
        folded = fold(name[:_LONGEST], frozenset()).text.casefold().replace("-", " ")
        return tuple(topic for topic, pattern in self._patterns if pattern.search(folded))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Make one expression of words; there is nothing in it that could run long."""
    parts = (
        re.escape(word.rstrip("*").casefold().replace("-", " ")) + (r"\w*" if word.endswith("*") else "")
        for word in words
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")

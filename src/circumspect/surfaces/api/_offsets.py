"""Places in a text, counted as browsers and editors count. Open it to change how offsets are told.

We count code points. JavaScript, Java and C# count UTF-16 units, of which an emoji takes two.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from typing import Any

_LAST = "\uffff"  # the last character that takes one unit


class Offsets(StrEnum):
    """What places in a text are counted in."""

    CODE_POINTS = "code_points"
    UTF16 = "utf16"


class Utf16:
    """Counts the places of one text in UTF-16 units."""

    def __init__(self, text: str) -> None:
        """Prepare for a text."""
        self._wide = [] if text.isascii() else [at for at, letter in enumerate(text) if letter > _LAST]

    def of(self, offset: int) -> int:
        """Give how many units stand before a code point."""
        return offset + bisect_left(self._wide, offset)


def in_utf16(contract: dict[str, Any], text: str) -> dict[str, Any]:
    """Give an answer of the review contract with every place in UTF-16 units."""
    units = Utf16(text)

    def moved(place: dict[str, Any]) -> dict[str, Any]:
        return {**place, **{end: units.of(place[end]) for end in ("start", "end") if place[end] is not None}}

    findings = [
        {
            **moved(finding),
            "suggestion": finding["suggestion"] and moved(finding["suggestion"]),
            "telling": [moved(trait) for trait in finding["telling"]],
        }
        for finding in contract["findings"]
    ]
    return {**contract, "findings": findings}

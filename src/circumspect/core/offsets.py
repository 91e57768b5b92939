"""Places in a text, counted as browsers and editors count. Open it to change how a place is told to one.

We count code points. JavaScript, Java and C# count UTF-16 units, of which an emoji takes two.
"""

from __future__ import annotations

from bisect import bisect_left

_LAST = "\uffff"  # the last character that takes one unit


class Utf16:
    """Counts the places of one text in UTF-16 units."""

    def __init__(self, text: str) -> None:
        """Prepare for a text."""
        self._wide = [] if text.isascii() else [at for at, letter in enumerate(text) if letter > _LAST]

    def of(self, place: int) -> int:
        """Give how many units stand before a code point."""
        return place + bisect_left(self._wide, place)

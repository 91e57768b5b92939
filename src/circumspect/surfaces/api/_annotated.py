"""A text with markup between its words, as editors send it. Open it to change how markup is passed over.

LanguageTool's own form: `{"annotation": [{"text": "A "}, {"markup": "<b>"}, {"text": "word"}]}`, or `{"text": "…"}`.
`interpretAs` is what stands for a piece of markup when the words are read, for example two line breaks for `<p>`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any


class AnnotatedError(ValueError):
    """A text that is not written as it must be; the message quotes nothing."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words or markup: where it begins in what is read and in what was sent, and how long it is in each."""

    read: int
    sent: int
    read_length: int
    sent_length: int
    markup: bool


@dataclass(slots=True, repr=False)
class Annotated:
    """What is read (`words`), what was sent (`whole`), and how places in one stand in the other."""

    words: str = ""
    whole: str = ""
    _pieces: list[_Piece] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def __repr__(self) -> str:
        """Show lengths, no words."""
        return f"Annotated({len(self.words)} of {len(self.whole)} characters)"

    def add(self, written: str, read: str, *, markup: bool) -> None:
        """Add a piece that was sent as `written` and is read as `read`."""
        self._pieces.append(_Piece(len(self.words), len(self.whole), len(read), len(written), markup))
        self._starts.append(len(self.words))
        self.words += read
        self.whole += written

    def sent(self, start: int, end: int) -> tuple[int, int]:
        """Give where a stretch of what is read stands in what was sent."""
        first, last = self._at(start), self._at(max(start, end - 1))
        low = first.sent if first.markup else first.sent + start - first.read
        if last.markup:
            return low, max(low, last.sent + last.sent_length)
        return low, max(low, last.sent + end - last.read)

    def unbroken(self, start: int, end: int) -> bool:
        """Say whether a stretch of what is read was sent as it is, without markup in it."""
        low, high = self.sent(start, end)
        return self.whole[low:high] == self.words[start:end]

    def _at(self, place: int) -> _Piece:
        """Give the piece of which a character that is read is a part."""
        return self._pieces[max(0, bisect_right(self._starts, place) - 1)]


def plain(text: str) -> Annotated:
    """Give a text without markup."""
    made = Annotated()
    made.add(text, text, markup=False)
    return made


def read(raw: str) -> Annotated:
    """Read what an editor sends as `data`. Raises AnnotatedError."""
    try:
        found: Any = json.loads(raw)
    except (ValueError, RecursionError):
        raise AnnotatedError("Could not parse JSON from 'data' parameter") from None
    if not isinstance(found, dict) or ("text" in found) == ("annotation" in found):
        raise AnnotatedError("'data' key in JSON requires either 'text' or 'annotation' key")
    if "text" in found:
        return plain(_string(found["text"]))
    pieces = found["annotation"]
    if not isinstance(pieces, list) or not pieces:
        raise AnnotatedError("'annotation' must be a list of texts and markup")
    made = Annotated()
    for piece in pieces:
        if not isinstance(piece, dict) or ("text" in piece) == ("markup" in piece):
            raise AnnotatedError("each entry of 'annotation' has either 'text' or 'markup'")
        if "text" in piece:
            made.add(_string(piece["text"]), _string(piece["text"]), markup=False)
        else:
            made.add(_string(piece["markup"]), _string(piece.get("interpretAs", "")), markup=True)
    return made


def _string(value: object) -> str:
    """Give a text that can be sent on. Raises AnnotatedError for anything else."""
    if not isinstance(value, str):
        raise AnnotatedError("a text in 'data' must be a string")
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

"""A picture as it is read: what stands in it, what is stored beside it, and what was found. Open it for those nouns.

Boxes are whole pixels of the picture as a screen shows it: turned the way the camera says, from the upper left corner.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from circumspect.domain.finding import Finding
from circumspect.domain.verdict import Review

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif")
SIGN_LENGTH = 12
_SIGNS = (
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "WEBP"),
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb".{4}ftyp(?:hei|hev|mif1|msf1)", re.DOTALL), "HEIF"),
)


def kind_of(start: bytes) -> str | None:
    """Say which kind of picture begins with these bytes, `SIGN_LENGTH` or more; None where it is none that we read."""
    return next((name for sign, name in _SIGNS if sign.match(start)), None)


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a picture: its upper left corner, its width and its height, in pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column to the right of it."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.y + self.h

    def scaled(self, factor: float) -> Box:
        """Give the same stretch in a picture `factor` times as large."""
        x, y = round(self.x * factor), round(self.y * factor)
        return Box(x, y, max(1, round(self.right * factor) - x), max(1, round(self.bottom * factor) - y))


def around(boxes: tuple[Box, ...]) -> Box | None:
    """Give the smallest box that holds all of them; None where there are none."""
    if not boxes:
        return None
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(x, y, max(b.right for b in boxes) - x, max(b.bottom for b in boxes) - y)


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A line of words that was read in a picture, and how sure the reading is (0 to 1)."""

    text: str
    box: Box
    score: float

    def __repr__(self) -> str:
        """Show the place and the length, never the words."""
        return f"Line({len(self.text)} characters, {self.box})"


@dataclass(frozen=True, slots=True)
class Face:
    """A face in a picture, and how sure it is one (0 to 1)."""

    box: Box
    score: float


@dataclass(frozen=True, slots=True, repr=False)
class Spot:
    """A point on the globe, in degrees: north and east are positive."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        """Give it as one reads it, to about a kilometre: `43.62 N, 116.21 W`."""
        north, east = ("N", "S")[self.latitude < 0], ("E", "W")[self.longitude < 0]
        return f"{abs(self.latitude):.2f} {north}, {abs(self.longitude):.2f} {east}"

    def __repr__(self) -> str:
        """Show that there is a place, not which."""
        return "Spot(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Stored:
    """What a picture's file says beside the picture itself.

    `placed`: it names a place; `spot` is None where that could not be read. `taken` is `2026-03-02 14:05`. `words` are
    titles, comments and keywords. `kinds` names what is there (EXIF, XMP, IPTC …). `whole`: all of it could be read.
    """

    placed: bool = False
    spot: Spot | None = None
    device: str = ""
    taken: str = ""
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    whole: bool = True

    def __repr__(self) -> str:
        """Show which kinds there are, nothing of what they say."""
        return f"Stored({', '.join(self.kinds) or 'nothing'})"


@dataclass(frozen=True, slots=True, repr=False)
class PictureFinding(Finding):
    """A finding in a picture: the file, and the boxes that it speaks of.

    Without boxes it speaks of what is stored beside the picture. `start` and `end` are places in the words that were
    read, those in the picture first.
    """

    media: str = ""
    boxes: tuple[Box, ...] = ()

    @property
    def box(self) -> Box | None:
        """The smallest box around all of them."""
        return around(self.boxes)


@dataclass(frozen=True, slots=True)
class PictureReview(Review):
    """A picture read: its size, how many faces, how much it looks like a chat (0 to 1), and what was not looked at.

    `faces` and `chat` are None where nobody looked. `placed`: its file names a place. `unseen` is in
    words for a person.
    """

    width: int = 0
    height: int = 0
    faces: int | None = None
    chat: float | None = None
    placed: bool = False
    unseen: tuple[str, ...] = ()

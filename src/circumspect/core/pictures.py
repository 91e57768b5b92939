"""Words in a picture: in which order they are read, and whether they look like a chat. Open it to change either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from circumspect.domain.picture import Box, Line, around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# In heights of a line: how far apart two lines of one paragraph, or two pieces of one line, may stand.
_BELOW, _BESIDE, _INDENT = 0.9, 1.5, 1.2
_ALIKE = 0.6  # how much smaller one line may be than the next of its paragraph
_SAME_ROW = 0.5


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """Lines that belong together: a paragraph, a bubble of a chat."""

    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        """Show how many lines, never the words."""
        return f"Block({len(self.lines)} lines)"

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(line.text for line in self.lines)

    @property
    def box(self) -> Box:
        """The smallest box around it."""
        return around(tuple(line.box for line in self.lines)) or Box(0, 0, 0, 0)


def blocks(lines: Iterable[Line]) -> list[Block]:
    """Put lines together that continue one another, from top to bottom."""
    made: list[list[Line]] = []
    for line in _by_rows(lines):
        at_hand = [block for block in reversed(made) if _continues(block[-1].box, line.box)]
        if at_hand:
            at_hand[0].append(line)
        else:
            made.append([line])
    return [Block(tuple(block)) for block in made]


def _by_rows(lines: Iterable[Line]) -> list[Line]:
    """Order lines from top to bottom, those of one row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.box.y + one.box.h / 2):
        if rows and _shared(rows[-1][0].box, line.box) > _SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.box.x)]


def _shared(one: Box, other: Box) -> float:
    """Give how much of the lower of two boxes' heights they share, 0 to 1."""
    both = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0, both) / max(1, min(one.h, other.h))


def _continues(last: Box, here: Box) -> bool:
    """Say whether a line at `here` goes on with what ended at `last`: in the same row, or the next."""
    low, high = sorted((last.h, here.h))
    if low < _ALIKE * high:
        return False
    if _shared(last, here) > _SAME_ROW:
        return 0 <= here.x - last.right < _BESIDE * high
    near = -_SAME_ROW * low <= here.y - last.bottom < _BELOW * low
    middles = abs((last.x + last.right) - (here.x + here.right)) / 2
    return near and min(abs(last.x - here.x), abs(last.right - here.right), middles) < _INDENT * high


@dataclass(frozen=True, slots=True, repr=False)
class LaidOut:
    """All words of a picture as one text; `spans` says which stretch of it stands in which box."""

    text: str
    spans: tuple[tuple[int, int, Box], ...]

    def __repr__(self) -> str:
        """Show the length, never the words."""
        return f"LaidOut({len(self.text)} characters, {len(self.spans)} lines)"

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Give the boxes of the lines that text[start:end] touches; none for words beside the picture."""
        return tuple(box for low, high, box in self.spans if low < end and start < high)


def laid_out(found: Sequence[Block], beside: Sequence[str] = ()) -> LaidOut:
    """Make one text of blocks, a line each, and of the words stored beside the picture, after a blank line."""
    pieces: list[str] = []
    spans: list[tuple[int, int, Box]] = []
    at = 0
    for block in found:
        for number, line in enumerate(block.lines, 1):
            spans.append((at, at + len(line.text), line.box))
            pieces += [line.text, "\n" if number == len(block.lines) else " "]
            at += len(line.text) + 1
    return LaidOut("".join(pieces) + "".join(f"\n{words}\n" for words in beside), tuple(spans))


# --- chats ---

CHAT = 0.5  # from here on a picture is called a screenshot of a chat
_TIME = re.compile(r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\b)?", re.IGNORECASE)
_ONLY_TIME = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|today|yesterday)?[\s,]*"
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\.?)?\W*",
    re.IGNORECASE,
)
_CHROME = re.compile(
    r"\b(?:i?message|delivered|read \d|seen|typing|sms|last seen|active now|online|whatsapp|messenger|signal|today|"
    r"yesterday|type a message|send a message)\b",
    re.IGNORECASE,
)
_TOP, _FOOT = 0.1, 0.94  # the bars of a phone are above and below these shares of its height
_TALL, _TALLEST = 1.5, 2.6
_LEANS = 0.6  # the nearer margin of a bubble is at most this share of the other
_WIDEST = 0.85
_FEWEST = 3
_MIXED = 0.2
_SIDES, _ONE_SIDE, _TURNS, _SHAPE, _TIMES, _WORDS = 0.45, 0.25, 0.15, 0.15, 0.15, 0.1


def chat_likeness(found: Sequence[Block], width: int, height: int) -> float:
    """Say how much a picture looks like a screenshot of a chat, 0 to 1: bubbles left and right in turn, a phone, times.

    It looks at the layout alone. Columns are told from bubbles by standing side by side.
    """
    phone = _TALL <= height / max(1, width) <= _TALLEST
    bubbles = [block.box for block in found if _bubble(block, width, height, phone=phone)]
    sides = [side for box in bubbles if (side := _side(box, width))]
    left, right = sides.count("left"), sides.count("right")
    if len(sides) < _FEWEST or _side_by_side(bubbles, width) > _MIXED * len(sides):
        return 0.0
    turns = sum(one != other for one, other in pairwise(sides))
    everything = "\n".join(block.text for block in found)
    score = _SIDES if left and right else _ONE_SIDE
    score += _TURNS * min(1, turns / 3) + _SHAPE * phone
    score += _TIMES * min(1, len(_TIME.findall(everything)) / 2) + _WORDS * bool(_CHROME.search(everything))
    return round(score, 2)


def _bubble(block: Block, width: int, height: int, *, phone: bool) -> bool:
    """Say whether a block could be what somebody wrote: no bare time, no bar of the phone, not across the picture."""
    box = block.box
    in_bars = phone and (box.bottom < _TOP * height or box.y > _FOOT * height)
    return box.w < _WIDEST * width and not in_bars and not _ONLY_TIME.fullmatch(block.text.strip())


def _side(box: Box, width: int) -> str:
    """Say to which side of the picture a block leans; nothing for the middle."""
    before, after = box.x, max(0, width - box.right)
    if before < _LEANS * after:
        return "left"
    return "right" if after < _LEANS * before else ""


def _side_by_side(bubbles: Sequence[Box], width: int) -> int:
    """Count the blocks on the left that have one on the right beside them."""
    right = [box for box in bubbles if _side(box, width) == "right"]
    return sum(any(_shared(box, other) > _MIXED for other in right) for box in bubbles if _side(box, width) == "left")

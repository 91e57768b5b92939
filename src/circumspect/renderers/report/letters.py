"""Which characters a PDF can draw, and what stands in the place of others. Open it to change that.

The fonts of the wheel draw Latin, Greek, Cyrillic, Hebrew, Arabic and some more writings; no Chinese, Japanese, Korean,
Thai, and few emoji. A tagged PDF must hold no character without a letter, so typst refuses to make one.
"""

from __future__ import annotations

import re
import unicodedata

NO_LETTER = "\u25af"  # a narrow empty box
BREAK = "\u200b"  # draws nothing; a line may be broken there
# What the page itself is written with: quotation marks, dots, a box to tick, marks of what cannot be shown.
OURS = frozenset(["\u201c", "\u201d", "\u00b7", "\u2026", "\u2610", "\ufffd", NO_LETTER, BREAK])
# White space is drawn as a space: no font has all of it.
_NEWLINE = re.compile("\r\n?|[\u2028\u2029\x0b\x0c]")
_WIDE = re.compile("[\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WORD = 30
_JOINS = re.compile("[\u200c-\u200f\u2060\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG, _PART = "REGIONAL INDICATOR SYMBOL LETTER ", "EMOJI COMPONENT "


def even(words: str) -> str:
    """Give words with one kind of line end and of white space, and letters and their marks put together."""
    return unicodedata.normalize("NFC", _WIDE.sub(" ", _NEWLINE.sub("\n", words)))


class Letters:
    """Gives words of a page so that each character of them can be drawn.

    `asked`: the characters that a font may lack, alone and with the marks that stand on them. `drawable`: those of them
    that can be drawn; whoever makes the PDF finds out and sets it. `undrawn`: how many stand as NO_LETTER.
    """

    def __init__(self, page: str) -> None:
        """Take the whole page, since each character is asked for once."""
        even_page = even(page)
        marks = re.escape("".join(one for one in set(even_page) if _joins(one)))
        self._unusual = re.compile(f"[^\n\t -~][{marks}]*|[!-~][{marks}]+" if marks else "[^\n\t -~]")
        self._long = re.compile(rf"[^\s{BREAK}]{{{_WORD}}}(?=[^\s{BREAK}{marks}])")
        found = frozenset(self._unusual.findall(even_page))
        self.asked = found | {char for one in found for char in one if char > "~"}
        self.drawable = OURS
        self.undrawn = 0

    def draw(self, words: str) -> str:
        """Give words: an emoji by its name, another sign that cannot be drawn as NO_LETTER, long words breakable."""
        shown = self._unusual.sub(self._instead, even(words))
        return self._long.sub(rf"\g<0>{BREAK}", shown)

    def _instead(self, found: re.Match[str]) -> str:
        base = found[0][0]
        if found[0] in self.drawable and all(char <= "~" or char in self.drawable for char in found[0]):
            return found[0]
        if base <= "~" or (base in self.drawable and unicodedata.category(base)[0] != "M"):
            return base
        if unicodedata.category(base) in ("Cf", "Sk"):  # joins or colours what stands before it
            return ""
        name = unicodedata.name(base, "")
        if name and unicodedata.category(base) == "So":
            return f"[{name.removeprefix(_FLAG).removeprefix(_PART).lower()}]"
        self.undrawn += 1
        return NO_LETTER


def alone(character: str) -> bool:
    """Say whether a character is drawn alike whatever stands beside it: Latin, Greek and Cyrillic letters, no marks."""
    return len(character) == 1 and character < "\u0530" and not _joins(character)


def _joins(char: str) -> bool:
    """Say whether a character belongs to the one before it: a mark on it, a colour of it, a link to the next."""
    return unicodedata.category(char)[0] == "M" or bool(_JOINS.match(char))

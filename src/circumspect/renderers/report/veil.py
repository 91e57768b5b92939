"""Words on a page: escaped, tamed, and blanked out unless they may be shown. Open it to change what a reader may see.

What is blanked out is not in the file: each character but white space becomes a block of its own, and only lengths
are told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from circumspect.renderers._kit import tame

_ENOUGH = 300
_BEFORE, _AFTER = 140, 220
_WORD = re.compile(r"\S")
# A backslash is refused: browsers and Python disagree on which site such an address leads to.
_WEB = re.compile(r"https?://[^\s\\]+")


def plain(words: str) -> str:
    """Give our own words as markup: escaped, with a visible mark for each character that cannot be drawn."""
    return escape(tame(words))


@dataclass(frozen=True, slots=True)
class Veil:
    """Shows a person's words where `reveal` is set, else only how long they are."""

    reveal: bool

    def words(self, words: str) -> str:
        """Give a person's words as markup, cut after 300 characters, kept from turning the text around them."""
        cut = words if len(words) <= _ENOUGH else words[: _ENOUGH - 1] + "…"
        return f"<bdi>{plain(cut)}</bdi>" if self.reveal else blank(cut)

    def excerpt(self, text: str, start: int | None, end: int | None) -> str:
        """Give the stretch of a text around text[start:end], with that marked; else the beginning of the text."""
        if start is None or end is None or not 0 <= start <= end <= len(text):
            return self.words(text)
        first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
        marked = text[start : min(end, start + _ENOUGH)]
        show = plain if self.reveal else _blocks
        before, after = "…" if first else "", "…" if last < len(text) else ""
        behind = show(text[start + len(marked) : last])
        shown = f"{before}{show(text[first:start])}<mark>{show(marked)}</mark>{behind}{after}"
        return f"<bdi>{shown}</bdi>" if self.reveal else _blanked(shown, last - first)

    def link(self, address: str) -> str:
        """Give a link that says which site it opens; "" where nothing may be shown or it is no web address."""
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            return ""
        if not self.reveal or not host or not _WEB.fullmatch(address):
            return ""
        return f'<a href="{plain(address)}" rel="noopener noreferrer">Open on {plain(host)}</a>'


def blank(words: str) -> str:
    """Give blocks in the place of words, and say to those who listen how long they were."""
    return _blanked(_blocks(words), len(words))


def _blanked(blocks: str, long: int) -> str:
    return f'<span class="blank" role="img" aria-label="blanked out, {long} characters">{blocks}</span>'


def _blocks(words: str) -> str:
    return _WORD.sub("█", tame(words))

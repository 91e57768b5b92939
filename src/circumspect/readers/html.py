"""HTML files. Open it to change which parts of a page are read.

Text keeps its place in the file; tags become nothing, block tags a line's end, scripts and styles blank.
"""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from circumspect.readers import _kit

if TYPE_CHECKING:
    from circumspect.domain.document import Document

SUFFIXES = (".html", ".htm", ".xhtml")

# Ends a line for the reader, and adds none to the file.
_LINE = "\u2028"
_SILENT = frozenset({"script", "style", "template"})
_BLOCKS = frozenset([
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header",
    "footer", "main", "aside", "blockquote", "tr", "td", "th", "table", "hr", "figure", "figcaption", "title",
    "option",
])  # fmt: skip


def read(text: str, place: _kit.Place) -> Document:
    """Give the document, as long as the file, with markup masked."""
    page = _Page(text)
    page.feed(text)
    page.close()
    return _kit.document("".join(page.chars), place)


class _Page(HTMLParser):
    """Collects what a reader would see, each character at its place."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.chars = [c if c == "\n" else _kit.NOTHING for c in text]
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._silent = 0

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _put(self, words: str, length: int) -> None:
        at = self._at()
        if not self._silent:
            for offset, char in enumerate(words[:length]):
                if at + offset < len(self.chars) and self.chars[at + offset] != "\n":
                    self.chars[at + offset] = char

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Enter a silent part, or end a line."""
        if tag in _BLOCKS:
            self._put(_LINE, 1)
        if tag in _SILENT:
            self._silent += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """End a line at <br/>."""
        if tag in _BLOCKS:
            self._put(_LINE, 1)

    def handle_endtag(self, tag: str) -> None:
        """Leave a silent part, or end a line."""
        if tag in _SILENT and self._silent:
            self._silent -= 1
        if tag in _BLOCKS:
            self._put(_LINE, 1)

    def handle_data(self, data: str) -> None:
        """Keep text at its place."""
        self._put(data, len(data))

    def handle_entityref(self, name: str) -> None:
        """Put the character for &name;."""
        self._put(unescape(f"&{name};")[:1], 1)

    def handle_charref(self, name: str) -> None:
        """Put the character for &#number;."""
        self._put(unescape(f"&#{name};")[:1], 1)

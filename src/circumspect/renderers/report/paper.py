"""The page of a report as a tree of plain values, for `paper.typ` to draw. Open it when the page gets a new tag.

A node has a tag `t`, a class `c`, children `k`; strings are words, as they are shown. What only a screen can use is
left out, and a tag that paper does not know is an error: what the page tells must not get lost on the way.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from circumspect.renderers.report.letters import BREAK

if TYPE_CHECKING:
    from circumspect.renderers.report.letters import Letters

Node = dict[str, Any]

_LEFT_OUT = frozenset({"head", "skip", "patterns", "screen"})
_VOID = frozenset({"circle", "meta", "rect"})
# Of these, only what stands in them is drawn.
_THROUGH = frozenset({"html", "body", "main", "header", "section", "details", "div", "tbody"})
_HOLDS_NODES = frozenset({"nav", "ol", "rect", "svg", "table", "thead", "tr", "ul"})
_HOLDS_WORDS = frozenset(
    {"a", "b", "bdi", "caption", "code", "desc", "h1", "h2", "h3", "li", "mark", "p", "small", "span", "summary", "td"}
    | {"text", "th", "time", "title"}
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_FIGURES = ("x", "y", "width", "height")
# As many entries make a file of some 600 pages; setting more takes too much memory.
MOST_ENTRIES = 6000
# No more of an address is shown; programs that show a PDF do not open a longer one.
_SHOWN, _OPENED = 200, 2000
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"
# An entry with no more characters and lines stands on one page as a whole.
_LONG, _LINES = 2500, 25
_ENDS = re.compile(r"(?<=[/?&=._-])(?=\w)")
_EMPTY_LINES = re.compile(r"\n\s*\n")
_SPACE = re.compile("[ \t\n]+")


class Paper(HTMLParser):
    """Reads our own page: feed it, close it, take `root`."""

    def __init__(self, letters: Letters) -> None:
        """Begin an empty tree, whose words are drawn with these letters."""
        super().__init__()
        self.root: Node = {"t": "body", "k": []}
        self._letters = letters
        self._open = [self.root]
        self._left_out = 0
        self._section = self._kind = ""
        self._depth = 1
        self._said = self._lines = 0
        self._entries = self._cut = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a node, unless it is left out or only holds others."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("class", "").partition(" ")[0]
        if self._left_out or {tag, name} & _LEFT_OUT or name == "blank" or self._too_many(tag):
            if name == "blank" and not self._left_out:
                self._open[-1]["k"].append({"t": "blank", "k": [given["aria-label"]]})
            self._left_out += tag not in _VOID
        elif tag in _THROUGH:
            self._section = given.get("id", self._section)
            self._kind = given.get("class", "").rpartition(" ")[2]
            self._open.append(self._open[-1])
        elif tag in _HOLDS_WORDS or tag in _HOLDS_NODES:
            node = {"t": tag, "c": name, "k": [], **self._told(tag, given)}
            self._open[-1]["k"].append(node)
            if tag not in _VOID:
                self._open.append(node)
        elif tag not in _VOID:
            raise LookupError(f"paper.typ does not know <{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag that closes itself."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close a node."""
        if self._left_out:
            self._left_out -= 1
            return
        node = self._open.pop()
        if tag == "li":
            said, lines = node.pop("from")
            node["whole"] = self._said - said <= _LONG and self._lines - lines <= _LINES
        if tag == "ol" and self._cut:
            more = f"And {self._cut:,} more: circumspect audit export writes the whole list."
            self._open[-1]["k"].append({"t": "p", "c": "", "k": [more]})
            self._cut = 0

    def handle_data(self, data: str) -> None:
        """Take words; where they are somebody's text, line by line."""
        if self._left_out:
            return
        node = self._open[-1]
        if any(one["t"] == "p" and one["c"] == "text" for one in self._open):
            lines = _EMPTY_LINES.sub("\n\n", self._letters.draw(data)).split("\n")
        elif node["t"] in _HOLDS_WORDS:
            lines = [_SPACE.sub(" ", self._letters.draw(data))]
        else:
            return
        for number, line in enumerate(lines):
            node["k"] += [*([{"t": "br", "k": []}] if number else []), line]
        self._said += sum(map(len, lines))
        self._lines += len(lines) - 1

    def _too_many(self, tag: str) -> bool:
        """Count the entries of lists; say whether this is one that goes beyond what fits on paper."""
        if tag != "li" or self._open[-1]["t"] != "ol":
            return False
        self._entries += 1
        self._cut += self._entries > MOST_ENTRIES
        return self._entries > MOST_ENTRIES

    def _told(self, tag: str, given: dict[str, str]) -> Node:
        """Give what a node tells beside its words: depth, place, where a link leads."""
        if tag in _HEADINGS or tag == "summary":
            deep = _HEADINGS.get(tag, self._depth + 1)
            self._depth = self._depth if tag == "summary" else deep
            return {"deep": deep, "id": self._section if tag == "h2" else "", "kind": self._kind}
        if tag == "li":
            return {"from": (self._said, self._lines)}
        if tag == "a":
            return _leads(given["href"], self._letters)
        if tag in ("svg", "rect", "text"):
            return {name: float(given[name].rstrip("%")) for name in _FIGURES if name in given}
        return {}


def _leads(address: str, letters: Letters) -> Node:
    """Say where a link leads: to a section, or to an address and how much of it is shown."""
    if address.startswith("#"):
        return {"to": address[1:], "shown": ""}
    shown = address if len(address) <= _SHOWN else address[:_SHOWN] + "…"
    opened = quote(address, safe=_IN_ADDRESSES)
    return {"to": opened if len(opened) <= _OPENED else "", "shown": letters.draw(_ENDS.sub(BREAK, shown))}

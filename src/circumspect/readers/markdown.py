"""Markdown files. Open it to change which markup is skipped.

Code, link targets, HTML and emphasis marks are masked; what readers would see is kept, at its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circumspect.readers import _kit

if TYPE_CHECKING:
    from circumspect.domain.document import Document

SUFFIXES = (".md", ".markdown", ".mdx")

_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_TARGET = re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)|(?<=\])\[[^\]\n]*\]")
_SIGNS = re.compile(
    r"^[ ]{0,3}#{1,6}[ ]|^[ ]{0,3}>[ ]?|^[ ]*(?:[-*+]|\d{1,9}[.)])[ ]|!?\[|\]|[*_~]{1,3}|\\(?=[^\w\s])", re.MULTILINE
)
_HTML = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)


def read(text: str, place: _kit.Place) -> Document:
    """Give the document, as long as the file, with markup masked."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - half the start-up time of a run without Markdown

    place, body = _kit.split_front_matter(text, place)
    flat = body.replace("\r\n", " \n").replace("\r", "\n")  # as the parser counts lines
    starts = [0]
    for line in flat.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    blocks = [
        (starts[token.map[0]], min(starts[token.map[1]], len(body)))
        for token in MarkdownIt("commonmark").parse(flat)
        if token.type in ("fence", "code_block") and token.map
    ]
    body = _kit.masked(body, blocks, sign=" ")
    body = _kit.masked(body, [m.span() for m in _HTML.finditer(body)])
    body = _kit.masked(body, [m.span() for m in _CODE.finditer(body)], sign=" ")
    body = _kit.masked(body, [m.span() for m in _TARGET.finditer(body)])
    signs = [m.span() for m in _SIGNS.finditer(body) if not _inside_word(body, m)]
    return _kit.document(_kit.masked(body, signs), place)


def _inside_word(text: str, found: re.Match[str]) -> bool:
    """Leave the underscore of a @user_name alone."""
    if "_" not in found.group():
        return False
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return before.isalnum() and after.isalnum()

"""Sentences, clauses, paragraphs, quotations. Open it to change where one ends.

All positions are in folded text. Nothing here looks past the end of a sentence, so that text added after a
document changes nothing before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

Span = tuple[int, int]

_END = re.compile(r"[.!?\u2026]+[\"')\]]*(?=\s|$)|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:dr|mr|mrs|ms|mx|st|vs|prof|jr|sr|inc|no|ph|dept|est|approx|rev|(?:[a-z]\.){0,3}[a-z]|e\.g|i\.e|a\.m|p\.m|u\.s|ph\.d|psy\.d)\.$"
)
_CLAUSE = re.compile(
    r";|:\s| - |--|\bbut\b|\balthough\b|\bthough\b|\bhowever\b|\byet\b|\bunless\b|\bexcept\b|\banyway\b"
)
_PARAGRAPH = re.compile(r"\n[ ]*\n+")
_WORD = re.compile(r"\w[\w']*")
_LONGEST_QUOTE = 1200


def sentences(text: str) -> list[Span]:
    """Split into sentences; every character that is not white space belongs to exactly one."""
    spans: list[Span] = []
    start = 0
    for mark in _END.finditer(text):
        if mark.group()[0] == "." and _ABBREVIATION.search(text[max(start, mark.start() - 8) : mark.start() + 1]):
            continue
        if text[start : mark.end()].strip():
            spans.append((start, mark.end()))
        start = mark.end()
    if text[start:].strip() or not spans:
        spans.append((start, len(text)))
    return spans


def paragraphs(text: str) -> list[Span]:
    """Split at blank lines."""
    spans: list[Span] = []
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(text)))
    return spans


def quotations(text: str) -> list[Span]:
    """Find stretches between double quotation marks that open and close in one paragraph, marks included."""
    found: list[Span] = []
    if '"' not in text:
        return found
    for start, end in paragraphs(text):
        opened = -1
        for at in (m.start() for m in re.finditer('"', text[start:end])):
            here = start + at
            if opened < 0:
                opened = here
            elif here - opened <= _LONGEST_QUOTE:
                found.append((opened, here + 1))
                opened = -1
            else:
                opened = here
    return found


def covering(spans: list[Span], at: int) -> Span:
    """Give the span of a sorted list that holds position `at`, or the last one before it."""
    index = max(0, bisect_right(spans, at, key=lambda s: s[0]) - 1)
    return spans[index]


def clause_start(text: str, start: int, at: int) -> int:
    """Give where the clause that holds `at` begins, in the sentence that begins at `start`."""
    begin = start
    for mark in _CLAUSE.finditer(text, start, at):
        begin = mark.end()
    return begin


def count_words(text: str, start: int, end: int) -> int:
    """Count the words in text[start:end]."""
    return sum(1 for _ in _WORD.finditer(text, start, end))

"""The [[marks]] in examples. Open it to change how a rule author underlines words."""

from __future__ import annotations

import re

_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


def unmark(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Take the marks out; give the plain text and the code point spans they stood around."""
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    at = length = 0
    for found in _MARK.finditer(text):
        before = text[at : found.start()]
        plain += [before, found.group(1)]
        length += len(before)
        spans.append((length, length + len(found.group(1))))
        length += len(found.group(1))
        at = found.end()
    plain.append(text[at:])
    return "".join(plain), tuple(spans)

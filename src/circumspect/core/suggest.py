"""Edits that would mend a finding. Open it to change what is offered instead.

Nothing here invents words: a sentence is dropped, a wording of the rule's own or of the profile is put in.
The reviewer reads the edited text again and offers it only when the finding is gone and nothing new has come.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circumspect.domain.finding import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.core.reading import Reading, Span
    from circumspect.domain.rule import Edit

_BLANK = re.compile(r"\{(phone|site|disclaimer|crisis_line)\}")
_SPACES = re.compile(r"[^\S\n]+$")
_NOTES = {
    "drop": "Leave this sentence out.",
    "replace": "Say this instead.",
    "append": "Add this line.",
}


def candidates(edits: tuple[Edit, ...], span: Span | None, reading: Reading) -> Iterator[Suggestion]:
    """Give each edit applied to the document, in the rule's order; `span` is in folded positions."""
    for edit in edits:
        wording = _filled(edit.text, reading)
        if wording is None or (edit.what != "drop" and not wording):
            continue
        made = _append(wording, reading) if edit.what == "append" else _put(edit, wording, span, reading)
        if made is not None and re.search(r"\w", made.text):
            yield made


def _filled(text: str, reading: Reading) -> str | None:
    """Fill placeholders from the profile; None when the profile lacks one."""
    profile, ruleset = reading.profile, reading.ruleset
    values = {
        "phone": profile.practice.phone,
        "site": profile.practice.site,
        "disclaimer": profile.disclaimer or ruleset.disclaimers.get("default", ""),
        "crisis_line": ruleset.crisis_lines.get(profile.crisis_country, ""),
    }
    if any(not values[name] for name in _BLANK.findall(text)):
        return None
    return _BLANK.sub(lambda m: values[m.group(1)], text)


def _append(wording: str, reading: Reading) -> Suggestion:
    text = reading.document.text
    body = text.rstrip()
    joint = "\n\n" if "\n" in body or len(body) > 200 else " "  # noqa: PLR2004 - a long post gets a line of its own
    return Suggestion(len(body), len(text), joint + wording, body + joint + wording, _NOTES["append"])


def _put(edit: Edit, wording: str, span: Span | None, reading: Reading) -> Suggestion | None:
    """Drop or replace the sentence, the finding or the whole text."""
    text = reading.document.text
    if span is None or edit.where == "text":
        return Suggestion(0, len(text), wording, wording, _NOTES[edit.what]) if edit.where == "text" else None
    first = reading.sentence(span[0])
    last = reading.sentence(max(span[1] - 1, span[0]))
    chosen = span if edit.where == "match" else (first[0], max(last[1], span[1]))
    start, end = reading.folded.original(*chosen)
    while start < end and text[start].isspace():
        start += 1
    before, after = text[:start], text[end:]
    if wording:
        return Suggestion(start, end, wording, before + wording + after, _NOTES[edit.what])
    before, after = _SPACES.sub("", before), after.lstrip(" ")
    joint = " " if before and after and not before.endswith("\n") and not after.startswith("\n") else ""
    kept = before + joint + after
    return Suggestion(len(before), len(text) - len(after), joint, kept.strip("\n"), _NOTES["drop"])

"""What places in an answer are counted in. Open it to change how offsets are asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from circumspect.core.offsets import Utf16


class Offsets(StrEnum):
    """What places in a text are counted in."""

    CODE_POINTS = "code_points"
    UTF16 = "utf16"


def in_utf16(contract: dict[str, Any], text: str) -> dict[str, Any]:
    """Give an answer of the review contract with every place in UTF-16 units."""
    units = Utf16(text)

    def moved(place: dict[str, Any]) -> dict[str, Any]:
        return {**place, **{end: units.of(place[end]) for end in ("start", "end") if place[end] is not None}}

    findings = [
        {
            **moved(finding),
            "suggestion": finding["suggestion"] and moved(finding["suggestion"]),
            "telling": [moved(trait) for trait in finding["telling"]],
        }
        for finding in contract["findings"]
    ]
    return {**contract, "findings": findings}

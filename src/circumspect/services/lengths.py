"""How long a text may be on each platform. Open it to change how templates/lengths.yaml is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from circumspect.domain.ethics_code import Confidence
from circumspect.rulebook.yaml_lines import read

_FILE = Path(__file__).resolve().parent.parent / "templates" / "lengths.yaml"


@dataclass(frozen=True, slots=True)
class Length:
    """The longest text that a platform takes, how it counts, and how sure we are of it."""

    id: str
    name: str
    limit: int
    counts: str
    confidence: Confidence
    checked: str
    source: str


@cache
def lengths() -> tuple[Length, ...]:
    """Give the limits of all platforms that we know, in the order of the file."""
    rows: Any = read(_FILE, f"templates/{_FILE.name}").value
    return tuple(Length(**{**row, "confidence": Confidence(row["confidence"])}) for row in rows)

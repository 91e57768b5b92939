"""What commands share: numbers with their nouns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from circumspect.surfaces.cli import _kit

CLI = Path(_kit.__file__).parent
# A number in a message with a plural that is always one: f"{n} accounts".
ALWAYS_PLURAL = re.compile(
    r"\{[^{}]*(?:len\(|:,)[^{}]*\} "
    r"(?:accounts|entries|clients|people|rows|rules|texts|findings|problems|files|examples|couples|minors)\b"
)


@pytest.mark.parametrize(
    ("number", "nouns", "says"),
    [
        (0, ("account",), "0 accounts"), (1, ("account",), "1 account"), (2, ("account",), "2 accounts"),
        (1, ("entry", "entries"), "1 entry"), (1_000, ("person", "people"), "1,000 people"),
    ],
)  # fmt: skip
def test_a_number_agrees_with_its_noun(number: int, nouns: tuple[str, ...], says: str) -> None:
    """One of a kind is singular; none and many are plural; thousands are set apart."""
    assert _kit.count(number, *nouns) == says


def test_no_command_writes_a_plural_by_hand() -> None:
    """A count before a plural noun goes through `count`, so that nobody reads "1 accounts"."""
    found = [
        f"{path.name}: {match.group()}"
        for path in sorted(CLI.glob("*.py"))
        for match in ALWAYS_PLURAL.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found

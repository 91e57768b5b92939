"""What is known of people's names in general: how often they occur, what they are short for, what is not a name.

Open it to see what linkage knows before it has seen anybody. The tables are of packs/names; nobody's own name is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, repr=False)
class NameTables:
    """Names as small ASCII letters without accents, signs or spaces, and what is known of them.

    `surnames`, `given`: people of that name in a million (a name that is missing is rarer than any there).
    `nicknames`: for a given name, the names it goes with and how usual that is, from 1 (usual) down to 0.3 (rare). Both
    directions are there; chains are not: `bill` leads to `william`, `william` to `liam`, and `bill` not to `liam`.
    `surname_variants`: the same for other spellings of a family name, and for particles (`saint`, `st`).
    `words`: by kind (`titles`, `suffixes`, `particles`, `fillers`, `kin`), what stands beside a name and is none.
    """

    surnames: Mapping[str, float]
    given: Mapping[str, float]
    nicknames: Mapping[str, Mapping[str, float]]
    surname_variants: Mapping[str, Mapping[str, float]]
    words: Mapping[str, frozenset[str]]

    def __repr__(self) -> str:
        """Show how many there are."""
        return f"NameTables({len(self.surnames)} surnames, {len(self.given)} given names)"

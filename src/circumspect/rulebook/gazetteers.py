"""Name and place lists. Open it to change how packs/gazetteers is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.core.ruleset import Gazetteers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def load_gazetteers(roots: Sequence[Path]) -> Gazetteers:
    """Read the name and place lists."""

    def lines(name: str) -> list[str]:
        found: list[str] = []
        for root in roots:
            path = root / "gazetteers" / name
            if path.exists():
                text = path.read_text(encoding="utf-8")
                found += [line for line in text.split("\n") if line and line[0] != "#"]
        return found

    def places(name: str) -> dict[str, str]:
        return {parts[0]: parts[1] for parts in (line.split("\t") for line in lines(name)) if len(parts) > 1}

    return Gazetteers(
        given=frozenset(lines("given-names.txt")),
        ambiguous_given=frozenset(lines("ambiguous-names.txt")),
        surnames=frozenset(lines("surnames.txt")),
        places=places("places.txt"),
        ambiguous_places=places("ambiguous-places.txt"),
        public_figures=frozenset(lines("public-figures.txt")),
        credentials=frozenset(lines("credentials.txt")),
        not_names=frozenset(lines("not-names.txt")),
    )

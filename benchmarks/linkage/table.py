"""Tables and kept figures of the linkage benchmarks. Open it to change how results are printed or kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "linkage"


def share(some: float, of: float, digits: int = 1) -> str:
    """Give a share in percent, or a dash where there is nothing to share."""
    return f"{100 * some / of:.{digits}f} %" if of else "–"  # noqa: RUF001 - a dash


def markdown(title: str, head: list[str], lines: list[list[str]]) -> str:
    """Give a Markdown table under its title."""
    body = [head, ["---"] * len(head), *lines]
    return f"\n## {title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in body)


def keep(name: str, figures: Any) -> Path:  # noqa: ANN401 - whatever JSON can hold
    """Keep figures as JSON in build/linkage/ and give the path."""
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{name}.json"
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path

"""Draw the pictures of the README from what the program really prints. Open it when the terminal answer has changed.

docs/images/check.svg is `circumspect check` on examples/november/04-a-hard-day.md, in colour; no font is loaded from
anywhere.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
SHOWN = sys.argv[1:] or ["examples/november/04-a-hard-day.md"]
WIDTH = 92


# Some viewers drop spaces at the start of a piece of text: the piece is moved instead.
_SPACED = re.compile(r' x="([\d.]+)" (y="[\d.]+") textLength="([\d.]+)"([^>]*)>((?:&#160;)+)(?=[^<&\s]|&#x)')
_CELL = 12.2


def _shifted(found: re.Match[str]) -> str:
    cells = found.group(5).count("&")
    start, length = float(found.group(1)) + cells * _CELL, float(found.group(3)) - cells * _CELL
    return f' x="{start:.1f}" {found.group(2)} textLength="{length:.1f}"{found.group(4)}>'


def main() -> int:
    """Write docs/images/check.svg."""
    command = [sys.executable, "-m", "circumspect", "check", *SHOWN]
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    console = Console(record=True, width=WIDTH + 2, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ circumspect check {' '.join(SHOWN)}\n{made.stdout.rstrip()}"))
    drawn = console.export_svg(title="circumspect", unique_id="circumspect")
    drawn = re.sub(r"@font-face \{.*?\}\n?", "", drawn, flags=re.DOTALL)
    drawn = _SPACED.sub(_shifted, drawn)
    drawn = drawn.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")
    target = ROOT / "docs/images/check.svg"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(line.rstrip() for line in drawn.splitlines()) + "\n", encoding="utf-8")
    print(target.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())

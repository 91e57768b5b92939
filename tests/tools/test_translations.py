"""Every string of the desk's pages is translated, with the same places for numbers and names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).parents[2] / "tools" / "translations.py"


def test_nothing_is_left_untranslated() -> None:
    """Words that were added or changed are gathered, translated and compiled."""
    said = subprocess.run([sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False)  # noqa: S603
    assert said.returncode == 0, said.stdout

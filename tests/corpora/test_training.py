"""The training corpus: every row is whole, none repeats another, none comes close to the measuring set."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_training_corpus_is_whole_and_keeps_away_from_the_measuring_set() -> None:
    """`tools/corpus.py check` finds no problem in at least 8,000 rows, and knows the measuring set's runs."""
    assert (ROOT / "training/measured.txt").stat().st_size > 100_000
    command = [sys.executable, str(ROOT / "tools/corpus.py"), "check"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    summary = next(line for line in answer.stdout.splitlines() if " rows, " in line)
    assert int(summary.split()[0]) >= 8_000
    assert summary.endswith(", 0 problems"), answer.stdout[:2000]
    assert answer.returncode == 0

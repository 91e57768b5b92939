"""Pin and hash the requirement files, without index addresses. Open it when a dependency is added or raised.

Needs uv (`pip install uv`). torch is never resolved here.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
FLAGS = [
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
    "--no-header", "--no-annotate", "--quiet",
]  # fmt: skip


def main() -> int:
    """Write requirements/*.txt from requirements/*.in; dev and bench agree with run."""
    for name, constraint in (
        ("build", None),
        ("run", None),
        ("dev", "run"),
        ("bench", None),
        ("train", None),
        ("linkage", None),
        ("pictures", "run"),
        ("documents", "run"),
        ("batch", "run"),
        ("spark", "run"),
    ):
        command = ["uv", "pip", "compile", *FLAGS, str(FOLDER / f"{name}.in"), "-o", str(FOLDER / f"{name}.txt")]
        if constraint:
            command += ["-c", str(FOLDER / f"{constraint}.txt")]
        subprocess.run(command, check=True)  # noqa: S603 - fixed arguments
        print(f"requirements/{name}.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())

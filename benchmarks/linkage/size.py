"""How long 500 clients and 50,000 accounts take, beside Splink on the same. Open it before you claim speed or memory.

Each in its own process, on one core; ours three times, the middle one counts. Splink is given its usual recipe for
linking two tables on given and family name, which the first and last word shown stand for.

    LINKAGE_PEERS=build/linkage-venv/bin/python PYTHONPATH=src .venv/bin/python benchmarks/linkage/size.py
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from febrl import HERE, done, peers
from people import make
from table import OUT, keep, markdown

if TYPE_CHECKING:
    from circumspect.domain.roster import Client
    from circumspect.domain.screening import Request

CLIENTS = 500
ACCOUNTS = 50_000
SEED = 4
ROUNDS = 3


def ours(path: Path) -> dict[str, float] | None:
    """Screen in a process of its own, three times, and give the run in the middle; nothing where it fails."""
    runs: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        command = [sys.executable, str(HERE / "handles_bench.py"), "--worker", "ours", str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
        if run.returncode:
            print(f"circumspect is left out: {(run.stderr.strip().splitlines() or ['no reason given'])[-1]}")
            return None
        runs.append(json.loads(run.stdout.splitlines()[-1]))
    return sorted(runs, key=lambda one: one["seconds"])[ROUNDS // 2]


def splink(folder: Path, clients: list[Client], requests: list[Request]) -> dict[str, Any] | None:
    """Link with Splink in a process of its own; nothing, and a line, where it is not installed."""
    python = peers()
    if not python:
        print("Splink is left out: its environment is missing (requirements/linkage.txt, LINKAGE_PEERS).")
        return None
    named = [name for one in clients for name in (one.name, *(relative.name for relative in one.household))]
    asked = {
        "roster": [(given.lower(), name.family.lower()) for name in named for given in (name.given, *name.also)],
        "accounts": [(one.handle, one.display) for one in requests],
    }
    path, out = folder / "asked.json", folder / "out.json"
    path.write_text(json.dumps(asked), encoding="utf-8")
    return done([python, str(HERE / "peers.py"), "size", str(path), str(out)], out, "Splink")


def main() -> None:
    """Run both and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clients, requests, _ = make(SEED, CLIENTS, ACCOUNTS)
        path = folder / "town"
        path.write_bytes(pickle.dumps((clients, requests)))
        runs = {"circumspect": ours(path), "Splink 5": splink(folder, clients, requests)}
    base = runs["circumspect"]
    lines = [
        [
            method,
            f"{run['seconds']:.1f}",
            f"{run['peak_mb']:.0f}",
            f"{run['seconds'] / base['seconds']:.1f}" if base else "–",  # noqa: RUF001 - a dash
        ]
        for method, run in runs.items()
        if run
    ]
    print(markdown(f"{CLIENTS} clients, {ACCOUNTS:,} accounts, one core", ["", "s", "peak MB", "times ours"], lines))
    keep("size", {"clients": CLIENTS, "accounts": ACCOUNTS, "runs": runs})
    print(f"\nKept in {OUT}.")


if __name__ == "__main__":
    main()

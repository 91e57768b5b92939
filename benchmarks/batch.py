"""What a million posts cost, by each way to run the batch review. Open it before you claim anything about scale.

    python benchmarks/batch.py --rows 20000                    rules alone
    python benchmarks/batch.py --rows 600 --trained            with the trained reader
    python benchmarks/batch.py --rows 100000 --stream mixed --ways "processes 2 by 97" "spark local[2] in 3"

Read are the texts of the corpora in the repository, over and over in an order by a seed: ordinary posts that break no
rule, and all texts, of which a third break one. Each way runs once in a process of its own. Reported are rows a second
by the clock, seconds of processor time for a thousand rows, the start included, and the most memory that one process
held. On a machine that others use, processor time is the figure to trust. The answers of all ways are compared; "by"
is how many rows `batch review` keeps together, "in" into how many partitions Spark shuffles them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from circumspect.surfaces.batch import review

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
ORDINARY, CORPUS = ROOT / "tests/corpora/ordinary", ROOT / "training/corpus"
DAY = date(2026, 11, 22)
MILLION = 1_000_000
STREAMS = ("ordinary", "mixed")
WAYS = ("loop", "processes 1", "processes 2", "spark local[2] in 8")
# Runs a command and says what it and all that it left behind used. Spark's own processes end without telling theirs, so
# that all below us are looked at again and again.
WATCH = """
import ctypes, os, resource, subprocess, sys, threading
from pathlib import Path
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER, on Linux
used, stopped = {}, threading.Event()
def look():
    parents, times = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)], times[int(path.parent.name)] = int(rest[1]), int(rest[11]) + int(rest[12])
    for pid, ticks in times.items():
        above = pid
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid() != pid:
            used[pid] = ticks / os.sysconf("SC_CLK_TCK")
def watch():
    while not stopped.wait(0.2):
        look()
watching = threading.Thread(target=watch)
watching.start()
done = subprocess.run(sys.argv[1:], stdout=2)
try:
    while True:
        os.wait()
except ChildProcessError:
    stopped.set()
watching.join()
told = resource.getrusage(resource.RUSAGE_CHILDREN)
print(max(told.ru_utime + told.ru_stime, sum(used.values())), told.ru_maxrss)
sys.exit(done.returncode > 1)
"""
COLUMNS = ("text", "surface", "account", "in_reply_to")


def posts(stream: str, rows: int) -> pa.Table:
    """Give `rows` posts of a stream, `ordinary` or `mixed`."""
    paths = sorted(ORDINARY.glob("*.jsonl")) + (sorted(CORPUS.glob("*.jsonl")) if stream == "mixed" else [])
    found = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]
    random.Random(5).shuffle(found)  # noqa: S311 - an order, not a secret
    taken = [found[i % len(found)] for i in range(rows)]
    held = {name: pa.array([row.get(name) for row in taken], pa.string()) for name in COLUMNS}
    return pa.table({"id": pa.array(range(rows)), **held})


def loop(source: Path, target: Path, *, rules_only: bool) -> None:
    """Review in one process, a row at a time: the plain loop that the other ways are measured against."""
    terms = review.terms_for(review.Asked(None, rules_only, DAY, DAY))
    rows = pq.read_table(source).to_batches(max_chunksize=1)
    pq.write_table(pa.Table.from_batches([review.review_batch(row, terms) for row in rows]), target)


def spark(source: Path, target: Path, partitions: int, *, rules_only: bool) -> None:
    """Review with Spark on two cores of this machine."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only where it is installed

    from circumspect.surfaces.batch import spark as sparks  # noqa: PLC0415

    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    given = made.read.parquet(str(source)).repartition(partitions)
    sparks.review(given, rules_only=rules_only, day=DAY).write.parquet(str(target))
    made.stop()


def words(way: str, source: Path, target: Path, *, rules_only: bool) -> list[str]:
    """Give the command that runs one way in a process of its own."""
    options = ["--rules-only"] if rules_only else []
    if way.startswith("processes"):
        command = [sys.executable, "-m", "circumspect", "batch", "review", str(source), "-o", str(target)]
        workers, _, together = way.removeprefix("processes ").partition(" by ")
        options += ["--batch", together] if together else []
        return [*command, "--workers", workers, "--date", DAY.isoformat(), *options]
    return [sys.executable, __file__, "--one", way, str(source), str(target), *([] if rules_only else ["--trained"])]


def measured(way: str, source: Path, target: Path, *, rules_only: bool) -> tuple[float, float, int]:
    """Run one way; give seconds by the clock, seconds of processor time, and the most kilobytes of one process."""
    command = [sys.executable, "-c", WATCH, *words(way, source, target, rules_only=rules_only)]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    clock = time.perf_counter() - start
    used, most = done.stdout.split()
    return clock, float(used), int(most)


def answers(path: Path) -> list[dict[str, object]]:
    """Give the answers of a file or folder, by id."""
    found: list[dict[str, object]] = pq.read_table(path).sort_by("id").to_pylist()
    return found


def compare(stream: str, rows: int, ways: Sequence[str], *, rules_only: bool) -> None:
    """Measure these ways on one stream and print a table."""
    ways = [way for way in ways if "spark" not in way or (find_spec("pyspark") and shutil.which("java"))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.parquet"
        table = posts(stream, rows)
        pq.write_table(table, source)
        length = sum(map(len, table["text"].to_pylist())) / rows
        first: list[dict[str, object]] = []
        print(
            f"\n{stream}: {rows:,} rows of {length:.0f} characters, {'rules alone' if rules_only else 'trained reader'}"
        )
        print(f"{'way':<22}{'rows a second':>14}{'CPU s / 1,000':>15}{'CPU h / million':>17}{'MB':>6}  answers")
        for way in ways:
            target = folder / way.replace(" ", "-")
            clock, used, most = measured(way, source, target, rules_only=rules_only)
            given = answers(target)
            first = first or given
            same = "the same" if given == first else "DIFFERENT"
            hours = used / rows * MILLION / 3600
            print(f"{way:<22}{rows / clock:>14.1f}{1000 * used / rows:>15.2f}{hours:>17.2f}{most // 1024:>6}  {same}")


def main() -> int:
    """Run one way, or compare all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--trained", action="store_true")
    parser.add_argument("--stream", choices=STREAMS, action="append", help="default: each")
    parser.add_argument("--ways", nargs="+", default=WAYS, metavar="WAY")
    parser.add_argument("--one", nargs=3, metavar=("WAY", "IN", "OUT"))
    asked = parser.parse_args()
    if asked.one:
        way, source, target = asked.one
        paths, rules_only = (Path(source), Path(target)), not asked.trained
        if way == "loop":
            loop(*paths, rules_only=rules_only)
        else:
            spark(*paths, int(way.split()[-1]), rules_only=rules_only)
        return 0
    print(f"{os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}")
    for stream in asked.stream or STREAMS:
        compare(stream, asked.rows, asked.ways, rules_only=not asked.trained)
    return 0


if __name__ == "__main__":
    sys.exit(main())

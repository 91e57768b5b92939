"""What an audit costs, beside a plain loop of the trained reader. Open it before you claim how long an audit takes.

    python benchmarks/audit.py            a table: a sample of 1,000 texts, with the trained reader and without
    python benchmarks/audit.py --large    1 GB, 200,000 posts and comments, rules alone: memory, kill -9, report

Both write a made-up export of Facebook's into a temporary folder: texts of the training corpus, in half of them two
together, each at a time of its own. On a machine that others use, trust the processor time and not the clock.

`--large` reads the export once without a break, and once killed with `kill -9` at three moments by a seed and begun
again; both vaults must hold the same. Then it writes the report and opens it in Chromium, where there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import func, select

from circumspect.domain.activity import Coverage, Kind
from circumspect.domain.document import Document, Surface
from circumspect.domain.profile import Profile
from circumspect.engines.classifier import OnnxReader
from circumspect.readers.archives import facebook
from circumspect.readers.archives._kit import activities
from circumspect.services import archives, audit, container
from circumspect.storage.archives import Archives
from circumspect.storage.tables import ActivityRow, ItemRow
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
WORDS = "four words for measuring"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIRST, STEP = 1_280_000_000, 2_400  # seconds: from 2010 on, 200,000 rows end in 2025
TEXTS, LARGE_ROWS, LARGE = 1_000, 200_000, 1_000_000_000
ROWS_A_FILE, FILM = 10_000, 2_000_000
KILLS, OPENINGS = 3, 5
LEFT_ASIDE = {"dm", "review-response", "bio"}  # what an export has elsewhere
WAYS = {
    "loop": "plain loop of the reader, read closely",
    "look": "plain loop of the reader, with its early look",
    "rules": "audit, rules alone",
    "both": "audit, rules and reader",
}
POSTS = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_{}.json"
COMMENTS = "your_facebook_activity/comments_and_reactions/comments.json"
# A page of our own around the report: it says how long the report took to load and to be laid out.
FRAME = """<iframe id="page" width="1200" height="900"></iframe><script>
const page = document.getElementById("page"), start = performance.now();
page.onload = () => {
  const height = page.contentDocument.documentElement.getBoundingClientRect().height;
  document.title = "ms=" + (performance.now() - start) + " px=" + height;
};
page.src = "%s";
</script>"""


# --- a made-up export


def texts(rows: int) -> Iterator[str]:
    """Give texts of the corpus in an order by a seed, every other one with a second text below it."""
    found = [
        row["text"]
        for path in sorted((ROOT / "training/corpus").glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if row["surface"] not in LEFT_ASIDE
    ]
    chance = random.Random(5)  # noqa: S311 - an order, not a secret
    for number in range(rows):
        one = chance.choice(found)
        yield f"{one}\n\n{chance.choice(found)}" if number % 2 else one


def _damaged(text: str) -> str:
    """Give a text as Meta's exports have it."""
    return text.encode().decode("latin-1")


def _post(number: int, text: str) -> dict[str, Any]:
    at = FIRST + STEP * number
    exif = [{"upload_ip": "198.51.100.7", "taken_timestamp": at, "iso": 200, "focal_length": "4/1", "exposure": "1/60"}]
    pictures = [
        {
            "uri": f"your_facebook_activity/posts/media/{at}_{n}.jpg",
            "creation_timestamp": at,
            "media_metadata": {"photo_metadata": {"exif_data": exif}},
        }
        for n in range(number % 8)
    ]
    attachments = [{"data": [{"media": one} for one in pictures]}] if pictures else []
    title = "Dana Reyes updated her status."
    return {"timestamp": at, "attachments": attachments, "data": [{"post": _damaged(text)}], "title": title}


def _comment(number: int, text: str) -> dict[str, Any]:
    at = FIRST + STEP * number
    comment = {"timestamp": at, "comment": _damaged(text), "author": "Dana Reyes"}
    return {"timestamp": at, "data": [{"comment": comment}], "title": "Dana Reyes commented on Jo Birch's post."}


def _write(file: IO[bytes], rows: Iterator[dict[str, Any]]) -> None:
    """Write a list of rows, one after the other."""
    for number, row in enumerate(rows):
        file.write((b",\n" if number else b"[\n") + json.dumps(row).encode())
    file.write(b"\n]")


def write_export(path: Path, rows: int, size: int = 0) -> int:
    """Write a zip of posts and as many comments, filled up to `size` bytes with films; give the bytes of JSON."""
    given = texts(rows)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as zipped:
        for start in range(0, rows // 2, ROWS_A_FILE):
            with zipped.open(POSTS.format(start // ROWS_A_FILE + 1), "w") as file:
                part = range(start, min(start + ROWS_A_FILE, rows // 2))
                _write(file, (_post(number, next(given)) for number in part))
        with zipped.open(COMMENTS, "w") as file:
            file.write(b'{"comments_v2": ')
            _write(file, (_comment(number, next(given)) for number in range(rows // 2, rows)))
            file.write(b"}")
        number = 0
        while path.stat().st_size < size:
            name = f"your_facebook_activity/posts/media/{number}.mp4"
            zipped.writestr(ZipInfo(name), os.urandom(FILM), ZIP_STORED)
            number += 1
        return sum(one.file_size for one in zipped.infolist() if one.filename.endswith(".json"))


# --- beside a plain loop


def one_way(way: str, export: Path, folder: Path) -> dict[str, float]:
    """Read an export one way in this process; give texts, seconds, seconds of processor time, megabytes, findings."""
    work = _looping(way, export) if way in ("loop", "look") else _auditing(way, export, folder)
    next(work)
    start, used = time.perf_counter(), time.process_time()
    count, found = next(work)
    seconds, used = time.perf_counter() - start, time.process_time() - used
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"texts": count, "seconds": seconds, "cpu": used, "mb": most, "found": found}


def _looping(way: str, export: Path) -> Iterator[tuple[int, int]]:
    """Make ready, then read every text with the trained reader alone."""
    with archives.opened([export]) as source:
        given = [one for one in activities(facebook, source, Coverage()) if one.text]
    reader = OnnxReader()
    reader.read(Document(given[0].text), closely=True)
    yield 0, 0
    for one in given:
        reader.read(Document(one.text, one.surface or Surface.POST), closely=way == "loop")
    yield len(given), 0


def _auditing(way: str, export: Path, folder: Path) -> Iterator[tuple[int, int]]:
    """Make ready, then audit the export into a vault of its own, as the command does."""
    desk = container.Desk(container.Home(folder), Profile(), rules_only=way == "rules")
    desk.reviewer.review(Document("Our waiting room has new chairs."), NOW.date())
    with Vault.create(folder / f"vault-{way}", WORDS) as vault, archives.opened([export]) as source:
        yield 0, 0
        ((reader, recognition), *_) = archives.recognise(source)
        done = audit.Audit(desk, vault, lambda: NOW).read(source, reader, recognition, audit.Wish())
        yield done.new, done.found.total()


def beside(rows: int) -> None:
    """Print the table of all ways on one export."""
    with tempfile.TemporaryDirectory() as name:
        export = Path(name) / "export.zip"
        write_export(export, rows)
        length = sum(map(len, texts(rows))) / rows
        print(f"{rows:,} texts of {length:.0f} characters; {os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}")
        print(f"{'way':<48}{'texts':>7}{'a second':>10}{'a CPU s':>9}{'ratio':>7}{'MB':>6}{'found':>7}")
        first = 0.0
        for way, title in WAYS.items():
            words = [sys.executable, __file__, "--one", way, str(export), name]
            done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
            row = json.loads(done.stdout)
            speed = row["texts"] / row["cpu"]
            first = first or speed
            print(
                f"{title:<48}{row['texts']:>7,}{row['texts'] / row['seconds']:>10.1f}{speed:>9.1f}{speed / first:>7.2f}"
                f"{row['mb']:>6.0f}{row['found'] or '':>7}"
            )
        print(f"ratio: texts a CPU second, beside the first line. Load at the end {os.getloadavg()[0]:.1f}")


# --- at scale


class Run:
    """The program on a vault of its own, watched."""

    def __init__(self, folder: Path) -> None:
        """Make the vault in `folder`."""
        self.vault = folder / "vault"
        folder.mkdir()
        words = folder / "passphrase.txt"
        words.touch(0o600)
        words.write_text(f"{WORDS}\n", encoding="utf-8")
        self._environment = {
            **os.environ, "CIRCUMSPECT_VAULT": str(self.vault), "CIRCUMSPECT_PASSPHRASE_FILE": str(words)
        }  # fmt: skip
        self.go("vault", "create")

    def go(self, *words: str, kill_after: float | None = None) -> tuple[float, float, float, str]:
        """Run a command; give seconds, seconds of processor time, the most megabytes held and what it said.

        `kill_after`: seconds of processor time after which it is killed, so that other work shifts no moment.
        """
        start = time.perf_counter()
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            child = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "circumspect", *words], cwd=ROOT, env=self._environment, stdout=out, stderr=err
            )
            if kill_after is not None:
                _wait_for(child.pid, kill_after)
                os.kill(child.pid, signal.SIGKILL)  # not `send_signal`, which would gather one that has ended
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            if child.returncode not in {0, 1} and not (kill_after is not None and child.returncode == -signal.SIGKILL):
                raise RuntimeError(err.read()[-2000:])
            seconds = time.perf_counter() - start
            return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read()

    def done(self) -> int:
        """Give how many activities the last archive has kept."""
        with Vault.unlock(self.vault, WORDS) as vault, vault.session() as session:
            kept = Archives(session).all()
            return kept[-1].done if kept else 0

    def kept(self) -> tuple[int, Counter[str]]:
        """Give the number of texts, and every finding with all that is kept of it, by a digest."""
        asked = select(
            ActivityRow.id, ActivityRow.digest, ItemRow.mark, ItemRow.severity, ItemRow.status, ItemRow.body
        ).join(ItemRow, ItemRow.activity == ActivityRow.number)
        with Vault.unlock(self.vault, WORDS) as vault, vault.session() as session:
            number = session.scalar(select(func.count()).where(ActivityRow.kind == Kind.WRITTEN.value)) or 0
            found = Counter(
                blake2b("\0".join(row).encode(), digest_size=16).hexdigest() for row in session.execute(asked)
            )
        return number, found


def _wait_for(pid: int, used: float) -> None:
    """Wait until a process has used so many seconds of processor time, or has ended."""
    ticks = os.sysconf("SC_CLK_TCK")
    while True:
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        if state == "Z" or (int(rest[10]) + int(rest[11])) / ticks >= used:
            return
        time.sleep(0.05)


def _told(what: str, measured: tuple[float, float, float, str], more: str = "") -> None:
    seconds, used, most, _ = measured
    print(f"{what:<36}{seconds:>8.1f} s{used:>8.1f} CPU s{most:>6.0f} MB  {more}", flush=True)


def large(rows: int, size: int, seed: int) -> bool:
    """Measure one large export; say whether nothing was lost or doubled."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export = folder / "export.zip"
        written = write_export(export, rows, size)
        print(
            f"{rows:,} posts and comments, {export.stat().st_size / 1e6:,.0f} MB, of which {written / 1e6:,.0f} MB are "
            f"JSON unpacked; load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        reading = ("audit", str(export), "--rules-only", "--format", "json")
        whole = Run(folder / "whole")
        measured = whole.go(*reading)
        _told("audit, rules alone, without a break", measured, f"{rows / measured[0]:.0f} texts a second")
        killed = Run(folder / "killed")
        _kill_and_go_on(killed, reading, measured[1], random.Random(seed))  # noqa: S311 - moments, no secrets
        (number, found), (again, found_again) = whole.kept(), killed.kept()
        same = number == again == rows and found == found_again and set(found.values()) <= {1}
        print(f"texts {number:,} and {again:,}, findings {found.total():,} and {found_again.total():,}: ", end="")
        print("the same, none lost and none doubled" if same else "DIFFERENT")
        _told("audit list", whole.go("audit", "list"))
        report = folder / "report.html"
        _told("audit report", whole.go("audit", "report", "-o", str(report)), f"{report.stat().st_size / 1e6:.1f} MB")
        _open(report)
        return same


def _kill_and_go_on(run: Run, reading: tuple[str, ...], whole: float, chance: random.Random) -> None:
    """Kill a reading three times, then let it end. `whole`: seconds of processor time of a whole one."""
    before = 0.0
    for moment in sorted(chance.uniform(0.05, 0.95) for _ in range(KILLS)):
        measured = run.go(*reading, kill_after=max(2.0, (moment - before) * whole))
        before = moment
        _told("ended before it was killed" if measured[3] else "killed", measured, f"after {run.done():,} activities")
    measured = run.go(*reading)
    summary = json.loads(measured[3])
    _told("and read to the end", measured, f"went on after {summary['resumed']:,}")


def _open(report: Path) -> None:
    """Open the report in Chromium some times; print how long loading and laying out take, and an empty page."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        print("Chromium is not here: the report was not opened in it.")
        return
    empty = report.with_name("empty.html")
    empty.write_text("<!doctype html><title></title>", encoding="utf-8")
    frame = report.with_name("frame.html")
    for title, page in (("report in Chromium", report), ("an empty page in Chromium", empty)):
        frame.write_text(FRAME % page.name, encoding="utf-8")
        words = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
        words += [f"--user-data-dir={report.parent / 'chromium'}", "--dump-dom", frame.as_uri()]
        loads, high = [], 0.0
        for _ in range(OPENINGS):
            done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120)  # noqa: S603
            said = re.search(r"ms=([0-9.]+) px=([0-9.]+)", done.stdout)
            if said is None:
                raise RuntimeError(done.stderr[-2000:])
            loads.append(float(said[1]) / 1000)
            high = float(said[2])
        middle = statistics.median(loads)
        print(f"{title:<36}{middle:>8.2f} s to load and lay out ({min(loads):.2f} to {max(loads):.2f}; {high:,.0f} px)")


def main() -> int:
    """Run one way, compare all of them, or measure a large export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--size", type=int, default=LARGE, help="bytes that the large export is filled up to")
    parser.add_argument("--seed", type=int, default=7, help="for the moments of kill -9")
    parser.add_argument("--one", nargs=3, metavar=("WAY", "EXPORT", "FOLDER"))
    asked = parser.parse_args()
    if asked.one:
        way, export, folder = asked.one
        print(json.dumps(one_way(way, Path(export), Path(folder))))
        return 0
    if asked.large:
        return 0 if large(asked.rows or LARGE_ROWS, asked.size, asked.seed) else 1
    beside(asked.rows or TEXTS)
    return 0


if __name__ == "__main__":
    sys.exit(main())

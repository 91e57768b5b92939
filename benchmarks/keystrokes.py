"""How soon words are underlined after a keystroke, in a real browser. Open it before you call the editor quick.

    python benchmarks/keystrokes.py [--texts 40]

The desk runs as `circumspect desk` starts it, with the trained reader, in a process of its own. Into a text of about
2,000 characters that breaks no rule (posts of the training corpus, invented) a sentence is typed that breaks one, key
after key, 80 to 200 ms apart. Measured in the page: from the input event of the last key to the frame after the one in
which the underline stands; and to the verdict of the final reading, which waits for 700 ms of rest. Sentences are told
apart by what finds them: rules by their words, or the trained reader alone. One is typed as far as it takes to be
underlined, so that the pause comes where there is something to see; what was underlined before all the same, or by the
final reading alone, is counted.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from circumspect.domain.document import Document
from circumspect.services.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
LENGTH, SHORTEST, LONGEST = 2_000, 30, 110
SLOWEST, QUICKEST = 0.2, 0.08
# What notes, in the page, when a key came and when its underline stood.
RESTED = "() => !['reading', 'empty'].includes(document.getElementById('verdict').dataset.state)"
WATCH = """() => {
  const mirror = document.getElementById("mirror"), verdict = document.getElementById("verdict");
  const seen = window.seen = {};
  const painted = (name) => { const asked = seen.key; requestAnimationFrame(() => requestAnimationFrame((now) => {
    if (asked === seen.key && seen[name] === undefined) { seen[name] = performance.now() - asked; } })); };
  document.getElementById("text").addEventListener("input", (event) => {
    for (const name of Object.keys(seen)) { delete seen[name]; }
    seen.key = event.timeStamp; seen.before = mirror.querySelector("mark") !== null;
  }, { capture: true });
  new MutationObserver(() => {
    if (mirror.querySelector("mark")) { painted(verdict.dataset.state === "reading" ? "glance" : "late"); }
  }).observe(mirror, { childList: true, subtree: true });
  new MutationObserver(() => { if (!["reading", "empty"].includes(verdict.dataset.state)) { painted("final"); } })
    .observe(verdict, { attributes: true, attributeFilter: ["data-state"] });
}"""


@dataclass
class Times:
    """What was measured of one kind of sentence, in milliseconds, and how many could not be."""

    glance: list[float] = field(default_factory=list)
    final: list[float] = field(default_factory=list)
    before: int = 0
    late: int = 0

    def row(self, name: str) -> str:
        """Give a row of the table."""
        told = [f"{at(one, 0.5):.0f} / {at(one, 0.95):.0f} ms" for one in (self.glance, self.final)]
        return f"| {name} | {len(self.glance)} | {told[0]} | {told[1]} | {self.before} | {self.late} |"


def at(times: list[float], share: float) -> float:
    """Give the value below which a share of the times lies."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def rows() -> list[dict[str, Any]]:
    """Give the invented posts of the training corpus."""
    folder = ROOT / "training/corpus"
    read = (path.read_text(encoding="utf-8").splitlines() for path in sorted(folder.glob("*.jsonl")))
    return [
        row for lines in read for row in map(json.loads, lines) if row["surface"] == "post" and not row["in_reply_to"]
    ]


def paragraphs(office: Office, chance: random.Random) -> Iterator[str]:
    """Give posts in which nothing is found, one after the other."""
    clean = [row["text"] for row in rows() if not row.get("labels") and 150 < len(row["text"]) < 700]  # noqa: PLR2004
    chance.shuffle(clean)
    for text in clean:
        if not office.review(Document(text)).findings:
            yield " ".join(text.split())


def sentences(plain: Office, trained: Office, chance: random.Random, most: int) -> tuple[list[str], list[str]]:
    """Give sentences that words give away, and such that only the trained reader sees."""
    broken = [" ".join(row["text"].split()) for row in rows() if row.get("labels")]
    short = [text for text in broken if SHORTEST < len(text) < LONGEST and text.isascii()]
    chance.shuffle(short)
    words: list[str] = []
    learned: list[str] = []
    for text in short:
        if len(words) >= most <= len(learned):
            break
        sees = any(one.start is not None for one in trained.glance(Document(text)))
        kind = words if any(one.start is not None for one in plain.glance(Document(text))) else learned
        if sees and len(kind) < most:
            kind.append(text)
    return words, learned


def enough(office: Office, body: str, place: int, sentence: str) -> str:
    """Give the shortest beginning of a sentence that is underlined when it stands there; the whole where none is."""

    def seen(beginning: str) -> bool:
        text = f"{body[:place]} {beginning}{body[place:]}"
        return any(one.start is not None for one in office.glance(Document(text)))

    ends = [found.end() for found in re.finditer(r"\S+", sentence)]
    whole = next((end for end in ends if seen(sentence[:end])), ends[-1])
    begins = sentence.rfind(" ", 0, whole) + 2
    return next((sentence[:end] for end in range(begins, whole) if seen(sentence[:end])), sentence[:whole])


def measured(page: Page, body: str, place: int, words: str, chance: random.Random, times: Times) -> None:
    """Type words in their place, and note when they were underlined."""
    page.evaluate("text => write.load({text})", body)
    page.wait_for_function(RESTED)
    page.evaluate("at => { const a = document.getElementById('text'); a.focus(); a.setSelectionRange(at, at); }", place)
    for sign in f" {words}":
        page.keyboard.type(sign)
        time.sleep(chance.uniform(QUICKEST, SLOWEST))
    page.wait_for_function("() => window.seen.final !== undefined", timeout=60_000)
    seen = page.evaluate("window.seen")
    times.final.append(seen["final"])
    if seen["before"]:
        times.before += 1
    elif "glance" in seen:
        times.glance.append(seen["glance"])
    else:
        times.late += 1


def run(page: Page, most: int, chance: random.Random) -> dict[str, Times]:
    """Measure both kinds of sentences."""
    folder = Path(tempfile.mkdtemp())
    trained = Office(folder / "circumspect.toml", folder / "vault")
    plain = Office(folder / "circumspect.toml", folder / "vault", rules_only=True)
    posts = paragraphs(trained, chance)
    body = ""
    while len(body) < LENGTH - 250 or trained.review(Document(body)).findings:
        body = f"{body}\n\n{next(posts)}".strip() if len(body) < LENGTH - 250 else next(posts)
    kinds = zip(("words find it", "the trained reader alone"), sentences(plain, trained, chance, most), strict=True)
    print(f"text: {len(body)} characters; typing", file=sys.stderr)
    page.evaluate(WATCH)
    found: dict[str, Times] = {}
    for name, texts in kinds:
        found[name] = Times()
        for sentence in texts:
            place = chance.choice([*(gap.start() for gap in re.finditer("\n\n", body)), len(body)])
            words = enough(trained, body, place, sentence)
            measured(page, body, place, words, chance, found[name])
    return found


def main() -> None:
    """Start the desk and a browser, type, and print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--texts", type=int, default=40, help="sentences of each kind")
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    given = asked.parse_args()
    chance = random.Random(6)  # noqa: S311 - the same texts in every run
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = [
            sys.executable,
            "-m",
            "circumspect",
            "desk",
            "--no-browser",
            "--port",
            "0",
            "--vault",
            f"{folder}/vault",
        ]
        place = {**os.environ, "CIRCUMSPECT_RUNTIME": folder, "HOME": folder, "XDG_CONFIG_HOME": folder}
        desk = subprocess.Popen(command, cwd=folder, env=place, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
        try:
            assert desk.stdout is not None  # noqa: S101 - asked for above
            address = next(found[0] for line in desk.stdout if (found := re.search(r"http://\S+", line)))
            browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1200, "height": 900})
            page.goto(address)
            page.goto(f"{address.split('/enter')[0]}/write")
            measures = run(page, given.texts, chance)
        finally:
            desk.terminate()
            desk.wait(20)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end")
    heads = ("found by", "measured", "underlined", "final reading", "before the last key", "by the final reading alone")
    print(f"| {' | '.join(heads)} |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, times in measures.items():
        print(times.row(name))


if __name__ == "__main__":
    main()

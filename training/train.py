"""Train the reader. Open it to change how; `make train` runs it from the corpus to the shipped file.

    train.py fit OUT [--share 1.0] [--epochs 6] [--seed 7]   one run; writes OUT.pt (also after each epoch) and OUT.json
    train.py score RUN FILE…                                  figures of a run on labelled files
    train.py export RUN OUT                                   the shipped files: ONNX, thresholds

Texts are split by their names: one in ten is never learned from, and serves to choose thresholds and to calibrate.
The measuring set is no part of any of this.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import torch
from reader import Encoder, Item, Reader, batches, load_rows, tensors
from sklearn.metrics import average_precision_score
from torch.nn import functional

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training/corpus"
SIZE = 32


def held_out(name: str) -> bool:
    """Say whether a text serves validation: one in ten, by its name."""
    return int(blake2b(name.encode(), digest_size=4).hexdigest(), 16) % 10 == 0


def corpus(share: float, seed: int) -> tuple[list[str], list[dict[str, Any]], list[dict[str, Any]]]:
    """Give labels, rows to learn from (a share of them), rows for validation."""
    rows = load_rows(sorted(CORPUS.glob("*.jsonl")))
    labels = sorted({label for row in rows for label in row["labels"]})
    learn = [row for row in rows if not held_out(row["id"])]
    random.Random(seed).shuffle(learn)
    return labels, learn[: round(share * len(learn))], [row for row in rows if held_out(row["id"])]


def logits(model: Reader, items: list[Item]) -> np.ndarray:
    """Give the text logits of items, in order."""
    model.eval()
    found = np.zeros((len(items), len(items[0].labels)))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for chosen in batches(items, 64, list(range(len(items)))):
            made = tensors([items[i] for i in chosen])
            found[chosen] = model(made["ids"], made["segments"], made["mask"], made["inside"])[0].float().numpy()
    return found


def best_f1(target: np.ndarray, score: np.ndarray) -> float:
    """Give the best F1 over thresholds."""
    order = np.argsort(-score)
    hits = np.cumsum(target[order])
    n = np.arange(1, len(score) + 1)
    return float(np.max(2 * hits / (n + target.sum()))) if target.sum() else float("nan")


def figures(labels: list[str], items: list[Item], score: np.ndarray) -> dict[str, Any]:
    """Give average precision and best F1 per label, and their means."""
    target = np.array([item.labels for item in items])
    per = {
        label: (
            round(float(average_precision_score(target[:, i], score[:, i])), 3),
            round(best_f1(target[:, i], score[:, i]), 3),
            int(target[:, i].sum()),
        )
        for i, label in enumerate(labels)
        if target[:, i].sum()
    }
    return {
        "macro_ap": round(float(np.mean([v[0] for v in per.values()])), 4),
        "macro_best_f1": round(float(np.mean([v[1] for v in per.values()])), 4),
        "per_label": per,
    }


def fit(arguments: argparse.Namespace) -> None:
    """Train once."""
    torch.manual_seed(arguments.seed)
    labels, learn, check = corpus(arguments.share, arguments.seed)
    encoder = Encoder(labels)
    items, kept = [encoder.item(row) for row in learn], [encoder.item(row) for row in check]
    model = Reader(len(labels))
    print(f"{len(items)} to learn, {len(kept)} to check, {len(labels)} labels", flush=True)
    slow = [p for n, p in model.named_parameters() if n.startswith("body.")]
    quick = [p for n, p in model.named_parameters() if not n.startswith("body.")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": arguments.rate}, {"params": quick, "lr": 1e-3}], weight_decay=0.01
    )
    steps = arguments.epochs * (len(items) // SIZE + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / (0.06 * steps)) * max(0.02, 1.0 - s / steps)
    )
    shuffle = random.Random(arguments.seed)
    history = []
    for epoch in range(arguments.epochs):
        begun, total = time.time(), 0.0
        model.train()
        order = list(range(len(items)))
        shuffle.shuffle(order)
        found = batches(items, SIZE, order)
        shuffle.shuffle(found)
        for chosen in found:
            made = tensors([items[i] for i in chosen])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                text, pieces = model(made["ids"], made["segments"], made["mask"], made["inside"])
            text, pieces = text.float(), pieces.float()
            loss = functional.binary_cross_entropy_with_logits(text, made["target"], reduction="none").sum(1).mean()
            inside = made["inside"].unsqueeze(-1).float()
            by_piece = functional.binary_cross_entropy_with_logits(
                pieces, made["marks"], reduction="none", pos_weight=torch.tensor(3.0)
            )
            by_piece = ((by_piece * inside).sum((1, 2)) / inside.sum((1, 2))).mean()
            optimizer.zero_grad(set_to_none=True)
            (loss + arguments.by_piece * by_piece).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        result = figures(labels, kept, logits(model, kept))
        history.append({"epoch": epoch + 1, "loss": round(total / len(found), 4), "seconds": round(time.time() - begun)}
                       | {k: v for k, v in result.items() if k != "per_label"})  # fmt: skip
        print(json.dumps(history[-1]), flush=True)
        torch.save(model.state_dict(), f"{arguments.out}.pt")
        state = {"labels": labels, "history": history, "validation": result, "arguments": vars(arguments)}
        Path(f"{arguments.out}.json").write_text(json.dumps(state, indent=1, default=str), encoding="utf-8")


def load(run: str) -> tuple[list[str], Reader]:
    """Load a run."""
    labels = json.loads(Path(f"{run}.json").read_text(encoding="utf-8"))["labels"]
    model = Reader(len(labels))
    model.load_state_dict(torch.load(f"{run}.pt"))
    return labels, model


def score(arguments: argparse.Namespace) -> None:
    """Print figures of a run."""
    labels, model = load(arguments.run)
    encoder = Encoder(labels)
    items = [encoder.item(row) for row in load_rows([Path(f) for f in arguments.files])]
    print(json.dumps(figures(labels, items, logits(model, items)), indent=1))


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("fit")
    one.add_argument("out")
    one.add_argument("--share", type=float, default=1.0)
    one.add_argument("--epochs", type=int, default=6)
    one.add_argument("--rate", type=float, default=1e-4)
    one.add_argument("--by-piece", type=float, default=20.0)
    one.add_argument("--seed", type=int, default=7)
    one.set_defaults(run_=fit)
    two = commands.add_parser("score")
    two.add_argument("run")
    two.add_argument("files", nargs="+")
    two.set_defaults(run_=score)
    arguments = parser.parse_args()
    arguments.run_(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Train the reader. Open it to change how; `make train` runs it from the corpus to the shipped file.

    train.py fit OUT [--share 1.0] [--epochs 6] [--seed 7]   one run; writes OUT.pt (also after each epoch) and OUT.json
    train.py score RUN FILE…                                  figures of a run on labelled files
    train.py export RUN OUT                                   the shipped files: ONNX, thresholds

Texts are split by their names: one in ten is never learned from, and serves to choose thresholds and to calibrate.
The measuring set is no part of any of this.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from reader import Encoder, Item, Reader, base_folder, batches, load_rows, tensors
from sklearn.metrics import average_precision_score
from torch.nn import functional

from circumspect.engines.classifier import sealed

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training/corpus"
PACKS = ROOT / "src/circumspect/packs"
SIZE = 32
# Weights of fewer numbers stay as they are.
LARGE, MATRIX = 10_000, 2
# What the bounds are chosen for, on the validation texts: shares of clean texts with a finding, of others held.
CLEAN_ALARMS, FALSE_HOLDS = 0.045, 0.03
# Between a block rule's bound and this much more, a person should read the text.
BAND = 0.05
# What a rule says must be right this often on the validation texts.
PRECISION, HIGHEST = 0.8, 0.9


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
        state = {
            "labels": labels,
            "history": history,
            "validation": result,
            "arguments": vars(arguments),
            "learned": [row["id"] for row in learn],
        }
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


def shrink(path: Path) -> None:
    """Keep large weights in eight bits, with a scale for each row or column; calculation stays in 32 bits."""
    model = onnx.load(path)
    graph = model.graph
    gathered = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    for held in list(graph.initializer):
        weights = onnx.numpy_helper.to_array(held)
        if held.data_type != onnx.TensorProto.FLOAT or weights.ndim != MATRIX or weights.size < LARGE:
            continue
        axis = 0 if held.name in gathered else 1
        scale = np.maximum(np.abs(weights).max(axis=1 - axis), 1e-8).astype(np.float32) / 127
        around = scale[:, None] if axis == 0 else scale[None, :]
        whole = np.clip(np.round(weights / around), -127, 127).astype(np.int8)
        name = held.name
        graph.initializer.remove(held)
        graph.initializer.append(onnx.numpy_helper.from_array(whole, f"{name}_8"))
        graph.initializer.append(onnx.numpy_helper.from_array(scale, f"{name}_scale"))
        graph.initializer.append(onnx.numpy_helper.from_array(np.zeros(len(scale), np.int8), f"{name}_zero"))
        node = onnx.helper.make_node(
            "DequantizeLinear", [f"{name}_8", f"{name}_scale", f"{name}_zero"], [name], axis=axis
        )
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def run_onnx(path: Path, items: list[Item]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Give text logits, and piece logits of the text's own pieces, one text at a time as the program does."""
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    texts, words = [], []
    for item in items:
        made = tensors([item])
        fed = {name: made[name].numpy() for name in ("ids", "segments", "mask", "inside")}
        text, pieces = session.run(None, fed)
        texts.append(text[0])
        words.append(pieces[0, item.text_from : len(item.ids) - 1])
    return np.array(texts), words


def calibrate(scores: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give a and b for each label: sigmoid(a * logit + b) is its chance. With few cases they lean on all labels'."""
    logit, wanted = torch.tensor(scores, dtype=torch.float32), torch.tensor(target, dtype=torch.float32)
    shared, own = torch.zeros(2, requires_grad=True), torch.zeros(2, scores.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([shared, own], max_iter=200)

    def parts() -> tuple[torch.Tensor, torch.Tensor]:
        return torch.exp(shared[0] + 0.3 * own[0]), shared[1] + own[1]

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        a, b = parts()
        loss = functional.binary_cross_entropy_with_logits(a * logit + b, wanted, reduction="sum")
        loss = loss + 2.0 * (own**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    a, b = parts()
    return a.detach().numpy(), b.detach().numpy()


def severities(labels: list[str]) -> list[str]:
    """Read how serious each rule is from its file."""
    found = {}
    for path in PACKS.glob("*/*.yaml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("severity:"):
                found[path.stem] = line.split(":")[1].split("#")[0].strip()
    return [found[label] for label in labels]


def choose(chance: np.ndarray, target: np.ndarray, kinds: list[str]) -> dict[str, float]:
    """Choose bounds: the most macro-F1 and holds found at which few clean texts get a finding, and few are held."""
    clean = target.sum(1) == 0
    block = np.array([kind == "block" for kind in kinds])
    best: tuple[float, dict[str, float]] = (-1.0, {})
    hold = target[:, block].sum(1) > 0
    grid = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7]
    for b in grid:
        for r in grid:
            for v in grid:
                bound = np.array([{"block": b, "revise": r, "advise": v}[kind] for kind in kinds])
                said = chance >= bound
                held = (chance[:, block] >= b + BAND).any(1)
                if said[clean].any(1).mean() > CLEAN_ALARMS or held[~hold].mean() > FALSE_HOLDS:
                    continue
                hits = (said * target).sum(0)
                f1 = float(np.mean(2 * hits / np.maximum(1, said.sum(0) + target.sum(0))))
                worth = f1 + float(held[hold].mean())
                if worth > best[0]:
                    best = worth, {"block": b, "revise": r, "advise": v, "sure": b + BAND, "macro_f1": f1}
    if not best[1]:
        raise SystemExit("no bounds keep the validation texts quiet enough: the model is not fit to be shipped")
    return best[1]


def precise(chance: np.ndarray, target: np.ndarray, bound: float) -> float:
    """Raise a rule's bound until it is right often enough on the validation texts."""
    while bound < HIGHEST and (said := chance >= bound).any() and target[said].mean() < PRECISION:
        bound += 0.05
    return round(float(bound), 2)


def export(arguments: argparse.Namespace) -> None:
    """Write the shipped files from a run, with chances and bounds from the validation texts."""
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    labels, model = load(arguments.run)
    model.eval()
    encoder = Encoder(labels)
    learned = set(json.loads(Path(f"{arguments.run}.json").read_text(encoding="utf-8"))["learned"])
    unseen = [row for row in load_rows(sorted(CORPUS.glob("*.jsonl"))) if row["id"] not in learned]
    items = [encoder.item(row) for row in unseen]
    made = tensors(items[:2])
    path = out / "model.onnx"
    given = ["ids", "segments", "mask", "inside"]
    torch.onnx.export(
        model,
        tuple(made[name] for name in given),
        str(path),
        dynamo=False,
        opset_version=17,
        input_names=given,
        output_names=["text", "pieces"],
        dynamic_axes={name: {0: "texts", 1: "length"} for name in (*given, "pieces")} | {"text": {0: "texts"}},
    )
    shrink(path)
    scores, words = run_onnx(path, items)
    target = np.array([item.labels for item in items])
    a, b = calibrate(scores, target)
    chance = 1 / (1 + np.exp(-(a * scores + b)))
    kinds = severities(labels)
    bounds = choose(chance, target, kinds)
    print(json.dumps(bounds), flush=True)
    own = [precise(chance[:, i], target[:, i], bounds[kinds[i]]) for i in range(len(labels))]
    share = max((0.1, 0.2, 0.3, 0.4, 0.5, 0.6), key=lambda s: overlap(items, words, labels, s))
    print("words", share, round(overlap(items, words, labels, share), 3))
    rules = {
        label: {
            "a": round(float(a[i]), 4),
            "b": round(float(b[i]), 4),
            "unsure": own[i],
            "sure": round(own[i] + BAND, 2) if kinds[i] == "block" else own[i],
            "words": 0.0 if label.startswith("missing-") else share,
        }
        for i, label in enumerate(labels)
    }
    (out / "tokenizer.json").write_bytes((base_folder() / "tokenizer.json").read_bytes())
    files = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")}
    card = sealed({"files": files, "labels": labels, "rules": rules})
    (out / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    np.savez(f"{arguments.run}.validation.npz", chance=chance, target=target)
    print(f"{path.stat().st_size / 1e6:.1f} MB", json.dumps(figures(labels, items, scores)))


def overlap(items: list[Item], words: list[np.ndarray], labels: list[str], share: float) -> float:
    """Give the mean overlap (IoU, in pieces) of what is underlined with the marked words, over true labels."""
    found = []
    for item, logit in zip(items, words, strict=True):
        for number in range(len(labels)):
            marked = np.array([number in marks for marks in item.marks])
            if not marked.any():
                continue
            chance = 1 / (1 + np.exp(-logit[:, number]))
            said = chance >= share * chance.max()
            found.append((said & marked).sum() / (said | marked).sum())
    return float(np.mean(found))


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
    three = commands.add_parser("export")
    three.add_argument("run")
    three.add_argument("out")
    three.set_defaults(run_=export)
    arguments = parser.parse_args()
    arguments.run_(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())

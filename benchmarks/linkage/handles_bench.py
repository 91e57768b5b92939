"""How many of a practice's people are found among the accounts that ask, and how many strangers are taken for one.

Ours beside a floor of RapidFuzz ratios on the same accounts, each in its own process, over three towns of invented
people. Open it before you claim that screening finds someone.

    PYTHONPATH=src .venv/bin/python benchmarks/linkage/handles_bench.py [--seeds 1 2 3] [--show 30] [--only ours]
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from folk import plain
from people import Truth, make
from rapidfuzz import fuzz, process
from table import OUT, keep, markdown, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from circumspect.domain.roster import Client
    from circumspect.domain.screening import Request

# The first is for looking at, the others stay unseen: do not tune to them.
SEEDS = (1, 20, 300)
RATE = 0.005
BATCH = 1000
METHODS = ("ours", "floor")


@dataclass(frozen=True)
class Answer:
    """What a method says of one account: its outcome, the clients it names (the likeliest first), and how strongly."""

    outcome: str
    named: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Case:
    """An account, its truth and the answer; whether the right household is named at all, and whether first."""

    truth: Truth
    answer: Answer
    right: bool
    first: bool


# --- each method, in its own process


def ours(clients: list[Client], requests: list[Request]) -> list[Answer]:
    """Screen with circumspect's linker."""
    # Imported here: neither is counted as memory of the floor.
    from circumspect.core.linkage import Linker  # noqa: PLC0415
    from circumspect.rulebook.cache import SHIPPED  # noqa: PLC0415
    from circumspect.rulebook.names import load_names  # noqa: PLC0415

    answers = []
    for screening in Linker(clients, load_names(SHIPPED)).screen(requests):
        best = max((candidate.weight for candidate in screening.candidates), default=-99.0)
        named = tuple(candidate.client for candidate in screening.candidates)
        answers.append(Answer(screening.outcome.value, named, best))
    return answers


def floor(clients: list[Client], requests: list[Request]) -> list[Answer]:
    """Compare shown name and cleaned handle with every name of the roster; the best ratio counts. No threshold yet."""
    names: list[str] = []
    owners: list[str] = []
    for client in clients:
        for name in (client.name, *(relative.name for relative in client.household)):
            for given in (name.given, *name.also):
                names.append(cleaned(f"{given} {name.family}"))
                owners.append(client.id)
    answers: list[Answer] = []
    for start in range(0, len(requests), BATCH):
        batch = requests[start : start + BATCH]
        best = np.zeros((len(batch), len(names)), dtype=np.uint8)
        for texts in ([cleaned(one.display) for one in batch], [cleaned(one.handle) for one in batch]):
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
                scores = process.cdist(texts, names, scorer=scorer, dtype=np.uint8)
                best = np.maximum(best, scores * np.array([bool(text) for text in texts], dtype=np.uint8)[:, None])
        answers += [Answer("", (owners[int(row.argmax())],), float(row.max())) for row in best]
    return answers


def cleaned(text: str) -> str:
    """Write small, with separators as spaces and without digits."""
    return " ".join(
        "".join(letter if letter.isalpha() else " " for letter in text.lower() if not letter.isdigit()).split()
    )


def worker(method: str, path: Path) -> None:
    """Answer the accounts kept at a path and print seconds and peak memory; the answers go beside them."""
    clients, requests = pickle.loads(path.read_bytes())  # noqa: S301 - written by the parent a moment ago
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    methods: dict[str, Callable[[list[Client], list[Request]], list[Answer]]] = {"ours": ours, "floor": floor}
    answers = methods[method](clients, requests)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path.with_suffix(f".{method}").write_bytes(pickle.dumps([(one.outcome, one.named, one.score) for one in answers]))
    print(json.dumps({"seconds": seconds, "peak_mb": peak / 1024, "before_mb": before / 1024}))


# --- the comparison


def answered(method: str, path: Path) -> tuple[list[Answer], dict[str, float]] | None:
    """Run a method in its own process; nothing, and a line saying so, where it cannot run."""
    run = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, __file__, "--worker", method, str(path)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        reason = run.stderr.strip().splitlines()[-1:] or ["no reason given"]
        print(f"{method} is left out: {reason[0]}")
        return None
    kept = pickle.loads(path.with_suffix(f".{method}").read_bytes())  # noqa: S301 - written by our own worker
    return [Answer(*one) for one in kept], json.loads(run.stdout.splitlines()[-1])


def cut(answers: list[Answer], truths: list[Truth], rate: float) -> list[Answer]:
    """Call as many the client as keep the false positives at a rate: by score alone, chosen with the truth in sight."""
    level = level_at(answers, truths, rate)
    return [Answer("client" if one.score > level else "not found", one.named, one.score) for one in answers]


def level_at(answers: list[Answer], truths: list[Truth], rate: float) -> float:
    """Give the score that at most that share of strangers (twins and unlisted kin apart) is above."""
    scores = sorted((one.score for one, truth in zip(answers, truths, strict=True) if is_stranger(truth)), reverse=True)
    return scores[int(rate * len(scores))]


def is_stranger(truth: Truth) -> bool:
    """Whether an account should not be found: no twin of a client, and no kin of one."""
    return not truth.client and not truth.twin and truth.sort != "kin not on the roster"


def cases(clients: list[Client], truths: list[Truth], answers: list[Answer]) -> list[Case]:
    """Put truth and answer together; two clients who are a couple count as one household."""
    household = households(clients)
    made = []
    for truth, answer in zip(truths, answers, strict=True):
        same = household.get(truth.client, frozenset())
        found = [client in same for client in answer.named]
        made.append(Case(truth, answer, any(found), bool(found) and found[0]))
    return made


def households(clients: list[Client]) -> dict[str, frozenset[str]]:
    """Give for each client those of the same household: the client, and the other half of a couple of clients."""
    own = {client.id: {client.id} for client in clients}
    for one, other in pairwise(clients):
        if one.household and other.household and named_by(one, other) and named_by(other, one):
            own[one.id].add(other.id)
            own[other.id].add(one.id)
    return {client: frozenset(same) for client, same in own.items()}


def named_by(one: Client, other: Client) -> bool:
    """Whether the first whom a client's household names has the other client's given name."""
    return plain(one.household[0].name.given) == plain(other.name.given)


FOUND = {"client": ("client",), "possible": ("client", "possible")}


def recall(some: Iterable[Case], level: str) -> tuple[int, int]:
    """Count the owners' accounts that are found at a level, of those that can be."""
    able = [case for case in some if case.truth.client and not case.truth.hopeless]
    return sum(case.answer.outcome in FOUND[level] and case.right for case in able), len(able)


def falsely(some: Iterable[Case], level: str) -> tuple[int, int]:
    """Count the strangers taken for someone at a level; twins and unlisted kin count only where called the client."""
    able = [case for case in some if not case.truth.client and (level == "client" or is_stranger(case.truth))]
    return sum(case.answer.outcome in FOUND[level] for case in able), len(able)


def firsts(some: Iterable[Case]) -> tuple[int, int]:
    """Count those found whose own client stands first."""
    able = [case for case in some if case.truth.client and case.answer.outcome in FOUND["possible"] and case.right]
    return sum(case.first for case in able), len(able)


def row(label: str, some: Sequence[Case]) -> list[str]:
    """Give a line of a table: recall and false positives at both levels."""
    found, strangers = recall(some, "possible"), falsely(some, "possible")
    return [
        label,
        share(*recall(some, "client")),
        share(*found),
        str(found[1]),
        share(*falsely(some, "client"), digits=3),
        share(*strangers, digits=3),
        str(strangers[1]),
    ]


HEAD = ["", "recall: client", "or possible", "of", "false: client", "or possible", "of"]


def by(key: str, some: list[Case]) -> list[list[str]]:
    """Give one line per value of a fact of the truth."""
    found: dict[str, list[Case]] = {}
    for case in some:
        found.setdefault(getattr(case.truth, key), []).append(case)
    return [row(value, found[value]) for value in sorted(found, key=lambda value: -len(found[value])) if value]


def show(clients: list[Client], requests: list[Request], some: list[Case], most: int) -> None:
    """Print some of those missed and of the strangers found; all of them are invented."""
    named = {client.id: client for client in clients}
    both = list(zip(requests, some, strict=True))
    missed = [both_ for both_ in both if both_[1].truth.client and not both_[1].truth.hopeless and not hit(both_[1])]
    false = [both_ for both_ in both if is_stranger(both_[1].truth) and both_[1].answer.outcome in FOUND["possible"]]
    for label, chosen in (("missed", missed), ("strangers found", false)):
        print(f"\n### {label}: {len(chosen)}")
        for request, case in chosen[:: max(1, len(chosen) // most)][:most]:
            client = named.get(case.truth.client or (case.answer.named or ("",))[0])
            names = [client.name, *(one.name for one in client.household)] if client else []
            roster = "; ".join(f"{name.display} {list(name.also)}{list(name.former)}" for name in names)
            print(
                f"{request.platform} {request.handle} | {request.display} | {request.bio} | "
                f"{request.place} {request.email} -> "
                f"{case.answer.outcome} {case.answer.score:.1f} "
                f"({case.truth.who or case.truth.sort}, {case.truth.holds}): {roster}"
            )


def hit(case: Case) -> bool:
    """Whether an owner's account is found at all."""
    return case.right and case.answer.outcome in FOUND["possible"]


def measure(seeds: Sequence[int], methods: Sequence[str], most: int) -> dict[str, Any]:
    """Run the methods on the towns of the seeds, print the tables and give the figures."""
    pooled: dict[str, list[Case]] = {}
    lines: list[list[str]] = []
    figures: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            clients, requests, truths = make(seed)
            path = Path(folder) / str(seed)
            path.write_bytes(pickle.dumps((clients, requests)))
            for method in methods:
                got = answered(method, path)
                if got is None:
                    continue
                answers, cost = got
                ranked = cases(clients, truths, cut(answers, truths, RATE))
                told = ranked if method == "floor" else cases(clients, truths, answers)
                pooled.setdefault(method, []).extend(told)
                line, figure = summary(seed, method, told, ranked, cost)
                lines.append(line)
                figures.append(figure)
                if most and seed == SEEDS[0] and method == "ours":
                    show(clients, requests, told, most)
    head = [
        "seed",
        "",
        *HEAD[1:],
        f"recall ranked, {RATE:.1%} false",
        "right one first",
        "twins: client",
        "or possible",
        "s",
        "MB",
    ]
    print(markdown("Roster to handles", head, lines))
    for method, some in pooled.items():
        for key in ("kind", "holds", "who", "group", "sort"):
            print(markdown(f"{method}: by {key}", HEAD, by(key, some)))
        hopeless = sum(case.truth.hopeless for case in some)
        owned = sum(bool(case.truth.client) for case in some)
        print(f"\n{hopeless} of {owned} accounts of clients and households show no part of the name and are left out.")
    return {
        "seeds": list(seeds),
        "runs": figures,
        "groups": {method: by("group", some) for method, some in pooled.items()},
    }


def summary(
    seed: int, method: str, told: list[Case], ranked: list[Case], cost: dict[str, float]
) -> tuple[list[str], dict[str, Any]]:
    """Give the line and the figures of one method in one town."""
    twins = [case for case in told if case.truth.twin]
    twin = {level: (sum(case.answer.outcome in names for case in twins), len(twins)) for level, names in FOUND.items()}
    best = recall(ranked, "client")
    line = [
        str(seed),
        *row(method, told),
        share(*best),
        share(*firsts(told)),
        share(*twin["client"]),
        share(*twin["possible"]),
        f"{cost['seconds']:.1f}",
        f"{cost['peak_mb']:.0f}",
    ]
    figure = {
        "seed": seed,
        "method": method,
        "recall": {level: recall(told, level) for level in FOUND},
        "false": {level: falsely(told, level) for level in FOUND},
        "ranked": best,
        "first": firsts(told),
        "twins": twin,
        **cost,
    }
    return line, figure


def main() -> None:
    """Run the benchmark, or one method of it as its own process."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    ask.add_argument("--only", choices=METHODS, help="run one method alone")
    ask.add_argument("--show", type=int, default=0, help="print as many misses and false ones of the first seed")
    ask.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.worker:
        worker(asked.worker[0], Path(asked.worker[1]))
        return
    keep("handles", measure(asked.seeds, [asked.only] if asked.only else METHODS, asked.show))
    print(f"\nKept in {OUT}.")


if __name__ == "__main__":
    main()

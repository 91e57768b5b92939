"""Two lists of records, or one with itself: which belong to the same person? Open it to change how fields compare.

Fellegi and Sunter's model as the field uses it: pairs that share some value are compared field by field on a few
levels; how often each level is seen among matches (m) and among the other pairs (u) is estimated by
expectation-maximisation from the pairs themselves (Winkler 1988), without labels; agreement on a rare value counts for
more than on a common one. Benchmarks set it beside its peers; nothing else uses it yet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Records: TypeAlias = Sequence[Mapping[str, str]]
    Ints: TypeAlias = NDArray[np.int64]

KINDS = ("given name", "family name", "date", "digits", "text", "category")
# Levels of agreement, from the best down; MISSING says nothing.
MISSING, OTHER = -1, 0
_NAME_LEVELS = ((0.95, 4), (0.88, 3), (0.75, 2))
_TEXT_LEVELS = ((0.92, 3), (0.8, 2))
_LEVELS = 6
_SAME = 5
_SWAPPED = 1
# Values shared by more records than this are no reason to compare them.
_MOST_IN_BLOCK = 120
_ROUNDS, _ENOUGH = 60, 1e-4
_DRAWN, _NEVER_NONE = 300_000, 2e-6
_KEPT = 1e-3
_MOST_RARITY = 6.0


@dataclass(slots=True)
class Model:
    """What EM found: `share` of matches among the pairs; `m`, `u`: for each field, how often each level is seen."""

    share: float
    m: list[NDArray[np.float64]]
    u: list[NDArray[np.float64]]


def link_records(left: Records, right: Records | None, fields: Mapping[str, str]) -> list[tuple[int, int, float]]:
    """Give pairs (number in `left`, number in `right`, chance that they are one person), the likely ones only.

    `right` None: pairs within `left`, the lower number first. `fields`: name → one of KINDS. A missing value is "".
    Raises ValueError for a kind that does not exist.
    """
    if unknown := set(fields.values()) - set(KINDS):
        raise ValueError(f"no such kind of field: {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
    others = left if right is None else right
    one, two = _pairs(left, right, fields)
    if not len(one):
        return []
    levels = _levels(left, others, one, two, fields)
    strangers = _levels(left, others, *_strangers(left, right), fields)
    possible = len(left) * (len(left) - 1) / 2 if right is None else len(left) * len(right)
    model = estimate(levels, strangers, possible)
    weights = np.full(len(one), np.log2(model.share / (1 - model.share)))
    for at, (name, kind) in enumerate(fields.items()):
        weights += _weights(model, at, levels[:, at])
        if kind != "category":
            weights += _rarity(name, left, others, one, levels[:, at])
    chances = 1 / (1 + np.exp2(-np.clip(weights, -60, 60)))
    return [(int(one[n]), int(two[n]), float(chances[n])) for n in np.nonzero(chances >= _KEPT)[0]]


def estimate(levels: Ints, strangers: Ints, possible: float) -> Model:
    """Estimate a model from the levels (pairs x fields) of pairs worth comparing and of pairs drawn at random.

    u is counted among the latter; m and the share of matches among all `possible` pairs are found by
    expectation-maximisation among the former.
    """
    patterns, counts = np.unique(levels, axis=0, return_counts=True)
    fields = patterns.shape[1]
    u = [_shares(strangers[:, at], np.ones(len(strangers))) for at in range(fields)]
    m = [np.linspace(1, 12, _LEVELS) ** 2 / (np.linspace(1, 12, _LEVELS) ** 2).sum() for _ in range(fields)]
    share = min(0.1, len(levels) * 0.05 / possible)
    for _ in range(_ROUNDS):
        odds = np.full(len(patterns), np.log(share / (1 - share)))
        for at in range(fields):
            seen = patterns[:, at] != MISSING
            odds[seen] += np.log(m[at][patterns[seen, at]] / u[at][patterns[seen, at]])
        match = 1 / (1 + np.exp(-odds))
        before, share = share, float((match * counts).sum() / possible)
        share = min(max(share, 1e-12), 0.5)
        m = [_shares(patterns[:, at], match * counts) for at in range(fields)]
        if abs(share / before - 1) < _ENOUGH:
            break
    return Model(share, m, u)


def _strangers(left: Records, right: Records | None) -> tuple[Ints, Ints]:
    """Draw pairs at random, nearly all of them strangers; the same ones each time."""
    drawn = np.random.default_rng(7).integers(0, (len(left), len(left if right is None else right)), (_DRAWN, 2))
    if right is None:
        drawn = drawn[drawn[:, 0] != drawn[:, 1]]
    return drawn[:, 0], drawn[:, 1]


def _shares(levels: Ints, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the share of each level among counted patterns, none of them quite zero."""
    seen = levels != MISSING
    found = np.bincount(levels[seen], weights=counts[seen], minlength=_LEVELS) + _NEVER_NONE * max(1.0, counts.sum())
    shares: NDArray[np.float64] = found / found.sum()
    return shares


def _weights(model: Model, at: int, levels: Ints) -> NDArray[np.float64]:
    """Give the match weight of a field for each pair, in bits."""
    bits = np.append(np.log2(model.m[at] / model.u[at]), 0.0)  # the last one, at -1, is for what is missing
    found: NDArray[np.float64] = bits[levels]
    return found


def _rarity(name: str, left: Records, right: Records, one: Ints, levels: Ints) -> NDArray[np.float64]:
    """Give what agreement on a value rarer, or commoner, than that field's values usually are adds, in bits."""
    counts = Counter(row[name] for rows in ([left] if left is right else [left, right]) for row in rows if row[name])
    total = sum(counts.values())
    usual = sum(n * n for n in counts.values()) / total**2 if total else 1.0
    added = np.zeros(len(one))
    for n in np.nonzero(levels == _SAME)[0]:
        added[n] = np.log2(usual / (counts[left[one[n]][name]] / total))
    return np.clip(added, -_MOST_RARITY, _MOST_RARITY)


def _pairs(left: Records, right: Records | None, fields: Mapping[str, str]) -> tuple[Ints, Ints]:
    """Give the pairs worth comparing: those that share a value, or the sound of both names."""
    found: set[tuple[int, int]] = set()
    for name_of in range(2):
        index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, row in enumerate(left):
            for key in set(_keys(row, fields, sounds=bool(name_of))):
                index[key].append(number)
        if right is None:
            for numbers in index.values():
                if len(numbers) <= _MOST_IN_BLOCK:
                    found.update((a, b) for at, a in enumerate(numbers) for b in numbers[at + 1 :])
            continue
        common = {key for key, numbers in index.items() if len(numbers) > _MOST_IN_BLOCK}
        for number, row in enumerate(right):
            for key in set(_keys(row, fields, sounds=bool(name_of))):
                if key in index and key not in common:
                    found.update((other, number) for other in index[key])
    made = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    return made[:, 0], made[:, 1]


def _keys(row: Mapping[str, str], fields: Mapping[str, str], *, sounds: bool) -> Iterator[tuple[str, str]]:
    """Give the values under which a record is found; names under one key, so that swapped ones meet."""
    names = [row[name] for name, kind in fields.items() if kind in ("given name", "family name") and row[name]]
    if sounds:
        for name in names:
            yield "sound", skeleton(name)
        if len(names) > 1:
            yield "initials", "".join(sorted(name[:3] for name in names))
        return
    for name, kind in fields.items():
        if kind != "category" and row[name]:
            yield ("name" if kind.endswith("name") else name), row[name]


def skeleton(name: str) -> str:
    """Give the first letter and the consonants that follow, without doubles: how a name sounds, roughly."""
    kept = name[:1]
    for letter in name[1:].replace("ph", "f").replace("ck", "k"):
        letter = {"z": "s", "c": "k", "v": "f", "d": "t", "b": "p", "m": "n"}.get(letter, letter)  # noqa: PLW2901
        if letter not in "aeiouyhw" and letter != kept[-1]:
            kept += letter
    return kept


def _levels(left: Records, right: Records, one: Ints, two: Ints, fields: Mapping[str, str]) -> Ints:
    """Give the levels (pairs x fields) on which pairs agree."""
    return np.stack([_compare(name, kind, left, right, one, two, fields) for name, kind in fields.items()], axis=1)


def _compare(  # noqa: PLR0913, PLR0917 - both lists, both sides of the pairs, and the field
    name: str, kind: str, left: Records, right: Records, one: Ints, two: Ints, fields: Mapping[str, str]
) -> Ints:
    """Give the level on which each pair agrees in one field."""
    a, b = [left[n][name] for n in one], [right[n][name] for n in two]
    levels = np.zeros(len(a), dtype=np.int64)
    if kind in ("date", "digits"):
        apart = cpdist(a, b, scorer=OSA.distance, score_cutoff=2)
        levels[apart <= 2] = 2  # noqa: PLR2004 - two letters apart
        levels[apart <= 1] = 4
    elif kind != "category":
        near = cpdist(a, b, scorer=JaroWinkler.similarity)
        for least, level in reversed(_TEXT_LEVELS if kind == "text" else _NAME_LEVELS):
            levels[near >= least] = level
        if kind.endswith("name"):
            levels[_swapped(name, left, right, one, two, fields) & (levels == OTHER)] = _SWAPPED
    same = np.fromiter((x == y for x, y in zip(a, b, strict=True)), dtype=bool, count=len(a))
    levels[same] = _SAME
    missing = np.fromiter((not x or not y for x, y in zip(a, b, strict=True)), dtype=bool, count=len(a))
    levels[missing] = MISSING
    return levels


def _swapped(
    name: str, left: Records, right: Records, one: Ints, two: Ints, fields: Mapping[str, str]
) -> NDArray[np.bool_]:
    """Say for each pair whether this name is the other record's other name."""
    others = [other for other, kind in fields.items() if kind.endswith("name") and other != name]
    return np.fromiter(
        (any(left[a][name] == right[b][other] for other in others) for a, b in zip(one, two, strict=True)),
        dtype=bool,
        count=len(one),
    )

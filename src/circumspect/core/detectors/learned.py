"""The trained reader's opinion. Open it to change how its scores become findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.core import judge
from circumspect.core.reading import Hit

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from circumspect.core.phrases import Phrase
    from circumspect.core.reading import Reading

KIND = "learned"


@dataclass(frozen=True, slots=True)
class Params:
    """`label`: the trained reader's label; empty means the rule's own id."""

    label: str = ""


def patterns(_params: Params, _lexicons: Container[str]) -> Sequence[Phrase]:
    """Nothing to compile: the trained reader reads by itself."""
    return ()


def triggers(_params: Params, _key: str) -> tuple[str, ...]:
    """Run on every text."""
    return ()


def find(params: Params, key: str, reading: Reading) -> Iterator[Hit]:
    """Give the words that carry the label, where the reader is at least unsure; silent without a reader.

    The score says where its chance stands between the rule's own bounds, in the terms of core/judge.
    """
    if reading.classifier is None:
        return
    label = params.label or key.split("/", 1)[0]
    said = reading.learned.get(label)
    unsure, sure = reading.classifier.threshold(label)
    if said is None or said.probability < unsure:
        return
    score = _score(said.probability, unsure, sure)
    detail = f"the trained reader, chance {said.probability:.2f}"
    for start, end in said.spans:
        yield Hit((reading.folded.position(start), reading.folded.position(end)), detail, score)
    if not said.spans:
        yield Hit(None, detail, score)


def _score(chance: float, unsure: float, sure: float) -> float:
    """Give judge.UNSURE at `unsure`, judge.SURE at `sure`, 1 at certainty, and what lies between in proportion."""
    if chance < sure:
        return judge.UNSURE + (judge.SURE - judge.UNSURE) * (chance - unsure) / (sure - unsure)
    return judge.SURE + (1.0 - judge.SURE) * (chance - sure) / (1.0 - sure) if sure < 1 else 1.0

"""The trained reader's opinion. Open it to change how its scores become findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    """Give the words that carry the label, where the reader is at least unsure; silent without a reader."""
    if reading.classifier is None:
        return
    label = params.label or key.split("/", 1)[0]
    unsure, _ = reading.classifier.threshold(label)
    for said in reading.classifier.read(reading.document):
        if said.rule != label or said.probability < unsure:
            continue
        for start, end in said.spans or ((0, len(reading.document.text)),):
            span = reading.folded.position(start), reading.folded.position(end)
            yield Hit(span, reading.classifier.name, said.probability)

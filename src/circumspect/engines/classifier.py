"""The trained reader: which rules a text breaks, and which words carry it. Open it to change how it runs.

How it was made, what it was measured on and who should not rely on it stands in training/README.md. It reads in two
steps: the lowest layers say whether a text holds anything at all, the others what. One text at a time, so that an
answer never hangs on its neighbours.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circumspect.core.ports import LabelReading
from circumspect.domain.errors import PlainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circumspect.domain.document import Document

SHIPPED = Path(__file__).resolve().parent / "reader"
_FIRST, _REST, _WEIGHTS, _PIECES, _CARD = "first.onnx", "rest.onnx", "weights.bin", "tokenizer.json", "reader.json"
# Pieces of context, of text in one window (training reads by the same two), and of overlap between windows.
CONTEXT_PIECES, TEXT_PIECES, _OVERLAP = 64, 320, 64
# Longer texts are read in this many windows at most, spread over them; rules alone read the rest.
_MOST_WINDOWS = 40
_LONGEST_INBOUND = 2_000


def sealed(card: Mapping[str, Any]) -> dict[str, Any]:
    """Give a card with its seal: the hash of all else in it, so that bounds and files belong to one another."""
    rest = {key: value for key, value in card.items() if key != "seal"}
    return rest | {"seal": sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()}


def specials(tokenizer: Any) -> tuple[int, int, int]:  # noqa: ANN401 - tokenizers ships no types
    """Give the numbers of the pieces that begin, part and pad a reading, as the encoder in use calls them."""
    names = ("[CLS]", "[SEP]", "[PAD]") if tokenizer.token_to_id("</s>") is None else ("<s>", "</s>", "<pad>")
    start, between, pad = (tokenizer.token_to_id(name) for name in names)
    return start, between, pad


class ClassifierError(PlainError):
    """The trained reader cannot run; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a text as numbers; its own pieces begin at `first`, with the code point bounds of each."""

    ids: list[int]
    first: int
    offsets: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Label:
    """How one rule's logit becomes a probability (a * logit + b), and from where it is unsure and sure.

    `words`: the share of the best piece's chance from which a piece is underlined; 0 for a rule without words.
    """

    a: float
    b: float
    unsure: float
    sure: float
    words: float


class OnnxReader:
    """The shipped reader. Make one and keep it: loading takes a few tenths of a second."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Take the files in `folder`. Raises ClassifierError where they are missing or damaged."""
        self._folder = folder
        try:
            card = json.loads((folder / _CARD).read_text(encoding="utf-8"))
            if sealed(card)["seal"] != card["seal"]:
                raise ClassifierError(self._trouble("is damaged"))
            self._names: list[str] = card["labels"]
            self._labels = [_Label(**card["rules"][name]) for name in self._names]
            self._files: dict[str, str] = card["files"]
            self._places: dict[str, list[Any]] = card["weights"]
            self._used: dict[str, list[str]] = card["used"]
            self._glance: float = card["glance"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ClassifierError(self._trouble("is missing or damaged")) from error
        self.name: str = f"reader {card['seal'][:8]}"
        self._index = {name: number for number, name in enumerate(self._names)}

    def __repr__(self) -> str:
        """Name the reader."""
        return f"OnnxReader({self.name})"

    @staticmethod
    def _trouble(what: str) -> str:
        return (
            f"the trained reader {what}; install circumspect again, or say --rules-only to go on without it "
            "(rules alone find about a third)"
        )

    def _file(self, name: str) -> bytes:
        """Read a file of the model. Raises ClassifierError unless it is the one that the card names."""
        try:
            raw = (self._folder / name).read_bytes()
        except OSError as error:
            raise ClassifierError(self._trouble("is missing a file")) from error
        if sha256(raw).hexdigest() != self._files.get(name):
            raise ClassifierError(self._trouble("is damaged"))
        return raw

    @cached_property
    def _sessions(self) -> tuple[Any, Any, list[Any]]:
        """Load the two graphs, and keep the weights that they read from."""
        raw = {name: self._file(name) for name in (_FIRST, _REST, _WEIGHTS)}
        try:
            import onnxruntime  # noqa: PLC0415 - takes a tenth of a second, and only reading needs it

            from circumspect.engines import weights  # noqa: PLC0415

            held = weights.arrays(raw[_WEIGHTS], self._places)
            made, kept = [], []
            for name in (_FIRST, _REST):
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1
                options.inter_op_num_threads = 1
                options.log_severity_level = 4
                values = [onnxruntime.OrtValue.ortvalue_from_numpy(held[one]) for one in self._used[name]]
                options.add_external_initializers(self._used[name], values)
                kept += values
                made.append(onnxruntime.InferenceSession(raw[name], options, providers=["CPUExecutionProvider"]))
            return made[0], made[1], kept
        except (ImportError, RuntimeError, ValueError, KeyError) as error:
            raise ClassifierError(self._trouble("cannot be loaded")) from error

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401
        raw = self._file(_PIECES)
        try:
            from tokenizers import Tokenizer  # noqa: PLC0415

            made = Tokenizer.from_buffer(raw)
        except Exception as error:  # tokenizers raises bare Exception
            raise ClassifierError(self._trouble("cannot be loaded")) from error
        made.no_truncation()
        made.no_padding()
        return made

    def threshold(self, rule: str) -> tuple[float, float]:
        """Give (unsure from, sure from) for a rule; never, for one it does not know."""
        number = self._index.get(rule)
        return (2.0, 2.0) if number is None else (self._labels[number].unsure, self._labels[number].sure)

    def read(self, document: Document, *, closely: bool) -> Sequence[LabelReading]:
        """Give a reading for each rule it knows. Spans are code points into the text.

        Not `closely`: a text that holds nothing at first sight is read no further; every chance is then 0.
        Raises ClassifierError where the model file is missing or damaged.
        """
        best = [-math.inf] * len(self._names)
        words: list[list[tuple[int, int, float]]] = [[] for _ in self._names]
        windows, whole = self._windows(document)
        for window in windows:
            said = self._run(window, closely=closely)
            if said is None:
                continue
            text, pieces = said
            for number, logit in enumerate(text):
                best[number] = max(best[number], logit)
                if self._probability(number, logit) >= self._labels[number].unsure and self._labels[number].words:
                    column = [row[number] for row in pieces]
                    words[number] += self._words(window, column, self._labels[number].words)
        return [
            LabelReading(name, self._probability(number, best[number]), _joined(words[number], document.text), whole)
            for number, name in enumerate(self._names)
        ]

    def _probability(self, number: int, logit: float) -> float:
        if logit == -math.inf:
            return 0.0
        label = self._labels[number]
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, label.a * logit + label.b))))

    def _windows(self, document: Document) -> tuple[list[_Window], bool]:
        """Cut a text into windows, each with the place and the message answered before it; say if that is all of it."""
        encode = self._tokenizer.encode
        start, between, _ = specials(self._tokenizer)
        context = encode(f"{document.surface.value} {document.account.value}", add_special_tokens=False).ids
        inbound = _plain(document.in_reply_to or "")[:_LONGEST_INBOUND]
        context += encode(inbound, add_special_tokens=False).ids[: CONTEXT_PIECES - len(context)]
        text = encode(_plain(document.text), add_special_tokens=False)
        ids, offsets = text.ids, text.offsets
        step = TEXT_PIECES - _OVERLAP
        begins = list(range(0, max(1, len(ids) - _OVERLAP), step))
        whole = len(begins) <= _MOST_WINDOWS
        if not whole:
            begins = [begins[i * len(begins) // _MOST_WINDOWS] for i in range(_MOST_WINDOWS)]
        first = len(context) + 2
        windows = [
            _Window(
                [start, *context, between, *ids[at : at + TEXT_PIECES], between],
                first,
                offsets[at : at + TEXT_PIECES],
            )
            for at in begins
        ]
        return windows, whole

    def _run(self, window: _Window, *, closely: bool) -> tuple[list[float], list[list[float]]] | None:
        """Give the logits of a window for each label, and for each of its pieces and label; None for nothing there."""
        import numpy as np  # noqa: PLC0415 - comes with onnxruntime

        first, rest, _ = self._sessions
        inside = np.arange(window.first, window.first + len(window.offsets), dtype=np.int64)
        if not len(inside):
            return None
        hidden, early = first.run(None, {"ids": np.array(window.ids, dtype=np.int64), "inside": inside})
        if not closely and float(early) < self._glance:
            return None
        text, pieces = rest.run(None, {"hidden": hidden, "inside": inside})
        return text.tolist(), pieces.tolist()

    @staticmethod
    def _words(window: _Window, column: list[float], share: float) -> list[tuple[int, int, float]]:
        """Give the stretches of pieces that carry a label: those with at least `share` of the best piece's chance."""
        chance = [1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, logit)))) for logit in column]
        if not chance:
            return []
        bound = max(chance) * share
        found: list[tuple[int, int, float]] = []
        for (start, end), p in zip(window.offsets, chance, strict=True):
            if p >= bound and end > start:
                found.append((start, end, p))
        return found


# Pieces that stand at most this many characters apart are underlined together; shorter stretches are dropped.
_GAP, _SHORTEST, _MOST_STRETCHES = 12, 4, 3


def _joined(pieces: list[tuple[int, int, float]], text: str) -> tuple[tuple[int, int], ...]:
    """Put pieces together to stretches of whole words; the strongest few, in order."""
    stretches: list[tuple[int, int, float]] = []
    for start, end, p in sorted(pieces):
        if stretches and start - stretches[-1][1] <= _GAP:
            before = stretches[-1]
            stretches[-1] = before[0], max(before[1], end), before[2] + p
        else:
            stretches.append((start, end, p))
    whole = [(*_whole_words(start, end, text), weight) for start, end, weight in stretches]
    long_enough = [s for s in whole if s[1] - s[0] >= _SHORTEST] or whole
    best = sorted(long_enough, key=lambda s: -s[2])[:_MOST_STRETCHES]
    return tuple(sorted((start, end) for start, end, _ in best))


def _whole_words(start: int, end: int, text: str) -> tuple[int, int]:
    """Widen a stretch to the ends of its words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _plain(text: str) -> str:
    """Give a text that can be encoded, character for character: lone surrogates become the replacement sign."""
    return text if text.isascii() else "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)

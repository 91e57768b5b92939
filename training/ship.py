"""From a trained model to the shipped files: its weights in few bits, and two graphs that read with them.

Open it to change what is shipped. The first graph holds the word embeddings and the lowest layers, and says whether a
text holds anything at all; the second holds the other layers and gives the scores. Weights are whole numbers (six bits,
a scale for each row of output); what they are multiplied with is rounded to eight bits, one scale for each text. Sums
are of whole numbers, so that processors agree. One text at a time, never padded: neighbours change nothing.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from reader import Item, Reader, Rounded, tensors
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from circumspect.engines import weights
from circumspect.engines.classifier import CONTEXT_PIECES, TEXT_PIECES

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = CONTEXT_PIECES + TEXT_PIECES + 3
BITS = 6
HEADS = 12
# How many inner channels of each layer are multiplied with at full precision.
LOUD = 8
Arrays = dict[str, np.ndarray]


def parts(
    model: Reader,
) -> tuple[dict[str, list[torch.nn.Linear]], dict[str, torch.nn.LayerNorm], dict[str, torch.nn.Linear]]:
    """Name a model's parts: what is multiplied with rounded weights, layer norms, heads."""
    linears: dict[str, list[torch.nn.Linear]] = {}
    norms = {"norm": model.body.embeddings.LayerNorm}
    for i, layer in enumerate(model.body.encoder.layer):
        attention = layer.attention.attn
        linears |= {
            f"{i}.qkv": [attention.q, attention.k, attention.v],
            f"{i}.out": [attention.o],
            f"{i}.up": [layer.intermediate.dense],
            f"{i}.down": [layer.output.dense],
        }
        norms |= {f"{i}.norm1": layer.attention.LayerNorm, f"{i}.norm2": layer.output.LayerNorm}
    heads = {"rules": model.pieces, "whole1": model.whole[0], "whole2": model.whole[3]}
    return linears, norms, heads | {"early1": model.early[0], "early2": model.early[2]}


def rounded(weight: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Give whole numbers (out, in) and the scale of each row. Raises ValueError where it does not fit six bits."""
    weight = weight.detach().float().cpu()
    scale = weight.abs().amax(1).clamp(min=1e-8) / (2 ** (BITS - 1) - 1)
    return (weight / scale[:, None]).round().to(torch.int8).numpy(), scale.numpy()


def arrays(model: Reader) -> Arrays:
    """Give the arrays of a model trained with few bits: int8 for what is rounded, else float32."""
    found: Arrays = {}

    def held(name: str, *given: torch.Tensor) -> None:
        found[name] = np.concatenate([one.detach().float().cpu().numpy() for one in given])

    def linear(name: str, *modules: torch.nn.Linear) -> None:
        both = [rounded(module.weight) for module in modules]
        found[name] = np.ascontiguousarray(np.concatenate([one for one, _ in both]).T)
        found[f"{name}.scale"] = np.concatenate([scale for _, scale in both])
        held(f"{name}.bias", *(module.bias for module in modules))

    body = model.body
    found["words"], found["words.scale"] = rounded(body.embeddings.word_embeddings.weight)
    held("positions", body.embeddings.position_embeddings.weight[2 : 2 + LONGEST])
    distance = torch.arange(-LONGEST + 1, LONGEST)
    bucket = MPNetEncoder.relative_position_bucket(distance, num_buckets=32)
    held("near", body.encoder.relative_attention_bias.weight.detach().cpu()[bucket.cpu()])
    linears, norms, heads = parts(model)
    for name, modules in linears.items():
        linear(name, *modules)
    for name, norm in norms.items():
        held(f"{name}.weight", norm.weight)
        held(f"{name}.bias", norm.bias)
    for name, head in heads.items():
        held(name, head.weight.T)
        held(f"{name}.bias", head.bias)
    return found


def write(found: Arrays, path: Path) -> dict[str, list[Any]]:
    """Write arrays as one file; give what the card says of it: kind, shape, and where each begins."""
    places: dict[str, list[Any]] = {}
    at = 0
    with path.open("wb") as file:
        for name, value in found.items():
            six = value.dtype == np.int8
            raw = weights.packed(value) if six else value.astype(np.float16).tobytes()
            places[name] = ["six" if six else "half", list(value.shape), at]
            at += file.write(raw)
    return places


def load_into(model: Reader, found: Arrays) -> None:
    """Put arrays back into a model made with the same number of bits and layers: the inverse of `arrays`."""

    def put(target: torch.Tensor, value: np.ndarray) -> None:
        target.data.copy_(torch.tensor(value).reshape(target.shape))

    def linear(name: str, *modules: torch.nn.Linear) -> None:
        whole = torch.tensor(found[name].T.astype(np.float32)) * torch.tensor(found[f"{name}.scale"])[:, None]
        for module, weight, bias in zip(
            modules, whole.chunk(len(modules)), torch.tensor(found[f"{name}.bias"]).chunk(len(modules)), strict=True
        ):
            module.parametrizations.weight.original.data.copy_(weight)
            module.bias.data.copy_(bias)

    body = model.body
    body.embeddings.position_embeddings.weight.data[2 : 2 + LONGEST] = torch.tensor(found["positions"])
    bucket = MPNetEncoder.relative_position_bucket(torch.arange(-LONGEST + 1, LONGEST), num_buckets=32)
    body.encoder.relative_attention_bias.weight.data[bucket] = torch.tensor(found["near"])
    linears, norms, heads = parts(model)
    for name, modules in linears.items():
        linear(name, *modules)
    for name, norm in norms.items():
        put(norm.weight, found[f"{name}.weight"])
        put(norm.bias, found[f"{name}.bias"])
    for name, head in heads.items():
        put(head.weight, found[name].T)
        put(head.bias, found[f"{name}.bias"])


def loud(model: Reader, items: list[Item], pad: int) -> dict[int, np.ndarray]:
    """Give for each layer the few inner channels that grow large: rounded with the others they would drown them."""
    most: dict[int, torch.Tensor] = {}

    def listen(number: int) -> Callable[[torch.nn.Module, tuple[torch.Tensor, ...]], None]:
        def hear(_module: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> None:
            high = given[0].abs().amax((0, 1))
            most[number] = torch.maximum(most[number], high) if number in most else high

        return hear

    heard = [
        layer.output.dense.register_forward_pre_hook(listen(number))
        for number, layer in enumerate(model.body.encoder.layer)
    ]
    with torch.no_grad():
        for item in items:
            made = tensors([item], pad)
            model(made["ids"], made["segments"], made["mask"], made["inside"])
    for hook in heard:
        hook.remove()
    return {number: np.sort(np.argsort(-high.numpy())[:LOUD]) for number, high in most.items()}


def apart(found: Arrays, channels: dict[int, np.ndarray]) -> Arrays:
    """Give the arrays with the weights of loud channels once more, to be multiplied with at full precision."""
    made = dict(found)
    for number, chosen in channels.items():
        name = f"{number}.down"
        made[f"{name}.loud"] = found[name][chosen].astype(np.float32) * found[f"{name}.scale"]
        quiet = np.ones(len(found[name]), np.float32)
        quiet[chosen] = 0
        made[f"{name}.quiet"] = quiet
    return made


class Graph:
    """An ONNX graph while it is written. Weights are named and stay outside the file."""

    def __init__(self, found: Arrays) -> None:
        """Take the arrays whose names it may use."""
        self.found, self.nodes, self.held = found, [], {}
        self.constants: list[Any] = []

    def node(self, kind: str, *inputs: str, **attributes: float | list[int]) -> str:
        """Add a node, and give the name of its result."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, value: float | list[int] | np.ndarray, kind: type = np.int64) -> str:
        """Add a small constant."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(onnx.numpy_helper.from_array(np.array(value, kind), name))
        return name

    def weight(self, name: str) -> str:
        """Name an array from outside."""
        value = self.found[name]
        made = TensorProto(name=name, dims=value.shape, data_location=TensorProto.EXTERNAL)
        made.data_type = TensorProto.INT8 if value.dtype == np.int8 else TensorProto.FLOAT
        made.external_data.add(key="location", value="weights.bin")
        self.held[name] = made
        return name

    def linear(self, x: str, name: str) -> str:
        """Multiply with rounded weights: whole numbers, then the scales, then the bias."""
        start = len(self.nodes)
        whole, scale, zero = (f"{name}_{part}_{start}" for part in ("whole", "by", "zero"))
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], [whole, scale, zero]))
        summed = self.node("MatMulInteger", whole, self.weight(name), zero)
        by = self.node("Mul", scale, self.weight(f"{name}.scale"))
        return self.node(
            "Add", self.node("Mul", self.node("Cast", summed, to=TensorProto.FLOAT), by), self.weight(f"{name}.bias")
        )

    def full(self, x: str, name: str) -> str:
        """Multiply with a head's weights."""
        return self.node("Add", self.node("MatMul", x, self.weight(name)), self.weight(f"{name}.bias"))

    def norm(self, x: str, name: str) -> str:
        """Normalise a layer."""
        return self.node(
            "LayerNormalization", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), axis=-1, epsilon=1e-5
        )

    def gelu(self, x: str) -> str:
        """Gelu, in the form that the runtime knows."""
        risen = self.node("Erf", self.node("Div", x, self.constant(math.sqrt(2), np.float32)))
        return self.node(
            "Mul",
            self.node("Mul", x, self.node("Add", risen, self.constant(1, np.float32))),
            self.constant(0.5, np.float32),
        )

    def pooled(self, pieces: str) -> str:
        """Give a text's scores (labels,) from its pieces' (text, labels), as reader.pooled does."""
        count = self.node("Log", self.node("Cast", self.node("Shape", pieces, start=0, end=1), to=TensorProto.FLOAT))
        doubled = self.node("Mul", pieces, self.constant(2, np.float32))
        soft = self.node(
            "Div", self.node("ReduceLogSumExp", doubled, axes=[0], keepdims=0), self.constant(2, np.float32)
        )
        return self.node("Sub", soft, self.node("Div", count, self.constant(4, np.float32)))

    def steps(self, x: str) -> str:
        """Give 0 … length - 1 for (length, …)."""
        length = self.node("Squeeze", self.node("Shape", x, start=0, end=1), self.constant([0]))
        return self.node("Range", self.constant(0), length, self.constant(1))

    def near(self, x: str) -> str:
        """Give how each piece leans on each by distance: (heads, length, length)."""
        at = self.steps(x)
        apart = self.node(
            "Sub", self.node("Unsqueeze", at, self.constant([0])), self.node("Unsqueeze", at, self.constant([1]))
        )
        leans = self.node("Gather", self.weight("near"), self.node("Add", apart, self.constant(LONGEST - 1)))
        return self.node("Transpose", leans, perm=[2, 0, 1])

    def layer(self, x: str, number: int, near: str) -> str:
        """Read (length, width) once more."""
        width = self.found[f"{number}.out"].shape[0]
        both = self.node("Reshape", self.linear(x, f"{number}.qkv"), self.constant([0, 3, HEADS, width // HEADS]))
        asked, keys, values = (
            self.node("Transpose", self.node("Squeeze", part, self.constant([1])), perm=perm)
            for part, perm in zip(self.split(both), ([1, 0, 2], [1, 2, 0], [1, 0, 2]), strict=True)
        )
        scaled = self.node(
            "Div", self.node("MatMul", asked, keys), self.constant(math.sqrt(width // HEADS), np.float32)
        )
        share = self.node("Softmax", self.node("Add", scaled, near), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", share, values), perm=[1, 0, 2])
        out = self.linear(self.node("Reshape", mixed, self.constant([0, width])), f"{number}.out")
        x = self.norm(self.node("Add", x, out), f"{number}.norm1")
        inner, name = self.gelu(self.linear(x, f"{number}.up")), f"{number}.down"
        quiet = self.weight(f"{name}.quiet")
        chosen = self.constant(np.flatnonzero(self.found[f"{name}.quiet"] == 0))
        loud = self.node("MatMul", self.node("Gather", inner, chosen, axis=1), self.weight(f"{name}.loud"))
        risen = self.node("Add", self.linear(self.node("Mul", inner, quiet), name), loud)
        return self.norm(self.node("Add", x, risen), f"{number}.norm2")

    def split(self, both: str) -> list[str]:
        """Part (length, 3, heads, size) into its three."""
        names = [f"{both}_{part}" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [both, self.constant([1, 1, 1])], names, axis=1))
        return names

    def write(
        self, path: Path, inputs: dict[str, tuple[int, list[Any]]], outputs: dict[str, tuple[str, list[Any]]]
    ) -> None:
        """Check and write the graph."""
        for name, (made, _) in outputs.items():
            self.nodes.append(helper.make_node("Identity", [made], [name]))
        graph = helper.make_graph(
            self.nodes,
            path.stem,
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, (_, shape) in outputs.items()],
            [*self.constants, *self.held.values()],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        path.write_bytes(model.SerializeToString())


def graphs(found: Arrays, out: Path, early: int) -> dict[str, list[str]]:
    """Write first.onnx (pieces to hidden state and early score) and rest.onnx (hidden state to scores).

    Gives the names of the weights that each of them uses.
    """
    width, labels = found["positions"].shape[1], found["rules"].shape[1]
    layers = sum(name.endswith(".qkv") for name in found)
    first = Graph(found)
    words = first.node("Cast", first.node("Gather", first.weight("words"), "ids"), to=TensorProto.FLOAT)
    scale = first.node("Unsqueeze", first.node("Gather", first.weight("words.scale"), "ids"), first.constant([1]))
    place = first.node("Gather", first.weight("positions"), first.steps("ids"))
    x = first.norm(first.node("Add", first.node("Mul", words, scale), place), "norm")
    near = first.near("ids")
    for number in range(early):
        x = first.layer(x, number, near)
    seen = first.full(first.gelu(first.full(first.node("Gather", x, "inside"), "early1")), "early2")
    glance = first.node("ReduceLogSumExp", first.pooled(seen), keepdims=0)
    first.write(
        out / "first.onnx",
        {"ids": (TensorProto.INT64, ["length"]), "inside": (TensorProto.INT64, ["text"])},
        {"hidden": (x, ["length", width]), "early": (glance, [])},
    )
    rest = Graph(found)
    near, x = rest.near("hidden"), "hidden"
    for number in range(early, layers):
        x = rest.layer(x, number, near)
    text = rest.node("Gather", x, "inside")
    pieces = rest.full(text, "rules")
    mean = rest.node("ReduceMean", text, axes=[0], keepdims=0)
    start = rest.node("Squeeze", rest.node("Gather", x, rest.constant([0])), rest.constant([0]))
    joined = rest.node("Unsqueeze", rest.node("Concat", start, mean, axis=0), rest.constant([0]))
    whole = rest.node("Squeeze", rest.full(rest.gelu(rest.full(joined, "whole1")), "whole2"), rest.constant([0]))
    rest.write(
        out / "rest.onnx",
        {"hidden": (TensorProto.FLOAT, ["length", width]), "inside": (TensorProto.INT64, ["text"])},
        {"text": (rest.node("Add", rest.pooled(pieces), whole), [labels]), "pieces": (pieces, ["text", labels])},
    )
    return {"first.onnx": list(first.held), "rest.onnx": list(rest.held)}


def save(model: Reader, run: str) -> None:
    """Keep a model of few bits as RUN.bin and RUN.places.json, without the word embeddings, which do not change."""
    found = {name: value for name, value in arrays(model).items() if not name.startswith("words")}
    places = write(found, Path(f"{run}.bin"))
    Path(f"{run}.places.json").write_text(json.dumps(places), encoding="utf-8")


def restore(run: str, name: str) -> Arrays:
    """Give the arrays of a saved model, with the word embeddings of its base encoder."""
    places = json.loads(Path(f"{run}.places.json").read_text(encoding="utf-8"))
    base = Reader(1, name, 1).body.embeddings.word_embeddings.weight
    whole, scale = rounded(Rounded(BITS)(base.detach()))
    return {"words": whole, "words.scale": scale} | weights.arrays(Path(f"{run}.bin").read_bytes(), places)

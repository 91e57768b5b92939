"""Weights on disk: whole numbers of six bits, four in three bytes. Open it to change how the reader's file is laid out.

The file is one stretch of arrays, one after another; the card says where each begins. Kinds: `six` (numbers from -31
to 31, packed), `half` (16-bit floats).
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MIDDLE = 32


def packed(values: np.ndarray[Any, np.dtype[Any]]) -> bytes:
    """Pack numbers from -32 to 31; their count must be a multiple of four. Raises ValueError otherwise."""
    if values.size % 4 or values.min() < -_MIDDLE or values.max() >= _MIDDLE:
        raise ValueError("six bits hold -32 to 31, four numbers at a time")
    a, b, c, d = (values.reshape(-1, 4).astype(np.int16) + _MIDDLE).astype(np.uint8).T
    return np.stack([a | (b << 6), (b >> 2) | (c << 4), (c >> 4) | (d << 2)], axis=1).astype(np.uint8).tobytes()


def unpacked(raw: bytes | memoryview) -> np.ndarray[Any, np.dtype[np.int8]]:
    """Give the numbers of a packed stretch, as int8, in one row."""
    first, second, third = np.ascontiguousarray(np.frombuffer(raw, np.uint8).reshape(-1, 3).T)
    made = np.empty((len(first), 4), np.uint8)
    made[:, 0] = first & 63
    made[:, 1] = (first >> 6) | ((second & 15) << 2)
    made[:, 2] = (second >> 4) | ((third & 3) << 4)
    made[:, 3] = third >> 2
    made -= _MIDDLE
    return made.reshape(-1).view(np.int8)


def arrays(raw: bytes, places: Mapping[str, Sequence[Any]]) -> dict[str, np.ndarray[Any, np.dtype[Any]]]:
    """Give the arrays of a file: int8 for `six`, float32 for `half`.

    `places`: for each name its kind, its shape, and where it begins, in bytes. Raises ValueError where they do not fit.
    """
    found: dict[str, np.ndarray[Any, np.dtype[Any]]] = {}
    view = memoryview(raw)
    for name, (kind, shape, begin) in places.items():
        size = prod(shape)
        if kind == "six":
            found[name] = unpacked(view[begin : begin + size * 3 // 4]).reshape(shape)
        else:
            found[name] = np.frombuffer(view[begin : begin + size * 2], np.float16).astype(np.float32).reshape(shape)
    return found

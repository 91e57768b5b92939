"""Words in a picture, read by RapidOCR. Open it to change which model reads, or how large pictures are cut.

RapidOCR's wheel holds its models; they are named here one by one, so that it never looks for others elsewhere.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from circumspect.domain.picture import Box, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.engines.pixels import Pixels

_MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}
# The longer side is made 1,600 pixels at most: with 2,000 it took 1.1 GB and read no better. What is longer than
# this many times its width is read in pieces, or the words of a long screenshot would be too small to read.
_LONG, _PIECE, _OVERLAP, _SHORTEST, _SIDE = 2.6, 2.0, 160, 2_000, 1_600
_ALONE = 0.95  # how sure a single sign must be: stains and corners are read as 0 and 8
_MISSING = "install circumspect[pictures]"


class OcrError(Exception):
    """Words in pictures cannot be read; the message says what to do."""


class TextReader:
    """Reads words in pictures. Make one and keep it: loading takes about a second."""

    @cached_property
    def _reader(self) -> Any:  # noqa: ANN401 - RapidOCR's own class
        try:
            import rapidocr  # noqa: PLC0415 - an extra
        except ImportError:
            raise OcrError(_MISSING) from None
        folder = Path(rapidocr.__file__).parent / "models"
        missing = [name for name in _MODELS.values() if not (folder / name).is_file()]
        if missing:  # it would go and look for them elsewhere
            raise OcrError(f"the model {missing[0]} is not where RapidOCR keeps it: {_MISSING} again")
        paths = {key: str(folder / name) for key, name in _MODELS.items()}
        return rapidocr.RapidOCR(
            params={"Global.log_level": "critical", "Global.use_cls": False, "Global.max_side_len": _SIDE, **paths}
        )

    def read(self, pixels: Pixels) -> tuple[Line, ...]:
        """Give the lines of words in rows of red, green, blue. Raises OcrError."""
        reader, found = self._reader, []
        along = 0 if pixels.shape[0] >= pixels.shape[1] else 1
        try:
            for start, end, own in _pieces(pixels.shape[along], pixels.shape[1 - along]):
                piece = pixels[start:end] if along == 0 else pixels[:, start:end]
                shift = (0, start) if along == 0 else (start, 0)
                found += [line for line in _lines(reader, piece, shift) if _middle(line.box, along) in own]
        except Exception as error:  # noqa: BLE001 - whatever failed, the words were not read
            raise OcrError(f"the reader of pictures failed ({type(error).__name__})") from None
        return tuple(found)


def _pieces(length: int, across: int) -> Iterator[tuple[int, int, range]]:
    """Cut a long picture: where each piece starts and ends, and the stretch whose lines are its own."""
    if length <= _LONG * across or length <= _SHORTEST:
        yield 0, length, range(length)
        return
    size = max(int(_PIECE * across), _SHORTEST)
    starts = range(0, length - _OVERLAP, size - _OVERLAP)
    for start in starts:
        end = min(start + size, length)
        low = start + _OVERLAP // 2 if start else 0
        yield start, end, range(low, end if start == starts[-1] else end - _OVERLAP // 2)


def _middle(box: Box, along: int) -> int:
    return box.x + box.w // 2 if along else box.y + box.h // 2


def _broad(pixels: Pixels) -> Pixels:
    """Lay a thin picture on a broader sheet: RapidOCR would blow the thin side up, and the long one with it."""
    height, width = pixels.shape[:2]
    least = round(max(height, width) / _LONG)
    if min(height, width) >= least:
        return pixels
    sheet = np.full((max(height, least), max(width, least), 3), int(np.median(pixels)), np.uint8)
    sheet[:height, :width] = pixels
    return sheet


def _lines(reader: Any, pixels: Pixels, shift: tuple[int, int]) -> Iterator[Line]:  # noqa: ANN401 - RapidOCR's own class
    """Read one piece; its boxes come out as places in the whole."""
    said = reader(_broad(pixels)[:, :, ::-1])  # it takes blue first
    if said.boxes is None or said.txts is None:
        return
    height, width = pixels.shape[:2]
    for corners, text, score in zip(said.boxes, said.txts, said.scores, strict=True):
        left, top = (max(0, int(side)) for side in np.floor(corners.min(axis=0)))
        right, bottom = (int(side) for side in np.ceil(corners.max(axis=0)))
        box = Box(left + shift[0], top + shift[1], max(1, min(right, width) - left), max(1, min(bottom, height) - top))
        words = " ".join(text.split())
        if len(words) > 1 or (words and score >= _ALONE):
            yield Line(words, box, round(float(score), 3))

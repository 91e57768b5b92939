"""Words in a picture are read, with their places. All pictures are drawn here."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("PIL")
pytest.importorskip("rapidocr")

from PIL import Image, ImageDraw, ImageFont

from circumspect.engines.ocr import OcrError, TextReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circumspect.domain.picture import Line


@pytest.fixture(scope="module")
def reader() -> TextReader:
    """Give one reader for all tests."""
    return TextReader()


def written(
    words: Sequence[tuple[str, int, int]], size: tuple[int, int] = (900, 300)
) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Draw words at places, black on white."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for text, x, y in words:
        draw.text((x, y), text, font=ImageFont.load_default(36), fill="black")
    return np.asarray(image)


def said(lines: tuple[Line, ...]) -> list[str]:
    """Give the words of lines, from top to bottom."""
    return [line.text for line in sorted(lines, key=lambda one: one.box.y)]


def test_words_are_read_where_they_stand(reader: TextReader) -> None:
    """Two lines, each with a box that holds it and little else; nothing of it goes over a network."""
    first, second = reader.read(written([("Booked out until May", 40, 40), ("Call 555-0142", 400, 200)]))
    assert (first.text, second.text) == ("Booked out until May", "Call 555-0142")
    assert (abs(first.box.x - 40) < 15, abs(second.box.x - 400) < 15) == (True, True)
    assert first.box.y <= 60 <= first.box.bottom < second.box.y <= 220 <= second.box.bottom


def test_a_long_screenshot_is_read_in_pieces_without_loss_or_doubles(reader: TextReader) -> None:
    """Lines all the way down a picture eight times as high as wide come out once each, with places in the whole."""
    words = [(f"Message number {at}", 40, 60 + 237 * at) for at in range(30)]
    lines = reader.read(written(words, (900, 7_200)))
    assert said(lines) == [text for text, _, _ in words]
    assert all(
        abs(line.box.y - y) < 30 for line, (_, _, y) in zip(sorted(lines, key=lambda o: o.box.y), words, strict=True)
    )


@pytest.mark.parametrize("shape", [(1, 1), (2, 3_000), (3_000, 2), (40, 40)])
def test_pictures_without_words_have_none(reader: TextReader, shape: tuple[int, int]) -> None:
    """Tiny, thin and empty pictures are read and hold nothing."""
    assert reader.read(np.full((*shape, 3), 255, np.uint8)) == ()


def test_a_reader_that_fails_says_so(reader: TextReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault inside is told as words that were not read, never as a picture without words."""

    def broken(_: object) -> None:
        raise RuntimeError("Quillon")

    monkeypatch.setitem(reader.__dict__, "_reader", broken)
    with pytest.raises(OcrError, match="RuntimeError") as caught:
        reader.read(written([]))
    assert "Quillon" not in str(caught.value)


def test_missing_models_are_told_and_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where RapidOCR's models are not in its folder we say so; it would look for them on the network."""
    monkeypatch.setattr("circumspect.engines.ocr._MODELS", {"Det.model_path": "gone.onnx"})
    with pytest.raises(OcrError, match="install circumspect"):
        TextReader().read(written([]))


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """No RapidOCR: the words name the extra."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(OcrError, match=r"install circumspect\[pictures\]"):
        TextReader().read(written([]))


def test_it_reads_and_finds_with_every_connection_refused() -> None:
    """A fresh process in which each connection and name look-up ends it reads words and looks for faces."""
    program = """
import os, socket
def refuse(*_, **__): os._exit(9)
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse
socket.getaddrinfo = socket.gethostbyname = refuse
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from circumspect.engines.faces import FaceFinder
from circumspect.engines.ocr import TextReader
image = Image.new("RGB", (600, 120), "white")
ImageDraw.Draw(image).text((20, 30), "Booked out", font=ImageFont.load_default(40), fill="black")
rows = np.asarray(image)
print([line.text for line in TextReader().read(rows)], FaceFinder().find(rows))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout, done.stderr) == (0, "['Booked out'] ()\n", "")

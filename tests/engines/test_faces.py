"""Faces are counted and placed. The face is drawn; no person's picture is here."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("PIL")

from PIL import Image, ImageDraw, ImageFilter

from circumspect.engines.faces import SHIPPED, FaceFinder, FacesError

if TYPE_CHECKING:
    from pathlib import Path

R, SIDE = 110, 528


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    """Give one finder for all tests."""
    return FaceFinder()


def face() -> Image.Image:
    """Draw a head with hair, eyes, brows, nose and mouth, 528 pixels square."""
    image = Image.new("RGB", (SIDE, SIDE), (120, 150, 170))
    draw, x, y, r = ImageDraw.Draw(image), SIDE // 2, SIDE // 2, R
    draw.rectangle((x - r * 0.45, y + r * 0.8, x + r * 0.45, y + r * 1.9), fill=(190, 140, 115))
    draw.ellipse((x - r * 1.9, y + r * 1.5, x + r * 1.9, y + r * 4), fill=(50, 70, 120))
    draw.ellipse((x - r, y - r * 1.45, x + r, y + r * 0.5), fill=(60, 40, 30))
    draw.ellipse((x - r * 0.85, y - r * 1.1, x + r * 0.85, y + r * 1.2), fill=(224, 172, 145))
    for side in (-1, 1):
        ex, ey = x + side * r * 0.36, y - r * 0.12
        draw.ellipse((ex - r * 0.28, ey - r * 0.22, ex + r * 0.28, ey + r * 0.2), fill=(196, 142, 118))
        draw.ellipse((ex - r * 0.2, ey - r * 0.1, ex + r * 0.2, ey + r * 0.1), fill=(240, 238, 235))
        draw.ellipse((ex - r * 0.1, ey - r * 0.1, ex + r * 0.1, ey + r * 0.1), fill=(50, 35, 28))
        draw.arc((ex - r * 0.22, ey - r * 0.14, ex + r * 0.22, ey + r * 0.16), 190, 350, fill=(40, 25, 20), width=5)
        draw.arc((ex - r * 0.3, ey - r * 0.42, ex + r * 0.3, ey + r * 0.1), 205, 335, fill=(60, 40, 30), width=9)
        nose = x + side * r * 0.14
        draw.ellipse((nose - r * 0.06, y + r * 0.36, nose + r * 0.06, y + r * 0.43), fill=(130, 80, 65))
    ridge = [(x - r * 0.06, y), (x + r * 0.06, y), (x + r * 0.2, y + r * 0.4), (x - r * 0.2, y + r * 0.4)]
    draw.polygon(ridge, fill=(212, 158, 132))
    draw.ellipse((x - r * 0.36, y + r * 0.6, x + r * 0.36, y + r * 0.84), fill=(176, 80, 78))
    draw.line((x - r * 0.34, y + r * 0.71, x + r * 0.34, y + r * 0.71), fill=(90, 35, 35), width=4)
    return image.filter(ImageFilter.GaussianBlur(r / 12))


def pixels(image: Image.Image) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Give a picture as rows of red, green, blue."""
    return np.asarray(image)


def test_a_face_is_found_where_it_is(finder: FaceFinder) -> None:
    """One face, and its box holds the eyes and the mouth without holding the whole picture."""
    (found,) = finder.find(pixels(face()))
    box = found.box
    assert box.x < SIDE / 2 - 50 < SIDE / 2 + 50 < box.right
    assert box.y < SIDE / 2 - 20 < SIDE / 2 + 70 < box.bottom
    assert box.w * box.h < SIDE * SIDE / 3


def test_faces_are_counted_from_left_to_right(finder: FaceFinder) -> None:
    """Two heads beside each other are two, in that order, each in its own half."""
    both = Image.new("RGB", (2 * SIDE, SIDE))
    both.paste(face(), (0, 0))
    both.paste(face(), (SIDE, 0))
    left, right = finder.find(pixels(both))
    assert left.box.right < SIDE < right.box.x


def test_boxes_are_pixels_of_the_picture_as_it_came(finder: FaceFinder) -> None:
    """A picture larger than the model looks at gives boxes in its own pixels."""
    (found,) = finder.find(pixels(face().resize((3 * SIDE, 3 * SIDE))))
    assert 0.8 * SIDE < found.box.x + found.box.w / 2 - 0.5 * SIDE < 1.2 * SIDE


@pytest.mark.parametrize("size", [(1, 1), (3, 4_000), (4_000, 3), (33, 31)])
def test_pictures_without_a_face_have_none(finder: FaceFinder, size: tuple[int, int]) -> None:
    """Tiny, thin and empty pictures are looked at and hold no face."""
    assert finder.find(np.zeros((*size, 3), np.uint8)) == ()


def test_a_damaged_model_is_told(tmp_path: Path) -> None:
    """No face is not what a broken finder says."""
    broken = tmp_path / "model.onnx"
    broken.write_bytes(SHIPPED.read_bytes()[:1_000])
    with pytest.raises(FacesError, match="cannot be used"):
        FaceFinder(broken).find(np.zeros((8, 8, 3), np.uint8))


def test_the_model_is_the_one_that_its_notice_names() -> None:
    """The file's hash stands in NOTICE.md beside it, with its licence."""
    assert sha256(SHIPPED.read_bytes()).hexdigest() in (SHIPPED.parent / "NOTICE.md").read_text(encoding="utf-8")
    assert "MIT License" in (SHIPPED.parent / "LICENSE").read_text(encoding="utf-8")

"""A picture's file becomes pixels. Open it to change which kinds are read, how large they may be, how they are turned.

A file is told by its first bytes, never by its ending. Needs Pillow; nothing here is imported with the program.
"""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from circumspect.domain.picture import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]

LARGEST = 200 * 1024 * 1024
MOST_PIXELS = 110_000_000  # what the largest phones take
_WORKING = 16_000_000  # pixels that are looked at; larger pictures are made smaller first
_TURNS = {2: (0,), 3: (3,), 4: (1,), 5: (5,), 6: (4,), 7: (6,), 8: (2,)}  # orientation → Image.Transpose
_ORIENTATION = 0x0112
_GREY = (128, 128, 128)


class PictureError(ValueError):
    """A picture that cannot be read; the message says why and what to do, and quotes nothing of it."""


def installed() -> bool:
    """Say whether pictures can be opened at all."""
    return find_spec("PIL") is not None


@dataclass(slots=True)
class Opened:
    """A picture's file, opened and not yet decoded. `doubts`: its reader complained about what is stored in it."""

    image: Image.Image
    raw: bytes
    kind: str
    doubts: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as a screen shows it."""
        width, height = self.image.size
        return (height, width) if self.turned in (5, 6, 7, 8) else (width, height)

    @property
    def too_large(self) -> bool:
        """Whether it has more pixels than we decode."""
        width, height = self.image.size
        return bool(width * height > MOST_PIXELS)

    def exif(self) -> Any:  # noqa: ANN401 - Pillow's Exif
        """Give its EXIF; for a PNG that is too large none, with a doubt: Pillow would decode all of it to look."""
        if self.kind == "PNG" and self.too_large:
            self.doubts = True
            return {}
        return self.image.getexif()

    @property
    def turned(self) -> int:
        """How the camera was held: 1 to 8, as EXIF has it; 1 where it does not say."""
        with trusting_nothing(self):
            said = self.exif().get(_ORIENTATION, 1)
            return said if isinstance(said, int) and said in _TURNS else 1
        return 1


@contextmanager
def trusting_nothing(opened: Opened) -> Iterator[None]:
    """Read what is stored in a file, whatever it holds: what goes wrong is noted as a doubt and goes no further."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            yield
        except Exception:  # noqa: BLE001 - made-up tags raise anything, and an error would quote them
            opened.doubts = True
    opened.doubts = opened.doubts or bool(said)


def opened(raw: bytes) -> Opened:
    """Open a picture. Raises PictureError."""
    from PIL import Image  # noqa: PLC0415 - only who has pictures needs Pillow

    kind = kind_of(raw)
    if kind is None:
        raise PictureError("is not a picture that we read, whatever its ending says; save it as JPEG or PNG")
    if kind == "HEIF":
        _open_heif()
    Image.MAX_IMAGE_PIXELS = None  # what is decoded is bounded here, by MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(raw), formats=(kind,))
    except Exception:  # noqa: BLE001 - decoders raise anything over a broken file
        raise PictureError("is damaged or cut short; get the picture again from where it came") from None
    return Opened(image, raw, kind)


def _open_heif() -> None:
    """Have Pillow read HEIC where pillow-heif is installed. Raises PictureError where it is not."""
    if find_spec("pillow_heif") is None:
        raise PictureError("is a HEIC picture; save it as JPEG and name that (or install pillow-heif)")
    from pillow_heif import register_heif_opener  # noqa: PLC0415 - an extra of its own

    register_heif_opener()


def upright(opened_: Opened) -> Image.Image:
    """Decode a picture, turned as a screen shows it. Raises PictureError."""
    from PIL import Image  # noqa: PLC0415

    image, turned = opened_.image, opened_.turned
    _bounded(opened_)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
    except Exception:  # noqa: BLE001 - decoders raise anything over a broken file
        raise PictureError("is damaged or cut short; get the picture again from where it came") from None
    for turn in _TURNS.get(turned, ()):
        image = image.transpose(Image.Transpose(turn))
    return image


def _bounded(opened_: Opened) -> None:
    """Raise PictureError for a picture of more pixels than we decode."""
    if opened_.too_large:
        width, height = opened_.image.size
        raise PictureError(f"is too large ({width:,} by {height:,} pixels); make it smaller and try again")


def looked_at(opened_: Opened) -> tuple[Pixels, float]:
    """Give the pixels to look at, as rows of red, green, blue, and how many times larger the picture is.

    What can be seen through is laid on grey, so that neither black nor white words vanish. Raises PictureError.
    """
    _bounded(opened_)
    full = opened_.size[0]
    if opened_.kind == "JPEG":  # decoded small from the start: a very large photo then takes little memory
        width, height = opened_.image.size
        share = max(1.0, width * height / _WORKING) ** 0.5
        opened_.image.draft("RGB", (int(width / share), int(height / share)))
    image = upright(opened_)
    share = (image.width * image.height / _WORKING) ** 0.5
    if share > 1 and not image.mode.startswith("I"):
        image = _plain(image).reduce(max(2, round(share)))
    return np.ascontiguousarray(_coloured(image)), full / image.width


def _plain(image: Image.Image) -> Image.Image:
    """Take a palette away: its numbers cannot be averaged."""
    return image.convert("RGBA") if image.mode in ("P", "PA", "1") else image


def _coloured(image: Image.Image) -> Pixels:
    from PIL import Image  # noqa: PLC0415

    if image.mode.startswith("I"):  # 16 bits of grey
        wide = np.asarray(image).astype(np.uint32)
        grey = (wide >> 8 if wide.max(initial=0) > 255 else wide).astype(np.uint8)  # noqa: PLR2004 - 8 bits
        return np.repeat(grey[:, :, None], 3, axis=2)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        over = image.convert("RGBA")
        under = Image.new("RGB", over.size, _GREY)
        under.paste(over, mask=over.getchannel("A"))
        image = under
    return np.asarray(image.convert("RGB"))

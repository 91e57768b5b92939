"""What a picture's file says beside the picture, and a copy without it. Open it to read one tag more.

Place, time, device, titles and comments come from EXIF, XMP, IPTC and comments of JPEG, PNG, WebP and GIF. All of it is
whatever somebody wrote there: nothing of it is trusted, and nothing of it stops the reading.
"""

from __future__ import annotations

import io
import math
import re
import warnings
from typing import TYPE_CHECKING, Any

from circumspect.domain.picture import Spot, Stored
from circumspect.engines.pixels import Opened, PictureError, opened, trusting_nothing, upright

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from PIL import Image

_MAKE, _MODEL, _DATE, _EXIF, _GPS = 0x010F, 0x0110, 0x0132, 0x8769, 0x8825
_TAKEN, _COMMENT, _SERIALS = 0x9003, 0x9286, (0xA430, 0xA431, 0xA435)
_TITLES = (0x010E, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F)  # ImageDescription, and what Windows writes in UTF-16
_WIDE = 0x9C00
_DAY = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d)")
_XMP_START = re.compile(rb"<x:xmpmeta|<rdf:RDF|http://ns\.adobe\.com/xap/1\.0/")
_XMP_PLACE = re.compile(r"GPS(Latitude|Longitude)(?:=[\"']|>)\s*(\d{1,3})[,.](\d{1,12})(?:[,.](\d{1,12}))?\s*([NSEW]?)")
_XMP_WORDS = re.compile(r"<rdf:li[^>]{0,80}>([^<>]{1,2000})</rdf:li>")
_IPTC_WORDS = ((2, 5), (2, 25), (2, 90), (2, 92), (2, 105), (2, 120))  # title, keywords, city, place, headline, caption
_IPTC_START = b"Photoshop 3.0\x00"
_LONGEST, _MOST_WORDS, _NAME = 2_000, 20, 60
_SEARCHED = 4 * 1024 * 1024
_JPEG_QUALITY = 95
_SUFFIXES = {"JPEG": ".jpg", "HEIF": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif"}


def stored(picture: Opened) -> Stored:
    """Give what is stored beside a picture; call it after the picture was decoded, or its last part is not found."""
    kinds: list[str] = []
    place: list[Spot] = []
    device = taken = ""
    words: list[str] = []
    placed = False
    image = picture.image
    with trusting_nothing(picture):
        exif = picture.exif()
        kinds += ["EXIF"] if exif else []
        device = " ".join(dict.fromkeys(w for tag in (_MAKE, _MODEL) if (w := _plain(exif.get(tag))[:_NAME])))
        inner = exif.get_ifd(_EXIF) if exif else {}
        taken = _moment(inner.get(_TAKEN)) or _moment(exif.get(_DATE))
        kinds += ["serial numbers or the owner's name"] if any(inner.get(tag) for tag in _SERIALS) else []
        words += [_decoded(tag, exif.get(tag)) for tag in _TITLES] + [_decoded(_COMMENT, inner.get(_COMMENT))]
    with trusting_nothing(picture):
        exif = picture.exif()
        gps = exif.get_ifd(_GPS) if exif else {}
        placed = 2 in gps or 4 in gps  # noqa: PLR2004 - GPSLatitude and GPSLongitude
        place += _spot(gps)
    with trusting_nothing(picture):
        for packet in _packets(picture):
            kinds.append("XMP")
            words += _XMP_WORDS.findall(packet)
            found = _xmp_spot(packet)
            placed, place = placed or "GPSLatitude" in packet, place + found
    with trusting_nothing(picture):
        said = _iptc(image)
        kinds += ["IPTC"] if said or _IPTC_START in picture.raw[:_SEARCHED] else []
        words += said
    with trusting_nothing(picture):
        notes = [] if picture.kind == "PNG" and picture.too_large else list(_comments(image))
        kinds += ["comments"] if notes else []
        words += notes
    return Stored(
        placed,
        place[0] if place else None,
        device,
        taken,
        tuple(dict.fromkeys(w for word in words if (w := _plain(word))))[:_MOST_WORDS],
        tuple(dict.fromkeys(kinds)),
        whole=not picture.doubts,
    )


def _plain(value: object) -> str:
    """Give a tag as one line that cannot steer a terminal; nothing for what is no text."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    printable = "".join(c if c.isprintable() else " " for c in value[:_LONGEST])
    return " ".join(printable.split())


def _decoded(tag: int, value: object) -> str:
    """Give the words of a title or comment, whose encoding hangs on the tag."""
    if isinstance(value, tuple):
        value = bytes(number & 255 for number in value if isinstance(number, int))
    if not isinstance(value, bytes):
        return _plain(value)
    if tag >= _WIDE:
        return _plain(value.decode("utf-16-le", "replace"))
    if tag == _COMMENT:  # eight bytes say which encoding follows
        return _plain(value[8:].decode("utf-16" if value[:7] == b"UNICODE" else "utf-8", "replace"))
    return _plain(value)


def _moment(value: object) -> str:
    """Give a time as `2026-03-02 14:05`; nothing where it is none."""
    found = _DAY.match(_plain(value))
    return "{}-{}-{} {}:{}".format(*found.groups()) if found else ""


def _spot(gps: Mapping[int, Any]) -> Iterator[Spot]:
    """Give the point that a GPS block names, if it names one on this globe."""
    latitude, longitude = _degrees(gps.get(2), gps.get(1), "S"), _degrees(gps.get(4), gps.get(3), "W")
    yield from _on_the_globe(latitude, longitude)


def _on_the_globe(latitude: float | None, longitude: float | None) -> Iterator[Spot]:
    if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR2004
        yield Spot(latitude, longitude)


def _degrees(parts: object, side: object, negative: str) -> float | None:
    """Turn degrees, minutes and seconds into degrees; None for anything else."""
    if not isinstance(parts, tuple) or not 1 <= len(parts) <= 3:  # noqa: PLR2004
        return None
    try:
        value: float = sum(float(part) / 60**power for power, part in enumerate(parts))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not math.isfinite(value):
        return None
    return -abs(value) if _plain(side).upper().startswith(negative) else value


def _packets(picture: Opened) -> Iterator[str]:
    """Give the XMP in a file: as its reader found it, else where it stands between other bytes."""
    found = picture.image.info.get("xmp") or picture.image.info.get("XML:com.adobe.xmp")
    if found:
        yield found.decode("utf-8", "replace") if isinstance(found, bytes) else str(found)
    elif mark := _XMP_START.search(picture.raw):
        yield picture.raw[mark.start() : mark.start() + _SEARCHED].decode("utf-8", "replace")


def _xmp_spot(packet: str) -> list[Spot]:
    """Give the point that XMP names as `43,37.2N` or in degrees."""
    said: dict[str, float] = {}
    for axis, whole, part, more, side in _XMP_PLACE.findall(packet):
        # With a side: degrees and minutes. Without: degrees alone.
        value = int(whole) + float(f"{part}.{more or 0}") / 60 if side else float(f"{whole}.{part}")
        said.setdefault(axis, -value if side in ("S", "W") else value)
    return list(_on_the_globe(said.get("Latitude"), said.get("Longitude")))


def _iptc(image: Any) -> list[str]:  # noqa: ANN401 - Pillow asks for a picture that came from a file
    """Give captions, keywords and places of an IPTC block."""
    from PIL import IptcImagePlugin  # noqa: PLC0415

    block = IptcImagePlugin.getiptcinfo(image) or {}
    found: list[str] = []
    for key in _IPTC_WORDS:
        value = block.get(key, [])
        found += [_plain(one) for one in (value if isinstance(value, list) else [value])]
    return found


def _comments(image: Image.Image) -> Iterable[str]:
    """Give comments of JPEG and GIF, and the text chunks of PNG."""
    texts: Mapping[str, object] = getattr(image, "text", None) or {}
    for key, value in (("comment", image.info.get("comment")), *texts.items()):
        if value and not key.startswith(("XML:", "Raw profile")):
            yield _plain(value)


def clean(raw: bytes) -> tuple[bytes, str]:
    """Give the picture alone, turned as a screen shows it, and the ending for its file. Raises PictureError.

    The pixels are written anew, in plain sRGB: no EXIF, XMP, IPTC, thumbnail, comment, colour profile or trailing bytes
    come along. Of a moving picture only the first frame does.
    """
    picture = opened(raw)
    bare = _bare(upright(picture))
    out = io.BytesIO()
    kind = "JPEG" if picture.kind == "HEIF" else picture.kind
    if kind == "JPEG" and bare.mode not in ("L", "RGB"):
        bare = bare.convert("RGB")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if kind in ("JPEG", "WEBP"):
            bare.save(out, kind, quality=_JPEG_QUALITY)
        else:
            bare.save(out, kind)
    written = out.getvalue()
    again = opened(written)
    upright(again)
    left = stored(again)
    if left.kinds or left.placed or left.words or not left.whole:
        raise PictureError("could not be cleaned; take a screenshot of it and use that")
    return written, _SUFFIXES[picture.kind]


def moving(raw: bytes) -> bool:
    """Say whether a picture moves, so that a clean copy is its first frame alone."""
    return bool(getattr(opened(raw).image, "is_animated", False)) and kind_moves(raw)


def kind_moves(raw: bytes) -> bool:
    """Say whether a file is of a kind that can move: phones keep second views in a JPEG, which are no frames."""
    return not raw.startswith(b"\xff\xd8")


def _bare(image: Image.Image) -> Image.Image:
    """Give the pixels without anything that Pillow would write along."""
    if image.mode in ("P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    image = _in_srgb(image)
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        image = image.convert("RGB")
    bare = image.copy()
    bare.info = {}
    return bare


def _in_srgb(image: Image.Image) -> Image.Image:
    """Turn the colours of a picture with a profile of its own into those that every screen assumes."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        from PIL import ImageCms  # noqa: PLC0415

        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGB" if image.mode in ("CMYK", "L") else image.mode
        turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except Exception:  # noqa: BLE001 - a broken profile changes the colours a little; it must not stop the copy
        return image
    return turned or image

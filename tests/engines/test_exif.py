"""What a picture's file says beside the picture, and copies without it. All pictures are drawn here."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest

pytest.importorskip("PIL")

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from circumspect.engines import pixels
from circumspect.engines.exif import clean, moving, stored
from circumspect.engines.pixels import PictureError

NORTH = {1: "N", 2: (IFDRational(43), IFDRational(37), IFDRational(12)), 3: "W", 4: (116.0, 12.0, 36.0)}
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="43,37.2N" exif:GPSLongitude="116,12.6W">'
    b"<dc:title><rdf:Alt><rdf:li xml:lang='x'>My client Quillon</rdf:li></rdf:Alt></dc:title></x:xmpmeta>"
)
MARKERS = (b"Exif", b"GPS", b"http://", b"Quillon", b"Apple", b"8BIM", b"ICC", b"2026")


def exif(gps: dict[int, Any] | None = None, **more: Any) -> Image.Exif:  # noqa: ANN401 - tags of every type
    """Give EXIF as a phone writes it; `more` are tags by number, as t0x010E."""
    block = Image.Exif()
    block[0x010F], block[0x0110], block[0x0112] = "Apple", "iPhone 15", 6
    for tag, value in more.items():
        block[int(tag[1:], 16)] = value
    block.get_ifd(0x8825).update(NORTH if gps is None else gps)
    block.get_ifd(0x8769).update({0x9003: "2026:03:02 14:05:01"})
    return block


def drawn(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:  # noqa: ANN401
    """Give a picture's file: red above, blue below."""
    image = Image.new("RGB", size, "blue")
    image.paste((255, 0, 0), (0, 0, size[0], size[1] // 2))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **options)
    return out.getvalue()


def looked(raw: bytes) -> Any:  # noqa: ANN401 - Stored
    """Give what is stored beside a picture, decoded first."""
    picture = pixels.opened(raw)
    pixels.upright(picture)
    return stored(picture)


# --- reading ---


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_time_and_device_are_read(kind: str) -> None:
    """A place to about a kilometre, a device, a minute, from the EXIF of every kind that has it."""
    found = looked(drawn(kind, exif=exif()))
    assert (str(found.spot), found.device, found.taken) == ("43.62 N, 116.21 W", "Apple iPhone 15", "2026-03-02 14:05")
    assert (found.placed, found.whole, found.kinds) == (True, True, ("EXIF",))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_place_in_xmp_is_read(kind: str) -> None:
    """XMP names the place in its own way; its titles are words to review."""
    note = PngInfo()
    note.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    found = looked(drawn(kind, **({"pnginfo": note} if kind == "PNG" else {"xmp": XMP})))
    assert (str(found.spot), found.words, found.kinds) == ("43.62 N, 116.21 W", ("My client Quillon",), ("XMP",))


def test_a_place_south_and_east_keeps_its_side() -> None:
    """The side comes from its own tag."""
    gps = {**NORTH, 1: "S", 3: "E"}
    assert str(looked(drawn(exif=exif(gps))).spot) == "43.62 S, 116.21 E"


def test_titles_comments_and_keywords_are_words() -> None:
    """Descriptions, Windows' UTF-16 titles, comments of JPEG and text chunks of PNG come out as words."""
    titled = drawn(exif=exif(t0x010E="my client Jake", t0x9C9C="after session".encode("utf-16-le")), comment=b"a note")
    note = PngInfo()
    note.add_text("Description", "drawn by a client")
    assert looked(titled).words == ("my client Jake", "after session", "a note")
    assert looked(drawn("PNG", pnginfo=note)).words == ("drawn by a client",)


def test_iptc_captions_are_words() -> None:
    """The block that photo programs write is read too."""
    entry = b"\x1c\x02\x78" + struct.pack(">H", 14) + b"after session!"
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(entry)) + entry
    body = b"Photoshop 3.0\x00" + block
    raw = drawn()
    found = looked(raw[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + raw[2:])
    assert (found.words, found.kinds) == (("after session!",), ("IPTC",))


@pytest.mark.parametrize(
    "gps",
    [
        {2: (IFDRational(1, 0), IFDRational(0, 0), IFDRational(5)), 4: (1.0, 2.0, 3.0)},
        {2: (91.0, 0.0, 0.0), 4: (181.0, 0.0, 0.0)},
        {2: (1.0, 2.0, 3.0)},
    ],
)
def test_a_place_that_cannot_be_read_is_still_told(gps: dict[int, Any]) -> None:
    """Nonsense in the place's tags: no crash, no made-up place, and it is said that one is stored."""
    found = looked(drawn(exif=exif(gps)))
    assert (found.placed, found.spot) == (True, None)


def test_hostile_strings_cannot_steer_a_terminal() -> None:
    """Control signs in a device's name are gone, and its length is bounded."""
    found = looked(drawn(exif=exif(t0x0110="\x1b]0;owned\x07\u202e" + "A" * 30_000)))
    assert found.device.isprintable()
    assert len(found.device) <= 130


def test_repr_shows_no_place_and_no_words() -> None:
    """What is stored stays out of logs."""
    found = looked(drawn(exif=exif(t0x010E="Quillon")))
    assert "Quillon" not in repr(found)
    assert "43" not in repr(found.spot)


@settings(max_examples=120)
@given(st.data())
def test_damaged_files_are_refused_or_read_and_never_crash(data: st.DataObject) -> None:
    """Bytes changed, cut or added at random: an answer, or an error in our own words."""
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
    raw = bytearray(drawn(kind) if kind == "GIF" else drawn(kind, exif=exif()))
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=12)):
        raw[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    with suppress(PictureError):
        looked(bytes(raw[:cut]))
        clean(bytes(raw[:cut]))


# --- clean copies ---


def _segments(raw: bytes) -> set[int]:
    """Give the markers of a JPEG up to its pixels."""
    at, found = 2, set()
    while raw[at + 1] != 0xDA:
        found.add(raw[at + 1])
        at += 2 + struct.unpack(">H", raw[at + 2 : at + 4])[0]
    return found


def _chunks(raw: bytes) -> set[bytes]:
    """Give the names of a PNG's chunks."""
    at, found = 8, set()
    while at < len(raw):
        found.add(raw[at + 4 : at + 8])
        at += 12 + struct.unpack(">I", raw[at : at + 4])[0]
    return found


def test_a_clean_jpeg_holds_pixels_alone() -> None:
    """Every segment is one that pixels need; bytes behind the picture's end are gone."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    raw = drawn(exif=exif(t0x010E="Quillon"), xmp=XMP, comment=b"Quillon", icc_profile=profile) + b"GPS trailing movie"
    assert all(mark in raw for mark in (b"Exif", b"Quillon", b"ICC", b"trailing"))
    written, suffix = clean(raw)
    assert suffix == ".jpg"
    assert _segments(written) <= {0xE0, 0xDB, 0xC0, 0xC4}
    assert not [mark for mark in MARKERS if mark in written]


def test_a_clean_png_holds_pixels_alone() -> None:
    """Text chunks, EXIF, profile and time are gone, compressed ones too."""
    note = PngInfo()
    note.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    note.add_text("Comment", "Quillon", zip=True)
    note.add(b"tIME", b"\x07\xea\x03\x02\x0e\x05\x01")
    raw = drawn("PNG", pnginfo=note, exif=exif(), dpi=(300, 300))
    written, suffix = clean(raw)
    assert suffix == ".png"
    assert _chunks(written) == {b"IHDR", b"IDAT", b"IEND"}


@pytest.mark.parametrize("kind", ["WEBP", "GIF"])
def test_other_kinds_keep_their_kind_and_lose_the_rest(kind: str) -> None:
    """A clean WebP stays WebP and a clean GIF stays GIF."""
    options = {"comment": b"Quillon"} if kind == "GIF" else {"exif": exif(), "xmp": XMP}
    written, suffix = clean(drawn(kind, **options))
    assert suffix == f".{kind.lower()}"
    assert not [mark for mark in (*MARKERS, b"EXIF", b"XMP ") if mark in written]


def test_the_copy_is_turned_as_the_screen_shows_it() -> None:
    """Red above and blue below, held sideways: the copy has red where a screen shows it."""
    written, _ = clean(drawn(exif=exif()))  # orientation 6: turn a quarter to the right
    copy = Image.open(io.BytesIO(written)).convert("RGB")
    assert copy.size == (48, 64)
    right, left = copy.getpixel((44, 32)), copy.getpixel((4, 32))
    assert isinstance(right, tuple)
    assert isinstance(left, tuple)
    assert (right[0] > 200, right[2] < 60, left[2] > 200, left[0] < 60) == (True,) * 4


@pytest.mark.parametrize("turned", range(1, 9))
def test_every_way_of_holding_agrees_with_pillow(turned: int) -> None:
    """For each of the eight orientations the pixels are those of Pillow's own turning."""
    from PIL import ImageOps  # noqa: PLC0415 - the yardstick of this test alone

    raw = drawn("PNG", exif=exif(t0x0112=turned))
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(raw)))
    made = pixels.upright(pixels.opened(raw))
    assert (made.size, made.tobytes()) == (expected.size, expected.tobytes())
    assert pixels.opened(raw).size == expected.size


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "I;16"), ("PNG", "LA"), ("PNG", "1"), ("WEBP", "RGBA")],
)
def test_pictures_of_every_mode_are_cleaned(kind: str, mode: str) -> None:
    """Four inks, grey, palette, 16 bits, see-through: a copy that opens, of the same size."""
    written, _ = clean(drawn(kind, mode))
    assert pixels.opened(written).size == (64, 48)


def test_a_colour_profile_is_applied_and_not_copied() -> None:
    """A broken profile does not stop the copy; a good one leaves its colours and goes."""
    assert clean(drawn(icc_profile=b"nonsense"))[0]
    good = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert b"ICC_PROFILE" not in clean(drawn(icc_profile=good))[0]


def test_a_moving_picture_gives_its_first_frame() -> None:
    """Of three frames the first comes along, and the caller can say so; a still picture does not move."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    written, _ = clean(out.getvalue())
    assert moving(out.getvalue())
    assert not moving(written)
    assert not moving(drawn())


def test_a_clean_copy_of_a_clean_copy_is_like_it() -> None:
    """Cleaning twice changes nothing that is stored, size or turning."""
    once, _ = clean(drawn("PNG", exif=exif()))
    assert clean(once)[0] == once


# --- what is too much ---


def _png(width: int, height: int, rows: bytes = b"") -> bytes:
    """Give a PNG that promises a size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_picture_larger_than_we_decode_is_refused_before_it_is_decoded() -> None:
    """20,000 by 20,000 pixels in a few bytes: an error that says the size; nothing is unpacked."""
    with pytest.raises(PictureError, match=r"too large \(20,000 by 20,000"):
        clean(_png(20_000, 20_000))


@pytest.mark.parametrize("raw", [b"", b"\xff\xd8\xff", drawn()[:200], drawn("PNG")[:-30], b"GIF89a", b"not a picture"])
def test_empty_and_cut_files_are_refused_in_plain_words(raw: bytes) -> None:
    """The message says what to do, and nothing of the file."""
    with pytest.raises(PictureError, match=r"get the picture again|save it as JPEG or PNG"):
        clean(raw)


def test_a_text_chunk_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    """A compressed comment of 200 MB is refused, or told as unread, and never taken in."""
    raw = _png(4, 4, b"\0" + b"\0" * 12)
    body = b"Comment\0\0" + zlib.compress(b"A" * 200_000_000, 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    try:
        found = looked(raw[:33] + chunk + raw[33:])
    except PictureError:
        return
    assert sum(map(len, found.words)) < 10_000

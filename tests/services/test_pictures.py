"""A picture becomes an answer: findings that point at it, and nothing unseen that is called clear."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("PIL")

from PIL import Image

from circumspect.domain.document import Surface
from circumspect.domain.picture import Box, Face, Line, PictureFinding, PictureReview
from circumspect.domain.verdict import Checked, Verdict
from circumspect.engines.faces import FacesError
from circumspect.engines.ocr import OcrError
from circumspect.readers._kit import Place
from circumspect.services import pictures
from circumspect.services.picture_files import is_picture, pictures_below
from circumspect.services.review import Reading, redacted

if TYPE_CHECKING:
    from pathlib import Path

    from circumspect.core.review import Reviewer

TODAY = date(2026, 11, 22)
GPS = {1: "N", 2: (43.0, 37.0, 12.0), 3: "W", 4: (116.0, 12.0, 36.0)}


@dataclass
class Told:
    """Says what it is told to, in place of a model; an error is raised."""

    says: Any = ()

    def read(self, _: object) -> Any:  # noqa: ANN401 - lines
        """Give the lines."""
        if isinstance(self.says, Exception):
            raise self.says
        return self.says

    find = read


def eyes(lines: Any = (), faces: Any = ()) -> pictures.Eyes:  # noqa: ANN401 - what it says, or an error
    """Give eyes that see what they are told."""
    return pictures.Eyes(Told(lines), Told(faces))  # type: ignore[arg-type]


def drawn(size: tuple[int, int] = (900, 600), *, gps: bool = False, kind: str = "JPEG") -> bytes:
    """Give an empty picture's file."""
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825).update(GPS)
        exif[0x0110] = "iPhone 15"
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.fixture
def reading(reviewer: Reviewer) -> Reading:
    """Give what a run reads with."""
    return Reading(reviewer, TODAY)


def answered(checked: Checked) -> PictureReview:
    """Give the review of an answer."""
    assert isinstance(checked.review, PictureReview)
    return checked.review


def found(review: PictureReview) -> list[PictureFinding]:
    """Give the findings of a review."""
    assert all(isinstance(f, PictureFinding) for f in review.findings)
    return [f for f in review.findings if isinstance(f, PictureFinding)]


# --- what is found ---


def test_an_empty_picture_that_was_looked_at_is_clear(reading: Reading) -> None:
    """All looked, nothing seen: clear, with no face and no chat."""
    review = answered(pictures.check_content(drawn(), "a.jpg", reading, eyes()))
    assert (review.verdict, review.findings, review.unseen) == (Verdict.CLEAR, (), ())
    assert (review.faces, review.chat, review.width, review.height) == (0, 0.0, 900, 600)


def test_words_in_a_picture_are_reviewed_and_point_at_their_boxes(reading: Reading) -> None:
    """A story over two lines is held, and its box is the one around both lines."""
    lines = (
        Line("My client Quillon told me today that", Box(40, 60, 540, 40), 0.99),
        Line("her husband left, and she cried.", Box(40, 104, 480, 40), 0.99),
        Line("Booked out until May!", Box(40, 400, 300, 40), 0.99),
    )
    review = answered(pictures.check_content(drawn(), "a.jpg", reading, eyes(lines)))
    assert review.verdict is Verdict.HOLD
    boxes = {box for finding in found(review) for box in finding.boxes}
    assert boxes == {lines[0].box, lines[1].box}
    assert {f.media for f in found(review)} == {"a.jpg"}
    assert all(f.suggestion is None for f in review.findings)


def test_what_a_picture_does_not_say_is_no_finding(reading: Reading) -> None:
    """A picture comes with a caption of its own: that a help line is missing from it is not told."""
    lines = (Line("When I was nine, somebody I loved died by suicide.", Box(0, 0, 800, 40), 0.99),)
    review = answered(pictures.check_content(drawn(), "a.jpg", reading, eyes(lines)))
    assert not [f for f in review.findings if f.rule.startswith("missing-")]


def test_a_place_is_told_to_a_kilometre_and_hidden_when_redacted(reading: Reading) -> None:
    """Place and device are findings of their own; the coordinates are words of the file, and go with them."""
    checked = pictures.check_content(drawn(gps=True), "a.jpg", reading, eyes())
    place, device = found(answered(checked))
    assert (place.severity, place.match, place.box) == ("revise", "43.62 N, 116.21 W", None)
    assert (device.severity, device.match) == ("advise", "iPhone 15")
    assert answered(checked).verdict is Verdict.REVISE
    hidden = [f.match for f in answered(redacted(checked)).findings]
    assert hidden == ["[17 characters]", "[9 characters]"]
    assert answered(redacted(checked)).width == 900


def test_faces_ask_for_a_second_look(reading: Reading) -> None:
    """Faces are counted and placed, and the verdict is consult; nobody can see whose they are."""
    faces = (Face(Box(10, 10, 50, 60), 0.9), Face(Box(200, 20, 50, 60), 0.8))
    review = answered(pictures.check_content(drawn(), "a.jpg", reading, eyes(faces=faces)))
    (finding,) = found(review)
    assert (review.verdict, review.faces, finding.rule) == (Verdict.CONSULT, 2, "client-image")
    assert finding.message == "2 faces are in this picture."
    assert finding.box == Box(10, 10, 240, 70)


def test_one_face_in_a_bio_is_only_worth_a_thought(reviewer: Reviewer) -> None:
    """A bio's picture shows who it is about; two faces are two."""
    one, two = (Face(Box(9, 9, 50, 60), 0.9),), (Face(Box(9, 9, 50, 60), 0.9), Face(Box(99, 9, 50, 60), 0.9))
    bio = Reading(reviewer, TODAY, place=Place(Surface.BIO))
    verdicts = [answered(pictures.check_content(drawn(), "a", bio, eyes(faces=f))).verdict for f in (one, two)]
    assert verdicts == [Verdict.CLEAR, Verdict.CONSULT]


def test_a_chat_is_recognised_and_says_how_sure(reading: Reading) -> None:
    """Bubbles left and right on a phone: consult, with a box for each bubble and how sure it is."""
    sides = ("left", "right", "left", "right")
    lines = tuple(
        Line(f"See you at {at + 2}:30 PM", Box(60 if side == "left" else 610, 400 + 180 * at, 500, 40), 0.99)
        for at, side in enumerate(sides)
    )
    review = answered(pictures.check_content(drawn((1170, 2532)), "a.jpg", reading, eyes(lines)))
    chat = next(f for f in found(review) if "chat" in f.message)
    assert review.verdict is Verdict.CONSULT
    assert review.chat is not None
    assert review.chat >= 0.8
    assert "quite sure" in chat.message
    assert len(chat.boxes) == 4


def test_boxes_are_pixels_of_the_whole_picture(reading: Reading) -> None:
    """A picture that was made smaller to look at gives boxes in its own pixels."""

    class Corner(Told):
        def find(self, rows: Any) -> Any:  # noqa: ANN401 - pixels
            height, width = rows.shape[:2]
            return (Face(Box(width - 10, height - 10, 10, 10), 0.9),)

    seen = pictures.Eyes(Told(), Corner())  # type: ignore[arg-type]
    review = answered(pictures.check_content(drawn((8_000, 6_000)), "a.jpg", reading, seen))
    (finding,) = found(review)
    assert finding.box is not None
    assert (finding.box.right, finding.box.bottom) == (8_000, 6_000)


def test_a_finding_that_somebody_let_stand_stays_let_stand(reading: Reading) -> None:
    """Accepted by its fingerprint, a face no longer counts; in another picture it does."""
    from circumspect.domain.finding import Acceptance  # noqa: PLC0415 - of this test alone

    seen = eyes(faces=(Face(Box(9, 9, 50, 60), 0.9),))
    first = answered(pictures.check_content(drawn(), "a.jpg", reading, seen)).findings[0].fingerprint
    reading.accepted = {first: Acceptance(first, "Ana Roe", "it is me", TODAY)}
    assert answered(pictures.check_content(drawn(), "b.jpg", reading, seen)).verdict is Verdict.CLEAR
    assert answered(pictures.check_content(drawn((90, 60)), "a.jpg", reading, seen)).verdict is Verdict.CONSULT


# --- what is not seen ---


@pytest.mark.parametrize("part", ["lines", "faces"])
def test_what_nobody_looked_at_is_named_and_never_clear(reading: Reading, part: str) -> None:
    """Without the reader of words, or the finder of faces: consult, and the report says which."""
    broken = {"lines": OcrError("install circumspect[pictures]"), "faces": FacesError("it failed")}
    review = answered(pictures.check_content(drawn(), "a.jpg", reading, eyes(**{part: broken[part]})))
    assert review.verdict is Verdict.CONSULT
    word = {"lines": "text was not looked at: install circumspect[pictures]", "faces": "faces were not looked at"}
    assert [said.startswith(word[part]) for said in review.unseen] == [True]
    assert (review.faces is None) == (part == "faces")
    assert (review.chat is None) == (part == "lines")


def test_without_pillow_nothing_is_looked_at(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra: consult, the words name it, and a file that is no picture is still told."""
    monkeypatch.setattr("circumspect.services.pictures.pixels.installed", lambda: False)
    review = answered(pictures.check_content(drawn(), "a.jpg", reading, eyes()))
    assert review.verdict is Verdict.CONSULT
    assert review.unseen == ("place, text and faces were not looked at: install circumspect[pictures]",)
    assert pictures.check_content(b"hello", "a.jpg", reading, eyes()).error


def test_a_picture_too_large_to_decode_is_not_clear(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """20,000 by 20,000 pixels: never decoded, and named as not looked at."""

    def decoded(*_: object) -> None:
        os._exit(9)

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    import struct  # noqa: PLC0415 - of this test alone
    import zlib  # noqa: PLC0415

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0))
    raw = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    review = answered(pictures.check_content(raw, "a.png", reading, eyes()))
    assert review.verdict is Verdict.CONSULT
    assert "text and faces were not looked at: the picture is too large (20,000 by 20,000 pixels)" in review.unseen


def test_only_the_first_frame_is_looked_at_and_that_is_told(reading: Reading) -> None:
    """A moving picture is never clear: its other frames may show anything."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    review = answered(pictures.check_content(out.getvalue(), "a.gif", reading, eyes()))
    assert (review.verdict, review.unseen) == (Verdict.CONSULT, ("only the first of its frames was looked at",))


@pytest.mark.parametrize("raw", [b"", b"\xff\xd8\xff\xe0", drawn()[:300], b"My client Quillon"])
def test_what_is_no_picture_is_an_error_without_its_words(reading: Reading, tmp_path: Path, raw: bytes) -> None:
    """Empty, cut short, or text by another name: an answer in its place, and nothing of it is quoted."""
    path = tmp_path / "a.jpg"
    path.write_bytes(raw)
    checked = pictures.check_picture(path, "a.jpg", reading, eyes())
    assert checked.review is None
    assert checked.error
    assert "Quillon" not in checked.error


def test_a_picture_is_told_by_its_bytes_and_by_its_ending(tmp_path: Path) -> None:
    """A PNG called .txt and a text called .jpg are both pictures to look at; a text called .txt is not."""
    for name, raw in (("a.txt", drawn(kind="PNG")), ("b.jpg", b"words"), ("c.txt", b"words"), ("d.jpg", drawn())):
        (tmp_path / name).write_bytes(raw)
    assert [is_picture(tmp_path / name) for name in ("a.txt", "b.jpg", "c.txt", "gone.txt")] == [
        True,
        True,
        False,
        False,
    ]
    assert pictures_below(tmp_path) == [tmp_path / "d.jpg"]


# --- clean copies ---


def test_a_clean_copy_stands_beside_and_nothing_else_changes(tmp_path: Path) -> None:
    """NAME.clean.jpg is written, the picture is as it was, and no other file is left behind."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(raw := drawn(gps=True))
    made = pictures.strip(path)
    assert made.path == tmp_path / "photo.clean.jpg"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["photo.clean.jpg", "photo.jpg"]
    assert path.read_bytes() == raw
    assert b"iPhone" not in made.path.read_bytes()


def test_a_wrong_ending_is_put_right_in_the_copy(tmp_path: Path) -> None:
    """A PNG called .jpg gives a clean .png; a .jpeg stays one."""
    (tmp_path / "a.jpg").write_bytes(drawn(kind="PNG"))
    (tmp_path / "b.jpeg").write_bytes(drawn())
    assert [pictures.strip(tmp_path / name).path.name for name in ("a.jpg", "b.jpeg")] == [
        "a.clean.png",
        "b.clean.jpeg",
    ]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    """A second run leaves the first copy as it is and says what to do."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(drawn())
    (tmp_path / "photo.clean.jpg").write_bytes(b"mine")
    with pytest.raises(pictures.PictureError, match="is there already"):
        pictures.strip(path)
    assert (tmp_path / "photo.clean.jpg").read_bytes() == b"mine"


def test_of_two_at_once_one_writes_and_one_is_told(tmp_path: Path) -> None:
    """Runs at the same moment give one whole copy, and no half ones."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(drawn())

    def once(_: int) -> bool:
        try:
            pictures.strip(path)
        except pictures.PictureError:
            return False
        return True

    with ThreadPoolExecutor(6) as several:
        assert sum(several.map(once, range(6))) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["photo.clean.jpg", "photo.jpg"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the copy and the reason; nothing is left behind."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(drawn())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(pictures.PictureError, match="No space left"):
        pictures.strip(path)
    assert [p.name for p in tmp_path.iterdir()] == ["photo.jpg"]

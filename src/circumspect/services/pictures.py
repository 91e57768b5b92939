"""Reading a picture before it is published. Open it to follow one through, or to change what it is told.

What is stored beside it, the words in it, faces, whether it is a chat: each becomes a finding that points at a stretch
of the picture. What nobody could look at is named, and a picture is then never called clear.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from circumspect.core import judge
from circumspect.core.cite import cite
from circumspect.core.pictures import CHAT, Block, LaidOut, blocks, chat_likeness, laid_out
from circumspect.domain.document import Document, Surface
from circumspect.domain.finding import Evidence
from circumspect.domain.picture import Box, Face, PictureFinding, PictureReview, Stored, kind_of
from circumspect.domain.rule import Severity
from circumspect.domain.verdict import Checked, Verdict
from circumspect.engines import pixels
from circumspect.engines.exif import clean, moving, stored
from circumspect.engines.faces import FaceFinder, FacesError
from circumspect.engines.ocr import OcrError, TextReader
from circumspect.engines.pixels import PictureError

__all__ = ["WHEREABOUTS", "Eyes", "PictureError", "Stripped", "check_content", "check_picture", "clean", "strip"]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.domain.finding import Finding
    from circumspect.services.review import Reading

_EXTRA = "install circumspect[pictures]"
_PEOPLE, WHEREABOUTS = "client-image", "personal-exposure"  # the rules whose duty a picture touches
_UNSURE = 0.5  # that a face or chat is a client's cannot be seen: someone has to look
_SUREST_CHAT = 0.7
_STRIP = "Add --strip to write a copy without it, and publish the copy."
_HOW_SURE = ((0.8, "quite sure"), (0.65, "fairly sure"), (0.0, "not very sure"))


@dataclass(slots=True)
class Eyes:
    """What looks at pictures. Make one and keep it: each part is loaded when it is first needed."""

    text: TextReader = field(default_factory=TextReader)
    faces: FaceFinder = field(default_factory=FaceFinder)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a fact of a picture is told as: its rule, how serious, how sure, and the words for it."""

    rule: str
    severity: Severity
    sure: float
    message: str
    instead: str
    detail: str


@dataclass(slots=True)
class _Seen:
    """What came of looking at one picture, part by part; None for a part that nobody looked at."""

    size: tuple[int, int] = (0, 0)
    stored: Stored = field(default_factory=Stored)
    blocks: list[Block] | None = None
    faces: tuple[Face, ...] | None = None
    unseen: list[str] = field(default_factory=list)


def check_picture(path: Path, name: str, reading: Reading, eyes: Eyes) -> Checked:
    """Read a picture's file."""
    try:
        raw = _bytes(path)
    except PictureError as error:
        return Checked(name, error=str(error))
    return check_content(raw, name, reading, eyes)


def check_content(raw: bytes, name: str, reading: Reading, eyes: Eyes) -> Checked:
    """Read a picture. What could not be looked at is in the answer's `unseen`, and then it is never clear."""
    try:
        seen = _look(raw, eyes)
    except PictureError as error:
        return Checked(name, error=str(error))
    return Checked(name, _review(raw, name, seen, reading))


def _bytes(path: Path) -> bytes:
    """Give a file's bytes. Raises PictureError."""
    try:
        if path.stat().st_size > pixels.LARGEST:
            raise PictureError(f"is larger than {pixels.LARGEST >> 20} MB; make it smaller")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise PictureError("there is no such file; check the name") from None
    except OSError as error:
        raise PictureError(f"cannot be read ({error.strerror})") from None
    if not raw:
        raise PictureError("is empty: there is nothing to look at")
    return raw


# --- looking ---


def _look(raw: bytes, eyes: Eyes) -> _Seen:
    """Look at a picture with everything there is. Raises PictureError for what is none, or is damaged."""
    if not pixels.installed():
        if kind_of(raw) is None:
            raise PictureError("is not a picture that we read, whatever its ending says; save it as JPEG or PNG")
        return _Seen(unseen=[f"place, text and faces were not looked at: {_EXTRA}"])
    picture = pixels.opened(raw)
    seen = _Seen(size=picture.size)
    if picture.too_large:
        wide, high = seen.size
        seen.unseen.append(f"text and faces were not looked at: the picture is too large ({wide:,} by {high:,} pixels)")
    else:
        _look_at_pixels(picture, seen, eyes)
    seen.stored = stored(picture)
    if not seen.stored.whole:
        seen.unseen.append("what is stored beside the picture could not be read in full")
    if getattr(picture.image, "is_animated", False) and picture.kind != "JPEG":
        seen.unseen.append("only the first of its frames was looked at")
    return seen


def _look_at_pixels(picture: pixels.Opened, seen: _Seen, eyes: Eyes) -> None:
    """Read words and find faces, in pixels of the whole picture. Raises PictureError."""
    rows, larger = pixels.looked_at(picture)
    try:
        lines = eyes.text.read(rows)
        seen.blocks = blocks(replace(line, box=line.box.scaled(larger)) for line in lines)
    except OcrError as error:
        seen.unseen.append(f"text was not looked at: {error}")
    try:
        seen.faces = tuple(replace(face, box=face.box.scaled(larger)) for face in eyes.faces.find(rows))
    except FacesError as error:
        seen.unseen.append(f"faces were not looked at: {error}")


# --- telling ---


def _review(raw: bytes, name: str, seen: _Seen, reading: Reading) -> PictureReview:
    """Make the answer of what was seen."""
    words = laid_out(seen.blocks or (), seen.stored.words)
    place = reading.place
    document = Document(words.text, place.surface, place.account, place.in_reply_to, place.written, media=(name,))
    chat = None if seen.blocks is None else chat_likeness(seen.blocks, *seen.size)
    seal = blake2b(raw, digest_size=16).hexdigest()
    findings: list[Finding] = [
        reading.mark(_finding(kind, name, boxes, match, document, seal, reading))
        for kind, boxes, match in _facts(seen, chat, place.surface)
        if reading.reviewer.severity(reading.reviewer.ruleset.rule(kind.rule)) is not None
    ]
    findings += _in_words(document, words, name, reading)
    verdict = judge.verdict(findings)
    if seen.unseen and verdict is not Verdict.HOLD:
        verdict = Verdict.CONSULT
    reader = reading.reviewer
    return PictureReview(
        document,
        verdict,
        tuple(findings),
        reader.ruleset.version,
        reader.classifier.name if reader.classifier else None,
        reader.profile.source,
        width=seen.size[0],
        height=seen.size[1],
        faces=None if seen.faces is None else len(seen.faces),
        chat=chat,
        placed=seen.stored.placed,
        unseen=tuple(seen.unseen),
    )


def _in_words(document: Document, words: LaidOut, name: str, reading: Reading) -> list[Finding]:
    """Review the words as text. What is missing from them is no finding: a picture comes with a caption of its own."""
    if not document.text.strip():
        return []
    return [
        PictureFinding(
            **{key: getattr(found, key) for key in type(found).__dataclass_fields__ if key != "suggestion"},
            media=name,
            boxes=words.boxes(found.start, found.end),
        )
        for found in reading.document(document).findings
        if found.start is not None and found.end is not None
    ]


def _facts(seen: _Seen, chat: float | None, surface: Surface) -> Iterator[tuple[_Kind, tuple[Box, ...], str | None]]:
    """Give what the picture itself tells: how it is told, where it stands, and words of the file, if any."""
    if chat is not None and chat >= CHAT:
        yield _chat(chat), tuple(block.box for block in seen.blocks or ()), None
    if seen.faces:
        yield _faces(len(seen.faces), surface), tuple(face.box for face in seen.faces), None
    if seen.stored.placed:
        yield _place(seen.stored), (), str(seen.stored.spot) if seen.stored.spot else None
    traces = ", ".join(filter(None, (seen.stored.device, seen.stored.taken)))
    if traces:
        yield _TRACES, (), traces


def _chat(likeness: float) -> _Kind:
    sure = next(words for least, words in _HOW_SURE if likeness >= least)
    return _Kind(
        _PEOPLE,
        Severity.BLOCK,
        min(_SUREST_CHAT, likeness),
        f"This looks like a screenshot of a chat ({sure}).",
        "Do not publish what a client wrote to you, with or without the name. Say it in your own words.",
        f"the layout of a chat: {likeness:.2f} of 1",
    )


def _faces(count: int, surface: Surface) -> _Kind:
    own = count == 1 and surface is Surface.BIO
    return _Kind(
        _PEOPLE,
        Severity.ADVISE if own else Severity.BLOCK,
        _UNSURE,
        "A face is in this picture." if count == 1 else f"{count} faces are in this picture.",
        "Look at each face. Choose another picture if one may be of a client, a former client or their family.",
        "faces, counted; nobody is recognised",
    )


def _place(found: Stored) -> _Kind:
    told = "A place is stored in this picture" + ("." if found.spot else ", in a form that could not be read.")
    return _Kind(WHEREABOUTS, Severity.REVISE, 1.0, told, _STRIP, "what the camera stored")


_TRACES = _Kind(
    WHEREABOUTS,
    Severity.ADVISE,
    1.0,
    "With which device this picture was made, or when, is stored in it.",
    _STRIP,
    "what the camera stored",
)


def _finding(  # noqa: PLR0913, PLR0917 - all of it goes into the finding
    kind: _Kind, name: str, boxes: tuple[Box, ...], match: str | None, document: Document, seal: str, reading: Reading
) -> PictureFinding:
    reader = reading.reviewer
    rule = reader.ruleset.rule(kind.rule)
    said = f"{kind.rule}\0{kind.detail.split(':')[0]}\0{kind.severity}\0{seal}"
    return PictureFinding(
        rule=rule.id,
        severity=kind.severity,
        start=None,
        end=None,
        match=match,
        message=kind.message,
        why=rule.why,
        instead=kind.instead,
        cites=cite(rule.cites, reader.ruleset.codes, reader.profile, document.written or reading.day),
        evidence=(Evidence("media", kind.detail, kind.sure),),
        confidence=kind.sure,
        fingerprint=blake2b(said.encode(), digest_size=8).hexdigest(),
        media=name,
        boxes=boxes,
    )


# --- a clean copy ---


@dataclass(frozen=True, slots=True)
class Stripped:
    """A clean copy: where it was written, and whether a moving picture became its first frame."""

    path: Path
    first_frame: bool


def strip(path: Path) -> Stripped:
    """Write a copy of a picture with nothing stored beside it, next to it. Nothing is ever overwritten.

    Raises PictureError.
    """
    raw = _bytes(path)
    if not pixels.installed():
        raise PictureError(f"cannot be cleaned: {_EXTRA}")
    written, suffix = clean(raw)
    if suffix == ".jpg" and path.suffix.lower() == ".jpeg":
        suffix = path.suffix
    target = path.with_name(f"{path.stem}.clean{suffix}")
    _write_new(target, written)
    return Stripped(target, moving(raw))


def _write_new(target: Path, content: bytes) -> None:
    """Put a new file in place, whole or not at all. Raises PictureError where there is one already."""
    there = f"was not cleaned: {target.name} is there already; rename or remove it first"
    if target.exists():
        raise PictureError(there)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            target.hardlink_to(name)
        finally:
            Path(name).unlink()
    except FileExistsError:
        raise PictureError(there) from None
    except OSError as error:
        raise PictureError(f"was not cleaned: {target.name} cannot be written ({error.strerror})") from None

"""Pictures in an export: whose they are, looked at once, kept with the post they belong to, closed when gone."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("PIL")

from PIL import Image

from circumspect.domain.activity import Activity, Kind, Recognition
from circumspect.domain.document import Surface
from circumspect.domain.picture import Box, Face, Line
from circumspect.domain.profile import Profile
from circumspect.domain.worklist import Action, Status
from circumspect.engines.ocr import OcrError
from circumspect.readers.archives._kit import Part, json_rows, when
from circumspect.readers.archives._source import Source
from circumspect.services import audit, audit_report, pictures
from circumspect.services.container import Desk, Home
from circumspect.storage import keyslot
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circumspect.core.ruleset import Ruleset

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HELD = "My client Marisol Zorblatt, 34, a pastry cook in Kuna, finally left her husband last week."
GPS = {1: "N", 2: (43.0, 37.0, 12.0), 3: "W", 4: (116.0, 12.0, 36.0)}


class Seen:
    """Looks in place of the models, and counts how often it was asked."""

    def __init__(self) -> None:
        """See nothing until told otherwise."""
        self.lines: Any = ()
        self.faces: Any = ()
        self.asked = 0

    def read(self, _: object) -> Any:  # noqa: ANN401 - lines
        """Give the lines."""
        self.asked += 1
        if isinstance(self.lines, Exception):
            raise self.lines
        return self.lines

    def find(self, _: object) -> Any:  # noqa: ANN401 - faces
        """Give the faces."""
        return self.faces


@pytest.fixture
def seen() -> Seen:
    """Give what looks."""
    return Seen()


def _post(row: dict[str, Any], _member: object) -> Iterator[Activity]:
    kind = Kind.MESSAGE if row.get("private") else Kind.WRITTEN
    yield Activity(
        kind,
        "",
        "post",
        str(row["id"]),
        when(1_600_000_000),
        Surface.CAPTION,
        row.get("text", ""),
        link=f"https://example.org/{row['id']}",
        media=tuple(row["media"]),
        mine=row.get("mine", True),
    )


@dataclass
class Reads:
    """Reads exports made of these posts and files into one vault."""

    folder: Path
    vault: Vault
    desk: Desk
    seen: Seen

    def __call__(
        self, posts: list[dict[str, Any]], files: dict[str, bytes], wish: audit.Wish | None = None
    ) -> audit.Audited:
        """Read one."""
        folder = self.folder / f"export{len(list(self.folder.iterdir()))}"
        for name, raw in {"posts.json": json.dumps(posts).encode(), **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        reader = ModuleType("anywhere")
        reader.PLATFORM, reader.TITLE = "other", "Anywhere"  # type: ignore[attr-defined]
        reader.PARTS = (Part("posts", r"posts\.json$", json_rows("item"), _post),)  # type: ignore[attr-defined]
        eyes = pictures.Eyes(self.seen, self.seen)  # type: ignore[arg-type]
        with Source([folder]) as source:
            known = Recognition("other", "2026", 1.0)
            return audit.Audit(self.desk, self.vault, lambda: NOW, eyes).read(
                source, reader, known, wish or audit.Wish()
            )


@pytest.fixture
def read(tmp_path: Path, ruleset: Ruleset, seen: Seen, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reads]:
    """Give what reads exports, over an open vault."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    desk = Desk(Home(tmp_path), Profile(), rules_only=True, _ruleset=ruleset)
    with Vault.create(tmp_path / "vault", "amber kettle over the orchard") as vault:
        yield Reads(tmp_path, vault, desk, seen)


def drawn(colour: int = 200, *, gps: bool = False) -> bytes:
    """Give a picture's file, another one for each colour."""
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825).update(GPS)
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (colour, colour, colour)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_words_in_a_picture_become_an_entry_that_points_at_it(read: Reads, seen: Seen) -> None:
    """The entry has the post's day, link and place, the picture's name, its words, and the box they stand in."""
    seen.lines = (Line(HELD, Box(40, 60, 500, 30), 0.99),)
    done = read([{"id": 1, "media": ["media/a.jpg"]}], {"media/a.jpg": drawn()})
    assert (done.pictures.read, done.pictures.given, done.pictures.unreadable) == (1, 1, 0)
    item = next(one for one in audit.entries(read.vault) if one.found.severity == "block")
    assert item.activity.kind is Kind.MEDIA
    assert (item.activity.link, item.activity.answers) == ("https://example.org/1", "1")
    assert item.activity.when == when(1_600_000_000)
    assert item.activity.media == ("media/a.jpg",)
    assert item.activity.shows == ("text",)
    assert item.activity.text[item.found.start : item.found.end] in HELD
    assert [(box.x, box.y) for box in item.found.boxes] == [(40, 60)]
    assert item.found.then
    assert item.found.then != item.found.now or item.found.now
    assert Action.DELETE in item.found.actions


def test_a_place_is_told_with_what_to_do_about_one_that_is_out_there(read: Reads) -> None:
    """A stored place becomes an entry; its advice is for a picture that is published, not for one that will be."""
    read([{"id": 1, "media": ["a.jpg"]}], {"a.jpg": drawn(gps=True)})
    (item,) = audit.entries(read.vault)
    assert item.found.rule == "personal-exposure"
    assert "live picture" in item.found.instead
    assert item.activity.shows == ("place",)


def test_a_picture_is_looked_at_once(read: Reads, seen: Seen) -> None:
    """A second copy, a second run, another name in a newer export: none is looked at again, and no entry is doubled."""
    seen.faces = (Face(Box(10, 10, 50, 50), 0.9),)
    posts, raw = [{"id": 1, "media": ["a.jpg"]}], drawn()
    assert read(posts, {"a.jpg": raw, "album/copy.jpg": raw}).pictures.read == 2
    assert seen.asked == 1
    read(posts, {"a.jpg": raw})
    again = read([{"id": 1, "media": ["photos/renamed.jpg"]}], {"photos/renamed.jpg": raw})
    assert seen.asked == 1
    assert (again.pictures.read, again.gone) == (1, 0)
    (item,) = audit.entries(read.vault)
    assert (item.found.rule, item.status) == ("client-image", Status.OPEN)
    read(posts, {"a.jpg": raw}, audit.Wish(afresh=True))
    assert seen.asked == 2


def test_what_a_newer_export_has_no_more_is_closed_and_opened_again(read: Reads, seen: Seen) -> None:
    """A picture taken down closes its entries; one that is back opens them; a reading without pictures does neither."""
    seen.faces = (Face(Box(10, 10, 50, 50), 0.9),)
    posts = [{"id": n, "media": [f"{n}.jpg"]} for n in (1, 2)]
    first, second = drawn(10), drawn(250)
    read(posts, {"1.jpg": first, "2.jpg": second})
    assert read(posts, {"1.jpg": first}, audit.Wish(pictures=False)).gone == 0
    assert read(posts, {"1.jpg": first}).gone == 1
    assert sorted(one.status.value for one in audit.entries(read.vault)) == ["gone", "open"]
    read(posts, {"1.jpg": first, "2.jpg": second})
    assert {one.status for one in audit.entries(read.vault)} == {Status.OPEN}


def test_pictures_of_messages_are_left_aside_unless_messages_are_read(read: Reads, seen: Seen) -> None:
    """Without messages none of their pictures is opened; with them only those that the owner sent."""
    posts = [
        {"id": 1, "media": ["inbox/sent.jpg"], "private": True},
        {"id": 2, "media": ["inbox/got.jpg"], "private": True, "mine": False},
    ]
    files = {"inbox/sent.jpg": drawn(1), "inbox/got.jpg": drawn(99), "messages/loose.jpg": drawn(200)}
    done = read(posts, files)
    assert (done.pictures.expected, done.pictures.aside, seen.asked) == (3, 3, 0)
    done = read(posts, files, audit.Wish(messages=True))
    assert (done.pictures.read, done.pictures.aside, seen.asked) == (1, 2, 1)


def test_what_cannot_be_read_is_counted_and_the_rest_is_looked_at(read: Reads, seen: Seen) -> None:
    """Damaged pictures, and what only calls itself one, are counted as unreadable; nothing stops."""
    files = {"a.jpg": drawn(1), "b.jpg": b"<script>alert(1)</script>", "c.png": b"\x89PNG\r\n\x1a\nxx", "d.jpg": b""}
    done = read([{"id": 1, "media": list(files)}], files)
    assert (done.pictures.read, done.pictures.unreadable) == (1, 3)
    assert seen.asked == 1


def test_what_nobody_could_look_at_is_told_and_looked_at_by_the_next_run(read: Reads, seen: Seen) -> None:
    """Without the extra the audit says so; once it is there the same pictures are looked at."""
    seen.lines = OcrError("install circumspect[pictures]")
    posts, files = [{"id": 1, "media": ["a.jpg"]}], {"a.jpg": drawn()}
    done = read(posts, files)
    assert dict(done.unseen) == {"text was not looked at: install circumspect[pictures]": 1}
    seen.lines = (Line(HELD, Box(40, 60, 500, 30), 0.99),)
    assert read(posts, files).found["block"] >= 1


def test_the_report_counts_what_was_seen(read: Reads, seen: Seen) -> None:
    """The report tells how many pictures there are, how many were looked at, what they show, what was left."""
    seen.faces = (Face(Box(10, 10, 50, 50), 0.9),)
    seen.lines = (Line("Our waiting room has new chairs.", Box(40, 60, 500, 30), 0.99),)
    files = {"a.jpg": drawn(1), "b.jpg": drawn(99, gps=True), "film.mp4": b"x", "broken.jpg": b"x"}
    read([{"id": 1, "media": list(files)}], files)
    told = audit_report.report(read.vault, read.desk, NOW).pictures
    assert (told.found, told.looked_at, told.with_place, told.with_text, told.with_faces) == (4, 2, 1, 2, 2)
    assert "2 were not looked at" in told.because

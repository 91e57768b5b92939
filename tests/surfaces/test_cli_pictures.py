"""`circumspect check photo.jpg`: pictures as people and programs name them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("PIL")

from PIL import Image, ImageDraw, ImageFont

import circumspect
from circumspect.engines.ocr import OcrError

if TYPE_CHECKING:
    from conftest import Cli

PLACE = "43.62 N, 116.21 W"


def photo(*, gps: bool = True, words: str = "") -> bytes:
    """Draw a picture with a place stored in it."""
    image = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(image).text((40, 120), words, font=ImageFont.load_default(36), fill="black")
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 37.0, 12.0), 3: "W", 4: (116.0, 12.0, 36.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no reader of words installed."""

    def missing(*_: object) -> None:
        raise OcrError("install circumspect[pictures]")

    monkeypatch.setattr("circumspect.engines.ocr.TextReader.read", missing)


@pytest.fixture
def wordless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the reader of words see none."""
    monkeypatch.setattr("circumspect.engines.ocr.TextReader.read", lambda *_: ())


def result(out: str) -> dict[str, Any]:
    """Give the one result of `--format json`."""
    (only,) = json.loads(out)["results"]
    return dict(only)


def test_words_in_a_picture_are_held_with_file_and_box(cli: Cli) -> None:
    """The contract's fields stay; a finding of a picture has its file and its box as well."""
    pytest.importorskip("rapidocr")
    name = cli.write("note.jpg", photo(words="My client Quillon told me he cried."))
    answer = cli("check", name, "--format", "json")
    row = result(answer.out)
    assert (answer.code, row["verdict"]) == (1, "hold")
    finding = next(f for f in row["findings"] if f["rule"] == "client-vignette")
    assert finding["media"] == "note.jpg"
    assert set(finding["box"]) == {"x", "y", "w", "h"}
    assert 100 < finding["box"]["y"] < 130
    assert row["picture"]["not_looked_at"] == []


@pytest.mark.usefixtures("wordless")
def test_a_place_is_told_in_plain_words(cli: Cli) -> None:
    """The terminal says the place; the exit code follows --fail-on."""
    name = cli.write("photo.jpg", photo())
    answer = cli("check", name)
    assert f"A place is stored in this picture: {PLACE}" in " ".join(answer.out.split())
    assert answer.code == 0
    assert cli("check", name, "--fail-on", "revise").code == 1


@pytest.mark.usefixtures("wordless")
@pytest.mark.parametrize(
    "options", [("--format", "github"), ("--redact",), ("--redact", "--format", "json"), ("--format", "sarif")]
)
def test_where_others_read_the_place_stays_out(cli: Cli, options: tuple[str, ...]) -> None:
    """A workflow's log, SARIF and whatever is redacted name no coordinates."""
    answer = cli("check", cli.write("photo.jpg", photo()), *options)
    assert "43.62" not in answer.out + answer.err
    assert "place is stored" in answer.out


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "html", "github", "sarif"])
def test_what_was_not_looked_at_is_in_every_format(cli: Cli, format_: str) -> None:
    """Without the reader of words: never clear, exit code 1, and every format says so, --quiet too."""
    answer = cli("check", cli.write("photo.jpg", photo(gps=False)), "--format", format_, "--quiet")
    assert answer.code == 1
    assert "ext was not looked at" in answer.out
    assert "install circumspect[pictures]" in answer.out
    if format_ in ("text", "json", "jsonl", "html"):
        assert "consult" in answer.out.lower()


@pytest.mark.usefixtures("wordless")
def test_strip_writes_a_clean_copy_once(cli: Cli) -> None:
    """NAME.clean.jpg holds no place; a second run says that it is there, and the exit code is 2."""
    name = cli.write("photo.jpg", photo())
    first, second = cli("check", name, "--strip"), cli("check", name, "--strip")
    assert (first.code, second.code) == (0, 2)
    assert "photo.clean.jpg was written" in first.err
    assert "is there already" in second.err
    assert "clear" in cli("check", "photo.clean.jpg").out


def test_strip_without_a_picture_is_a_mistake(cli: Cli) -> None:
    """Asked for clean copies where there is no picture: said at once, nothing read."""
    answer = cli("check", cli.write("post.txt", "Our office is closed."), "--strip")
    assert (answer.code, answer.out) == (2, "")
    assert "none was named" in answer.err


@pytest.mark.usefixtures("wordless")
def test_a_folder_is_read_with_its_pictures_and_so_is_a_pipe(cli: Cli) -> None:
    """Pictures of a folder are read among its texts, hidden ones left out; one that is piped in is read too."""
    cli.write("november/a.jpg", photo())
    cli.write("november/b.txt", "Our office is closed on Monday.")
    cli.write("november/.hidden/c.jpg", photo())
    rows = cli("check", "november", "--format", "jsonl").rows
    assert [row["verdict"] for row in rows] == ["revise", "clear"]
    assert cli("check", "-", "--format", "jsonl", stdin=photo()).rows[0]["verdict"] == "revise"


@pytest.mark.parametrize("raw", [b"", b"\xff\xd8\xff\xe0\x00", b"My client Quillon told me"])
def test_what_is_no_picture_is_answered_in_its_place(cli: Cli, raw: bytes) -> None:
    """Empty, cut short, or text with a picture's ending: not read, exit code 2, and nothing of it is quoted."""
    answer = cli("check", cli.write("photo.jpg", raw))
    assert answer.code == 2
    assert "not read" in answer.out
    assert "Quillon" not in answer.out + answer.err


def test_texts_load_nothing_that_looks_at_pictures() -> None:
    """Whoever checks a text does not wait for Pillow, RapidOCR or the face finder."""
    import subprocess  # noqa: PLC0415 - of this test alone
    import sys  # noqa: PLC0415

    program = (
        "import sys, circumspect.surfaces.cli.checking\n"
        "print([n for n in ('numpy', 'PIL', 'rapidocr', 'cv2', 'circumspect.services.pictures') if n in sys.modules])"
    )
    source = Path(circumspect.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=source)  # noqa: S603
    assert done.stdout.strip() == "[]"

"""An export finds its reader, and whoever gives the wrong one is told how to ask for the right one."""

from __future__ import annotations

import zipfile
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from circumspect.domain.activity import Recognition
from circumspect.domain.ethics_code import Confidence
from circumspect.readers._kit import ReadError
from circumspect.rulebook.yaml_lines import read
from circumspect.services import archives, container

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = {
    "title", "ask", "choose", "wait", "arrives_as", "read", "not_there", "care", "address", "checked", "confidence",
}  # fmt: skip
_LISTS = ("ask", "choose", "read", "not_there", "care")


def reader(platform: str, confidence: float | None, refused: str = "") -> Any:  # noqa: ANN401 - stands in for a module
    """Give a reader that is so sure of any export."""
    told = None if confidence is None else Recognition(platform, "2026", confidence, "", refused)
    return SimpleNamespace(PLATFORM=platform, TITLE=platform.title(), PARTS=(), recognise=lambda _: told)


def given(folder: Path, *names: str) -> Path:
    """Make an export of empty files."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return folder


def test_every_reader_is_found_by_walking() -> None:
    """Readers are keyed by platform, each with a name for people; none is a reader of texts."""
    found = archives.readers()
    assert found
    assert archives.titles() == {name: module.TITLE for name, module in found.items()}


def test_an_export_is_no_text_to_review(tmp_path: Path) -> None:
    """`circumspect check` still finds its readers beside the archives."""
    assert container.reader_for(tmp_path / "post.md") is not None
    assert container.reader_for(tmp_path / "export.zip") is None


def test_the_likeliest_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Readers that know an export are given with the surest first; those that do not are left out."""
    mine = {name: reader(name, sure) for name, sure in (("a", 0.4), ("b", 0.9), ("c", None))}
    monkeypatch.setattr(archives, "readers", lambda: mine)
    with archives.opened([given(tmp_path, "x.json")]) as source:
        assert [one.platform for _, one in archives.recognise(source)] == ["b", "a"]


@pytest.mark.parametrize("path", sorted(archives.PLATFORMS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_way_of_asking_is_complete(path: Path) -> None:
    """A platform's file has all that the page and the refusal need, and is of a platform that we read."""
    told = cast("dict[str, Any]", read(path, path.name).value)
    assert set(told) == _KEYS
    assert all(isinstance(told[name], list) and all(isinstance(line, str) for line in told[name]) for name in _LISTS)
    assert told["ask"]
    assert str(told["address"]).startswith("https://")
    assert Confidence(told["confidence"])
    assert path.stem in archives.readers()
    assert str(told["ask"][0]).rstrip(" .") in archives.how_to_ask(path.stem)


def test_every_reader_has_a_way_of_asking() -> None:
    """For each platform that we read there is a file that says how its export is asked for."""
    assert [name for name in archives.readers() if not archives.how_to_ask(name)] == []
    assert archives.how_to_ask("nowhere") == ""


def test_a_refusal_says_how_to_ask_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The reader's reason is followed by the platform's steps."""
    monkeypatch.setattr(archives, "readers", lambda: {"tiktok": reader("tiktok", 0.9, "This is the HTML form.")})
    with archives.opened([given(tmp_path, "x.html")]) as source:
        refused = archives.recognise(source)[0][1].refused
    assert refused == f"This is the HTML form. {archives.how_to_ask('tiktok')}"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("taxes.xlsx", "letter.docx"), "does not look like an export"),
        (("start_here.html", "a/posts.html"), "choose JSON rather than HTML"),
        (("a/1.jpg", "a/2.mp4"), "the other part of the export is missing"),
        ((), "no file in it that can be opened"),
        (("takeout-001.zip",), "unpack it and give it by itself"),
    ],
)
def test_an_unknown_export_is_explained(tmp_path: Path, names: tuple[str, ...], said: str) -> None:
    """What no reader knows is described, with the platforms that we read and what to give; no file is named."""
    with archives.opened([given(tmp_path, *names)]) as source:
        told = archives.unrecognised(source)
    assert said in told
    assert all(title in told for title in archives.titles().values())
    assert not any(name in told for name in names)


def test_an_uncertain_export_is_told_the_steps_of_the_likeliest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where one reader half knows it, the steps of that platform are said."""
    monkeypatch.setattr(archives, "readers", lambda: {"tiktok": reader("tiktok", 0.2), "x": reader("x", None)})
    with archives.opened([given(tmp_path, "posts.json")]) as source:
        assert archives.how_to_ask("tiktok") in archives.unrecognised(source)


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """Of several files the one that is wrong is named, and those opened before are closed again."""
    with zipfile.ZipFile(tmp_path / "good.zip", "w") as archive:
        archive.writestr("a.json", "[]")
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(ReadError, match=r"^bad[.]zip: .*download the export again"):
        archives.opened([tmp_path / "good.zip", tmp_path / "bad.zip"])

"""An export is opened without unpacking it, whatever it holds: what could harm is left aside and said."""

from __future__ import annotations

import io
import os
import struct
import tempfile
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circumspect.readers._kit import ReadError
from circumspect.readers.archives import _source
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from pathlib import Path


def zipped(path: Path, members: dict[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(path, "w", packed) as archive:
        for name, words in members.items():
            archive.writestr(name, words)
    return path


def words_of(source: Source) -> dict[str, bytes]:
    """Read all members."""
    found = {}
    for member in source.members:
        with source.open(member) as stream:
            found[member.name] = stream.read()
            assert len(found[member.name]) <= member.size
    return found


def left(path: Path) -> list[str]:
    """Give what was left aside of an export that has one good member."""
    with Source([path]) as source:
        assert words_of(source) == {"good.json": b"[]"}
        return source.left


_FILES = {"a/posts_10.json": b"ten", "a/posts_2.json": b"two", "a/Zo\u00eb.json": b"zo", "b.csv": b"", "pic.JPG": b"x"}


def test_folder_and_zips_give_the_same(tmp_path: Path) -> None:
    """The same members in the same order, whether unpacked, in one zip or in several; posts_2 before posts_10."""
    folder = tmp_path / "folder"
    for name, words in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(words)
    one = zipped(tmp_path / "one.zip", _FILES)
    names = list(_FILES)
    parts = [zipped(tmp_path / f"{i}.zip", {name: _FILES[name] for name in names[i::2]}) for i in (0, 1)]
    wanted = ["a/posts_2.json", "a/posts_10.json", "a/Zo\u00eb.json", "b.csv", "pic.JPG"]
    for paths in ([folder], [one], parts):
        with Source(paths) as source:
            assert [member.name for member in source.members] == wanted
            assert words_of(source) == _FILES
            assert source.left == []


def test_a_single_file_is_an_export(tmp_path: Path) -> None:
    """One JSON or CSV file is an export of one member."""
    (tmp_path / "user_data.json").write_bytes(b"{}")
    with Source([tmp_path / "user_data.json"]) as source:
        assert words_of(source) == {"user_data.json": b"{}"}
        assert "user_data.json" in source
        assert source.peek("user_data.json", 1) == b"{"


@pytest.mark.parametrize(
    "name",
    ["../out.json", "a/../../out.json", "/etc/out.json", "C:/out.json", "C:\\out.json", "..\\out.json", "a\x1b[31m"],
)
def test_names_that_lead_out_are_left(tmp_path: Path, name: str) -> None:
    """A member whose name climbs out, or steers a screen, is not opened."""
    said = left(zipped(tmp_path / "x.zip", {name: b"[1]", "good.json": b"[]"}))
    assert len(said) == 1
    assert "leads out" in said[0]
    assert "\x1b" not in said[0]


def test_links_are_left(tmp_path: Path) -> None:
    """A link in a zip or in a folder is not followed, nor is one that is given."""
    link = zipfile.ZipInfo("link.json")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.json", "[]")
    assert left(tmp_path / "x.zip") == ["link.json: is a link"]
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.json").write_text("[]")
    (folder / "link.json").symlink_to(tmp_path / "x.zip")
    (folder / "round").symlink_to(tmp_path)
    assert sorted(left(folder)) == ["link.json: is a link", "round: is a link"]
    with pytest.raises(ReadError, match="is a link"):
        Source([folder / "link.json"])


def test_of_two_members_of_one_name_the_first_is_read(tmp_path: Path) -> None:
    """The one that is listed first is the one that is read; the other is said."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("good.json", "[]")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("good.json", "[1, 2, 3]")
    assert left(tmp_path / "x.zip") == ["good.json: stands there twice; the first was read"]


def test_what_grows_beyond_measure_is_left(tmp_path: Path) -> None:
    """A member that grows a thousandfold is not opened."""
    said = left(zipped(tmp_path / "x.zip", {"bomb.json": b"0" * (80 * 1024**2), "good.json": b"[]"}))
    assert said == ["bomb.json: would grow beyond measure"]


def test_archives_within_are_said_and_not_opened(tmp_path: Path) -> None:
    """A zip in a zip, or in a folder, stays closed."""
    inner = zipped(tmp_path / "inner.zip", {"posts.json": b"[1]"}).read_bytes()
    said = left(zipped(tmp_path / "x.zip", {"inner.zip": inner, "good.json": b"[]"}))
    assert said == ["inner.zip: is an archive within the export; unpack it and give it by itself"]


def test_members_laid_over_one_another_are_refused(tmp_path: Path) -> None:
    """A zip whose members share their bytes, so that little becomes very much, is refused."""
    path = zipped(tmp_path / "x.zip", {"a.json": b"0" * 1_000_000})
    raw = path.read_bytes()
    at = raw.index(b"PK\x01\x02")
    entry, end = raw[at : raw.index(b"PK\x05\x06")], raw[raw.index(b"PK\x05\x06") :]
    ending = end[:8] + struct.pack("<HHII", 40, 40, len(entry) * 40, at) + end[20:]
    path.write_bytes(raw[:at] + entry * 40 + ending)
    with pytest.raises(ReadError, match="more than fits"):
        Source([path])


def test_a_member_behind_a_password_is_left(tmp_path: Path) -> None:
    """An encrypted member is said, with what to do."""
    path = zipped(tmp_path / "x.zip", {"good.json": b"[]", "locked.json": b"[1]"})
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert left(path) == ["locked.json: is behind a password; unpack it and give the folder"]


@pytest.mark.parametrize("method", [9, 12, 14, 93, 99])
def test_a_member_packed_otherwise_is_left(tmp_path: Path, method: int) -> None:
    """Deflate64, bzip2, LZMA and what is newer are said, with what to do."""
    path = zipped(tmp_path / "x.zip", {"good.json": b"[]", "other.json": b"[1]"})
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"PK\x01\x02") + 10] = method
    path.write_bytes(raw)
    assert left(path) == ["other.json: is packed in a way we cannot unpack; unpack it and give the folder"]


def test_a_wrong_checksum_is_said(tmp_path: Path) -> None:
    """A member that is damaged raises once it was read."""
    path = zipped(tmp_path / "x.zip", {"a.json": b"[1, 2, 3]"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"[1, 2, 3]", b"[1, 2, 4]"))
    with Source([path]) as source, pytest.raises(ReadError, match="damaged"):
        words_of(source)


@pytest.mark.parametrize("suffix", [".zip", ""])
def test_a_zip_cut_short_is_refused(tmp_path: Path, suffix: str) -> None:
    """Half a download is refused by name, with what to do, whatever it is called."""
    raw = zipped(tmp_path / "x.zip", _FILES).read_bytes()
    cut = tmp_path / f"cut{suffix}"
    cut.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(ReadError, match=r"cut.*download the export again"):
        Source([cut])


def test_zip64_is_read(tmp_path: Path) -> None:
    """The form of large zips is read like the other."""
    with (
        zipfile.ZipFile(tmp_path / "x.zip", "w") as archive,
        archive.open("good.json", "w", force_zip64=True) as stream,
    ):
        stream.write(b"[]")
    assert left(tmp_path / "x.zip") == []


def test_names_in_any_encoding(tmp_path: Path) -> None:
    """UTF-8 that does not say so, as macOS writes it, old code pages, and accents written apart are read."""
    path = zipped(tmp_path / "x.zip", {"Zo\u00eb.json": b"1", "Zoe\u0308 2.json": b"2", "caf_.json": b"3"})
    raw = bytearray(path.read_bytes().replace(b"caf_", b"caf\x82"))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(sign)
        while place >= 0:
            raw[place + at + 1] = 0
            place = raw.find(sign, place + 1)
    path.write_bytes(raw)
    with Source([path]) as source:
        assert words_of(source) == {"Zo\u00eb.json": b"1", "Zo\u00eb 2.json": b"2", "caf\u00e9.json": b"3"}


def test_names_on_disk_that_are_no_text(tmp_path: Path) -> None:
    """A file whose name is no UTF-8, or steers a screen, is read under a name that can be kept and shown."""
    raw = os.fsencode(tmp_path)
    for name in (b"caf\xe9.json", b"a\x1b[31m.json"):
        with open(raw + b"/" + name, "wb") as file:  # noqa: PTH123 - a path of bytes
            file.write(b"[]")
    with Source([tmp_path]) as source:
        assert words_of(source) == {"caf\ufffd.json": b"[]", "a\ufffd[31m.json": b"[]"}
        assert all(member.name.encode() for member in source.members)


def test_very_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand members are listed, each in its place; beyond the bound the export is refused."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for number in range(100_000):
            archive.writestr(f"a/{number}.json", b"")
    with Source([tmp_path / "x.zip"]) as source:
        assert len(source.members) == 100_000
        assert source.members[-1].name == "a/99999.json"
    monkeypatch.setattr(_source, "MOST_MEMBERS", 10)
    with pytest.raises(ReadError, match="more than 10 files"):
        Source([tmp_path / "x.zip"])


def test_a_folder_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """A file that goes away, grows, becomes a link or a pipe gives an error, or what it was; never something else."""
    for name in ("gone.json", "link.json", "pipe.json", "long.json"):
        (tmp_path / name).write_bytes(b"[1]")
    with Source([tmp_path]) as source:
        for name in ("gone.json", "link.json", "pipe.json"):
            (tmp_path / name).unlink()
        (tmp_path / "link.json").symlink_to("/etc/hostname")
        os.mkfifo(tmp_path / "pipe.json")
        for name in ("gone.json", "link.json", "pipe.json"):
            with pytest.raises(ReadError), source.open(name) as stream:
                stream.read()
            assert source.peek(name) == b""
        with source.open("long.json") as stream:
            with (tmp_path / "long.json").open("ab") as other:
                other.write(b"more")
            assert stream.read() == b"[1]"
        with pytest.raises(ReadError, match="not in the archive"), source.open("never.json"):
            pass


def test_what_is_no_file_is_refused_or_said(tmp_path: Path) -> None:
    """Pipes are passed by in a folder and refused when given; so is what is not there, and other kinds of archive."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.json").write_text("[]")
    os.mkfifo(folder / "pipe")
    assert left(folder) == ["pipe: is no ordinary file"]
    (tmp_path / "x.tar.gz").write_bytes(b"\x1f\x8b")
    for name, reason in {
        "folder/pipe": "no ordinary file", "nowhere": "not found", "x.tar.gz": "unpack it", "x" * 300: "not found",
    }.items():  # fmt: skip
        with pytest.raises(ReadError, match=reason):
            Source([tmp_path / name])


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    """A folder or a file without permission is said."""
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "good.json").write_text("[]")
    (tmp_path / "shut.json").write_text("[]")
    (tmp_path / "shut.json").chmod(0)
    with Source([tmp_path]) as source:
        assert source.left[0].startswith("closed: cannot be opened")
        with pytest.raises(ReadError, match="cannot be opened"), source.open("shut.json"):
            pass


def test_a_folder_that_cannot_be_listed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system refuses to list is named, not passed over."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "good.json").write_text("[]")
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert left(tmp_path) == ["closed: cannot be opened (Permission denied)"]


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a zip leaves the temporary folder and the current one as they were."""
    path = zipped(tmp_path / "x.zip", {**_FILES, "large.json": os.urandom(3_000_000)})
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(empty))
    monkeypatch.setenv("TMPDIR", str(empty))
    monkeypatch.chdir(empty)
    with Source([path]) as source:
        words_of(source)
        assert list(empty.iterdir()) == []


def test_names_of_people_are_not_shown(tmp_path: Path) -> None:
    """Neither a source nor a member shows names of files."""
    with Source([zipped(tmp_path / "x.zip", {"inbox/dorothea.json": b"[]"})]) as source:
        assert "dorothea" not in repr(source) + repr(source.members)


_ZIP = io.BytesIO()
with zipfile.ZipFile(_ZIP, "w", zipfile.ZIP_DEFLATED) as _made:
    for _name, _words in _FILES.items():
        _made.writestr(_name, _words * 50)


@settings(max_examples=400)
@given(
    st.lists(st.tuples(st.integers(0, len(_ZIP.getvalue()) - 1), st.integers(0, 255)), max_size=6), st.integers(0, 60)
)
def test_a_damaged_zip_gives_an_error_or_its_words(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], cut: int
) -> None:
    """Whatever bytes change, a zip is refused, or its members give what they promise or are refused."""
    raw = bytearray(_ZIP.getvalue())
    for at, byte in changes:
        raw[at] = byte
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(raw[: len(raw) - cut * (cut % 2)])
    try:
        source = Source([path])
    except ReadError:
        return
    with source:
        for member in source.members:
            try:
                with source.open(member) as stream:
                    assert len(stream.read()) <= member.size
            except ReadError:
                continue

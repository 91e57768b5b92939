"""An export as one finds it: a zip, several zips, a folder or a single file. Open it to change how members are reached.

Nothing is ever unpacked to disk. What could harm is left aside and said: members that grow without end, links, names
that climb out, members twice, archives in archives, members behind a password.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Self, cast

from circumspect.readers._kit import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

MOST_MEMBERS = 400_000
LARGEST = 4 * 1024**3
# A member that grows more than so often, and beyond so many bytes, is a bomb.
_MOST_GROWTH, _GROWN = 400, 64 * 1024**2
_PEEK = 4096
# What platforms and machines put beside the export.
_BESIDE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_MEDIA = (
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".avif", ".bmp", ".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm",
    ".3gp", ".mp3", ".m4a", ".aac", ".ogg", ".opus", ".wav", ".srt", ".vtt",
)  # fmt: skip
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz")
# The two ways of packing that platforms use; both give back no more than they are asked for.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED, _UTF8 = 0x1, 0x800  # flags of a zip's member
# What the standard library raises over a zip that is damaged or was made to harm.
_DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, struct.error, ValueError, IndexError, OverflowError,
    RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """A file of the export: its name with `/`, its size in bytes, and in which of the given files it stands."""

    name: str
    size: int
    part: int = 0

    def __repr__(self) -> str:
        """Show the size: names of members hold names of people."""
        return f"Member({self.size} bytes, {self.part})"

    @property
    def is_media(self) -> bool:
        """Whether it is a picture, a film or a sound."""
        return self.name.lower().endswith(_MEDIA)


class Source:
    """An export that is open for reading. Use it in a `with` block.

    `members`: what can be read, posts_2 before posts_10; `left`: what cannot, each with the reason.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open the files or folders that make up one export. Raises ReadError."""
        self.paths = tuple(paths)
        self.members: list[Member] = []
        self.left: list[str] = []
        self._zips: list[zipfile.ZipFile] = []
        self._finished, self._current = 0, cast("IO[bytes] | None", None)
        self._places: dict[str, Path | tuple[zipfile.ZipFile, zipfile.ZipInfo]] = {}
        try:
            for part, path in enumerate(self.paths):
                self._take(part, path)
        except ReadError as error:
            self.close()
            raise ReadError(f"{_shown(path.name)}: {error}") from error
        except BaseException:
            self.close()
            raise
        self.members.sort(key=lambda member: _in_order(member.name))

    def __enter__(self) -> Self:
        """Give the source itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close what was opened."""
        self.close()

    def __repr__(self) -> str:
        """Show how many members there are."""
        return f"Source({len(self.members)} members)"

    def close(self) -> None:
        """Close what was opened."""
        for archive in self._zips:
            archive.close()

    def __contains__(self, name: str) -> bool:
        """Say whether there is a member of this name."""
        return name in self._places

    @contextmanager
    def open(self, member: Member | str) -> Iterator[IO[bytes]]:
        """Open a member as a stream that gives no more bytes than its size when it was opened. Raises ReadError.

        What goes wrong while the stream is read comes up as ReadError too.
        """
        place = self._places.get(member if isinstance(member, str) else member.name)
        if place is None:
            raise ReadError("is not in the archive")
        try:
            with _file(place) if isinstance(place, Path) else _unpacked(*place) as stream:
                self._current, end = stream, _end(place)
                yield stream
                self._finished += end if stream.closed else stream.tell()
        except ReadError:
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
            raise ReadError("is damaged in the archive; download the export again") from error
        except OSError as error:
            raise ReadError(f"cannot be opened ({error.strerror or 'unknown reason'})") from error
        finally:
            self._current = None

    @property
    def given(self) -> int:
        """How many bytes of members were read so far, those of the one that is open among them."""
        now = self._current
        return self._finished + (now.tell() if now is not None and not now.closed else 0)

    def peek(self, member: Member | str, size: int = _PEEK) -> bytes:
        """Give the first bytes of a member; nothing where it cannot be read."""
        try:
            with self.open(member) as stream:
                return stream.read(size)
        except ReadError:
            return b""

    def _take(self, part: int, path: Path) -> None:
        try:
            mode = path.lstat().st_mode
        except (OSError, ValueError):
            raise ReadError("was not found") from None
        if stat.S_ISLNK(mode):
            raise ReadError("is a link; give the file itself")
        if stat.S_ISDIR(mode):
            self._take_folder(part, path)
        elif not stat.S_ISREG(mode):
            raise ReadError("is no ordinary file")
        elif zipfile.is_zipfile(path):
            self._take_zip(part, path)
        elif path.suffix.lower() == ".zip" or _begins_as_zip(path):
            raise ReadError("is no zip, or is cut short; download the export again")
        elif path.suffix.lower() in _ARCHIVES:
            raise ReadError("is packed in a way we cannot unpack; unpack it and give the folder")
        else:
            self._add(Member(_listed(path.name), path.stat().st_size, part), path)

    def _take_folder(self, part: int, folder: Path) -> None:
        def unread(error: OSError) -> None:
            name = Path(error.filename).relative_to(folder).as_posix()
            self.left.append(f"{_shown(name)}: cannot be opened ({error.strerror or 'unknown reason'})")

        for inside, folders, files in os.walk(folder, onerror=unread):
            for path in (Path(inside, name) for name in (*folders, *files)):
                self._take_file(part, folder, path)

    def _take_file(self, part: int, folder: Path, path: Path) -> None:
        name = path.relative_to(folder).as_posix()
        try:
            found = path.lstat()
        except OSError as error:
            self.left.append(f"{_shown(name)}: cannot be opened ({error.strerror or 'unknown reason'})")
            return
        if stat.S_ISLNK(found.st_mode):
            self.left.append(f"{_shown(name)}: is a link")
        elif stat.S_ISREG(found.st_mode):
            self._add(Member(_listed(name), found.st_size, part), path)
        elif not stat.S_ISDIR(found.st_mode):
            self.left.append(f"{_shown(name)}: is no ordinary file")

    def _take_zip(self, part: int, path: Path) -> None:
        try:
            archive = zipfile.ZipFile(path)
        except (*_DAMAGED, OSError, NotImplementedError) as error:
            raise ReadError("is no zip that can be read, or is cut short; download the export again") from error
        self._zips.append(archive)
        entries = archive.infolist()
        if sum(entry.compress_size for entry in entries) > path.stat().st_size:
            raise ReadError("holds more than fits into it: it was made to harm, or is damaged")
        for entry in entries:
            if entry.is_dir():
                continue
            name = _name(entry)
            if reason := _harmful(entry, name):
                self.left.append(f"{_shown(name)}: {reason}")
            else:
                self._add(Member(name, entry.file_size, part), (archive, entry))

    def _add(self, member: Member, place: Path | tuple[zipfile.ZipFile, zipfile.ZipInfo]) -> None:
        name = member.name
        if any(beside in name for beside in _BESIDE):
            return
        if len(self.members) >= MOST_MEMBERS:
            raise ReadError(f"holds more than {MOST_MEMBERS:,} files; give the folders one by one")
        if reason := self._unfit(member):
            self.left.append(f"{_shown(name)}: {reason}")
        else:
            self._places[name] = place
            self.members.append(member)

    def _unfit(self, member: Member) -> str:
        """Say why a member is left aside; an empty string where it is not."""
        if member.name in self._places:
            return "stands there twice; the first was read"
        if member.name.lower().endswith(_ARCHIVES):
            return "is an archive within the export; unpack it and give it by itself"
        if member.size > LARGEST:
            return f"is larger than {LARGEST // 1024**3} GB"
        return ""


def _harmful(entry: zipfile.ZipInfo, name: str) -> str:
    """Say why a member of a zip is not opened; an empty string where nothing is wrong with it."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:2] == ":" or _HIDDEN.search(name):
        return "has a name that leads out of the archive"
    if entry.flag_bits & _LOCKED:
        return "is behind a password; unpack it and give the folder"
    if entry.compress_type not in _PACKED:
        return "is packed in a way we cannot unpack; unpack it and give the folder"
    if entry.file_size > _GROWN and entry.file_size > _MOST_GROWTH * max(1, entry.compress_size):
        return "would grow beyond measure"
    return ""


_HIDDEN = re.compile(r"[\x00-\x1f\x7f]")


def _name(entry: zipfile.ZipInfo) -> str:
    """Give a member's name with `/`; names that are UTF-8 without saying so, as macOS writes them, are read as such."""
    name = entry.filename.replace("\\", "/")
    if not entry.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return _composed(name)


def _composed(name: str) -> str:
    """Give a name with its accents in one piece: macOS writes them apart, and patterns would not match."""
    return unicodedata.normalize("NFC", name)


def _listed(name: str) -> str:
    """Give the name of a file on disk as a member's: what is no UTF-8 or steers a screen is replaced."""
    return _HIDDEN.sub("\ufffd", _composed(os.fsencode(name).decode("utf-8", "replace")))


def _shown(name: str) -> str:
    """Give a name as it can be put on a screen, without signs that steer one."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


def _in_order(name: str) -> list[tuple[tuple[str, int, str], ...]]:
    """Give what names are sorted by: folder by folder, numbers by their size."""
    return [tuple(_piece(piece) for piece in _PIECES.findall(step)) for step in name.split("/")]


_PIECES = re.compile(r"[0-9]+|[^0-9]+")


def _piece(piece: str) -> tuple[str, int, str]:
    if piece[0].isascii() and piece[0].isdigit():
        digits = piece.lstrip("0")
        return "0", len(digits), digits
    return piece.casefold(), 0, piece


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """Open a member of a zip; it gives no more bytes than its size."""
    try:
        return archive.open(entry)
    except NotImplementedError as error:
        raise ReadError("is packed in a way we cannot unpack; unpack it and give the folder") from error
    except _DAMAGED as error:
        raise ReadError("is damaged in the archive; download the export again") from error


def _end(place: Path | tuple[zipfile.ZipFile, zipfile.ZipInfo]) -> int:
    """Give how many bytes a member has."""
    return place.stat().st_size if isinstance(place, Path) else place[1].file_size


def _begins_as_zip(path: Path) -> bool:
    with _file(path) as stream:
        return stream.read(4) == b"PK\x03\x04"


def _file(path: Path) -> IO[bytes]:
    """Open an ordinary file, and nothing that was put in its place since; no more of it than its size by now."""
    extra = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    raw = io.FileIO(os.open(path, os.O_RDONLY | extra), "rb")
    found = os.fstat(raw.fileno())
    if not stat.S_ISREG(found.st_mode):
        raw.close()
        raise ReadError("is no ordinary file any more")
    return io.BufferedReader(cast("io.RawIOBase", _Bounded(raw, found.st_size)))


class _Bounded(io.RawIOBase):
    """A file that ends after so many bytes, even while somebody adds to it."""

    def __init__(self, raw: io.FileIO, size: int) -> None:
        self._raw, self._size, self._at = raw, size, 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - io's own signature
        """Read at most what is left of its size."""
        got = self._raw.readinto(memoryview(buffer)[: self._size])
        self._size -= got
        self._at += got
        return got

    def tell(self) -> int:
        """Say how many bytes were given."""
        return self._at

    def close(self) -> None:
        """Close the file."""
        self._raw.close()
        super().close()

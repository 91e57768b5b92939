"""An export as one finds it: a zip, several zips, a folder or a single file. Open it to change how members are reached.

Nothing is ever unpacked to disk. What could harm is left aside and said: members that grow without end, links, names that
climb out, members twice, zips in zips, members behind a password.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Self

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


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the export: its name with `/`, its size in bytes, and in which of the given files it stands."""

    name: str
    size: int
    part: int = 0

    @property
    def is_media(self) -> bool:
        """Whether it is a picture, a film or a sound."""
        return self.name.lower().endswith(_MEDIA)


class Source:
    """An export that is open for reading. Use it in a `with` block."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open the files or folders that make up one export. Raises ReadError."""
        self.paths = tuple(paths)
        self.members: list[Member] = []
        self.left: list[str] = []
        self._zips: dict[int, zipfile.ZipFile] = {}
        self._names: dict[str, tuple[int, str | Path]] = {}
        try:
            for part, path in enumerate(self.paths):
                self._take(part, path)
        except BaseException:
            self.close()
            raise

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
        for archive in self._zips.values():
            archive.close()

    def __contains__(self, name: str) -> bool:
        """Say whether there is a member of this name."""
        return name in self._names

    @contextmanager
    def open(self, member: Member | str) -> Iterator[IO[bytes]]:
        """Open a member as a stream of bytes that ends where the member says it does. Raises ReadError."""
        name = member if isinstance(member, str) else member.name
        part, key = self._names[name]
        try:
            if isinstance(key, Path):
                with key.open("rb") as stream:
                    yield stream
            else:
                with self._zips[part].open(key) as stream:
                    yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise ReadError("is damaged in the archive; download the export again") from error
        except NotImplementedError as error:
            raise ReadError("is packed in a way we cannot unpack; pack the folder again as an ordinary zip") from error
        except OSError as error:
            raise ReadError(f"cannot be opened ({error.strerror or 'unknown reason'})") from error

    def peek(self, member: Member | str, size: int = _PEEK) -> bytes:
        """Give the first bytes of a member; nothing where it cannot be read."""
        try:
            with self.open(member) as stream:
                return stream.read(size)
        except ReadError:
            return b""

    def _take(self, part: int, path: Path) -> None:
        if path.is_symlink() or not path.exists():
            raise ReadError("was not found" if not path.exists() else "is a link; give the file itself")
        if path.is_dir():
            self._take_folder(part, path)
        elif zipfile.is_zipfile(path):
            self._take_zip(part, path)
        elif path.suffix.lower() == ".zip":
            raise ReadError("is no zip, or is cut short; download the export again")
        else:
            self._add(Member(path.name, path.stat().st_size, part), path)

    def _take_folder(self, part: int, folder: Path) -> None:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                self.left.append(f"{name}: is a link")
            elif path.is_file():
                self._add(Member(name, path.stat().st_size, part), path)

    def _take_zip(self, part: int, path: Path) -> None:
        try:
            archive = self._zips[part] = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ReadError("is no zip that can be read, or is cut short; download the export again") from error
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            name = entry.filename.replace("\\", "/")
            if reason := _harmful(entry, name):
                self.left.append(f"{name}: {reason}")
            else:
                self._add(Member(name, entry.file_size, part), entry.filename)

    def _add(self, member: Member, key: str | Path) -> None:
        name = member.name
        if any(beside in name for beside in _BESIDE):
            return
        if len(self.members) >= MOST_MEMBERS:
            raise ReadError(f"holds more than {MOST_MEMBERS:,} files; give the folders one by one")
        if name in self._names:
            self.left.append(f"{name}: stands there twice; the first was read")
        elif member.size > LARGEST:
            self.left.append(f"{name}: is larger than {LARGEST // 1024**3} GB")
        else:
            self._names[name] = member.part, key
            self.members.append(member)


def _harmful(entry: zipfile.ZipInfo, name: str) -> str:
    """Say why a member of a zip is not opened; an empty string where nothing is wrong with it."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if name.startswith("/") or ".." in PurePosixPath(name).parts or "\0" in name or ":" in name.split("/")[0][1:2]:
        return "has a name that leads out of the archive"
    if entry.flag_bits & 1:
        return "is behind a password; unpack it and give the folder"
    if entry.file_size > _GROWN and entry.file_size > _MOST_GROWTH * max(1, entry.compress_size):
        return "would grow beyond measure"
    return ""

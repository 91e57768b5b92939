"""Exports on this computer, before they are read: found where they lie, or dropped on the desk and removed again.

Open it to change where exports are looked for, or where one lies that was dropped. An export holds years of somebody's
messages, so it is read where it lies; a copy is made only where a browser hands it over, in a folder that its owner
alone can read, and is gone when it was read, when that failed, when the vault is locked, or at the next start.
"""

from __future__ import annotations

import io
import os
import re
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache as once
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_downloads_path

from circumspect.engines import pixels
from circumspect.readers._kit import ReadError
from circumspect.rulebook.yaml_lines import read
from circumspect.services import archives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from circumspect.domain.activity import Recognition
    from circumspect.readers.archives._source import Source

LIKELY = 0.5  # below this confidence an export is taken for none
_ENDINGS = (".zip", ".json", ".csv", ".js", ".car")
_MOST, _MOST_FILES = 60, 20_000
_WIDEST = 1600  # pixels of a picture that is shown
_SPARE = 200 << 20  # bytes that stay free beside an export that arrives
_LONGEST_NAME = 60
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_NUMBERS = re.compile(r"[\d\W_]+")


@dataclass(frozen=True, slots=True, repr=False)
class Lying:
    """An export that lies on this computer: where, how large, since when, and which platform's it is.

    `confidence`: 0 to 1; `refused`: why it cannot be read as it is, and what to do; `part`: it is known only by its
    name, as another part of one that was recognised.
    """

    path: Path
    size: int
    on: date
    platform: str
    confidence: float
    refused: str = ""
    part: bool = False

    def __repr__(self) -> str:
        """Show the platform: a name can be somebody's."""
        return f"Lying({self.platform!r}, {self.size} bytes)"


@dataclass(frozen=True, slots=True, repr=False)
class Chosen:
    """What an export is read as: its reader, how it was recognised, and platforms of which it also holds something."""

    reader: ModuleType
    recognition: Recognition
    others: tuple[str, ...]

    def __repr__(self) -> str:
        """Show the platform."""
        return f"Chosen({self.recognition.platform!r})"


@once
def asking(platform: str) -> dict[str, Any]:
    """Give what templates/platforms/ says of a platform's export: how to ask for it, what is in it, what is not."""
    path = archives.PLATFORMS / f"{platform}.yaml"
    told: Any = read(path, f"templates/platforms/{path.name}").value if path.is_file() else {}
    return dict(told)


def chosen(source: Source) -> Chosen:
    """Say what an open export is read as. Raises ReadError, with what to do."""
    found = archives.recognise(source)
    if not found or found[0][1].confidence < LIKELY:
        raise ReadError(archives.unrecognised(source))
    reader, recognition = found[0]
    if recognition.refused:
        raise ReadError(recognition.refused)
    others = tuple(other.TITLE for other, one in found[1:] if one.confidence >= LIKELY)
    return Chosen(reader, recognition, others)


# --- where they lie


def downloads() -> Path | None:
    """Give the folder that browsers save to; None where there is none."""
    place = user_downloads_path()
    return place if place.is_dir() else None


def lying_in(folder: Path) -> list[Lying]:
    """Give the exports in a folder, the newest first: files, and folders that were unpacked. Raises ReadError."""
    try:
        places = [one for one in folder.iterdir() if not one.name.startswith(".") and _may_be_one(one)]
    except OSError as error:
        raise ReadError(f"That folder cannot be looked into ({error.strerror or 'unknown reason'}).") from None
    dated = sorted(((one.stat().st_mtime, one) for one in places), reverse=True, key=lambda pair: pair[0])
    seen = {path: _seen(path, moment) for moment, path in dated[:_MOST]}
    stems = {_stem(path): one for path, one in seen.items() if one is not None}
    return [
        found
        for moment, path in dated[:_MOST]
        if (found := seen[path] or _as_part(path, moment, stems.get(_stem(path)))) is not None
    ]


def _may_be_one(path: Path) -> bool:
    if path.is_symlink():
        return False
    return path.is_dir() or (path.is_file() and path.suffix.lower() in _ENDINGS)


def _seen(path: Path, moment: float) -> Lying | None:
    """Give what a file or folder is; None where no reader knows it."""
    size = _size(path)
    if size is None:
        return None
    try:
        with archives.opened([path]) as source:
            found = archives.recognise(source)
    except ReadError:
        return None
    if not found or found[0][1].confidence < LIKELY:
        return None
    one = found[0][1]
    return Lying(path, size, _day(moment), one.platform, one.confidence, one.refused)


def _as_part(path: Path, moment: float, like: Lying | None) -> Lying | None:
    """Give a zip that is called as one that was recognised, but for its numbers: the pictures of it, perhaps."""
    if like is None or path.suffix.lower() != ".zip" or like.path.suffix.lower() != ".zip":
        return None
    return Lying(path, _size(path) or 0, _day(moment), like.platform, 0.0, part=True)


def _stem(path: Path) -> str:
    return _NUMBERS.sub(" ", path.stem.lower()).strip()


def _day(moment: float) -> date:
    return datetime.fromtimestamp(moment, tz=UTC).astimezone().date()


def _size(path: Path) -> int | None:
    """Give the bytes of a file, or of all files of a folder; None for a folder of so many that it is no export."""
    try:
        if path.is_file():
            return path.stat().st_size
        sizes = list(islice(_sizes(path), _MOST_FILES + 1))
    except OSError:
        return None
    return sum(sizes) if len(sizes) <= _MOST_FILES else None


def _sizes(folder: Path) -> Iterator[int]:
    for inside, _, files in os.walk(folder):
        for name in files:
            with suppress(OSError):
                yield Path(inside, name).lstat().st_size


def still_lies(names: Sequence[str], folders: Sequence[Path]) -> tuple[Path, ...] | None:
    """Give where the files of an export lie, by their names in some folders; None where one is not there any more."""
    found = [next((folder / name for folder in folders if (folder / name).exists()), None) for name in names]
    whole = tuple(one for one in found if one is not None)
    return whole if names and len(whole) == len(names) else None


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A picture of an export, to look at: its width and height as a screen shows it, and a smaller JPEG of it."""

    width: int
    height: int
    jpeg: bytes

    def __repr__(self) -> str:
        """Show the size."""
        return f"Shown({self.width} by {self.height})"


def picture(paths: Sequence[Path], member: str) -> Shown:
    """Give a picture that stands in an export. Raises ReadError where it is not there or cannot be shown."""
    if not pixels.installed():
        raise ReadError("Pictures cannot be shown: Pillow is not installed.")
    with archives.opened(paths) as source:
        size = next((one.size for one in source.members if one.name == member), None)
        if size is None or size > pixels.LARGEST:
            raise ReadError("That picture is not in the export any more, or is too large to be shown.")
        with source.open(member) as stream:
            raw = stream.read(pixels.LARGEST)
    try:
        image = pixels.upright(pixels.opened(raw)).convert("RGB")
    except pixels.PictureError as error:
        raise ReadError(f"That picture {error}.") from None
    width, height = image.size
    image.thumbnail((_WIDEST, _WIDEST))
    written = io.BytesIO()
    image.save(written, "JPEG", quality=85)
    return Shown(width, height, written.getvalue())


# --- what is dropped


@dataclass(slots=True, repr=False)
class Arrival:
    """An export that is being handed over: its files, and how many bytes of each are still to come."""

    id: str
    folder: Path
    paths: list[Path] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    got: list[int] = field(default_factory=list)

    def __repr__(self) -> str:
        """Show how many files there are."""
        return f"Arrival({len(self.paths)} files)"


class Arrivals:
    """The private folder beside the vault where an export lies that was dropped on the desk. Make one for a run."""

    def __init__(self, vault: Path) -> None:
        """Keep what arrives beside the vault's folder."""
        self.place = vault.with_name(f"{vault.name}-arrivals")
        self._here: dict[str, Arrival] = {}

    def __repr__(self) -> str:
        """Show how many there are."""
        return f"Arrivals({len(self._here)})"

    def begin(self, files: Sequence[tuple[str, int]]) -> Arrival:
        """Make room for an export of these files (name, bytes). Raises ReadError where the disk has too little room."""
        if not files or any(size < 0 for _, size in files):
            raise ReadError("Choose the file of an export.")
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.place.chmod(0o700)
        need, free = sum(size for _, size in files) + _SPARE, shutil.disk_usage(self.place).free
        if need > free:
            raise ReadError(
                f"There is too little room on the disk: it has {_gigabytes(free)} left and {_gigabytes(need)} are "
                "needed. Put the file into your Downloads folder and read it from there: then no copy is made."
            )
        name = secrets.token_urlsafe(12)
        arrival = Arrival(name, self.place / name)
        arrival.folder.mkdir(mode=0o700)
        for number, (given, size) in enumerate(files):
            inside = arrival.folder / str(number)
            inside.mkdir(mode=0o700)
            path = inside / _fit(given)
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            arrival.paths.append(path)
            arrival.sizes.append(size)
            arrival.got.append(0)
        self._here[name] = arrival
        return arrival

    def get(self, name: str) -> Arrival:
        """Give an export that arrives. Raises ReadError where it is not here any more."""
        if (found := self._here.get(name)) is None:
            raise ReadError("That file is not here any more. Drop it once again.")
        return found

    def whole(self, name: str) -> Arrival:
        """Give an export that has come through to its end. Raises ReadError."""
        arrival = self.get(name)
        if arrival.got != arrival.sizes:
            raise ReadError("That file did not come through whole. Drop it once again.")
        return arrival

    def add(self, name: str, number: int, at: int, piece: bytes) -> Arrival:
        """Add a piece to a file, in order. Raises ReadError; what was there is then removed."""
        arrival = self.get(name)
        if not 0 <= number < len(arrival.paths) or at != arrival.got[number]:
            self.remove(name)
            raise ReadError("The pieces of that file did not come in order. Drop it once again.")
        if at + len(piece) > arrival.sizes[number]:
            self.remove(name)
            raise ReadError("That file grew while it was handed over. Drop it once again.")
        try:
            with arrival.paths[number].open("ab") as file:
                file.write(piece)
        except OSError as error:
            self.remove(name)
            raise ReadError(f"The file could not be kept ({error.strerror or 'unknown reason'}).") from None
        arrival.got[number] += len(piece)
        return arrival

    def remove(self, name: str) -> None:
        """Remove what arrived."""
        self._here.pop(name, None)
        if name and "/" not in name and "\\" not in name and name.strip("."):
            shutil.rmtree(self.place / name, ignore_errors=True)
        with suppress(OSError):
            self.place.rmdir()  # where nothing else is in it

    def sweep(self) -> None:
        """Remove all that ever arrived, also what an earlier run left when it was killed."""
        self._here.clear()
        if self.place.is_dir() and not self.place.is_symlink():
            shutil.rmtree(self.place, ignore_errors=True)


def _fit(name: str) -> str:
    """Give a file's name that leads nowhere; readers look at it, so its words and its ending stay."""
    plain = _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, suffix = Path(plain).stem, Path(plain).suffix
    return f"{stem[:_LONGEST_NAME]}{suffix[:16]}" if stem else "export.zip"


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"

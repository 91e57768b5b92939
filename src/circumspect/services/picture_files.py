"""Which files are pictures. Open it to change how one is told; it loads nothing that looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.domain.picture import SIGN_LENGTH, SUFFIXES, kind_of

if TYPE_CHECKING:
    from pathlib import Path


def is_picture(path: Path) -> bool:
    """Say whether a file is a picture: by its ending, or by its first bytes where the ending says otherwise."""
    if path.suffix.lower() in SUFFIXES:
        return True
    return _begins_like_one(path)


def _begins_like_one(path: Path) -> bool:
    if not path.is_file():  # to open a pipe would take from it what is to be read
        return False
    try:
        with path.open("rb") as file:
            return kind_of(file.read(SIGN_LENGTH)) is not None
    except OSError:
        return False


def pictures_below(folder: Path) -> list[Path]:
    """List the pictures of a folder by ending and first bytes, in order, hidden ones left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and _begins_like_one(path)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )

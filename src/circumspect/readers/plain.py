"""Plain text files: one file, one document. Open it to change how .txt is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.readers import _kit

if TYPE_CHECKING:
    from circumspect.domain.document import Document

SUFFIXES = (".txt", ".text", "")


def read(text: str, place: _kit.Place) -> Document:
    """Give the document; front matter may say where it goes."""
    place, body = _kit.split_front_matter(text, place)
    return _kit.document(body, place)

"""What readers share: decoding, front matter, masking. Open it to change how a file becomes a document.

Every reader gives a text of the same length and lines as the file, with markup masked, so that a finding's
offset is a place in the file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.errors import PlainError

if TYPE_CHECKING:
    from pathlib import Path

# Dropped when a text is folded, so that **cli**ent stays one word and every offset stays as it is.
NOTHING = "\u200b"
LARGEST = 32 * 1024 * 1024
_FENCE = "---"


class ReadError(PlainError, ValueError):
    """A file that cannot be read; the message says why and what to do, and quotes none of it."""


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """Where a text goes, unless the file says so itself."""

    surface: Surface = Surface.POST
    account: Account = Account.BUSINESS
    in_reply_to: str | None = None
    written: date | None = None

    def __repr__(self) -> str:
        """Show the place, not the message answered."""
        return f"Place({self.surface.value}, {self.account.value})"


def decode(raw: bytes) -> str:
    """Decode a file's bytes: UTF-8 with or without BOM, UTF-16 with one. Raises ReadError."""
    if len(raw) > LARGEST:
        raise ReadError(f"is larger than {LARGEST // 1024 // 1024} MB; split it")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise ReadError("looks like UTF-16 but is cut short; save it again as UTF-8") from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ReadError(f"is not UTF-8 text (line {line}); save it as UTF-8 and try again") from None
    return text.removeprefix("\ufeff")


def read_bytes(path: Path) -> bytes:
    """Read a file. Raises ReadError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError("there is no such file; check the name") from None
    except IsADirectoryError:
        raise ReadError("is a folder; name the files in it, or the folder alone") from None
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})") from None


def split_front_matter(text: str, place: Place) -> tuple[Place, str]:
    """Take `---` front matter off: it says surface, account, date, in_reply_to. Lines stay where they are."""
    lines = text.split("\n")
    if not lines or lines[0].strip() != _FENCE:
        return place, text
    try:
        end = next(i for i, line in enumerate(lines[1:60], 1) if line.strip() == _FENCE)
    except StopIteration:
        return place, text
    for number, line in enumerate(lines[1:end], 2):
        key, colon, value = line.partition(":")
        if line.strip() and colon:
            place = _said(place, key.strip(), value.strip().strip("\"'"), number)
    blank = "\n".join(" " * len(line) for line in lines[: end + 1])
    return place, blank + "\n" + "\n".join(lines[end + 1 :])


def _said(place: Place, key: str, value: str, line: int) -> Place:
    """Apply one line of front matter; keys of other programs are left alone."""
    try:
        match key:
            case "surface":
                return replace(place, surface=Surface(value))
            case "account":
                return replace(place, account=Account(value))
            case "date":
                return replace(place, written=date.fromisoformat(value[:10]))
            case "in_reply_to":
                return replace(place, in_reply_to=value or None)
    except ValueError:
        options = {"surface": ", ".join(Surface), "account": ", ".join(Account), "date": "a day such as 2026-11-22"}
        raise ReadError(f"line {line}: {key} must be one of: {options[key]}") from None
    return place


def document(text: str, place: Place) -> Document:
    """Make the document. Raises ReadError for a text without a single sign: no answer is never a clear one."""
    if not text.strip().strip(NOTHING):
        raise ReadError("is empty: there is nothing to review")
    return Document(text, place.surface, place.account, place.in_reply_to, place.written)


def masked(text: str, spans: list[tuple[int, int]], *, sign: str = NOTHING) -> str:
    """Put `sign` for every character of the spans, keeping line breaks."""
    if not spans:
        return text
    chars = list(text)
    for start, end in spans:
        for at in range(start, end):
            if chars[at] != "\n":
                chars[at] = sign
    return "".join(chars)

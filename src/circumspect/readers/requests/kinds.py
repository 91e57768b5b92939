"""What to do with a file that is no list of accounts. Open it to change that advice."""

from __future__ import annotations

import io
import zipfile

from circumspect.readers._kinds import ADDRESS_BOOK, OLD_OFFICE, PACKED, PICTURE, kind_of, reads_like_text
from circumspect.readers._kit import ReadError

_COPY = "Open it, copy the names or handles that you see, and paste them with: circumspect screen -"
_SAVE = "Save the list in it as CSV, or copy the names or handles and paste them with: circumspect screen -"
_ADVICE = {
    PICTURE: "Nothing is read out of pictures: type the names that you see, one a line, with: circumspect screen -",
    PACKED: "Unpack it, and name one list in it",
    OLD_OFFICE: _SAVE,
    ADDRESS_BOOK: "Your client list comes in with: circumspect roster import FILE. To screen people of it, paste names",
}
_ZIP = b"PK\x03\x04"


def refuse_what_is_no_list(raw: bytes) -> None:
    """Say what a file is that is no list, and what to do with it. Raises ReadError for it."""
    if raw.startswith(_ZIP):
        raise ReadError(_packed(raw))
    if kind := kind_of(raw):
        raise ReadError(f"is {kind}, not a list of accounts. {_ADVICE.get(kind, _COPY)}")


def _packed(raw: bytes) -> str:
    """Say what a zip file is: a workbook, a document, or files put together."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        names = []
    if any(name.startswith("xl/") for name in names):
        return f"is a spreadsheet (Excel), not a plain list. {_SAVE}"
    if any(name.startswith(("word/", "ppt/")) or name == "mimetype" for name in names):
        return f"is a document, not a list of accounts. {_COPY}"
    return "is a zip file, or a spreadsheet that is damaged. Unpack it and name one list in it, or save it as CSV"


def refuse_what_is_no_text(text: str) -> None:
    """Refuse what was decoded and reads like no text. Raises ReadError."""
    if "\x00" in text or not reads_like_text(text):
        raise ReadError("is no text. Save the list as CSV or JSON, or paste it with: circumspect screen -")


def wide(raw: bytes) -> str:
    """Give the UTF-16 that a text without a mark is in: every other byte of plain letters is zero; else nothing."""
    head = raw[:4000]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[start::2].count(0)
        if len(head) > 3 and zeros * 10 > len(head[start::2]) * 7 and not head[1 - start :: 2].count(0):  # noqa: PLR2004 - a few letters
            return encoding
    return ""

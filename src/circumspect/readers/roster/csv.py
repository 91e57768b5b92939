"""Client lists as text: CSV, TSV and their like. Open it when such a file comes out garbled.

Nobody says how such a file is encoded or what stands between its cells, so both are found out from the bytes.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from circumspect.readers._kinds import kind_of, reads_like_text
from circumspect.readers.roster._kit import LARGEST, RosterFileError, Table, header_at, holds_a_value, table_from
from circumspect.readers.roster.columns import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 200
# Signs that a text was read in the wrong one of two encodings: capitals within a word, signs between letters.
_ODD = re.compile(r"[a-z\u00df-\u00ff][^\W\d_a-z\u00df-\u00ff]|(?<=[a-z])[^\w\s\x00-\x7f\u2019](?=[a-z])")
_EXPORT = "export the list from your EHR as CSV or Excel (.xlsx)"


def read(raw: bytes) -> Table:
    """Read a list from its bytes. Raises RosterFileError."""
    if len(raw) > LARGEST:
        raise RosterFileError(f"is larger than {LARGEST // 1024 // 1024} MB; export fewer columns, or split it")
    if kind := kind_of(raw):
        raise RosterFileError(f"is {kind}, not a client list; {_EXPORT}")
    text, notes = _decoded(raw)
    if text.lstrip()[:1] in {"[", "{"}:
        raise RosterFileError(
            f"is JSON; {_EXPORT}. A program can add clients with: circumspect roster add --from-stdin"
        )
    if not reads_like_text(text):
        raise RosterFileError(f"is no text; {_EXPORT}")
    if "\x00" in text:
        notes.append("empty (NUL) characters were taken out")
        text = text.replace("\x00", "")
    if not text.strip(f' \r\n"{_DELIMITERS}'):
        raise RosterFileError("is empty: there is no row in it. Export the list again and look into the file")
    delimiter, text = _told(text)
    delimiter = delimiter or _delimiter(text)
    return table_from(_records(text, delimiter), notes)


def _decoded(raw: bytes) -> tuple[str, list[str]]:
    """Decode the bytes, and say so where it took a guess. Raises RosterFileError."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding).removeprefix("\ufeff"), []
            except UnicodeDecodeError:
                raise RosterFileError(f"is marked as {encoding.upper()} but is cut short; export it again") from None
    if wide := _wide(raw):
        return raw.decode(wide, "replace"), []
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    return _older(raw)


def _wide(raw: bytes) -> str:
    """Give the UTF-16 in which every other byte is zero, for files that do not say so."""
    head = raw[:4000]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) > 3 and head[start::2].count(0) * 10 > len(head[start::2]) * 7:  # noqa: PLR2004 - a few letters
            return encoding
    return ""


def _older(raw: bytes) -> tuple[str, list[str]]:
    """Decode as Windows-1252 or, where that reads less like names, as Mac Roman."""
    mac = raw.decode("mac_roman")
    try:
        windows = raw.decode("cp1252")
    except UnicodeDecodeError:
        windows = ""
    if windows and len(_ODD.findall(windows)) <= len(_ODD.findall(mac)):
        return windows, ["the file is not UTF-8; it was read as Windows-1252, so look at names with accents"]
    return mac, ["the file is not UTF-8; it was read as Mac Roman, so look at names with accents"]


def _told(text: str) -> tuple[str, str]:
    """Take the line `sep=;` off, with which spreadsheets say what stands between cells."""
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=(.)"?\r?', first, re.IGNORECASE)
    return (told[1], "\n" + rest) if told else ("", text)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Give the records one after the other. Raises RosterFileError naming the row."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(rows, 1):  # noqa: B007 - the error below needs it
            yield row
    except csv.Error as error:
        if "field larger" in str(error):
            raise RosterFileError(
                f"row {number + 1}: a cell is too long; it seems that a quotation mark is never closed. "
                "Mend that row, or export the list again",
            ) from None
        raise RosterFileError(
            f"row {number + 1}: a quotation mark is out of place. Mend that row, or export the list again",
        ) from None


def _delimiter(text: str) -> str:
    """Find what stands between the cells: with what the header row is best understood and the rows fit below it."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[float, ...]:
    """Say how well a delimiter fits: known headings, how many rows fit below, how alike they are, how wide."""
    rows = list(_sample(text, delimiter))
    if not rows:
        return (0.0,)
    at = header_at([[cell.strip() for cell in row] for row in rows])
    body, header = (rows, []) if at is None else (rows[at + 1 :], rows[at])
    widths = Counter(len(row) for row in body)
    usual = widths.most_common(1)[0] if widths else (len(header), 0)
    fitting = sum(len(row) <= len(header) for row in body) / len(body) if header and body else 1.0
    alike = usual[1] / max(1, len(body))
    valued = sum(holds_a_value(cell) and " " not in cell.strip() for row in body[:20] for cell in row)
    return (sum(known(cell) for cell in header) * (fitting > 0.5), fitting, alike * (usual[0] > 1), valued, usual[0])  # noqa: PLR2004 - most


def _sample(text: str, delimiter: str) -> Iterable[list[str]]:
    """Give the first records that are not blank, as far as they can be read."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from itertools.islice((row for row in rows if any(cell.strip() for cell in row)), _SAMPLE_ROWS)
    except csv.Error:
        return

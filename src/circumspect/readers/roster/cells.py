"""What one cell of a client list holds: addresses, numbers, days, handles. Open it when a cell is misread."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from circumspect.readers.roster.standings import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKS = "=+-@\t\r"
_NOTHING = frozenset({"", "n/a", "na", "none", "null", "nil", "not provided", "unknown", "ninguno", "aucun", "nan"})
_QUOTED = re.compile(r'="(.*)"', re.DOTALL)
_MAIL = re.compile(r"[^\s@<>,;|\"'()\[\]:]+@[^\s@<>,;|\"'()\[\]:]+\.[^\s@<>,;|\"'()\[\]:.]{2,}")
_PHONE = re.compile(r"\+?\(?\d[\d\s().\u2010-\u2015-]{5,18}\d(?:\s*(?:x|ext)\.?\s*\d{1,6})?", re.IGNORECASE)
_DIGITS = range(7, 16)
_LONGEST = 2000
_HANDLE = re.compile(r"[\w.\-]{2,80}(?:@[\w.\-]+\.\w+)?")
_LINK = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?([\w-]+)\.(?:com|net|org|app|social)/(?:in/|@|user/|u/|c/|profile/)?([^/?#\s]+)/?(?:[?#]\S*)?"
)
_NUMBERS = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[T ,].*)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene janv", "feb fevr fev", "mar mars", "apr abr avr", "may mai", "jun juin", "jul juil",
            "aug ago aout", "sep sept set", "oct", "nov", "dec dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_YES = frozenset({"yes", "y", "true", "1", "x", "si", "oui", "vrai", "active", "archived"})
_NO = frozenset({"no", "n", "false", "0", "non", "faux", "inactive"})
_CENTURY, _PIVOT, _TWELVE = 100, 70, 12


def is_marked(cell: str, keep: str = "") -> bool:
    """Say whether a spreadsheet would take a cell for a formula where none can be meant."""
    start = cell.lstrip("'\ufeff ")[:1]
    return bool(start) and start in _MARKS and start not in keep and any(c.isalnum() for c in cell)


def bare(cell: str, keep: str = "") -> str:
    """Give the text of a cell without a formula's mark in front, unless it is in `keep`.

    Words that stand for nothing (`n/a`, `-`) give nothing.
    """
    if quoted := _QUOTED.fullmatch(cell):
        cell = quoted[1]
    cell = cell.strip().lstrip("\ufeff")
    if cell[:1] == "'" and cell[1:2] in {*_MARKS}:
        cell = cell[1:]
    while cell and cell[0] in _MARKS and cell[0] not in keep:
        cell = cell[1:].lstrip()
    return "" if cell.strip(" .-\u2013\u2014#()").casefold() in _NOTHING else cell


def lines_in(cell: str) -> list[str]:
    """Split a cell that holds several values on lines, or with semicolons or bars between."""
    return [part.strip() for part in re.split(r"[\n;|]", cell) if part.strip()]


def emails_in(cells: Iterable[str]) -> tuple[str, ...]:
    """Give every e-mail address, in lower case, each once."""
    return tuple(dict.fromkeys(m.strip(".").lower() for cell in cells for m in _MAIL.findall(cell[:_LONGEST])))


def phones_in(cells: Iterable[str]) -> tuple[str, ...]:
    """Give every phone number as written, each once."""
    found: dict[str, str] = {}
    for cell in cells:
        for match in _PHONE.findall(cell[:_LONGEST]):
            if len(digits := re.sub(r"\D", "", match)) in _DIGITS:
                found.setdefault(digits, match.strip())
    return tuple(found.values())


def handles_in(cell: str, platform: str = "") -> list[str]:
    """Give the handles of a cell: `handle`, or `platform:handle` where the column, the link or the cell says which."""
    found: list[str] = []
    for word in re.split(r"[\s,;|]+", cell[:_LONGEST]):
        if link := _LINK.fullmatch(word):
            found.append(f"{link[1].lower()}:{link[2].lstrip('@')}")
            continue
        before, colon, after = word.rpartition(":")
        handle = after.lstrip("@")
        if _HANDLE.fullmatch(handle):
            where = (before if colon else platform).lower()
            found.append(f"{where}:{handle}" if where.isalnum() else handle)
    return found


def truth(cell: str) -> bool | None:
    """Read yes or no; None for anything else."""
    word = plain(cell)
    return True if word in _YES else False if word in _NO else None


class Days:
    """Reads the days of one column: what one cell leaves open (3/4), the others may tell."""

    def __init__(self, cells: Iterable[str]) -> None:
        """Look through the column's cells for one that tells day from month."""
        pairs = [(int(m[1]), int(m[2])) for c in cells if (m := _NUMBERS.fullmatch(c.strip())) and len(m[1]) < 3]  # noqa: PLR2004 - four digits are a year
        self.day_first = any(a > _TWELVE for a, _ in pairs) and not any(b > _TWELVE for _, b in pairs)
        self.unsure = (
            bool(pairs) and not any(a > _TWELVE or b > _TWELVE for a, b in pairs) and any(a != b for a, b in pairs)
        )

    def read(self, cell: str) -> date | None:
        """Read a day, whatever its form; None where that cannot be done."""
        if numbers := _NUMBERS.fullmatch(cell.strip()):
            return self._from_numbers(*(int(n) for n in numbers.groups()), long=len(numbers[1]) > 2)  # noqa: PLR2004 - a year
        return _from_words(plain(cell).split())

    def _from_numbers(self, a: int, b: int, c: int, *, long: bool) -> date | None:
        if long:
            return _day(a, b, c)
        month, day = (b, a) if self.day_first or a > _TWELVE else (a, b)
        return _day(c, month, day)


def _from_words(words: Sequence[str]) -> date | None:
    """Read `March 3, 2025`, `3 March 2025`, `3 de marzo de 2025`."""
    months = [number for word in words if (number := _MONTHS.get(word[:4]) or _MONTHS.get(word[:3]))]
    numbers = [int(n) for word in words if (n := re.sub(r"(?:st|nd|rd|th|er)$", "", word)).isdigit() and len(n) <= 4]  # noqa: PLR2004 - a year
    if len(months) != 1 or len(numbers) < 2:  # noqa: PLR2004 - day and year
        return None
    return _day(numbers[1], months[0], numbers[0])


def _day(year: int, month: int, day: int) -> date | None:
    """Make a day; two digits are a year of 1970 to 2069."""
    if year < _CENTURY:
        year += 1900 if year >= _PIVOT else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Our own CSV form of a client list: what `roster export` writes and `roster import` reads back. Open it to change it.

Other lists are read with guesses: titles, couples in one cell, words that stand for nothing. Here nothing is guessed,
so that what was written comes back as it was. Two columns that no EHR has say that a list is ours: the roster number,
by which two people of one name stay two, and whether someone was entered by hand or came from a list.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.readers.roster.cells import Days
from circumspect.readers.roster.people import NO_NAME, STRAYED, Entry, Reading
from circumspect.readers.roster.standings import plain, standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict
    from collections.abc import Sequence

    from circumspect.readers.roster._kit import Table
    from circumspect.readers.roster.columns import Mapping

NUMBER, ENTERED = "roster number", "entered"
_BY_HAND, _FROM_A_LIST = "by hand", "from a list"
_COLUMNS = (
    "Client ID", "First name", "Middle name", "Last name", "Preferred name", "Former name", "Email", "Phone", "Handle",
    "Town", "Status", "End date", "Roster number", "Entered",
)  # fmt: skip
_RELATED = (
    "first name", "middle name", "last name", "preferred name", "former name", "relationship", "email", "phone",
    "handle",
)  # fmt: skip
_OURS = re.compile(r"[0-9a-f]{16}")
_VALUE = re.compile(r"(?:\\[\\;]|[^;])+")
_ESCAPED = re.compile(r"\\([\\;])")
_MARKED = re.compile(r"'*[=+\-@\t\r]")


def is_own(mapping: Mapping) -> bool:
    """Say whether a list is one that `written` made."""
    return bool(mapping.of(NUMBER) and mapping.of(ENTERED))


def written(clients: Sequence[Client], keys: Dict[str, str]) -> str:
    """Give the roster as CSV, which a spreadsheet shows and takes for no formula.

    `keys`: id → the EHR's number, for those whom a list named; who is not in it was entered by hand.
    """
    most = max((len(client.household) for client in clients), default=0)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([*_COLUMNS, *(f"Related person {n} {part}" for n in range(1, most + 1) for part in _RELATED)])
    for client in clients:
        cells = [keys.get(client.id, ""), *_name_cells(client.name)]
        cells += [_joined(words) for words in (client.emails, client.phones, client.handles)]
        cells += [client.place, client.standing.value, client.ended.isoformat() if client.ended else "", client.id]
        cells.append(_FROM_A_LIST if client.id in keys else _BY_HAND)
        for relative in client.household:
            cells += [*_name_cells(relative.name), relative.tie.value]
            cells += [_joined(words) for words in (relative.emails, relative.phones, relative.handles)]
        rows.writerow([f"'{cell}" if _MARKED.match(cell) else cell for cell in cells])
    return out.getvalue()


def _name_cells(name: PersonName) -> list[str]:
    return [name.given, name.middle, name.family, _joined(name.also), _joined(name.former)]


def _joined(words: Sequence[str]) -> str:
    """Put several values into one cell, so that `_taken_apart` gives them again."""
    return "; ".join(word.replace("\\", "\\\\").replace(";", "\\;") for word in words)


def _taken_apart(cell: str) -> tuple[str, ...]:
    """Give the values of a cell."""
    values = (_ESCAPED.sub(r"\1", part).strip() for part in _VALUE.findall(cell))
    return tuple(value for value in values if value)


class _Row:
    """One row, asked for by meaning, each cell as it was written."""

    def __init__(self, cells: Sequence[str], places: Dict[tuple[str, int], int]) -> None:
        self._cells, self._places = cells, places

    def one(self, field: str, number: int = 1) -> str:
        """Give a cell; nothing where the column is not there."""
        at = self._places.get((field, number))
        cell = "" if at is None else self._cells[at]
        return cell[1:] if cell[:1] == "'" and _MARKED.match(cell) else cell

    def many(self, field: str, number: int = 1) -> tuple[str, ...]:
        """Give the values of a cell that holds several."""
        return _taken_apart(self.one(field, number))

    def name(self, role: str = "", number: int = 1) -> PersonName:
        """Give the name of the client, or of someone of the household."""
        return PersonName(
            self.one(f"{role}first name", number), self.one(f"{role}last name", number),
            self.one(f"{role}middle name", number), self.many(f"{role}preferred name", number),
            self.many(f"{role}former name", number),
        )  # fmt: skip


def read_own(table: Table, mapping: Mapping, statuses: Dict[str, Standing] | None = None) -> Reading:
    """Read everyone out of a list of ours; every row is someone's, or left out with a reason.

    `statuses`: what words for a status mean that somebody wrote into the file later.
    """
    meant = {plain(word): standing for word, standing in (statuses or {}).items()}
    places = {(column.field, column.number): column.index for column in reversed(mapping.columns) if column.field}
    related = sorted({number for field, number in places if field.startswith("relative ")})
    days = Days(table.column(places["ended", 1]) if ("ended", 1) in places else ())
    entries: list[Entry] = []
    left_out: dict[str, list[int]] = {STRAYED: list(table.strayed)} if table.strayed else {}
    unknown: dict[str, list[int]] = {}
    seen: Counter[str] = Counter()
    for cells, number in zip(table.rows, table.numbers, strict=True):
        row = _Row(cells, places)
        name = row.name()
        if not (name.given or name.family):
            left_out.setdefault(NO_NAME, []).append(number)
            continue
        word = row.one("status")
        standing = meant.get(plain(word)) or standing_of(word)
        if word and standing is None:
            unknown.setdefault(word[:40], []).append(number)
        mark = row.one(NUMBER)
        seen[mark] += 1
        household = tuple(filter(None, (_relative(row, at) for at in related)))
        emails, phones, handles = (row.many(field) for field in ("email", "phone", "handle"))
        client = Client(
            id=mark if _OURS.fullmatch(mark) and seen[mark] == 1 else "",  # a row that was copied is another person
            name=name,
            standing=standing or Standing.ACTIVE,
            ended=None if standing is Standing.DECEASED else _day(row.one("ended"), days),
            emails=emails,
            phones=phones,
            handles=handles,
            place=row.one("town"),
            household=household,
        )
        guarded = any(relative.tie in (Tie.GUARDIAN, Tie.PARENT) for relative in household)
        by_hand = row.one(ENTERED) == _BY_HAND
        entries.append(Entry(client, number, row.one("client id"), bool(word), minor=guarded, by_hand=by_hand))
    return Reading(tuple(entries), left_out, unknown, table.notes)


def _relative(row: _Row, number: int) -> Relative | None:
    """Read one of the household; None where the row names fewer."""
    name = row.name("relative ", number)
    if not (name.given or name.family):
        return None
    said = row.one("relative relation", number)
    tie = Tie(said) if said in set(Tie) else Tie.OTHER
    emails, phones, handles = (row.many(f"relative {field}", number) for field in ("email", "phone", "handle"))
    return Relative(name, tie, emails, phones, handles)


def _day(cell: str, days: Days) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return days.read(cell)

"""From the rows of a list to the people in it. Open it to change what is kept of a person, or why a row is left out.

Only what matching needs is taken; a cell of any other column is never looked at. Nothing here knows the roster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.readers.roster.cells import (
    Days,
    bare,
    emails_in,
    handles_in,
    is_marked,
    lines_in,
    phones_in,
    truth,
)
from circumspect.readers.roster.columns import ROLES, Column, Mapping
from circumspect.readers.roster.names import is_family, people_in, people_of, unfit
from circumspect.readers.roster.standings import plain, standing_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Mapping as Dict
    from datetime import date

    from circumspect.readers.roster._kit import Table

_TIES = {
    Tie.PARTNER: "partner, spouse, husband, wife, girlfriend, boyfriend, fiance, fiancee, significant other, "
    "co client, pareja, esposo, esposa, conyuge, conjoint, conjointe, partenaire, epoux, epouse, mari, femme",
    Tie.GUARDIAN: "guardian, legal guardian, foster parent, foster mother, foster father, carer, caregiver, tutor, "
    "tutora, tuteur, tutrice",
    Tie.PARENT: "parent, mother, father, mom, mum, dad, stepmother, stepfather, step parent, stepparent, madre, padre, "
    "mere, pere, agent of parent",
    Tie.CHILD: "child, son, daughter, stepson, stepdaughter, hijo, hija, fils, fille, enfant",
    Tie.SIBLING: "sibling, brother, sister, hermano, hermana, frere, soeur",
    Tie.OTHER: "household, household member, roommate, housemate, co resident, lives with, familiar en casa",
}
_TIE_OF = {word.strip(): tie for tie, words in _TIES.items() for word in words.split(",")}
_ROLE_TIE = dict(zip(ROLES, (Tie.GUARDIAN, Tie.PARENT, Tie.PARTNER, Tie.OTHER, None), strict=True))
_MINOR = re.compile(r"\b(?:minor|child|adolescent|teen|youth|menor|mineure?|enfant)\b")
_COUPLE = re.compile(r"\b(?:couples?|pareja|family|familia|famille)\b")
_FOOTER = re.compile(
    r"(?:grand )?total\b|page \d|(?:report )?(?:generated|printed|exported)\b|end of report|\d+ (?:clients|patients)\b"
)
_EVERY = 2000
NO_NAME = "there is no name in it"
STRAYED = "it has more cells than the header row, so its columns cannot be told"
_LONGEST_NAME, _LONGEST_TOWN = 200, 80


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """Someone whom a list names, and where they stand in the file.

    The client has a number of ours only where the list is one that we wrote. `key`: the number the EHR gives them;
    `stands`: whether the list itself says where they stand with the practice; `by_hand`: whether they once were entered
    by hand.
    """

    client: Client
    row: int
    key: str = ""
    stands: bool = False
    couple: bool = False
    minor: bool = False
    by_hand: bool = False

    def __repr__(self) -> str:
        """Show the row, not who stands in it."""
        return f"Entry(row {self.row})"


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """What a list holds: people, rows left out with the reason, statuses nobody knows (word → rows), notes."""

    entries: tuple[Entry, ...]
    left_out: Dict[str, Sequence[int]]
    unknown: Dict[str, Sequence[int]]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show how many, not who."""
        return f"Reading({len(self.entries)} people)"


class _Row:
    """One row, asked for by meaning; counts the cells that a spreadsheet would take for a formula."""

    def __init__(self, cells: Sequence[str], columns: Dict[str, Sequence[Column]]) -> None:
        self.cells, self.columns, self.marked = cells, columns, 0

    def all(self, field: str, number: int | None = None, keep: str = "") -> list[str]:
        """Give the cells of a meaning that hold anything, cleaned of a formula's mark unless it is in `keep`."""
        found = []
        for column in self.columns.get(field, ()):
            cell = self.cells[column.index]
            if cell and number in (None, column.number):
                self.marked += is_marked(cell, keep)
                found.append(bare(cell, keep))
        return [cell for cell in found if cell]

    def one(self, field: str, number: int | None = None) -> str:
        """Give the first of them, or nothing."""
        return next(iter(self.all(field, number)), "")


class _Reader:
    """Reads the rows of one table, one after the other."""

    def __init__(self, table: Table, mapping: Mapping, statuses: Dict[str, Standing], today: date) -> None:
        self.table, self.mapping, self.today = table, mapping, today
        self.statuses = {plain(word): standing for word, standing in statuses.items()}
        self.columns: dict[str, list[Column]] = {}
        for column in mapping.columns:
            if column.field:
                self.columns.setdefault(column.field, []).append(column)
        self.days = {c.index: Days(table.column(c.index)) for f in ("ended", "last seen") for c in mapping.of(f)}
        self.roles = sorted(
            {(role, c.number) for role in ROLES for c in mapping.columns if f"{c.field} ".startswith(f"{role} ")},
            key=lambda pair: (ROLES.index(pair[0]), pair[1]),
        )
        self.entries: list[Entry] = []
        self.left_out: dict[str, list[int]] = {}
        self.unknown: dict[str, list[int]] = {}
        self.marked = self.unread_days = self.without_status = self.contacts = self.dead = 0

    def take(self, cells: Sequence[str], number: int) -> None:
        """Read one row."""
        row = _Row(cells, self.columns)
        names, why = self._names(row)
        if why:
            self.left_out.setdefault(why, []).append(number)
            self.marked += row.marked
            return
        kind = plain(row.one("kind"))
        household = self._household(row)
        standing, stands = (Standing.DECEASED, True) if self._died(row) else self._standing(row, number)
        self.dead += standing is Standing.DECEASED
        ended = self._ended(row, "ended") or self._ended(row, "last seen")
        base = Client(
            id="",
            name=names[0],
            standing=standing,
            ended=ended if standing is Standing.FORMER else None,
            emails=emails_in(row.all("email")),
            phones=phones_in(row.all("phone", keep="+")),
            handles=self._handles(row),
            place=", ".join(dict.fromkeys(part for field in ("town", "state") if (part := _town(row.one(field))))),
            household=household,
        )
        guarded = any(r.tie in (Tie.GUARDIAN, Tie.PARENT) for r in household)
        minor = bool(_MINOR.search(kind)) or guarded
        entry = Entry(base, number, row.one("client id"), stands, len(names) > 1, minor)
        self.entries += _couple(entry, names, Tie.PARTNER if "couple" in kind or "pareja" in kind else Tie.OTHER)
        self.marked += row.marked

    def _names(self, row: _Row) -> tuple[list[PersonName], str]:
        """Give the people of a row, or why there is none."""
        first, last, whole = row.one("first name"), " ".join(row.all("last name")), row.one("full name")
        in_parts = bool((first and last) or not whole)
        if any(not _may_be_name(words) for words in ((first, last) if in_parts else (whole,)) if words):
            return [], "the name is not a name (a formula, a number, an address or a very long text)"
        if _FOOTER.match(plain(first or last if in_parts else whole)):
            return [], "it reads like the foot of a report"
        if in_parts:
            names = people_of(first, last, row.one("middle name"))
        elif is_family(whole):
            return [], "it names a family and nobody of it"
        else:
            names = people_in(whole)
        names = [name for name in names if name.given or name.family]
        if not names:
            return [], NO_NAME
        return ([self._also(row, names[0])] if len(names) == 1 else names), ""

    def _also(self, row: _Row, name: PersonName) -> PersonName:
        """Add the names that someone goes by or went by."""
        used = [w for cell in row.all("preferred name") for w in lines_in(cell) if not unfit(w)]
        also = [_without_last(words, name.family) for words in used]
        past = [w for cell in row.all("former name") for w in lines_in(cell) if not unfit(w)]
        former = [_without_first(words, name.given) for words in past]
        return replace(
            name,
            also=_others([*name.also, *also], name.given),
            former=_others([*name.former, *former], name.family),
        )

    def _died(self, row: _Row) -> bool:
        """Say whether a column of its own says, with a yes or a day, that someone died."""
        said = row.one("has died")
        return truth(said) is True or any(c in "123456789" for c in said)

    def _standing(self, row: _Row, number: int) -> tuple[Standing, bool]:
        """Say where someone stands, and whether the list says so."""
        if word := row.one("status"):
            standing = self.statuses.get(plain(word)) or standing_of(word)
            if standing is None:
                self.unknown.setdefault(word[:40], []).append(number)
            return standing or Standing.ACTIVE, True
        for field, former_when in (("is archived", True), ("is active", False), ("ended", True)):
            said = truth(row.one(field))
            if said is not None:
                return (Standing.FORMER if said is former_when else Standing.ACTIVE), True
        ended = self._ended(row, "ended")
        if ended is not None and ended <= self.today:
            return Standing.FORMER, True
        self.without_status += 1
        return Standing.ACTIVE, False

    def _ended(self, row: _Row, field: str) -> date | None:
        """Read a day of the row; a day that cannot be read is counted."""
        for column in self.columns.get(field, ()):
            if cell := bare(row.cells[column.index]):
                day = self.days[column.index].read(cell)
                self.unread_days += day is None and truth(cell) is None
                return day
        return None

    def _handles(self, row: _Row, field: str = "handle", number: int | None = None) -> tuple[str, ...]:
        """Give the accounts known to be theirs."""
        found: list[str] = []
        for column in self.columns.get(field, ()):
            if number in (None, column.number):
                found += handles_in(bare(row.cells[column.index], "@"), column.platform)
        return tuple(dict.fromkeys(found))

    def _household(self, row: _Row) -> tuple[Relative, ...]:
        """Give those of the household whom the row names; an emergency contact only where the relation says so."""
        found: list[Relative] = []
        for role, number in self.roles:
            found += self._relatives(row, role, number)
        return tuple(dict.fromkeys(found))

    def _relatives(self, row: _Row, role: str, number: int) -> list[Relative]:
        """Read one role's columns of one number."""
        first, last = row.one(f"{role} first name", number), row.one(f"{role} last name", number)
        middle = row.one(f"{role} middle name", number)
        cells = [line for cell in row.all(role, number) for line in lines_in(cell)]
        people = [(at, name) for at, cell in enumerate(cells) if _may_be_name(cell) for name in people_in(cell)]
        if first or last:
            people = [(0, name) for name in people_of(first, last, middle)]
        relations = [plain(line) for cell in row.all(f"{role} relation", number) for line in lines_in(cell)]
        found: list[Relative] = []
        for at, name in people:
            said = relations[min(at, len(relations) - 1)] if relations else ""
            tie = _TIE_OF.get(said) or _ROLE_TIE[role]
            if tie is None or unfit(name.display):
                self.contacts += tie is None
                continue
            found.append(
                Relative(
                    name, tie, emails_in(row.all(f"{role} email", number)),
                    phones_in(row.all(f"{role} phone", number, keep="+")), self._handles(row, f"{role} handle", number),
                )
            )  # fmt: skip
        return found

    def notes(self) -> tuple[str, ...]:
        """Say what was done that one should know."""
        has_status = any(self.mapping.of(f) for f in ("status", "is active", "is archived", "ended"))
        said = [
            (not has_status, "the list does not say who is active or former, so everyone new counts as active"),
            (has_status and self.without_status > 0, f"{self.without_status:,} have no status and count as active"),
            (
                self.dead > 0,
                f"{self.dead:,} died: they stay on the list as deceased; neither the day nor an end date is kept",
            ),
            (self.marked > 0, f"{self.marked:,} cells begin like a formula; they were taken as plain text"),
            (self.unread_days > 0, f"{self.unread_days:,} end dates could not be read and were left out"),
            (any(days.unsure for days in self.days.values()), "dates such as 3/4/2025 are read as month/day/year"),
            (
                self.contacts > 0,
                f"{self.contacts:,} emergency contacts were not kept: they are not said to live with the client",
            ),
        ]
        return tuple(words for stands, words in said if stands)


def read_people(
    table: Table,
    mapping: Mapping,
    today: date,
    statuses: Dict[str, Standing] | None = None,
    tick: Callable[[int], None] | None = None,
) -> Reading:
    """Read everyone out of a table; every row is either someone's, or left out with a reason.

    `statuses`: what the list's own words for a status mean, beyond those that are known; `tick` hears how many rows
    have been read.
    """
    reader = _Reader(table, mapping, statuses or {}, today)
    if table.strayed:
        reader.left_out[STRAYED] = list(table.strayed)
    for done, (cells, number) in enumerate(zip(table.rows, table.numbers, strict=True), 1):
        reader.take(cells, number)
        if tick is not None and done % _EVERY == 0:
            tick(done)
    return Reading(tuple(reader.entries), reader.left_out, reader.unknown, (*table.notes, *reader.notes()))


def _may_be_name(words: str) -> bool:
    return len(words) <= _LONGEST_NAME and not unfit(words)


def _town(words: str) -> str:
    return words if len(words) <= _LONGEST_TOWN else ""


def _couple(entry: Entry, names: Sequence[PersonName], tie: Tie) -> list[Entry]:
    """Give one entry for each person of a row; those of one row know each other as household."""
    if len(names) == 1:
        return [entry]
    found: list[Entry] = []
    for at, name in enumerate(names):
        others = tuple(Relative(other, tie) for other in names if other is not name)
        client = replace(entry.client, name=name, household=entry.client.household + others)
        found.append(replace(entry, client=client, key=f"{entry.key}#{at + 1}" if entry.key else ""))
    return found


def _without_last(words: str, family: str) -> str:
    """Take the family name off a name that someone goes by."""
    shorter = words[: -len(family)].strip() if family and plain(words).endswith(f" {plain(family)}") else words
    return shorter or words


def _without_first(words: str, given: str) -> str:
    """Take the given name off an earlier name."""
    shorter = words[len(given) :].strip() if given and plain(words).startswith(f"{plain(given)} ") else words
    return shorter or words


def _others(names: Sequence[str], than: str) -> tuple[str, ...]:
    """Give each name once, without the one that stands there anyway."""
    found = {plain(name): name for name in reversed(names) if name and plain(name) != plain(than)}
    return tuple(reversed(found.values()))

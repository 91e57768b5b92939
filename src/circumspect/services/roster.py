"""The client list as a duty: take it in, keep it up to date, give it out. Open it to change what an import does.

A list is read whole before the vault is opened for writing, and written in one step: all of it, or nothing.
"""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from circumspect.domain.errors import PlainError
from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.readers.roster import csv as text_lists
from circumspect.readers.roster import vcard, xlsx
from circumspect.readers.roster._kit import RosterFileError, Table, places
from circumspect.readers.roster.columns import ColumnError, propose
from circumspect.readers.roster.merging import joined_client, match, name_key, without_doubles
from circumspect.readers.roster.own import is_own, read_own, written
from circumspect.readers.roster.people import Entry, Reading, read_people
from circumspect.services.locking import write_new
from circumspect.storage.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Mapping as Dict
    from pathlib import Path

    from circumspect.readers.roster.columns import Mapping
    from circumspect.storage.vault import Vault

SOURCE = "import"
# Who is not expected in a new list any more.
_PAST = (Standing.FORMER, Standing.DECEASED)


class RosterInputError(PlainError, ValueError):
    """A list, or what was said about it, that cannot be taken; the message says what to do and quotes nobody."""


class Clients(Protocol):
    """Where clients are kept, as far as this file asks; storage.roster.Roster is one."""

    def all(self) -> list[Client]:
        """Give every client."""

    def sources(self) -> dict[str, tuple[str, str]]:
        """Give client id → (source, the source's own number)."""

    def put_all(self, rows: Sequence[tuple[Client, str, str]]) -> None:
        """Put many in, or none."""


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """A list as read: its people, each once, and what was found on the way.

    `doubled`: the rows that were joined with earlier ones.
    """

    entries: tuple[Entry, ...]
    reading: Reading
    mapping: Mapping
    doubled: tuple[int, ...]
    unit: str = "row"

    def __repr__(self) -> str:
        """Show how many, not who."""
        return f"Listed({len(self.entries)} people)"


@dataclass(frozen=True, slots=True)
class Preview:
    """A list in numbers. `dropped`: what is left at the door → its headings; `left_out`: why → row numbers."""

    people: int
    couples: int
    minors: int
    with_email: int
    with_phone: int
    household: int
    by_standing: Dict[Standing, int]
    dropped: Dict[str, Sequence[str]]
    unknown: Sequence[str]
    left_out: Dict[str, str]
    notes: Sequence[str]

    @property
    def only_current(self) -> bool:
        """Whether nobody on the list is a former client, though former ones count as well."""
        return not self.by_standing[Standing.FORMER]


@dataclass(frozen=True, slots=True, repr=False)
class Changes:
    """What an import would do, or did: clients added, updated, unchanged.

    `missing`: on file from an earlier list, current, and not in this one; `ended`: whether they became former.
    """

    added: tuple[Client, ...]
    updated: tuple[Client, ...]
    unchanged: int
    missing: tuple[Client, ...]
    ended: bool = False

    def __repr__(self) -> str:
        """Show how many, not who."""
        return f"Changes(+{len(self.added)} ~{len(self.updated)} ={self.unchanged} -{len(self.missing)})"


def read_list(path: Path, sheet: str = "") -> Table:
    """Read a list of any form; its bytes say which, not its name. Raises RosterInputError."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise RosterInputError("there is no such file; check its name and folder") from None
    except IsADirectoryError:
        raise RosterInputError("this is a folder; name the file in it") from None
    except OSError as error:
        raise RosterInputError(f"the file cannot be read ({error.strerror or 'unknown reason'})") from None
    return list_from(raw, sheet)


def list_from(raw: bytes, sheet: str = "") -> Table:
    """Read a list that is at hand; its bytes say of which form it is. Raises RosterInputError."""
    try:
        return table_from_bytes(raw, sheet)
    except RosterFileError as error:
        raise RosterInputError(
            f"the file {error}" if not str(error).startswith(("row ", "card ")) else str(error)
        ) from None


def table_from_bytes(raw: bytes, sheet: str = "") -> Table:
    """Pick the reader by the first bytes and read. Raises RosterFileError."""
    if raw.startswith((xlsx.ZIP, xlsx.OLE, b"PK\x05\x06")):
        return xlsx.read(raw, sheet)
    if sheet:
        raise RosterFileError("is no Excel workbook, so it has no sheets; leave --sheet out")
    return vcard.read(raw) if vcard.looks_like(raw) else text_lists.read(raw)


def mapping_for(table: Table, wishes: Dict[str, str] | None = None) -> Mapping:
    """Say what the columns mean: as proposed, and as told (heading → field). Raises RosterInputError."""
    try:
        return propose(table).told(wishes or {})
    except ColumnError as error:
        raise RosterInputError(str(error)) from None


def listed(
    table: Table,
    mapping: Mapping,
    today: date,
    statuses: Dict[str, Standing] | None = None,
    tick: Callable[[int], None] | None = None,
) -> Listed:
    """Read the people of a list, each once. Raises RosterInputError.

    Statuses nobody knows stay in `reading.unknown`; an import waits until they are told.
    """
    if not mapping.named:
        raise RosterInputError(
            "no column with names was found. Say which it is, for example: --column 'column 2=full name'",
        )
    own = is_own(mapping)
    reading = read_own(table, mapping, statuses) if own else read_people(table, mapping, today, statuses, tick)
    if not reading.entries:
        raise RosterInputError(
            "there is nobody to be read in this file. Look at it with --preview, and say with --column what the "
            "columns are",
        )
    entries, doubled = without_doubles(reading.entries)
    return Listed(tuple(entries), reading, mapping, tuple(doubled), table.unit)


def preview(found: Listed) -> Preview:
    """Put a list in numbers; no name is in it."""
    clients = [entry.client for entry in found.entries]
    standings = Counter(client.standing for client in clients)
    dropped: dict[str, list[str]] = {}
    for column in found.mapping.dropped:
        dropped.setdefault(column.kind or "as you asked", []).append(column.header)
    notes = list(found.reading.notes)
    if found.doubled:
        notes.append(f"{places(found.doubled, found.unit)} name someone named above and were joined with them")
    return Preview(
        people=len(clients),
        couples=len({entry.row for entry in found.entries if entry.couple}),
        minors=sum(entry.minor for entry in found.entries),
        with_email=sum(bool(client.emails) for client in clients),
        with_phone=sum(bool(client.phones) for client in clients),
        household=sum(len(client.household) for client in clients),
        by_standing={standing: standings[standing] for standing in Standing},
        dropped=dropped,
        unknown=tuple(column.header for column in found.mapping.unknown),
        left_out={why: places(rows, found.unit) for why, rows in found.reading.left_out.items()},
        notes=tuple(notes),
    )


def _refuse_unknown(found: Listed) -> None:
    """Refuse a list with a status that nobody knows: to guess here is to lose a client. Raises RosterInputError."""
    if unknown := found.reading.unknown:
        rows = sorted(number for numbers in unknown.values() for number in numbers)
        raise RosterInputError(
            f"{len(unknown)} word{'s' if len(unknown) > 1 else ''} in the status column "
            f"{'are' if len(unknown) > 1 else 'is'} not known ({places(rows, found.unit)}). Say what each means, for "
            "example: --status 'Graduated=former'",
        )


def _compared(
    found: Listed, clients: Clients, *, former_if_missing: bool
) -> tuple[Changes, list[tuple[Client, str, str]]]:
    """Set a list against the roster: what changes, and the rows to put in."""
    known = clients.all()
    sources = clients.sources()
    numbers = {client.id for client in known}
    matched = match(found.entries, known, {id_: key for id_, (_, key) in sources.items()})
    added, updated, rows, unchanged = [], [], [], 0
    for at, entry in enumerate(found.entries):
        old = matched.get(at)
        if old is None:
            ours = entry.client.id if entry.client.id not in numbers else ""
            client = replace(entry.client, id=ours or _new_id())
            added.append(client)
        else:
            client = joined_client(old, entry.client, stands=entry.stands)
            key = entry.key or sources.get(old.id, ("", ""))[1]
            if client == old and (entry.by_hand or sources.get(old.id) == (SOURCE, key)):
                unchanged += 1
                continue
            entry = replace(entry, key=key)  # noqa: PLW2901 - a list without numbers takes none away
            updated.append(client)
        rows.append((client, "" if entry.by_hand else SOURCE, entry.key))
    there = {old.id for old in matched.values()}
    missing = tuple(c for c in known if c.id not in there and c.id in sources and c.standing not in _PAST)
    if former_if_missing:
        rows += [(replace(c, standing=Standing.FORMER), *sources[c.id]) for c in missing]
    return Changes(tuple(added), tuple(updated), unchanged, missing, former_if_missing), rows


def _new_id() -> str:
    return secrets.token_hex(8)


def compare(vault: Vault, found: Listed) -> Changes:
    """Say what an import would change; nothing is written. Raises VaultError, RosterInputError."""
    _refuse_unknown(found)
    with vault.session() as session:
        return _compared(found, Roster(session), former_if_missing=False)[0]


def import_(vault: Vault, found: Listed, *, former_if_missing: bool = False) -> Changes:
    """Take a list into the vault, all of it or nothing, and say what changed. Raises VaultError, RosterInputError.

    Someone who is on the roster already is updated. Nobody is removed; `former_if_missing` marks as former whom an
    earlier list named and this one does not.
    """
    _refuse_unknown(found)
    with vault.write() as session:
        clients = Roster(session)
        changes, rows = _compared(found, clients, former_if_missing=former_if_missing)
        clients.put_all(rows)
    return changes


def all_clients(vault: Vault) -> list[Client]:
    """Give everyone on the roster."""
    with vault.session() as session:
        return Roster(session).all()


def find(vault: Vault, words: str) -> list[Client]:
    """Give the clients whose name these words begin."""
    with vault.session() as session:
        return Roster(session).find(words)


def namesakes(vault: Vault, name: PersonName) -> list[Client]:
    """Give the clients of the same given and family name."""
    return [client for client in all_clients(vault) if name_key(client.name) == name_key(name)]


def add_all(vault: Vault, clients: Sequence[Client]) -> list[Client]:
    """Put new people on the roster, each with a number of ours, all of them or nobody. Raises RosterInputError."""
    if not clients or not all(_named(client) for client in clients):
        raise RosterInputError("a client needs a name; nobody was added")
    fresh = [replace(client, id=_new_id()) for client in clients]
    with vault.write() as session:
        Roster(session).put_all([(client, "", "") for client in fresh])
    return fresh


def _named(client: Client) -> bool:
    return bool(client.name.given.strip() or client.name.family.strip())


def edit(vault: Vault, client: Client) -> None:
    """Put a client in the place of the one of the same number. Raises RosterInputError where there is none."""
    if not _named(client):
        raise RosterInputError("a client needs a name; nothing was changed")
    with vault.write() as session:
        clients = Roster(session)
        if clients.get(client.id) is None:
            raise RosterInputError("this client is no longer on the roster; nothing was changed")
        clients.put(client)


def remove(vault: Vault, client: str) -> None:
    """Take someone off the roster. Raises RosterInputError where there is nobody of this number."""
    with vault.write() as session:
        if not Roster(session).remove(client):
            raise RosterInputError("this client is no longer on the roster; nothing was changed")


_TAKEN = frozenset({"given", "family", "middle", "also", "former", "emails", "phones", "handles"})
_CLIENT_KEYS = _TAKEN | {"standing", "ended", "place", "household"}


def client_from(plain: object) -> Client:
    """Make a client of parsed JSON: the keys of Client and PersonName. Raises RosterInputError naming what is wrong."""
    row = _object(plain, _CLIENT_KEYS)
    try:
        standing = Standing(row.get("standing", Standing.ACTIVE.value))
    except ValueError:
        raise RosterInputError(f"standing must be one of: {', '.join(Standing)}") from None
    try:
        ended = date.fromisoformat(row["ended"]) if row.get("ended") else None
    except (TypeError, ValueError):
        raise RosterInputError("ended must be a day such as 2026-11-22") from None
    household: object = row.get("household", [])
    if not isinstance(household, list):
        raise RosterInputError("household must be a list")
    if ended and standing is Standing.DECEASED:
        raise RosterInputError("ended is the day treatment ended, for a former client; leave it out for a deceased one")
    emails, phones, handles = (_words(row, key) for key in ("emails", "phones", "handles"))
    return Client(
        "", _name(row), standing, ended, emails, phones, handles, _word(row, "place"), tuple(map(_relative, household))
    )


def _relative(plain: object) -> Relative:
    row = _object(plain, _TAKEN | {"tie"})
    try:
        tie = Tie(row.get("tie", Tie.OTHER.value))
    except ValueError:
        raise RosterInputError(f"tie must be one of: {', '.join(Tie)}") from None
    return Relative(_name(row), tie, *(_words(row, key) for key in ("emails", "phones", "handles")))


def _name(row: Dict[str, object]) -> PersonName:
    given, family, middle = (_word(row, key) for key in ("given", "family", "middle"))
    if not (given or family):
        raise RosterInputError("everyone needs a given or a family name")
    return PersonName(given, family, middle, _words(row, "also"), _words(row, "former"))


def _object(plain: object, keys: frozenset[str]) -> dict[str, str]:
    if not isinstance(plain, dict) or not all(isinstance(key, str) for key in plain):
        raise RosterInputError("give a client as a JSON object in curly brackets")
    if set(plain) - keys:
        raise RosterInputError(f"there is a key that is not known; known are: {', '.join(sorted(keys))}")
    return plain


def _word(row: Dict[str, object], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise RosterInputError(f"{key} must be text")
    return " ".join(value.split())


def _words(row: Dict[str, object], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise RosterInputError(f"{key} must be a list of texts")
    return tuple(" ".join(word.split()) for word in value if word.strip())


# Who is on the roster at a moment: id → (client, source, the source's own number).
Rows = dict[str, tuple[Client, str, str]]


def client_of(vault: Vault, number: str) -> Client | None:
    """Give the client of this number; None where there is none."""
    with vault.session() as session:
        return Roster(session).get(number)


def rows_of(vault: Vault, numbers: Sequence[str] | None = None) -> Rows:
    """Give the roster as it is, or some of it, to compare with later, or to go back to."""
    with vault.session() as session:
        roster = Roster(session)
        some = roster.all() if numbers is None else [roster.get(number) for number in numbers]
        clients, sources = [client for client in some if client is not None], roster.sources()
    return {client.id: (client, *sources.get(client.id, ("", ""))) for client in clients}


def take_back(vault: Vault, before: Rows, after: Rows) -> None:
    """Undo a step that led from `before` to `after`, all of it or nothing. Raises RosterInputError.

    Who was changed again since keeps the step from being undone: nothing newer is ever lost.
    """
    touched = {number for number in {*before, *after} if before.get(number) != after.get(number)}
    with vault.write() as session:
        roster = Roster(session)
        clients, sources = roster.all(), roster.sources()
        now = {client.id: (client, *sources.get(client.id, ("", ""))) for client in clients}
        if any(now.get(number) != after.get(number) for number in touched):
            raise RosterInputError("the client list was changed again since, so that step stays; nothing was changed")
        for number in touched:
            if number not in before or (number in now and now[number][1:] != before[number][1:]):
                roster.remove(number)  # put in again below where it was there: only so a source is taken away
        roster.put_all([before[number] for number in touched & {*before}])


def as_csv(vault: Vault) -> tuple[bytes, int]:
    """Give the roster as CSV, unencrypted, with the number of clients. `roster import` reads the same list of it."""
    with vault.session() as session:
        roster = Roster(session)
        clients, sources = roster.all(), roster.sources()
    words = written(clients, {id_: key for id_, (_, key) in sources.items()})
    return words.encode("utf-8-sig"), len(clients)


def export(vault: Vault, path: Path) -> int:
    """Write the roster to a new CSV file, unencrypted, readable by its owner alone; give the number of clients.

    It never writes over a file. What `roster import` reads of it is the same list, to the letter. Raises
    RosterInputError, OSError.
    """
    words, count = as_csv(vault)
    try:
        write_new(path, words)
    except FileExistsError:
        raise RosterInputError("there is a file of that name already, and it was not touched; name another") from None
    return count

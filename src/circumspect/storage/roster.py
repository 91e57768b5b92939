"""The client list in the vault. Open it to change how clients are stored, found or put in many at once.

It works on a session that the caller opened: `Vault.session()` to read, `Vault.write()` to write. What is put in
within one `write()` is kept together or not at all.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.storage.errors import RosterError
from circumspect.storage.tables import AliasRow, ClientRow, PersonRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from circumspect.storage.tables import Base

_OWN = ("standing", "ended", "place", "changed")
_PART = 500  # rows in one IN (…): SQLite takes 32,766, and reading stays even


def _now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


class Roster:
    """The clients, over one session."""

    def __init__(self, session: Session, now: Callable[[], datetime] = _now) -> None:
        """Work on `session`; `now` says when a client was added or changed."""
        self._session = session
        self._now = now

    def count(self) -> int:
        """Give the number of clients."""
        return self._session.scalar(select(func.count()).select_from(ClientRow)) or 0

    def all(self) -> list[Client]:
        """Give every client, in the order in which they were first put in."""
        return self._read(None)

    def get(self, client: str) -> Client | None:
        """Give the client with this id; None where there is none."""
        found = self._read([client])
        return found[0] if found else None

    def find(self, words: str) -> list[Client]:
        """Give the clients of this id, or of whose own names every word given begins one; in the order of `all`.

        Case and accents do not count. No words find nobody.
        """
        asked = _folded(words).split()
        if not asked:
            return []
        return [c for c in self.all() if c.id == words.strip() or _answers(c.name, asked)]

    def sources(self) -> dict[str, tuple[str, str]]:
        """Give client id → (source, source key), for the clients that an import put in."""
        rows = self._session.execute(
            select(ClientRow.id, ClientRow.source, ClientRow.source_key).where(ClientRow.source != "")
        )
        return {id_: (source, key) for id_, source, key in rows}

    def put(self, client: Client, source: str = "", source_key: str = "") -> None:
        """Add a client, or put this one in the place of the one of the same id.

        An empty `source` leaves the one on file. Raises RosterError.
        """
        self.put_all([(client, source, source_key)])

    def put_all(self, clients: Iterable[tuple[Client, str, str]]) -> None:
        """Put many (client, source, source key). Raises RosterError before anything is written."""
        given = list(clients)
        if len({client.id for client, _, _ in given}) != len(given):
            raise RosterError("two clients were given the same number. Nothing was changed")
        for client, source, key in given:
            _check(client, source, key)
        known = self._known([client.id for client, _, _ in given])
        when = self._now().isoformat(timespec="seconds")
        rows = [
            _row(client) | {"source": source, "source_key": key, "added": when, "changed": when}
            for client, source, key in given
        ]
        self._insert(ClientRow, [row for row in rows if row["id"] not in known])
        self._change([row for row in rows if row["id"] in known])
        self._people([client for client, _, _ in given])

    def remove(self, client: str) -> bool:
        """Take out a client and everybody of the household; False where there is none of this id."""
        if client not in self._known([client]):
            return False
        self._session.execute(delete(ClientRow).where(ClientRow.id == client))
        return True

    def _known(self, ids: Sequence[str]) -> set[str]:
        """Give those of the ids that are on file."""
        found: set[str] = set()
        for part in _parts(ids):
            found |= set(self._session.scalars(select(ClientRow.id).where(ClientRow.id.in_(part))))
        return found

    def _insert(self, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        """Put rows in at one go; the connection is asked, since the session would go row by row where one is empty."""
        if rows:
            self._session.connection().execute(insert(table), rows)

    def _change(self, rows: Sequence[dict[str, Any]]) -> None:
        """Change clients' own rows, and take out their people, who are put in anew."""
        for fields, chosen in (
            (_OWN, [row for row in rows if not row["source"]]),
            ((*_OWN, "source", "source_key"), [row for row in rows if row["source"]]),
        ):
            statement = update(ClientRow).where(ClientRow.id == bindparam("known"))
            statement = statement.values({field: bindparam(f"new_{field}") for field in fields})
            values = [{"known": row["id"]} | {f"new_{field}": row[field] for field in fields} for row in chosen]
            if values:
                self._session.connection().execute(statement, values)
        for part in _parts([row["id"] for row in rows]):
            self._session.execute(delete(PersonRow).where(PersonRow.client_id.in_(part)))

    def _people(self, clients: Sequence[Client]) -> None:
        """Put in the names and aliases of clients and their households. The write transaction keeps numbers apart."""
        number = self._session.scalar(select(func.max(PersonRow.id))) or 0
        people: list[dict[str, Any]] = []
        aliases: list[dict[str, Any]] = []
        for client in clients:
            themself = Relative(client.name, Tie.OTHER, client.emails, client.phones, client.handles)
            for position, person in enumerate((themself, *client.household)):
                number += 1
                name = person.name
                people.append({
                    "id": number, "client_id": client.id, "position": position,
                    "tie": person.tie.value if position else None,
                    "given": name.given, "middle": name.middle, "family": name.family,
                })  # fmt: skip
                aliases += [{"person_id": number, "kind": kind, "value": value} for kind, value in _aliases(person)]
        self._insert(PersonRow, people)
        self._insert(AliasRow, aliases)

    def _read(self, ids: Sequence[str] | None) -> list[Client]:
        """Give the clients of these ids, or all for None."""
        clients = select(ClientRow.id, ClientRow.standing, ClientRow.ended, ClientRow.place).order_by(ClientRow.number)
        people = select(
            PersonRow.client_id, PersonRow.id, PersonRow.tie, PersonRow.given, PersonRow.middle, PersonRow.family
        ).order_by(PersonRow.client_id, PersonRow.position)
        aliases = select(AliasRow.person_id, AliasRow.kind, AliasRow.value).order_by(AliasRow.id)
        if ids is not None:
            clients = clients.where(ClientRow.id.in_(ids))
            people = people.where(PersonRow.client_id.in_(ids))
            aliases = aliases.where(AliasRow.person_id.in_(select(PersonRow.id).where(PersonRow.client_id.in_(ids))))
        known: dict[int, dict[str, list[str]]] = {}
        for person_id, kind, value in self._session.execute(aliases):
            known.setdefault(person_id, {}).setdefault(kind, []).append(value)
        persons: dict[str, list[Relative]] = {}
        for client_id, person_id, tie, given, middle, family in self._session.execute(people):
            person = _person((given, middle, family), tie, known.get(person_id, {}))
            persons.setdefault(client_id, []).append(person)
        return [
            _client(id_, Standing(standing), ended, place, persons[id_])
            for id_, standing, ended, place in self._session.execute(clients)
        ]


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _PART):
        yield ids[start : start + _PART]


def _row(client: Client) -> dict[str, Any]:
    """Give a client's own columns."""
    ended = client.ended.isoformat() if client.ended else None
    return {"id": client.id, "standing": client.standing.value, "ended": ended, "place": client.place}


def _aliases(person: Relative) -> Iterator[tuple[str, str]]:
    """Give (kind, value) of everything else that a person is known by, in order."""
    named = (
        ("also", person.name.also), ("former", person.name.former),
        ("email", person.emails), ("phone", person.phones), ("handle", person.handles),
    )  # fmt: skip
    for kind, values in named:
        for value in values:
            yield kind, value


def _person(parts: tuple[str, str, str], tie: str | None, known: dict[str, list[str]]) -> Relative:
    """Put a person together again."""

    def values(kind: str) -> tuple[str, ...]:
        return tuple(known.get(kind, ()))

    given, middle, family = parts
    name = PersonName(given, family, middle, also=values("also"), former=values("former"))
    held = Tie(tie) if tie is not None else Tie.OTHER
    return Relative(name, held, values("email"), values("phone"), values("handle"))


def _client(id_: str, standing: Standing, ended: str | None, place: str, people: list[Relative]) -> Client:
    """Put a client together again; the first of the people is the client."""
    themself, *household = people
    return Client(
        id_,
        themself.name,
        standing,
        date.fromisoformat(ended) if ended else None,
        themself.emails,
        themself.phones,
        themself.handles,
        place,
        tuple(household),
    )


def _check(client: Client, source: str, source_key: str) -> None:
    """Refuse what the vault could not give back as it was. Raises RosterError."""
    if not client.id:
        raise RosterError("a client has no number. Nothing was changed")
    people = (Relative(client.name, Tie.OTHER, client.emails, client.phones, client.handles), *client.household)
    words = [client.id, client.place, source, source_key]
    for person in people:
        words += [person.name.given, person.name.middle, person.name.family, *(value for _, value in _aliases(person))]
    try:
        "".join(words).encode()
    except UnicodeEncodeError:
        raise RosterError(
            "a client holds half of a character, as files in a wrong encoding do. Nothing was changed. "
            "Save the file as UTF-8 and try again"
        ) from None


def _folded(words: str) -> str:
    """Give words without case and accents, apart from each other wherever no letter or digit stands."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare)


def _answers(name: PersonName, asked: Sequence[str]) -> bool:
    """Say whether every word asked for begins a word of the name."""
    own = _folded(" ".join((name.given, name.middle, name.family, *name.also, *name.former))).split()
    return all(any(word.startswith(start) for word in own) for start in asked)

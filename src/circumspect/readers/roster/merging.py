"""Who is the same person as whom, within a list and against the roster. Open it when a re-import doubles someone.

The order of proofs: our own number, in a list that we wrote; the EHR's own number; the same name with an e-mail or
phone in common; the same full name. Each person on the roster is taken once. This is about two lists of one practice:
accounts of strangers are `core/linkage`'s.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from circumspect.domain.roster import Client, PersonName, Relative, Standing
from circumspect.readers.roster.standings import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from circumspect.readers.roster.people import Entry

_LAST_DIGITS = 10


def name_key(name: PersonName) -> str:
    """Give a name as it is compared: given and family name, without case, accents and signs."""
    return f"{plain(name.given)}/{plain(name.family)}"


def contacts(client: Client) -> set[str]:
    """Give the e-mails and phone numbers of someone, as they are compared."""
    digits = (re.sub(r"\D", "", re.split(r"[xe]", phone.lower())[0])[-_LAST_DIGITS:] for phone in client.phones)
    return {*(mail.lower() for mail in client.emails), *(d for d in digits if d)}


def _agree(a: Client, b: Client) -> bool:
    """Say whether two people with one EHR number can be one: some part of the name, or a way to reach them, agrees."""
    parts_a, parts_b = _name_parts(a.name), _name_parts(b.name)
    return bool(parts_a & parts_b or contacts(a) & contacts(b))


def _name_parts(name: PersonName) -> set[str]:
    words = (name.given, name.family, name.middle, *name.also, *name.former)
    return {part for word in words for part in plain(word).split() if len(part) > 1}


def without_doubles(entries: Sequence[Entry]) -> tuple[list[Entry], list[int]]:
    """Join the rows of one list that name the same person; give the rows that went into an earlier one."""
    kept: list[Entry] = []
    doubles: list[int] = []
    by_key: dict[str, int] = {}
    by_name: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        at = _earlier(entry, kept, by_key, by_name)
        if at is None:
            if entry.key:
                by_key.setdefault(entry.key, len(kept))
            by_name[name_key(entry.client.name)].append(len(kept))
            kept.append(entry)
            continue
        doubles.append(entry.row)
        joined = joined_client(
            kept[at].client,
            entry.client,
            stands=entry.client.standing is Standing.DECEASED or (entry.stands and not kept[at].stands),
        )
        kept[at] = replace(
            kept[at],
            client=joined,
            stands=kept[at].stands or entry.stands,
            key=kept[at].key or entry.key,
        )
    return kept, doubles


def _earlier(
    entry: Entry, kept: Sequence[Entry], by_key: Mapping[str, int], by_name: Mapping[str, Sequence[int]]
) -> int | None:
    """Find an earlier row of the same person; in a list of ours every number is a person."""
    if entry.client.id:
        return None
    if entry.key in by_key and _agree(kept[by_key[entry.key]].client, entry.client):
        return by_key[entry.key]
    mine = contacts(entry.client)
    for at in by_name.get(name_key(entry.client.name), ()):
        theirs = contacts(kept[at].client)
        if entry.key and kept[at].key:
            continue
        if mine & theirs or not mine or not theirs:
            return at
    return None


def match(entries: Sequence[Entry], known: Iterable[Client], keys: Mapping[str, str]) -> dict[int, Client]:
    """Give, for the place of each entry that is on the roster already, the client it is.

    `keys`: client id → the EHR's number for them. A client is matched at most once.
    """
    clients = list(known)
    found: dict[int, Client] = {}
    taken: set[str] = set()
    by_name: dict[str, list[Client]] = defaultdict(list)
    for client in clients:
        by_name[name_key(client.name)].append(client)

    def take(at: int, client: Client) -> None:
        found[at] = client
        taken.add(client.id)

    for at, same in _numbered(entries, clients, keys):
        if at not in found and same.id not in taken:
            take(at, same)
    for shared in (True, False):
        for at, entry in enumerate(entries):
            if at in found:
                continue
            mine = contacts(entry.client)
            for same in by_name.get(name_key(entry.client.name), ()):
                other_key = bool(entry.key and keys.get(same.id) and keys[same.id] != entry.key)
                if same.id in taken or other_key or (shared and not mine & contacts(same)):
                    continue
                take(at, same)
                break
    return found


def _numbered(
    entries: Sequence[Entry], clients: Sequence[Client], keys: Mapping[str, str]
) -> Iterator[tuple[int, Client]]:
    """Give places of entries with the client of the same number, ours or the EHR's, where something else agrees too."""
    by_id = {client.id: client for client in clients}
    by_key = {key: client for client in clients if (key := keys.get(client.id))}
    numbers = ([entry.client.id for entry in entries], [entry.key for entry in entries])
    for mine, known in zip(numbers, (by_id, by_key), strict=True):
        for at, (number, entry) in enumerate(zip(mine, entries, strict=True)):
            same = known.get(number) if number else None
            if same is not None and (name_key(same.name) == name_key(entry.client.name) or _agree(same, entry.client)):
                yield at, same


def joined_client(old: Client, new: Client, *, stands: bool) -> Client:
    """Put what a list says now over what is on file; nothing that was known is lost.

    An old family name becomes a former one, an old given name one they go by too. `stands`: whether the new side
    says where the person stands; where it does not, the old standing stays. Whoever is on file as deceased stays so
    where a list merely says former, as EHRs do that have no word for it.
    """
    name = new.name
    also, former = [*old.name.also, *name.also], [*old.name.former, *name.former]
    if old.name.given and plain(old.name.given) != plain(name.given) and name.given:
        also.append(old.name.given)
    if old.name.family and plain(old.name.family) != plain(name.family) and name.family:
        former.append(old.name.family)
    given, family = name.given or old.name.given, name.family or old.name.family
    kept = not stands or (old.standing is Standing.DECEASED and new.standing is Standing.FORMER)
    return Client(
        id=old.id,
        name=PersonName(
            given, family, name.middle or old.name.middle,
            also=_each(also, than=given), former=_each(former, than=family),
        ),
        standing=old.standing if kept else new.standing,
        ended=old.ended if kept else _ended(old, new),
        emails=_each([*old.emails, *new.emails]),
        phones=_phones([*old.phones, *new.phones]),
        handles=_each([*old.handles, *new.handles]),
        place=new.place or old.place,
        household=_household(old.household, new.household),
    )  # fmt: skip


def _ended(old: Client, new: Client) -> date | None:
    """Give the end of treatment: the list's, else the one on file, for someone who is former."""
    if new.standing is not Standing.FORMER:
        return None
    return new.ended or old.ended


def _each(words: Iterable[str], than: str = "") -> tuple[str, ...]:
    """Give each word once, as first written, without `than`."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(plain(word) if "@" not in word else word.lower(), word)
    found.pop(plain(than), None)
    return tuple(found.values())


def _phones(numbers: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for number in numbers:
        found.setdefault(re.sub(r"\D", "", number)[-_LAST_DIGITS:], number)
    return tuple(found.values())


def _household(old: Sequence[Relative], new: Sequence[Relative]) -> tuple[Relative, ...]:
    """Join two households: people of one name are one."""
    found = {name_key(relative.name): relative for relative in old}
    for relative in new:
        before = found.get(name_key(relative.name))
        found[name_key(relative.name)] = (
            relative
            if before is None
            else Relative(
                relative.name,
                relative.tie,
                _each([*before.emails, *relative.emails]),
                _phones([*before.phones, *relative.phones]),
                _each([*before.handles, *relative.handles]),
            )
        )
    return tuple(found.values())

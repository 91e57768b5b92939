"""The decision log: entries that are only ever appended, each sealed. Open it to change how an entry is sealed.

An entry's body is canonical JSON (sorted keys, no spaces, UTF-8, NFC). Its hash is SHA-256 over the hash of the entry
before (32 bytes; zeros for the first) and the body; its signature is Ed25519 over the hash's 32 bytes. The count and
the last hash are kept beside the entries, so that a cut-off end shows. Everything lies in the vault, encrypted.

Who holds the vault's passphrase also holds the signing key and could write a new log. That shows only against an
export, or the public key and last hash, given to someone else before.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING, Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import func, select

from circumspect.domain.decision import Decision, Kind, Sealed
from circumspect.domain.errors import PlainError
from circumspect.storage.tables import DecisionRow, SettingRow, SigningKeyRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy.orm import Session

BEGINNING = "0" * 64
FORMAT = "circumspect-decision-log/1"
_HEAD = "decision_log"
_ALTERED = "the decision log was altered; see `circumspect log verify` before adding to it"


class DecisionLogError(PlainError, ValueError):
    """A log that cannot be read or added to; the message says what to do, and quotes none of it."""


def _now() -> datetime:
    return datetime.now().astimezone()


class Store(Protocol):
    """What the log needs of the vault."""

    def session(self) -> AbstractContextManager[Session]:
        """Give a session for reading."""

    def write(self) -> AbstractContextManager[Session]:
        """Give a session that is one write transaction; on disk when it ends."""


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """A row of the log as it is kept, readable or not."""

    number: int
    body: str
    previous: str
    hash: str
    signature: str

    def __repr__(self) -> str:
        """Show its number."""
        return f"Entry({self.number})"


@dataclass(frozen=True, slots=True)
class Ending:
    """How many entries there should be, and the hash of the last."""

    count: int = 0
    last: str = BEGINNING


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the log: which entry (0: the log as a whole), and what."""

    number: int
    what: str

    def __str__(self) -> str:
        """Give it as a sentence."""
        return f"entry {self.number} {self.what}" if self.number else f"the log {self.what}"


def canonical(value: object) -> str:
    """Give the one way to write `value` as JSON: sorted keys, no spaces, every text in NFC."""
    return json.dumps(_clean(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _clean(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.encode("utf-8", "replace").decode())
    if isinstance(value, dict):
        return {str(_clean(key)): _clean(inner) for key, inner in value.items()}
    return value


def link(previous: str, body: str) -> str:
    """Give the hash that seals `body` onto the entry whose hash is `previous`. ValueError if that is no hash."""
    return sha256(bytes.fromhex(previous) + body.encode("utf-8")).hexdigest()


def examine(entries: Sequence[Entry], public: str, ending: Ending) -> list[Problem]:
    """Name every entry that was changed, dropped, moved, added or wrongly signed; an empty list if all is as sealed.

    `entries` in the order in which they stand, `public` the log's public key. tools/verify_log.py does the same for
    an export, without circumspect.
    """
    problems: list[Problem] = []
    found: dict[int, Entry] = {}
    highest = 0
    for entry in entries:
        number, wrong = _look(entry, public)
        if number in found:
            wrong.append("stands here twice")
        elif number < highest:
            wrong.append(f"is out of order: it stands after entry {highest}")
        problems += [Problem(number, what) for what in wrong]
        found.setdefault(number, entry)
        highest = max(highest, number)
    problems += _chain(found, ending.count)
    if not problems and found and found[highest].hash != ending.last:
        problems.append(Problem(highest, "is not the entry that the log ended with"))
    return sorted(problems, key=lambda problem: problem.number)


def _look(entry: Entry, public: str) -> tuple[int, list[str]]:
    """Give the number that an entry was sealed with (the one it bears, if it was changed), and what is wrong in it."""
    try:
        unchanged = link(entry.previous, entry.body) == entry.hash
        sealed_as = json.loads(entry.body)["number"] if unchanged else entry.number
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        unchanged, sealed_as = False, entry.number
    if not unchanged:
        return entry.number, ["was changed after it was sealed"]
    wrong = [] if _signed(entry, public) else ["is not signed with this log's key"]
    if sealed_as != entry.number:
        wrong.append(f"bears the number {entry.number}, which is not the one it was sealed with")
    return sealed_as if isinstance(sealed_as, int) else entry.number, wrong


def _signed(entry: Entry, public: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(entry.signature), bytes.fromhex(entry.hash))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _chain(found: dict[int, Entry], count: int) -> Iterator[Problem]:
    """Hold each entry against the one before it, and all against how many there should be."""
    before = 0
    for number, entry in sorted(found.items()):
        if number > before + 1:
            yield Problem(before + 1, f"is missing, {number - before - 1} in all: dropped")
        elif entry.previous != (found[before].hash if before else BEGINNING):
            yield Problem(number, f"does not follow entry {before}: one was put in the other's place")
        if number > count:
            yield Problem(number, "was added without being counted")
        before = number
    if count > before:
        yield Problem(before + 1, f"is missing, {count - before} in all: the end was cut off")


class DecisionLog:
    """The decision log in a vault."""

    def __init__(self, store: Store, now: Callable[[], datetime] = _now) -> None:
        """Work on the log in `store`; `now` says when its key was made."""
        self._store = store
        self._now = now

    def append(self, decision: Decision, beside: Callable[[Session], None] = lambda _: None) -> Sealed:
        """Seal a decision onto the log, in one write transaction; on disk when this returns.

        `beside` writes what the decision changes: both are kept, or neither. Raises DecisionLogError
        where the log holds entries that it did not count.
        """
        with self._store.write() as session:
            ending, key = _ending(session) or Ending(), self._key(session)
            number = ending.count + 1
            highest = session.scalar(select(func.max(DecisionRow.number))) or 0
            if highest >= number:
                raise DecisionLogError(_ALTERED)
            body = canonical(_plain(decision, number))
            sealed = link(ending.last, body)
            signature = key.sign(bytes.fromhex(sealed)).hex()
            session.add(DecisionRow(number=number, body=body, previous=ending.last, hash=sealed, signature=signature))
            session.merge(SettingRow(name=_HEAD, value=canonical({"count": number, "last": sealed})))
            beside(session)
        return Sealed(number, decision, ending.last, sealed, signature)

    def all(self) -> list[Sealed]:
        """Give every entry, the oldest first. Raises DecisionLogError for one that cannot be read."""
        with self._store.session() as session:
            return [_sealed(entry) for entry in _entries(session)]

    def verify(self) -> list[Problem]:
        """Name every entry that is not as it was sealed."""
        with self._store.session() as session:
            entries, ending, public = _entries(session), _ending(session), _public(session)
        if not entries and ending is None:
            return []
        if ending is None or public is None:
            lost = "has lost its signing key" if public is None else "has lost the count of its entries"
            return [Problem(0, lost), *examine(entries, public or "", ending or Ending(len(entries)))]
        return examine(entries, public, ending)

    def public_key(self) -> str | None:
        """Give the public key that entries are checked with, 64 hexadecimal digits; None before the first entry."""
        with self._store.session() as session:
            return _public(session)

    def mark(self, words: str) -> str:
        """Give 16 hexadecimal digits that stand for `words` in this log, and mean nothing without this vault's key."""
        with self._store.session() as session:
            key = _private(session)
        if key is None:
            with self._store.write() as session:
                key = self._key(session)
        secret = key.private_bytes_raw()
        return blake2b(
            words.encode("utf-8", "replace"), key=secret, digest_size=8, person=b"circumspect-mark"
        ).hexdigest()

    def _key(self, session: Session) -> Ed25519PrivateKey:
        """Give the signing key, made when first asked for. Raises DecisionLogError where entries have lost theirs."""
        private = _private(session)
        if private is None:
            if session.get(SettingRow, _HEAD) is not None:
                raise DecisionLogError(_ALTERED)
            private = Ed25519PrivateKey.generate()
            session.add(
                SigningKeyRow(
                    private=private.private_bytes_raw(),
                    public=private.public_key().public_bytes_raw(),
                    made=self._now().isoformat(timespec="seconds"),
                )
            )
        return private

    def export(self, made: datetime) -> list[str]:
        """Give the log as JSON lines: a signed header, then the entries; no client's name is among them.

        Raises DecisionLogError when there is nothing to give out.
        """
        with self._store.session() as session:
            entries, ending, private = _entries(session), _ending(session), _private(session)
        if ending is None or private is None:
            raise DecisionLogError("the decision log is empty; there is nothing to export yet")
        header: dict[str, Any] = {
            "format": FORMAT,
            "public_key": _hex(private),
            "count": ending.count,
            "last": ending.last,
            "made": made.isoformat(timespec="seconds"),
        }
        header["signature"] = private.sign(canonical(header).encode()).hex()
        return [canonical(header), *(canonical({name: getattr(e, name) for name in Entry.__slots__}) for e in entries)]


def read_export(lines: Iterable[str]) -> tuple[Sequence[Entry], str, Ending, list[Problem]]:
    """Read an export: its entries, public key, ending, and what is wrong with its header or lines.

    Raises DecisionLogError where it is no export at all.
    """
    rows = [line for line in lines if line.strip()]
    try:
        header = json.loads(rows[0].removeprefix("\ufeff"))
        public, ending = str(header["public_key"]), Ending(int(header["count"]), str(header["last"]))
        ours = header["format"] == FORMAT
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):
        ours = False
    if not ours:
        raise DecisionLogError("this is no exported decision log, or its first line was damaged")
    signature = str(header.pop("signature", ""))
    problems = [] if _header_signed(header, public, signature) else [Problem(0, "has a header that was changed")]
    entries: list[Entry] = []
    for place, row in enumerate(rows[1:], 1):
        try:
            plain = json.loads(row)
            entries.append(Entry(int(plain["number"]), *(str(plain[name]) for name in Entry.__slots__[1:])))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            problems.append(Problem(0, f"cannot be read in line {place + 1}"))
    return entries, public, ending, problems


def _header_signed(header: dict[str, Any], public: str, signature: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), canonical(header).encode())
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _plain(decision: Decision, number: int) -> dict[str, object]:
    return {
        "number": number,
        "kind": decision.kind.value,
        "by": decision.by,
        "what": decision.what,
        "because": decision.because,
        "on": decision.on.isoformat(timespec="seconds"),
        "second": decision.second,
        "subject": decision.subject,
        "facts": dict(decision.facts),
    }


def _sealed(entry: Entry) -> Sealed:
    """Read an entry. Raises DecisionLogError."""
    try:
        plain = json.loads(entry.body)
        decision = Decision(
            kind=Kind(plain["kind"]),
            by=plain["by"],
            what=plain["what"],
            because=plain["because"],
            on=datetime.fromisoformat(plain["on"]),
            second=plain["second"],
            subject=plain["subject"],
            facts=dict(plain["facts"]),
        )
    except (ValueError, TypeError, KeyError):
        raise DecisionLogError(f"entry {entry.number} cannot be read; see `circumspect log verify`") from None
    return Sealed(entry.number, decision, entry.previous, entry.hash, entry.signature)


def _entries(session: Session) -> list[Entry]:
    rows = session.scalars(select(DecisionRow).order_by(DecisionRow.number))
    return [Entry(row.number, row.body, row.previous, row.hash, row.signature) for row in rows]


def _ending(session: Session) -> Ending | None:
    """Read the count and the last hash; None when nothing was kept, or nothing readable."""
    row = session.get(SettingRow, _HEAD)
    try:
        plain = json.loads(row.value if row else "null")
        return Ending(int(plain["count"]), str(plain["last"]))
    except (ValueError, TypeError, KeyError):
        return None


def _hex(private: Ed25519PrivateKey) -> str:
    return private.public_key().public_bytes_raw().hex()


def _private(session: Session) -> Ed25519PrivateKey | None:
    raw = session.scalar(select(SigningKeyRow.private).order_by(SigningKeyRow.number).limit(1))
    return None if raw is None else Ed25519PrivateKey.from_private_bytes(raw)


def _public(session: Session) -> str | None:
    private = _private(session)
    return None if private is None else _hex(private)

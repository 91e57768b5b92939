"""A list of accounts → requests: CSV, JSON, or a handle or name on each line. Open it to add a heading's synonym.

A platform's whole archive is another matter and has its own readers.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import LARGEST, ReadError, decode
from circumspect.readers.requests.accounts import from_link, from_words, platform_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST = 1_000_000
_MOST_LETTERS = 2_000
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "handle": (
        "handle", "username", "user name", "user", "screen name", "screenname", "login", "account name",
        "profile name", "vanity name", "acct", "at",
    ),
    "display": ("display", "display name", "displayname", "name", "full name", "fullname", "friend", "contact"),
    "given": ("first name", "firstname", "given name"),
    "family": ("last name", "lastname", "surname", "family name"),
    "platform": ("platform", "network", "site", "service", "source"),
    "bio": ("bio", "biography", "description", "about", "headline", "note", "summary"),
    "place": ("place", "location", "city", "town", "hometown"),
    "email": ("email", "e mail", "email address", "mail"),
    "phone": ("phone", "phone number", "mobile", "telephone", "tel"),
    "mutuals": (
        "mutual", "mutuals", "mutual friends", "mutual connections", "mutual followers", "shared connections",
        "in common",
    ),
    "account": ("id", "account", "account id", "accountid", "user id", "userid", "did", "uid"),
    "link": ("url", "link", "href", "profile url", "profile", "profile link", "user link", "userlink", "uri"),
    "direction": ("direction", "relation", "type", "kind"),
    "on": ("on", "date", "requested on", "connected on", "timestamp", "time", "created at", "followed on"),
}  # fmt: skip
_FIELD = {synonym: name for name, synonyms in _SYNONYMS.items() for synonym in synonyms}
_DIRECTIONS = {
    **{direction.value: direction for direction in Direction},
    "requests": Direction.REQUEST, "pending": Direction.REQUEST, "received": Direction.REQUEST,
    "followers": Direction.FOLLOWER, "friends": Direction.FRIEND, "connection": Direction.FRIEND,
}  # fmt: skip
_NUMBER = re.compile(r"did:\S+|\d{5,}")
_DELIMITERS = ",;\t|"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, repr=False)
class Listing:
    """What a list holds: the requests in the order they stand, and notes on what was passed over."""

    requests: tuple[Request, ...]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show how many there are, not who."""
        return f"Listing({len(self.requests)} requests)"


def read(raw: bytes, platform: str = "", direction: Direction = Direction.REQUEST) -> Listing:
    """Read a list of accounts; `platform` and `direction` hold for rows that do not say otherwise.

    Raises ReadError, which says where and quotes nothing.
    """
    text, notes = _text(raw)
    if not text.strip():
        raise ReadError("is empty: there is no account in it. Export or paste the list again")
    rows = _json(text) if text.lstrip()[0] in "[{" else _rows(text)
    requests: list[Request] = []
    without: list[int] = []
    base = Request(platform=platform_named(platform), direction=direction)
    for number, row in rows:
        if len(requests) >= MOST:
            raise ReadError(f"holds more than {MOST:,} accounts; split it into several files")
        request = _request(row, base)
        if request.named or request.account:
            requests.append(request)
        else:
            without.append(number)
    if not requests:
        raise ReadError(
            "has no column or field with a handle, name or number. Name one of them `handle` or `name` and try again"
        )
    if without:
        first = ", ".join(map(str, without[:5])) + (" …" if len(without) > 5 else "")  # noqa: PLR2004 - a few will do
        notes.append(f"{len(without)} rows hold no account and were left out: {first}")
    return Listing(tuple(requests), tuple(notes))


def _text(raw: bytes) -> tuple[str, list[str]]:
    """Decode the list: UTF-8, UTF-16 with a mark, else as Western European, which is said. Raises ReadError."""
    try:
        return decode(raw).replace("\x00", ""), []
    except ReadError:
        if len(raw) > LARGEST or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise
    if raw.startswith(b"PK\x03\x04"):
        raise ReadError("is a spreadsheet or a zip file. Save it as CSV, or unpack it, and try again")
    if b"\x00" in raw:
        raise ReadError("is no text. Save the list as CSV or JSON, or paste it") from None
    return raw.decode("cp1252", "replace"), ["it is not UTF-8; letters with accents were read as Western European"]


def _json(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give the accounts of a JSON list. Raises ReadError."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"is not JSON from line {error.lineno} on; export it again") from None
    except (ValueError, RecursionError):
        raise ReadError("is JSON that cannot be read; export it again") from None
    if not isinstance(found, list):
        raise ReadError('is JSON, but no list of accounts. Give a list such as [{"handle": "…"}]')
    for number, item in enumerate(found, 1):
        if isinstance(item, dict):
            yield number, {_field(str(key)): value for key, value in reversed(item.items()) if _field(str(key))}
        elif isinstance(item, str):
            yield number, dict(from_words(item))
        else:
            raise ReadError(f"entry {number} is neither an account nor a text; mend or remove it")


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give the accounts of a CSV with headings, else of lines with a handle or name each. Raises ReadError."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip())
    delimiter, fields = _headings(lines[first])
    if fields is None:
        yield from ((number, from_words(line)) for number, line in enumerate(lines, 1) if line.strip())
        return
    reader = csv.reader((f"{line}\n" for line in lines[first:]), delimiter=delimiter)
    try:
        next(reader)
        for cells in reader:
            row: dict[str, object] = {}
            for name, cell in zip(fields, cells, strict=False):
                if name and cell.strip() and name not in row:
                    row[name] = cell
            if any(cell.strip() for cell in cells):
                yield first + reader.line_num, row
    except csv.Error:
        where = first + reader.line_num
        raise ReadError(f"cannot be read near row {where}; look for a quotation mark that is never closed") from None


def _headings(line: str) -> tuple[str, list[str] | None]:
    """Give the delimiter and the field of each column; None for the fields when the line is no heading."""
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        fields = [_field(cell) for cell in cells]
        if len(cells) > 1 and sum(map(bool, fields)) * 2 >= min(len(cells), 4) and len(set(fields) - {""}) > 0:
            return delimiter, fields
    only = _field(line.strip().strip('"'))
    return ",", [only] if only in ("handle", "display", "link", "email", "phone", "account") else None


def _field(heading: str) -> str:
    """Give the field that a heading names; empty for one that we do not read."""
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", heading.strip().removeprefix("\ufeff"))
    return _FIELD.get(" ".join(re.sub(r"[_\W]+", " ", words).casefold().split()), "")


def _request(row: Mapping[str, object], base: Request) -> Request:
    """Make a request of what a row says."""
    said = {name: _words(value) for name, value in row.items() if name != "mutuals"}
    linked = from_link(said["link"]) if said.get("link") else {}
    handle = said.get("handle", "")
    if handle:
        written = handle if "/" in handle or _NUMBER.fullmatch(handle) else f"@{handle.removeprefix('@')}"
        linked |= from_words(written)
    display = said.get("display") or " ".join(part for part in (said.get("given"), said.get("family")) if part)
    platform = platform_named(said.get("platform", "")) or base.platform or linked.get("platform", "")
    return Request(
        handle=linked.get("handle", ""),
        display=display,
        platform=platform,
        bio=said.get("bio", ""),
        place=said.get("place", ""),
        email=said.get("email", ""),
        phone=said.get("phone", ""),
        mutuals=_several(row.get("mutuals")),
        account=said.get("account", "") or linked.get("account", ""),
        direction=_DIRECTIONS.get(said.get("direction", "").casefold(), base.direction),
        on=_day(said.get("on", "")),
    )


def _words(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Give a cell as one line of text; nothing for lists, objects, true and false."""
    if isinstance(value, str):
        return " ".join(_CONTROL.sub(" ", value[:_MOST_LETTERS]).split())
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _several(value: object) -> tuple[str, ...]:
    """Give the shared connections: a list's texts, or a text taken apart at semicolons, bars and commas."""
    parts = value if isinstance(value, list) else re.split(r"[;|,]", value) if isinstance(value, str) else []
    return tuple(word for word in map(_words, parts) if word and not word.isdigit())


def _day(words: str) -> date | None:
    """Read a day at the start of `words`; None for one that is not written as 2026-11-22."""
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None

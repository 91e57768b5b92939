"""A list of accounts → requests: CSV, JSON, or lines as pasted. Open it to add a heading's synonym.

What is no such list is refused with what to do: read all the same, it would give names that nobody is recognised in.

A platform's whole archive is another matter and has its own readers.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import LARGEST, ReadError, decode
from circumspect.readers.requests import exported
from circumspect.readers.requests.accounts import from_link, from_words, platform_named
from circumspect.readers.requests.kinds import refuse_what_is_no_list, refuse_what_is_no_text, wide
from circumspect.readers.requests.pasted import read_lines, stands

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST = 1_000_000
_LONGEST_CELL = 131_072
_MOST_LETTERS = 2_000
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "handle": (
        "handle", "username", "user name", "user", "screen name", "screenname", "login", "account name",
        "profile name", "vanity name", "acct", "at", "nombre de usuario", "usuario", "nom d utilisateur", "pseudo",
    ),
    "display": (
        "display", "display name", "displayname", "name", "full name", "fullname", "friend", "contact",
        "nombre completo", "nom complet",
    ),
    "given": ("first name", "firstname", "given name", "nombre", "prenom"),
    "family": ("last name", "lastname", "surname", "family name", "apellido", "apellidos", "nom", "nom de famille"),
    "platform": ("platform", "network", "site", "service", "source"),
    "bio": ("bio", "biography", "description", "about", "headline", "note", "summary"),
    "place": ("place", "location", "city", "town", "hometown"),
    "email": ("email", "e mail", "email address", "mail", "correo", "correo electronico", "courriel"),
    "phone": ("phone", "phone number", "mobile", "telephone", "tel", "telefono"),
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
    "followers": Direction.FOLLOWER, "follows you": Direction.FOLLOWER, "friends": Direction.FRIEND,
    "connection": Direction.FRIEND, "connections": Direction.FRIEND,
}  # fmt: skip
_NUMBER = re.compile(r"did:\S+|\d{5,}")
_DELIMITERS = ",;\t|"
_NAMING = ("handle", "display", "given", "family", "email", "phone", "account", "link")
_HEADINGS_WITHIN, _TABLE_ROWS = 12, 200
_ACCOUNT = re.compile(r"@\S+|https?://\S+|(?:[\w-]+\.)+[a-z]{2,}/\S+|[^\s@]+@[^\s@]+\.[^\s@]{2,}", re.IGNORECASE)
_MOST_NUMBERS = 8
_KNOWN = "handle, username, name, first name, last name, link, email, phone, bio, location, mutual friends, platform"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, repr=False)
class Listing:
    """What a list holds: the requests in the order they stand, and notes on what was passed over."""

    requests: tuple[Request, ...]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show how many there are, not who."""
        return f"Listing({len(self.requests)} requests)"


def read(
    raw: bytes,
    platform: str = "",
    direction: Direction = Direction.REQUEST,
    columns: Mapping[str, str] | None = None,
) -> Listing:
    """Read a list of accounts; `platform` and `direction` hold for rows that do not say otherwise.

    `columns`: what columns are, where their headings do not tell: heading or number from 1 → handle, name and their
    like. Raises ReadError, which says where and what to do, and quotes nothing.
    """
    told = _told(columns or {})
    refuse_what_is_no_list(raw)
    text, notes = _text(raw)
    if not text.strip():
        raise ReadError("is empty: there is no account in it. Export or paste the list again")
    rows = _json(text, told) if text.lstrip()[0] in "[{" else _rows(text, told, notes)
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
            "holds no account: no handle, name or number was found in it. A list needs a column or field of that name, "
            "or a name or handle on each line"
        )
    if without:
        notes.append(f"{len(without)} rows hold no account and were left out: {_places(without)}")
    return Listing(tuple(requests), tuple(notes))


def _places(numbers: Sequence[int]) -> str:
    """Give the first of some numbers of lines."""
    return ", ".join(map(str, numbers[:_MOST_NUMBERS])) + (" …" if len(numbers) > _MOST_NUMBERS else "")


def _told(columns: Mapping[str, str]) -> dict[str, str]:
    """Read what columns are said to be: heading or number → field of a Request. Raises ReadError."""
    found = {_plain(heading).removeprefix("column "): _field(field) for heading, field in columns.items()}
    if not all(found.values()):
        raise ReadError(f"has no column of that kind. --column: a column can be one of: {_KNOWN}")
    return found


def _text(raw: bytes) -> tuple[str, list[str]]:
    """Decode the list: UTF-8, UTF-16, else as Western European, which is said. Raises ReadError."""
    if encoding := wide(raw):
        return raw.decode(encoding, "replace"), []
    notes: list[str] = []
    try:
        text = decode(raw)
    except ReadError:
        if len(raw) > LARGEST or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise
        text = raw.decode("cp1252", "replace")
        notes = ["it is not UTF-8; letters with accents were read as Western European"]
    refuse_what_is_no_text(text)
    return text, notes


def _json(text: str, told: Mapping[str, str]) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give the accounts of a JSON list. Raises ReadError."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"is not JSON from line {error.lineno} on; export it again") from None
    except (ValueError, RecursionError):
        raise ReadError("is JSON that cannot be read; export it again") from None
    if exported.is_bare(found):
        yield from exported.bare(found)
        return
    if isinstance(found, dict) and (known := list(exported.rows_of(found))):
        yield from known
        return
    if not isinstance(found, list):
        raise ReadError('is JSON, but no list of accounts. Give a list such as [{"handle": "…"}]')
    for number, item in enumerate(found, 1):
        if isinstance(item, dict):
            named = {_field(str(key), told): value for key, value in reversed(item.items())}
            yield number, {name: value for name, value in named.items() if name}
        elif isinstance(item, str):
            yield number, dict(from_words(item))
        else:
            raise ReadError(f"entry {number} is neither an account nor a text; mend or remove it")


def _rows(text: str, told: Mapping[str, str], notes: list[str]) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give the accounts of a CSV, else of lines as pasted; `notes` hears what was left aside. Raises ReadError."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if headed := _heading_row(lines, told):
        at, delimiter, fields = headed
        if above := sum(bool(line.strip()) for line in lines[:at]):
            notes.append(f"{above} lines above the headings were passed over")
        return _cells(lines, at, delimiter, fields, first=1)
    delimiter, width = _table(lines)
    if width > 1 or told:
        fields, heading = _unheaded(lines, delimiter, max(width, 1), told, notes)
        at = next(number for number, line in enumerate(lines) if line.strip())
        return _cells(lines, at, delimiter, fields, first=int(heading))
    found = read_lines(lines)
    for why, numbers in found.aside.items():
        many = len(numbers) > 1
        what = f"{len(numbers)} lines are" if many else "1 line is"
        notes.append(f"{what} {why}; left aside: line{'s' if many else ''} {_places(numbers)}")
    return iter(found.accounts)


def _cells(
    lines: Sequence[str], at: int, delimiter: str, fields: Sequence[str], *, first: int
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give the rows of a table that begins on line `at`, from its row `first` on. Raises ReadError."""
    csv.field_size_limit(_LONGEST_CELL)  # it is one for the whole program, and others set it
    reader = csv.reader((f"{line}\n" for line in lines[at:]), delimiter=delimiter)
    try:
        for place, cells in enumerate(reader):
            if place < first or not any(cell.strip() for cell in cells):
                continue
            row: dict[str, object] = {}
            for name, cell in zip(fields, cells, strict=False):
                if name and cell.strip() and name not in row:
                    row[name] = cell
            yield at + reader.line_num, row
    except csv.Error:
        where = at + reader.line_num
        raise ReadError(f"cannot be read near row {where}; look for a quotation mark that is never closed") from None


def _heading_row(lines: Sequence[str], told: Mapping[str, str]) -> tuple[int, str, list[str]] | None:
    """Find the headings among the first lines: the place, the delimiter, the field of each column."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for order, number in enumerate(filled[:_HEADINGS_WITHIN]):
        delimiter, fields = _headings(lines[number], told, alone=order == 0)
        if fields is not None:
            return number, delimiter, fields
    return None


def _headings(line: str, told: Mapping[str, str], *, alone: bool) -> tuple[str, list[str] | None]:
    """Give the delimiter and the field of each column; None for the fields when the line is no heading.

    `alone`: whether one heading may make the row, as it does on the first line.
    """
    for delimiter in _DELIMITERS:
        cells = _split(line, delimiter)
        fields = [_field(cell, told) for cell in cells]
        known = sum(map(bool, fields))
        naming = any(name in _NAMING for name in fields)
        if len(cells) > 1 and naming and not any(map(_ACCOUNT.fullmatch, cells)) and known >= (1 if alone else 2):
            by_number = [told.get(str(place), field) for place, field in enumerate(fields, 1)]
            return delimiter, by_number
    only = _field(line.strip().strip('"'), told)
    return ",", [only] if alone and only in ("handle", "display", "link", "email", "phone", "account") else None


def _split(line: str, delimiter: str) -> list[str]:
    """Give the cells of one line."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _table(lines: Sequence[str]) -> tuple[str, int]:
    """Give the delimiter and width of lines that are rows of a table; a width of 1 for lines that are none.

    `Alvarez, Josie` on each line is no table: commas and bars make one where there are more, or stand beside accounts.
    """
    filled = [line for line in lines if line.strip()][:_TABLE_ROWS]
    if len(filled) < 2:  # noqa: PLR2004 - one line is no table
        return ",", 1
    for delimiter in ("\t", ";", ",", "|"):
        rows = [_split(line, delimiter) for line in filled]
        width, times = Counter(map(len, rows)).most_common(1)[0]
        if width < 2 or times * 10 < len(rows) * 9:  # noqa: PLR2004 - nearly all rows are as wide
            continue
        if delimiter in "\t;" or (delimiter == "," and (width > 2 or _account_columns(rows))):  # noqa: PLR2004 - as said
            return delimiter, width
    return ",", 1


def _account_columns(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Give place → field of the columns in which accounts stand, as @handles, links or addresses."""
    found: dict[int, str] = {}
    for place in range(max(map(len, rows))):
        cells = [row[place] for row in rows[1:] or rows if place < len(row) and row[place]]
        if cells and sum(bool(_ACCOUNT.fullmatch(cell)) for cell in cells) * 10 >= len(cells) * 8:
            kinds = Counter("handle" if c[0] == "@" else "link" if "/" in c else "email" for c in cells)
            found[place] = kinds.most_common(1)[0][0]
    return found


def _unheaded(
    lines: Sequence[str], delimiter: str, width: int, told: Mapping[str, str], notes: list[str]
) -> tuple[list[str], bool]:
    """Say what the columns of a table without a known heading are, and whether its first row is headings.

    As told, else by the accounts that stand in them. Raises ReadError where neither says who anybody is.
    """
    rows = [_split(line, delimiter) for line in lines if line.strip()][:_TABLE_ROWS]
    seen = _account_columns(rows) if width > 1 else {}
    fields = [told.get(str(place + 1), "" if told else seen.get(place, "")) for place in range(width)]
    if not any(name in _NAMING for name in fields):
        raise ReadError(
            f"has {width} columns, and none of their headings is known here. Known are: {_KNOWN}. Write one of these "
            "above its column, or say which it is by its number: --column 1=handle --column 2=name"
            if not told or not all(name.isdigit() for name in told)
            else f"has {width} columns; --column named another, or none that says who somebody is"
        )
    others = [place for place in range(width) if not fields[place]]
    if not told and width == 2 and len(others) == 1:  # noqa: PLR2004 - an account, and a name beside it
        fields[others[0]] = "display"
    taken = [place for place in seen if place < len(rows[0]) and rows[0][place]]
    heading = bool(taken) and not any(_ACCOUNT.fullmatch(rows[0][place]) for place in taken)
    said = ", ".join(str(place + 1) for place, name in enumerate(fields) if name)
    first = "its first row was taken for headings" if heading else "its first row was read as an account"
    notes.append(f"no heading is known here; column {said} of {width} was read, and {first}")
    return fields, heading


def _plain(heading: str) -> str:
    """Give a heading in small letters, without accents and signs."""
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", heading.strip().removeprefix("\ufeff"))
    words = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[_\W]+", " ", words).casefold().split())


def _field(heading: str, told: Mapping[str, str] | None = None) -> str:
    """Give the field that a heading names, as told or as known; empty for one that we do not read."""
    words = _plain(heading)
    return (told or {}).get(words) or _FIELD.get(words, "")


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
        direction=_direction(said.get("direction", "")) or base.direction,
        on=_day(said.get("on", "")),
    )


def _direction(words: str) -> Direction | None:
    """Give the direction that a cell, or what stands around a pasted account, says."""
    return _DIRECTIONS.get(words.casefold()) or stands(words)


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

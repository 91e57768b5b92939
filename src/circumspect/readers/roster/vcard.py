"""Client lists as contact cards: vCard 2.1, 3.0 and 4.0. Open it when a card is misread.

Our own short reader: the libraries stop at the first card that is amiss, and quote it in their errors.
Sources: RFC 6350 (4.0), RFC 2426 (3.0), the versit vCard 2.1 specification; Apple's X-AB… fields as exported.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circumspect.readers.roster._kit import LARGEST, MOST_ROWS, RosterFileError, Table, places
from circumspect.readers.roster.standings import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEADERS = (
    "client id", "full name", "first name", "middle name", "last name", "nickname", "maiden name", "email", "phone",
    "town", "state", "status", "handle", "related person", "relationship",
)  # fmt: skip
_BEGIN = re.compile(rb"^\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE | re.MULTILINE)
_LINE = re.compile(r"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)((?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([nN,;:\\])")
_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_LONGEST = 20_000


class _CardError(ValueError):
    """A card that cannot be read; carries no words of it."""


@dataclass(slots=True, repr=False)
class _Property:
    group: str
    name: str
    types: frozenset[str]
    value: str


@dataclass(slots=True, repr=False)
class _Card:
    properties: list[_Property] = field(default_factory=list)

    def all(self, *names: str) -> list[_Property]:
        return [p for p in self.properties if p.name in names and p.value.strip()]

    def values(self, *names: str) -> list[str]:
        return [_plain(p.value) for p in self.all(*names)]

    def one(self, *names: str) -> str:
        return next(iter(self.values(*names)), "")


def looks_like(raw: bytes) -> bool:
    """Say whether bytes begin like a file of cards."""
    return bool(_BEGIN.search(raw[:2000].replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf")))


def read(raw: bytes) -> Table:
    """Read all cards of a file; one that is amiss is passed over and named by its number. Raises RosterFileError."""
    if len(raw) > LARGEST:
        raise RosterFileError(f"is larger than {LARGEST // 1024 // 1024} MB; export the cards without pictures")
    rows: list[tuple[str, ...]] = []
    numbers = array("l")
    amiss: list[int] = []
    others: list[int] = []
    for number, lines in enumerate(_cards(_decoded(raw)), 1):
        if number > MOST_ROWS:
            raise RosterFileError(f"has more than {MOST_ROWS:,} cards; split it into several files")
        try:
            card = _card(lines)
        except _CardError:
            amiss.append(number)
            continue
        if card.one("KIND", "X-ADDRESSBOOKSERVER-KIND").lower() in {"group", "org", "location"}:
            others.append(number)
            continue
        rows.append(_row(card))
        numbers.append(number)
    if not rows and not amiss:
        raise RosterFileError("holds no contact card of a person; export the contacts again")
    notes = [f"{places(amiss, 'card')} could not be read and {_was(amiss)} passed over"] if amiss else []
    notes += [f"{places(others, 'card')} {_was(others)} of a group or company and passed over"] if others else []
    return Table(HEADERS, rows, numbers, tuple(notes), unit="card")


def _was(numbers: Sequence[int]) -> str:
    return "were" if len(numbers) > 1 else "was"


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _cards(text: str) -> Iterator[list[str]]:
    """Give the lines of each card; a card without an end stops where the next begins."""
    lines: list[str] | None = None
    for line in _unfolded(text):
        mark = line.strip().upper().replace(" ", "")
        if mark == "BEGIN:VCARD":
            if lines is not None:
                yield lines
            lines = []
        elif mark == "END:VCARD":
            if lines is not None:
                yield lines
            lines = None
        elif lines is not None:
            lines.append(line)
    if lines is not None:
        yield lines


def _unfolded(text: str) -> Iterator[str]:
    """Give whole lines: a line that begins with a space goes on the one before, as does one after a soft `=` break."""
    held: str | None = None
    for line in re.split(r"\r\n|\n|\r", text.replace("\x00", "")):
        if held is not None and _soft(held):
            held = f"{held}\n{line}"
        elif held is not None and line[:1] in {" ", "\t"} and line.strip():
            held += line[1:]
        else:
            if held is not None:
                yield held
            held = line
    if held is not None:
        yield held


def _soft(line: str) -> bool:
    """Say whether a quoted-printable line goes on in the next."""
    return line.endswith("=") and "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _card(lines: Sequence[str]) -> _Card:
    """Read the lines of a card; one that makes no sense is passed over. Raises _CardError."""
    card = _Card()
    for line in lines:
        match = _LINE.fullmatch(line) if len(line) <= _LONGEST else None
        if match is not None:
            group, name, parameters, value = match.groups("")
            card.properties.append(_property(group, name.upper(), parameters, value))
    if not card.all("N", "FN", "EMAIL", "NICKNAME"):
        raise _CardError
    return card


def _property(group: str, name: str, parameters: str, value: str) -> _Property:
    """Read one line. Raises _CardError where its coding is broken."""
    types: set[str] = set()
    charset, coding = "utf-8", ""
    for parameter in filter(None, parameters.split(";")):
        key, equals, said = parameter.partition("=")
        said = (said if equals else key).strip('"').upper()
        if key.upper() == "CHARSET":
            charset = said
        elif key.upper() == "ENCODING" or (not equals and said in {"QUOTED-PRINTABLE", "BASE64"}):
            coding = said
        else:
            types |= set(said.split(","))
    return _Property(group.lower(), name, frozenset(types), _uncoded(value, coding, charset))


def _uncoded(value: str, coding: str, charset: str) -> str:
    """Undo quoted-printable or base64. Raises _CardError."""
    try:
        if coding == "QUOTED-PRINTABLE":
            return quopri.decodestring(value.encode("latin-1", "replace")).decode(charset)
        if coding in {"B", "BASE64"}:
            return base64.b64decode(value.strip()).decode(charset, "replace") if len(value) < 1000 else ""  # noqa: PLR2004 - a picture
    except (LookupError, UnicodeDecodeError):
        return quopri.decodestring(value.encode("latin-1", "replace")).decode("cp1252", "replace")
    except binascii.Error:
        raise _CardError from None
    return value


def _plain(value: str) -> str:
    """Undo the escapes of a value."""
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value).strip()


def _parts(value: str) -> list[str]:
    """Split a structured value at semicolons that are not escaped."""
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _row(card: _Card) -> tuple[str, ...]:
    """Give a card's cells, in the order of HEADERS."""
    last, first, middle = [*_parts(next((p.value for p in card.all("N")), "")), "", "", ""][:3]
    whole = "" if first and last else card.one("FN")
    if whole and not (first or last) and card.one("ORG") == whole:
        whole = ""
    home = [*_parts(next((p.value for p in card.all("ADR")), "")), *[""] * 7]
    related, ties = _related(card)
    return (
        card.one("UID"),
        whole.replace("\n", " "),
        *(part.replace(",", " ") for part in (first, middle)),
        last,
        "\n".join(part for value in card.values("NICKNAME") for part in value.split(",")),
        "\n".join(card.values("X-MAIDENNAME", "X-MAIDEN-NAME")),
        "\n".join(card.values("EMAIL")),
        "\n".join(value.removeprefix("tel:") for value in card.values("TEL")),
        home[3],
        home[4],
        _status(card),
        "\n".join(_handles(card)),
        "\n".join(related),
        "\n".join(ties),
    )


def _status(card: _Card) -> str:
    """Give the first category that is a status; other categories say nothing here."""
    categories = [part.strip() for value in card.values("CATEGORIES", "X-STATUS") for part in value.split(",")]
    return next((category for category in categories if standing_of(category) is not None), "")


def _handles(card: _Card) -> list[str]:
    """Give the accounts that a card names, as `platform:handle` where it says so."""
    found: list[str] = []
    for p in card.all("X-SOCIALPROFILE", "SOCIALPROFILE", "X-TWITTER", "X-INSTAGRAM", "X-FACEBOOK"):
        value = _plain(p.value).removeprefix("x-apple:")
        platform = p.name.removeprefix("X-").lower()
        kinds = sorted(kind.lower() for kind in p.types - {"PREF", "HOME", "WORK"} if kind.isalpha())
        where = kinds[0] if "social" in platform and kinds else platform
        found.append(value if "/" in value or "social" in where else f"{where}:{value}")
    return found


def _related(card: _Card) -> tuple[list[str], list[str]]:
    """Give the people that a card names beside its own, and what they are to them."""
    names: list[str] = []
    ties: list[str] = []
    labels = {p.group: _plain(p.value) for p in card.all("X-ABLABEL") if p.group}
    for p in card.all("RELATED", "X-ABRELATEDNAMES", "X-SPOUSE", "X-CHILD"):
        value = _plain(p.value).replace("\n", " ").replace(";", " ")
        if value.startswith(("urn:", "http:", "https:", "mailto:")):
            continue
        label = labels.get(p.group, "")
        known = _LABEL.fullmatch(label)
        kinds = sorted(p.types - {"PREF", "TEXT", "HOME"})
        said = p.name.removeprefix("X-").lower() if p.name in {"X-SPOUSE", "X-CHILD"} else (kinds or [""])[0].lower()
        names.append(value)
        ties.append((known[1] if known else label) or said or "relative")
    return names, ties

"""What readers of archives share: rows out of JSON and CSV, times, mended text, counting.

Open it to change how rows become activities.

A reader is a module of this folder with

    PLATFORM = "facebook"                     as in readers.requests.accounts.PLATFORMS
    TITLE = "Facebook"
    PARTS = (Part("posts", r"your_posts.*[.]json$", json_rows("item"), take_post), ...)
    def recognise(source: Source) -> Recognition | None
    def promised(source: Source) -> dict[str, int]     member → rows; only where an export lists its own files

`activities` walks the members, gives each to the first part whose pattern is found in its name, and counts every row.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import ijson

from circumspect.domain.activity import Activity, Count, Coverage, Kind, Recognition
from circumspect.readers._kit import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from circumspect.readers.archives._source import Member, Source

_FIRST_ROWS = 20
_SNIFF, _CHUNK = 65536, 2048
_LONGEST_LINE, _LONGEST_CELL = 4 * 1024 * 1024, 16 * 1024 * 1024
# A row that cannot be read raises one of these; anything else is our own mistake and comes up.
UNREADABLE = (ReadError, KeyError, IndexError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
_YEARS = range(1995, 2101)


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of file in an export: how it is called, how its rows come out, and what a row says.

    `pattern`: a regular expression that is searched in the member's name (`/` between folders), case apart; match the
    end of the name and not whole paths, since folders change from era to era. `rows`: stream → raw rows. `take`: row
    and its member → activities; none for a row that says nothing for us; a row it cannot make sense of raises
    ReadError (or KeyError, TypeError, ValueError). `private`: direct messages, read only when asked for. `required`:
    its absence is worth saying.
    """

    name: str
    pattern: str
    rows: Callable[[IO[bytes]], Iterator[Any]]
    take: Callable[[Any, Member], Iterable[Activity]]
    private: bool = False
    required: bool = True

    def matches(self, name: str) -> bool:
        """Say whether a member is of this kind."""
        return re.search(self.pattern, name, re.IGNORECASE) is not None


def activities(reader: ModuleType, source: Source, coverage: Coverage, *, messages: bool = False) -> Iterator[Activity]:
    """Give all activities of a source, in the order of its members; note in `coverage` what was read and what was not.

    With `messages` also direct messages; without, a file that holds them among other things is read and they are not
    given. Every activity has an id, a platform and its member. The same source gives the same in the same order.
    """
    coverage.left += source.left
    promised: dict[str, int] = reader.promised(source) if hasattr(reader, "promised") else {}
    found: set[str] = set()
    unasked: set[str] = set()
    for member in source.members:
        if member.is_media:
            coverage.media += 1
            continue
        part = next((part for part in reader.PARTS if part.matches(member.name)), None)
        if part is None:
            coverage.unknown.append(member.name)
            continue
        found.add(part.name)
        if part.private and not messages:
            unasked.add(part.name)
            continue
        count = Count(member.name, part.name, promised=promised.get(member.name))
        coverage.counts.append(count)
        for one in _read(reader.PLATFORM, source, member, part, count):
            if messages or one.kind is not Kind.MESSAGE:
                yield one
            else:
                count.given -= 1
                unasked.add(part.name)
    coverage.counts += _absent(reader, source, promised)
    coverage.left += [f"{name}: direct messages are read only when asked for" for name in sorted(unasked)]
    coverage.missing += [p.name for p in reader.PARTS if p.required and p.name not in found]


def _absent(reader: ModuleType, source: Source, promised: Mapping[str, int]) -> Iterator[Count]:
    """Give a count without rows for each file that the export's own list names and that is not there."""
    for name, rows in promised.items():
        part = next((part for part in reader.PARTS if part.matches(name)), None)
        if rows and part is not None and name not in source:
            yield Count(name, part.name, broken="is not there, though the export's own list names it", promised=rows)


def _read(platform: str, source: Source, member: Member, part: Part, count: Count) -> Iterator[Activity]:
    """Give the activities of one member; a file that breaks off gives those before the break."""
    try:
        with source.open(member) as stream:
            for row in part.rows(stream):
                count.expected += 1
                try:
                    made = [_complete(one, platform, member) for one in part.take(row, member)]
                except UNREADABLE:
                    count.unreadable += 1
                    if len(count.rows) < _FIRST_ROWS:
                        count.rows.append(count.expected)
                    continue
                if made:
                    count.read += 1
                else:
                    count.aside += 1
                count.given += len(made)
                yield from made
    except ReadError as error:
        count.broken = str(error)
    except (*UNREADABLE, ijson.JSONError, csv.Error, EOFError):
        count.broken = "breaks off or is damaged; what stands before was read"


def _complete(one: Activity, platform: str, member: Member) -> Activity:
    """Give the activity with all that every activity has. Raises TypeError where words are something else."""
    if not (isinstance(one.text, str) and isinstance(one.title, str) and isinstance(one.id, str)):
        raise TypeError
    return replace(one, platform=platform, member=member.name, id=one.id or _made_id(one))


def _made_id(one: Activity) -> str:
    """Make an id from what does not change between two exports of one account."""
    who = f"{one.who.handle}\0{one.who.display}\0{one.who.account}\0{one.who.direction}" if one.who else ""
    when = one.when.isoformat() if one.when and one.kind is not Kind.CONNECTION else ""
    told = "\0".join(
        (one.kind.value, one.sort, when, one.title, one.link, one.text, who, one.thread, one.answers, str(one.mine))
    )
    return "made:" + blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


# --- rows


def json_rows(*prefixes: str) -> Callable[[IO[bytes]], Iterator[Any]]:
    """Make a function that streams the values at these places of a JSON file.

    "item" (a list), "friends_v2.item", "" (all of it). A place inside another one named is not given by itself; ""
    counts only where the file is no list or no place that begins with "item" was named. Of a key that stands twice the
    last counts. Raises ReadError, or what `activities` notes as broken, for a file that ends early, is nested without
    end, holds a number or a row too large, or has none of these places: after a change by the platform nothing may be
    passed over in silence.
    """

    def rows(stream: IO[bytes]) -> Iterator[Any]:
        text = after_assignment(stream)
        listed = any(_in_a_list(prefix) for prefix in prefixes) and text.first == b"["
        wanted = {prefix for prefix in prefixes if prefix or not listed}
        above = {
            ".".join(steps[:n]) for steps in (prefix.split(".") for prefix in wanted) for n in range(1, len(steps) + 1)
        }
        known = "" in wanted or (listed and "item" in wanted)
        steps, events = 0, ijson.parse(text)
        for prefix, event, value in events:
            steps += 1
            if len(prefix) > _LONGEST_PLACE:
                raise ReadError("is nested too deeply")
            known = known or prefix in above
            if prefix not in wanted or event in _NO_VALUE:
                continue
            yield _whole(events, event) if event in _OPENS else _number(value)
        if not known and steps > _EMPTY:
            raise ReadError("holds nothing where we look; the platform may have changed its export")

    return rows


_OPENS, _CLOSES = frozenset({"start_map", "start_array"}), frozenset({"end_map", "end_array"})
_NO_VALUE = _CLOSES | {"map_key"}
_EMPTY = 2  # steps through {} or []
_LONGEST_PLACE = 10_000
_DEEPEST = 200
_LARGEST_ROW = 96 * 1024 * 1024
_STEP = 64  # about what a key or a value takes beside its words
_LONGEST_STRING, _LONGEST_KEY = 2 * 1024 * 1024, 16 * 1024
_QUOTE = re.compile(r'(?<!\\)"')


def _in_a_list(prefix: str) -> bool:
    return prefix == "item" or prefix.startswith("item.")


def _whole(events: Iterator[tuple[str, str, Any]], opening: str) -> dict[str, Any] | list[Any]:
    """Build the value whose opening was just read. Raises ReadError where it is nested too deeply or too large."""
    top: dict[str, Any] | list[Any] = {} if opening == "start_map" else []
    here, key, size = top, "", 0
    outside: list[dict[str, Any] | list[Any]] = []
    for _, event, value in events:
        size += _STEP
        if event == "map_key":
            key = value
            continue
        if event in _CLOSES:
            if not outside:
                break
            here = outside.pop()
            continue
        new: Any = {} if event == "start_map" else [] if event == "start_array" else _number(value)
        if isinstance(here, list):
            here.append(new)
        else:
            here[key] = new
        if event in _OPENS:
            outside.append(here)
            here = new
            if len(outside) > _DEEPEST:
                raise ReadError("is nested too deeply")
        elif event == "string":
            size += len(value)
        if size > _LARGEST_ROW:
            raise ReadError("holds a row that is too large to be one")
    return top


def _number(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


class _Rest:
    """A stream of JSON as UTF-8 from its first bracket on; `first` is that bracket."""

    def __init__(self, first: str, text: io.TextIOWrapper, head: str) -> None:
        self.first = first.encode()
        self._left = b""
        self._chunks = _chunks(head, text)

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes, at most `size`, or all that are left."""
        if size < 0:
            return self._left + b"".join(self._chunks)
        if size and not self._left:
            self._left = next(self._chunks, b"")
        given, self._left = self._left[:size], self._left[size:]
        return given


def _chunks(head: str, text: io.TextIOWrapper) -> Iterator[bytes]:
    """Give a text in pieces of UTF-8, without the `;` of an assignment or the zeros of a broken download at its end.

    The pieces are small: the parser works through one before anybody can stop it, and what nests in it costs the square
    of its depth. Long strings cost the square of their length, so that the text may not go on for long without a
    quotation mark.
    """
    unquoted, before, ended = 0, "", False
    for piece in _pieces(head, text):
        quote = _QUOTE.search(before + piece, len(before))
        ended = ended or (quote is not None and unquoted > _LONGEST_KEY)
        unquoted = 0 if quote else unquoted + len(piece)
        if unquoted > _LONGEST_STRING or (len(piece) == _CHUNK and piece.isdigit()):
            raise ReadError("holds a text or a number that is too long to be one")
        if ended and (after := piece[quote.end() - len(before) :].lstrip() if quote else piece.lstrip()):
            if after.startswith(":"):
                raise ReadError("holds a key that is too long to be one")
            ended = False
        before = piece[-1:]
        yield piece.encode("utf-8", "replace")


def _pieces(head: str, text: io.TextIOWrapper) -> Iterator[str]:
    while following := text.read(_SNIFF):
        yield from (head[at : at + _CHUNK] for at in range(0, len(head), _CHUNK))
        head = following
    head = head.rstrip("; \t\r\n\0")
    yield from (head[at : at + _CHUNK] for at in range(0, len(head), _CHUNK))


def after_assignment(stream: IO[bytes]) -> _Rest:
    """Give a JSON stream from its first bracket on: a BOM and `window.YTD.tweets.part0 =` before it fall away.

    UTF-16 and stray Windows-1252 are decoded. Raises ReadError where there is no bracket: an HTML page, an empty file.
    """
    text = as_text(stream)
    head = text.read(_SNIFF).lstrip("\ufeff \t\r\n")
    if not head:
        raise ReadError("is empty")
    if head.startswith("<"):
        raise ReadError("is a web page; ask the platform for JSON instead of HTML")
    if (found := re.search(r"[\[{]", head)) is None:
        raise ReadError("holds no JSON")
    return _Rest(found.group(), text, head[found.start() :])


def csv_rows(*needed: str, most_preamble: int = 40) -> Callable[[IO[bytes]], Iterator[dict[str, str]]]:
    """Make a function that streams the rows of a CSV file as {heading: cell}, headings small and trimmed.

    The heading row is the first, among the first `most_preamble` rows, that has all of `needed`; without `needed` it is
    the first row with two cells. Encoding (UTF-8, UTF-16, Windows-1252) and delimiter (comma, semicolon, tab) are found
    out. What stands beyond the last heading belongs to the last cell: a delimiter that was not quoted. A row that stray
    quotation marks have made unreadable comes out empty: no `take` can read it.
    """
    wanted = {name.casefold() for name in needed}

    def rows(stream: IO[bytes]) -> Iterator[dict[str, str]]:
        text = as_text(stream)
        head = text.read(_SNIFF)
        if not head.strip():
            raise ReadError("is empty")
        with long_cells():
            delimiter, at, heading = _heading(head, wanted, most_preamble)
        table = Table(_lines(head, text), delimiter)
        for _ in islice(table, at + 1):
            pass
        table.width = len(heading)
        for row in table:
            cells = [cell.strip() for cell in row or ()]
            if beyond := [cell for cell in cells[len(heading) :] if cell]:
                cells[len(heading) - 1 :] = [delimiter.join([cells[len(heading) - 1], *beyond])]
            if any(cells) or row is None:
                yield dict(zip(heading, cells, strict=False))

    return rows


class Table:
    """The rows of a CSV text as lists of cells; None for a row that cannot be made sense of.

    A quotation mark that nobody closed would take all that follows, up to the next one, into its cell. Where `width`,
    the number of headings, is known, it ends with its own row: a line within a cell is taken for a further row when it
    has links and times where the row that it stands in has them. A row whose marks are wrong is divided anew.
    """

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        """Read these lines, each with its end."""
        self.width = 0
        self._lines, self._delimiter = lines, delimiter
        self._back: deque[str] = deque()  # lines to be read again
        self._taken: list[str] = []  # the lines of the row
        self._told: dict[int, str] | None = None  # which of its cells are links or times
        self._sound: list[list[str]] = []  # the first rows that were sound
        self._reader = self._strict()

    def __iter__(self) -> Iterator[list[str] | None]:
        """Give the table itself."""
        return self

    def __next__(self) -> list[str] | None:
        """Give the next row. Raises csv.Error for a cell without end."""
        self._taken, self._told = [], None
        row: list[str] | None
        with long_cells():
            try:
                sound = next(self._reader)
            except _AnotherRowError:
                row = divided_anew("".join(self._taken), self._delimiter, self.width)
            except csv.Error as error:
                if "limit" in str(error):
                    raise
                row = self._divided_anew(cut="end of data" in str(error))
            else:
                if len(sound) == self.width and len(self._sound) < _FIRST_ROWS:
                    self._sound.append(sound)
                return sound
        self._reader = self._strict()
        return row

    def _strict(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=True)

    def _line(self) -> str | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def _feed(self) -> Iterator[str]:
        """Give line after line to the parser. Raises _AnotherRowError where it takes a further row into this one."""
        while (line := self._line()) is not None:
            if self._taken and self._is_row(line):
                self._back.appendleft(line)
                raise _AnotherRowError
            self._taken.append(line)
            yield line

    def _divided_anew(self, *, cut: bool) -> list[str] | None:
        """Find where the row ends whose quotation marks are wrong, and divide it anew. `cut`: the file ends in it."""
        self._told = self._usual() or self._telling()
        if not self._told:
            return self._divided_blindly()
        (first, *more), width = self._taken, self.width
        self._back.extendleft(reversed(more))
        self._taken, most = [first], len(more) + _MOST_LINES
        while (line := self._line()) is not None and not self._is_row(line, ragged=True) and len(self._taken) <= most:
            self._taken.append(line)
        if line is not None:
            self._back.appendleft(line)
        if len(self._taken) > most:  # nothing looks like this row: as forgiving programs read it, from here on
            self._back.extendleft(reversed(self._taken[len(more) + 1 :]))
            del self._taken[len(more) + 1 :]
            self.width = 0
        return divided_anew("".join(self._taken), self._delimiter, width, cut=cut and line is None)

    def _divided_blindly(self) -> list[str] | None:
        """Divide a row anew that has neither link nor time: into its lines, if all are as wide as the table.

        Else as forgiving programs read it.
        """
        more = self._taken[1:]
        if more and all(len(_divided(line, self._delimiter)[0]) == self.width for line in more):
            self._back.extendleft(reversed(more))
            return divided_anew(self._taken[0], self._delimiter, self.width)
        self._back.extendleft(reversed(self._taken))
        return next(csv.reader(iter(self._line, None), delimiter=self._delimiter), None)

    def _is_row(self, line: str, *, ragged: bool = False) -> bool:
        """Say whether a line within a row looks like the beginning of a further one, which may be `ragged`."""
        if self._delimiter not in line or not ("http" in line or "www." in line or _DIGITS.search(line)):
            return False
        told = self._telling()
        first = min(told, default=0)
        if not told or line.count(self._delimiter) < first:
            return False
        if '"' not in line and (cell := line.split(self._delimiter, first + 1)[first].strip()) and not _shape(cell):
            return False
        cells, open_ = _divided(line, self._delimiter)
        least = max(told) + 1 if ragged else self.width
        if len(cells) > self.width or (len(cells) < least and not open_):
            return False
        filled = [at for at in told if at < len(cells) and cells[at].strip()]
        return bool(filled) and all(_shape(cells[at]) == told[at] for at in filled)

    def _telling(self) -> dict[int, str]:
        """Say which cells of the row's first line are links or times: of those that are whole, else of any."""
        if self._told is None:
            self._told = {}
            line = self._taken[0].rstrip("\r\n") if self.width > 1 else ""
            whole, _ = _cells_of(line, _sound_cell(self._delimiter), self.width)
            for cells in (whole, line.split(self._delimiter)[: self.width]):
                self._told = self._told or _shapes([cell.strip('"') for cell in cells])
        return self._told

    def _usual(self) -> dict[int, str]:
        """Say which cells are links or times as a rule, in the first rows and in the lines taken that are rows."""
        lines = (_divided(line, self._delimiter) for line in self._taken[1:_MOST_ASKED] if self.width > 1)
        rows = [*self._sound, *(cells for cells, open_ in lines if len(cells) == self.width and not open_)]
        counted = Counter(tuple(found.items()) for row in rows if (found := _shapes(row)))
        return dict(counted.most_common(1)[0][0]) if counted else {}


@contextmanager
def long_cells() -> Iterator[None]:
    """Let cells of tables be long for a while: how long they may be is one for the whole program, and others set it."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


class _AnotherRowError(Exception):
    """A cell goes on over what looks like a further row."""


_MOST_ASKED, _MOST_LINES, _LONGEST_MENDED = 200, 5000, 1024 * 1024
# In each line that holds a link or a time; told fast, since each line of each long text is asked.
_DIGITS = re.compile(r"\d(?:\d{3}|\d?[-/.]\d\d?[-/.]\d)")
_LINK, _NUMBER = re.compile(r"\s*(?:https?://|www\.)\S"), re.compile(r"\s*\d{9,}\s*")
_DAY = re.compile(
    r"\s*(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2} [^\W\d]{3,9}\.? \d{4}|[^\W\d]{3,9}\.? \d{1,2}, \d{4}|"
    r"[^\W\d]{3} [^\W\d]{3} \d{1,2}(?= \d))([ T,]{1,3}\d{1,2}:\d\d(?::\d\d(?:[.]\d+)?)?(?:\s?[AaPp][Mm])?"
    r"(?:\s?(?:UTC|GMT|Z))?(?:\s?[+-]\d\d:?\d\d)?(?: \d{4})?)?\s*"
)


def _shape(cell: str) -> str:
    """Say what a cell looks like where it is a link, a long number or a time; else nothing."""
    if _LINK.match(cell):
        return "link"
    if _NUMBER.fullmatch(cell):
        return "number"
    if (day := _DAY.fullmatch(cell)) is None:
        return ""
    return re.sub(r"[^\W\d]+", "a", re.sub(r"\d+", "0", day[1])) + ("t" if day[2] else "")


def _shapes(cells: Sequence[str]) -> dict[int, str]:
    return {at: shape for at, cell in enumerate(cells) if (shape := _shape(cell))}


def _divided(line: str, delimiter: str) -> tuple[list[str], bool]:
    """Give the cells of a line by itself, and whether the last goes on in the next line."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), []), False
    except csv.Error as error:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), []), "end of data" in str(error)


def divided_anew(row: str, delimiter: str, width: int, *, cut: bool = False) -> list[str] | None:
    """Divide a row into `width` cells though its quotation marks are wrong: None where it is too long for that.

    First as if a mark ended a cell only before a delimiter; else the cells left and right that are sound are told, and
    one between them has the rest. A row that is `cut` may end in that one.
    """
    row = row.rstrip("\r\n")
    if len(row) > _LONGEST_MENDED:
        return None
    sign = re.escape(delimiter)
    plain = rf'(?!")[^{sign}]*' if cut else rf"[^{sign}]*"
    loose = re.compile(rf'"(?:[^"]|""|"(?!{sign}|\Z))*+"(?={sign}|\Z)|{plain}')
    cells, at = _cells_of(row, loose, width)
    if len(cells) == width and at > len(row):
        return [_unquoted(cell) for cell in cells]
    cells, at = _cells_of(row, _sound_cell(delimiter), width - 1)
    space = r"\s" if cut else r"\n"
    cell = rf'{sign}("(?:[^"]|"")*+"|[^"{sign}{space}]*+)'
    right = re.compile(rf"(.*)((?:{cell}){{{width - len(cells) - 1}}})", re.DOTALL).fullmatch(row, min(at, len(row)))
    rest = re.findall(cell, right[2]) if right else []
    return [_unquoted(one) for one in (*cells, right[1] if right else row[at:], *rest)]


@cache
def _sound_cell(delimiter: str) -> re.Pattern[str]:
    """Give the pattern of a cell that has its marks where they belong, and a delimiter after it."""
    sign = re.escape(delimiter)
    return re.compile(rf'(?:"(?:[^"]|"")*+"|[^"{sign}\n]*+)(?={sign})')


def _cells_of(row: str, cell: re.Pattern[str], most: int) -> tuple[list[str], int]:
    """Give the first cells of a row, at most so many, and where the next begins."""
    cells: list[str] = []
    at = 0
    while len(cells) < most and at <= len(row) and (found := cell.match(row, at)):
        cells.append(found[0])
        at = found.end() + 1
    return cells, at


def _unquoted(cell: str) -> str:
    """Take the marks off a cell that has them on both sides."""
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _lines(head: str, text: io.TextIOWrapper) -> Iterator[str]:
    """Give the lines of a text whose beginning was read already. Raises ReadError at one without end."""
    begun = io.StringIO(head, newline="")
    while line := begun.readline() or text.readline(_LONGEST_LINE):
        if not line.endswith(("\n", "\r")):
            line += text.readline(_LONGEST_LINE)
        if len(line) >= _LONGEST_LINE:
            raise ReadError("holds a line without end")
        yield line


def _heading(head: str, wanted: set[str], most: int) -> tuple[str, int, list[str]]:
    """Find delimiter, number and cells of the heading row: the delimiter that gives most cells. Raises ReadError."""
    found: list[tuple[str, int, list[str]]] = []
    for delimiter in ",;\t":
        for number, row in enumerate(islice(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), most)):
            small = [cell.strip().casefold() for cell in row]
            if wanted <= set(small) and sum(map(bool, small)) >= min(2, len(wanted) or 2):
                found.append((delimiter, number, small))
                break
    if not found:
        raise ReadError("has no heading row that we know")
    return max(found, key=lambda one: len(one[2]))


def as_text(stream: IO[bytes]) -> io.TextIOWrapper:
    """Give a stream of bytes as text: UTF-8 with or without BOM, UTF-16 with one; stray bytes as Windows-1252."""
    head = stream.read(4)
    joined = io.BufferedReader(_Joined(head, stream), _SNIFF)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return io.TextIOWrapper(joined, "utf-16", errors="replace", newline="")
    return io.TextIOWrapper(joined, "utf-8-sig", errors=_STRAY, newline="")


_STRAY = "circumspect-stray-bytes"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that are no UTF-8 as Windows-1252, which is what they nearly always are."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_STRAY, _as_windows)


class _Joined(io.RawIOBase):
    """A stream of which the first bytes were read already."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - io's own signature
        given = self._head[: len(buffer)] if self._head else self._stream.read(len(buffer))
        self._head = self._head[len(given) :]
        buffer[: len(given)] = given
        return len(given)


# --- words and times


def mended(text: object) -> str:
    """Give text that was written as UTF-8 and read as Latin-1, once, twice or three times, as it was meant.

    Facebook and Instagram do so to every text. What was not damaged stays as it is, and so does a letter that was cut
    in two; None gives "". Raises TypeError for what is no text.
    """
    if text is None:
        return ""
    if not isinstance(text, str):
        raise TypeError
    for turn in range(3):
        if text.isascii() or (turn and not _AGAIN.search(text)):
            break
        better, whole = _SEQUENCE.subn(_meant, text)
        if whole <= len(_HIGH.findall(_SEQUENCE.sub("", text))):
            break
        text = better
    return text


# UTF-8's sequences of two, three and four bytes, each byte as a Latin-1 character; and what is left of broken ones.
_SEQUENCE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile("[\x80-\xff]")
# What was damaged twice still holds one of these after the first mending; words that are right, such as CAFÉ», do not.
_AGAIN = re.compile("[\x80-\x9f]|[\xc2\xc3][\xa0-\xbf]|[\xe0-\xf4][\xa0-\xbf]{2}")


def _meant(found: re.Match[str]) -> str:
    try:
        return found.group().encode("latin-1").decode()
    except UnicodeDecodeError:
        return found.group()


def when(value: object) -> datetime | None:
    """Give a time with zone, as platforms write it: since 1970 in seconds down to nanoseconds, ISO 8601, or in words.

    None where there is none (None, "", 0). A time without zone is taken as UTC. Raises ValueError for what is no time
    between 1995 and 2100, TypeError for what is no number or text.
    """
    if isinstance(value, str):
        value = value.strip()
    if value is None or value in ("", 0):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError
    found = _counted(float(value)) if not isinstance(value, str) or _COUNTED.fullmatch(value) else _written(value)
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    if found.year not in _YEARS:
        raise ValueError
    return found


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 4_102_444_800  # 2100
_COUNTED = re.compile(r"[0-9]{9,19}(?:[.][0-9]+)?")
_ZONE = re.compile(r"[ ]?(?:UTC|GMT|Z)(?=$|[+-][0-9])")
_FORMATS = (
    "%a %b %d %H:%M:%S %z %Y", "%d %b %Y", "%m/%d/%y, %I:%M %p", "%m/%d/%Y, %I:%M %p", "%m/%d/%Y", "%m/%d/%y",
    "%b %d, %Y, %I:%M:%S %p", "%b %d, %Y, %I:%M:%S %p%z", "%b %d, %Y, %I:%M %p", "%b %d, %Y %I:%M %p",
    "%b %d, %Y %I:%M:%S %p", "%b %d, %Y", "%B %d, %Y", "%d %b %Y, %H:%M", "%d %b %Y, %H:%M:%S", "%d %b %Y, %H:%M:%S%z",
    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S %z",
)  # fmt: skip


def _counted(number: float) -> datetime:
    for _ in range(3):
        if number > _LATEST:
            number /= 1000
    if not 0 < number <= _LATEST:
        raise ValueError
    return _EPOCH + timedelta(seconds=number)


def _written(value: str) -> datetime:
    value = _ZONE.sub("", value.replace("\u202f", " ").replace("\u00a0", " "))
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    for layout in _FORMATS:
        try:
            return datetime.strptime(value, layout)  # noqa: DTZ007 - UTC where none is written
        except ValueError:
            continue
    raise ValueError


def dig(row: object, *keys: str | int) -> Any:  # noqa: ANN401 - what stands in a JSON file
    """Give what stands deep inside a row, or None where a step is missing: `"data", 0, "comment"`."""
    for key in keys:
        if isinstance(key, int):
            row = row[key] if isinstance(row, list) and -len(row) <= key < len(row) else None
        else:
            row = row.get(key) if isinstance(row, dict) else None
    return row


def text_of(row: Mapping[str, Any], *names: str) -> str:
    """Give the first of these fields that holds text, trimmed; "" where none does."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


# --- recognising


def recognised(
    source: Source, platform: str, layouts: Mapping[str, Sequence[str]], *, least: int = 1
) -> Recognition | None:
    """Say whether a source is a platform's export by its members: layout → patterns of names that only it has.

    The layout with the largest share of its patterns found wins; None with fewer than `least` found. Content should be
    looked at as well wherever the names are ordinary words (`posts.csv`).
    """
    names = "\n".join(member.name for member in source.members)
    best: Recognition | None = None
    for layout, patterns in layouts.items():
        found = [p for p in patterns if re.search(p, names, re.IGNORECASE | re.MULTILINE)]
        if len(found) < least:
            continue
        confidence = 0.5 + 0.5 * len(found) / len(patterns)
        if best is None or confidence > best.confidence:
            because = f"{len(found)} of {len(patterns)} files that only this export has"
            best = Recognition(platform, layout, confidence, because)
    return best


def is_html_form(source: Source, *patterns: str) -> bool:
    """Say whether an export is the form for a browser: pages with these names, and no JSON of the same names."""
    names = [member.name.lower() for member in source.members]
    pages = [name for name in names if name.endswith((".html", ".htm")) and any(re.search(p, name) for p in patterns)]
    return bool(pages) and not any(
        name.endswith(".json") and any(re.search(p, name) for p in patterns) for name in names
    )

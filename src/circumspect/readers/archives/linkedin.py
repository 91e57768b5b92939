"""The export of LinkedIn. Open it when LinkedIn changes a file of it, or to see what is read of it.

A zip of CSV files, `Basic_LinkedInDataExport_…` within minutes, `Complete_LinkedInDataExport_…` within a day; long
articles are HTML files in `Articles/Articles/`.

Confirmed in published exports of 2018, 2024 and 2026, in descriptions of some thirty others and in other people's
parsers: the headings, which are English in
every language; names of files with a blank or a line between words, some with the member's number
(`Shares_155814142.csv`); `Notes:` before the headings of Connections.csv since 2021, links of accounts since 2023; rows
of hidden accounts that hold only a date; quotes doubled in Shares.csv, where besides each line may stand in quotes of
its own, but with a backslash in Comments.csv; `RECIPIENT PROFILE URLS` with commas; messages partly HTML; each file's
own way to write a time; articles with `class="published"`, drafts without. From memory: Groups.csv, some of the words
for who sees a post.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from html import unescape
from html.parser import HTMLParser
from itertools import chain
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import UNREADABLE, Part, Table, as_text, when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "linkedin"
TITLE = "LinkedIn"


# --- rows


def table(*needed: str, escaped: bool = False) -> Callable[[IO[bytes]], Iterator[dict[str, str]]]:
    """Make a function that streams the rows of one of LinkedIn's tables as {heading: cell}, headings small.

    The heading row is the first that has all of `needed`; what stands before it is LinkedIn's note. A row with more
    cells than headings, whose quotes must be wrong, comes out empty: no `take` can read it. `escaped`: a quote within
    a cell has a backslash before it.
    """

    def rows(stream: IO[bytes]) -> Iterator[dict[str, str]]:
        text = as_text(stream)
        head = text.read(_HEAD)
        if head.strip().casefold() in _NOTHING_THERE:
            return
        found = Table(_lines(head, text, escaped=escaped), _delimiter(head, needed))
        heading: list[str] = []
        for row in found:
            cells = [cell.strip() for cell in row or ()]
            if not heading:
                small = [cell.casefold() for cell in cells]
                heading = small if set(needed) <= set(small) else []
                found.width = len(heading)
            elif row is None or any(cells[len(heading) :]):
                yield {}
            elif any(cells):
                yield dict(zip(heading, cells, strict=False))

    return rows


_NOTHING_THERE = ("", "no conversations found")
_HEAD, _LONGEST_CELL, _MOST_BEFORE = 65536, 16 * 1024 * 1024, 60


def _delimiter(head: str, needed: tuple[str, ...]) -> str:
    """Find what stands between cells, by the heading row. Raises ReadError where there is none."""
    for delimiter in ",\t;":
        for number, row in enumerate(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)):
            if set(needed) <= {cell.strip().casefold() for cell in row}:
                return delimiter
            if number > _MOST_BEFORE:
                break
    raise ReadError("has no heading row that we know")


def _lines(head: str, rest: io.TextIOBase, *, escaped: bool) -> Iterator[str]:
    """Give the lines of a file of which the first part was read; an escaped quote becomes a doubled one."""
    first = io.StringIO(head, newline="").readlines()
    first[-1] += rest.readline(_LONGEST_CELL) if not first[-1].endswith(("\n", "\r")) else ""
    for line in chain(first, iter(partial(rest.readline, _LONGEST_CELL), "")):
        yield _BACKSLASH.sub(_doubled, line) if escaped else line


_BACKSLASH = re.compile(r'\\(["\\])')


def _doubled(found: re.Match[str]) -> str:
    return '""' if found[1] == '"' else "\\"


def table_counted(stream: IO[bytes]) -> Iterator[None]:
    """Give nothing for each row but the first: for what is only counted."""
    rows = Table(iter(partial(as_text(stream).readline, _LONGEST_CELL), ""), ",")
    next(rows, None)
    yield from (None for row in rows if row is None or any(row))


def page(stream: IO[bytes]) -> Iterator[_Page]:
    """Give the one page of an HTML file."""
    text = as_text(stream).read(_LONGEST_PAGE)
    if len(text) == _LONGEST_PAGE:
        raise ReadError("is too long for an article")
    found = _Page()
    found.feed(text)
    found.close()
    yield found


_LONGEST_PAGE = 8 * 1024 * 1024


class _Page(HTMLParser):
    """The words of a page: its title, its link, the lines that say when, and the rest."""

    def __init__(self, *, headed: bool = False) -> None:
        """Begin; `headed`: what stands in <h1> is no title."""
        super().__init__()
        self.title = self.link = ""
        self.times: dict[str, str] = {}
        self._headed = headed
        self._body: list[str] = []
        self._inside = ""
        self._silent = 0

    @property
    def text(self) -> str:
        """The body's words, a line for each paragraph."""
        lines = (" ".join(line.split()) for line in "".join(self._body).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a part of the page."""
        told = dict(attrs)
        self._silent += tag in _SILENT
        if tag == "title" or (tag == "h1" and not self._headed):
            self._inside, self.title = "title", ""
            self._headed = self._headed or tag == "h1"
        elif tag == "p" and told.get("class") in _TIMES:
            self._inside = str(told["class"])
        if tag == "a" and self._inside == "title":
            self.link = told.get("href") or ""
        if tag in _BLOCKS:
            self._body.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in ("title", "h1", "p"):
            self._inside = ""
        if tag in _BLOCKS:
            self._body.append("\n")

    def handle_data(self, data: str) -> None:
        """Put words where they belong."""
        if self._silent:
            return
        if self._inside == "title":
            self.title += data
        elif self._inside:
            self.times[self._inside] = self.times.get(self._inside, "") + data
        else:
            self._body.append(data)


_SILENT = frozenset({"script", "style", "template"})
_TIMES = ("created", "published")
_BLOCKS = frozenset(
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "hr", "pre", "figure"]
)
_MARKED = re.compile(
    r"</?(?:p|div|br|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|blockquote|img|table|tr|td)\b[^<>]*>", re.IGNORECASE
)


def plain(text: str) -> str:
    """Give the words of a message that may be HTML."""
    if not _MARKED.search(text):
        return unescape(text).strip()
    found = _Page(headed=True)
    found.feed(text)
    found.close()
    return found.text


# --- times, accounts, who sees it


_NO_TIME = ("", "n/a", "not available", "not applicable", "null")


def _at(value: str) -> datetime | None:
    """Give the time; also `Sat Sep 05 08:12:14 UTC 2026`. Raises ValueError for a way that we do not know."""
    value = value.strip()
    if value.casefold() in _NO_TIME:
        return None
    return when(re.sub(r" (?:UTC|GMT) (\d{4})$", r" +0000 \1", value))


def _at_or_none(value: str) -> datetime | None:
    """Give the day of a connection, None where it is written in a way that we do not know: the name counts."""
    try:
        return _at(value)
    except ValueError:
        return None


def _handle(link: str) -> str:
    """Give the name in a link to an account: linkedin.com/in/NAME."""
    found = re.search(r"linkedin\.com/(?:in|pub)/([^/?#\s,]+)", link, re.IGNORECASE)
    return unquote(found[1]) if found else ""


def _who(row: Mapping[str, str], direction: Direction, *, before: str = "", at: datetime | None = None) -> Request:
    """Give the account of a row with first and last name, whose headings may begin with `before`."""
    names = (row[f"{before}{which} name"].strip('" ') for which in ("first", "last"))  # a mark that nobody closed
    name = " ".join(filter(None, names))
    work = (row.get("position") or row.get("job title") or "", row.get("company") or "")
    return Request(
        handle=_handle(row.get("url") or row.get(f"{before}public url") or ""),
        display=name,
        platform=PLATFORM,
        bio=", ".join(part for part in work if part),
        email=address if "@" in (address := row.get("email address", "")) else "",  # once a number of LinkedIn's own
        direction=direction,
        on=at.date() if at else None,
    )


_SEEN = {
    "PUBLIC": Visibility.PUBLIC,
    "ANYONE": Visibility.PUBLIC,
    "LOGGED_IN": Visibility.PUBLIC,
    "CONNECTIONS": Visibility.CONNECTIONS,
    "CONNECTIONS_ONLY": Visibility.CONNECTIONS,
    "CONTAINER": Visibility.CHOSEN,
    "VISIBLE": Visibility.PUBLIC,
    "ACCEPTED": Visibility.PUBLIC,
    "HIDDEN": Visibility.PRIVATE,
    "PENDING": Visibility.PRIVATE,
    "REJECTED": Visibility.PRIVATE,
}


def _seen(row: Mapping[str, str], *names: str) -> Visibility:
    return next(
        (_SEEN.get(row[name].upper(), Visibility.UNKNOWN) for name in names if row.get(name)), Visibility.UNKNOWN
    )


def _link(value: str | None) -> str:
    return value if value and value.startswith(("http", "www.")) else ""


# --- whose it is


@dataclass(slots=True, repr=False)
class _Known:
    """What other files of the same export say: the owner's name and accounts, and the text of the profile."""

    names: set[str] = field(default_factory=set)
    handles: set[str] = field(default_factory=set)
    about: str = ""

    def mine(self, row: Mapping[str, str]) -> bool:
        """Say whether the owner sent a message."""
        if told := row.get("direction"):
            return told.upper() == "OUTGOING"
        handle = _handle(row.get("sender profile url", ""))
        if handle and self.handles:
            return handle.casefold() in self.handles
        return row["from"].casefold() in self.names


_NOTHING = _Known()
# `take` is handed a row and its member; what `recognise` found in the other files is held here, by the very member.
_HELD: dict[int, tuple[Member, _Known]] = {}
_MOST_HELD = 256
_ENOUGH, _NEARLY_ALL = 2, 0.8


def _known(member: Member) -> _Known:
    held = _HELD.get(id(member))
    return held[1] if held and held[0] is member else _NOTHING


def _hold(source: Source, files: Mapping[Member, str]) -> None:
    """Read whose export it is, and hold it for the members that need it."""
    known = _Known()
    for row in _all(source, files, "profile"):
        known.names.add(" ".join(part for part in (row.get("first name"), row.get("last name")) if part).casefold())
        known.about = row.get("summary", "")
    known.names.discard("")
    known.handles = _own_handles(source, files, known)
    for member in source.members:
        if files.get(member) in ("messages", "messages of the coach", "about"):
            _HELD[id(member)] = member, known
    while len(_HELD) > _MOST_HELD:
        _HELD.pop(next(iter(_HELD)))


def _own_handles(source: Source, files: Mapping[Member, str], known: _Known) -> set[str]:
    """Find the owner's account: who invites, who writes under the owner's name, else who is in all conversations."""
    found: Counter[str] = Counter()
    for row in _all(source, files, "invitations"):
        outgoing = row.get("direction", "").upper() == "OUTGOING"
        found[_handle(row.get("inviterprofileurl" if outgoing else "inviteeprofileurl", ""))] += 1
    seen: dict[str, set[str]] = {}
    conversations: set[str] = set()
    for row in _all(source, files, "messages"):
        sender = _handle(row.get("sender profile url", ""))
        if row.get("from", "").casefold() in known.names:
            found[sender] += 1
        conversations.add(row.get("conversation id", ""))
        for link in (row.get("sender profile url", ""), *row.get("recipient profile urls", "").split(",")):
            seen.setdefault(_handle(link), set()).add(row.get("conversation id", ""))
    del found[""]
    if found or len(conversations) < _ENOUGH:
        return {handle.casefold() for handle, _ in found.most_common(1)}
    seen.pop("", None)
    often = max(seen, key=lambda handle: len(seen[handle]), default="")
    return {often.casefold()} if often and len(seen[often]) >= _NEARLY_ALL * len(conversations) else set()


def _all(source: Source, files: Mapping[Member, str], name: str) -> Iterator[dict[str, str]]:
    """Give the rows of all files of a part as far as they can be read."""
    part = next(part for part in PARTS if part.name == name)
    for member in (member for member, found in files.items() if found == name):
        try:
            with source.open(member) as stream:
                yield from part.rows(stream)
        except (*UNREADABLE, csv.Error, EOFError):
            continue


# --- what the owner wrote


def take_share(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read a post; one without words passes on somebody else's."""
    text, link = _unwrapped(row["sharecommentary"]), _link(row["sharelink"])
    if not text and not link:
        raise ReadError("says nothing")
    passed, media = _link(row.get("sharedurl")), _link(row.get("mediaurl"))
    thing = _thing(link)
    return [
        Activity(
            Kind.WRITTEN, PLATFORM, "post" if text or media else "reshare", thing, _at(row["date"]),
            Surface.GROUP_POST if "groupPost" in thing else Surface.POST, text,
            link=link, visibility=_seen(row, "visibility"), answers=passed,
        )
    ]  # fmt: skip


def _unwrapped(text: str) -> str:
    """Take off the quotes in which some exports put each line of a post."""
    breaks = len(re.findall(r"\n", text))
    if not breaks or breaks != len(re.findall(r'"\r?\n(?=")', text)):
        return text
    lines = re.split(r'"\r?\n"', text)
    if lines[0].startswith('"') and lines[-1].endswith('"'):
        lines[0], lines[-1] = lines[0][1:], lines[-1][:-1]
    return "\n".join(lines).strip()


def _thing(link: str) -> str:
    """Give the platform's number of a post, from its link: urn:li:share:7448081445065035776."""
    found = re.search(r"urn:li:(?:activity|share|ugcPost|groupPost|comment):[\w(),:-]+", unquote(link))
    return found[0] if found else link


def take_comment(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read a comment; one without words, a picture, says nothing to us."""
    text, link = row["message"].strip(), _link(row["link"])
    if not text:
        return []
    return [
        Activity(
            Kind.WRITTEN, PLATFORM, "comment", "", _at(row["date"]), Surface.COMMENT, text,
            link=link, answers=_thing(link),
        )
    ]  # fmt: skip


def take_repost(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read what was passed on at a click."""
    link = row["link"]
    return [
        Activity(
            Kind.WRITTEN, PLATFORM, "reshare", f"repost:{_thing(link)}", _at(row["date"]), Surface.POST,
            link=_link(link), answers=_thing(link),
        )
    ]  # fmt: skip


def take_article(found: _Page, _member: Member) -> Iterable[Activity]:
    """Read an article; a draft has no day on which it was published."""
    if not (found.title.strip() or found.text):
        raise ReadError("holds no words")
    published, created = (_day_in(found.times.get(name, "")) for name in ("published", "created"))
    draft = created is not None and published is None
    return [
        Activity(
            Kind.WRITTEN, PLATFORM, "draft" if draft else "article", _link(found.link), published or created,
            Surface.BLOG, found.text, " ".join(found.title.split()), "" if draft else _link(found.link),
            Visibility.PRIVATE if draft else Visibility.PUBLIC,
        )
    ]  # fmt: skip


def _day_in(words: str) -> datetime | None:
    found = re.search(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?", words)
    return when(found[0]) if found else None


def take_recommendation_given(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read what the owner wrote about somebody."""
    at = _at(row["creation date"])
    return [
        Activity(
            Kind.WRITTEN, PLATFORM, "recommendation given", "", at, Surface.COMMENT, row["text"],
            visibility=_seen(row, "status"), who=_who(row, Direction.UNKNOWN),
        )
    ]  # fmt: skip


# --- what others wrote


def take_recommendation(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read what somebody wrote about the owner."""
    at = _at(row["creation date"])
    return [
        Activity(
            Kind.RECEIVED, PLATFORM, "recommendation", "", at, None, row["text"],
            visibility=_seen(row, "status"), who=_who(row, Direction.UNKNOWN), mine=False,
        )
    ]  # fmt: skip


def take_endorsement(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read which skill somebody vouches for."""
    at = _at(row["endorsement date"])
    return [
        Activity(
            Kind.RECEIVED, PLATFORM, "endorsement", "", at, title=row["skill name"], mine=False,
            visibility=_seen(row, "endorsement status"), who=_who(row, Direction.UNKNOWN, before="endorser "),
        )
    ]  # fmt: skip


def take_endorsement_given(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read which skill the owner vouches for."""
    at = _at(row["endorsement date"])
    return [
        Activity(
            Kind.AFFILIATION, PLATFORM, "endorsement given", "", at, title=row["skill name"],
            visibility=_seen(row, "endorsement status"), who=_who(row, Direction.UNKNOWN, before="endorsee "),
        )
    ]  # fmt: skip


# --- accounts


def take_connection(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read an account that is linked; of one that hides, only the day is there."""
    at = _at_or_none(row["connected on"])
    who = _who(row, Direction.FRIEND, at=at)
    if not who.named:
        return []
    # The name in the link stays when somebody's name changes; without a link, the day tells two of one name apart.
    told = who.handle.casefold() or f"{who.display}\0{row['connected on']}"
    number = "made:" + blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return [Activity(Kind.CONNECTION, PLATFORM, "connection", number, at, link=_link(row.get("url")), who=who)]


def take_invitation(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read who asked to be linked, or was asked, with the words sent along."""
    direction, at = row["direction"].upper(), _at(row["sent at"])
    if direction not in ("INCOMING", "OUTGOING"):
        raise ReadError("does not say who asked whom")
    asks = direction == "INCOMING"
    link = row.get("inviterprofileurl" if asks else "inviteeprofileurl", "")
    who = Request(
        handle=_handle(link),
        display=row["from"] if asks else row["to"],
        platform=PLATFORM,
        direction=Direction.REQUEST if asks else Direction.FOLLOWING,
        on=at.date() if at else None,
    )
    return [
        Activity(
            Kind.CONNECTION, PLATFORM, "request" if asks else "request sent", "", at, text=row["message"],
            link=_link(link), visibility=Visibility.CHOSEN, who=who, mine=not asks,
        )
    ]  # fmt: skip


def take_member_follow(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read whom the owner follows; whom no more is left aside."""
    at, name = _at(row["date"]), row["full name"] if "full name" in row else row["fullname"]
    if row.get("status", "").casefold().startswith("unfollow") or not name:
        return []
    on = at.date() if at else None
    who = Request(display=name, platform=PLATFORM, direction=Direction.FOLLOWING, on=on)
    return [Activity(Kind.CONNECTION, PLATFORM, "following", "", at, who=who)]


def take_message(row: Mapping[str, str], member: Member) -> Iterable[Activity]:
    """Read a direct message; one that was not sent is left aside."""
    at, text, known = _at(row["date"]), plain(row["content"]), _known(member)
    if any(row.get(name, "").casefold() in ("yes", "true") for name in ("is message draft", "is conversation draft")):
        return []
    mine = known.mine(row)
    thread = row["conversation id"] if "conversation id" in row else row["to" if row["direction"] and mine else "from"]
    return [
        Activity(
            Kind.MESSAGE, PLATFORM, "direct message", "", at, Surface.DM, text,
            row.get("conversation title") or row.get("subject") or "",
            visibility=Visibility.CHOSEN, who=_party(row, mine=mine), mine=mine, thread=thread,
        )
    ]  # fmt: skip


def _party(row: Mapping[str, str], *, mine: bool) -> Request | None:
    """Give who wrote, or to whom the owner wrote, where it was one account."""
    links = [row.get("sender profile url", "")] if not mine else row.get("recipient profile urls", "").split(",")
    name = row["to"] if mine else row["from"]
    if len(links) > 1 or not (name or links[0]):
        return None
    return Request(handle=_handle(links[0]), display=name, platform=PLATFORM, direction=Direction.UNKNOWN)


# --- what shows interests


def take_interest(
    row: Mapping[str, str], _member: Member, *, sort: str, title: str, at: str = "", link: str = ""
) -> Iterable[Activity]:
    """Read something followed, liked or joined; what was given up is left aside."""
    if row.get("state", row.get("status", "")).casefold() in _GIVEN_UP:
        return []
    if not row[title]:
        raise ReadError("has no name")
    found = _at(row[at].split(" - ")[0]) if at else None
    place = _link(row.get(link))
    answers = _thing(place) if "urn" in place else ""
    return [Activity(Kind.AFFILIATION, PLATFORM, sort, "", found, title=row[title], link=place, answers=answers)]


_GIVEN_UP = ("unfollow", "unfollowed", "relinquished", "declined", "inactive")


def take_rich_media(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read a picture or video that was put up: what kind, when, and its description."""
    told = row["date/time"] if "date/time" in row else row["type"]
    found = re.search(r"(?:feed |a |an )?(\w+) on (\w+ \d{1,2}, \d{4})(?: at (\d{1,2}:\d\d\s?[AP]M))?", told)
    at = None
    if found:
        month, rest = found[2][:3], found[2].split(" ", 1)[1]
        at = when(f"{month} {rest}, {found[3]}" if found[3] else f"{month} {rest}")
    link = row.get("media link") or row.get("link") or ""
    return [
        Activity(
            Kind.MEDIA, PLATFORM, found[1].lower() if found else "", "", at,
            title="" if (about := row.get("media description", "")) == "-" else about, link=_link(link),
        )
    ]  # fmt: skip


# --- the profile


def take_profile(row: Mapping[str, str], _member: Member) -> Iterable[Activity]:
    """Read headline, summary and the facts of the profile."""
    name = " ".join(part for part in (row["first name"], row["last name"]) if part)
    yield from _bio("headline", row["headline"])
    yield from _bio("about", row.get("summary", ""))
    yield from _facts({"name": name, "location": row.get("geo location", "")}, Visibility.PUBLIC)
    yield from _facts({sort: row.get(heading, "") for sort, heading in _PERSONAL.items()}, Visibility.UNKNOWN)


_PERSONAL = {
    "maiden name": "maiden name",
    "address": "address",
    "birth date": "birth date",
    "post code": "zip code",
    "handle on X": "twitter handles",
    "website": "websites",
    "messenger": "instant messengers",
}


def take_about(row: Mapping[str, str], member: Member) -> Iterable[Activity]:
    """Read the summary of the profile, unless Profile.csv has it too."""
    text = row["profile summary"]
    return [] if text == _known(member).about else _bio("about", text)


def take_station(row: Mapping[str, str], _member: Member, *, sort: str, names: tuple[str, ...]) -> Iterable[Activity]:
    """Read a post, a school, a certificate …: a fact, and the words the owner wrote about it."""
    told = [row[names[0]], *(row.get(name, "") for name in names[1:])]
    fact = ", ".join(part for part in told if part)
    words = "\n".join(row[name] for name in _OWN_WORDS if row.get(name))
    if not fact and not words:
        raise ReadError("says nothing")
    yield from _facts({sort: fact}, Visibility.PUBLIC)
    yield from _bio(sort, words, title=fact)


_OWN_WORDS = ("description", "notes", "activities")


def take_contact(row: Mapping[str, str], _member: Member, *, sort: str, heading: str) -> Iterable[Activity]:
    """Read a telephone number or an e-mail address."""
    return _facts({sort: row[heading]}, Visibility.UNKNOWN)


def _bio(sort: str, text: str, *, title: str = "") -> Iterator[Activity]:
    if text:
        yield Activity(
            Kind.WRITTEN, PLATFORM, sort, "" if title else f"profile:{sort}",
            surface=Surface.BIO, text=text, title=title, visibility=Visibility.PUBLIC,
        )  # fmt: skip


def _facts(facts: Mapping[str, str], visibility: Visibility) -> Iterator[Activity]:
    for sort, text in facts.items():
        if text:
            yield Activity(Kind.FACT, PLATFORM, sort, text=text, visibility=visibility)


def aside(_row: object, _member: Member) -> Iterable[Activity]:
    """Give nothing: the file is none of ours."""
    return []


# --- the parts


def _csv(*names: str) -> str:
    """Make the pattern of files: a blank or a line between words, the member's number or a copy's behind."""
    words = "|".join(name.replace(" ", "[ _]?") for name in names)
    return rf"(?:^|/)(?:{words})(?:_\d+)?(?: ?\(\d+\))?\.csv$"


def _part(name: str, needed: str, take: Callable[..., Iterable[Activity]], *files: str, required: bool = False) -> Part:
    return Part(name, _csv(*files), table(*needed.split(",")), take, required=required)


def _interest(name: str, sort: str, needed: str, file: str, *, at: str = "", link: str = "") -> Part:
    take = partial(take_interest, sort=sort, title=needed.partition(",")[0], at=at, link=link)
    return _part(name, needed, take, file, required=name == "reactions")


def _station(name: str, sort: str, needed: str, file: str, *more: str, required: bool = False) -> Part:
    names = (*needed.split(","), *more)
    return _part(name, names[0], partial(take_station, sort=sort, names=names), file, required=required)


def _messages(name: str, *files: str, required: bool = False) -> Part:
    rows = table("from", "date", "content")  # conversations have numbers since 2019
    return Part(name, _csv(*files), rows, take_message, private=True, required=required)


_RECOMMENDED = "first name,last name,text,creation date"
_ENDORSED = "endorsement date,skill name,"
_ASIDE = (
    "Ad Targeting", "Ads Clicked", "LAN Ads Engagement", "Contacts", "ImportedContacts", "Imported Contacts",
    "Inferences about you", "Learning", "Logins", "Registration", "Receipts", "Receipts v2",
    "SearchQueries", "Search Queries", "Security Challenges", "Saved Items", "SavedJobAlerts", "Saved Job Alerts",
    "Private identity asset", "Verifications", "Notes", "Languages", "Ad Accounts",
    "Jobs/[^/]*", "Job Applicant Saved[^/]*", "Job Applications", "Job Seeker Preferences", "Saved Jobs",
    "Online Job Postings",
)  # fmt: skip

PARTS = (
    _part("posts", "date,sharelink,sharecommentary", take_share, "Shares", required=True),
    Part("comments", _csv("Comments"), table("date", "link", "message", escaped=True), take_comment),
    _part("reposts", "date,link", take_repost, "InstantReposts", "Instant Reposts"),
    Part("articles", r"(?:^|/)Articles/(?:[^/]*/)*[^/]+\.html?$", page, take_article, required=False),
    _interest("reactions", "like", "type,date,link", "Reactions", at="date", link="link"),
    _interest("votes", "vote", "optiontext,date,link", "Votes", at="date", link="link"),
    _part("connections", "first name,last name,connected on", take_connection, "Connections", required=True),
    _part("invitations", "from,to,sent at,direction", take_invitation, "Invitations", required=True),
    _part("people followed", "date,status", take_member_follow, "Member Follows"),
    _interest("companies followed", "company", "organization,followed on", "Company Follows", at="followed on"),
    _interest("hashtags followed", "hashtag", "hashtag", "Hashtag Follows"),
    _interest("hashtags of the profile", "hashtag", "member posts about hashtags", "Member Hashtags"),
    _interest("events", "event", "event name,event time", "Events", at="event time", link="external url"),
    _interest("groups", "group", "group name", "Groups", link="group url"),
    _interest("causes", "cause", "supported cause", "Causes You Care About"),
    _part(
        "recommendations received", _RECOMMENDED, take_recommendation, "Recommendations Received", "Recommendations",
        required=True,
    ),
    _part("recommendations given", _RECOMMENDED, take_recommendation_given, "Recommendations Given"),
    _part(
        "endorsements received", _ENDORSED + "endorser first name", take_endorsement, "Endorsement Received Info",
        required=True,
    ),
    _part("endorsements given", _ENDORSED + "endorsee first name", take_endorsement_given, "Endorsement Given Info"),
    _part("profile", "first name,last name,headline", take_profile, "Profile", required=True),
    _part("about", "profile summary", take_about, "Profile Summary"),
    _station("positions", "employer", "title,company name", "Positions", "location", required=True),
    _station("education", "school", "school name", "Education", "degree name"),
    _station("certificates", "certificate", "name", "Certifications", "authority"),
    _station("volunteering", "volunteering", "role,company name", "Volunteering", "cause"),
    _station("projects", "project", "title", "Projects"),
    _station("honors", "honor", "title", "Honors"),
    _station("publications", "publication", "name", "Publications", "publisher"),
    _station("organizations", "organization", "name", "Organizations", "position"),
    _station("skills", "skill", "name", "Skills"),
    _station("courses", "course", "name", "Courses"),
    _part(
        "e-mail addresses", "email address", partial(take_contact, sort="e-mail", heading="email address"),
        "Email Addresses",
    ),
    _part(
        "telephone numbers", "number", partial(take_contact, sort="telephone", heading="number"),
        "PhoneNumbers", "Phone Numbers", "Whatsapp Phone Numbers",
    ),
    Part("pictures and videos", _csv("Rich Media"), table(), take_rich_media, required=False),
    _messages("messages", "messages", required=True),
    _messages(
        "messages of the coach", "guide messages", "coach messages", "learning coach messages",
        "learning role play messages",
    ),
    Part("not for us", _csv(*_ASIDE), table_counted, aside, required=False),
)  # fmt: skip


# --- recognising


# Headings that no other platform's tables have together.
_SIGNS: dict[str, tuple[str, ...]] = {
    "posts": ("sharelink", "sharecommentary"),
    "connections": ("first name", "last name", "connected on"),
    "messages": ("conversation id", "conversation title", "from"),
    "invitations": ("sent at", "direction", "message"),
    "profile": ("first name", "last name", "maiden name", "headline"),
    "endorsements received": ("endorsement date", "skill name"),
    "endorsements given": ("endorsement date", "skill name"),
    "recommendations received": ("job title", "creation date", "text"),
    "recommendations given": ("job title", "creation date", "text"),
    "positions": ("company name", "title", "started on"),
    "companies followed": ("organization", "followed on"),
    "comments": ("date", "link", "message"),
    "reactions": ("date", "type", "link"),
}
_SURE = ("posts", "connections", "messages", "invitations", "profile", "endorsements received")
_MOST_HEAD = 4096


def recognise(source: Source) -> Recognition | None:
    """Say whether it is an export of LinkedIn, by the headings of its tables."""
    files = {member: _part_of(member) for member in source.members if not member.is_media}
    signed = [part for member, part in files.items() if _is_signed(source, member, part)]
    if not signed and any("linkedin.com/pulse/" in _head(source, m) for m, part in files.items() if part == "articles"):
        signed = ["articles"]
    if not signed:
        return None
    _hold(source, files)
    sure = sum(part in _SURE for part in signed)
    confidence = 0.98 if sure > 1 else 0.9 if sure else 0.6 if len(signed) > 1 or signed == ["articles"] else 0.45
    because = f"{len(signed)} tables with headings as only LinkedIn's have"
    return Recognition(PLATFORM, _layout(source, files), confidence, because)


def _part_of(member: Member) -> str:
    return next((part.name for part in PARTS if part.matches(member.name)), "")


def _head(source: Source, member: Member) -> str:
    return source.peek(member, _MOST_HEAD).decode("utf-8", "replace")


def _is_signed(source: Source, member: Member, part: str) -> bool:
    if part not in _SIGNS:
        return False
    cells = re.split(r'[,;\t\r\n"\ufeff]+', _head(source, member).replace("\0", "").casefold())
    return set(_SIGNS[part]) <= {cell.strip() for cell in cells}


def _layout(source: Source, files: Mapping[Member, str]) -> str:
    """Give the era: links of accounts came in 2023; a complete export has posts, comments or reactions."""
    tables = [member for member, part in files.items() if part in ("connections", "messages")]
    if tables and not any(
        re.search(r",\"?(?:url|recipient profile urls)\"?,", _head(source, m).casefold()) for m in tables
    ):
        return "until 2023"
    return "complete" if set(files.values()) & {"posts", "comments", "reactions"} else "basic"

"""Mastodon's account archive and the lists of its "Import and export" page. Open it when Mastodon changes them.

Confirmed in Mastodon's own source (`BackupService`, `Export`, the ActivityPub serializers, `TagManager`) and in
archives that people published: `outbox.json` holds every own post, messages among them, as `Create` with a `Note` (or a
`Question`, for a poll), and boosts as `Announce`, whose object is an address, or the whole post where somebody boosted
an own post for followers; `likes.json` and `bookmarks.json` hold addresses only; lists of blocked accounts and of list
members have no heading. Until 2023 the archive was a tar.gz, which is refused before it comes here. Who can see a post
is told by `to` and `cc` alone. Followers are in no archive; a list of them (`followers.csv`) is read where a server
gives one. Pleroma, Akkoma and GoToSocial write nearly the same; that is from memory. The keys in `actor.json` are never
read.
"""

from __future__ import annotations

import csv
import re
from html import unescape
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import Part, as_text, dig, json_rows, text_of, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "mastodon"
TITLE = "Mastodon"

_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_LONGEST = 1_000_000
_ITEMS = ("orderedItems.item", "first.orderedItems.item", "items.item", "item")
_LINES = frozenset({"br", "li", "div"})
_PARAGRAPHS = frozenset({"p", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
# The standard library's parser needs minutes for half a megabyte of "<!"; this looks at each sign once.
_TAG = re.compile(r"<(?:(?P<closes>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)|[!?])(?P<rest>[^<>]*+)>")
_SILENT = frozenset({"script", "style", "template"})
_FIELDS = {
    "website": "website", "web": "website", "homepage": "website", "blog": "website", "e-mail": "e-mail",
    "email": "e-mail", "phone": "phone", "telephone": "phone", "location": "place", "birthday": "birth date",
    "employer": "employer", "work": "employer", "school": "school", "pronouns": "pronouns",
}  # fmt: skip


# --- the outbox


def outbox_rows(stream: IO[bytes]) -> Iterator[Any]:
    """Give each activity of an outbox; one that stands there again gives None, which is left aside."""
    seen: set[str] = set()
    for row in json_rows(*_ITEMS)(stream):
        key = row.get("id") if isinstance(row, dict) else None
        if isinstance(key, str) and key in seen:
            yield None
            continue
        if isinstance(key, str):
            seen.add(key)
        yield row


def take_outbox(row: Any, member: Member) -> list[Activity]:  # noqa: ANN401, ARG001 - what stands in a JSON file
    """Give what one activity of the outbox says: a post, its picture descriptions, a boost, or a direct message."""
    if row is None:
        return []
    sort = row["type"]
    if sort == "Announce":
        return [_boost(row)]
    note = row["object"] if sort == "Create" else row
    if sort != "Create" and not isinstance(row.get("content"), str):
        return []  # a follow, a like, a deletion: the archives of other servers hold some
    if not isinstance(note, dict):
        raise ReadError("holds a post without its words")
    return _posts(row, note)


def _boost(row: Mapping[str, Any]) -> Activity:
    target = row["object"]
    whole = target if isinstance(target, dict) else {}
    address = whole.get("id") if whole else target
    if not isinstance(address, str):
        raise TypeError
    own = bool(whole) and whole.get("attributedTo") == row.get("actor")
    return Activity(
        Kind.WRITTEN,
        PLATFORM,
        sort="reshare",
        id=text_of(row, "id"),
        when=when(row.get("published")),
        surface=Surface.POST,
        text=_words(whole) if own else "",
        link=address,
        answers=address,
        visibility=_visibility(row) or Visibility.UNKNOWN,
    )


def _posts(row: Mapping[str, Any], note: Mapping[str, Any]) -> list[Activity]:
    seen_by = _visibility(note) or _visibility(row) or Visibility.UNKNOWN
    attached = [one for one in _listed(note.get("attachment")) if isinstance(one, dict)]
    answered = note.get("inReplyTo")
    answered = answered.get("id") if isinstance(answered, dict) else answered
    own = isinstance(answered, str) and answered.startswith(f"{_actor(row, note)}/")
    direct = seen_by is Visibility.CHOSEN
    post = Activity(
        Kind.MESSAGE if direct else Kind.WRITTEN,
        PLATFORM,
        sort="thread" if own and not direct else "",
        id=text_of(note, "id", "url") or text_of(row, "id"),
        when=when(note.get("published") or row.get("published")),
        surface=_surface(note, direct=direct, replies=bool(answered) and not own),
        text=_words(note),
        title=text_of(note, "name"),
        link=text_of(note, "url", "id"),
        visibility=seen_by,
        answers=answered or "",
        who=_addressed(note, _actor(row, note)) if direct else None,
        media=tuple(filter(None, (_file(one) for one in attached))),
        thread=text_of(note, "context", "conversation") if direct else "",
    )
    return [post, *([] if direct else _described(post, attached))]


def _surface(note: Mapping[str, Any], *, direct: bool, replies: bool) -> Surface:
    if direct:
        return Surface.DM
    if note.get("type") == "Article":
        return Surface.BLOG
    return Surface.REPLY if replies else Surface.POST


def _described(post: Activity, attached: list[dict[str, Any]]) -> list[Activity]:
    """Give the descriptions of pictures: the owner's words, and public with the post."""
    return [
        Activity(
            Kind.WRITTEN,
            PLATFORM,
            sort="picture description",
            id=f"{post.id}#description-{number}",
            when=post.when,
            surface=Surface.CAPTION,
            text=text_of(one, "name"),
            link=post.link,
            visibility=post.visibility,
            media=tuple(filter(None, (_file(one),))),
        )
        for number, one in enumerate(attached, 1)
        if text_of(one, "name") and one.get("type") != "Link"
    ]


def _words(note: Mapping[str, Any]) -> str:
    """Give the words of a post: the content warning, the text, the answers of a poll, each on its own line."""
    content = note.get("content")
    if content is None and isinstance(note.get("contentMap"), dict):
        content = next(iter(note["contentMap"].values()), None)
    lines = [plain_text(note.get("summary")), plain_text(content)]
    options = _listed(note.get("oneOf") or note.get("anyOf"))
    lines += [plain_text(one.get("name")) for one in options if isinstance(one, dict)]
    return "\n".join(filter(None, lines))


def _visibility(row: Mapping[str, Any]) -> Visibility | None:
    """Say who can see something by whom it is addressed to; CHOSEN for a direct message, None where nothing is said."""
    if "to" not in row and "cc" not in row:
        return None
    everyone = [one for key in ("to", "cc") for one in _listed(row.get(key)) if isinstance(one, str)]
    if _PUBLIC.intersection(everyone):
        return Visibility.PUBLIC
    if any(one.rstrip("/").endswith("/followers") for one in everyone):
        return Visibility.CONNECTIONS
    return Visibility.CHOSEN


def _addressed(note: Mapping[str, Any], owner: str) -> Request | None:
    """Give the first account that a direct message names, the owner's own apart."""
    for tag in _listed(note.get("tag")):
        if not isinstance(tag, dict) or tag.get("href") == owner:
            continue
        if tag.get("type") == "Mention" and text_of(tag, "name"):
            handle = text_of(tag, "name").removeprefix("@")
            host = urlsplit(text_of(tag, "href")).hostname
            return _account(handle if "@" in handle or not host else f"{handle}@{host}", Direction.UNKNOWN)
    return None


def _actor(row: Mapping[str, Any], note: Mapping[str, Any]) -> str:
    return text_of(row, "actor") or text_of(note, "attributedTo") or "nobody"


def _file(attached: Mapping[str, Any]) -> str:
    """Give the name that a picture has in the archive; servers put their own folder before it."""
    address = attached.get("url")
    address = text_of(address[0], "href") if isinstance(address, list) and address else address
    if not isinstance(address, str) or attached.get("type") == "Link":
        return ""
    at = address.find("media_attachments/")
    return address[at:] if at >= 0 else "" if "://" in address else address.removeprefix("/")


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _account(handle: str, direction: Direction) -> Request:
    return Request(handle=handle, platform=PLATFORM, direction=direction)


# --- the profile


def take_actor(row: Any, member: Member) -> list[Activity]:  # noqa: ANN401, ARG001 - what stands in a JSON file
    """Give the profile: its text and its fields; what else stands there, keys above all, is not read."""
    if "preferredUsername" not in row:
        raise ReadError("holds no profile that we know")
    link, key = text_of(row, "url", "id"), text_of(row, "id", "url")
    bio = Activity(
        Kind.WRITTEN,
        PLATFORM,
        sort="profile",
        id=f"{key}#profile",
        surface=Surface.BIO,
        text=plain_text(row.get("summary")),
        title=text_of(row, "name", "preferredUsername"),
        link=link,
        visibility=Visibility.PUBLIC,
    )
    return [bio, *(_field(one, key, link) for one in _listed(row.get("attachment")) if dig(one, "value"))]


def _field(row: Mapping[str, Any], key: str, link: str) -> Activity:
    name = plain_text(row.get("name"))
    return Activity(
        Kind.FACT,
        PLATFORM,
        sort=_FIELDS.get(name.casefold(), "profile field"),
        id=f"{key}#field-{name}",
        text=plain_text(row["value"]),
        title=name,
        link=link,
        visibility=Visibility.PUBLIC,
    )


# --- likes, bookmarks, lists


def take_like(row: Any, member: Member) -> list[Activity]:  # noqa: ANN401, ARG001 - what stands in a JSON file
    """Give one post that was liked: its address is all that the archive has."""
    return [_marked(row, "like", Visibility.UNKNOWN)]


def take_bookmark(row: Any, member: Member) -> list[Activity]:  # noqa: ANN401, ARG001 - what stands in a JSON file
    """Give one post that was kept as a bookmark, which only the owner sees."""
    return [_marked(row[0] if isinstance(row, list) else row, "bookmark", Visibility.PRIVATE)]


def _marked(row: object, sort: str, seen_by: Visibility) -> Activity:
    link = text_of(row, "id", "url") if isinstance(row, dict) else row
    if not isinstance(link, str) or not link.strip():
        raise TypeError
    return Activity(Kind.AFFILIATION, PLATFORM, sort=sort, id=f"{sort}:{link}", link=link, visibility=seen_by)


def list_rows(stream: IO[bytes]) -> Iterator[list[str]]:
    """Give the rows of a list as cells; the heading, where there is one, falls away."""
    for number, row in enumerate(csv.reader(as_text(stream))):
        cells = [cell.strip() for cell in row]
        if any(cells) and not (number == 0 and cells[0].casefold().startswith("account address")):
            yield cells


def take_following(row: list[str], member: Member) -> list[Activity]:  # noqa: ARG001
    """Give one account that the owner follows."""
    return [_linked(row, "following", Direction.FOLLOWING)]


def take_follower(row: list[str], member: Member) -> list[Activity]:  # noqa: ARG001
    """Give one account that follows the owner."""
    return [_linked(row, "follower", Direction.FOLLOWER)]


def _linked(row: list[str], sort: str, direction: Direction) -> Activity:
    who = _account(_address(row[0]), direction)
    return Activity(Kind.CONNECTION, PLATFORM, sort=sort, who=who, id=f"{sort}:{who.handle.casefold()}")


def take_list_member(row: list[str], member: Member) -> list[Activity]:  # noqa: ARG001
    """Give one account of a list; lists of Mastodon are seen by their owner alone."""
    who = _account(_address(row[1]), Direction.FOLLOWING)
    return [
        Activity(Kind.AFFILIATION, PLATFORM, sort="list member", title=row[0], who=who, visibility=Visibility.PRIVATE)
    ]


def take_aside(row: object, member: Member) -> list[Activity]:  # noqa: ARG001
    """Leave aside what shows nothing to others: blocked and muted accounts, filters."""
    return []


def _address(cell: str) -> str:
    handle = cell.removeprefix("@")
    if not re.fullmatch(r"[^\s@]+(@[^\s@]+)?", handle):
        raise ReadError("holds a row without an account's address")
    return handle


# --- HTML to words


def plain_text(html: object) -> str:
    """Give the words of a piece of HTML as people see them: paragraphs apart, links in full; "" for None."""
    if html is None:
        return ""
    if not isinstance(html, str) or len(html) > _LONGEST:
        raise TypeError
    lines = [line.strip(" ") for line in "".join(_said(html)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _said(html: str) -> Iterator[str]:
    """Give what a reader would see, piece by piece: words, and the line breaks that tags make."""
    silent, kept, at = "", False, 0
    for tag in _TAG.finditer(html):
        if not silent:
            yield _data(html[at : tag.start()], kept=kept)
        at = tag.end()
        closes, name = bool(tag["closes"]), (tag["name"] or "").lower()
        if silent:
            silent = "" if closes and name == silent else silent
        # A quoted post stands in the text once more, for old servers, as "RE:" and its address.
        elif not closes and (name in _SILENT or "quote-inline" in tag["rest"]):
            silent = name
        if name == "pre":
            kept = not closes
        if name in _PARAGRAPHS:
            yield "\n\n"
        elif name in _LINES and not closes:
            yield "\n"
    if not silent:
        yield _data(html[at:], kept=kept)


def _data(words: str, *, kept: bool) -> str:
    """Give words; line breaks of the source are blanks, except where they are meant."""
    return unescape(words if kept else re.sub(r"[ \t\r\n\f]+", " ", words))


# --- which export


PARTS = (
    Part("posts", r"(^|/)outbox[.]json$", outbox_rows, take_outbox),
    Part("profile", r"(^|/)actor[.]json$", json_rows(""), take_actor),
    Part("likes", r"(^|/)likes[.]json$", json_rows(*_ITEMS), take_like, required=False),
    Part("bookmarks", r"(^|/)bookmarks[.]json$", json_rows(*_ITEMS), take_bookmark, required=False),
    Part("accounts followed", r"following(_accounts)?[^/]*[.]csv$", list_rows, take_following),
    Part("followers", r"followers[^/]*[.]csv$", list_rows, take_follower, required=False),
    Part("lists", r"(^|/)lists[^/]*[.]csv$", list_rows, take_list_member, required=False),
    Part("bookmarks as a list", r"(^|/)bookmarks[^/]*[.]csv$", list_rows, take_bookmark, required=False),
    Part("blocked and muted", r"(blocked|blocks|muted|mutes)[^/]*[.]csv$", list_rows, take_aside, required=False),
    Part("filters", r"(^|/)custom_filters[.]json$", json_rows("custom_filters.item"), take_aside, required=False),
)  # fmt: skip


def recognise(source: Source) -> Recognition | None:
    """Say whether a source is an account's archive or some of the lists of Mastodon's export page."""
    outbox = any(_is_outbox(source, one) for one in source.members if PARTS[0].matches(one.name))
    actor = any(b"preferredUsername" in _head(source, one) for one in source.members if PARTS[1].matches(one.name))
    if outbox:
        because = "an outbox of ActivityPub" + (" with its profile" if actor else "")
        return Recognition(PLATFORM, "archive", 0.99 if actor else 0.9, because)
    if actor:
        return Recognition(PLATFORM, "archive", 0.8, "a profile of ActivityPub")
    if any(_is_list(source, one) for one in source.members):
        return Recognition(PLATFORM, "lists", 0.9, "a list of accounts of Mastodon's export page")
    return None


def _head(source: Source, member: Member) -> bytes:
    return source.peek(member, 65536)


def _is_outbox(source: Source, member: Member) -> bool:
    head = _head(source, member)
    return b"orderedItems" in head and (b"activitystreams" in head or b"OrderedCollection" in head)


def _is_list(source: Source, member: Member) -> bool:
    if not member.name.lower().endswith(".csv"):
        return False
    return source.peek(member, 64).removeprefix(b"\xef\xbb\xbf").lower().startswith(b"account address")

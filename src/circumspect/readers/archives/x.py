"""The archive of X (Twitter). Open it when X changes a file of its archive, or to see what is read of it.

Three eras. Since 2022: `data/tweets.js` and some eighty files beside it, each `window.YTD.NAME.partN = [...]`, with
`manifest.js`. 2018 to 2022: the same with `tweet.js`, at first without a `"tweet"` around each row. Until 2018:
`tweets.csv`, and the same tweets by month in `data/js/tweets/2014_01.js`, `Grailbird.data.tweets_2014_01 = [...]`.

Confirmed in published archives and in other people's parsers: file names, the assignment before the JSON, tweets with
HTML entities and t.co links, likes without author or time, followers as account numbers, conversations newest first
with their kinds of events, `userInfo` and counts in the manifest, the columns of `tweets.csv`. A long post stands in
`note-tweet.js` under a number of its own and its tweet, cut short, in `tweets.js`: nothing joins the two but the second
and the first words (in some, the number). From the README in the archive alone: articles, community notes. From
memory: phone-number, twitter-circle-tweet, lists with `urls`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from html import unescape
from typing import IO, TYPE_CHECKING, Any

import ijson

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import (
    UNREADABLE,
    Part,
    after_assignment,
    csv_rows,
    dig,
    json_rows,
    text_of,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "x"
TITLE = "X (Twitter)"

_STATUS = "https://x.com/i/web/status/"


# --- rows


class _Again:
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int = -1) -> bytes:
        """Give the first bytes, then the rest; never more than asked for."""
        if not self._head:
            return self._stream.read(size)
        given = self._head if size < 0 else self._head[:size]
        self._head = self._head[len(given) :]
        return given


def tweet_rows(stream: IO[bytes]) -> Iterator[Any]:
    """Stream the tweets of an archive's script, or of tweets.csv."""
    head = stream.read(_MOST_HEAD)
    again: Any = _Again(head, stream)
    table = all(sign in head for sign in _TABLE)
    return csv_rows("tweet_id", "timestamp", "text")(again) if table else json_rows("item")(again)


def rows_counted(stream: IO[bytes]) -> Iterator[None]:
    """Give nothing for each row, without holding it: for what is only counted."""
    text = after_assignment(stream)
    if text.first != b"[":
        return
    depth = 0
    for event, _ in ijson.basic_parse(text, use_float=True):
        depth -= event in _CLOSES
        if depth == 1 and event not in _CLOSES:
            yield None
        depth += event in _OPENS


def no_rows(_stream: IO[bytes]) -> Iterator[None]:
    """Give no row: for files that hold none."""
    return iter(())


def message_rows(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Stream the events of all conversations: {"conversation": its number, "event": {kind: what it says}}."""
    text = after_assignment(stream)
    conversation, builder, depth = "", None, 0
    for prefix, event, value in ijson.parse(text, use_float=True):
        if prefix == "item" and event == "start_map":
            conversation = ""
        elif prefix == "item.dmConversation.conversationId":
            conversation = str(value)
        elif prefix == "item" and event == "end_map" and not conversation:
            yield {}
        if prefix == "item.dmConversation.messages.item" and builder is None:
            builder = ijson.ObjectBuilder()
        if builder is None:
            continue
        builder.event(event, value)
        depth += (event in _OPENS) - (event in _CLOSES)
        if depth > _DEEPEST:
            raise ReadError("is nested too deeply")
        if depth == 0:
            yield {"conversation": conversation, "event": builder.value}
            builder = None


_OPENS, _CLOSES = ("start_map", "start_array"), ("end_map", "end_array")
_DEEPEST = 200


# --- what other files of the same archive say


@dataclass(frozen=True, slots=True, repr=False)
class _Note:
    """A long post: its number, second, first words and full text."""

    id: str
    at: datetime | None
    opening: str
    text: str


@dataclass(slots=True, repr=False)
class _Known:
    """What must be known of an archive to read one of its files: whose it is, long posts, names of media, who sees it.

    `notes`: long posts by the second they were written in; `told`: those whose tweet is in the archive too.
    """

    owner: str = ""
    handle: str = ""
    notes: dict[datetime, list[_Note]] = field(default_factory=dict)
    by_number: dict[str, _Note] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    media: dict[str, tuple[str, ...]] = field(default_factory=dict)
    visibility: Visibility = Visibility.UNKNOWN
    monthly: bool = False

    def note_of(self, tweet: Mapping[str, Any]) -> _Note | None:
        """Give the long post whose tweet this is."""
        if not self.by_number:
            return None
        if found := self.by_number.get(_number(tweet)):
            return found
        at, opening = when(tweet.get("created_at")), _opening(_words(tweet))
        if at is None or len(opening) < _ENOUGH:
            return None
        near = (n for lag in _LAGS for n in self.notes.get(at + lag, ()))
        return next((n for n in near if n.opening.startswith(opening) or opening.startswith(n.opening)), None)


_ENOUGH = 12
_LAGS = tuple(timedelta(seconds=s) for s in (0, 1, -1, 2, -2))
_NOTHING = _Known()
# `take` is handed a row and its member; what `recognise` found in the other files is held here, by the very member.
_HELD: dict[int, tuple[Member, _Known]] = {}
_MOST_HELD = 1024
_TWEETS = ("tweets", "deleted tweets", "community tweets", "circle tweets")
_NEED = (*_TWEETS, "long posts", "deleted long posts", "moments", "direct messages", "direct messages in groups")
_MONTHLY = re.compile(r"(?:^|/)data/js/tweets/\d{4}_\d\d\.js$", re.IGNORECASE)
_MEDIA = re.compile(r"_media/(?:[^/]+/)*(\d+)-[^/]+$")


def _known(member: Member) -> _Known:
    held = _HELD.get(id(member))
    return held[1] if held and held[0] is member else _NOTHING


def _hold(source: Source) -> None:
    """Read what must be known of an archive, and hold it for its members."""
    known = _Known()
    files = {member: _part_of(member) for member in source.members if not member.is_media}
    for member in source.members:
        if found := _MEDIA.search(member.name):
            known.media[found[1]] = (*known.media.get(found[1], ()), member.name)
    for member, part in files.items():
        _note_account(source, member, part, known)
    known.owner = known.owner or _common_party(source, files)
    _join_notes(source, files, known)
    for member in source.members:
        if files.get(member) in _NEED:
            _HELD[id(member)] = member, known
    while len(_HELD) > _MOST_HELD:
        _HELD.pop(next(iter(_HELD)))


def _part_of(member: Member) -> str:
    return next((part.name for part in PARTS if part.matches(member.name)), "")


def _note_account(source: Source, member: Member, part: str, known: _Known) -> None:
    """Note whose archive it is, and who sees it."""
    if part == "account":
        for row in _all(source, member):
            known.owner = str(dig(row, "account", "accountId") or known.owner)
            known.handle = str(dig(row, "account", "username") or known.handle)
    elif member.name.lower().endswith("data/js/user_details.js"):
        for row in _all(source, member):
            known.owner = str(dig(row, "id") or known.owner)
            known.handle = str(dig(row, "screen_name") or known.handle)
    elif member.name.lower().endswith("protected-history.js"):
        actions = [str(dig(row, "protectedHistory", "action")) for row in _all(source, member)]
        guarded = bool(actions) and actions[-1].casefold() == "protect"
        known.visibility = Visibility.CONNECTIONS if guarded else Visibility.PUBLIC
    known.monthly = known.monthly or bool(_MONTHLY.search(member.name))


def _all(source: Source, member: Member) -> Iterator[Any]:
    """Give the rows of a member as far as they can be read, by the fast way."""
    try:
        with source.open(member) as stream:
            text = after_assignment(stream)
            yield from ijson.items(text, "item" if text.first == b"[" else "", use_float=True)
    except (*UNREADABLE, ijson.JSONError, RecursionError, EOFError):
        return


def _common_party(source: Source, files: Mapping[Member, str]) -> str:
    """Give the account number that takes part in all of several conversations: the owner's, where no file says so."""
    parties: Counter[str] = Counter()
    total = 0
    for member in (m for m, part in files.items() if part == "direct messages"):
        for row in _all(source, member):
            pair = re.fullmatch(r"(\d+)-(\d+)", str(dig(row, "dmConversation", "conversationId")))
            if pair:
                parties.update(set(pair.groups()))
                total += 1
    often = parties.most_common(1)
    return often[0][0] if total > 1 and often[0][1] == total else ""


def _join_notes(source: Source, files: Mapping[Member, str], known: _Known) -> None:
    """Note the long posts, and which of them have their tweet in the archive."""
    for member in (m for m, part in files.items() if part in ("long posts", "deleted long posts")):
        for row in _all(source, member):
            _keep_note(row, known)
    if not known.by_number:
        return
    for member in (m for m, part in files.items() if part in _TWEETS):
        for row in _all(source, member):
            try:
                found = known.note_of(_tweet(row))
            except UNREADABLE:
                continue
            if found:
                known.told.add(found.id)


def _keep_note(row: object, known: _Known) -> None:
    try:
        note = _note(row)
    except UNREADABLE:
        return
    known.by_number[note.id] = note
    if note.at:
        known.notes.setdefault(note.at.replace(microsecond=0), []).append(note)


def _note(row: object) -> _Note:
    """Read a row of note-tweet.js."""
    note = dig(row, "noteTweet")
    text = dig(note, "core", "text")
    if not isinstance(text, str):
        text = dig(note, "noteTweetResults", "text")
    if not isinstance(text, str):
        raise TypeError
    number = str(note.get("tweetId") or note["noteTweetId"])
    links = {str(u.get("shortUrl")): str(u.get("expandedUrl") or "") for u in dig(note, "core", "urls") or ()}
    return _Note(number, when(note.get("createdAt")), _opening(unescape(text)), _expanded(unescape(text), links))


def _opening(text: str) -> str:
    """Give the first words without leading @names, up to the first link or the sign of cutting."""
    text = re.sub(r"^(?:\s*@\w+)+", "", text)
    text = re.split(r"https?://|…", text, maxsplit=1)[0]
    return " ".join(text.split())[:100]


# --- tweets


def _tweet(row: object) -> dict[str, Any]:
    found = dig(row, "tweet") if isinstance(row, dict) and "tweet" in row else row
    if not isinstance(found, dict):
        raise TypeError
    return found


def _number(tweet: Mapping[str, Any]) -> str:
    number = str(tweet.get("id_str") or tweet["id"])
    if not number.strip():
        raise KeyError
    return number


def _words(tweet: Mapping[str, Any]) -> str:
    text = tweet["full_text"] if "full_text" in tweet else tweet["text"]
    if not isinstance(text, str):
        raise TypeError
    return unescape(text)


def _expanded(text: str, links: Mapping[str, str]) -> str:
    """Put the links that t.co stands for; a link to the tweet's own picture falls away."""
    for short, long in links.items():
        if short.startswith("http"):
            text = text.replace(short, long)
    return text.strip()


def _links(tweet: Mapping[str, Any]) -> dict[str, str]:
    links = {
        str(u.get("url")): str(u.get("expanded_url") or u.get("url")) for u in dig(tweet, "entities", "urls") or ()
    }
    for holder in ("entities", "extended_entities"):
        links |= {str(m.get("url")): "" for m in dig(tweet, holder, "media") or ()}
    return links


_RESHARE = re.compile(r"RT @(\w{1,20}):?\s")


def take_tweet(
    row: object,
    member: Member,
    *,
    surface: Surface = Surface.POST,
    visibility: Visibility | None = None,
    deleted: bool = False,
) -> Iterable[Activity]:
    """Read a tweet: post, reply, reshare, and the place it was sent from."""
    tweet, known = _tweet(row), _known(member)
    number, links = _number(tweet), _links(tweet)
    text = _expanded(_words(tweet), links)
    reshare = _RESHARE.match(text)
    answers = str(tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_status_id") or "")
    base = partial(
        Activity,
        platform=PLATFORM,
        when=when(tweet.get("created_at")),
        link="" if deleted else _STATUS + number,
        visibility=Visibility.PRIVATE if deleted else visibility or known.visibility,
        deleted=deleted,
    )
    media = known.media.get(number, ())
    if reshare:
        yield _reshared(base, tweet, text, reshare, known)(id=number, surface=surface, media=media)
    else:
        note = known.note_of(tweet)
        text = note.text if note else text
        replies = _is_reply(tweet, known)
        yield base(
            kind=Kind.WRITTEN,
            sort="reply" if replies else "post",
            id=number,
            surface=Surface.REPLY if replies and surface is Surface.POST else surface,
            text=text,
            answers=answers,
            media=media,
        )
    if place := _place(tweet):
        yield base(kind=Kind.AFFILIATION, sort="check-in", id=f"{number}:place", title=place)


def _is_reply(tweet: Mapping[str, Any], known: _Known) -> bool:
    """Say whether it answers somebody; going on with one's own thread is no reply."""
    other = str(tweet.get("in_reply_to_user_id_str") or tweet.get("in_reply_to_user_id") or "")
    named = str(tweet.get("in_reply_to_screen_name") or "")
    if (known.owner and other == known.owner) or (known.handle and named.casefold() == known.handle.casefold()):
        return False
    return bool(other or named or tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_status_id"))


def _reshared(
    base: Callable[..., Activity], tweet: Mapping[str, Any], text: str, reshare: re.Match[str], known: _Known
) -> Callable[..., Activity]:
    """Prepare a reshare: others' words are not the owner's text, one's own are."""
    words = text[reshare.end() :]
    whole = dig(tweet, "retweeted_status")
    if isinstance(whole, dict):
        words = _expanded(_words(whole), _links(whole))
    own = bool(known.handle) and reshare[1].casefold() == known.handle.casefold()
    told = {"text": words} if own else {"in_reply_to": words}
    origin = dig(whole, "id_str") or tweet.get("retweeted_status_id") or ""
    return partial(base, kind=Kind.WRITTEN, sort="reshare", title=f"@{reshare[1]}", answers=str(origin), **told)


def _place(tweet: Mapping[str, Any]) -> str:
    """Give the place that the tweet shows: its name, else its coordinates."""
    name = dig(tweet, "place", "full_name") or dig(tweet, "place", "name")
    if isinstance(name, str) and name.strip():
        return name.strip()
    for holder in ("coordinates", "geo"):
        pair = dig(tweet, holder, "coordinates")
        if isinstance(pair, list) and len(pair) == 2:  # noqa: PLR2004 - north and east
            north, east = reversed(pair) if holder == "coordinates" else pair
            return f"{north}, {east}"
    return ""


def take_note(row: object, member: Member, *, deleted: bool = False) -> Iterable[Activity]:
    """Read a long post, unless its tweet is in the archive: then the tweet gives the whole text."""
    note, known = _note(row), _known(member)
    if note.id in known.told:
        return []
    return [
        Activity(
            Kind.WRITTEN, PLATFORM, "post", f"note:{note.id}", note.at, Surface.POST, note.text,
            visibility=Visibility.PRIVATE if deleted else known.visibility, deleted=deleted,
        )
    ]  # fmt: skip


def take_article(row: Mapping[str, Any], _member: Member) -> Iterable[Activity]:
    """Read an article: its title, and the words of its sections. Whether it was published stands elsewhere."""
    told = row.get("article") or row
    number, text = str(told["id"]), "\n".join(_sections(told.get("content")))
    return [
        Activity(
            Kind.WRITTEN, PLATFORM, "article", f"article:{number}", None, Surface.BLOG, unescape(text),
            unescape(text_of(told, "title")),
        )
    ]  # fmt: skip


def _sections(content: object) -> Iterator[str]:
    """Give the words of an article's sections, which stand as "text" somewhere in each."""
    if isinstance(content, str):
        yield content
    for key, inner in content.items() if isinstance(content, dict) else enumerate(_list(content)):
        if not isinstance(inner, str):
            yield from _sections(inner)
        elif key == "text" and inner.strip():
            yield inner.strip()


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def take_moment(row: Mapping[str, Any], member: Member) -> Iterable[Activity]:
    """Read what the owner wrote above a collection of tweets; the tweets are others', or stand elsewhere."""
    told = row["moment"]
    number, words = str(told["momentId"]), (text_of(told, "title"), text_of(told, "description"))
    return [
        Activity(
            Kind.WRITTEN, PLATFORM, "moment", f"moment:{number}", when(told.get("createdAt")), Surface.POST,
            unescape("\n".join(filter(None, words))), link=f"https://twitter.com/i/moments/{number}",
            visibility=_known(member).visibility,
        )
    ]  # fmt: skip


def take_community_note(row: Mapping[str, Any], _member: Member) -> Iterable[Activity]:
    """Read a note that the owner wrote, under another name, to somebody's tweet."""
    told = row.get("communityNote") or row.get("birdwatchNote") or row
    return [
        Activity(
            Kind.WRITTEN, PLATFORM, "community note", f"community-note:{told['noteId']}", when(told.get("createdAt")),
            Surface.COMMENT, unescape(text_of(told, "summary")), answers=text_of(told, "tweetId"),
        )
    ]  # fmt: skip


def take_csv(row: Mapping[str, str], member: Member) -> Iterable[Activity]:
    """Read a row of tweets.csv, unless the same tweets stand by month beside it, with more of each."""
    tweet: dict[str, Any] = {"id_str": row["tweet_id"], "created_at": row["timestamp"], **row}
    shorts = re.findall(r"https?://t\.co/\w+", row["text"])
    longs = [link for link in row.get("expanded_urls", "").split(",") if link]
    if len(shorts) == len(longs):
        tweet["entities"] = {"urls": [{"url": s, "expanded_url": g} for s, g in zip(shorts, longs, strict=True)]}
    return [] if _known(member).monthly else take_tweet(tweet, member)


# --- likes, lists, accounts


def take_like(row: object, _member: Member) -> Iterable[Activity]:
    """Read a like: the words liked are somebody else's."""
    like = row["like"] if isinstance(row, dict) and "like" in row else row
    number = str(like["tweetId"])  # type: ignore[index]
    words = dig(like, "fullText")
    link = dig(like, "expandedUrl") or _STATUS + number
    said = unescape(words) if isinstance(words, str) and words else None
    return [Activity(Kind.AFFILIATION, PLATFORM, "like", number, link=str(link), in_reply_to=said)]


def take_account_number(
    row: Mapping[str, Any], _member: Member, *, name: str, direction: Direction
) -> Iterable[Activity]:
    """Read a follower or somebody followed: X gives numbers, no names."""
    number = str(row[name]["accountId"])
    who = Request(account=number, platform=PLATFORM, direction=direction)
    return [
        Activity(
            Kind.CONNECTION, PLATFORM, name, f"{name}:{number}", link=text_of(row[name], "userLink"),
            who=who, mine=direction is Direction.FOLLOWING,
        )
    ]  # fmt: skip


def take_list(row: Mapping[str, Any], _member: Member, *, sort: str) -> Iterable[Activity]:
    """Read a list: its name stands in its link."""
    found = row["userListInfo"]
    links = found.get("urls") or [found["url"]]
    return [Activity(Kind.AFFILIATION, PLATFORM, sort, title=_list_name(link), link=link) for link in links]


def _list_name(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[-1].replace("-", " ")


# --- the profile


def take_profile(row: Mapping[str, Any], _member: Member) -> Iterable[Activity]:
    """Read the bio, the place and the website; before 2018 also name and handle."""
    told = row if "screen_name" in row else row["profile"].get("description") or {}
    public = {
        "name": text_of(told, "full_name"),
        "handle": text_of(told, "screen_name"),
        "location": text_of(told, "location"),
        "website": text_of(told, "website"),
    }
    if bio := text_of(told, "bio"):
        yield Activity(
            Kind.WRITTEN, PLATFORM, "bio", "profile:bio", None, Surface.BIO, unescape(bio),
            visibility=Visibility.PUBLIC,
        )  # fmt: skip
    yield from _facts(public, Visibility.PUBLIC)


def take_account(row: Mapping[str, Any], _member: Member) -> Iterable[Activity]:
    """Read name, handle and e-mail."""
    told = row["account"]
    public = {"name": text_of(told, "accountDisplayName"), "handle": text_of(told, "username")}
    yield from _facts(public, Visibility.PUBLIC)
    yield from _facts({"e-mail": text_of(told, "email")}, Visibility.UNKNOWN)


def take_age(row: Mapping[str, Any], _member: Member) -> Iterable[Activity]:
    """Read the birth date."""
    told = row["ageMeta"].get("ageInfo") or {}
    return _facts({"birth date": text_of(told, "birthDate")}, Visibility.UNKNOWN)


def take_phone(row: Mapping[str, Any], _member: Member) -> Iterable[Activity]:
    """Read the telephone number."""
    return _facts({"telephone": str(row["device"]["phoneNumber"])}, Visibility.UNKNOWN)


def _facts(facts: Mapping[str, str], visibility: Visibility) -> Iterator[Activity]:
    for sort, text in facts.items():
        if text:
            yield Activity(
                Kind.FACT, PLATFORM, sort, f"profile:{sort}:{text}", text=unescape(text), visibility=visibility
            )


# --- direct messages


def take_message(row: Mapping[str, Any], member: Member) -> Iterable[Activity]:
    """Read an event of a conversation; who came, left or reacted is left aside."""
    conversation, event = row["conversation"], row["event"]
    message = event.get("messageCreate") or event.get("welcomeMessageCreate")
    if message is None:
        if not event:
            raise KeyError
        return []
    known = _known(member)
    sender, number = str(message["senderId"]), str(message["id"])
    mine = bool(known.owner) and sender == known.owner
    other = _other_party(conversation, message, known, sender)
    links = {str(u.get("url")): str(u.get("expanded") or u.get("url")) for u in message.get("urls") or ()}
    return [
        Activity(
            Kind.MESSAGE, PLATFORM, "direct message", number, when(message["createdAt"]), Surface.DM,
            _expanded(unescape(message.get("text") or ""), links),
            visibility=Visibility.CHOSEN,
            who=Request(account=other, platform=PLATFORM, direction=Direction.UNKNOWN) if other else None,
            mine=mine, media=known.media.get(number, ()), thread=conversation,
        )
    ]  # fmt: skip


def _other_party(conversation: str, message: Mapping[str, Any], known: _Known, sender: str) -> str:
    """Give the account number of the other side; in a group, of the one who wrote, unless it is the owner."""
    if sender != known.owner:
        return sender
    pair = conversation.split("-")
    if len(pair) == 2 and sender in pair:  # noqa: PLR2004 - two who talk
        return pair[1] if pair[0] == sender else pair[0]
    return str(message.get("recipientId") or "")


def aside(_row: object, _member: Member) -> Iterable[Activity]:
    """Give nothing: the file is none of ours."""
    return []


# --- the parts


def take_any_tweet(row: Mapping[str, Any], member: Member) -> Iterable[Activity]:
    """Read a tweet of a script or of tweets.csv."""
    return take_csv(row, member) if isinstance(row, dict) and "tweet_id" in row else take_tweet(row, member)


def _js(*names: str) -> str:
    return r"(?:^|/)(?:" + "|".join(names) + r")(?:-part\d+)?\.js$"


def _part(name: str, pattern: str, take: Callable[..., Iterable[Activity]], *, required: bool = False) -> Part:
    return Part(name, pattern, json_rows("item"), take, required=required)


def _messages(name: str, pattern: str, *, required: bool = False) -> Part:
    return Part(name, pattern, message_rows, take_message, private=True, required=required)


_ASIDE = (
    "account-[^/]*", "ad-[^/]*", "ads-[^/]*", "app", "article-metadata", "audio-video-calls[^/]*",
    "birdwatch-note-[^/]*", "block", "branch-links", "catalog-item", "commerce-catalog", "community-note-[^/]*",
    "connected-application", "contact", "deleted-tweet-headers", "device-token", "email-address-change",
    "expanded-profile", "fleet-mute", "grok-[^/]*", "ip-audit", "key-registry", "mute", "ni-devices",
    "periscope-[^/]*", "personalization", "product-[^/]*", "professional-data", "protected-history", "reply-prompt",
    "saved-search", "screen-name-change", "shop-module", "shopify-account", "smartblock", "spaces-metadata", "sso",
    "tweet-headers", "tweetdeck", "twitter-article[^/]*", "twitter-circle", "twitter-circle-member", "twitter-shop",
    "user-link-clicks", "verified", "verified-organization",
)  # fmt: skip
_PAGES = (
    r"(?:^|/)(?:assets|css|img|lib)/.*$|(?<!data)(?:^|/)js/[^/]*\.js$|(?:^|/)(?:Your archive|index)\.html$"
    r"|(?:^|/)README\.txt$|(?:^|/)data/(?:manifest|js/(?:payload_details|tweet_index))\.js$"
)

PARTS = (
    Part(
        "tweets", _js("tweets?") + "|" + _MONTHLY.pattern + r"|(?:^|/)tweets\.csv$", tweet_rows, take_any_tweet
    ),
    _part("long posts", _js("note-tweet"), take_note),
    _part("community tweets", _js("community-tweet"), partial(take_tweet, surface=Surface.GROUP_POST)),
    _part("circle tweets", _js("twitter-circle-tweet"), partial(take_tweet, visibility=Visibility.CHOSEN)),
    _part("deleted tweets", _js("deleted-tweets?"), partial(take_tweet, deleted=True)),
    _part("deleted long posts", _js("deleted-note-tweet"), partial(take_note, deleted=True)),
    _part("articles", _js("article"), take_article),
    _part("moments", _js("moment"), take_moment),
    _part("community notes", _js("community-note", "birdwatch-note"), take_community_note),
    _part("likes", _js("likes?"), take_like, required=True),
    _part(
        "followers", _js("follower"), partial(take_account_number, name="follower", direction=Direction.FOLLOWER),
        required=True,
    ),
    _part(
        "following", _js("following"), partial(take_account_number, name="following", direction=Direction.FOLLOWING),
        required=True,
    ),
    _part("lists created", _js("lists-created"), partial(take_list, sort="list created")),
    _part("lists the owner is in", _js("lists-member"), partial(take_list, sort="list")),
    _part("lists followed", _js("lists-subscribed"), partial(take_list, sort="list followed")),
    Part("profile", _js("profile") + r"|(?:^|/)data/js/user_details\.js$", json_rows("item", ""), take_profile),
    _part("account", _js("account"), take_account, required=True),
    _part("age", _js("ageinfo"), take_age),
    _part("telephone", _js("phone-number"), take_phone),
    _messages("direct messages", _js("direct-messages"), required=True),
    _messages("direct messages in groups", _js("direct-messages-group")),
    Part(
        "lists of direct messages", _js("direct-message(?:-group)?-headers", "direct-message-mute"),
        rows_counted, aside, private=True, required=False,
    ),
    Part("not for us", _js(*_ASIDE), rows_counted, aside, required=False),
    Part("the archive's own pages", _PAGES, no_rows, aside, required=False),
)  # fmt: skip


# --- recognising


_SIGNS = re.compile(
    rb"\s*(?:window\.(?:YTD\.|__THAR_CONFIG)|Grailbird\.data\.|var (?:user_details|tweet_index|payload_details)\s*=)"
)
_TABLE = (b"tweet_id", b"in_reply_to_status_id", b"timestamp", b"source", b"text")
_MOST_HEAD = 512
_MOST_LOOKED_AT = 60
REFUSED = (
    "this part of the archive has only pages to look at: the folder `data` is missing. "
    "Give the whole zip as X sent it; see docs/platforms/x.md"
)


def recognise(source: Source) -> Recognition | None:
    """Say whether it is an archive of X, by the assignment its files begin with."""
    scripts = [m for m in source.members if m.name.lower().endswith(".js") and "assets/" not in m.name.lower()]
    scripts.sort(key=lambda m: not _part_of(m))
    signed = [m for m in scripts[:_MOST_LOOKED_AT] if _SIGNS.match(source.peek(m, _MOST_HEAD).removeprefix(_BOM))]
    tables = [m for m in source.members if m.name.lower().endswith("tweets.csv")]
    tables = [m for m in tables if all(sign in source.peek(m, _MOST_HEAD) for sign in _TABLE)]
    if signed or tables:
        _hold(source)
        because = f"{len(signed)} files begin as only X's do" if signed else "tweets.csv has the columns of X's archive"
        return Recognition(PLATFORM, _layout(source), 0.99 if len(signed) > 1 else 0.9, because)
    if any(re.search(r"(?:^|/)Your archive\.html$", m.name) for m in source.members):
        return Recognition(PLATFORM, "pages only", 0.6, "it has X's page for looking at an archive", REFUSED)
    return None


_BOM = b"\xef\xbb\xbf"


def _layout(source: Source) -> str:
    """Give the era."""
    names = [member.name.lower() for member in source.members]
    if any(_MONTHLY.search(name) or name.endswith("tweets.csv") for name in names):
        return "until 2018"
    old = any(re.search(r"(?:^|/)tweet(?:-part\d+)?\.js$", name) for name in names)
    return "2018 to 2022" if old else "since 2022"


def promised(source: Source) -> dict[str, int]:
    """Give how many rows the archive's own manifest says each file has that we read; nothing where there is none.

    Of direct messages it counts conversations, which tells us nothing.
    """
    parts = [part for part in PARTS if part.take is not aside and not part.private]
    counts: dict[str, int] = {}
    for member in source.members:
        if not re.search(r"(?:^|/)data/manifest\.js$", member.name, re.IGNORECASE):
            continue
        top = member.name[: -len("data/manifest.js")]
        for row in _all(source, member):
            for name, count in _files_of(row):
                if any(part.matches(name) for part in parts):
                    counts[top + name] = count
    return counts


def _files_of(manifest: object) -> Iterator[tuple[str, int]]:
    """Give the files that a manifest names, each with its number of rows."""
    kinds = dig(manifest, "dataTypes")
    for kind in kinds.values() if isinstance(kinds, dict) else ():
        for told in _list(dig(kind, "files")):
            count = str(dig(told, "count"))
            if re.fullmatch("[0-9]{1,15}", count):
                yield str(dig(told, "fileName")), int(count)

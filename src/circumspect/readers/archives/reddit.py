"""Reddit's answer to a data request: a zip of tables. Open it when Reddit adds a table or renames a column.

All tables are CSV in English, without folders, large ones in numbered parts ("post_votes_1.csv"), some with a BOM.
Times are "2024-05-02 18:11:04 UTC". Numbers of posts and comments come without the "t3_" and "t1_" that `parent` has;
older exports have them, and links without the site. Whoever follows an account is subscribed to "u_NAME".

Confirmed from other people's parsers and schemas of real exports (Epicenter's importer, RLEAPP, four more): names of
all tables and columns. Not confirmed: values of `conversation_type`; where the owner's own name stands. Whose message
it is, is told by the name that stands in most conversations; where no name does, no message counts as the owner's.

Left aside: the tables `*_headers.csv`, which repeat others without their words; drafts and scheduled posts, which
nobody has seen; downvotes, settings, log-ins, purchases, awards. Reddit gives no followers and no words of others.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from itertools import chain, islice
from typing import IO, TYPE_CHECKING

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import Part, as_text, csv_rows, when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "reddit"
TITLE = "Reddit"
_SITE = "https://www.reddit.com"
# What stands where words were.
_GONE = ("[deleted]", "[removed]", "[deleted by user]")
# How many messages are looked at to find the owner's name.
_LOOKED_AT = 2000
_TWO = 2
_LINE = 65536  # longer ones are counted in pieces

Cells = dict[str, str]


def take_post(row: Cells, _member: Member) -> Iterable[Activity]:
    """Give a post: its title, and words of its own below; on the owner's own page it is no group's."""
    group, body = row["subreddit"], row.get("body", "")
    gone = body in _GONE or row.get("title", "") in _GONE
    text = "\n".join(words for words in (row.get("title", ""), body) if words and words not in _GONE)
    if not (row["id"] or row["permalink"]):
        raise ReadError("names no post")
    own = group.startswith("u_")
    surface, title = Surface.POST if own else Surface.GROUP_POST, "" if own else group
    id_, link = _number("t3_", row["id"]), row["permalink"]
    yield Activity(
        Kind.WRITTEN, PLATFORM, "post", id_, when(row["date"]), surface, text, title, _address(link), deleted=gone
    )  # fmt: skip


def take_comment(row: Cells, _member: Member) -> Iterable[Activity]:
    """Give a comment, with the number of what it answers, or the link of the post it stands below."""
    body, link = row["body"], row["permalink"]
    if not (row["id"] or link):
        raise ReadError("names no comment")
    gone = body in _GONE
    parent = row.get("parent", "")
    yield Activity(
        Kind.WRITTEN, PLATFORM, "comment", _number("t1_", row["id"]), when(row["date"]), Surface.COMMENT,
        "" if gone else body, row["subreddit"], _address(link), answers=parent or _address(row.get("link", "")),
        deleted=gone,
    )  # fmt: skip


def _number(sign: str, told: str) -> str:
    """Give a number with the sign of its kind, which older exports have before it already."""
    return sign + told.removeprefix(sign) if told else ""


def _address(link: str) -> str:
    """Give a link with its site, which older exports leave away."""
    return f"{_SITE}{link}" if link.startswith("/") else link


def _subreddits(sort: str) -> Callable[[Cells, Member], Iterable[Activity]]:
    """Make what reads a list of subreddits."""

    def take(row: Cells, _member: Member) -> Iterable[Activity]:
        name = row["subreddit"].removeprefix("r/")
        if not name:
            raise ReadError("names no subreddit")
        if sort == "subreddit" and name.startswith("u_"):
            yield _followed(name.removeprefix("u_"))
            return
        yield Activity(Kind.AFFILIATION, PLATFORM, sort, title=name, link=f"{_SITE}/r/{name}/")

    return take


def _followed(name: str) -> Activity:
    """Give an account that the owner follows: Reddit lists its page, which is a subreddit called u_NAME."""
    who = Request(handle=name, platform=PLATFORM, direction=Direction.FOLLOWING)
    return Activity(Kind.CONNECTION, PLATFORM, "following", link=f"{_SITE}/user/{name}/", who=who)


def take_multireddit(row: Cells, _member: Member) -> Iterable[Activity]:
    """Give a list of subreddits that the owner put together, and its description."""
    name, seen = row.get("display_name", "") or row["id"], _seen(row.get("privacy", ""))
    made, id_ = when(row.get("date")), row["id"]
    if not name:
        raise ReadError("names no list")
    yield Activity(Kind.AFFILIATION, PLATFORM, "custom feed", id_, made, title=name, visibility=seen)
    if about := row.get("description", ""):
        yield Activity(
            Kind.WRITTEN, PLATFORM, "custom feed", f"{id_} description", made, Surface.POST, about, visibility=seen
        )  # fmt: skip


def _seen(privacy: str) -> Visibility:
    seen = {"public": Visibility.PUBLIC, "private": Visibility.PRIVATE, "hidden": Visibility.PRIVATE}
    return seen.get(privacy.casefold(), Visibility.UNKNOWN)


def take_vote(row: Cells, _member: Member) -> Iterable[Activity]:
    """Give what the owner voted for; votes against say nothing for us."""
    direction, link = row["direction"].casefold(), _address(row["permalink"])
    if direction not in ("up", "down", "none", "removed"):
        raise ReadError("is no vote")
    if direction == "up":
        yield Activity(
            Kind.AFFILIATION, PLATFORM, "like", row["id"] and f"vote {row['id']}", title=_group(link), link=link
        )


def take_saved(row: Cells, _member: Member) -> Iterable[Activity]:
    """Give what the owner saved, which nobody else sees."""
    link = _address(row["permalink"])
    if not link:
        raise ReadError("has no link")
    yield Activity(
        Kind.AFFILIATION, PLATFORM, "saved", f"saved {row['id']}", title=_group(link), link=link,
        visibility=Visibility.PRIVATE,
    )  # fmt: skip


def _group(link: str) -> str:
    """Give the subreddit in a link."""
    found = re.search(r"/r/([^/]+)/", link)
    return found[1] if found else ""


def take_friend(row: Cells, _member: Member) -> Iterable[Activity]:
    """Give an account on the owner's list of friends."""
    name = row["username"].removeprefix("u/")
    if not name:
        raise ReadError("names nobody")
    if name in _GONE:
        return
    who = Request(handle=name, platform=PLATFORM, direction=Direction.FRIEND)
    yield Activity(Kind.CONNECTION, PLATFORM, "friend", link=f"{_SITE}/user/{name}/", who=who)


def _fact(column: str, sort: str) -> Callable[[Cells, Member], Iterable[Activity]]:
    """Make what reads a table with one fact."""

    def take(row: Cells, _member: Member) -> Iterable[Activity]:
        if row[column]:
            yield Activity(Kind.FACT, PLATFORM, sort, text=row[column])

    return take


def take_statistic(row: Cells, _member: Member) -> Iterable[Activity]:
    """Give the e-mail address among the figures of the account."""
    if "email" in row["statistic"].casefold().replace("-", "") and "@" in row["value"]:
        yield Activity(Kind.FACT, PLATFORM, "e-mail", text=row["value"])


def aside(_row: object, _member: Member) -> Iterable[Activity]:
    """Give nothing: what only the owner sees, or stands in another table with its words."""
    return ()


# --- messages


def _with_owner(
    needed: str, told: Callable[[Cells], tuple[str, set[str]]]
) -> Callable[[IO[bytes]], Iterator[tuple[Cells, str]]]:
    """Make a function that streams messages, each with the owner's name as far as it can be told.

    `told` gives a message's conversation and the names in it; the owner's is the one in most conversations.
    """

    def rows(stream: IO[bytes]) -> Iterator[tuple[Cells, str]]:
        messages = csv_rows(*needed.split())(stream)
        first = list(islice(messages, _LOOKED_AT))
        places: dict[str, set[str]] = defaultdict(set)
        for message in first:
            conversation, names = told(message)
            for name in names:
                places[name].add(conversation)
        most = Counter({name: len(found) for name, found in places.items()}).most_common(_TWO)
        alone = bool(most) and most[0][1] >= _TWO and (len(most) < _TWO or most[0][1] > most[1][1])
        owner = most[0][0] if alone else ""
        for message in chain(first, messages):
            yield message, owner

    return rows


def _letter(row: Cells) -> tuple[str, set[str]]:
    names = {row.get("from", ""), row.get("to", "")} - {""}
    return " ".join(sorted(names)), names


def _line(row: Cells) -> tuple[str, set[str]]:
    return row.get("channel_url", ""), {row.get("username", "")} - {""}


def take_message(row: tuple[Cells, str], _member: Member) -> Iterable[Activity]:
    """Give a private message, its subject above its words."""
    cells, owner = row
    sender, to = cells["from"], cells["to"]
    text = "\n".join(filter(None, (cells.get("subject", ""), cells["body"])))
    mine = bool(owner) and sender == owner
    other = to if mine else sender
    who = Request(handle=other, platform=PLATFORM, direction=Direction.UNKNOWN) if other else None
    id_ = cells.get("id", "")
    yield Activity(
        Kind.MESSAGE, PLATFORM, "message", _number("t4_", id_), when(cells["date"]), Surface.DM, text,
        link=_address(cells.get("permalink", "")), who=who, mine=mine, thread=cells.get("thread_id", "") or id_,
    )  # fmt: skip


def take_chat(row: tuple[Cells, str], _member: Member) -> Iterable[Activity]:
    """Give a line of a chat."""
    cells, owner = row
    sender = cells["username"]
    mine = bool(owner) and sender == owner
    who = None if mine or not sender else Request(handle=sender, platform=PLATFORM, direction=Direction.UNKNOWN)
    yield Activity(
        Kind.MESSAGE, PLATFORM, "chat", cells["message_id"], when(cells["created_at"]), Surface.DM, cells["message"],
        cells.get("subreddit", ""), who=who, mine=mine, thread=cells.get("channel_url", ""),
        answers=cells.get("thread_parent_message_id", ""),
    )  # fmt: skip


# --- parts


def _table(
    name: str, columns: str, take: Callable[[Cells, Member], Iterable[Activity]], *, required: bool = False
) -> Part:
    """Make the part of one table, whole or in numbered parts."""
    return Part(name.replace("_", " "), _file(name), csv_rows(*columns.split()), take, required=required)


def _file(name: str) -> str:
    return rf"(?:^|/){name}(?:_\d+)?\.csv$"


def any_rows(stream: IO[bytes]) -> Iterator[None]:
    """Count the rows of a table that is left aside, whatever its columns."""
    text = as_text(stream)
    lines = iter(lambda: text.readline(_LINE), "")
    for row in islice(csv.reader(lines), 1, None):
        if any(row):
            yield None


_ASIDE = (
    "(?:post|comment|messages?|messages_archive)_headers|drafts|scheduled_posts|poll_votes|hidden_posts|gilded_content|"
    "gold_received|purchases|subscriptions|payouts|announcements|ip_logs|linked_identities|sensitive_ads_preferences|"
    "account_gender|user_preferences|stripe|persona|checkfile|reddit_gold_information"
)
_COLUMNS = {
    "posts": "id permalink date subreddit",
    "comments": "id permalink date subreddit body",
    "subscribed_subreddits": "subreddit",
    "moderated_subreddits": "subreddit",
    "approved_submitter_subreddits": "subreddit",
    "multireddits": "id display_name",
    "post_votes": "id permalink direction",
    "comment_votes": "id permalink direction",
    "saved_posts": "id permalink",
    "saved_comments": "id permalink",
    "friends": "username",
    "linked_phone_number": "phone_number",
    "birthdate": "birthdate",
    "twitter": "username",
    "statistics": "statistic value",
    "messages": "from to body date",
    "messages_archive": "from to body date",
    "chat_history": "message_id created_at username message",
}

PARTS = (
    _table("posts", _COLUMNS["posts"], take_post, required=True),
    _table("comments", _COLUMNS["comments"], take_comment, required=True),
    _table("subscribed_subreddits", "subreddit", _subreddits("subreddit"), required=True),
    _table("moderated_subreddits", "subreddit", _subreddits("moderated subreddit")),
    _table("approved_submitter_subreddits", "subreddit", _subreddits("approved in subreddit")),
    _table("multireddits", _COLUMNS["multireddits"], take_multireddit),
    _table("post_votes", _COLUMNS["post_votes"], take_vote),
    _table("comment_votes", _COLUMNS["comment_votes"], take_vote),
    _table("saved_posts", _COLUMNS["saved_posts"], take_saved),
    _table("saved_comments", _COLUMNS["saved_comments"], take_saved),
    _table("friends", "username", take_friend),
    _table("linked_phone_number", "phone_number", _fact("phone_number", "phone")),
    _table("birthdate", "birthdate", _fact("birthdate", "birth date")),
    _table("twitter", "username", _fact("username", "linked account")),
    _table("statistics", _COLUMNS["statistics"], take_statistic),
    Part(
        "messages",
        _file("messages(?:_archive)?"),
        _with_owner(_COLUMNS["messages"], _letter),
        take_message,
        private=True,
        required=False,
    ),
    Part(
        "chats",
        _file("chat_history"),
        _with_owner(_COLUMNS["chat_history"], _line),
        take_chat,
        private=True,
        required=False,
    ),
    Part("what only the owner sees", _file(f"(?:{_ASIDE})"), any_rows, aside, required=False),
)


# --- recognising

# Names that no other platform's tables have.
_OWN = re.compile(
    r"(?:^|/)(?:(?:subscribed|moderated|approved_submitter)_subreddits|multireddits|comment_votes|post_votes|"
    r"gilded_content)(?:_\d+)?\.csv$",
    re.IGNORECASE,
)


def recognise(source: Source) -> Recognition | None:
    """Say whether a source is Reddit's export: by names of tables that only it has, and by columns."""
    told = sorted({name for name, columns in _COLUMNS.items() if _has(source, name, columns)})
    own = sum(_OWN.search(member.name) is not None for member in source.members)
    sure = {"posts", "comments", "post_votes", "comment_votes", "chat_history"} & set(told)
    if not sure and not own:
        return None
    confidence = 0.95 if own and len(told) >= _TWO else 0.8 if sure else 0.55 if own and told else 0.3
    return Recognition(PLATFORM, "tables", confidence, f"{len(told)} tables have the columns of Reddit's")


def _has(source: Source, name: str, columns: str) -> bool:
    """Say whether there is a table of this name with these columns."""
    member = next((m for m in source.members if re.search(_file(name), m.name, re.IGNORECASE)), None)
    if member is None:
        return False
    head = source.peek(member).decode("utf-8-sig", "replace").split("\n", 1)[0]
    return set(columns.split()) <= {column.strip().strip('"').casefold() for column in re.split("[,;\t]", head)}

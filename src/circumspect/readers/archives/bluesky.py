"""Bluesky's repository, a CAR file. Open it when Bluesky adds kinds of records, or to see how the file is walked.

Confirmed in the AT Protocol's specification and in public parsers: a CAR is a heading and then blocks, each with the
hash of what it holds; one block is the commit, which names the account (`did`) and the root of a search tree; the
tree's leaves are "collection/key" → record. A record that no leaf names was deleted: it is not read. Keys are shortened
by what they share with the key before. Followers, direct messages and pictures are not in the repository. Blogs of
WhiteWind are from memory.

The file is read twice: first the tree, which is held, then the records that it names. libipld decodes the blocks.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import libipld

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import Part, dig, text_of, when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "bluesky"
TITLE = "Bluesky"

_MOST_HELD = 256 * 1024**2
_LARGEST_BLOCK = 8 * 1024**2
# A million records take about half of it.
_LARGEST_TREE = 192 * 1024**2
_LONGEST_KEY = 2048
_UNDECODABLE = (ValueError, TypeError, RecursionError, OverflowError)
_CUT = "breaks off; download the file again. What could be found was read"
_SHA256 = b"\x12\x20"
_KEY_SIGNS = "234567abcdefghijklmnopqrstuvwxyz"


class Row(NamedTuple):
    """A record in its place: account, "collection/key", and the record, None if it is damaged."""

    did: str
    path: str
    record: Any


# --- the file


@dataclass(slots=True)
class _Tree:
    """What the first reading found: blocks of the tree, commits, and what was wrong."""

    nodes: dict[bytes, bytes] = field(default_factory=dict)
    commits: dict[bytes, dict[str, Any]] = field(default_factory=dict)
    root: bytes = b""
    size: int = 0
    wrong: str = ""

    def grow(self, size: int) -> None:
        """Count what is held. Raises ReadError beyond what any account has."""
        self.size += size
        if self.size > _LARGEST_TREE:
            raise ReadError("names more records than any account has: it is damaged, or no repository of Bluesky")


def record_rows(stream: IO[bytes]) -> Iterator[Row]:
    """Give each record that the account's tree names, in the order of the file; then say what was wrong with it."""
    stream = _twice(stream)
    tree = _first_reading(stream)
    did, top = _commit(tree)
    wanted = _leaves(tree, top)
    tree.nodes.clear()
    stream.seek(0)
    try:
        _heading(stream)
        for cid, block in _blocks(stream):
            for path in wanted.pop(cid, ()):
                yield Row(did, path, _decoded(cid, block))
    except ReadError:
        pass  # the first reading said so
    for paths in wanted.values():
        for path in paths:
            yield Row(did, path, None)
    if wanted and not tree.wrong:
        tree.wrong = "lacks records that it names; download the file again. The others were read"
    if tree.wrong:
        raise ReadError(tree.wrong)


def _twice(stream: IO[bytes]) -> IO[bytes]:
    """Give a stream that can be read twice. Raises ReadError for a very large one that cannot be wound back."""
    if stream.seekable():
        return stream
    held = stream.read(_MOST_HELD + 1)
    if len(held) > _MOST_HELD:
        raise ReadError(f"is larger than {_MOST_HELD // 1024**2} MB; pack it as a zip and give the zip")
    return io.BytesIO(held)


def _first_reading(stream: IO[bytes]) -> _Tree:
    """Keep the blocks that are part of the tree or a commit; records are only passed by."""
    tree = _Tree(root=_heading(stream))
    try:
        for cid, block in _blocks(stream):
            begin = block[1:5]
            if begin.startswith(b"ae"):  # a node of the tree: a map that begins with "e", its entries
                tree.nodes[cid] = block
                tree.grow(len(block) + len(cid))
            elif begin == b"cdid":
                tree.commits[cid] = _map(block)
                tree.grow(len(block))
    except ReadError as error:
        tree.wrong = str(error)
    return tree


def _heading(stream: IO[bytes]) -> bytes:
    """Read the heading and give the root. Raises ReadError for what is no CAR of version 1."""
    size = _number(stream)
    if size is None or not 0 < size <= _LARGEST_BLOCK:
        raise ReadError("is no repository of Bluesky (a CAR file); ask for it as the docs say")
    told = _map(stream.read(size))
    if told.get("version") != 1:
        raise ReadError("is no CAR file of version 1; ask Bluesky for the repository again")
    roots = told.get("roots")
    return roots[0] if isinstance(roots, list) and roots and isinstance(roots[0], bytes) else b""


def _blocks(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Give each block with its hash (CID). Raises ReadError where the file breaks off or a length makes no sense."""
    while (size := _number(stream)) is not None:
        if not 0 < size <= _LARGEST_BLOCK:
            raise ReadError(
                "holds a block of a size that makes no sense: the file is damaged. What stands before was read"
            )
        raw = stream.read(size)
        if len(raw) < size:
            raise ReadError(_CUT)
        length = _cid_length(raw)
        yield raw[:length], raw[length:]


def _cid_length(raw: bytes) -> int:
    """Say how long the hash before a block is: two forms are in use."""
    if raw.startswith(_SHA256):
        return 34
    inner = io.BytesIO(raw)
    numbers = [_number(inner) for _ in range(4)]  # version, codec, kind of hash, length of hash
    if None in numbers or numbers[0] != 1:
        raise ReadError("holds a block without a name: the file is damaged. What stands before was read")
    return inner.tell() + (numbers[3] or 0)


def _number(stream: IO[bytes]) -> int | None:
    """Read an unsigned varint; None at the end of the file."""
    value = 0
    for shift in range(0, 63, 7):
        sign = stream.read(1)
        if not sign:
            if shift:
                raise ReadError(_CUT)
            return None
        value |= (sign[0] & 0x7F) << shift
        if sign[0] < 0x80:  # noqa: PLR2004 - the last of a varint
            return value
    raise ReadError("holds a number without end: the file is damaged. What stands before was read")


def _map(block: bytes) -> dict[str, Any]:
    try:
        told = libipld.decode_dag_cbor(block)
    except _UNDECODABLE:
        return {}
    return told if isinstance(told, dict) else {}


def _decoded(cid: bytes, block: bytes) -> dict[str, Any] | None:
    """Give a record; None where it is damaged, which its hash tells."""
    if cid[-34:-32] == _SHA256 and sha256(block).digest() != cid[-32:]:
        return None
    return _map(block) or None


def _commit(tree: _Tree) -> tuple[str, bytes]:
    """Give the account and the root of its tree. Raises ReadError without."""
    known = [
        one for one in tree.commits.values() if isinstance(one.get("did"), str) and isinstance(one.get("data"), bytes)
    ]
    named = tree.commits.get(tree.root)
    commit = named if named in known else max(known, key=lambda one: str(one.get("rev") or ""), default=None)
    if commit is None:
        raise ReadError(tree.wrong or "names no account: it is no repository of Bluesky; ask for it as the docs say")
    return commit["did"], commit["data"]


def _leaves(tree: _Tree, top: bytes) -> dict[bytes, list[str]]:
    """Walk the tree from its root: hash of a record → its paths. A node is visited once, so rings come to an end."""
    found: dict[bytes, list[str]] = {}
    waiting, seen = [top], set[bytes]()
    while waiting:
        cid = waiting.pop()
        if cid in seen:
            tree.wrong = (
                tree.wrong or "has a tree that runs in a ring: the file is damaged. What could be found was read"
            )
            continue
        seen.add(cid)
        node = _map(tree.nodes.get(cid, b""))
        if not isinstance(node.get("e"), list):
            tree.wrong = tree.wrong or "lacks a part of its tree; download the file again. What could be found was read"
            continue
        waiting += _entries(tree, node, found)
    return found


def _entries(tree: _Tree, node: dict[str, Any], found: dict[bytes, list[str]]) -> list[bytes]:
    """Note the leaves of a node, and give the nodes below it."""
    below = [node["l"]] if isinstance(node.get("l"), bytes) else []
    key = b""
    for entry in node["e"]:
        shared, rest, value = dig(entry, "p"), dig(entry, "k"), dig(entry, "v")
        if not (
            isinstance(shared, int) and isinstance(rest, bytes) and isinstance(value, bytes) and 0 <= shared <= len(key)
        ):
            tree.wrong = tree.wrong or "has a damaged tree; download the file again. What could be found was read"
            break
        key = key[:shared] + rest
        if len(key) > _LONGEST_KEY:
            raise ReadError("has keys longer than any that Bluesky makes: the file is damaged")
        tree.grow(len(key))
        found.setdefault(value, []).append(key.decode("utf-8", "replace"))
        if isinstance(entry.get("t"), bytes):
            below.append(entry["t"])
    return below


# --- records


def take_record(row: Row, member: Member) -> list[Activity]:  # noqa: ARG001
    """Give what one record says; a kind that shows nothing of the owner's gives nothing."""
    collection, _, key = row.path.partition("/")
    if not isinstance(row.record, dict) or not key:
        raise ReadError("holds a record that is missing or damaged")
    take = _TAKES.get(collection)
    return take(row, key) if take else []


def _take_post(row: Row, key: str) -> list[Activity]:
    if not isinstance(row.record.get("text"), str):
        raise TypeError
    parent, root = (dig(row.record, "reply", end, "uri") for end in ("parent", "root"))
    own = all(str(one or "").startswith(f"at://{row.did}/") for one in (parent, root))
    quoted = dig(row.record, "embed", "record", "uri") or dig(row.record, "embed", "record", "record", "uri")
    post = _one(
        row,
        Kind.WRITTEN,
        sort="thread" if parent and own else "quote" if quoted and not parent else "",
        surface=Surface.REPLY if parent and not own else Surface.POST,
        text=row.record["text"].strip(),
        link=_web(row.did, "post", key),
        answers=_string(parent) or _string(quoted),
    )
    return [post, *_described(row, post)]


def _described(row: Row, post: Activity) -> list[Activity]:
    """Give the descriptions of pictures and films: the owner's words, and public with the post."""
    embed = row.record.get("embed")
    inner = dig(embed, "media") or embed
    pictures = dig(inner, "images")
    told = [dig(one, "alt") for one in pictures] if isinstance(pictures, list) else [dig(inner, "alt")]
    return [
        _one(
            row,
            Kind.WRITTEN,
            sort="picture description",
            surface=Surface.CAPTION,
            text=words.strip(),
            link=post.link,
            id=f"{post.id}#description-{number}",
        )
        for number, words in enumerate(told, 1)
        if isinstance(words, str) and words.strip()
    ]


def _take_repost(row: Row, key: str) -> list[Activity]:  # noqa: ARG001
    address = _subject(row)
    return [_one(row, Kind.WRITTEN, sort="reshare", surface=Surface.POST, link=_web_of(address), answers=address)]


def _take_like(row: Row, key: str) -> list[Activity]:  # noqa: ARG001
    return [_one(row, Kind.AFFILIATION, sort="like", link=_web_of(_subject(row)))]


def _take_follow(row: Row, key: str) -> list[Activity]:  # noqa: ARG001
    at = _time(row)
    who = _account(row, Direction.FOLLOWING, at)
    return [_one(row, Kind.CONNECTION, sort="following", who=who, link=f"https://bsky.app/profile/{who.account}")]


def _take_list_member(row: Row, key: str) -> list[Activity]:  # noqa: ARG001
    who = _account(row, Direction.UNKNOWN, None)
    listed = text_of(row.record, "list")
    return [_one(row, Kind.AFFILIATION, sort="list member", who=who, link=_web_of(listed), answers=listed)]


def _named(sort: str, place: str) -> Callable[[Row, str], list[Activity]]:
    """Make what takes a list, a feed or a starter pack: its name, and the words about it."""

    def take(row: Row, key: str) -> list[Activity]:
        title = text_of(row.record, "name", "displayName")
        text, link = text_of(row.record, "description"), _web(row.did, place, key)
        return [_one(row, Kind.AFFILIATION, sort=sort, title=title, text=text, link=link)]

    return take


def _take_profile(row: Row, key: str) -> list[Activity]:  # noqa: ARG001
    name, text = text_of(row.record, "displayName"), text_of(row.record, "description")
    link = f"https://bsky.app/profile/{row.did}"
    bio = _one(row, Kind.WRITTEN, sort="profile", surface=Surface.BIO, title=name, text=text, link=link)
    facts = [
        _one(row, Kind.FACT, sort=sort, title=sort, text=text_of(row.record, sort), link=link, id=f"{bio.id}#{sort}")
        for sort in ("pronouns", "website")
        if text_of(row.record, sort)
    ]
    return [bio, *facts] if name or text else facts


def _take_article(row: Row, key: str) -> list[Activity]:
    if not isinstance(row.record.get("content"), str):
        raise TypeError
    seen_by = Visibility.PRIVATE if row.record.get("visibility") == "author" else Visibility.PUBLIC
    return [
        _one(
            row,
            Kind.WRITTEN,
            sort="article",
            surface=Surface.BLOG,
            title=text_of(row.record, "title"),
            text=row.record["content"].strip(),
            link=f"https://whtwnd.com/{row.did}/{key}",
            visibility=seen_by,
        )
    ]


_TAKES = {
    "app.bsky.feed.post": _take_post,
    "app.bsky.feed.repost": _take_repost,
    "app.bsky.feed.like": _take_like,
    "app.bsky.feed.generator": _named("feed", "feed"),
    "app.bsky.graph.follow": _take_follow,
    "app.bsky.graph.list": _named("list", "lists"),
    "app.bsky.graph.listitem": _take_list_member,
    "app.bsky.graph.starterpack": _named("starter pack", "starter-pack"),
    "app.bsky.actor.profile": _take_profile,
    "com.whtwnd.blog.entry": _take_article,
}


def _one(row: Row, kind: Kind, **told: Any) -> Activity:  # noqa: ANN401 - fields of an activity
    told.setdefault("id", f"at://{row.did}/{row.path}")
    told.setdefault("visibility", Visibility.PUBLIC)
    return Activity(kind, PLATFORM, when=_time(row), **told)


def _time(row: Row) -> datetime | None:
    """Give the time that the record says; where it says nonsense, which it may, the time that its key was made of."""
    told = row.record.get("createdAt")
    try:
        if told:
            return when(told)
    except (ValueError, TypeError, OverflowError):
        pass
    return _time_of_key(row.path.rpartition("/")[2])


def _time_of_key(key: str) -> datetime | None:
    """Give the time in a key of thirteen signs: microseconds since 1970, and ten bits for the machine."""
    if len(key) != 13 or any(sign not in _KEY_SIGNS for sign in key):  # noqa: PLR2004 - the specification's length
        return None
    value = 0
    for sign in key:
        value = value * 32 + _KEY_SIGNS.index(sign)
    made = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value >> 10)
    return made if 2022 <= made.year <= 2100 else None  # noqa: PLR2004 - Bluesky began in 2022


def _subject(row: Row) -> str:
    address = _string(dig(row.record, "subject", "uri"))
    if not address:
        raise TypeError
    return address


def _account(row: Row, direction: Direction, at: datetime | None) -> Request:
    did = row.record.get("subject")
    if not isinstance(did, str) or not did.startswith("did:"):
        raise TypeError
    return Request(platform=PLATFORM, account=did, direction=direction, on=at.date() if at else None)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _web(did: str, place: str, key: str) -> str:
    return (
        f"https://bsky.app/{place}/{did}/{key}"
        if place == "starter-pack"
        else f"https://bsky.app/profile/{did}/{place}/{key}"
    )


def _web_of(address: str) -> str:
    """Give the page of a post, feed or list whose address is at://ACCOUNT/COLLECTION/KEY; else the address itself."""
    parts = address.removeprefix("at://").split("/")
    places = {
        "app.bsky.feed.post": "post", "app.bsky.feed.generator": "feed", "app.bsky.graph.list": "lists",
        "app.bsky.graph.starterpack": "starter-pack",
    }  # fmt: skip
    return _web(parts[0], places[parts[1]], parts[2]) if len(parts) == 3 and parts[1] in places else address  # noqa: PLR2004


# --- which export


PARTS = (Part("repository", r"[.]car$|(^|/)com[.]atproto[.]sync[.]getRepo[^/]*$", record_rows, take_record),)


def recognise(source: Source) -> Recognition | None:
    """Say whether a source is an account's repository."""
    heads = [source.peek(member) for member in source.members if PARTS[0].matches(member.name)]
    repositories = [head for head in heads if b"eroots" in head[:200] and b"gversion" in head[:200]]
    if not repositories:
        return None
    if any(b"cdid" in head for head in repositories):
        return Recognition(PLATFORM, "repository", 0.99, "a CAR file with an account's commit")
    return Recognition(PLATFORM, "repository", 0.7, "a CAR file")

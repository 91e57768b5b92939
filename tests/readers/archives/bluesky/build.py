"""Builds repositories of Bluesky as CAR files. Open it to add a record to the made-up account."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import libipld

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

DID = "did:plc:madeupmiraaaaaaaaaaaaaaa"
OTHER = "did:plc:madeupzoebbbbbbbbbbbbbbb"
POST, GRAPH = "app.bsky.feed.post", "app.bsky.graph"
_AT = "2024-03-0{}T09:30:00.000Z"


def cid(block: bytes) -> bytes:
    """Give the hash of a block as a CID: version 1, DAG-CBOR, SHA-256."""
    return b"\x01\x71\x12\x20" + sha256(block).digest()


def varint(number: int) -> bytes:
    """Write an unsigned varint."""
    signs = bytearray()
    while number > 0x7F:
        signs.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*signs, number])


def frame(block: bytes, name: bytes | None = None) -> bytes:
    """Write a block as it stands in a CAR."""
    name = name or cid(block)
    return varint(len(name) + len(block)) + name + block


def heading(root: bytes) -> bytes:
    """Write the heading of a CAR."""
    told = libipld.encode_dag_cbor({"roots": [root], "version": 1})
    return varint(len(told)) + told


class Tree:
    """A search tree as the specification has it: a key's height is half of the noughts that its hash begins with."""

    def __init__(self, leaves: Mapping[str, bytes]) -> None:
        """Build the tree of path → hash of the record."""
        self.blocks: list[bytes] = []
        ordered = sorted((key.encode(), value) for key, value in leaves.items())
        self.root = self._node(ordered, max((_height(key) for key, _ in ordered), default=0))

    def _node(self, leaves: list[tuple[bytes, bytes]], height: int) -> bytes:
        below: list[tuple[bytes, bytes]] = []
        entries: list[dict[str, Any]] = []
        left: bytes | None = None
        before = b""
        for key, value in [*leaves, (b"", b"")]:
            if key and _height(key) < height:
                below.append((key, value))
                continue
            under = self._node(below, height - 1) if below else None
            below = []
            if entries:
                entries[-1]["t"] = under
            else:
                left = under
            if key:
                shared = next((i for i, (a, b) in enumerate(zip(before, key, strict=False)) if a != b), 0)
                shared = shared or (min(len(before), len(key)) if key.startswith(before) else 0)
                entries.append({"p": shared, "k": key[shared:], "v": value, "t": None})
                before = key
        block = libipld.encode_dag_cbor({"e": entries, "l": left})
        self.blocks.append(block)
        return cid(block)


def _height(key: bytes) -> int:
    bits = f"{int.from_bytes(sha256(key).digest(), 'big'):0256b}"
    return (len(bits) - len(bits.lstrip("0"))) // 2


def repository(records: Mapping[str, dict[str, Any]], deleted: Iterable[dict[str, Any]] = ()) -> bytes:
    """Give a whole repository: path → record; records that were deleted stand in it without a path."""
    blocks = {path: libipld.encode_dag_cbor(record) for path, record in records.items()}
    tree = Tree({path: cid(block) for path, block in blocks.items()})
    commit = libipld.encode_dag_cbor(
        {"did": DID, "version": 3, "data": tree.root, "rev": "3kaaaaaaaaaa2", "prev": None, "sig": b"made up"}
    )
    gone = [libipld.encode_dag_cbor(one) for one in deleted]
    return heading(cid(commit)) + b"".join(frame(one) for one in (commit, *tree.blocks, *blocks.values(), *gone))


def post(number: int, text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a record
    """Make a post of a day in March 2024."""
    return {"$type": POST, "text": text, "createdAt": _AT.format(number), "langs": ["en"], **more}


def account() -> dict[str, dict[str, Any]]:
    """Give the records of the made-up account, with a broken one."""
    mine, theirs = f"at://{DID}/{POST}/3kaaaaaaaa122", f"at://{OTHER}/{POST}/3kbbbbbbbb222"
    picture = {"$type": "blob", "ref": cid(b"picture"), "mimeType": "image/jpeg", "size": 7}
    subject = {"uri": theirs, "cid": "bafyreigone"}

    def reply(root: str, parent: str) -> dict[str, Any]:
        return {"root": {"uri": root, "cid": "x"}, "parent": {"uri": parent, "cid": "x"}}

    return {
        f"{POST}/3kaaaaaaaa122": post(
            1, "Grüße 🌱 see example.org/long…", facets=[{"index": {"byteStart": 15, "byteEnd": 30}, "features": []}]
        ),
        f"{POST}/3kaaaaaaaa222": post(2, "and one more thing", reply=reply(mine, mine)),
        f"{POST}/3kaaaaaaaa322": post(3, "Thank you, Zoë!", reply=reply(theirs, theirs)),
        f"{POST}/3kaaaaaaaa422": post(
            4,
            "My new office",
            embed={"$type": "app.bsky.embed.images", "images": [{"image": picture, "alt": "A green chair"}, {}]},
        ),
        f"{POST}/3kaaaaaaaa522": post(
            5, "Worth reading", embed={"$type": "app.bsky.embed.record", "record": {"uri": theirs, "cid": "x"}}
        ),
        f"{POST}/3kaaaaaaaa622": {**post(6, "No day told right"), "createdAt": "0001-01-01T00:00:00Z"},
        f"{POST}/3kaaaaaaaa722": {"$type": POST, "createdAt": _AT.format(7)},
        "app.bsky.feed.like/3kaaaaaaaa2a2": {"subject": subject, "createdAt": _AT.format(1)},
        "app.bsky.feed.repost/3kaaaaaaaa2a3": {"subject": subject, "createdAt": _AT.format(2)},
        f"{GRAPH}.follow/3kaaaaaaaa2a4": {"subject": OTHER, "createdAt": _AT.format(3)},
        f"{GRAPH}.block/3kaaaaaaaa2a5": {"subject": OTHER, "createdAt": _AT.format(3)},
        f"{GRAPH}.list/3kaaaaaaaa2a6": {"name": "Survivors", "description": "Admired", "createdAt": _AT.format(4)},
        f"{GRAPH}.listitem/3kaaaaaaaa2a7": {
            "subject": OTHER, "list": f"at://{DID}/{GRAPH}.list/3kaaaaaaaa2a6", "createdAt": _AT.format(4),
        },
        "app.bsky.feed.threadgate/3kaaaaaaaa122": {"post": mine, "createdAt": _AT.format(4)},
        "app.bsky.actor.profile/self": {
            "displayName": "Mira Åberg, LCSW", "description": "Therapist 💬 call 555-0134", "pronouns": "she/her",
        },
        "com.whtwnd.blog.entry/3kaaaaaaaa2a8": {
            "title": "On grief", "content": "# On grief\n\nIt passes.", "createdAt": _AT.format(5),
        },
        "example.other.thing/1": {"what": "nothing for us"},
    }  # fmt: skip


def build(folder: Path) -> Path:
    """Write the made-up account's repository, with a post that was deleted."""
    made = folder / "repo.car"
    made.write_bytes(repository(account(), [post(9, "This was deleted")]))
    return folder

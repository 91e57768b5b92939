"""Damaged exports: whatever happens to the bytes of one, its reader ends, in bounded memory, with counts."""

from __future__ import annotations

import random
import tracemalloc
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from circumspect.domain.activity import Coverage
from circumspect.readers.archives._kit import UNREADABLE, activities
from circumspect.readers.archives._source import Member, Source

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from readers.archives.conftest import Sample

_HOSTILE = (
    b"", b"\0" * 5000, b"[" * 5000, b'{"a":' * 500, b"null", b'[null, 1, "x", [], {}]', b"9" * 100_000, b"<html>",
    b"\xff\xfe[\0", b"PK\x03\x04", b'"' * 999, b",;\t\n" * 400, b"[{}]", b"{}", b'{"a": [{"b": null}]}',
)  # fmt: skip
_SWAPS = ((b'"', b"'"), (b":", b","), (b"{", b"["), (b"1", b"null"), (b",", b"\n"), (b'"', b""), (b"[", b"{"))


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Damage a file in one of the ways that files are damaged in."""
    match chance.randrange(6):
        case 0:
            return chance.choice(_HOSTILE)
        case 1:
            return raw[: chance.randrange(len(raw) + 1)]
        case 2:
            at = chance.randrange(len(raw) + 1)
            return raw[:at] + bytes(chance.randrange(256) for _ in range(chance.randrange(40))) + raw[at:]
        case 3:
            some = bytearray(raw)
            for _ in range(min(len(some), 1 + len(some) // 200)):
                some[chance.randrange(len(some))] = chance.randrange(256)
            return bytes(some)
        case 4:
            old, new = chance.choice(_SWAPS)
            return raw.replace(old, new, chance.randrange(1, 9))
        case _:
            return raw.decode("utf-8", "replace").encode(chance.choice(["utf-16", "latin-1", "cp037"]), "replace")


def kept(sample: Sample, scratch: Path) -> dict[str, bytes]:
    """Give the members of a made-up export."""
    with Source([sample.export(scratch)]) as source:
        found = {}
        for member in source.members:
            with source.open(member) as stream:
                found[member.name] = stream.read()
        return found


def test_damaged_members_never_crash_a_reader(sample: Sample, tmp_path: Path) -> None:
    """Each member damaged in several ways: the others are read all the same, and every row is counted."""
    members = kept(sample, tmp_path)
    chance = random.Random(sample.name)
    path = tmp_path / "damaged.zip"
    tracemalloc.start()
    try:
        for _ in range(12):
            with zipfile.ZipFile(path, "w") as archive:
                for name, raw in members.items():
                    archive.writestr(name, mutated(raw, chance) if chance.random() < 0.5 else raw)
            coverage = Coverage()
            with Source([path]) as source:
                sample.reader.recognise(source)
                given_ = sum(1 for _ in activities(sample.reader, source, coverage, messages=True))
            assert given_ == coverage.given
            assert all(c.expected == c.read + c.aside + c.unreadable for c in coverage.counts)
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


@settings(max_examples=25)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    )
)
def test_no_row_crashes_a_reader(all_readers: dict[str, ModuleType], row: object) -> None:
    """A row of any shape gives activities, nothing, or an error that counts it as unreadable."""
    member = Member("x.json", 1)
    for part in (part for reader in all_readers.values() for part in reader.PARTS):
        with suppress(*UNREADABLE):
            list(part.take(row, member))

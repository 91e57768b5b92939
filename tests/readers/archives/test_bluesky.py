"""Bluesky: repositories that are cut, damaged, hostile or large; deleted records; times that make no sense."""

from __future__ import annotations

import importlib.util
import io
import random
import tracemalloc
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import libipld
import pytest

from circumspect.domain.activity import Activity, Coverage, Kind
from circumspect.readers._kit import ReadError
from circumspect.readers.archives import bluesky
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Member, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPEC = importlib.util.spec_from_file_location("build_bluesky", Path(__file__).parent / "bluesky" / "build.py")
assert _SPEC is not None
assert _SPEC.loader is not None
build: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(build)


def read(raw: bytes, folder: Path) -> tuple[list[Activity], Coverage]:
    """Read a repository."""
    (folder / "repo.car").write_bytes(raw)
    coverage = Coverage()
    with Source([folder / "repo.car"]) as source:
        return list(activities(bluesky, source, coverage)), coverage


def rows(raw: bytes) -> Iterator[Any]:
    """Give the rows of a repository."""
    return bluesky.record_rows(io.BytesIO(raw))


def commit(root: bytes, *blocks: bytes) -> bytes:
    """Give a repository of these blocks, with a commit that names the root of its tree."""
    told = {"did": build.DID, "version": 3, "data": root, "rev": "3ka", "prev": None, "sig": b""}
    block = libipld.encode_dag_cbor(told)
    return bytes(build.heading(build.cid(block)) + b"".join(build.frame(one) for one in (block, *blocks)))


def test_paths_come_back_out_of_the_tree() -> None:
    """Hundreds of records, in a tree of several storeys, each come back once and under their own path."""
    wanted = {
        f"{build.POST}/3k{number:011d}".replace("0", "a"): build.post(1, f"post {number}") for number in range(700)
    }
    got = {row.path: row.record["text"] for row in rows(build.repository(wanted))}
    assert got == {path: record["text"] for path, record in wanted.items()}


def test_a_deleted_record_is_not_read(tmp_path: Path) -> None:
    """A record that stands in the file and that no leaf names gives nothing."""
    found, coverage = read(build.repository({}, [build.post(1, "deleted")]), tmp_path)
    assert found == []
    assert not coverage.counts[0].broken


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95, 0.999])
def test_a_cut_file_says_so(tmp_path: Path, share: float) -> None:
    """Wherever a download broke off, what is whole is read, what is missing is counted or said, and nothing crashes."""
    raw = build.repository(build.account())
    found, coverage = read(raw[: int(len(raw) * share)], tmp_path)
    [count] = coverage.counts
    assert count.broken
    assert count.expected == count.read + count.aside + count.unreadable
    assert len(found) <= 15


def test_a_changed_record_is_not_taken_for_the_owners_words(tmp_path: Path) -> None:
    """A record whose hash does not fit is unreadable; the others are read."""
    raw = build.repository(build.account())
    found, coverage = read(raw.replace(b"Worth reading", b"Worth nothing"), tmp_path)
    assert coverage.counts[0].unreadable == 2
    assert not any("Worth" in one.text for one in found)


def test_a_ring_in_the_tree_comes_to_an_end() -> None:
    """A tree whose node names a node above it is walked once around and said to be damaged."""
    leaf = libipld.encode_dag_cbor(build.post(1, "here"))
    # A hash that fits a ring cannot be made, so the blocks stand under names of our own.
    name = build.cid(b"ring")
    entry = {"p": 0, "k": f"{build.POST}/3kaaaaaaaa122".encode(), "v": build.cid(leaf), "t": name}
    node = libipld.encode_dag_cbor({"e": [entry], "l": None})
    raw = commit(name, leaf) + build.frame(node, name)
    with pytest.raises(ReadError, match="ring"):
        list(rows(raw))
    assert [row.record["text"] for row in rows_until_error(raw)] == ["here"]


def rows_until_error(raw: bytes) -> list[Any]:
    """Give the rows that come before the file is said to be damaged."""
    found: list[Any] = []
    try:
        for row in rows(raw):
            found.append(row)  # noqa: PERF402 - what came before the error is wanted
    except ReadError:
        pass
    return found


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00",
        b"\xff" * 12,
        b"<!DOCTYPE html><html>",
        build.varint(2**62),
        build.heading(build.cid(b"x")),
        build.heading(build.cid(b"x")) + build.varint(2**40) + b"x",
        build.heading(build.cid(b"x")) + b"\x80" * 40,
        build.heading(build.cid(b"x")) + b"\x03\xff\xff\xff",
        b"\x0a\xa1\x67version\x02",
        commit(build.cid(b"nowhere")),
        commit(b"", libipld.encode_dag_cbor({"e": 7, "l": None})),
        commit(build.cid(b"x"), b"\x81" * 100_000),
    ],
)
def test_what_is_no_repository_is_said_in_words(raw: bytes) -> None:
    """Empty, foreign, endless and senseless files raise a sentence, whatever stands in them."""
    with pytest.raises(ReadError, match=r"\w+ \w+ \w+"):
        list(rows(raw))


def test_keys_that_swell_are_stopped() -> None:
    """A tree whose keys share more and more, and so would grow without end, is refused."""
    entries = [{"p": 0, "k": b"k" * 2000, "v": build.cid(b"v"), "t": None}]
    entries += [{"p": 2000, "k": b"", "v": build.cid(b"v"), "t": None}] * 120_000
    node = libipld.encode_dag_cbor({"e": entries, "l": None})
    with pytest.raises(ReadError, match="more records than any account"):
        list(rows(commit(build.cid(node), node)))


@pytest.mark.parametrize("seed", range(60))
def test_changed_bytes_never_crash(tmp_path: Path, seed: int) -> None:
    """Whatever bytes are changed, the counts add up and only a sentence comes out."""
    chance = random.Random(seed)
    raw = bytearray(build.repository(build.account()))
    for _ in range(chance.randint(1, 30)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    _, coverage = read(bytes(raw), tmp_path)
    [count] = coverage.counts
    assert count.expected == count.read + count.aside + count.unreadable


def test_a_large_repository_is_not_held(tmp_path: Path) -> None:
    """Of 20,000 long posts only the tree is held: memory stays far below what they take."""
    names = (f"{build.POST}/3k{number:011d}".replace("0", "a") for number in range(20_000))
    raw = build.repository({name: build.post(1, "word " * 400 + name) for name in names})
    with zipfile.ZipFile(tmp_path / "mine.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("repo.car", raw)
    size = len(raw)
    del raw
    with Source([tmp_path / "mine.zip"]) as source:
        tracemalloc.start()
        given = sum(1 for _ in activities(bluesky, source, Coverage()))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert given == 20_000
    assert peak < size / 3


def test_a_file_that_cannot_be_wound_back_is_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What must be held to be read twice is held up to a bound, and beyond it the sentence says what to do."""
    monkeypatch.setattr(bluesky, "_MOST_HELD", 100)
    monkeypatch.setattr(bluesky, "_twice", lambda stream, twice=bluesky._twice: twice(_OneWay(stream)))
    _, coverage = read(build.repository(build.account()), tmp_path)
    assert "pack it as a zip" in coverage.counts[0].broken


class _OneWay:
    """A stream that cannot be wound back."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - any stream
        self.read = stream.read

    def seekable(self) -> bool:
        """Say that it cannot."""
        return False


def test_followers_come_as_numbers() -> None:
    """An account that is followed is a number without a name, and says when."""
    row = bluesky.Row(
        build.DID, "app.bsky.graph.follow/3ka", {"subject": build.OTHER, "createdAt": "2024-03-01T00:00:00Z"}
    )
    [one] = bluesky.take_record(row, Member("repo.car", 1))
    assert one.kind is Kind.CONNECTION
    assert one.who is not None
    assert (one.who.account, one.who.named) == (build.OTHER, False)

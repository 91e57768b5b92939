"""Every reader of archives gives exactly what stands beside its made-up exports, and claims no other platform's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.activity import Kind
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from readers.archives.conftest import AsExpected, Sample

TOP = "export of somebody"


@pytest.mark.parametrize("top", ["", TOP], ids=["folder", "zip"])
def test_what_stands_beside_the_export_comes_out(
    sample: Sample, as_expected: type[AsExpected], tmp_path: Path, top: str
) -> None:
    """Recognition, counts, what is unknown, missing and broken, every activity in order; the zip as the folder."""
    expected = sample.expected
    got = sample.read(sample.zipped(tmp_path, top) if top else sample.export(tmp_path))
    assert got.recognition is not None
    assert (got.recognition.platform, got.recognition.layout) == (sample.reader.PLATFORM, expected["layout"])
    assert bool(got.recognition.refused) == bool(expected.get("refused"))
    assert as_expected.counts(got.coverage, top) == {name: list(c) for name, c in expected.get("counts", {}).items()}
    assert as_expected.broken(got.coverage, top) == sorted(expected.get("broken", []))
    assert as_expected.unknown(got.coverage, top) == sorted(expected.get("unknown", []))
    assert sorted(got.coverage.missing) == sorted(expected.get("missing", []))
    wanted = expected.get("activities", [])
    for number, (one, told) in enumerate(zip(got.activities, wanted, strict=False)):
        assert as_expected.activity(one, told, top) == told, f"activity {number}, of {one.member}"
    assert len(got.activities) == len(wanted)


def test_counts_add_up(sample: Sample, tmp_path: Path) -> None:
    """Each row of each member is read, left aside or unreadable, and what came out is what was counted."""
    got = sample.read(sample.export(tmp_path))
    for count in got.coverage.counts:
        assert count.expected == count.read + count.aside + count.unreadable, count.member
    given = Counter(one.member for one in got.activities)
    assert given == Counter({c.member: c.given for c in got.coverage.counts if c.given})


def test_reading_twice_gives_the_same_ids(sample: Sample, tmp_path: Path) -> None:
    """An id stays what it is when the export is read again, and every activity has one."""
    path = sample.export(tmp_path)
    first, second = ([one.id for one in sample.read(path).activities] for _ in range(2))
    assert first == second
    assert all(first)


def test_no_direct_message_unasked(sample: Sample, tmp_path: Path) -> None:
    """Without being asked for, no direct message is read."""
    got = sample.read(sample.export(tmp_path), messages=False)
    assert [one for one in got.activities if one.kind is Kind.MESSAGE] == []


def test_nothing_shows_words(sample: Sample, tmp_path: Path) -> None:
    """What an activity or its account shows of itself holds none of its words."""
    for one in sample.read(sample.export(tmp_path), messages=True).activities:
        told = (repr(one) + repr(one.who)).replace(repr(one.sort), "")
        words = [one.text, one.title, one.in_reply_to or ""]
        words += [one.who.display, one.who.handle] if one.who else []
        assert not [word for word in words if len(word) > len(one.platform) and word in told]


def test_no_other_reader_claims_it(sample: Sample, all_readers: dict[str, ModuleType], tmp_path: Path) -> None:
    """Readers of other platforms are surer of none of it than 0.5, and never as sure as its own."""
    with Source([sample.export(tmp_path)]) as source:
        own = sample.reader.recognise(source)
        for name, reader in all_readers.items():
            if name == sample.platform:
                continue
            other = reader.recognise(source)
            assert other is None or (own is not None and other.confidence < min(0.5, own.confidence)), name


def test_every_reader_has_what_readers_have(all_readers: dict[str, ModuleType]) -> None:
    """PLATFORM is the file's name, parts are told apart by name, and each has a made-up export."""
    for name, reader in all_readers.items():
        assert name == reader.PLATFORM
        assert reader.TITLE
        names = [part.name for part in reader.PARTS]
        assert len(names) == len(set(names)), name

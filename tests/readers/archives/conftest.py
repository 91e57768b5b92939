"""The made-up exports: a test that asks for `sample` is run with each of them."""

from __future__ import annotations

import importlib
import importlib.util
import json
import pkgutil
import sys
import zipfile
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.domain.activity import Activity, Coverage, Recognition
from circumspect.domain.screening import Request
from circumspect.readers import archives
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

HERE = Path(__file__).parent
# What a made-up export need not say: the platform is that of its folder, the member stands in the counts.
_NEEDLESS = ("platform", "member")


def readers() -> dict[str, ModuleType]:
    """Give all readers of archives: file name → module."""
    names = [found.name for found in pkgutil.iter_modules(archives.__path__) if not found.name.startswith("_")]
    return {name: importlib.import_module(f"{archives.__name__}.{name}") for name in sorted(names)}


def plain(one: Activity | Request) -> dict[str, Any]:
    """Give an activity, or an account, as expected.json writes it: the fields that differ from the defaults."""
    told: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if value != field.default:
            told[field.name] = _plain_value(value)
    if str(told.get("id", "")).startswith("made:"):
        told["id"] = "made:"
    return told


def _plain_value(value: object) -> object:
    if isinstance(value, Request):
        return plain(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Read:
    """What came out of an export."""

    recognition: Recognition | None
    activities: list[Activity]
    coverage: Coverage


@dataclass(frozen=True)
class Sample:
    """A made-up export of one layout of one platform, and what should come out of it."""

    platform: str
    folder: Path

    @property
    def name(self) -> str:
        """Platform and layout."""
        return f"{self.platform}/{self.folder.name}"

    @property
    def expected(self) -> dict[str, Any]:
        """What stands in expected.json."""
        told: dict[str, Any] = json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))
        return told

    @property
    def reader(self) -> ModuleType:
        """The reader that the sample is for."""
        return importlib.import_module(f"{archives.__name__}.{self.platform}")

    def export(self, scratch: Path) -> Path:
        """Give the export: the folder beside expected.json, else what `build.py` makes in `scratch`."""
        given = self.folder / "export"
        if given.exists():
            return given
        builder = next(p for p in (self.folder / "build.py", self.folder.parent / "build.py") if p.exists())
        spec = importlib.util.spec_from_file_location(f"build_{self.platform}_{self.folder.name}", builder)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        own = scratch / "built"
        own.mkdir(exist_ok=True)
        made: Path = module.build(own)
        return made

    def zipped(self, scratch: Path, top: str) -> Path:
        """Give the same export as one zip, with all of it in a folder `top/`."""
        made = scratch / "export.zip"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, Source([self.export(scratch)]) as source:
            for member in source.members:
                with source.open(member) as stream:
                    archive.writestr(f"{top}/{member.name}", stream.read())
        return made

    def read(self, path: Path, *, messages: bool | None = None) -> Read:
        """Read an export with the sample's reader; direct messages as expected.json says, unless told."""
        wanted = bool(self.expected.get("messages")) if messages is None else messages
        coverage = Coverage()
        with Source([path]) as source:
            recognition: Recognition | None = self.reader.recognise(source)
            found = list(activities(self.reader, source, coverage, messages=wanted))
        return Read(recognition, found, coverage)


def samples() -> list[Sample]:
    """Give all made-up exports."""
    return [Sample(p.parent.parent.name, p.parent) for p in sorted(HERE.glob("*/*/expected.json"))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for `sample` with each of them."""
    if "sample" in metafunc.fixturenames:
        metafunc.parametrize("sample", samples(), ids=lambda sample: sample.name)


@pytest.fixture
def all_readers() -> dict[str, ModuleType]:
    """Give all readers of archives: file name → module."""
    return readers()


@pytest.fixture
def as_expected() -> type[AsExpected]:
    """Give what turns results into the words of expected.json."""
    return AsExpected


class AsExpected:
    """Results in the words of expected.json."""

    @staticmethod
    def activity(one: Activity, wanted: dict[str, Any], top: str) -> dict[str, Any]:
        """Give an activity as it should stand there; platform and member only where `wanted` names them."""
        media = tuple(_below(name, top) for name in one.media)
        told = plain(replace(one, member=_below(one.member, top), media=media))
        return {key: value for key, value in told.items() if key not in _NEEDLESS or key in wanted}

    @staticmethod
    def counts(coverage: Coverage, top: str) -> dict[str, list[int]]:
        """Give member → expected, read, aside, unreadable, given."""
        return {_below(c.member, top): [c.expected, c.read, c.aside, c.unreadable, c.given] for c in coverage.counts}

    @staticmethod
    def broken(coverage: Coverage, top: str) -> list[str]:
        """Give the members that break off."""
        return sorted(_below(c.member, top) for c in coverage.counts if c.broken)

    @staticmethod
    def unknown(coverage: Coverage, top: str) -> list[str]:
        """Give the members that no part knows."""
        return sorted(_below(name, top) for name in coverage.unknown)


def _below(name: str, top: str) -> str:
    return name.removeprefix(f"{top}/") if top else name


@pytest.fixture(scope="session")
def most_held() -> Callable[..., tuple[int, int]]:
    """Give a function that counts rows, and the blocks of memory held at most beyond those at the start."""

    def held(rows: Iterable[object]) -> tuple[int, int]:
        start, most, count = sys.getallocatedblocks(), 0, 0
        for count, _ in enumerate(rows, 1):
            if count % 1000 == 0:
                most = max(most, sys.getallocatedblocks() - start)
        return count, most

    return held

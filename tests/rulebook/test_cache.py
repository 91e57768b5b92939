"""The rulebook kept between runs: never stale, never trusted when damaged."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

import pytest

from circumspect.core.ruleset import Ruleset
from circumspect.rulebook import cache

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(tmp_path: Path, cache_folder: Path, ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the session's cache, in use."""
    base = tmp_path / "cache"
    base.mkdir()
    for suffix in (".json", ".hyperscan"):
        shutil.copy(cache_folder / f"rulebook-{ruleset.version}{suffix}", base)
    monkeypatch.setenv("CIRCUMSPECT_CACHE", str(base))
    return base


def test_what_is_kept_equals_what_is_loaded(ruleset: Ruleset, loaded: Ruleset) -> None:
    """A rulebook from the cache is the loaded one, examples left out."""
    for field in fields(Ruleset):
        if field.name == "rules":
            assert [r.id for r in ruleset.rules] == [r.id for r in loaded.rules]
            for mine, other in zip(ruleset.rules, loaded.rules, strict=True):
                assert {f.name for f in fields(mine) if getattr(mine, f.name) != getattr(other, f.name)} <= {"examples"}
        elif field.name == "index":  # tuples come back as lists, which read alike
            assert json.dumps(asdict(ruleset.index)) == json.dumps(asdict(loaded.index))
        else:
            assert getattr(ruleset, field.name) == getattr(loaded, field.name), field.name


def test_a_warm_cache_is_used(kept: Path, monkeypatch: pytest.MonkeyPatch, ruleset: Ruleset) -> None:
    """With a cache in place nothing is loaded again."""
    assert kept.is_dir()

    def refuse(*_: object) -> None:
        raise AssertionError("loaded again")

    monkeypatch.setattr("circumspect.rulebook.loader.load", refuse)
    assert cache.ruleset().version == ruleset.version


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe\x00",
        b'{"version": "other"}',
        b'{"version": "VERSION"}',
        b'{"version": "VERSION", "rules": 3}',
    ],
)
def test_a_damaged_cache_is_left_aside(damage: bytes, kept: Path, ruleset: Ruleset) -> None:
    """What cannot be read back whole is not used."""
    path = kept / f"rulebook-{ruleset.version}.json"
    path.write_bytes(damage.replace(b"VERSION", ruleset.version.encode()))
    assert cache._kept(path.with_suffix(""), ruleset.version, (cache.SHIPPED,)) is None


@pytest.mark.parametrize("damage", ["emptied", "cut"])
def test_a_cache_whose_rules_went_missing_is_left_aside(damage: str, kept: Path, ruleset: Ruleset) -> None:
    """A cache that still parses but lost its rules is noticed: no rules would mean that everything is clear."""
    path = kept / f"rulebook-{ruleset.version}.json"
    seal, _, content = path.read_bytes().partition(b"\n")
    plain = json.loads(content)
    plain["rules"] = [] if damage == "emptied" else plain["rules"][:3]
    path.write_bytes(seal + b"\n" + json.dumps(plain).encode())
    assert cache._kept(path.with_suffix(""), ruleset.version, (cache.SHIPPED,)) is None


def test_a_damaged_database_is_compiled_again(kept: Path, ruleset: Ruleset) -> None:
    """Flipped bytes in the compiled expressions change no answer."""
    from circumspect.core.patterns import PatternSet, Wanted  # noqa: PLC0415 - beside its only use

    path = kept / f"rulebook-{ruleset.version}.hyperscan"
    raw = bytearray(path.read_bytes())
    for at in range(len(raw) // 2, len(raw) // 2 + 64):
        raw[at] ^= 0xFF
    path.write_bytes(bytes(raw))
    again = cache.ruleset()
    patterns = PatternSet(again.index, again.compiled)
    found = patterns.scan("my client told me today")
    assert any(found.spans(key) for key in found.candidates(Wanted(patterns, patterns.index.names)))


def test_a_changed_pack_is_another_version(tmp_path: Path) -> None:
    """Any change to any file of the packs gives a new version."""
    packs = tmp_path / "packs" / "practice"
    packs.mkdir(parents=True)
    (packs / "a.yaml").write_text("one", encoding="utf-8")
    first = cache.fingerprint([packs.parent])
    (packs / "a.yaml").write_text("two", encoding="utf-8")
    second = cache.fingerprint([packs.parent])
    (packs / "a.yaml").rename(packs / "b.yaml")
    assert len({first, second, cache.fingerprint([packs.parent])}) == 3


def test_moving_a_rule_to_another_pack_is_another_version(tmp_path: Path) -> None:
    """The folder a file stands in counts: it says whether a file is a rule, a lexicon or a guard."""
    root = tmp_path / "packs"
    for name in ("one", "two"):
        (root / name).mkdir(parents=True)
    (root / "one" / "a.yaml").write_text("x", encoding="utf-8")
    first = cache.fingerprint([root])
    (root / "one" / "a.yaml").rename(root / "two" / "a.yaml")
    assert cache.fingerprint([root]) != first


def test_old_rulebooks_are_dropped(kept: Path, ruleset: Ruleset) -> None:
    """The cache keeps a few rulebooks and no more."""
    for number in range(8):
        (kept / f"rulebook-{number:012}.json").write_text("{}", encoding="utf-8")
    cache._keep(kept / f"rulebook-{ruleset.version}", ruleset, b"x")
    assert len(list(kept.glob("rulebook-*.json"))) <= cache._KEEP
    assert (kept / f"rulebook-{ruleset.version}.json").exists()

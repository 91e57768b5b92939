"""The compiled rulebook, kept between runs. Open it when start-up is slow, or a cached rulebook looks stale.

What is kept is plain JSON and Hyperscan's own serialised database, named by the hash of every file it was made
from. A stale or damaged cache is never used: it is made again. It holds rules only, nobody's words.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import typing
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

from circumspect.core.patterns import Index, PatternSet
from circumspect.core.review import load_detectors
from circumspect.core.ruleset import Ruleset, TitleClaim
from circumspect.domain.document import Account, Surface
from circumspect.domain.ethics_code import EthicsCode
from circumspect.domain.rule import Guard, Look, Rule
from circumspect.rulebook.gazetteers import load_gazetteers

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = _PACKAGE / "packs"
_SUFFIXES = (".yaml", ".txt", ".md")
_KEEP = 4
_NAMES = {"Mapping": Mapping, "date": date, "Surface": Surface, "Account": Account}


def fingerprint(roots: Sequence[Path]) -> str:
    """Give the hash of everything a rulebook is made from and read by, 12 hexadecimal digits."""
    found = sha256()
    files = [
        path
        for root in (*roots, _PACKAGE / "templates")
        for path in sorted(root.rglob("*"))
        if path.suffix in _SUFFIXES
    ]
    for part in ("core", "engines", "rulebook"):
        files += sorted((_PACKAGE / part).rglob("*.py"))
    for path in files:
        found.update("/".join(path.parts[-2:]).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:12]


def folder() -> Path:
    """Give where compiled rulebooks are kept; CIRCUMSPECT_CACHE names another place."""
    named = os.environ.get("CIRCUMSPECT_CACHE")
    return Path(named) if named else user_cache_path("circumspect")


def ruleset(roots: Sequence[Path] = (SHIPPED,)) -> Ruleset:
    """Give the rulebook of these packs, from the cache if it has them. Examples are left out; `load` gives them.

    Raises RulebookError where the packs cannot be loaded.
    """
    version = fingerprint(roots)
    base = folder() / f"rulebook-{version}"
    kept = _kept(base, version, roots)
    if kept is not None:
        return kept
    from circumspect.rulebook.loader import load  # noqa: PLC0415 - the slow path alone needs pydantic

    made = load(roots, version)
    compiled = PatternSet(made.index).dump()
    with contextlib.suppress(OSError):  # a read-only home costs time, not answers
        _keep(base, made, compiled)
    return _with(made, compiled)


def _with(made: Ruleset, compiled: bytes | None) -> Ruleset:
    return Ruleset(**{f.name: getattr(made, f.name) for f in fields(Ruleset)} | {"compiled": compiled})


def _keep(base: Path, made: Ruleset, compiled: bytes | None) -> None:
    """Write a cache, each file whole or not at all, and drop the oldest ones."""
    base.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    plain = {f.name: _plain(getattr(made, f.name)) for f in fields(Ruleset) if f.name not in ("gazetteers", "compiled")}
    if compiled is not None:
        _write(base.with_suffix(".hyperscan"), compiled)
    content = json.dumps(plain).encode()
    _write(base.with_suffix(".json"), sha256(content).hexdigest().encode() + b"\n" + content)
    old = sorted(base.parent.glob("rulebook-*.json"), key=lambda p: p.stat().st_mtime)[:-_KEEP]
    for path in old:
        path.unlink(missing_ok=True)
        path.with_suffix(".hyperscan").unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)


def _plain(value: object) -> object:
    """Turn a dataclass into what JSON can hold; examples stay behind."""
    if isinstance(value, Look):
        return {"kind": value.kind, "params": asdict(value.params), "when": _plain(value.when),  # type: ignore[call-overload]
                "sure": value.sure, "unless": _plain(value.unless)}  # fmt: skip
    if is_dataclass(value):
        return {
            f.name: _plain(getattr(value, f.name))
            for f in fields(value)
            if not (isinstance(value, Rule) and f.name == "examples")
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(entry) for entry in value]
    return sorted(value) if isinstance(value, frozenset) else value


def _kept(base: Path, version: str, roots: Sequence[Path]) -> Ruleset | None:
    """Read a cache back; None when there is none or it cannot be read."""
    try:
        seal, _, content = base.with_suffix(".json").read_bytes().partition(b"\n")
        if sha256(content).hexdigest().encode() != seal:
            return None
        plain = json.loads(content)
        compiled = base.with_suffix(".hyperscan")
        database = compiled.read_bytes() if compiled.exists() else None
        if plain["version"] != version:
            return None
        return Ruleset(
            rules=tuple(_rule(row) for row in plain["rules"]),
            guards={name: _built(Guard, row) for name, row in plain["guards"].items()},
            codes={name: _built(EthicsCode, row) for name, row in plain["codes"].items()},
            index=Index(**plain["index"]),
            vocabulary=frozenset(plain["vocabulary"]),
            gazetteers=load_gazetteers(roots),
            titles=tuple(_built(TitleClaim, row) for row in plain["titles"]),
            crisis_lines=plain["crisis_lines"],
            disclaimers=plain["disclaimers"],
            version=version,
            compiled=database,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _rule(row: dict[str, Any]) -> Rule:
    kinds = load_detectors()
    looks = []
    for look in row["detect"]:
        params = _built(kinds[look["kind"]].Params, look["params"])
        looks.append(_built(Look, {**look, "params": params}))
    made: Rule = _built(Rule, {**row, "detect": ()}, detect=tuple(looks))
    return made


_HINTS: dict[type, dict[str, Any]] = {}


def _built(made: Any, row: Mapping[str, Any], **given: object) -> Any:  # noqa: ANN401 - any dataclass
    """Build a dataclass from what `_plain` made of it."""
    hints = _HINTS.get(made)
    if hints is None:
        hints = _HINTS[made] = typing.get_type_hints(made, localns=_NAMES)
    return made(**{key: _value(hints[key], entry) for key, entry in row.items() if key not in given}, **given)


def _value(hint: Any, entry: Any) -> Any:  # noqa: ANN401 - any type expression
    if entry is None or hint in (str, int, float, bool, object, Any):
        return entry
    origin = typing.get_origin(hint)
    if origin in (UnionType, typing.Union):
        return _value(next(a for a in typing.get_args(hint) if a is not NoneType), entry)
    if origin is tuple:
        return tuple(_value(typing.get_args(hint)[0], e) for e in entry)
    if origin is Mapping:
        return {key: _value(typing.get_args(hint)[1], e) for key, e in entry.items()}
    if hint is date:
        return date.fromisoformat(entry)
    if is_dataclass(hint):
        return _built(hint, entry)
    return hint(entry)

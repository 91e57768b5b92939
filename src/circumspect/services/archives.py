"""Which platform an export is of, and how one is asked for. Open it to change how an export finds its reader.

Readers are not registered: the folder readers/archives/ is walked. How a clinician gets an export stands in
templates/platforms/, one file for each platform, and is said wherever an export is missing or of the wrong form.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circumspect.readers import archives
from circumspect.readers.archives._source import Source
from circumspect.rulebook.yaml_lines import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from circumspect.domain.activity import Recognition

PLATFORMS = Path(__file__).resolve().parent.parent / "templates" / "platforms"
_PAGES = (".html", ".htm")
_TABLES = (".json", ".js", ".csv", ".car")
_CHOOSE_ONE = "Where the platform lets you choose the form of the export, choose JSON rather than HTML."


def opened(paths: Sequence[Path]) -> Source:
    """Open the zip, the zips, the folder or the file that make up one export; use it in a `with` block.

    Raises ReadError, which says which of them cannot be read and what to do.
    """
    return Source(paths)


@once
def readers() -> dict[str, ModuleType]:
    """Give the readers of exports, by platform."""
    names = sorted(m.name for m in pkgutil.iter_modules(archives.__path__) if not m.name.startswith("_"))
    modules = [importlib.import_module(f"{archives.__name__}.{name}") for name in names]
    return {module.PLATFORM: module for module in modules}


def titles() -> dict[str, str]:
    """Give platform → the name that people know it by."""
    return {name: str(reader.TITLE) for name, reader in readers().items()}


def recognise(source: Source) -> list[tuple[ModuleType, Recognition]]:
    """Say whose export a source may be, the likeliest first; none where no reader knows it.

    Where one cannot be read as it is, `refused` says why and how to ask for another.
    """
    found = [(reader, reader.recognise(source)) for reader in readers().values()]
    known = [(reader, _with_steps(one)) for reader, one in found if one is not None]
    return sorted(known, key=lambda pair: -pair[1].confidence)


def _with_steps(one: Recognition) -> Recognition:
    steps = how_to_ask(one.platform)
    return replace(one, refused=f"{one.refused.rstrip(' .')}. {steps}") if one.refused and steps else one


def how_to_ask(platform: str) -> str:
    """Say how a clinician gets the export of a platform; an empty string for one that we know no way for."""
    path = PLATFORMS / f"{platform}.yaml"
    if not path.exists():
        return ""
    told: Any = read(path, f"templates/platforms/{path.name}").value
    steps = "; ".join(str(step).rstrip(" .;") for step in told["ask"])
    chosen = "; ".join(str(one).rstrip(" .;") for one in told.get("choose") or ())
    said = f"How to ask {told['title']} for it: {steps}."
    return f"{said} Choose: {chosen}." if chosen else said


def unrecognised(source: Source) -> str:
    """Say that no reader knows a source, what it looks like, and what to give instead."""
    known = ", ".join(sorted(titles().values(), key=str.casefold))
    said = [f"This does not look like an export that we read. We read exports of: {known}."]
    said += _likely(source)
    said.append("Give the zip as it came from the platform, all of its parts together, or the unpacked folder.")
    likeliest = recognise(source)
    if likeliest:
        reader, one = likeliest[0]
        said.append(f"If it is meant to be one of {reader.TITLE}: {one.refused or how_to_ask(one.platform)}".rstrip())
    return " ".join(said)


def _likely(source: Source) -> list[str]:
    """Say what is seen of a source that may explain it."""
    names = [member.name.lower() for member in source.members]
    if not names:
        reasons = [told.rpartition(": ")[2] for told in source.left[:1]]
        return [" ".join(["There is no file in it that can be opened.", *(f"What it holds {one}." for one in reasons)])]
    if any(name.endswith(_PAGES) for name in names) and not any(name.endswith(_TABLES) for name in names):
        return [f"It is made of web pages. {_CHOOSE_ONE}"]
    if all(member.is_media for member in source.members):
        return ["It holds pictures, films or sounds alone: the other part of the export is missing."]
    return []

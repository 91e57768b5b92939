"""Collect the desk's words for people, and make what the pages read. Open it when words on a page were changed.

    python tools/translations.py           gather words into locales/LANGUAGE/…/circumspect.po, and compile each
    python tools/translations.py --check   say what is not gathered, not translated or not compiled; exit code 1

A translator edits the .po file, with any editor for them or by hand. English stands in the pages themselves.
"""

from __future__ import annotations

import importlib
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

WEB = Path(__file__).resolve().parent.parent / "src" / "circumspect" / "surfaces" / "web"
LOCALES = WEB / "locales"
LANGUAGES = ("es",)
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None, "term": None}
# Module → its tables, all in capitals where none is named.
TABLES: dict[str, tuple[str, ...]] = {
    "circumspect.domain.profile": ("HOUSE",),
    "circumspect.readers.roster.columns": ("FIELDS", "_KINDS"),
    "circumspect.surfaces.web._wording": (),
    "circumspect.surfaces.web._places": ("COUNTRIES",),
    "circumspect.surfaces.web.practice": ("QUESTIONS",),
    "circumspect.surfaces.web.vaulting": ("_LEVELS",),
    "circumspect.surfaces.web.write": ("SURFACES", "ACCOUNTS"),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def listed() -> Iterator[str]:
    """Give the words of tables that templates look up by a key."""
    for module, names in TABLES.items():
        tables = vars(importlib.import_module(module))
        for name in names or [one for one in tables if one.isupper() and isinstance(tables[one], dict)]:
            yield from _strings(tables[name])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


def gathered() -> Catalog:
    """Gather every string that is marked for translation, and those in the tables."""
    found = Catalog(charset="utf-8")
    options = {"templates/**.html": {"trimmed": "true"}}
    for name, _, message, comments, context in extract_from_dir(
        str(WEB), method_map=_METHODS, options_map=options, keywords=_KEYWORDS
    ):
        found.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    for words in listed():
        if words and words not in found:
            found.add(words)
    return found


def _path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "circumspect.po"


def _brought_up(language: str, words: Catalog) -> Catalog:
    """Give a language's words with what is new and without what is gone."""
    path = _path(language)
    catalog = Catalog(language, project="circumspect", charset="utf-8", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.update(words, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = "# Words of the desk. Written by tools/translations.py; the translations by hand."
    catalog.fuzzy = False
    return catalog


def _po(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, no_location=True, omit_header=False, sort_output=True, width=110)
    return re.sub(
        rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Report-Msgid).*\n',
        b"",
        out.getvalue(),
        flags=re.MULTILINE,
    )


def _mo(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalog)
    return re.sub(
        rb"(POT-Creation-Date|PO-Revision-Date|Generated-By): [^\n]*",
        lambda found: b" " * len(found[0]),
        out.getvalue(),
    )


def troubles(language: str, words: Catalog) -> list[str]:
    """Say what a language lacks: words not gathered or translated, placeholders lost, an old compiled file."""
    path, catalog = _path(language), _brought_up(language, words)
    said = []
    if not path.exists() or path.read_bytes() != _po(catalog):
        said.append(f"{language}: words were changed; run tools/translations.py")
    for message in catalog:
        if not message.id:
            continue
        ids, given = _several(message.id), _several(message.string)
        if not all(given):
            said.append(f"{language}: not translated: {ids[0]!r}")
        elif set(_PLACEHOLDER.findall(ids[-1])) != set(_PLACEHOLDER.findall(given[-1])):
            said.append(f"{language}: placeholders differ: {ids[0]!r}")
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != _mo(catalog):
        said.append(f"{language}: the compiled file is old; run tools/translations.py")
    return said


def _several(words: object) -> list[str]:
    """Give a string, or its forms for one and for many, as a list."""
    return [str(one or "") for one in words] if isinstance(words, list | tuple) else [str(words or "")]


def main(words: list[str]) -> int:
    """Gather and compile; with --check only say what is missing."""
    found = gathered()
    said = []
    for language in LANGUAGES:
        if words != ["--check"]:
            path, catalog = _path(language), _brought_up(language, found)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_po(catalog))
            path.with_suffix(".mo").write_bytes(_mo(catalog))
        said += troubles(language, found)
    print("\n".join(said) or f"{len(found)} strings, all translated")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

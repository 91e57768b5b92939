"""packs/names → NameTables. Open it when a table of names does not load, or to change how one is written.

Reading is strict: a line that is half right would make a common name rare, or one person of two, without anyone
noticing. Tables are checked whole by one expression, and looked at line by line only where it fails.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from circumspect.domain.names import NameTables
from circumspect.rulebook.problems import Problem, RulebookError
from circumspect.rulebook.yaml_lines import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circumspect.rulebook.yaml_lines import Source

FOLDER = "names"
# The leading sign keeps it from being read as a rule.
WORDS = "_words.yaml"
KINDS = ("titles", "suffixes", "particles", "fillers", "kin")
_NAME = re.compile(r"[a-z]+")
_COUNT_LINE = re.compile(r"[a-z]+\t[0-9]+\.[0-9]")
_COUNTS = re.compile(r"(?:[a-z]++\t[0-9]++\.[0-9]\n)++")
_PAIR_LINE = re.compile(r"[a-z]+\t[a-z]+\t(?:1|0\.[3-9][0-9]?)")
_PAIRS = re.compile(r"(?:[a-z]++\t[a-z]++\t(?:1|0\.[3-9][0-9]?)\n|#[^\n]*+\n)++")
_REMARK = re.compile(r"^#.*\n", re.MULTILINE)


def load_names(root: Path) -> NameTables:
    """Read what packs/names knows of names; `root` is laid out like packs/.

    Raises RulebookError with the file and line of what is wrong.
    """
    folder = root / FOLDER
    return NameTables(
        surnames=_counts(folder / "surnames.tsv"),
        given=_counts(folder / "given.tsv"),
        nicknames=_relations(folder / "nicknames.tsv"),
        surname_variants=_relations(folder / "surname-variants.tsv"),
        words=_words(folder / WORDS),
    )


def _text(path: Path) -> str:
    """Read a table. Raises RulebookError where it is missing or not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise _error(path, 1, f"cannot be read: {error.strerror}; install circumspect again") from None
    except UnicodeDecodeError:
        raise _error(path, 1, "is not UTF-8 text; save it as UTF-8") from None


def _error(path: Path, line: int, text: str) -> RulebookError:
    """Say what is wrong on a line of a table."""
    return RulebookError([Problem(f"{FOLDER}/{path.name}", line, text)])


def _lines(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that say something, numbered from 1. Raises RulebookError where the last one is cut off."""
    lines = text.split("\n")
    if lines.pop():
        raise _error(path, len(lines) + 1, "the last line does not end; the file may be cut off")
    for number, line in enumerate(lines, 1):
        if not line.startswith("#"):
            yield number, line


def _counts(path: Path) -> dict[str, float]:
    """Read a table of names and how many people in a million have them."""
    _, _, body = _text(path).partition("\n")
    if not _COUNTS.fullmatch(body):
        _name_the_bad_line(path)
    parts = body.split()
    found = dict(zip(parts[::2], map(float, parts[1::2]), strict=True))
    if 2 * len(found) != len(parts):
        _name_the_repeated_line(path)
    return found


def _name_the_bad_line(path: Path) -> None:
    """Raise RulebookError at the first line that is no count."""
    for number, line in _lines(path, _text(path)):
        if not _COUNT_LINE.fullmatch(line):
            raise _error(path, number, "is not a name in small letters, a tab and a count like 12.3")
    raise _error(path, 1, "holds no counts below its heading; make it again with tools/build_names.py")


def _name_the_repeated_line(path: Path) -> None:
    """Raise RulebookError at the first line whose name stands further up."""
    seen: set[str] = set()
    for number, line in _lines(path, _text(path)):
        name = line.partition("\t")[0]
        if name in seen:
            raise _error(path, number, "this name stands further up; keep one")
        seen.add(name)


def _relations(path: Path) -> dict[str, dict[str, float]]:
    """Read a table of pairs of names and how usual each is; give them in both directions."""
    text = _text(path)
    if not _PAIRS.fullmatch(text):
        _name_the_bad_pair(path)
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    parts = _REMARK.sub("", text).split()
    for one, other, strength in zip(parts[::3], parts[1::3], map(float, parts[2::3]), strict=True):
        found[one][other] = found[other][one] = strength
    if 3 * sum(map(len, found.values())) != 2 * len(parts):
        _name_the_repeated_pair(path)
    return dict(found)


def _name_the_bad_pair(path: Path) -> None:
    """Raise RulebookError at the first line that is neither a pair nor a remark."""
    for number, line in _lines(path, _text(path)):
        if not _PAIR_LINE.fullmatch(line):
            raise _error(
                path, number, "is not two names in small letters and a strength from 0.3 to 1, with tabs between"
            )
    raise _error(path, 1, "is empty; install circumspect again")


def _name_the_repeated_pair(path: Path) -> None:
    """Raise RulebookError at the first line whose pair stands further up, or whose two names are one."""
    seen: set[frozenset[str]] = set()
    for number, line in _lines(path, _text(path)):
        pair = frozenset(line.split("\t")[:2])
        if len(pair) == 1:
            raise _error(path, number, "both names are the same; take the line out")
        if pair in seen:
            raise _error(path, number, "this pair stands further up, perhaps the other way round; keep one")
        seen.add(pair)


def _words(path: Path) -> dict[str, frozenset[str]]:
    """Read the words that stand beside names, by kind."""
    _text(path)
    source = read(path, f"{FOLDER}/{path.name}")
    kinds = source.value if isinstance(source.value, dict) else {}
    if wrong := sorted(set(kinds) ^ set(KINDS)):
        hint = f"is missing or unknown; the kinds are {', '.join(KINDS)}"
        raise RulebookError([source.problem((kind,), f"{kind!r} {hint}") for kind in wrong])
    return {kind: _kind(kind, kinds[kind], source) for kind in KINDS}


def _kind(kind: str, listed: object, source: Source) -> frozenset[str]:
    """Check one kind of words. Raises RulebookError."""
    if not isinstance(listed, list) or not listed:
        raise RulebookError([source.problem((kind,), "is not a list of words; write one")])
    seen: set[str] = set()
    for i, word in enumerate(listed):
        if not isinstance(word, str) or not _NAME.fullmatch(word):
            raise RulebookError([source.problem((kind, i), "is not a word in small ASCII letters")])
        if word in seen:
            raise RulebookError([source.problem((kind, i), f"{word!r} stands here twice; keep one")])
        seen.add(word)
    return frozenset(seen)

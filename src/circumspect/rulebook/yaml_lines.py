"""YAML 1.2 with line numbers. Open it to change what a bare word in a rule file means.

libyaml (through PyYAML) parses; the few scalars that are not text are resolved here by YAML 1.2's core schema, so
that `no` stays a word and `1.10` under a quoted key stays as written. Duplicate keys are errors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from circumspect.rulebook.problems import Problem, RulebookError

if TYPE_CHECKING:
    from pathlib import Path

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
Place = tuple[str | int, ...]

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)")


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file: its value, and the line (from 1) of every place in it."""

    name: str
    value: Plain
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Give the line of a place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, text: str) -> Problem:
        """Say that something is wrong at a place."""
        return Problem(self.name, self.line(place), text)


def read(path: Path, name: str) -> Source:
    """Parse a file; `name` is how problems call it. Raises RulebookError."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise RulebookError([Problem(name, 1, "is not UTF-8 text; save it as UTF-8")]) from None
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        hint = " (put the text in quotes if it holds ': ' or starts with a sign)"
        raise RulebookError([Problem(name, line, f"is not YAML: {error.problem}{hint}")]) from None
    except yaml.YAMLError:
        raise RulebookError([Problem(name, 1, "holds characters that YAML does not allow")]) from None
    lines: dict[Place, int] = {}
    problems: list[Problem] = []
    value = _value(node, (), lines, problems, name) if node is not None else None
    if problems:
        raise RulebookError(problems)
    return Source(name, value, lines)


def _value(node: yaml.Node, place: Place, lines: dict[Place, int], problems: list[Problem], name: str) -> Plain:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*place, i), lines, problems, name) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Plain] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            if key in found:
                problems.append(Problem(name, key_node.start_mark.line + 1, f"{key!r} stands here twice; keep one"))
            lines[(*place, key)] = key_node.start_mark.line + 1
            found[key] = _value(child, (*place, key), lines, problems, name)
        return found
    return _scalar(node)


def _scalar(node: yaml.Node) -> Plain:
    """Resolve a scalar by YAML 1.2's core schema; anything quoted is text."""
    text = str(node.value)
    if getattr(node, "style", None) in ('"', "'", "|", ">"):
        return text
    if text in ("", "null", "~"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text

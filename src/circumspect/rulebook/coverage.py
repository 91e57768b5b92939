"""What we do about every section of every code. Open it when packs/coverage does not add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.rulebook.loader import Bench, named_files, near, parse
from circumspect.rulebook.problems import Problem, RulebookError
from circumspect.rulebook.schema import CoverageFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from circumspect.core.ruleset import Ruleset
    from circumspect.rulebook.yaml_lines import Source


def read_coverage(roots: Sequence[Path]) -> dict[str, CoverageFile]:
    """Give code → coverage. Raises RulebookError where a file cannot be read."""
    bench = Bench()
    found = {parsed.code: parsed for _, _, parsed in _files(roots, bench)}
    if bench.problems:
        raise RulebookError(bench.problems)
    return found


def _files(roots: Sequence[Path], bench: Bench) -> Iterator[tuple[Path, Source, CoverageFile]]:
    for path, source in named_files(roots, "coverage", bench):
        parsed = parse(CoverageFile, source, bench)
        if parsed is not None:
            yield path, source, parsed


def check_coverage(ruleset: Ruleset, roots: Sequence[Path]) -> list[Problem]:
    """Give every section that coverage forgets, every rule or section it names that is not there."""
    bench = Bench()
    codes, rules = ruleset.codes, {rule.id for rule in ruleset.rules}
    covered: set[str] = set()
    for _, source, parsed in _files(roots, bench):
        if parsed.code not in codes:
            bench.problems.append(source.problem(("code",), f"there is no code {parsed.code!r} in packs/codes"))
            continue
        covered.add(parsed.code)
        sections = {s.id for s in codes[parsed.code].sections}
        for missing in sorted(sections - set(parsed.sections)):
            bench.problems.append(source.problem(("sections",), f"section {missing!r} is not mentioned; add it"))
        for name, entry in parsed.sections.items():
            place = ("sections", name)
            if name not in sections:
                bench.problems.append(source.problem(place, f"the code has no section {name!r}"))
            bench.problems += [
                source.problem(place, f"there is no rule {rule!r}{near(rule, rules)}")
                for rule in entry.by
                if rule not in rules
            ]
            if entry.state == "covered" and not entry.by:
                bench.problems.append(source.problem(place, "says covered; name the rules under `by`"))
            if entry.state != "covered" and not entry.note:
                bench.problems.append(source.problem(place, f"says {entry.state}; add a `note` that says why"))
    for code in sorted(set(codes) - covered):
        bench.problems.append(Problem("packs/coverage", 1, f"no coverage file for the code {code!r}; add one"))
    return bench.problems

"""A rule's own tests. Open it to see what `flag`, `leave` and `missed` promise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circumspect.core.patterns import PatternSet
from circumspect.core.review import Reviewer
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.profile import Profile
from circumspect.rulebook.profile import ProfileError, profile_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.rule import Example, Rule


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold: where it stands, and what happened."""

    rule: str
    line: int
    text: str


class ExampleRunner:
    """Runs the examples of rules, with one reviewer for each profile that examples name."""

    def __init__(self, ruleset: Ruleset, day: date) -> None:
        """Prepare for a rule set; `day` is the date the examples are read on."""
        self._ruleset = ruleset
        self._day = day
        self._reviewers: dict[str, Reviewer] = {}
        self._patterns = PatternSet(ruleset.index, ruleset.compiled)

    def run(self, rules: Iterable[Rule]) -> Iterator[Failure]:
        """Give every example that does not hold."""
        for rule in rules:
            for example in rule.examples:
                if problem := self.check(rule, example):
                    yield Failure(rule.id, example.line, problem)

    def check(self, rule: Rule, example: Example) -> str | None:
        """Say what is wrong with one example; None when it holds."""
        try:
            reviewer = self._reviewer(example)
        except ProfileError as error:
            return str(error)
        document = place(rule, example)
        mine = [f for f in reviewer.findings(document, self._day) if f.rule == rule.id]
        if example.kind == "leave":
            return f"speaks, and should be silent: {example.text!r} at {mine[0].match!r}" if mine else None
        if example.kind == "missed":
            return f"a known miss is now caught; move it to `flag`: {example.text!r}" if mine else None
        if not mine:
            return f"silent, and should speak: {example.text!r}"
        for start, end in example.marked:
            if not any(f.start is not None and f.end is not None and f.start < end and start < f.end for f in mine):
                return f"speaks elsewhere than at {example.text[start:end]!r}, at {mine[0].match!r}"
        if example.rewrite is not None:
            again = replace(document, text=example.rewrite)
            left = [f for f in reviewer.findings(again, self._day) if f.severity.rank < 2]  # noqa: PLR2004 - advise
            if left:
                return f"the rewrite is not clear ({left[0].rule}): {example.rewrite!r}"
        return None

    def _reviewer(self, example: Example) -> Reviewer:
        named = repr(sorted((example.profile or {}).items(), key=lambda item: item[0]))
        if named not in self._reviewers:
            profile = profile_from(dict(example.profile), "an example") if example.profile else Profile()
            self._reviewers[named] = Reviewer(self._ruleset, profile, patterns=self._patterns)
        return self._reviewers[named]


def place(rule: Rule, example: Example) -> Document:
    """Put an example where it says, or where the rule applies."""
    surface = example.surface or (rule.surfaces[0] if rule.surfaces else Surface.POST)
    if example.surface is None and example.in_reply_to and Surface.REPLY in (rule.surfaces or (Surface.REPLY,)):
        surface = Surface.REPLY
    account = example.account or (rule.accounts[0] if rule.accounts else Account.BUSINESS)
    return Document(example.text, surface, account, example.in_reply_to)

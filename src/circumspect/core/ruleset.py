"""The rulebook made ready to read with. Open it to see what the loader hands to the reviewer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circumspect.core.patterns import Index
    from circumspect.domain.ethics_code import EthicsCode
    from circumspect.domain.rule import Guard, Rule


@dataclass(frozen=True, slots=True)
class TitleClaim:
    """A professional title as people write it, and the licence types that may use it."""

    id: str
    says: str
    key: str
    held_by: tuple[str, ...]
    professions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteers:
    """Lists of names and places, folded. Sources: packs/gazetteers/NOTICE.md."""

    given: frozenset[str] = frozenset()
    ambiguous_given: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)
    ambiguous_places: Mapping[str, str] = field(default_factory=dict)
    public_figures: frozenset[str] = frozenset()
    credentials: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Rules, guards, codes and one index of patterns for all of them.

    A key of the index says what it stands for: `lexicon/review-word`, `testimonial-solicitation/detect/0`. `version`
    names the content: two machines with equal versions read alike.
    """

    rules: tuple[Rule, ...]
    guards: Mapping[str, Guard]
    codes: Mapping[str, EthicsCode]
    index: Index
    vocabulary: frozenset[str]
    gazetteers: Gazetteers
    titles: tuple[TitleClaim, ...]
    crisis_lines: Mapping[str, str]
    disclaimers: Mapping[str, str]
    version: str
    compiled: bytes | None = None

    def rule(self, name: str) -> Rule:
        """Give the rule with this id; KeyError if there is none."""
        for rule in self.rules:
            if rule.id == name:
                return rule
        raise KeyError(name)

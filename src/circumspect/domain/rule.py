"""A duty as we check it. Open it to see what a rule file becomes once it is loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circumspect.domain.document import Account, Surface


class Severity(StrEnum):
    """How serious a finding is, most serious first."""

    BLOCK = "block"
    REVISE = "revise"
    ADVISE = "advise"

    @property
    def rank(self) -> int:
        """0 for block, 1 for revise, 2 for advise."""
        return list(Severity).index(self)


class Status(StrEnum):
    """Where a rule is in its life. `draft` is off; `trial` is shown and never blocks; `retired` is off."""

    DRAFT = "draft"
    TRIAL = "trial"
    STABLE = "stable"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Where a look applies. Empty fields do not narrow.

    `answers`: lexicons of which the message answered must hold one. `with_words`, `without_words`: lexicons the
    text must (not) hold up to the end of the finding's sentence. `near_words`: the same, in the sentence of the
    finding or the one before. `profile`: field of the profile → values, one of which must hold.
    """

    surfaces: tuple[Surface, ...] = ()
    accounts: tuple[Account, ...] = ()
    answers: tuple[str, ...] = ()
    answers_something: bool | None = None
    with_words: tuple[str, ...] = ()
    near_words: tuple[str, ...] = ()
    without_words: tuple[str, ...] = ()
    profile: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Reach(StrEnum):
    """How far from a finding the words of an exception or guard may stand.

    No reach but `declared` looks past the end of the finding's sentence, so that text added after a document
    removes no finding before it (docs/decisions/0004).
    """

    TOUCHING = "touching"  # overlaps the finding
    BEFORE = "before"  # earlier in the same clause
    AFTER = "after"  # later in the same sentence
    SENTENCE = "sentence"
    NEARBY = "nearby"  # the sentence or the one before it
    PARAGRAPH = "paragraph"  # the paragraph, up to the end of the sentence
    EARLIER = "earlier"  # the text so far (4,000 characters back), up to the end of the sentence
    DECLARED = "declared"  # anywhere (4,000 characters either way): a declaration about the text as a whole


@dataclass(frozen=True, slots=True)
class Exemption:
    """One reason for silence, with its because. Exactly one of guard, phrase, answers is set.

    `profile`: only for profiles with these values. With `sure`, the finding stays and is that sure at the most, so
    that a block asks for a second person instead of holding.
    """

    because: str
    guard: str | None = None
    phrase: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    reach: Reach = Reach.SENTENCE
    profile: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sure: float | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking: a kind of detector with its parameters.

    `sure` is the confidence of what it finds, 0 to 1. `params` is the detector's own `Params` dataclass.
    """

    kind: str
    params: object
    when: Conditions
    sure: float = 0.9
    unless: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """How to mend a finding. Placeholders in `text` such as {phone} are filled from the profile.

    `what` is `drop` (remove the sentence), `replace` (put `text` for `where`) or `append` (add `text`).
    """

    what: str
    text: str = ""
    where: str = "sentence"


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What a profile changes about a rule: another severity, or `off`; with its because."""

    when: Mapping[str, tuple[str, ...]]
    severity: str
    because: str


@dataclass(frozen=True, slots=True)
class Example:
    """A text of a rule's own tests. `marked` are the code point spans that [[brackets]] put around words."""

    kind: str
    text: str
    line: int
    marked: tuple[tuple[int, int], ...] = ()
    surface: Surface | None = None
    account: Account | None = None
    in_reply_to: str | None = None
    profile: Mapping[str, object] | None = None
    because: str | None = None
    rewrite: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One duty: who asks it, why, how serious, what we say, what we look for, exceptions, examples."""

    id: str
    pack: str
    title: str
    duty: str
    why: str
    severity: Severity
    message: str
    instead: str
    cites: tuple[str, ...] = ()
    goes_beyond: str | None = None
    surfaces: tuple[Surface, ...] = ()
    accounts: tuple[Account, ...] = ()
    scope_by_profile: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_profile: tuple[ProfileChange, ...] = ()
    detect: tuple[Look, ...] = ()
    unless: tuple[Exemption, ...] = ()
    suggest: tuple[Edit, ...] = ()
    examples: tuple[Example, ...] = ()
    status: Status = Status.STABLE


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that put a sentence in a guard's scope, and how far they reach."""

    phrases: tuple[str, ...]
    reach: Reach
    within: int = 8
    not_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """A way of speaking that is not a breach: negating, teaching, quoting, inventing (core/scope)."""

    id: str
    says: str
    cues: tuple[Cue, ...]

"""Ways of speaking that are not a breach. Open it to change how a guard holds.

A guard (packs/scope/*.yaml) is words plus how far they reach: negation, teaching the duty, declared fiction,
another trade's client. `quoted` alone is structure: the finding stands between quotation marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.domain.rule import Reach

if TYPE_CHECKING:
    from circumspect.core.reading import Reading, Span
    from circumspect.domain.rule import Exemption

QUOTED = "quoted"


def holds(reading: Reading, guard: str, span: Span) -> bool:
    """Say whether `guard` speaks for the words at `span`."""
    if guard == QUOTED:
        return reading.quoted(span) is not None
    for index, cue in enumerate(reading.ruleset.guards[guard].cues):
        key = f"guard/{guard}/{index}"
        within = cue.within if cue.reach in (Reach.BEFORE, Reach.AFTER) else None
        if reading.near(key, span, cue.reach, within) is None:
            continue
        if cue.not_with and reading.near(f"{key}/not", span, Reach.SENTENCE) is not None:
            continue
        return True
    return False


def exempts(reading: Reading, exemption: Exemption, key: str, span: Span | None) -> bool:
    """Say whether an exception of a rule or look, compiled under `key`, applies to a hit at `span`."""
    if exemption.answers:
        return any(reading.in_answered(f"lexicon/{name}") for name in exemption.answers)
    if exemption.guard is not None:
        return holds(reading, exemption.guard, span or (0, len(reading.text)))
    if span is None:
        return reading.fired(key)
    return reading.near(key, span, exemption.reach) is not None

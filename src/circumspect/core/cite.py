"""Which sections bind whom, when. Open it to change what a finding cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circumspect.domain.ethics_code import Citation, Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from circumspect.domain.ethics_code import Edition, EthicsCode
    from circumspect.domain.profile import Profile


def applies(code: EthicsCode, profile: Profile) -> bool:
    """Say whether a code binds this clinician: any one of its facts is enough."""
    when = code.applies_when
    return (
        profile.profession in when.professions
        or any(name in when.associations for name in profile.associations)
        or any(name in when.associations for name in profile.certifications)
        or any(place in when.jurisdictions for place in profile.jurisdictions)
        or any(fact in when.facts for fact in profile.facts)
    )


def edition_on(code: EthicsCode, day: date) -> Edition | None:
    """Give the edition in force on `day`; None when the code did not bind then, as far as our record goes."""
    for edition in code.editions:
        if edition.in_force(day):
            return edition
    return None


def cite(
    references: Sequence[str], codes: Mapping[str, EthicsCode], profile: Profile, day: date
) -> tuple[Citation, ...]:
    """Give the sections among `references` in force for this profile on this day, the surest first.

    A reference is `code:section`. Unknown ones raise KeyError; the loader has refused them before.
    """
    found: list[Citation] = []
    for reference in references:
        name, section_id = reference.split(":", 1)
        code = codes[name]
        edition = edition_on(code, day) if applies(code, profile) else None
        if edition is None:
            continue
        section = next(s for s in code.sections if s.id == section_id)
        if section.professions and profile.profession not in section.professions:
            continue
        if edition.id in section.editions:
            found.append(
                Citation(
                    code=code.code,
                    section=section.id,
                    edition=edition.id,
                    title=code.title,
                    short=code.short,
                    heading=section.heading,
                    says=section.says,
                    confidence=section.confidence,
                    address=section.address or code.address,
                    note=section.note,
                ),
            )
    order = list(Confidence)
    return tuple(sorted(found, key=lambda c: order.index(c.confidence)))

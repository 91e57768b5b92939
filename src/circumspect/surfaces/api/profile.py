"""Who the clinician is and what follows from it; and how the desk stands. Open it to change either answer."""

# ruff: noqa: TC001 - pydantic reads the annotations
from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import Field

from circumspect import __version__
from circumspect.domain.profile import HOUSE
from circumspect.domain.rule import Severity
from circumspect.renderers._kit import CONTRACT
from circumspect.services import profiles
from circumspect.surfaces.api._kit import EDITORS, OfficeOf, Plain, errors

router = APIRouter(prefix="/api/v1", tags=["desk"])


class LicenceOut(Plain):
    """A licence to practise."""

    type: str
    jurisdiction: str


class BindingOut(Plain):
    """A code that binds, in its edition of today, and the fact of the profile that makes it so."""

    code: str
    title: str
    edition: str
    because: str


class PolicyOut(Plain):
    """A house policy, what was chosen, and what that means."""

    name: str
    value: str
    means: str


class ChangeOut(Plain):
    """A rule that this profile reads otherwise than the rule says itself."""

    rule: str
    before: Severity
    after: Severity | None = Field(description="None where the rule does not apply.")
    because: str


class ProfileOut(Plain):
    """What applies, and why."""

    source: str = Field(description="The profile's file, or `default`: the strictest US reading.")
    profession: str
    setting: str
    country: str
    licences: list[LicenceOut]
    associations: list[str]
    hipaa_covered: bool
    part2_program: bool
    disclaimer: str
    crisis_line: str | None
    codes: list[BindingOut]
    house: list[PolicyOut]
    changes: list[ChangeOut]


class StatusOut(Plain):
    """How the desk stands."""

    version: str
    contract: str
    profile: bool = Field(description="Whether there is a profile file; else the strictest US reading is used.")
    vault: bool = Field(description="Whether there is a vault.")
    open: bool = Field(description="Whether it is open; while it is not, texts are not compared with the client list.")
    ruleset: str
    classifier: str | None = Field(description="The trained reader; None where rules alone are used.")
    editors: str = Field(description="The path for programs that speak to LanguageTool; it opens the review alone.")


@router.get("/profile", responses=errors())
def profile(office: OfficeOf) -> ProfileOut:
    """Say what applies to the clinician, and why: codes, house policies, rules that are read otherwise."""
    with office.alone():
        chosen, ruleset = office.desk.profile, office.desk.ruleset
        return ProfileOut(
            source=chosen.source,
            profession=chosen.profession,
            setting=chosen.setting,
            country=chosen.country,
            licences=[LicenceOut(type=one.type, jurisdiction=one.jurisdiction) for one in chosen.licences],
            associations=list(chosen.associations),
            hipaa_covered=chosen.hipaa_covered,
            part2_program=chosen.part2_program,
            disclaimer=chosen.disclaimer or ruleset.disclaimers["default"],
            crisis_line=ruleset.crisis_lines.get(chosen.crisis_country),
            codes=[
                BindingOut(code=one.code.code, title=one.code.title, edition=one.edition.id, because=one.because)
                for one in profiles.binding(ruleset, chosen, office.today)
            ],
            house=[
                PolicyOut(name=name, value=getattr(chosen, name), means=options[getattr(chosen, name)])
                for name, options in HOUSE.items()
            ],
            changes=[
                ChangeOut(rule=one.rule.id, before=one.rule.severity, after=one.after, because=one.because)
                for one in profiles.changes(ruleset, chosen)
            ],
        )


@router.get("/status", responses=errors())
def status(request: Request, office: OfficeOf) -> StatusOut:
    """Say how the desk stands."""
    with office.alone():
        standing, desk = office.standing(), office.desk
        return StatusOut(
            version=__version__,
            contract=CONTRACT,
            profile=standing.profile,
            vault=standing.vault,
            open=standing.open,
            ruleset=desk.ruleset.version,
            classifier=desk.classifier.name if desk.classifier else None,
            editors=f"{EDITORS}{request.app.state.keys.read}/",
        )

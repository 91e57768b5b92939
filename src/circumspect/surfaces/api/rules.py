"""What the rules say, and one rule tried on a sentence. Open it to change what a program gets to know of a rule."""

# ruff: noqa: TC001 - pydantic reads the annotations
from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.exceptions import HTTPException

from circumspect.core.cite import cite
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.rule import Severity, Status
from circumspect.renderers._kit import citation_plain, finding_plain
from circumspect.services import duties
from circumspect.surfaces.api._kit import OfficeOf, Plain, Words, errors
from circumspect.surfaces.api._shapes import CitationOut, FindingOut

if TYPE_CHECKING:
    from circumspect.domain.rule import Example, Rule
    from circumspect.services.container import Desk

router = APIRouter(prefix="/api/v1", tags=["rules"])
_NEAR = 0.4


class RuleLine(Plain):
    """A rule in a list."""

    id: str
    pack: str
    title: str
    duty: str
    severity: Severity | None = Field(description="For the profile in use; None where the rule does not apply to it.")
    status: Status
    cites: list[str]
    surfaces: list[Surface] = Field(description="Where the rule looks; an empty list means everywhere.")


class RulesOut(Plain):
    """Every rule, by pack and id."""

    ruleset: str
    rules: list[RuleLine]


class ExampleOut(Plain):
    """A text of a rule's own tests."""

    kind: str = Field(
        description="flag: the rule speaks; leave: it stays silent; missed: it should speak, and does not."
    )
    text: str
    marked: list[tuple[int, int]] = Field(description="Start and end of the words it speaks of, in code points.")
    surface: Surface | None
    account: Account | None
    in_reply_to: str | None
    because: str | None
    rewrite: str | None


class RuleOut(RuleLine):
    """One rule: the duty, who asks it, why, what to do instead, with its examples."""

    why: str
    message: str
    instead: str
    goes_beyond: str | None
    own_severity: Severity = Field(description="As the rule has it, before any profile.")
    binding: list[CitationOut] = Field(description="The sections among `cites` that bind this profile today.")
    unless: list[str] = Field(description="Why the rule stays silent on some texts.")
    examples: list[ExampleOut]


class TryIn(Plain):
    """A sentence to try a rule on."""

    text: Words
    surface: Surface = Surface.POST
    account: Account = Account.BUSINESS
    in_reply_to: str | None = None


class TryOut(Plain):
    """What one rule says of a sentence, or why it says nothing."""

    rule: str
    findings: list[FindingOut]
    silence: duties.Silence | None = Field(
        description="Why it is silent: off for this profile, not in that place, an exception, the trained reader's "
        "doubt, or nothing seen. None where it speaks."
    )
    because: list[str] = Field(description="The exceptions' own words.")


RuleName = Annotated[str, Path(max_length=200, description="A rule's id, for example client-vignette.")]


@router.get("/rules", responses=errors())
def rules(office: OfficeOf) -> RulesOut:
    """List every rule, with how serious it is for the profile in use."""
    with office.alone():
        desk = office.desk
        ordered = sorted(desk.ruleset.rules, key=lambda rule: (rule.pack, rule.id))
        return RulesOut(ruleset=desk.ruleset.version, rules=[_line(desk, rule) for rule in ordered])


@router.get("/rules/{rule}", responses=errors(404))
def one_rule(rule: RuleName, office: OfficeOf) -> RuleOut:
    """Explain one rule."""
    with office.alone():
        desk = office.desk
        found = _found(desk, rule)
        binding = cite(found.cites, desk.ruleset.codes, desk.profile, office.today)
        return RuleOut(
            **dict(_line(desk, found)),
            why=found.why,
            message=found.message,
            instead=found.instead,
            goes_beyond=found.goes_beyond,
            own_severity=found.severity,
            binding=[CitationOut(**citation_plain(one)) for one in binding],
            unless=[one.because for one in found.unless],
            examples=[_example(one) for one in duties.examples(desk, found)],
        )


@router.post("/rules/{rule}/try", responses=errors(404))
def try_rule(rule: RuleName, asked: TryIn, office: OfficeOf) -> TryOut:
    """Read a sentence with one rule alone."""
    document = Document(asked.text, asked.surface, asked.account, asked.in_reply_to)
    with office.alone():
        desk = office.desk
        said = duties.tried(desk, _found(desk, rule), document, office.today)
    return TryOut(
        rule=rule,
        findings=[FindingOut(**finding_plain(one)) for one in said.findings],
        silence=said.silence,
        because=list(said.because),
    )


def _found(desk: Desk, name: str) -> Rule:
    """Give a rule by its id. Raises HTTPException 404, with the nearest name."""
    try:
        return desk.ruleset.rule(name)
    except KeyError:
        near = get_close_matches(name, [rule.id for rule in desk.ruleset.rules], 1, _NEAR)
        hint = f"; did you mean {near[0]}?" if near else "; /api/v1/rules lists them"
        raise HTTPException(404, f"there is no rule of that name{hint}") from None


def _line(desk: Desk, rule: Rule) -> RuleLine:
    return RuleLine(
        id=rule.id,
        pack=rule.pack,
        title=rule.title,
        duty=rule.duty,
        severity=desk.reviewer.severity(rule),
        status=rule.status,
        cites=list(rule.cites),
        surfaces=list(rule.surfaces),
    )


def _example(one: Example) -> ExampleOut:
    return ExampleOut(
        kind=one.kind,
        text=one.text,
        marked=list(one.marked),
        surface=one.surface,
        account=one.account,
        in_reply_to=one.in_reply_to,
        because=one.because,
        rewrite=one.rewrite,
    )

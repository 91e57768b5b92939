"""The Duties pages: every rule and every section of a code. Open it to change how they are read, searched or tried."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import Response  # noqa: TC002 - FastAPI reads it

from circumspect.core.cite import applies, edition_on
from circumspect.core.judge import matches, severity_for
from circumspect.domain.document import Account, Document, Surface
from circumspect.services import duties, profiles
from circumspect.surfaces.web import _wording
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads it

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circumspect.domain.ethics_code import EthicsCode
    from circumspect.domain.finding import Finding
    from circumspect.domain.rule import Example, Rule
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/duties")

_LONGEST = 5000  # characters of a sentence that is tried
_SHOWN = 60  # sections that a search shows
_EXAMPLES = 6


@router.get("")
def index(page: PageOf, on: str = "") -> Response:
    """Show every rule by pack, and every code: those that bind first."""
    day = _day(on) or page.office.today
    return page.show("duties.html", day=day, said=on and not _day(on), **_lists(page, day))


def _lists(page: Page, day: date) -> dict[str, Any]:
    desk = page.office.desk
    packs = [
        (name, [(rule, severity_for(rule, desk.profile)) for rule in rules])
        for name, rules in groupby(duties.shown(desk.ruleset), key=lambda rule: rule.pack)
    ]
    codes = sorted(desk.ruleset.codes.values(), key=lambda code: code.title)
    rows = [(code, edition_on(code, day), _because(page, code)) for code in codes]
    return {
        "packs": sorted(packs, key=lambda one: list(_wording.PACKS).index(one[0]) if one[0] in _wording.PACKS else 99),
        "binding": [row for row in rows if applies(row[0], desk.profile)],
        "others": [row for row in rows if not applies(row[0], desk.profile)],
        "wording": _wording,
    }


def _because(page: Page, code: EthicsCode) -> str:
    """Give why a code binds this profile, as the end of a sentence; empty where it does not."""
    fact = profiles.because(code, page.office.desk.profile)
    return _wording.because(page.say, fact) if fact else ""


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


@router.post("/found")
def found(page: PageOf, words: Annotated[str, Form()] = "") -> Response:
    """Give the rules and sections in which the words stand; nothing where nothing is asked for."""
    if not words.strip():
        return page.show("_duties_found.html", words="", rules=[], sections=[], more=0, wording=_wording)
    desk = page.office.desk
    rules, sections = duties.found(desk.ruleset, words[:200])
    rated = [(rule, severity_for(rule, desk.profile)) for rule in rules]
    more = max(0, len(sections) - _SHOWN)
    return page.show(
        "_duties_found.html", words=words, rules=rated, sections=sections[:_SHOWN], more=more, wording=_wording
    )


@router.get("/codes/{name}")
def code(page: PageOf, name: str, on: str = "") -> Response:
    """Show a code section by section, as it stood on a day."""
    found_ = page.office.desk.ruleset.codes.get(name)
    if found_ is None:
        raise HTTPException(404)
    day = _day(on) or page.office.today
    return page.show(
        "duties_code.html",
        code=found_,
        day=day,
        today=page.office.today,
        edition=edition_on(found_, day),
        because=_because(page, found_),
        duties=duties.sections(page.office.desk, found_, day),
        wording=_wording,
    )


@router.get("/{name}")
def rule(page: PageOf, name: str) -> Response:
    """Show one rule: the duty, who asks it, why, what to do instead, its exceptions and examples."""
    desk, day = page.office.desk, page.office.today
    shown = _rule(page, name)
    examples = duties.examples(desk, shown)
    return page.show(
        "duties_rule.html",
        rule=shown,
        severity=severity_for(shown, desk.profile),
        changes=[change for change in shown.by_profile if matches(desk.profile, change.when)],
        cited=duties.cited(desk, shown, day),
        day=day,
        surfaces=duties.places(shown)[0],
        examples=[(kind, [_marked(one) for one in examples if one.kind == kind]) for kind in _KINDS],
        first=_EXAMPLES,
        wording=_wording,
    )


_KINDS = ("flag", "leave", "missed")


def _rule(page: Page, name: str) -> Rule:
    """Give a rule by its id, or answer that there is no such page."""
    try:
        return page.office.desk.ruleset.rule(name)
    except KeyError:
        raise HTTPException(404) from None


def _marked(example: Example) -> tuple[Example, list[tuple[str, bool]]]:
    """Give an example with its text in stretches: (words, whether they are marked)."""
    return example, _stretches(example.text, example.marked)


def _stretches(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a text into stretches that are marked or not; spans that overlap are taken as one."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        parts += [(text[at : max(at, start)], False), (text[max(at, start) : end], True)]
        at = end
    return [part for part in [*parts, (text[at:], False)] if part[0]]


@router.post("/{name}/try")
def try_(
    page: PageOf,
    name: str,
    text: Annotated[str, Form()] = "",
    surface: Annotated[Surface, Form()] = Surface.POST,
    answers: Annotated[str, Form()] = "",
) -> Response:
    """Read a sentence with this rule alone, and say what it sees or why it is silent."""
    tested = _rule(page, name)
    if not text.strip():
        return page.show("_duties_tried.html", tried=None, long=False, rule=tested, wording=_wording)
    if len(text) > _LONGEST:
        return page.show("_duties_tried.html", tried=None, long=True, rule=tested, wording=_wording)
    account = tested.accounts[0] if tested.accounts else Account.BUSINESS
    document = Document(text, surface, account, in_reply_to=answers if answers.strip() else None)
    with page.office.alone():
        tried = duties.tried(page.office.desk, tested, document, page.office.today)
    spans = [_span(one) for one in tried.findings]
    return page.show(
        "_duties_tried.html",
        tried=tried,
        long=False,
        rule=tested,
        parts=_stretches(text, [one for one in spans if one is not None]),
        wording=_wording,
    )


def _span(finding: Finding) -> tuple[int, int] | None:
    return None if finding.start is None or finding.end is None else (finding.start, finding.end)

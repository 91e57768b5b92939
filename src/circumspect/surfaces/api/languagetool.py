"""The review for editors and word processors that speak to LanguageTool. Open it to change what they see.

Paths, fields and errors are those of LanguageTool's HTTP API, version 2, so that its plug-ins work unmodified. The key
stands in the path, because that is the one thing that all of them let a person set; it opens nothing but these paths.
Source: LanguageTool, ApiV2.java and languagetool-swagger.json.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Query
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from circumspect import __version__
from circumspect.core import segment
from circumspect.core.offsets import Utf16
from circumspect.domain.document import Document
from circumspect.domain.rule import Severity
from circumspect.surfaces.api import _annotated
from circumspect.surfaces.api._kit import EDITORS, OfficeOf
from circumspect.surfaces.api._limits import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circumspect.domain.finding import Finding
    from circumspect.domain.rule import Rule
    from circumspect.services.office import Office

router = APIRouter(prefix=f"{EDITORS}{{key}}/v2", tags=["languagetool"], include_in_schema=False)
_LANGUAGES = {
    "en": "English", "en-US": "English (US)", "en-GB": "English (GB)", "en-CA": "English (Canadian)",
    "en-AU": "English (Australian)", "en-NZ": "English (New Zealand)", "en-ZA": "English (South African)",
}  # fmt: skip
_KNOWN = {code.casefold(): code for code in _LANGUAGES}
_SOFTWARE = {
    "name": "circumspect",
    "version": __version__,
    "buildDate": "",
    "apiVersion": 1,
    "premium": False,
    "premiumHint": "",
    "status": "It advises on the duties of clinicians, and does not look at spelling or grammar.",
}
_PACKS = {
    "advice": "Advice and diagnosis", "boundaries": "Boundaries", "confidentiality": "Confidentiality",
    "exposure": "Exposure", "harm": "Harm", "promotion": "Promotion", "solicitation": "Solicitation",
}  # fmt: skip
# How an editor underlines: as it does grammar what stands against a duty, as style what is only to think about.
_TYPES = {Severity.BLOCK: "grammar", Severity.REVISE: "grammar", Severity.ADVISE: "style"}
_AROUND = 40  # characters shown before and after the words
_LONGER = 600  # characters by which an edit may reach beyond the words, so that it is offered


class Check(BaseModel):
    """What an editor sends, a text or a text with markup; what is not named here is passed over."""

    text: str | None = None
    data: str | None = None
    language: str | None = None
    enabledRules: str = ""  # noqa: N815 - LanguageTool's own names, as those below
    disabledRules: str = ""  # noqa: N815
    enabledCategories: str = ""  # noqa: N815
    disabledCategories: str = ""  # noqa: N815
    enabledOnly: str = "false"  # noqa: N815

    def __repr__(self) -> str:
        """Show nothing of what was sent."""
        return "Check(…)"


@dataclass(frozen=True, slots=True)
class _Wish:
    """Which rules and categories are wanted and not wanted."""

    rules: frozenset[str]
    categories: frozenset[str]
    not_rules: frozenset[str]
    not_categories: frozenset[str]
    only: bool

    def wants(self, rule: Rule) -> bool:
        """Say whether what a rule finds is to be told."""
        category = rule.pack.upper()
        if rule.id in self.rules:
            return True
        if rule.id in self.not_rules or category in self.not_categories:
            return False
        return not self.only or category in self.categories


@router.post("/check")
def check(asked: Annotated[Check, Form()], office: OfficeOf) -> dict[str, Any]:
    """Read a text."""
    return _checked(asked, office)


@router.get("/check")
def check_by_address(asked: Annotated[Check, Query()], office: OfficeOf) -> dict[str, Any]:
    """Read a text that stands in the address; words in an address are kept by many programs, so POST is better."""
    return _checked(asked, office)


@router.get("/languages")
def languages() -> list[dict[str, str]]:
    """List the languages that are read."""
    return [{"name": name, "code": code.partition("-")[0], "longCode": code} for code, name in _LANGUAGES.items()]


@router.get("/info")
def info() -> dict[str, Any]:
    """Say which program answers."""
    return {"software": _SOFTWARE}


@router.get("/maxtextlength")
def longest() -> PlainTextResponse:
    """Say how long a text may be."""
    return PlainTextResponse(str(LARGEST))


@router.get("/words")
def words() -> dict[str, list[str]]:
    """Give the words of a personal dictionary; there is none."""
    return {"words": []}


def _checked(asked: Check, office: Office) -> dict[str, Any]:
    """Answer as LanguageTool does. Raises HTTPException 400 in its words."""
    language, text, wish = _language(asked.language), _text(asked), _wish(asked)
    matches: list[dict[str, Any]] = []
    if text.words.strip():
        with office.alone():
            review = office.review(Document(text.words))
            rules = {rule.id: rule for rule in office.desk.ruleset.rules}
        units, sentences = Utf16(text.whole), segment.sentences(text.words)
        matches = [
            _match(_Told(finding, rules[finding.rule], text, units, sentences))
            for finding in review.findings
            if finding.suppressed is None and wish.wants(rules[finding.rule])
        ]
    named = {"name": _LANGUAGES[language], "code": language}
    return {
        "software": _SOFTWARE,
        "warnings": {"incompleteResults": False},
        "language": {**named, "detectedLanguage": {**named, "confidence": 1.0, "source": "circumspect"}},
        "matches": matches,
        "sentenceRanges": _ranges(text),
    }


def _language(asked: str | None) -> str:
    """Give the language to read in. Raises HTTPException 400 for one that we do not read."""
    if asked is None:
        raise HTTPException(400, "Missing 'language' parameter, e.g. 'language=en-US' or 'language=auto'")
    if asked == "auto":
        return "en-US"
    if asked.casefold() not in _KNOWN:
        raise HTTPException(400, f"only English is read here; the language codes are: {', '.join(_LANGUAGES)}")
    return _KNOWN[asked.casefold()]


def _text(asked: Check) -> _annotated.Annotated:
    """Give the text to read. Raises HTTPException 400."""
    if asked.text is not None and asked.data is not None:
        raise HTTPException(400, "Set only 'text' or 'data' parameter, not both")
    if asked.text is not None:
        return _annotated.plain(asked.text)
    if asked.data is None:
        raise HTTPException(400, "Missing 'text' or 'data' parameter")
    try:
        return _annotated.read(asked.data)
    except _annotated.AnnotatedError as error:
        raise HTTPException(400, str(error)) from None


def _wish(asked: Check) -> _Wish:
    """Give which rules are wanted. Raises HTTPException 400 for a wish that leaves none, as LanguageTool does."""
    only = asked.enabledOnly.casefold() in ("true", "yes")
    if only and (asked.disabledRules or asked.disabledCategories):
        raise HTTPException(400, "You cannot specify disabled rules or categories using enabledOnly=true")
    if only and not (asked.enabledRules or asked.enabledCategories):
        raise HTTPException(400, "You must specify enabled rules or categories when using enabledOnly=true")
    return _Wish(
        _named(asked.enabledRules),
        _named(asked.enabledCategories),
        _named(asked.disabledRules),
        _named(asked.disabledCategories),
        only,
    )


def _named(parted: str) -> frozenset[str]:
    return frozenset(name for part in parted.split(",") if (name := part.strip()))


@dataclass(frozen=True, slots=True, repr=False)
class _Told:
    """A finding on its way to an editor."""

    finding: Finding
    rule: Rule
    text: _annotated.Annotated
    units: Utf16
    sentences: Sequence[tuple[int, int]]

    def sentence(self, place: int) -> str:
        """Give the sentence in which a character stands."""
        at = bisect_right(self.sentences, place, key=lambda one: one[0]) - 1
        low, high = self.sentences[max(at, 0)]
        return self.text.words[low:high].strip()


def _match(told: _Told) -> dict[str, Any]:
    """Give a finding as LanguageTool gives a match."""
    finding, rule, text = told.finding, told.rule, told.text
    start, end, offered = _stretch(finding, text.words)
    if offered is not None and not text.unbroken(start, end):
        offered = None  # an edit would take the markup in it along
    low, high = text.sent(start, end)
    offset, length = _counted(told.units.of, low, high)
    before, after = max(0, low - _AROUND), min(len(text.whole), high + _AROUND)
    context = Utf16(text.whole[before:after])
    shown, shown_length = _counted(context.of, low - before, high - before)
    return {
        "message": f"{finding.message} {finding.instead}",
        "shortMessage": rule.title,
        "replacements": [] if offered is None else [{"value": offered}],
        "offset": offset,
        "length": length,
        "context": {"text": text.whole[before:after], "offset": shown, "length": shown_length},
        "sentence": told.sentence(start),
        "type": {"typeName": "Other"},
        "rule": {
            "id": rule.id,
            "description": rule.duty,
            "issueType": _TYPES[finding.severity],
            "urls": [{"value": cited.address} for cited in finding.cites[:1] if cited.address],
            "category": {"id": rule.pack.upper(), "name": _PACKS.get(rule.pack, rule.pack.title())},
            "isPremium": False,
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _counted(units: Callable[[int], int], start: int, end: int) -> tuple[int, int]:
    """Give offset and length in UTF-16 units."""
    return units(start), units(end) - units(start)


def _stretch(finding: Finding, text: str) -> tuple[int, int, str | None]:
    """Give the words a finding speaks of, and what could stand there instead; None where nothing is offered.

    An editor puts a replacement exactly where the words stand. So where the edit reaches further, the words do, too.
    What is missing from the whole text is shown at its last word.
    """
    edit = finding.suggestion
    start, end = (finding.start, finding.end) if finding.start is not None else _last_word(text)
    if end is None:
        return start, start, None
    if edit is None or edit.start < start - _LONGER or edit.end > end + _LONGER:
        return start, end, None
    low, high = min(start, edit.start), max(end, edit.end)
    return low, high, f"{text[low : edit.start]}{edit.replacement}{text[edit.end : high]}"


def _last_word(text: str) -> tuple[int, int]:
    """Give where the last word stands; the end of it all where there is none."""
    end = len(text.rstrip())
    return max(text.rfind(space, 0, end) for space in " \n\t") + 1, end


def _ranges(text: _annotated.Annotated) -> Sequence[Sequence[int]]:
    """Give where each sentence begins and ends in what was sent."""
    units = Utf16(text.whole)
    stretches = (text.sent(low, high) for low, high in segment.sentences(text.words) if text.words[low:high].strip())
    return [[units.of(low), units.of(high)] for low, high in stretches]

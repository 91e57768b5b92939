"""The format of the files in packs/. Open it to see, or change, which keys a rule may have.

Every model refuses unknown keys. `rule_schema` gives the JSON Schema that editors use.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, create_model

from circumspect.core.review import Detector, load_detectors
from circumspect.domain.document import Account, Surface  # noqa: TC001
from circumspect.domain.ethics_code import Confidence  # noqa: TC001
from circumspect.domain.profile import PROFILE_FIELDS
from circumspect.domain.rule import Reach, Severity, Status

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True, populate_by_name=True)


class Strict(BaseModel):
    """A mapping that refuses keys it does not know."""

    model_config = _STRICT


def _listed(value: object) -> object:
    """One entry may be written without brackets."""
    return [value] if isinstance(value, str) else value


Words = Annotated[list[str], BeforeValidator(_listed), Field(min_length=1)]
Text = Annotated[str, Field(min_length=3)]
ProfileValues = dict[Literal[PROFILE_FIELDS], Words]  # type: ignore[valid-type]


class WhenFile(Strict):
    """Where a look applies; what is left out does not narrow."""

    surfaces: list[Surface] = Field(default=[], description="Only on these surfaces.")
    accounts: list[Account] = Field(default=[], description="Only on these accounts.")
    answers: Literal["something", "nothing"] | Words | None = Field(
        default=None,
        union_mode="left_to_right",
        description="Lexicons of which the message answered must hold one; or `something`, `nothing`.",
    )
    with_words: Words | None = Field(default=None, alias="with", description="Lexicons; one must stand in the text.")
    near: Words | None = Field(default=None, description="Lexicons; one must stand in this sentence or the last.")
    without: Words | None = Field(default=None, description="Lexicons; none may stand in the text so far.")
    profile: ProfileValues = Field(default={}, description="Only for profiles with one of these values.")


class ExemptionFile(Strict):
    """One reason for silence. Give exactly one of guard, phrase, answers, followed_by, preceded_by."""

    because: Text = Field(description="Why this is no breach, in a sentence.")
    guard: str | None = Field(default=None, description="A way of speaking from packs/scope, for example `teaches`.")
    phrase: Words | None = Field(default=None, description="Phrases; where they must stand is `reach`.")
    followed_by: Words | None = Field(default=None, description="Phrases later in the sentence.")
    preceded_by: Words | None = Field(default=None, description="Phrases earlier in the same clause.")
    answers: Words | None = Field(default=None, description="Lexicons in the message answered.")
    reach: Reach | None = Field(default=None, description="How far the phrases may stand. Default: sentence.")
    profile: ProfileValues = Field(default={}, description="Only for profiles with one of these values.")
    sure: Annotated[float, Field(ge=0.5, le=1)] | None = Field(
        default=None,
        description="Keep the finding, this sure at the most, instead of silence: below 0.75 a block says `consult`.",
    )


class EditFile(Strict):
    """One way to mend a finding. Give exactly one of drop, replace, append."""

    drop: Literal["sentence", "match"] | None = Field(default=None, description="Take the sentence or words out.")
    replace: Literal["sentence", "match", "text"] | None = Field(default=None, description="What `with` replaces.")
    with_text: Text | None = Field(default=None, alias="with", description="The wording put in.")
    append: Text | None = Field(
        default=None,
        description="The line added; {disclaimer}, {crisis_line}, {phone}, {site} come from the profile.",
    )


class ProfileChangeFile(Strict):
    """What a profile changes about this rule."""

    when: ProfileValues
    severity: Literal["block", "revise", "advise", "off"]
    because: Text


class ExampleFile(Strict):
    """A text the rule is tested on. [[Brackets]] mark the words a reader would underline."""

    text: Annotated[str, Field(min_length=1)]
    surface: Surface | None = None
    account: Account | None = None
    in_reply_to: str | None = None
    profile: dict[str, Any] | None = Field(default=None, description="Profile fields for this example.")
    because: str | None = Field(default=None, description="Why it is left alone.")
    rewrite: str | None = Field(default=None, description="A wording that would be clear.")


class ExamplesFile(Strict):
    """The rule's own tests."""

    flag: list[ExampleFile] = Field(default=[], description="The rule must speak.")
    leave: list[ExampleFile] = Field(default=[], description="The rule must stay silent.")
    missed: list[ExampleFile] = Field(default=[], description="Known misses; the test fails once one is caught.")


class LookBase(Strict):
    """One way of looking. Give exactly one kind."""

    when: WhenFile = WhenFile()
    sure: Annotated[float, Field(ge=0.5, le=1)] = Field(
        default=0.9,
        description="How sure a finding is. From 0.75 a block holds; below, the verdict is `consult`.",
    )
    unless: list[ExemptionFile] = []


def _params(detector: Detector) -> tuple[Any, Any]:
    """Give the field of a look for one kind of detector: its Params, or the value of its only field."""
    hints = get_type_hints(detector.Params)
    entries: dict[str, Any] = {
        f.name: (hints[f.name], ... if f.default is MISSING else f.default) for f in fields(detector.Params)
    }
    checked = create_model(f"{detector.KIND}-parameters", __base__=Strict, **entries)
    names = list(entries)

    def widen(value: object) -> object:
        if isinstance(value, (list, str)) and names:
            return {names[0]: _listed(value) if names[0].endswith("s") else value}
        return {} if value is None else value

    doc = (detector.Params.__doc__ or "").strip()
    return Annotated[checked | None, BeforeValidator(widen)], Field(default=None, description=doc)


DETECTORS = load_detectors()
_KINDS: dict[str, Any] = {kind: _params(detector) for kind, detector in DETECTORS.items()}
LookFile: Any = create_model(
    "LookFile",
    __base__=LookBase,
    __doc__=LookBase.__doc__,
    **_KINDS,
)


class RuleFile(Strict):
    """One duty, read from top to bottom by someone on an ethics committee."""

    title: Text = Field(description="What the rule is about, in a few words.")
    duty: Text = Field(description="What the clinician owes, as a sentence.")
    cites: list[str] = Field(default=[], description="code:section, looked up in packs/codes.")
    goes_beyond: str | None = Field(default=None, description="Where the rule asks more than the codes, and why.")
    why: Text = Field(description="What harm it prevents.")
    severity: Severity
    surfaces: Literal["all"] | list[Surface] = "all"
    accounts: Literal["all"] | list[Account] = "all"
    scope_by_profile: ProfileValues = {}
    by_profile: list[ProfileChangeFile] = []
    message: Text = Field(description="What we say about the words underlined.")
    instead: Text = Field(description="What to do instead.")
    detect: Annotated[list[LookFile], Field(min_length=1)]
    unless: list[ExemptionFile] = []
    suggest: list[EditFile] = []
    examples: ExamplesFile = ExamplesFile()
    status: Status = Status.STABLE


class LexiconFile(Strict):
    """A named list of words and phrases that several rules use."""

    says: Text = Field(description="What the words have in common.")
    words: Words


class CueFile(Strict):
    """Words that put a sentence in a guard's scope."""

    phrase: Words
    reach: Reach = Reach.SENTENCE
    within: Annotated[int, Field(ge=0, le=60)] = 8
    not_with: Words | None = Field(default=None, description="Phrases in the sentence that cancel the cue.")


class GuardFile(Strict):
    """A way of speaking that is not a breach."""

    says: Text
    cues: Annotated[list[CueFile], Field(min_length=1)]


class EditionFile(Strict):
    """A dated text of a code."""

    id: str
    from_: date = Field(alias="from")
    until: date | None = None
    note: str | None = None


class SectionFile(Strict):
    """A numbered duty of a code, in our own words."""

    id: str
    heading: Text
    says: Text
    editions: Words
    confidence: Confidence
    note: str | None = None
    address: str | None = None
    professions: list[str] = Field(default=[], description="Only these professions; empty for whoever the code binds.")


class AppliesFile(Strict):
    """Facts of a profile that make the code apply."""

    professions: list[str] = []
    associations: list[str] = []
    jurisdictions: list[str] = []
    facts: list[str] = []


class CodeFile(Strict):
    """An ethics code or law."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Text
    short: str = Field(description="The name people use in a sentence, for example NASW.")
    publisher: Text
    kind: Literal["ethics-code", "standards", "law", "regulation", "guidance"]
    applies_when: AppliesFile
    address: Annotated[str, Field(pattern=r"^https://")]
    checked: date
    editions: Annotated[list[EditionFile], Field(min_length=1)]
    sections: Annotated[list[SectionFile], Field(min_length=1)]


class CoverageEntry(Strict):
    """What we do about a section."""

    state: Literal["covered", "planned", "not-ours"]
    by: list[str] = []
    note: str | None = None


class CoverageFile(Strict):
    """For every section of one code: covered by which rule, planned, or not ours and why."""

    code: str
    sections: dict[str, CoverageEntry]


class TitleFile(Strict):
    """A protected title: how people write it and which licences may use it."""

    says: Text
    phrase: Words
    held_by: list[str]
    professions: list[str] = []


class CrisisLineFile(Strict):
    """What to say in one country to someone in danger."""

    line: Text
    checked: date
    source: Text
    confidence: Confidence


LEXICONS: TypeAdapter[dict[str, LexiconFile]] = TypeAdapter(dict[str, LexiconFile])
TITLES: TypeAdapter[dict[str, TitleFile]] = TypeAdapter(dict[str, TitleFile])
CRISIS_LINES: TypeAdapter[dict[str, CrisisLineFile]] = TypeAdapter(dict[str, CrisisLineFile])
DISCLAIMERS: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])


def rule_schema() -> dict[str, Any]:
    """Give the JSON Schema of a rule file, for editors."""
    schema: dict[str, Any] = RuleFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}

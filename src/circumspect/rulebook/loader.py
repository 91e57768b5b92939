"""packs/ → Ruleset. Open it to see what is checked when rules are loaded, and in which order.

Everything wrong in all files is gathered before it is raised, each with file, line and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from circumspect.core import patterns, phrases, scope
from circumspect.core.fold import fold
from circumspect.core.ruleset import Ruleset, TitleClaim
from circumspect.domain.ethics_code import AppliesWhen, Edition, EthicsCode, Section
from circumspect.domain.rule import (
    Conditions,
    Cue,
    Edit,
    Example,
    Exemption,
    Guard,
    Look,
    ProfileChange,
    Reach,
    Rule,
)
from circumspect.rulebook import schema
from circumspect.rulebook.gazetteers import load_gazetteers
from circumspect.rulebook.marks import unmark
from circumspect.rulebook.problems import Problem, RulebookError
from circumspect.rulebook.yaml_lines import Source, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from circumspect.core.review import Detector

SHIPPED = Path(__file__).resolve().parent.parent / "packs"
TEMPLATES = SHIPPED.parent / "templates"
# Folders of packs/ that do not hold rules.
NOT_RULES = ("codes", "coverage", "lexicons", "scope", "gazetteers")

_T = TypeVar("_T")


@dataclass(slots=True)
class Bench:
    """What is gathered while loading."""

    problems: list[Problem] = field(default_factory=list)
    parts: list[patterns.Part] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    lexicons: set[str] = field(default_factory=set)

    def add(self, key: str, made: Iterable[phrases.Phrase]) -> None:
        """Keep compiled phrases under their key."""
        self.parts += [patterns.Part(key, phrase.regex, phrase.shape) for phrase in made]

    def compile(self, key: str, listed: Sequence[str], source: Source, place: tuple[str | int, ...]) -> None:
        """Compile phrases under `key`; note a problem where one cannot be read."""
        made: list[phrases.Phrase] = []
        for phrase in listed:
            try:
                made.append(phrases.compile_phrase(phrase, self.lexicons))
            except phrases.PhraseError as error:
                self.problems.append(source.problem(place, str(error)))
            else:
                self.words |= phrases.words_of(phrase)
        self.add(key, made)


def load(roots: Sequence[Path] = (SHIPPED,), version: str = "", tolerated: list[Problem] | None = None) -> Ruleset:
    """Load packs from folders laid out like packs/; later folders add to earlier ones.

    Raises RulebookError with every problem found; with a list for `tolerated`, puts them there and gives the rest.
    """
    bench = Bench()
    _load_lexicons(roots, bench)
    guards = _load_guards(roots, bench)
    codes = _load_codes(roots, bench)
    titles = _load_titles(roots, bench)
    rules: list[Rule] = []
    for root in roots:
        for path in _rule_files(root):
            source = read_file(path, root, bench)
            if source is None:
                continue
            parsed = parse(schema.RuleFile, source, bench)
            if parsed is not None:
                rules.append(_rule(parsed, path, source, bench, (guards, codes)))
    _check_ids(rules, bench)
    crisis = {
        country: entry.line for country, entry in _template("crisis-lines.yaml", schema.CRISIS_LINES, bench).items()
    }
    disclaimers = _template("disclaimers.yaml", schema.DISCLAIMERS, bench)
    if tolerated is not None:
        tolerated += bench.problems
    elif bench.problems:
        raise RulebookError(bench.problems)
    return Ruleset(
        rules=tuple(sorted(rules, key=lambda r: r.id)),
        guards=guards,
        codes=codes,
        index=patterns.index(bench.parts, [fold(e.text).text for rule in rules for e in rule.examples]),
        vocabulary=frozenset(bench.words),
        gazetteers=load_gazetteers(roots),
        titles=titles,
        crisis_lines=crisis,
        disclaimers=disclaimers,
        version=version,
    )


def examples_of(rule: str, pack: str, roots: Sequence[Path]) -> tuple[Example, ...]:
    """Give a rule's own examples, which the cache leaves out, from its one file. Raises RulebookError."""
    bench = Bench()
    found: tuple[Example, ...] = ()
    for root in roots:
        path = root / pack / f"{rule}.yaml"
        if not path.is_file() or (source := read_file(path, root, bench)) is None:
            continue
        if (parsed := parse(schema.RuleFile, source, bench)) is not None:
            found = tuple(_examples(parsed.examples, source, bench))
    if bench.problems:
        raise RulebookError(bench.problems)
    return found


def _rule_files(root: Path) -> list[Path]:
    """List the rule files below a folder of packs."""
    return sorted(
        path
        for path in root.glob("*/*.yaml")
        if path.parent.name not in NOT_RULES and not path.name.startswith((".", "_"))
    )


def read_file(path: Path, root: Path, bench: Bench) -> Source | None:
    """Parse a file; note why and give None where it cannot be."""
    try:
        return read(path, str(path.relative_to(root.parent)))
    except RulebookError as error:
        bench.problems += error.problems
    except OSError as error:
        bench.problems.append(Problem(str(path), 1, f"cannot be read: {error.strerror}"))
    return None


def parse(model: type[_T] | TypeAdapter[_T], source: Source, bench: Bench) -> _T | None:
    """Check a parsed file against its model; note every problem with its line and a suggestion."""
    try:
        if isinstance(model, TypeAdapter):
            return model.validate_python(source.value)
        return model.model_validate(source.value)  # type: ignore[attr-defined, no-any-return]
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            bench.problems.append(_explained(dict(detail), source, model))
    return None


def _explained(detail: Mapping[str, Any], source: Source, model: object) -> Problem:
    """Turn a validation error into a sentence that says what to do."""
    place = tuple(
        p for p in detail["loc"] if not (isinstance(p, str) and p.startswith(("function-", "list[", "literal[")))
    )
    kind, last = detail["type"], place[-1] if place else ""
    if kind == "extra_forbidden" and " " in str(last):
        return source.problem(place, f"{last!r} stands alone after a comma; put the whole text before it in quotes")
    if kind == "extra_forbidden":
        near = get_close_matches(str(last), _keys_at(model, place[:-1]), 1, 0.5)
        hint = (
            f"; did you mean {near[0]!r}?"
            if near
            else f"; it may hold {', '.join(sorted(_keys_at(model, place[:-1])))}"
        )
        return source.problem(place, f"unknown key {last!r}{hint}")
    if kind == "missing":
        return source.problem(place[:-1], f"the key {last!r} is missing; add it")
    if kind in ("enum", "literal_error"):
        given = str(detail.get("input"))
        expected = str(detail["ctx"].get("expected", ""))
        options = [o.strip(" '") for o in expected.replace(" or ", ",").split(",")]
        near = get_close_matches(given, options, 1, 0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"use one of {expected}"
        return source.problem(place, f"{last!r} cannot be {given!r}; {hint}")
    return source.problem(place, f"{'.'.join(map(str, place)) or 'the file'}: {detail['msg']}")


def _keys_at(model: object, place: tuple[str | int, ...]) -> list[str]:
    """List the keys that a mapping at `place` may hold."""
    at: Any = model if isinstance(model, type) else None
    for step in place:
        if at is None or isinstance(step, int):
            continue
        info = getattr(at, "model_fields", {})
        named = {f.alias or name: f for name, f in info.items()}
        at = _model_in(named[step].annotation) if step in named else None
    if at is None:
        return []
    if hasattr(at, "model_fields"):
        return [f.alias or name for name, f in at.model_fields.items()]
    return [f.name for f in fields(at)]


def _model_in(annotation: Any) -> Any:  # noqa: ANN401 - a type expression
    """Find the model inside list[Model], Model | None and the like."""
    if isinstance(annotation, type) and (
        issubclass(annotation, BaseModel) or hasattr(annotation, "__dataclass_fields__")
    ):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _model_in(inner)) is not None:
            return found
    return None


def named_files(roots: Sequence[Path], folder: str, bench: Bench) -> Iterable[tuple[Path, Source]]:
    """Give every YAML file of one folder of the packs, parsed."""
    for root in roots:
        for path in sorted((root / folder).glob("*.yaml")):
            source = read_file(path, root, bench)
            if source is not None:
                yield path, source


def _load_lexicons(roots: Sequence[Path], bench: Bench) -> None:
    """Compile lexicons in the order their mentions of each other need."""
    waiting: dict[str, tuple[Source, list[str]]] = {}
    for _, source in named_files(roots, "lexicons", bench):
        for name, entry in (parse(schema.LEXICONS, source, bench) or {}).items():
            if name in waiting:
                bench.problems.append(
                    source.problem((name,), f"the lexicon {name!r} stands in another file too; rename one")
                )
            waiting[name] = (source, entry.words)
    while waiting:
        ready = [n for n, (_, words) in waiting.items() if not any(f"<{m}>" in w for m in waiting for w in words)]
        if not ready:
            for name, (source, _) in waiting.items():
                bench.problems.append(
                    source.problem((name,), f"the lexicon {name!r} names itself, directly or in a circle")
                )
            return
        for name in ready:
            source, words = waiting.pop(name)
            bench.compile(f"lexicon/{name}", words, source, (name, "words"))
            bench.lexicons.add(name)


def _load_guards(roots: Sequence[Path], bench: Bench) -> dict[str, Guard]:
    guards: dict[str, Guard] = {}
    for path, source in named_files(roots, "scope", bench):
        parsed = parse(schema.GuardFile, source, bench)
        if parsed is None:
            continue
        name = path.stem
        for index, cue in enumerate(parsed.cues):
            bench.compile(f"guard/{name}/{index}", cue.phrase, source, ("cues", index, "phrase"))
            if cue.not_with:
                bench.compile(f"guard/{name}/{index}/not", cue.not_with, source, ("cues", index, "not_with"))
        cues = tuple(Cue(tuple(c.phrase), c.reach, c.within, tuple(c.not_with or ())) for c in parsed.cues)
        guards[name] = Guard(name, parsed.says, cues)
    return guards


def _load_codes(roots: Sequence[Path], bench: Bench) -> dict[str, EthicsCode]:
    codes: dict[str, EthicsCode] = {}
    for _, source in named_files(roots, "codes", bench):
        parsed = parse(schema.CodeFile, source, bench)
        if parsed is None:
            continue
        if parsed.code in codes:
            text = f"the code {parsed.code!r} stands in another file too; give this one another name"
            bench.problems.append(source.problem(("code",), text))
        editions = [e.id for e in parsed.editions]
        for index, section in enumerate(parsed.sections):
            if wrong := set(section.editions) - set(editions):
                text = f"section {section.id!r} names editions {sorted(wrong)} that the code does not have"
                bench.problems.append(source.problem(("sections", index), text))
        codes[parsed.code] = EthicsCode(
            code=parsed.code,
            title=parsed.title,
            short=parsed.short,
            publisher=parsed.publisher,
            kind=parsed.kind,
            applies_when=AppliesWhen(
                **{k: tuple(v) for k, v in parsed.applies_when.model_dump().items()},
            ),
            address=parsed.address,
            checked=parsed.checked,
            editions=tuple(Edition(e.id, e.from_, e.until, e.note) for e in parsed.editions),
            sections=tuple(
                Section(
                    id=s.id,
                    heading=s.heading,
                    says=s.says,
                    editions=tuple(s.editions),
                    confidence=s.confidence,
                    note=s.note,
                    address=s.address,
                    professions=tuple(s.professions),
                )
                for s in parsed.sections
            ),
        )
    return codes


def _load_titles(roots: Sequence[Path], bench: Bench) -> tuple[TitleClaim, ...]:
    found: list[TitleClaim] = []
    for root in roots:
        path = root / "titles.yaml"
        source = read_file(path, root, bench) if path.exists() else None
        for name, entry in ((parse(schema.TITLES, source, bench) if source else None) or {}).items():
            key = f"title/{name}"
            bench.compile(key, entry.phrase, source, (name, "phrase"))  # type: ignore[arg-type]
            found.append(TitleClaim(name, entry.says, key, tuple(entry.held_by), tuple(entry.professions)))
    return tuple(found)


def near(name: str, known: Iterable[str]) -> str:
    """Give a hint with the nearest known name, or nothing."""
    near = get_close_matches(name, list(known), 1, 0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


def _template(name: str, model: TypeAdapter[dict[str, _T]], bench: Bench) -> dict[str, _T]:
    source = read_file(TEMPLATES / name, TEMPLATES, bench)
    return (parse(model, source, bench) if source else None) or {}


def _rule(
    parsed: schema.RuleFile,
    path: Path,
    source: Source,
    bench: Bench,
    known: tuple[Mapping[str, Guard], Mapping[str, EthicsCode]],
) -> Rule:
    """Turn a checked file into a rule and compile what it looks for."""
    guards, codes = known
    name = path.stem
    for index, reference in enumerate(parsed.cites):
        _check_citation(reference, codes, source, ("cites", index), bench)
    looks = tuple(
        _look(look, f"{name}/detect/{i}", source, ("detect", i), bench, guards) for i, look in enumerate(parsed.detect)
    )
    return Rule(
        id=name,
        pack=path.parent.name,
        title=parsed.title,
        duty=parsed.duty,
        why=parsed.why,
        severity=parsed.severity,
        message=parsed.message,
        instead=parsed.instead,
        cites=tuple(parsed.cites),
        goes_beyond=parsed.goes_beyond,
        surfaces=() if parsed.surfaces == "all" else tuple(parsed.surfaces),
        accounts=() if parsed.accounts == "all" else tuple(parsed.accounts),
        scope_by_profile=_values(parsed.scope_by_profile),
        by_profile=tuple(ProfileChange(_values(c.when), c.severity, c.because) for c in parsed.by_profile),
        detect=tuple(look for look in looks if look is not None),
        unless=_exemptions(parsed.unless, name, source, ("unless",), bench, guards),
        suggest=tuple(_edit(edit, source, ("suggest", i), bench) for i, edit in enumerate(parsed.suggest)),
        examples=tuple(_examples(parsed.examples, source, bench)),
        status=parsed.status,
    )


def _values(wanted: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in wanted.items()}


def _check_citation(
    reference: str, codes: Mapping[str, EthicsCode], source: Source, place: tuple[str | int, ...], bench: Bench
) -> None:
    code, _, section = reference.partition(":")
    if code not in codes:
        bench.problems.append(source.problem(place, f"there is no code {code!r}{near(code, codes)}"))
    elif section not in (known := [s.id for s in codes[code].sections]):
        bench.problems.append(
            source.problem(place, f"{code} has no section {section!r} on record{near(section, known)}")
        )


def _look(
    parsed: schema.LookBase,
    key: str,
    source: Source,
    place: tuple[str | int, ...],
    bench: Bench,
    guards: Mapping[str, Guard],
) -> Look | None:
    kinds = [kind for kind in schema.DETECTORS if getattr(parsed, kind) is not None]
    if len(kinds) != 1:
        text = f"give exactly one kind of detector ({', '.join(schema.DETECTORS)}); found {kinds or 'none'}"
        bench.problems.append(source.problem(place, text))
        return None
    detector = schema.DETECTORS[kinds[0]]
    checked = getattr(parsed, kinds[0])
    params = detector.Params(
        **{f.name: _frozen(getattr(checked, f.name)) for f in fields(detector.Params)},
    )
    _compile_look(detector, params, key, source, (*place, kinds[0]), bench)
    when = parsed.when
    answers = when.answers if isinstance(when.answers, list) else []
    conditions = Conditions(
        surfaces=tuple(when.surfaces),
        accounts=tuple(when.accounts),
        answers=tuple(answers),
        answers_something={"something": True, "nothing": False}.get(str(when.answers)),
        with_words=tuple(when.with_words or ()),
        near_words=tuple(when.near or ()),
        without_words=tuple(when.without or ()),
        profile=_values(when.profile),
    )
    _check_lexicons(
        (*answers, *conditions.with_words, *conditions.near_words, *conditions.without_words), source, place, bench
    )
    unless = _exemptions(parsed.unless, key, source, (*place, "unless"), bench, guards)
    return Look(kinds[0], params, conditions, parsed.sure, unless)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _compile_look(
    detector: Detector,
    params: object,
    key: str,
    source: Source,
    place: tuple[str | int, ...],
    bench: Bench,
) -> None:
    """Compile what a look scans for and check the lexicons it names."""
    for attribute in ("all_of", "topic", "absent"):
        named = getattr(params, attribute, ())
        _check_lexicons([n for n in named if not n.startswith("profile:")], source, place, bench)
    try:
        made = detector.patterns(params, bench.lexicons)
        for one in made:
            if one == phrases.expression(one.regex):  # written by the rule's author, not made from a phrase
                patterns.check(one.regex)
    except phrases.PhraseError as error:
        bench.problems.append(source.problem(place, str(error)))
        return
    except patterns.PatternError as error:
        text = f"the expression cannot run in linear time (no look-around, no back-references): {error}"
        bench.problems.append(source.problem(place, text))
        return
    bench.add(key, made)
    for phrase in getattr(params, "phrases", ()):
        bench.words |= phrases.words_of(phrase)


def _check_lexicons(names: Iterable[str], source: Source, place: tuple[str | int, ...], bench: Bench) -> None:
    for name in names:
        if name not in bench.lexicons:
            bench.problems.append(source.problem(place, f"there is no lexicon {name!r}{near(name, bench.lexicons)}"))


def _exemptions(
    parsed: Sequence[schema.ExemptionFile],
    key: str,
    source: Source,
    place: tuple[str | int, ...],
    bench: Bench,
    guards: Mapping[str, Guard],
) -> tuple[Exemption, ...]:
    made: list[Exemption] = []
    for index, entry in enumerate(parsed):
        here = (*place, index)
        given = [n for n in ("guard", "phrase", "answers", "followed_by", "preceded_by") if getattr(entry, n)]
        if len(given) != 1:
            text = f"give exactly one of guard, phrase, answers, followed_by, preceded_by; found {given or 'none'}"
            bench.problems.append(source.problem(here, text))
            continue
        if entry.guard and entry.guard != scope.QUOTED and entry.guard not in guards:
            bench.problems.append(source.problem(here, f"there is no guard {entry.guard!r}{near(entry.guard, guards)}"))
        if entry.answers:
            _check_lexicons(entry.answers, source, here, bench)
        listed = entry.phrase or entry.followed_by or entry.preceded_by or []
        if listed:
            bench.compile(f"{key}/unless/{index}", listed, source, (*here, given[0]))
        default = {"followed_by": Reach.AFTER, "preceded_by": Reach.BEFORE}.get(given[0], Reach.SENTENCE)
        made.append(
            Exemption(
                because=entry.because,
                guard=entry.guard,
                phrase=tuple(listed),
                answers=tuple(entry.answers or ()),
                reach=entry.reach or default,
                profile=_values(entry.profile),
                sure=entry.sure,
            )
        )
    return tuple(made)


def _edit(parsed: schema.EditFile, source: Source, place: tuple[str | int, ...], bench: Bench) -> Edit:
    given = [n for n in ("drop", "replace", "append") if getattr(parsed, n) is not None]
    if len(given) != 1 or (given == ["replace"]) != (parsed.with_text is not None):
        bench.problems.append(source.problem(place, "give one of drop, append, or replace together with `with`"))
        return Edit("drop")
    if parsed.append is not None:
        return Edit("append", parsed.append)
    return Edit(given[0], parsed.with_text or "", parsed.drop or parsed.replace or "sentence")


def _examples(parsed: schema.ExamplesFile, source: Source, bench: Bench) -> Iterable[Example]:
    for kind in ("flag", "leave", "missed"):
        for index, entry in enumerate(getattr(parsed, kind)):
            place = ("examples", kind, index)
            text, marked = unmark(entry.text)
            if kind == "leave" and not entry.because:
                bench.problems.append(source.problem(place, "add a `because`: why is this left alone?"))
            yield Example(
                kind=kind,
                text=text,
                line=source.line(place),
                marked=marked,
                surface=entry.surface,
                account=entry.account,
                in_reply_to=entry.in_reply_to,
                profile=entry.profile,
                because=entry.because,
                rewrite=entry.rewrite,
            )


def _check_ids(rules: Sequence[Rule], bench: Bench) -> None:
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.id in seen:
            text = f"the rule {rule.id!r} stands in {seen[rule.id]} too; a file's name is the id, so rename one"
            bench.problems.append(Problem(f"{rule.pack}/{rule.id}.yaml", 1, text))
        seen[rule.id] = rule.pack

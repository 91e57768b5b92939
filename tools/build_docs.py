"""Write the pages on rules, codes and platforms from what we ship. Open it to change what those pages show.

    python tools/build_docs.py            writes docs/rules/, docs/codes/, docs/platforms/, their part of
                                          mkdocs.yml, and packs/rule.schema.json, the schema of
                                          rule files for editors
    python tools/build_docs.py --check    writes nothing; fails when what is committed differs

The pages depend on packs and templates alone, not on the day or the machine, so that they can be committed and
compared.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circumspect.domain.ethics_code import Confidence
from circumspect.domain.rule import Severity, Status
from circumspect.rulebook.coverage import read_coverage
from circumspect.rulebook.loader import SHIPPED, load
from circumspect.rulebook.schema import rule_schema
from circumspect.rulebook.yaml_lines import read
from circumspect.services.archives import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.ethics_code import EthicsCode, Section
    from circumspect.domain.rule import Example, Rule
    from circumspect.rulebook.schema import CoverageEntry, CoverageFile

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("rules", "codes", "platforms")
_MADE = "<!-- Written by tools/build_docs.py from the packs. Change the rule or code file, not this page. -->"
_MADE_PLATFORM = (
    "<!-- Written by tools/build_docs.py from templates/platforms/. Change the file there, not this page. -->"
)
_NAV_START, _NAV_END = "  # rules and codes: written by tools/build_docs.py", "  # end of rules and codes"

_SEVERITIES = {
    Severity.BLOCK: "Block: do not publish it as it is.",
    Severity.REVISE: "Revise: change it, then publish.",
    Severity.ADVISE: "Advise: worth a thought. It lets the text through.",
}
_STATUSES = {
    Status.DRAFT: "Draft: off, still being written.",
    Status.TRIAL: "On trial: it is shown and never blocks.",
    Status.STABLE: "Stable.",
    Status.RETIRED: "Retired: off. It is kept so that older records can be read.",
}
_MARKS = {
    Confidence.VERIFIED: "verified: read in the official text",
    Confidence.SECONDARY: "secondary: read in a secondary source",
    Confidence.UNVERIFIED: "not verified: check it before you rely on it",
}
_STATES = {"covered": "Covered", "planned": "Planned", "not-ours": "Not ours"}
_PACKS = {
    "confidentiality": "Confidentiality",
    "boundaries": "Boundaries",
    "advice": "Advice and scope",
    "solicitation": "Solicitation and testimonials",
    "promotion": "Promotion and truthfulness",
    "harm": "Harm and dignity",
    "exposure": "Search and exposure",
}
_EXAMPLES = (
    ("flag", "It speaks on", "The words underlined are those that it points at."),
    ("leave", "It stays silent on", "These look alike and break nothing."),
    ("missed", "It misses, so far", "Known misses. Silence about a text is no promise that nothing is wrong with it."),
)
_KINDS = {
    "ethics-code": "an ethics code",
    "standards": "practice standards",
    "law": "a law",
    "regulation": "a regulation",
    "guidance": "guidance",
}
_FACTS = {
    "everyone": "everyone",
    "us_practice": "practice in the United States",
    "hipaa_covered": "practices under HIPAA",
    "part2_program": "federally assisted programs for substance use",
    "supervised": "practice under supervision",
}
_SPECIAL = re.compile(r"([\\`*_\[\]#])")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or with --check say which differ; 0 when all is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a committed page differs")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder that holds docs/ and mkdocs.yml")
    chosen = parser.parse_args(arguments)
    wanted = {**pages(load(), read_coverage([SHIPPED])), **platform_pages(PLATFORMS)}
    docs, settings = chosen.root / "docs", chosen.root / "mkdocs.yml"
    nav = with_nav(settings.read_text(encoding="utf-8"), wanted)
    schema, schema_text = SHIPPED / "rule.schema.json", json.dumps(rule_schema(), indent=1) + "\n"
    differing = [str(path) for path in _differing(docs, wanted)]
    if not schema.exists() or schema.read_text(encoding="utf-8") != schema_text:
        differing.append(schema.name)
    if nav != settings.read_text(encoding="utf-8"):
        differing.append(settings.name)
    if chosen.check:
        for name in differing:
            print(f"{name} is not what packs and templates say; run: make docs")
        return 1 if differing else 0
    for name, text in wanted.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8", newline="\n")
    for path in _left_over(docs, wanted):
        path.unlink()
    settings.write_text(nav, encoding="utf-8", newline="\n")
    schema.write_text(schema_text, encoding="utf-8", newline="\n")
    print(f"{len(wanted)} pages, {len(differing)} of them changed.")
    return 0


def pages(ruleset: Ruleset, coverage: Mapping[str, CoverageFile]) -> dict[str, str]:
    """Give path below docs/ → text, for every page."""
    made = {"rules/index.md": _rule_index(ruleset), "codes/index.md": _code_index(ruleset)}
    for rule in ruleset.rules:
        made[f"rules/{rule.id}.md"] = _rule_page(rule, ruleset)
    for name, code in ruleset.codes.items():
        entries = coverage[name].sections if name in coverage else {}
        made[f"codes/{name}.md"] = _code_page(code, ruleset, entries)
    return dict(sorted(made.items()))


def with_nav(settings: str, wanted: Iterable[str]) -> str:
    """Put the generated pages into the navigation, between the two lines that mark their place."""
    before, start, rest = settings.partition(_NAV_START + "\n")
    _, end, after = rest.partition(_NAV_END + "\n")
    if not (start and end):
        raise SystemExit(f"mkdocs.yml must hold the lines {_NAV_START.strip()!r} and {_NAV_END.strip()!r}")
    lines = [start]
    for folder in FOLDERS:
        lines.append(f"  - {folder.capitalize()}:\n      - All {folder}: {folder}/index.md\n")
        names = [n for n in wanted if n.startswith(f"{folder}/") and not n.endswith("/index.md")]
        lines += [f"      - {name.removeprefix(f'{folder}/').removesuffix('.md')}: {name}\n" for name in sorted(names)]
    return before + "".join(lines) + end + after


def _differing(docs: Path, wanted: Mapping[str, str]) -> Iterator[Path]:
    """Give the pages that are missing, not as wanted, or no longer wanted, relative to the root."""
    for name, text in wanted.items():
        path = docs / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path.relative_to(docs.parent)
    for path in _left_over(docs, wanted):
        yield path.relative_to(docs.parent)


def _left_over(docs: Path, wanted: Mapping[str, str]) -> list[Path]:
    """List pages of rules and codes that are no more."""
    found = [path for folder in FOLDERS for path in sorted((docs / folder).glob("*.md"))]
    return [path for path in found if path.relative_to(docs).as_posix() not in wanted]


def platform_pages(folder: Path) -> dict[str, str]:
    """Give path below docs/ → text, for every platform whose export we read."""
    told: dict[str, Any] = {
        path.stem: read(path, f"templates/platforms/{path.name}").value for path in sorted(folder.glob("*.yaml"))
    }
    made = {f"platforms/{name}.md": _platform_page(one) for name, one in told.items()}
    return {"platforms/index.md": _platform_index(told), **made} if told else {}


def _platform_index(told: Mapping[str, Any]) -> str:
    """List the platforms."""
    rows = ["| platform | what you get | how long it takes |", "| --- | --- | --- |"]
    for name, one in told.items():
        rows.append(f"| [{_plain(one['title'])}]({name}.md) | {_plain(one['arrives_as'])} | {_plain(one['wait'])} |")
    return _joined(
        [
            "# Platforms",
            _MADE_PLATFORM,
            (
                "`circumspect audit` reads the copy of your account that a platform gives you. Each page says how to "
                "ask for it, what is read of it, and what is not in it. Platforms move their menus often; the address "
                "of the platform's own page stands on each."
            ),
            "\n".join(rows),
        ],
    )


def _platform_page(one: Mapping[str, Any]) -> str:
    """Give one platform's page, in the order in which one asks: how, what comes, what is read, what is missing."""
    marked = _MARKS[Confidence(str(one["confidence"]))].replace("text", "page")
    return _joined(
        [
            f"# {_plain(one['title'])}",
            _MADE_PLATFORM,
            "## How to ask for it",
            "\n".join(f"{number}. {_plain(step)}" for number, step in enumerate(one["ask"], 1)),
            "Choose:",
            _bullets(one["choose"]),
            f"**How long it takes.** {_plain(one['wait'])}",
            f"**What comes.** {_plain(one['arrives_as'])}",
            f"The platform's own page: <{one['address']}>. Last checked: {one['checked']} ({marked}).",
            "## What is read",
            _bullets(one["read"]),
            "## What is not in it",
            _bullets(one["not_there"]),
            "## What else is in it",
            _bullets(one["care"]),
        ],
    )


def _bullets(lines: Sequence[object]) -> str:
    return "\n".join(f"- {_plain(str(line))}" for line in lines)


def _rule_index(ruleset: Ruleset) -> str:
    """List the rules, folder by folder."""
    parts = [
        "# Rules",
        _MADE,
        (
            f"{len(ruleset.rules)} rules. Each is one duty in one file of `src/circumspect/packs/`. "
            "What a rule asks of you can differ with your profile: `circumspect rules list` shows that."
        ),
    ]
    packs = sorted(
        {rule.pack for rule in ruleset.rules}, key=lambda p: (list(_PACKS).index(p) if p in _PACKS else 99, p)
    )
    for pack in packs:
        rows = ["| rule | what it is about | severity |", "| --- | --- | --- |"]
        for rule in ruleset.rules:
            if rule.pack == pack:
                trial = "" if rule.status is Status.STABLE else f", {rule.status.value}"
                rows.append(f"| [{rule.id}]({rule.id}.md) | {_plain(rule.title)} | {rule.severity.value}{trial} |")
        parts += [f"## {_PACKS.get(pack, pack)}", "\n".join(rows)]
    return _joined(parts)


def _rule_page(rule: Rule, ruleset: Ruleset) -> str:
    """Give one rule's page, in the order in which one asks: what, who says so, why, what instead, when not."""
    parts = [
        f"# {_plain(rule.title)}",
        _MADE,
        f"`{rule.id}`",
        f"**The duty.** {_plain(rule.duty)}",
        f"**What it says of the words underlined.** {_plain(rule.message)}",
        f"**Why.** {_plain(rule.why)}",
        f"**Instead.** {_plain(rule.instead)}",
        f"**How serious.** {_SEVERITIES[rule.severity]}",
        f"**Where.** {_where(rule)}",
        f"**Status.** {_STATUSES[rule.status]}",
        "## Who asks it",
        *_asked(rule, ruleset),
    ]
    if rule.goes_beyond:
        parts.append(f"**Where the rule goes further.** {_plain(rule.goes_beyond)}")
    if rule.by_profile or rule.scope_by_profile:
        parts += ["## What a profile changes", "\n".join(_changes(rule))]
    silences = list(
        dict.fromkeys([e.because for e in rule.unless] + [e.because for k in rule.detect for e in k.unless])
    )
    if silences:
        parts += ["## When it stays silent", "\n".join(f"- {_plain(because)}" for because in silences)]
    for kind, heading, note in _EXAMPLES:
        examples = [e for e in rule.examples if e.kind == kind]
        if examples:
            parts += [f"## {heading}", note, "\n".join(_example(e) for e in examples)]
    return _joined(parts)


def _where(rule: Rule) -> str:
    """Say on which surfaces and accounts a rule looks."""
    surfaces = ", ".join(surface.value for surface in rule.surfaces) or "everywhere"
    if not rule.accounts:
        return f"{surfaces[0].upper()}{surfaces[1:]}."
    return f"{surfaces[0].upper()}{surfaces[1:]}; {' and '.join(a.value for a in rule.accounts)} accounts only."


def _asked(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    """List the sections that a rule cites, each with how sure we are of it."""
    if not rule.cites:
        yield "No section of a code on record names it. It is good practice."
        return
    yield "A review cites those that bind you on the day of the text. The words are ours; the official text decides."
    lines = []
    for reference in rule.cites:
        name, _, wanted = reference.partition(":")
        code = ruleset.codes[name]
        section = next(s for s in code.sections if s.id == wanted)
        link = f"[{_plain(reference)}](../codes/{name}.md#{anchors(code)[wanted]})"
        lines.append(f"- {link} {_plain(section.heading)}: {_plain(section.says)} *({_MARKS[section.confidence]})*")
    yield "\n".join(lines)


def _changes(rule: Rule) -> Iterator[str]:
    """Say for whom a rule applies, and for whom it is more or less serious."""
    if rule.scope_by_profile:
        yield f"- It applies where the profile has {_wanted(rule.scope_by_profile)}."
    for change in rule.by_profile:
        yield f"- With {_wanted(change.when)}: {change.severity}. {_plain(change.because)}"


def _wanted(when: Mapping[str, Sequence[str]]) -> str:
    return " and ".join(f"`{name}` {' or '.join(f'`{value}`' for value in values)}" for name, values in when.items())


def _example(example: Example) -> str:
    """Give an example as a list entry, the marked words underlined."""
    pieces, at = [], 0
    for start, end in example.marked:
        pieces += [_plain(example.text[at:start]), "<ins>", _plain(example.text[start:end]), "</ins>"]
        at = end
    pieces.append(_plain(example.text[at:]))
    said = [f"- “{''.join(pieces)}”"]
    place = [value.value for value in (example.surface, example.account) if value is not None]
    if place:
        said.append(f"({', '.join(place)})")
    if example.in_reply_to:
        said.append(f"in reply to: “{_plain(example.in_reply_to)}”")
    if example.because:
        said.append(f"<br>*{_plain(example.because)}*")
    if example.rewrite:
        said.append(f"<br>Instead: “{_plain(example.rewrite)}”")
    return " ".join(said)


def _code_index(ruleset: Ruleset) -> str:
    """List the codes and laws on record."""
    rows = ["| code | title | sections |", "| --- | --- | --- |"]
    for name, code in sorted(ruleset.codes.items()):
        rows.append(f"| [{name}]({name}.md) | {_plain(code.title)} | {len(code.sections)} |")
    return _joined(
        [
            "# Codes and laws",
            _MADE,
            (
                "What the rules cite, section by section, in our own words. Each section carries a mark that says how "
                "sure we are of it. The official text decides; its address stands on each page."
            ),
            "\n".join(rows),
        ],
    )


def _code_page(code: EthicsCode, ruleset: Ruleset, coverage: Mapping[str, CoverageEntry]) -> str:
    """Give one code's page: whom it binds, its editions, its sections and what we do about each."""
    parts = [
        f"# {_plain(code.title)}",
        _MADE,
        (
            f"`{code.code}`: {_KINDS.get(code.kind, code.kind)}. Published by {_plain(code.publisher)}. "
            f"Official address: <{code.address}>. Last checked: {code.checked.isoformat()}."
        ),
        f"**It binds** {_bound(code)}.",
        "## Editions",
        "\n".join(_editions(code)),
        "## Sections",
        "The words are ours, not the code's.",
    ]
    for section in code.sections:
        parts += _section(section, code, ruleset, coverage.get(section.id))
    return _joined(parts)


def _bound(code: EthicsCode) -> str:
    """Say whom a code binds; any one of the facts is enough."""
    when = code.applies_when
    said = [f"the profession {name}" for name in when.professions]
    said += [f"members of {name.upper()}" for name in when.associations]
    said += [f"licences in {place}" for place in when.jurisdictions]
    said += [_FACTS.get(fact, fact.replace("_", " ")) for fact in when.facts]
    return "; ".join(said) or "nobody by itself"


def _editions(code: EthicsCode) -> Iterator[str]:
    for edition in code.editions:
        until = f"until {edition.until.isoformat()}" if edition.until else "still in force"
        note = f" {_plain(edition.note)}" if edition.note else ""
        yield f"- **{_plain(edition.id)}**: from {edition.start.isoformat()}, {until}.{note}"


def _section(section: Section, code: EthicsCode, ruleset: Ruleset, entry: CoverageEntry | None) -> Iterator[str]:
    """Give one section: what it says, how sure we are, who cites it, what we do about it."""
    yield f"### {_plain(_heading(section))}"
    yield _plain(section.says)
    lines = [f"- How sure we are: {_MARKS[section.confidence]}.", f"- Editions: {', '.join(section.editions)}."]
    if section.professions:
        lines.append(f"- Only for: {', '.join(section.professions)}.")
    if section.note:
        lines.append(f"- Note: {_plain(section.note)}")
    reference = f"{code.code}:{section.id}"
    citing = [f"[{rule.id}](../rules/{rule.id}.md)" for rule in ruleset.rules if reference in rule.cites]
    if citing:
        lines.append(f"- Cited by: {', '.join(citing)}.")
    if entry is not None:
        known = {rule.id for rule in ruleset.rules}
        by = ", ".join(f"[{name}](../rules/{name}.md)" for name in entry.by if name in known)
        said = " ".join(filter(None, (f"by {by}." if by else "", _plain(entry.note) if entry.note else "")))
        lines.append(f"- {_STATES[entry.state]}{' ' if by else ': '}{said}" if said else f"- {_STATES[entry.state]}.")
    yield "\n".join(lines)


def _heading(section: Section) -> str:
    return section.heading if section.id in section.heading else f"{section.id} {section.heading}"


def anchors(code: EthicsCode) -> dict[str, str]:
    """Give section → the name by which a link on its page reaches it, as Python-Markdown makes them."""
    seen = {"editions", "sections", _slug(code.title)}
    made: dict[str, str] = {}
    for section in code.sections:
        name = first = _slug(_heading(section))
        number = 1
        while name in seen:
            name, number = f"{first}_{number}", number + 1
        seen.add(name)
        made[section.id] = name
    return made


def _slug(heading: str) -> str:
    words = re.sub(r"[^\w\s-]", "", heading).strip().lower()
    return re.sub(r"[-\s]+", "-", words)


def _plain(words: str) -> str:
    """Write words so that Markdown and HTML leave them as they are, on one line."""
    told = _SPECIAL.sub(r"\\\1", escape(words.strip(), quote=False)).replace("|", "&#124;")
    return re.sub(r"\s*\n\s*", "<br>", told)


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())

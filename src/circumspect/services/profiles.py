"""The profile as answers: asked for, written down, changed, and what follows from it. Open it to change any of these.

The file belongs to the person: when an answer changes, only its line does, and notes written by hand stay. A file that
cannot be changed so is written anew, and whoever asks is told before (`edited` gives None).
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from circumspect.core.cite import applies, edition_on
from circumspect.core.judge import matches, severity_for
from circumspect.domain.profile import HOUSE, Profile
from circumspect.domain.rule import Status
from circumspect.rulebook.profile import TABLES, ProfileError, load_profile, profile_of
from circumspect.services.locking import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.ethics_code import Edition, EthicsCode
    from circumspect.domain.rule import Rule, Severity

# The association that most of a profession belong to.
ASSOCIATIONS = {
    "social-work": "nasw",
    "psychology": "apa",
    "counseling": "aca",
    "marriage-family-therapy": "aamft",
}
# The strictest testimonial reading is the default everywhere; Ontario and Australia bar use as well.
NONE_USE = ("CA-ON", "AU")
REPEATED = ("licence", "account")
BEFORE = ".before"
_USUAL = {"account": {"kind": "business"}}  # what a row says where it says nothing
_ABOUT = "# circumspect: who you are and how your practice decides. Change it with any text editor."
_HEADING = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_-]+)\s*\]\]?\s*(?:#.*)?")

Row = dict[str, Any]
# The tables of a profile file: name → its keys; for those that are repeated, a list of such.
Tables = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Binding:
    """A code that binds, in its edition of a day, and the fact of the profile that makes it."""

    code: EthicsCode
    edition: Edition
    because: str


@dataclass(frozen=True, slots=True)
class Change:
    """A rule that a profile reads otherwise than it says itself; `after` None where it does not apply."""

    rule: Rule
    after: Severity | None
    because: str


@dataclass(frozen=True, slots=True, repr=False)
class Saved:
    """What saving did: `copy` is the file as it was before, None where there was none; `notes`: whether they stayed."""

    copy: Path | None
    notes: bool


def begun() -> Tables:
    """Give the answers one begins with: the strictest US reading."""
    house: Row = {name: next(iter(options)) for name, options in HOUSE.items()}
    return {
        "clinician": {
            "profession": "social-work",
            "name": "",
            "title": "",
            "associations": ["nasw"],
            "country": "US",
            "hipaa_covered": True,
            "part2_program": False,
            "setting": "solo",
            "supervisor": "",
        },
        "practice": {"name": "", "phone": "", "site": "", "email": "", "colleagues": []},
        "wording": {"disclaimer": "", "crisis_country": "US"},
        "house": house | {"education_posts": "as_education"},
        "licence": [],
        "account": [],
    }


def tables_of(profile: Profile) -> Tables:
    """Give a profile as the tables of its file, each with every key."""
    plain = asdict(profile)
    found: Tables = {
        name: {key: _plain(plain[key]) for key in TABLES[name]} for name in ("clinician", "house", "wording")
    }
    found["practice"] = {key: _plain(value) for key, value in plain["practice"].items()}
    found["licence"] = [_filled(row) for row in plain["licences"]]
    found["account"] = [_filled(row) for row in plain["accounts"]]
    return found


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _filled(row: Mapping[str, Any]) -> Row:
    """Leave out what is empty."""
    return {key: value for key, value in row.items() if value}


def written(tables: Tables) -> str:
    """Give a whole profile file, with a word on each house policy."""
    lines = [_ABOUT, ""]
    for name in ("clinician", "practice", "wording"):
        lines += [f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in tables[name].items()), ""]
    lines.append("[house]")
    for key, value in tables["house"].items():
        lines += [f"# {option}: {meaning}" for option, meaning in HOUSE.get(key, {}).items()]
        lines += [f"{key} = {_toml(value)}", ""]
    for name in REPEATED:
        for row in tables[name]:
            lines += [f"[[{name}]]", *(f"{key} = {_toml(value)}" for key, value in row.items()), ""]
    return "\n".join(lines)


def _toml(value: object) -> str:
    """Write a value as TOML; JSON strings, numbers, booleans and lists of strings are valid TOML."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def checked(tables: Tables, source: str) -> Profile:
    """Make a profile of answers. Raises ProfileError."""
    return profile_of(tables, source)


def edited(text: str, tables: Tables) -> str | None:
    """Give a profile file with only the lines changed that say something else now; None where that cannot be done.

    What comes out was read again and says what `tables` say.
    """
    try:
        plain = tomllib.loads(text)
        before = tables_of(Profile()) | {name: [] for name in REPEATED}
        before["wording"]["crisis_country"] = tables["clinician"]["country"]
        blocks = list(_blocks(text))
        for name, wanted in tables.items():
            if name in REPEATED:
                _put_rows(blocks, name, plain.get(name, []), wanted)
            else:
                _put_table(blocks, name, plain.get(name, {}), wanted, before[name])
        made = "".join(line for _, lines in blocks for line in lines)
        same = profile_of(tomllib.loads(made), "profile") == profile_of(tables, "profile")
    except (tomllib.TOMLDecodeError, ProfileError, KeyError, AttributeError, TypeError):
        return None
    return made if same else None


_Block = tuple[str, list[str]]


def _blocks(text: str) -> Iterator[_Block]:
    """Cut a file before each of its headings: (name, lines); what stands before the first has no name."""
    name = ""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        if (heading := _HEADING.fullmatch(line.rstrip("\r\n"))) is not None:
            yield name, lines
            name, lines = heading.group(1), []
        lines.append(line if line.endswith(("\n", "\r")) else line + "\n")
    yield name, lines


def _put_table(blocks: list[_Block], name: str, have: Row, wanted: Row, usual: Row) -> None:
    """Make a table say what is wanted; what is left to its default stays unwritten."""
    changed = {key: value for key, value in wanted.items() if have.get(key, usual[key]) != value}
    if not changed:
        return
    place = next((lines for found, lines in blocks if found == name), None)
    if place is None:
        place = [f"\n[{name}]\n"]
        blocks.append((name, place))
    for key, value in changed.items():
        _put_line(place, key, value)


def _put_rows(blocks: list[_Block], name: str, have: Sequence[Row], wanted: Sequence[Row]) -> None:
    """Make repeated tables say what is wanted: equal ones stay, others are changed in their order, added, removed."""
    places = [lines for found, lines in blocks if found == name]
    have = [{**_USUAL.get(name, {}), **row} for row in have]
    pairs = _paired(have, wanted)
    for at, row in zip(pairs, wanted, strict=True):
        if at is None:
            lines = [f"\n[[{name}]]\n", *(f"{key} = {_toml(value)}\n" for key, value in row.items())]
            blocks.append((name, lines))
            continue
        for key in {*have[at], *row}:
            if have[at].get(key) != row.get(key):
                _put_line(places[at], key, row.get(key))
    for at in set(range(len(have))) - set(pairs):
        places[at].clear()


def _paired(have: Sequence[Row], wanted: Sequence[Row]) -> list[int | None]:
    """Give for each row that is wanted the place of the one that becomes it, in order; None for a new one at the end.

    Equal rows are the same row, so that the note above one that stays does not go to another.
    """
    free = list(range(len(have)))
    pairs: list[int | None] = []
    for row in wanted:
        same = next((at for at in free if have[at] == row), None)
        pairs.append(same)
        if same is not None:
            free.remove(same)
    pairs = [free.pop(0) if at is None and free else at for at in pairs]
    known = [at for at in pairs if at is not None]
    if known == sorted(known) and None not in pairs[: len(known)]:
        return pairs
    return [at if at < len(have) else None for at in range(len(wanted))]


def _put_line(lines: list[str], key: str, value: object) -> None:
    """Give a key another value where it stands, keeping the note behind it; None takes it away."""
    starts = re.compile(rf"\s*{re.escape(key)}\s*=")
    at = next((number for number, line in enumerate(lines) if starts.match(line)), None)
    made = f"{key} = {_toml(value)}"
    if at is None:
        if value is not None:
            end = max(number for number, line in enumerate(lines) if line.strip()) + 1
            lines.insert(end, f"{made}\n")
        return
    end = at + 1
    while not _reads("".join(lines[at:end])) and end < len(lines):
        end += 1
    note = _note("".join(lines[at:end]))
    lines[at:end] = [] if value is None else [f"{made}{note}\n"]


def _reads(words: str) -> bool:
    try:
        tomllib.loads(words)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _note(words: str) -> str:
    """Give the comment behind a value, with two spaces before it; empty where there is none."""
    last = words.rstrip().rsplit("\n", 1)[-1]
    for at, sign in enumerate(last):
        if sign == "#" and _reads(words.rstrip()[: len(words.rstrip()) - len(last) + at]):
            return "  " + last[at:]
    return ""


def keeps_notes(path: Path, tables: Tables) -> bool:
    """Say whether what was written by hand into the file would stay if these answers were saved."""
    return not path.is_file() or edited(_text(path), tables) is not None


def mark(path: Path) -> str:
    """Give what tells whether a file was changed meanwhile; empty where there is none."""
    return blake2b(path.read_bytes(), digest_size=8).hexdigest() if path.is_file() else ""


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def save(path: Path, tables: Tables) -> Saved:
    """Write the answers to a profile file; the file as it was stays beside it. Raises ProfileError, OSError."""
    checked(tables, path.name)
    if not path.is_file():
        replace_file(path, written(tables).encode())
        return Saved(None, notes=True)
    before = _text(path)
    after = edited(before, tables)
    copy = path.with_name(path.name + BEFORE)
    replace_file(copy, before.encode())
    replace_file(path, (after if after is not None else written(tables)).encode())
    return Saved(copy, after is not None)


def put_back(path: Path) -> None:
    """Put the file as it was before the last saving in its place; the other becomes the copy. Raises ProfileError."""
    copy = path.with_name(path.name + BEFORE)
    load_profile(copy)
    now = path.read_bytes() if path.is_file() else b""
    replace_file(path, copy.read_bytes())
    replace_file(copy, now)


def has_before(path: Path) -> bool:
    """Say whether the file as it was before is there."""
    return path.with_name(path.name + BEFORE).is_file()


def binding(ruleset: Ruleset, profile: Profile, day: date) -> list[Binding]:
    """Give the codes and laws that bind on a day, and why."""
    return [
        Binding(code, edition, because(code, profile))
        for code in sorted(ruleset.codes.values(), key=lambda c: c.code)
        if applies(code, profile) and (edition := edition_on(code, day))
    ]


def because(code: EthicsCode, profile: Profile) -> str:
    """Give the fact of the profile that makes a code apply, in a word; empty where none does."""
    when = code.applies_when
    for name, held in (
        ("professions", {profile.profession}),
        ("associations", {*profile.associations, *profile.certifications}),
        ("jurisdictions", set(profile.jurisdictions)),
        ("facts", set(profile.facts)),
    ):
        if found := sorted(set(getattr(when, name)) & held):
            return str(found[0])
    return ""


def changes(ruleset: Ruleset, profile: Profile) -> list[Change]:
    """Give every rule that this profile reads otherwise than the rule itself says, and why."""
    found = []
    for rule in ruleset.rules:
        after = severity_for(rule, profile)
        if after is rule.severity or rule.status in (Status.DRAFT, Status.RETIRED):
            continue
        reasons = [change.because for change in rule.by_profile if matches(profile, change.when)]
        if rule.status is Status.TRIAL and after is not None and not reasons:
            reasons = ["On trial: shown, never blocks."]
        found.append(Change(rule, after, "; ".join(reasons) or "Outside the scope this profile names."))
    return found

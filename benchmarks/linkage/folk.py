# ruff: noqa: PLR2004 - the numbers are shares of an invented town, each used once
"""The invented town: who lives there and what they are called. Open it to see how the benchmark's people are made.

Names come from `names.tsv.gz` (public counts; see extract.py) and `origins.tsv` (by hand), short forms from
`short.tsv`. Nothing here is a list that the linker reads.
"""

from __future__ import annotations

import gzip
import random  # noqa: TC003 - named in signatures
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

HERE = Path(__file__).parent
DRAWN = 65.0
YEAR = 2026
ADULT = 18
# Letters that do not come apart into a base letter and a mark.
WHOLE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "þ": "th", "ð": "d", "\u0131": "i"}
    | dict.fromkeys(("\u02bb", "\u02bc", "\u2019", "'"), "")
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
ENGLISH_TOO = {"chinese": 0.5, "korean": 0.4, "vietnamese": 0.3, "hmong": 0.3, "japanese": 0.2}


def plain(text: str, *, umlauts: bool = False) -> str:
    """Write in small Latin letters and digits only, as a handle must; Jürgen is `jurgen`, or `juergen`."""
    small = text.lower().translate(UMLAUTS) if umlauts else text.lower()
    apart = unicodedata.normalize("NFKD", small.translate(WHOLE))
    return "".join(letter for letter in apart if letter.isascii() and letter.isalnum())


@dataclass
class Person:
    """Someone of the town with their habits; `known`: the forms of their names that a roster would give away."""

    origin: str
    sex: str
    given: str
    family: str
    middle: str
    short: str
    english: str
    former: str
    born: int
    place: tuple[str, str, str]
    given_script: str = ""
    family_script: str = ""
    separator: str = ""
    number: str = ""
    umlauts: bool = False
    first_family_only: bool = False
    partner: str = ""
    child: str = ""
    title: str = ""
    credential: str = ""
    email: str = ""
    phone: str = ""

    @property
    def age(self) -> int:
        """Give the age in years."""
        return YEAR - self.born

    @property
    def by(self) -> str:
        """Give what the person goes by: an English name, a short form, or the given name."""
        return self.english or self.short or self.given

    @property
    def family_shown(self) -> str:
        """Give the family name as the person uses it: of two, often the first alone."""
        return family_parts(self.family)[0] if self.first_family_only else self.family


def family_parts(family: str) -> tuple[str, str]:
    """Give the first and the last name of a double one, particles kept; the same twice for a simple one."""
    particles = ("de", "del", "da", "dos", "di", "della", "van", "von", "bin", "abu", "la", "der", "den", "two", "red")
    parts: list[str] = []
    for word in family.replace("-", " - ").split():
        if word == "-":
            continue
        if parts and parts[-1].split()[-1].lower() in particles:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts[0], parts[-1]


@dataclass(frozen=True)
class Bag:
    """Things to draw from, each with its share."""

    things: tuple[str, ...]
    upto: tuple[float, ...]

    def draw(self, chance: random.Random) -> str:
        """Draw one."""
        return chance.choices(self.things, cum_weights=self.upto)[0]


def bag(pairs: list[tuple[str, float]]) -> Bag:
    """Make a bag of things and their shares."""
    return Bag(tuple(thing for thing, _ in pairs), tuple(accumulate(share for _, share in pairs)))


def rows(name: str) -> list[list[str]]:
    """Read a table of this folder: columns between tabs, lines that start with # left out."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def words() -> dict[str, list[str]]:
    """Give the small words of words.tsv by kind."""
    return {kind: [word.replace("_", " ") for word in line.split()] for kind, line in rows("words.tsv")}


@cache
def shorts() -> dict[str, list[str]]:
    """Give the short forms by given name, written plainly."""
    return {plain(given): forms.split() for given, forms in rows("short.tsv")}


@cache
def drawn() -> dict[str, Bag]:
    """Give the counted names: `family`, and given names as `F0` to `M2` by era."""
    found: dict[str, list[tuple[str, float]]] = {}
    for line in gzip.decompress((HERE / "names.tsv.gz").read_bytes()).decode().splitlines():
        kind, name, *counts = line.split("\t")
        if kind == "family":
            found.setdefault(kind, []).append((written(name), float(counts[0])))
        else:
            for era, count in enumerate(counts):
                found.setdefault(f"{kind}{era}", []).append((name, float(count)))
    return {kind: bag(pairs) for kind, pairs in found.items()}


def written(capitals: str) -> str:
    """Write a surname of the census, all capitals there, as its bearer would."""
    name = capitals.title()
    long_enough = 5
    return f"Mc{name[2:].title()}" if name.startswith("Mc") and len(name) >= long_enough else name


@cache
def names_by_hand() -> dict[tuple[str, str], list[str]]:
    """Give the names written by hand, by origin and kind."""
    return {(origin, kind): line.split() for origin, _, kind, line in rows("origins.tsv")}


@cache
def origins(*, rare: float = 1.0) -> Bag:
    """Give the origins by share; `rare` scales the small ones.

    A practice in this benchmark has people of every origin. Among strangers the small origins are a third as frequent:
    their lists are short, and a rare name must stay rare where nobody on the roster bears it.
    """
    small = 3.0
    shares = {origin: float(share) for origin, share, _, _ in rows("origins.tsv")}
    scaled = [(origin, share * rare if share < small else share) for origin, share in shares.items()]
    return bag([("drawn", DRAWN), *scaled])


def by_hand(chance: random.Random, origin: str, kind: str) -> tuple[str, str]:
    """Draw a name of an origin: as written, and in its own script where the list gives it."""
    names = names_by_hand()
    name, _, script = chance.choice(names.get((origin, kind)) or names["hispanic", kind]).partition("=")
    return name.replace("_", " "), script


def family_name(chance: random.Random, origin: str) -> tuple[str, str]:
    """Draw a family name: as written, and in its own script."""
    if origin in ("drawn", "black"):
        return drawn()["family"].draw(chance), ""
    name, script = by_hand(chance, origin, "family")
    double = {"hispanic": 0.45, "portuguese": 0.3, "filipino": 0.1}.get(origin, 0.0)
    if chance.random() < double:
        second = by_hand(chance, origin, "family")[0]
        name = name if second == name else name + chance.choice(("-", " ", " ")) + second
    return name, script


def given_name(chance: random.Random, origin: str, sex: str, born: int) -> tuple[str, str]:
    """Draw a given name: as written, and in its own script; counted names by the era of birth."""
    era = 0 if born < 1970 else 1 if born < 1995 else 2  # the eras of extract.py
    if origin == "drawn" or chance.random() < 0.15:  # given names travel
        return drawn()[f"{sex.upper()}{era}"].draw(chance), ""
    return by_hand(chance, origin, sex)


def place(chance: random.Random, near: float) -> tuple[str, str, str]:
    """Draw town, region and area code; `near`: the share of people from the practice's own valley."""
    town, region, code = chance.choice(words()["near" if chance.random() < near else "far"]).split(",")
    return town.strip(), region.strip(), code


def number(chance: random.Random, born: int, code: str) -> str:
    """Draw the number that someone puts behind their names."""
    kinds = (f"{born % 100:02}", f"{born}", f"{chance.randrange(1, 10)}", f"{chance.randrange(10, 100)}", code)
    return chance.choices((*kinds, f"{chance.randrange(100, 10000)}", "123"), (6, 2, 5, 6, 1, 3, 1))[0]


def middle_name(chance: random.Random, origin: str, sex: str, born: int) -> str:
    """Draw a middle name, or none."""
    if origin == "vietnamese":
        return chance.choice(("Thị", "Thị", "Ngọc") if sex == "f" else ("Văn", "Văn", "Minh"))
    return given_name(chance, origin, sex, born)[0] if chance.random() < 0.6 else ""


def short_form(chance: random.Random, given: str) -> str:
    """Draw a short form of a given name, or none: half of those who could have one use one."""
    forms = shorts().get(plain(given)) or shorts().get(plain(given.split(maxsplit=1)[0]), [])
    return chance.choice(forms).capitalize() if forms and chance.random() < 0.55 else ""


def person(  # noqa: PLR0913 - each may be given for kin and look-alikes
    chance: random.Random,
    *,
    near: float = 0.45,
    rare: float = 1.0,
    ages: tuple[int, int] = (15, 72),
    sex: str = "",
    origin: str = "",
    given: str = "",
    family: str = "",
) -> Person:
    """Make someone up; what is given is taken as it is."""
    origin = origin or origins(rare=rare).draw(chance)
    sex = sex or chance.choice("ffm")
    born = YEAR - int(chance.triangular(ages[0], ages[1], min(32, ages[1])))
    first, first_script = (given, "") if given else given_name(chance, origin, sex, born)
    last, last_script = (family, "") if family else family_name(chance, origin)
    feminine = origin == "slavic" and sex == "f" and last.endswith(("ov", "ev", "in")) and not family
    if feminine:
        last, last_script = last + "a", f"{last_script}а" if last_script else ""  # noqa: RUF001 - Cyrillic
    where = place(chance, near)
    grown = YEAR - born >= ADULT
    changed = sex == "f" and YEAR - born > 25 and chance.random() < 0.28
    return Person(
        origin=origin,
        sex=sex,
        given=first,
        family=last,
        middle=middle_name(chance, origin, sex, born),
        short=short_form(chance, first),
        english=chance.choice(words()["english"]) if chance.random() < ENGLISH_TOO.get(origin, 0) else "",
        former=family_name(chance, origin)[0] if changed else "",
        born=born,
        place=where,
        given_script=first_script,
        family_script=last_script,
        separator=chance.choice(("", "", ".", "_", "_")),
        number=number(chance, born, where[2]),
        umlauts=chance.random() < 0.4,
        first_family_only=chance.random() < (0.7 if origin == "hispanic" else 0.25),
        partner=drawn()[f"{chance.choice('FM')}1"].draw(chance) if grown and chance.random() < 0.5 else "",
        child=chance.choice(words()["child"]) if grown and chance.random() < 0.4 else "",
        title=chance.choice(words()[f"title{sex}"]),
        credential=chance.choice(words()["credential"]) if grown else "",
    )

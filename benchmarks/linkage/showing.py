# ruff: noqa: PLR2004 - the numbers are shares of an invented town, each used once
"""What an account shows: handle, name, bio. Open it to see how styles.tsv and shown.tsv become accounts.

Every style is a small grammar, and every person has habits that hold for all their accounts. Each account also tells
which parts of the person's name went into it, so that the truth needs no guessing.
"""

from __future__ import annotations

import random  # noqa: TC003 - named in signatures
import re
from dataclasses import dataclass
from functools import cache

from folk import YEAR, Bag, Person, bag, family_parts, plain, rows, words

SLOT = re.compile(r"\{([A-Za-z0-9]+)(?:\|([a-z]+))?\}")
# How long a handle may be, and which separators it may have.
PLATFORMS = {
    "instagram": (30, "._"),
    "facebook": (50, "."),
    "tiktok": (24, "._"),
    "x": (15, "_"),
    "linkedin": (60, "-"),
    "reddit": (20, "_-"),
    "bluesky": (40, "-"),
    "venmo": (30, "-_"),
    "threads": (30, "._"),
}
REAL_NAMES = ("facebook", "linkedin", "venmo")
PARTS = {
    **dict.fromkeys(("g", "G", "SG"), "given"),
    **dict.fromkeys(("n", "N"), "short"),
    **dict.fromkeys(("f", "f1", "f2", "F", "F1"), "family"),
    **dict.fromkeys(("m", "M"), "middle"),
    **dict.fromkeys(("u", "U"), "former"),
    **dict.fromkeys(("gi", "fi", "mi", "ni", "GI", "FI", "MI"), "initial"),
    **dict.fromkeys(("q", "Q"), "partner"),
    "S": "script",
}
WOMEN = re.compile(r"mama|momma|mom\b|girl|lady|mrs|née|wife|auntie", re.IGNORECASE)
MEN = re.compile(r"mister|dude|dad\b|king", re.IGNORECASE)
LEET = str.maketrans("aeiost", "431057")
FANCY = (0x1D4D0, 0x1D400, 0x1D468, 0x1D5D4, 0x1D670, 0xFF21)
SHORTEST = 3


@dataclass(frozen=True)
class Style:
    """A style of handle: its group, its name and its authors' templates."""

    group: str
    name: str
    templates: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """What an account shows, and which parts of the person's name are in it."""

    platform: str
    handle: str
    display: str
    bio: str
    group: str
    style: str
    kind: str
    parts: frozenset[str]


@cache
def styles() -> tuple[Bag, dict[str, Style]]:
    """Give the styles of handles: their names by share, and by name."""
    table = rows("styles.tsv")
    return bag([(name, float(share)) for _, name, share, _ in table]), {
        name: Style(group, name, tuple(templates.split(" "))) for group, name, _, templates in table
    }


@cache
def shown(kind: str) -> Bag:
    """Give the templates of a kind (real, short, bio), each template with its part of the share."""
    table = [(templates.split("; "), float(share)) for what, share, templates in rows("shown.tsv") if what == kind]
    return bag([(template, share / len(templates)) for templates, share in table for template in templates])


@cache
def platforms() -> Bag:
    """Give the platforms by share."""
    return bag([(name, float(share)) for name, share in (word.split(":") for word in words()["platform"])])


def small(chance: random.Random, who: Person) -> dict[str, str]:
    """Give what the slots of a handle hold for a person; an empty one cannot be used."""

    def low(text: str) -> str:
        return plain(text, umlauts=who.umlauts)

    first, last = family_parts(who.family)
    middle = low(who.middle)
    return {
        "g": low(who.given),
        "n": low(who.by),
        "f": low(who.family_shown),
        "f1": low(first),
        "f2": low(last) if last != first else "",
        "m": middle,
        "u": low(who.former),
        "gi": low(who.given)[:1],
        "fi": low(who.family)[:1],
        "mi": middle[:1],
        "ni": low(who.by)[:1],
        "qi": low(who.partner)[:1],
        "q": low(who.partner),
        "y": f"{who.born % 100:02}",
        "yy": f"{who.born}",
        "d": who.number,
        "r": str(chance.randrange(1, 10)),
        "w": low(chance.choice(words()["word"])),
        "h": low(chance.choice(words()["hobby"])),
        "p": low(who.place[0]),
        "a": who.place[2],
        "t": who.title,
        "c": who.credential,
        "k": low(who.child),
        "dog": chance.choice(words()["pet"]),
        "z": f"{chance.randrange(16**8):08x}" if chance.random() < 0.5 else str(chance.randrange(1, 300)),
    }


def tall(chance: random.Random, who: Person) -> dict[str, str]:
    """Give what the slots of a shown name or bio hold for a person, as people write it."""
    first, last = family_parts(who.family)
    script = who.given_script and who.family_script
    in_script = f"{who.given_script} {who.family_script}"
    if who.origin in ("chinese", "korean", "japanese"):
        in_script = who.family_script + who.given_script
    return small(chance, who) | {
        "G": who.given,
        "N": who.by,
        "F": who.family_shown,
        "F1": first if first != last else "",
        "M": who.middle,
        "U": who.former,
        "Q": who.partner,
        "GI": who.given[:1],
        "FI": who.family[:1],
        "MI": who.middle[:1],
        "S": in_script if script else "",
        "SG": who.given_script,
        "T": {"dr": "Dr.", "mr": "Mr.", "mrs": "Mrs.", "ms": "Ms."}.get(who.title, who.title.capitalize()),
        "C": who.credential.upper(),
        "e": chance.choice(words()["emoji"]),
        "P": who.place[0],
        "K": who.child.capitalize(),
        "W": chance.choice(words()["word"]).capitalize(),
        "H": chance.choice(words()["hobby"]).capitalize(),
        "age": str(who.age),
        "ygrad": str(who.born + 18),
    }


def marked(chance: random.Random, text: str, mark: str) -> str:
    """Give a text with a mark's change made to it."""
    middle = chance.randrange(len(text)) if text else 0
    changes = {
        "leet": text.translate(LEET),
        "bare": text[:1] + re.sub("[aeiou]", "", text[1:]),
        "back": text[::-1],
        "long": text + text[-1:] * chance.randrange(1, 5),
        "cut": text[: max(4, len(text) * 2 // 3)],
        "cap": text.capitalize(),
        "pl": text + ("es" if text.endswith(("s", "z", "x")) else "s"),
        "dbl": text[:middle] + text[middle : middle + 1] * 2 + text[middle + 1 :],
        "up": text.upper(),
        "low": text.lower(),
        "poss": f"{text}'s",
        "fancy": fancied(text, chance.choice(FANCY)),
        "": text,
    }
    return changes[mark]


def fancied(text: str, start: int) -> str:
    """Write the letters A to Z and a to z in another alphabet of Unicode that looks like them."""
    gap = 32 if start == FANCY[-1] else 26  # full-width letters keep ASCII's gap
    out = []
    for letter in text:
        if "A" <= letter <= "Z":
            out.append(chr(start + ord(letter) - ord("A")))
        elif "a" <= letter <= "z":
            out.append(chr(start + gap + ord(letter) - ord("a")))
        else:
            out.append(letter)
    return "".join(out)


def filled(chance: random.Random, template: str, slots: dict[str, str]) -> tuple[str, frozenset[str]] | None:
    """Fill a template and say which parts of the name it used; nothing where a slot is empty."""
    found = SLOT.findall(template)
    if any(not slots.get(slot) for slot, _ in found):
        return None
    text = SLOT.sub(lambda hit: marked(chance, slots[hit[1]], hit[2] or ""), template)
    return text, frozenset(PARTS[slot] for slot, _ in found if slot in PARTS)


def suits(template: str, who: Person) -> bool:
    """Whether someone would call themselves so: no mrs for a man, no parent's handle for a child."""
    literal = SLOT.sub(" ", template).replace(":", " ")
    needs_grown = WOMEN.search(literal) or "{t}" in template or "{c}" in template or "{T}" in template
    if (WOMEN if who.sex == "m" else MEN).search(literal):
        return False
    return not needs_grown or YEAR - who.born > 20


def fitted(text: str, who: Person, platform: str, chance: random.Random) -> str:
    """Write a handle as a platform allows: its separators, its end; empty where it does not fit."""
    longest, allowed = PLATFORMS[platform]
    habit = who.separator if who.separator in allowed else chance.choice((*allowed, ""))
    always = "_" if "_" in allowed else allowed[0]
    inner = text.replace(".", "\0").replace(":", always).replace("\0", habit)
    inner = inner if "-" in allowed else inner.replace("-", always)
    tail = ".bsky.social" if platform == "bluesky" else ""
    return f"{inner}{tail}" if SHORTEST <= len(inner) <= longest else ""


def handle(
    chance: random.Random, who: Person, platform: str, groups: tuple[str, ...]
) -> tuple[str, Style, frozenset[str]]:
    """Make a handle for a person on a platform, of one of the groups of styles where any are named."""
    names, by_name = styles()
    slots = small(chance, who)
    while True:
        style = by_name[names.draw(chance)]
        if groups and style.group not in groups:
            continue
        template = chance.choice(style.templates)
        made = filled(chance, template, slots) if suits(template, who) else None
        text = fitted(made[0], who, platform, chance) if made else ""
        if made and text:
            return text, style, made[1]


def text_of(chance: random.Random, who: Person, kind: str) -> tuple[str, frozenset[str]]:
    """Make a shown name or a bio for a person."""
    slots = tall(chance, who)
    while True:
        template = shown(kind).draw(chance)
        made = filled(chance, template, slots) if suits(template, who) else None
        if made:
            return made


def account(chance: random.Random, who: Person, *, groups: tuple[str, ...] = (), bios: float = 0.3) -> Shown:
    """Make an account for a person: platform, handle, name shown, bio, and the parts of the name in them."""
    platform = platforms().draw(chance)
    name, style, parts = handle(chance, who, platform, groups)
    # Facebook, LinkedIn and Venmo ask for the real name; elsewhere most show less, and Reddit nothing.
    shares = (66, 24, 10) if platform in REAL_NAMES else (0, 5, 95) if platform == "reddit" else (6, 47, 47)
    kind = chance.choices(("real", "short", "none"), shares)[0]
    # Whose handle does not say the family name shows it more often: few hide it in both places.
    if "family" not in parts and (platform == "linkedin" or chance.random() < 0.45):
        kind = "real" if platform != "reddit" else kind
    group, named = style.group, style.name
    display, more = text_of(chance, who, kind) if kind != "none" else ("", frozenset[str]())
    if platform == "facebook" and display and chance.random() < 0.25:  # no handle chosen: a number
        name, parts = str(100_000_000_000_000 + chance.randrange(10**12)), frozenset()
        group, named = "nothing", "a number"
    bio, most = text_of(chance, who, "bio") if chance.random() < bios else ("", frozenset[str]())
    if not display and chance.random() < 0.3:  # some exports repeat the handle as the name
        display = name
    return Shown(platform, name, display, bio, group, named, kind, parts | more | most)

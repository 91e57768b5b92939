# ruff: noqa: PLR2004 - the numbers are shares of an invented town, each used once
"""A practice's roster and the accounts that ask to connect, all invented. Open it to see what the benchmark asks.

`make(seed)` gives clients, requests and, request by request, the truth. The same seed gives the same people, on every
machine; other seeds are sets that nobody has tuned to.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from folk import Person, family_name, family_parts, given_name, origins, person, plain, shorts, words
from showing import Shown, account

from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.domain.screening import Direction, Request

OWNED = 0.036
TODAY = date(2026, 11, 1)
TEEN = 12
# Strangers of each sort, as shares of all accounts; the rest are ordinary people.
SORTS = {
    "business": 0.05,
    "fandom": 0.03,
    "famous": 0.012,
    "same surname and town": 0.012,
    "same surname and initial": 0.008,
    "same given name, year": 0.006,
    "same full name": 0.004,
    "same short form": 0.003,
    "kin not on the roster": 0.0016,
    "family of strangers": 0.03,
}


@dataclass(frozen=True)
class Truth:
    """Whose account it is, and what it shows of them.

    `client`: the client's number, empty for a stranger; `who`: client, or what someone of the household is to them;
    `hopeless`: nothing shown is part of the name or a contact on the roster; `holds`: what is shown of the name;
    `sort`: for strangers, which; `twin`: a stranger of whom all that is shown is a client's exact full name.
    """

    client: str = ""
    who: str = ""
    group: str = ""
    style: str = ""
    kind: str = ""
    holds: str = ""
    hopeless: bool = False
    sort: str = ""
    twin: bool = False


@dataclass
class Entry:
    """Someone whom the roster names: who it is, which client they belong to and how, and which parts are known."""

    who: Person
    client: str
    tie: Tie | None
    name: PersonName
    known: frozenset[str]
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    place: str = ""


@dataclass
class Town:
    """What is drawn from while one set is made: chance, and contacts that are each given out once."""

    chance: random.Random
    taken: set[str]

    def email(self, who: Person) -> str:
        """Give an address of one's own at a domain that nobody has."""
        given, family = plain(who.by), plain(who.family_shown)
        local = self.chance.choice(
            (f"{given}.{family}", f"{given[:1]}{family}", f"{family}{given}", f"{given}{who.number}")
        )
        while f"{local}@" in self.taken:
            local += str(self.chance.randrange(10))
        self.taken.add(f"{local}@")
        return f"{local}@{self.chance.choice(('example.org', 'example.com', 'example.net', 'mail.example'))}"

    def phone(self) -> str:
        """Give a number of one's own out of those kept for fiction, in one of its usual spellings."""
        while True:
            code, line = self.chance.randrange(201, 990), self.chance.randrange(100, 200)
            if f"{code}-{line}" not in self.taken:
                self.taken.add(f"{code}-{line}")
                return self.chance.choice((f"({code}) 555-0{line}", f"{code}-555-0{line}", f"+1{code}5550{line}"))

    def settled(self, who: Person) -> Person:
        """Give someone their e-mail and phone."""
        who.email, who.phone = self.email(who), self.phone()
        return who


def make(seed: int, clients: int = 600, accounts: int = 25_000) -> tuple[list[Client], list[Request], list[Truth]]:
    """Make a roster, the accounts that ask, in any order, and the truth of each account, in the same order."""
    town = Town(random.Random(seed), set())  # noqa: S311 - invented people, not secrets
    households = roster(town, clients)
    entries = [entry for household in households for entry in household]
    rows = owned(town, entries, round(accounts * OWNED))
    rows += strangers(town, entries, accounts - len(rows))
    town.chance.shuffle(rows)
    return (
        [as_client(household) for household in households],
        [request for request, _ in rows],
        [truth for _, truth in rows],
    )


# --- the roster


def roster(town: Town, clients: int) -> list[list[Entry]]:
    """Make one list of entries per client: the client first, then those of the household whom the roster names."""
    made: list[list[Entry]] = []
    while len(made) < clients:
        kind = town.chance.choices(("alone", "couple", "partner", "minor", "parent"), (56, 8, 10, 20, 6))[0]
        if kind == "couple" and len(made) + 2 <= clients:
            first, second = pair(town)
            for one, other in ((first, second), (second, first)):
                made.append([entry(town, one, len(made)), entry(town, other, len(made), Tie.PARTNER)])
        elif kind == "partner":
            first, second = pair(town)
            made.append([entry(town, first, len(made)), entry(town, second, len(made), Tie.PARTNER)])
        elif kind == "minor":
            made.append(minor(town, len(made)))
        else:
            grown = town.settled(person(town.chance, near=0.88, ages=(18, 74)))
            household = [entry(town, grown, len(made))]
            if kind == "parent":
                parent = town.settled(person(town.chance, near=0.6, ages=(55, 80), family=grown.former or grown.family))
                household.append(entry(town, parent, len(made), town.chance.choice((Tie.PARENT, Tie.OTHER))))
            made.append(household)
    return made


def pair(town: Town) -> tuple[Person, Person]:
    """Make two people who live together; most have one family name, some a common double one."""
    first = town.settled(person(town.chance, near=0.88, ages=(22, 70)))
    other = "m" if first.sex == "f" else "f"
    second = town.settled(person(town.chance, ages=(22, 70), sex=other if town.chance.random() < 0.9 else first.sex))
    draw = town.chance.random()
    if draw < 0.55:
        second.former, second.family, second.family_script = second.family, first.family, ""
    elif draw < 0.67:
        second.former = second.family
        second.family, second.family_script = f"{family_parts(second.family)[0]}-{family_parts(first.family)[0]}", ""
    first.partner, second.partner, second.place = second.by, first.by, first.place
    return first, second


def minor(town: Town, at: int) -> list[Entry]:
    """Make a client under age with one or two guardians, sometimes a brother or sister."""
    child = person(town.chance, near=0.9, ages=(6, 17))
    household = [entry(town, town.settled(child), at)]
    for sex in town.chance.choice(("f", "f", "m", "fm", "fm")):
        same = town.chance.random() < 0.75
        guardian = person(town.chance, ages=(28, 55), sex=sex, origin=child.origin, family=child.family if same else "")
        guardian.place, guardian.child = child.place, child.by
        household.append(entry(town, town.settled(guardian), at, Tie.GUARDIAN))
    if town.chance.random() < 0.15:
        other = person(town.chance, ages=(8, 22), origin=child.origin, family=child.family)
        other.place = child.place
        household.append(entry(town, town.settled(other), at, Tie.SIBLING))
    return household


def entry(town: Town, who: Person, at: int, tie: Tie | None = None) -> Entry:
    """Write someone down as a practice's system has them: more of a client than of kin, and not always right."""
    chance, known = town.chance, {"given", "family", "script"}
    if who.short and not who.english:
        known.add("short")
    written_by = who.by != who.given and chance.random() < 0.55
    if written_by or who.by == who.given:
        known.add("short")
    knows_former = bool(who.former) and chance.random() < 0.6
    outdated = bool(who.former) and not knows_former and chance.random() < 0.2
    if outdated:
        known.remove("family")
    if knows_former or outdated:
        known.add("former")
    has_middle = bool(who.middle) and chance.random() < (0.85 if who.origin == "vietnamese" else 0.3)
    if has_middle:
        known.add("middle")
    bare = chance.random() < 0.45  # many systems drop the marks on letters
    family = who.former if outdated else who.family
    if "-" not in family and " " in family and chance.random() < 0.25:  # one of two names
        family = family_parts(family)[0]
    name = PersonName(
        given=as_kept(who.given, bare=bare),
        family=mistyped(chance, as_kept(family, bare=bare)),
        middle=as_kept(who.middle if chance.random() < 0.6 else f"{who.middle[:1]}.", bare=bare) if has_middle else "",
        also=(as_kept(who.by, bare=bare),) if written_by else (),
        former=(as_kept(who.former, bare=bare),) if knows_former else (),
    )
    share = 1.0 if tie is None else 0.6
    return Entry(
        who,
        f"c{at:04}",
        tie,
        name,
        frozenset(known),
        emails=(who.email,) if chance.random() < 0.5 * share else (),
        phones=(who.phone,) if chance.random() < 0.55 * share else (),
        place=", ".join(who.place[: chance.choice((1, 2, 2, 2))]) if chance.random() < 0.8 else "",
    )


def as_kept(name: str, *, bare: bool) -> str:
    """Write a name as the system keeps it: as it is, or without the marks on its letters."""
    return (
        " ".join("-".join(plain(part).capitalize() for part in word.split("-")) for word in name.split())
        if bare
        else name
    )


def mistyped(chance: random.Random, name: str) -> str:
    """Swap two letters of a name now and then, as a front desk does."""
    least = 6
    if len(name) < least or chance.random() > 0.02:
        return name
    at = chance.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def as_client(household: list[Entry]) -> Client:
    """Turn a household's entries into the client of the domain."""
    first, *others = household
    chance = random.Random(first.client + first.name.display)  # noqa: S311 - the standing follows from the client
    standing = Standing.FORMER if chance.random() < 0.3 else Standing.ACTIVE
    return Client(
        id=first.client,
        name=first.name,
        standing=standing,
        ended=TODAY - timedelta(days=chance.randrange(30, 2500)) if standing is Standing.FORMER else None,
        emails=first.emails,
        phones=first.phones,
        handles=first.handles,
        place=first.place,
        household=tuple(
            Relative(other.name, other.tie or Tie.OTHER, other.emails, other.phones, other.handles) for other in others
        ),
    )


# --- the accounts


def owned(town: Town, entries: list[Entry], count: int) -> list[tuple[Request, Truth]]:
    """Make the accounts of clients and households; several for some. A few are already noted on the roster."""
    chance = town.chance
    people = [one for one in entries if one.who.age >= TEEN]
    shares = [1.0 if one.tie is None else 0.55 for one in people]
    by_client: dict[str, list[Entry]] = {}
    for one in entries:
        by_client.setdefault(one.client, []).append(one)
    made: list[tuple[Request, Truth]] = []
    while len(made) < count:
        one = chance.choices(people, shares)[0]
        shown = account(chance, one.who, bios=0.35)
        kin = [other.who for other in by_client[one.client] if other is not one]
        request = asking(town, one.who, shown, kin)
        noted = chance.random() < 0.03
        if noted:
            one.handles = (*one.handles, chance.choice((shown.handle, f"{shown.platform}:{shown.handle}")))
        contact = noted or request.email in one.emails or request.phone in one.phones
        contact = contact and (noted or bool(request.email or request.phone))
        parts = shown.parts | (email_parts(one.who, request.email) if request.email else frozenset())
        holds = held(parts & (one.known | {"initial"}), contact=contact)
        made.append(
            (
                request,
                Truth(
                    one.client,
                    one.tie.value if one.tie else "client",
                    shown.group,
                    shown.style,
                    shown.kind,
                    holds,
                    hopeless=holds == "nothing",
                ),
            )
        )
    return made


def email_parts(who: Person, email: str) -> frozenset[str]:
    """Say which parts of the name stand in an e-mail address."""
    local = email.partition("@")[0]
    found = {"short"} if plain(who.by) in local else set()
    return frozenset(found | ({"family"} if plain(who.family_shown) in local else set()))


def held(parts: frozenset[str], *, contact: bool) -> str:
    """Put what is shown of a name in words, by how much it says."""
    if contact:
        return "a contact on the roster"
    given = bool(parts & {"given", "short", "middle"})
    family = bool(parts & {"family", "former"})
    if "script" in parts or (given and family):
        return "given and family name"
    if family:
        return "family name and initial" if "initial" in parts else "family name"
    if given:
        return "given name and initial" if "initial" in parts else "given name"
    return "nothing"


def asking(town: Town, who: Person, shown: Shown, kin: list[Person]) -> Request:
    """Turn what an account shows into a request, with the place, contacts and mutuals that some exports have."""
    chance = town.chance
    mutuals: list[str] = []
    if chance.random() < 0.15:
        mutuals = [some_name(chance) for _ in range(chance.randrange(1, 4))]
        mutuals += [f"{other.by} {other.family_shown}" for other in kin if chance.random() < 0.5]
        chance.shuffle(mutuals)
    where = chance.choice((", ".join(who.place[:2]), who.place[0], who.place[0].lower()))
    other_mail = chance.random() < 0.25
    return Request(
        handle=shown.handle,
        display=shown.display,
        platform=shown.platform,
        bio=shown.bio,
        place=where if chance.random() < 0.25 else "",
        email=(town.email(who) if other_mail else who.email) if chance.random() < 0.04 else "",
        phone=who.phone if chance.random() < 0.025 else "",
        mutuals=tuple(mutuals),
        direction=chance.choice((Direction.REQUEST, Direction.FOLLOWER, Direction.FRIEND, Direction.FOLLOWING)),
        on=TODAY - timedelta(days=chance.randrange(1, 1500)) if chance.random() < 0.6 else None,
    )


def some_name(chance: random.Random) -> str:
    """Give anyone's name, for a mutual connection."""
    who = person(chance)
    return chance.choice((f"{who.by} {who.family_shown}", who.by, plain(who.by + who.family_shown)))


def strangers(town: Town, entries: list[Entry], count: int) -> list[tuple[Request, Truth]]:
    """Make the accounts of everyone else, look-alikes among them."""
    plan = [sort for sort, share in SORTS.items() for _ in range(round(share * count))]
    plan += ["ordinary"] * (count - len(plan))
    common = commonest(entries)
    twins = full_names(entries)
    made: list[tuple[Request, Truth]] = []
    family = ""
    for sort in plan:
        if sort in ("business", "fandom", "famous"):
            request, group = nobody(town.chance, sort)
            made.append((request, Truth(sort=sort, group=group, kind="real" if request.display else "none")))
            continue
        family = family if sort == "family of strangers" and town.chance.random() < 0.6 else ""
        who, groups = stranger(town, entries, common, sort, family)
        family = who.family
        shown = account(town.chance, town.settled(who), groups=groups)
        request = asking(town, who, shown, [])
        made.append(
            (
                request,
                Truth(
                    sort=sort,
                    group=shown.group,
                    style=shown.style,
                    kind=shown.kind,
                    holds=held(shown.parts, contact=False),
                    twin=is_twin(who, shown, twins),
                ),
            )
        )
    return made


def commonest(entries: list[Entry]) -> list[Entry]:
    """Give the tenth of the roster whose given and family names are shared most within it."""
    given = Counter(plain(one.who.given) for one in entries)
    family = Counter(plain(one.who.family) for one in entries)
    ranked = sorted(entries, key=lambda one: -given[plain(one.who.given)] * family[plain(one.who.family)])
    return ranked[: max(1, len(ranked) // 10)]


def stranger(
    town: Town, entries: list[Entry], common: list[Entry], sort: str, family: str
) -> tuple[Person, tuple[str, ...]]:
    """Make a stranger of a sort, and the groups of styles that they keep to, if any."""
    chance = town.chance
    like = chance.choice(common if sort == "same full name" else entries).who
    if sort == "same surname and town":
        who = person(chance, origin=like.origin, family=like.family)
        who.place = like.place
        return who, ()
    if sort == "same surname and initial":
        who = person(chance, origin=like.origin, family=like.family, given=same_initial(chance, like))
        return who, ("initial", "title", "full")
    if sort == "same given name, year":
        return replace(person(chance, sex=like.sex, given=like.given), born=like.born), ("year", "nick")
    if sort == "same full name":
        return person(chance, sex=like.sex, origin=like.origin, given=like.given, family=like.family), ()
    if sort == "same short form":
        family = like.family if chance.random() < 0.5 else ""
        who = person(chance, sex=like.sex, given=other_given(chance, like), family=family)
        who.short = like.by
        return who, ("nick", "full", "itsme")
    if sort == "kin not on the roster":
        who = person(chance, origin=like.origin, family=like.family)
        who.place = like.place
        return who, ("full", "initial")
    return person(chance, family=family, rare=1 / 3), ()


def same_initial(chance: random.Random, like: Person) -> str:
    """Give another given name with the same first letter, where chance finds one."""
    for _ in range(200):
        who = person(chance, origin=like.origin, sex=like.sex)
        if plain(who.given)[:1] == plain(like.given)[:1] and plain(who.given) != plain(like.given):
            return who.given
    return person(chance, origin=like.origin, sex=like.sex).given


def other_given(chance: random.Random, like: Person) -> str:
    """Give another given name that is shortened the same way, where there is one."""
    others = [given for given, forms in shorts().items() if plain(like.by) in forms and given != plain(like.given)]
    return chance.choice(others).capitalize() if others else person(chance, sex=like.sex).given


def full_names(entries: list[Entry]) -> set[tuple[str, str]]:
    """Give the full names on the roster: given name or what they go by, and family name or one of a double one."""
    return {
        (plain(given), plain(family))
        for one in entries
        for given in (one.name.given, *one.name.also)
        for family in (one.name.family, *family_parts(one.name.family))
    }


def is_twin(who: Person, shown: Shown, twins: set[tuple[str, str]]) -> bool:
    """Whether a stranger shows the exact full name of someone on the roster; a town does not tell two people apart."""
    forms = {who.given} if "given" in shown.parts else set()
    forms |= {who.by} if "short" in shown.parts else set()
    return "family" in shown.parts and any((plain(form), plain(who.family_shown)) in twins for form in forms)


def nobody(chance: random.Random, sort: str) -> tuple[Request, str]:
    """Make an account behind which no private person stands: a business, a fan, a name that everyone knows."""
    if sort == "business":
        family, what = (
            family_name(chance, chance.choice(("drawn", origins().draw(chance))))[0],
            chance.choice(words()["business"]),
        )
        town = chance.choice(words()["near"]).partition(",")[0]
        name = chance.choice((f"{family} {what}", f"{family} & Sons {what}", f"{town} {what}", f"{family}'s {what}"))
    elif sort == "famous":
        name = chance.choice(words()["famous"])
        name = name if chance.random() < 0.6 else f"{name} {chance.choice(('Fan', 'Quotes', 'Daily', 'Memes'))}"
    else:
        who = plain(given_name(chance, "drawn", chance.choice("fm"), 1995)[0])
        name = f"{chance.choice(words()['fandom'])} {chance.choice((*words()['word'], who))}"
    joined = plain(name) + chance.choice(("", "", str(chance.randrange(1, 999)), "official", "_hq"))
    spaced = "_".join(plain(word) for word in name.split() if plain(word))
    display = "" if sort == "fandom" and chance.random() < 0.6 else name
    return Request(
        handle=chance.choice((joined, spaced)),
        display=display,
        platform=chance.choice(("instagram", "x", "tiktok", "facebook")),
        bio=chance.choice(("", "", "Call or DM us", "Open 7 days", "fan page, not affiliated")),
    ), sort

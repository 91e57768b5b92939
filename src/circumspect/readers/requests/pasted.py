"""Lines as they are copied out of a platform's screen → accounts. Open it when a screen shows accounts in another way.

A screen shows more than accounts: buttons, times, “3 mutual friends”. Such lines are left aside, and it is said which,
by number. Whatever may be an account is read as one: one too many costs a look, one too few may be a client.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circumspect.domain.screening import Direction
from circumspect.readers.requests.accounts import from_link, from_words, platform_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Fields = dict[str, str]

# Signs that copying brings along and nobody sees. Joiners stay: names in some scripts are written with them.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BULLET = re.compile(r"(?:[-*•·–—▪◦‣●○>#]+|\(?\d{1,4}[.)](?!\s*\d)|\[[ xX✓]?\])\s+")  # noqa: RUF001 - dashes as they are pasted
_LONGEST, _MOST_WORDS, _LOOKED_AT = 120, 10, 400

# What ends the part of a screen that belongs to one account.
_BUTTONS = frozenset("""
follow|following|follow back|requested|unfollow|remove|remove follower|confirm|confirm request|approve|delete
delete request|decline|deny|accept|ignore|connect|withdraw|message|add friend|add|cancel|block|dismiss|cancel request
seguir|siguiendo|seguir también|confirmar|eliminar|aceptar|ignorar|rechazar|mensaje|añadir amigo|agregar a amigos
suivre|suivi|confirmer|supprimer|accepter|ignorer|refuser|message|ajouter
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
_AROUND = frozenset("""
friends|followers|follow requests|friend requests|requests|invitations|received|sent|pending|suggestions
suggested for you|people you may know|see all|see more|see less|view all|view profile|view invitation|show more
show all|load more|more|less|close|back|search|manage|sort by|filter|verified|verified account|online|active now
follows you|mutual friends|new|today|yesterday|this week|this month|this year|earlier|just now|now|home|notifications
profile|profile picture|invitation|invitations received|status is offline|status is online|status is reachable
who to follow|friend suggestions|suggested friends|suggestions for you|you may know|sugerencias|sugerencias para ti
suggestions pour vous|vous connaissez peut-être|solicitudes de seguimiento|invitaciones|demandes d'abonnement
demandes d'amis|amigos|seguidores|solicitudes|solicitudes de amistad|ver todo|ver más|hoy|ayer|te sigue|abonnés|amis
voir tout|voir plus|aujourd'hui|hier
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
# A line of these says something of the one account beside it.
_OF_ONE = re.compile(
    r"(?P<shared>(?:\+?\d[\d,.]* (?:other )?|.+ (?:and|&) (?:\d+ )?(?:others?|.+?) |.+ is an? )?"
    r"(?:mutual|shared|common) (?:friends?|connections?|followers?|contacts?)\b.*"
    r"|.+ (?:is|are) (?:an? )?mutual (?:friends?|connections?)"
    r"|\d+ (?:amig[oa]s|contactos|seguidores|relaciones|contacts|amis|abonnés|relations) en com[uú]n"
    r"|\d+ (?:amie?s?|contacts?|relations?|abonnés) en commun|followed by .+|seguid[oa] por .+|suivie? par .+)"
    r"|(?P<degree>[·•]?\s*(?:1st|2nd|3rd\+?)(?: degree(?: connection)?)?(?: [·•].*)?)"
    r"|.+['\u2019]s (?:profile )?(?:picture|photo|avatar|profile)|view .+['\u2019]s? profile"
    r"|(?:profile )?(?:picture|photo) of .+"
    r"|(?:accept|ignore|confirm|delete|decline|withdraw) .+ (?:invitation|request)(?: .*)?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:[·•]\s*)?\d{1,3}\s?(?:s|m|h|d|w|y|mo|sec|min|mins|hr|hrs|hours?|days?|weeks?|months?|years?|sem|j|an)"
    r"(?: ago)?"
    r"|(?:an?|one) (?:minute|hour|day|week|month|year) ago|hace .{1,20}|il y a .{1,20}"
    r"|(?:joined|connected|sent|received|requested|added)\b.{0,40}(?:ago|\d{4}|today|yesterday)"
    r"|(?:people|pages|profiles) (?:that )?you (?:may|might) (?:know|like)\b.{0,60}"
    r"|personas que (?:quizás?|tal vez|podrías|puede que) con.{0,20}|personnes que vous .{0,25}connaiss.{0,20}"
    r"|[\d,.]+\s?[km]? (?:followers?|following|posts?|connections?|friends?|subscribers?|seguidores|abonnés)\b.*"
    r"|(?:followers?|friends?|connections?|(?:follow |friend )?requests?|invitations?)\s*\(?[\d,.]+\)?"
    r"|(?:see|show|view|manage) all\b.{0,30}|(?:lives in|works at|worked at|studied at|studies at|went to) .+"
    r"|\d{1,2}:\d\d(?: ?[ap]m)?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\s+(?:(?:wants|would like|is asking|has asked|asked) to (?:follow|connect|be|add|join|link)\b"
    r"|(?:has )?requested to (?:follow|connect|be)\b|(?:has )?(?:started|began) following\b|is (?:now )?following you"
    r"|(?:has )?followed you\b|follows you\b|(?:has )?sent you (?:an?|friend|\d)|(?:has )?(?:invited|invites) you\b"
    r"|(?:has )?added you\b|(?:has )?accepted your|quiere[n]? (?:seguirte|conectar)|te (?:ha |han )?envi|te sigue"
    r"|(?:ha |han )?(?:comenzado|empezado|comenzó|empezó|comenzaron|empezaron) a seguirte|te ha agregado"
    r"|(?:souhaite|souhaitent|veut|veulent) (?:te|vous|se)\b|(?:a|ont) commencé à (?:te|vous)"
    r"|(?:vous|t['\u2019]) ?(?:a|ont) (?:envoyé|invité|ajouté)).*$",
    re.IGNORECASE | re.DOTALL,
)
# How the accounts below a heading, or that of a sentence, stand to the clinician's own.
_SUGGESTED = re.compile(
    r"suggest|sugerencias|who to follow|you (?:may|might) (?:know|like)|que (?:quizás?|tal vez|podrías|puede que) con"
    r"|vous .{0,25}connaiss",
    re.IGNORECASE,
)
_REQUESTED = re.compile(
    r"(?:follow|friend|message|connection) requests?|requests|invitations?|solicitudes|invitaciones|demandes"
    r"|(?:wants|would like|is asking|has asked|asked) to (?:follow|connect|be|add|join|link)"
    r"|requested to (?:follow|connect|be)|sent you|(?:invited|invites) you|quieren? (?:seguirte|conectar)"
    r"|te (?:ha |han )?envi|(?:souhait|veu)\w+ (?:te|vous|se)\b|(?:vous|t['\u2019]) ?(?:a|ont) (?:envoyé|invité)",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"(?:started|began) following|following you|followed you|follows you|a seguirte|te sigue"
    r"|commencé à (?:te|vous) suivre",
    re.IGNORECASE,
)
_OTHERS_BELOW = frozenset(
    {"followers", "friends", "amigos", "seguidores", "abonnés", "amis", "this week", "this month", "earlier"}
)
_OF_THE_ABOVE = frozenset({"follows you", "te sigue"})
_NO_HEADING = frozenset({"invitation", "view invitation"})  # stands inside an account's part of the screen
_AND = re.compile(r",\s+|\s+(?:and|y|et|&)\s+")
_OTHERS = re.compile(
    r"(?:\d[\d,.]*|an|one|several) (?:others?|other people|more|personas más|autres?)|otr[oa]s \d+", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?:\s+\((?:she|he|they|her|him|ze|xe|ella|él|elle|iel)\s?[/|, ]\s?[^()]{1,24}\)"
    r"|\s*[·•|]\s*(?:1st|2nd|3rd\+?|follow(?:ing|s you)?|requested|\d+\s?[smhdwy]|linkedin|facebook|tiktok"
    r"|instagram(?: photos and videos)?|x|twitter|\+?\d+ mutual .*)?"
    r"|\s+[-–]\s+(?:linkedin|facebook|instagram)"  # noqa: RUF001 - a dash as it is pasted
    r"|\s+verified(?: account)?|\s*[✓✔☑]\ufe0f?|\s+\d{1,3}[mhdw])$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"([A-Za-z][A-Za-z ]{0,20}?)\s*:\s+(\S.*)")
_LABELS = {"name": "display", "full name": "display", "handle": "handle", "username": "handle", "user": "handle"}
_LINKED = re.compile(r"(\S.*?)[\s:,(|-]+(https?://\S+?)\)?", re.IGNORECASE)
_BRACKETS = re.compile(r"(\S.*?)\s+[(\[]([A-Za-z0-9_.]*[\d_.][A-Za-z0-9_.]*)[)\]]", re.ASCII)
_NAME = re.compile(r"(?:(?![a-z])[^\W\d_][\w.'\u2019-]*)(?: (?![a-z])[^\W\d_][\w.'\u2019-]*){0,3}")
_MOST_LINES = 4  # a name, their work, a place, a word of greeting
_SEVERAL = re.compile(r"@[\w.]+(?:[\s,;]+@[\w.]+)+")


@dataclass(slots=True)
class Pasted:
    """What pasted lines hold: line number and fields of each account, and the lines left aside, by the reason."""

    accounts: list[tuple[int, Fields]] = field(default_factory=list)
    aside: dict[str, list[int]] = field(default_factory=dict)


SCREEN = "no account but what a screen shows around one, such as a button or a time"
LONG = "too long for a name or handle"
OTHERS = "about others whom the screen does not name: open it there and copy their names too"
AGAIN = "the same as the one above"


@dataclass(slots=True)
class _Line:
    """One line: its accounts, or what it is instead.

    `ends`: a button, which ends what belongs to one account; `beside`: what it says of the one account beside it;
    `label`: it stands above accounts, or below one, and says how they stand to the clinician's own, as in `stands`;
    `asks`: a sentence on what its accounts want, so that no other line belongs to them.
    """

    number: int
    accounts: list[Fields] = field(default_factory=list)
    written: str = ""
    ends: bool = False
    beside: str = ""
    label: bool = False
    stands: Direction | None = None
    asks: bool = False


def stands(words: str) -> Direction | None:
    """Say how accounts stand to the clinician's own of which a screen says `words`; None where it does not tell."""
    if _SUGGESTED.search(words):
        return Direction.SUGGESTED
    if _FOLLOWED.search(words):
        return Direction.FOLLOWER
    return Direction.REQUEST if _REQUESTED.search(words) else None


def read_lines(lines: Sequence[str]) -> Pasted:
    """Read pasted lines, numbered from 1; every line that is not blank is an account or left aside."""
    found = Pasted()
    block: list[_Line] = []
    above: Direction | None = None
    late: Direction | None = None
    heading = False
    for number, raw in enumerate(lines, 1):
        line = _line(number, raw, found)
        if line is None:
            continue
        if line.label:
            late = line.stands
            heading = line.written not in _OF_THE_ABOVE
            above = late if heading else above
            continue
        if line.ends:
            for one in block[-2:] if late else ():  # a label between an account's name and its button is that one's
                one.stands = late
            found.accounts += _standing(block, _settled(block, found, ended=True))
            block = []
        else:
            if heading and line.accounts:
                found.accounts += _standing(block, _settled(block, found, ended=False))
                block = []
            line.stands = line.stands or above
            block.append(line)
        late, heading = None, False
    found.accounts += _standing(block, _settled(block, found, ended=False))
    for numbers in found.aside.values():
        numbers.sort()
    return found


def _standing(block: Sequence[_Line], accounts: Sequence[tuple[int, Fields]]) -> list[tuple[int, Fields]]:
    """Add to accounts how they stand to the clinician's own, where their lines say so."""
    told = {line.number: line.stands.value for line in block if line.stands}
    return [(at, {**fields, "direction": told[at]} if at in told else fields) for at, fields in accounts]


def _line(number: int, raw: str, found: Pasted) -> _Line | None:
    """Read one line; None for a blank one and one left aside that says nothing of the lines around it."""
    words = _clean(raw)
    low = words.casefold()
    if not words:
        return None
    if len(words) > _LOOKED_AT and not _SEVERAL.fullmatch(words):
        _aside(found, LONG, number)
        return None
    ends = low in _BUTTONS
    beside = None if ends else _OF_ONE.fullmatch(words)
    if ends or beside or low in _AROUND or _OTHER.fullmatch(words) or not any(c.isalnum() for c in words):
        _aside(found, SCREEN, number)
        if ends or beside:
            return _Line(number, ends=ends, beside=beside.lastgroup or "" if beside else "")
        said = None if low in _NO_HEADING else stands(low)
        return _Line(number, written=low, label=True, stands=said) if said or low in _OTHERS_BELOW else None
    asks = _ASKS.search(words)
    accounts = list(_accounts(words, asks, number, found))
    said = stands(asks.group()) if asks else None
    return _Line(number, accounts, words, stands=said, asks=asks is not None) if accounts else None


def _aside(found: Pasted, why: str, number: int) -> None:
    """Leave a line aside."""
    numbers = found.aside.setdefault(why, [])
    if number not in numbers[-1:]:
        numbers.append(number)


def _too_long(name: str) -> bool:
    """Say whether words are too many for a name; a link may be long."""
    return (len(name) > _LONGEST or len(name.split()) > _MOST_WORDS) and ("://" not in name or " " in name)


def _clean(raw: str) -> str:
    """Give a line without bullets, numbering, quotation marks and signs that nobody sees."""
    words = " ".join(_UNSEEN.sub("", raw).replace("\uff20", "@").split())
    while bullet := _BULLET.match(words):
        words = words[bullet.end() :]
    return re.sub(r"^@ +", "@", words.strip(" \"'“”,;"))


def _accounts(words: str, asks: re.Match[str] | None, number: int, found: Pasted) -> Iterator[Fields]:
    """Give the accounts of one line; `asks`: where it goes on to say what they want."""
    if asks:
        parts = [part for part in _AND.split(words[: asks.start()]) if part]
        named = [part for part in parts if not _OTHERS.fullmatch(part)]
        if len(named) < len(parts):
            _aside(found, OTHERS, number)
    elif _SEVERAL.fullmatch(words):
        named = re.split(r"[\s,;]+", words)
    else:
        named = [part.strip() for part in words.split(";") if part.strip()]
    for name in named:
        while shorter := _BEHIND.search(name):
            name = name[: shorter.start()]  # noqa: PLW2901 - taken off one after the other
        if _too_long(name):
            _aside(found, LONG, number)
            continue
        if name and (fields := _one(name)):
            yield fields


def _one(words: str) -> Fields:
    """Say which fields of a Request the words fill."""
    if (label := _LABEL.fullmatch(words)) and (told := _labelled(label[1].casefold(), label[2])):
        return told
    if linked := _LINKED.fullmatch(words):
        return {"display": linked[1].rstrip(" :,(|-"), **from_link(linked[2])}
    if named := _BRACKETS.fullmatch(words):
        return {"display": named[1], "handle": named[2]}
    return from_words(words)


def _labelled(label: str, words: str) -> Fields:
    """Read `Instagram: jo91` and `Name: Jo Alvarez`; nothing where the label is neither a platform nor a field."""
    if label in _LABELS:
        return {_LABELS[label]: words.removeprefix("@")}
    platform = platform_named(label)
    if not platform or platform == "other":
        return {}
    return {
        "platform": platform,
        **from_words(words if " " in words or "/" in words else f"@{words.removeprefix('@')}"),
    }


def _settled(block: Sequence[_Line], found: Pasted, *, ended: bool) -> list[tuple[int, Fields]]:
    """Give the accounts of the lines up to a button, or of the rest: lines that belong together make one."""
    written = [line for line in block if line.written]
    lines: list[_Line] = []
    for line in written:
        if lines and len(line.accounts) == 1 and line.written == lines[-1].written:
            _aside(found, AGAIN, line.number)
        else:
            lines.append(line)
    if not ended:
        return [(line.number, fields) for line in lines for fields in line.accounts]
    if len(lines) == 2 and _is_handle(lines[0]) and len(lines[1].accounts) == 1:  # noqa: PLR2004 - handle, then name
        second = lines[1].written
        if not second.startswith("@") and not {"email", "phone", "account"} & set(lines[1].accounts[0]):
            return [(lines[0].number, {**lines[0].accounts[0], "display": second})]
    return _with_bio(lines) if _one_person(block, lines) else _paired(lines)


def _is_handle(line: _Line) -> bool:
    """Say whether a line is a handle as platforms write them: in small letters."""
    low = line.written == line.written.lower() and not line.asks
    return low and set(line.accounts[0]) == {"handle"} and len(line.accounts) == 1


def _one_person(block: Sequence[_Line], lines: Sequence[_Line]) -> bool:
    """Say whether the lines are of one account: a name, what they do and where, and what they share with you."""
    marks = [line.beside for line in block if line.beside]
    few = 1 < len(lines) <= _MOST_LINES
    few = few and not any(line.asks for line in lines)
    return few and bool(marks) and len(marks) == len(set(marks)) and set(lines[0].accounts[0]) == {"display"}


def _with_bio(lines: Sequence[_Line]) -> list[tuple[int, Fields]]:
    """Give the account of the first line with the others as its bio; one that may be a name stays an account."""
    bio = " ".join(line.written for line in lines[1:] if not _NAME.fullmatch(line.written))
    first = (lines[0].number, {**lines[0].accounts[0], **({"bio": bio} if bio else {})})
    names = [line for line in lines[1:] if _NAME.fullmatch(line.written)]
    return [first, *((line.number, fields) for line in names for fields in line.accounts)]


def _paired(lines: Sequence[_Line]) -> list[tuple[int, Fields]]:
    """Give the accounts of lines one by one; a name with its @handle below is one."""
    found: list[tuple[int, Fields]] = []
    before: _Line | None = None
    for line in lines:
        if before is not None and line.written.startswith("@") and len(line.accounts) == 1:
            found[-1] = (before.number, {"display": before.written, **line.accounts[0]})
            before = None
            continue
        found += [(line.number, fields) for fields in line.accounts]
        alone = len(line.accounts) == 1 and set(line.accounts[0]) <= {"display", "handle"}
        before = line if alone and not line.asks and "@" not in line.written else None
    return found

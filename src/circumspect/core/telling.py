"""What makes a person recognisable who is not named. Open it to change which details count.

Names stand in few disclosures; an age, a trade, a town and a day together single out one person for all who know
them (k-anonymity's quasi-identifiers: Sweeney 2002; expert determination under 45 CFR 164.514(b)(1) asks the same).
Kinds are words a clinician uses; what the text says there is shown by its place alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circumspect.core import mentions, segment
from circumspect.domain.finding import Trait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.core.reading import Reading, Span

# Rules about one person's story or particulars.
RULES = frozenset({"client-vignette", "client-identifier"})
# A detail counts from this sureness on, in so many sentences around the finding.
_SURE, _AROUND = 0.6, 2
# These name a person by themselves; of the others it takes two kinds.
DIRECT = frozenset({"name", "initials", "handle", "email", "phone", "case number", "role that few hold"})
_ENOUGH = 2
_KINDS = {"case-number": "case number", "employer": "place of work", "place": "town"}
_FEWEST_OF = re.compile(r"^(?:senior|junior|server|student|cook|anchor|marine|coach|judge|doctor|social worker)$")
_TIME = re.compile(
    r"\b(?:(?:last|this|next) (?:week(?:end)?|month|year|night|spring|summer|fall|autumn|winter|christmas|thanksgiving"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday|today|tonight"
    r"|(?:in|last|this) (?:january|february|march|april|june|july|august|september|october|november|december)"
    r"|this (?:morning|afternoon|evening)|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|(?:my|our|the) (?:\d{1,2}(?::\d\d)?|\w+) ?(?:o'clock|am|pm|a\.m\.|p\.m\.)|\d{1,2}(?::\d\d)? ?(?:am|pm)\b"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|\d+) (?:days|weeks|months) ago)\b"
)
_FAMILY = re.compile(
    r"\b(?:(?:her|his|their) (?:late |ex-?|former |new |own |twin |little |big |older |younger |estranged )?"
    r"(?:husband|wife|partner|son|daughter|twins?|mother|mom|mum|father|dad|brother|sister|fianc[eé]e?|stepson"
    r"|stepdaughter|grandmother|grandfather|grandson|granddaughter|baby|ex)"
    r"|(?:mother|mom|mum|father|dad) of (?:two|three|four|five|six|seven|twins|\d)|widow(?:er|ed)?"
    r"|(?:newly|recently|just) (?:divorced|separated|married|engaged)|only child|triplets)\b"
)
_EVENT = re.compile(
    r"\b(?:car (?:crash|accident|wreck)|house fire|miscarriage|stillbirth|(?:the|her|his|their) (?:accident|crash|fire"
    r"|shooting|trial|divorce|deployment|diagnosis|transplant|surgery|stroke)|deported|laid off|evicted|arrested"
    r"|won the \w+|ran for \w+|elected|on the news|in the paper)\b"
)


def traits(reading: Reading, span: Span) -> tuple[Trait, ...]:
    """Give the details around a finding by which somebody could tell who is meant; none, unless they suffice.

    `span`: folded positions of the finding. Traits bear code points into the document, in text order, one for a kind.
    """
    found: dict[str, Trait] = {}
    for kind, start, end in sorted(_details(reading, _stretch(reading, span)), key=lambda d: d[1]):
        if kind not in found:
            found[kind] = Trait(kind, *reading.folded.original(start, end))
    if len(found) < _ENOUGH and not DIRECT & found.keys():
        return ()
    return tuple(found.values())


def _stretch(reading: Reading, span: Span) -> Span:
    """Give the finding's sentences with those around them, in the same paragraph."""
    low, high = segment.covering(reading.paragraphs, span[0])
    start, end = reading.sentence(span[0])[0], reading.sentence(max(span[0], span[1] - 1))[1]
    for _ in range(_AROUND):
        start = reading.sentence(start - 1)[0] if start > low else start
        end = reading.sentence(end)[1] if end < min(high, len(reading.text)) else end
    return max(low, start), max(end, span[1])


def _details(reading: Reading, stretch: Span) -> Iterator[tuple[str, int, int]]:
    """Give every detail in a stretch: kind, start, end."""
    for mention in mentions.within(reading, stretch):
        if mention.sure >= _SURE:
            yield _KINDS.get(mention.kind, mention.kind), mention.start, mention.end
    for kind, pattern in (("day", _TIME), ("family", _FAMILY), ("what happened", _EVENT)):
        for match in pattern.finditer(reading.text, *stretch):
            yield kind, match.start(), match.end()
    for kind, key in (("role that few hold", "lexicon/quasi-role"), ("trade", "lexicon/occupation")):
        for start, end in reading.spans_in(key, stretch):
            if kind != "trade" or not _FEWEST_OF.match(reading.text[start:end]):
                yield kind, start, end

"""Somebody who can be picked out, and is tied to a client. Open it to change what `identity:` finds.

A name alone is nobody's business: colleagues, authors, public figures, the practice's own phone stay silent. What
counts is a mention that the sentence ties to treatment with the writer: in apposition to "my client", after
"session with", as the one spoken to in a reply that speaks as to a client.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circumspect.core import mentions
from circumspect.core.fold import fold
from circumspect.core.reading import Hit
from circumspect.domain.document import Surface

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from circumspect.core.mentions import Mention
    from circumspect.core.phrases import Phrase
    from circumspect.core.reading import Reading, Span

KIND = "identity"
_NAMING = ("name", "initials", "capitals", "handle")
_CONTACT = ("email", "phone", "case-number")
_ANSWERS = (Surface.REPLY, Surface.REVIEW_RESPONSE, Surface.COMMENT, Surface.DM)
_BEFORE_NAME = re.compile(
    r"(?:\b(?:my|our|a|this|that|former|new|teen|couples?|longtime|long-time) (?:client|patient|couple)s?"
    r"|\b(?:client|patient)|\bone of my \w+(?: \w+)?"
    r")(?:[,:]? (?:named|called|named:|whose name is|by the name of|initials|aka))?[,:(\- \"']{1,3}$",
)
_NAMED = re.compile(r"\b(?:named|called|whose name is|by the name of|initials|aka)[,: \"']{1,3}$")
_TREATED = re.compile(
    r"\b(?:(?:sessions?|intakes?|appointments?|termination|check-in) (?:with|for)"
    r"|(?:i|we)(?: just| finally| recently)? (?:discharged|terminated with|treated|counseled|saw|see|wrapped up with)"
    r"|been (?:seeing|treating|counseling)|caseload[:,]? )[ :\"']{1,3}$",
)
_BY_CLIENT = re.compile(
    r"^['\"]{0,2}[,:]? \(?(?:a|my|our|one of my|one of our)"
    r"(?: former| past| current| long-?time| new| teen| couples| dear)? (?:clients?|patients?)\b",
)
_OWNED = re.compile(
    r"\b(?:her|his|their|client'?s|patient'?s|(?:call|text|email|reach)(?:ed)? (?:her|him|them))\b[^.!?]{0,30}$"
)
_PARTIAL = ("employer", "school")
# How many characters may stand between a name and the treatment it is tied to; more where it is the writer's hour.
_NEAR, _FAR = 30, 80
_ANOTHER_SUBJECT = re.compile(r"[;:]|\b(?:and i|i|we)\b")
_GREETINGS = frozenset(
    ["", "hi", "hey", "hello", "dear", "thanks", "thank you", "oh", "aw", "aww", "so sorry", "sorry", "happy birthday",
     "congrats", "congratulations", "yes", "well", "good morning", "welcome back", "so proud of you"],
)  # fmt: skip
_WORKS = re.compile(r"^s? (?:[a-z]+ ){0,5}(?:from|at|out of|with|for) (?:the )?(?=[a-z0-9])")


@dataclass(frozen=True, slots=True)
class Params:
    """`tied_to`: 'client', the only tie there is so far; `kinds`: which mentions count, all when empty."""

    tied_to: str = "client"
    kinds: tuple[str, ...] = ()


def patterns(_params: Params, _lexicons: Container[str]) -> Sequence[Phrase]:
    """Lexicons are scanned for everyone; nothing of its own."""
    return ()


def triggers(_params: Params, _key: str) -> tuple[str, ...]:
    """Give the expressions of which one must match before `find` is worth calling."""
    return tuple(
        f"lexicon/{name}"
        for name in ("one-client", "client-word", "treatment-with-us", "treatment-hour", "addressed-as-client")
    )


def find(params: Params, _key: str, reading: Reading) -> Iterator[Hit]:
    """Give every mention that the text ties to a client of the writer's."""
    for start, end in dict.fromkeys(reading.sentence(at) for at, _ in _anchors(reading)):
        found = sorted(mentions.within(reading, (start, end)), key=lambda m: m.start)
        known = [m for m in found if not params.kinds or m.kind in params.kinds]
        yield from _in_sentence(known, (start, end), reading, whole=not params.kinds)
    if reading.document.surface in _ANSWERS and reading.fired("lexicon/addressed-as-client"):
        yield from _spoken_to(reading)


def _anchors(reading: Reading) -> list[Span]:
    return sorted(
        span
        for name in ("one-client", "client-word", "treatment-with-us", "treatment-hour")
        for span in reading.spans(f"lexicon/{name}")
    )


def _in_sentence(found: list[Mention], sentence: Span, reading: Reading, *, whole: bool) -> Iterator[Hit]:
    """Tie the mentions of one sentence; `whole`: also by what tells a client apart without a name."""
    clients = reading.spans_in("lexicon/one-client", sentence)
    hours = reading.spans_in("lexicon/treatment-hour", sentence)
    treated = [*reading.spans_in("lexicon/treatment-with-us", sentence), *hours]
    details = [m for m in found if m.kind in ("age", "place", "date", *_PARTIAL)]
    trade = reading.spans_in("lexicon/occupation", sentence)
    for mention in found:
        if mention.kind in _NAMING:
            if _is_other(mention, sentence, reading):
                continue
            said = _apposed(mention, clients, reading) or _treated(mention, treated, sentence, reading)
            if said is None and hours and mention.kind in ("name", "handle") and mention.sure >= 0.9:  # noqa: PLR2004
                said = ("in the writer's own hour or group", 0.8)
            if said:
                yield Hit((mention.start, mention.end), f"{mention.kind}: {said[0]}", said[1])
        elif mention.kind in _CONTACT and clients and _theirs(mention, reading):
            yield Hit((mention.start, mention.end), f"{mention.kind} beside a client", 0.8)
        elif mention.kind in _PARTIAL and clients:
            yield Hit((mention.start, mention.end), f"a client's {mention.kind}", 0.85)
    if whole and (clients or hours):
        yield from _told_apart(details, trade, sentence, reading)
    if whole and (clients or treated):
        yield from _at_work(trade, sentence, reading)


def _at_work(trade: list[Span], sentence: Span, reading: Reading) -> Iterator[Hit]:
    """Tie a client whose trade is told together with the place of work: 'one of the firefighters from Engine 6'."""
    for start, end in trade:
        joint = _WORKS.match(reading.text[end : min(end + 40, sentence[1])])
        if joint is None:
            continue
        name = mentions.capitals_from(reading, end + joint.end(), sentence[1])
        if name and not _is_other(mentions.Mention("employer", start, name), sentence, reading):
            yield Hit((start, name), "a trade together with the place of work", 0.8)


def _apposed(mention: Mention, clients: list[Span], reading: Reading) -> tuple[str, float] | None:
    """Tie a name that stands beside 'my client', on either side."""
    text = reading.text
    before = text[max(0, mention.start - 60) : mention.start]
    for client in clients:
        between = text[client[1] : mention.start]
        if client[1] <= mention.start and re.fullmatch(r"[,:(\- \"']{1,3}", between):
            return ("beside the client", 0.95) if mention.sure > 0.3 else None  # noqa: PLR2004
        if client[1] <= mention.start and len(between) < 30 and _NAMED.search(between):  # noqa: PLR2004
            return "named as a client", 0.95
    if mention.sure >= 0.4 and _BEFORE_NAME.search(before):  # noqa: PLR2004
        return "beside the client", 0.9
    if mention.kind != "capitals" and _BY_CLIENT.search(text[mention.end : mention.end + 40]):
        return "beside the client", 0.9
    return None


def _treated(mention: Mention, treated: list[Span], sentence: Span, reading: Reading) -> tuple[str, float] | None:
    """Tie a name that the sentence puts in treatment with the writer."""
    if mention.sure < 0.6 or mention.kind == "capitals":  # noqa: PLR2004
        return None
    before = reading.text[sentence[0] : mention.start][-40:]
    if _TREATED.search(before):
        return "in a session", 0.9
    hours = reading.spans_in("lexicon/treatment-hour", sentence)
    for span in treated:
        most = _FAR if span in hours else _NEAR
        between = reading.text[mention.end : span[0]] if mention.end <= span[0] <= mention.end + most else None
        if between is not None and not _ANOTHER_SUBJECT.search(between):
            return "in treatment with the writer", 0.85
    return None


def _spoken_to(reading: Reading) -> Iterator[Hit]:
    """Tie the person a reply names as the one spoken to, or tags, where it speaks as to a client."""
    spoken = reading.spans("lexicon/addressed-as-client")
    for start, end in reading.sentences:
        if not any(s[1] > start for s in spoken):
            return
        for mention in mentions.within(reading, (start, min(end, start + 80))):
            opening = reading.text[start : mention.start]
            before = opening.strip(" ,!\"'")
            ends = reading.text[mention.end : mention.end + 1] in (",", "!", ".", ":", "")
            greeted = before in _GREETINGS and (ends or bool(before) or mention.start == start)
            called = greeted or (ends and opening.endswith(", "))
            named = mention.kind == "handle" or (mention.kind == "name" and mention.sure >= 0.5)  # noqa: PLR2004
            tie = next((s for s in spoken if s[0] >= mention.end), None)
            if not (named and called and tie) or reading.quoted((mention.start, mention.end)):
                continue
            if not _is_other(mention, (0, reading.sentence(tie[0])[1]), reading):
                yield Hit((mention.start, mention.end), f"{mention.kind}: spoken to as a client", 0.85)


def _told_apart(details: list[Mention], trade: list[Span], sentence: Span, reading: Reading) -> Iterator[Hit]:
    """Tie a client whom a rare part, or a place with age or trade, tells apart."""
    for span in reading.spans_in("lexicon/quasi-role", sentence):
        yield Hit(span, "a part that few people have", 0.85)
    places = [m for m in details if m.kind == "place" and m.sure > 0.6]  # noqa: PLR2004
    others = [m for m in details if m.kind == "age"]
    if places and (others or trade):
        yield Hit((places[0].start, places[0].end), "a place together with age or trade", 0.8)


def _theirs(mention: Mention, reading: Reading) -> bool:
    """Say whether a contact detail is told as the client's, and is not the practice's own."""
    practice, words = reading.profile.practice, reading.text[mention.start : mention.end]
    digits = re.sub(r"\D", "", words)
    if mention.kind == "phone" and practice.phone and digits[-7:] == re.sub(r"\D", "", practice.phone)[-7:]:
        return False
    if mention.kind == "email" and words == practice.email.lower():
        return False
    return mention.kind == "case-number" or bool(
        _OWNED.search(reading.text[max(0, mention.start - 60) : mention.start])
    )


def _is_other(mention: Mention, sentence: Span, reading: Reading) -> bool:
    """Say whether the person named is no client: the writer, a colleague, a public figure, an invented name."""
    lists, text = reading.ruleset.gazetteers, reading.text
    words = text[mention.start : mention.end]
    own = [reading.profile.name, reading.profile.supervisor, reading.profile.practice.name]
    own += [*reading.profile.practice.colleagues, *(a.handle for a in reading.profile.accounts)]
    if any(
        words.strip("@") in fold(name).text.replace("@", "").split() or words == fold(name).text for name in own if name
    ):
        return True
    if words in lists.public_figures:
        return True
    after = re.match(r"[, ]{1,3}([a-z.-]{2,14})", text[mention.end : mention.end + 20])
    if after and after.group(1).strip(".").replace(".", "") in lists.credentials:
        return True
    if re.search(
        r"\b(?:dr|prof|professor|doctor|therapist|counselor|supervisor|colleague|intern|author)\.? $",
        text[max(0, mention.start - 40) : mention.start],
    ):
        return True
    if reading.spans_in("lexicon/not-a-client", sentence) and not reading.spans_in("lexicon/one-client", sentence):
        return True
    low, _ = reading.nearby(mention.start)
    return bool(reading.spans_in("lexicon/pseudonym", (low, sentence[1])))

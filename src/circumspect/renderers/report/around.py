"""Connections, reviews, groups, facts and pictures in the report of an audit. Open it to change these sections."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from circumspect.domain.activity import Visibility
from circumspect.domain.screening import Direction, Outcome
from circumspect.renderers.report import plots
from circumspect.renderers.report._kit import MOST_LISTED, and_more, day, many, place, platform, table
from circumspect.renderers.report.veil import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circumspect.domain.activity import Activity
    from circumspect.domain.audit import AuditReport, TopicSeen
    from circumspect.domain.screening import Candidate, Screening
    from circumspect.renderers.report.veil import Veil

_STANDS = {
    Direction.REQUEST: "asks to connect",
    Direction.FOLLOWER: "follows you",
    Direction.FOLLOWING: "you follow it",
    Direction.FRIEND: "connected with you",
    Direction.SUGGESTED: "suggested to you",
    Direction.UNKNOWN: "linked with you",
}
_OUTCOMES = {
    Outcome.CLIENT: "Fits somebody on your client list",
    Outcome.POSSIBLE: "May be somebody on your client list",
    Outcome.NOT_FOUND: "Not found on your client list",
    Outcome.UNDECIDABLE: "Cannot be decided",
}
_SEEN_HEADS = {
    Visibility.PUBLIC: "Anyone",
    Visibility.CONNECTIONS: "Connections",
    Visibility.CHOSEN: "Chosen people",
    Visibility.PRIVATE: "Only you",
    Visibility.UNKNOWN: "Not said",
}


def connections(report: AuditReport, veil: Veil) -> Iterator[str]:
    """Give the section on accounts that are linked with the clinician, compared with the client list."""
    yield '<section id="connections"><h2>Connections</h2>'
    if not report.roster:
        yield (
            "<p>No client list was read, so nobody was compared with it. <code>circumspect roster import</code> reads "
            "yours; then run the audit again.</p></section>\n"
        )
        return
    yield (
        "<p>Accounts that the exports name, compared with your client list on this computer. Do not write to them "
        "because of what stands here. Talk about it with the client first, or with your supervisor.</p>"
    )
    rows = [(one, (one.client, one.possible, one.not_found, one.undecidable)) for one in report.screened]
    sums = [sum(counts[at] for _, counts in rows) for at in range(len(_OUTCOMES))]
    told = "; ".join(f"{label}: {count:,}" for label, count in zip(_OUTCOMES.values(), sums, strict=True))
    bars = [(label, count, count) for label, count in zip(_OUTCOMES.values(), sums, strict=True)]
    yield plots.bars("Accounts compared with the client list", told, bars)
    cells: list[list[str | int]] = [
        [platform(report, one.platform), _STANDS[one.direction], *counts] for one, counts in rows
    ]
    yield table(
        "Accounts by platform and outcome",
        ["Platform", "How it stands", "Fits", "May be", "Not found", "Cannot be decided"],
        cells,
        names=2,
    )
    if sums[-1]:
        yield (
            "<p>“Cannot be decided”: the export gives a number and no name. Open such a list on your screen and paste "
            "it into <code>circumspect screen</code>.</p>"
        )
    if report.connections:
        yield '<ol class="items">'
        for number, one in enumerate(report.connections[:MOST_LISTED], 1):
            yield _connection(report, number, one, veil)
        yield f"</ol>{and_more(len(report.connections) - MOST_LISTED)}"
    yield "</section>\n"


def _connection(report: AuditReport, number: int, one: Screening, veil: Veil) -> str:
    """Give one account that is, or may be, a client's: how it stands, whose it may be, what speaks for it."""
    asked = one.request
    when = f" · {day(asked.on)}" if asked.on else ""
    names = [veil.words(words) for words in (asked.display, f"@{asked.handle}" if asked.handle else "") if words]
    shown = f'<p class="text">{" · ".join(names)}</p>' if names else ""
    candidates = "".join(_candidate(report, who, veil) for who in one.candidates)
    head = f"<b>Account {number}</b> · {platform(report, asked.platform)} · {_STANDS[asked.direction]}{when}"
    return f'<li><p class="place">{head}</p>{shown}<p>{_OUTCOMES[one.outcome]}.</p><ul>{candidates}</ul></li>\n'


def _candidate(report: AuditReport, who: Candidate, veil: Veil) -> str:
    standing = f"{who.standing.value}{f', ended {day(who.ended)}' if who.ended else ''}"
    tie = f"{who.tie.value} of client" if who.tie else "client"
    name = f" {veil.words(report.clients[who.client])}" if veil.reveal and report.clients.get(who.client) else ""
    because = plain(" ".join(one.says for one in who.evidence))
    return f"<li>{tie} {plain(who.client)}{name} ({standing}). {because}</li>"


def received(report: AuditReport, veil: Veil) -> Iterator[str]:
    """Give the section on what others wrote about the clinician, and what was answered."""
    yield '<section id="received"><h2>Reviews and recommendations</h2>'
    if not report.received:
        yield "<p>The exports hold none.</p></section>\n"
        return
    yield (
        "<p>Written by others about you, and some perhaps by clients. A reply, even a thank-you, can confirm that "
        "somebody is one. Many codes also ask whether such praise may be shown at all.</p>"
    )
    answers = {one.answers: one for one in report.replies if one.answers}
    counts = Counter((one.platform, one.sort or "review") for one in report.received)
    stars = Counter((one.platform, one.sort or "review") for one in report.received if one.stars)
    replied = Counter((one.platform, one.sort or "review") for one in report.received if _answer(one, answers))
    rows: list[list[str | int]] = [
        [platform(report, key[0]), plain(key[1]), many_, stars[key], replied[key]]
        for key, many_ in sorted(counts.items())
    ]
    yield table("What others wrote", ["Platform", "Kind", "How many", "With stars", "Answered by you"], rows, names=2)
    if veil.reveal:
        yield f'<details><summary>Each of them <small>{len(report.received):,}</small></summary><ol class="items">'
        for one in report.received[:MOST_LISTED]:
            yield _review(report, one, _answer(one, answers), veil)
        yield f"</ol>{and_more(len(report.received) - MOST_LISTED)}</details>"
    yield "</section>\n"


def _answer(one: Activity, answers: dict[str, Activity]) -> Activity | None:
    return answers.get(one.id) or answers.get(one.link)


def _review(report: AuditReport, one: Activity, answer: Activity | None, veil: Veil) -> str:
    stars = f" · {one.stars} of 5 stars" if one.stars else ""
    who = f"<p>{veil.words(one.who.display or one.who.handle)}</p>" if one.who and one.who.named else ""
    text = f'<p class="text">{veil.words(one.text or one.title)}</p>' if one.text or one.title else ""
    reply = f'<p>Your answer:</p><p class="text">{veil.words(answer.text)}</p>' if answer else ""
    return f'<li><p class="place">{place(report, one, veil)}{stars}</p>{who}{text}{reply}</li>\n'


def exposure(report: AuditReport, veil: Veil) -> Iterator[str]:
    """Give the section on groups, pages, likes, events and places, by kind and by who can see them."""
    yield '<section id="exposure"><h2>What others can see of you</h2>'
    if not report.exposure:
        yield "<p>The exports name no groups, pages, likes, events or places.</p></section>\n"
        return
    yield (
        "<p>Groups, pages, likes, events and places that the exports name. Clients may come across them. No view is "
        "judged here: whether one of them touches the work with somebody is yours to weigh.</p>"
    )
    kinds: dict[str, list[Activity]] = {}
    for one in report.exposure:
        kinds.setdefault(one.sort or "other", []).append(one)
    ordered = sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    seen = {sort: Counter(one.visibility for one in entries) for sort, entries in ordered}
    told = "; ".join(
        f"{sort}: {len(entries):,}, of them {seen[sort][Visibility.PUBLIC]:,} for anyone" for sort, entries in ordered
    )
    yield "<p class='soft'>Solid: anyone can see it.</p>"
    bars = [(sort, len(entries), seen[sort][Visibility.PUBLIC]) for sort, entries in ordered]
    yield plots.bars("What the exports name, by kind", told, bars)
    rows: list[list[str | int]] = [
        [plain(sort), *(seen[sort][one] for one in _SEEN_HEADS), len(entries)] for sort, entries in ordered
    ]
    yield table("By kind and by who can see it", ["Kind", *_SEEN_HEADS.values(), "All"], rows)
    if veil.reveal:  # what somebody's groups are about is theirs to share
        yield from map(partial(_topic, veil), report.topics)
        for sort, entries in ordered:
            yield _entries(report, sort, entries, veil)
    yield "</section>\n"


def _topic(veil: Veil, topic: TopicSeen) -> str:
    listed = "".join(f"<li>{veil.words(name)}</li>\n" for name in topic.names[:MOST_LISTED])
    head = f"<summary>{plain(topic.title)} <small>{len(topic.names):,}</small></summary>"
    return f"<details>{head}<p>{plain(topic.note)}</p><ol class='items'>{listed}</ol></details>\n"


def _entries(report: AuditReport, sort: str, entries: Sequence[Activity], veil: Veil) -> str:
    listed = "".join(
        f'<li>{veil.words(one.title or one.text)}<p class="place">{place(report, one, veil)}</p></li>\n'
        for one in entries[:MOST_LISTED]
    )
    more = and_more(len(entries) - MOST_LISTED)
    head = f"<summary>{plain(sort)} <small>{len(entries):,}</small></summary>"
    return f"<details>{head}<ol class='items'>{listed}</ol>{more}</details>\n"


def facts(report: AuditReport, veil: Veil) -> Iterator[str]:
    """Give the section on personal facts in profiles."""
    yield '<section id="facts"><h2>Personal facts in profiles</h2>'
    if not report.facts:
        yield "<p>The exports hold none.</p></section>\n"
        return
    yield "<p>What your profiles hold about you yourself. Leave in what you would want each client to know.</p>"
    heads = ["Fact", "Platform", "Who can see it", *(["What it says"] if veil.reveal else [])]
    rows = [
        [
            plain(one.sort or "fact"),
            platform(report, one.platform),
            _SEEN_HEADS[one.visibility],
            *([veil.words(one.text or one.title)] if veil.reveal else []),
        ]
        for one in report.facts[:MOST_LISTED]
    ]
    yield table("Facts in profiles", heads, rows, names=4) + and_more(len(report.facts) - MOST_LISTED) + "</section>\n"


def pictures(report: AuditReport) -> Iterator[str]:
    """Give the section on pictures: how many were looked at, and what was seen."""
    those = report.pictures
    yield '<section id="pictures"><h2>Pictures</h2>'
    because = f" {plain(those.because.rstrip('.'))}." if those.because else ""
    yield f"<p>{many(those.found, 'picture')} in the exports, {those.looked_at:,} looked at.{because}</p>"
    if those.looked_at:
        rows: list[tuple[str, int]] = [
            ("A place is stored in it", those.with_place),
            ("Text stands in it; it was reviewed as text", those.with_text),
            ("Faces", those.with_faces),
            ("Looks like a screenshot of a chat", those.chats),
        ]
        yield table("What was seen in pictures", ["What", "Pictures"], rows)
    yield "</section>\n"

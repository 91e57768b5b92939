"""What the report of an audit is made from. Open it to change what of the vault a report tells.

Connections are compared with the roster as it is today, so that a report tells of no roster that has changed since.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circumspect.domain.activity import Kind
from circumspect.domain.audit import ArchiveRead, AuditReport, Pictures, Screened, TopicSeen
from circumspect.domain.document import Surface
from circumspect.domain.screening import Outcome
from circumspect.services import screen as screens
from circumspect.services.archives import titles
from circumspect.services.audit_pictures import SORT as LOOKED_AT
from circumspect.services.exposure import topics
from circumspect.storage.archives import Archives

if TYPE_CHECKING:
    from datetime import date, datetime

    from circumspect.domain.activity import Activity
    from circumspect.domain.profile import Profile
    from circumspect.domain.screening import Direction, Screening
    from circumspect.services.container import Desk
    from circumspect.services.vault import Vault
    from circumspect.storage.archives import Archive

_NAMELESS = "Some platforms give followers as numbers without names. Whether clients are among them cannot be told"
_LATER = "What was deleted before the export was made, and what others copied or took a picture of, is not in it"


@dataclass(slots=True)
class _Told:
    """What goes through the vault once is gathered here."""

    days: dict[str, tuple[date, date]] = field(default_factory=dict)
    texts: int = 0
    messages: set[str] = field(default_factory=set)
    connections: list[Activity] = field(default_factory=list)
    exposure: list[Activity] = field(default_factory=list)
    received: list[Activity] = field(default_factory=list)
    replies: list[Activity] = field(default_factory=list)
    facts: list[Activity] = field(default_factory=list)
    shows: Counter[str] = field(default_factory=Counter)
    unseen: Counter[str] = field(default_factory=Counter)
    pictures: int = 0

    def take(self, label: str, one: Activity) -> None:
        """Take one activity of an account."""
        if one.when is not None:
            day = one.when.date()
            first, last = self.days.get(label, (day, day))
            self.days[label] = min(first, day), max(last, day)
        match one.kind:
            case Kind.WRITTEN if one.mine:
                self.texts += bool(one.text.strip())
                if one.surface is Surface.REVIEW_RESPONSE:
                    self.replies.append(one)
            case Kind.MESSAGE:
                self.messages.add(label)
            case Kind.CONNECTION if one.who is not None:
                self.connections.append(one)
            case Kind.AFFILIATION:
                self.exposure.append(one)
            case Kind.RECEIVED:
                self.received.append(one)
            case Kind.FACT:
                self.facts.append(one)
            case Kind.MEDIA if one.sort == LOOKED_AT:
                self.pictures += 1
                self.shows.update(one.shows)
                self.unseen.update(one.unseen)


def report(vault: Vault, desk: Desk, now: datetime) -> AuditReport:
    """Gather what the vault holds of archives and the work list, as of today."""
    told = _Told()
    with vault.session() as session:
        kept = Archives(session)
        newest = {one.label: one for one in kept.all() if one.ended is not None}
        items = list(kept.items())
        for _, label, one in kept.activities():
            told.take(label, one)
    clients = screens.clients_in(vault)
    asked = [one.who for one in told.connections if one.who is not None]
    found: list[Screening] = []
    if clients and asked:
        answers = screens.screen(asked, clients, desk.profile, now.date(), desk.ruleset.codes)
        found = [answer.screening for answer in answers]
    classifier = desk.classifier
    return AuditReport(
        made_on=now.date(),
        profile=_line(desk.profile),
        ruleset=desk.ruleset.version,
        reader=classifier.name if classifier is not None else "rules alone, without the trained reader",
        archives=tuple(_archive(one, told) for one in newest.values()),
        texts=told.texts,
        items=tuple(items),
        roster=bool(clients),
        connections=tuple(one for one in found if one.outcome in (Outcome.CLIENT, Outcome.POSSIBLE)),
        screened=_counted(told.connections, found),
        clients={client.id: client.name.display for client in clients},
        exposure=tuple(told.exposure),
        topics=_topics(told.exposure),
        received=tuple(told.received),
        replies=tuple(told.replies),
        facts=tuple(told.facts),
        pictures=_pictures(list(newest.values()), told),
        platforms=titles(),
        limits=_limits(found),
    )


def _archive(one: Archive, told: _Told) -> ArchiveRead:
    first, last = told.days.get(one.label, (None, None))
    read_on, messages = (one.ended or one.began).date(), one.label in told.messages
    return ArchiveRead(one.platform, one.label, one.layout, read_on, first, last, one.coverage, messages=messages)


def _counted(connections: list[Activity], found: list[Screening]) -> tuple[Screened, ...]:
    """Count accounts by platform and direction, and how each came out."""
    counts: Counter[tuple[str, Direction, Outcome]] = Counter()
    for one, screening in zip(connections, found, strict=False):
        counts[one.platform, screening.request.direction, screening.outcome] += 1
    kinds = dict.fromkeys((platform, direction) for platform, direction, _ in counts)
    return tuple(
        Screened(
            platform,
            direction,
            counts[platform, direction, Outcome.CLIENT],
            counts[platform, direction, Outcome.POSSIBLE],
            counts[platform, direction, Outcome.NOT_FOUND],
            counts[platform, direction, Outcome.UNDECIDABLE],
        )
        for platform, direction in kinds
    )


def _pictures(archives: list[Archive], told: _Told) -> Pictures:
    """Count what was seen in pictures, and say what was not looked at."""
    media = sum(one.coverage.media for one in archives)
    left = [f"{words} ({number:,})" for words, number in told.unseen.most_common()]
    if media > told.pictures:
        left.append(
            f"{media - told.pictures:,} were not looked at: films, copies, what somebody else sent, what could not be "
            "read, and all of them where the export was read with --no-pictures"
        )
    return Pictures(
        found=media,
        looked_at=told.pictures,
        with_place=told.shows["place"],
        with_text=told.shows["text"],
        with_faces=told.shows["faces"],
        chats=told.shows["chat"],
        because=". ".join(one[0].upper() + one[1:] for one in left),
    )


def _topics(exposure: list[Activity]) -> tuple[TopicSeen, ...]:
    """Sort groups, pages and places by what they are about, where their names say so."""
    known = topics()
    named: dict[str, list[str]] = {topic.id: [] for topic in known.topics}
    for name in dict.fromkeys(one.title or one.text for one in exposure):
        for topic in known.of(name):
            named[topic.id].append(name)
    return tuple(TopicSeen(t.title, t.note, tuple(named[t.id])) for t in known.topics if named[t.id])


def _limits(found: list[Screening]) -> tuple[str, ...]:
    nameless = any(one.outcome is Outcome.UNDECIDABLE for one in found)
    return (*([_NAMELESS] if nameless else []), _LATER)


def _line(profile: Profile) -> str:
    """Say for whom it was read, without a name."""
    places = ", ".join(sorted(profile.jurisdictions))
    return f"{profile.profession.replace('-', ' ')}{f', {places}' if places else ''}"

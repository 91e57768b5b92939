"""Archives that were read, their activities and the work list. Open it to change how an audit is kept in the vault.

It works on a session that the caller opened: `Vault.session()` to read, `Vault.write()` to write. What is put in within
one `write()` is kept together or not at all, so that an audit that is cut off goes on where it stopped.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, false, func, insert, or_, select, update

from circumspect.domain.activity import Activity, Count, Coverage, Kind, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.picture import Box
from circumspect.domain.screening import Direction, Request
from circumspect.domain.worklist import Action, Found, Item, Line, Status, Wanted
from circumspect.storage.tables import ActivityRow, ArchiveRow, ItemRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

_PART = 500
# Fewer of what is on file than this share in a newer copy: it is an older copy or a part of one, and closes nothing.
_WHOLE = 1 / 3


@dataclass(frozen=True, slots=True, repr=False)
class Archive:
    """An export that was read, or is being read: `ended` is None until all of it is kept; `done`: activities kept.

    `files`: the names of the files that it came in.
    """

    number: int
    platform: str
    label: str
    layout: str
    began: datetime
    ended: datetime | None
    done: int
    coverage: Coverage
    files: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show number and platform, not whose it is."""
        return f"Archive({self.number}, {self.platform!r})"


@dataclass(frozen=True, slots=True)
class Kept:
    """An activity on file: its number, the digest of its body, what reviewed it last, the last archive that had it."""

    number: int
    digest: str
    reader: str
    seen: int


def _now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


_WHEN = func.json_extract(ActivityRow.body, "$.when")
_RANK = case({"block": 0, "revise": 1}, value=ItemRow.severity, else_=2)
_ITEM = (ItemRow.number, ItemRow.body, ItemRow.status, ItemRow.note, ItemRow.who, ItemRow.changed)


def _sought(asked: Any, which: Wanted) -> Any:  # noqa: ANN401 - a select of any columns
    """Ask for these entries alone, in their order."""
    if which.statuses:
        asked = asked.where(ItemRow.status.in_([status.value for status in which.statuses]))
    if which.rule:
        asked = asked.where(ItemRow.rule == which.rule)
    if which.platform:
        asked = asked.where(ActivityRow.platform == which.platform)
    return asked.order_by(_RANK, func.coalesce(_WHEN, "").desc(), ItemRow.number)


class Archives:
    """The audit's part of the vault, over one session."""

    def __init__(self, session: Session, now: Callable[[], datetime] = _now) -> None:
        """Work on `session`; `now` says when something was read or changed."""
        self._session = session
        self._now = now

    # --- archives

    def begin(self, platform: str, label: str, layout: str, files: Sequence[str], digest: str, reader: str) -> Archive:
        """Give the unfinished reading of this very export with this very reader, or begin one."""
        row = self._session.scalar(
            select(ArchiveRow)
            .where(ArchiveRow.digest == digest, ArchiveRow.label == label)
            .where(ArchiveRow.reader == reader, ArchiveRow.ended == "")
            .order_by(ArchiveRow.number.desc())
        )
        newest = self._session.scalar(select(func.max(ArchiveRow.number)).where(ArchiveRow.label == label))
        if row is None or row.number != newest:  # an older reading is not gone on with: what came later would be undone
            row = ArchiveRow(
                platform=platform,
                label=label,
                layout=layout,
                files=json.dumps(list(files)),
                digest=digest,
                reader=reader,
                began=self._moment(),
                ended="",
                coverage="{}",
                done=0,
            )
            self._session.add(row)
            self._session.flush()
        return _archive(row)

    def advance(self, archive: int, done: int) -> None:
        """Note how many activities of an archive are kept."""
        self._session.execute(update(ArchiveRow).where(ArchiveRow.number == archive).values(done=done))

    def finish(self, archive: int, coverage: Coverage) -> None:
        """Note that all of an archive is kept, and what was read of it."""
        self._session.execute(
            update(ArchiveRow)
            .where(ArchiveRow.number == archive)
            .values(ended=self._moment(), coverage=json.dumps(asdict(coverage)))
        )

    def all(self) -> list[Archive]:
        """Give every archive, in the order in which they were begun."""
        return [_archive(row) for row in self._session.scalars(select(ArchiveRow).order_by(ArchiveRow.number))]

    # --- activities

    def known(self, label: str, ids: Sequence[str]) -> dict[str, Kept]:
        """Give id → what is on file, for those of the ids that are."""
        found: dict[str, Kept] = {}
        for start in range(0, len(ids), _PART):
            rows = self._session.execute(
                select(
                    ActivityRow.id, ActivityRow.number, ActivityRow.digest, ActivityRow.reader, ActivityRow.seen
                ).where(ActivityRow.label == label, ActivityRow.id.in_(ids[start : start + _PART]))
            )
            found |= {id_: Kept(number, digest, reader, seen) for id_, number, digest, reader, seen in rows}
        return found

    def put(
        self, archive: Archive, part_of: Mapping[str, str], activities: Sequence[Activity], reader: str
    ) -> dict[str, int]:
        """Keep activities, new ones and changed ones, and note that this archive has them; give id → number.

        `part_of`: member → the kind of file it is.
        """
        known = self.known(archive.label, [one.id for one in activities])
        rows: dict[str, dict[str, Any]] = {}
        for one in activities:
            rows[one.id] = {
                "label": archive.label,
                "id": one.id,
                "kind": one.kind.value,
                "platform": one.platform,
                "part": part_of.get(one.member, ""),
                "body": written(one),
                "digest": digest_of(one),
                "reader": reader,
                "seen": archive.number,
            }
        new = [row for id_, row in rows.items() if id_ not in known]
        if new:
            self._session.connection().execute(insert(ActivityRow), new)
        old = [{f"new_{key}": value for key, value in row.items()} for id_, row in rows.items() if id_ in known]
        if old:
            fields_ = ("kind", "part", "body", "digest", "reader", "seen")
            statement = update(ActivityRow).where(
                ActivityRow.label == bindparam("new_label"), ActivityRow.id == bindparam("new_id")
            )
            self._session.connection().execute(statement.values({f: bindparam(f"new_{f}") for f in fields_}), old)
        numbers = {id_: kept.number for id_, kept in self.known(archive.label, list(rows)).items()}
        self._open_again(list(numbers.values()))
        return numbers

    def met(self, archive: Archive, number: int) -> None:
        """Note that an archive has an activity that is on file as it is."""
        self._session.execute(update(ActivityRow).where(ActivityRow.number == number).values(seen=archive.number))
        self._open_again([number])

    def _open_again(self, numbers: Sequence[int]) -> None:
        """Open what was closed as gone: what is here is not gone."""
        for start in range(0, len(numbers), _PART):
            self._session.execute(
                update(ItemRow)
                .where(ItemRow.activity.in_(numbers[start : start + _PART]))
                .where(ItemRow.status == Status.GONE.value)
                .values(status=Status.OPEN.value, changed=self._moment())
            )

    def activities(self, label: str | None = None, kind: Kind | None = None) -> Iterator[tuple[int, str, Activity]]:
        """Give (number, label, activity), all or those of an account or kind: what the newest export still has.

        That is asked for each kind of file: an export that lacks one says nothing about what stood in it.
        """
        newest: dict[tuple[str, str], int] = {}
        for archive in self.all():
            if archive.ended is not None:
                whole = {count.part for count in archive.coverage.counts} - archive.coverage.unsure()
                newest |= {(archive.label, part): archive.number for part in whole}
        asked = select(
            ActivityRow.number,
            ActivityRow.label,
            ActivityRow.part,
            ActivityRow.seen,
            ActivityRow.kind,
            ActivityRow.body,
        )
        if label is not None:
            asked = asked.where(ActivityRow.label == label)
        if kind is not None:
            asked = asked.where(ActivityRow.kind == kind.value)
        for number, owner, part, seen, what, body in self._session.execute(asked.order_by(ActivityRow.number)):
            # Messages are read only when asked for: a reading without them says nothing about them.
            if seen >= newest.get((owner, part), 0) or what == Kind.MESSAGE.value:
                yield number, owner, read_back(body)

    def of_archive(self, archive: int, kind: Kind) -> Iterator[tuple[int, Activity]]:
        """Give (number, activity) of a kind that an archive has, whether all of it is kept yet or not."""
        asked = select(ActivityRow.number, ActivityRow.body).where(
            ActivityRow.seen == archive, ActivityRow.kind == kind.value
        )
        for number, body in self._session.execute(asked.order_by(ActivityRow.number)):
            yield number, read_back(body)

    def with_media(self, archive: int) -> Iterator[Activity]:
        """Give the activities of an archive that pictures or films belong to."""
        asked = (
            select(ActivityRow.body)
            .where(ActivityRow.seen == archive, func.json_extract(ActivityRow.body, "$.media").is_not(None))
            .order_by(ActivityRow.number)
            .execution_options(yield_per=_PART)
        )
        for body in self._session.scalars(asked):
            yield read_back(body)

    # --- the work list

    def note(self, activity: int, found: Sequence[Found], *, only_add: bool = False) -> None:
        """Put what was found about an activity on the work list, in the place of what was found before.

        What a person decided stays; what is no longer found is gone, under its number (not with `only_add`); what is
        back is open again.
        """
        old = {row.mark: row for row in self._session.scalars(select(ItemRow).where(ItemRow.activity == activity))}
        for one in found:
            body = json.dumps(_plain(one))
            status = Status.ACCEPTED if one.accepted else Status.OPEN
            row = old.pop(one.mark, None)
            if row is None:
                self._session.add(
                    ItemRow(
                        activity=activity,
                        mark=one.mark,
                        rule=one.rule,
                        severity=one.severity,
                        body=body,
                        status=status.value,
                        note="",
                        who="",
                        changed=self._moment(),
                    )
                )
            else:
                row.body, row.severity = body, one.severity
                if not row.who and row.status != status.value:
                    row.status, row.changed = status.value, self._moment()
        for row in old.values() if not only_add else ():
            if not row.who and row.status != Status.GONE.value:
                row.status, row.changed = Status.GONE.value, self._moment()

    def close_gone(self, archive: Archive, parts: Sequence[str], *, messages: bool) -> tuple[int, list[str]]:
        """Close open entries about what an earlier export of the account had and this one has not.

        Give how many, and the kinds of files of which this export has so little that nothing was closed. Only kinds of
        files that this archive has, and could be read to their end, count (`parts`); messages only where asked for; and
        of what has a day only that between the first and the last day that this archive tells of.
        """
        here = (ActivityRow.label == archive.label, ActivityRow.part.in_(parts))
        counted = select(ActivityRow.part, func.count()).where(*here).group_by(ActivityRow.part)
        held = {part: number for part, number in self._session.execute(counted)}  # noqa: C416 - rows are no pairs
        counted = counted.where(ActivityRow.seen == archive.number)
        seen = {part: number for part, number in self._session.execute(counted)}  # noqa: C416 - as above
        little = [part for part, number in held.items() if seen.get(part, 0) < _WHOLE * number]
        day = func.json_extract(ActivityRow.body, "$.when")
        within = []
        for part in seen:  # one by one: grouped, the vault would sort all bodies in memory
            of_it = (ActivityRow.label == archive.label, ActivityRow.part == part)
            span = select(func.min(day), func.max(day)).where(*of_it, ActivityRow.seen == archive.number)
            low, high = self._session.execute(span).one()
            within.append(and_(ActivityRow.part == part, or_(day.is_(None), day.between(low, high))))
        gone = select(ActivityRow.number).where(
            *here,
            or_(false(), *within),
            ActivityRow.seen < archive.number,
            ActivityRow.part.not_in(little),
            *(() if messages else (ActivityRow.kind != Kind.MESSAGE.value,)),
        )
        open_ = (ItemRow.activity.in_(gone), ItemRow.status == Status.OPEN.value)
        number = self._session.scalar(select(func.count()).select_from(ItemRow).where(*open_)) or 0
        self._session.execute(update(ItemRow).where(*open_).values(status=Status.GONE.value, changed=self._moment()))
        return number, sorted(little)

    def open_of(self, label: str) -> dict[str, int]:
        """Give severity → open entries of an account."""
        rows = self._session.execute(
            select(ItemRow.severity, func.count())
            .join(ActivityRow, ItemRow.activity == ActivityRow.number)
            .where(ActivityRow.label == label, ItemRow.status == Status.OPEN.value)
            .group_by(ItemRow.severity)
        )
        return {severity: number for severity, number in rows}  # noqa: C416 - rows are no pairs

    def items(self, which: Wanted | None = None) -> Iterator[Item]:
        """Give the entries of the work list, all or some: the gravest first, then the newest."""
        asked = select(*_ITEM, ActivityRow.body, ActivityRow.label).join(
            ActivityRow, ItemRow.activity == ActivityRow.number
        )
        for row in self._session.execute(_sought(asked, which or Wanted()).execution_options(yield_per=_PART)):
            yield _item(tuple(row))

    def count(self, which: Wanted | None = None) -> int:
        """Count the entries, all or some."""
        asked = select(ItemRow.number).join(ActivityRow, ItemRow.activity == ActivityRow.number)
        asked = _sought(asked, which or Wanted()).order_by(None).subquery()
        return self._session.scalar(select(func.count()).select_from(asked)) or 0

    def lines(self, which: Wanted | None = None) -> list[Line]:
        """Give what a list says of the entries, all or some, in the same order."""
        asked = select(
            ItemRow.number,
            ItemRow.activity,
            ItemRow.status,
            ItemRow.severity,
            ItemRow.rule,
            func.json_extract(ItemRow.body, "$.title"),
            ActivityRow.platform,
            ActivityRow.label,
            _WHEN,
        ).join(ActivityRow, ItemRow.activity == ActivityRow.number)
        return [
            Line(
                number,
                activity,
                Status(status),
                severity,
                rule,
                title,
                platform,
                label,
                datetime.fromisoformat(when) if when else None,
            )
            for number, activity, status, severity, rule, title, platform, label, when in self._session.execute(
                _sought(asked, which or Wanted())
            )
        ]

    def item(self, number: int) -> Item | None:
        """Give one entry; None where there is none of this number."""
        asked = (
            select(*_ITEM, ActivityRow.body, ActivityRow.label)
            .join(ActivityRow, ItemRow.activity == ActivityRow.number)
            .where(ItemRow.number == number)
        )
        found = self._session.execute(asked).first()
        return _item(tuple(found)) if found else None

    def set_status(self, number: int, status: Status, who: str, note: str) -> None:
        """Change how an entry stands."""
        self._session.execute(
            update(ItemRow)
            .where(ItemRow.number == number)
            .values(status=status.value, who=who, note=note, changed=self._moment())
        )

    def _moment(self) -> str:
        return self._now().isoformat(timespec="seconds")


def digest_of(activity: Activity) -> str:
    """Give a short digest of what an activity says; in which file it stands is no part of that."""
    body = written(replace(activity, member="", media=()))
    return blake2b(body.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def written(activity: Activity) -> str:
    """Give an activity as JSON, without what is empty."""
    return json.dumps(_plain(activity), sort_keys=True)


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """Give a dataclass as what JSON can hold; fields that stand at nothing are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        found = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {name: one for name, one in found.items() if one not in (None, "", [], {}, False)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return value


def read_back(body: str) -> Activity:
    """Give the activity that `written` wrote."""
    row = json.loads(body)
    who = row.get("who")
    return Activity(
        **{
            **row,
            "kind": Kind(row["kind"]),
            "when": datetime.fromisoformat(row["when"]) if "when" in row else None,
            "surface": Surface(row["surface"]) if "surface" in row else None,
            "visibility": Visibility(row.get("visibility", Visibility.UNKNOWN)),
            **{name: tuple(row.get(name, ())) for name in ("media", "shows", "unseen")},
            "mine": row.get("mine", False),
            "who": _request(who) if who is not None else None,
        }
    )


def _request(row: Mapping[str, Any]) -> Request:
    return Request(
        **{
            **row,
            "mutuals": tuple(row.get("mutuals", ())),
            "direction": Direction(row.get("direction", Direction.UNKNOWN)),
            "on": date.fromisoformat(row["on"]) if "on" in row else None,
        }
    )


def _found(body: str) -> Found:
    row = json.loads(body)
    texts = {name: str(row.get(name, "")) for name in ("title", "message", "why", "instead")}
    return Found(
        mark=row["mark"],
        rule=row["rule"],
        severity=row["severity"],
        actions=tuple(Action(one) for one in row.get("actions", ())),
        start=row.get("start", 0) if "end" in row else None,
        end=row.get("end"),
        confidence=row.get("confidence", 0.0),
        accepted=row.get("accepted", False),
        facts=row.get("facts", {}),
        then=tuple(row.get("then", ())),
        now=tuple(row.get("now", ())),
        boxes=tuple(Box(one.get("x", 0), one.get("y", 0), one["w"], one["h"]) for one in row.get("boxes", ())),
        **texts,
    )


def _item(row: tuple[Any, ...]) -> Item:
    """Give an entry from the columns `_ITEM`, the activity's body and the account."""
    number, found, status, note, who, changed, body, label = row
    when = datetime.fromisoformat(changed) if changed else None
    return Item(number, read_back(body), label, _found(found), Status(status), note, who, when)


def _archive(row: ArchiveRow) -> Archive:
    kept = json.loads(row.coverage)
    coverage = Coverage(
        [Count(**one) for one in kept.get("counts", ())],
        kept.get("unknown", []),
        kept.get("missing", []),
        kept.get("left", []),
        kept.get("media", 0),
    )
    return Archive(
        row.number,
        row.platform,
        row.label,
        row.layout,
        datetime.fromisoformat(row.began),
        datetime.fromisoformat(row.ended) if row.ended else None,
        row.done,
        coverage,
        tuple(json.loads(row.files)),
    )

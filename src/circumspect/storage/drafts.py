"""Drafts and their versions. Open it to change how a text in the making is kept in the vault.

It works on a session that the caller opened: `Vault.session()` to read, `Vault.write()` to write.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from circumspect.domain.draft import Content, Draft, Version
from circumspect.storage.tables import DraftRow, DraftVersionRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


_MOMENT, _STILL_THERE = timedelta(minutes=10), 0.8


class Drafts:
    """The drafts of the vault, over one session."""

    def __init__(self, session: Session) -> None:
        """Work on `session`."""
        self._session = session

    def save(
        self, draft: int | None, content: Content, at: datetime, *, kept: bool, after: int | None = None
    ) -> tuple[int, int]:
        """Keep a text as the newest version of a draft, or of a new one; give the numbers of draft and version.

        `after`: the version that it was written from. A version that the desk saved as one typed gives way to the next
        only where that was written from it, soon, and did not lose much; a text that is as it was adds none.
        """
        moment = at.isoformat(timespec="seconds")
        row = self._session.get(DraftRow, draft) if draft is not None else None
        if row is None or row.removed:
            row = DraftRow(changed=moment, removed="")
            self._session.add(row)
            self._session.flush()
        newest = self._session.scalar(
            select(DraftVersionRow).where(DraftVersionRow.draft == row.number).order_by(DraftVersionRow.number.desc())
        )
        body = json.dumps(asdict(content))
        row.changed = moment
        if newest is not None and newest.body == body:
            newest.kept = newest.kept or kept
            return row.number, newest.number
        if newest is not None and newest.number == after and _gives_way(newest, content, at):
            newest.body, newest.at, newest.kept = body, moment, kept
            return row.number, newest.number
        made = DraftVersionRow(draft=row.number, body=body, at=moment, kept=kept)
        self._session.add(made)
        self._session.flush()
        return row.number, made.number

    def count(self) -> int:
        """Count the drafts that were not thrown away."""
        asked = select(func.count()).select_from(DraftRow).where(DraftRow.removed == "")
        return self._session.scalar(asked) or 0

    def all(self) -> list[Draft]:
        """Give the drafts that were not thrown away, the one last changed first."""
        newest = (
            select(DraftVersionRow.draft, func.max(DraftVersionRow.number), func.count())
            .join(DraftRow, DraftRow.number == DraftVersionRow.draft)
            .where(DraftRow.removed == "")
            .group_by(DraftVersionRow.draft)
            .order_by(DraftRow.changed.desc(), DraftRow.number.desc())
        )
        found = self._session.execute(newest).all()
        return [Draft(draft, self._version(number), count) for draft, number, count in found]

    def versions(self, draft: int) -> list[Version]:
        """Give the versions of a draft, the newest first; none where there is no such draft."""
        rows = select(DraftVersionRow).where(DraftVersionRow.draft == draft).order_by(DraftVersionRow.number.desc())
        return [_version(row) for row in self._session.scalars(rows)]

    def remove(self, draft: int, at: datetime | None) -> bool:
        """Throw a draft away, or bring it back with None; say whether there is one."""
        moment = at.isoformat(timespec="seconds") if at is not None else ""
        done = self._session.execute(update(DraftRow).where(DraftRow.number == draft).values(removed=moment))
        return bool(done.rowcount)  # type: ignore[attr-defined]

    def forget(self, before: datetime) -> None:
        """Delete for good what was thrown away before a moment."""
        gone = (DraftRow.removed != "", DraftRow.removed < before.isoformat(timespec="seconds"))
        numbers = select(DraftRow.number).where(*gone)
        self._session.execute(delete(DraftVersionRow).where(DraftVersionRow.draft.in_(numbers)))
        self._session.execute(delete(DraftRow).where(*gone))

    def _version(self, number: int) -> Version:
        return _version(self._session.get_one(DraftVersionRow, number))


def _gives_way(row: DraftVersionRow, content: Content, at: datetime) -> bool:
    """Say whether a version may be overwritten: saved as one typed, a moment ago, and most of it is still there."""
    before = _version(row)
    soon = at - before.at <= _MOMENT
    return not before.kept and soon and len(content.text) >= len(before.content.text) * _STILL_THERE


def _version(row: DraftVersionRow) -> Version:
    return Version(row.number, Content(**json.loads(row.body)), datetime.fromisoformat(row.at), row.kept)

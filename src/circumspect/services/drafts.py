"""Texts in the making, kept in the vault with their versions. Open it to change when one is kept, and for how long."""

from __future__ import annotations

import re
from datetime import timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from circumspect.domain.errors import PlainError
from circumspect.storage.drafts import Drafts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from circumspect.domain.draft import Content, Draft, Version
    from circumspect.services.vault import Vault

LONGEST = 1_000_000  # characters of a draft
_BROUGHT_BACK = timedelta(days=7)  # what was thrown away is deleted for good after these
_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_COMPARED = 4_000  # pieces of both texts: half a second; longer ones are shown whole


class DraftError(PlainError, ValueError):
    """A draft that cannot be kept or found; the message says what to do."""


def save(
    vault: Vault, draft: int | None, content: Content, at: datetime, *, kept: bool, after: int | None = None
) -> tuple[int, int]:
    """Keep a text as the newest version of a draft, or of a new one; give the numbers of draft and version.

    `kept`: its writer asked for it; else the desk saves as one types. `after`: the version it was written from.
    Raises DraftError, VaultError.
    """
    if len(content.text) > LONGEST:
        raise DraftError(f"this text is longer than {LONGEST:,} characters and was not kept; keep it in a file")
    with vault.write() as session:
        drafts = Drafts(session)
        drafts.forget(at - _BROUGHT_BACK)
        return drafts.save(draft, content, at, kept=kept, after=after)


def count(vault: Vault) -> int:
    """Count the drafts."""
    with vault.session() as session:
        return Drafts(session).count()


def drafts_in(vault: Vault) -> list[Draft]:
    """Give the drafts, the one last changed first."""
    with vault.session() as session:
        return Drafts(session).all()


def versions_of(vault: Vault, draft: int) -> list[Version]:
    """Give the versions of a draft, the newest first. Raises DraftError where there is none of this number."""
    with vault.session() as session:
        found = Drafts(session).versions(draft)
    if not found:
        raise DraftError("there is no such draft any more")
    return found


def remove(vault: Vault, draft: int, at: datetime) -> None:
    """Throw a draft away; for a week it can be brought back. Raises DraftError."""
    _set(vault, draft, at)


def bring_back(vault: Vault, draft: int) -> None:
    """Bring back a draft that was thrown away. Raises DraftError."""
    _set(vault, draft, None)


def _set(vault: Vault, draft: int, at: datetime | None) -> None:
    with vault.write() as session:
        if not Drafts(session).remove(draft, at):
            raise DraftError("there is no such draft any more")


def difference(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Give what became of a text, piece by piece: ("same" | "out" | "in", words)."""
    one, other = _PIECES.findall(old), _PIECES.findall(new)
    if len(one) + len(other) > _MOST_COMPARED:
        yield "out", old
        yield "in", new
        return
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(one[a:b])
        else:
            if b > a:
                yield "out", "".join(one[a:b])
            if d > c:
                yield "in", "".join(other[c:d])

"""A list of accounts at the desk: asked for, screened, kept in memory while the vault is open. Open it to change that.

Nothing of a list is written to disk, not even while a large file comes in. Locking the vault forgets it.
"""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from circumspect.domain.screening import Direction, Outcome
from circumspect.readers._kit import LARGEST
from circumspect.readers.requests import lists
from circumspect.services import screen as screens
from circumspect.surfaces.web._at_desk import at_desk

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping
    from datetime import datetime

    from circumspect.domain import screening
    from circumspect.services.container import Desk
    from circumspect.services.office import Office
    from circumspect.services.screen import Answer

PAGE = 50
KEPT = "requests"  # under which name the desk keeps the list
# The serious first.
ORDER = (Outcome.CLIENT, Outcome.POSSIBLE, Outcome.UNDECIDABLE, Outcome.NOT_FOUND)
_ROOM = 64 * 1024  # what a form holds besides the file
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What somebody pasted or dropped. `direction`: empty where the list is to say it itself."""

    raw: bytes
    platform: str = ""
    direction: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    too_large: bool = False

    def __repr__(self) -> str:
        """Show how long it is."""
        return f"Asked({len(self.raw)} bytes)"

    def read(self) -> lists.Listing:
        """Give the accounts in it. One line alone is taken to ask; of a list it is not known. Raises ReadError."""
        one = self.raw.strip().count(b"\n") == 0 and self.raw.lstrip()[:1] not in (b"[", b"{")
        usual = Direction.REQUEST if one else Direction.UNKNOWN
        direction = Direction(self.direction) if self.direction in list(Direction) else usual
        return lists.read(self.raw, self.platform, direction, self.columns)


@dataclass(slots=True, repr=False)
class Listed:
    """A list that is or was screened. `desk`: what it was screened with; `found`: the answers, the serious first.

    `job`: the work under way for a long list; empty for a short one.
    """

    requests: tuple[screening.Request, ...]
    notes: tuple[str, ...]
    at: datetime
    desk: Desk
    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    found: tuple[Answer, ...] = ()
    job: str = ""
    done: bool = False

    def __repr__(self) -> str:
        """Show how many there are, not who."""
        return f"Listed({len(self.requests)} requests)"

    @property
    def counts(self) -> dict[Outcome, int]:
        """Give how many accounts there are of each outcome, the serious first; none of those that did not occur."""
        counted = Counter(answer.screening.outcome for answer in self.found)
        return {outcome: counted[outcome] for outcome in ORDER if counted[outcome]}

    def part(self, only: str, start: int) -> tuple[list[tuple[int, Answer]], int]:
        """Give up to `PAGE` answers from `start` on, each with its place, and how many there are in all."""
        chosen = [(at, answer) for at, answer in enumerate(self.found) if only in ("", answer.screening.outcome.value)]
        start = max(0, start)
        return chosen[start : start + PAGE], len(chosen)

    def screen(self, office: Office, progress: Callable[[int], None] | None = None) -> None:
        """Answer for every account. Raises VaultError, RulebookError."""
        with office.alone():
            desk, clients, today = office.desk, screens.clients_in(office.vault), office.today
            codes = desk.ruleset.codes
        found = screens.screen(self.requests, clients, desk.profile, today, codes, progress)
        self.found, self.desk = tuple(sorted(found, key=_seriousness)), desk
        self.notes = (*self.notes, *map(at_desk, screens.remarks(self.found, clients)))
        self.done = True


def _seriousness(answer: Answer) -> tuple[int, float]:
    likeliest = max((candidate.weight for candidate in answer.screening.candidates), default=0.0)
    return ORDER.index(answer.screening.outcome), -likeliest


def kept(office: Office) -> Listed | None:
    """Give the list that the desk keeps; None where there is none, or none any more."""
    found = office.kept.get(KEPT)
    return found if isinstance(found, Listed) else None


def called(request: screening.Request) -> str:
    """Give what an account is called on its platform, cut where it is endless."""
    handle = f"@{request.handle}" if request.handle else ""
    name = request.display or handle or request.email or request.phone or request.account
    whole = f"{_cut(name)} ({_cut(handle)})" if handle and name != handle else _cut(name)
    return " ".join(whole.split())


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_NAME else f"{words[:_LONGEST_NAME]}…"


async def _asked(request: Request) -> Asked:
    """Read the form in memory: the usual way would put a large file on disk, where it would stay readable."""
    parser = MultiPartParser(
        request.headers, _bounded(request.stream()), max_files=1, max_fields=20, max_part_size=LARGEST
    )
    parser.spool_max_size = LARGEST + 1
    try:
        form = await parser.parse()
    except MultiPartException:
        return Asked(b"", too_large=True)
    file = form.get("file")
    raw = await file.read() if isinstance(file, UploadFile) else b""
    said = {name: value for name, value in form.items() if isinstance(value, str)}
    columns = {
        said[f"{name}_column"].strip(): name for name in ("handle", "name") if said.get(f"{name}_column", "").strip()
    }
    await form.close()
    return Asked(
        raw or said.get("text", "").encode("utf-8", "replace"),
        said.get("platform", ""),
        said.get("direction", ""),
        columns,
    )


async def _bounded(stream: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """Pass a body on as long as it is no longer than a list may be."""
    room = LARGEST + _ROOM
    async for piece in stream:
        room -= len(piece)
        if room < 0:
            raise MultiPartException("too large")
        yield piece


AskedOf = Annotated[Asked, Depends(_asked)]

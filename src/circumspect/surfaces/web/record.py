"""The Record page: what was decided, by whom and why; verified, searched, given out. Open it to change any of these.

Words that are searched for are sent in a request's body: an address would stay in the browser's history.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from circumspect.domain.decision import Kind
from circumspect.readers._kit import ReadError, decode
from circumspect.services import decisions
from circumspect.services import screen as screens
from circumspect.surfaces.web._at_desk import at_desk
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads the annotations
from circumspect.surfaces.web._screened import AskedOf  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circumspect.domain.decision import Sealed
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/record")
PAGE = 50
SCRIPT = "verify_log.py"


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """Which entries are looked for: of a kind, with all of some words, from one day to another; all where empty."""

    kind: str = ""
    words: str = ""
    since: str = ""
    until: str = ""

    def __repr__(self) -> str:
        """Show the kind, not the words."""
        return f"Wanted({self.kind!r})"

    def of(self, entries: Sequence[Sealed]) -> list[Sealed]:
        """Give those entries, in the order in which they stand. A day that is none does not count."""
        first, last, asked = _day(self.since), _day(self.until), _folded(self.words).split()
        return [
            one
            for one in entries
            if self.kind in ("", one.decision.kind.value)
            and (first is None or _on(one) >= first)
            and (last is None or _on(one) <= last)
            and (not asked or all(word in _told(one) for word in asked))
        ]


def _wanted(
    kind: Annotated[str, Form()] = "",
    words: Annotated[str, Form()] = "",
    since: Annotated[str, Form()] = "",
    until: Annotated[str, Form()] = "",
) -> Wanted:
    return Wanted(kind, words, since, until)


WantedOf = Annotated[Wanted, Depends(_wanted)]


@router.get("")
def record(page: PageOf) -> Response:
    """Show the record, the newest entries first."""
    return page.show("record.html", kinds=list(Kind), **_entries(page, Wanted()))


@router.post("/entries")
def entries(
    page: PageOf,
    wanted: WantedOf,
    start: Annotated[int, Form()] = 0,
    names: Annotated[str, Form()] = "",
) -> Response:
    """Show the entries that are looked for. `names`: whether clients are named beside their numbers."""
    return page.show("_record_entries.html", **_entries(page, wanted, start, named=bool(names)))


@router.post("/verify")
def verify(page: PageOf) -> Response:
    """Say in plain words whether anything was changed since it was sealed, and where."""
    with page.office.alone():
        log = decisions.DecisionLog(page.office.vault)
        problems, key, count = log.verify(), log.public_key(), _count(log)
    return page.show("_record_verified.html", problems=_said(problems), key=key, count=count, file=False)


@router.post("/verify-file")
def verify_file(page: PageOf, asked: AskedOf) -> Response:
    """Say the same of a file that was given out."""
    if asked.too_large or not asked.raw:
        words = page.say("Choose a file that was given out from this page. It can be as large as 32 MB.")
        return page.show("_said.html", words=words, kind="trouble")
    try:
        text = decode(asked.raw)
        problems = decisions.verify_export(text)
    except (ReadError, decisions.DecisionLogError) as error:
        words = f"{page.say('The file')} {error}" if isinstance(error, ReadError) else str(error)
        return page.show("_said.html", words=at_desk(words), kind="trouble")
    count = sum(bool(line.strip()) for line in text.split("\n")) - 1
    return page.show("_record_verified.html", problems=_said(problems), key="", count=count, file=True)


@router.get("/export")
def export(page: PageOf) -> Response:
    """Give the record out as JSON lines that anybody can verify. Raises DecisionLogError where it is empty."""
    with page.office.alone():
        lines = decisions.DecisionLog(page.office.vault).export(page.office.now().astimezone())
    name = f"decisions-{page.office.today.isoformat()}.jsonl"
    return _download("".join(f"{line}\n" for line in lines).encode(), name, "application/jsonl")


@router.get("/script")
def script(page: PageOf) -> Response:
    """Give the script that verifies what was given out, without circumspect."""
    _ = page.office.vault  # a locked vault ends it here
    return _download(decisions.SCRIPT.read_bytes(), SCRIPT, "text/x-python; charset=utf-8")


@router.get("/print")
def printed(page: PageOf, since: str = "", until: str = "") -> Response:
    """Show the record as it is printed: the oldest first, without a client's name."""
    wanted = Wanted(since=since, until=until)
    with page.office.alone():
        log = decisions.DecisionLog(page.office.vault)
        found, problems, key = wanted.of(log.all()), log.verify(), log.public_key()
    return page.show(
        "record_print.html",
        found=found,
        problems=_said(problems),
        key=key,
        since=_day(since),
        until=_day(until),
        at=page.office.now().astimezone(),
        by=page.office.desk.profile.name,
    )


def _entries(page: Page, wanted: Wanted, start: int = 0, *, named: bool = False) -> dict[str, Any]:
    """Give a part of the entries that are looked for, and how many there are; an altered log is said so."""
    office, start = page.office, max(0, start)
    with office.alone():
        vault = office.vault
        names = {client.id: client.name.display for client in screens.clients_in(vault)} if named else {}
        try:
            kept = decisions.DecisionLog(vault).all()
        except decisions.DecisionLogError as error:
            return {"shown": [], "total": 0, "count": 0, "start": 0, "per_page": PAGE, "names": {},
                    "unreadable": at_desk(str(error))}  # fmt: skip
    found = wanted.of(kept)[::-1]
    return {
        "shown": found[start : start + PAGE],
        "total": len(found),
        "count": len(kept),
        "start": start,
        "per_page": PAGE,
        "names": names,
        "unreadable": "",
    }


def _count(log: decisions.DecisionLog) -> int:
    """Give how many entries can be read; 0 where one cannot."""
    try:
        return len(log.all())
    except decisions.DecisionLogError:
        return 0


def _said(problems: Sequence[object]) -> list[str]:
    """Give each thing that is wrong as a sentence."""
    return [at_desk(str(problem)) for problem in problems]


def _download(content: bytes, name: str, kind: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _on(one: Sealed) -> date:
    return one.decision.on.astimezone().date()


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _told(one: Sealed) -> str:
    """Give everything that an entry says, for searching."""
    decision = one.decision
    said = (decision.what, decision.because, decision.by, decision.second, decision.subject, *decision.facts.values())
    return _folded(" ".join((str(one.number), decision.kind.value, *said, one.hash)))


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))

"""The Archive page: what is on file, what it shows, and the report. Open it to change the overview or the plots.

How an export comes in is in `archive_reading`; the work list is in `archive_entries`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from starlette.exceptions import HTTPException

from circumspect.domain.activity import Visibility
from circumspect.domain.worklist import Status
from circumspect.services import archives, audit_report, audit_written, container
from circumspect.services import audit as audits
from circumspect.services.audit import AuditError
from circumspect.services.jobs import State
from circumspect.surfaces.web._page import PageOf  # noqa: TC001 - FastAPI reads it
from circumspect.surfaces.web.archive_reading import KIND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from circumspect.domain.activity import Activity
    from circumspect.domain.audit import AuditReport
    from circumspect.domain.worklist import Line
    from circumspect.surfaces.web._page import Page

router = APIRouter(prefix="/archive")
SEVERITIES = ("block", "revise", "advise")
_MOST_YEARS, _MOST_LISTED = 40, 200
# The report brings its own styles and nothing else; it is shown without a script of anybody's.
_REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@router.get("")
def overview(page: PageOf) -> Response:
    """Show which accounts were read, what is open, and what is under way; teach where nothing is on file."""
    vault = page.office.vault
    accounts, lines = audits.accounts(vault), audits.lines(vault)
    open_ = Counter((line.label, line.severity) for line in lines if line.status is Status.OPEN)
    job = page.office.jobs.latest(KIND)
    return page.show(
        "archive.html",
        accounts=accounts,
        open=open_,
        left=Counter(line.severity for line in lines if line.status is Status.OPEN),
        done=sum(line.status is not Status.OPEN for line in lines),
        titles=archives.titles(),
        busy=job is not None and job.state is State.RUNNING,
    )


@router.get("/account/{number}")
def account(page: PageOf, number: int) -> Response:
    """Tell what was read of an account's export and what was not."""
    with page.office.alone():
        one = next((one for one in audits.accounts(page.office.vault) if one.number == number), None)
    if one is None:
        raise HTTPException(404)
    return page.show("archive_account.html", one=one, title=archives.titles().get(one.platform, one.platform))


# --- what it shows


@router.get("/shows")
def shows(page: PageOf) -> Response:
    """Draw what was found by year and rule; what others can see is asked for by the page."""
    lines = audits.lines(page.office.vault)
    dated = [(line.when.year, line) for line in lines if line.when is not None]
    years = _years({year for year, _ in dated})
    counts = Counter((year, line.severity) for year, line in dated)
    stacks = {year: [counts[year, kind] for kind in SEVERITIES] for year in years}
    return page.show(
        "archive_shows.html",
        lines=len(lines),
        undated=len(lines) - len(dated),
        years=years,
        stacks=stacks,
        rules=_by_rule(dated),
        drawn=_columns(page, stacks),
        patterns=Markup(_plots().PATTERNS),  # noqa: S704 - our own
    )


def _years(found: set[int]) -> list[int]:
    """Give the years to show: all between the first and the last, or the newest forty that have entries."""
    if not found:
        return []
    whole = list(range(min(found), max(found) + 1))
    return whole if len(whole) <= _MOST_YEARS else sorted(found)[-_MOST_YEARS:]


def _by_rule(dated: Sequence[tuple[int, Line]]) -> list[tuple[Line, Counter[int]]]:
    """Give a row for each rule, the gravest and most frequent first."""
    rows: dict[str, tuple[Line, Counter[int]]] = {}
    for year, line in dated:
        rows.setdefault(line.rule, (line, Counter()))[1][year] += 1
    return sorted(rows.values(), key=lambda row: (SEVERITIES.index(row[0].severity), -row[1].total(), row[0].title))


def _plots() -> ModuleType:
    return container.renderer("report.plots")


def _columns(page: Page, stacks: Mapping[int, Sequence[int]]) -> Markup:
    """Draw a stack for each year; the drawing escapes its words."""
    if not stacks:
        return Markup()
    told = page.say("The figures stand in the table below.")
    return Markup(_plots().columns(page.say("Findings by year and severity"), told, stacks))  # noqa: S704


@router.get("/shows/around")
def around(page: PageOf) -> Response:
    """Show groups, pages and places by kind, connections that may be clients, facts and pictures."""
    report = _gathered(page)
    kinds = _kinds(report.exposure)
    rows = [(sort, seen.total(), seen[Visibility.PUBLIC]) for sort, seen in kinds]
    told = page.say("The figures stand in the table below.")
    drawn = _plots().bars(page.say("What others can see of you, by kind"), told, rows)
    return page.show(
        "_archive_around.html",
        report=report,
        kinds=kinds,
        drawn=Markup(drawn),  # noqa: S704 - the drawing escapes its words
        seen=list(Visibility),
        most=_MOST_LISTED,
    )


def _kinds(exposure: Sequence[Activity]) -> list[tuple[str, Counter[Visibility]]]:
    """Give each kind with how many of it who can see, the most frequent first."""
    kinds: dict[str, Counter[Visibility]] = {}
    for one in exposure:
        kinds.setdefault(one.sort or "other", Counter())[one.visibility] += 1
    return sorted(kinds.items(), key=lambda pair: (-pair[1].total(), pair[0]))


@router.get("/shows/topics")
def topics(page: PageOf) -> Response:
    """Sort groups and pages by what they are about: shown where it was asked for, and to nobody else."""
    return page.show("_archive_topics.html", topics=_gathered(page).topics, most=_MOST_LISTED)


def _gathered(page: Page) -> AuditReport:
    return audit_report.report(page.office.vault, page.office.desk, page.office.now())


# --- the report, and the list as a file


@router.get("/report")
def report(page: PageOf) -> Response:
    """Offer the report and the list as files."""
    with page.office.alone():
        accounts = audits.accounts(page.office.vault)
    return page.show("archive_report.html", accounts=accounts)


@router.get("/report/{form}")
def report_as(page: PageOf, form: str, *, names: bool = False, save: bool = False) -> Response:
    """Give the report as a page or a PDF, with names or without."""
    gathered = _gathered(page)
    if not gathered.archives:
        raise AuditError(page.say("No export was read yet. Read one first."))
    if form == "html":
        pages = "".join(container.renderer("report").render(gathered, reveal=names))
        headers = {"content-security-policy": _REPORT_POLICY, **(_saved("audit-report.html") if save else {})}
        return HTMLResponse(pages.encode("utf-8", "backslashreplace"), headers=headers)
    if form == "pdf":
        return Response(_pdf(page, gathered, names=names), media_type="application/pdf", headers=_saved("report.pdf"))
    raise HTTPException(404)


def _pdf(page: Page, gathered: AuditReport, *, names: bool) -> bytes:
    """Set the report as a PDF. Raises AuditError where that cannot be done."""
    pdf = container.renderer("report.pdf")
    try:
        made: bytes = pdf.render(gathered, reveal=names, country=page.office.desk.profile.country)
    except pdf.PdfError as error:
        raise AuditError(str(error)) from None
    return made


@router.get("/file/{form}")
def file(page: PageOf, form: str) -> Response:
    """Give the whole work list as a table or as JSON, with words and links."""
    written = {"csv": audit_written.as_csv, "json": audit_written.as_json}.get(form)
    if written is None:
        raise HTTPException(404)
    content = "".join(written(audits.entries(page.office.vault)))
    kind = "text/csv" if form == "csv" else "application/json"
    return Response(content.encode("utf-8", "backslashreplace"), media_type=kind, headers=_saved(f"work-list.{form}"))


def _saved(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}

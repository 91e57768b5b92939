"""The report of an audit, as one page to read, print or bring to supervision. Open it to change its order or summary.

One file, no script, nothing loaded from anywhere. People's names and words are in it only with `reveal`; without it
they are replaced before the page is written (`veil`), and what may hold them is left out: links, files' names, lists
of groups and reviews.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from circumspect.domain.activity import Visibility
from circumspect.domain.worklist import Status
from circumspect.renderers.report import around, findings, plots
from circumspect.renderers.report._kit import day, many
from circumspect.renderers.report.coverage import coverage
from circumspect.renderers.report.style import STYLE
from circumspect.renderers.report.veil import Veil, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.domain.audit import AuditReport

_SECTIONS = {
    "findings": "What to work through",
    "years": "By year",
    "connections": "Connections",
    "received": "Reviews",
    "exposure": "What others can see",
    "facts": "Facts in profiles",
    "pictures": "Pictures",
    "closed": "Worked through",
    "coverage": "What was read",
    "limits": "Method and limits",
}
_TITLE = "What is already out there"
_HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'\">"
    f'<meta name="referrer" content="no-referrer"><title>{_TITLE}</title>'
)
_BLANKED = (
    "Names and words of people are blanked out: they are not in this file. "
    "<code>circumspect audit report --reveal</code> writes a report that shows them."
)
_REVEALED = (
    "<b>This file shows names and words</b>, some of them from your client list, and it is not encrypted. Keep it as "
    "you keep your notes, and delete it when it has served."
)
_METHOD = (
    "Every text was read as <code>circumspect check</code> reads, with the rules of the day it was read.",
    "Beside each kind of finding stand the sections in force on the day of the text and those in force today.",
    "Accounts were compared with the client list by what the exports show of them. Nobody was looked up.",
    "Nothing left this computer.",
    "What an export shows of groups, pages, likes, events and places is counted and not judged.",
    "Links, notes and the names of files can name people too, so a report with names blanked out has none of them.",
)
_LIMITS = (
    "An export holds what the platform chose to put in. What somebody copied or shared elsewhere is not in it.",
    "The reader misses things, and flags things that are fine. Read what matters yourself.",
    "“Not found” means that nothing spoke for a client. Many accounts show nothing that a name could be read from.",
    "Who can see something is what the export says. Settings may have changed, and many exports do not say it.",
    "This is advice and no ruling on what the codes or the law ask of you. Others may judge differently; you decide.",
)


def render(report: AuditReport, *, reveal: bool = False) -> Iterator[str]:
    """Give one page, piece by piece; without `reveal` no name and no word of a person is in it."""
    veil = Veil(reveal)
    yield f"{_HEAD}<style>{STYLE}</style></head>\n"
    yield f'<body><a class="skip" href="#findings">Go to the findings</a>{plots.PATTERNS}<main>\n'
    yield from _summary(report, veil)
    yield from findings.by_year(report)
    yield from findings.to_do(report, veil)
    yield from around.connections(report, veil)
    yield from around.received(report, veil)
    yield from around.exposure(report, veil)
    yield from around.facts(report, veil)
    yield from around.pictures(report)
    yield from findings.worked_through(report, veil)
    yield from coverage(report, veil)
    yield from _method(report)
    yield "</main></body></html>\n"


def _summary(report: AuditReport, veil: Veil) -> Iterator[str]:
    yield f'<header><h1>{_TITLE}</h1><p class="soft">{day(report.made_on)}. {plain(report.profile)}</p>'
    yield f'<p class="note">{_REVEALED if veil.reveal else _BLANKED}</p></header>\n'
    open_ = Counter(one.found.severity for one in report.items if one.status is Status.OPEN)
    yield f'<section id="summary"><h2>Summary</h2><p>{_extent(report, open_.total())}</p><ul class="counts">'
    for severity, label in findings.LABELS.items():
        yield f'<li class="{severity}"><b>{open_[severity]:,}</b> {label}, still open</li>'
    yield f"<li><b>{len(report.items) - open_.total():,}</b> worked through</li></ul>"
    points = (_accounts(report), _seen(report), _unread(report))
    yield f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>"
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title in _SECTIONS.items())
    yield f'<nav aria-label="Sections"><ul>{links}</ul></nav></section>\n'


def _extent(report: AuditReport, open_: int) -> str:
    """Say how much was read, of which time, and how much of it is open."""
    days = [when for one in report.archives for when in (one.start, one.end) if when is not None]
    period = f" from {day(min(days))} to {day(max(days))}" if days else ""
    read = f"{many(report.texts, 'text')} in {many(len(report.archives), 'export')}{period}."
    return f"{read} {many(open_, 'finding')} still open; the gravest come first."


def _accounts(report: AuditReport) -> str:
    """Say what came of comparing connections with the client list."""
    if not report.roster:
        return "No client list was read, so your connections were not compared with one."
    fit, may, blind = (
        sum(getattr(one, outcome) for one in report.screened) for outcome in ("client", "possible", "undecidable")
    )
    return f"Of your connections, {fit:,} fit somebody on your client list, {may:,} may, {blind:,} cannot be decided."


def _seen(report: AuditReport) -> str:
    """Say how much the exports name that others can see."""
    public = sum(one.visibility is Visibility.PUBLIC for one in report.exposure)
    named = many(len(report.exposure), "group, page, like, event or place", "groups, pages, likes, events and places")
    received = many(len(report.received), "review or recommendation", "reviews and recommendations")
    facts = many(len(report.facts), "personal fact")
    unsaid = sum(one.visibility is Visibility.UNKNOWN for one in report.exposure)
    open_ = f"{public:,} of them for anyone to see" + (f", of {unsaid:,} the export does not say" if unsaid else "")
    return f"{named}, {open_}; {received}; {facts} in profiles."


def _unread(report: AuditReport) -> str:
    """Say how much could not be read."""
    counts = [count for one in report.archives for count in one.coverage.counts]
    rows = many(sum(one.unreadable for one in counts), "row")
    broken = many(sum(bool(one.broken) for one in counts), "file")
    unknown = many(sum(len(one.coverage.unknown) for one in report.archives), "file")
    where = '<a href="#coverage">where</a>'
    return f"Not read: {rows} not understood, {broken} cut short, {unknown} of a kind not known ({where})."


def _method(report: AuditReport) -> Iterator[str]:
    yield '<section id="limits"><h2>Method and limits</h2>'
    yield f"<ul>{''.join(f'<li>{line}</li>' for line in _METHOD)}</ul><h3>Limits</h3>"
    limits = [*_LIMITS, *(f"{plain(line.rstrip('.'))}." for line in report.limits)]
    yield f"<ul>{''.join(f'<li>{line}</li>' for line in limits)}</ul>"
    yield f"<p class='soft'>Rules {plain(report.ruleset)}; trained reader {plain(report.reader)}.</p></section>\n"

"""Findings in the report of an audit: open, worked through, by year. Open it to change these sections."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from circumspect.core.judge import SURE
from circumspect.domain.activity import Kind
from circumspect.domain.picture import around
from circumspect.domain.rule import Severity
from circumspect.domain.worklist import Status
from circumspect.renderers.report import plots
from circumspect.renderers.report._kit import MOST_LISTED, and_more, day, many, place, table
from circumspect.renderers.report.veil import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circumspect.domain.audit import AuditReport
    from circumspect.domain.worklist import Item
    from circumspect.renderers.report.veil import Veil

# As many open in Chromium in a second (measured 0.4 to 1.2 s, on two busy cores); more would make a page nobody reads.
MOST_OPEN = 5000
LABELS = {"block": "Block", "revise": "Revise", "advise": "Worth a thought"}
_FEW = 25  # a kind with so many findings, or fewer, and of the gravest, stands open
_MOST_YEARS, _NEWEST_YEARS = 40, 10
_STATUSES = {
    Status.RESOLVED: "Dealt with",
    Status.ACCEPTED: "Let stand, with a reason",
    Status.GONE: "No longer in the newest export",
}


def to_do(report: AuditReport, veil: Veil) -> Iterator[str]:
    """Give the section of open findings: the gravest first, those explained by the same words together."""
    yield '<section id="findings"><h2>What to work through</h2>'
    open_ = sorted((one for one in report.items if one.status is Status.OPEN), key=_kind)
    if not open_:
        yield "<p>No finding is open. That says what this reader saw and no more: see the limits below.</p></section>\n"
        return
    yield (
        "<p>The gravest first. Findings of one kind stand together, the newest first. "
        '<span class="screen">Open a kind to see each of them. </span>'
        "Note what you did with <code>circumspect audit resolve</code> and the number of the finding.</p>"
    )
    groups = [list(group) for _, group in groupby(open_, key=_kind)]
    groups.sort(key=lambda group: (_rank(group[0]), -len(group), group[0].found.title))
    left = MOST_OPEN
    for group in groups:
        yield from _group(report, group, left, veil)
        left = max(0, left - len(group))
    yield "</section>\n"


def worked_through(report: AuditReport, veil: Veil) -> Iterator[str]:
    """Give the section of findings that are dealt with, let stand, or gone."""
    yield '<section id="closed"><h2>Worked through</h2>'
    if all(one.status is Status.OPEN for one in report.items):
        yield "<p>Nothing has been dealt with yet.</p>"
    for status, label in _STATUSES.items():
        those = sorted(
            (one for one in report.items if one.status is status), key=lambda one: (_rank(one), _newest(one))
        )
        if not those:
            continue
        yield f'<details><summary>{label} <small>{len(those):,}</small></summary><ol class="items">'
        for one in those[:MOST_LISTED]:
            yield _entry(report, one, veil, f"<p><b>{LABELS[one.found.severity]}: {plain(one.found.title)}</b></p>")
        yield f"</ol>{and_more(len(those) - MOST_LISTED)}</details>\n"
    yield "</section>\n"


def by_year(report: AuditReport) -> Iterator[str]:
    """Give the section of findings by year: a plot by severity, and tables by severity and by rule."""
    yield '<section id="years"><h2>By year</h2>'
    dated = [(one.activity.when.year, one) for one in report.items if one.activity.when is not None]
    if not dated:
        yield "<p>No finding has a date.</p></section>\n"
        return
    undated = len(report.items) - len(dated)
    without = (
        f" {many(undated, 'finding')} without a date {'is' if undated == 1 else 'are'} not among them."
        if undated
        else ""
    )
    yield f"<p>All findings by the year of what was written, whether worked through or not.{without}</p>"
    counts = Counter((year, one.found.severity) for year, one in dated)
    years = _years({year for year, _ in dated})
    stacks = {year: [counts[year, kind] for kind in plots.KINDS] for year in years}
    most = max(years, key=lambda year: sum(stacks[year]))
    told = f"The years {years[0]} to {years[-1]}; most findings, {sum(stacks[most]):,}, are of {most}. Tables follow."
    yield _legend() + plots.columns("Findings by year and severity", told, stacks)
    rows: list[list[str | int]] = [[str(year), *stack, sum(stack)] for year, stack in stacks.items()]
    yield "<details><summary>The figures, by severity and by rule</summary>"
    yield table("Findings by year and severity", ["Year", *LABELS.values(), "All"], rows)
    newest = years[-_NEWEST_YEARS:]
    heads = ["Rule", "Earlier", *map(str, newest), "All"]
    yield table("Findings by rule and year", heads, _by_rule(dated, newest)) + "</details></section>\n"


def _years(found: set[int]) -> list[int]:
    """Give the years to show: all between the first and the last, or the newest forty that have findings."""
    whole = range(min(found), max(found) + 1)
    return list(whole) if len(whole) <= _MOST_YEARS else sorted(found)[-_MOST_YEARS:]


def _by_rule(dated: list[tuple[int, Item]], years: list[int]) -> Iterator[list[str | int]]:
    """Give a row for each rule, the gravest and most frequent first: how many before these years, in each, in all."""
    by_rule: dict[tuple[int, str], Counter[int]] = {}
    for year, one in dated:
        by_rule.setdefault((_rank(one), one.found.title), Counter())[year] += 1
    for (_, title), counts in sorted(by_rule.items(), key=lambda pair: (pair[0][0], -pair[1].total(), pair[0][1])):
        shown = [counts[year] for year in years]
        yield [plain(title), *(count or "" for count in (counts.total() - sum(shown), *shown)), counts.total()]


def _legend() -> str:
    keys = (
        f'<li><svg width="16" height="12" aria-hidden="true"><rect class="{kind}" width="16" height="12"/></svg>'
        f"{LABELS[kind]}</li>"
        for kind in plots.KINDS
    )
    return f'<ul class="legend">{"".join(keys)}</ul>'


def _rank(item: Item) -> int:
    """Give 0 for the gravest."""
    return Severity(item.found.severity).rank


def _kind(item: Item) -> tuple[int, str, str, str, str, str, tuple[str, ...]]:
    """Give what findings share that are explained by the same words."""
    found = item.found
    return _rank(item), found.rule, found.title, found.message, found.why, found.instead, found.now


def _newest(item: Item) -> tuple[bool, float, int]:
    when = item.activity.when
    return when is None, -when.timestamp() if when else 0.0, item.number


def _group(report: AuditReport, group: list[Item], most: int, veil: Veil) -> Iterator[str]:
    found = group[0].found
    open_ = " open" if found.severity == Severity.BLOCK and len(group) <= _FEW else ""
    yield (
        f'<details class="rule {found.severity}"{open_}><summary>{LABELS[found.severity]}: {plain(found.title)} '
        f"<small>{len(group):,} · {plain(found.rule)}</small></summary><p>{plain(found.message)}</p>"
    )
    for label, words in (("Why", found.why), ("Instead", found.instead), ("Your codes today", "; ".join(found.now))):
        if words:
            yield f'<p><span class="soft">{label}:</span> {plain(words)}</p>'
    yield '<ol class="items">'
    for one in sorted(group, key=_newest)[:most]:
        yield _entry(report, one, veil)
    yield f"</ol>{and_more(len(group) - most)}</details>\n"


def _entry(report: AuditReport, item: Item, veil: Veil, head: str = "") -> str:
    """Give one finding: where and when, the words, what can be done, what was noted."""
    found = item.found
    tick = "☐ " if item.status is Status.OPEN else ""
    lines = [head, f'<p class="place">{tick}<b>{item.number}</b> · {place(report, item.activity, veil)}</p>']
    lines += _quoted(item, veil)
    if found.severity == Severity.BLOCK and found.confidence < SURE:
        lines.append("<p>The reader is not sure of this one: ask a colleague.</p>")
    if then := _then(item):
        lines.append(f"<p>{then}</p>")
    if told := [f"{key}: {value}" for key, value in found.facts.items() if value]:
        lines.append(f"<p>{plain('; '.join(told))}</p>")
    lines += _done(item, veil)
    return f'<li id="f{item.number}">{"".join(lines)}</li>\n'


def _quoted(item: Item, veil: Veil) -> Iterator[str]:
    """Give what the finding is about: the words in their place, or a title, an account, a picture's name."""
    activity, found = item.activity, item.found
    is_picture = activity.kind is Kind.MEDIA
    if is_picture and activity.media:
        yield f'<p class="soft">{veil.words(activity.media[0].rpartition("/")[2])}{_boxes(item)}</p>'
    if activity.text and (found.start is not None or not is_picture):
        yield f'<p class="text">{veil.excerpt(activity.text, found.start, found.end)}</p>'
    if activity.text or is_picture:
        return
    who = activity.who.display or activity.who.handle or activity.who.account if activity.who else ""
    if named := [words for words in (activity.title, who, *activity.media[:1]) if words]:
        yield f'<p class="text">{" · ".join(map(veil.words, named))}</p>'


def _boxes(item: Item) -> str:
    """Say where in a picture it is, as markup: "" where the whole is meant."""
    box = around(item.found.boxes)
    return f", {box.w} by {box.h} pixels at {box.x}, {box.y} from its upper left corner" if box else ""


def _then(item: Item) -> str:
    """Say what the codes asked on the day of the text, where that differs from today; as markup."""
    found = item.found
    if item.activity.when is None:
        return "The export gives no day for this; it was read under today's editions alone." if found.now else ""
    if found.then == found.now:
        return ""
    then = plain("; ".join(found.then)) or "no section that our record has for that day"
    return f'<span class="soft">Your codes on that day:</span> {then}'


def _done(item: Item, veil: Veil) -> Iterator[str]:
    """Give what can be done about an open finding; what became of another, when and by whom; the note."""
    if item.status is not Status.OPEN:
        when = f", {day(item.changed)}" if item.changed else ""
        who = f", by {veil.words(item.who)}" if item.who else ""
        yield f"<p>{_STATUSES[item.status]}{when}{who}.</p>"
    elif item.found.actions:
        yield f"<p>You can: {plain(', '.join(action.value for action in item.found.actions))}.</p>"
    if item.note:
        yield f"<p>Note: {veil.words(item.note)}</p>"

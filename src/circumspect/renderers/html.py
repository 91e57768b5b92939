"""A page to read, print or hand to a supervisor. Open it to change `--format html`.

One file, no script, nothing loaded from anywhere; every word of a text is escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from circumspect.renderers import _kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circumspect.domain.finding import Finding
    from circumspect.domain.verdict import Checked, Review

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2430; --paper: #fdfdfb; --soft: #5b6270; --line: #d9dbe0;
  --block: #a3212b; --revise: #8a5a00; --advise: #0b5f73; --clear: #22643a }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e9ec; --paper: #16181d; --soft: #a7adb9; --line: #343842;
  --block: #ff8f96; --revise: #f0b650; --advise: #7fd0e2; --clear: #86d49f } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, sans-serif }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 2.5rem 0 .25rem; overflow-wrap: anywhere }
h3 { font-size: 1rem; margin: 0 } h3 small { color: var(--soft); font-weight: 400 }
.place { color: var(--soft); font-size: .9rem; margin: 0 } .verdict { font-weight: 600; margin: .25rem 0 1rem }
.text { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: .5rem;
  padding: 1rem }
mark { background: none; color: inherit; text-decoration: underline 2px; text-underline-offset: 3px }
mark.block { text-decoration-style: wavy; text-decoration-color: var(--block) }
mark.revise { text-decoration-color: var(--revise) }
mark.advise { text-decoration-style: dotted; text-decoration-color: var(--advise) }
article { border-left: 4px solid var(--line); padding: .25rem 0 .25rem 1rem; margin: 1.25rem 0; break-inside: avoid }
article.block { border-color: var(--block) } article.revise { border-color: var(--revise) }
article.advise { border-color: var(--advise) } article.accepted { opacity: .75 }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: .25rem .75rem; margin: .5rem 0 0 }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
.hold { color: var(--block) } .consult, .revise-word { color: var(--revise) } .clear { color: var(--clear) }
footer { color: var(--soft); margin-top: 3rem; font-size: .9rem }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem } }
@media print { body { max-width: none } .text { border-color: #999 } }
"""
_SAYS = {
    "hold": "Hold: do not publish this as it is.",
    "consult": "Consult: ask a colleague before you publish this.",
    "revise": "Revise: change it, then publish.",
    "clear": "Clear: nothing stands in the way.",
}
_LABELS = {"block": "Block", "revise": "Revise", "advise": "Worth a thought"}
_CLASSES = {"hold": "hold", "consult": "consult", "revise": "revise-word", "clear": "clear"}


def render(results: Iterable[Checked], about: _kit.About) -> Iterator[str]:
    """Give one page, piece by piece."""
    titles = {rule.id: rule.title for rule in about.rules}
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Review</title><style>{_STYLE}</style></head><body><main><h1>Review</h1>\n"
    )
    reviews: list[Review] = []
    unread = 0
    for checked in results:
        name = "Your text" if checked.name == "-" else checked.name
        if checked.review is None:
            unread += 1
            reason = _words(checked.error or "")
            yield f'<section><h2>{_words(name)}</h2><p class="verdict hold">Not read: {reason}</p></section>\n'
            continue
        reviews.append(checked.review)
        yield from _section(name, checked.review, titles)
    yield f"<footer><p>{_words(_kit.summary(reviews, unread))} This is advice, not a ruling. You decide.</p>"
    yield f"<p>circumspect {_words(about.version)}, rules {about.ruleset}, profile {_words(about.profile)}</p></footer>"
    yield "</main></body></html>\n"


def _section(name: str, review: Review, titles: dict[str, str]) -> Iterator[str]:
    document, verdict = review.document, review.verdict.value
    reply = " · in reply to a message" if document.in_reply_to else ""
    yield f"<section><h2>{_words(name)}</h2>"
    yield f'<p class="place">{document.surface.value} · {document.account.value}{reply}</p>'
    yield f'<p class="verdict {_CLASSES[verdict]}">{_SAYS[verdict]}</p>'
    if missed := _kit.unseen(review):
        yield f'<p class="place">{_words(missed)}</p>'
    yield f'<div class="text">{_marked(document.text, review.findings)}</div>\n'
    for finding in review.findings:
        yield _finding(finding, titles.get(finding.rule, finding.rule))
    yield "</section>\n"


def _marked(text: str, findings: tuple[Finding, ...]) -> str:
    """Underline each finding; where two overlap, the first keeps the words."""
    pieces: list[str] = []
    at = 0
    for finding in findings:
        if finding.start is None or finding.end is None or finding.start < at or finding.suppressed is not None:
            continue
        pieces += [
            _words(text[at : finding.start]),
            f'<mark class="{finding.severity.value}">{_words(text[finding.start : finding.end])}</mark>',
        ]
        at = finding.end
    return "".join(pieces) + _words(text[at:])


def _finding(finding: Finding, title: str) -> str:
    label = "Let stand" if finding.suppressed else _LABELS[finding.severity.value]
    rows = [("", finding.message)] if not finding.match else [("Words", f"“{finding.match}”"), ("", finding.message)]
    if where := _kit.whereabouts(finding):
        rows.append(("Where", where))
    if told := _kit.recognisable(finding):
        rows.append(("", told))
    cites = "; ".join(_kit.said_by(c) for c in finding.cites) or "Good practice; no section of your own codes names it."
    rows += [("Who says", cites), ("Why", finding.why), ("Instead", finding.instead)]
    rows.append(("Seen by", _kit.seen_by(finding)))
    if finding.suggestion is not None:
        rows.append(("Try", f"{finding.suggestion.note} {finding.suggestion.replacement.strip()}"))
    if finding.suppressed is not None:
        rows.append(("Let stand", f"by {finding.suppressed.by}: {finding.suppressed.because}"))
    body = "".join(f"<dt>{_words(label_)}</dt><dd>{_words(words)}</dd>" for label_, words in rows)
    kind = "accepted" if finding.suppressed else finding.severity.value
    trial = " on trial" if finding.trial else ""
    head = f"{label}: {_words(title)} <small>{finding.rule}{trial}</small>"
    return f'<article class="{kind}"><h3>{head}</h3><dl>{body}</dl></article>\n'


def _words(words: str) -> str:
    """Escape, and give lone surrogates a body."""
    return escape(words.encode("utf-8", "replace").decode())

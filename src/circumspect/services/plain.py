"""Answers as plain values, the same wherever a program asks. Open it to change a field of what is written as JSON.

A client is told by number unless names were asked for. Reviews have their own form, in renderers/_kit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circumspect.domain.decision import Sealed
    from circumspect.domain.screening import Candidate
    from circumspect.domain.worklist import Item, Line
    from circumspect.services.screen import Answer


def screened(answer: Answer, names: Mapping[str, str]) -> dict[str, Any]:
    """Give an answer of screening; clients by number, and by name where `names` has one."""
    screening, request = answer.screening, answer.screening.request
    return {
        "account": {
            name: value
            for name in ("handle", "display", "platform", "email", "phone", "account")
            if (value := getattr(request, name))
        },
        "direction": request.direction.value,
        "outcome": screening.outcome.value,
        "relation": answer.relation.value if answer.relation else None,
        "candidates": [_candidate(candidate, names) for candidate in screening.candidates],
        "duty": answer.duty,
        "cites": [
            {"code": c.code, "section": c.section, "edition": c.edition, "confidence": c.confidence.value}
            for c in answer.citations
        ],
        "notes": list(answer.notes),
        "do": list(answer.do),
        "when": answer.when,
        "words": answer.words,
        "reply": answer.reply,
        "overlap": answer.overlap,
    }


def _candidate(candidate: Candidate, names: Mapping[str, str]) -> dict[str, Any]:
    named = {"name": names[candidate.client]} if candidate.client in names else {}
    return {
        "client": candidate.client,
        **named,
        "standing": candidate.standing.value,
        "ended": candidate.ended.isoformat() if candidate.ended else None,
        "tie": candidate.tie.value if candidate.tie else None,
        "weight": round(candidate.weight, 2),
        "chance": round(candidate.chance, 4),
        "evidence": [{"field": a.field, "says": a.says, "weight": round(a.weight, 2)} for a in candidate.evidence],
    }


def sealed(entry: Sealed) -> dict[str, Any]:
    """Give an entry of the decision log."""
    decision = entry.decision
    return {
        "number": entry.number,
        "on": decision.on.isoformat(),
        "kind": decision.kind.value,
        "what": decision.what,
        "by": decision.by,
        "second": decision.second,
        "because": decision.because,
        "subject": decision.subject,
        "facts": dict(decision.facts),
        "hash": entry.hash,
    }


def line(one: Line) -> dict[str, Any]:
    """Give what a list says of an entry of the work list: no words of anybody's."""
    return {
        "number": one.number,
        "status": one.status.value,
        "severity": one.severity,
        "rule": one.rule,
        "title": one.title,
        "platform": one.platform,
        "account": one.label,
        "when": one.when.isoformat() if one.when else "",
    }


def item(one: Item) -> dict[str, str]:
    """Give a whole entry of the work list, every value a text: `actions` parted by commas."""
    activity, found = one.activity, one.found
    return {
        "number": str(one.number),
        "status": one.status.value,
        "severity": found.severity,
        "rule": found.rule,
        "platform": activity.platform,
        "account": one.label,
        "where": activity.surface.value if activity.surface else activity.sort,
        "when": activity.when.isoformat() if activity.when else "",
        "id": "" if activity.id.startswith("made:") else activity.id,
        "link": activity.link,
        "message": found.message,
        "actions": ", ".join(action.name.lower() for action in found.actions),
        "text": activity.text,
        "note": one.note,
        "who": one.who,
    }

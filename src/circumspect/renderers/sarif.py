"""SARIF 2.1.0, for code-scanning pages and editors. Open it to change `--format sarif`.

All rules are declared, so that "resolved" can be told from "not run"; accepted findings carry `suppressions`.
Source: OASIS SARIF 2.1.0.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from circumspect.renderers import _kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circumspect.domain.finding import Finding
    from circumspect.domain.verdict import Checked

_LEVELS = {"block": "error", "revise": "warning", "advise": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(results: Iterable[Checked], about: _kit.About) -> Iterator[str]:
    """Give one SARIF log with one run."""
    found: list[dict[str, Any]] = []
    unread: list[dict[str, Any]] = []
    for checked in results:
        if checked.review is None:
            unread.append(
                {
                    "level": "error",
                    "message": {"text": f"{checked.name}: {checked.error}"},
                    "locations": [_location(checked.name, None, None)],
                },
            )
            continue
        if missed := _kit.unseen(checked.review):
            words = {"text": f"{checked.name}: {missed}"}
            unread.append(
                {"level": "warning", "message": words, "locations": [_location(checked.name, None, None)]},
            )
        lines = _kit.Lines(checked.review.document.text)
        found += [_result(f, checked.name, lines) for f in checked.review.findings]
    run = {
        "tool": {
            "driver": {
                "name": "circumspect",
                "semanticVersion": about.version,
                "rules": [_rule(rule, about) for rule in about.rules],
            },
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": unread}],
        "properties": {"ruleset": about.ruleset, "profile": about.profile, "classifier": about.classifier},
        "results": found,
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Any, about: _kit.About) -> dict[str, Any]:  # noqa: ANN401 - domain.rule.Rule
    severity = about.severities.get(rule.id)
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.duty},
        "help": {"text": f"{rule.why} Instead: {rule.instead}"},
        "defaultConfiguration": {"enabled": severity is not None, "level": _LEVELS[severity or rule.severity.value]},
        "properties": {"status": rule.status.value, "cites": list(rule.cites)},
    }


def _result(finding: Finding, name: str, lines: _kit.Lines) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity.value],
        "message": {"text": f"{finding.message} Instead: {finding.instead}"},
        "locations": [_location(name, finding, lines)],
        "partialFingerprints": {"circumspect/v1": finding.fingerprint},
        "properties": {
            "confidence": finding.confidence,
            "cites": [citation.id for citation in finding.cites],
        },
    }
    if finding.suppressed is not None:
        plain["suppressions"] = [{"kind": "external", "justification": finding.suppressed.because}]
    return plain


def _location(name: str, finding: Finding | None, lines: _kit.Lines | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": "stdin" if name == "-" else quote(name)}}
    if finding is not None and _kit.whereabouts(finding):
        place["properties"] = {key: _kit.finding_plain(finding)[key] for key in ("media", "box", "boxes")}
    elif finding is not None and lines is not None and finding.start is not None and finding.end is not None:
        line, column = lines.place(finding.start)
        end_line, end_column = lines.place(finding.end)
        place["region"] = {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
            "charOffset": finding.start,
            "charLength": finding.end - finding.start,
        }
    return {"physicalLocation": place}

"""Try rules while writing them: run their examples, then a labelled corpus, and show where they err.

Open it when you write a rule:
python tools/try_rules.py RULE… [--corpus FILE.jsonl …] [--clean FILE.jsonl …] [--show N]
It prints words of the corpora, which are invented; the shipped commands do not.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from circumspect.core.review import Reviewer
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.profile import Profile
from circumspect.rulebook.examples import ExampleRunner
from circumspect.rulebook.loader import load
from circumspect.services.evaluate import evaluate, read_corpus

if TYPE_CHECKING:
    from circumspect.rulebook.problems import Problem

DAY = date(2026, 11, 22)


def main() -> int:
    """Print example failures, misses, false alarms and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rules", nargs="*")
    parser.add_argument("--corpus", nargs="*", type=Path, default=[])
    parser.add_argument("--clean", nargs="*", type=Path, default=[])
    parser.add_argument("--show", type=int, default=30)
    chosen = parser.parse_args()
    problems: list[Problem] = []
    ruleset = load(tolerated=problems)
    only = frozenset(chosen.rules)
    for problem in problems:
        print(f"PROBLEM {problem}")
    failed = list(ExampleRunner(ruleset, DAY).run(r for r in ruleset.rules if not only or r.id in only))
    for failure in failed:
        print(f"EXAMPLE {failure.rule} line {failure.line}: {failure.text}")
    reviewer = Reviewer(ruleset, Profile())
    for path in chosen.corpus:
        _corpus(reviewer, path, only, chosen.show)
    for path in chosen.clean:
        _clean(reviewer, path, only)
    return 1 if failed else 0


def _corpus(reviewer: Reviewer, path: Path, only: frozenset[str], show: int) -> None:
    """Show where rules and labels differ, then the counts."""
    report, said = evaluate(reviewer, read_corpus(path), DAY, only=only)
    differing = [
        (item, {f.rule: f for f in findings}, rule)
        for item, findings in said
        for rule in sorted(item.labels ^ {f.rule for f in findings})
        if not only or rule in only
    ]
    for item, named, rule in differing[:show]:
        document = item.document
        words = [document.text[a:b] for a, b, r in item.spans if r == rule]
        found = named[rule].match if rule in named else words
        print(f"{'FALSE' if rule in named else 'MISS '} {document.id} [{document.surface}] {rule}: {found!r}")
        print(f"      {document.text!r}" + (f" <- {document.in_reply_to!r}" if document.in_reply_to else ""))
    plain = report.plain()
    print(path.name, {k: round(v, 3) if isinstance(v, float) else v for k, v in plain.items() if k != "rules"})
    for rule, score in plain["rules"].items():
        if not only or rule in only:
            print(f"   {rule:28} hits {score['hits']:3} false {score['false']:3} missed {score['missed']:3}")


def _clean(reviewer: Reviewer, path: Path, only: frozenset[str]) -> None:
    """Show every finding on texts that should have none."""
    alarms = 0
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        document = Document(row["text"], Surface(row["surface"]), Account(row["account"]), row.get("in_reply_to"))
        for finding in reviewer.findings(document, DAY):
            if only and finding.rule not in only:
                continue
            alarms += 1
            print(f"ALARM {row['id']} [{row['surface']}] {finding.rule} ({finding.severity}): {finding.match!r}")
            print(f"      {row['text']!r}")
    print(path.name, f"{alarms} findings on {len(rows)} ordinary texts")


if __name__ == "__main__":
    sys.exit(main())

"""Ordinary posts of ordinary clinicians: the reader stays silent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.core.review import Reviewer
from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.profile import Profile
from circumspect.domain.rule import Severity
from circumspect.engines.classifier import OnnxReader

if TYPE_CHECKING:
    from circumspect.core.patterns import PatternSet
    from circumspect.core.ruleset import Ruleset

DAY = date(2026, 11, 22)
Corpora = dict[str, tuple[dict[str, Any], ...]]


def _document(row: dict[str, Any]) -> Document:
    return Document(row["text"], Surface(row["surface"]), Account(row["account"]), row.get("in_reply_to"), id=row["id"])


def test_there_are_hundreds_and_they_differ(ordinary: Corpora) -> None:
    """At least 300 different texts, on every surface, each with an id of its own."""
    rows = [row for listed in ordinary.values() for row in listed]
    assert len({row["text"] for row in rows}) >= 300
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["surface"] for row in rows} == {surface.value for surface in Surface}


def test_no_ordinary_post_is_held_or_sent_back(ordinary: Corpora, reviewer: Reviewer) -> None:
    """Not one ordinary text gets a block or a revise finding."""
    wrong = [
        (row["id"], finding.rule, finding.match)
        for listed in ordinary.values()
        for row in listed
        for finding in reviewer.findings(_document(row), DAY)
        if finding.severity.rank < 2
    ]
    assert wrong == []


def test_sharing_an_article_gives_no_finding_at_all(ordinary: Corpora, reviewer: Reviewer) -> None:
    """An article shared with a line that it replaces no treatment gives no finding, in any wording of the line."""
    rows = ordinary["article-sharing"]
    assert len(rows) >= 50
    wrong = [(r["id"], f.rule, f.match) for r in rows for f in reviewer.findings(_document(r), DAY)]
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "This is not a substitute for treatment.",
        "Not a substitute for therapy!",
        "For educational purposes only.",
        "(Education only, not therapy.)",
        "Reading this does not replace seeing a professional.",
        "This post isn\u2019t therapy.",
        "info only \u2022 not medical advice",
        "NOT A SUBSTITUTE FOR PROFESSIONAL CARE",
    ],
)
def test_each_wording_of_the_line_is_understood(line: str, reviewer: Reviewer) -> None:
    """The line that a text replaces no treatment is recognised however it is put."""
    text = f"A helpful read on panic attacks from the county health newsletter: slow out-breaths help them pass. {line}"
    assert reviewer.findings(Document(text), DAY) == ()


# With the trained reader a few ordinary texts are held or sent back. These bounds say how many; they only come down.
MOST_BLOCKED, MOST_SENT_BACK = 5, 7


def test_with_the_trained_reader_few_ordinary_posts_are_held(
    ordinary: Corpora, ruleset: Ruleset, patterns: PatternSet
) -> None:
    """Of 460 ordinary texts at most five get a block finding, and none that shares an article gets any finding."""
    both = Reviewer(ruleset, Profile(), classifier=OnnxReader(), patterns=patterns)
    found = {row["id"]: both.findings(_document(row), DAY) for listed in ordinary.values() for row in listed}
    blocked = [name for name, findings in found.items() if any(f.severity is Severity.BLOCK for f in findings)]
    sent_back = [name for name, findings in found.items() if any(f.severity.rank < 2 for f in findings)]
    assert len(blocked) <= MOST_BLOCKED, blocked
    assert len(sent_back) <= MOST_SENT_BACK, sent_back
    assert not [row["id"] for row in ordinary["article-sharing"] if found[row["id"]]]

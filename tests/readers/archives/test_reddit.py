"""Reddit's tables, where the made-up exports are too small or too well-behaved."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.activity import Coverage
from circumspect.readers.archives import reddit
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from circumspect.domain.activity import Activity

LETTERS = "id,permalink,thread_id,date,ip,from,to,subject,body\n"
MANY = 100_000


def read(path: Path) -> tuple[list[Activity], Coverage]:
    """Read an export whole, messages too."""
    coverage = Coverage()
    with Source([path]) as source:
        return list(activities(reddit, source, coverage, messages=True)), coverage


def test_the_owner_is_who_stands_in_most_conversations(tmp_path: Path) -> None:
    """With two partners it is clear who writes; with one it is not, and no message counts as the owner's."""
    path = tmp_path / "messages.csv"
    one = "m1,,,2024-01-01 00:00:00 UTC,,me,a,,x\nm2,,,2024-01-01 00:00:00 UTC,,a,me,,y\n"
    path.write_text(LETTERS + one, encoding="utf-8")
    assert [m.mine for m in read(path)[0]] == [False, False]
    path.write_text(LETTERS + one + "m3,,,2024-01-01 00:00:00 UTC,,b,me,,z\n", encoding="utf-8")
    assert [m.mine for m in read(path)[0]] == [True, False, False]


def test_code_full_of_semicolons_in_the_first_post_is_no_hindrance(tmp_path: Path) -> None:
    """The delimiter is that of the headings."""
    path = tmp_path / "posts.csv"
    head = "id,permalink,date,ip,subreddit,gildings,title,url,body\n"
    body = ";\n".join(["int a; int b; int c"] * 500)
    path.write_text(f'{head}p1,,2024-01-01 00:00:00 UTC,,code,0,t,,"{body}"\n', encoding="utf-8")
    found, _ = read(path)
    assert [one.text for one in found] == [f"t\n{body}"]


def test_a_table_that_breaks_off_in_a_quote_gives_what_stands_before(tmp_path: Path) -> None:
    """Rows before the break are read; nothing is made up for the row that is cut."""
    path = tmp_path / "comments.csv"
    head = "id,permalink,date,ip,subreddit,gildings,link,parent,body,media\n"
    path.write_text(head + "k1,,2024-01-01 00:00:00 UTC,,a,0,,,whole,\nk2,,2024-0", encoding="utf-8")
    found, coverage = read(path)
    assert [one.text for one in found] == ["whole"]
    assert [(c.expected, c.unreadable) for c in coverage.counts] == [(2, 1)]


def test_memory_stays_bounded_for_many_rows(most_held: Callable[..., tuple[int, int]]) -> None:
    """100,000 votes and as many messages are streamed, not held."""
    votes = io.BytesIO(b"id,permalink,direction\n" + b"p1,/r/a/comments/p1/x/,up\n" * MANY)
    letters = io.BytesIO(LETTERS.encode() + b"m1,,,2024-01-01 00:00:00 UTC,,me,a,,some words\n" * MANY)
    for name, stream in (("post votes", votes), ("messages", letters)):
        part = next(part for part in reddit.PARTS if part.name == name)
        count, held = most_held(part.rows(stream))
        assert count == MANY
        assert held < MANY // 4


@pytest.mark.parametrize(
    ("name", "head", "surer"),
    [
        ("posts.csv", "id,permalink,date,ip,subreddit,gildings,title,url,body", True),
        ("posts.csv", "id,title,text,created_at", False),
        ("comments.csv", "Comment ID,Channel ID,Comment Text", False),
        ("messages.csv", "from,to,date,body", False),
    ],
)
def test_ordinary_names_are_not_enough(tmp_path: Path, name: str, head: str, surer: bool) -> None:  # noqa: FBT001
    """A table of an ordinary name is Reddit's only if it has Reddit's columns."""
    (tmp_path / name).write_text(f"{head}\n", encoding="utf-8")
    with Source([tmp_path]) as source:
        told = reddit.recognise(source)
    assert (told is not None and told.confidence > 0.5) is surer


def test_tables_left_aside_are_counted_whatever_their_lines() -> None:
    """A line without end in a table that is not for us neither fills memory nor stops the rest."""
    raw = b"a,b\n" + b"x" * 10_000_000 + b"\n1,2\n"
    assert sum(1 for _ in reddit.any_rows(io.BytesIO(raw))) >= 1

"""TikTok's account file and text files, where the made-up exports are too small or too well-behaved."""

from __future__ import annotations

import io
import json
from itertools import repeat
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.activity import Coverage, Kind
from circumspect.readers._kit import ReadError
from circumspect.readers.archives import tiktok
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from circumspect.domain.activity import Activity

MANY = 100_000


def read(path: Path, *, messages: bool = True) -> tuple[list[Activity], Coverage]:
    """Read an export whole."""
    coverage = Coverage()
    with Source([path]) as source:
        return list(activities(tiktok, source, coverage, messages=messages)), coverage


def account(tmp_path: Path, told: object) -> Path:
    """Write an account file."""
    path = tmp_path / "user_data_tiktok.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


class Endless(io.RawIOBase):
    """An account file that is made while it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Take the pieces."""
        self._pieces, self._left = pieces, b""

    def read(self, size: int = -1) -> bytes:
        """Give at most `size` bytes."""
        while len(self._left) < size and (piece := next(self._pieces, b"")):
            self._left += piece
        given, self._left = self._left[:size], self._left[size:]
        return given


def test_keys_are_known_whatever_their_spaces_and_case(tmp_path: Path) -> None:
    """A list is found under each spelling of its name, at whatever depth."""
    told = {
        "your activity": {"FANS LIST": {"fans list": [{"date": "2025-01-01 00:00:00", "user name": "a"}]}},
        "Following List": [{"Date": "2025-01-01 00:00:00", "Username": "b"}],
        "comments": {"Comments List": [{"Date": "2025-01-01 00:00:00", "COMMENT": "words"}]},
        "Profile Info": {"Bio Description": "about me"},
    }
    found, _ = read(account(tmp_path, told))
    assert [(one.kind, one.sort) for one in found] == [
        (Kind.CONNECTION, "follower"),
        (Kind.CONNECTION, "following"),
        (Kind.WRITTEN, "comment"),
        (Kind.WRITTEN, "profile"),
    ]


def test_what_was_watched_is_no_post(tmp_path: Path) -> None:
    """VideoList is what was posted below Videos or Posts, and private below a history."""
    video = [{"Date": "2025-01-01 00:00:00", "Link": "https://www.tiktokv.com/share/video/7/", "Title": "t"}]
    told = {
        "Activity": {"Video Browsing History": {"VideoList": video}, "Watch History": {"VideoList": video}},
        "Video": {"Videos": {"VideoList": video}},
    }
    found, coverage = read(account(tmp_path, told))
    assert [one.text for one in found] == ["t"]
    assert [(c.expected, c.read, c.aside) for c in coverage.counts] == [(3, 1, 2)]


def test_in_groups_nothing_is_the_owners_until_the_name_is_known(tmp_path: Path) -> None:
    """Without a conversation of two that shows the owner's name, no message of a group counts as theirs."""
    group = {"Group": [{"Date": "2025-01-01 00:00:00", "From": "x", "Content": "y"}]}
    told = {"Direct Message": {"Group Chat": {"GroupChat": group}}}
    found, _ = read(account(tmp_path, told))
    assert [one.mine for one in found] == [False]


def test_memory_stays_bounded_for_many_rows(most_held: Callable[..., tuple[int, int]]) -> None:
    """An account file with 100,000 comments and as many videos watched is streamed, not held."""
    row = b'{"date":"2025-01-01 00:00:00","comment":"some words that somebody wrote","photo":"N/A","url":""}'
    watched = b'{"Date":"2025-01-01 00:00:00","Link":"https://www.tiktokv.com/share/video/1/"}'

    def pieces() -> Iterator[bytes]:
        yield b'{"Comment":{"Comments":{"CommentsList":['
        yield from repeat(row + b",", MANY - 1)
        yield row + b']}},"Your Activity":{"Watch History":{"VideoList":['
        yield from repeat(watched + b",", MANY - 1)
        yield watched + b"]}}}"

    count, held = most_held(tiktok.account_rows(Endless(pieces())))  # type: ignore[arg-type]
    assert count == 2 * MANY
    assert held < MANY // 4


@pytest.mark.parametrize(
    "raw",
    [
        b'{"Comment":' * 100_000,
        b'{"Comment":{"CommentsList":[' + b"[" * 100_000,
        b"[1, 2, 3]",
        b"<html>not what was asked for</html>",
        b"no JSON at all",
    ],
    ids=["deep", "deep in a row", "a list", "a page", "words"],
)
def test_what_is_no_account_file_is_refused(raw: bytes) -> None:
    """Depth without end and files of another form raise ReadError, without words of the file."""
    with pytest.raises(ReadError):
        list(tiktok.account_rows(io.BytesIO(raw)))


def test_utf_16_is_read(tmp_path: Path) -> None:
    """A file that was saved again as UTF-16 gives the same words, and is recognised."""
    path = tmp_path / "user_data.json"
    told = {
        "Activity": {"Follower List": {"FansList": []}},
        "Comment": {"Comments": {"CommentsList": [{"comment": "é"}]}},
    }
    path.write_bytes(json.dumps(told, ensure_ascii=False).encode("utf-16"))
    found, _ = read(path)
    assert [one.text for one in found] == ["é"]
    with Source([path]) as source:
        known = tiktok.recognise(source)
    assert known is not None
    assert known.confidence > 0.9


def test_text_in_a_language_that_we_do_not_know_breaks_off_aloud(tmp_path: Path) -> None:
    """Records whose labels nobody told us are not taken for an empty file."""
    folder = tmp_path / "TikTok"
    folder.mkdir()
    (folder / "Comments.txt").write_text("2025-01-01 00:00:00 something\nwithout a label\n", encoding="utf-8")
    _, coverage = read(folder)
    assert "JSON" in coverage.counts[0].broken


def test_a_multi_line_message_stays_one(tmp_path: Path) -> None:
    """Lines without a time, even with a colon, belong to the message before; CRLF is no part of the words."""
    folder = tmp_path / "TikTok"
    folder.mkdir()
    chat = ">>> Chat History with a b::\r\n\r\n2025-01-01 00:00:00 UTC me: one\r\nnote: two\r\n\r\n"
    chat += "2025-01-01 00:00:01 UTC a b: x\r\n"
    (folder / "Direct Messages.txt").write_bytes(chat.encode())
    found, _ = read(folder)
    assert [(one.mine, one.text) for one in found] == [(True, "one\nnote: two"), (False, "x")]

"""The reader of X's archive on what the made-up exports cannot show: large, broken and unusual files."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.domain.activity import Activity, Coverage, Kind, Visibility
from circumspect.domain.document import Surface
from circumspect.readers._kit import ReadError
from circumspect.readers.archives import x
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Member, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TWEET = {"id_str": "7", "created_at": "Tue Mar 05 14:02:11 +0000 2024", "full_text": "Rest is work"}


def ytd(name: str, rows: object) -> str:
    """Write a file as X writes it."""
    return f"window.YTD.{name}.part0 = {json.dumps(rows)}"


def folder_of(root: Path, files: dict[str, str]) -> Path:
    """Write an archive."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def read(path: Path) -> tuple[list[Activity], Coverage]:
    """Read an archive, messages and all."""
    coverage = Coverage()
    with Source([path]) as source:
        assert x.recognise(source) is not None
        return list(activities(x, source, coverage, messages=True)), coverage


def messages(owner: str, *pairs: str) -> list[dict[str, Any]]:
    """Write conversations in which the owner says one thing."""
    return [
        {
            "dmConversation": {
                "conversationId": pair,
                "messages": [
                    {
                        "messageCreate": {
                            "id": pair,
                            "senderId": owner,
                            "text": "yes",
                            "createdAt": "2024-01-02T10:05:00.744Z",
                        }
                    }
                ],
            }
        }
        for pair in pairs
    ]


class _Long(io.RawIOBase):
    """A file of very many rows that is never whole in memory."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        """Say yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes."""
        while len(self._left) < size and (piece := next(self._pieces, b"")):
            self._left += piece
        given, self._left = self._left[:size], self._left[size:]
        return given


def _long(pieces: Iterator[bytes]) -> Any:  # noqa: ANN401 - as much of a stream as is read
    return _Long(pieces)


def _pieces(before: bytes, row: bytes, after: bytes, count: int) -> Iterator[bytes]:
    yield before
    for _ in range(count - 1):
        yield row + b","
    yield row + after


def _peak(rows: Iterator[Any]) -> tuple[int, int]:
    tracemalloc.start()
    try:
        count = sum(1 for _ in rows)
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_many_tweets_take_little_memory() -> None:
    """Of 200,000 tweets only a few are in memory at a time."""
    row = json.dumps({"tweet": TWEET}).encode()
    count, peak = _peak(x.tweet_rows(_long(_pieces(b"window.YTD.tweets.part0 = [", row, b"]", 200_000))))
    assert count == 200_000
    assert peak < 8 * 1024**2


def test_one_endless_conversation_takes_little_memory() -> None:
    """Of a conversation of 40,000 messages only a few are in memory at a time."""
    row = json.dumps({"messageCreate": {"id": "1", "senderId": "2", "text": "hello"}}).encode()
    before = b'window.YTD.direct_messages.part0 = [{"dmConversation": {"conversationId": "1-2", "messages": ['
    count, peak = _peak(x.message_rows(_long(_pieces(before, row, b"]}}]", 40_000))))
    assert count == 40_000
    assert peak < 8 * 1024**2


def test_a_truncated_file_gives_what_stands_before(tmp_path: Path) -> None:
    """A file that breaks off gives its whole rows, and is said to break off."""
    whole = ytd("tweets", [{"tweet": {**TWEET, "id_str": str(n)}} for n in range(50)])
    got, coverage = read(folder_of(tmp_path, {"data/tweets.js": whole[: len(whole) // 2]}))
    assert 20 <= len(got) < 26
    assert coverage.counts[0].broken


def test_the_owner_is_found_without_account_js(tmp_path: Path) -> None:
    """Whoever takes part in all conversations is the owner; of a single one nobody can tell."""
    one = folder_of(tmp_path / "one", {"direct-messages.js": ytd("direct_messages", messages("5", "4-5"))})
    two = folder_of(tmp_path / "two", {"direct-messages.js": ytd("direct_messages", messages("5", "4-5", "5-6"))})
    assert [m.mine for m in read(one)[0]] == [False]
    assert [(m.mine, m.who.account if m.who else "") for m in read(two)[0]] == [(True, "4"), (True, "6")]


def test_two_archives_at_once_keep_their_owners_apart(tmp_path: Path) -> None:
    """What is known of one archive is not used for another whose files are called the same."""
    paths = [
        folder_of(
            tmp_path / owner,
            {
                "data/account.js": ytd("account", [{"account": {"accountId": owner, "username": "u"}}]),
                "data/direct-messages.js": ytd("direct_messages", messages("5", "4-5")),
            },
        )
        for owner in ("4", "5")
    ]
    with Source([paths[0]]) as first, Source([paths[1]]) as second:
        x.recognise(first)
        x.recognise(second)
        got = [list(activities(x, source, Coverage(), messages=True)) for source in (first, second)]
    assert [[m.mine for m in one if m.kind is Kind.MESSAGE] for one in got] == [[False], [True]]


@pytest.mark.parametrize(
    ("number", "at", "text", "joined"),
    [
        ("7", "2020-01-01T00:00:00.000Z", "Something else entirely, but the same number", True),
        ("8", "2024-03-05T14:02:12.000Z", "Rest is work, and work is rest, and so on and on", True),
        ("8", "2024-03-05T14:02:30.000Z", "Rest is work, and work is rest, and so on and on", False),
        ("8", "2024-03-05T14:02:11.000Z", "Quite another long post of the same second", False),
    ],
)
def test_a_long_post_is_given_once(tmp_path: Path, number: str, at: str, text: str, *, joined: bool) -> None:
    """The whole text stands at its tweet; a long post without a tweet stands for itself; none is lost or doubled."""
    cut = {**TWEET, "full_text": "Rest is work, and work is… https://t.co/abc"}
    note = {"noteTweet": {"noteTweetId": number, "createdAt": at, "core": {"text": text, "urls": []}}}
    files = {"data/tweets.js": ytd("tweets", [{"tweet": cut}]), "data/note-tweet.js": ytd("note_tweet", [note])}
    got, _ = read(folder_of(tmp_path, files))
    assert [one.text for one in got if one.id == "7"] == [text if joined else cut["full_text"]]
    assert [one.text for one in got if one.id != "7"] == ([] if joined else [text])


@pytest.mark.parametrize(
    ("actions", "seen"), [([], "public"), (["Protect"], "connections"), (["Protect", "Unprotect"], "public")]
)
def test_who_sees_tweets(tmp_path: Path, actions: list[str], seen: str) -> None:
    """A guarded account is seen by its followers; without the file of it nothing is said."""
    history = [{"protectedHistory": {"protectedAt": "2020-01-01T00:00:00.000Z", "action": a}} for a in actions]
    files = {"data/tweets.js": ytd("tweets", [{"tweet": TWEET}])}
    assert [one.visibility for one in read(folder_of(tmp_path / "a", files))[0]] == [Visibility.UNKNOWN]
    files["data/protected-history.js"] = ytd("protected_history", history)
    assert [one.visibility.value for one in read(folder_of(tmp_path / "b", files))[0]] == [seen]


def test_deleted_tweets_are_no_tweets(tmp_path: Path) -> None:
    """What was deleted is said to be, has no link, and is seen by nobody else."""
    (got,) = read(folder_of(tmp_path, {"data/deleted-tweets.js": ytd("deleted_tweets", [{"tweet": TWEET}])}))[0]
    assert (got.deleted, got.link, got.visibility) == (True, "", Visibility.PRIVATE)


def test_a_circle_tweet_is_for_chosen_people(tmp_path: Path) -> None:
    """A tweet to one's circle was never public."""
    files = {"data/twitter-circle-tweet.js": ytd("twitter_circle_tweet", [{"tweet": TWEET}])}
    (got,) = read(folder_of(tmp_path, files))[0]
    assert (got.visibility, got.surface) == (Visibility.CHOSEN, Surface.POST)


def test_the_manifest_says_how_many(tmp_path: Path) -> None:
    """What the manifest promises is given by file name, with the archive's folder; of what we do not read, nothing."""
    names = {"tweets": "310", "x": "?", "mute": "44", "direct-messages": "89", "like": "", "follower": "9" * 400}
    files = {name: {"files": [{"fileName": f"data/{name}.js", "count": count}]} for name, count in names.items()}
    for types, told in ((files, {"top/data/tweets.js": 310}), ([], {}), ({"tweets": {"files": 5}, "like": None}, {})):
        manifest = "window.__THAR_CONFIG = " + json.dumps({"dataTypes": types})
        with Source([folder_of(tmp_path, {"top/data/manifest.js": manifest})]) as source:
            assert x.promised(source) == told


def test_tweets_that_were_promised_and_are_not_there(tmp_path: Path) -> None:
    """Of 160,000 tweets that the manifest names only those in the file are read, and the rest is said."""
    files = {"tweets": {"files": [{"fileName": f"data/tweets{n}.js", "count": "80000"} for n in ("", "-part1")]}}
    manifest = "window.__THAR_CONFIG = " + json.dumps({"dataTypes": files})
    tweets = ytd("tweets", [{"tweet": TWEET}])
    _, coverage = read(folder_of(tmp_path, {"data/manifest.js": manifest, "data/tweets.js": tweets}))
    counts = {one.member: one for one in coverage.counts}
    assert (counts["data/tweets.js"].expected, counts["data/tweets.js"].short) == (1, 79_999)
    assert counts["data/tweets-part1.js"].broken
    assert coverage.unsure() == {"tweets"}


@pytest.mark.parametrize("content", ["plain words", [{"text": "plain words"}], {"blocks": [{"text": "plain words"}]}])
def test_the_words_of_an_article_are_found(tmp_path: Path, content: object) -> None:
    """Wherever in the sections of an article its words stand, they are the owner's."""
    (got,) = read(
        folder_of(tmp_path, {"data/article.js": ytd("article", [{"article": {"id": "1", "content": content}}])})
    )[0]
    assert (got.kind, got.surface, got.text) == (Kind.WRITTEN, Surface.BLOG, "plain words")


def test_pages_without_posts_are_refused(tmp_path: Path) -> None:
    """The pages of the archive alone are recognised, and refused with what to do."""
    with Source([folder_of(tmp_path, {"Your archive.html": "<html></html>", "assets/a.js": "1"})]) as source:
        found = x.recognise(source)
    assert found is not None
    assert "whole zip" in found.refused


@pytest.mark.parametrize("text", ["window.localStorage = {}", "var a = 1", "<html>window.YTD.", "", "\0" * 99])
def test_other_scripts_are_not_claimed(tmp_path: Path, text: str) -> None:
    """A script of this name that does not begin as X's do is none of X's."""
    with Source([folder_of(tmp_path, {"data/tweets.js": text, "tweets.csv": "id,text\n1,hello\n"})]) as source:
        assert x.recognise(source) is None


def test_a_message_nested_without_end_is_refused() -> None:
    """Nesting without end ends in an error that says so, not in a crash."""
    deep = "[" * 5000
    text = 'window.YTD.dm.part0 = [{"dmConversation": {"conversationId": "1-2", "messages": [' + deep
    with pytest.raises(ReadError, match="too deeply"):
        list(x.message_rows(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    "row", [None, 1, [], {}, {"tweet": None}, {"tweet": {"id": "1"}}, {"tweet": {"full_text": "a"}}]
)
def test_what_is_no_tweet_is_unreadable(tmp_path: Path, row: object) -> None:
    """A row that makes no sense is counted as unreadable."""
    _, coverage = read(folder_of(tmp_path, {"data/tweets.js": ytd("tweets", [row])}))
    assert (coverage.counts[0].expected, coverage.counts[0].unreadable) == (1, 1)


def test_a_member_that_was_never_looked_at_is_read_all_the_same() -> None:
    """Without `recognise` before it, a tweet is read, and nobody is taken for the owner."""
    (got,) = x.take_tweet({**TWEET, "in_reply_to_user_id": "5"}, Member("data/tweets.js", 1))
    assert got.surface is Surface.REPLY

"""What the made-up exports of Facebook cannot show: names of files, odd rows, large files, other people's exports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.domain.activity import Activity, Coverage, Kind, Recognition
from circumspect.domain.document import Surface
from circumspect.readers.archives import facebook
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from pathlib import Path

POSTS = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json"
AT = 1_600_000_000


def read(folder: Path, files: dict[str, Any], *, messages: bool = True) -> tuple[list[Activity], Coverage]:
    """Give what the reader makes of these files."""
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    coverage = Coverage()
    with Source([folder]) as source:
        return list(activities(facebook, source, coverage, messages=messages)), coverage


def seen(folder: Path, *names: str, content: bytes = b"{}") -> Recognition | None:
    """Give what the reader takes these files for."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with Source([folder]) as source:
        return facebook.recognise(source)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("posts/your_posts.json", "posts"),
        ("a/posts/your_posts_12.json", "posts"),
        (POSTS, "posts"),
        ("groups/your_posts_in_groups.json", "group posts"),
        ("your_facebook_activity/groups/group_posts_and_comments.json", "group posts"),
        ("your_facebook_activity/pages/pages_you've_liked.json", "page likes"),
        ("your_facebook_activity/pages/pages_you_ve_liked.json", "page likes"),
        ("your_facebook_activity/pages/pages_you\u2019ve_liked.json", "page likes"),
        ("your_facebook_activity/pages/pages_you\u0393\u00c7\u00d6ve_liked.json", "page likes"),
        ("connections/followers/who_you_ve_followed.json", "followed"),
        ("friends_and_followers/who_you've_followed.json", "followed"),
        ("friends/friends.json", "friends"),
        ("connections/friends/your_friends.json", "friends"),
        ("friends_and_followers/friend_requests_received.json", "friend requests received"),
        ("comments/comments.json", "comments"),
        ("messages/inbox/anna_1/message_12.json", "messages"),
        ("your_facebook_activity/messages/e2ee_cutover/anna_1/message_1.json", "messages"),
        ("your_activity_across_facebook/messages/filtered_threads/anna_1/message_1.json", "messages"),
        ("your_facebook_activity/groups/your_group_messages/123.json", "group chats"),
        ("data_messenger_e2e/anna_3.json", "encrypted messages"),
        ("Anna Lee_3.json", "encrypted messages"),
        ("your_facebook_activity/messages/secret_groups.json", "conversations' settings"),
        ("your_facebook_activity/messages/inbox/anna_1/files/notes.json", "files in messages"),
        ("messages/annaoneil_Ab3/message.json", "messages"),
        ("your_facebook_activity/groups/anonymous_posts_you_ve_written.json", "group posts"),
        ("this_profile's_activity_across_facebook/posts/profile_posts_12.json", "posts"),
        ("this_profile_s_activity_across_facebook/pages/pages.json", "page likes"),
        ("apps_and_websites/posts_from_apps_and_websites.json", "posts by apps"),
        ("connections/followers/no-data.txt", "logs and settings"),
        ("ads_information/story_views_in_past_7_days.json", "logs and settings"),
        ("your_facebook_activity/something_else_1.json", None),
        ("your_instagram_activity/messages/inbox/anna_1/message_1.json", None),
        ("meta/instagram-anna-2025/connections/followers_and_following/following.json", None),
    ],
)
def test_files_go_to_their_part(name: str, part: str | None) -> None:
    """A file is known by its name in every era, whatever became of the apostrophe, and Instagram's are left alone."""
    assert next((one.name for one in facebook.PARTS if one.matches(name)), None) == part


@pytest.mark.parametrize(
    ("names", "content", "layout"),
    [
        (["your_posts_1.json"], b"[]", "2018"),
        (["comments.json"], b'{"comments_v2": []}', "2021"),
        (["comments.json"], b'{"comments": [{"timestamp": 1}]}', "2018"),
        (["friends.json"], b'{"friends": [{"name": "x"}]}', "2018"),
        (["x/connections/friends/your_friends.json"], b"{}", "2024"),
        (
            ["meta/facebook-a/your_facebook_activity/a.json", "meta/instagram-a/your_instagram_activity/b.json"],
            b"{}",
            "2024",
        ),
        (["chat_1.json"], b'{"participants": ["A", "B"], "threadName": "A_1", "messages": []}', "messages"),
        (["your_instagram_activity/media/posts_1.json", "messages/inbox/a/message_1.json"], b"{}", None),
        (["comments.json"], b'{"comments": ["x"]}', None),
        (["posts.json", "profile.json", "data.json"], b'{"posts": []}', None),
        (["notes.txt"], b"hello", None),
    ],
)
def test_an_export_is_known_by_names_or_contents(tmp_path: Path, names: list[str], content: bytes, layout: str) -> None:
    """A whole export, a single file without its folder, and both of Meta's in one folder; and nothing else."""
    found = seen(tmp_path, *names, content=content)
    assert (found.layout if found else None) == layout
    assert found is None or not found.refused


def test_pictures_alone_are_refused_with_what_to_do(tmp_path: Path) -> None:
    """One of several zips, with pictures only, is refused with the advice to give all."""
    found = seen(tmp_path, "your_facebook_activity/posts/media/a.jpg")
    assert found is not None
    assert "together" in found.refused


@pytest.mark.parametrize(
    "row",
    [
        {"data": [{"post": "x"}]}, {"timestamp": "noon", "data": [{"post": "x"}]}, {"timestamp": True},
        {"timestamp": AT, "data": [{"post": ["x"]}]}, {"timestamp": AT, "data": "x"},
        {"timestamp": AT, "attachments": [1]}, {"timestamp": AT, "attachments": [{"data": [{"media": "x"}]}]},
        {"timestamp": AT, "label_values": "x"}, 5, None, [], "x",
    ],
)  # fmt: skip
def test_rows_that_make_no_sense_are_counted(tmp_path: Path, row: object) -> None:
    """A broken row is counted with its number, and its neighbours are read."""
    good = {"timestamp": AT, "data": [{"post": "good"}]}
    found, coverage = read(tmp_path, {POSTS: [good, row, good]})
    (count,) = coverage.counts
    assert [one.text for one in found] == ["good", "good"]
    assert (count.expected, count.read, count.unreadable, count.rows, count.broken) == (3, 2, 1, [2], "")


@pytest.mark.parametrize("raw", [b"[]", b"{}", b" [\n]\n"])
def test_empty_files_give_nothing(tmp_path: Path, raw: bytes) -> None:
    """A file without rows is no error."""
    found, coverage = read(tmp_path, {POSTS: raw})
    assert found == []
    assert not coverage.counts[0].broken


@pytest.mark.parametrize("raw", [b"<html></html>", b"[object Object]", b'[{"timestamp": 16', b"\x00\x01"])
def test_damaged_files_are_said_to_be(tmp_path: Path, raw: bytes) -> None:
    """A web page, a cut file and bytes that are no text are noted as broken."""
    _, coverage = read(tmp_path, {POSTS: raw})
    assert coverage.counts[0].broken


def test_a_time_before_all_times_is_none(tmp_path: Path) -> None:
    """Meta writes 0 and numbers below where it has no time: the words are read all the same."""
    (one, two), _ = read(tmp_path, {POSTS: [{"timestamp": at, "data": [{"post": "x"}]} for at in (0, -62169958800)]})
    assert (one.when, two.when) == (None, None)


def test_where_a_comment_goes(tmp_path: Path) -> None:
    """A comment in a group is a group post, an answer a reply, another one a comment; the group is named."""
    rows = [
        {"timestamp": AT, "title": title, "data": [{"comment": {"comment": "x", "author": "Me", **more}}]}
        for title, more in [
            ("Me replied to Ilse Vogt's comment.", {"group": "Choir"}), ("Me replied to Ilse Vogt's comment.", {}),
            ("Me commented on Ilse Vogt's photo.", {}), ("Me commented on her own post.", {}),
        ]
    ]  # fmt: skip
    found, _ = read(tmp_path, {"your_facebook_activity/comments_and_reactions/comments.json": {"comments_v2": rows}})
    assert [(one.surface, one.title, one.who.display if one.who else "") for one in found] == [
        (Surface.GROUP_POST, "Choir", "Ilse Vogt"), (Surface.REPLY, "", "Ilse Vogt"),
        (Surface.COMMENT, "", "Ilse Vogt"), (Surface.COMMENT, "", ""),
    ]  # fmt: skip


def test_words_of_others_are_not_the_owners(tmp_path: Path) -> None:
    """What others wrote on the timeline, under a shared link or beside a shared message never counts as own."""
    others = {"url": "https://example.org", "name": "others"}
    message = {
        "sender_name": "Me",
        "timestamp_ms": AT * 1000,
        "share": {"link": "https://a.example", "share_text": "others"},
    }
    found, _ = read(
        tmp_path,
        {
            POSTS: [{"timestamp": AT, "attachments": [{"data": [{"external_context": others}]}]}],
            "posts/other_people's_posts_to_your_timeline.json": {
                "x_v2": [{"timestamp": AT, "data": [{"post": "others"}]}]
            },
            "messages/inbox/a_1/message_1.json": {
                "participants": [{"name": "A"}, {"name": "Me"}],
                "messages": [message],
            },
        },
    )
    assert [one.kind for one in found if one.text == "others" and one.mine] == []
    assert sorted((one.kind, one.text) for one in found) == [
        (Kind.MESSAGE, ""), (Kind.RECEIVED, "others"), (Kind.WRITTEN, ""),
    ]  # fmt: skip


def test_messages_are_left_unless_asked_for(tmp_path: Path) -> None:
    """No place where Facebook keeps messages is opened unasked, and what was left is said."""
    thread = {
        "participants": [{"name": "A"}, {"name": "Me"}],
        "messages": [{"sender_name": "A", "timestamp_ms": AT * 1000, "content": "x"}],
    }
    names = [
        "messages/inbox/a_1/message_1.json", "your_facebook_activity/messages/message_requests/a_1/message_1.json",
        "your_facebook_activity/groups/your_group_messages/1.json", "Anna Lee_1.json",
        "your_facebook_activity/messages/ai_conversations.json",
    ]  # fmt: skip
    found, coverage = read(tmp_path, dict.fromkeys(names, thread), messages=False)
    assert found == []
    assert coverage.counts == []
    assert coverage.left


@pytest.mark.parametrize("tags", [None, [], [{}], [{"name": ""}], [{"name": "Anna Lee"}, {"name": "Anna Lee"}]])
def test_whom_a_post_tags_is_given_as_a_connection(tmp_path: Path, tags: list[dict[str, str]] | None) -> None:
    """Each account that an own post tags comes out once, of the post's day, and the post's words stay as they are."""
    found, coverage = read(tmp_path, {POSTS: [{"timestamp": AT, "data": [{"post": "x"}], "tags": tags}]})
    post, *tagged = found
    assert (post.text, post.who) == ("x", None)
    assert [(one.kind, one.sort, one.who and one.who.display, one.who and str(one.who.on)) for one in tagged] == (
        [(Kind.CONNECTION, "tagged in a post", "Anna Lee", "2020-09-13")] if tags and tags[-1].get("name") else []
    )
    assert coverage.counts[0].unreadable == 0


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("With @[100:2048:Anna Lee].", "With Anna Lee."),
        ("@[1:2048:A] and @[2:1:B: C]", "A and B: C"),
        ("@anna [x] @[y]", "@anna [x] @[y]"),
    ],
)
def test_a_mention_is_a_name(tmp_path: Path, written: str, text: str) -> None:
    """Of Facebook's own way to write a mention only the name is left, so that a client's name is recognised."""
    (one,), _ = read(tmp_path, {POSTS: [{"timestamp": AT, "data": [{"post": written}]}]})
    assert one.text == text


def test_what_came_with_a_message_is_no_part_of_the_export(tmp_path: Path) -> None:
    """A file that somebody sent is neither read, whatever it is called, nor opened unasked."""
    name = "your_facebook_activity/messages/inbox/anna_1/files/notes.json"
    found, coverage = read(tmp_path, {name: {"notes_v2": [{"text": "theirs"}]}})
    assert (found, coverage.unknown) == ([], [])
    _, coverage = read(tmp_path, {name: b"{"}, messages=False)
    assert coverage.counts == []

"""What the made-up exports of Instagram cannot show: names of files, odd rows, keys of other languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.domain.activity import Activity, Coverage, Kind, Visibility
from circumspect.domain.document import Surface
from circumspect.readers.archives import instagram
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from pathlib import Path

AT = 1_600_000_000
LINK = "https://www.instagram.com/_u/a.b"
POSTS = "your_instagram_activity/media/posts_1.json"
COMMENTS = "your_instagram_activity/comments/post_comments_1.json"
FOLLOWERS = "connections/followers_and_following/followers_1.json"
PROFILE = "personal_information/personal_information/personal_information.json"


def read(folder: Path, files: dict[str, Any]) -> tuple[list[Activity], Coverage]:
    """Give what the reader makes of these files."""
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    coverage = Coverage()
    with Source([folder]) as source:
        return list(activities(instagram, source, coverage, messages=True)), coverage


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("content/posts_1.json", "posts"),
        ("your_instagram_activity/content/posts_2.json", "posts"),
        ("your_instagram_activity/media/posts.json", "posts"),
        ("x/media.json", "posts"),
        ("posts_1.json", "posts"),
        ("logged_information/past_instagram_insights/posts.json", "logs and settings"),
        ("your_instagram_activity/media/reels.json", "reels"),
        ("your_instagram_activity/subscriptions/reels.json", "logs and settings"),
        ("followers_and_following/followers.json", "followers"),
        ("connections/followers_and_following/followers_12.json", "followers"),
        ("connections.json", "followers"),
        ("connections/followers_and_following/following.json", "following"),
        ("connections/followers_and_following/following_hashtags.json", "hashtags"),
        ("connections/followers_and_following/follow_requests_you've_received.json", "requests received"),
        ("connections/followers_and_following/follow_requests_you_ve_received.json", "requests received"),
        ("connections/followers_and_following/follow_requests_you\u2019ve_received.json", "requests received"),
        ("connections/followers_and_following/profiles_you've_favorited.json", "people left aside"),
        ("comments/post_comments.json", "comments"),
        ("your_instagram_activity/comments/reels_comments_1.json", "comments on reels"),
        ("your_instagram_activity/threads/followers.json", "followers on Threads"),
        ("your_instagram_activity/threads/threads_and_replies.json", "posts on Threads"),
        ("your_instagram_activity/threads/pending_follow_requests.json", "requests sent on Threads"),
        ("your_instagram_activity/threads/threads_viewed.json", "logs and settings"),
        ("your_instagram_activity/media/reposts.json", "reposts"),
        ("comments/comments_reported.json", "logs and settings"),
        ("messages/inbox/anna_1/files/posts.json", "conversations' settings"),
        ("advertising/no-data.txt", "logs and settings"),
        ("account_information/personal_information.json", "profile"),
        ("personal_information/personal_information/instagram_profile_information.json", "logs and settings"),
        ("messages/inbox/anna_1/message_1.json", "messages"),
        ("your_instagram_activity/messages/broadcast/a_1/message_1.json", "messages"),
        ("messages.json", "old messages"),
        ("your_instagram_activity/messages/reported_conversations.json", "conversations' settings"),
        ("your_instagram_activity/anna/replies_1.json", "conversations' settings"),
        ("your_facebook_activity/messages/inbox/a_1/message_1.json", None),
        ("meta/facebook-anna/comments_and_reactions/comments.json", None),
        ("your_instagram_activity/new/sparks.json", None),
    ],
)
def test_files_go_to_their_part(name: str, part: str | None) -> None:
    """A file is known by its name in every era, whatever became of the apostrophe, and Facebook's are left alone."""
    assert next((one.name for one in instagram.PARTS if one.matches(name)), None) == part


@pytest.mark.parametrize(
    ("name", "content", "layout"),
    [
        ("followers_1.json", b'[{"title": "", "media_list_data": [], "string_list_data": []}]', "2021"),
        ("following.json", b'{"relationships_following": [{"title": "anna", "string_list_data": []}]}', "2025"),
        ("following.json", b'{"relationships_following": [{"title": "", "media_list_data": []}]}', "2021"),
        ("media.json", b'{"stories": [{"caption": "x", "taken_at": "2018-01-01"}]}', "2019"),
        ("comments.json", b'{"media_comments": []}', "2019"),
        ("posts_1.json", b'[{"media": [{"uri": "media/posts/1.jpg"}]}]', "2021"),
        ("comments.json", b'{"comments_v2": []}', None),
        ("friends/friends.json", b'{"friends": [{"name": "x"}]}', None),
        ("user_data.json", b'{"Activity": {}}', None),
        ("following.json", b'["x"]', None),
    ],
)
def test_a_file_without_its_folder_is_known_by_its_content(
    tmp_path: Path, name: str, content: bytes, layout: str | None
) -> None:
    """Instagram's ordinary names are told from others' by what stands in the file."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    with Source([tmp_path]) as source:
        found = instagram.recognise(source)
    assert (found.layout if found else None) == layout


@pytest.mark.parametrize(
    "row",
    [
        {"title": "", "string_list_data": [{"href": LINK, "value": "a.b", "timestamp": AT}]},
        {"title": "a.b", "string_list_data": [{"href": LINK, "timestamp": AT}]},
        {"title": "", "string_list_data": [{"href": LINK + "?x=1", "timestamp": AT}]},
        {"title": "a.b", "string_list_data": []},
        {"label_values": [{"label": "Nimi", "value": "Anna"}, {"label": "Tunnus", "value": "a.b"}]},
        {"label_values": [{"label": "Username", "value": "a.b"}, {"label": "Name", "value": "Anna"}]},
    ],
)  # fmt: skip
def test_a_follower_has_its_handle(tmp_path: Path, row: dict[str, Any]) -> None:
    """The handle is found in the value, the title, the link or the labels, whichever the year has it in."""
    (one,), _ = read(tmp_path, {FOLLOWERS: [row]})
    assert one.who is not None
    assert one.who.handle == "a.b"


@pytest.mark.parametrize(
    "fields",
    [
        {"Comment": {"value": "Words"}, "Media Owner": {"value": "anna"}, "Time": {"timestamp": AT}},
        {"Media Owner": {"value": "anna"}, "Time": {"timestamp": AT}, "Comment": {"value": "Words"}},
        {"Kommentti": {"value": "Words"}, "Omistaja": {"value": "anna"}, "Aika": {"timestamp": AT}},
        {"Comment": {"value": "Words", "timestamp": AT}, "Media Owner": {"value": "anna"}},
    ],
)
def test_a_comment_is_read_whatever_its_keys(tmp_path: Path, fields: dict[str, Any]) -> None:
    """Words, whose post and time come out in a language we know in any order, in others by their order."""
    (one,), _ = read(tmp_path, {COMMENTS: [{"string_map_data": fields}]})
    assert (one.text, one.who and one.who.handle, one.when and one.when.timestamp()) == ("Words", "anna", AT)


@pytest.mark.parametrize("private", [("Private Account", "True"), ("Privates Konto", "Wahr")])
def test_a_profile_in_another_language(tmp_path: Path, private: tuple[str, str]) -> None:
    """Mail, telephone and birth date are known by their looks, long words are the words about oneself."""
    values = {
        "Sähköposti": "anna@example.org", "Puhelin": "+12025550143", "Nimimerkki": "anna.lee",
        "Syntymäpäivä": "1980-02-01",
        "Esittely": "Therapist.\nBook a call.", private[0]: private[1],
    }  # fmt: skip
    row = {"string_map_data": {key: {"value": value} for key, value in values.items()}}
    found, _ = read(tmp_path, {PROFILE: {"profile_user": [row]}})
    facts = {one.sort: one.text for one in found if one.kind is Kind.FACT}
    assert facts == {
        "email": "anna@example.org", "phone": "+12025550143", "nimimerkki": "anna.lee", "birth date": "1980-02-01",
    }  # fmt: skip
    (bio,) = [one for one in found if one.kind is Kind.WRITTEN]
    assert (bio.surface, bio.visibility, bio.text) == (Surface.BIO, Visibility.CONNECTIONS, values["Esittely"])


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (POSTS, [{"media": []}, {"media": [5]}, {"media": [{"creation_timestamp": "x"}]}, {"title": 5}, 5, None, []]),
        (COMMENTS, [{}, {"string_map_data": []}, {"string_map_data": {"Comment": "x"}}, ["2018"], 5, None, "x"]),
        (FOLLOWERS, [{}, {"title": "", "string_list_data": []}, {"string_list_data": [5]}, {"label_values": []}, 5]),
    ],
)  # fmt: skip
def test_rows_that_make_no_sense_are_counted(tmp_path: Path, name: str, rows: list[Any]) -> None:
    """Broken rows are counted, one by one, and nothing comes out of them."""
    found, coverage = read(tmp_path, {name: rows})
    (count,) = coverage.counts
    assert found == []
    assert (count.expected, count.unreadable, count.broken) == (len(rows), len(rows), "")


def test_words_of_others_are_not_the_owners(tmp_path: Path) -> None:
    """The caption of a post that was liked or put on again is nobody's own words."""
    labels = [{"label": "Caption", "value": "others"}, {"label": "URL", "value": "https://www.instagram.com/p/1/"}]
    row = {"timestamp": AT, "media": [], "label_values": labels, "fbid": "1"}
    found, _ = read(
        tmp_path,
        {"your_instagram_activity/media/reposts.json": [row], "your_instagram_activity/likes/liked_posts.json": [row]},
    )
    assert [(one.kind, one.sort, one.text) for one in found] == [
        (Kind.AFFILIATION, "like", ""), (Kind.WRITTEN, "reshare", ""),
    ]  # fmt: skip


def test_a_comment_of_a_picture_alone_has_no_words(tmp_path: Path) -> None:
    """In a language that nobody taught us, whose post it is does not become what the owner said."""
    row = {"media_list_data": [{"uri": "media/1.gif"}], "string_map_data": {"Omistaja": {"value": "anna"}}}
    (one,), _ = read(tmp_path, {COMMENTS: [row]})
    assert (one.kind, one.text, one.who and one.who.handle) == (Kind.MEDIA, "", "anna")


def labelled(caption: list[str], flags: list[list[str]], number: str = "18076573715584735") -> dict[str, Any]:
    """Give a row of posts.json."""
    labels: list[dict[str, Any]] = [{"label": label, "value": value} for label, value in [caption, *flags] if label]
    picture = {"uri": f"media/other/{number}.jpg", "creation_timestamp": AT, "title": caption[1]}
    return {"timestamp": AT, "media": [], "fbid": number, "label_values": [*labels, {"label": "M", "media": [picture]}]}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (labelled(["Caption", "Words"], [["Is ad", "False"], ["Published", "True"]]), ("Words", "", "unknown")),
        (labelled(["L\u00e9gende", "Mots"], [["Brouillon", "Vrai"]]), ("Mots", "draft", "only the owner")),
        (labelled(["Caption", "Words"], [["Published", "False"]]), ("Words", "draft", "only the owner")),
        (labelled(["Kuvateksti", "Sanoja"], [["Luonnos", "Ep\u00e4tosi"]]), ("Sanoja", "", "unknown")),
        (labelled(["", ""], [["Marked as AI generated", "True"]]), ("", "post", "unknown")),
        (labelled(["", ""], [["Luonnos", "Ep\u00e4tosi"]]), ("", "post", "unknown")),
    ],
)
def test_a_post_told_in_labels(tmp_path: Path, row: dict[str, Any], told: tuple[str, str, str]) -> None:
    """The caption is its words in any language, a yes or no never is, and what was never published is a draft."""
    (one,), _ = read(tmp_path, {"your_instagram_activity/media/posts.json": [row]})
    assert (one.text, one.sort, one.visibility) == told


@pytest.mark.parametrize("caption", ["Words", ""])
def test_a_post_that_stands_in_two_lists_has_one_id(tmp_path: Path, caption: str) -> None:
    """posts.json and posts_1.json have much the same posts: whoever keeps them keeps each once."""
    row = labelled(["Caption", caption] if caption else ["", ""], [["Draft", "False"]])
    (picture,) = row["label_values"][-1]["media"]
    old = {"media": [picture | {"uri": picture["uri"].replace("other", "posts/202009")}]}
    found, _ = read(tmp_path, {"your_instagram_activity/media/posts.json": [row], POSTS: [old]})
    assert len(found) == 2
    assert len({(one.id, one.kind, one.when, one.text) for one in found}) == 1


def test_a_carousel_begins_with_its_cover(tmp_path: Path) -> None:
    """The other pictures of a post stand in groups, the last one first."""
    row = labelled(["Caption", "Words"], [])
    inner = [{"dict": [{"label": "Media", "media": [{"uri": f"media/other/{n}.jpg"}]}], "title": ""} for n in (3, 2)]
    row["label_values"].insert(1, {"title": "Metadata", "dict": inner})
    (one,), _ = read(tmp_path, {"your_instagram_activity/media/posts.json": [row]})
    assert one.media == ("media/other/18076573715584735.jpg", "media/other/2.jpg", "media/other/3.jpg")

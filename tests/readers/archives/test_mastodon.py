"""Mastodon: words out of HTML, who can see what, hostile and huge outboxes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.domain.activity import Activity, Coverage, Kind, Visibility
from circumspect.readers._kit import ReadError
from circumspect.readers.archives import mastodon
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Member, Source

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
ME = "https://social.example/users/mira"
MEMBER = Member("outbox.json", 1)
NOTE: dict[str, Any] = {
    "id": f"{ME}/statuses/1",
    "type": "Note",
    "content": "<p>Hello</p>",
    "published": "2024-03-01T09:30:00Z",
}


def taken(**more: Any) -> list[Activity]:  # noqa: ANN401 - fields of a note
    """Give what a Create of a made-up note gives."""
    note = {**NOTE, **more}
    addressed = {key: note[key] for key in ("to", "cc") if key in note}
    return mastodon.take_outbox({"id": "x", "type": "Create", "actor": ME, "object": note, **addressed}, MEMBER)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree"),
        ("<p>a &lt;b&gt; &amp;amp; 1 < 2 > 1</p>", "a <b> &amp; 1 < 2 > 1"),
        (
            '<a href="https://example.org/x"><span class="invisible">https://</span>example.org/x</a>',
            "https://example.org/x",
        ),
        ("<ul><li>one</li><li>two</li></ul>after", "one\ntwo\n\nafter"),
        ("<script>alert(1)</script>seen<style>p{}</style>", "seen"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("one\ntwo   three", "one two three"),
        ("no end <p", "no end <p"),
        ("", ""),
    ],
)
def test_words_come_out_as_people_see_them(html: str, words: str) -> None:
    """Paragraphs, breaks, links in full, entities once; nothing of scripts; a sign that is no tag stays."""
    assert mastodon.plain_text(html) == words


@pytest.mark.parametrize("piece", ["<a ", "<!", "<p>", "</", "<!--", "<a href='", "&#", "<b> ", "<script>", "<"])
def test_hostile_html_is_read_in_one_pass(piece: str) -> None:
    """Half a megabyte of beginnings without ends gives an answer; whoever looks twice at each sign would not end."""
    assert isinstance(mastodon.plain_text(piece * (500_000 // len(piece))), str)


@pytest.mark.parametrize(
    ("addressed", "kind", "seen_by"),
    [
        ({"to": [PUBLIC], "cc": [f"{ME}/followers"]}, Kind.WRITTEN, Visibility.PUBLIC),
        ({"to": "as:Public"}, Kind.WRITTEN, Visibility.PUBLIC),
        ({"to": [f"{ME}/followers"], "cc": [PUBLIC]}, Kind.WRITTEN, Visibility.PUBLIC),
        ({"to": [f"{ME}/followers"], "cc": ["https://other.example/users/zoe"]}, Kind.WRITTEN, Visibility.CONNECTIONS),
        ({"to": ["https://other.example/users/zoe"], "cc": []}, Kind.MESSAGE, Visibility.CHOSEN),
        ({"to": [], "cc": []}, Kind.MESSAGE, Visibility.CHOSEN),
        ({}, Kind.WRITTEN, Visibility.UNKNOWN),
    ],
)
def test_who_can_see_a_post(addressed: dict[str, Any], kind: Kind, seen_by: Visibility) -> None:
    """Addressing alone makes a post public, for followers, or a direct message."""
    [post] = taken(**addressed)
    assert (post.kind, post.visibility) == (kind, seen_by)


def test_a_described_picture_in_a_direct_message_stays_private() -> None:
    """The description of a picture in a direct message is not given beside it as something public."""
    found = taken(to=["https://other.example/users/zoe"], cc=[], attachment=[{"url": "/a.jpg", "name": "My client"}])
    assert [one.kind for one in found] == [Kind.MESSAGE]


def test_a_direct_message_that_names_the_owner_too_is_to_the_other() -> None:
    """Whoever answers in a talk of several names themselves; the message is to somebody else."""
    names = [(ME, "@mira"), ("https://other.example/users/zoe", "@zoe@other.example")]
    (found,) = taken(
        to=[address for address, _ in names],
        cc=[],
        tag=[{"type": "Mention", "href": address, "name": name} for address, name in names],
    )
    assert found.who is not None
    assert found.who.handle == "zoe@other.example"


def test_a_picture_on_a_server_is_no_file_of_the_archive() -> None:
    """Servers other than Mastodon leave whole addresses; pictures are not looked for under them."""
    found = taken(to=PUBLIC, attachment={"url": "https://files.example/a.png", "name": "A chair"})
    assert [(one.text, one.media) for one in found] == [("Hello", ()), ("A chair", ())]


@pytest.mark.parametrize(
    "row", [{}, [], "x", 7, {"type": "Create"}, {"type": "Create", "object": {"content": 7}}, {"type": "Announce"}]
)
def test_what_cannot_be_read_raises(row: object) -> None:
    """Rows that are no activity raise what counts them as unreadable."""
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        mastodon.take_outbox(row, MEMBER)


def test_keys_of_the_account_go_nowhere() -> None:
    """Nothing that comes out of a profile holds a key."""
    row = {"preferredUsername": "mira", "id": ME, "privateKey": "SECRET", "publicKey": {"publicKeyPem": "SECRET"}}
    told = mastodon.take_actor(row, MEMBER)
    assert not any("SECRET" in str(getattr(one, name)) for one in told for name in Activity.__slots__)


# Run in a process of its own, whose largest size is that of the reading alone.
_READ = """
import resource, sys
from pathlib import Path
from circumspect.domain.activity import Coverage
from circumspect.readers.archives import mastodon
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Source
with Source([Path(sys.argv[1])]) as source:
    found = activities(mastodon, source, Coverage())
    next(found)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    given = sum(1 for _ in found)
    print(given, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_large_outbox_is_streamed(tmp_path: Path) -> None:
    """Of 200,000 posts one at a time is held: memory does not grow with their words."""
    note = {**NOTE, "content": "<p>" + "word " * 60 + "</p>", "to": [PUBLIC]}
    with (tmp_path / "outbox.json").open("w") as out:
        out.write('{"orderedItems": [')
        for number in range(200_000):
            note["id"] = f"{ME}/statuses/{number}"
            out.write((", " if number else "") + json.dumps({"id": f"{number}", "type": "Create", "object": note}))
        out.write("]}")
    told = subprocess.run([sys.executable, "-c", _READ, tmp_path], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    given, grown = map(int, told.stdout.split())
    assert given == 199_999
    assert grown < 60


def test_a_cut_outbox_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    """A download that broke off is read as far as it goes, and said to be broken."""
    whole = json.dumps({"orderedItems": [{"id": "1", "type": "Create", "object": {**NOTE, "to": [PUBLIC]}}] * 2})
    (tmp_path / "outbox.json").write_text(whole[:-40])
    coverage = Coverage()
    with Source([tmp_path]) as source:
        assert len(list(activities(mastodon, source, coverage))) == 1
    assert coverage.counts[0].broken


def test_an_old_archive_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """A tar.gz, which Mastodon gave until 2023, is refused with what to do."""
    with tarfile.open(tmp_path / "archive-20220101.tar.gz", "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("outbox.json"), io.BytesIO())
    with pytest.raises(ReadError, match="unpack it and give the folder"):
        Source([tmp_path / "archive-20220101.tar.gz"])

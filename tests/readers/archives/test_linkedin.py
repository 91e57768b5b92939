"""The reader of LinkedIn's export on what the made-up exports cannot show: large, broken and unusual files."""

from __future__ import annotations

import io
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.activity import Activity, Coverage, Kind
from circumspect.readers._kit import ReadError
from circumspect.readers.archives import linkedin
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from pathlib import Path

SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT\n"
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A1"


def read(root: Path, files: dict[str, str]) -> tuple[list[Activity], Coverage]:
    """Write an export and read it, messages and all."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    coverage = Coverage()
    with Source([root]) as source:
        assert linkedin.recognise(source) is not None
        return list(activities(linkedin, source, coverage, messages=True)), coverage


def message(thread: str, sender: str, to: str, text: str = "hello") -> str:
    """Write a row of messages.csv."""
    base = "https://www.linkedin.com/in/"
    return f'{thread},,{sender},{base}{sender},{to},{base}{to},2026-01-02 03:04:05 UTC,,"{text}"\n'


def test_many_rows_take_little_memory(tmp_path: Path) -> None:
    """Of 200,000 messages only a few are in memory at a time."""
    path = tmp_path / "messages.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(MESSAGES)
        file.writelines(message("t", "ada", "bo") for _ in range(200_000))
    rows = linkedin.table("conversation id", "from", "date", "content")
    tracemalloc.start()
    try:
        with path.open("rb") as stream:
            assert sum(1 for _ in rows(stream)) == 200_000
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024**2
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"He said ""no"""', 'He said "no"'),
        ('"One\n\nTwo"', "One\n\nTwo"),
        ('"One\r\n\r\nTwo"', "One\r\n\r\nTwo"),
        ('"First.""\n""""\n""Second."', "First.\n\nSecond."),
        ('"""First.""\n""""\n""Second."""', "First.\n\nSecond."),
        ('"""First.""\r\n""Second."""', "First.\nSecond."),
        ('"She said ""no""\nand left"', 'She said "no"\nand left'),
        ('"C:\\new\\ and ¯\\_(ツ)_/¯"', "C:\\new\\ and ¯\\_(ツ)_/¯"),
        ('"a\tb; c; d"', "a\tb; c; d"),
    ],
)
def test_the_words_of_a_post_come_out_as_written(tmp_path: Path, cell: str, text: str) -> None:
    """Quotes, line breaks and backslashes of a post are the owner's; quotes around each line are LinkedIn's."""
    got, coverage = read(tmp_path, {"Shares.csv": f"{SHARES}2026-01-01 10:00:00,{LINK},{cell},,,PUBLIC\n"})
    assert [one.text for one in got] == [text]
    assert not coverage.counts[0].broken


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"He said \\"no\\", twice"', 'He said "no", twice'),
        ('"end \\"quoted\\""', 'end "quoted"'),
        ('"a \\\\ b"', "a \\ b"),
        ('"He said ""no"", twice"', 'He said "no", twice'),
        ("¯\\_(ツ)_/¯", "¯\\_(ツ)_/¯"),
    ],
)
def test_the_words_of_a_comment_come_out_as_written(tmp_path: Path, cell: str, text: str) -> None:
    """In comments a quote has a backslash before it, or is doubled."""
    files = {
        "Comments.csv": f"Date,Link,Message\n2026-01-01 10:00:00,{LINK},{cell}\n2026-01-01 10:00:00,{LINK},next\n",
        "Shares.csv": SHARES,
    }
    assert [one.text for one in read(tmp_path, files)[0]] == [text, "next"]


def test_a_heading_far_into_the_file_and_a_long_first_cell(tmp_path: Path) -> None:
    """A cell longer than what is looked at first is read whole."""
    long = "word " * 40_000
    files = {
        "Shares.csv": f'\n\n\n{SHARES}2026-01-01 10:00:00,{LINK},"{long}",,,PUBLIC\n2026-01-02 10:00:00,{LINK}2,b,,,\n'
    }
    assert [len(one.text) for one in read(tmp_path, files)[0]] == [len(long.strip()), 1]


def test_a_quote_that_never_ends_breaks_the_file_off(tmp_path: Path) -> None:
    """What stands before an open quote is read, and the file's end is no row of its own."""
    files = {"Shares.csv": f'{SHARES}2026-01-01 10:00:00,{LINK},a,,,PUBLIC\n2026-01-01 10:00:00,{LINK},"' + "x\n" * 99}
    got, coverage = read(tmp_path, files)
    assert len(got) == 2
    assert got[1].text.count("x") == 99
    assert coverage.counts[0].expected == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_saved_again_by_other_programs(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """A table that went through a spreadsheet is read with its names unharmed."""
    lines = [["First Name", "Last Name", "URL", "Company", "Connected On"], ["Zoé", "Müller", "", "", "22 Nov 2026"]]
    text = "\r\n".join(delimiter.join(cells) for cells in lines)
    (tmp_path / "Connections.csv").write_bytes(text.encode(encoding))
    with Source([tmp_path]) as source:
        (got,) = activities(linkedin, source, Coverage())
    assert got.who is not None
    assert got.who.display == "Zoé Müller"
    assert got.when is not None


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello</p><p>you &amp; me</p>", "Hello\n\nyou & me"),
        ("a < b and 3 > 2 <3", "a < b and 3 > 2 <3"),
        ("line<br>line<br/>", "line\nline"),
        ("<script>alert(1)</script><p>words</p>", "words"),
        ("<p>open <b>never closed", "open never closed"),
        ("AT&amp;T &#39;here&#39;", "AT&T 'here'"),
        ("<div>" * 20_000 + "deep", "deep"),
        ("<h1>Hi</h1>there", "Hi\nthere"),
    ],
)
def test_messages_lose_their_markup(html: str, text: str) -> None:
    """A message gives its words, whatever stands around them."""
    assert linkedin.plain(html) == text


def test_an_article_without_end_is_refused() -> None:
    """A page larger than any article is not taken into memory."""
    with pytest.raises(ReadError, match="too long"):
        list(linkedin.page(io.BytesIO(b"<p>" + b"x" * 9 * 1024**2)))


def test_the_owner_is_found_from_the_messages_alone(tmp_path: Path) -> None:
    """Whoever is in all conversations is the owner; of a single one nobody can tell."""
    two = MESSAGES + message("1", "ada", "bo") + message("2", "cy", "ada")
    got, _ = read(tmp_path / "two", {"messages.csv": two})
    assert [one.mine for one in got] == [True, False]
    got, _ = read(tmp_path / "one", {"messages.csv": MESSAGES + message("1", "ada", "bo")})
    assert [one.mine for one in got] == [False]


def test_the_owner_by_invitations_before_a_namesake(tmp_path: Path) -> None:
    """An account that invites is the owner's, and somebody of the same name with another account is not."""
    inv = (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        'Ada A,Bo,"1/2/26, 3:04 PM",,OUTGOING,https://www.linkedin.com/in/ada,https://www.linkedin.com/in/bo\n'
    )
    profile = "First Name,Last Name,Maiden Name,Headline\nAda,A,,Therapist\n"
    rows = message("1", "ada", "bo") + message("1", "ada2", "ada").replace("1,,ada2,", "1,,Ada A,")
    got, _ = read(tmp_path, {"Invitations.csv": inv, "Profile.csv": profile, "messages.csv": MESSAGES + rows})
    assert [one.mine for one in got if one.kind is Kind.MESSAGE] == [True, False]


def test_two_of_one_name_stay_two(tmp_path: Path) -> None:
    """Two accounts of one name without links have ids of their own, which hold no name."""
    head = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    got, _ = read(tmp_path, {"Connections.csv": f"{head}Ana,Silva,,,,2 Jan 2020\nAna,Silva,,,,3 Jan 2020\n"})
    assert len({one.id for one in got}) == 2
    assert not [one for one in got if "silva" in one.id.lower()]


@pytest.mark.parametrize(
    "files",
    [
        {"comments.csv": "id,permalink,date,ip,subreddit,gildings,link,parent,body,media\na,b,c,d,e,f,g,h,i,j\n"},
        {"messages.csv": "id,permalink,thread_id,date,ip,from,to,subject,body\na,b,c,d,e,f,g,h,i\n"},
        {"Profile.csv": "name,headline\nsomebody,something\n"},
        {"Connections.csv": "date,link,message\n"},
        {"Articles/a.html": "<html><h1>Anything</h1></html>"},
        {"votes.csv": "id,permalink,direction\n", "skills.csv": "name\n"},
    ],
)
def test_other_tables_are_not_claimed(tmp_path: Path, files: dict[str, str]) -> None:
    """A table of the same name with other headings is none of LinkedIn's."""
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Source([tmp_path]) as source:
        assert linkedin.recognise(source) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Connections.csv", "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"),
        ("Shares_155814142.csv", SHARES),
        ("messages (1).csv", MESSAGES),
        ("Endorsement Received Info.csv", "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name\n"),
    ],
)
def test_a_single_table_is_enough(tmp_path: Path, name: str, text: str) -> None:
    """One file out of the export is recognised, and read."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with Source([tmp_path / name]) as source:
        found = linkedin.recognise(source)
        coverage = Coverage()
        assert list(activities(linkedin, source, coverage, messages=True)) == []
    assert found is not None
    assert found.confidence >= 0.9
    assert not coverage.counts[0].broken

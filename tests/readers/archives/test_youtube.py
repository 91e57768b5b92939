"""YouTube's tables, pages and lists, where the made-up exports are too small or too well-behaved."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.activity import Coverage, Visibility
from circumspect.domain.document import Surface
from circumspect.readers._kit import ReadError
from circumspect.readers.archives import youtube
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from circumspect.domain.activity import Activity

ENGLISH = "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text\n"
MANY = 100_000


def read(path: Path) -> tuple[list[Activity], Coverage]:
    """Read an export whole."""
    coverage = Coverage()
    with Source([path]) as source:
        return list(activities(youtube, source, coverage)), coverage


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("as it stands", "as it stands"),
        ('{"takeoutSegments":[{"text":"one "},{"text":"two"}]}', "one two"),
        ('{"text":"one"},{"text":"\n"},{"text":"two","mention":{"externalChannelId":"UCx"}}', "one\ntwo"),
        ('{"mention":{"externalChannelId":"UCx"},"text":"@a"},{"text":" b"}', "@a b"),
        ('{"emoji":{"emojiId":"x"}},{"text":"b"}', "b"),
        ("{a brace of words}", "{a brace of words}"),
        ("", ""),
    ],
)
def test_words_come_out_of_each_form_of_a_cell(cell: str, meant: str) -> None:
    """Plain words, wrapped segments and bare segments give the words that were written."""
    assert youtube.words(cell) == meant


@pytest.mark.parametrize("cell", ['{"text":"breaks', '{"text":"a"},3', '{"text":' * 100_000])
def test_words_that_break_off_are_unreadable(cell: str) -> None:
    """A cell that begins as segments and is none raises ReadError."""
    with pytest.raises(ReadError):
        youtube.words(cell)


def test_a_comment_full_of_semicolons_does_not_choose_the_delimiter(tmp_path: Path) -> None:
    """The delimiter is that of the headings, whatever stands below."""
    path = tmp_path / "comments.csv"
    path.write_text(ENGLISH + 'c1,UC1,2024-01-01T00:00:00+00:00,0,,v1,"a;b;c;d;e;f;g;h;i;j;k;l"\n', encoding="utf-8")
    found, _ = read(path)
    assert [one.text for one in found] == ["a;b;c;d;e;f;g;h;i;j;k;l"]


def test_a_table_that_a_spreadsheet_saved_again_is_read(tmp_path: Path) -> None:
    """Semicolons, a BOM and UTF-16 are no hindrance."""
    path = tmp_path / "comments.csv"
    line = ENGLISH.replace(",", ";") + "c1;UC1;2024-01-01T00:00:00+00:00;0;p1;v1;Grüße\n"
    path.write_bytes(line.encode("utf-16"))
    found, _ = read(path)
    assert [(one.text, one.surface, one.answers) for one in found] == [("Grüße", Surface.REPLY, "p1")]


def test_accents_of_names_and_headings_may_be_taken_apart(tmp_path: Path) -> None:
    """Headings from a Mac, accents apart from their letters, mean the same."""
    folder = tmp_path / "Takeout" / "YouTube y YouTube Music" / "comentarios"
    folder.mkdir(parents=True)
    headings = "ID de comentario,ID de canal,Marca de tiempo de creacio\u0301n del comentario,Precio,"
    headings += "ID de vi\u0301deo,Texto del comentario"
    (folder / "comentarios.csv").write_text(
        f"{headings}\nc1,UC1,2024-01-01T00:00:00+00:00,0,v1,hola\n", encoding="utf-8"
    )
    found, coverage = read(tmp_path)
    assert [(one.text, one.link[-8:]) for one in found] == [("hola", "v1&lc=c1")]
    assert "comments" not in coverage.missing


@pytest.mark.parametrize(
    ("id_", "sort"), [("UgkxNMWabcdefghijklmnop", "post"), ("UgxEx3xTiRa3Zv_sTsF4AaABAg", "comment")]
)
def test_posts_and_comments_in_a_language_unknown_are_told_apart(tmp_path: Path, id_: str, sort: str) -> None:
    """Where no heading is known, the number tells a post of the owner's own page from a comment on another's."""
    folder = tmp_path / "Takeout" / "YouTube ja YouTube Music" / "x"
    folder.mkdir(parents=True)
    line = f'{id_},UCabcdefghijklmnopqrstuv,2024-01-01T00:00:00+00:00,"{{""text"":""hei""}}"\n'
    (folder / "x.csv").write_text(f"Tunnus,Kanava,Aika,Sanat\n{line}", encoding="utf-8")
    found, _ = read(tmp_path)
    assert [(one.sort, one.text, one.id) for one in found] == [(sort, "hei", id_)]


def test_other_tables_of_a_takeout_are_not_taken_for_comments(tmp_path: Path) -> None:
    """A table of another Google product, deep in the archive, is unknown; one near the top is left aside."""
    pay = tmp_path / "Takeout" / "Google Pay" / "My transactions"
    pay.mkdir(parents=True)
    (pay / "transactions.csv").write_text("Time,Description\n2024-01-01T00:00:00Z,x\n", encoding="utf-8")
    (tmp_path / "names.csv").write_text("first,last\na,b\n", encoding="utf-8")
    found, coverage = read(tmp_path)
    assert found == []
    assert coverage.unknown == ["Takeout/Google Pay/My transactions/transactions.csv"]
    with Source([tmp_path]) as source:
        assert youtube.recognise(source) is None


def test_a_part_of_exactly_two_gigabytes_is_refused(tmp_path: Path) -> None:
    """Such a part was cut off on its way: the refusal says so and what to do; a byte less is read."""
    small = io.BytesIO()
    with zipfile.ZipFile(small, "w") as archive:
        archive.writestr("Takeout/YouTube and YouTube Music/comments/comments.csv", ENGLISH + "c,UC1,,,,v,x\n")
    path = tmp_path / "takeout-20260101T000000Z-001.zip"
    for size, refused in ((2 * 1024**3, True), (2 * 1024**3 - 1, False)):
        with path.open("wb") as file:  # sparse: nearly nothing is written
            file.truncate(size - len(small.getvalue()))
            file.seek(0, 2)
            file.write(small.getvalue())
        with Source([path]) as source:
            told = youtube.recognise(source)
        assert told is not None
        assert bool(told.refused) is refused
        path.unlink()


def test_memory_stays_bounded_for_many_comments(most_held: Callable[..., tuple[int, int]]) -> None:
    """A table of 100,000 comments and a history of as many entries are streamed, not held."""
    line = b'UgxAAAAAAAAAAAAAAAA4AaABAg,UC1,2024-01-01T00:00:00+00:00,0,,v1,"{""text"":""some words""}"\n'
    tables = io.BytesIO(ENGLISH.encode() + line * MANY)
    watched = io.BytesIO(b"[" + b",".join([b'{"title":"x","time":"2024-01-01T00:00:00Z"}'] * MANY) + b"]")
    for stream in (tables, watched):
        count, held = most_held(youtube.rows_of(stream))
        assert count == MANY
        assert held < MANY // 4


def test_a_page_without_end_is_refused() -> None:
    """Markup that never closes, and an entry that never ends, raise ReadError before memory fills."""
    for raw in (b"<ul><li>x<!-- " + b"a" * 40_000_000, b"<ul><li>" + b"a " * 20_000_000):
        with pytest.raises(ReadError):
            list(youtube.list_rows(io.BytesIO(raw)))


def test_a_page_that_breaks_off_gives_what_stands_there() -> None:
    """The last entry of a page that was cut off is not lost."""
    raw = b'<ul><li>Sent at 2020-04-27 23:18:23 UTC <a href="http://www.youtube.com/watch?v=mM">a video</a>.<br/>conte'
    (row,) = youtube.list_rows(io.BytesIO(raw))
    assert row.cells["words"] == "conte"


def test_histories_in_html_are_counted_across_chunks() -> None:
    """Entries of a history are counted once each, wherever the chunks end."""
    page = "<div class='outer-cell'>" * 10_000
    assert sum(1 for _ in youtube.activity_rows(io.BytesIO(page.encode()))) == 10_000


def test_hostile_markup_stays_words(tmp_path: Path) -> None:
    """Markup inside a table is the words that somebody wrote; nothing of it is carried out or dropped."""
    told = json.dumps({"text": "<script>alert(1)</script> =HYPERLINK(1)"}).replace('"', '""')
    path = tmp_path / "comments.csv"
    path.write_text(f'{ENGLISH}c1,UC1,2024-01-01T00:00:00+00:00,0,,v1,"{told}"\n', encoding="utf-8")
    found, _ = read(path)
    assert found[0].text == "<script>alert(1)</script> =HYPERLINK(1)"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Public", Visibility.PUBLIC),
        ("Openbaar", Visibility.PUBLIC),
        ("Privé", Visibility.PRIVATE),
        ("Unlisted", Visibility.CHOSEN),
        ("Nicht gelistet", Visibility.CHOSEN),
        ("sichtbar für manche", Visibility.UNKNOWN),
    ],
)
def test_who_can_see_it(word: str, meant: Visibility) -> None:
    """Words for visibility are known in several languages; others are unknown, never public."""
    assert youtube.seen_by(word) is meant

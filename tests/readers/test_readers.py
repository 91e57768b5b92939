"""Readers: a file becomes a document of the same length and lines, with its markup masked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.core.fold import fold
from circumspect.domain.document import Account, Surface
from circumspect.readers import _kit, html, markdown, plain

PLACE = _kit.Place()
MARKUP = st.lists(
    st.sampled_from(
        [
            *("word ", "two words", "\n", "\n\n", "**", "_", "`", "```", "[a](b)", "# ", "> ", "- ", "<p>"),
            *("</p>", "<br>", "<b>"),
            *("&amp;", "<!-- x -->", "<script>", "</script>", "<code>", "</code>", "---\n", "\r\n", "\r"),
            *("é", "👩🏽‍⚕️", "\u2028", "\x00", "\ud83d"),
        ],
    ),
    max_size=40,
)  # fmt: skip


def _words(text: str) -> str:
    return " ".join(fold(text).text.split())


@given(MARKUP)
def test_every_reader_keeps_length_and_lines(pieces: list[str]) -> None:
    """Whatever the file, the document is as long as it, and every line starts where it started."""
    text = "".join(pieces)
    for reader in (plain, markdown, html):
        try:
            read = reader.read(text, PLACE).text
        except _kit.ReadError as error:  # nothing is left to review
            assert "empty" in str(error)  # noqa: PT017 - either outcome is fine
            continue
        assert len(read) == len(text)
        assert [i for i, c in enumerate(read) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("# A **bold** _claim_", "a bold claim"),
        ("see [our page](https://x.test/review) now", "see our page now"),
        ("see [our page][1] now", "see our page now"),
        ("![a photo](x.png) here", "a photo here"),
        ("run `leave a review` now", "run now"),
        ("a <b>b</b> <!-- c --> d", "a b d"),
        ("- one\n- two", "one two"),
        ("> quoted", "quoted"),
        ("@some_user_name wrote", "@some_user_name wrote"),
        ("5 * 3 * 2", "5 3 2"),
        ("cli**en**t", "client"),
    ],
)
def test_markdown_reads_as_people_see_it(text: str, seen: str) -> None:
    """Signs of the markup vanish, and the words stand as they are seen."""
    assert _words(markdown.read(text, PLACE).text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<p>one</p><p>two</p>", "one two"),
        ("cli<b>en</b>t", "client"),
        ("a &amp; b &eacute;t&#233;", "a & b ete"),
        ("<script>x</script>a<style>b</style>", "a"),
        ("a<br>b<br/>c", "a b c"),
        ("<a href='leave-us-a-review'>here</a>", "here"),
        ("<ul><li>one<li>two</ul>", "one two"),
        ("<p title='secret'>x</p>", "x"),
    ],
)
def test_html_reads_as_people_see_it(text: str, seen: str) -> None:
    """Tags vanish, entities are their signs, blocks keep words apart."""
    assert _words(html.read(text, PLACE).text) == seen


def test_blocks_of_html_end_a_sentence() -> None:
    """Words of two paragraphs are not read as one sentence, even where no full stop stands."""
    from circumspect.core import segment  # noqa: PLC0415 - beside its only use

    folded = fold(html.read("<h1>Leave us</h1><p>a review</p>", PLACE).text).text
    assert len(segment.sentences(folded)) == 2


@pytest.mark.parametrize("reader", [plain, markdown])
def test_front_matter_gives_the_place(reader: object) -> None:
    """Surface, account, day and the message answered come from the top of the file; other keys are left alone."""
    text = '---\ntitle: "x"\nsurface: dm\naccount: personal\ndate: 2019-05-01\nin_reply_to: hello\ntags: [a]\n---\nHi'
    read = reader.read(text, PLACE)  # type: ignore[attr-defined]
    assert (read.surface, read.account, read.written, read.in_reply_to) == (
        Surface.DM,
        Account.PERSONAL,
        date(2019, 5, 1),
        "hello",
    )
    assert len(read.text) == len(text)
    assert read.text.split("\n")[-1] == "Hi"
    assert read.text.split() == ["Hi"]


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    """Dashes further down, or never closed, belong to the text."""
    assert plain.read("Hi\n---\nsurface: dm\n---\n", PLACE).surface is Surface.POST
    assert plain.read("---\nsurface: dm\nHi", PLACE).text.startswith("---")


@given(st.binary(max_size=60))
def test_bytes_become_text_or_a_clear_complaint(raw: bytes) -> None:
    """Decoding never fails otherwise than with a ReadError that quotes nothing."""
    try:
        text = _kit.decode(raw)
    except _kit.ReadError as error:
        assert "UTF" in str(error)  # noqa: PT017 - either outcome is fine
    else:
        assert not text.startswith("\ufeff") or raw.startswith(b"\xef\xbb\xbf\xef\xbb\xbf")

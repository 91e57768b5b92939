"""Words of a picture: the order they are read in, and whether they stand as in a chat."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from circumspect.core.pictures import CHAT, Block, blocks, chat_likeness, laid_out
from circumspect.domain.picture import Box, Line

PHONE = (1170, 2532)


def line(text: str, x: int, y: int, w: int = 400, h: int = 40) -> Line:
    """Give a line that was read at a place."""
    return Line(text, Box(x, y, w, h), 0.99)


def bubbles(*given_: tuple[str, str], width: int = 1170, wide: int = 500) -> list[Block]:
    """Give a chat: on which side each bubble stands, and what it says."""
    return blocks(
        line(words, 60 if side == "left" else width - 60 - wide, 400 + 180 * at, wide)
        for at, (side, words) in enumerate(given_)
    )


# --- the order of words ---


def test_lines_of_a_paragraph_become_one_sentence() -> None:
    """Lines that are wrapped are read on; a gap begins a new line of text."""
    found = blocks([line("told me today", 40, 105), line("My client Quillon", 40, 60), line("Booked out", 40, 400)])
    assert laid_out(found).text == "My client Quillon told me today\nBooked out\n"


def test_columns_are_read_one_after_the_other() -> None:
    """Words that stand beside each other in two columns are not mixed."""
    rows = [line(f"{side}{row}", x, 100 + 50 * row, 200) for row in range(3) for side, x in (("a", 40), ("b", 640))]
    assert laid_out(blocks(rows)).text == "a0 a1 a2\nb0 b1 b2\n"


def test_pieces_of_one_row_are_joined_whatever_their_height() -> None:
    """A row that was read in two pieces is one line, from left to right, though the right one is higher."""
    assert laid_out(blocks([line("later", 460, 97, 100), line("Call you", 40, 100)])).text == "Call you later\n"


def test_words_beside_the_picture_have_no_box() -> None:
    """What is stored in the file comes last, and points at no stretch of the picture."""
    words = laid_out(blocks([line("Hello", 0, 0)]), ["my client Jake"])
    start = words.text.index("my client")
    assert words.boxes(0, 5) == (Box(0, 0, 400, 40),)
    assert words.boxes(start, start + 9) == ()


@given(
    st.lists(
        st.builds(
            Line,
            st.text(min_size=1, max_size=8),
            st.builds(Box, st.integers(0, 900), st.integers(0, 900), st.integers(1, 400), st.integers(1, 60)),
            st.just(0.9),
        ),
        max_size=12,
    )
)
def test_no_line_is_lost_and_every_box_points_at_its_words(lines: list[Line]) -> None:
    """Whatever was read is in the text once, and its stretch of the text leads to its box."""
    words = laid_out(blocks(lines))
    said = Counter((words.text[low:high], box) for low, high, box in words.spans)
    assert said == Counter((one.text, one.box) for one in lines)


def test_words_stay_out_of_repr() -> None:
    """Lines, blocks and the text show lengths only."""
    found = blocks([line("Quillon", 0, 0)])
    assert "Quillon" not in repr((found, found[0].lines, laid_out(found)))


# --- chats ---


def test_bubbles_in_turn_on_a_phone_are_a_chat() -> None:
    """Two sides in turn, the shape of a phone and times: as sure as the layout can be."""
    chat = bubbles(
        ("left", "Can we move 3:15 PM?"), ("right", "Does 4:00 work?"), ("left", "Yes"), ("right", "See you")
    )
    assert chat_likeness(chat, *PHONE) >= 0.8


def test_a_chat_that_was_cut_out_is_still_one() -> None:
    """Without the phone's shape and without times, both sides in turn are enough."""
    chat = bubbles(("left", "Can we move?"), ("right", "Of course"), ("left", "Thank you"), ("right", "See you"))
    assert CHAT <= chat_likeness(chat, 1170, 1170) < 0.8


def test_what_only_one_wrote_is_a_chat_with_times_and_the_shape_of_a_phone() -> None:
    """A client's messages alone, with times, on a phone."""
    texts = (("left", "I cannot sleep 10:41 PM"), ("left", "Are you there? 10:44 PM"), ("left", "Delivered"))
    assert chat_likeness(bubbles(*texts), *PHONE) >= CHAT


def test_pages_cards_and_tables_are_no_chat() -> None:
    """A page of text, a quotation in the middle and two columns are not called a chat."""
    page = blocks(line(f"Paragraph {at} of a page", 60, 300 + 200 * at, 900) for at in range(6))
    card = blocks(line("Rest is work too", 335, 600 + 200 * at, 500) for at in range(4))
    table = [Block((line(f"{at} cell", x, 400 + 180 * at, 350),)) for at in range(5) for x in (60, 1170 - 60 - 350)]
    assert [chat_likeness(one, *PHONE) >= CHAT for one in (page, card, table, [])] == [False] * 4


def test_the_bars_of_a_phone_are_no_bubbles() -> None:
    """The clock and the battery above a page are not two people."""
    bars = [line("9:41", 60, 40, 120), line("100%", 1000, 40, 120), line("Back", 60, 2450, 120)]
    page = [line("A page of text", 60, 600, 900)]
    assert chat_likeness(blocks([*bars, *page]), *PHONE) < CHAT


@given(st.lists(st.builds(Box, *[st.integers(-50, 5_000)] * 2, *[st.integers(1, 5_000)] * 2), max_size=9))
def test_likeness_is_a_share_whatever_the_boxes(boxes: list[Box]) -> None:
    """Boxes outside of the picture, over each other, or none: 0 to 1."""
    found = [Block((Line("10:00 Delivered", box, 1.0),)) for box in boxes]
    assert 0.0 <= chat_likeness(found, 1, 1) <= 1.0
    assert 0.0 <= chat_likeness(found, 1170, 2532) <= 1.0

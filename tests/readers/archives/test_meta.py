"""What Facebook's and Instagram's exports share: rows from every shape, undamaged text, labels, conversations."""

from __future__ import annotations

import io
import itertools
import json
from typing import IO, TYPE_CHECKING, Any, cast

import ijson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.readers._kit import ReadError
from circumspect.readers.archives import _meta
from circumspect.readers.archives._meta import Labels, cleaned, conversation, listed
from circumspect.readers.archives._source import Member

if TYPE_CHECKING:
    from collections.abc import Iterator

ANYWHERE = Member("messages/inbox/ilse_1/message_1.json", 0)


def stream(value: object, encoding: str = "utf-8") -> io.BytesIO:
    """Give a file."""
    return io.BytesIO(json.dumps(value).encode(encoding))


def damaged(text: str, times: int) -> str:
    """Give a text as Meta writes it."""
    for _ in range(times):
        text = text.encode().decode("latin-1")
    return text


@pytest.mark.parametrize("times", [0, 1, 2, 3])
@pytest.mark.parametrize("text", ["Café ☕", "🙂", "naïve – “quoted”", "Żaneta Wójcik", "장재원", "👩‍👧 ok"])  # noqa: RUF001
def test_every_damage_is_undone(text: str, times: int) -> None:
    """Whatever was damaged once, twice or three times comes out as it was meant, in values, keys and lists."""
    assert cleaned({damaged("Prénom", times): [damaged(text, times)]}) == {"Prénom": [text]}


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.integers(1, 2))
def test_damage_is_undone_for_any_text(text: str, times: int) -> None:
    """Mending what was damaged gives what mending the text itself gives, so no damage of Meta's is left."""
    assert cleaned(damaged(text, times)) == cleaned(text)


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ([{"a": 1}, 2], [("", {"a": 1}), ("", 2)]),
        ({"friends_v2": [1]}, [("friends_v2", 1)]),
        ({"friends_v9": [1], "x": "y", "more": [2]}, [("friends_v9", 1), ("more", 2)]),
        ({"wall_posts": {"activity_log_data": [1]}}, [("activity_log_data", 1)]),
        ({"events": {"joined": [1], "declined": [2]}}, [("joined", 1), ("declined", 2)]),
        (
            {"timestamp": 5, "label_values": [{"label": "x"}]},
            [("", {"timestamp": 5, "label_values": [{"label": "x"}]})],
        ),
        ({"empty": []}, []),
        ([], []),
        ({}, []),
    ],
)
def test_rows_come_out_of_every_shape(value: object, rows: list[Any]) -> None:
    """A bare list, lists under names old and new, lists in objects, and a single row without its list."""
    assert list(listed(stream(value))) == rows


def test_pairs_come_out_where_asked_for() -> None:
    """Handles that stand as keys are rows, dots in them or not."""
    old = {"followers": {"a.b.c": "2018-01-01", "d": "2019-01-01"}}
    assert list(_meta.paired(stream(old))) == [
        ("followers", ("a.b.c", "2018-01-01")),
        ("followers", ("d", "2019-01-01")),
    ]
    assert list(listed(stream(old))) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(encoding: str) -> None:
    """A byte order mark, or UTF-16, changes nothing."""
    assert list(listed(stream({"x": [damaged("é", 1)]}, encoding))) == [("x", "é")]


def test_rows_before_the_break_are_given() -> None:
    """A file that breaks off gives the rows before, then says so."""
    for raw in (b'[{"a": 1}, {"a": 2}, {"a', b'{"x": [{"a": 1}, {"a": 2}, {"a'):
        assert [row for _, row in before_the_break(listed(io.BytesIO(raw)))] == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(("head", "tail"), [(b"[", b"]"), (b'{"friends_v2": [', b"]}")], ids=["bare", "named"])
def test_large_lists_are_streamed(head: bytes, tail: bytes) -> None:
    """Of 200,000 rows, each is given before much more of the file was read than what stands before it."""
    file = Grown(head, b'{"name": "Anna", "timestamp": 1600000000}', 200_000, tail)
    ahead = most = 0
    for number, _ in enumerate(_meta.rows(cast("IO[bytes]", file)), 1):
        ahead = file.given - number * (len(file.row) + 1)
        most = max(most, ahead)
    assert number == 200_000
    assert most < 1_000_000


@pytest.mark.parametrize("raw", [b'{"x": [' + b"[" * 5000, b'{"x": ' * 5000, b'{"x": [{"y": ' + b'{"y": ' * 5000])
def test_depth_without_end_is_no_crash(raw: bytes) -> None:
    """Depth without end raises what the kit notes as broken, and nothing else."""
    with pytest.raises((ReadError, RecursionError, ijson.JSONError)):
        list(listed(io.BytesIO(raw)))


def test_labels_are_found_by_name_and_by_place() -> None:
    """A label is known in our languages and by Meta's own name for it, and without either by where it stands."""
    row = {
        "label_values": [
            {"label": "URL", "value": "https://example.org/1"},
            {"label": "Ohje", "ent_field_name": "Text", "value": "the words"},
            {"title": "Omistaja", "dict": [{"dict": [{"label": "Nimi", "value": "Ilse"}], "title": ""}]},
        ]
    }
    labels = Labels(row)
    assert (labels.link, labels.first(), labels.text(frozenset({"text"}))) == (
        "https://example.org/1", "the words", "the words",
    )  # fmt: skip
    assert [field.text for field in labels.grouped(frozenset({"omistaja"}))] == ["Ilse"]


def thread(people: list[str], title: str, *messages: tuple[str, int, str]) -> dict[str, Any]:
    """Give a conversation's file."""
    return {
        "participants": [{"name": name} for name in people],
        "messages": [{"sender_name": who, "timestamp_ms": at * 1000, "content": text} for who, at, text in messages],
        "title": title,
    }


def before_the_break(rows: Iterator[Any]) -> list[Any]:
    """Give the rows of a file that breaks off."""
    found = []
    while True:
        try:
            found.append(next(rows))
        except ijson.JSONError:
            return found


class Grown(io.RawIOBase):
    """A file that grows while it is read, and knows how much of it was."""

    def __init__(self, head: bytes, row: bytes, count: int, tail: bytes) -> None:
        """Take what stands before the rows, a row, how many there are, and what stands behind."""
        self.row, self.given, self._rest = row, 0, b""
        self._pieces = itertools.chain([head, row], itertools.repeat(b"," + row, count - 1), [tail])

    def readable(self) -> bool:
        """Say yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Give so many bytes, where there are as many."""
        while len(self._rest) < size and (piece := next(self._pieces, b"")):
            self._rest += piece
        found, self._rest = self._rest[:size], self._rest[size:]
        self.given += len(found)
        return found


def taken(value: object) -> list[Any]:
    """Give the messages of a conversation."""
    return [one for row in conversation(stream(value)) for one in _meta.take_message(row, ANYWHERE, "facebook")]


@pytest.mark.parametrize("people", [["Ilse", "Me"], ["Me", "Ilse"]])
def test_whose_message_it_is(people: list[str]) -> None:
    """Of two the conversation is called after the other one, in whichever order they stand."""
    found = taken(thread(people, "Ilse", ("Me", 1_600_000_002, "b"), ("Ilse", 1_600_000_001, "a")))
    assert [(one.mine, one.in_reply_to, one.who.display) for one in found] == [
        (True, "a", "Ilse"), (False, None, "Ilse"),
    ]  # fmt: skip


def test_in_a_group_the_owner_is_the_last() -> None:
    """In a group the archive is of whoever stands last, and an own message is to nobody in particular."""
    found = taken(thread(["A", "B", "Me"], "Team", ("Me", 1_600_000_002, "b"), ("B", 1_600_000_001, "a")))
    assert [(one.mine, one.title, one.who and one.who.display) for one in found] == [
        (True, "Team", None), (False, "Team", "B"),
    ]  # fmt: skip


def test_messages_before_the_break_are_given() -> None:
    """A conversation that breaks off still gives what stands before, although it is held back until the end."""
    raw = json.dumps(thread(["Ilse", "Me"], "Ilse", ("Me", 1_600_000_002, "b"), ("Ilse", 1_600_000_001, "a"))).encode()
    found = before_the_break(conversation(io.BytesIO(raw[: raw.index(b'"title"') - 3])))
    assert [row.message["content"] for row in found] == ["b", "a"]


def test_a_long_conversation_is_not_held_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what Meta ever puts into one file, messages are given before the file was read to its end."""
    monkeypatch.setattr(_meta, "_MOST_HELD", 10)
    many = [("Ilse", 1_600_000_000 + number, str(number)) for number in range(25)]
    raw = json.dumps(thread(["Ilse", "Me"], "Ilse", *many)).encode()
    broken = raw[: raw.index(b'"24"')]
    rows = conversation(io.BytesIO(broken))
    assert [next(rows).message["content"] for _ in range(10)] == [str(number) for number in range(10)]


@pytest.mark.parametrize("value", [[1], {"a": 1}, {"participants": []}, {"messages": 3, "participants": []}])
def test_another_file_is_no_conversation(value: object) -> None:
    """A file without messages is said to be none."""
    with pytest.raises(ReadError):
        list(conversation(stream(value)))


def test_nothing_shows_its_words() -> None:
    """Neither a message in its conversation nor a label shows its words."""
    (row,) = conversation(stream(thread(["Ilse Vogt", "Me"], "Ilse Vogt", ("Ilse Vogt", 1_600_000_001, "secret"))))
    field = Labels({"label_values": [{"label": "Name", "value": "Ilse Vogt"}]}).fields[0]
    assert not any(word in repr(row) + repr(field) for word in ("Ilse", "secret"))

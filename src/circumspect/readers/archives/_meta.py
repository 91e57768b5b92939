"""What the exports of Facebook and Instagram share: rows, labels, conversations. Open it when Meta changes both.

Confirmed in public parsers of real exports: every text is damaged, keys of `string_map_data` as well; a list stands
bare or under a name that changes with the years (`friends`, `friends_v2`); a file with a single label/value row has it
without the list; labels are in the language of the account; messages stand newest first, at most 10,000 to a file;
chats with end-to-end encryption come apart, with other names (`senderName`) and undamaged. From memory: that a
conversation of two is called after the other one, and that the owner is the last of the participants.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any, cast

import ijson

from circumspect.domain.activity import Activity, Kind, Recognition
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import Part, after_assignment, is_html_form, mended, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from circumspect.readers.archives._source import Member, Source

Leaf = tuple[str, object]
_DEEPEST = 100
# Keys that a row has and a file with lists has not: a file that begins with one is a single row.
_OF_A_ROW = frozenset({"timestamp", "media", "label_values", "fbid", "ent_name"})
_STARTS, _ENDS = frozenset({"start_map", "start_array"}), frozenset({"end_map", "end_array"})


# --- rows


def rows(stream: IO[bytes]) -> Iterator[Any]:
    """Stream the rows of a file, mended, whatever its lists are called."""
    for _, row in listed(stream):
        yield row


def listed(stream: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """Stream the rows of a file, mended, each with the name of its list; "" for a bare list or a single row."""
    return _listed(stream, pairs=False)


def paired(stream: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """Stream the rows of a file as `listed` does, and the members of its inner objects, each as a key and a value."""
    return _listed(stream, pairs=True)


def _listed(stream: IO[bytes], *, pairs: bool) -> Iterator[tuple[str, Any]]:
    text = after_assignment(stream)
    if text.first == b"":
        return
    if text.first == b"[":
        yield from (("", cleaned(row)) for row in ijson.items(text, "item", use_float=True))
        return
    events = iter(ijson.basic_parse(text, use_float=True))
    next(events)
    yield from _lists(events, "", 0, pairs=pairs)


def _lists(events: Iterator[Leaf], own: str, depth: int, *, pairs: bool) -> Iterator[tuple[str, Any]]:
    """Give the rows of the lists inside an object, and of the objects in it. `own`: the name of the object."""
    for event, key in events:
        if event == "end_map":
            return
        event, value = next(events)  # noqa: PLW2901 - a key and its value come one after the other
        name = str(key)
        if depth == 0 and name in _OF_A_ROW:
            row = {name: _value(event, value, events)}
            row.update(_members(events))
            yield "", cleaned(row)
            return
        if event == "start_array":
            yield from _items(events, name)
        elif event == "start_map" and depth < _DEEPEST:
            yield from _lists(events, name, depth + 1, pairs=pairs)
        elif pairs and depth and event not in _STARTS:
            yield own, (name, value)
        else:
            _value(event, value, events)


def _items(events: Iterator[Leaf], name: str) -> Iterator[tuple[str, Any]]:
    for event, value in events:
        if event == "end_array":
            return
        yield name, cleaned(_value(event, value, events))


def _members(events: Iterator[Leaf]) -> Iterator[tuple[str, Any]]:
    """Give what is left of an object: key and value."""
    for event, key in events:
        if event == "end_map":
            return
        yield str(key), _value(*next(events), events)


def _value(event: str, value: object, events: Iterator[Leaf]) -> Any:  # noqa: ANN401 - what stands in a JSON file
    """Build the value that begins with this event."""
    if event not in _STARTS:
        return value
    builder, depth = ijson.ObjectBuilder(), 1
    builder.event(event, value)
    while depth:
        event, value = next(events)
        builder.event(event, value)
        depth += (event in _STARTS) - (event in _ENDS)
        if depth > _DEEPEST:
            raise ReadError("is nested too deeply")
    return builder.value


def no_rows(_: IO[bytes]) -> Iterator[Any]:
    """Give nothing: a file that we know and that is not for us is not even parsed."""
    return iter(())


def nothing(_: object, __: Member) -> Iterable[Activity]:
    """Give nothing: the row is counted as left aside."""
    return ()


def cleaned(value: Any) -> Any:  # noqa: ANN401 - what stands in a JSON file
    """Give a value with every text in it mended, keys included."""
    if isinstance(value, str):
        return _undamaged(value)
    if isinstance(value, dict):
        return {_undamaged(key): cleaned(inner) for key, inner in value.items()}
    return [cleaned(inner) for inner in value] if isinstance(value, list) else value


def _undamaged(text: str) -> str:
    """Give a text mended as often as it was damaged: Meta damages every text, so what still looks damaged is."""
    for _ in range(3):
        if text.isascii():
            break
        try:
            text = text.encode("latin-1").decode()
        except UnicodeError:
            if (better := mended(text)) == text:
                break
            text = better
    return text


def words(value: object) -> str:
    """Give a text without blanks around it; "" for none. Raises TypeError for what is no text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError
    return value.strip()


def moment(value: object) -> datetime | None:
    """Give a time; none for what Meta writes where it has none: nothing, 0, or a number below. Raises ValueError."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value <= 0:
        return None
    return when(value)


def files(media: Iterable[Any]) -> tuple[str, ...]:
    """Give the names of the files that these pictures and films are, those on the web left out."""
    found = (words(one.get("uri")).removeprefix("./") for one in media if isinstance(one, dict))
    return tuple(dict.fromkeys(name for name in found if name and not name.startswith(("http:", "https:"))))


def picture(platform: str, names: Sequence[str], at: datetime | None, sort: str, **more: Any) -> Activity:  # noqa: ANN401
    """Give pictures and films that no text belongs to; their id, name and time of the first, lasts through eras."""
    own = names[0].rpartition("/")[2] + (f"@{at.timestamp():.0f}" if at else "")
    return Activity(Kind.MEDIA, platform, sort, id=f"media:{own}", when=at, media=tuple(names), **more)


# The folders that stand at the top of an export, and the files that lie there.
_TOP = re.compile(
    r"(?P<top>(?:.*?/)??)(?:your_facebook_activity|your_activity_across_facebook|your_instagram_activity"
    r"|this_profile.{0,3}s_activity_across_facebook|connections|personal_information|posts|comments"
    r"|comments_and_reactions|content|groups|messages|stories|photos_and_videos"
    r"|account_information|other_activity|likes_and_reactions|profile_information)/"
)


# Files that went along with messages: whatever they are called, they are no part of the export.
SENT_FILES = r"(^|/)messages/.+/(files|photos|videos|audio|gifs)/[^/]+$"
# What Meta puts into a folder of which it has nothing.
EMPTY_FOLDER = r"(^|/)no-data[.]txt$"


def at_home(part: Part, foreign: str) -> Part:
    """Make a part that leaves the other platform's files alone and names pictures as the archive does.

    Both exports may lie in one folder, and each in one of its own. `foreign`: a pattern of the other platform's names.
    """

    def take(row: Any, member: Member) -> Iterator[Activity]:  # noqa: ANN401 - what stands in a JSON file
        found = _TOP.match(member.name)
        top = found["top"] if found else member.name[: member.name.rfind("/") + 1]
        for one in part.take(row, member):
            yield replace(one, media=tuple(top + name for name in one.media)) if top and one.media else one

    return replace(part, pattern=f"^(?!.*(?:{foreign})).*?(?:{part.pattern})", take=take)


# --- label/value rows


@dataclass(frozen=True, slots=True, repr=False)
class Field:
    """A label and its value: `names`, the label and Meta's own name, small; `link` and `time` where it has them."""

    names: tuple[str, ...]
    text: str = ""
    link: str = ""
    time: datetime | None = None


class Labels:
    """A row of labels and values, as newer files have them: `{"timestamp", "media", "label_values", "fbid"}`."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        """Take the labels of a row. Raises KeyError, TypeError, AttributeError where it has none."""
        self.groups: list[tuple[str, list[Field]]] = [("", [])]
        self.media: list[Any] = list(row.get("media") or ())
        self._take(row["label_values"], "", self.groups[0][1])

    def _take(self, fields: Iterable[Any], group: str, into: list[Field]) -> None:
        for one in fields:
            named = words(one.get("label")) or words(one.get("title"))
            self.media += one.get("media") or ()
            inner = [*(one.get("dict") or ()), *(one.get("vec") or ())]
            if not inner:
                into.append(_field(one))
            elif any("dict" in deeper for deeper in inner):
                self._take(inner, named or group, into)
            else:
                found: list[Field] = []
                self.groups.append(((named or group).casefold(), found))
                self._take(inner, named or group, found)

    @property
    def fields(self) -> list[Field]:
        """The fields that stand in no group."""
        return self.groups[0][1]

    @property
    def link(self) -> str:
        """The first address; "" where there is none."""
        return next((field.link for _, group in self.groups for field in group if field.link), "")

    @property
    def time(self) -> datetime | None:
        """The first time among the values."""
        return next((field.time for _, group in self.groups for field in group if field.time), None)

    def text(self, names: frozenset[str]) -> str:
        """Give the text of the field that has one of these names (small); "" where none has."""
        all_of_them = (field for _, group in self.groups for field in group)
        return next((field.text for field in all_of_them if field.text and names.intersection(field.names)), "")

    def first(self) -> str:
        """Give the first text that stands in no group: what the row is about, whatever the language of its labels."""
        return next((field.text for field in self.fields if field.text), "")

    def in_groups(self) -> str:
        """Give the first text that stands in a group: whom a row is about, whatever the language of its labels."""
        return next((field.text for _, group in self.groups[1:] for field in group if field.text), "")

    def grouped(self, names: frozenset[str]) -> list[Field]:
        """Give the fields of the first group of one of these names (small)."""
        return next((group for name, group in self.groups[1:] if name in names), [])


def _field(one: Mapping[str, Any]) -> Field:
    names = tuple(words(one.get(key)).casefold() for key in ("label", "ent_field_name"))
    text, link = words(one.get("value")), words(one.get("href"))
    if not link and re.match(r"https?://\S+$", text):
        link = text
    return Field(names, "" if link else text, link, moment(one.get("timestamp_value")))


# --- conversations

# A file has at most 10,000 messages. Beyond this many, the rest is given without what the other side said before.
_MOST_HELD = 20_000
_NO_WORDS = frozenset({"call", "subscribe", "unsubscribe", "payment", "plan"})
_WITH_FILES = ("photos", "videos", "audio_files", "gifs", "files", "media")


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """A message in its conversation: whose archive it is, who else is there, what the other side had said before."""

    message: Any
    owner: str = ""
    others: tuple[str, ...] = ()
    title: str = ""
    thread: str = ""
    before: str | None = None
    handles: bool = False


def conversation(stream: IO[bytes]) -> Iterator[Said]:
    """Stream the messages of a conversation's file, in either of Meta's two ways to write one. Raises ReadError.

    The other side's name stands behind the messages, so these are held until the end, or until the file breaks off.
    """
    text = after_assignment(stream)
    if text.first == b"":
        return
    about: dict[str, Any] = {}
    held: list[Any] = []
    try:
        for message in _messages(iter(ijson.basic_parse(text, use_float=True)), about):
            held.append(message)
            if len(held) >= _MOST_HELD:
                yield from said(held, about)
                held = []
    except Exception:
        yield from said(held, about)
        raise
    yield from said(held, about)


def _messages(events: Iterator[Leaf], about: dict[str, Any]) -> Iterator[Any]:
    """Give the messages of a conversation, and put into `about` what else stands in the file."""
    if next(events)[0] != "start_map":
        raise ReadError("is no conversation")
    found = False
    for event, key in events:
        if event == "end_map":
            break
        event, value = next(events)  # noqa: PLW2901 - a key and its value come one after the other
        if key == "messages" and event == "start_array":
            found = True
            yield from (message for _, message in _items(events, ""))
        else:
            about[str(key)] = cleaned(_value(event, value, events))
    if not found:
        raise ReadError("is no conversation")


def said(messages: Sequence[Any], about: Mapping[str, Any], *, handles: bool = False) -> Iterator[Said]:
    """Give messages in their conversation. `about`: its participants, title, path, as the file has them."""
    people = [words(one["name"] if isinstance(one, dict) else one) for one in about.get("participants") or ()]
    path = words(about.get("thread_path")) or words(about.get("threadName"))
    title = words(about.get("title")) or path.rpartition("/")[2].rpartition("_")[0]
    owner = _owner(people, title)
    others = tuple(name for name in people if name != owner)
    before = _before(messages, owner)
    for number, message in enumerate(messages):
        yield Said(message, owner, others, title, path.rpartition("/")[2], before[number], handles)


def _owner(people: Sequence[str], title: str) -> str:
    """Say who of the participants the archive is of: of two the one whom it is not called after, else the last."""
    if len(people) == 2 and title == people[1] != people[0]:  # noqa: PLR2004 - two people talk
        return people[0]
    return people[-1] if people else ""


def _before(messages: Sequence[Any], owner: str) -> list[str | None]:
    """Give, for each message of the owner, what somebody else had said last."""
    answers: list[str | None] = [None] * len(messages)
    last: str | None = None
    for number in sorted(range(len(messages)), key=lambda n: (_sent(messages[n]), -n)):
        one = messages[number]
        if not isinstance(one, dict):
            continue
        if _sender(one) == owner:
            answers[number] = last
        elif isinstance(text := one.get("content", one.get("text")), str) and text.strip():
            last = text.strip()
    return answers


def _sent(message: object) -> float:
    at = message.get("timestamp_ms", message.get("timestamp")) if isinstance(message, dict) else None
    return float(at) if isinstance(at, int | float) else 0.0


def _sender(message: Mapping[str, Any]) -> object:
    return message.get("sender_name", message.get("senderName"))


def take_message(one: Said, member: Member, platform: str) -> Iterable[Activity]:
    """Give a message; none for calls, for who came and went, and for what was unsent without a trace."""
    message = one.message
    at = moment(message["timestamp_ms"] if "timestamp_ms" in message else message["timestamp"])
    sender, text = words(_sender(message)), words(message.get("content", message.get("text")))
    attached = [inner for key in _WITH_FILES for inner in message.get(key) or ()]
    media = files([*attached, message.get("sticker")])
    link = words((message.get("share") or {}).get("link"))
    is_call = "call_duration" in message or words(message.get("type")).casefold() in _NO_WORDS
    if is_call or not (text or media or link):
        return []
    mine = bool(one.owner) and sender == one.owner
    is_group = len(one.others) > 1
    other = (one.others[0] if one.others and not is_group else "") if mine else sender
    return [
        Activity(
            Kind.MESSAGE, platform, "message", when=at, surface=Surface.DM, text=text, link=link, media=media,
            mine=mine, title=one.title if is_group else "", in_reply_to=one.before,
            who=account(platform, other, handle=one.handles),
            deleted=bool(message.get("is_unsent") or message.get("isUnsent")),
            thread=one.thread or member.name.rpartition("/")[0].rpartition("/")[2],
        )
    ]  # fmt: skip


def account(platform: str, name: str, *, handle: bool = False) -> Request | None:
    """Give an account of which nothing is known but its name or handle, and not how it stands to the owner's."""
    if not name:
        return None
    if handle:
        return Request(handle=name, platform=platform, direction=Direction.UNKNOWN)
    return Request(display=name, platform=platform, direction=Direction.UNKNOWN)


# --- recognising

_LOOKED_INTO = 50


def recognised_by(
    source: Source, platform: str, eras: Mapping[str, str], keys: Mapping[str, str]
) -> Recognition | None:
    """Say of which era an export is. None where neither names nor contents tell.

    `eras`: layout → pattern of names that only it has, newest first; `keys`: layout → pattern of what files begin
    with, looked at only where no name tells.
    """
    names = [member.name for member in source.members]
    for layout, pattern in eras.items():
        if found := sum(re.search(pattern, name, re.IGNORECASE) is not None for name in names):
            because = f"names that only this export has, {found} of them"
            return Recognition(platform, layout, min(1.0, 0.75 + 0.05 * found), because)
    for name in [name for name in names if name.lower().endswith(".json")][:_LOOKED_INTO]:
        head = source.peek(name).decode("utf-8", "replace")
        for layout, pattern in keys.items():
            if re.search(pattern, head):
                return Recognition(platform, layout, 0.7, "what one of its files begins with")
    return None


def refusal(source: Source, platform: str, title: str, patterns: Sequence[str]) -> Recognition | None:
    """Say that an export is the form for reading in a browser, or only its pictures, and what to ask for instead."""
    page = f"see docs/platforms/{platform}.md"
    if is_html_form(source, *patterns):
        told = (
            "This is the HTML form of the export, made for reading in a browser. "
            f"Ask {title} for it once more and choose JSON as the format; {page}."
        )
        return Recognition(platform, "html", 0.8, "pages for reading in a browser", told)
    names = [member.name.lower() for member in source.members]
    ours = any(re.search(pattern, name) for pattern in patterns for name in names)
    if ours and not any(name.endswith(".json") for name in names):
        told = (
            "This part of the export holds pictures and films only. "
            f"{title} splits large exports: give all the files it sent, together; {page}."
        )
        return Recognition(platform, "pictures only", 0.8, "folders of this export, and no JSON in them", told)
    return None


def typed(value: object) -> dict[str, Any]:
    """Give a row that must be an object. Raises TypeError."""
    if not isinstance(value, dict):
        raise TypeError
    return cast("dict[str, Any]", value)

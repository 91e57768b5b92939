"""Facebook: "Download your information", as JSON. Open it when Facebook's export changes.

Layouts: `2018` (`friends/`, `posts/`, `comments/`, lists such as `friends`), `2021` (`your_activity_across_facebook/`,
`friends_and_followers/`, lists such as `friends_v2`), `2024` (`your_facebook_activity/`, `connections/`, more and more
files as label/value rows), `page` (what a Page exports of itself: `this_profile's_activity_across_facebook/`),
`messages` (the chats with end-to-end encryption, which come apart).

Confirmed in public parsers and in notes on real exports: names of files and lists, the shapes of posts with all that is
attached to them, comments, groups, membership questions, reactions, friends, pages, events, albums, check-ins, tagged
places, the trash, profile and conversations. From memory: notes of old in a file of their own, listings. People whom
the owner tagged in a post come out as connections, so that they are compared with the roster. What a post is ("wrote on
somebody's timeline", "posted in a group") stands only in its title, in the language of the account; we know the English
titles and leave the others as plain posts.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives import _meta
from circumspect.readers.archives._kit import Part, dig, json_rows
from circumspect.readers.archives._meta import Labels, Said, cleaned, listed, moment, typed, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "facebook"
TITLE = "Facebook"

# Whose timeline, and which group, a title tells.
_WHOSE = re.compile(
    r"(?:\bon|\bto) (?P<name>.+)['\u2019]s (?:timeline|profile|wall|[a-z ]*(?:post|photo|video|link|comment|reply))\b"
)
_GROUP = re.compile(
    r"(?:posted in|to the group:?|in the group:?|a publi\u00e9 dans|public\u00f3 en|ha pubblicato in) (?P<name>.+?)\.?$"
)
_IN_GROUP = re.compile(
    r"\b(?:added|asked|created|is selling|published|shared|started|updated|uploaded)\b.*? in (?P<name>.+?)\.?$"
)
_IN_GROUP_GERMAN = re.compile(r"\bin (?P<name>.+?) (?:gepostet|geteilt|geplaatst|gedeeld)\.?$")
_LEFT = re.compile(
    r"stopped being a member|\bleft\b|nicht mehr Mitglied|n['\u2019]est plus membre|dej\u00f3 de ser|deixou de ser"
    r"|non fa pi\u00f9 parte|geen lid meer"
)
_REPLIED = re.compile(r"\breplied to\b|geantwortet|r\u00e9pondu|respondi\u00f3|respondeu|risposto|geantwoord")
_RECOMMENDS = re.compile(r"\brecommends (?P<name>.+?)\.?$")
_WROTE = re.compile(r"^(?P<name>.+?) (?:wrote|posted|shared|added)\b")

# A person or page who is named in a text: @[their number:2048:their name].
_MENTION = re.compile(r"@\[\d{1,20}:\d{0,6}:(?P<name>[^\]\n]{1,200})\]")
_MESSAGE = frozenset({"message", "post", "text", "nachricht", "beitrag", "publication", "mensaje", "bericht"})
_TARGET = frozenset({"target", "ziel", "cible", "destino", "doel"})
_PLACE = frozenset({"place tags", "place tag", "place", "orte", "ort", "lieu", "lugar", "plaats"})
_NAME = frozenset({"name", "place name", "nom", "nombre", "naam", "nome", "ort", "nom du lieu"})
_AUDIENCE = frozenset({"audience", "privacy", "visibility", "shared with", "zielgruppe"})
_AUDIENCES = {
    "public": Visibility.PUBLIC, "everyone": Visibility.PUBLIC, "friends": Visibility.CONNECTIONS,
    "friends of friends": Visibility.CONNECTIONS, "only me": Visibility.PRIVATE, "self": Visibility.PRIVATE,
    "custom": Visibility.CHOSEN, "specific friends": Visibility.CHOSEN, "friends except...": Visibility.CHOSEN,
}  # fmt: skip


def _made(kind: Kind, sort: str = "", **more: Any) -> Activity:  # noqa: ANN401 - Activity's own fields
    if isinstance(text := more.get("text"), str):
        more["text"] = _MENTION.sub(r"\g<name>", text)
    return Activity(kind, PLATFORM, sort, **more)


def _one(pattern: re.Pattern[str], title: str) -> str:
    """Give the name that a pattern finds in a title; "" where it finds none."""
    return found["name"].strip() if (found := pattern.search(title)) else ""


def _person(name: str, direction: Direction = Direction.UNKNOWN, at: datetime | None = None) -> Request | None:
    on = at.date() if at else None
    return Request(display=name, platform=PLATFORM, direction=direction, on=on) if name else None


# --- what was written


def _attached(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Give what is attached to a post, in one list."""
    return [typed(one) for group in row.get("attachments") or () for one in group.get("data") or ()]


def _visibility(row: dict[str, Any], labels: Labels | None) -> Visibility:
    told = labels.text(_AUDIENCE) if labels else row.get("privacy") or row.get("audience")
    told = told.get("value") if isinstance(told, dict) else told
    return _AUDIENCES.get(told.casefold(), Visibility.UNKNOWN) if isinstance(told, str) else Visibility.UNKNOWN


def _own_words(row: dict[str, Any], attached: list[dict[str, Any]], labels: Labels | None) -> str:
    """Give what the owner wrote in a post: its text, a poll's question, a life event, what is for sale, a note."""
    found = [words(one.get("post")) for one in row.get("data") or ()]
    if labels:
        found.append(labels.text(_MESSAGE))
    for one in [*attached, *(row.get("data") or ())]:
        found.append(words(dig(one, "poll", "question")))
        for inner in (one.get("life_event"), one.get("for_sale_item"), one.get("note")):
            found += [words((inner or {}).get(key)) for key in ("title", "description", "text")]
    return "\n\n".join(dict.fromkeys(text for text in found if text))


def _written(row: Any, sort: str = "", surface: Surface | None = None, **more: Any) -> Iterator[Activity]:  # noqa: ANN401
    """Give a post: its words, words under its pictures that differ, its places and events, who is tagged in it."""
    row = typed(row)
    at = moment(row["timestamp"] if "timestamp" in row else row["creation_timestamp"])
    labels = Labels(row) if "label_values" in row else None
    attached = _attached(row)
    notes = [typed(one["note"]) for one in attached if one.get("note")]
    pictures = [typed(one["media"]) for one in attached if one.get("media")] + (labels.media if labels else [])
    pictures += [typed(one) for note in notes for one in note.get("media") or ()]
    text, media = _own_words(row, attached, labels), _meta.files(pictures)
    shared = _shared(row, attached, text)
    more.setdefault("visibility", _visibility(row, labels))
    if labels:
        more = {"link": labels.link, "id": words(row.get("fbid")), **more}
    if shared is not None:
        sort, more["answers"] = sort or "reshare", words(shared.get("url"))
    usual = surface or (Surface.BLOG if notes else Surface.CAPTION if media else Surface.POST)
    if text or shared is not None:
        yield _made(Kind.WRITTEN, sort, when=at, surface=usual, text=text, media=media, **more)
    under = [one for one in pictures if words(one.get("description")) not in ("", text)]
    for caption in dict.fromkeys(words(one["description"]) for one in under):
        names = _meta.files(one for one in under if words(one["description"]) == caption)
        more_of_it = {key: value for key, value in more.items() if key not in ("id", "answers")}
        yield _made(
            Kind.WRITTEN, sort, when=at, surface=surface or Surface.CAPTION, text=caption, media=names, **more_of_it
        )
    if media and not (text or under or shared is not None):
        yield _meta.picture(PLATFORM, media, at, sort or "post")
    yield from _places(attached, at)
    tags = [typed(one) for tagged in (row, *notes) for one in tagged.get("tags") or ()]
    for name in dict.fromkeys(words(one.get("name")) for one in tags):
        if name:
            deleted = bool(more.get("deleted"))
            yield _made(Kind.CONNECTION, "tagged in a post", when=at, who=_person(name, at=at), deleted=deleted)


def _shared(row: dict[str, Any], attached: list[dict[str, Any]], text: str) -> dict[str, Any] | None:
    """Give what a post passes on; none for what has neither words nor address: something saved, or followed."""
    found = next((c for one in [*attached, *(row.get("data") or ())] if (c := one.get("external_context"))), None)
    return typed(found) if found and (text or "url" in found) else None


def _places(attached: list[dict[str, Any]], at: datetime | None) -> Iterator[Activity]:
    """Give the places and events that a post names, each once."""
    named = [place for one in attached for place in (one.get("place"), dig(one, "life_event", "place")) if place]
    places = {words(place.get("name")): words(place.get("url")) for place in named}
    for name, link in places.items():
        if name:
            yield _made(Kind.AFFILIATION, "check-in", when=at, title=name, link=link)
    for name in dict.fromkeys(words(one["event"].get("name")) for one in attached if one.get("event")):
        if name:
            yield _made(Kind.AFFILIATION, "event", when=at, title=name)


def take_post(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401 - what stands in a JSON file
    """Give a post of the timeline: own, in a group, on somebody's timeline, a recommendation of a page."""
    title = words(typed(row).get("title"))
    if group := _one(_GROUP, title):
        return _written(row, surface=Surface.GROUP_POST, title=group)
    if name := _one(_RECOMMENDS, title):
        found = list(_written(row, "recommendation", title=name))
        at = moment(row["timestamp"])
        return found or [_made(Kind.AFFILIATION, "recommendation", when=at, title=name)]
    if " life event" in title:
        return _written(row, "life event")
    if whose := _one(_WHOSE, title):
        return _written(row, "on another's timeline", who=_person(whose))
    return _written(row)


def take_post_elsewhere(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a post on another profile or page."""
    labels = Labels(typed(row))
    text = labels.text(_MESSAGE) or labels.first()
    target = labels.text(_TARGET) or next(
        (f.text for name, group in labels.groups if name in _TARGET for f in group), ""
    )
    media = _meta.files(labels.media)
    if not text:
        at = moment(row["timestamp"])
        return [_meta.picture(PLATFORM, media, at, "on another's timeline")] if media else []
    return [
        _made(
            Kind.WRITTEN, "on another's timeline", id=words(row.get("fbid")), surface=Surface.POST, text=text,
            when=moment(row["timestamp"]) or labels.time, link=labels.link, media=media, who=_person(target),
        )
    ]  # fmt: skip


def take_archived(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a post that the owner took off the timeline and kept."""
    return _written(row, visibility=Visibility.PRIVATE)


def take_deleted(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a post that waits in the trash."""
    return _written(row, deleted=True)


def take_story(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a story."""
    return _written(row, "story", Surface.STORY)


def take_reel(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a short film of the owner's."""
    return _written(row, "reel", Surface.CAPTION)


def take_group_post(row: Any, member: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a post or comment in a group, without a name on it where it was written so."""
    if any("comment" in one for one in typed(row).get("data") or ()):
        return take_comment(row, member)
    title = words(row.get("title"))
    group = _one(_GROUP, title) or _one(_IN_GROUP, title) or _one(_IN_GROUP_GERMAN, title)
    file = member.name.rpartition("/")[2]
    sort = next((sort for sort in ("pending", "anonymous") if sort in file), "")
    return _written(row, sort, Surface.GROUP_POST, title=group)


def take_app_post(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give what another service put on the timeline in the owner's name."""
    return _written(row, "by an app")


def take_comment(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a comment; in a group where it names one."""
    row = typed(row)
    title, attached = words(row.get("title")), _attached(row)
    media = _meta.files(one["media"] for one in attached if one.get("media"))
    found: list[Activity] = []
    for one in row.get("data") or ():
        comment = one.get("comment")
        if not comment:
            continue
        group = words(comment.get("group"))
        surface = Surface.REPLY if _REPLIED.search(title) else Surface.COMMENT
        at, text = moment(comment.get("timestamp")) or moment(row["timestamp"]), words(comment.get("comment"))
        if text:
            whose = _person(_one(_WHOSE, title))
            surface = Surface.GROUP_POST if group else surface
            found.append(
                _made(Kind.WRITTEN, "comment", when=at, surface=surface, text=text, title=group, media=media, who=whose)
            )
        elif media:
            found.append(_meta.picture(PLATFORM, media, at, "comment"))
    if "label_values" in row:
        found += _written(row, "comment", Surface.COMMENT)
    return found


def take_answers(row: Any, _: Member) -> Iterator[Activity]:  # noqa: ANN401
    """Give what the owner answered a group before it let them in."""
    row = typed(row)
    group = words(row.get("group_name")) or words(row.get("name"))
    for one in row.get("question_answers") or row.get("answers") or ():
        if text := words(one["answer"]):
            yield _made(
                Kind.WRITTEN, "membership answer", when=moment(one.get("timestamp", row.get("timestamp"))),
                surface=Surface.GROUP_POST, text=text, title=group, in_reply_to=words(one.get("question")) or None,
                visibility=Visibility.CHOSEN,
            )  # fmt: skip


def take_note(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a note, Facebook's long articles of old."""
    row = typed(row)
    title, text = words(row.get("title")), words(row.get("text"))
    at = moment(row.get("created_timestamp", row.get("timestamp")))
    full = "\n\n".join(filter(None, (title, text)))
    return [_made(Kind.WRITTEN, "note", when=at, surface=Surface.BLOG, text=full)] if full else []


def take_listing(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give what the owner offered for sale."""
    row = typed(row)
    text = "\n\n".join(filter(None, (words(row.get("title")), words(row.get("description")))))
    at = moment(row.get("created_timestamp", row.get("timestamp")))
    return [_made(Kind.WRITTEN, "listing", when=at, surface=Surface.AD, text=text)] if text else []


def take_album(row: Any, _: Member) -> Iterator[Activity]:  # noqa: ANN401
    """Give what is written about an album and under each of its pictures."""
    row = typed(row)
    name = words(row.get("name"))
    if text := words(row.get("description")):
        at = moment(row.get("last_modified_timestamp"))
        yield _made(Kind.WRITTEN, "album", when=at, surface=Surface.CAPTION, text=text, title=name)
    for one in row["photos"] if "photos" in row else row["videos"]:
        yield from _picture(one)


def take_picture(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a picture or film, with the words under it where it has some."""
    return _picture(row)


def _picture(row: Any) -> Iterable[Activity]:  # noqa: ANN401
    row = typed(row)
    names, at = _meta.files([row]), moment(row.get("creation_timestamp"))
    is_film = "video_metadata" in (row.get("media_metadata") or {})
    texts = (words(row.get("title")) if is_film else "", words(row.get("description")))
    if text := "\n\n".join(dict.fromkeys(filter(None, texts))):
        return [_made(Kind.WRITTEN, when=at, surface=Surface.CAPTION, text=text, media=names)]
    return [_meta.picture(PLATFORM, names, at, "picture")] if names else []


def take_wall_post(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give what somebody else wrote on the owner's timeline."""
    row = typed(row)
    text = "\n\n".join(filter(None, (words(one.get("post")) for one in row.get("data") or ())))
    if not text:
        return []
    who = _person(_one(_WROTE, words(row.get("title"))))
    at = moment(row["timestamp"])
    return [_made(Kind.RECEIVED, "timeline post", when=at, surface=Surface.POST, text=text, who=who, mine=False)]


# --- who is connected


def _connection(sort: str, direction: Direction) -> Callable[[Any, Member], Iterable[Activity]]:
    """Make what takes one row of a list of people."""

    def take(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
        row = typed(row)
        at = moment(row.get("timestamp"))
        name, contact = words(row.get("name")), words(row.get("contact_info"))
        if not name and "label_values" in row:
            labels = Labels(row)
            name, at = labels.text(_NAME) or labels.first(), at or labels.time
        if not name:
            raise ReadError("names nobody")
        mail, phone = (contact, "") if "@" in contact else ("", contact)
        who = Request(
            display=name, platform=PLATFORM, email=mail, phone=phone, direction=direction, on=at.date() if at else None
        )
        return [_made(Kind.CONNECTION, sort, when=at, who=who)]

    return take


# --- what shows interests and places


def _named(sort: str) -> Callable[[Any, Member], Iterable[Activity]]:
    """Make what takes one row of a list of pages or groups."""

    def take(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
        row = typed(row)
        names = [words(one.get("name")) for one in row.get("data") or ()] or [words(row.get("name"))]
        link, at = words(row.get("url")), moment(row.get("timestamp", row.get("creation_timestamp")))
        if "label_values" in row:
            labels = Labels(row)
            names, link, at = [labels.text(_NAME) or labels.first()], labels.link, at or labels.time
        if not any(names):
            raise ReadError("names nothing")
        return [_made(Kind.AFFILIATION, sort, when=at, title=name, link=link) for name in names if name]

    return take


def take_membership(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a group that was joined or left."""
    row = typed(row)
    title = words(row.get("title"))
    names = [words(one.get("name")) for one in row.get("data") or ()] or [words(row.get("name"))]
    names = [name for name in names if name] or [_one(re.compile(r"member of (?P<name>.+?)\.?$"), title)]
    if not any(names):
        raise ReadError("names no group")
    sort = "group left" if _LEFT.search(title.removesuffix(".").removesuffix(names[0])) else "group"
    return [_made(Kind.AFFILIATION, sort, when=moment(row.get("timestamp")), title=name) for name in names]


def take_event(row: tuple[str, Any], member: Member) -> Iterable[Activity]:
    """Give an event that the owner goes to, is interested in, made or has a ticket for; none for what was declined."""
    named, event = row[0], typed(row[1])
    if "declined" in named:
        return []
    sort = {"events_interested": "event of interest", "your_events": "own event"}.get(
        re.sub(r"_v\d+$", "", named), "own event" if "hosted" in member.name else "event"
    )
    at, name = moment(event.get("start_timestamp", event.get("timestamp"))), _event_name(event)
    if not name:
        raise ReadError("names no event")
    found = [_made(Kind.AFFILIATION, sort, id=words(event.get("fbid")), when=at, title=name)]
    if text := words(event.get("description")) if sort == "own event" else "":
        found.append(_made(Kind.WRITTEN, "event", when=at, surface=Surface.POST, text=text, title=name))
    return found


def _event_name(event: dict[str, Any]) -> str:
    labels = Labels(event) if "label_values" in event else None
    return words(event.get("name")) or words(event.get("title")) or (labels.text(_NAME) if labels else "")


def take_reaction(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a like, or another reaction to somebody's post."""
    row = typed(row)
    at, title, link, own = moment(row.get("timestamp")), words(row.get("title")), "", words(row.get("fbid"))
    if "label_values" in row:
        labels = Labels(row)
        at, link = at or labels.time, labels.link
        title = labels.text(_NAME) or labels.in_groups()
    elif shared := _shared(row, _attached(row), title):
        link = words(shared.get("url"))
    elif not (title or row.get("data")):
        raise ReadError("is no reaction")
    return [_made(Kind.AFFILIATION, "like", id=own, when=at, title=title, link=link)]


def take_check_in(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a place that the owner checked in to, and what they wrote there."""
    row = typed(row)
    if "label_values" not in row:
        return _written(row)
    labels, at = Labels(row), moment(row.get("timestamp"))
    place = labels.grouped(_PLACE) or [field for _, group in labels.groups[1:2] for field in group]
    name = next((f.text for f in place if _NAME.intersection(f.names)), "") or labels.text(_NAME)
    text = labels.text(_MESSAGE)
    found = [_made(Kind.AFFILIATION, "check-in", when=at, title=name, link=labels.link)] if name else []
    if text:
        own = words(row.get("fbid"))
        found.insert(0, _made(Kind.WRITTEN, "check-in", id=own, when=at, surface=Surface.POST, text=text, title=name))
    return found


def take_tagged_place(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a place that the owner is tagged at."""
    labels = Labels(typed(row))
    name, at = labels.text(_NAME) or labels.first(), moment(row.get("timestamp")) or labels.time
    own = words(row.get("fbid"))
    return [_made(Kind.AFFILIATION, "tagged", id=own, when=at, title=name, link=labels.link)] if name else []


def take_tagged_picture(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a picture or film of somebody else's that the owner is tagged in."""
    labels = Labels(typed(row))
    who, at = _person(labels.text(_NAME) or labels.first()), moment(row.get("timestamp")) or labels.time
    own = words(row.get("fbid"))
    return [_made(Kind.AFFILIATION, "tagged", id=own, when=at, link=labels.link, who=who)] if who or labels.link else []


# --- the profile

# Lists in the profile: their key, the sort of fact, and where in an item its words stand.
_LISTS = (
    ("previous_names", "former name", "name"), ("other_names", "other name", "name"),
    ("phone_numbers", "phone", "phone_number"), ("websites", "website", "address"),
    ("work_experiences", "employer", "employer"),
    ("education_experiences", "school", "name"), ("places_lived", "place lived", "place"),
    ("previous_relationships", "former relationship", "name"), ("languages", "language", "name"),
)  # fmt: skip
_PLAIN = (
    ("hometown", "home town"), ("current_city", "town"), ("religious_view", "religion"), ("political_view", "politics"),
    ("address", "address"), ("username", "user name"),
)  # fmt: skip
_BIO = ("intro_bio", "about_me", "favorite_quotes")


def profile_rows(stream: IO[bytes]) -> Iterator[Any]:
    """Give the profile as one row, mended."""
    for row in json_rows("")(stream):
        yield cleaned(row)


def take_profile(row: Any, _: Member) -> Iterator[Activity]:  # noqa: ANN401
    """Give what the profile tells: the words about oneself, and facts."""
    row = typed(row)
    profile = typed(next((row[key] for key in ("profile_v2", "profile") if key in row), None))
    for key in _BIO:
        if text := _plain(profile.get(key)):
            yield _made(Kind.WRITTEN, "profile", surface=Surface.BIO, text=text, title=key.replace("_", " "))
    for sort, text in _facts(profile):
        if text:
            yield _made(Kind.FACT, sort, text=text)
    for one in profile.get("family_members") or ():
        if text := words(one.get("name")):
            yield _made(Kind.FACT, "family", text=text, title=words(one.get("relation")))
    for group in profile.get("groups") or ():
        yield _made(Kind.AFFILIATION, "group", when=moment(group.get("timestamp")), title=words(group["name"]))
    for one in profile.get("pages") or ():
        for page in one.get("pages") or ():
            yield _made(Kind.AFFILIATION, "like", title=words(page))


def _facts(profile: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the profile's facts: sort and text."""
    name = profile.get("name")
    yield "name", words(name.get("full_name") if isinstance(name, dict) else name)
    born = profile.get("birthday")
    if isinstance(born, dict):
        parts = [f"{born[key]:02d}" for key in ("year", "month", "day") if born.get(key)]
        yield "birth date", "-".join(parts)
    mails = profile.get("emails") or {}
    for mail in dict.fromkeys([*(mails.get("emails") or ()), *(mails.get("previous_emails") or ())]):
        yield "email", words(mail)
    for key, sort in _PLAIN:
        yield sort, _plain(profile.get(key))
    bond = profile.get("relationship") or {}
    yield "relationship", " ".join(filter(None, (words(bond.get("status")), words(bond.get("partner")))))
    for key, sort, inner in _LISTS:
        for one in profile.get(key) or ():
            yield sort, _plain(one.get(inner) if isinstance(one, dict) else one)


def _plain(value: object) -> str:
    """Give the words of a profile's field: a text, or an object with a name."""
    if isinstance(value, dict):
        inner = [value.get(key) for key in ("name", "street", "city", "region", "zipcode", "country")]
        return ", ".join(one.strip() for one in inner if isinstance(one, str) and one.strip())
    return words(value)


def take_message(row: Said, member: Member) -> Iterable[Activity]:
    """Give a message of a conversation."""
    return _meta.take_message(row, member, PLATFORM)


def _files(*names: str) -> str:
    """Make a pattern for files of these names, in whatever folder."""
    return rf"(^|/)({'|'.join(names)})[.]json$"


def _part(
    name: str, pattern: str, take: Callable[[Any, Member], Iterable[Activity]], *, required: bool = False
) -> Part:
    return Part(name, pattern, _meta.rows, take, required=required)


def _chats(name: str, pattern: str) -> Part:
    return Part(name, pattern, _meta.conversation, take_message, private=True, required=False)


# An encrypted chat's file is called after a person, `Anna Lee_12.json`; Facebook's own are in small letters.
_CALLED_AFTER_A_PERSON = r"(^|/)(?=[^/]*(?-i:[A-Z ]|[^\x00-\x7f]))[^/]+_\d+[.]json$"
_IVE, _ARE = "you.{0,3}ve", "you.{0,3}re"  # you've, you_ve, or the apostrophe as a zip made it
_OF_A_PAGE = "this_profile.{0,3}s_activity_across_facebook"
_LOGS = (
    "ads_information", "ads_and_businesses", "apps_and_websites[^/]*", "logged_information",
    "other_logged_information", "security_and_login_information", "preferences", "search", "search_history",
    r"location\w*", "account_activity", "network_information", "payment_history", r"facebook_(?!marketplace)\w+",
    "saved_items", "saved_items_and_collections", "other_personal_information", "other_activity", "polls",
    "navigation_bar", "voting", "interactions", "your_interactions_on_facebook", "about_you", "your_topics",
    "your_problem_reports", "notifications", "calls_and_messages", r"avatars\w*", "dating",
)  # fmt: skip
_PEOPLE_ASIDE = (
    "removed_friends", "rejected_friend_requests", "people_you_may_know", r"blocked\w*", rf"who_{_IVE}_unfollowed",
    r"unfollowed\w*", r"restricted\w*", "event_invitations", rf"pages_\w*{_IVE}_unfollowed",
    rf"group_invites_{_IVE}_\w+", "join_requests", "pokes", "your_post_audiences",
    "your_address_books", r"synced_\w+",
)  # fmt: skip
_EARLIER = (
    "edits_you_made_to_posts", "your_comment_edits", "profile_update_history", "shared_memories",
    "media_used_for_memories", "birthday_media", "content_sharing_links_you_have_created",
)  # fmt: skip
# What stands in files of their own and says nothing for us.
_SETTINGS = (
    "your_contributions", r"\w*_badges", "your_group_moments", "your_comment_active_days", "admin_activity",
    "groups_and_pages_that_you_may_find_engaging", r"your_actions_on_violating_content_\w+", "chat_invites_received",
    "your_event_invitation_links", r"sent_page_invites", "pages_you_are_a_customer_of", r"instant_games\w*",
    "facebook_editor", "video_collaboration_events", "your_story_highlights",
    "profile_information/(websites|contact_info|contacts_sync_settings|predicted_languages|your_devices|your_services)",
)  # fmt: skip
_PARTS = (
    Part("files in messages", _meta.SENT_FILES, _meta.no_rows, _meta.nothing, private=True, required=False),
    _chats("messages", r"messages/.+/message(_\d+)?[.]json$"),
    _chats("group chats", r"your_group_messages/[^/]+[.]json$"),
    _chats("encrypted messages", r"(^|/)(data_messenger_e2e|messages)/[^/]+_\d+[.]json$|" + _CALLED_AFTER_A_PERSON),
    Part(
        "conversations' settings", r"(^|/)messages/[^/]+[.]json$", _meta.no_rows, _meta.nothing,
        private=True, required=False,
    ),
    _part(
        "group posts",
        _files(
            "group_posts_and_comments", "your_(pending_)?posts(_and_comments)?_in_groups",
            f"anonymous_posts_{_IVE}_written",
        ),
        take_group_post, required=True,
    ),
    _part("group comments", _files("your_comments_in_groups"), take_comment, required=True),
    _part("group memberships", _files("your_group_membership_activity"), take_membership, required=True),
    _part("own groups", _files("your_groups"), _named("own group")),
    _part("answers to groups", _files("your_answers_to_membership_questions"), take_answers),
    _part("posts elsewhere", _files("posts_on_other_pages_and_profiles"), take_post_elsewhere),
    _part("timeline posts by others", _files("other_people.*_to_your_timeline"), take_wall_post),
    _part("posts", _files("your_posts[^/]*", r"profile_posts(_\d+)?"), take_post, required=True),
    _part("posts by apps", _files("posts_from_apps_and_websites"), take_app_post),
    _part("archived posts", r"(^|/)posts/archive[.]json$", take_archived),
    _part("deleted posts", _files("trash"), take_deleted),
    _part("comments", _files("comments"), take_comment, required=True),
    _part("stories", _files("archived_stories", "your_stories"), take_story),
    _part("reels", _files("your_reels"), take_reel),
    _part("notes", _files("notes"), take_note),
    _part("listings", _files("items_(sold|selling)"), take_listing),
    Part("albums", r"(^|/)album/\d+[.]json$", profile_rows, take_album, required=False),
    _part(
        "pictures", _files("your_(uncategorized_photos|photos|videos)", "posts/(uncategorized_photos|videos)"),
        take_picture,
    ),
    _part(
        "friend requests received", _files("received_friend_requests", "friend_requests_received"),
        _connection("request received", Direction.REQUEST), required=True,
    ),
    _part(
        "friend requests sent", _files("sent_friend_requests", "friend_requests_sent"),
        _connection("request sent", Direction.FOLLOWING),
    ),
    _part("friends", _files("(your_)?friends"), _connection("friend", Direction.FRIEND), required=True),
    _part(
        "followers", _files("followers", "people_who_follow(ed)?_you", "who_followed_you"),
        _connection("follower", Direction.FOLLOWER),
    ),
    _part("followed", _files(f"who_{_IVE}_followed", "following"), _connection("following", Direction.FOLLOWING)),
    _part(
        "page likes", _files(f"pages_{_IVE}_liked", "(likes_and_reactions|pages)/pages"), _named("like"),
        required=True,
    ),
    _part("pages followed", _files("pages_(and_profiles_)?you_follow"), _named("page")),
    _part("pages recommended", _files(f"pages_and_profiles_{_IVE}_recommended"), _named("recommendation")),
    _part("own pages", _files("your_pages"), _named("own page")),
    _part("own places", _files(f"places_{_IVE}_created"), _named("own place")),
    _part(
        "reactions",
        _files(r"likes_and_reactions(_\d+)?", "posts_and_comments", "story_reactions", "likes_on_external_sites"),
        take_reaction,
    ),
    Part(
        "events",
        _files(
            "(your_)?event_responses", r"your_events(_\d+)?", "events/events", "events_you_hosted", "tickets_purchased"
        ),
        listed, take_event, required=False,
    ),
    _part("check-ins", _files("check.ins"), take_check_in),
    _part("places tagged", _files("places_you_have_been_tagged_in"), take_tagged_place),
    _part("pictures tagged", _files(f"photos_and_videos_{_ARE}_tagged_in"), take_tagged_picture),
    Part("profile", _files("profile_information"), profile_rows, take_profile),
    _part("people left aside", _files(*_PEOPLE_ASIDE), _meta.nothing),
    _part("earlier versions", _files(*_EARLIER), _meta.nothing),
    Part(
        "logs and settings",
        rf"(^|/)(({'|'.join(_LOGS)})/.*|{'|'.join(_SETTINGS)})[.]json$|" + _meta.EMPTY_FOLDER,
        _meta.no_rows, _meta.nothing, required=False,
    ),
)  # fmt: skip
PARTS = tuple(
    _meta.at_home(part, "(^|/)instagram-[^/]*/|your_instagram_activity/|followers_and_following/") for part in _PARTS
)

_ERAS = {
    "page": rf"(^|/)({_OF_A_PAGE}/.*|profile_posts_\d+)[.]json$",
    "2024": r"(^|/)(your_facebook_activity/.*|connections/(friends|followers)/[^/]+"
    r"|personal_information/profile_information/[^/]+)[.]json$",
    "2021": r"(^|/)(your_activity_across_facebook/.*|friends_and_followers/[^/]+|comments_and_reactions/[^/]+"
    r"|posts/your_posts__[^/]+)[.]json$",
    "2018": r"(^|/)(posts/(your_posts[^/]*|other_people.*_timeline)|photos_and_videos/.*|likes_and_reactions/[^/]+"
    r"|following_and_followers/[^/]+|friends/(received|sent|removed|rejected)_\w+|profile_information/profile_\w+"
    r"|about_you/[^/]+|groups/your_(group|posts|comments)[^/]*|your_posts(_\d+)?)[.]json$",
    "messages": r"(^|/)data_messenger_e2e/[^/]+[.]json$",
}
# What files begin with that came without their folders.
_KEYS = {
    "2024": r'^\s*\{\s*"(following_v3|lasso_videos_v2)"\s*:',
    "2021": r'^\s*\{\s*"(friends|comments|group_posts|group_comments|groups_joined|groups_admined|page_likes'
    r"|pages_followed|received_requests|sent_requests|following|followers|reactions|event_responses|archived_stories"
    r'|other_photos|videos|profile|deleted_friends|wall_posts_sent_to_you|notes)_v\d"\s*:',
    "2018": r'^\s*\{\s*"(friends|comments|wall_posts_sent_to_you|page_likes|received_requests|sent_requests'
    r'|groups_joined|status_updates)"\s*:\s*(\[\s*\{\s*"(timestamp|name)"|\{)',
    "messages": r'^\s*\{\s*"participants"\s*:[\s\S]*"(threadName|senderName|is_geoblocked_for_viewer)"',
}
_PAGES = (
    _OF_A_PAGE + "/", r"your_facebook_activity/", r"your_activity_across_facebook/", r"(^|/)your_posts[^/]*[.]",
    r"friends_and_followers/", r"(^|/)html/(timeline|friends|messages)[.]html?$",
    r"profile_information/profile_information[.]", r"(^|/)friends/friends[.]",
)  # fmt: skip
_OF_INSTAGRAM = re.compile(
    r"(^|/)(your_instagram_activity/|followers_and_following/|content/(posts_\d+|stories|reels)[.]"
    r"|account_information/personal_information[.]|connections[.]json$|seen_content[.]json$)"
)


def recognise(source: Source) -> Recognition | None:
    """Say whether a source is Facebook's export."""
    names = [member.name.lower() for member in source.members]
    ours = any("your_facebook_activity/" in name for name in names)
    if not ours and any(_OF_INSTAGRAM.search(name) for name in names):
        return None
    return _meta.recognised_by(source, PLATFORM, _ERAS, _KEYS) or _meta.refusal(source, PLATFORM, TITLE, _PAGES)

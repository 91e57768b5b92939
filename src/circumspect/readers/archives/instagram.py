"""Instagram: "Download your information", as JSON. Open it when Instagram's export changes.

Layouts: `2019` (`media.json`, `profile.json`, `connections.json`, `comments.json`, undamaged text), `2021` (`content/`,
`followers_and_following/`, `account_information/`, values in `string_list_data` and `string_map_data`), `2025`
(`your_instagram_activity/`, `connections/`, who is followed stands in `title`, more and more label/value rows). Since
2026 `posts.json`, in labels and with drafts, lies beside `posts_1.json`, with nearly the same posts: a post's id is the
number that its files are called after, so that it is the same in both.

Confirmed in public parsers and in notes on real exports: all of that, `followers_1.json` as a bare list or under
`relationships_followers`, captions in the post or in its only picture, keys and labels in the language of the account,
the order of a comment's fields (words, whose post, time), posts and answers on Threads, answers to questions in stories
as labels, that the carousels of `posts.json` are nested, last picture first. From memory: the places in `media.json`,
notes, what stands in `professional_information.json`, what labels are called beyond a dozen languages.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives import _meta
from circumspect.readers.archives._kit import Part, json_rows
from circumspect.readers.archives._meta import Labels, Said, cleaned, listed, moment, typed, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "instagram"
TITLE = "Instagram"

_LINK_TO = re.compile(r"(?:instagram\.com/(?:_u/)?|threads\.(?:net|com)/@?)(?P<handle>[\w.]+)/?(?:[?#].*)?$", re.ASCII)
_TAG_LINK = re.compile(r"/explore/tags/(?P<tag>[^/?#]+)")
_HANDLE = re.compile(r"[a-z0-9._]{1,30}", re.ASCII)
_USER = frozenset({
    "username", "benutzername", "nom d'utilisateur", "nom d\u2019utilisateur", "nombre de usuario", "gebruikersnaam",
    "nome utente", "nome de usu\u00e1rio", "\uc0ac\uc6a9\uc790 \uc774\ub984", "brugernavn", "anv\u00e4ndarnamn",
    "author", "nutzername", "nazwa u\u017cytkownika", "kullan\u0131c\u0131 ad\u0131", "nume de utilizator",
    "emri i p\u00ebrdoruesit",
    "\u0438\u043c\u044f \u043f\u043e\u043b\u044c\u0437\u043e\u0432\u0430\u0442\u0435\u043b\u044f",
    "\u0627\u0633\u0645 \u0627\u0644\u0645\u0633\u062a\u062e\u062f\u0645",
})  # fmt: skip
_CAPTION = frozenset({
    "caption", "bildunterschrift", "l\u00e9gende", "pie de foto", "bijschrift", "didascalia", "legenda", "\ucea1\uc158",
    "podpis", "bildtext", "billedtekst", "\u043f\u043e\u0434\u043f\u0438\u0441\u044c",
    "\u30ad\u30e3\u30d7\u30b7\u30e7\u30f3", "text", "content",
})  # fmt: skip
_COMMENT = frozenset({
    "comment", "kommentar", "commentaire", "comentario", "opmerking", "reactie", "commento", "coment\u00e1rio",
    "komentarz", "yorum", "comentariu", "koment", "\u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0439",
    "\u062a\u0639\u0644\u064a\u0642",
})  # fmt: skip
_MEDIA_OWNER = frozenset({
    "media owner", "medieninhaber", "media-eigenaar", "propri\u00e9taire du contenu multim\u00e9dia",
    "w\u0142a\u015bciciel medi\u00f3w", "medya sahibi", "proprietario del contenuto multimediale",
    "proprietarul con\u021binutului media", "propietario del contenido multimedia", "pronari i medias",
    "\u0432\u043b\u0430\u0434\u0435\u043b\u0435\u0446 \u043c\u0435\u0434\u0438\u0430\u0444\u0430\u0439\u043b\u0430",
    "\u0645\u0627\u0644\u0643 \u0627\u0644\u0648\u0633\u0627\u0626\u0637",
})  # fmt: skip
_QUESTION, _ANSWER = (
    frozenset({"question", "frage", "pregunta", "vraag"}),
    frozenset({"answer", "antwort", "respuesta", "antwoord"}),
)
_DRAFT = frozenset({"draft", "brouillon", "entwurf", "borrador", "concept", "bozza", "rascunho"})
_PUBLISHED = frozenset({
    "published", "publi\u00e9", "ver\u00f6ffentlicht", "publicado", "gepubliceerd", "pubblicato",
})  # fmt: skip
_FALSE = frozenset({
    "false", "falsch", "faux", "falso", "onwaar", "niet waar", "falskt", "falsk", "fa\u0142sz", "yanl\u0131\u015f",
    "\uac70\uc9d3", "\u043b\u043e\u0436\u044c",
})  # fmt: skip
_TRUE = frozenset({
    "true", "wahr", "vrai", "verdadero", "waar", "vero", "verdadeiro", "sant", "sand", "prawda", "do\u011fru",
    "\ucc38", "\u043f\u0440\u0430\u0432\u0434\u0430",
})  # fmt: skip
# The number of a post, in the names of its files: the same in every list of the export that the post stands in.
_NUMBER = re.compile(r"(?<!\d)\d{15,20}(?!\d)")


def _made(kind: Kind, sort: str = "", **more: Any) -> Activity:  # noqa: ANN401 - Activity's own fields
    return Activity(kind, PLATFORM, sort, **more)


# --- what was posted


def _post(row: Any, surface: Surface, sort: str = "", **more: Any) -> Iterator[Activity]:  # noqa: ANN401
    """Give a post: the words under it, and words of single pictures that differ."""
    row = typed(row)
    if "label_values" in row:
        text, pictures, told = _labelled(row, Labels(row))
        sort, more = told.pop("sort", sort), {**told, **more}
    else:
        text = words(row.get("title"))
        pictures = [typed(one) for one in row.get("media") or ()] if isinstance(row.get("media"), list) else []
        if "uri" in row:
            pictures.append(row)
    first = pictures[0] if pictures else {}
    at = moment(row.get("creation_timestamp") or row.get("timestamp") or first.get("creation_timestamp"))
    media = _meta.files(pictures)
    if at is None and not media and not text:
        raise ReadError("is no post")
    others = [one for one in pictures if words(one.get("title")) not in ("", text)]
    captions = list(dict.fromkeys(words(one["title"]) for one in others))
    if not text and len(captions) == 1 and len(others) == len(pictures):
        text, captions = captions[0], []
    own, numbered = more.pop("id", ""), _numbered(media)
    if text:
        yield _made(Kind.WRITTEN, sort, id=numbered or own, when=at, surface=surface, text=text, media=media, **more)
    elif media and not captions:
        one = _meta.picture(PLATFORM, media, at, sort or "post", **more)
        yield replace(one, id=numbered or one.id)
    for caption in captions:
        names = _meta.files(one for one in others if words(one["title"]) == caption)
        yield _made(Kind.WRITTEN, sort, when=at, surface=surface, text=caption, media=names, **more)


def _numbered(media: tuple[str, ...]) -> str:
    """Give a post the id that it has in all lists, posts.json and posts_1.json; "" where its files have no number."""
    found = _NUMBER.findall(media[0].rpartition("/")[2]) if media else []
    return f"post:{found[-1]}" if found else ""


def _labelled(row: dict[str, Any], labels: Labels) -> tuple[str, list[dict[str, Any]], dict[str, Any]]:
    """Give words and pictures of a post that is told in labels, and what else is known of it.

    The cover stands at the top, the other pictures of a carousel in groups, the last one first.
    """
    cover = [one for field in row["label_values"] for one in typed(field).get("media") or ()]
    rest = [one for one in labels.media if one not in cover]
    pictures = [typed(one) for one in (*cover, *reversed(rest))]
    text = labels.text(_CAPTION) or next((title for one in pictures if (title := words(one.get("title")))), "")
    told = labels.first()
    if not text and told.casefold() not in _FALSE | _TRUE and (" " in told or not pictures):
        text = told
    more: dict[str, Any] = {"link": labels.link, "id": words(row.get("fbid"))}
    if labels.text(_DRAFT).casefold() in _TRUE or labels.text(_PUBLISHED).casefold() in _FALSE:
        more |= {"sort": "draft", "visibility": Visibility.PRIVATE}
    return text, pictures, more


def take_post(row: tuple[str, Any], _: Member) -> Iterable[Activity]:
    """Give a post of any layout."""
    if isinstance(row[1], dict) and "taken_at" in row[1]:
        return _old_media(*row)
    return _post(row[1], Surface.CAPTION)


def _posts(surface: Surface, sort: str = "", **more: Any) -> Callable[[Any, Member], Iterable[Activity]]:  # noqa: ANN401
    """Make what takes one post of a kind."""

    def take(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
        return _post(row, surface, sort, **more)

    return take


def take_repost(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401 - what stands in a JSON file
    """Give a post of somebody else's that the owner put on the own profile: their words are not the owner's."""
    row = typed(row)
    if "label_values" in row:
        labels = Labels(row)
        at, link = moment(row.get("timestamp")) or labels.time, labels.link
    elif "media" in row:
        first = typed(next(iter(row["media"] or ()), {}))
        at, link = moment(row.get("creation_timestamp") or first.get("creation_timestamp")), ""
    else:
        entries = _entries(row)
        at, link = _latest(entries), next((words(one.get("href")) for _, one in entries if one.get("href")), "")
    if at is None and not link:
        return []
    return [_made(Kind.WRITTEN, "reshare", when=at, surface=Surface.POST, answers=link)]


def take_thread(row: Any, _: Member) -> Iterator[Activity]:  # noqa: ANN401 - what stands in a JSON file
    """Give a post on Threads, or an answer to one."""
    told = [typed(one.get("text_app_post") or {}) for one in typed(row).get("media") or ()]
    surface = Surface.REPLY if any(one.get("is_reply") for one in told) else Surface.POST
    whom = next((name for one in told if (name := words(one.get("in_reply_to_username")))), "")
    yield from _post(row, surface, "thread", who=_account(whom))


def take_note(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a note: a line beside the picture, shown for a day to whom the owner follows back."""
    row = typed(row)
    if "label_values" in row:
        labels = Labels(row)
        text, at = labels.first(), moment(row.get("timestamp")) or labels.time
    else:
        entries = _entries(row)
        text, at = next((words(one.get("value")) for _, one in entries if one.get("value")), ""), _latest(entries)
    if not text:
        return []
    return [_made(Kind.WRITTEN, "note", when=at, surface=Surface.POST, text=text, visibility=Visibility.CONNECTIONS)]


# --- what was said to others


def _entries(row: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Give the named values of a row, in their order: `string_map_data`, or `string_list_data` without names."""
    if "string_map_data" in row:
        return [(key.casefold(), typed(one)) for key, one in typed(row["string_map_data"]).items()]
    return [("", typed(one)) for one in row["string_list_data"]]


def _latest(entries: list[tuple[str, dict[str, Any]]]) -> Any:  # noqa: ANN401 - a time or none
    return next((at for _, one in entries if (at := moment(one.get("timestamp")))), None)


def _account(name: str, direction: Direction = Direction.UNKNOWN, **more: Any) -> Request | None:  # noqa: ANN401
    return Request(handle=name.removeprefix("@"), platform=PLATFORM, direction=direction, **more) if name else None


def take_comment(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a comment under somebody's post; an answer where it begins with whom it answers.

    In 2019 it was a list: the time, the words, whose post it is under.
    """
    if isinstance(row, list):
        at, text, owner = row[:3]
        return _comment(words(text), words(owner), moment(at))
    row = typed(row)
    if "label_values" in row:
        labels = Labels(row)
        found = (
            labels.text(_COMMENT) or labels.first(),
            labels.text(_USER),
            moment(row.get("timestamp")) or labels.time,
        )
    else:
        entries = _entries(row)
        text, owner = _text_and_owner(entries, wordless=bool(row.get("media_list_data")))
        found = (text, owner or words(row.get("title")), _latest(entries))
    media = _meta.files(row.get("media_list_data") or ())
    return _comment(*found, media)


def _text_and_owner(entries: list[tuple[str, dict[str, Any]]], *, wordless: bool) -> tuple[str, str]:
    """Tell the words from the name of whose post it is: by their keys, else by their order.

    `wordless`: there is a picture in it, so that a single value may well be the name.
    """
    values = [(key, words(one.get("value"))) for key, one in entries]
    text = next((value for key, value in values if key in _COMMENT), None)
    owner = next((value for key, value in values if key in _MEDIA_OWNER), None)
    rest = [value for key, value in values if value and key not in _COMMENT | _MEDIA_OWNER]
    if text is None:
        text = rest.pop(0) if len(rest) > wordless else ""
    if owner is None:
        owner = rest[0] if rest else ""
    return text, owner


def _comment(text: str, owner: str, at: Any, media: tuple[str, ...] = ()) -> list[Activity]:  # noqa: ANN401
    if not text:
        return [_meta.picture(PLATFORM, media, at, "comment", who=_account(owner))] if media else []
    surface = Surface.REPLY if text.startswith("@") else Surface.COMMENT
    return [_made(Kind.WRITTEN, "comment", when=at, surface=surface, text=text, media=media, who=_account(owner))]


def take_answer(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give what the owner answered to a question in somebody's story."""
    row = typed(row)
    more: dict[str, Any] = {}
    if "label_values" in row:
        labels = Labels(row)
        told = [field.text for field in labels.fields if field.text]
        text = labels.text(_ANSWER) or (told[1] if len(told) > 1 else "")
        asked = labels.text(_QUESTION) or (told[0] if len(told) > 1 else "")
        more = {"id": words(row.get("fbid")), "in_reply_to": asked or None, "answers": labels.link}
        at, owner = moment(row.get("timestamp")) or labels.time, labels.text(_USER)
    else:
        entries = _entries(row)
        text = next((words(one.get("value")) for _, one in entries if one.get("value")), "")
        at, owner = _latest(entries), words(row.get("title"))
    if not text:
        return []
    return [
        _made(
            Kind.WRITTEN, "answer in a story", when=at, surface=Surface.REPLY, text=text, who=_account(owner),
            visibility=Visibility.CHOSEN, **more,
        )
    ]  # fmt: skip


def take_like(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a like of a post, a comment or a story."""
    row = typed(row)
    if "label_values" in row:
        labels = Labels(row)
        pairs = ([field.text for field in group if field.text] for _, group in labels.groups[1:])
        title = labels.text(_USER) or next((pair[-1] for pair in pairs if len(pair) > 1), "")
        at, own = moment(row.get("timestamp")) or labels.time, words(row.get("fbid"))
        return [_made(Kind.AFFILIATION, "like", id=own, when=at, title=title, link=labels.link)]
    entries = _entries(row)
    link = next((words(one.get("href")) for _, one in entries if one.get("href")), "")
    title = words(row.get("title")) or next((words(one.get("value")) for _, one in entries if one.get("value")), "")
    return [_made(Kind.AFFILIATION, "like", when=_latest(entries), title=title, link=link)]


# --- who is connected


def take_follower(row: tuple[str, Any], member: Member) -> Iterable[Activity]:
    """Give a follower, and in the layout of 2019 whoever is connected."""
    if isinstance(row[1], tuple):
        return _old_connection(row[0], *row[1])
    return _connection("follower", Direction.FOLLOWER)(row[1], member)


def _connection(sort: str, direction: Direction) -> Callable[[Any, Member], Iterable[Activity]]:
    """Make what takes one row of a list of accounts."""

    def take(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
        handle, display, at = _whom(typed(row))
        on = at.date() if at else None
        who = Request(handle=handle, display=display, platform=PLATFORM, direction=direction, on=on)
        return [_made(Kind.CONNECTION, sort, when=at, who=who)]

    return take


def _whom(row: dict[str, Any]) -> tuple[str, str, Any]:
    """Give handle, name and time of an account in a list. Raises ReadError where there is no handle."""
    if "label_values" in row:
        labels = Labels(row)
        told = [field.text for field in labels.fields if field.text]
        handle = labels.text(_USER) or (told[-1] if told else "")
        display = next((text for text in told if text != handle), "")
        at = moment(row.get("timestamp")) or labels.time
    else:
        entries = _entries(row)
        first = entries[0][1] if entries else {}
        linked = _LINK_TO.search(words(first.get("href")))
        title = words(row.get("title"))
        handle = words(first.get("value")) or title or (linked["handle"] if linked else "")
        display, at = title if title != handle else "", _latest(entries)
    if not handle:
        raise ReadError("names nobody")
    return handle.removeprefix("@"), display, at


def take_hashtag(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a hashtag that the owner follows."""
    row = typed(row)
    if "label_values" in row:
        labels = Labels(row)
        tag, link, at = labels.first(), labels.link, moment(row.get("timestamp"))
    else:
        entries = _entries(row)
        link = next((words(one.get("href")) for _, one in entries if one.get("href")), "")
        tag = words(row.get("title")) or next((words(one.get("value")) for _, one in entries if one.get("value")), "")
        tag, at = tag or (found["tag"] if (found := _TAG_LINK.search(link)) else ""), _latest(entries)
    if not tag:
        raise ReadError("names no hashtag")
    return [_made(Kind.AFFILIATION, "hashtag", when=at, title=tag.removeprefix("#"), link=link)]


# --- the profile

_FACTS = {
    "email": "email", "e-mail": "email", "phone number": "phone", "telefonnummer": "phone",
    "date of birth": "birth date",
    "geburtsdatum": "birth date", "date de naissance": "birth date", "fecha de nacimiento": "birth date",
    "geboortedatum": "birth date", "name": "name", "nom": "name", "nombre": "name", "naam": "name", "nome": "name",
    "website": "website", "gender": "gender", "geschlecht": "gender", "business email": "email",
    "business phone": "phone", "business phone number": "phone", "business address": "address",
}  # fmt: skip
_BIO = frozenset(
    {"bio", "biography", "biografie", "biograf\u00eda", "biographie", "biografia", "steckbrief", "presentaci\u00f3n"}
)
_PRIVATE = re.compile(r"privat|priv\u00e9")
_SHAPES = (
    ("email", re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")), ("phone", re.compile(r"\+\d[\d\s().-]{6,20}")),
    ("birth date", re.compile(r"\d{4}-\d\d-\d\d")), ("website", re.compile(r"https?://\S+")),
)  # fmt: skip
_LONG = 40


def take_profile(row: Any, _: Member) -> Iterator[Activity]:  # noqa: ANN401
    """Give what the profile tells: the words about oneself, and facts."""
    row = typed(row)
    if "biography" in row or "username" in row:
        yield from _old_profile(row)
    for one in [typed(one) for inner in row.values() if isinstance(inner, list) for one in inner]:
        yield from _profile(one)


def _profile(row: dict[str, Any]) -> Iterator[Activity]:
    entries = _entries(row)
    private = any(_PRIVATE.search(key) and words(one.get("value")).casefold() in _TRUE for key, one in entries)
    seen = Visibility.CONNECTIONS if private else Visibility.UNKNOWN
    for key, one in entries:
        text = words(one.get("value")) or words(one.get("href"))
        if not text or text.casefold() in _FALSE | _TRUE:
            continue
        sort = _FACTS.get(key) or ("user name" if key in _USER else "") or _shape(text)
        if key in _BIO or (not sort and ("\n" in text or len(text) > _LONG)):
            yield _made(Kind.WRITTEN, "profile", surface=Surface.BIO, text=text, title="bio", visibility=seen)
        else:
            yield _made(Kind.FACT, sort or key, text=text)


def _shape(text: str) -> str:
    """Say what a value is by its looks; "" where they do not tell."""
    return next((sort for sort, pattern in _SHAPES if pattern.fullmatch(text)), "")


# --- the layout of 2019


def _old_media(named: str, one: dict[str, Any]) -> Iterable[Activity]:
    """Give what stands in media.json: pictures, films, stories, profile pictures; none for those of messages."""
    at, media = moment(one["taken_at"]), _meta.files([{"uri": one.get("path")}])
    text, place = words(one.get("caption")), words(one.get("location"))
    if named == "direct":
        return []
    sort = {"stories": "story", "profile": "profile picture"}.get(named, "")
    surface = Surface.STORY if named == "stories" else Surface.CAPTION
    found = [_made(Kind.AFFILIATION, "check-in", when=at, title=place)] if place else []
    if text:
        return [_made(Kind.WRITTEN, sort, when=at, surface=surface, text=text, media=media), *found]
    return [_meta.picture(PLATFORM, media, at, sort or "post"), *found] if media else found


def take_old_like(row: Any, _: Member) -> Iterable[Activity]:  # noqa: ANN401
    """Give a like of likes.json: a time and whose post it was."""
    at, owner = row[:2]
    return [_made(Kind.AFFILIATION, "like", when=moment(at), title=words(owner))]


_OLD_LISTS = {
    "followers": ("follower", Direction.FOLLOWER), "following": ("following", Direction.FOLLOWING),
    "follow_requests_sent": ("request sent", Direction.FOLLOWING),
    "follow_requests_received": ("request received", Direction.REQUEST),
}  # fmt: skip


def _old_connection(named: str, handle: str, since: object) -> Iterable[Activity]:
    """Give an account of connections.json; none for lists of blocked, close and suggested ones."""
    at = moment(since)
    if named == "following_hashtags":
        return [_made(Kind.AFFILIATION, "hashtag", when=at, title=handle)]
    if named not in _OLD_LISTS:
        return []
    sort, direction = _OLD_LISTS[named]
    who = _account(handle, direction, on=at.date() if at else None)
    return [_made(Kind.CONNECTION, sort, when=at, who=who)]


def whole(stream: IO[bytes]) -> Iterator[Any]:
    """Give a file as one row, mended."""
    for row in json_rows("")(stream):
        yield cleaned(row)


_OLD_FACTS = {
    "email": "email",
    "phone_number": "phone",
    "name": "name",
    "website": "website",
    "username": "user name",
    "gender": "gender",
}


def _old_profile(row: dict[str, Any]) -> Iterator[Activity]:
    """Give profile.json: the words about oneself, and facts."""
    seen = Visibility.CONNECTIONS if row.get("private_account") is True else Visibility.UNKNOWN
    if text := words(row.get("biography")):
        yield _made(Kind.WRITTEN, "profile", surface=Surface.BIO, text=text, title="bio", visibility=seen)
    for key, sort in _OLD_FACTS.items():
        if text := words(row.get(key)):
            yield _made(Kind.FACT, sort, text=text)


def old_conversations(stream: IO[bytes]) -> Iterator[Said]:
    """Stream the messages of messages.json, where every conversation of the account stands."""
    for one in _meta.rows(stream):
        told = one.get("conversation") if isinstance(one, dict) else None
        if not isinstance(told, list):
            yield Said(one)
            continue
        path = ",".join(sorted(str(name) for name in one.get("participants") or ()))
        for row in _meta.said([_as_new(message) for message in told], one, handles=True):
            yield replace(row, thread=path)


def _as_new(message: Any) -> Any:  # noqa: ANN401
    """Give a message of the old kind in the words of the new one."""
    if not isinstance(message, dict):
        return message
    share = {"link": message.get("media_share_url") or message.get("story_share")}
    share = share if str(share["link"]).startswith("http") else {}
    return {
        "sender_name": message.get("sender"), "timestamp_ms": message.get("created_at"),
        "content": message.get("text"), "share": share,
    }  # fmt: skip


def take_message(row: Said, member: Member) -> Iterable[Activity]:
    """Give a message of a conversation."""
    return _meta.take_message(row, member, PLATFORM)


# --- the parts


def _files(*names: str) -> str:
    """Make a pattern for files of these names, in whatever folder, but not among those of Threads."""
    return rf"^(?!.*(^|/)threads/)(.*/)?({'|'.join(names)})[.]json$"


def _threads(*names: str) -> str:
    return rf"(^|/)threads/({'|'.join(names)})[.]json$"


def _part(
    name: str, pattern: str, take: Callable[[Any, Member], Iterable[Activity]], *, required: bool = False
) -> Part:
    return Part(name, pattern, _meta.rows, take, required=required)


_IVE = "you.{0,3}ve"  # you've, you_ve, or the apostrophe as a zip made it
_ASIDE = (
    r"blocked\w*", "close_friends", "custom_lists", rf"profiles_{_IVE}_favorited", rf"accounts_{_IVE}_favorited",
    "hide_story_from", r"hidden_\w+", r"recently_unfollowed_\w+", "recent_follow_requests",
    "permanent_follow_requests",
    "removed_suggestions", "dismissed_suggestions", r"restricted_\w+",
)  # fmt: skip
_LOGS = (
    "ads_information", "ads_and_businesses", "ads_and_content", "ads_and_topics", "apps_and_websites[^/]*",
    "logged_information", "security_and_login_information", "login_and_account_creation", "login_and_profile_creation",
    "preferences", "settings", "your_topics", "saved", "recent_search(es)?", "past_instagram_insights", "shopping",
    "monetization", "device_information", "information_about_you", "autofill_information", "story_interactions",
    "story_sticker_interactions", "subscriptions", "other_activity", r"avatars\w*", "contacts", "fundraisers", "gifts",
    "link_history", "loyalty_accounts", "supervision", "comments_settings", "digital_wallets", "events", "guides",
    "personal_information", "account_information",
)  # fmt: skip
_OLD_LOGS = (
    "seen_content", "searches", "saved", "settings", "devices", "account_history", "information_about_you", "contacts",
    "uploaded_contacts", "autofill", "checkout", "stories_activities", "shopping", "events", "guides", "fundraisers",
)  # fmt: skip
_PARTS = (
    Part(
        "messages", r"messages/.+/message_\d+[.]json$", _meta.conversation, take_message,
        private=True, required=False,
    ),
    Part(
        "old messages", r"^(?!.*messages/)(.*/)?messages[.]json$", old_conversations, take_message, private=True,
        required=False,
    ),
    Part(
        "conversations' settings", r"(^|/)messages/.*[.]json$|(^|/)replies_\d+[.]json$|" + _meta.SENT_FILES,
        _meta.no_rows, _meta.nothing, private=True, required=False,
    ),
    Part("posts", _files(r"(content|media)/posts(_\d+)?", r"posts_\d+", r"media(_\d+)?"), listed, take_post),
    _part(
        "archived posts", _files("archived_posts"),
        _posts(Surface.CAPTION, "archived", visibility=Visibility.PRIVATE),
    ),
    _part("deleted", _files(r"recently_deleted_\w+"), _posts(Surface.CAPTION, deleted=True)),
    _part("stories", _files("stories"), _posts(Surface.STORY, "story")),
    _part("reels", _files(r"(content|media)/reels(_\d+)?", r"reels_\d+", r"^reels"), _posts(Surface.CAPTION, "reel")),
    _part("films", _files("igtv_videos"), _posts(Surface.CAPTION, "film")),
    _part("profile pictures", _files("profile_photos"), _posts(Surface.CAPTION, "profile picture")),
    _part("other pictures", _files("other_content"), _posts(Surface.CAPTION, "other")),
    _part("reposts", _files("reposts"), take_repost),
    _part("notes", _files("notes"), take_note),
    _part("comments", _files(r"post_comments(_\d+)?", "comments"), take_comment, required=True),
    _part("comments on reels", _files(r"reels_comments(_\d+)?"), take_comment),
    _part("comments on stories", _files("hype", r"story_comments(_\d+)?"), take_comment),
    _part("answers in stories", _files(r"story_(sticker_)?interactions/questions"), take_answer),
    _part(
        "likes", _files("liked_posts", "liked_comments", r"story_(sticker_)?interactions/story_likes"), take_like
    ),
    Part("followers", _files(r"followers(_\d+)?", "connections"), _meta.paired, take_follower),
    _part("following", _files(r"following(_\d+)?"), _connection("following", Direction.FOLLOWING)),
    _part(
        "requests received", _files(f"follow_requests_{_IVE}_received"),
        _connection("request received", Direction.REQUEST),
    ),
    _part("requests sent", _files("pending_follow_requests"), _connection("request sent", Direction.FOLLOWING)),
    _part("hashtags", _files("following_hashtags"), take_hashtag),
    Part("profile", _files("personal_information", "professional_information", "profile"), whole, take_profile),
    _part("posts on Threads", _threads("threads_and_replies"), take_thread),
    _part(
        "followers on Threads", _threads(r"followers(_\d+)?"), _connection("follower on Threads", Direction.FOLLOWER)
    ),
    _part(
        "following on Threads", _threads(r"following(_\d+)?"),
        _connection("following on Threads", Direction.FOLLOWING),
    ),
    _part(
        "requests received on Threads", _threads(f"follow_requests_{_IVE}_received"),
        _connection("request received on Threads", Direction.REQUEST),
    ),
    _part(
        "requests sent on Threads", _threads("pending_follow_requests"),
        _connection("request sent on Threads", Direction.FOLLOWING),
    ),
    Part("profile on Threads", _threads("personal_information"), whole, take_profile, required=False),
    _part("likes on Threads", _threads("liked_threads"), take_like),
    Part("old likes", r"(^|/)likes[.]json$", _meta.rows, take_old_like, required=False),
    _part("people left aside", rf"(^|/)({'|'.join(_ASIDE)})[.]json$", _meta.nothing),
    Part(
        "logs and settings",
        rf"(^|/)(({'|'.join(_LOGS)})/.*|{'|'.join(_OLD_LOGS)}|comments_reported"
        r"|threads/(threads_viewed|saved_threads|archived_threads|your_\w+))[.]json$|" + _meta.EMPTY_FOLDER,
        _meta.no_rows, _meta.nothing, required=False,
    ),
)  # fmt: skip
_OF_FACEBOOK = r"(^|/)(facebook-[^/]*|your_facebook_activity|your_activity_across_facebook|comments_and_reactions"
_OF_FACEBOOK += r"|friends_and_followers|this_profile.{0,3}s_activity_across_facebook)/"
PARTS = tuple(_meta.at_home(part, _OF_FACEBOOK) for part in _PARTS)

_ERAS = {
    "2025": r"(^|/)your_instagram_activity/.*[.]json$",
    "2021": r"(^|/)(content/(posts_\d+|stories|reels|igtv_videos|archived_posts|profile_photos|other_content)"
    r"|followers_and_following/[^/]+|account_information/(personal|account)_information"
    r"|comments/(post|reels)_comments(_\d+)?|likes/liked_(posts|comments)|story_sticker_interactions/[^/]+)[.]json$",
    "2019": r"(^|/)(seen_content|stories_activities|uploaded_contacts)[.]json$",
}
# What files begin with that came without their folders, or have ordinary names.
_KEYS = {
    "2025": r'^\s*\{\s*"relationships_following"\s*:\s*\[\s*\{\s*"title"\s*:\s*"[^"]',
    "2021": r'^\s*\{\s*"(relationships_\w+|ig_stories|ig_\w+_media|comments_(media|reels|story)_comments'
    r'|likes_(media|comment)_likes|profile_user|text_post_app_\w+)"\s*:'
    r'|^\s*\[\s*\{\s*("title"\s*:\s*"[^"]*",\s*)?("media_list_data"\s*:\s*\[[^\]]*\],\s*)?"string_(list|map)_data"\s*:'
    r'|^\s*\[\s*\{\s*"media"\s*:\s*\[\s*\{\s*"uri"\s*:\s*"media/',
    "2019": r'^\s*\{\s*"(media_comments|media_likes)"\s*:'
    r'|^\s*\{\s*"(photos|stories|videos)"\s*:\s*\[\s*\{\s*"(caption|taken_at)"'
    r'|^\s*\{\s*"(following_hashtags|follow_requests_sent|permanent_follow_requests|close_friends)"\s*:\s*\{'
    r'|^\s*\{\s*"(biography|date_joined)"\s*:[\s\S]*"(private_account|profile_pic_url)"'
    r'|^\s*\[\s*\{\s*"participants"\s*:\s*\[\s*"[\s\S]*"conversation"',
}
_PAGES = (
    r"your_instagram_activity/", r"content/(posts_\d+|stories)[.]", r"followers_and_following/",
    r"(^|/)followers_1[.]", r"(^|/)account_information/personal_information[.]",
)  # fmt: skip


def recognise(source: Source) -> Recognition | None:
    """Say whether a source is Instagram's export."""
    names = [member.name.lower() for member in source.members]
    ours = any("your_instagram_activity/" in name for name in names)
    if not ours and any(re.search(_OF_FACEBOOK, name) for name in names):
        return None
    return _meta.recognised_by(source, PLATFORM, _ERAS, _KEYS) or _meta.refusal(source, PLATFORM, TITLE, _PAGES)

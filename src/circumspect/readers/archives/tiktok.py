"""TikTok's export: one JSON file, or folders of text files. Open it when TikTok renames a key or a file again.

JSON: `user_data.json` (to 2024) and `user_data_tiktok.json`, an object whose roots change from era to era ("Activity",
"Your Activity", "Profile And Settings", "Video", "Post", "Direct Messages", "Direct Message"). Keys are compared
without spaces, signs and case, and a list is known by its own name ("FansList"), wherever it stands. Text: a file for
each list, records of `Label: value` lines; files and labels are in the language of the app, and direct messages stand
below `>>> Chat History with NAME::`.

Confirmed from other people's parsers and schemas of real exports (d3i data-donation-task, RLEAPP, a schema of 2025,
three readers of the text form): the keys of JSON in all three eras; English, Dutch and Russian names of text files
with the labels of dates, names, comments and links; the shape of messages. From memory: the other labels, and German,
French, Spanish, Italian, Portuguese and Turkish. Not read: reviews of products, reviews of places in the text form and
stories, whose fields nobody shows; they are counted aside.

Left aside as private, since nobody else sees it: what was watched, searched, bought and sent on; blocked accounts;
log-ins; settings. Titles of videos are given from about 2024 on; before, a video comes without words, with its link. In
messages, the sender who is not the partner of the conversation is the owner; groups come after, so that the owner's
name is known by then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import ijson

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import Part, after_assignment, as_text, when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "tiktok"
TITLE = "TikTok"
_DEEPEST = 200
_PEEK = 65536
_DATE = r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d"
# How TikTok writes that there is nothing.
_NOTHING = ("", "n/a", "none", "n.v.t.")


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A record: where it stands (plain keys), what it says, its conversation, the owner's name if known."""

    place: tuple[str, ...]
    value: object
    thread: str = ""
    me: str = ""


def _plain(key: str) -> str:
    """Give a key without spaces, signs and case."""
    return re.sub(r"[\W_]+", "", key).casefold()


# --- rows


class _Walk:
    """Where a parser stands in the file: open maps and lists, the key of each map."""

    def __init__(self) -> None:
        self._open: list[str | None] = []  # a map's current key, None for a list

    def step(self, event: str, value: object) -> None:
        """Follow one event of the parser."""
        if event == "start_map":
            self._open.append("")
        elif event == "start_array":
            self._open.append(None)
        elif event in ("end_map", "end_array"):
            self._open.pop()
        elif event == "map_key":
            self._open[-1] = str(value)
        if len(self._open) > _DEEPEST:
            raise ReadError("is nested too deeply")

    @property
    def keys(self) -> list[str]:
        """The keys from the root to here."""
        return [key for key in self._open if key is not None]

    def at_row(self, event: str) -> bool:
        """Say whether a row begins: an entry of a list, or the profile."""
        if not self._open or event in ("end_map", "end_array", "map_key"):
            return False
        here = self._open[-1]
        return here is None or (event == "start_map" and _plain(here) in _PROFILE)


def account_rows(stream: IO[bytes]) -> Iterator[Row]:
    """Stream the entries of all lists of the file, and the profile, each with the place where it stands."""
    text = after_assignment(stream)
    if not text.first:
        return
    if text.first != b"{":
        raise ReadError("is not the account file that TikTok gives")
    walk, me = _Walk(), ""
    builder, depth, keys = None, 0, [""]
    for event, value in ijson.basic_parse(text, use_float=True):
        if builder is None and walk.at_row(event):
            builder, keys = ijson.ObjectBuilder(), walk.keys
        if builder is None:
            walk.step(event, value)
            continue
        builder.event(event, value)
        depth += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
        if depth > _DEEPEST:
            raise ReadError("is nested too deeply")
        if depth == 0:
            row = Row(tuple(map(_plain, keys)), builder.value, keys[-1], me)
            me = _owner(row)
            yield row
            builder = None


def _owner(row: Row) -> str:
    """Give the owner's name: who writes in a conversation of two and is not the partner; else what was known."""
    if "chathistory" in row.place and isinstance(row.value, dict):
        sender = row.value.get("From")
        if isinstance(sender, str) and sender and sender != _partner(row.thread):
            return sender
    return row.me


def _partner(thread: str) -> str:
    """Give the name in "Chat History with NAME:"."""
    found = re.fullmatch(r"\W*Chat History with (.+?):*\s*", thread, re.IGNORECASE)
    return found[1] if found else thread


_LABEL = re.compile(r"\s*([^:\n]{1,60}?)\s*:(?:\s+(.*)|)$", re.DOTALL)
# What a label means: plain spellings, the English first.
_SPELLINGS = {
    "date": "date datetime datum дата fecha data tarih",
    "username": (
        "username gebruikersnaam имяпользователя benutzername nomdutilisateur nombredeusuario nomedeusuário nomeutente"
    ),
    "comment": "comment reactie комментарий kommentar commentaire comentario comentário commento yorum",
    "photo": "photo foto фото",
    "url": "url originalpostlink ссылканаисходнуюпубликацию",
    "link": "link videolink ссылка lien enlace",
    "likes": "likes",
    "title": "title titel название titre título titolo",
    "location": "location locatie местоположение",
    "biodescription": "biodescription bio",
    "birthdate": "birthdate dateofbirth geboortedatum датарождения geburtsdatum",
    "emailaddress": "emailaddress emailadres адресэлектроннойпочты emailadresse",
    "telephonenumber": "telephonenumber phonenumber telefoonnummer номертелефона telefonnummer",
    "sound": "sound geluid",
}
_ENGLISH = """
    whocanview addyourstext alternatetext allowcomments allowstitches allowduets allowstickers allowsharingtostory
    contentdisclosure aigeneratedcontent coverimage hashtagname hashtaglink favoritecollection profilephoto
    profilevideo displayname likesreceived accountregion instagramlink youtubelink followercount followingcount
    datedeleted effectlink inferredgender
"""
_LABELS = {spelt: meaning for meaning, spellings in _SPELLINGS.items() for spelt in spellings.split()}
_LABELS |= {name: name for name in _ENGLISH.split()}
# Fields that may go over several lines, in which a colon is part of the words.
_LONG = ("comment", "title", "addyourstext", "alternatetext", "biodescription")


def text_rows(stream: IO[bytes]) -> Iterator[dict[str, str]]:
    """Stream the records of a text file as {plain label: value}; each begins with the label that the first has."""
    record: dict[str, str] = {}
    first, dated, field, seen = "", False, "", False
    for line in as_text(stream):
        found = _LABEL.match(line.rstrip("\r\n"))
        label = _plain(found[1]) if found else ""
        label = _LABELS.get(label, label if field not in _LONG else "")
        value = (found[2] or "").strip() if found else ""
        if label and not first:
            first, dated = label, re.match(_DATE, value) is not None
        if label and label == first and (not dated or re.match(_DATE, value)):
            if record:
                yield _trimmed(record)
            record, field = {label: value}, label
        elif label and record:
            record[label], field = value, label
        elif record and field in _LONG:
            record[field] += "\n" + line.strip()
        seen = seen or bool(re.search(_DATE, line))
    if record:
        yield _trimmed(record)
    elif seen:
        raise ReadError("has no labels that we know; ask TikTok for JSON instead of TXT")


def _trimmed(record: dict[str, str]) -> dict[str, str]:
    return {label: value.strip() for label, value in record.items()}


_CHAT = re.compile(r"\s*>>>\s*(?P<thread>.+?)\s*")
_LINE = re.compile(rf"(?P<date>{_DATE})(?: UTC)? (?P<sender>[^:]+):(?: (?P<words>.*)|)", re.DOTALL)


def chat_rows(stream: IO[bytes]) -> Iterator[Row]:
    """Stream the messages of a text file; lines without a time go on with the message before."""
    thread, me, waiting = "", "", None
    for line in as_text(stream):
        line = line.rstrip("\r\n")  # noqa: PLW2901 - the line without its end
        chat, said = _CHAT.fullmatch(line), _LINE.fullmatch(line)
        if not (chat or said):
            if waiting is not None:
                waiting["Content"] += "\n" + line
            continue
        if waiting is not None:
            row = _chat_row(waiting, thread, me)
            me = _owner(row)
            yield row
            waiting = None
        if chat:
            thread = chat["thread"]
        elif said:
            waiting = {"Date": said["date"], "From": said["sender"], "Content": said["words"] or ""}
    if waiting is not None:
        yield _chat_row(waiting, thread, me)


def _chat_row(message: dict[str, str], thread: str, me: str) -> Row:
    group = "" if "chat history with" in thread.casefold() else "groupchat"
    return Row((group or "chathistory", _plain(thread)), message, thread, me)


def blocks(stream: IO[bytes]) -> Iterator[None]:
    """Count the records of a text file that is left aside: paragraphs of lines with a colon."""
    inside = False
    for line in as_text(stream):
        if not line.strip():
            inside = False
        elif ":" in line and not inside:
            inside = True
            yield None


# --- what a record says


def _fields(row: Row) -> dict[str, object]:
    """Give the fields of a record by plain key. Raises ReadError for what is no record."""
    if not isinstance(row.value, dict):
        raise ReadError("is no record")
    return {_plain(key): value for key, value in row.value.items()}


def _said(fields: dict[str, object], *names: str) -> str:
    """Give the first of these fields that says something. Raises TypeError for a list or an object."""
    for name in names:
        value = fields.get(name)
        if value is not None and not isinstance(value, str | int | float):
            raise TypeError
        text = "" if value is None else str(value).strip()
        if text.casefold() not in _NOTHING:
            return text
    return ""


def _when(fields: dict[str, object], *names: str) -> datetime | None:
    return when(_said(fields, *names) or None)


def _needed(fields: dict[str, object], *names: str) -> None:
    """Ask for one of these fields: a record without is of another kind than we think. Raises ReadError."""
    if not any(name in fields for name in names):
        raise ReadError("lacks what a record of its list has")


def take_comment(row: Row) -> list[Activity]:
    """Give a comment; one with a picture only comes without words."""
    fields = _fields(row)
    _needed(fields, "comment", "text")
    words, picture = _said(fields, "comment", "text"), _said(fields, "photo", "video", "sticker")
    if not words and not picture:
        return []
    link = _said(fields, "url", "originalpostlink", "originalposturl", "link")
    sort = "comment" if words else "picture"
    made = Activity(
        Kind.WRITTEN, PLATFORM, sort, when=_when(fields, "date"), surface=Surface.COMMENT, text=words, link=link
    )
    return [made]


def take_video(row: Row, *, deleted: bool = False) -> list[Activity]:
    """Give a video's caption and, where it names one, its place; exports before about 2024 have no captions."""
    fields = _fields(row)
    _needed(fields, "date", "link", "videolink")
    words = [_said(fields, "title"), _said(fields, "addyourstext"), _said(fields, "alternatetext")]
    made, link = _when(fields, "date"), _said(fields, "link", "videolink")
    number = re.search(r"/(?:video|photo)/(\d+)", link)
    # Links to the file itself change with each export and run out.
    link = link if number or "tiktok.com/" in link else ""
    seen = _seen_by(_said(fields, "whocanview"))
    id_ = number[1] if number else f"video {made.isoformat()}" if made else ""
    video = Activity(
        Kind.WRITTEN, PLATFORM, "video", id_, made, Surface.CAPTION, "\n".join(filter(None, words)), "", link, seen,
        deleted=deleted,
    )  # fmt: skip
    place = _said(fields, "location")
    if not place:
        return [video]
    return [video, Activity(Kind.AFFILIATION, PLATFORM, "check-in", when=made, title=place, link=link, visibility=seen)]


def take_deleted(row: Row) -> list[Activity]:
    """Give the caption of a video that the owner had deleted."""
    return take_video(row, deleted=True)


def _seen_by(who: str) -> Visibility:
    """Say who can see a video."""
    told = _plain(who)
    if told in ("everyone", "public", "publictoeveryone"):
        return Visibility.PUBLIC
    if told in ("friends", "followers", "followersonly", "friendsonly"):
        return Visibility.CONNECTIONS
    if told in ("onlyme", "onlyyou", "myself", "private", "self"):
        return Visibility.PRIVATE
    return Visibility.UNKNOWN


def take_follower(row: Row) -> list[Activity]:
    """Give an account that follows the owner."""
    return _connection(row, Direction.FOLLOWER)


def take_following(row: Row) -> list[Activity]:
    """Give an account that the owner follows."""
    return _connection(row, Direction.FOLLOWING)


def _connection(row: Row, direction: Direction) -> list[Activity]:
    fields = _fields(row)
    _needed(fields, "username")
    handle, since = _said(fields, "username").removeprefix("@"), _when(fields, "date")
    if not handle:
        return []  # an account that is gone
    who = Request(handle=handle, platform=PLATFORM, direction=direction, on=since.date() if since else None)
    return [Activity(Kind.CONNECTION, PLATFORM, direction.value, when=since, who=who)]


def take_like(row: Row) -> list[Activity]:
    """Give a video that the owner likes."""
    fields = _fields(row)
    _needed(fields, "link", "videolink")
    link = _said(fields, "link", "videolink")
    return [Activity(Kind.AFFILIATION, PLATFORM, "like", when=_when(fields, "date"), link=link)]


def take_favourite(row: Row) -> list[Activity]:
    """Give something that the owner keeps as a favourite, which nobody else sees."""
    fields = _fields(row)
    link, title = _said(fields, "link", "effectlink", "videolink"), _said(fields, "favoritecollection", "name")
    if not link and not title:
        raise ReadError("names nothing")
    made = Activity(
        Kind.AFFILIATION, PLATFORM, "favourite", when=_when(fields, "date"), title=title, link=link,
        visibility=Visibility.PRIVATE,
    )  # fmt: skip
    return [made]


def take_hashtag(row: Row) -> list[Activity]:
    """Give a hashtag that the owner used."""
    fields = _fields(row)
    _needed(fields, "hashtagname")
    name, link = _said(fields, "hashtagname"), _said(fields, "hashtaglink")
    return [Activity(Kind.AFFILIATION, PLATFORM, "hashtag", title=name, link=link)] if name else []


def take_repost(row: Row) -> list[Activity]:
    """Give a video of somebody else that the owner showed again, without its words."""
    fields = _fields(row)
    _needed(fields, "link")
    made, link = _when(fields, "date"), _said(fields, "link")
    return [Activity(Kind.WRITTEN, PLATFORM, "reshare", when=made, surface=Surface.POST, link=link)]


def take_review(row: Row) -> list[Activity]:
    """Give what the owner wrote about a place, and the place, which shows where the owner was."""
    fields = _fields(row)
    _needed(fields, "reviewtext", "placename")
    place, stars = _said(fields, "placename"), _said(fields, "rating")
    number = re.fullmatch(r"([1-5])(?:\.0+)?(?:/5)?", stars)
    made = Activity(
        Kind.WRITTEN, PLATFORM, "review", when=_when(fields, "date"), surface=Surface.COMMENT,
        text=_said(fields, "reviewtext"), title=place, stars=int(number[1]) if number else None,
    )  # fmt: skip
    return [made]


def take_live(row: Row) -> list[Activity]:
    """Give the title of a live broadcast of the owner's."""
    fields = _fields(row)
    _needed(fields, "livestarttime", "roomtitle")
    made, words = _when(fields, "livestarttime"), _said(fields, "roomtitle")
    return [
        Activity(
            Kind.WRITTEN,
            PLATFORM,
            "live broadcast",
            _said(fields, "roomid"),
            when=made,
            surface=Surface.POST,
            text=words,
        )
    ]


def take_live_words(row: Row) -> list[Activity]:
    """Give what the owner wrote below somebody's live broadcast: a comment or a question."""
    fields = _fields(row)
    _needed(fields, "commentcontent", "questioncontent")
    words = _said(fields, "commentcontent", "questioncontent")
    made = _when(fields, "commenttime", "questiontime")
    return (
        [Activity(Kind.WRITTEN, PLATFORM, "live chat", when=made, surface=Surface.COMMENT, text=words)] if words else []
    )


def take_message(row: Row) -> list[Activity]:
    """Give a direct message: the owner's unless the partner sent it; in groups, if the owner's name is known."""
    fields = _fields(row)
    _needed(fields, "content")
    sender, partner = _said(fields, "from"), _partner(row.thread)
    group = "groupchat" in row.place
    mine = bool(sender) and (sender == row.me if group else sender != partner)
    other = sender if group and not mine else "" if group else partner
    who = Request(handle=other, platform=PLATFORM, direction=Direction.UNKNOWN) if other else None
    words = fields["content"]
    if not isinstance(words, str):
        raise TypeError
    made = Activity(
        Kind.MESSAGE, PLATFORM, "group message" if group else "message", when=_when(fields, "date"), surface=Surface.DM,
        text=words.strip(), who=who, mine=mine, thread=partner,
    )  # fmt: skip
    return [made]


_FACTS = {
    "birthdate": "birth date",
    "telephonenumber": "phone",
    "emailaddress": "e-mail",
    "instagramlink": "linked account",
    "youtubelink": "linked account",
}


def take_profile(row: Row) -> list[Activity]:
    """Give the words of the profile, and the facts that stand in it."""
    fields = _fields(row)
    if isinstance(inner := fields.get("profilemap"), dict):
        fields = _fields(Row(row.place, inner))
    told = []
    if words := _said(fields, "biodescription"):
        told.append(
            Activity(
                Kind.WRITTEN, PLATFORM, "profile", surface=Surface.BIO, text=words, visibility=Visibility.PUBLIC
            )
        )  # fmt: skip
    told += [
        Activity(Kind.FACT, PLATFORM, sort, text=fact) for name, sort in _FACTS.items() if (fact := _said(fields, name))
    ]
    return told


_PROFILE = ("profileinformation", "profileinfo", "profilemap")
_LISTS: dict[str, Callable[[Row], list[Activity]]] = {
    **dict.fromkeys(("commentslist", "commentlist", "comments"), take_comment),
    **dict.fromkeys(("fanslist", "followerlist", "followers", "follower"), take_follower),
    **dict.fromkeys(("following", "followinglist"), take_following),
    **dict.fromkeys(("videolist", "videos", "video", "posts", "post"), take_video),
    "postlist": take_deleted,
    **dict.fromkeys(("itemfavoritelist", "likelist"), take_like),
    "hashtaglist": take_hashtag,
    "repostlist": take_repost,
    "golivelist": take_live,
    "reviewslist": take_review,
    **dict.fromkeys(_PROFILE, take_profile),
}


def taker(place: tuple[str, ...]) -> Callable[[Row], list[Activity]] | None:
    """Give what reads the records of a list; None for a list that is not for us."""
    name, above = place[-1] if place else "", place[:-1]
    if {"chathistory", "groupchat"} & set(above):
        return take_message
    if "watchlivemap" in above:
        return take_live_words if name in ("comments", "questions") else None
    if re.fullmatch(r"favou?rite.+list", name) and "comment" not in name and not any("shop" in key for key in above):
        return take_favourite
    if any("history" in key or "shop" in key for key in above) and name != "golivelist":
        return None
    return _LISTS.get(name)


def take_row(row: Row, _member: Member) -> Iterable[Activity]:
    """Give what a record of the account file says; none for what is not for us."""
    take = taker(row.place)
    return take(row) if take else []


# --- parts


def _text_part(name: str, titles: str, take: Callable[[Row], list[Activity]]) -> Part:
    """Make the part of text files with these names, for records that `take` reads."""

    def taken(record: dict[str, str], _member: Member) -> list[Activity]:
        return take(Row((name,), record))

    return Part(name, _named(titles), text_rows, taken, required=False)


def _named(titles: str) -> str:
    return rf"(?:^|/)(?:{titles})\.txt$"


def aside(_row: object, _member: Member) -> list[Activity]:
    """Give nothing: what only the owner sees."""
    return []


_ASIDE = (
    r"Watch History|(?:Video )?Browsing History|Search(?:es| History)|Login History|Share History|"
    r"Ads? Link History|Status|Settings|Block List|Purchases?|Purchase History|Stickers|"
    r"Favou?rite (?:Comments?|Items?)|FavoriteItems|Ad Interests|Off TikTok Activity|Activity Summary|"
    r"Instant Form Ads Responses|Most Recent Location (?:Data|Info)|Donation|Fundraiser|Autofill|AI-Moji|"
    r"Location Reviews|Profile Views|Third.party Information|Go Live (?:History|Settings)|"
    r"Watch Live (?:History|Settings|Comment)|Product Browsing History|Product Reviews|Shopping Cart List|"
    r"Order (?:Dispute )?History|Vouchers|Transaction History|Coin Purchase History|"
    r"Customer Support History|Communication With Shops|Current Payment Information|"
    r"Returns and Refunds History|Saved Address Information|Tako Chat History|Kijkgeschiedenis|"
    r"Zoekopdrachten|Inloggeschiedenis|Geschiedenis .+|Instellingen.*|Blokkeringslijst|Aankopen|"
    r"Favoriete reacties|Favoriet item|Advertentie-interesses|Activiteit buiten TikTok|"
    r"Samenvatting van activiteit|Reacties op direct formulier.*|Reactie op livestream|"
    r"Meest recente locatiegegevens|Donatie|Fondsenwerving|Automatisch invullen|Locatierecensies|"
    r"Profielweergaven|Informatie .+|Communicatie met winkels|Productrecensies|Bestelgeschiedenis|"
    r"Opgeslagen adresgegevens|Winkelwagenlijst|Transactiegeschiedenis|История .+|Поисковые запросы|"
    r"Покупки|Стикеры|Просмотры профиля|Список .+|Настройки|Избранные комментарии|Комментарий .+|"
    r"Отзывы .+|Пожертвование|Активность вне TikTok|Ваучеры|Коммуникация .+"
)

PARTS = (
    Part("account file", r"\.json$", account_rows, take_row, required=False),
    _text_part(
        "comments",
        "Comments?|Reacties|Комментарии|Kommentare?|Commentaires?|Comentarios|Comentários|Commenti",
        take_comment,
    ),
    _text_part(
        "followers",
        "Followers?|Fans|(?:Fans|Follower) List|Volgers?|Подписчик|Abonnés|Seguidor(?:es)?",
        take_follower,
    ),
    _text_part(
        "followed accounts",
        "Following|Following List|Volgend|Подписки|Gefolgt|Abonnements|Siguiendo|Seguindo|Seguiti",
        take_following,
    ),
    _text_part("videos", "Posts?|Videos?|Berichten|Публикации|Beiträge|Publications|Publicaciones", take_video),
    _text_part(
        "deleted videos",
        "Recently Deleted Posts|Onlangs verwijderde berichten|Недавно удаленные публикации",
        take_deleted,
    ),
    _text_part("likes", "Like List|Likelijst|Список лайков", take_like),
    _text_part("reposts", "Reposts|Herplaatsingen|Репосты", take_repost),
    _text_part("hashtags", "Hashtags?|Хэштег", take_hashtag),
    _text_part("profile", "Profile Info(?:rmation)?|Profielinformatie|Данные профиля", take_profile),
    Part(
        "direct messages",
        _named(
            r"(?:Direct|Group) (?:Messages?|Chats?)|Chat History|Directe berichten|Groepschat|Личные сообщения|"
            r"Групповой чат|Direktnachrichten|Messages directs|Mensajes directos|Mensagens diretas|Messaggi diretti"
        ),
        chat_rows,
        lambda row, _member: take_message(row),
        private=True,
        required=False,
    ),
    Part("what only the owner sees", _named(_ASIDE), blocks, aside, required=False),
    _text_part("favourites", r"Favou?rite .+|Favoriete .+|Избранные .+", take_favourite),
)


# --- recognising

# Keys of the account file that no other platform has, without spaces and case.
_MARKS = """
    itemfavoritelist fanslist videobrowsinghistory favoriteeffectslist favoritevideolist profilemap adsanddata
    adinterestcategories offtiktokactivity commentslist youractivity sharehistorylist tiktoklive tiktokshop
    tiktokshopping likesandfavorites profileandsettings income+wallet userthirdplatforminformation
"""
_EMPTY = (
    "you have no data in this section",
    "er staan geen gegevens in dit gedeelte",
    "dit gedeelte bevat geen gegevens",
    "в этом разделе нет данных",
)
_ENOUGH = 2
_MOST = 12


def recognise(source: Source) -> Recognition | None:
    """Say whether a source is TikTok's export, by the keys of its JSON or by names and labels of its text files."""
    best = max((_of_json(source, member) for member in _some(source, ".json")), default=0.0)
    if best:
        return Recognition(PLATFORM, "json", best, "holds the lists that TikTok's account file has")
    known = [part for part in PARTS if part.name != "account file"]
    texts = [m for m in _some(source, ".txt") if any(part.matches(m.name) for part in known)]
    heads = [as_text_head(source.peek(member)) for member in texts]
    told = sum(map(_of_text, heads))
    if not told:
        return None
    sure = 0.9 if told >= _ENOUGH or any(">>> Chat History with" in head for head in heads) else 0.55
    return Recognition(PLATFORM, "text", sure, f"{told} text files are written as TikTok writes them")


def _some(source: Source, ending: str) -> list[Member]:
    """Give members with this ending, those nearest to the top first, and not too many."""
    found = [member for member in source.members if member.name.lower().endswith(ending)]
    return sorted(found, key=lambda member: (member.name.count("/"), member.name))[:_MOST]


def _of_json(source: Source, member: Member) -> float:
    """Say how surely a file is TikTok's account file; 0 for not at all."""
    head = re.sub(r"\s+", "", as_text_head(source.peek(member, _PEEK))).casefold()
    marks = sum(f'"{mark}"' in head for mark in _MARKS.split()) + ("tiktokv.com/share/" in head)
    name = member.name.rsplit("/", 1)[-1].lower()
    if name.startswith("user_data"):
        return 0.95 if marks >= _ENOUGH else 0.7 if marks or "tiktok" in name else 0.0
    return 0.85 if marks >= _ENOUGH else 0.0


def _of_text(head: str) -> bool:
    """Say whether a text file begins as TikTok's do."""
    first = head.strip().split("\n", 1)[0]
    found = _LABEL.match(first)
    if found and _LABELS.get(_plain(found[1])) == "date":
        return re.match(_DATE, found[2] or "") is not None
    return first.strip().casefold() in _EMPTY or first.startswith(">>> Chat History with")


def as_text_head(raw: bytes) -> str:
    """Give the first bytes of a file as text, whatever their encoding."""
    return raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "replace")

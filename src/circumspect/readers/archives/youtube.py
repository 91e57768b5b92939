"""YouTube's part of a Google Takeout. Open it when Google changes a heading, or to add a language.

Names of folders, files and headings are in the language of the account ("reacties.csv", "Kommentare.csv"), so a table
is known by its headings and, for those in a language we do not know, by the shape of the cells below: ids of channels,
videos and comments, times, links, words as JSON. Names of files only say what to call the part.

Confirmed from other people's parsers and tests of real exports (google_takeout_parser, d3i data-donation-task,
immich-go, three importers): English, Dutch, German, Spanish, Romanian and Lithuanian headings; the three forms of a
comment's words (plain, `{"takeoutSegments": [...]}`, and objects one after the other without a list around them);
comments and live chats as HTML lists until about 2022; histories as JSON or HTML; the files of playlists until about
2022, which begin with a row about the list and go on with a table of its videos; `uploads.json` of before 2020. From
memory: the other JSON lists of before 2020 (`kind` is "youtube#video", "youtube#subscription", "youtube#playlist"),
words for visibility, headings in other languages. Playlists in a language we do not know are counted aside.

Left aside as private: what was watched and searched, the videos in playlists, settings, texts of videos that stand in
the table of videos already. Takeout gives no subscribers, and no comments that others left.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import unicodedata
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import chain
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import parse_qs, urlsplit

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import Part, as_text, dig, json_rows, text_of, when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "youtube"
TITLE = "YouTube"
_WATCH = "https://www.youtube.com/watch?v="
_CHUNK = 65536
_LONGEST = 16 * 1024**2  # characters of one entry


# --- tables

# What a heading means: spellings without spaces, signs and case.
_SPELLINGS = {
    "comment": "commentid reactieid kommentarid iddecomentario idulcomentariului komentaroid iddocomentário",
    "chat": "livechatid livechatberichtid livechatid iddelchatendirecto",
    "channel": (
        "channelid kanaalid kanalid iddecanal idulcanalului kanaloid iddocanal idcanale iddelachaîne iddeschaînes"
    ),
    "address": (
        "channelurl kanaalurl kanalurl urldelcanal adresaurlacanalului kanalourl urldocanal urldelachaîne urldeschaînes"
    ),
    "name": (
        "channeltitle channeltitleoriginal kanaaltitel originelekanaaltitel kanaltitel kanaltiteloriginal "
        "títulodelcanal títulodelcanaloriginal titlulcanalului titlulcanaluluioriginal kanalopavadinimas "
        "kanalopavadinimaspradinis títulodocanal títulodocanaloriginal titredelachaîne titredelachaîneoriginal "
        "titresdeschaînes"
    ),
    "about": (
        "channeldescriptionoriginal channeldescription originelekanaalbeschrijving kanalbeschreibungoriginal "
        "descripcióndelcanaloriginal descriereacanaluluioriginal"
    ),
    "created": (
        "commentcreatetimestamp aanmaaktijdstempelreactie zeitstempelbeierstellungdeskommentars "
        "marcadetiempodecreacióndelcomentario marcajultemporaldecreareacomentariului komentarosukūrimolaikožymė "
        "livechatcreatetimestamp videocreatetimestamp zeitstempelbeierstellungdesvideos playlistcreatetimestamp "
        "playlisttijdstempelmaken marcadetiempodecreacióndelalistadereproducción playlistulcreeazămarcajtemporal "
        "grojaraščiosukūrimolaikožymė zeitstempelbeierstellungderplaylist postcreatetimestamp posttimestamp "
        "zeitstempelbeierstellungdesbeitrags tijdstempelaanmaaktijdvideo marcadetiempodecreacióndelvídeo "
        "marcajultemporaldecreareavideoclipului vaizdoįrašosukūrimolaikožymė timecreated"
    ),
    "published": (
        "videopublishtimestamp zeitstempelbeiveröffentlichungdesvideos marcadetiempodepublicacióndelvideo "
        "marcadetiempodepublicacióndelvídeo tijdstempelpublicatietijdvideo marcajultemporaldepublicareavideoclipului "
        "vaizdoįrašopaskelbimolaikožymė"
    ),
    "parent": (
        "parentcommentid idvanbovenliggendereactie übergeordnetekommentarid idulcomentariuluiprincipal "
        "iddecomentarioprincipal"
    ),
    "post": "postid beitragsid iddepublicación idulpostării iddelapublicación",
    "video": "videoid iddevídeo iddevideo idulvideoclipului vaizdoįrašoid iddovídeo iddelavidéo",
    "words": (
        "commenttext reactietekst kommentartext textodelcomentario textulcomentariului komentuotitekstą "
        "textodocomentário texteducommentaire livechattext livechattekst posttext textdesbeitrags "
        "textodelapublicación"
    ),
    "title": (
        "videotitleoriginal videotitle videotiteloriginal origineletitelvanvideo títulodelvídeooriginal "
        "títulodelvideooriginal titlulvideoclipuluioriginal vaizdoįrašopavadinimasoriginalas "
        "videotitelorigineel"
    ),
    "description": (
        "videodescriptionoriginal videodescription videobeschreibungoriginal descripcióndelvídeooriginal "
        "descripcióndelvideooriginal descriereavideoclipuluioriginal originelevideobeschrijving "
        "videobeschrijvingorigineel vaizdoįrašoaprašasoriginalas"
    ),
    "playlist": ("playlistid idulplaylistului iddelistadereproducción grojaraščioid iddelaplaylist iddaplaylist"),
    "listed": (
        "playlisttitleoriginal playlisttitle playlisttiteloriginal playlisttitelorigineel "
        "títulodelalistadereproducciónoriginal titlulplaylistuluioriginal grojaraščiopavadinimasoriginalas title"
    ),
    "told": (
        "playlistdescriptionoriginal playlistdescription playlistbeschreibungoriginal "
        "descripcióndelalistadereproducciónoriginal descriereaplaylistuluioriginal description"
    ),
    "seen": (
        "channelvisibility kanaalzichtbaarheid kanalsichtbarkeit visibilidaddelcanal vizibilitateacanalului "
        "kanalomatomumas playlistvisibility zichtbaarheidvanplaylist playlistsichtbarkeit "
        "visibilidaddelalistadereproducción vizibilitateaplaylistului grojaraščiomatomumas privacy privatsphäre "
        "privacidad confidențialitate privatumas visibility"
    ),
    "place": "videorecordingaddress adressederaufnahme",
    "added": (
        "playlistvideocreationtimestamp tijdstempelvoorhetmakenvaneenplaylistvideo "
        "zeitstempelbeierstellungdesplaylistvideos marcadetiempodecreacióndelalistadereproduccióndevídeos "
        "marcajtemporaldecreareavideoclipuluidinplaylist grojaraščiovaizdoįrašosukūrimolaikožymė"
    ),
}
_HEADINGS = {spelt: meaning for meaning, spellings in _SPELLINGS.items() for spelt in spellings.split()}
# How cells look, in the order in which they are asked.
_SHAPES = {
    "address": re.compile(r"https?://www\.youtube\.com/channel/\S+"),
    "channel": re.compile(r"UC[\w-]{22}"),
    "post": re.compile(r"Ugkx[\w-]{18,}"),
    "comment": re.compile(r"Ug(?!kx)[\w-]{18,}(?:\.[\w-]+)?"),
    "created": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*"),
    "words": re.compile(r'\{"(?:text|takeoutSegments)".*', re.DOTALL),
    "video": re.compile(r"[\w-]{11}"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A row of a table: which table it is of, its cells by meaning, and the cells whose headings we do not know."""

    table: str
    cells: dict[str, str]
    others: dict[str, str]


def rows_of(stream: IO[bytes]) -> Iterator[object]:
    """Stream what a file holds, whichever form Takeout gave it: entries of a page or a JSON list, rows of a table."""
    raw = io.BufferedReader(cast("io.RawIOBase", stream))
    first = raw.peek(64)[:64].removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if first == b"<":
        yield from list_rows(raw)
    elif first in (b"[", b"{"):
        yield from json_rows("item")(raw)
    else:
        yield from table_rows(raw)


def table_rows(stream: IO[bytes]) -> Iterator[Row]:
    """Stream the rows of a table, each with the table that its headings, or the cells of the first row, make it."""
    table, meanings = "", None
    for raw in _cells(stream):
        if meanings is None:
            meanings = meanings_of(raw)
            table = table_of(meanings, raw)
        cells = {meaning: raw[heading] for meaning, heading in meanings.items() if heading in raw}
        yield Row(table, cells, {name: cell for name, cell in raw.items() if name not in meanings.values()})


def _cells(stream: IO[bytes]) -> Iterator[dict[str, str]]:
    """Stream rows as {heading: cell}. The first line holds the headings, also where there is only one."""
    csv.field_size_limit(_LONGEST)
    lines = _lines(as_text(stream))
    first = next(lines, "")
    rows = csv.reader(chain([first], lines), delimiter=max(",;\t", key=first.count))
    headings = [heading.strip().casefold() for heading in next(rows, [])]
    for row in rows:
        if any(cell.strip() for cell in row):
            yield dict(zip(headings, (cell.strip() for cell in row), strict=False))


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LONGEST):
        if len(line) == _LONGEST:
            raise ReadError("holds a line without end")
        yield line


def meanings_of(row: Mapping[str, str]) -> dict[str, str]:
    """Say which heading has which meaning: by its words, else by what stands below it in this row."""
    found: dict[str, str] = {}
    for heading in row:
        if meaning := _HEADINGS.get(_plain(heading)):
            found.setdefault(meaning, heading)
    for heading, cell in row.items():
        if heading in found.values():
            continue
        shape = next((m for m, looks in _SHAPES.items() if m not in found and looks.fullmatch(cell)), "")
        if shape:
            found[shape] = heading
    left = [heading for heading in row if heading not in found.values()]
    if left and "name" not in found and _SHAPES["address"].fullmatch(row.get(found.get("address", ""), "")):
        found["name"] = left[0]  # subscriptions: id, link, title
    text = next((heading for heading in left if re.search(_TEXT, heading)), "")
    if text and "comment" in found:  # the first comment may be a number or plain words
        found.setdefault("words", text)
    if "video" in found and not found.keys() & {"title", "description"}:
        found |= _told_of_video(left)
    return found


# "Text" in the languages of Takeout.
_TEXT = r"te[xk]s?t|testo|texte|текст|κείμενο|metin|szöveg|نص|טקסט|テキスト|텍스트|文本|文字"


def _told_of_video(headings: list[str]) -> dict[str, str]:
    """Say which headings of a table of videos, in whatever language, are description and title.

    It alone has a length in "(ms)"; description and then title are the headings that end in "(original)".
    """
    if not any("(ms)" in heading for heading in headings):
        return {}
    original = [heading for heading in headings if heading.endswith(")") and "(ms)" not in heading]
    return dict(zip(("title", "description"), reversed(original), strict=False))


def _plain(heading: str) -> str:
    """Give a heading without spaces, signs and case; accents as one letter."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", heading)).casefold()


def table_of(meanings: Mapping[str, str], row: Mapping[str, str]) -> str:
    """Say which table these headings are of; "" for one that is not for us."""
    has = meanings.keys()
    if "words" in has and (has & {"comment", "chat", "parent"} or {"video", "channel"} <= has):
        chat = "chat" in has or any("chat" in heading for heading in row)
        return "live chat" if chat else "comment"
    if "words" in has and "post" in has:
        return "post"
    if "address" in has and "name" in has:
        return "subscription"
    if "added" in has:
        return ""
    if "video" in has and has & {"title", "description"}:
        return "video"
    if "playlist" in has and "listed" in has:
        return "playlist"
    if "video" in has and "place" in has:
        return "place"
    return "channel" if "channel" in has and "name" in has else ""


# --- what a row says


def words(cell: str) -> str:
    """Give the words of a cell: as they stand, or out of JSON segments. Raises ReadError for JSON that breaks off."""
    if not re.match(r'\{\s*"(?:text|takeoutSegments|mention|videoLink|emoji)"', cell):
        return cell
    try:
        told = json.loads(f"[{cell}]", strict=False)
        segments = [part for one in told for part in one.get("takeoutSegments", [one])]
        return "".join(str(part.get("text") or "") for part in segments).strip()
    except (ValueError, AttributeError, RecursionError) as error:
        raise ReadError("holds words that break off") from error


_PUBLIC = (
    "public openbaar öffentlich público pública publique pubblico pubblica publiczny viešas viešasis vieša julkinen "
    "offentlig"
)
_PRIVATE = "private privé privat privato privata privado privada prywatny privatus yksityinen"
_UNLISTED = (
    "unlisted verborgen nichtgelistet oculto oculta nonrépertoriée nonrépertorié nonlistée nonlistata nelistat "
    "nãolistado nãolistada neįtrauktasįsąrašą"
)


def seen_by(told: str) -> Visibility:
    """Say who can see it; whoever has the link sees what is unlisted."""
    word = _plain(told)
    if word in _PUBLIC.split():
        return Visibility.PUBLIC
    if word in _PRIVATE.split():
        return Visibility.PRIVATE
    return Visibility.CHOSEN if word in _UNLISTED.split() else Visibility.UNKNOWN


def take_comment(row: Row, *, chat: bool = False) -> list[Activity]:
    """Give a comment, or an answer to one, or what was said in a live chat, with its link."""
    cells = row.cells
    text = words(cells["words"])
    if not text:
        return []
    id_, video, post = cells.get("comment") or cells.get("chat", ""), cells.get("video", ""), cells.get("post", "")
    parent = cells.get("parent", "")
    place = f"{_WATCH}{video}" if video else f"https://www.youtube.com/post/{post}" if post else ""
    mark = "&lc=" if video else "?lc="
    link = f"{place}{mark}{id_}" if place and id_ and not chat else place
    sort = "live chat" if chat else "reply" if parent else "comment"
    made = Activity(
        Kind.WRITTEN, PLATFORM, sort, id_, when(cells.get("created")), Surface.REPLY if parent else Surface.COMMENT,
        text, "", link, answers=parent or place,
    )  # fmt: skip
    return [made]


def take_chat(row: Row) -> list[Activity]:
    """Give what was said in a live chat."""
    return take_comment(row, chat=True)


def take_post(row: Row, member: Member) -> list[Activity]:
    """Give a post on the channel's community page, the options of its poll below, with the names of its pictures."""
    text = [words(row.cells["words"])]
    text += [words(cell) for name, cell in row.others.items() if "option" in name and cell]
    folder = member.name.rpartition("/")[0]
    pictures = tuple(
        f"{folder}/{cell}".lstrip("/")
        for cell in row.others.values()
        if re.fullmatch(r"[^/\\]+\.(?:jpe?g|png|gif|webp)", cell, re.IGNORECASE)
    )
    id_ = row.cells.get("post", "")
    if not any(text) and not pictures:
        return []
    created = row.cells.get("created") or next(
        (c for c in row.others.values() if _SHAPES["created"].fullmatch(c)), None
    )
    made = Activity(
        Kind.WRITTEN, PLATFORM, "post", id_, when(created), Surface.POST, "\n".join(filter(None, text)), "",
        f"https://www.youtube.com/post/{id_}" if id_ else "", media=pictures,
    )  # fmt: skip
    return [made]


def take_subscription(row: Row) -> list[Activity]:
    """Give a channel that the owner subscribes to."""
    number, name, link = row.cells.get("channel", ""), row.cells["name"], row.cells["address"]
    if not number and not name:
        raise ReadError("names no channel")
    who = Request(display=name, platform=PLATFORM, account=number, direction=Direction.FOLLOWING)
    return [Activity(Kind.CONNECTION, PLATFORM, "subscription", link=link, who=who)]


def take_video(row: Row) -> list[Activity]:
    """Give title and description of a video of the owner's."""
    cells = row.cells
    text = "\n".join(filter(None, (words(cells.get("title", "")), words(cells.get("description", "")))))
    made = when(cells.get("published") or cells.get("created"))
    return [_video(cells["video"], text, made, seen_by(cells.get("seen", "")))]


def _video(id_: str, text: str, made: datetime | None, seen: Visibility) -> Activity:
    if not id_:
        raise ReadError("has no number of a video")
    return Activity(
        Kind.WRITTEN, PLATFORM, "video", id_, made, Surface.CAPTION, text, "", f"{_WATCH}{id_}", seen
    )  # fmt: skip


def take_playlist(row: Row) -> list[Activity]:
    """Give a playlist of the owner's, and its description."""
    cells = row.cells
    if "listed" not in cells:  # a video, below the list's own row, in the files of before 2023
        return []
    id_, seen, made = cells["playlist"], seen_by(cells.get("seen", "")), when(cells.get("created"))
    link = f"https://www.youtube.com/playlist?list={id_}" if id_ else ""
    told = [
        Activity(
            Kind.AFFILIATION, PLATFORM, "playlist", id_, made, title=words(cells["listed"]), link=link, visibility=seen
        )
    ]  # fmt: skip
    if about := words(cells.get("told", "")):
        told.append(
            Activity(
                Kind.WRITTEN, PLATFORM, "playlist", f"{id_} description", made, Surface.CAPTION, about, "", link, seen
            )
        )  # fmt: skip
    return told


def take_place(row: Row) -> list[Activity]:
    """Give the place where a video was recorded, if it says one."""
    id_, place = row.cells["video"], row.cells["place"]
    if not place:
        return []
    return [Activity(Kind.AFFILIATION, PLATFORM, "check-in", f"{id_} place", title=place, link=f"{_WATCH}{id_}")]


def take_channel(row: Row) -> list[Activity]:
    """Give name and description of the owner's channel."""
    cells = row.cells
    id_, text = cells["channel"], "\n".join(filter(None, (words(cells["name"]), words(cells.get("about", "")))))
    link = f"https://www.youtube.com/channel/{id_}" if id_ else ""
    made = Activity(
        Kind.WRITTEN,
        PLATFORM,
        "channel",
        id_,
        None,
        Surface.BIO,
        text,
        "",
        link,
        seen_by(cells.get("seen", "")),
    )
    return [made] if text else []


_TABLES: dict[str, Callable[[Row], list[Activity]]] = {
    "comment": take_comment,
    "live chat": take_chat,
    "subscription": take_subscription,
    "video": take_video,
    "playlist": take_playlist,
    "place": take_place,
    "channel": take_channel,
}


def take_row(row: object, member: Member) -> Iterable[Activity]:
    """Give what a row of any table or list says; none for what is not for us."""
    if not isinstance(row, Row):
        return take_json(row)
    if row.table == "post":
        return take_post(row, member)
    if row.table == "comment" and re.search(r"live.?chat|chats?\b", _nearest(member.name), re.IGNORECASE):
        return take_chat(row)
    take = _TABLES.get(row.table)
    return take(row) if take else []


def _nearest(name: str) -> str:
    """Give a member's own name and its folder's."""
    return "/".join(name.split("/")[-2:])


# --- JSON of before 2020, and histories


def take_json(row: object) -> Iterable[Activity]:
    """Give what an entry of a JSON list says; none for what was watched, searched or put into a playlist."""
    if not isinstance(row, dict):
        raise ReadError("is no record")
    snippet = row.get("snippet")
    kind = str(row.get("kind", "")).removeprefix("youtube#")
    if isinstance(snippet, dict) and kind == "playlistItem":
        return _upload(row, snippet)
    if not isinstance(snippet, dict) or kind not in ("video", "subscription", "playlist", "channel"):
        return []
    made, title, about = when(snippet.get("publishedAt")), text_of(snippet, "title"), text_of(snippet, "description")
    seen = seen_by(str(dig(row, "status", "privacyStatus") or ""))
    if kind == "subscription":
        number = str(dig(snippet, "resourceId", "channelId") or "")
        link = f"https://www.youtube.com/channel/{number}" if number else ""
        cells = {"channel": number, "name": title, "address": link}
        return [replace(one, when=made) for one in take_subscription(Row("subscription", cells, {}))]
    text = "\n".join(filter(None, (title, about)))
    id_ = str(row.get("id") or "")
    if kind == "video":
        return [_video(id_, text, made, seen)]
    if kind == "playlist":
        return take_playlist(Row("playlist", {"playlist": id_, "listed": title, "told": about}, {}))
    return take_channel(Row("channel", {"channel": id_, "name": title, "about": about}, {}))


def _upload(row: Mapping[str, object], snippet: Mapping[str, object]) -> list[Activity]:
    """Give a video of the list of the owner's uploads, whose number begins with UU; none of other lists."""
    id_ = str(dig(snippet, "resourceId", "videoId") or "")
    if not id_ or not text_of(snippet, "playlistId").startswith("UU"):
        return []
    text = "\n".join(filter(None, (text_of(snippet, "title"), text_of(snippet, "description"))))
    seen = seen_by(str(dig(row, "status", "privacyStatus") or ""))
    return [_video(id_, text, when(dig(snippet, "publishedAt")), seen)]


# --- HTML


class _Items(HTMLParser):
    """The entries of an HTML list: their links, the words before the first line break, and those after it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._ready: list[dict[str, list[str]]] = []
        self._length = 0
        self._item: dict[str, list[str]] | None = None
        self._part = "head"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an entry, note a link or a line break."""
        if tag == "li":
            self._end()
            self._item, self._part = {"head": [], "words": [], "links": []}, "head"
        elif self._item is not None and tag == "a":
            self._item["links"] += [value for name, value in attrs if name == "href" and value]
        elif self._item is not None and tag == "br":
            if self._part == "words":
                self._item["words"].append("\n")
            self._part = "words"

    def handle_endtag(self, tag: str) -> None:
        """End an entry."""
        if tag in ("li", "ul", "body", "html"):
            self._end()

    def handle_data(self, data: str) -> None:
        """Keep the words of an entry."""
        if self._item is not None:
            self._item[self._part].append(data)
            self._length += len(data)

    def take(self, chunk: str) -> list[dict[str, list[str]]]:
        """Give the entries that end in this part of the page. Raises ReadError for markup or an entry without end."""
        self.feed(chunk)
        if len(self.rawdata) > _LONGEST or self._length > _LONGEST:
            raise ReadError("is no list that we can read")
        ready, self._ready = self._ready, []
        return ready

    def rest(self) -> list[dict[str, list[str]]]:
        """Give the entry that the page breaks off in."""
        self.close()
        self._end()
        return self._ready

    def _end(self) -> None:
        self._length = 0
        if self._item is not None:
            self._ready.append(self._item)
            self._item = None


def list_rows(stream: IO[bytes]) -> Iterator[Row]:
    """Stream the comments, or lines of live chats, of the pages that Takeout gave until about 2022."""
    page, text = _Items(), as_text(stream)
    while chunk := text.read(_CHUNK):
        yield from map(_row_of, page.take(chunk))
    yield from map(_row_of, page.rest())


def _row_of(item: Mapping[str, list[str]]) -> Row:
    links = item["links"]
    asked = parse_qs(urlsplit(next((one for one in links if "lc=" in one), links[0] if links else "")).query)
    told = re.search(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d", "".join(item["head"]))
    id_, video = asked.get("lc", [""])[0], asked.get("v", [""])[0]
    cells = {"comment": id_, "video": video, "parent": id_.rpartition(".")[0]}
    if told:  # without its time it is no comment, and words are what a row needs
        cells |= {"words": "".join(item["words"]).strip(), "created": told[0]}
    return Row("comment", cells, {})


def activity_rows(stream: IO[bytes]) -> Iterator[None]:
    """Count the entries of a history in HTML, without reading what they say."""
    mark, kept = "outer-cell", ""
    text = as_text(stream)
    while chunk := text.read(_CHUNK):
        kept += chunk
        for _ in range(kept.count(mark)):
            yield None
        kept = kept[-(len(mark) - 1) :] if not kept.endswith(mark) else ""


def aside(_row: object, _member: Member) -> list[Activity]:
    """Give nothing: what only the owner sees."""
    return []


# --- parts

_IN = r"(?:^|/)[^/]*"
_COMMENTS = (
    r"comment|reactie|kommentar|coment|komentar|komentář|komment|коммент|комент|yorum|"
    r"コメント|댓글|评论|評論|留言|σχόλι|תגובות|تعليق|bình luận|ความคิดเห็น"
)
_SUBSCRIPTIONS = (
    r"subscri|\babos?\b|abonn|abonament|suscrip|inscriç|iscrizion|prenumer|подписк|підписк|abonelik|登録|구독|订阅|訂閱|odběr|feliratkoz|"
    r"subskrypc|tilauks"
)
_HISTORY = (
    r"history|geschiedenis|verlauf|historial|historique|cronologia|histórico|istoric|istorija|история|історія|historik|"
    r"historia|geçmiş|履歴|기록|历史|記錄"
)

PARTS = (
    Part(
        "what was watched and searched (private, left aside)",
        rf"{_IN}(?:{_HISTORY})[^/]*\.html?$|My Activity[^/]*\.html?$|archive_browser\.html$",
        activity_rows,
        aside,
        required=False,
    ),
    Part("comments", rf"{_IN}(?:{_COMMENTS})[^/]*\.(?:csv|html?)$", rows_of, take_row),
    Part("subscriptions", rf"{_IN}(?:{_SUBSCRIPTIONS})[^/]*\.(?:csv|json)$", rows_of, take_row),
    Part("live chats", rf"{_IN}live[ -]?chat[^/]*\.(?:csv|html?)$", rows_of, take_row, required=False),
    Part(
        "other tables and lists",
        r"youtube.*\.(?:csv|json)$|^[^/]*(?:/[^/]*)?\.(?:csv|json)$",
        rows_of,
        take_row,
        required=False,
    ),
)


# --- recognising

_MOST = 60
_TWO_GB = (2 * 1024**3, 2 * 1000**3)
_SURE = ("comment", "live chat", "subscription", "video", "playlist", "channel")


def recognise(source: Source) -> Recognition | None:
    """Say whether a source holds YouTube's part of a Takeout: by its folder, and by what stands in its tables.

    A part of exactly 2 GB was cut off on its way and is refused.
    """
    inside = [m for m in source.members if "youtube" in m.name.casefold()]
    tables = {table for member in _some(inside or source.members) if (table := _table(source, member)) in _SURE}
    own = bool({"comment", "live chat", "subscription"} & tables) or len(tables) > 1
    listed = any(_listed(source, member) for member in _some(inside, ".json") + _some(inside, ".htm", ".html"))
    if not inside and not tables:
        return None
    sure = 0.95 if inside and (tables or listed) else 0.8 if own else 0.4
    layout = "tables" if tables else "lists" if listed else "unknown"
    because = f"{len(tables)} kinds of tables that only YouTube's part of a Takeout has" if tables else (
        "a folder with YouTube's name"
    )  # fmt: skip
    refused = ""
    if any(size in _TWO_GB for size in _sizes(source)):
        refused = (
            "A file of this Takeout is exactly 2 GB, which means that its download broke off. Ask Takeout for YouTube "
            "alone, without the videos themselves, or for parts of 1 GB, and give all parts together."
        )
    return Recognition(PLATFORM, layout, sure, because, refused)


def _sizes(source: Source) -> list[int]:
    return [path.stat().st_size for path in source.paths if path.is_file()]


def _some(members: list[Member], *endings: str) -> list[Member]:
    """Give members with one of these endings (tables, where none is said), not too many."""
    found = [member for member in members if member.name.lower().endswith(endings or (".csv",))]
    return sorted(found, key=lambda member: (member.name.count("/"), member.name))[:_MOST]


def _table(source: Source, member: Member) -> str:
    """Say which table a file is, by its first rows."""
    try:
        row = next(table_rows(io.BytesIO(source.peek(member))), None)
    except (ReadError, ValueError):
        return ""
    return row.table if row else ""


def _listed(source: Source, member: Member) -> bool:
    """Say whether a JSON list or a page is one that YouTube gives."""
    head = source.peek(member)
    return any(mark in head for mark in (b'"youtube#', b"youtube.com/watch", b'"YouTube"', b"www.youtube.com/"))

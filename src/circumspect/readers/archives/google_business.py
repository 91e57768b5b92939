"""Reviews of a Google Business Profile: Takeout, the API's JSON, a list of one's own. Open it when they change.

Confirmed in Google's API reference and in other people's readers of Takeout (gtakeout on CRAN, three more): `Google
Business Profile/account-N/location-N/` (once `Google My Business/`) with `reviews.json`, further `reviews-….json` of
some twenty each, `data.json`, `additionalData.json`, `media-….json` and `localPost-…/data.json`; a review's `name` is
accounts/N/locations/N/reviews/ID, and the same ID stands under every account that may see the place. A comment that
Google translated holds both texts. `Google Play Store/Reviews.json` holds what the owner wrote about apps, and `Maps
(your places)/Reviews.json` about places. From memory: the words about the business in `data.json`, and headings of
tables in other languages. A table of reviews is known by its headings, among others those of Outscraper and Apify.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from datetime import datetime
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, cast

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import Part, csv_rows, dig, json_rows, text_of, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from circumspect.readers.archives._source import Member, Source

PLATFORM = "google_business"
TITLE = "Google Business Profile"

_STARS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
# What Google shows in place of a name.
_NOBODY = frozenset(
    {"a google user", "ein google-nutzer", "un usuario de google", "un utilisateur de google", "anonymous"}
)
_ORIGINAL = re.compile(r"\n?\(Original\)\s", re.IGNORECASE)
_TRANSLATED = re.compile(r"\n?\(Translated by Google\)\s", re.IGNORECASE)
# What stands in a cell that is empty, and in a column that only says whether there is a reply.
_EMPTY = frozenset({"n/a", "nan", "null", "none", "-"})
_FLAGS = _EMPTY | {"0", "1", "true", "false", "yes", "no", "no reply", "no response"}
# What people and their tools call the columns, in small letters, blanks for signs; the surest name of each first, since
# tools tell of the place ("name", "rating", "url") beside its reviews.
_COLUMNS = {
    "id": "review id|reviewid|id",
    "when": "createtime|create time|review timestamp|review datetime utc|publishedatdate|published at date|review date|"
    "date of review|reviewed at|reviewed on|review time|review created|date posted|date published|published date|"
    "publish date|posted on|posted at|posted|published at|published|publishedat|created at|created on|created date|"
    "creation time|date created|created|updatetime|updated|date|timestamp|time|"
    "fecha|datum|rezensionsdatum|bewertungsdatum|erstellt am|date de l avis",
    "who": "reviewer displayname|reviewer display name|reviewer name|reviewername|reviewer|review author|author title|"
    "author name|authorname|author|profile name|customer name|client name|customer|client|patient|display name|"
    "displayname|reviewed by|written by|posted by|user name|username|user|full name|from|nombre|autor|verfasser|"
    "rezensent|kunde|auteur|autore|name",
    "stars": "starrating|star rating|review rating|reviewrating|star raw|rating stars|number of stars|stars|"
    "overall rating|rating|star|score|punteggio|"
    "sterne|anzahl sterne|bewertung|estrellas|calificación|étoiles|stelle|sterren",
    "text": "review text original|review text|reviewtext|review comment|review comments|review content|review body|"
    "review message|review description|reviewer comment|customer comment|full review|review|content|comment|comments|"
    "text|body|feedback|testimonial|snippet|message|"
    "reseña|comentario|kommentar|bewertungstext|rezensionstext|rezension|avis|commentaire|recensione|commento|beoordeling",
    "reply": "reviewreply comment|review reply comment|review reply text|reviewreply|review reply|owner answer|"
    "responsefromownertext|response from owner text|owner response text|owner reply text|owner response|owner reply|"
    "business response|business reply|management response|company response|"
    "merchant reply|review response|response from the owner|response from owner|response text|response content|"
    "response comment|reply text|reply comment|reply content|your reply|your response|my reply|my response|our reply|"
    "our response|reply|response|answer|respuesta|antwort|antwort des inhabers|réponse|risposta|antwoord",
    "replied": "reviewreply updatetime|review reply update time|owner answer timestamp|"
    "owner answer timestamp datetime utc|responsefromownerdate|response from owner date|owner response date|"
    "owner reply date|reply date|response date|date of reply|date of response|reply time|response time|replied at|"
    "replied on|responded at|responded on|replied|antwortdatum|fecha de respuesta",
    "link": "review link|review url|reviewurl|permalink|link|url",
    "title": "listing name|location name|business name|place name|location|business|place",
}
_COLUMN_OF = {word: (column, rank) for column, words in _COLUMNS.items() for rank, word in enumerate(words.split("|"))}
_HEADINGS_WITHIN = 40


# --- reviews as JSON


def review_rows(stream: IO[bytes]) -> Iterator[Any]:
    """Give each review of a file, whether it holds a page of them, several pages, or a bare list.

    A review that stands there again gives None, which is left aside.
    """
    seen: set[str] = set()
    for row in _all_reviews(stream):
        key = _key(row) if isinstance(row, dict) else ""
        yield None if key and key in seen else row
        seen.add(key)


def _all_reviews(stream: IO[bytes]) -> Iterator[Any]:
    for row in json_rows("reviews.item", "locationReviews.item", "item")(stream):
        pages = row.get("reviews", row.get("locationReviews")) if isinstance(row, dict) else None
        for one in pages if isinstance(pages, list) else [row]:
            yield dig(one, "review") if isinstance(dig(one, "review"), dict) else one


def take_review(row: Any, member: Member) -> list[Activity]:  # noqa: ANN401 - what stands in a JSON file
    """Give one review and, where there is one, the owner's reply to it."""
    if row is None:
        return []
    if isinstance(row.get("document"), dict):
        return [_review_of_app(row)]
    if not row.keys() & {"starRating", "reviewer", "createTime", "reviewReply"}:
        return take_listed(_told(row), member)
    stars = _stars(row.get("starRating", row.get("rating")))
    text = _original(row.get("comment", row.get("text")))
    if not text and stars is None:
        raise ReadError("holds a review without stars or words")
    reply = row.get("reviewReply") or row.get("reply") or {}
    who = "" if dig(row, "reviewer", "isAnonymous") else text_of(row.get("reviewer") or {}, "displayName", "name")
    told = {
        "id": _key(row),
        "when": row.get("createTime") or row.get("updateTime"),
        "who": who,
        "text": text,
        "reply": _original(reply.get("comment", reply.get("text")) if isinstance(reply, dict) else reply),
        "replied": dig(reply, "updateTime"),
    }
    return _review(told, stars)


def _key(row: Mapping[str, Any]) -> str:
    """Give a review's own number, which is the same under each account that may see the place."""
    return text_of(row, "reviewId") or text_of(row, "name").rpartition("/reviews/")[2]


def _review(told: Mapping[str, Any], stars: int | None) -> list[Activity]:
    key, text = told.get("id") or "", told.get("text") or ""
    name = told.get("who") or ""
    known = name if name.casefold() not in _NOBODY else ""
    review = Activity(
        Kind.RECEIVED,
        PLATFORM,
        sort="review",
        id=key,
        when=_time(told.get("when")),
        text=text,
        title=told.get("title") or "",
        link=told.get("link") or "",
        visibility=Visibility.PUBLIC,
        who=Request(display=known, platform="google", direction=Direction.UNKNOWN) if known else None,
        mine=False,
        stars=stars,
    )
    if not told.get("reply"):
        return [review]
    reply = Activity(
        Kind.WRITTEN,
        PLATFORM,
        sort="reply to a review",
        id=f"{key}/reply" if key else "",
        when=_time(told.get("replied")),
        surface=Surface.REVIEW_RESPONSE,
        text=told["reply"],
        title=review.title,
        link=review.link,
        visibility=Visibility.PUBLIC,
        in_reply_to=text,
        answers=key,
    )
    return [review, reply]


def _original(comment: object) -> str:
    """Give what the person wrote: Google puts its own translation before it, or behind it."""
    if comment is None:
        return ""
    if not isinstance(comment, str):
        raise TypeError
    text = comment.strip()
    translated = _TRANSLATED.search(text)
    if translated is None:
        return text
    original = _ORIGINAL.search(text, translated.end())
    before = text[: translated.start()].strip()
    return text[original.end() :].strip() if original else before or text[translated.end() :].strip()


def _stars(told: object) -> int | None:
    """Give the stars, 1 to 5, of FIVE, 4, "4.0", "4/5", "5 stars" or "★★★★☆"; None where nothing of these is told."""
    words = str(told if told is not None else "").strip().casefold()
    full = sum(words.count(sign) for sign in "★⭐")
    if full:
        return full if full <= 5 else None  # noqa: PLR2004 - stars of Google
    if found := re.match(r"(one|two|three|four|five)\b", words.replace("_", " ")):
        return _STARS[found[1]]
    if found := re.match(r"([1-5])(?:[.,]0+)?(?!\d)(?![.,]\d)", words):
        return int(found[1])
    return None


def _time(told: object) -> datetime | None:
    """Give a time; None for "two weeks ago" and other words: a review without its day is still a review."""
    try:
        return when(told)
    except (ValueError, TypeError, OverflowError):
        return None


# --- reviews as a table


def table_rows(stream: IO[bytes]) -> Iterator[dict[str, str]]:
    """Give each row of a table as our own column names → cells. Raises ReadError where no heading tells of reviews."""
    raw = io.BufferedReader(cast("io.RawIOBase", stream), _SNIFF)
    head = raw.peek(_SNIFF)[:_SNIFF]
    order = {"order": "day first"} if _DAY_FIRST.search(head) else {}
    for row in csv_rows(*_headings(head))(raw):
        if not any(_column(heading)[0] for heading in row):
            raise ReadError("has no headings that we know; name the columns date, name, stars, review and reply")
        yield _told(row) | order


def _headings(head: bytes) -> list[str]:
    """Give the headings that we know, of the first line that tells of reviews; none where no line does."""
    utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    lines = head.decode("utf-16" if utf16 else "utf-8-sig", "replace").splitlines()[:_HEADINGS_WITHIN]
    tables = [next(csv.reader([line], delimiter=sign), []) for line in lines for sign in ",;\t"]
    found = next((cells for cells in tables if _is_heading(cells)), [])
    return [cell.strip() for cell in found if _column(cell)[0] and cell.isascii()]


def _told(row: Mapping[str, Any]) -> dict[str, str]:
    """Give our own column names → cells; of several headings that mean the same, the surest one's."""
    best: dict[str, tuple[int, str]] = {}
    for heading, cell in row.items():
        column, rank = _column(heading)
        if column and (column not in best or rank < best[column][0]):
            best[column] = rank, "" if cell is None else str(cell)
    told = {column: "" if cell.strip().casefold() in _EMPTY else cell for column, (_, cell) in best.items()}
    return told | {"id": told.get("id", "").rpartition("/reviews/")[2]}


def _is_heading(headings: Iterable[str]) -> bool:
    """Say whether headings are those of reviews: stars, and words or a name beside them; or words and a reply."""
    found = {_column(heading)[0] for heading in headings}
    return ("stars" in found and bool(found & {"text", "who"})) or {"text", "reply"} <= found


@lru_cache(maxsize=1024)
def _column(heading: str) -> tuple[str, int]:
    """Say which of our columns a heading means, "" for none, and how sure that is: the smaller, the surer."""
    small = re.sub(r"\([^)]*\)", " ", heading.casefold().replace("'s ", " "))
    words = " ".join(re.sub(r"[\W_]+", " ", small).split())
    return _COLUMN_OF.get(re.sub(r" (?:out of )?[15]$", "", words), ("", 0))


def take_listed(row: dict[str, str], member: Member) -> list[Activity]:  # noqa: ARG001
    """Give the review of one row of a table, and the reply beside it."""
    stars, text = _stars(row.get("stars")), _original(row.get("text"))
    if stars is None and not text:
        raise ReadError("holds a review without stars or words")
    who, reply, order = row.get("who", ""), _original(row.get("reply")), row.get("order", "")
    told = {
        "text": text,
        "who": "" if "/reviews/" in who else who,
        "reply": "" if reply.casefold() in _FLAGS else reply,
        "when": _day(row.get("when", ""), order),
        "replied": _day(row.get("replied", ""), order),
    }
    return _review({**row, **told}, stars)


def _day(cell: str, order: str) -> str:
    """Give a date with strokes or dots as ISO writes it: dots begin with the day, strokes as the table has them."""
    found = _STROKES.fullmatch(cell.strip())
    if found is None:
        return cell
    first, sign, second, year = found.group(1, 2, 3, 4)
    month, day = (second, first) if sign == "." or order else (first, second)
    hours = next((told for layout in _CLOCKS if (told := _clock(found[5], layout))), "")
    return f"{int(year) + 2000 if int(year) < 100 else year}-{int(month):02}-{int(day):02} {hours}"  # noqa: PLR2004


def _clock(hours: str, layout: str) -> str:
    try:
        return datetime.strptime(hours, layout).strftime("%H:%M:%S")  # noqa: DTZ007 - UTC where none is written
    except ValueError:
        return ""


_STROKES = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?:$|[T ]|, ?)(.*?)(?: ?(?:UTC|GMT|Z))?")
_CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M %p", "%I:%M:%S %p", "")
_DAY_FIRST = re.compile(rb"(?<![0-9/])(?:1[3-9]|2[0-9]|3[01])/[0-9]{1,2}/[0-9]{4}")
_SNIFF = 65536


# --- what the owner wrote


def take_post(row: Any, member: Member) -> list[Activity]:  # noqa: ANN401, ARG001 - what stands in a JSON file
    """Give one post on the profile: news, an offer, an event."""
    title = text_of(row.get("event") or {}, "title")
    text = text_of(row, "summary", "text")
    if not text and not title:
        return []
    link = text_of(row, "searchUrl")
    return [
        Activity(
            Kind.WRITTEN,
            PLATFORM,
            sort="post",
            id=text_of(row, "name").rpartition("/localPosts/")[2],
            when=_time(row.get("createTime") or row.get("updateTime")),
            surface=Surface.POST,
            text=text,
            title=title,
            link=link,
            visibility=Visibility.PUBLIC,
        )
    ]


def take_place(row: Any, member: Member) -> list[Activity]:  # noqa: ANN401, ARG001 - what stands in a JSON file
    """Give what the profile says of the practice, as its owner wrote it."""
    text = text_of(row.get("profile") or {}, "description") or text_of(row, "description")
    if not text:
        return []
    return [
        Activity(
            Kind.WRITTEN,
            PLATFORM,
            sort="profile",
            id=f"{text_of(row, 'name')}#profile" if text_of(row, "name") else "",
            surface=Surface.BIO,
            text=text,
            title=text_of(row, "title", "locationName"),
            link=text_of(row.get("metadata") or {}, "mapsUri", "mapsUrl"),
            visibility=Visibility.PUBLIC,
        )
    ]


def take_own_review(row: Any, member: Member) -> list[Activity]:  # noqa: ANN401, ARG001 - what stands in a JSON file
    """Give a review that the owner of the account wrote about another place on Google Maps."""
    told = row["properties"]
    text = text_of(told, "review_text_published", "Review Comment")
    stars = _stars(told.get("five_star_rating_published", told.get("Star Rating")))
    if not text and stars is None:
        return []
    link = text_of(told, "google_maps_url", "Google Maps URL")
    return [
        Activity(
            Kind.WRITTEN,
            PLATFORM,
            sort="own review",
            when=_time(told.get("date") or told.get("Published")),
            surface=Surface.POST,
            text=text,
            title=text_of(told.get("location") or told.get("Location") or {}, "name", "Business Name"),
            link=link,
            visibility=Visibility.PUBLIC,
            stars=stars,
        )
    ]


def _review_of_app(row: Mapping[str, Any]) -> Activity:
    """Give a review that the owner of the account wrote about an app on Google Play."""
    return Activity(
        Kind.WRITTEN,
        PLATFORM,
        sort="own review",
        when=_time(row.get("creationTime")),
        surface=Surface.POST,
        text="\n".join(filter(None, (text_of(row, "title"), text_of(row, "comment")))),
        title=text_of(row["document"], "title"),
        visibility=Visibility.PUBLIC,
        stars=_stars(row.get("starRating")),
    )


def take_aside(row: object, member: Member) -> list[Activity]:  # noqa: ARG001
    """Leave aside what says nothing in the owner's words or about them."""
    return []


# --- which export


PARTS = (
    Part(
        "own reviews",
        r"(^|/)maps ?\([^/]*\)/[^/]*[.]json$|(^|/)maps[^/]*/reviews[.]json$",
        json_rows("features.item"),
        take_own_review,
        required=False,
    ),
    Part("reviews", r"(^|/)[^/]*reviews?[^/]*[.]json$", review_rows, take_review),
    Part("posts", r"(^|/)localposts?-[^/]*/data[.]json$", json_rows(""), take_post, required=False),
    Part("more posts", r"(^|/)localposts?[^/]*json$", json_rows("localPosts.item", "item"), take_post, required=False),
    Part("practice", r"(^|/)location-[^/]*/data[.]json$", json_rows(""), take_place, required=False),
    Part(
        "account and pictures",
        r"(^|/)(account-[^/]*/data|additionaldata|location-[^/]*/media-[^/]*|businesspersonalization)[.]json$",
        json_rows(""),
        take_aside,
        required=False,
    ),
    # A dump of the API, however it is called; never the files of other products in a Takeout.
    Part("dump of reviews", r"^([^/]+/)?(?!data[.]|takeout)[^/]+[.]json$", review_rows, take_review, required=False),
    Part("table of reviews", r"^(?!(.*/)?takeout/).*[.](csv|tsv|txt)$", table_rows, take_listed, required=False),
)  # fmt: skip


def recognise(source: Source) -> Recognition | None:
    """Say whether a source is Google's export of a Business Profile, the API's reviews, or a table of reviews."""
    names = [member.name for member in source.members]
    known = any(_holds_reviews(source.peek(member, 65536)) for member in source.members if _may_hold(member))
    takeout = any(re.search(r"(^|/)google (my business|business profile)/", n, re.IGNORECASE) for n in names)
    folders = any(re.search(r"(^|/)account-\d+/location-\d+/", name) for name in names)
    if takeout or (folders and known):
        return Recognition(PLATFORM, "takeout", 0.98 if known else 0.85, "a folder of a Business Profile from Takeout")
    if known:
        return Recognition(PLATFORM, "reviews as JSON", 0.9, "reviews as Google's API gives them")
    if any(_is_table(source, member) for member in source.members):
        return Recognition(PLATFORM, "table", 0.6, "a table with stars and reviews")
    return None


def _may_hold(member: Member) -> bool:
    part = next((part for part in PARTS if part.matches(member.name)), None)
    return part is not None and part.rows is review_rows


def _holds_reviews(head: bytes) -> bool:
    """Say whether a file begins as Google's own reviews, or those that tools fetch from Google Maps."""
    if b'"starRating"' in head and (b'"reviewer"' in head or b'"createTime"' in head):
        return True
    return any(one in head for one in _FETCHED) and any(one in head for one in _RATED)


_FETCHED, _RATED = (b'"reviewId"', b'"review_id"', b'"reviewUrl"'), (b'"stars"', b'"review_rating"')


def _is_table(source: Source, member: Member) -> bool:
    return PARTS[-1].matches(member.name) and bool(_headings(source.peek(member, _SNIFF)))

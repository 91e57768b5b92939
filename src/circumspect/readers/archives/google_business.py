"""Reviews of a Google Business Profile: Takeout, the API's JSON, a list of one's own. Open it when they change.

Confirmed in Google's API reference and in other people's readers of Takeout: `Google Business Profile/account-N/
location-N/` (once `Google My Business/`) with `reviews.json`, further `reviews-….json`, `data.json`,
`additionalData.json` and `localPost-…/data.json`; a review's `name` is accounts/N/locations/N/reviews/ID, and the same
ID stands under every account that may see the place. A comment that Google translated holds both texts. From memory:
the words about the business in `data.json`, and `Maps (your places)/Reviews.json`, the reviews that the owner wrote. A
table of reviews is known by its headings.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

from circumspect.domain.activity import Activity, Kind, Recognition, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.screening import Direction, Request
from circumspect.readers._kit import ReadError
from circumspect.readers.archives._kit import Part, csv_rows, dig, json_rows, text_of, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

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
# What people call the columns, in small letters, blanks for underscores.
_COLUMNS = {
    "id": "id|review id|reviewid",
    "when": "date|review date|created|created at|create time|createtime|time|published|published at|posted|timestamp|"
    "review datetime utc|publishedatdate|fecha|datum",
    "who": "name|reviewer|reviewer name|author|author name|author title|customer|customer name|user|username|"
    "display name|displayname|from|nombre|client|patient",
    "stars": "stars|star|rating|star rating|starrating|score|review rating|number of stars|sterne|bewertung|estrellas",
    "text": "review|review text|reviewtext|comment|comments|text|content|body|feedback|snippet|reseña|kommentar",
    "reply": "reply|response|owner response|owner reply|owner answer|business response|business reply|reply text|"
    "response text|response from owner|response from the owner|responsefromownertext|review reply|your reply|my reply|"
    "our reply|our response|respuesta|antwort",
    "replied": "reply date|response date|owner answer timestamp datetime utc|responsefromownerdate|replied|replied at|"
    "replied on|date of reply",
    "link": "link|url|review link|review url|reviewurl",
    "title": "location|location name|business|business name|place|place name",
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words.split("|")}


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


def take_review(row: Any, member: Member) -> list[Activity]:  # noqa: ANN401, ARG001 - what stands in a JSON file
    """Give one review and, where there is one, the owner's reply to it."""
    if row is None:
        return []
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
    for row in csv_rows()(stream):
        told = {column: cell for heading, cell in reversed(row.items()) if (column := _column(heading))}
        if not told:
            raise ReadError("has no headings that we know; name the columns date, name, stars, review and reply")
        yield told


def _is_heading(headings: Iterator[str] | Mapping[str, str]) -> bool:
    """Say whether headings are those of reviews: stars, and words or a name beside them; or words and a reply."""
    found = {_column(heading) for heading in headings}
    return ("stars" in found and bool(found & {"text", "who"})) or {"text", "reply"} <= found


def _column(heading: str) -> str:
    small = re.sub(r"\([^)]*\)", " ", heading.casefold())
    return _COLUMN_OF.get(" ".join(re.sub(r"[_:\-./*?\"\s]+", " ", small).split()), "")


def take_listed(row: dict[str, str], member: Member) -> list[Activity]:  # noqa: ARG001
    """Give the review of one row of a table, and the reply beside it."""
    stars, text = _stars(row.get("stars")), _original(row.get("text"))
    if stars is None and not text:
        raise ReadError("holds a review without stars or words")
    return _review({**row, "text": text, "reply": _original(row.get("reply"))}, stars)


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


def take_aside(row: object, member: Member) -> list[Activity]:  # noqa: ARG001
    """Leave aside what says nothing in the owner's words or about them."""
    return []


# --- which export


PARTS = (
    Part("own reviews", r"(^|/)maps[^/]*/reviews[.]json$", json_rows("features.item"), take_own_review, required=False),
    Part("reviews", r"(^|/)[^/]*reviews?[^/]*[.]json$", review_rows, take_review),
    Part("posts", r"(^|/)localposts?-[^/]*/data[.]json$", json_rows(""), take_post, required=False),
    Part("more posts", r"(^|/)localposts?[^/]*json$", json_rows("localPosts.item", "item"), take_post, required=False),
    Part("practice", r"(^|/)location-[^/]*/data[.]json$", json_rows(""), take_place, required=False),
    Part("account", r"(^|/)(account-[^/]*/data|additionaldata)[.]json$", json_rows(""), take_aside, required=False),
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
    return b'"starRating"' in head and (b'"reviewer"' in head or b'"createTime"' in head)


def _is_table(source: Source, member: Member) -> bool:
    if not PARTS[-1].matches(member.name):
        return False
    with source.open(member) as stream:
        return _begins_as_table(stream)


def _begins_as_table(stream: IO[bytes]) -> bool:
    try:
        first = next(csv_rows()(stream), None)
    except (ReadError, ValueError):
        return False
    return first is not None and _is_heading(iter(first))

"""Google reviews: stars in every spelling, translations, tables of one's own, rows that say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from circumspect.domain.activity import Coverage, Kind
from circumspect.readers.archives import google_business
from circumspect.readers.archives._kit import activities
from circumspect.readers.archives._source import Member, Source

if TYPE_CHECKING:
    from pathlib import Path

MEMBER = Member("reviews.json", 1)


@pytest.mark.parametrize(
    ("told", "stars"),
    [
        ("FIVE", 5), ("ONE", 1), ("four stars", 4), (3, 3), (4.0, 4), ("5.0", 5), ("4/5", 4), ("2 stars", 2),
        ("★★★☆☆", 3), ("⭐⭐", 2), ("STAR_RATING_UNSPECIFIED", None), ("", None), (None, None), (0, None), (9, None),
        (45, None), (4.5, None), ("★★★★★★", None), ({}, None), ("FIVE_STARS", 5),
    ],
)  # fmt: skip
def test_stars_in_every_spelling(told: object, stars: int | None) -> None:
    """Stars are one to five, or not told; never a guess."""
    assert google_business._stars(told) == stars


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("(Translated by Google) Kind.\n\n(Original)\nAmable.", "Amable."),
        ("Amable.\n\n(Translated by Google)\nKind.", "Amable."),
        ("(Translated by Google) Kind.", "Kind."),
        ("(Original) is a fine word", "(Original) is a fine word"),
        ("  plain  ", "plain"),
        (None, ""),
    ],
)
def test_what_the_person_wrote_is_kept(comment: str | None, words: str) -> None:
    """Google's translation falls away; where it is all there is, it stays."""
    assert google_business._original(comment) == words


@pytest.mark.parametrize(
    "row", [{}, [], "x", 7, {"name": "accounts/1/locations/2/reviews/3"}, {"comment": 7, "starRating": "ONE"}]
)
def test_a_row_that_is_no_review_raises(row: object) -> None:
    """What holds neither stars nor words is unreadable, not an empty review."""
    with pytest.raises((TypeError, ValueError, AttributeError)):
        google_business.take_review(row, MEMBER)


def test_the_same_review_has_the_same_id_under_every_account() -> None:
    """A review that stands under two accounts has one id, and so has its reply."""
    reply = {"comment": "Thank you"}
    pairs = [
        [one.id for one in google_business.take_review(
            {"name": f"accounts/{n}/locations/2/reviews/Ab", "comment": "Good", "reviewReply": reply}, MEMBER
        )]
        for n in (1, 77)
    ]  # fmt: skip
    assert pairs == [["Ab", "Ab/reply"]] * 2


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("05/02/2024 09:00:00", "", "2024-05-02T09:00:00+00:00"),
        ("5/2/24, 9:05 PM", "", "2024-05-02T21:05:00+00:00"),
        ("05/02/2024 09:00 UTC", "day first", "2024-02-05T09:00:00+00:00"),
        ("2.5.24", "", "2024-05-02T00:00:00+00:00"),
        ("99/99/2024", "", None),
        ("a month ago", "", None),
    ],
)
def test_days_in_tables(cell: str, order: str, day: str | None) -> None:
    """With strokes the month stands first, unless the table has days beyond 12 there; with dots the day does."""
    (review,) = google_business.take_listed({"stars": "5", "when": cell, "order": order}, MEMBER)
    assert (review.when.isoformat() if review.when else None) == day


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_is_known_by_its_headings(tmp_path: Path, encoding: str, sign: str) -> None:
    """Whatever the encoding, the sign between columns and the headings, a review and its reply come out."""
    rows = [
        ["Created At", "Author", "Star_Rating", "Comment", "Owner Response"],
        ["2024-01-05", "Renée", "5", "Très bien", "Merci"],
    ]
    (tmp_path / "mine.csv").write_bytes("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    coverage = Coverage()
    with Source([tmp_path / "mine.csv"]) as source:
        found = google_business.recognise(source)
        review, reply = activities(google_business, source, coverage)
    assert found is not None
    assert found.layout == "table"
    assert (review.kind, review.text, review.stars, review.who and review.who.display) == (
        Kind.RECEIVED,
        "Très bien",
        5,
        "Renée",
    )
    assert (reply.text, reply.in_reply_to) == ("Merci", "Très bien")


@pytest.mark.parametrize(
    "words", ["name,e-mail\nJo,jo@example.org\n", "date,rating\n2024-01-01,5\n", "", "just words\n", "a,b\n"]
)
def test_another_table_is_not_claimed(tmp_path: Path, words: str) -> None:
    """A table without stars and words beside them is nobody's reviews."""
    (tmp_path / "list.csv").write_text(words)
    with Source([tmp_path / "list.csv"]) as source:
        assert google_business.recognise(source) is None

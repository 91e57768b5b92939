"""Lists as they are copied out of screens: accounts are found, the rest is left aside and named by its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.domain.screening import Direction
from circumspect.readers._kit import ReadError
from circumspect.readers.requests import lists
from circumspect.readers.requests.pasted import OTHERS, SCREEN

INSTAGRAM = """Follow requests
josie.q91's profile picture
josie.q91
Josie Q
Confirm
Delete
tob_f
Tobias Fennimore
Confirm
Delete
"""
INSTAGRAM_NEWS = """josie.q91 requested to follow you. 2d
tob_f, ana.ruiz and 3 others started following you. 1w
@marta.v wants to follow you
"""
FACEBOOK = """Friend requests 3
Josie Alvarez
3 mutual friends
Confirm
Delete
2d
Tobias Fennimore
Ana Ruiz and 2 other mutual friends
Confirm
Delete
Marta Vega
Confirm
Delete
"""
LINKEDIN = """Invitations (2)
Josie Alvarez
Josie Alvarez
• 2nd
Teacher at an example school
Austin, Texas, United States
Ana Ruiz is a mutual connection
Ignore
Accept
Tobias Fennimore, MSW (he/him)
12 mutual connections
2 weeks ago
Ignore
Accept
"""
X = """Josie A.
@josie91
Follows you
Follow
Tobias
@tob_f
Following
"""
BY_HAND = """1. @jo91
2) Tobias Fennimore
 - Marta Vega (@marta.v)
• instagram.com/ana_r
[ ] Instagram: lu.paz

"Quinn Abara"
\u200e\u2068\uff20 zed_k\u2069
Ben Roe https://www.facebook.com/ben.roe.5
(512) 555-0147
"""


def _people(words: str) -> list[tuple[str, str]]:
    return [(r.handle, r.display) for r in lists.read(words.encode()).requests]


@pytest.mark.parametrize(
    ("words", "people"),
    [
        (INSTAGRAM, [("josie.q91", "Josie Q"), ("tob_f", "Tobias Fennimore")]),
        (INSTAGRAM_NEWS, [("josie.q91", ""), ("tob_f", ""), ("ana.ruiz", ""), ("marta.v", "")]),
        (FACEBOOK, [("", "Josie Alvarez"), ("", "Tobias Fennimore"), ("", "Marta Vega")]),
        (LINKEDIN, [("", "Josie Alvarez"), ("", "Tobias Fennimore, MSW")]),
        (X, [("josie91", "Josie A."), ("tob_f", "Tobias")]),
        (BY_HAND, [
            ("jo91", ""), ("", "Tobias Fennimore"), ("marta.v", "Marta Vega"), ("ana_r", ""), ("lu.paz", ""),
            ("", "Quinn Abara"), ("zed_k", ""), ("ben.roe.5", "Ben Roe"), ("", ""),
        ]),
        ("Josie Alvarez\nTobias F\n3 mutual friends\nConfirm\n", [("", "Josie Alvarez"), ("", "Tobias F")]),
        ("@jo91, @tob_f @ana\n", [("jo91", ""), ("tob_f", ""), ("ana", "")]),
        ("Alvarez, Josie\nFennimore, Tobias\n", [("", "Alvarez, Josie"), ("", "Fennimore, Tobias")]),
        ("Josie Alvarez; Tobias Fennimore", [("", "Josie Alvarez"), ("", "Tobias Fennimore")]),
        ("Josie Alvarez | LinkedIn\nTobias Fennimore · 3rd+\n", [("", "Josie Alvarez"), ("", "Tobias Fennimore")]),
        ("Josie quiere seguirte. 3 d\nTobias F te envió una solicitud\n", [("Josie", ""), ("", "Tobias F")]),
    ],
    ids=[
        "instagram", "news", "facebook", "linkedin", "x", "by hand", "cropped", "handles", "commas", "line", "marks",
        "spanish",
    ],
)  # fmt: skip
def test_what_is_copied_out_of_a_screen_is_read(words: str, people: list[tuple[str, str]]) -> None:
    """Accounts and nothing else, a name with its handle where they stand together."""
    assert _people(words) == people


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        (INSTAGRAM_NEWS, {"josie.q91": "request", "tob_f": "follower", "ana.ruiz": "follower", "marta.v": "request"}),
        (INSTAGRAM, {"josie.q91": "request", "tob_f": "request"}),
        (LINKEDIN, {"Josie Alvarez": "request", "Tobias Fennimore, MSW": "request"}),
        (X, {"josie91": "follower", "tob_f": "unknown"}),
        ("jo91\nJosie Q\nSuggested for you\nFollow\ntob_f\nTobias\nSuggested for you\nFollow\n",
         {"jo91": "suggested", "tob_f": "suggested"}),
        (f"{FACEBOOK}People you may know\nSee all\nLu Paz\nAdd friend\nRemove\nFriends\nZed Kim\n",
         {"Josie Alvarez": "request", "Tobias Fennimore": "request", "Marta Vega": "request", "Lu Paz": "suggested",
          "Zed Kim": "unknown"}),
        ("People you may know based on your recent activity\nLu Paz\nConnect\n", {"Lu Paz": "suggested"}),
        ("Solicitudes de amistad\nLu Paz\nConfirmar\nSugerencias para ti\nZed Kim\nSeguir\n",
         {"Lu Paz": "request", "Zed Kim": "suggested"}),
        ("Lu Paz veut vous suivre\nZed Kim\n", {"Lu Paz": "request", "Zed Kim": "unknown"}),
        ("Josie Alvarez\nView invitation\nTeacher at a school\n3 mutual friends\nAccept\nLu Paz\n",
         {"Josie Alvarez": "unknown", "Lu Paz": "unknown"}),
    ],
    ids=["news", "instagram", "linkedin", "x", "labels", "facebook", "linkedin 2", "spanish", "french", "button"],
)  # fmt: skip
def test_a_screen_says_how_its_accounts_stand(words: str, stands: dict[str, str]) -> None:
    """Headings above accounts, labels below one, sentences about them; what says nothing stays as it was asked for."""
    found = lists.read(words.encode(), direction=Direction.UNKNOWN).requests
    assert {r.handle or r.display: r.direction.value for r in found} == stands


def test_a_column_may_say_how_accounts_stand() -> None:
    """In a platform's own words too; what is not known stays as it was asked for."""
    raw = b"handle,type\na,Suggested for you\nb,People you may know\nc,wants to follow you\nd,requested to follow you\n"
    found = lists.read(raw + b"e,following\nf,follows you\ng,odd\n", direction=Direction.FRIEND).requests
    assert [r.direction.value for r in found] == [
        "suggested", "suggested", "request", "request", "following", "follower", "friend",
    ]  # fmt: skip


def test_what_stands_around_an_account_is_named_by_line() -> None:
    """Counts and numbers, no word of the list; what they do and where goes with the account."""
    found = lists.read(LINKEDIN.encode())
    assert found.requests[0].bio == "Teacher at an example school Austin, Texas, United States"
    assert found.notes == (
        f"9 lines are {SCREEN}; left aside: lines 1, 4, 7, 8, 9, 11, 12, 13 …",
        "1 line is the same as the one above; left aside: line 3",
    )
    others = lists.read(INSTAGRAM_NEWS.encode()).notes
    assert others == (f"1 line is {OTHERS}; left aside: line 2",)


def test_a_name_below_a_button_is_never_swallowed() -> None:
    """Names that merely stand together, with a button somewhere, stay accounts each."""
    names = ["Josie Alvarez", "Tobias Fennimore", "Marta Vega", "Ana Ruiz"]
    for words in (
        "\n".join([*names, "Follow"]),
        "\n".join(["Follow", *names]),
        "\n".join([*names, "3 mutual friends"]),
    ):
        assert [display for _, display in _people(words)] == names


def test_a_sentence_and_a_heading_part_accounts() -> None:
    """Who is below a sentence about somebody, or below a heading, is somebody else."""
    news = "dima.v started following you. 1w\n"
    for words, people in (
        (f"{news}@bia.santos\nFollow\n", [("dima.v", ""), ("bia.santos", "")]),
        (f"{news}Bia Santos\nFollow\n", [("dima.v", ""), ("", "Bia Santos")]),
        (f"Lu Paz wants to follow you\n3 mutual friends\n{news}Confirm\n", [("", "Lu Paz"), ("dima.v", "")]),
        (f"{news}@bia\nSuggested for you\nzeldak\nZelda K\nFollow\n",
         [("dima.v", ""), ("bia", ""), ("zeldak", "Zelda K")]),
    ):  # fmt: skip
        assert _people(words) == people


def test_running_text_is_left_aside() -> None:
    """Lines too long for a name are no accounts; a list of nothing else is refused."""
    prose = "This is what I wrote to my supervisor about the evening on which all of it began, and then some more.\n"
    found = lists.read(f"Josie Alvarez\n{prose}{'x' * 5000}\n".encode())
    assert [r.display for r in found.requests] == ["Josie Alvarez"]
    assert found.notes == ("2 lines are too long for a name or handle; left aside: lines 2, 3",)
    with pytest.raises(ReadError, match="holds no account"):
        lists.read((prose * 3).encode())


@given(
    st.lists(
        st.sampled_from([*"@.·•-(,;|'", "Josie Alvarez", "@jo91", "Follow", "2d", "and", "others", "\t", " ", "3 "])
    )
)
def test_every_line_is_an_account_or_named(parts: list[str]) -> None:
    """Nothing is dropped in silence, whatever stands on the lines."""
    words = "\n".join("".join(parts[at : at + 4]) for at in range(0, len(parts), 4))
    try:
        found = lists.read(words.encode())
    except ReadError:
        return
    assert found.requests
    if "@jo91" in words.split("\n"):
        assert "jo91" in {r.handle for r in found.requests}
    if "Josie Alvarez" in words.split("\n"):
        assert "Josie Alvarez" in {r.display for r in found.requests} | {r.bio for r in found.requests}


def test_a_long_list_of_lines_is_quick_to_read() -> None:
    """No line, however made, makes reading take long: what is long is not looked into."""
    evil = ["a " * 5000, "(" * 20_000, "@a " * 20_000 + "!", "and 1 " * 4000 + "mutual", "·" * 10_000, ", a" * 5000]
    assert lists.read("\n".join(["@jo91", *evil]).encode()).requests[0].handle == "jo91"

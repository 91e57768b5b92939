"""A reason that names somebody is refused, however it does so; an ordinary sentence is not."""

from __future__ import annotations

import pytest

from circumspect.domain.roster import Client, PersonName, Relative, Tie
from circumspect.domain.screening import Request
from circumspect.services.reasons import Names

ABOUT = ("c-1",)
CLIENTS = (
    Client(
        "c-1", PersonName("Josephine", "Alvarez-Quill", also=("Jo",), former=("Hope",)),
        emails=("quill.jo@example.org",), handles=("instagram:jo.q91",),
        household=(Relative(PersonName("Marta", "Fennimore"), Tie.PARTNER),),
    ),
    Client("c-2", PersonName("Will", "May"), phones=("512-555-0143",)),
    Client("c-3", PersonName("Cher")),
    Client("c-4", PersonName("", "Teller")),
    Client("c-5", PersonName("Дмитрий", "Волков")),
    Client("c-6", PersonName("伟", "陈")),
    Client("c-7", PersonName("Mary Ann", "Grace", also=("Lady Blade",))),
    Client("c-8", PersonName("Hope")),
    Client("c-9", PersonName("May", "Park", also=("Bo",))),
    Client("c-10", PersonName("Siobhán", "Brown", former=("Thistlewood",)), handles=("sunshine",)),
)  # fmt: skip
NAMES = Names(CLIENTS)


@pytest.mark.parametrize(
    ("because", "about"),
    [
        ("Jo asked me to", ABOUT),
        ("asked jo.q91 about it", ABOUT),
        ("it came from @jo.q91", ()),
        ("it came from jo.q91.", ()),
        ("wrote from quill.jo", ABOUT),
        ("see quill.jo@example.org", ()),
        ("JOSEPHINE is a neighbour", ABOUT),
        ("josie is a neighbour", ABOUT),
        ("her partner is Marta", ABOUT),
        ("she was Hope then", ABOUT),
        ("the quill family", ABOUT),
        ("Will asked me in the hall", ("c-2",)),
        ("I spoke with Will about it", ("c-2",)),
        ("May wants this", ("c-9",)),
        ("I told May no", ("c-9",)),
        ("May's wish", ("c-9",)),
        ("Bo agreed", ("c-9",)),
        ("call 512 555 0143", ()),
        ("Cher is fine with it", ()),
        ("cher is fine with it", ()),
        ("as Teller said", ()),
        ("Hope asked for it", ()),
        ("agreed with Hope today", ()),
        ("Дмитрий согласен", ("c-5",)),
        ("Dmitriy agreed", ("c-5",)),
        ("Dima agreed", ("c-5",)),
        ("陈伟同意", ()),
        ("伟 agreed", ("c-6",)),
        ("Mary Ann Grace agreed", ()),
        ("Siobhan agreed; the Thistlewood case", ()),
        ("Siobhan, now Brown, agreed", ()),
        ("Will asked, and Mr May too", ()),
    ],
)
def test_a_name_is_heard(because: str, about: tuple[str, ...]) -> None:
    """Mononyms, nicknames, former names, short names, other scripts, handles, addresses and numbers stop a reason."""
    assert NAMES.named_in(because, about)


@pytest.mark.parametrize("about", [(), tuple(client.id for client in CLIENTS)], ids=["nobody", "everybody"])
@pytest.mark.parametrize(
    "because",
    [
        "", "she will see me in May", "Will decide in May", "May be a colleague", "May I ask for advice first",
        "I hope so", "Hope to talk about it in May", "there is hope", "they may be another person",
        "In May they will have ended", "since last May", "May 3 is the next appointment", "the brown folder",
        "WILL TALK ABOUT IT IN MAY", "a grace period", "we will meet in the park. Will note it then.",
        "another person, known from college", "agreed in supervision", "part of a small town", "the account is a club",
        "consulted; by May it will be clear", "“Will it harm?” was asked in supervision",
    ],
)  # fmt: skip
def test_an_ordinary_sentence_names_nobody(because: str, about: tuple[str, ...]) -> None:
    """Though clients are called Will, May, Hope, Grace, Park and Brown, words that are written as words pass."""
    assert not NAMES.named_in(because, about)


def test_another_clients_first_name_alone_passes() -> None:
    """Half the town is called Marta; only of those whom the decision is about every form counts."""
    assert not NAMES.named_in("Marta, my supervisor, agreed", ("c-2",))
    assert NAMES.named_in("Marta, my supervisor, agreed", ABOUT)
    assert not NAMES.named_in("on a day full of sunshine", ("c-2",))  # somebody's handle


@pytest.mark.parametrize(
    ("because", "named"),
    [
        ("knits_92 is a friend", True), ("wrote as Yara Winterbourne", True), ("yara winterbourne", True),
        ("Yara is a friend of my sister", True), ("a knitting friend", False), ("The club is public", False),
    ],
)  # fmt: skip
def test_the_account_is_not_named_either(because: str, named: bool) -> None:  # noqa: FBT001
    """What the account shows, or a name in it, stops a reason; ordinary words in it do not."""
    request = Request(handle="knits_92", display="Yara Winterbourne The Club")
    other = Request(handle="knits_92", display="Yara Winterbourne")
    assert NAMES.named_in(because, (), other if named else request) is named


def test_it_shows_nothing_and_bears_a_long_text() -> None:
    """Its repr holds no name; an empty roster and a very long reason are no trouble."""
    assert repr(NAMES) == "Names()"
    assert not Names(()).named_in("Josie asked")
    for long in ("a long reason without anybody. " * 2_000, "-" * 60_000, "." * 60_000, "+@" * 30_000):
        assert not NAMES.named_in(long, ABOUT)

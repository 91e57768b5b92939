"""Is this account one of my clients? The linker, on names as people show them."""

from __future__ import annotations

import gc
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circumspect.core.linkage import Linker
from circumspect.core.linkage.normalise import address, digits, handle, letters, line, words
from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.domain.screening import Outcome, Request
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names

if TYPE_CHECKING:
    from circumspect.domain.names import NameTables

PEOPLE = [
    Client("c01", PersonName("Jennifer", "Kowalski-Hughes", also=("Jenny",)), place="Boise, ID"),
    Client("c02", PersonName("José", "Martínez"), emails=("jose.m@example.org",), phones=("(208) 555-0142",)),
    Client("c03", PersonName("John", "Smith")),
    Client("c04", PersonName("Lan", "Nguyen", middle="Thi"), handles=("instagram:lanterns_and_ink",)),
    Client(
        "c05",
        PersonName("Elizabeth", "Carter-Ortiz", former=("Wójcik",)),
        household=(Relative(PersonName("William", "Carter"), Tie.PARTNER),),
    ),
    Client("c06", PersonName("Oleksandra", "Hrytsenko"), standing=Standing.FORMER),
    Client("c07", PersonName("Priya", "Raghunathan")),
    Client("c08", PersonName("Jürgen", "Müller-Lüdenscheidt")),
    Client("c09", PersonName("小龙", "李")),
]


@pytest.fixture(scope="module")
def names() -> NameTables:
    """Load the name tables as shipped."""
    return load_names(SHIPPED)


@pytest.fixture(scope="module")
def linker(names: NameTables) -> Linker:
    """Make a roster among many others, so that nobody is likely before anything is seen."""
    chance = random.Random(5)
    given, family = list(names.given)[300:3000], list(names.surnames)[300:6000]
    others = [
        Client(f"x{n:03}", PersonName(chance.choice(given).title(), chance.choice(family).title())) for n in range(400)
    ]
    return Linker([*PEOPLE, *others], names)


@pytest.mark.parametrize(
    ("shown", "display", "client"),
    [
        ("jenny.kowalski", "", "c01"),
        ("its_jenny_kowalski_xo", "Jenny 🌸", "c01"),
        ("", "Jen Kowalski Hughes", "c01"),
        ("martinez.jose87", "José M.", "c02"),
        ("nguyenthilan", "", "c04"),
        ("", "Beth ✨ Carter-Ortiz", "c05"),
        ("ewojcik", "Elizabeth Wojcik", "c05"),
        ("sasha.hrytsenko", "", "c06"),
        ("0leksandra_hryts3nko", "", "c06"),
        ("", "𝓟𝓻𝓲𝔂𝓪 𝓡𝓪𝓰𝓱𝓾𝓷𝓪𝓽𝓱𝓪𝓷", "c07"),  # noqa: RUF001 - fancy letters
        ("dr_priya_raghunathan_dds", "", "c07"),
        ("raghunathan.priya", "priya 🌻", "c07"),
        ("", "Raghunathan, Priya", "c07"),
        ("priyaraghunatan", "Priya Raghunatan", "c07"),
        ("juergen.mueller.luedenscheidt", "", "c08"),
        ("jurgenmullerludenscheidt", "", "c08"),
        ("", "Олександра Hrytsenko", "c06"),
        ("priyaraghu", "Priya", "c07"),
        ("prya.rghnthn", "", "c07"),
        ("jennykowalsky", "", "c01"),
        ("0l3k54ndr4hryt53nk0", "", "c06"),
    ],
)
def test_names_are_recognised_as_people_write_them(linker: Linker, shown: str, display: str, client: str) -> None:
    """Nicknames, halves, earlier names, order, typos, leet, fancy letters, joined, cut and bare words are read."""
    found = linker.screen([Request(handle=shown, display=display)])[0]
    assert found.outcome in (Outcome.CLIENT, Outcome.POSSIBLE)
    assert found.candidates[0].client == client


@pytest.mark.parametrize(
    ("shown", "display"),
    [
        ("hannover96", "Hannover"),
        ("random_cat_lover", "cats ❤"),
        ("wannabe.chef", "Wannabe"),
        ("xX_gamer_Xx", ""),
        ("maria.lopez", "Maria Lopez"),
        ("jenny.smithers", "Jenny Smithers"),
        ("beth", "Beth"),
        ("williamsburg_bagels", "Williamsburg Bagels"),
    ],
)
def test_strangers_are_left_alone(linker: Linker, shown: str, display: str) -> None:
    """A common given name, a word that holds a name, a business, another family name: nobody is found."""
    assert linker.screen([Request(handle=shown, display=display)])[0].outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    "bio",
    [
        "mom of two | ig: priya.raghunathan",
        "hi, i'm Priya Raghunathan and I knit",
        "Priya Raghunathan, 34, Boise",
        "nothing but yarn here " * 8 + "my name is Priya Raghunathan",
    ],
)
def test_names_and_handles_that_a_bio_gives_count(linker: Linker, bio: str) -> None:
    """Somebody behind an invented handle who says their name, or another handle, in the bio is found."""
    request = Request(handle="yarn_and_owls", display="owls", bio=bio)
    assert linker.screen([request])[0].candidates[0].client == "c07"


@pytest.mark.parametrize("bio", ["wife of Priya's brother, ig: knit.and.purl", "I read Priya's column, 34 times"])
def test_other_people_in_a_bio_do_not(linker: Linker, bio: str) -> None:
    """Whom a bio only speaks of is not whose account it is."""
    assert linker.screen([Request(handle="yarn_and_owls", bio=bio)])[0].outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("alike", "other"),
    [
        (Request(handle="praghunathan"), Request(handle="praghunathan", display="Paul")),
        (Request(handle="jennyhughes"), Request(handle="jennymchughes")),
    ],
)
def test_another_name_around_it_speaks_against(linker: Linker, alike: Request, other: Request) -> None:
    """Another given name beside an initial, or a longer name of which the form is only a part, weighs against."""
    one, two = linker.screen([alike])[0], linker.screen([other])[0]
    weights = [max((c.weight for c in found.candidates), default=-99.0) for found in (one, two)]
    assert weights[0] > weights[1]


@pytest.mark.parametrize("shown", [Request(display="🌸🌸🌸"), Request(handle="2085", display="★"), Request()])
def test_an_account_without_a_letter_cannot_be_decided(linker: Linker, shown: Request) -> None:
    """Where nothing can be read, nothing can be said: that is not "not found"."""
    assert linker.screen([shown])[0].outcome is Outcome.UNDECIDABLE


def test_the_collector_is_left_as_it_was(linker: Linker) -> None:
    """Screening keeps Python's collector of cycles off while it works, and never for longer."""
    for wanted in (True, False):
        (gc.enable if wanted else gc.disable)()
        linker.screen([Request(display="Priya")])
        assert gc.isenabled() is wanted
    gc.enable()


def test_a_common_full_name_is_only_possible(linker: Linker) -> None:
    """John Smith on the roster and John Smith at the door: it may be he, and rarer names tell more."""
    common, rare = linker.screen([Request(display="John Smith"), Request(display="Priya Raghunathan")])
    assert common.outcome is Outcome.POSSIBLE
    assert common.candidates[0].client == "c03"
    assert rare.outcome is Outcome.CLIENT
    assert rare.candidates[0].weight > common.candidates[0].weight


@pytest.mark.parametrize(
    ("request_", "client", "says"),
    [
        (Request(handle="mega_user", email="Jose.M@Example.org"), "c02", "e-mail address"),
        (Request(handle="mega_user", phone="+1 208 555 0142"), "c02", "telephone number"),
        (Request(handle="@lanterns_and_ink", platform="instagram"), "c04", "handle"),
        (Request(account="2085550142"), "c02", "telephone number"),
    ],
)
def test_contacts_of_the_roster_decide(linker: Linker, request_: Request, client: str, says: str) -> None:
    """An address, a number or a handle that the roster holds names one client, whatever else is shown."""
    found = linker.screen([request_])[0]
    assert found.outcome is Outcome.CLIENT
    assert found.candidates[0].client == client
    assert any(says in agreement.says for agreement in found.candidates[0].evidence)


def test_a_handle_of_another_platform_is_another_handle(linker: Linker) -> None:
    """The roster's Instagram handle, on TikTok: anybody may have taken it there."""
    found = linker.screen([Request(handle="lanterns_and_ink", platform="tiktok")])[0]
    assert found.outcome is Outcome.NOT_FOUND


def test_the_first_part_of_an_address_speaks(names: NameTables) -> None:
    """A handle that stands before the @ of a client's address is a reason to look, and no proof."""
    one = [Client("a", PersonName("Priya", "Raghunathan"), emails=("pjv66@example.org",))]
    found = Linker(one, names).screen([Request(handle="pjv66")])[0]
    assert found.outcome is Outcome.POSSIBLE


def test_someone_of_the_household_is_named_as_such(linker: Linker) -> None:
    """A client's partner is found as the partner, with the client's number."""
    found = linker.screen(
        [Request(handle="bill.carter", display="William Carter", mutuals=("Elizabeth Carter-Ortiz",))]
    )
    assert found[0].candidates[0].client == "c05"
    assert found[0].candidates[0].tie is Tie.PARTNER


def test_an_account_that_is_only_a_number_cannot_be_decided(linker: Linker) -> None:
    """X and Bluesky give numbers: the answer is that nothing can be said, not that nobody was found."""
    found = linker.screen([Request(account="18446744073709551615", platform="x")])[0]
    assert found.outcome is Outcome.UNDECIDABLE
    assert not found.candidates


def test_the_evidence_says_why_and_names_nobody(linker: Linker) -> None:
    """Each thing that speaks is a sentence about parts of a name, without the name; its bits add up to the weight."""
    found = linker.screen([Request(handle="jenny.kowalski", display="Jenny K")])[0].candidates[0]
    said = " ".join(agreement.says for agreement in found.evidence).lower()
    assert "goes by" in said
    assert "half" in said
    assert not {"jenny", "kowalski", "hughes", "jennifer"} & set(said.replace(",", " ").split())
    assert "jenny" not in repr(found).lower()
    strangers = found.weight - sum(agreement.weight for agreement in found.evidence)
    assert strangers < 0  # what is left is the prior: most accounts are nobody's of the roster


def test_order_and_company_change_nothing_for_the_others(linker: Linker) -> None:
    """Answers come in the order asked, and the same account gets the same answer wherever it stands in a list."""
    asked = [Request(handle="jenny.kowalski"), Request(handle="cat_pictures"), Request(handle="sasha.hrytsenko")]
    there = [found.outcome for found in linker.screen(asked)]
    back = [found.outcome for found in linker.screen(asked[::-1])]
    assert there == back[::-1]


def test_an_empty_roster_and_an_empty_list_are_answered(names: NameTables, linker: Linker) -> None:
    """Nobody on the roster: nobody found. Nobody asks: no answer."""
    assert linker.screen([]) == []
    assert Linker([], names).screen([Request(handle="jenny")])[0].outcome is Outcome.NOT_FOUND


def test_two_clients_of_one_name_are_both_named(names: NameTables) -> None:
    """Where two clients fit alike, the account is surely somebody's, and both are given."""
    twins = [Client("a", PersonName("Priya", "Raghunathan")), Client("b", PersonName("Priya", "Raghunathan"))]
    found = Linker(twins, names).screen([Request(display="Priya Raghunathan")])[0]
    assert found.outcome is Outcome.CLIENT
    assert {candidate.client for candidate in found.candidates} == {"a", "b"}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=80))
def test_nothing_that_is_shown_breaks_it(linker: Linker, shown: str, display: str, bio: str) -> None:
    """Any handle, display name and bio gets one answer with chances from 0 to 1."""
    (found,) = linker.screen([Request(handle=shown, display=display, bio=bio, email=shown, phone=display, place=bio)])
    assert all(0 <= candidate.chance <= 1 for candidate in found.candidates)


@given(st.text(max_size=80))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """Words, letters, addresses and numbers in their plain form stay as they are."""
    assert letters(letters(text)) == letters(text)
    assert words(" ".join(words(text))) == words(text)
    assert address(address(text)) == address(text)
    assert digits(digits(text)) == digits(text)


@given(st.text(max_size=80))
def test_the_words_of_a_line_fill_it(text: str) -> None:
    """A line's words lie end to end and are plain letters."""
    made = line(text)
    assert "".join(made.letters[a:b] for a, b in made.words) == made.letters
    assert made.letters == "" or (made.letters.isascii() and made.letters.isalpha())


def test_handles_come_out_of_their_addresses() -> None:
    """@, a profile's address, Bluesky's and the fediverse's servers are left behind."""
    assert handle("@Jenny.K") == "jenny.k"
    assert handle("https://www.instagram.com/jenny.k/") == "jenny.k"
    assert handle("jenny.bsky.social") == "jenny"
    assert handle("@jenny@mastodon.example.org") == "jenny"

"""`init` and `profile show`, and what a profile changes for real."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.rulebook.profile import load_profile

if TYPE_CHECKING:
    from conftest import Asker, Cli

TEXAN = {"clinician": {"profession": "social-work"}}
LMSW = [{"jurisdiction": "US-TX", "type": "LMSW"}]
ASK = "Please leave us a five-star review on Google!"
HELD = "My client told me today that her husband left, and she cried for an hour."


# --- init --------------------------------------------------------------------------------------------------------

ANSWERS = [
    "counseling",
    'Dana "Dee" O\'Neil',
    "LPC",
    "US",
    "us-tx",
    "LPC",
    "12345",
    "",
    "US-FL",
    "LMHC",
    "",
    "Ruth Abelman",
    "",
    "ACA, nbcc",
    "y",
    "n",
    "Ruth Abelman",
    "Dee's Practice \\ Co",
    "555-0100",
    "dee.example.org",
    "instagram @dee.talks",
    "business",
    "",
    "Education only, not therapy.",
    "US",
]


def test_init_asks_and_writes_what_was_answered(cli: Cli) -> None:
    """A few plain answers become a profile that loads, holding just what was said."""
    done = cli("init", stdin="\n".join(ANSWERS) + "\n")
    assert done.code == 0, done.err
    profile = load_profile(cli.folder / "circumspect.toml")
    assert (profile.profession, profile.name, profile.title) == ("counseling", 'Dana "Dee" O\'Neil', "LPC")
    assert [(x.jurisdiction, x.type, x.number, x.supervisor) for x in profile.licences] == [
        ("US-TX", "LPC", "12345", ""),
        ("US-FL", "LMHC", "", "Ruth Abelman"),
    ]
    assert profile.associations == ("aca", "nbcc")
    assert profile.supervisor == "Ruth Abelman"
    assert (profile.practice.name, profile.practice.phone) == ("Dee's Practice \\ Co", "555-0100")
    assert [(a.platform, a.handle, a.kind) for a in profile.accounts] == [("instagram", "@dee.talks", "business")]
    assert profile.disclaimer == "Education only, not therapy."
    assert profile.testimonial_scope == "seed_strict"


def test_init_asks_again_until_an_answer_fits(cli: Cli) -> None:
    """A profession there is not is asked for again."""
    done = cli("init", stdin="\n".join(["wizardry", *ANSWERS]) + "\n")
    assert done.code == 0
    assert "Please answer one of" in done.out


def test_init_does_not_accept_a_jurisdiction_that_the_profile_refuses(cli: Cli) -> None:
    """A state typed as people type it ("Texas") does not end in a file that cannot be read."""
    answers = [*ANSWERS]
    answers[4] = "Texas"
    done = cli("init", stdin="\n".join(answers) + "\n" * 9)
    assert done.code in (0, 2)
    if (cli.folder / "circumspect.toml").exists():
        load_profile(cli.folder / "circumspect.toml")


def test_init_in_ontario_bars_testimonials(cli: Cli) -> None:
    """Where the regulator bars testimonials of any kind, the profile starts there."""
    answers = ["social-work", "", "RSW", "CA", "CA-ON", "RSW", "", "", "", "", "n", "n", "", "", "", "", "", "", "CA"]
    assert cli("init", stdin="\n".join(answers) + "\n").code == 0
    profile = load_profile(cli.folder / "circumspect.toml")
    assert profile.testimonial_scope == "none_use"
    assert profile.crisis_country == "CA"


def test_init_cut_short_writes_nothing(cli: Cli) -> None:
    """When the answers end early there is no half profile, and no internal error."""
    done = cli("init", stdin="counseling\nDana\n")
    assert done.code not in (0, 3)
    assert not (cli.folder / "circumspect.toml").exists()


def test_init_defaults_is_the_strictest_reading(cli: Cli) -> None:
    """--defaults asks nothing and changes nothing against having no profile."""
    assert cli("init", "--defaults").code == 0
    shown = cli("profile", "show")
    assert "Nothing: every rule is read as it stands." in shown.out or "→ off" not in shown.out
    tomllib.loads((cli.folder / "circumspect.toml").read_text(encoding="utf-8"))


def test_init_keeps_a_profile_that_is_there(cli: Cli) -> None:
    """Without --force nothing is replaced."""
    cli.write("circumspect.toml", "[clinician]\n")
    assert cli("init", "--defaults").code == 2
    assert (cli.folder / "circumspect.toml").read_text(encoding="utf-8") == "[clinician]\n"
    assert cli("init", "--defaults", "--force").code == 0


# --- profile show ------------------------------------------------------------------------------------------------


def test_profile_show_says_what_applies_and_why(cli: Cli) -> None:
    """Codes that bind with the fact that makes them bind, house policies with their meaning, what is read otherwise."""
    cli.write(
        "circumspect.toml",
        '[clinician]\nprofession = "marriage-family-therapy"\nassociations = ["aamft"]\nhipaa_covered = false\n'
        '[house]\ntestimonial_scope = "aamft"\n[[licence]]\njurisdiction = "US-CA"\ntype = "LMFT"\n',
    )
    answer = cli("profile", "show")
    assert answer.code == 0
    for words in (
        "marriage and family therapy",
        "LMFT in US-CA",
        "AAMFT",
        "because",
        "us-ca",
        "testimonial_scope",
        "block → advise",
    ):
        assert words in answer.out
    assert "NASW Code of Ethics" not in answer.out


def test_profile_show_without_a_profile(cli: Cli) -> None:
    """Without a file the default is named as such."""
    answer = cli("profile", "show")
    assert "no circumspect.toml found" in answer.out
    assert "988" in answer.out


def test_a_profile_in_a_folder_above_is_found(cli: Cli) -> None:
    """The nearest circumspect.toml counts, from the folder one works in upwards."""
    cli.write("circumspect.toml", '[house]\ntestimonial_scope = "aamft"\n')
    (cli.folder / "posts" / "deep").mkdir(parents=True)
    cli.patch.chdir(cli.folder / "posts" / "deep")
    assert cli("check", "-", stdin=ASK).code == 0


BROKEN = {
    "no TOML": (b"[clinician\n", "TOML"),
    "an unknown table": (b"[clinican]\n", "clinician"),
    "an unknown key": (b'[clinician]\nprofesion = "psychology"\n', "profession"),
    "a value there is not": (b'[clinician]\nprofession = "psychologist"\n', "psychology"),
    "a house policy there is not": (b'[house]\ntestimonial_scope = "none"\n', "none_use"),
    "a number for a text": (b"[clinician]\nname = 7\n", "text in quotes"),
    "a text for a flag": (b'[clinician]\nhipaa_covered = "yes"\n', "true or false"),
    "a text for a list": (b'[clinician]\nassociations = "nasw"\n', "list"),
    "a licence without a type": (b'[[licence]]\njurisdiction = "US-TX"\n', "type"),
    "a licence of nowhere": (b'[[licence]]\njurisdiction = "Texas"\ntype = "LCSW"\n', "US-TX"),
    "single brackets": (b'[licence]\njurisdiction = "US-TX"\ntype = "LCSW"\n', "[[licence]]"),
    "a table that is a value": (b"clinician = 3\n", "clinician"),
    "not UTF-8": (b'[clinician]\nname = "\xff"\n', "UTF-8"),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("how", ["found", "named"])
def test_a_broken_profile_stops_the_run(case: str, how: str, cli: Cli) -> None:
    """A profile that cannot be read is never replaced by a default: which file, what is wrong, what to do; exit 2."""
    words, says = BROKEN[case]
    name = "circumspect.toml" if how == "found" else "other.toml"
    cli.write(name, words)
    answer = cli(
        "check", "-", *(["--profile", name] if how == "named" else []), stdin="Our office is closed on Monday."
    )
    assert answer.code == 2
    assert name in answer.err
    assert says in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("name", ["gone.toml", "folder"])
def test_a_named_profile_that_is_not_there_stops_the_run(name: str, cli: Cli) -> None:
    """--profile with a name that is no file is exit code 2."""
    (cli.folder / "folder").mkdir()
    answer = cli("check", "-", "--profile", name, stdin="Our office is closed on Monday.")
    assert answer.code == 2
    assert name in answer.err


# --- what changes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "severity"),
    [
        ("seed_strict", "block"),
        ("none_use", "block"),
        ("aca", "block"),
        ("nasw", "block"),
        ("apa", "block"),
        ("aamft", "advise"),
    ],
)
def test_the_testimonial_scope_sets_how_serious_an_ask_is(scope: str, severity: str, asker: Asker) -> None:
    """AAMFT has no testimonial standard of its own; every other scope blocks an ask to the public."""
    assert asker.findings(ASK, testimonial_scope=scope)["testimonial-solicitation"].severity.value == severity


def test_former_clients_under_nasw_ask_for_a_second_opinion(asker: Asker) -> None:
    """NASW names current clients: an ask to former clients alone is unsure there, and sure under the strict reading."""
    text = "Former clients, would you leave us a Google review?"
    strict = asker.findings(text)["testimonial-solicitation"]
    nasw = asker.findings(text, testimonial_scope="nasw")["testimonial-solicitation"]
    assert strict.confidence >= 0.75
    assert nasw.confidence < 0.75


def test_the_promotion_policy_sets_how_serious_selling_is(asker: Asker) -> None:
    """Under `strict` a push for an own product is to be revised; under `code` it is noted at most."""
    text = "My new anxiety workbook is out! Grab it in my shop for $29 with code CALM10, link in bio."
    assert asker.findings(text)["product-promotion"].severity.value == "revise"
    noted = asker.findings(text, promotion_policy="code").get("product-promotion")
    assert noted is None or noted.severity.value == "advise"


def test_a_title_that_the_licence_does_not_carry_is_caught(asker: Asker) -> None:
    """The words "Licensed Psychologist" in the bio of an LMSW is a block; in a psychologist's own bio it is not."""
    bio = "Licensed Psychologist in Austin, TX. Anxiety, grief, new parents."
    found = asker.findings(bio, "bio", licences=LMSW)
    assert found["credential-misstatement"].severity.value == "block"
    assert found["credential-misstatement"].match == "Licensed Psychologist"
    own = [{"jurisdiction": "US-TX", "type": "Licensed Psychologist"}]
    assert "credential-misstatement" not in asker.findings(bio, "bio", licences=own, profession="psychology")
    assert "credential-misstatement" not in asker.findings(
        "LMSW, supervised by Ruth Abelman, Licensed Psychologist.", "bio", licences=LMSW
    )


def test_a_texan_advertisement_names_the_licence(asker: Asker) -> None:
    """Texas asks for licence details in an advertisement; elsewhere, or with them there, nothing is missing."""
    ad = "Anxiety therapy for adults in Austin, evenings too. Book a first session at oaklane.example.org."
    named = ad + " Dana Reyes, LMSW, Texas license 12345."
    texan = asker.findings(ad, "ad", licences=LMSW)
    new = set(texan) - set(asker.findings(ad, "ad"))
    assert new
    assert any("licen" in rule for rule in new)
    assert any(c.code == "us-tx" for rule in new for c in texan[rule].cites)
    assert not new & set(
        asker.findings(named, "ad", name="Dana Reyes", title="LMSW", licences=[{**LMSW[0], "number": "12345"}])
    )
    oregon = [{"jurisdiction": "US-OR", "type": "LMSW"}]
    assert not new & set(asker.findings(ad, "ad", licences=oregon))


def test_superiority_claims_follow_the_house(asker: Asker) -> None:
    """Banned: no claim to be better than others; with a source it passes where the house lets that through."""
    bare = "We are the best trauma clinic in Denver."
    assert "unverifiable-superlative" in asker.findings(bare)
    assert "unverifiable-superlative" in asker.findings(bare, superiority_claims="allowed_if_substantiated")
    sourced = "Voted best therapy practice in Denver in the 2025 Westword readers' poll."
    tennessee = [{"jurisdiction": "US-TN", "type": "LMSW"}]
    assert "unverifiable-superlative" in asker.findings(sourced, licences=tennessee)
    allowed = asker.findings(sourced, licences=tennessee, superiority_claims="allowed_if_substantiated")
    assert "unverifiable-superlative" not in allowed


@pytest.mark.parametrize(("country", "number"), [("US", "988"), ("GB", "116 123"), ("AU", "13 11 14"), ("NZ", "1737")])
def test_the_crisis_line_is_that_of_the_country(country: str, number: str, asker: Asker) -> None:
    """A suggestion names the line of the profile's country."""
    found = asker.findings("When I was nine, somebody I loved died by suicide.", crisis_country=country)
    suggestion = found["missing-crisis-resource"].suggestion
    assert suggestion is not None
    assert number in suggestion.text


def test_the_disclaimer_is_the_profiles_own(asker: Asker) -> None:
    """The line offered is the clinician's wording, and a text that holds that wording lacks nothing."""
    text = "Panic attacks peak within ten minutes. Breathe out slowly, name five things you see, and let the wave pass."
    mine = "Posts are for learning. They are no treatment."
    found = asker.findings(text, disclaimer=mine)["missing-disclaimer"]
    assert found.suggestion is not None
    assert found.suggestion.text.endswith(mine)
    assert "missing-disclaimer" not in asker.findings(f"{text} {mine}", disclaimer=mine)


def test_the_practices_own_contact_details_identify_nobody(asker: Asker) -> None:
    """A phone number beside a client is an identifier, unless it is the practice's own."""
    text = "My client lost her phone so text her at 512-555-0199."
    own = "My client asked how to reach us. Call them at 512-555-0142."
    assert "client-identifier" in asker.findings(text)
    assert "client-identifier" not in asker.findings(own, practice={"phone": "(512) 555-0142"})


def test_colleagues_and_the_writer_are_no_clients(asker: Asker) -> None:
    """A name of the practice beside the word client identifies nobody."""
    text = "My client Marisol said hello."
    assert "client-identifier" in asker.findings(text)
    assert "client-identifier" not in asker.findings(text, practice={"colleagues": ["Marisol Vega"]})


@pytest.mark.parametrize(
    ("plain", "binds", "not_"),
    [
        ({"profession": "psychology", "associations": ["apa"]}, "apa", "nasw"),
        ({"profession": "counseling", "associations": ["aca"]}, "aca", "nasw"),
        ({"profession": "social-work", "country": "GB", "associations": [], "hipaa_covered": False}, "gb", "hipaa"),
    ],
)
def test_a_finding_cites_the_codes_that_bind_this_clinician(
    plain: dict[str, Any], binds: str, not_: str, asker: Asker
) -> None:
    """Who asks the duty depends on who the clinician is."""
    cited = {c.code for c in asker.findings(HELD, **plain)["client-vignette"].cites}
    assert binds in cited or binds == "gb"
    assert not_ not in cited

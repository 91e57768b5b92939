"""My practice: the profile, the client list, the vault, what was let stand, names on screen."""

from __future__ import annotations

import io
import json
import tomllib
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from circumspect.domain.finding import Acceptance
from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.rulebook.profile import load_profile
from circumspect.services import profiles
from circumspect.services import roster as rosters
from circumspect.services.acceptances import Entry

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from starlette.testclient import TestClient

    from circumspect.services.office import Office

BY_HAND = """\
# Agreed with Ruth in March.
[clinician]
profession = "social-work"   # since 2014
name = "Dana Whitfield"
associations = [
    "nasw",   # the national one
]

# The one in Houston.
[[licence]]
jurisdiction = "US-TX"
type = "LCSW"

[[account]]
platform = "instagram"
handle = "@dana.example"
"""
LIST = """\
Client Name,Email,Status,Date of Birth,Diagnosis
Maribel Okonkwo,maribel@example.org,Active,1980-01-01,F41.1
Tobias Lindqvist,tobias@example.org,Discharged,1975-05-05,F32.0
"""


@pytest.fixture
def open_office(office: Office, passphrase: str) -> Office:
    """Give a desk with an open vault."""
    office.create_vault(passphrase)
    return office


def form_of(office: Office, **changes: str) -> dict[str, str | list[str]]:
    """Give what the browser would send of the profile's form, with some answers changed."""
    tables = profiles.tables_of(office.desk.profile)
    sent: dict[str, str | list[str]] = {"mark": profiles.mark(office.profile_place)}
    for table in ("clinician", "practice", "wording", "house"):
        for key, value in tables[table].items():
            if isinstance(value, bool):
                if value:
                    sent[f"{table}.{key}"] = "yes"
            elif isinstance(value, list):
                sent[f"{table}.{key}"] = "\n".join(value)
            else:
                sent[f"{table}.{key}"] = str(value)
    sent["association"] = tables["clinician"]["associations"]
    for table in ("licence", "account"):
        for number, row in enumerate(tables[table]):
            sent |= {f"{table}.{number}.{key}": value for key, value in row.items()}
    return sent | changes


# --- the profile


def test_a_first_profile_is_written_where_there_is_none(client: TestClient, office: Office) -> None:
    """Saving the form makes circumspect.toml; what was answered is what is read from now on."""
    sent = form_of(office, **{"clinician.name": "Dana Whitfield", "licence.0.jurisdiction": "US-TX"})
    answer = client.post("/practice", data=sent | {"licence.0.type": "LCSW"})
    assert "Saved." in answer.text
    assert load_profile(office.profile_place).licences[0].jurisdiction == "US-TX"
    assert office.desk.profile.name == "Dana Whitfield"
    assert 'value="Dana Whitfield"' in client.get("/practice").text


def test_notes_written_by_hand_stay_and_the_file_before_is_kept(client: TestClient, office: Office) -> None:
    """One changed answer changes one line; every other line, comments too, is as it was."""
    office.profile_place.write_text(BY_HAND, encoding="utf-8")
    office.reload()
    client.post(
        "/practice", data=form_of(office, **{"practice.phone": "555-0142", "clinician.profession": "counseling"})
    )
    after = office.profile_place.read_text(encoding="utf-8")
    assert 'profession = "counseling"  # since 2014' in after
    changed = {line for line in after.splitlines() if line not in BY_HAND.splitlines()}
    assert changed == {'profession = "counseling"  # since 2014', "[practice]", 'phone = "555-0142"'}
    assert office.profile_place.with_name("circumspect.toml.before").read_text(encoding="utf-8") == BY_HAND


def test_saving_without_a_change_changes_nothing(client: TestClient, office: Office) -> None:
    """The form gives back what the file says, to the letter."""
    office.profile_place.write_text(BY_HAND, encoding="utf-8")
    office.reload()
    assert "Saved." in client.post("/practice", data=form_of(office)).text
    assert office.profile_place.read_text(encoding="utf-8") == BY_HAND


def test_notes_that_cannot_stay_are_asked_about_first(client: TestClient, office: Office) -> None:
    """A file whose lines cannot be changed one by one is not written anew without a yes."""
    inline = '# Ours.\nclinician = {profession = "social-work", country = "US"}\n'
    office.profile_place.write_text(inline, encoding="utf-8")
    office.reload()
    sent = form_of(office, **{"clinician.title": "LCSW"})
    assert "cannot be kept with this change" in client.post("/practice/follows", data=sent).text
    assert "Nothing was saved yet." in client.post("/practice", data=sent).text
    assert office.profile_place.read_text(encoding="utf-8") == inline
    assert "Your notes are in that copy." in client.post("/practice", data=sent | {"anyway": "yes"}).text
    assert load_profile(office.profile_place).title == "LCSW"


def test_the_profile_before_can_be_put_back(client: TestClient, office: Office) -> None:
    """One press brings the file back as it was before the last saving."""
    office.profile_place.write_text(BY_HAND, encoding="utf-8")
    office.reload()
    client.post("/practice", data=form_of(office, **{"clinician.name": "Somebody Else"}))
    client.post("/practice/put-back")
    assert office.profile_place.read_text(encoding="utf-8") == BY_HAND
    assert office.desk.profile.name == "Dana Whitfield"


def test_a_file_that_was_changed_meanwhile_is_not_written_over(client: TestClient, office: Office) -> None:
    """What somebody wrote with an editor while the page was open stays."""
    office.profile_place.write_text(BY_HAND, encoding="utf-8")
    office.reload()
    sent = form_of(office, **{"clinician.title": "LCSW"})
    office.profile_place.write_text(BY_HAND + "\n# one more note\n", encoding="utf-8")
    assert "changed by somebody else" in client.post("/practice", data=sent).text
    assert office.profile_place.read_text(encoding="utf-8").endswith("# one more note\n")


def test_rows_are_added_changed_and_taken_out(client: TestClient, office: Office) -> None:
    """A licence that is taken out leaves the others and their notes alone; an account is added at the end."""
    office.profile_place.write_text(
        BY_HAND + '\n# Florida, for telehealth.\n[[licence]]\njurisdiction = "US-FL"\ntype = "LCSW"\n', encoding="utf-8"
    )
    office.reload()
    sent = form_of(office)
    gone = {key: value for key, value in sent.items() if not key.startswith("licence.0.")}
    client.post(
        "/practice", data=gone | {"account.7.platform": "x", "account.7.handle": "@dana", "account.7.kind": "personal"}
    )
    profile = load_profile(office.profile_place)
    assert [licence.jurisdiction for licence in profile.licences] == ["US-FL"]
    assert [account.handle for account in profile.accounts] == ["@dana.example", "@dana"]
    assert "# Florida, for telehealth." in office.profile_place.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"licence.0.jurisdiction": "US-TX"}, "Say what kind of licence you hold in Texas"),
        ({"licence.0.type": "LCSW"}, "Choose where each of your licences was given."),
        ({"account.0.handle": "@dana"}, "Each account needs a platform"),
        ({"house.former_client_years": "some"}, "Write the years for former clients as a whole number"),
        ({"house.testimonial_scope": "whatever"}, "testimonial_scope cannot be"),
    ],
)
def test_what_is_amiss_is_said_and_nothing_is_saved(
    client: TestClient, office: Office, changes: dict[str, str], words: str
) -> None:
    """Each mistake is named with what to do, while one types and when one saves."""
    sent = form_of(office, **changes)
    assert words in client.post("/practice/follows", data=sent).text
    answer = client.post("/practice", data=sent).text
    assert words in answer
    assert "Nothing was saved." in answer
    assert not office.profile_place.exists()


def test_what_follows_from_a_choice_is_shown_before_it_is_saved(client: TestClient, office: Office) -> None:
    """Another profession binds to another code; another policy reads a rule otherwise, with the reason."""
    counselor = form_of(office, **{"clinician.profession": "counseling", "house.testimonial_scope": "aamft"})
    shown = client.post("/practice/follows", data=counselor).text
    assert "ACA Code of Ethics" in shown
    assert "because your profession is counseling" in shown
    assert "no testimonial standard of its own" in shown
    assert not office.profile_place.exists()


@pytest.mark.parametrize("value", ['"', "\\", "é☂️", "] #", "'''", "[house]", "\t"])
def test_any_answer_comes_back_as_it_was_given(client: TestClient, office: Office, value: str) -> None:
    """Signs that mean something in the file are words like others."""
    office.profile_place.write_text(BY_HAND, encoding="utf-8")
    office.reload()
    client.post("/practice", data=form_of(office, **{"practice.name": f"a {value} b", "clinician.name": f"n{value}n"}))
    read = tomllib.loads(office.profile_place.read_text(encoding="utf-8"))
    assert read["practice"]["name"] == " ".join(f"a {value} b".split())
    assert "# Agreed with Ruth in March." in office.profile_place.read_text(encoding="utf-8")


# --- the client list


def read_in(client: TestClient, content: str | bytes = LIST) -> str:
    """Give a file to the page, and what the page answers."""
    raw = content.encode() if isinstance(content, str) else content
    return client.post("/practice/roster/read", content=raw, headers={"hx-request": "true"}).text


def test_the_client_list_needs_an_open_vault(client: TestClient, office: Office, passphrase: str) -> None:
    """Without a vault, and with a locked one, no page of the list shows anybody."""
    assert "There is no vault yet" in client.get("/practice/roster").text
    office.create_vault(passphrase)
    office.lock()
    for address in ("", "/import", "/add", "/export", "/export/clients.csv", "/0123456789abcdef"):
        assert client.get(f"/practice/roster{address}").status_code == 423
    assert client.post("/practice/roster/read", content=LIST).status_code == 423


def test_a_list_is_shown_before_it_is_taken(client: TestClient, open_office: Office) -> None:
    """The preview says who many come in and what stays at the door, and changes nothing."""
    shown = read_in(client)
    assert "in 2 rows" in shown
    assert "birth dates and ages" in shown
    assert "diagnoses and health" in shown
    assert "2 new, 0 updated, 0 unchanged." in shown
    assert '<span class="person" dir="auto">Maribel Okonkwo</span>' in shown
    assert "F41.1" not in shown
    assert rosters.all_clients(open_office.vault) == []


def test_a_list_is_taken_in_and_that_can_be_undone(client: TestClient, open_office: Office, tmp_path: Path) -> None:
    """After taking, texts are compared with it; undo leaves the list as it was, whoever was on it before."""
    rosters.add_all(open_office.vault, [Client("", PersonName("Maribel", "Okonkwo"))])
    before = rosters.rows_of(open_office.vault)
    read_in(client)
    answer = client.post("/practice/roster/take", data={}, headers={"hx-request": "true"})
    assert answer.headers["hx-redirect"] == "/practice/roster"
    assert {c.name.family for c in rosters.all_clients(open_office.vault)} == {"Okonkwo", "Lindqvist"}
    assert open_office.desk.roster is not None
    assert "1 new, 1 updated, 0 unchanged." in client.get("/practice/roster").text
    client.post("/practice/roster/undo")
    assert rosters.rows_of(open_office.vault) == before
    assert "Undo" not in client.get("/practice/roster").text
    assert not any(b"Lindqvist" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_an_older_step_is_not_undone_over_a_newer_change(client: TestClient, open_office: Office) -> None:
    """Where somebody changed the list elsewhere since, undo says so and touches nothing."""
    read_in(client)
    client.post("/practice/roster/take", data={})
    someone = rosters.all_clients(open_office.vault)[0]
    rosters.remove(open_office.vault, someone.id)
    answer = client.post("/practice/roster/undo", headers={"hx-request": "true"}).text
    assert "changed again since" in answer
    assert len(rosters.all_clients(open_office.vault)) == 1


def test_a_status_that_nobody_knows_is_asked_about(client: TestClient, open_office: Office) -> None:
    """Until it is said what a word means, nothing is taken; then it is, as was said."""
    strange = LIST.replace("Discharged", "Zephyr")
    shown = read_in(client, strange)
    assert "“Zephyr”, 1 row" in shown
    assert "disabled" in shown
    client.post("/practice/roster/take", data={})
    assert rosters.all_clients(open_office.vault) == []
    told = client.post("/practice/roster/preview", data={"word.0": "former"}).text
    assert "disabled" not in told
    client.post("/practice/roster/take", data={"word.0": "former"})
    assert {c.standing for c in rosters.all_clients(open_office.vault)} == {Standing.ACTIVE, Standing.FORMER}


def test_columns_that_are_not_known_are_asked_about(client: TestClient, open_office: Office) -> None:
    """Where no column holds names as far as one can see, the page asks, and takes what it is told."""
    shown = read_in(client, "Blorp,Flump\n7 Maribel,12\n8 Tobias,13\n")
    assert "No column with names was found." in shown
    told = client.post("/practice/roster/preview", data={"col.0": "full name"}).text
    assert "in 3 rows" in told
    client.post("/practice/roster/take", data={"col.0": "full name"})
    assert len(rosters.all_clients(open_office.vault)) == 3


def test_a_list_of_current_clients_alone_is_warned_about(client: TestClient, open_office: Office) -> None:
    """Former clients count as well, and a list without any says so, before and after."""
    assert "Nobody in this file is a former client" in read_in(client, LIST.replace("Discharged", "Active"))
    client.post("/practice/roster/take", data={})
    assert "Nobody on the list is a former client" in client.get("/practice/roster").text
    assert len(rosters.all_clients(open_office.vault)) == 2


def test_those_missing_from_a_newer_list_become_former_only_where_one_says_so(
    client: TestClient, open_office: Office
) -> None:
    """A newer list without somebody leaves them as they are, unless the box is ticked."""
    read_in(client, LIST.replace("Discharged", "Active"))
    client.post("/practice/roster/take", data={})
    newer = "\n".join(LIST.splitlines()[:2])
    assert "1 person of an earlier list is not in this one." in read_in(client, newer)
    client.post("/practice/roster/take", data={"missing": "yes"})
    assert sum(c.standing is Standing.FORMER for c in rosters.all_clients(open_office.vault)) == 1


def test_excel_and_vcard_are_read_too(client: TestClient, open_office: Office) -> None:
    """The bytes say which form a list has."""
    _ = open_office
    book = openpyxl.Workbook()
    for row in (("Client Name", "Status"), ("Maribel Okonkwo", "Active")):
        book.active.append(row)  # type: ignore[union-attr]
    raw = io.BytesIO()
    book.save(raw)
    assert "in 1 rows" in read_in(client, raw.getvalue())
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okonkwo;Maribel;;;\r\nFN:Maribel Okonkwo\r\nEND:VCARD\r\n"
    assert "Maribel Okonkwo" in read_in(client, card)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 50, b"PK\x03\x04 not a workbook", b"<html>hello</html>"]
)
def test_what_is_no_list_is_refused_in_plain_words(client: TestClient, open_office: Office, content: bytes) -> None:
    """A file that cannot be read says so, with no option of the command line in it."""
    shown = read_in(client, content)
    assert 'class="notice trouble"' in shown
    assert "--" not in shown
    assert rosters.all_clients(open_office.vault) == []


def test_a_file_that_is_too_large_is_not_taken(
    client: TestClient, open_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is larger than we take is refused while it comes in."""
    monkeypatch.setattr("circumspect.surfaces.web.roster.LARGEST", 1000)
    assert client.post("/practice/roster/read", content=b"x" * 1001).status_code == 413
    assert open_office.kept == {}


def test_what_was_given_in_is_forgotten_when_the_vault_locks(
    client: TestClient, open_office: Office, passphrase: str
) -> None:
    """A list that was looked at and not taken is gone with the lock."""
    read_in(client)
    open_office.lock()
    open_office.unlock(passphrase)
    answer = client.post("/practice/roster/take", data={}, headers={"hx-request": "true"})
    assert "no longer at hand" in answer.text
    assert rosters.all_clients(open_office.vault) == []


def test_somebody_is_added_changed_and_taken_off(client: TestClient, open_office: Office) -> None:
    """One person at a time; a namesake is asked about; each step can be undone."""
    sent = {"given": "Maribel", "family": "Okonkwo", "standing": "active", "emails": "m@example.org, n@example.org"}
    client.post("/practice/roster/add", data=sent)
    [someone] = rosters.all_clients(open_office.vault)
    assert someone.emails == ("m@example.org", "n@example.org")
    assert "Is this another person?" in client.post("/practice/roster/add", data=sent).text
    client.post("/practice/roster/add", data=sent | {"another": "yes"})
    assert len(rosters.all_clients(open_office.vault)) == 2
    client.post("/practice/roster/undo")
    former = sent | {
        "standing": "former",
        "ended": "2025-03-04",
        "rel.0.given": "Ada",
        "rel.0.family": "Okonkwo",
        "rel.0.tie": "child",
    }
    client.post(f"/practice/roster/{someone.id}", data=former)
    [changed] = rosters.all_clients(open_office.vault)
    assert (changed.standing, str(changed.ended), changed.household[0].tie) == (
        Standing.FORMER,
        "2025-03-04",
        Tie.CHILD,
    )
    client.post(f"/practice/roster/{someone.id}/remove")
    assert rosters.all_clients(open_office.vault) == []
    client.post("/practice/roster/undo")
    assert rosters.all_clients(open_office.vault) == [changed]


def test_what_the_form_does_not_ask_of_a_relative_stays(client: TestClient, open_office: Office) -> None:
    """A relative's other names are not lost when the client is saved."""
    ada = Relative(PersonName("Ada", "Okonkwo", also=("Adi",), former=("Eze",)), Tie.CHILD)
    [someone] = rosters.add_all(open_office.vault, [Client("", PersonName("Maribel", "Okonkwo"), household=(ada,))])
    client.post(
        f"/practice/roster/{someone.id}",
        data={"given": "Maribel", "family": "Okonkwo", "rel.0.given": "Ada", "rel.0.family": "Okonkwo"},
    )
    assert rosters.all_clients(open_office.vault)[0].household == (ada,)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"given": " "}, "Give a first or a last name."),
        ({"given": "A", "standing": "former", "ended": "soon"}, "Write the day"),
    ],
)
def test_what_is_amiss_with_a_person_is_said(
    client: TestClient, open_office: Office, sent: dict[str, str], words: str
) -> None:
    """Nobody is added without a name, or with a day that is none."""
    assert words in client.post("/practice/roster/add", data=sent).text
    assert rosters.all_clients(open_office.vault) == []


def test_people_are_found_by_name_page_by_page(client: TestClient, open_office: Office) -> None:
    """Of thousands, fifty are shown at a time; words find those whose name they begin."""
    many = [Client("", PersonName(f"Person{n}", "Example")) for n in range(120)]
    rosters.add_all(open_office.vault, [*many, Client("", PersonName("Maribel", "Okonkwo"), Standing.FORMER)])
    first = client.get("/practice/roster").text
    assert first.count('href="/practice/roster/') - first.count('href="/practice/roster/import"') >= 50
    assert "page 1 of 3" in first
    assert "page 3 of 3" in client.post("/practice/roster/found", data={"number": "9"}).text
    found = client.post("/practice/roster/found", data={"words": "mari okon"}).text
    assert "1 person" in found
    assert "Maribel" in found
    assert "1 person" in client.post("/practice/roster/found", data={"standing": "former"}).text
    assert "Nobody answers to that." in client.post("/practice/roster/found", data={"words": "zz"}).text


def test_the_list_is_given_out_after_a_warning(client: TestClient, open_office: Office) -> None:
    """The file says who the clients are, and reads back as the same list."""
    rosters.add_all(open_office.vault, [Client("", PersonName("Maribel", "Okonkwo"))])
    assert "The file is not encrypted." in client.get("/practice/roster/export").text
    answer = client.get("/practice/roster/export/clients.csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert "0 new, 0 updated, 1 unchanged." in read_in(client, answer.content)


HOSTILE = "<script>document.title='run'</script>\u202eevil\"'><img src=x onerror=alert(1)>"


def test_names_that_hold_scripts_are_words(client: TestClient, open_office: Office) -> None:
    """A name from a file is shown as it is written, and never as HTML, on every page that shows it."""
    [someone] = rosters.add_all(open_office.vault, [Client("", PersonName(HOSTILE, "Example"), handles=(HOSTILE,))])
    preview = read_in(client, f'Client Name,Status\n"{HOSTILE.replace(chr(34), chr(34) * 2)} B",Active\n')
    for shown in (client.get("/practice/roster").text, client.get(f"/practice/roster/{someone.id}").text, preview):
        assert "<script>document" not in shown
        assert "<img src=x" not in shown


# --- the vault


def test_a_vault_is_made_with_a_passphrase_twice(client: TestClient, office: Office, passphrase: str) -> None:
    """Too short, or not the same twice, is refused in words; then the vault is there and open."""
    assert "nobody can give it back" in client.get("/practice/vault").text
    short = client.post("/practice/vault/create", data={"passphrase": "short", "again": "short"}).text
    assert "Too short" in short
    differ = client.post("/practice/vault/create", data={"passphrase": passphrase, "again": passphrase + "x"}).text
    assert "not the same" in differ
    assert not office.standing().vault
    client.post("/practice/vault/create", data={"passphrase": passphrase, "again": passphrase})
    assert office.standing().open
    again = client.post("/practice/vault/create", data={"passphrase": passphrase, "again": passphrase}).text
    assert "There is a vault already." in again


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a", "Too short"),
        ("aaaaaaaaaaaaaaaa", "Easy to guess"),
        ("password12345", "Easy to guess"),
        ("amber kettle over the", "Fair"),
        ("amber kettle over the orchard", "Strong."),
        ("x7!Kq#2mZ&9pLw", "Strong."),
    ],
)
def test_how_strong_a_passphrase_is_is_said_in_words(client: TestClient, words: str, said: str) -> None:
    """Length, words and guessable beginnings count."""
    assert said in client.post("/practice/vault/strength", data={"passphrase": words}).text


def test_the_passphrase_is_changed(client: TestClient, open_office: Office, passphrase: str) -> None:
    """The new one opens the vault, the old one does not; a wrong one now changes nothing."""
    new = "seven quiet lanterns by the harbor"
    wrong = client.post(
        "/practice/vault/passphrase", data={"now": "not this one", "passphrase": new, "again": new}
    ).text
    assert "does not open the vault" in wrong
    done = client.post("/practice/vault/passphrase", data={"now": passphrase, "passphrase": new, "again": new}).text
    assert "Changed." in done
    open_office.lock()
    open_office.unlock(new)


def test_a_backup_is_made_and_brought_back(
    client: TestClient, open_office: Office, passphrase: str, tmp_path: Path
) -> None:
    """The file holds the vault of its day, encrypted; the vault that gives its place to it is kept."""
    rosters.add_all(open_office.vault, [Client("", PersonName("Maribel", "Okonkwo"))])
    assert "None was made from here yet." in client.get("/practice/vault").text
    saved = client.get("/practice/vault/backup").content
    assert b"Okonkwo" not in saved
    assert open_office.now().astimezone().date().isoformat() in client.get("/practice/vault").text
    rosters.remove(open_office.vault, rosters.all_clients(open_office.vault)[0].id)
    files = {"file": ("b.backup", saved)}
    assert "was not typed" in client.post("/practice/vault/restore", files=files).text
    assert open_office.standing().open
    done = client.post("/practice/vault/restore", files=files, data={"word": "replace"}).text
    assert "The vault that was there is kept" in done
    assert not open_office.standing().open
    open_office.unlock(passphrase)
    assert len(rosters.all_clients(open_office.vault)) == 1
    assert list(tmp_path.glob(".backup-*")) == []


def test_what_is_no_backup_changes_nothing(client: TestClient, open_office: Office, passphrase: str) -> None:
    """A file that is no backup is refused, and the vault is as it was."""
    rosters.add_all(open_office.vault, [Client("", PersonName("Maribel", "Okonkwo"))])
    answer = client.post("/practice/vault/restore", files={"file": ("b", b"hello")}, data={"word": "replace"}).text
    assert "Nothing was changed." in answer
    open_office.unlock(passphrase)
    assert len(rosters.all_clients(open_office.vault)) == 1


def test_the_vault_is_destroyed_only_where_the_word_was_typed(client: TestClient, open_office: Office) -> None:
    """Anything else leaves it alone."""
    assert "was not typed" in client.post("/practice/vault/shred", data={"word": "yes"}).text
    assert open_office.standing().vault
    client.post("/practice/vault/shred", data={"word": "destroy"})
    assert not open_office.standing().vault
    assert list(open_office.vault_place.glob("*")) == []


def test_the_idle_time_is_set_for_the_open_vault(client: TestClient, open_office: Office) -> None:
    """A choice holds at once; what is no choice changes nothing."""
    client.post("/practice/vault/idle", data={"minutes": "5"})
    assert (open_office.idle_minutes, open_office.vault._idle) == (5, 300)
    client.post("/practice/vault/idle", data={"minutes": "100000"})
    assert open_office.idle_minutes == 5


# --- what was let stand, names on screen


def test_what_was_let_stand_is_listed_with_its_end(client: TestClient, office: Office) -> None:
    """Those that end soonest stand first; those that have ended stand apart; none is named by words of a text."""
    assert "Nothing is let stand." in client.get("/practice/accepted").text
    for name, days in (("later", 90), ("soon", 3), ("over", -2)):
        until = office.today + timedelta(days=days)
        acceptance = Acceptance(name, "Dana Whitfield", f"because {name}", until)
        office.desk.ledger.add(Entry(acceptance, "client-vignette", "2026-11-01"))
    shown = client.get("/practice/accepted").text
    assert (
        shown.index("because soon")
        < shown.index("because later")
        < shown.index("1 has ended")
        < shown.index("because over")
    )
    assert "in 3 days" in shown


def test_names_are_blurred_and_shown(client: TestClient, office: Office) -> None:
    """The switch holds for every page that is opened afterwards."""
    assert json.loads(client.post("/practice/blur", json={"on": True}).text)["blurred"] is True
    assert office.blurred
    assert '<html lang="en" class="blurred">' in client.get("/practice").text
    client.post("/practice/blur", json={"on": False})
    assert 'class="blurred"' not in client.get("/practice").text


# --- in a browser


def test_the_profile_in_a_browser(page: Page, office: Office) -> None:
    """What follows changes as one chooses; a licence is added and taken out by hand; saving says so; axe is content."""
    page.goto(f"{page.url}practice")
    page.get_by_label("Your profession").select_option("psychology")
    page.locator("#follows").get_by_text("your profession is psychology").first.wait_for()
    page.get_by_role("button", name="Add a licence").click()
    page.get_by_label("Where", exact=True).select_option("US-TX")
    page.get_by_label("Kind", exact=True).fill("Licensed Psychologist")
    page.locator("#follows").get_by_text("licensed or practise in Texas").first.wait_for()
    page.get_by_role("button", name="Add a licence").click()
    page.get_by_role("button", name="Take out licence 2").wait_for()
    page.get_by_role("button", name="Take out licence 2").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. Texts are read by it from now on.").wait_for()
    assert grave(page) == []
    assert [licence.jurisdiction for licence in load_profile(office.profile_place).licences] == ["US-TX"]
    page.get_by_label("Your title").fill("Dr.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("is kept beside it as circumspect.toml.before").wait_for()


def test_a_list_is_dropped_looked_at_taken_and_undone_in_a_browser(page: Page, open_office: Office) -> None:
    """From the empty list to a filled one and back, with a file that names somebody with a script."""
    home = page.url
    page.goto(f"{home}practice/roster")
    assert grave(page) == []
    page.get_by_role("link", name="Take in a list").click()
    quoted = HOSTILE.replace('"', '""')
    rows = [f'{row},"{quoted}"' for row in [*LIST.splitlines(), "\u202eNeve Example,e@example.org,Active,,"]]
    content = "\n".join(rows).encode()
    page.set_input_files("#list", {"name": "clients.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("heading", name="What would be taken").wait_for()
    assert grave(page) == []
    page.get_by_role("button", name="Take it in").click()
    page.get_by_text("The list was taken in: 3 new").wait_for()
    assert page.title() != "run"
    assert grave(page) == []
    page.get_by_label("Find by name").fill("lind")
    page.locator("#people").get_by_text("1 person").wait_for()
    page.get_by_role("link", name="Tobias Lindqvist").click()
    page.get_by_role("button", name="Add somebody").click()
    page.get_by_label("Who they are to the client").wait_for()
    assert grave(page) == []
    page.get_by_role("link", name="Back without saving").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Nobody is on the list yet.").wait_for()
    assert rosters.all_clients(open_office.vault) == []


def test_a_vault_is_made_in_a_browser(page: Page, office: Office, passphrase: str) -> None:
    """The strength is said while one types; the pages pass axe before and after."""
    page.goto(f"{page.url}practice/vault")
    page.get_by_label("A passphrase").press_sequentially("abc")
    page.get_by_text("Too short").wait_for()
    page.get_by_label("A passphrase").fill(passphrase)
    page.get_by_text("Strong.").wait_for()
    assert grave(page) == []
    page.get_by_label("The same again").fill(passphrase)
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_text("The vault is open").wait_for()
    assert grave(page) == []
    assert office.standing().open


def test_names_are_blurred_by_keys_in_a_browser(page: Page, open_office: Office) -> None:
    """Shift+Alt+B blurs people's names at once, the frame says so, and the same keys show them again."""
    rosters.add_all(open_office.vault, [Client("", PersonName("Maribel", "Okonkwo"))])
    page.goto(f"{page.url}practice/roster")
    name = page.get_by_role("link", name="Maribel Okonkwo")
    assert name.evaluate("one => getComputedStyle(one).filter") == "none"
    page.keyboard.press("Shift+Alt+KeyB")
    page.get_by_role("button", name="Names blurred · show").wait_for()
    assert "blur" in name.evaluate("one => getComputedStyle(one).filter")
    page.reload()
    assert "blur" in name.evaluate("one => getComputedStyle(one).filter")
    assert page.get_by_role("button", name="Blur names on screen").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Shift+Alt+KeyB")
    page.get_by_role("button", name="Names blurred · show").wait_for(state="hidden")
    assert not open_office.blurred


def test_the_pages_fit_a_narrow_window(page: Page, open_office: Office) -> None:
    """At 360 pixels nothing has to be scrolled sideways, whatever a name is like."""
    long = Client("", PersonName("M" * 300, HOSTILE), emails=("e" * 200 + "@example.org",))
    [someone] = rosters.add_all(open_office.vault, [long])
    home = page.url
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("", "/roster", f"/roster/{someone.id}", "/roster/import", "/roster/export", "/vault", "/accepted"):
        page.goto(f"{home}practice{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def grave(page: Page) -> list[str]:
    """Give what axe finds serious or critical on a page."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]

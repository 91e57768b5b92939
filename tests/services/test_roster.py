"""The client list in the vault: taken in whole or not at all, kept up to date, given out again."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.readers.roster.own import written
from circumspect.services import roster as rosters
from circumspect.services.roster import RosterInputError
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TODAY = date(2026, 11, 22)
PASSPHRASE = "correct horse battery"
CANARY = "Quillfeather"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Give an open, empty vault."""
    with Vault.create(tmp_path / "vault", PASSPHRASE) as made:
        yield made


def _listed(words: str) -> rosters.Listed:
    table = rosters.table_from_bytes(words.encode())
    return rosters.listed(table, rosters.mapping_for(table), TODAY)


def _counts(changes: rosters.Changes) -> tuple[int, int, int, int]:
    return len(changes.added), len(changes.updated), changes.unchanged, len(changes.missing)


def _by_name(vault: Vault) -> dict[str, Client]:
    return {client.name.display: client for client in rosters.all_clients(vault)}


WITH_NUMBERS = "Client ID,First name,Last name,Email,Status\n1,Ann,Smith,ann@example.org,Active\n2,Bo,Poe,,Active\n"


def test_the_same_list_twice_changes_nothing(vault: Vault) -> None:
    """A second import of the same file doubles nobody and says that all is unchanged."""
    assert _counts(rosters.import_(vault, _listed(WITH_NUMBERS))) == (2, 0, 0, 0)
    before = rosters.all_clients(vault)
    assert _counts(rosters.import_(vault, _listed(WITH_NUMBERS))) == (0, 0, 2, 0)
    assert rosters.all_clients(vault) == before


def test_an_import_updates_by_the_ehrs_number(vault: Vault) -> None:
    """A changed surname, e-mail and status reach the same client; the old surname becomes a former one."""
    rosters.import_(vault, _listed(WITH_NUMBERS))
    (ann,) = [c for c in rosters.all_clients(vault) if c.name.given == "Ann"]
    newer = "Client ID,First name,Last name,Email,Status\n1,Ann,Jones,new@example.org,Discharged\n2,Bo,Poe,,Active\n"
    assert _counts(rosters.import_(vault, _listed(newer))) == (0, 1, 1, 0)
    after = _by_name(vault)["Ann Jones"]
    assert (after.id, after.name.former, after.standing) == (ann.id, ("Smith",), Standing.FORMER)
    assert after.emails == ("ann@example.org", "new@example.org")


def test_one_number_of_two_systems_is_not_one_person(vault: Vault) -> None:
    """A number that belonged to somebody with nothing in common makes a new person, not a wrong update."""
    rosters.import_(vault, _listed(WITH_NUMBERS))
    other = "Client ID,First name,Last name,Email\n1,Zoltan,Kiss,zk@example.org\n"
    assert _counts(rosters.import_(vault, _listed(other)))[:2] == (1, 0)
    assert {"Ann Smith", "Zoltan Kiss"} <= set(_by_name(vault))


def test_without_numbers_name_and_contact_then_name_alone(vault: Vault) -> None:
    """Two of one name are told apart by e-mail, each updated once; a new e-mail alone is the same person."""
    two = "Name,Email,Phone\nJohn Smith,a@example.org,512-555-0101\nJohn Smith,b@example.org,512-555-0102\nAna Ruiz,,\n"
    rosters.import_(vault, _listed(two))
    assert len(rosters.all_clients(vault)) == 3
    newer = "Name,Email,Phone\nJOHN SMITH,b@example.org,\nJohn Smith,,(512) 555-0101\nAna Ruiz,ana@example.org,\n"
    assert _counts(rosters.import_(vault, _listed(newer))) == (0, 2, 1, 0)
    smiths = [c for c in rosters.all_clients(vault) if c.name.family.casefold() == "smith"]
    assert sorted(c.emails for c in smiths) == [("a@example.org",), ("b@example.org",)]
    assert _by_name(vault)["Ana Ruiz"].emails == ("ana@example.org",)


def test_what_was_added_by_hand_outlives_an_import(vault: Vault) -> None:
    """Handles, nicknames and household that a person added stay when a list is read again."""
    rosters.import_(vault, _listed(WITH_NUMBERS))
    (ann,) = [c for c in rosters.all_clients(vault) if c.name.given == "Ann"]
    known = replace(
        ann,
        name=replace(ann.name, also=("Annie",)),
        handles=("instagram:annie",),
        household=(Relative(PersonName("Al", "Smith"), Tie.PARTNER),),
    )
    rosters.edit(vault, known)
    assert _counts(rosters.import_(vault, _listed(WITH_NUMBERS))) == (0, 0, 2, 0)
    assert _by_name(vault)["Ann Smith"] == known


def test_a_list_without_statuses_makes_nobody_active_again(vault: Vault) -> None:
    """Former stays former where the file does not say."""
    rosters.import_(vault, _listed("Name,Status\nAnn Smith,Inactive\n"))
    rosters.import_(vault, _listed("Name,Email\nAnn Smith,ann@example.org\n"))
    assert _by_name(vault)["Ann Smith"].standing is Standing.FORMER


def test_who_is_missing_is_counted_and_only_ended_where_asked(vault: Vault) -> None:
    """Nobody is ever removed; people added by hand are not missing."""
    rosters.import_(vault, _listed(WITH_NUMBERS))
    rosters.add_all(vault, [Client("", PersonName("Hand", "Made"))])
    shorter = "Client ID,First name,Last name,Status\n1,Ann,Smith,Active\n"
    changes = rosters.import_(vault, _listed(shorter))
    assert [c.name.given for c in changes.missing] == ["Bo"]
    assert _by_name(vault)["Bo Poe"].standing is Standing.ACTIVE
    rosters.import_(vault, _listed(shorter), former_if_missing=True)
    found = _by_name(vault)
    assert (found["Bo Poe"].standing, found["Hand Made"].standing) == (Standing.FORMER, Standing.ACTIVE)


def test_rows_of_one_person_are_joined(vault: Vault) -> None:
    """A list with a row for each phone gives one person with both."""
    words = "Client ID,Name,Phone\n7,Ann Smith,512-555-0101\n7,Ann Smith,512-555-0102\n8,Ann Smith,512-555-0103\n"
    found = _listed(words)
    assert found.doubled == (3,)
    rosters.import_(vault, found)
    assert sorted(c.phones for c in rosters.all_clients(vault)) == [("512-555-0101", "512-555-0102"), ("512-555-0103",)]


def test_an_unknown_status_stops_the_import(vault: Vault) -> None:
    """The rows are named, the word is not, and nothing is written."""
    found = _listed(f"Name,Status\nAnn Smith,Active\nBo Poe,{CANARY}\n")
    for step in (rosters.compare, rosters.import_):
        with pytest.raises(RosterInputError) as caught:
            step(vault, found)
        assert "row 3" in str(caught.value)
        assert CANARY not in str(caught.value)
    assert rosters.all_clients(vault) == []


def test_a_failure_in_the_middle_changes_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writing stops halfway, the roster is as it was."""
    rosters.import_(vault, _listed(WITH_NUMBERS))
    before = rosters.all_clients(vault)
    plain = Roster._people

    def halfway(self: Roster, clients: list[Client]) -> None:
        plain(self, clients[: len(clients) // 2])
        raise RuntimeError

    monkeypatch.setattr(Roster, "_people", halfway)
    with pytest.raises(RuntimeError):
        rosters.import_(vault, _listed(WITH_NUMBERS.replace("Smith", "Jones") + "3,Cy,Roe,,Active\n"))
    monkeypatch.undo()
    assert rosters.all_clients(vault) == before


KILLED = """
import sys
from datetime import date
from pathlib import Path
from circumspect.services import roster as rosters
from circumspect.storage.vault import Vault
rows = "".join(f"{i},Given{chr(97 + i % 26)},Family{chr(97 + i // 26 % 26)},g{i}@example.org\\n" for i in range(4000))
table = rosters.table_from_bytes(("Client ID,First name,Last name,Email\\n" + rows).encode())
found = rosters.listed(table, rosters.mapping_for(table), date(2026, 11, 22))
with Vault.unlock(Path(sys.argv[1]), sys.argv[2]) as vault:
    print("ready", flush=True)
    rosters.import_(vault, found)
    print("done", flush=True)
"""


@pytest.mark.parametrize("after", [0.02, 0.1, 0.3])
def test_kill_9_during_an_import_leaves_all_or_nothing(tmp_path: Path, after: float) -> None:
    """Whenever the process is killed, the roster holds the whole list or none of it, and opens."""
    folder = tmp_path / "vault"
    with Vault.create(folder, PASSPHRASE) as made:
        rosters.import_(made, _listed("Name\nAnn Smith\n"))
    words = [sys.executable, "-c", KILLED, str(folder), PASSPHRASE]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
    with Vault.unlock(folder, PASSPHRASE) as opened:
        assert len(rosters.all_clients(opened)) in ((4001,) if "done" in said else (1, 4001))


def test_two_imports_at_once_double_nobody(tmp_path: Path) -> None:
    """Two processes with the same list leave each person there once."""
    folder = tmp_path / "vault"
    Vault.create(folder, PASSPHRASE).lock()
    words = [sys.executable, "-c", KILLED, str(folder), PASSPHRASE]
    both = [subprocess.Popen(words, stdout=subprocess.DEVNULL) for _ in range(2)]  # noqa: S603 - our own program
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    with Vault.unlock(folder, PASSPHRASE) as opened:
        assert len(rosters.all_clients(opened)) == 4000


FULL = Client(
    "", PersonName("Ana", "García López", "María", ("Anita", "Nana"), ("Ruiz",)), Standing.FORMER, date(2025, 3, 4),
    ("a@example.org", "b@example.org"), ("+1 512 555 0101", "512-555-0102"), ("instagram:anita", "anita"),
    "Austin, TX", (Relative(PersonName("Luis", "Vega", "", ("Lucho",), ("Paz",)), Tie.PARTNER, ("l@example.org",)),),
)  # fmt: skip


def test_an_export_read_again_is_the_same_list(vault: Vault, tmp_path: Path) -> None:
    """Everything but our numbers comes back; a spreadsheet finds no formula in it; only the owner can read it."""
    rosters.import_(vault, _listed(WITH_NUMBERS))
    evil = Client("", PersonName("Bo", "Poe"), place="=1+1", handles=("@x",))
    rosters.add_all(vault, [FULL, evil])
    path = tmp_path / "out.csv"
    assert rosters.export(vault, path) == 4
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    words = path.read_text(encoding="utf-8-sig")
    assert not any(cell[:1] in "=@+-" for line in words.splitlines() for cell in line.split(",") if cell)
    table = rosters.read_list(path)
    again = rosters.listed(table, rosters.mapping_for(table), TODAY)
    (full,) = [entry.client for entry in again.entries if entry.client.name.given == "Ana"]
    assert replace(full, id="") == FULL
    assert not again.mapping.unclear
    assert not again.mapping.unknown


# Any word that can stand on a roster: all that is there went through str.split.
_WORD = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
    .map(lambda words: " ".join(words.split()))
    .filter(bool)
) | st.sampled_from(["Dr", "A & B", "n/a", "a;b", "\\", "a\\;", "=1+1", "'=x", "@x", "family", "+1 512", "email"])
_MAYBE = st.just("") | _WORD
_SEVERAL = st.lists(_WORD, max_size=3).map(tuple)
_NAMES = st.builds(PersonName, _WORD, _MAYBE, _MAYBE, _SEVERAL, _SEVERAL) | st.builds(PersonName, st.just(""), _WORD)
_RELATIVES = st.builds(Relative, _NAMES, st.sampled_from(Tie), _SEVERAL, _SEVERAL, _SEVERAL)
_CLIENTS = st.builds(
    Client, st.just(""), _NAMES, st.sampled_from(Standing), st.none() | st.dates(), _SEVERAL, _SEVERAL, _SEVERAL,
    _MAYBE, st.lists(_RELATIVES, max_size=3).map(tuple),
)  # fmt: skip


@given(st.lists(st.tuples(_CLIENTS, st.none() | _WORD), min_size=1, max_size=5))
def test_a_list_of_ours_loses_nothing(people: list[tuple[Client, str | None]]) -> None:
    """Whatever stands on the roster comes back into an empty one: number, letters, household, who was from a list."""
    clients = [replace(client, id=f"{at:016x}") for at, (client, _) in enumerate(people)]
    sources = {client.id: ("import", key) for client, (_, key) in zip(clients, people, strict=True) if key is not None}
    raw = written(clients, {id_: key for id_, (_, key) in sources.items()}).encode("utf-8-sig")
    table = rosters.table_from_bytes(raw)
    found = rosters.listed(table, rosters.mapping_for(table), TODAY)
    changes, rows = rosters._compared(found, _Empty(), former_if_missing=False)
    assert list(changes.added) == [
        replace(client, ended=None) if client.standing is Standing.DECEASED else client for client in clients
    ]
    assert {client.id: (source, key) for client, source, key in rows if source} == sources
    assert (found.doubled, found.reading.left_out, found.reading.unknown) == ((), {}, {})


class _Empty:
    """A roster with nobody on it."""

    def all(self) -> list[Client]:
        """Give nobody."""
        return []

    def sources(self) -> dict[str, tuple[str, str]]:
        """Give nothing."""
        return {}

    def put_all(self, rows: Sequence[tuple[Client, str, str]]) -> None:
        """Take nobody."""


def test_an_export_fills_a_new_vault_and_changes_nothing_in_the_old(vault: Vault, tmp_path: Path) -> None:
    """Two of one name stay two; who was entered by hand still counts so; an edited cell is an update."""
    rosters.import_(vault, _listed(WITH_NUMBERS))
    twin = Client("", PersonName("Ann", "Smith"))
    partner = Relative(PersonName("Dr", "Vega", "B & C"), Tie.PARTNER, handles=("instagram:v", "v@m.example.org"))
    rosters.add_all(vault, [twin, twin, replace(FULL, household=(*FULL.household, partner))])
    path = tmp_path / "out.csv"
    rosters.export(vault, path)
    table = rosters.read_list(path)
    found = rosters.listed(table, rosters.mapping_for(table), TODAY)
    assert _counts(rosters.import_(vault, found)) == (0, 0, 5, 0)
    with Vault.create(tmp_path / "new", PASSPHRASE) as new:
        assert _counts(rosters.import_(new, found)) == (5, 0, 0, 0)
        assert rosters.all_clients(new) == rosters.all_clients(vault)
        assert [c.name.given for c in rosters.import_(new, _listed("Name\nCy Roe\n")).missing] == ["Ann", "Bo"]
    path.write_text(path.read_text(encoding="utf-8-sig").replace("Bo,,Poe", "Bo,,Roe"), encoding="utf-8")
    table = rosters.read_list(path)
    edited = rosters.listed(table, rosters.mapping_for(table), TODAY)
    assert _counts(rosters.import_(vault, edited)) == (0, 1, 4, 0)
    assert _by_name(vault)["Bo Roe"].name.former == ("Poe",)


def test_a_row_that_was_copied_in_our_own_file_is_another_person(vault: Vault, tmp_path: Path) -> None:
    """Whoever adds a client to the file by copying a row does not write over the one copied."""
    rosters.import_(vault, _listed(WITH_NUMBERS))
    path = tmp_path / "out.csv"
    rosters.export(vault, path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([*lines, lines[1].replace("1,Ann,,Smith", ",Di,,Fry")]), encoding="utf-8")
    table = rosters.read_list(path)
    found = rosters.listed(table, rosters.mapping_for(table), TODAY)
    assert _counts(rosters.import_(vault, found)) == (1, 0, 2, 0)
    assert set(_by_name(vault)) == {"Ann Smith", "Bo Poe", "Di Fry"}


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("Name,Status,End date\nAnn Smith,Deceased,2020-01-02\nBo Poe,Discharged,2020-01-02\n", date(2020, 1, 2)),
        ("Name,Status,Deceased\nAnn Smith,Active,Yes\nBo Poe,Active,no\n", None),
        ("Name,Date of death\nAnn Smith,2026-01-02\nBo Poe,0000-00-00\n", None),
        ("Nombre,Estado\nAnn Smith,Fallecida\nBo Poe,activo\n", None),
    ],
)
def test_who_died_stays_on_the_list_as_deceased(vault: Vault, words: str, ended: date | None) -> None:
    """No end date is kept, or left on file, from which years could be counted; and it is said in numbers."""
    rosters.import_(vault, _listed("Name,Status,End date\nAnn Smith,Discharged,2019-05-06\n"))
    found = _listed(words)
    assert [note for note in found.reading.notes if note.startswith("1 died")]
    rosters.import_(vault, found)
    ann, bo = _by_name(vault)["Ann Smith"], _by_name(vault)["Bo Poe"]
    assert (ann.standing, ann.ended) == (Standing.DECEASED, None)
    assert bo.ended == ended
    assert _counts(rosters.import_(vault, found))[:2] == (0, 0)


def test_a_list_that_says_former_brings_nobody_back(vault: Vault, tmp_path: Path) -> None:
    """Deceased stays where a later list says discharged or leaves the person out; one that says active counts."""
    rosters.import_(vault, _listed("Name,Status\nAnn Smith,Deceased\nBo Poe,Active\n"))
    rosters.import_(vault, _listed("Name,Status,End date\nAnn Smith,Discharged,2020-01-02\nBo Poe,Active\n"))
    assert (_by_name(vault)["Ann Smith"].standing, _by_name(vault)["Ann Smith"].ended) == (Standing.DECEASED, None)
    done = rosters.import_(vault, _listed("Name,Status\nBo Poe,Active\n"), former_if_missing=True)
    assert done.missing == ()
    rosters.export(vault, tmp_path / "out.csv")
    table = rosters.read_list(tmp_path / "out.csv")
    again = rosters.listed(table, rosters.mapping_for(table), TODAY)
    assert {e.client.name.given: e.client.standing for e in again.entries}["Ann"] is Standing.DECEASED
    assert _counts(rosters.import_(vault, again)) == (0, 0, 2, 0)
    rosters.import_(vault, _listed("Name,Status\nAnn Smith,Active\n"))
    assert _by_name(vault)["Ann Smith"].standing is Standing.ACTIVE


def test_nobody_has_ended_who_died() -> None:
    """A client given as JSON is deceased without an end date; with one it is said that they exclude one another."""
    plain = {"given": "Ann", "standing": "deceased"}
    assert rosters.client_from(plain).standing is Standing.DECEASED
    with pytest.raises(RosterInputError, match="leave it out"):
        rosters.client_from({**plain, "ended": "2020-01-02"})


def test_what_deceased_means_can_be_said_otherwise() -> None:
    """A word that somebody explains means what they say."""
    table = rosters.table_from_bytes(b"Name,Status,End date\nAnn Smith,Deceased,2020-01-02\n")
    found = rosters.listed(table, rosters.mapping_for(table), TODAY, {"deceased": Standing.FORMER})
    assert found.entries[0].client.ended == date(2020, 1, 2)


def test_an_export_never_writes_over_a_file(vault: Vault, tmp_path: Path) -> None:
    """A file of that name is not touched, nor one behind a link."""
    kept, link = tmp_path / "kept.csv", tmp_path / "link.csv"
    kept.write_text("mine", encoding="utf-8")
    link.symlink_to(tmp_path / "elsewhere.csv")
    for path in (kept, link):
        with pytest.raises(RosterInputError, match="already"):
            rosters.export(vault, path)
    assert kept.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere.csv").exists()


def test_no_word_of_an_import_lies_on_disk_unencrypted(tmp_path: Path) -> None:
    """Neither the vault's folder nor the folder of temporary files holds a name after an import."""
    folder, temporary = tmp_path / "vault", tmp_path / "tmp"
    temporary.mkdir()
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(temporary)
    try:
        with Vault.create(folder, PASSPHRASE) as made:
            rosters.import_(made, _listed(f"Name,Email\nZelda {CANARY},{CANARY}@example.org\n"))
            paths = [path for place in (folder, temporary) for path in place.rglob("*") if path.is_file()]
            assert paths
            assert not any(CANARY.encode() in path.read_bytes() for path in paths)
    finally:
        os.environ.pop("TMPDIR") if before is None else os.environ.update(TMPDIR=before)


@pytest.mark.parametrize(
    "plain",
    [
        None, [], "x", {"given": ""}, {"given": 3}, {"family": CANARY, "dob": "1990"},
        {"given": "A", "standing": CANARY}, {"given": "A", "ended": CANARY}, {"given": "A", "emails": CANARY},
        {"given": "A", "household": [{"tie": CANARY}]},
        {"given": "A", "household": CANARY}, {"given": "A", "household": [CANARY]}, {"given": "A", CANARY: 1},
    ],
)  # fmt: skip
def test_json_that_is_no_client_is_refused_without_its_words(plain: object) -> None:
    """What is wrong is named by key; no value, and no unknown key, is quoted."""
    with pytest.raises(RosterInputError) as caught:
        rosters.client_from(plain)
    assert CANARY not in str(caught.value)


def test_a_client_from_json() -> None:
    """All that the roster keeps can be given."""
    made = rosters.client_from(
        {"given": "Ana", "family": "García López", "middle": "María", "also": ["Anita", "Nana"], "former": ["Ruiz"],
         "standing": "former", "ended": "2025-03-04", "emails": ["a@example.org", "b@example.org"],
         "phones": ["+1 512 555 0101", "512-555-0102"], "handles": ["instagram:anita", "anita"], "place": "Austin, TX",
         "household": [{"given": "Luis", "family": "Vega", "also": ["Lucho"], "former": ["Paz"], "tie": "partner",
                        "emails": ["l@example.org"]}]}
    )  # fmt: skip
    assert made == FULL

"""Made-up exports in the shapes of the usual systems come out as the people in them, and as nothing else."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.roster import Standing, Tie
from circumspect.services.roster import Listed, listed, mapping_for, preview, read_list

if TYPE_CHECKING:
    from circumspect.domain.roster import Client

LISTS = Path(__file__).parent / "lists"
TODAY = date(2026, 11, 22)
ALL = sorted(path.name for path in LISTS.iterdir())


def _read(name: str) -> Listed:
    table = read_list(LISTS / name)
    return listed(table, mapping_for(table), TODAY)


def _clients(name: str) -> dict[str, Client]:
    return {entry.client.name.display: entry.client for entry in _read(name).entries}


def _words(value: object) -> str:
    """Put every word that a value holds, however deep, in one text."""
    if is_dataclass(value):
        return " ".join(_words(getattr(value, field.name)) for field in fields(value))
    return " ".join(map(_words, value)) if isinstance(value, tuple) else str(value)


def test_simplepractice() -> None:
    """Preferred names, couples, minors, statuses, last appointment as the end of treatment, several phones."""
    found = _clients("simplepractice.csv")
    assert set(found) == {
        "Adaeze Okonkwo-Reyes", "Per Olof Lindqvist", "Minh Chau Tran", "Rosa Delgado", "Josephine Whitfield",
        "Dmitri Petrov",
    }  # fmt: skip
    ada = found["Adaeze Okonkwo-Reyes"]
    assert (ada.name.also, ada.standing, ada.ended, ada.place) == (("Ada",), Standing.ACTIVE, None, "Austin, TX")
    per = found["Per Olof Lindqvist"]
    assert (per.standing, per.ended, per.emails) == (Standing.FORMER, date(2025, 3, 29), ("per@example.org",))
    assert per.phones == ("512-555-0102", "512.555.0103")
    assert [(r.name.display, r.tie) for r in found["Rosa Delgado"].household] == [("Minh Chau Tran", Tie.PARTNER)]
    assert found["Josephine Whitfield"].name.also == ("Josie",)
    assert found["Dmitri Petrov"].standing is Standing.PROSPECTIVE
    seen = preview(_read("simplepractice.csv"))
    assert (seen.people, seen.couples, seen.minors, seen.with_email, seen.only_current) == (6, 1, 1, 5, False)
    assert seen.unknown == ("Email Type",)
    assert sorted(heading for headings in seen.dropped.values() for heading in headings) == sorted([
        "Date of Birth", "Sex", "Gender Identity", "Pronouns", "Street Address", "Zip", "Primary Clinician",
        "Diagnosis", "Primary Insurance", "Member ID", "Date Added", "Balance",
    ])  # fmt: skip


def test_therapynotes() -> None:
    """Report lines above the header and the total below are nobody; the row numbers are the file's; no former ones."""
    found = _read("therapynotes.csv")
    assert [(e.row, e.key) for e in found.entries] == [(6, "10431"), (7, "10432"), (8, "10440")]
    clients = _clients("therapynotes.csv")
    assert clients["Niamh O'Shaughnessy"].phones == ("208-555-0111", "208-555-0112")
    assert clients["Niamh O'Shaughnessy"].emails == ("niamh@example.org", "n.osh@example.net")
    assert clients["Joost van der Meer"].name.family == "van der Meer"
    assert clients["Coleman J Abernathy"].name.also == ("Cole",)
    seen = preview(found)
    assert seen.only_current
    assert seen.left_out == {"it reads like the foot of a report": "row 9"}


def test_jane() -> None:
    """Guardians are household, an emergency contact only where the relation says so; a discharge ends treatment."""
    found = _clients("jane.csv")
    assert [(r.name.display, r.tie) for r in found["Éloïse Beauséjour"].household] == [("Marc Beauséjour", Tie.PARTNER)]
    (guardian,) = found["Gurpreet Singh-Dhaliwal"].household
    assert (guardian.tie, guardian.emails, guardian.phones) == (
        Tie.GUARDIAN, ("harjit@example.org",), ("604-555-0123",),
    )  # fmt: skip
    zofia = found["Zofia Kowalczyk"]
    assert (zofia.standing, zofia.ended, zofia.household) == (Standing.FORMER, date(2025, 4, 30), ())
    assert found["Éloïse Beauséjour"].standing is Standing.ACTIVE
    assert preview(_read("jane.csv")).minors == 1


def test_therapyappointment() -> None:
    """`Last, First M.`, Active yes and no, two of one name with two numbers, notes with line breaks and quotes."""
    found = _read("therapyappointment.csv")
    assert [(e.key, e.client.name.display, e.client.standing) for e in found.entries] == [
        ("A-17", "Giulia M. Ferraro", Standing.ACTIVE),
        ("A-18", "Giulia Ferraro", Standing.FORMER),
        ("A-19#1", "Ann Smith", Standing.ACTIVE),
        ("A-19#2", "Bob Smith", Standing.ACTIVE),
    ]
    assert found.entries[2].client.household[0].tie is Tie.OTHER


def test_practice_better() -> None:
    """Archived true and false, a link as handle, a related person."""
    found = _clients("practicebetter.csv")
    assert found["Desmond Achterberg"].standing is Standing.FORMER
    assert found["Kehaulani Makoa"].handles == ("facebook:kehau.makoa",)
    assert [(r.name.display, r.tie) for r in found["Kehaulani Makoa"].household] == [("Leilani Makoa", Tie.CHILD)]


def test_generic_with_semicolons() -> None:
    """Handles with and without a link, a maiden name, titles and letters taken off, a couple with `y`."""
    found = _clients("generic.csv")
    assert set(found) == {"Mary-Kate Hollis", "Ana Pérez", "Luis Pérez", "Samuel Adeyemi"}
    assert found["Mary-Kate Hollis"].name.former == ("Brandt",)
    assert found["Mary-Kate Hollis"].handles == ("instagram:mkhollis",)
    assert found["Ana Pérez"].handles == ("instagram:anaperez.co",)
    assert found["Luis Pérez"].standing is Standing.WAITLIST
    assert found["Samuel Adeyemi"].standing is Standing.FORMER


def test_spanish_in_utf_16() -> None:
    """Two surnames are one family name, `Estado` is a status when it says so, `alta` ends treatment."""
    found = _clients("espanol.csv")
    maria, iker = found["María José García López"], found["Iker Etxeberria Sáez"]
    assert (maria.name.given, maria.name.family, maria.name.also) == ("María José", "García López", ("Pepa",))
    assert (iker.standing, iker.ended) == (Standing.FORMER, date(2025, 2, 28))
    assert iker.household[0].tie is Tie.GUARDIAN


def test_french_in_mac_roman() -> None:
    """`Nom` beside `Prénom` is the family name; accents survive Mac Roman, and a note says to look."""
    found = _clients("francais.tsv")
    emilie = found["Émilie Lefèvre"]
    assert (emilie.name.former, emilie.household[0].name.display) == (("Dufour",), "Théo Lefèvre")
    assert found["Mamadou N'Diaye"].standing is Standing.FORMER
    assert any("Mac Roman" in note for note in preview(_read("francais.tsv")).notes)


def test_no_header_row() -> None:
    """Without headings the columns are guessed, said to be guesses, and the first row is a person."""
    found = _read("no-header.csv")
    assert len(found.mapping.unclear) == 4
    assert [e.client.name.given for e in found.entries] == ["Imani", "Bartholomew", "Xochitl"]


def test_cards() -> None:
    """Cards of 2.1, 3.0 and 4.0 in one file; a bad card and a group are named by number and stop nothing."""
    found = _clients("contacts.vcf")
    margo = found["Marguerite Anne Castellano"]
    assert (margo.name.also, margo.name.former) == (("Margo", "Maggie"), ("Ostrowski",))
    assert margo.emails == ("margo@example.org", "m.castellano@example.net")
    assert (margo.standing, margo.handles) == (Standing.FORMER, ("twitter:margoc",))
    assert [(r.name.display, r.tie) for r in margo.household] == [("Paul Castellano", Tie.PARTNER)]
    assert found["José Núñez"].name.family == "Núñez"
    assert found["Wanjiru Kamau"].standing is Standing.WAITLIST
    assert [(r.name.display, r.tie) for r in found["Wanjiru Kamau"].household] == [("Njeri Kamau", Tie.CHILD)]
    notes = preview(_read("contacts.vcf")).notes
    assert any("card 3 " in note for note in notes)
    assert any("card 4 " in note for note in notes)


@pytest.mark.parametrize("name", ALL)
def test_what_is_dropped_is_nowhere(name: str) -> None:
    """Birth dates, diagnoses, insurance, fees, notes and government numbers are in no field of anybody."""
    kept = " ".join(_words(entry) for entry in _read(name).entries)
    dropped = (
        "1988", "1971", "2011-07", "F41", "F33", "F90", "Aetna", "BCBS", "W123", "X99", "Elm St", "Lake St", "78701",
        "1992", "9012", "PB-1", "000-00", "mornings", "Hale", "Ruiz", "she/her", "120.00", "1980", "chart", "wellness",
        "1990", "1985", "Neighbour", "Simran", "Nowak",
    )  # fmt: skip
    assert [word for word in dropped if word in kept] == []


@pytest.mark.parametrize("name", ALL)
def test_no_repr_shows_a_person(name: str) -> None:
    """Tables, readings, entries and clients show numbers in `repr`."""
    table, found = read_list(LISTS / name), _read(name)
    shown = " ".join(map(repr, [table, found, found.reading, *found.entries, *(e.client for e in found.entries)]))
    for entry in found.entries:
        for word in (entry.client.name.family, *entry.client.emails, *entry.client.phones):
            assert not word or word not in shown

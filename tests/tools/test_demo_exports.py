"""The exports of an invented clinician, which `make demo-audit` reads: whole, in order, with what is meant to be found.

Open it when you change a text in examples/exports.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from circumspect.core.linkage import Linker, Mentions
from circumspect.domain.activity import Coverage, Kind
from circumspect.domain.document import Account
from circumspect.readers.archives._kit import activities
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names
from circumspect.rulebook.profile import load_profile
from circumspect.services import archives, audit, roster
from circumspect.services.container import Desk, Home
from circumspect.storage import keyslot
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.activity import Activity, Recognition
    from circumspect.domain.worklist import Item

EXPORTS = Path(__file__).parents[2] / "examples" / "exports"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FOLDERS = {
    "instagram": ("instagram", "2025", Account.BUSINESS),
    "facebook": ("facebook", "2024", Account.PERSONAL),
    "google-business": ("google_business", "takeout", Account.BUSINESS),
}
# Words of a text with a breach that rules alone see, and the rules that may say so. The trained reader sees more.
MEANT = {
    "#1 trauma psychologist": {"credential-misstatement", "unverifiable-superlative", "outcome-guarantee"},
    "DM me your symptoms": {"digital-session", "uninvited-solicitation"},
    "cut the Zoloft in half": {"medication-advice", "individual-advice"},
    "a young mom who lost her baby": {"client-vignette"},
    "leave me a five-star review": {"testimonial-solicitation"},
    "gone in six sessions": {"outcome-guarantee"},
    "a textbook narcissist": {"individual-advice", "remote-diagnosis"},
    "I have a client, 15": {"client-vignette"},
    "So proud of Jessamyn": {"client-identifier", "client-vignette", "relationship-disclosure"},
    "Dana gave me my life back": {"testimonial-use"},
    "Thank you, Marisol!": {"client-identifier", "relationship-disclosure"},
    "four of your six appointments": {"relationship-disclosure"},
    "I drove over the bridge": {"client-image"},  # a picture: a screenshot of a chat
    "Katherine Lindqvist": {"client-identifier"},  # a picture: an open appointment book
}


@dataclass(frozen=True, slots=True)
class Read:
    """An export as its reader gives it."""

    recognition: Recognition
    coverage: Coverage
    activities: list[Activity]


@dataclass(frozen=True, slots=True)
class Worked:
    """A work list, and the given name of each client by number."""

    items: list[Item]
    names: dict[str, str]


def _read(folder: str, *, messages: bool = False) -> Read:
    coverage = Coverage()
    with archives.opened([EXPORTS / folder]) as source:
        reader, recognition = archives.recognise(source)[0]
        given = list(activities(reader, source, coverage, messages=messages))
    return Read(recognition, coverage, given)


@pytest.fixture
def worked(tmp_path: Path, ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch) -> Worked:
    """Give the work list after the three exports, read by rules alone, with the client list in the vault."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    with Vault.create(tmp_path / "vault", "amber kettle over the orchard") as vault:
        table = roster.read_list(EXPORTS / "clients.csv")
        roster.import_(vault, roster.listed(table, roster.mapping_for(table), NOW.date()))
        clients = roster.all_clients(vault)
        desk = Desk(Home(tmp_path), load_profile(EXPORTS / "circumspect.toml"), rules_only=True, _ruleset=ruleset)
        desk.roster = Mentions(Linker(clients, load_names(SHIPPED)))
        for folder, (_, _, account) in FOLDERS.items():
            with archives.opened([EXPORTS / folder]) as source:
                reader, recognition = archives.recognise(source)[0]
                wish = audit.Wish(account=account)
                audit.Audit(desk, vault, lambda: NOW).read(source, reader, recognition, wish)
        return Worked(list(audit.entries(vault)), {client.id: client.name.given for client in clients})


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_is_recognised(folder: str) -> None:
    """The platform, its layout, and surely enough that nobody is asked."""
    one = _read(folder).recognition
    assert (one.platform, one.layout) == FOLDERS[folder][:2]
    assert one.confidence >= 0.8
    assert not one.refused


@pytest.mark.parametrize("folder", FOLDERS)
def test_everything_in_it_is_read(folder: str) -> None:
    """No row is unreadable, no file breaks off, is unknown or is missing, and no text is left damaged."""
    one = _read(folder, messages=True)
    assert [count.member for count in one.coverage.counts if count.unreadable or count.broken] == []
    assert (one.coverage.unknown, one.coverage.missing, one.coverage.left) == ([], [], [])
    words = "".join(activity.text + activity.title for activity in one.activities)
    assert not {"\u00c3", "\u00e2", "\u00f0"} & set(words)
    assert any(not character.isascii() for character in words)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_picture_named_is_there(folder: str) -> None:
    """A picture that a post names stands in the export, and no other picture does."""
    named = {name for activity in _read(folder).activities for name in activity.media}
    there = {path.relative_to(EXPORTS / folder).as_posix() for path in (EXPORTS / folder).rglob("*.png")}
    assert named == there
    assert all((EXPORTS / folder / name).stat().st_size <= 12_000 for name in there)


def test_direct_messages_wait_until_asked() -> None:
    """The conversation in it is read only when asked for, and the report can say that it was not."""
    unasked = _read("instagram")
    assert [one for one in unasked.activities if one.kind is Kind.MESSAGE] == []
    assert len(unasked.coverage.left) == 1
    assert [one for one in _read("instagram", messages=True).activities if one.kind is Kind.MESSAGE]


def test_rules_find_what_is_meant_and_nothing_else(worked: Worked) -> None:
    """Rules alone find each text with a breach that they can see, name what is meant, and leave the others alone."""
    found: dict[str, set[str]] = {}
    for item in worked.items:
        if text := item.activity.text:
            found.setdefault(next((words for words in MEANT if words in text), text), set()).add(item.found.rule)
    assert set(found) == set(MEANT)
    assert {words: rules - MEANT[words] for words, rules in found.items() if rules - MEANT[words]} == {}


def test_the_two_clients_among_the_connections_are_found(worked: Worked) -> None:
    """A friend under a short name and a follower whose handle is a given name with a year; nobody else."""
    linked = [item for item in worked.items if item.found.rule == "client-connection"]
    who = {(worked.names[item.found.facts["client"]], item.activity.who) for item in linked}
    assert {(name, one.display or one.handle) for name, one in who if one} == {
        ("Katherine", "Kate Lindqvist"),
        ("Thandeka", "thandeka1991"),
    }

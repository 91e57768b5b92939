"""The client list comes out of the vault as it went in, in order, whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.storage import keyslot
from circumspect.storage.errors import RosterError
from circumspect.storage.roster import Roster
from circumspect.storage.tables import AliasRow, ClientRow, PersonRow
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = Client(
    "c1",
    PersonName("María José", "García-López", "Q.", also=("Pepa", "Pepa"), former=("Núñez", "")),
    Standing.FORMER,
    date(2024, 2, 29),
    ("a@example.org", "b@example.org"),
    ("555-0101",),
    ("instagram:pepa", "@pepa_1990"),
    "Boise, ID",
    (
        Relative(PersonName("Bo", "García"), Tie.CHILD, handles=("bo",)),
        Relative(PersonName("Ann"), Tie.GUARDIAN, ("c@example.org",), ("555-0102",)),
        Relative(PersonName("Ann"), Tie.GUARDIAN),
    ),
)

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_several = st.lists(_words, max_size=3).map(tuple)
_names = st.builds(PersonName, _words, _words, _words, _several, _several)
_relatives = st.builds(Relative, _names, st.sampled_from(Tie), _several, _several, _several)
_clients = st.builds(
    Client, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6), _names,
    st.sampled_from(Standing), st.none() | st.dates(), _several, _several, _several, _words,
    st.lists(_relatives, max_size=3).map(tuple),
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Give one open vault for the whole file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
        with Vault.create(tmp_path_factory.mktemp("roster") / "vault", "seven quiet herons wade") as made:
            yield made


@pytest.fixture
def vault(shared: Vault) -> Vault:
    """Give an open vault without clients."""
    with shared.write() as session:
        for client in Roster(session).all():
            Roster(session).remove(client.id)
    return shared


def _put(vault: Vault, *clients: Client) -> None:
    with vault.write() as session:
        Roster(session).put_all((client, "", "") for client in clients)


def _all(vault: Vault) -> list[Client]:
    with vault.session() as session:
        return Roster(session).all()


def test_every_field_comes_back(vault: Vault) -> None:
    """Names in all their parts, doubles, empty ones, the order of a household: nothing is tidied."""
    _put(vault, FULL)
    assert _all(vault) == [FULL]
    with vault.session() as session:
        assert Roster(session).get("c1") == FULL
        assert Roster(session).get("c") is None
        assert Roster(session).count() == 1


@given(st.lists(_clients, max_size=4, unique_by=lambda client: client.id))
def test_any_client_comes_back(shared: Vault, clients: list[Client]) -> None:
    """Whatever the letters, control characters and NUL included, a round trip changes nothing, in any order."""
    with shared.write() as session:
        roster = Roster(session)
        for client in roster.all():
            roster.remove(client.id)
        roster.put_all((client, "", "") for client in clients)
        assert roster.all() == clients
        roster.put_all((replace(client, place="x"), "", "") for client in reversed(clients))
        assert roster.all() == [replace(client, place="x") for client in clients]


def test_putting_again_replaces(vault: Vault) -> None:
    """A client put again is the new one, in the old one's place; nothing of the old one stays behind."""
    _put(vault, FULL, Client("c2", PersonName("Bo")))
    _put(vault, Client("c1", PersonName("Mia")))
    assert [(c.id, c.name.given, c.household) for c in _all(vault)] == [("c1", "Mia", ()), ("c2", "Bo", ())]
    with vault.session() as session:
        assert session.scalar(select(func.count()).select_from(AliasRow)) == 0
        assert session.scalar(select(func.count()).select_from(PersonRow)) == 2


def test_removing_leaves_nothing(vault: Vault) -> None:
    """A client goes with everybody of the household and all they are known by; one who is not there is told."""
    _put(vault, FULL)
    with vault.write() as session:
        assert Roster(session).remove("c1")
        assert not Roster(session).remove("c1")
        for table in (ClientRow, PersonRow, AliasRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_many_are_put_together_or_not_at_all(vault: Vault) -> None:
    """One client that cannot be kept keeps all of its list out, and the message has no word of it."""
    _put(vault, FULL)
    bad = [Client("c1", PersonName("Quill")), Client("c3", PersonName("Quill\ud83d")), Client("", PersonName("Quill"))]
    for wrong in (bad[:2], bad[::2], [bad[0], bad[0]]):
        with pytest.raises(RosterError) as caught, vault.write() as session:
            Roster(session).put_all((client, "", "") for client in wrong)
        assert "Quill" not in str(caught.value)
        assert _all(vault) == [FULL]


def test_a_large_list(vault: Vault) -> None:
    """Thousands are put, changed and read in one go."""
    many = [replace(FULL, id=f"c{n}") for n in range(3000)]
    _put(vault, *many)
    _put(vault, *(replace(client, standing=Standing.ACTIVE) for client in many[:1500]))
    assert [c.standing for c in _all(vault)] == [Standing.ACTIVE] * 1500 + [Standing.FORMER] * 1500


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("garcia", ["c1"]), ("GARCÍA LOPEZ", ["c1"]), ("jose mar", ["c1"]), ("pepa", ["c1"]), ("nunez", ["c1"]),
        ("bo", ["c2"]), ("c2", ["c2"]), (" c1 ", ["c1"]), ("arcia", []), ("", []), ("  ", []), ("%", []), ("_", []),
        ("pepa bo", []), ("\u2019", []), ("o'br", ["c2"]),
    ],
)  # fmt: skip
def test_finding(words: str, found: list[str], vault: Vault) -> None:
    """A client is found by beginnings of words of any of their own names, or by id; not by the household's."""
    _put(vault, FULL, Client("c2", PersonName("Bo", "O\u2019Brien")))
    with vault.session() as session:
        assert [client.id for client in Roster(session).find(words)] == found


def test_where_a_client_came_from_is_kept(vault: Vault) -> None:
    """An import's key stays when a person edits the client, and changes with the next import."""
    times = iter([datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3)])

    def put(source: str, key: str) -> None:
        with vault.write() as session:
            Roster(session, lambda: next(times)).put(FULL, source, key)

    def sources() -> dict[str, tuple[str, str]]:
        with vault.session() as session:
            return Roster(session).sources()

    put("", "")
    assert sources() == {}
    put("SimplePractice", "77")
    put("", "")
    assert sources() == {"c1": ("SimplePractice", "77")}
    with vault.session() as session:
        row = session.scalars(select(ClientRow)).one()
        assert (row.added[:10], row.changed[:10]) == ("2026-01-01", "2026-01-03")

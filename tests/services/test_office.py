"""The desk's state: what is remembered only while the vault is open, what counts as use, what a second tab does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from circumspect.domain.document import Document
from circumspect.services.office import Office, TooManyTriesError
from circumspect.services.vault import VaultLockedError, WrongPassphraseError
from circumspect.storage import keyslot

if TYPE_CHECKING:
    from pathlib import Path

    from circumspect.core.ruleset import Ruleset

WORDS = "amber kettle over the orchard"


class Clock:
    """A clock that is set by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        """Give the time."""
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    """Give a clock."""
    return Clock()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ruleset: Ruleset, clock: Clock) -> Office:
    """Give a desk with a vault that is open, whose time goes by the clock."""
    assert ruleset.version
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    made = Office(tmp_path / "circumspect.toml", tmp_path / "vault", rules_only=True, clock=clock)
    made.create_vault(WORDS)
    return made


def test_nothing_is_remembered_of_a_locked_vault(office: Office) -> None:
    """What pages remember goes with the lock, and what comes after it is not taken in."""
    office.kept["list"] = ["Zorblatt"]
    assert "Zorblatt" not in repr(office.kept)
    office.lock()
    assert office.kept == {}
    with pytest.raises(VaultLockedError):
        office.kept["list"] = ["Zorblatt"]


def test_a_second_unlocking_leaves_the_first_as_it_is(office: Office) -> None:
    """Two tabs show that the vault is locked; unlocking in both ends nothing of what the first began."""
    office.kept["list"] = "of the first tab"
    before = office.vault
    office.unlock(WORDS)
    assert office.vault is before
    assert office.kept["list"] == "of the first tab"
    with pytest.raises(WrongPassphraseError):
        office.unlock("another one altogether")
    assert not office.locked


def test_writing_counts_as_use_and_looking_does_not(office: Office, clock: Clock) -> None:
    """Who types keeps the vault open; a page that only asks how it stands does not."""
    clock.seconds = 14 * 60
    office.glance(Document("Our waiting room has new chairs."))
    clock.seconds += 14 * 60
    assert office.standing().open
    clock.seconds += 2 * 60
    assert office.locked


def test_it_says_whether_texts_are_compared_with_the_client_list(office: Office, tmp_path: Path) -> None:
    """Not so where a vault is locked; where there is none, there is no list to compare with."""
    assert office.compared
    office.lock()
    assert not office.compared
    assert Office(tmp_path / "other.toml", tmp_path / "nothing", rules_only=True).compared


def test_wrong_passphrases_have_to_wait_longer_and_longer(office: Office, clock: Clock) -> None:
    """After three the fourth waits, then twice as long; the right one has to wait too."""
    office.lock()
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            office.unlock("another one altogether")
    with pytest.raises(TooManyTriesError, match="wait 2 seconds"):
        office.unlock(WORDS)
    clock.seconds += 3
    with pytest.raises(WrongPassphraseError):
        office.unlock("another one altogether")
    with pytest.raises(TooManyTriesError, match="wait 4 seconds"):
        office.unlock(WORDS)
    clock.seconds += 5
    office.unlock(WORDS)
    assert not office.locked

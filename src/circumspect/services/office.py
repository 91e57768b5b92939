"""The desk while somebody sits at it: profile, readers, and the vault while it is open. For surfaces that stay up.

Open it to change what is kept between two requests, or when the vault locks itself. `alone` is held around what reads
a text, and around what reads the vault and then writes to it. Who only reads much of the vault does without: nobody's
typing waits for a long list, and what is read in one session is of one moment.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path

from circumspect.domain.errors import PlainError
from circumspect.domain.profile import Profile
from circumspect.rulebook.profile import FILE_NAME
from circumspect.services import container
from circumspect.services import screen as screens
from circumspect.services.exports import Arrivals
from circumspect.services.jobs import Jobs
from circumspect.services.live import Live
from circumspect.services.meeting import Meeting
from circumspect.services.vault import Vault, vault_exists, vault_folder
from circumspect.storage.errors import NoVaultError, VaultLockedError, WrongPassphraseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from circumspect.domain.document import Document
    from circumspect.domain.finding import Finding
    from circumspect.domain.verdict import Review
    from circumspect.services.container import Desk

IDLE_MINUTES = 15
# After so many wrong passphrases in a row each further try has to wait, twice as long every time, an hour at most.
_LOOK = 20.0  # seconds between two looks whether the vault was idle too long
_FREE_TRIES, _FIRST_WAIT, _LONGEST_WAIT = 3, 2.0, 3600.0


class TooManyTriesError(PlainError, ValueError):
    """The passphrase was wrong too often; the message says how long to wait."""

    def __init__(self, seconds: float) -> None:
        """Say how long."""
        self.seconds = seconds
        super().__init__(f"wrong too often; wait {max(1, round(seconds))} seconds, then try again")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the desk stands: is there a profile file, a vault, is it open, is the trained reader in use."""

    profile: bool
    vault: bool
    open: bool
    rules_only: bool


class Memory(dict[str, object]):
    """What pages remember while the vault is open. Where it is locked nothing is taken in: VaultLockedError."""

    def __init__(self, office: Office) -> None:
        """Remember for a desk."""
        super().__init__()
        self._office = office

    def __repr__(self) -> str:
        """Show how much is remembered."""
        return f"Memory({len(self)})"

    def __setitem__(self, name: str, value: object) -> None:
        """Remember something, in place of what was remembered by that name. Raises VaultLockedError."""
        with self._office.alone():
            if self._office.locked:
                raise VaultLockedError
            super().__setitem__(name, value)


class Office:
    """What the pages of the desk work with. Make one for a run."""

    def __init__(
        self,
        profile: Path | None = None,
        vault: Path | None = None,
        *,
        rules_only: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Sit down with a profile's file and a vault's folder; without, those that are found. Raises ProfileError.

        Where there is no profile yet, `profile_place` says where one would be written: beside nothing else of yours.
        """
        self.vault_place, self.rules_only = vault_folder(vault), rules_only
        self.profile_place = (
            profile or container.profile_near(Path.cwd()) or user_config_path("circumspect") / FILE_NAME
        )
        self.now, self._clock = now, clock
        self._alone = threading.RLock()
        self._vault: Vault | None = None
        self._live: Live | None = None
        self._numbers, self._asked = count(1), 0
        self._wrong, self._wait_until = 0, 0.0
        self.blurred, self.idle_minutes = False, IDLE_MINUTES
        self.jobs = Jobs(self.used)
        self.arrivals = Arrivals(self.vault_place)
        self.kept = Memory(self)
        self.desk: Desk = self._opened()

    def __repr__(self) -> str:
        """Show whether the vault is open."""
        return f"Office(vault {'open' if self._vault else 'locked'})"

    def _opened(self) -> Desk:
        place = self.profile_place
        if place.is_file():
            return container.open_desk(place, rules_only=self.rules_only)
        return container.Desk(container.Home(place.parent), Profile(), self.rules_only)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Do something that nothing else may be done beside."""
        with self._alone:
            yield

    def standing(self) -> Standing:
        """Say how the desk stands; a vault that was idle too long is locked by asking."""
        return Standing(
            self.desk.home.profile is not None, vault_exists(self.vault_place), not self.locked, self.rules_only
        )

    def reload(self) -> None:
        """Read profile and rules anew: the profile was changed, or the roster. Raises ProfileError, RulebookError."""
        with self.alone():
            roster = self.desk.roster
            self.desk = self._opened().meeting(roster)
            self._live = None

    # --- the vault

    @property
    def locked(self) -> bool:
        """Whether the vault is locked; one that was idle too long is locked here."""
        with self.alone():
            if self._vault is not None and self._vault.lock_if_idle():
                self.lock()
            return self._vault is None

    @property
    def vault(self) -> Vault:
        """The open vault. Raises NoVaultError, VaultLockedError."""
        if self.locked or self._vault is None:
            raise VaultLockedError if vault_exists(self.vault_place) else NoVaultError
        return self._vault

    @property
    def compared(self) -> bool:
        """Whether texts are compared with all the names there are: not so where a vault is locked."""
        with self.alone():
            return not self.locked or not vault_exists(self.vault_place)

    def used(self) -> None:
        """Count as used: somebody is at work, though not in the vault."""
        with self.alone():
            if self._vault is not None:
                self._vault.used()

    def watch(self) -> None:
        """Look now and then, as long as the program runs, whether the vault has been idle too long."""

        def look() -> None:
            while True:
                time.sleep(_LOOK)
                _ = self.locked

        threading.Thread(target=look, daemon=True, name="idle").start()

    def unlock(self, passphrase: str) -> None:
        """Open the vault; one that is open already stays so. Raises TooManyTriesError, and VaultError for all else."""
        with self.alone():
            if (wait := self._wait_until - self._clock()) > 0:
                raise TooManyTriesError(wait)
            try:
                opened = Vault.unlock(self.vault_place, passphrase, idle=self.idle_minutes * 60, clock=self._clock)
            except WrongPassphraseError:
                self._wrong += 1
                if self._wrong >= _FREE_TRIES:
                    wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (self._wrong - _FREE_TRIES))
                    self._wait_until = self._clock() + wait
                raise
            self._wrong = 0
            if not self.locked:  # in another tab: what is under way there goes on
                opened.lock()
                self.used()
                return
            self.lock()
            self._vault = opened
            self.roster_changed()

    def create_vault(self, passphrase: str) -> None:
        """Make the vault and leave it open. Raises VaultError: there is one, or the passphrase is too weak."""
        with self.alone():
            self._vault = Vault.create(self.vault_place, passphrase, idle=self.idle_minutes * 60, clock=self._clock)

    def lock(self) -> None:
        """Lock the vault and forget what was read with it."""
        self.jobs.close()
        self.arrivals.sweep()
        with self.alone():
            if self._vault is not None:
                self._vault.lock()
            self._vault = None
            self.kept.clear()
            self._meet(None)

    def lock_after(self, minutes: int) -> None:
        """Lock the vault when it was not used for so long, this one and whichever is opened later in this run."""
        with self.alone():
            self.idle_minutes = minutes
            if self._vault is not None:
                self._vault.lock_after(minutes * 60)

    def roster_changed(self) -> None:
        """Compare texts with the roster as it is now."""
        with self.alone():
            clients = screens.clients_in(self.vault)
            self._meet(Meeting(clients) if clients else None)

    def _meet(self, roster: Meeting | None) -> None:
        self.desk = self.desk.meeting(roster)
        if self._live is not None:
            self._live.forget()
        self._live = None

    # --- reading

    def review(self, document: Document) -> Review:
        """Read a text as `check` does. Raises ClassifierError, RulebookError."""
        with self.alone():
            today = self.today
            return self.desk.reviewer.review(document, today, self.desk.ledger.in_force(today))

    def glance(self, document: Document) -> tuple[Finding, ...]:
        """Read a text while it is written: by pieces, without suggestions. Raises ClassifierError, RulebookError.

        It overtakes every `finish` that is under way: whoever goes on writing does not wait for what is stale.
        """
        self._asked = next(self._numbers)
        with self.alone():
            self.used()
            return self._while_writing.glance.findings(document, self.today)

    def finish(self, document: Document) -> Review:
        """Read a text as `review` does, once its writer rests. Raises what `review` does, and OvertakenError."""
        self._asked = mine = next(self._numbers)
        with self.alone():
            live, today = self._while_writing, self.today
            live.overtaken = lambda: self._asked != mine
            return live.whole.review(document, today, self.desk.ledger.in_force(today))

    @property
    def _while_writing(self) -> Live:
        if self._live is None:
            self._live = Live(self.desk.reviewer)
        return self._live

    @property
    def today(self) -> date:
        """The day it is here."""
        return self.now().astimezone().date()

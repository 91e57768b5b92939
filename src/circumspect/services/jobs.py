"""Work that takes longer than a page may: done in a thread, watched from any page, stopped by a press.

Open it to change how many are done at once, or what is kept of one that ended.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from circumspect.domain.errors import PlainError

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT = 8


class State(StrEnum):
    """How work stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class BusyError(PlainError, ValueError):
    """Other work is under way; the message says what to do."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("something else is being read just now. Wait until it is done, or stop it, then try again")


class StoppedError(Exception):
    """The work was asked to stop. Raised by `Job.step`, and caught where the thread ends."""


@dataclass(slots=True, repr=False)
class Job:
    """Work under way, or ended.

    `kind`: which work, in a word of the page that began it. `stage`, `number`, `share` (0 to 1): how far it is, in
    words that the page translates. `words`: why it failed, for the person. `result`: what it gave. `told`: what the
    page that began it wants to show beside it. `used`: is called with each step, so that the vault stays open.
    """

    id: str
    kind: str
    told: Any = None
    stage: str = ""
    number: int = 0
    share: float = 0.0
    state: State = State.RUNNING
    words: str = ""
    result: Any = None
    used: Callable[[], None] = lambda: None
    _asked: threading.Event = field(default_factory=threading.Event)
    _private: bool = False

    def __repr__(self) -> str:
        """Show what it is and how it stands, nothing of what it reads."""
        return f"Job({self.kind!r}, {self.state.value!r})"

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop and has not yet."""
        return self._asked.is_set() and self.state is State.RUNNING

    def step(self, stage: str, number: int = 0, share: float = 0.0) -> None:
        """Say how far the work is; call it often. Raises StoppedError where it was asked to stop: let that through."""
        self.stage, self.number, self.share = stage, number, share
        self.used()
        if self._asked.is_set():
            raise StoppedError

    def ask_to_stop(self, *, forget: bool = False) -> None:
        """Have the next `step` stop it; with `forget`, nothing is kept of what it may still give."""
        self._private = self._private or forget
        self._asked.set()

    def end(self, state: State, words: str = "", result: Any = None) -> None:  # noqa: ANN401 - whatever it gave
        """Note how it ended."""
        self.words, self.result = words, None if self._private else result
        self.told = None if self._private else self.told
        self.state = state


class Jobs:
    """The work of one desk: one at a time. What ended is kept until the vault is locked, or newer work displaces it."""

    def __init__(self, used: Callable[[], None] = lambda: None) -> None:
        """Begin with none; `used` is called with each step of any."""
        self._used = used
        self._guard = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._threads: dict[str, threading.Thread] = {}

    def __repr__(self) -> str:
        """Show how many there are."""
        return f"Jobs({len(self._jobs)})"

    def start(self, kind: str, work: Callable[[Job], Any], told: Any = None) -> str:  # noqa: ANN401 - the page's own
        """Begin work in a thread of its own and give its id. Raises BusyError where other work is under way.

        `work` is given its job, calls `step` often, and gives the result. It does not hold the desk's `alone`; where it
        needs to, it does so for as short as it can, since no page is answered meanwhile.
        """
        with self._guard:
            if any(one.state is State.RUNNING for one in self._jobs.values()):
                raise BusyError
            job = Job(secrets.token_urlsafe(12), kind, told, used=self._used)
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-_KEPT]:
                self._forget(old)
            self._threads[job.id] = threading.Thread(target=_run, args=(job, work), daemon=True, name=kind)
            self._threads[job.id].start()
        return job.id

    def get(self, number: str) -> Job | None:
        """Give work by its id; None where there is none, or none any more."""
        return self._jobs.get(number)

    def latest(self, kind: str) -> Job | None:
        """Give the newest work of a kind: the one under way, else the one that ended last."""
        with self._guard:
            return next((one for one in reversed(self._jobs.values()) if one.kind == kind), None)

    def running(self) -> Job | None:
        """Give the work under way."""
        with self._guard:
            return next((one for one in self._jobs.values() if one.state is State.RUNNING), None)

    def cancel(self, number: str) -> None:
        """Ask work to stop; what it has kept stays kept."""
        if (job := self._jobs.get(number)) is not None:
            job.ask_to_stop()

    def wait(self, number: str, seconds: float) -> Job | None:
        """Wait until work has ended, at most so long, and give it."""
        if (thread := self._threads.get(number)) is not None:
            thread.join(seconds)
        return self._jobs.get(number)

    def dismiss(self, number: str) -> None:
        """Forget work that has ended."""
        with self._guard:
            if (job := self._jobs.get(number)) is not None and job.state is not State.RUNNING:
                self._forget(number)

    def close(self) -> None:
        """Stop what is under way and forget what came of the rest: the vault was locked."""
        with self._guard:
            for job in list(self._jobs.values()):
                job.ask_to_stop(forget=True)
                if job.state is not State.RUNNING:
                    self._forget(job.id)

    def _forget(self, number: str) -> None:
        self._jobs.pop(number, None)
        self._threads.pop(number, None)


def _run(job: Job, work: Callable[[Job], Any]) -> None:
    """Do the work; whatever goes wrong ends here, without a word of anybody's: a privacy boundary."""
    try:
        job.end(State.DONE, result=work(job))
    except StoppedError:
        job.end(State.CANCELLED)
    except PlainError as error:
        job.end(State.FAILED, str(error))
    except BaseException as error:  # noqa: BLE001 - nobody else would say that it ended
        job.end(State.FAILED, f"something went wrong inside circumspect ({type(error).__name__})")

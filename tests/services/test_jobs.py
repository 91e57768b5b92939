"""Work in a thread of its own: watched, stopped, told of when it ended, forgotten when the vault is locked."""

from __future__ import annotations

import threading

import pytest

from circumspect.readers._kit import ReadError
from circumspect.services.jobs import BusyError, Job, Jobs, State

WORDS = "Marisol Zorblatt said so"


def test_work_is_watched_until_it_gives_its_result() -> None:
    """How far it is can be seen while it runs; then the result is there."""
    jobs, there, on = Jobs(), threading.Event(), threading.Event()

    def work(job: Job) -> int:
        job.step("reading", 3, 0.5)
        there.set()
        on.wait(10)
        return 42

    number = jobs.start("audit", work, told="x")
    there.wait(10)
    job = jobs.get(number)
    assert job is jobs.running() is jobs.latest("audit")
    assert job is not None
    assert (job.state, job.stage, job.number, job.share, job.told) == (State.RUNNING, "reading", 3, 0.5, "x")
    on.set()
    ended = jobs.wait(number, 10)
    assert ended is not None
    assert (ended.state, ended.result) == (State.DONE, 42)
    assert jobs.running() is None


def test_only_one_is_done_at_a_time() -> None:
    """A second is refused, in words for the person, until the first has ended."""
    jobs, on = Jobs(), threading.Event()
    first = jobs.start("audit", lambda _: on.wait(10))
    with pytest.raises(BusyError, match="Wait until it is done"):
        jobs.start("screen", lambda _: None)
    on.set()
    jobs.wait(first, 10)
    jobs.wait(jobs.start("screen", lambda _: None), 10)


def test_work_that_is_cancelled_stops_at_its_next_step() -> None:
    """It says that it is stopping until it has."""
    jobs, on = Jobs(), threading.Event()

    def work(job: Job) -> None:
        on.wait(10)
        job.step("reading")
        raise AssertionError

    number = jobs.start("audit", work)
    jobs.cancel(number)
    job = jobs.get(number)
    assert job is not None
    assert job.stopping
    on.set()
    jobs.wait(number, 10)
    assert job.state is State.CANCELLED
    assert not job.stopping


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ReadError("That file is damaged."), "That file is damaged."),
        (KeyError(WORDS), "KeyError"),
        (SystemExit(WORDS), ""),
    ],
)
def test_what_goes_wrong_is_said_without_anybodys_words(error: BaseException, said: str) -> None:
    """An error that was written for the person is told whole; of any other only its kind."""
    jobs = Jobs()

    def work(_: Job) -> None:
        raise error

    job = jobs.wait(jobs.start("audit", work), 10)
    assert job is not None
    assert job.state is State.FAILED
    assert said in job.words
    assert "Zorblatt" not in job.words + repr(job) + repr(jobs)


def test_closing_forgets_what_came_of_it() -> None:
    """What had ended is gone; what was under way stops, or ends by itself, and keeps nothing."""
    jobs, on = Jobs(), threading.Event()
    ended = jobs.start("audit", lambda _: WORDS)
    jobs.wait(ended, 10)
    running = jobs.start("audit", lambda _: on.wait(10) and WORDS, told=WORDS)
    jobs.close()
    on.set()
    job = jobs.wait(running, 10)
    assert jobs.get(ended) is None
    assert job is not None
    assert (job.result, job.told) == (None, None)


def test_only_a_few_that_ended_are_kept() -> None:
    """The oldest make room; one can be dismissed."""
    jobs = Jobs()
    numbers = []
    for n in range(12):
        numbers.append(jobs.start("audit", lambda _: None, told=n))
        jobs.wait(numbers[-1], 10)
    assert jobs.get(numbers[0]) is None
    assert jobs.get(numbers[-1]) is not None
    jobs.dismiss(numbers[-1])
    assert jobs.get(numbers[-1]) is None
    jobs.cancel("no such number")

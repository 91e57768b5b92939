"""`circumspect accept` and `baseline`: what a named person lets stand, and for how long."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from circumspect.surfaces.cli import _kit

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Answer, Cli

LEDGER = "circumspect-accepted.jsonl"
HELD = "My client told me today that her husband left, and she cried for an hour."
OTHER = "Please leave us a five-star review on Google!"


def _prints(cli: Cli, name: str = "post.txt") -> dict[str, str]:
    """Give rule → fingerprint of the findings in a file."""
    rows = cli("check", name, "--format", "jsonl").rows
    return {f["rule"]: f["fingerprint"] for row in rows for f in row["findings"]}


def _accept(cli: Cli, fingerprint: str, *more: str, until: str = "2026-12-31") -> Answer:
    return cli("accept", fingerprint, "--by", "Ana Ruiz", "--because", "agreed in supervision", "--until", until, *more)


@pytest.fixture
def held(cli: Cli) -> str:
    """Give the fingerprint of the one block finding of post.txt."""
    cli.write("post.txt", HELD)
    found = _prints(cli)
    assert set(found) == {"client-vignette"}
    return found["client-vignette"]


def test_an_accepted_finding_no_longer_counts(cli: Cli, held: str) -> None:
    """After `accept` the text passes, and the answer still shows who let it stand, why and until when."""
    assert cli("check", "post.txt").code == 1
    done = _accept(cli, held)
    assert done.code == 0
    assert "client-vignette" in done.out
    answer = cli("check", "post.txt")
    assert answer.code == 0
    assert "Ana Ruiz" in answer.out
    assert "agreed in supervision" in answer.out
    assert "2026-12-31" in answer.out
    (row,) = cli("check", "post.txt", "--format", "jsonl").rows
    assert row["verdict"] == "clear"
    assert row["findings"][0]["suppressed"] == {
        "by": "Ana Ruiz", "because": "agreed in supervision", "until": "2026-12-31", "second": None,
    }  # fmt: skip
    run = json.loads(cli("check", "post.txt", "--format", "sarif").out)["runs"][0]
    assert run["results"][0]["suppressions"][0]["justification"] == "agreed in supervision"


def test_the_ledger_holds_no_words_of_a_text(cli: Cli, held: str) -> None:
    """The ledger names findings by fingerprint."""
    _accept(cli, held)
    kept = (cli.folder / LEDGER).read_text(encoding="utf-8")
    assert "husband" not in kept
    assert set(json.loads(kept)) == {"fingerprint", "rule", "by", "because", "until", "second", "on"}


def test_an_acceptance_ends(cli: Cli, held: str) -> None:
    """It counts on its last day; the day after, the finding counts again and the run says so."""
    _accept(cli, held, until="2026-11-23")
    cli.patch.setattr(_kit, "now", lambda: datetime(2026, 11, 23, 23, tzinfo=UTC))
    assert cli("check", "post.txt").code == 0
    cli.patch.setattr(_kit, "now", lambda: datetime(2026, 11, 24, 1, tzinfo=UTC))
    after = cli("check", "post.txt")
    assert after.code == 1
    assert held in after.err
    assert "ended on 2026-11-23" in after.err


def test_an_ended_acceptance_is_not_revived_by_reading_as_of_an_earlier_day(cli: Cli, held: str) -> None:
    """--date chooses the codes in force; it does not bring back what has run out by today."""
    entry = {
        "fingerprint": held,
        "rule": "client-vignette",
        "by": "A B",
        "because": "x y",
        "until": "2020-01-01",
        "second": None,
        "on": "2019",
    }
    cli.write(LEDGER, json.dumps(entry) + "\n")
    assert cli("check", "post.txt").code == 1
    assert cli("check", "post.txt", "--date", "2019-12-31").code == 1


def test_unused_and_unknown_acceptances_are_reported(cli: Cli, held: str) -> None:
    """An acceptance that matched nothing, or whose rule there is not, is named on standard error."""
    _accept(cli, held)
    _accept(cli, "0123456789abcdef", "--rule", "client-image")
    row = {
        "fingerprint": "ffffffffffffffff",
        "rule": "no-such-rule",
        "by": "A B",
        "because": "x y",
        "until": "2027-01-01",
        "on": "now",
    }
    with (cli.folder / LEDGER).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    answer = cli("check", "post.txt")
    assert answer.code == 0
    said = answer.err.splitlines()
    assert len(said) == 2
    assert any("0123456789abcdef" in line and "matched nothing" in line for line in said)
    assert any("no-such-rule" in line and "ffffffffffffffff" in line for line in said)


def test_a_fingerprint_there_is_not_is_refused(cli: Cli, held: str) -> None:
    """A mistyped fingerprint is not written down."""
    answer = _accept(cli, held[:-1] + "x")
    assert answer.code == 2
    assert "--rule" in answer.err
    assert not (cli.folder / LEDGER).exists()


def test_an_unknown_rule_is_refused_with_the_nearest_name(cli: Cli) -> None:
    """A mistyped rule is answered with the one that was meant."""
    answer = _accept(cli, "0123456789abcdef", "--rule", "client-vignete")
    assert answer.code == 2
    assert "client-vignette" in answer.err


@pytest.mark.parametrize(
    ("by", "because", "until", "says"),
    [
        ("", "a reason", "2026-12-31", "--by"),
        ("Ana", " ", "2026-12-31", "--because"),
        ("Ana", "a reason", "2026-11-21", "--until"),
        ("Ana", "a reason", "some day", "--until"),
    ],
)
def test_name_reason_and_day_are_needed(by: str, because: str, until: str, says: str, cli: Cli, held: str) -> None:
    """Without a name, a reason and a day to come, nothing stands."""
    answer = cli("accept", held, "--by", by, "--because", because, "--until", until)
    assert answer.code == 2
    assert says in answer.err
    assert not (cli.folder / LEDGER).exists()


def test_a_block_finding_needs_a_second_name_under_a_supervisor(cli: Cli, held: str) -> None:
    """Where the profile names a supervisor, a second person has to agree; the same person twice is not two."""
    cli.write("circumspect.toml", '[clinician]\nsupervisor = "Ruth Abelman"\n')
    alone = _accept(cli, held)
    assert alone.code == 2
    assert "Ruth Abelman" in alone.err
    assert _accept(cli, held, "--second", " ana ruiz ").code == 2
    assert not (cli.folder / LEDGER).exists()
    assert _accept(cli, held, "--second", "Ruth Abelman").code == 0
    assert cli("check", "post.txt").code == 0


def test_an_empty_second_name_is_none(cli: Cli, held: str) -> None:
    """White space is nobody."""
    cli.write("circumspect.toml", '[clinician]\nsupervisor = "Ruth Abelman"\n')
    assert _accept(cli, held, "--second", "   ").code == 2


def test_an_advise_finding_needs_no_second_name(cli: Cli) -> None:
    """A supervisor is asked about block findings alone."""
    cli.write("circumspect.toml", '[clinician]\nsupervisor = "Ruth Abelman"\n')
    cli.write("post.txt", "When I was nine, somebody I loved died by suicide.")
    assert _accept(cli, _prints(cli)["missing-crisis-resource"]).code == 0


@pytest.mark.parametrize(
    "reason",
    ["line\u2028separator", "next\u0085line", "two\nlines", '"quotes" and \\', "emoji 👩🏽‍⚕️", "half \ud83d a pair"],
)
def test_any_reason_can_be_read_back(reason: str, cli: Cli, held: str) -> None:
    """Whatever is typed as a reason, the ledger stays one line an entry and the next run reads it."""
    done = cli("accept", held, "--by", "Ana Ruiz", "--because", reason, "--until", "2026-12-31")
    assert done.code == 0, done.err
    assert cli("check", "post.txt").code == 0


@pytest.mark.parametrize(
    "line",
    [
        "{broken",
        '{"fingerprint": "a"}',
        "[]",
        "7",
        '{"fingerprint": "a", "rule": "b", "by": "c", "because": "d", "until": "soon", "on": ""}',
    ],
)
def test_a_broken_ledger_is_named_with_its_line(line: str, cli: Cli, held: str) -> None:
    """A ledger that cannot be read stops the run: which file, which line, and what to do."""
    _accept(cli, held)
    with (cli.folder / LEDGER).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    answer = cli("check", "post.txt")
    assert answer.code == 2
    assert LEDGER in answer.err
    assert "line 2" in answer.err


def test_a_ledger_that_is_not_utf8_is_named(cli: Cli, held: str) -> None:
    """A ledger saved in another encoding, or cut inside a sign, is a clear complaint and no internal error."""
    assert held
    cli.write(LEDGER, b'{"fingerprint": "\xff')
    answer = cli("check", "post.txt")
    assert answer.code == 2
    assert LEDGER in answer.err


# --- two at once, and none at all --------------------------------------------------------------------------------

_LOOP = """
import sys
from datetime import date, datetime, timezone
from pathlib import Path
from circumspect.domain.finding import Acceptance
from circumspect.domain.profile import Profile
from circumspect.domain.rule import Severity
from circumspect.services.acceptances import Ledger, accept
ledger = Ledger(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    entry = Acceptance(f"{sys.argv[2]}{number:08}", "Ana Ruiz é👩🏽", "because " * 40 + "é" * 200, date(2099, 1, 1))
    ledger.add(accept(entry, ("client-vignette", Severity.BLOCK), Profile(), datetime.now(timezone.utc)))
"""


def _loop(path: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", _LOOP, str(path), name, str(count)]
    return subprocess.Popen(words, stdout=subprocess.PIPE)  # noqa: S603 - our own program


def test_two_people_can_accept_at_once(cli: Cli) -> None:
    """Two processes that write at the same time lose nothing and mix nothing."""
    from circumspect.services.acceptances import Ledger  # noqa: PLC0415 - beside its only use

    path = cli.folder / LEDGER
    started = [_loop(path, name, 40) for name in "ab"]
    for one in started:
        one.communicate(timeout=60)
        assert one.returncode == 0
    found = [entry.acceptance.fingerprint for entry in Ledger(path).entries()]
    assert sorted(found) == sorted(f"{name}{number:08}" for name in "ab" for number in range(40))


def test_a_killed_process_leaves_a_ledger_that_can_be_read(cli: Cli, held: str) -> None:
    """Killed in the middle of writing, again and again: what was kept stays, and the next entry is kept too."""
    path = cli.folder / LEDGER
    for turn in range(4):
        one = _loop(path, f"{turn}", 100_000)
        assert one.stdout is not None
        one.stdout.readline()
        time.sleep(0.15)
        os.kill(one.pid, signal.SIGKILL)
        one.wait(timeout=30)
        one.stdout.close()
        assert path.read_bytes().count(b"\n") > turn
    lines = path.read_bytes().split(b"\n")
    broken = [number for number, line in enumerate(lines, 1) if line and not _is_json(line)]
    assert len(broken) <= 4
    assert _accept(cli, held).code == 0
    answer = cli("check", "post.txt")
    if broken:
        assert answer.code == 2
        assert f"line {broken[0]}" in answer.err
    else:
        assert answer.code == 0


def test_an_entry_after_a_cut_line_is_kept_whole(cli: Cli, held: str) -> None:
    """A line cut short by a crash costs itself, not the entry after it."""
    cli.write(LEDGER, b'{"fingerprint": "0123", "rule": "client-vi')
    _accept(cli, held)
    lines = (cli.folder / LEDGER).read_bytes().splitlines()
    assert len(lines) == 2
    assert json.loads(lines[1])["fingerprint"] == held


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


# --- baseline ----------------------------------------------------------------------------------------------------


def test_a_baseline_sets_old_findings_aside(cli: Cli, held: str) -> None:
    """After `baseline write` only new findings count; `show` counts by rule; `prune` forgets what is gone."""
    assert held
    written = cli("baseline", "write", "post.txt")
    assert written.code == 0
    assert "1 finding" in written.out
    assert cli("check", "post.txt").code == 0
    shown = cli("baseline", "show")
    assert "client-vignette" in shown.out
    cli.write("post.txt", f"{HELD}\n\n{OTHER}")
    answer = cli("check", "post.txt")
    assert answer.code == 1
    cli.write("post.txt", OTHER)
    assert "1 finding" in cli("baseline", "prune", "post.txt").out
    assert cli("baseline", "show").out.startswith("Nothing")


def test_a_baseline_holds_no_words(cli: Cli, held: str) -> None:
    """A baseline is fingerprints and rules: no file names, no text."""
    cli("baseline", "write", ".")
    kept = (cli.folder / "circumspect-baseline.json").read_text(encoding="utf-8")
    assert held in kept
    assert "husband" not in kept
    assert "post.txt" not in kept


@pytest.mark.parametrize(
    "words", [b"", b"{", b"[]", b'{"version": 9}', b'{"version": 1}', b'{"version": 1, "findings": []}', b"\xff"]
)
def test_a_damaged_baseline_stops_the_run(words: bytes, cli: Cli) -> None:
    """A baseline that cannot be read is named; nothing is set aside on a guess."""
    cli.write("post.txt", HELD)
    cli.write("circumspect-baseline.json", words)
    answer = cli("check", "post.txt")
    assert answer.code == 2
    assert "circumspect-baseline.json" in answer.err


def test_pruning_without_a_baseline_says_what_to_do(cli: Cli) -> None:
    """There is nothing to prune before there is a baseline."""
    cli.write("post.txt", HELD)
    answer = cli("baseline", "prune", "post.txt")
    assert answer.code == 2
    assert "baseline write" in answer.err


def test_a_baseline_of_a_missing_file_is_not_written(cli: Cli) -> None:
    """A file that cannot be read leaves the old baseline as it was."""
    cli.write("post.txt", HELD)
    cli("baseline", "write", "post.txt")
    before = (cli.folder / "circumspect-baseline.json").read_bytes()
    assert cli("baseline", "write", "post.txt", "gone.txt").code == 2
    assert (cli.folder / "circumspect-baseline.json").read_bytes() == before

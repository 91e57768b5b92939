"""The decision log: only ever appended, and every tampering is found and named."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from circumspect.domain.decision import Decision, Kind
from circumspect.storage.decision_log import (
    BEGINNING,
    DecisionLog,
    DecisionLogError,
    Ending,
    Entry,
    canonical,
    examine,
    link,
    read_export,
)
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tools" / "verify_log.py"
PASSPHRASE = "twelve letters and more"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
Line = dict[str, Any]


def _decision(number: int = 1, because: str = "the duty") -> Decision:
    return Decision(
        Kind.SCREENING, "Ana Ruiz", "not accepted", because, NOON + timedelta(hours=number), subject=f"c-{number}",
        facts={"outcome": "client"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a vault whose log has five entries; nobody writes to it."""
    folder = tmp_path_factory.mktemp("vaults") / "vault"
    with Vault.create(folder, PASSPHRASE) as vault:
        log = DecisionLog(vault, lambda: NOON)
        for number in range(1, 6):
            log.append(_decision(number))
    return folder


@pytest.fixture
def vault(made: Path, tmp_path: Path) -> Iterator[Vault]:
    """Give a copy of the vault with five entries, open."""
    with Vault.unlock(made, PASSPHRASE) as first:
        first.backup(tmp_path / "copy")
    Vault.restore(tmp_path / "copy", tmp_path / "vault")
    with Vault.unlock(tmp_path / "vault", PASSPHRASE) as opened:
        yield opened


@pytest.fixture(scope="module")
def exported(made: Path) -> list[str]:
    """Give the export of the log with five entries."""
    with Vault.unlock(made, PASSPHRASE) as vault:
        return DecisionLog(vault).export(NOON)


def _named(log: DecisionLog) -> list[tuple[int, str]]:
    return [(problem.number, problem.what.split(":")[0]) for problem in log.verify()]


def _run(vault: Vault, *statements: str, **values: object) -> None:
    with vault.write() as session:
        for statement in statements:
            session.execute(text(statement), values)


def test_what_is_appended_comes_back_sealed_and_in_order(vault: Vault) -> None:
    """Entries come back as they were given, numbered from 1, each with the hash of the one before."""
    log = DecisionLog(vault)
    kept = log.all()
    assert [sealed.number for sealed in kept] == [1, 2, 3, 4, 5]
    assert kept[0].previous == BEGINNING
    assert [sealed.previous for sealed in kept[1:]] == [sealed.hash for sealed in kept[:-1]]
    assert kept[2].decision == _decision(3)
    sealed = log.append(_decision(6))
    assert (sealed.number, sealed.previous) == (6, kept[-1].hash)
    assert log.all()[-1] == sealed
    assert log.verify() == []


def test_an_empty_log_is_in_order_and_gives_nothing_out(tmp_path: Path) -> None:
    """Before the first entry there is nothing wrong, no key, and nothing to export."""
    with Vault.create(tmp_path / "vault", PASSPHRASE) as vault:
        log = DecisionLog(vault)
        assert log.all() == []
        assert log.verify() == []
        assert log.public_key() is None
        with pytest.raises(DecisionLogError, match="empty"):
            log.export(NOON)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE decision SET body = replace(body, 'not accepted', 'accepted') WHERE number = 3"],
         [(3, "was changed after it was sealed")]),
        (["UPDATE decision SET body = '' WHERE number = 3"], [(3, "was changed after it was sealed")]),
        (["UPDATE decision SET hash = 'no hash' WHERE number = 5"], [(5, "was changed after it was sealed")]),
        (["DELETE FROM decision WHERE number = 1"], [(1, "is missing, 1 in all")]),
        (["DELETE FROM decision WHERE number = 3"], [(3, "is missing, 1 in all")]),
        (["DELETE FROM decision WHERE number > 3"], [(4, "is missing, 2 in all")]),
        (["DELETE FROM decision"], [(1, "is missing, 5 in all")]),
        (["UPDATE decision SET number = 99 WHERE number = 2", "UPDATE decision SET number = 2 WHERE number = 3",
          "UPDATE decision SET number = 3 WHERE number = 99"],
         [(2, "bears the number 3, which is not the one it was sealed with"),
          (2, "is out of order"),
          (3, "bears the number 2, which is not the one it was sealed with")]),
        (["DELETE FROM setting WHERE name = 'decision_log'"], [(0, "has lost the count of its entries")]),
        (["DELETE FROM signing_key"], [(0, "has lost its signing key")]),
    ],
)  # fmt: skip
def test_tampering_in_the_vault_is_named(vault: Vault, statements: list[str], expected: list[tuple[int, str]]) -> None:
    """A changed, dropped, moved or cut-off entry is named by its number, and what was done to it."""
    _run(vault, *statements)
    assert [problem for problem in _named(DecisionLog(vault)) if problem in expected] == expected


def test_an_entry_signed_with_another_key_is_named(vault: Vault) -> None:
    """A new body with a right hash, signed with a key that is not the log's, is found."""
    entry = DecisionLog(vault).all()[2]
    body = canonical({"number": 3, "kind": "note", "what": "nothing happened"})
    sealed = link(entry.previous, body)
    signature = Ed25519PrivateKey.generate().sign(bytes.fromhex(sealed)).hex()
    _run(
        vault, "UPDATE decision SET body = :b, hash = :h, signature = :s WHERE number = 3",
        b=body, h=sealed, s=signature,
    )  # fmt: skip
    assert (3, "is not signed with this log's key") in _named(DecisionLog(vault))


def test_a_forged_entry_at_the_end_is_named_and_nothing_is_added_after_it(vault: Vault) -> None:
    """What was put at the end past the log is found, and the log takes nothing more until someone looked."""
    last = DecisionLog(vault).all()[-1]
    body = canonical({"number": 6, "what": "accepted"})
    _run(
        vault, "INSERT INTO decision VALUES (6, :b, :p, :h, :s)",
        b=body, p=last.hash, h=link(last.hash, body), s="00" * 64,
    )  # fmt: skip
    log = DecisionLog(vault)
    assert (6, "was added without being counted") in _named(log)
    assert (6, "is not signed with this log's key") in _named(log)
    with pytest.raises(DecisionLogError, match="log verify"):
        log.append(_decision(7))


def test_after_a_cut_the_gap_stays_to_be_seen(vault: Vault) -> None:
    """Cutting the end off and appending does not hide the cut: numbers go on from the count."""
    _run(vault, "DELETE FROM decision WHERE number = 5")
    log = DecisionLog(vault)
    assert log.append(_decision(6)).number == 6
    assert _named(log) == [(5, "is missing, 1 in all")]


def test_a_log_that_lost_its_key_takes_no_entry_under_a_new_one(vault: Vault) -> None:
    """A second key is never made beside entries that were signed with a first."""
    _run(vault, "DELETE FROM signing_key")
    with pytest.raises(DecisionLogError):
        DecisionLog(vault).append(_decision(6))


def test_an_unreadable_entry_is_named_by_number_alone(vault: Vault) -> None:
    """An entry that cannot be read raises an error without a word of it."""
    _run(vault, "UPDATE decision SET body = 'Quillfeather' WHERE number = 2")
    with pytest.raises(DecisionLogError, match="entry 2") as caught:
        DecisionLog(vault).all()
    assert "Quillfeather" not in str(caught.value)


# ---- the export, read by the program and by the script ----


def _script(lines: list[str], folder: Path, *more: str) -> tuple[int, str]:
    """Run the stand-alone script on an export, in a Python that sees neither this folder nor PYTHONPATH."""
    path = folder / "export.jsonl"
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-I", str(SCRIPT), str(path), *more], capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def _program(lines: list[str]) -> list[tuple[int, str]]:
    entries, public, ending, problems = read_export(lines)
    return [(p.number, p.what) for p in [*problems, *examine(entries, public, ending)]]


def _edit(line: str, change: Callable[[Line], None]) -> str:
    plain = json.loads(line)
    change(plain)
    return canonical(plain)


def _forged(lines: list[str]) -> list[str]:
    last = json.loads(lines[-1])
    body = canonical({"number": 6, "what": "accepted"})
    sealed = link(last["hash"], body)
    signature = Ed25519PrivateKey.generate().sign(bytes.fromhex(sealed)).hex()
    row = {"number": 6, "body": body, "previous": last["hash"], "hash": sealed, "signature": signature}
    return [*lines, canonical(row)]


def _recounted(lines: list[str]) -> list[str]:
    """Drop the last entry and make the header agree, as far as one can without the key."""
    last = json.loads(lines[-2])["hash"]
    return [_edit(lines[0], lambda h: h.update(count=4, last=last)), *lines[1:-1]]


TAMPERINGS: dict[str, tuple[Callable[[list[str]], list[str]], set[tuple[int, str]]]] = {
    "a letter": (
        lambda x: [*x[:3], _edit(x[3], lambda e: e.update(body=e["body"].replace("duty", "dutz"))), *x[4:]],
        {(3, "was changed after it was sealed")},
    ),
    "first dropped": (lambda x: [x[0], *x[2:]], {(1, "is missing, 1 in all: dropped")}),
    "middle dropped": (lambda x: [*x[:3], *x[4:]], {(3, "is missing, 1 in all: dropped")}),
    "last dropped": (lambda x: x[:-1], {(5, "is missing, 1 in all: the end was cut off")}),
    "all dropped": (lambda x: x[:1], {(1, "is missing, 5 in all: the end was cut off")}),
    "two swapped": (lambda x: [*x[:2], x[3], x[2], *x[4:]], {(2, "is out of order: it stands after entry 3")}),
    "one twice": (lambda x: [*x, x[3]], {(3, "stands here twice")}),
    "a forged one": (_forged, {(6, "is not signed with this log's key"), (6, "was added without being counted")}),
    "cut in a line": (lambda x: [*x[:-1], x[-1][:90]], {(5, "is missing, 1 in all: the end was cut off")}),
    "recounted": (_recounted, {(0, "has a header that was changed")}),
    "a number rewritten": (
        lambda x: [*x[:5], _edit(x[5], lambda e: e.update(number=9))],
        {(5, "bears the number 9, which is not the one it was sealed with")},
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_an_export_is_named_by_program_and_script(
    name: str, exported: list[str], tmp_path: Path
) -> None:
    """Program and script name the same entries for the same reasons; exit code 1."""
    change, expected = TAMPERINGS[name]
    lines = change(list(exported))
    assert lines != exported
    found = _program(lines)
    assert expected <= set(found)
    code, said = _script(lines, tmp_path)
    assert code == 1
    for number, what in expected:
        assert (f"Entry {number} {what}." if number else f"The log {what}.") in said
    assert len(said.splitlines()) == len(found)


def test_an_untouched_export_passes_in_both(exported: list[str], tmp_path: Path) -> None:
    """As given out it is in order, also with the right key; line ends and a blank line at the end do not matter."""
    key = json.loads(exported[0])["public_key"]
    assert _program([*exported, ""]) == []
    code, said = _script(exported, tmp_path, "--key", key.upper())
    assert code == 0
    assert "All 5 entries" in said


def test_a_log_written_anew_with_another_key_shows_by_the_key(exported: list[str], tmp_path: Path) -> None:
    """Someone who signs everything with a key of their own is found by whoever has the log's key from before."""
    key = json.loads(exported[0])["public_key"]
    with Vault.create(tmp_path / "vault", PASSPHRASE) as vault:
        log = DecisionLog(vault)
        for number in range(1, 6):
            log.append(replace(_decision(number), what="discussed in session"))
        anew = log.export(NOON)
    assert _script(anew, tmp_path)[0] == 0
    code, said = _script(anew, tmp_path, "--key", key)
    assert code == 1
    assert "another key" in said


def test_two_branches_of_one_log_cannot_be_spliced(made: Path, tmp_path: Path) -> None:
    """Entries that the log's own key signed on two copies of the vault do not fit together, and that is named."""
    with Vault.unlock(made, PASSPHRASE) as first:
        first.backup(tmp_path / "copy")
    branches = []
    for name in ("one", "two"):
        Vault.restore(tmp_path / "copy", tmp_path / name)
        with Vault.unlock(tmp_path / name, PASSPHRASE) as vault:
            log = DecisionLog(vault)
            for number in (6, 7):
                log.append(_decision(number, because=name))
            branches.append(log.export(NOON))
    one, two = branches
    spliced = [*two[:6], one[6], two[7]]
    assert [number for number, what in _program(spliced) if what.startswith("does not follow entry 6")] == [7]
    code, said = _script(spliced, tmp_path)
    assert code == 1
    assert "Entry 7 does not follow entry 6" in said


@pytest.mark.parametrize(
    "lines",
    [[], ["nothing"], ["[1]"], ["{}"], ['{"format":"other"}'], ['{"public_key":1,"count":"x","last":[]}'], ["\x00"]],
)
def test_another_file_is_no_log(lines: list[str], tmp_path: Path) -> None:
    """A file that is no export gets a plain answer from both; exit code 2 from the script."""
    with pytest.raises(DecisionLogError, match="no exported decision log"):
        read_export(lines)
    code, said = _script(lines, tmp_path)
    assert code == 2
    assert said.count("\n") == 1


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_byte_of_an_entry_can_change_unseen(exported: list[str], place: int, by: int) -> None:
    """Whatever byte of an export is changed, something is named, or it can no longer be read, or it says the same."""
    raw = bytearray("\n".join(exported).encode())
    place %= len(raw)
    raw[place] = (raw[place] + by) % 256
    lines = raw.decode("utf-8", "replace").split("\n")
    try:
        found = _program(lines)
    except DecisionLogError:
        return
    same = [json.loads(a) for a in lines if a.strip()] == [json.loads(b) for b in exported] if not found else False
    # Hexadecimal digits may change case: the number they write is the same.
    assert found or same or "\n".join(lines).casefold() == "\n".join(exported).casefold()


def test_the_script_in_the_package_is_the_one_in_tools() -> None:
    """`log export` gives out the very script that is documented, and it stays short enough to read."""
    packaged = ROOT / "src" / "circumspect" / "templates" / "verify_log.txt"
    assert packaged.read_bytes() == SCRIPT.read_bytes()
    words = SCRIPT.read_text(encoding="utf-8")
    assert len(words.splitlines()) < 120
    assert "circumspect." not in words.replace("circumspect decision log", "")


# ---- canonical JSON ----


_PLAIN = st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=5)


@given(_PLAIN)
def test_canonical_json_is_one_way_of_writing(plain: dict[str, str]) -> None:
    """Order of keys does not matter; writing what was read gives the same; composed and decomposed letters agree."""
    written = canonical(plain)
    assert canonical(dict(reversed(plain.items()))) == written or len({*map(canonical, plain)}) < len(plain)
    assert canonical(json.loads(written)) == written
    assert canonical({"name": "Zoe\u0308"}) == canonical({"name": "Zo\u00eb"}) == '{"name":"Zo\u00eb"}'


def test_half_a_character_does_not_stop_the_log(vault: Vault) -> None:
    """A lone surrogate, as a terminal with another encoding gives, is kept as a question mark."""
    log = DecisionLog(vault)
    log.append(_decision(6, because="caf\udce9"))
    assert log.all()[-1].decision.because == "caf?"
    assert log.verify() == []


def test_nothing_of_a_decision_shows_in_repr(vault: Vault) -> None:
    """What a person wrote stays out of reprs."""
    entry = Entry(1, "Quillfeather", "", "", "")
    sealed = DecisionLog(vault).append(_decision(6, because="Quillfeather"))
    assert "Quillfeather" not in repr([entry, sealed, sealed.decision, Ending()])


# ---- two at once, and kill -9 ----

_WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from circumspect.domain.decision import Decision, Kind
from circumspect.storage.decision_log import DecisionLog
from circumspect.storage.vault import Vault
folder, passphrase, who, times = sys.argv[1:]
with Vault.unlock(Path(folder), passphrase) as vault:
    log = DecisionLog(vault)
    for number in range(int(times)):
        sealed = log.append(Decision(Kind.NOTE, who, str(number), "", datetime(2026, 11, 22, tzinfo=UTC)))
        print(sealed.number, sealed.hash, flush=True)
"""


def _writer(folder: Path, who: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _WRITER, str(folder), PASSPHRASE, who, str(times)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip


def test_two_processes_append_to_one_chain(tmp_path: Path) -> None:
    """Two processes that write at once, from the first entry on, lose nothing and share one chain and one key."""
    folder = tmp_path / "vault"
    Vault.create(folder, PASSPHRASE).lock()
    writers = [_writer(folder, who, 20) for who in ("one", "two")]
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert writer.returncode == 0, err
        assert len(out.splitlines()) == 20
    with Vault.unlock(folder, PASSPHRASE) as vault:
        log = DecisionLog(vault)
        assert log.verify() == []
        kept = log.all()
        assert len(kept) == 40
        for who in ("one", "two"):
            assert [s.decision.what for s in kept if s.decision.by == who] == [str(n) for n in range(20)]


@pytest.mark.parametrize("seed", range(3))
def test_kill_9_loses_no_entry_that_was_acknowledged(tmp_path: Path, seed: int) -> None:
    """After kill -9 in the middle of writing, all that was acknowledged is there and the chain is whole."""
    folder = tmp_path / "vault"
    Vault.create(folder, PASSPHRASE).lock()
    writer = _writer(folder, "one", 100_000)
    assert writer.stdout is not None
    seen = [writer.stdout.readline() for _ in range(random.Random(seed).randint(1, 60))]
    os.kill(writer.pid, signal.SIGKILL)
    rest, _ = writer.communicate()
    told = [line.split() for line in [*seen, *rest.splitlines()] if len(line.split()) == 2]
    with Vault.unlock(folder, PASSPHRASE) as vault:
        log = DecisionLog(vault)
        assert log.verify() == []
        kept = {str(sealed.number): sealed.hash for sealed in log.all()}
    assert told
    for number, sealed in told:
        if len(sealed) == 64:
            assert kept[number] == sealed

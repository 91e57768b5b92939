"""No word of the roster appears outside the vault: on disk, in what is printed, in the arguments of a process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

CANARY = ("quillandra", "zzyzxova", "quill.zz@", "0199")
LIST = "First Name,Last Name,Email,Phone,Status\nQuillandra,Zzyzxova,quill.zz@example.org,(208) 555-0199,Active\n"
POST = "Spring is here, and our office has new plants. Thank you, Boise, for a kind week."
ACCOUNTS = "\n".join(f"plant_lover_{n}" for n in range(3000)) + "\nq_zzyz\n"


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    """Give an environment whose every folder lies below the test's own, with a vault's passphrase in a file."""
    words = tmp_path / "words"
    words.write_text("four plain words here\n", encoding="utf-8")
    words.chmod(0o600)
    folders = {name: tmp_path / name.lower() for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    for folder in folders.values():
        folder.mkdir()
    return {
        **{name: str(folder) for name, folder in folders.items()},
        "CIRCUMSPECT_VAULT": str(tmp_path / "vault"),
        "CIRCUMSPECT_PASSPHRASE_FILE": str(words),
    }


def _bytes_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for found in folder.rglob("*"):
        if found.is_file():
            yield found.name, found.read_bytes().lower()


def _leaks(folder: Path) -> list[str]:
    """Name the files below a folder in which a word of the roster stands, as text or as UTF-16."""
    return [
        name
        for name, content in _bytes_below(folder)
        if any(word.encode() in content or word.encode("utf-16-le") in content for word in CANARY)
    ]


def _silent(answer: subprocess.CompletedProcess[bytes]) -> None:
    said = (answer.stdout + answer.stderr).lower()
    assert not [word for word in CANARY if word.encode() in said]


@pytest.fixture
def imported(tmp_path: Path, process: Run, place: dict[str, str]) -> dict[str, str]:
    """Take the list in, and delete its file as a clinician would."""
    source = tmp_path / "list.csv"
    source.write_text(LIST, encoding="utf-8")
    assert process("vault", "create", **place).returncode == 0
    taken = process("roster", "import", source, "--yes", **place)
    assert taken.returncode == 0, taken.stderr
    _silent(taken)
    source.unlink()
    assert not _leaks(tmp_path)
    return place


def test_screening_checking_and_deciding_leave_no_word(tmp_path: Path, process: Run, imported: dict[str, str]) -> None:
    """Import, screen, check, decide, verify: nothing of the roster is printed or lies anywhere on disk.

    The search finds what it looks for: at the end the list is exported, in plain text.
    """
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    screened = process("screen", "-", "--format", "json", stdin=b"q_zzyz\nplant_lover\n", **imported)
    assert len(json.loads(screened.stdout)) == 2
    checked = process("check", "--rules-only", "post.txt", **imported)
    assert checked.returncode == 0, checked.stderr
    decide = ("screen", "decide", "--what", "not accepted", "--by", "Ana Ruiz", "--because", "house policy")
    decided = process(*decide, stdin=b"q_zzyz\n", **imported)
    exported = process("log", "export", tmp_path / "log.jsonl", **imported)
    for answer in (screened, checked, decided, exported, process("log", "show", **imported)):
        _silent(answer)
    assert not _leaks(tmp_path)
    assert process("roster", "export", tmp_path / "out.csv", **imported).returncode == 0
    assert _leaks(tmp_path) == ["out.csv"]


def test_a_killed_screening_leaves_no_word(tmp_path: Path, command: list[str], imported: dict[str, str]) -> None:
    """Kill -9 while the roster is in memory: no crash dump, no temporary file, no argument holds a word of it."""
    codes = [_killed(tmp_path, command, imported, after) for after in (0.3, 0.6, 0.9, 1.4)]
    assert -signal.SIGKILL in codes


def _killed(tmp_path: Path, command: list[str], imported: dict[str, str], after: float) -> int:
    """Screen, kill it `after` so many seconds, look for what it left, and give its exit code."""
    running = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "screen", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        env={**os.environ, **imported},
    )
    assert running.stdin is not None
    running.stdin.write(ACCOUNTS.encode())
    running.stdin.close()
    time.sleep(after)
    seen = Path(f"/proc/{running.pid}/cmdline")
    arguments = seen.read_bytes().lower() if seen.exists() else b""
    running.send_signal(signal.SIGKILL)
    code = running.wait()
    assert not [word for word in CANARY if word.encode() in arguments]
    assert not _leaks(tmp_path)
    return code

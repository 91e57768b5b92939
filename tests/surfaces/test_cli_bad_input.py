"""Input as it comes from a broken world: each a clear message, the right exit code, and the rest still answered."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.core.review import Reviewer
from circumspect.domain.document import Document
from circumspect.rulebook import cache

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from circumspect.core.reading import Reading
    from circumspect.core.ruleset import Ruleset
    from circumspect.domain.finding import Finding
    from conftest import Cli

    Process = Callable[..., subprocess.CompletedProcess[bytes]]

TODAY = date(2026, 11, 22)
# Of a long text the trained reader reads a few windows instead of forty; the text is cut up whole all the same.
FEW_WINDOWS = "from circumspect.engines import classifier; classifier._MOST_WINDOWS = 4\n"
ODD = ("a", "my client ", "@a.", "a.", '"', "\u0301", "👩🏽‍⚕️", "](")
HELD = "My client told me today that her husband left, and she cried for an hour."
CLEAR = "Our office is closed on Monday."


@pytest.mark.parametrize("raw", [b"", b" \n\t\n", b"\xef\xbb\xbf"], ids=["empty", "white space", "a BOM alone"])
def test_an_empty_text_is_never_called_clear(raw: bytes, cli: Cli) -> None:
    """There is nothing to review: said so, exit code 2, and the other files are still answered."""
    cli.write("a.txt", raw)
    cli.write("b.txt", HELD)
    answer = cli("check", "a.txt", "b.txt", "--format", "jsonl")
    assert answer.code == 2
    assert "empty" in answer.rows[0]["error"]
    assert answer.rows[1]["verdict"] == "hold"
    piped = cli("check", "-", stdin=raw)
    assert piped.code == 2
    assert "clear" not in piped.out


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"Good morning\n\xff\xfe\xfd broken", "line 2"),
        (b"caf\xe9", "UTF-8"),
        (b"\xff\xfeM", "UTF-16"),
    ],
    ids=["invalid UTF-8", "Latin-1", "half a UTF-16 unit"],
)
def test_bytes_that_are_no_text_are_named(raw: bytes, says: str, cli: Cli) -> None:
    """Where the trouble is and what to do; the other files are still answered."""
    for name in ("a.txt", "a.md", "a.html"):
        cli.write(name, raw)
    cli.write("b.txt", HELD)
    answer = cli("check", "a.txt", "a.md", "a.html", "b.txt", "--format", "jsonl")
    assert answer.code == 2
    assert all(says in row["error"] for row in answer.rows[:3])
    assert answer.rows[3]["verdict"] == "hold"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-be-bom"])
def test_texts_with_a_byte_order_mark_are_read(encoding: str, cli: Cli) -> None:
    """UTF-16 and UTF-8 with a BOM, as Windows programs write them, are read like any other."""
    raw = b"\xfe\xff" + HELD.encode("utf-16-be") if encoding == "utf-16-be-bom" else HELD.encode(encoding)
    cli.write("a.txt", raw)
    (row,) = cli("check", "a.txt", "--format", "jsonl").rows
    assert row["verdict"] == "hold"
    assert all(HELD[f["start"] : f["end"]] == f["match"] for f in row["findings"] if f["start"] is not None)


@pytest.mark.parametrize(
    "text",
    [
        HELD.replace(" ", "\x00"),
        f"\u202e{HELD}\u202c",
        f"\u2067{HELD}\u2069",
        HELD.replace("client", "cl\u202eie\u202cnt"),
    ],
)
def test_nul_and_overrides_hide_nothing(text: str, cli: Cli) -> None:
    """Signs that show nothing, or turn the direction, do not hide a breach; offsets stay true."""
    (row,) = cli("check", "-", "--format", "jsonl", stdin=text).rows
    assert row["verdict"] == "hold"
    assert all(text[f["start"] : f["end"]] == f["match"] for f in row["findings"] if f["start"] is not None)


def test_overrides_do_not_reach_the_terminal(cli: Cli) -> None:
    """What turns the direction of writing is not passed on to the screen."""
    assert not set("\u202e\u202c\u2067\u2069") & set(cli("check", "-", stdin=f"\u202e{HELD}\u2067").out)


@pytest.mark.parametrize("name", ["gone.txt", "gone.docx", "folder.txt"])
def test_a_name_that_cannot_be_read(name: str, cli: Cli) -> None:
    """A missing file, an ending we do not read, a file in the place of a folder: named, 2, the rest answered."""
    cli.write("b.txt", HELD)
    answer = cli("check", name, "b.txt", "--format", "jsonl")
    assert answer.code == 2
    assert answer.rows[0]["file"] == name
    assert answer.rows[0]["error"]
    assert answer.rows[1]["verdict"] == "hold"


def test_a_folder_given_as_a_batch(cli: Cli) -> None:
    """A folder has no lines: said so, exit code 2."""
    (cli.folder / "posts").mkdir()
    answer = cli("check", "--jsonl", "posts", "--format", "jsonl")
    assert answer.code == 2
    assert "posts" in answer.err + answer.out
    assert "Traceback" not in answer.err


def test_a_text_with_a_dot_in_the_folder_name_is_a_folder(cli: Cli) -> None:
    """A folder whose name ends like a file is read as a folder."""
    cli.write("week.txt/a.txt", HELD)
    assert cli("check", "week.txt").code == 1


def test_a_link_in_a_circle_does_not_hang(cli: Cli) -> None:
    """A folder that links to itself is read once."""
    cli.write("posts/a.txt", CLEAR)
    (cli.folder / "posts" / "again").symlink_to(cli.folder / "posts")
    assert len(cli("check", "posts", "--format", "jsonl").rows) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("old-mac.md", "# Hi\r\r```\rcode\r```\r\r" + HELD),
        ("windows.md", "# Hi\r\n\r\n```\r\ncode\r\n```\r\n\r\n" + HELD),
        ("nul.md", "\x00\n```\n\x00\n```\n" + HELD),
        ("open.md", HELD + "\n```\nnever closed"),
        ("nested.md", "> " * 300 + "x\n\n" + HELD),
        ("brackets.md", "[" * 3000 + "\n\n" + HELD),
        ("open.html", "<p" + " a" * 2000 + "\n><p>" + HELD),
        ("lt.html", "<p>1 < 2 & 3 > 2 &bogus; &#xD800; &#99999999;</p><p>" + HELD),
        ("windows.html", "<p>a</p>\r\n<p>" + HELD + "</p>\r\n"),
        ("comment.html", "<p>" + HELD + "</p><!-- never closed"),
        ("cdata.html", "<![CDATA[ x ]]><?php x ?><p>" + HELD),
        ("front.txt", "---\nnever: closed\n" + HELD),
    ],
)
def test_broken_markup_is_read(name: str, words: str, cli: Cli) -> None:
    """However broken the markup, what people would see is reviewed."""
    cli.write(name, words)
    answer = cli("check", name)
    assert answer.err == ""
    assert answer.code == 1


def test_five_megabytes_are_read(
    process: Process, ordinary: dict[str, tuple[dict[str, Any], ...]], reviewer: Reviewer
) -> None:
    """Years of posts in one file are answered, with the breach at its end found in its place."""

    def silences(text: str) -> bool:  # a post that declares its story invented speaks for the whole file
        return not any(f.rule == "client-vignette" for f in reviewer.findings(Document(f"{text}\n\n{HELD}"), TODAY))

    year = "\n\n".join(row["text"] for row in ordinary["everyday"] if not silences(row["text"]))
    text = (year + "\n\n") * (5_000_000 // len(year) + 1) + HELD
    assert len(text) > 5_000_000
    done = process("check", "-", "--format", "jsonl", stdin=text.encode(), before=FEW_WINDOWS)
    row = json.loads(done.stdout)
    assert done.returncode == 1
    found = [f for f in row["findings"] if f["rule"] == "client-vignette" and f["start"] > 5_000_000]
    assert [text[f["start"] : f["end"]] for f in found] == [found[0]["match"]]


def test_a_long_run_of_one_thing_is_read(process: Process) -> None:
    """No text of 200,000 signs, however odd, keeps the reader for minutes."""
    lines = [json.dumps({"id": piece, "text": piece * (200_000 // len(piece))}).encode() for piece in ODD]
    given = b"\n".join(lines)
    done = process("check", "--jsonl", "-", "--format", "jsonl", stdin=given, before=FEW_WINDOWS)
    assert done.returncode in (0, 1)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows if "verdict" in row] == list(ODD)


def test_many_breaches_in_one_text_are_read(process: Process) -> None:
    """A hundred findings in one long text are answered: suggestions do not read the whole text again for each."""
    text = "\n\n".join(f"{HELD} Number {n}.\n\n{CLEAR * 30}" for n in range(100))
    done = process("check", "-", "--format", "jsonl", stdin=text.encode(), timeout=60, before=FEW_WINDOWS)
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["findings"]) >= 100


def test_a_text_that_is_too_large_is_named(cli: Cli) -> None:
    """Above the limit the file is named with what to do, and nothing is called clear."""
    cli.write("a.txt", b"a " * (17 * 1024 * 1024))
    answer = cli("check", "a.txt")
    assert answer.code == 2
    assert "split it" in answer.out


def test_a_pack_with_an_unknown_key_stops_the_run(cli: Cli) -> None:
    """A practice's rule that cannot be read is named with file, line and the right key; nothing is read without it."""
    cli.write("circumspect-packs/practice/mine.yaml", "title: Mine\nsevrity: block\n")
    answer = cli("check", "-", stdin=CLEAR)
    assert answer.code == 2
    assert "circumspect-packs/practice/mine.yaml:2: " in answer.err
    assert "severity" in answer.err
    assert answer.out == ""


# --- the cache ---------------------------------------------------------------------------------------------------


def test_a_cache_that_cannot_be_written_costs_time_not_answers(process: Process, tmp_path: Path) -> None:
    """Without a place to keep the compiled rulebook the answer is the same."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = process("check", "-", stdin=HELD.encode(), CIRCUMSPECT_CACHE=str(tmp_path / "file" / "cache"))
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"client-vignette" in done.stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_cache_folder_is_no_obstacle(process: Process, tmp_path: Path) -> None:
    """A folder that may only be read is left as it is."""
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o500)
    done = process("check", "-", stdin=HELD.encode(), CIRCUMSPECT_CACHE=str(folder))
    assert done.returncode == 1
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("which", ["json", "hyperscan"])
def test_a_corrupted_cache_gives_the_same_answer(
    which: str, process: Process, tmp_path: Path, cache_folder: Path, ruleset: Ruleset
) -> None:
    """Flipped bytes in a kept file are noticed and the rulebook is made again."""
    folder = tmp_path / "cache"
    shutil.copytree(cache_folder, folder)
    path = folder / f"rulebook-{ruleset.version}.{which}"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3] ^= 0xFF
    del raw[-100:]
    path.write_bytes(bytes(raw))
    done = process("check", "-", "--format", "jsonl", stdin=HELD.encode(), CIRCUMSPECT_CACHE=str(folder))
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"client-vignette" in done.stdout


def test_the_cache_holds_nobodys_words(cli: Cli, cache_folder: Path) -> None:
    """After a review, no file of the cache holds a word of the text."""
    cli("check", "-", stdin=f"{HELD} Quillfeather Brambleford.")
    for path in cache_folder.rglob("*"):
        if path.is_file():
            assert b"quillfeather" not in path.read_bytes().lower()
    assert cache.folder() == cache_folder


def test_a_fault_of_ours_on_one_line_leaves_the_others_answered(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the reader itself fails on a line, that line says so, the others are reviewed, and the exit code tells."""
    sound = Reviewer._findings

    def broken(self: Reviewer, reading: Reading, day: date) -> list[tuple[Finding, tuple[int, int] | None]]:
        if "stumbles" in reading.text:
            raise RuntimeError(reading.text)
        return sound(self, reading, day)

    monkeypatch.setattr(Reviewer, "_findings", broken)
    answer = cli.batch(
        {"id": "a", "text": "Closed on Monday."},
        {"id": "b", "text": "It stumbles."},
        {"id": "c", "text": "Open again."},
    )
    rows = [json.loads(line) for line in answer.out.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert [row.get("verdict") for row in rows] == ["clear", None, "clear"]
    assert "fault of ours" in rows[1]["error"]
    assert "stumbles" not in answer.out + answer.err
    assert answer.code == 3


def test_lines_are_answered_as_they_come(tmp_path: Path) -> None:
    """A program that sends a line and waits gets its answer before it sends the next."""
    command = [sys.executable, "-m", "circumspect", "check", "--jsonl", "-", "--format", "jsonl"]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path, env=dict(os.environ)
    ) as running:
        assert running.stdin
        assert running.stdout
        for name in ("first", "second"):
            running.stdin.write(json.dumps({"id": name, "text": "Closed on Monday."}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == name
        running.stdin.close()
        assert running.wait(timeout=60) == 0

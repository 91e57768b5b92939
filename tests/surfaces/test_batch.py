"""`circumspect batch review`: the same answers however the work is divided, and none lost or doubled by a cut."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (requirements/batch.txt)")
import pyarrow.parquet as pq  # noqa: E402 - after it is known to be there

from circumspect.services.review import Reading  # noqa: E402
from circumspect.surfaces.batch import processes, review  # noqa: E402
from circumspect.surfaces.cli import batching  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Cli, Command

    Process = Callable[..., subprocess.CompletedProcess[bytes]]
    Row = dict[str, Any]

HELD = "My client Quillon told me today that her husband left, and she cried for an hour."
CLEAR = "Our office is closed on Monday."
UGLY: list[Row] = [
    {"text": None},
    {"text": "  \n"},
    {"text": HELD, "surface": "billboard"},
    {"text": HELD, "account": "somebody"},
    {"text": HELD, "written": "soon"},
    {"text": f"👩🏽‍⚕️ {HELD}", "surface": "caption", "account": "personal", "written": "2019-03-01"},
    {"text": "We cannot confirm that anyone is a client.", "surface": "review-response", "in_reply_to": "Jo was awful"},
    {"text": "a\x00b \u202e" + "client " * 300},
]


@pytest.fixture
def rows(ordinary: dict[str, tuple[Row, ...]]) -> list[Row]:
    """Give rows of every kind: ordinary ones, ones to hold, ones that cannot be read."""
    plain = [
        {"text": row["text"], "surface": row["surface"], "account": row["account"], "in_reply_to": row["in_reply_to"]}
        for row in ordinary["look-alikes"][:20]
    ]
    given = [*plain, *UGLY, {"text": HELD}, {"text": CLEAR}]
    return [{"id": f"r{number}", **row} for number, row in enumerate(given)]


def _table(rows: list[Row]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    names = ("id", "text", "surface", "account", "in_reply_to", "written")
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})


def _put(path: Path, rows: list[Row]) -> Path:
    pq.write_table(_table(rows), path, row_group_size=11)
    return path


def _review(cli: Cli, source: str, target: str, *options: str, code: int = 2) -> bytes:
    """Run the command with the rules alone, and give the output file."""
    answer = cli("batch", "review", source, "-o", target, "--rules-only", *options)
    assert (answer.code, "Written" in answer.out) == (code, True), answer.err
    assert not (cli.folder / f"{target}.parts").exists()
    return (cli.folder / target).read_bytes()


def _terms(**changed: Any) -> review.Terms:  # noqa: ANN401
    asked = review.Asked(None, rules_only=True, day=None, today=date(2026, 11, 22))
    return review.terms_for(replace(asked, **changed))


@pytest.fixture
def fresh() -> Iterator[None]:
    """Let no test read with what another one loaded."""
    review._reading.cache_clear()
    yield
    review._reading.cache_clear()


# --- the same answers, however divided ----------------------------------------------------------------------------


def test_the_output_is_the_same_byte_for_byte_however_the_work_is_divided(cli: Cli, rows: list[Row]) -> None:
    """1, 2 and 3 processes, parts of 1, 7 and 1000 rows: one and the same file, in input order."""
    _put(cli.folder / "in.parquet", rows)
    divided = (("1", "1000"), ("2", "7"), ("3", "1"))
    made = [_review(cli, "in.parquet", f"{w}-{n}.parquet", "--workers", w, "--batch", n) for w, n in divided]
    assert made[0] == made[1] == made[2]
    assert pq.read_table(cli.folder / "3-1.parquet")["id"].to_pylist() == [row["id"] for row in rows]


@pytest.mark.usefixtures("fresh", "cli")
def test_a_row_is_answered_alike_in_any_company(rows: list[Row]) -> None:
    """The function itself: batches of any size, the rows in another order, give each row the same answer."""
    terms, table = _terms(), _table(rows)
    whole = {
        row["id"]: row
        for batch in table.to_batches()
        for row in review.review_batch(batch, terms).to_pylist()
    }  # fmt: skip
    assert len(whole) == len(rows)
    backwards = table.take(pa.array(range(len(rows) - 1, -1, -1)))
    for size in (1, 7, 1_000):
        for batch in backwards.to_batches(max_chunksize=size):
            for row in review.review_batch(batch, terms).to_pylist():
                assert row == whole[row["id"]]


@pytest.mark.usefixtures("fresh", "cli")
def test_findings_that_begin_together_stand_in_one_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of two findings at one place was seen first hangs on the texts around it, and never shows in the answer."""
    text = "Frankly, old man Whitaker still thinks that depression is laziness."
    batch = pa.RecordBatch.from_pydict({"id": [1], "text": [text]})
    before = review.review_batch(batch, _terms()).to_pylist()
    starts = [finding["start"] for finding in json.loads(before[0]["findings"])]
    assert len(starts) > len(set(starts))
    read = Reading.documents
    monkeypatch.setattr(
        Reading,
        "documents",
        lambda self, given: (replace(one, findings=one.findings[::-1]) for one in read(self, given)),
    )
    assert review.review_batch(batch, _terms()).to_pylist() == before


def test_an_answer_is_what_check_gives_for_the_same_row(cli: Cli, rows: list[Row]) -> None:
    """Verdicts, findings, names and errors are those of `check --jsonl --format jsonl`; findings byte for byte."""
    _put(cli.folder / "in.parquet", rows)
    _review(cli, "in.parquet", "out.parquet", "--workers", "2")
    lines = [
        {"date" if key == "written" else key: value for key, value in row.items() if value is not None or key == "text"}
        for row in rows
    ]
    checked = cli.batch(*lines, options=["--rules-only"]).rows
    answers = pq.read_table(cli.folder / "out.parquet").to_pylist()
    for answer, row in zip(answers, checked, strict=True):
        if "error" in row:
            said = row["error"].split(": ", 1)[1].replace('"date"', '"written"')
            assert answer == {**dict.fromkeys(review.ANSWERS), "id": row["id"], "error": said}
        else:
            findings = json.dumps(row.pop("findings"))
            assert answer == {**row, "findings": findings, "error": None}
    assert {answer["verdict"] for answer in answers} >= {"hold", "clear", None}


def test_the_trained_reader_too_is_the_same_however_divided(process: Process, tmp_path: Path) -> None:
    """With the trained reader, a few rows: two processes and parts of one row agree with one process and with check."""
    texts = [HELD, CLEAR, "Leave me five stars on Google, dear clients!", "She knows who she is, my Tuesday 4 pm."]
    rows = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    _put(tmp_path / "in.parquet", rows)
    for name, workers, batch in (("a", "1", "512"), ("b", "2", "1")):
        done = process("batch", "review", "in.parquet", "-o", name, "--workers", workers, "--batch", batch)
        assert done.returncode == 1, done.stderr
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    given = "\n".join(map(json.dumps, rows)).encode()
    checked = process("check", "--jsonl", "-", "--format", "jsonl", stdin=given).stdout.splitlines()
    answers = pq.read_table(tmp_path / "a").to_pylist()
    assert [json.loads(row["findings"]) for row in answers] == [json.loads(line)["findings"] for line in checked]
    assert all(row["classifier"] for row in answers)


# --- rows as they come --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("fresh", "cli")
def test_a_cell_that_is_no_text_or_no_day_takes_no_other_row_along() -> None:
    """Bytes that are not UTF-8, and a time beyond all calendars, are answered in their place; the rest is read."""
    raw = [b"Our office is closed.", b"\xff\xfe broken", HELD.encode()]
    text = _unchecked(raw)
    far = pa.array([0, 0, 2**60], pa.int64()).cast(pa.timestamp("s"))
    batch = pa.RecordBatch.from_arrays([pa.array([1, 2, 3]), text, far], names=["id", "text", "written"])
    answers = review.review_batch(batch, _terms()).to_pylist()
    assert [row["verdict"] for row in answers] == ["clear", None, None]
    assert answers[1]["error"] == '"text" is not UTF-8 text'
    assert answers[2]["error"] == '"written" is no day we can read'


def _unchecked(raw: list[bytes]) -> Any:  # noqa: ANN401
    """Make a column of text out of bytes that nobody looked at, as some writers do."""
    held = pa.array(raw, pa.binary())
    return pa.Array.from_buffers(pa.string(), len(held), held.buffers())


@pytest.mark.usefixtures("fresh", "cli")
def test_a_day_is_read_alike_in_every_form() -> None:
    """A day as text, as a date, as a time in UTC or elsewhere: the codes in force on that day, in UTC, apply."""
    noon = datetime(2019, 3, 1, 23, 30, tzinfo=UTC)
    forms = [
        pa.array(["2019-03-01"]),
        pa.array([date(2019, 3, 1)]),
        pa.array([noon], pa.timestamp("ns", "UTC")),
        pa.array([noon], pa.timestamp("us", "Asia/Tokyo")),
        pa.array(["2019-03-01T23:30:00"]).dictionary_encode(),
    ]
    terms, said = _terms(), []
    for form in (*forms, pa.array(["2026-01-01"])):
        batch = pa.RecordBatch.from_arrays([pa.array([1]), pa.array([HELD]), form], names=["id", "text", "written"])
        said.append(review.review_batch(batch, terms).to_pylist())
    assert all(one == said[0] for one in said[:-1])
    assert said[-1] != said[0]


@pytest.mark.parametrize("ids", [[7, 7, None], ["a", "a", None], [b"\xff", b"", None]])
@pytest.mark.usefixtures("fresh", "cli")
def test_ids_come_back_as_they_were(ids: list[object]) -> None:
    """Numbers stay numbers; ids that stand twice or are missing are the caller's own affair: a row is a row."""
    batch = pa.RecordBatch.from_pydict({"id": ids, "text": [CLEAR] * 3, "likes": [1, 2, 3]})
    answers = review.review_batch(batch, _terms())
    assert answers.column("id").equals(batch.column("id"))
    assert answers.schema.names == ["id", *review.ANSWERS]


@pytest.mark.usefixtures("fresh", "cli")
def test_a_fault_of_ours_is_told_in_its_row_and_in_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text on which we fail does not take the others along, its error quotes nothing, and the run ends with 3."""
    read = Reading.documents

    def fails(self: Reading, documents: Any) -> Any:  # noqa: ANN401
        kept = list(documents)
        if any("Quillon" in one.text for one in kept):
            raise RuntimeError(kept[0].text)
        return read(self, kept)

    monkeypatch.setattr(Reading, "documents", fails)
    monkeypatch.setattr(Reading, "document", lambda self, one: next(iter(self.documents([one]))))
    batch = pa.RecordBatch.from_pydict({"id": [1, 2, 3], "text": [CLEAR, HELD, CLEAR]})
    answers = review.review_batch(batch, _terms()).to_pylist()
    assert [row["verdict"] for row in answers] == ["clear", None, "clear"]
    assert answers[1]["error"].startswith(review.FAULT)
    assert "Quillon" not in answers[1]["error"]
    assert batching._exit_code(processes.Tally({"clear": 2}, 1, 1)) == 3


def test_no_rows_is_no_clear_answer(cli: Cli) -> None:
    """A file without rows gives one without rows, and the exit code says that nothing was reviewed."""
    _put(cli.folder / "in.parquet", [])
    _review(cli, "in.parquet", "out.parquet", code=2)
    assert pq.read_table(cli.folder / "out.parquet").num_rows == 0


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"text": [HELD]}, '"id"'),
        ({"id": ["1"]}, '"text"'),
        ({"id": ["1"], "text": [HELD], "surfase": ["dm"]}, '"surface"'),
        ({"id": ["1"], "text": [HELD], "date": ["2019-03-01"]}, '"written"'),
        ({"id": ["1"], "text": [HELD.encode()]}, "must hold text"),
        ({"id": ["1"], "text": [HELD], "written": [7]}, "must hold days"),
    ],
)
def test_columns_that_would_be_misread_are_refused_before_anything_is_done(
    cli: Cli, columns: dict[str, list[object]], said: str
) -> None:
    """A missing, misspelt or ill-typed column ends the run at once, with what to do; nothing is left lying about."""
    pq.write_table(pa.table(columns), cli.folder / "in.parquet")
    answer = cli("batch", "review", "in.parquet", "-o", "out.parquet", "--rules-only")
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "Quillon" not in answer.err
    assert [path.name for path in cli.folder.iterdir()] == ["in.parquet"]


def test_a_file_that_is_not_whole_is_refused(cli: Cli, rows: list[Row]) -> None:
    """No such file, another kind of file, a file cut short: told in a sentence, without words of the file."""
    whole = _put(cli.folder / "whole.parquet", rows).read_bytes()
    cli.write("other.parquet", HELD)
    cli.write("cut.parquet", whole[: len(whole) // 2])
    for name in ("none.parquet", "other.parquet", "cut.parquet", "."):
        answer = cli("batch", "review", name, "-o", "out.parquet", "--rules-only")
        assert answer.code == 2
        assert "Quillon" not in answer.err
        assert not (cli.folder / "out.parquet.parts").exists()


def test_pages_damaged_further_on_end_the_run(cli: Cli, rows: list[Row]) -> None:
    """A file whose footer is whole and whose pages are not is no reason for a traceback, or for an output."""
    whole = bytearray(_put(cli.folder / "in.parquet", rows).read_bytes())
    whole[40:4_000] = b"\xaa" * 3_960
    cli.write("in.parquet", bytes(whole))
    answer = cli("batch", "review", "in.parquet", "-o", "out.parquet", "--rules-only")
    assert answer.code == 2
    assert "damaged" in answer.err
    assert not (cli.folder / "out.parquet").exists()


def test_an_output_that_is_there_stays(cli: Cli, rows: list[Row]) -> None:
    """A second run does not overwrite the answers of the first: it says so, and leaves nothing behind."""
    _put(cli.folder / "in.parquet", rows)
    first = _review(cli, "in.parquet", "out.parquet")
    answer = cli("batch", "review", "in.parquet", "-o", "out.parquet", "--rules-only")
    assert answer.code == 2
    assert "is there already" in answer.err
    assert (cli.folder / "out.parquet").read_bytes() == first
    assert not (cli.folder / "out.parquet.parts").exists()


# --- cut off, and on again ----------------------------------------------------------------------------------------


def _cut(cli: Cli, monkeypatch: pytest.MonkeyPatch, *options: str) -> Path:
    """Cut a run of one-row parts off before it puts them together; give its folder."""
    with monkeypatch.context() as patch:
        patch.setattr(processes, "_put_together", lambda *_: (_ for _ in ()).throw(review.BatchError("cut")))
        cli("batch", "review", "in.parquet", "-o", "out.parquet", "--rules-only", "--batch", "9", *options)
    return cli.folder / "out.parquet.parts"


def test_what_was_begun_otherwise_is_not_gone_on_with(
    cli: Cli, rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another input, profile or day than the run began with: refused, so that no output mixes two."""
    _put(cli.folder / "in.parquet", rows)
    parts = _cut(cli, monkeypatch)
    again = ("batch", "review", "in.parquet", "-o", "out.parquet", "--rules-only")
    cli.write("other.toml", '[clinician]\nprofession = "psychology"\n')
    for options in (("--profile", "other.toml"), ("--date", "2019-03-01")):
        answer = cli(*again, *options)
        assert (answer.code, parts.exists()) == (2, True)
        assert "begin anew" in answer.err
    _put(cli.folder / "in.parquet", rows[:-1])
    assert "begin anew" in cli(*again).err
    assert not (cli.folder / "out.parquet").exists()


def test_a_run_goes_on_as_of_the_day_it_began(cli: Cli, rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off before midnight and gone on with after it, a run reads as of one day, and its parts are kept."""
    _put(cli.folder / "in.parquet", rows)
    uncut = _review(cli, "in.parquet", "uncut.parquet")
    parts = _cut(cli, monkeypatch)
    begun = {path.name: path.stat().st_mtime_ns for path in parts.glob("part-*")}
    (parts / "part-00000002.parquet").unlink()
    seen: list[Any] = []
    real = processes._review_parts
    monkeypatch.setattr(processes, "_review_parts", lambda todo, terms, *rest: real(_spy(todo, seen), terms, *rest))
    monkeypatch.setattr("circumspect.surfaces.cli._kit.now", lambda: datetime(2026, 12, 24, 1, tzinfo=UTC))
    assert _review(cli, "in.parquet", "out.parquet", "--batch", "4") == uncut
    assert [path.name for path in seen] == ["part-00000002.parquet"]
    assert len(begun) == 4


def _spy(todo: Any, seen: list[Any]) -> Iterator[Any]:  # noqa: ANN401
    for path, table in todo:
        seen.append(path)
        yield path, table


def test_a_cut_between_the_output_and_the_end_changes_nothing(
    cli: Cli, rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed when the output was there and its parts still were, a run is ended by the next one."""
    _put(cli.folder / "in.parquet", rows)
    with monkeypatch.context() as patch:
        patch.setattr(processes._Parts, "remove", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
        cli("batch", "review", "in.parquet", "-o", "out.parquet", "--rules-only")
    first = (cli.folder / "out.parquet").read_bytes()
    assert _review(cli, "in.parquet", "out.parquet") == first


def test_damaged_parts_are_told_and_never_put_in(cli: Cli, rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is damaged, or notes that are, end the run with what to remove; the output is not written."""
    _put(cli.folder / "in.parquet", rows)
    parts = _cut(cli, monkeypatch)
    part = parts / "part-00000001.parquet"
    part.write_bytes(part.read_bytes()[:-9])
    again = ("batch", "review", "in.parquet", "-o", "out.parquet", "--rules-only")
    assert "part-00000001.parquet is damaged; remove it" in cli(*again).err
    shutil.copy(parts / "part-00000003.parquet", part)  # whole, and of other rows
    assert "every row once" in cli(*again).err
    (parts / "run.json").write_text('{"version": 1')
    assert "begin anew" in cli(*again).err
    assert not (cli.folder / "out.parquet").exists()


def _begin(command: Command, folder: Path, target: str = "out.parquet", workers: int = 2) -> subprocess.Popen[bytes]:
    """Begin a run of one-row parts in a process of its own."""
    words = [*command, "batch", "review", "in.parquet", "-o", target, "--rules-only", "--batch", "1"]
    return subprocess.Popen([*words, "--workers", str(workers)], cwd=folder, stderr=subprocess.PIPE)  # noqa: S603


def _wait(run: subprocess.Popen[bytes], parts: Path, number: int) -> None:
    while run.poll() is None and len(list(parts.glob("part-*"))) < number:
        time.sleep(0.005)


def _crew(run: subprocess.Popen[bytes]) -> list[int]:
    """Give the processes that review for a run; Python's own tracker of what they share is none of them."""
    found = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    if not found.exists():
        pytest.skip("tells processes by /proc, which is not here")
    return [int(word) for word in found.read_text().split() if b"spawn_main" in _called(word)]


def _called(pid: str) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_kill_9_loses_and_doubles_no_row(cli: Cli, command: Command, rows: list[Row]) -> None:
    """Killed twice at unlike points, a run goes on to the same file; its processes end with it."""
    rows = [{**row, "id": f"{row['id']}-{turn}"} for turn in range(5) for row in rows]
    _put(cli.folder / "in.parquet", rows)
    uncut = _review(cli, "in.parquet", "uncut.parquet")
    parts = cli.folder / "out.parquet.parts"
    for number in (3, 40):
        run = _begin(command, cli.folder)
        _wait(run, parts, number)
        crew = _crew(run)
        run.kill()
        run.communicate()
        assert run.returncode == -signal.SIGKILL
        until = time.monotonic() + 20
        while any(_runs(pid) for pid in crew) and time.monotonic() < until:
            time.sleep(0.02)
        assert crew
        assert not any(_runs(pid) for pid in crew)
        assert 0 < len(list(parts.glob("part-*"))) < len(rows)
    assert _review(cli, "in.parquet", "out.parquet") == uncut


def _runs(pid: int) -> bool:
    """Say whether a process still runs; one that has ended and that nobody asked about does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False


def test_a_process_that_is_killed_is_told_and_the_run_goes_on_next_time(
    cli: Cli, command: Command, rows: list[Row]
) -> None:
    """The system may end a process for want of memory: the run says so with exit code 2, and loses nothing."""
    _put(cli.folder / "in.parquet", rows * 5)
    uncut = _review(cli, "in.parquet", "uncut.parquet")
    run = _begin(command, cli.folder)
    _wait(run, cli.folder / "out.parquet.parts", 3)
    os.kill(_crew(run)[0], signal.SIGKILL)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 2
    assert b"with fewer --workers, run the same command again" in said
    assert _review(cli, "in.parquet", "out.parquet") == uncut


def test_two_runs_at_once_write_one_output(cli: Cli, command: Command, rows: list[Row]) -> None:
    """Begun twice, a run is done once: the second waits, then says that the output is there."""
    _put(cli.folder / "in.parquet", rows)
    uncut = _review(cli, "in.parquet", "uncut.parquet")
    runs = [_begin(command, cli.folder, workers=1) for _ in range(2)]
    said = [run.communicate(timeout=120)[1] for run in runs]
    assert sorted(b"is there already" in words for words in said) == [False, True]
    assert (cli.folder / "out.parquet").read_bytes() == uncut
    assert not (cli.folder / "out.parquet.parts").exists()


def test_ctrl_c_is_answered_once_and_keeps_what_was_done(cli: Cli, command: Command, rows: list[Row]) -> None:
    """Stopped with Ctrl-C, which every process of the terminal hears, a run says in one line that it can go on."""
    _put(cli.folder / "in.parquet", rows * 5)
    words = [*command, "batch", "review", "in.parquet", "-o", "out.parquet", "--rules-only", "--batch", "1"]
    run = subprocess.Popen(words, cwd=cli.folder, stderr=subprocess.PIPE, start_new_session=True)  # noqa: S603
    _wait(run, cli.folder / "out.parquet.parts", 3)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.decode().splitlines() == [
        "circumspect: Stopped. Rows that were reviewed are kept; run the same command again, and it goes on."
    ]


# --- elsewhere ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("fresh", "cli")
def test_a_machine_with_other_rules_reviews_nothing() -> None:
    """A process or executor that has other rules than the run began with refuses, so that answers never mix."""
    batch = pa.RecordBatch.from_pydict({"id": ["1"], "text": [CLEAR]})
    with pytest.raises(review.BatchError, match="are not those that the run began with"):
        review.review_batch(batch, replace(_terms(), ruleset="000000000000"))


def test_nobody_else_waits_for_pyarrow(process: Process) -> None:
    """`check` and `batch --help` load neither pyarrow nor what runs the batches."""
    for words in ((b"Our office is closed.", "check", "--rules-only", "-"), (b"", "batch", "review", "--help")):
        before = (
            "import atexit, sys; "
            "atexit.register(lambda: print([m for m in sys.modules if m in ('pyarrow', 'multiprocessing')])); "
        )
        done = process(*words[1:], stdin=words[0], before=before)
        assert done.stdout.splitlines()[-1] == b"[]"


def test_terms_hide_whose_they_are(cli: Cli) -> None:
    """What travels to other machines shows no name in its `repr`."""
    cli.write("circumspect.toml", '[clinician]\nprofession = "psychology"\nname = "Odile Vantongeren"\n')
    assert "Odile" not in repr(_terms(profile=cli.folder / "circumspect.toml"))


SPARK = """
import sys
from datetime import date
from pyspark.sql import SparkSession
from circumspect.surfaces.batch import spark
session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
posts = session.read.parquet("in.parquet").repartition(int(sys.argv[1]))
spark.review(posts, rules_only=True, day=date(2026, 11, 22)).write.parquet(sys.argv[2])
"""


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark is not installed (the spark extra)")
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not here")
def test_spark_gives_the_rows_that_processes_give(cli: Cli, rows: list[Row]) -> None:
    """Through mapInArrow on two cores, shuffled into three partitions: the same rows after sorting by id."""
    _put(cli.folder / "in.parquet", rows)
    _review(cli, "in.parquet", "out.parquet")
    words = [sys.executable, "-c", SPARK, "3", "spark.parquet"]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(words, cwd=cli.folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr[-2_000:]
    theirs = pq.read_table(cli.folder / "spark.parquet").sort_by("id").to_pylist()
    assert theirs == pq.read_table(cli.folder / "out.parquet").sort_by("id").to_pylist()

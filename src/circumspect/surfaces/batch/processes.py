"""Parquet in, Parquet out, over processes. Open it to change how a run is divided, or how it goes on after a cut.

A run is cut into parts of so many rows. Each part is reviewed by one process and written whole into the folder
OUT.parts beside the output, so that a run that was killed goes on with the parts that are missing. When all are there
they are put together, in the order of the input, and the folder is removed. The output is the same byte for byte,
however many processes there were and however large the parts.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import file_digest
from multiprocessing import connection
from threading import Thread
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from circumspect.engines.classifier import ClassifierError
from circumspect.services.locking import locked, replace_file
from circumspect.surfaces.batch.review import (
    COLUMNS,
    FAULT,
    Asked,
    BatchError,
    Terms,
    answer_schema,
    check_columns,
    review_batch,
    terms_for,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Told = Callable[[int], object]

_VERSION = 1
# Rows that stand together in the output, whatever the parts were.
_GROUP = 8_192
_AGAIN = "run the same command again: it goes on where it stopped"


class WorkerError(RuntimeError):
    """A process met a fault of ours; its message names the kind and nothing else."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a run: rows by verdict, rows with an error in their place, how many of those are our fault."""

    verdicts: dict[str, int]
    unread: int
    faults: int


@dataclass(frozen=True, slots=True)
class _Parts:
    """The folder that a run keeps its finished parts in."""

    folder: Path

    @property
    def lock(self) -> Path:
        return self.folder / "lock"

    @property
    def run(self) -> Path:
        return self.folder / "run.json"

    @property
    def whole(self) -> Path:
        return self.folder / "whole.parquet"

    def part(self, number: int) -> Path:
        return self.folder / f"part-{number:08}.parquet"

    def sweep(self, *patterns: str) -> None:
        """Remove files of ours; what else somebody put there stays."""
        for pattern in patterns:
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove all that is ours."""
        self.sweep("part-*", ".part-*", ".run*", "whole.parquet", "run.json")
        self.leave()

    def leave(self) -> None:
        """Remove the folder, where nothing but the lock is in it; another run may have done so already."""
        self.lock.unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()


def review_file(
    source: Path, target: Path, asked: Asked, *, workers: int, rows: int, told: Told = lambda _: None
) -> Tally:
    """Review the rows of `source` into `target`; `told` hears how many rows are done, part by part.

    Where an earlier run was cut off, it goes on. Raises BatchError.
    """
    total, id_type = _look_at(source)
    parts = _Parts(target.with_name(f"{target.name}.parts"))
    with locked(parts.lock):
        if target.exists() and not parts.run.exists():
            parts.leave()
            raise BatchError(f"{target} is there already; move it away, or name another file with -o")
        parts.sweep(".part-*", ".run*")
        terms, rows = _begin(parts, source, asked, rows)
        todo = _todo(parts, source, rows, told)
        _review_parts(todo, terms, min(workers, max(1, -(-total // rows))), told)
        tally = _put_together(parts, -(-total // rows), total, id_type)
        parts.whole.replace(target)
        parts.remove()
    return tally


def _look_at(source: Path) -> tuple[int, pa.DataType]:
    """Give the number of rows and the type of the ids. Raises BatchError where the file is not one we can read."""
    try:
        with pq.ParquetFile(source) as file:
            check_columns(file.schema_arrow)
            return file.metadata.num_rows, file.schema_arrow.field("id").type
    except pa.ArrowException:
        raise BatchError(f"{source} is not a Parquet file, or is damaged; write it again") from None
    except OSError as error:
        raise BatchError(f"{source} cannot be read ({error.strerror or 'damaged'})") from None


def _begin(parts: _Parts, source: Path, asked: Asked, rows: int) -> tuple[Terms, int]:
    """Settle the terms of the run: those of the run that was cut off, or new ones, which are then written down.

    Raises BatchError where what was begun is not what is asked for.
    """
    with source.open("rb") as file:
        given = file_digest(file, "sha256").hexdigest()
    if not parts.run.exists():
        parts.sweep("part-*")
        terms = terms_for(asked)
        plain = {"version": _VERSION, "begun": asked.today.isoformat(), "rows": rows}
        replace_file(parts.run, json.dumps({**plain, "input": given, "terms": terms.digest}).encode())
        return terms, rows
    try:
        plain = json.loads(parts.run.read_bytes())
        begun, rows = date.fromisoformat(plain["begun"]), int(plain["rows"])
        known = plain["version"], plain["input"], plain["terms"]
    except (ValueError, KeyError, TypeError):
        raise BatchError(f"{parts.run} is damaged; remove {parts.folder} to begin anew") from None
    terms = terms_for(replace(asked, today=begun))
    if known != (_VERSION, given, terms.digest):
        what = "holds part of a run over another file, or with another profile, day, option or version of circumspect"
        raise BatchError(f"{parts.folder} {what}; go on as it was begun, or remove that folder to begin anew")
    return terms, rows


def _todo(parts: _Parts, source: Path, rows: int, told: Told) -> Iterator[tuple[Path, pa.Table]]:
    """Give each part that is missing, with its rows. Raises BatchError."""
    try:
        with pq.ParquetFile(source, pre_buffer=False) as file:
            columns = [name for name in COLUMNS if name in file.schema_arrow.names]
            batches = file.iter_batches(batch_size=rows, columns=columns, use_threads=False)
            for number, table in enumerate(_tables(batches, rows)):
                path = parts.part(number)
                if path.exists():
                    told(table.num_rows)
                else:
                    yield path, table
    except (pa.ArrowException, OSError):
        raise BatchError(f"{source} is damaged further on; write it again. What was reviewed is kept") from None


def _tables(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """Give the same rows in tables of `rows` each, the last one shorter."""
    waiting: list[pa.RecordBatch] = []
    room = rows
    for batch in batches:
        rest = batch
        while rest.num_rows:
            waiting.append(rest.slice(0, room))
            rest = rest.slice(room)
            room -= waiting[-1].num_rows
            if not room:
                yield pa.Table.from_batches(waiting).combine_chunks()
                waiting, room = [], rows
    if waiting:
        yield pa.Table.from_batches(waiting).combine_chunks()


def _review_parts(todo: Iterator[tuple[Path, pa.Table]], terms: Terms, workers: int, told: Told) -> None:
    """Hand the parts to processes, one at a time each, until none is left. Raises BatchError, WorkerError."""
    context = multiprocessing.get_context("spawn")
    crew: dict[connection.Connection, multiprocessing.process.BaseProcess] = {}
    try:
        busy: dict[connection.Connection, int] = {}
        for path, table in todo:
            if len(crew) < workers:
                end, theirs = context.Pipe()
                crew[end] = context.Process(target=_work, args=(theirs, terms), daemon=True)
                crew[end].start()
                theirs.close()
            else:
                end = _first_done(busy, told)
            _hand_over(end, path, table)
            busy[end] = table.num_rows
        while busy:
            _first_done(busy, told)
    finally:
        for end, one in crew.items():
            one.kill()  # idle, or no longer of use: a part is written whole or not at all
            one.join()
            end.close()


def _hand_over(end: connection.Connection, path: Path, table: pa.Table) -> None:
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    try:
        end.send((path, stream.getvalue().to_pybytes()))
    except OSError:
        raise _lost() from None


def _first_done(busy: dict[connection.Connection, int], told: Told) -> connection.Connection:
    """Wait for a process that has written its part. Raises what stopped it."""
    end = connection.wait(list(busy))[0]
    assert isinstance(end, connection.Connection)  # noqa: S101 - `wait` gives back what it was given
    try:
        kind, words = end.recv()
    except (EOFError, OSError):
        raise _lost() from None
    if kind is not None:
        raise (BatchError if kind == "said" else WorkerError)(words)
    told(busy.pop(end))
    return end


def _lost() -> BatchError:
    return BatchError(f"a process was stopped from outside, perhaps for want of memory; with fewer --workers, {_AGAIN}")


def _work(end: connection.Connection, terms: Terms) -> None:
    """Review parts as they are handed over. Runs in a process of its own, which ends with the one that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered once, by the process that the person began
    Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            path, raw = end.recv()
        except EOFError:
            return
        end.send(_review_part(path, raw, terms))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _review_part(path: Path, raw: bytes, terms: Terms) -> tuple[str | None, str]:
    """Review one part and write it; give (None, "") or what stopped us, in words that quote nothing."""
    try:
        answers = [review_batch(batch, terms) for batch in pa.ipc.open_stream(raw)]
        stream = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_batches(answers), stream, compression="zstd")
        replace_file(path, stream.getvalue().to_pybytes())
    except (BatchError, ClassifierError) as error:
        return "said", str(error)
    except OSError as error:
        return "said", f"a part could not be written ({error.strerror}); mend that, then {_AGAIN}"
    except Exception as error:  # noqa: BLE001 - a traceback could quote a text
        return "fault", type(error).__name__
    return None, ""


def _put_together(parts: _Parts, number: int, total: int, id_type: pa.DataType) -> Tally:
    """Write all parts into one file, in order, and count. Raises BatchError unless every row is there once."""
    schema, seen = answer_schema(id_type), 0
    verdicts: Counter[str] = Counter()
    unread: list[str] = []
    with parts.whole.open("wb") as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for table in _tables(_kept(parts, number), _GROUP):
                writer.write_table(table.cast(schema), row_group_size=_GROUP)
                seen += table.num_rows
                verdicts.update(table["verdict"].drop_null().to_pylist())
                unread += [FAULT if said.startswith(FAULT) else "" for said in table["error"].drop_null().to_pylist()]
        file.flush()
        os.fsync(file.fileno())
    if seen != total:
        raise BatchError(f"{parts.folder} does not hold every row once; remove it to begin anew")
    return Tally(dict(verdicts), len(unread), unread.count(FAULT))


def _kept(parts: _Parts, number: int) -> Iterator[pa.RecordBatch]:
    """Give the answers of every part. Raises BatchError for one that is damaged."""
    for each in range(number):
        try:
            with pq.ParquetFile(parts.part(each)) as file:
                yield from file.iter_batches(use_threads=False)
        except (pa.ArrowException, OSError):
            raise BatchError(f"{parts.part(each)} is damaged; remove it, then {_AGAIN}") from None

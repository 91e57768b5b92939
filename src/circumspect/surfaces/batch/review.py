"""Arrow batch of texts → Arrow batch of answers. Open it to change a column that comes in or goes out.

A row's answer depends on that row and on the terms of the run alone: never on the rows beside it, their order, the
size of a batch or the machine. A row that cannot be read is answered with an error in its place.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

import pyarrow as pa

from circumspect.domain.document import Document
from circumspect.domain.verdict import Checked, Review
from circumspect.engines.classifier import ClassifierError
from circumspect.readers._kit import Place
from circumspect.renderers._kit import contract
from circumspect.services import container
from circumspect.services.review import Reading, document_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from circumspect.domain.finding import Acceptance, Finding
    from circumspect.domain.profile import Profile

WORDS = ("text", "surface", "account", "in_reply_to")
COLUMNS = ("id", *WORDS, "written")
ANSWERS = ("verdict", "findings", "error", "ruleset", "classifier", "profile")
# Why a row has no answer, where the fault is ours: the run then ends as an internal error does.
FAULT = "could not be read, by a fault of ours"
_NEAR = 0.75
# Rows that are read together, at most: this bounds memory however large a batch is handed in.
_TOGETHER = 512
_UNREADABLE = object()
_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(", ", ": "))


class BatchError(ValueError):
    """A run that cannot begin or go on; the message says what to do, and quotes no row."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked to read with. `day`: as of when; None for `today`."""

    profile: Path | None
    rules_only: bool
    day: date | None
    today: date


@dataclass(frozen=True, slots=True, repr=False)
class Terms:
    """All that an answer depends on besides its row. It travels to every process and machine of a run."""

    folder: Path
    profile: Profile
    rules_only: bool
    day: date
    accepted: tuple[tuple[str, Acceptance], ...]
    baseline: tuple[tuple[str, str], ...]
    ruleset: str
    classifier: str | None

    def __repr__(self) -> str:
        """Name the rules, not the person."""
        return f"Terms({self.ruleset}, {self.classifier}, {self.day})"

    @property
    def digest(self) -> str:
        """Name the terms: equal digests, equal answers. The folder is no part of it, what lies in it is."""
        plain = {key: value for key, value in asdict(self).items() if key != "folder"}
        return sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()


def terms_for(asked: Asked) -> Terms:
    """Settle what a run reads with. Raises ProfileError, RulebookError, ClassifierError, AcceptanceError."""
    desk = container.open_desk(asked.profile, rules_only=asked.rules_only)
    day = asked.day or asked.today
    return Terms(
        folder=desk.home.folder,
        profile=desk.profile,
        rules_only=asked.rules_only,
        day=day,
        accepted=tuple(sorted(desk.ledger.in_force(max(day, asked.today)).items())),
        baseline=tuple(sorted(desk.baseline.read().items())),
        ruleset=desk.ruleset.version,
        classifier=desk.classifier.name if desk.classifier else None,
    )


@lru_cache(maxsize=1)
def _reading(terms: Terms) -> Reading:
    """Load rules and reader, once for each process. Raises BatchError where they are not those of the run."""
    desk = container.Desk(container.Home(terms.folder), terms.profile, terms.rules_only)
    here = desk.ruleset.version, desk.classifier.name if desk.classifier else None
    if here != (terms.ruleset, terms.classifier):
        what = "the rules or the trained reader on this machine are not those that the run began with"
        raise BatchError(f"{what}; install the same version of circumspect, and the practice's own packs, on each")
    return Reading(desk.reviewer, terms.day, dict(terms.accepted), dict(terms.baseline))


def check_columns(schema: pa.Schema) -> None:
    """Raise BatchError unless the columns are there, spelt as we know them, and hold what they should."""
    for name in COLUMNS:
        found = len(schema.get_all_field_indices(name))
        if found > 1 or (not found and name in ("id", "text")):
            raise BatchError(f'the input needs one column "{name}" and has {found or "none"}')
    missing = [name for name in COLUMNS if name not in schema.names]
    for name in sorted(set(schema.names) - set(COLUMNS)):
        if near := ["written"] if name == "date" and "written" in missing else _near(name, missing):
            raise BatchError(f'one column is close to "{near[0]}" but not spelt so; rename it, or leave it out')
    for name in (name for name in COLUMNS[1:] if name in schema.names):
        kind = schema.field(name).type
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        if not (_is_text(kind) or pa.types.is_null(kind) or (name == "written" and pa.types.is_temporal(kind))):
            raise BatchError(f'the column "{name}" must hold {"days" if name == "written" else "text"}')


def _near(name: str, known: list[str]) -> list[str]:
    return get_close_matches(name, known, 1, _NEAR)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def answer_schema(id_type: pa.DataType) -> pa.Schema:
    """Give the columns of the answers; ids keep the type they came with."""
    return pa.schema([("id", id_type), *((name, pa.string()) for name in ANSWERS)])


def review_batch(batch: pa.RecordBatch, terms: Terms) -> pa.RecordBatch:
    """Review a batch: one answer for each row, in order, whatever is in it.

    `findings` is the JSON of the review contract (design, section 4), byte for byte as `check --jsonl` writes it.
    Raises BatchError where the columns cannot be read at all, ClassifierError where the trained reader cannot run.
    """
    check_columns(batch.schema)
    reading = _reading(terms)
    rows = [
        row for start in range(0, batch.num_rows, _TOGETHER) for row in _answers(batch.slice(start, _TOGETHER), reading)
    ]
    ids = batch.column("id")
    columns = [pa.array((row.get(name) for row in rows), pa.string()) for name in ANSWERS]
    return pa.RecordBatch.from_arrays([ids, *columns], schema=answer_schema(ids.type))


def _answers(batch: pa.RecordBatch, reading: Reading) -> Iterator[dict[str, str | None]]:
    """Answer each row as a line of `check --jsonl` is answered, findings as JSON."""
    given = list(_documents(batch))
    answers = iter(_read([one for one in given if isinstance(one, Document)], reading))
    for one in given:
        answer = next(answers) if isinstance(one, Document) else one
        if isinstance(answer, str):
            yield {"error": answer}
        else:
            plain = contract(Checked("-", replace(answer, findings=tuple(sorted(answer.findings, key=_order)))))
            yield {**plain, "findings": _ENCODER.encode(plain["findings"])}


def _order(finding: Finding) -> tuple[bool, int, int, str]:
    """Give a finding's place in an answer: text order as in a review, with nothing left to chance."""
    return finding.start is None, finding.start or 0, finding.severity.rank, finding.rule


def _read(documents: Sequence[Document], reading: Reading) -> list[Review | str]:
    """Review documents together; where one meets a fault of ours, one by one, so that the others are answered."""
    try:
        return list(reading.documents(documents))
    except ClassifierError:  # no row can be read, and the message says what to do
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the other rows are answered
        return [_read_alone(document, reading) for document in documents]


def _read_alone(document: Document, reading: Reading) -> Review | str:
    try:
        return reading.document(document)
    except Exception as fault:  # noqa: BLE001 - told in the row's place
        return f"{FAULT} ({type(fault).__name__}); please report it"


def _documents(batch: pa.RecordBatch) -> Iterator[Document | str]:
    """Make a document of each row, or say what is wrong with it."""
    names = [name for name in COLUMNS[1:] if name in batch.schema.names]
    for values in zip(*(_cells(batch.column(name)) for name in names), strict=True):
        row = dict(zip(names, values, strict=True))
        try:
            yield _document(row)
        except ValueError as error:
            yield str(error)


def _document(row: dict[str, object]) -> Document:
    """Make a document of one row. Raises ValueError that says what is wrong, and quotes nothing."""
    for name, value in row.items():
        if value is _UNREADABLE:
            raise ValueError(f'"{name}" is not UTF-8 text' if name in WORDS else f'"{name}" is no day we can read')
    written = _day(row.pop("written", None))
    return document_from(row, Place(written=written))


def _day(value: object) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError('"written" must be a day such as 2026-11-22') from None


def _cells(column: pa.Array) -> list[object]:
    """Give a column's values; one that cannot be read does not take the others along. Times are read in UTC."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("s"), safe=False)
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError):
        return [_cell(value) for value in column]


def _cell(value: pa.Scalar) -> object:
    try:
        return value.as_py()
    except (ValueError, OverflowError):
        return _UNREADABLE

"""Reading what a clinician is about to publish. Open it to follow a file or a batch through the program.

Nothing is dropped: an input that cannot be read comes out as an error in its place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, BinaryIO

from circumspect.domain.document import Account, Document, Surface
from circumspect.domain.finding import Acceptance, Finding
from circumspect.domain.verdict import Checked, Review
from circumspect.engines.classifier import ClassifierError
from circumspect.readers import _kit
from circumspect.services import container

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from circumspect.core.review import Reviewer

# Set aside by a baseline: shown as suppressed, by nobody in particular, for good.
_BASELINE = Acceptance("", "baseline", "set aside when the baseline was written", date.max)
# Lines that are read together, at most, and bytes that are taken in at once.
_TOGETHER, _ARRIVING = 2_048, 1 << 20
_HIDDEN = "·"


@dataclass(slots=True)
class Reading:
    """What a run reads with: the reviewer, the day, what has been let stand."""

    reviewer: Reviewer
    day: date
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    baseline: Mapping[str, str] = field(default_factory=dict)
    place: _kit.Place = field(default_factory=_kit.Place)

    def document(self, document: Document) -> Review:
        """Review one document."""
        return self.reviewer.review(document, self.day, self._let_stand)

    def documents(self, documents: Iterable[Document]) -> Iterator[Review]:
        """Review documents together."""
        return self.reviewer.review_all(documents, self.day, self._let_stand)

    def mark(self, finding: Finding) -> Finding:
        """Mark a finding that somebody let stand; others come back as they are."""
        return replace(finding, suppressed=self._let_stand.get(finding.fingerprint))

    @property
    def _let_stand(self) -> Mapping[str, Acceptance]:
        return {**{name: replace(_BASELINE, fingerprint=name) for name in self.baseline}, **self.accepted}


def check_text(raw: bytes, name: str, reading: Reading) -> Checked:
    """Review what came in on standard input."""
    try:
        text = _kit.decode(raw)
        place, body = _kit.split_front_matter(text, reading.place)
        document = _kit.document(body, place)
    except _kit.ReadError as error:
        return Checked(name, error=str(error))
    return Checked(name, reading.document(document))


def check_file(path: Path, name: str, reading: Reading) -> Checked:
    """Review one file by the reader for its ending."""
    module = container.reader_for(path)
    if module is None:
        return Checked(name, error=f"has an ending we do not read ({path.suffix}); save it as .txt, .md or .html")
    try:
        document = module.read(_kit.decode(_kit.read_bytes(path)), reading.place)
    except _kit.ReadError as error:
        return Checked(name, error=str(error))
    return Checked(name, reading.document(document))


def files_below(folder: Path) -> list[Path]:
    """List the files of a folder that we read, in order, hidden ones left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix
        and container.reader_for(path) is not None
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def arrivals(file: BinaryIO) -> Iterator[list[bytes]]:
    """Give the lines of a file as they come in: all that are there at once, so that nobody waits for the next one."""
    rest = b""
    while data := file.read1(_ARRIVING):  # type: ignore[attr-defined]
        *lines, rest = (rest + data).split(b"\n")
        if lines:
            yield lines
    if rest:
        yield [rest]


def check_batch(arriving: Iterable[list[bytes]], reading: Reading) -> Iterator[Checked]:
    """Review JSONL, one answer a line, in order; blank lines are skipped, bad ones answered with an error.

    Lines that arrive together are read together, which is much quicker than one by one.
    """
    number = 0
    for lines in arriving:
        numbered = list(enumerate(lines, number + 1))
        number += len(lines)
        for start in range(0, len(numbered), _TOGETHER):
            yield from _chunk([line for line in numbered[start : start + _TOGETHER] if line[1].strip()], reading)


def _chunk(lines: Sequence[tuple[int, bytes]], reading: Reading) -> Iterator[Checked]:
    """Review some numbered lines together."""
    given = [_line(line, reading) for _, line in lines]
    reviews = _all_or_each([one for _, one in given if isinstance(one, Document)], reading)
    for (number, _), (name, one) in zip(lines, given, strict=True):
        if isinstance(one, str):
            yield Checked("-", error=f"line {number}{one}", id=name)
            continue
        answer = next(reviews)
        if isinstance(answer, Exception):
            fault = f"line {number} could not be read, by a fault of ours ({type(answer).__name__}); please report it"
            yield Checked("-", error=fault, id=name, fault=True)
        else:
            yield Checked("-", answer, id=name)


def _all_or_each(documents: Sequence[Document], reading: Reading) -> Iterator[Review | Exception]:
    """Review documents together; where one meets a fault of ours, one by one, so that the others are answered."""
    try:
        yield from list(reading.documents(documents))
    except ClassifierError:  # no line can be read, and the message says what to do
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the other lines are answered
        for document in documents:
            try:
                yield reading.document(document)
            except Exception as fault:  # noqa: BLE001
                yield fault


def _line(line: bytes, reading: Reading) -> tuple[object, Document | str]:
    """Make a document of a line, or say what is wrong with it; with the caller's own id, as it came."""
    name = None
    try:
        row = json.loads(line.decode("utf-8").removeprefix("\ufeff"))
        name = row.get("id") if isinstance(row, dict) else None
        return name, document_from(row, reading.place)
    except UnicodeDecodeError:
        return name, " is not UTF-8 text"
    except json.JSONDecodeError as error:
        return name, f" is not JSON: {error.msg} at column {error.colno}"
    except RecursionError:
        return name, ": is nested too deep"
    except ValueError as error:
        return name, f": {error}"


_NEAR = 0.75
_KEYS = ("text", "surface", "account", "in_reply_to", "date", "id")


def document_from(row: object, place: _kit.Place) -> Document:
    """Make a document of one JSON object of the review contract. Raises ValueError that says what is wrong."""
    if not isinstance(row, dict):
        raise ValueError('must be an object such as {"id": "1", "text": "…"}')  # noqa: TRY004 - one kind of error
    for key in row.keys() - set(_KEYS):
        if near := get_close_matches(str(key), [k for k in _KEYS if k not in row], 1, _NEAR):
            raise ValueError(f'unknown key "{key}"; did you mean "{near[0]}"?')
    if not isinstance(row.get("text"), str):
        raise ValueError('needs "text", a string')  # noqa: TRY004
    if not row["text"].strip():
        raise ValueError('"text" is empty: there is nothing to review')
    return Document(
        text=row["text"],
        surface=_choice(Surface, row.get("surface"), place.surface, "surface"),
        account=_choice(Account, row.get("account"), place.account, "account"),
        in_reply_to=_words(row.get("in_reply_to"), place.in_reply_to, "in_reply_to"),
        written=_day(row.get("date"), place.written),
        id=str(row["id"]) if row.get("id") is not None else None,
    )


def _choice(kind: Callable[[str], Any], value: object, default: object, key: str) -> Any:  # noqa: ANN401 - the enum's own
    if value is None:
        return default
    try:
        return kind(value)  # type: ignore[arg-type]
    except ValueError:
        options = ", ".join(list(kind))  # type: ignore[call-overload]
        raise ValueError(f'"{key}" must be one of: {options}') from None


def _words(value: object, default: str | None, key: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{key}" must be a string or null')
    return default if value is None else value


def _day(value: object, default: date | None) -> date | None:
    if value is None:
        return default
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError('"date" must be a day such as 2026-11-22') from None


def redacted(checked: Checked) -> Checked:
    """Hide every sign of the text, its match and its suggestion; places and lengths stay."""
    review = checked.review
    if review is None:
        return checked
    hidden = replace(review.document, text=_hide(review.document.text), in_reply_to=None)
    findings = tuple(_redacted(f) for f in review.findings)
    return replace(checked, review=replace(review, document=hidden, findings=findings))


def _redacted(finding: Finding) -> Finding:
    if finding.match is None:
        return replace(finding, suggestion=None)
    return replace(finding, match=f"[{len(finding.match)} characters]", suggestion=None)


def _hide(text: str) -> str:
    return "".join(c if c.isspace() else _HIDDEN for c in text)

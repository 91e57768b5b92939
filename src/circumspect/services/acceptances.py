"""Findings that a named person let stand. Open it to change what an acceptance needs, or where it is kept.

The ledger is a JSONL file beside the profile: it names findings by fingerprint and holds no words of a text.
Every line is appended whole and flushed to disk, under a lock; nothing is ever rewritten.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from circumspect.domain.errors import PlainError
from circumspect.domain.finding import Acceptance
from circumspect.domain.rule import Severity
from circumspect.services.locking import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from circumspect.domain.profile import Profile


class AcceptanceError(PlainError, ValueError):
    """An acceptance that cannot be kept; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger: an acceptance, the rule it was for, and when it was made."""

    acceptance: Acceptance
    rule: str
    on: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The ledger against one run: entries that have expired, that nothing used, whose rule is unknown."""

    expired: tuple[Entry, ...]
    unused: tuple[Entry, ...]
    unknown: tuple[Entry, ...]


class Ledger:
    """The acceptances of a practice."""

    def __init__(self, path: Path) -> None:
        """Use the ledger at `path`, which need not exist yet."""
        self.path = path

    def entries(self) -> list[Entry]:
        """Read the ledger. Raises AcceptanceError for a line that cannot be read."""
        if not self.path.exists():
            return []
        found: list[Entry] = []
        for number, line in enumerate(self._lines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                acceptance = Acceptance(
                    row["fingerprint"], row["by"], row["because"], date.fromisoformat(row["until"]), row.get("second")
                )
                found.append(Entry(acceptance, row["rule"], row["on"]))
            except (ValueError, KeyError, TypeError):
                what = "cannot be read; mend or remove that line"
                raise AcceptanceError(f"{self.path.name}: line {number} {what}") from None
        return found

    def _lines(self) -> list[str]:
        """Read the ledger's lines. Raises AcceptanceError."""
        try:
            return self.path.read_text(encoding="utf-8").split("\n")
        except UnicodeDecodeError:
            raise AcceptanceError(f"{self.path.name} is not UTF-8 text; restore it from a copy") from None

    def in_force(self, day: date) -> dict[str, Acceptance]:
        """Give fingerprint → acceptance for those that have not expired; the last word on a finding counts."""
        last = {e.acceptance.fingerprint: e.acceptance for e in self.entries()}
        return {name: acceptance for name, acceptance in last.items() if acceptance.until >= day}

    def add(self, entry: Entry, first: Callable[[], object] | None = None) -> None:
        """Append one entry; it is on disk when this returns. `first` is done once it is sure that we can write."""
        acceptance = entry.acceptance
        row = {
            "fingerprint": acceptance.fingerprint,
            "rule": entry.rule,
            "by": acceptance.by,
            "because": acceptance.because,
            "until": acceptance.until.isoformat(),
            "second": acceptance.second,
            "on": entry.on,
        }
        with locked(self.path) as file:
            if first is not None:
                first()
            file.seek(0, os.SEEK_END)
            cut_short = file.tell() > 0 and _last_byte(file) != b"\n"
            file.write((b"\n" if cut_short else b"") + json.dumps(row).encode() + b"\n")

    def standing(self, day: date, seen: Iterable[str], rules: Iterable[str]) -> Standing:
        """Sort the entries by what is wrong with them after a run that saw the fingerprints `seen`."""
        entries, here, known = self.entries(), set(seen), set(rules)
        return Standing(
            expired=tuple(e for e in entries if e.acceptance.until < day),
            unused=tuple(e for e in entries if e.acceptance.until >= day and e.acceptance.fingerprint not in here),
            unknown=tuple(e for e in entries if e.rule not in known),
        )


def _last_byte(file: object) -> bytes:
    file.seek(-1, os.SEEK_END)  # type: ignore[attr-defined]
    return bytes(file.read(1))  # type: ignore[attr-defined]


def accept(acceptance: Acceptance, rule_severity: tuple[str, Severity], profile: Profile, today: datetime) -> Entry:
    """Check an acceptance; keep the entry with `Ledger.add`.

    Raises AcceptanceError where a name, reason, date or second name is missing.
    """
    rule, severity = rule_severity
    for value, what in ((acceptance.by, "--by: who lets it stand"), (acceptance.because, "--because: a reason")):
        if len(value.strip()) < 2:  # noqa: PLR2004 - a name or reason has letters
            raise AcceptanceError(f"give {what}")
    if acceptance.until < today.date():
        raise AcceptanceError("--until must be a day still to come")
    if severity is Severity.BLOCK and profile.supervisor:
        if not (acceptance.second or "").strip():
            raise AcceptanceError(
                f"this is a block finding and your profile names a supervisor: add --second {profile.supervisor!r}"
            )
        if str(acceptance.second).strip().lower() == acceptance.by.strip().lower():
            raise AcceptanceError("--second must be another person than --by")
    return Entry(acceptance, rule, today.isoformat(timespec="seconds"))

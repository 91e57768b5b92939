"""Ethics codes and laws as dated facts. Open it to see what a citation is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Confidence(StrEnum):
    """How sure we are of a citation: read in a primary text, in a secondary one, or from memory."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Edition:
    """A text of a code and the days it was in force; `until` None means still in force."""

    id: str
    start: date
    until: date | None = None
    note: str | None = None

    def in_force(self, day: date) -> bool:
        """Say whether this edition bound on `day`."""
        return self.start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered duty of a code: heading, our paraphrase, the editions it stands in.

    `professions` narrows a section of a law that binds only some; empty means whoever the code binds.
    """

    id: str
    heading: str
    says: str
    editions: tuple[str, ...]
    confidence: Confidence
    note: str | None = None
    address: str | None = None
    professions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AppliesWhen:
    """The facts of a profile that make a code apply; any one is enough."""

    professions: tuple[str, ...] = ()
    associations: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EthicsCode:
    """A code or law with its editions and sections."""

    code: str
    title: str
    short: str
    publisher: str
    kind: str
    applies_when: AppliesWhen
    address: str
    checked: date
    editions: tuple[Edition, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A section as a finding cites it: in the edition in force on the document's date."""

    code: str
    section: str
    edition: str
    title: str
    short: str
    heading: str
    says: str
    confidence: Confidence
    address: str
    note: str | None = None

    @property
    def id(self) -> str:
        """The citation as people write it, for example `nasw:4.07(b)`."""
        return f"{self.code}:{self.section}"

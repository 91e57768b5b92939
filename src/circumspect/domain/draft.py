"""A text in the making. Open it to see what of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """What is written, and where it goes. `platform`: whose length counts; "" where none was chosen."""

    text: str
    surface: str = "post"
    account: str = "business"
    in_reply_to: str = ""
    platform: str = ""

    def __repr__(self) -> str:
        """Show the place and the length."""
        return f"Content({self.surface!r}, {len(self.text)} characters)"


@dataclass(frozen=True, slots=True, repr=False)
class Version:
    """A version of a draft. `kept`: its writer saved it; others are saved by the desk as one types."""

    number: int
    content: Content
    at: datetime
    kept: bool

    def __repr__(self) -> str:
        """Show the number and the length."""
        return f"Version({self.number}, {self.content!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A draft with its newest version, and how many versions there are."""

    number: int
    newest: Version
    versions: int

    def __repr__(self) -> str:
        """Show the number."""
        return f"Draft({self.number}, {self.versions} versions)"

"""One text in its place. Open it to see what a reviewer is handed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Surface(StrEnum):
    """Where a text goes. Source: annotation guide, "What is labelled"."""

    POST = "post"
    CAPTION = "caption"
    STORY = "story"
    BIO = "bio"
    BLOG = "blog"
    AD = "ad"
    COMMENT = "comment"
    REPLY = "reply"
    DM = "dm"
    REVIEW_RESPONSE = "review-response"
    GROUP_POST = "group-post"


class Account(StrEnum):
    """Whose account it goes out on."""

    BUSINESS = "business"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """One text in its place: what the clinician wrote, where it goes, and the message it answers.

    `text` and `in_reply_to` are any Unicode string; offsets elsewhere are code points into `text`.
    `written` is the day the text was or will be published; None means today, which the service fills in.
    """

    text: str
    surface: Surface = Surface.POST
    account: Account = Account.BUSINESS
    in_reply_to: str | None = None
    written: date | None = None
    id: str | None = None
    media: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show the place and the length, never the words (design, section 5)."""
        answered = len(self.in_reply_to) if self.in_reply_to is not None else None
        return (
            f"Document({len(self.text)} characters, surface={self.surface.value}, "
            f"account={self.account.value}, in_reply_to={answered})"
        )

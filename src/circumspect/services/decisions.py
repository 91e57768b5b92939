"""Deciding, and keeping what was decided. Open it to change what a decision needs, or what the log is told.

The log holds no client's name: a client is known by number, an account by a mark that only this vault can make.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from circumspect.core.linkage import Linker, Mentions
from circumspect.domain.decision import Decision, Kind
from circumspect.domain.screening import Outcome
from circumspect.readers.requests.accounts import platform_named
from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import load_names
from circumspect.storage.decision_log import DecisionLog, DecisionLogError, Problem, examine, read_export

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circumspect.domain.decision import Sealed
    from circumspect.domain.profile import Profile
    from circumspect.domain.roster import Client, PersonName
    from circumspect.domain.screening import Request, Screening
    from circumspect.services.acceptances import Entry

SCRIPT = Path(__file__).resolve().parent.parent / "templates" / "verify_log.txt"
_SHORTEST = 2
_SHORTEST_NAME = 3
_WORD = re.compile(r"[^\W_]+")


class What(StrEnum):
    """What can be decided of an account."""

    NOT_ACCEPTED = "not accepted"
    ACCEPTED = "accepted"
    REMOVED = "removed"
    DISCUSSED = "discussed in session"


class DecisionError(ValueError):
    """A decision that cannot be kept; the message says what is missing."""


@dataclass(frozen=True, slots=True, repr=False)
class Choice:
    """What someone decided: who, what, why, and with whom."""

    by: str
    what: What
    because: str = ""
    second: str = ""

    def __repr__(self) -> str:
        """Show what, not who or why."""
        return f"Choice({self.what.value!r})"


def needs_reason(screening: Screening, what: What) -> bool:
    """Say whether deciding this goes against what screening found, so that it asks for a reason."""
    return what is What.ACCEPTED and screening.outcome in (Outcome.CLIENT, Outcome.POSSIBLE)


def needs_second(screening: Screening, what: What, profile: Profile) -> bool:
    """Say whether deciding this asks for a second name as well."""
    return needs_reason(screening, what) and bool(profile.supervisor)


def decide(
    log: DecisionLog,
    screening: Screening,
    choice: Choice,
    profile: Profile,
    clients: Sequence[Client],
    now: datetime,
) -> Sealed:
    """Check a decision on an account and seal it onto the log.

    Raises DecisionError where a name, a reason or a second name is missing, or the reason names a client.
    """
    by, because, second = (" ".join(words.split()) for words in (choice.by, choice.because, choice.second))
    if len(by) < _SHORTEST:
        raise DecisionError("say who decides: --by and a name")
    if needs_reason(screening, choice.what) and len(because) < _SHORTEST:
        raise DecisionError("this may be a client, so accepting asks for a reason: --because")
    if needs_second(screening, choice.what, profile) and len(second) < _SHORTEST:
        raise DecisionError(
            "this may be a client and your profile names a supervisor: give a second name with --second"
        )
    if _same(by, second):
        raise DecisionError("--second must be another person than --by")
    _refuse_names(because, clients, screening)
    first = screening.candidates[0] if screening.candidates else None
    facts = {
        "outcome": screening.outcome.value,
        "account": account_mark(log, screening.request),
        "platform": platform_named(screening.request.platform),
        "direction": screening.request.direction.value,
        "standing": first.standing.value if first else "",
        "tie": first.tie.value if first and first.tie else "",
        "override": "yes" if needs_reason(screening, choice.what) else "",
    }
    return log.append(
        Decision(
            kind=Kind.SCREENING,
            by=by,
            what=choice.what.value,
            because=because,
            on=now,
            second=second,
            subject=first.client if first else "",
            facts={name: value for name, value in facts.items() if value},
        )
    )


def account_mark(log: DecisionLog, request: Request) -> str:
    """Give what stands for an account in the log: the same for the same account, and no word of it."""
    shown = request.handle or request.account or request.email or request.phone or request.display
    return log.mark(f"{platform_named(request.platform)}:{_folded(shown)}")


def decided(log: DecisionLog) -> dict[str, Sealed]:
    """Give account mark → the last decision on that account."""
    return {sealed.decision.facts.get("account", ""): sealed for sealed in log.all()}


def seal_acceptance(log: DecisionLog, entry: Entry, clients: Sequence[Client] = ()) -> Sealed:
    """Seal a finding that a person let stand onto the log. Call it before the acceptance is kept.

    Raises DecisionError where the reason names a client.
    """
    acceptance = entry.acceptance
    if clients and Mentions(Linker(clients, load_names(SHIPPED))).mentions(acceptance.because):
        raise _named()
    _refuse_names(acceptance.because, clients)
    return log.append(
        Decision(
            kind=Kind.ACCEPTANCE,
            by=acceptance.by,
            what="let a finding stand",
            because=acceptance.because,
            on=datetime.fromisoformat(entry.on),
            second=acceptance.second or "",
            subject=acceptance.fingerprint,
            facts={"rule": entry.rule, "until": acceptance.until.isoformat()},
        )
    )


def verify_export(text: str) -> list[Problem]:
    """Name everything in an exported log that is not as it was sealed. Raises DecisionLogError for another file."""
    entries, public, ending, problems = read_export(text.split("\n"))
    return [*problems, *examine(entries, public, ending)]


def _same(one: str, other: str) -> bool:
    return bool(one) and _folded(one) == _folded(other)


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _refuse_names(because: str, clients: Sequence[Client], screening: Screening | None = None) -> None:
    """Raise DecisionError where a reason holds a client's full name, or any name of the one it is about."""
    said = _WORD.findall(_folded(because))
    spoken = set(said)
    about = {candidate.client for candidate in screening.candidates} if screening else set()
    for client in clients:
        for name in (client.name, *(relative.name for relative in client.household)):
            words = _name_words(name)
            given, family = (set(_WORD.findall(_folded(part))) for part in (name.given, name.family))
            full = bool(given) and given <= spoken and bool(family & spoken)
            if full or (client.id in about and words & spoken):
                raise _named()
    for shown in _shown(screening.request) if screening else ():
        if len(shown) >= _SHORTEST_NAME and f" {shown} " in f" {' '.join(said)} ":
            raise _named()


def _name_words(name: PersonName) -> set[str]:
    """Give every word of a name that is long enough to tell."""
    parts: Iterable[str] = (name.given, name.family, name.middle, *name.also, *name.former)
    return {word for part in parts for word in _WORD.findall(_folded(part)) if len(word) >= _SHORTEST_NAME}


def _shown(request: Request) -> tuple[str, ...]:
    """Give what an account is known by, as words with a space between."""
    shown = (request.handle, request.display, request.email, request.phone)
    return tuple(" ".join(_WORD.findall(_folded(words))) for words in shown)


def _named() -> DecisionError:
    return DecisionError(
        "the reason holds a word of the client's name or of the account, and the log keeps none. "
        "Say it without, for example with “the client”"
    )


__all__ = [
    "SCRIPT",
    "Choice",
    "DecisionError",
    "DecisionLog",
    "DecisionLogError",
    "What",
    "account_mark",
    "decide",
    "decided",
    "needs_reason",
    "needs_second",
    "seal_acceptance",
    "verify_export",
]

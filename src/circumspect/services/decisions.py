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

from circumspect.domain.decision import Decision, Kind
from circumspect.domain.errors import PlainError
from circumspect.domain.screening import Outcome
from circumspect.readers.requests.accounts import platform_named
from circumspect.services.reasons import Names
from circumspect.storage.decision_log import DecisionLog, DecisionLogError, Problem, examine, read_export

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from circumspect.domain.decision import Sealed
    from circumspect.domain.profile import Profile
    from circumspect.domain.roster import Client
    from circumspect.domain.screening import Request, Screening
    from circumspect.services.acceptances import Entry

SCRIPT = Path(__file__).resolve().parent.parent / "templates" / "verify_log.txt"
_SHORTEST = 2


class What(StrEnum):
    """What can be decided of an account."""

    NOT_ACCEPTED = "not accepted"
    ACCEPTED = "accepted"
    REMOVED = "removed"
    DISCUSSED = "discussed"
    LEFT = "left as it is"


class DecisionError(PlainError, ValueError):
    """A decision that cannot be kept; the message says what is missing."""


class NamedError(DecisionError):
    """A reason that names somebody; another one may do."""


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

    Raises DecisionError where a name, a reason or a second name is missing, or one of them names a client.
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
    about = {candidate.client for candidate in screening.candidates}
    names = Names(clients)
    _refuse_clients(names, profile, about, {"--by": by, "--second": second})
    if because and names.named_in(because, about, screening.request):
        raise _named()
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


def seal_acceptance(log: DecisionLog, entry: Entry, profile: Profile, clients: Sequence[Client] = ()) -> Sealed:
    """Seal a finding that a person let stand onto the log, or that it no longer does. Call it before it is kept.

    Raises DecisionError where the reason, or who lets it stand, names a client.
    """
    acceptance, names = entry.acceptance, Names(clients)
    on = datetime.fromisoformat(entry.on)
    _refuse_clients(names, profile, (), {"--by": acceptance.by, "--second": acceptance.second or ""})
    if names.named_in(acceptance.because):
        raise _named()
    return log.append(
        Decision(
            kind=Kind.ACCEPTANCE,
            by=acceptance.by,
            what="let a finding stand" if acceptance.until >= on.date() else "took back that a finding stands",
            because=acceptance.because,
            on=on,
            second=acceptance.second or "",
            subject=acceptance.fingerprint,
            facts={"rule": entry.rule, "until": acceptance.until.isoformat()},
        )
    )


def verify_export(text: str) -> list[Problem]:
    """Name everything in an exported log that is not as it was sealed. Raises DecisionLogError for another file."""
    entries, public, ending, problems = read_export(text.split("\n"))
    return [*problems, *examine(entries, public, ending)]


def _refuse_clients(names: Names, profile: Profile, about: Collection[str], given: Mapping[str, str]) -> None:
    """Refuse a client's name where a decider's stands: option → name. Raises DecisionError.

    The names of clinician, supervisors and colleagues in the profile stand: a client may be called as they are.
    """
    supervisors = (licence.supervisor for licence in profile.licences)
    own = (profile.name, profile.supervisor, *supervisors, *profile.practice.colleagues)
    known = [_parts(name) for name in own]
    for option, name in given.items():
        if name and not any(_parts(name) <= one for one in known) and names.named_in(name, about):
            raise DecisionError(
                f"{option} holds a name, or a form of one, of a client or of someone close to them, and the log keeps "
                "none. If whoever decides is called so as well, give initials, or write the name into your profile"
            )


def _same(one: str, other: str) -> bool:
    return bool(one) and _folded(one) == _folded(other)


def _parts(name: str) -> set[str]:
    return set(re.findall(r"\w+", _folded(name)))


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _named() -> NamedError:
    return NamedError(
        "the reason holds a name, or a form of one, of a client, of someone close to them, or of the account, and the "
        "log keeps none. Say it without, for example with “the client”"
    )


__all__ = [
    "SCRIPT",
    "Choice",
    "DecisionError",
    "DecisionLog",
    "DecisionLogError",
    "NamedError",
    "What",
    "account_mark",
    "decide",
    "decided",
    "needs_reason",
    "needs_second",
    "seal_acceptance",
    "verify_export",
]

"""How the answers of `circumspect screen` are shown: a page of text, rows for JSON and CSV. Open it to change either.

A client is shown by number unless names were asked for; the account's own words came from the person who asks.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from circumspect.domain.roster import Tie
from circumspect.domain.screening import Outcome
from circumspect.services.screen import NAME_ALONE
from circumspect.surfaces.cli import _kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

    from circumspect.domain.decision import Sealed
    from circumspect.domain.ethics_code import Citation
    from circumspect.domain.screening import Candidate, Request
    from circumspect.services.screen import Answer

# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ORDER = (Outcome.CLIENT, Outcome.POSSIBLE, Outcome.UNDECIDABLE, Outcome.NOT_FOUND)
_SUREST = 0.99
_COLUMNS = ("handle", "display", "platform", "direction", "outcome", "relation", "client", "evidence", "duty", "do")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of answers. `names`: client → name, where names are to be shown; `before`: the last decision, by place."""

    out: Console
    names: Mapping[str, str]
    before: Mapping[int, Sealed]
    explain: bool = False

    def write(self, found: Sequence[Answer], notes: Iterable[str]) -> None:
        """Write a summary, then each client and possible client, then what the list could not show.

        What follows from several matches alike is written once, at the first.
        """
        self._line(summary(found), style="bold")
        told: dict[tuple[object, ...], str] = {}
        for outcome in (Outcome.CLIENT, Outcome.POSSIBLE):
            for place, answer in enumerate(found):
                if answer.screening.outcome is outcome:
                    self._answer(answer, self.before.get(place))
                    alike = (answer.duty, answer.do, answer.notes, answer.when, answer.words)
                    if alike in told:
                        self._line(f"Duty, what to do and what to say: as for {told[alike]}.", 2)
                    else:
                        told[alike] = shown(answer.screening.request)
                        self._advice(answer)
        if last := next((answer for answer in found if answer.found), None):
            self.out.print()
            self._line(f"{last.reply_when}: “{last.reply}”")
            self._line(last.crisis)
            self._line(last.overlap)
            for citation in last.overlap_citations:
                self._line(cited(citation), 2)
            self._line("Record what you decide, one account at a time: circumspect screen decide")
            if not self.names:
                self._line("To see your clients' names instead of their numbers, add --show.")
        for note in notes:
            self._line(f"Note: {note}")

    def _answer(self, answer: Answer, before: Sealed | None) -> None:
        """Write who it may be and why."""
        self.out.print()
        self._line(f"{shown(answer.screening.request)}: {heading(answer)}", style="bold")
        for candidate in answer.screening.candidates:
            speaks = [a.says for a in candidate.evidence if a.weight]
            self._line(f"{self._who(candidate)}: {'; '.join(speaks)}.", 2)
            for alone in (a.says for a in candidate.evidence if a.field == NAME_ALONE):
                self._line(f"How sure: {alone}.", 2)
            if self.explain:
                self._weights(candidate)
        if before is not None:
            self._line(
                f"Decided before: {before.decision.what}, {before.decision.on.date()}, entry {before.number}.", 2
            )

    def _advice(self, answer: Answer) -> None:
        """Write the duty, what to do, and the wording."""
        self._line(f"Duty: {answer.duty}", 2)
        for citation in answer.citations:
            self._line(cited(citation), 4)
        for note in answer.notes:
            self._line(f"Note: {note}", 2)
        self._line("What to do:", 2)
        for step in answer.do:
            self._line(f"- {step}", 4)
        self._line(f"{answer.when}: “{answer.words}”", 2)

    def _who(self, candidate: Candidate) -> str:
        name = self.names.get(candidate.client)
        client = f"{name} ({candidate.client})" if name else f"Client {candidate.client}"
        of = candidate.tie
        tie = f", through {'someone of the household' if of is Tie.OTHER else f'their {of.value}'}" if of else ""
        ended = f" since {candidate.ended}" if candidate.ended else ""
        return f"{client}{tie}, {candidate.standing.value}{ended}"

    def _weights(self, candidate: Candidate) -> None:
        for agreement in candidate.evidence:
            if agreement.field != NAME_ALONE:
                self._line(f"{agreement.weight:+6.1f} bits  {agreement.field}: {agreement.says}", 4)
        chance = "over 99%" if candidate.chance > _SUREST else f"about {candidate.chance:.0%}"
        rarity = "counting in how few accounts are a client's"
        self._line(f"{candidate.weight:+6.1f} bits in all, {rarity}: {chance} by this reckoning", 4)

    def _line(self, words: str, indent: int = 0, style: str = "") -> None:
        self.out.print(Padding(Text(words, style=style), (0, 0, 0, indent)))


def heading(answer: Answer) -> str:
    """Say who it may be, and how sure that is."""
    if answer.screening.outcome is not Outcome.CLIENT:
        return f"possibly {answer.title}"
    return f"{'going by the name, ' if answer.by_name else 'very likely '}{answer.title}"


def summary(found: Sequence[Answer]) -> str:
    """Count the outcomes in one line."""
    counts = Counter(answer.screening.outcome for answer in found)
    parts = [
        _kit.count(counts[outcome], outcome.value, "" if outcome is Outcome.CLIENT else outcome.value)
        for outcome in _ORDER
        if counts[outcome]
    ]
    return f"{_kit.count(len(found), 'account')}: {', '.join(parts)}."


def shown(request: Request) -> str:
    """Give what an account is called on its platform."""
    handle = f"@{request.handle}" if request.handle else ""
    name = request.display or handle or request.email or request.phone or request.account
    return f"{name} ({handle})" if handle and name != handle else name


def cited(citation: Citation) -> str:
    """Give a citation in one line, with how sure it is unless it was verified."""
    sure = "" if citation.confidence.value == "verified" else f" [{citation.confidence.value}]"
    return f"{citation.short} {citation.section}, {citation.edition}: {citation.says}{sure}"


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Give rows as CSV; a cell that a spreadsheet would run as a formula gets a leading apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for plain in rows:
        first = plain["candidates"][0] if plain["candidates"] else {}
        account = plain["account"]
        cells = (
            account.get("handle") or account.get("account", ""),
            account.get("display", ""),
            account.get("platform", ""),
            plain["direction"],
            plain["outcome"],
            plain["relation"] or "",
            first.get("name") or first.get("client", ""),
            "; ".join(a["says"] for a in first.get("evidence", ())),
            plain["duty"],
            " ".join(plain["do"]),
        )
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()

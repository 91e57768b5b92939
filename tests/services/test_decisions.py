"""Decisions: an override needs a reason and a second name, and the log holds nobody's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.finding import Acceptance
from circumspect.domain.profile import Profile
from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.domain.screening import Candidate, Outcome, Request, Screening
from circumspect.services import decisions
from circumspect.services.acceptances import Entry
from circumspect.services.decisions import Choice, DecisionError, What
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circumspect.domain.decision import Sealed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CLIENT = Client(
    "c-7", PersonName("Josephine", "Quillfeather", also=("Josie",)), emails=("jo@example.org",),
    household=(Relative(PersonName("Marta", "Fennimore"), Tie.PARTNER),),
)  # fmt: skip
OTHER = Client("c-8", PersonName("Ruth", "Okonkwo"))
CLIENTS = (CLIENT, OTHER)
REQUEST = Request(handle="josieq91", display="Josie Q.", platform="Instagram")
CANDIDATE = Candidate("c-7", Standing.ACTIVE, None, None, 12.0, 0.99, ())
MATCH = Screening(REQUEST, Outcome.CLIENT, (CANDIDATE,))
POSSIBLE = Screening(REQUEST, Outcome.POSSIBLE, (CANDIDATE,))
NOBODY = Screening(REQUEST, Outcome.NOT_FOUND)
SUPERVISED = Profile(supervisor="Bea Long")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[decisions.DecisionLog]:
    """Give the empty log of a new vault."""
    with Vault.create(tmp_path / "vault", "twelve letters and more") as vault:
        yield decisions.DecisionLog(vault)


def _decide(log: decisions.DecisionLog, screening: Screening, choice: Choice, profile: Profile | None = None) -> Sealed:
    return decisions.decide(log, screening, choice, profile or Profile(), CLIENTS, NOW)


@pytest.mark.parametrize("screening", [MATCH, POSSIBLE], ids=["client", "possible"])
@pytest.mark.parametrize(
    ("choice", "profile", "says"),
    [
        (Choice("Ana Ruiz", What.ACCEPTED), Profile(), "reason"),
        (Choice("Ana Ruiz", What.ACCEPTED, "  "), SUPERVISED, "reason"),
        (Choice("Ana Ruiz", What.ACCEPTED, "a colleague of that name"), SUPERVISED, "second name"),
        (Choice("Ana Ruiz", What.ACCEPTED, "a colleague of that name", " "), SUPERVISED, "second name"),
        (Choice("Ana Ruiz", What.ACCEPTED, "a colleague", " ana  RUIZ "), SUPERVISED, "another person"),
        (Choice("Ána Ruíz", What.ACCEPTED, "a colleague", "Ana Ruiz"), SUPERVISED, "another person"),
        (Choice(" ", What.NOT_ACCEPTED), Profile(), "who decides"),
    ],
)
def test_an_override_without_what_it_needs_is_refused(
    log: decisions.DecisionLog, screening: Screening, choice: Choice, profile: Profile, says: str
) -> None:
    """Without reason, second name or name nothing is recorded."""
    with pytest.raises(DecisionError, match=says):
        _decide(log, screening, choice, profile)
    assert log.all() == []


def test_an_override_with_reason_and_second_name_is_recorded_as_one(log: decisions.DecisionLog) -> None:
    """It stands in the log as an override, with both names, the reason and the client's number."""
    choice = Choice("Ana Ruiz", What.ACCEPTED, "another person, known from college", "Bea Long")
    decision = _decide(log, MATCH, choice, SUPERVISED).decision
    assert (decision.by, decision.second, decision.because) == ("Ana Ruiz", "Bea Long", choice.because)
    assert (decision.subject, decision.facts["override"], decision.facts["platform"]) == ("c-7", "yes", "instagram")


@pytest.mark.parametrize("what", [What.NOT_ACCEPTED, What.REMOVED, What.DISCUSSED])
def test_what_follows_the_duty_needs_no_reason(log: decisions.DecisionLog, what: What) -> None:
    """Not accepting, removing and discussing are recorded with a name alone, supervised or not."""
    assert _decide(log, MATCH, Choice("Ana Ruiz", what), SUPERVISED).decision.what == what.value


def test_accepting_a_stranger_needs_no_reason(log: decisions.DecisionLog) -> None:
    """Where nobody was recognised, an acceptance is no override; the account is known by a mark alone."""
    decision = _decide(log, NOBODY, Choice("Ana Ruiz", What.ACCEPTED), SUPERVISED).decision
    assert decision.subject == ""
    assert "override" not in decision.facts
    assert len(decision.facts["account"]) == 16


@pytest.mark.parametrize(
    "because",
    [
        "Josie asked me to", "JOSEPHINE's wish", "the Quillfeathér account", "Marta is her partner",
        "it is josieq91", "wrote as Josie Q. before", "Ruth Okonkwo knows them",
    ],
)  # fmt: skip
def test_a_reason_that_names_someone_is_refused(log: decisions.DecisionLog, because: str) -> None:
    """A word of the client's name, of the household's, of the account, or another client's full name stops it."""
    with pytest.raises(DecisionError, match="the log keeps none") as caught:
        _decide(log, MATCH, Choice("Ana Ruiz", What.NOT_ACCEPTED, because))
    assert not {"Josie", "Quill", "Marta", "Ruth"} & set(str(caught.value).split())
    assert log.all() == []


@pytest.mark.parametrize(
    ("by", "second", "option"),
    [
        ("Josie Quillfeather", "", "--by"), ("josie", "", "--by"), ("Marta", "", "--by"), ("Ruth Okonkwo", "", "--by"),
        ("Ana Ruiz", "Josephine Q.", "--second"), ("Ana Ruiz", "jo@example.org", "--second"),
    ],
)  # fmt: skip
def test_a_client_is_no_decider(log: decisions.DecisionLog, by: str, second: str, option: str) -> None:
    """A client's name as who decides, or as the second, is refused and not repeated; the log stays without it."""
    with pytest.raises(DecisionError, match=f"^{option} holds a name") as caught:
        _decide(log, MATCH, Choice(by, What.NOT_ACCEPTED, "", second))
    assert not isinstance(caught.value, decisions.NamedError)  # another reason would not do
    assert not {"josie", "marta", "ruth", "josephine"} & set(str(caught.value).lower().split())
    assert log.all() == []


def test_a_decider_may_be_called_as_a_client_is(log: decisions.DecisionLog) -> None:
    """Initials pass, and so do the names that the profile gives to the clinician and the supervisor."""
    _decide(log, MATCH, Choice("R. O.", What.NOT_ACCEPTED))
    own = Profile(name="Ruth Okonkwo, LCSW", supervisor="Josie Long")
    _decide(log, MATCH, Choice("Ruth Okonkwo", What.ACCEPTED, "a colleague of that name", "Josie Long"), own)
    with pytest.raises(DecisionError, match="--by holds"):
        _decide(log, MATCH, Choice("Josie Quillfeather", What.NOT_ACCEPTED), own)
    assert len(log.all()) == 2


def test_ordinary_reasons_are_no_names(log: decisions.DecisionLog) -> None:
    """Another client's first name alone, as an ordinary word may be one, does not stop a reason."""
    for because in ("the client asked; ruth is no ground", "agreed in supervision", "part of a small town"):
        _decide(log, MATCH, Choice("Ana Ruiz", What.NOT_ACCEPTED, because))
    assert len(log.all()) == 3


def test_no_client_and_no_account_is_named_in_log_or_export(log: decisions.DecisionLog) -> None:
    """Neither the log nor its export holds a word of roster or account, whatever platform text came with it."""
    odd = replace(REQUEST, platform="Josie's page", email="jo@example.org", bio="Quillfeather knits")
    _decide(log, replace(MATCH, request=odd), Choice("Ana Ruiz", What.NOT_ACCEPTED))
    _decide(log, replace(NOBODY, request=odd), Choice("Ana Ruiz", What.ACCEPTED, "a club"))
    words = "\n".join(log.export(NOW)).casefold()
    assert not [w for w in ("josie", "quill", "josieq91", "jo@example", "knits", "josephine") if w in words]


def test_the_same_account_is_recognised_and_another_vault_marks_it_otherwise(
    log: decisions.DecisionLog, tmp_path: Path
) -> None:
    """The last decision on an account is found again by its mark, which differs from vault to vault."""
    _decide(log, MATCH, Choice("Ana Ruiz", What.NOT_ACCEPTED))
    last = _decide(log, MATCH, Choice("Ana Ruiz", What.DISCUSSED))
    same = replace(REQUEST, handle="JosieQ91", platform="ig")
    assert decisions.decided(log)[decisions.account_mark(log, same)] == last
    assert decisions.account_mark(log, replace(REQUEST, platform="x")) not in decisions.decided(log)
    with Vault.create(tmp_path / "second", "twelve letters and more") as vault:
        assert decisions.account_mark(decisions.DecisionLog(vault), REQUEST) != decisions.account_mark(log, REQUEST)


def test_a_finding_let_stand_goes_into_the_log(log: decisions.DecisionLog) -> None:
    """Fingerprint, rule, names, reason and end date are sealed; a reason that names a client is refused."""
    acceptance = Acceptance("abc123", "Ana Ruiz", "agreed in supervision", date(2026, 12, 31), "Bea Long")
    entry = Entry(acceptance, "client-vignette", NOW.isoformat(timespec="seconds"))
    decision = decisions.seal_acceptance(log, entry, Profile(), CLIENTS).decision
    assert (decision.kind.value, decision.subject, decision.on) == ("acceptance", "abc123", NOW)
    assert decision.facts == {"rule": "client-vignette", "until": "2026-12-31"}
    for named in (
        replace(acceptance, because="Ruth Okonkwo agreed"),
        replace(acceptance, by="Ruth Okonkwo"),
        replace(acceptance, second="Ruth Okonkwo"),
    ):
        with pytest.raises(DecisionError, match="the log keeps none"):
            decisions.seal_acceptance(log, replace(entry, acceptance=named), Profile(), CLIENTS)
    assert len(log.all()) == 1


def test_an_exported_log_is_verified_by_the_service(log: decisions.DecisionLog) -> None:
    """The text of an export is in order as given out; without its middle entry it is not."""
    for _ in range(3):
        _decide(log, MATCH, Choice("Ana Ruiz", What.NOT_ACCEPTED))
    lines = log.export(NOW)
    assert decisions.verify_export("\n".join(lines)) == []
    (problem,) = decisions.verify_export("\n".join([*lines[:2], *lines[3:]]))
    assert str(problem).startswith("entry 2 is missing")

"""Letting a finding stand at the desk, and taking that back. Open it to change what is sealed along with it.

As `circumspect accept` does: the ledger keeps it, and where there is a vault it is sealed in the decision log first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from circumspect.domain.rule import Severity
from circumspect.services import acceptances
from circumspect.services.decisions import DecisionLog, seal_acceptance
from circumspect.services.screen import clients_in
from circumspect.services.vault import vault_exists

if TYPE_CHECKING:
    from circumspect.domain.finding import Acceptance
    from circumspect.services.acceptances import Entry
    from circumspect.services.office import Office


def needs_second(office: Office, severity: Severity) -> bool:
    """Say whether letting such a finding stand asks for a second name."""
    return severity is Severity.BLOCK and bool(office.desk.profile.supervisor)


def let_stand(office: Office, acceptance: Acceptance, rule: str) -> bool:
    """Keep that a finding stands; say whether it was sealed in the decision log.

    Raises AcceptanceError and DecisionError for what is missing or names a client, KeyError for a rule there is not,
    VaultLockedError where there is a vault and it is locked.
    """
    with office.alone():
        desk = office.desk
        found = desk.ruleset.rule(rule)
        severity = desk.reviewer.severity(found) or found.severity
        entry = acceptances.accept(acceptance, (rule, severity), desk.profile, office.now().astimezone())
        return _keep(office, entry)


def take_back(office: Office, fingerprint: str) -> bool:
    """Have a finding count again; False where nothing stood. Raises what `let_stand` does."""
    with office.alone():
        standing = office.desk.ledger.in_force(office.today).get(fingerprint)
        if standing is None:
            return False
        rule = next(e.rule for e in office.desk.ledger.entries() if e.acceptance == standing)
        ended = replace(standing, until=office.today - timedelta(days=1))
        _keep(office, acceptances.Entry(ended, rule, office.now().astimezone().isoformat(timespec="seconds")))
        return True


def _keep(office: Office, entry: Entry) -> bool:
    """Seal an entry where there is a vault, then keep it; say whether it was sealed."""
    if not vault_exists(office.vault_place):
        office.desk.ledger.add(entry)
        return False
    vault = office.vault
    clients = clients_in(vault)
    office.desk.ledger.add(entry, lambda: seal_acceptance(DecisionLog(vault), entry, office.desk.profile, clients))
    return True

"""A desk with something in its vault."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.activity import Activity
from circumspect.domain.activity import Kind as Was
from circumspect.domain.document import Surface
from circumspect.domain.roster import Client, PersonName
from circumspect.domain.worklist import Action, Found
from circumspect.storage.archives import Archives
from circumspect.storage.roster import Roster

if TYPE_CHECKING:
    from circumspect.services.office import Office

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def practice(office: Office, passphrase: str) -> Office:
    """Give a desk with an open vault, one client and a work list of three entries."""
    office.create_vault(passphrase)
    found = [
        Found(
            f"rule:{number}", "testimonial-solicitation", severity, "Asking for reviews", "Asks.", "Why.", "Instead.",
            (Action.DELETE, Action.LEAVE), 0, 5,
        )
        for number, severity in enumerate(("advise", "block", "revise"))
    ]  # fmt: skip
    with office.vault.write() as session:
        Roster(session).put(Client("c-1", PersonName("Josephine", "Quillfeather")))
        archives = Archives(session, lambda: NOW)
        archive = archives.begin("instagram", "instagram", "2025", ["export.zip"], "digest", "1")
        post = Activity(Was.WRITTEN, "instagram", "post", "p1", NOW, Surface.POST, "Leave me a review!")
        (number,) = archives.put(archive, {}, [post], "1").values()
        archives.note(number, found)
    office.roster_changed()
    return office

"""What the report is made from: only what the newest copy has, counted once, topics as the owner's own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from circumspect.domain.activity import Activity, Count, Coverage, Kind, Visibility
from circumspect.domain.document import Surface
from circumspect.domain.profile import Profile
from circumspect.domain.roster import Client, PersonName
from circumspect.domain.screening import Direction, Request
from circumspect.renderers import report as page
from circumspect.services.audit_report import report
from circumspect.services.container import Desk, Home
from circumspect.storage import keyslot
from circumspect.storage.archives import Archives
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circumspect.core.ruleset import Ruleset

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GROUP = "Sober Moms of Zorblatt County"
FRIEND = Request("", "Priya Raghunathan", direction=Direction.FRIEND)
FOLLOWER = Request(account="991", direction=Direction.FOLLOWER)
STOOD = (
    Activity(Kind.WRITTEN, "x", "post", "1", NOW.replace(year=2019), Surface.POST, "New chairs.", member="a"),
    Activity(Kind.WRITTEN, "x", "reply", "2", NOW, Surface.REVIEW_RESPONSE, "Thanks.", in_reply_to="Nice", member="a"),
    Activity(Kind.AFFILIATION, "x", "group", "3", title=GROUP, visibility=Visibility.PUBLIC, member="a"),
    Activity(Kind.FACT, "x", "home town", "4", text="Zorblatt", member="a"),
    Activity(Kind.RECEIVED, "x", "review", "5", text="Zorblatt helped me.", stars=5, mine=False, member="a"),
    Activity(Kind.CONNECTION, "x", "friend", "6", who=FRIEND, member="a"),
    Activity(Kind.CONNECTION, "x", "follower", "7", who=FOLLOWER, member="a"),
)  # fmt: skip


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """Give a vault with one client and one archive that was read."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    with Vault.create(tmp_path / "vault", "amber kettle over the orchard") as opened:
        with opened.write() as session:
            Roster(session).put(Client("c1", PersonName("Priya", "Raghunathan")))
            _read(Archives(session, lambda: NOW), STOOD, "d1")
        yield opened


def _read(archives: Archives, stood: tuple[Activity, ...], digest: str) -> None:
    archive = archives.begin("x", "x", "2024", ["x.zip"], digest, "r")
    archives.put(archive, {"a": "posts"}, stood, "r")
    archives.finish(archive.number, Coverage([Count("a", "posts")], media=3))


@pytest.fixture
def desk(tmp_path: Path, ruleset: Ruleset) -> Desk:
    """Give a desk that reads with rules alone."""
    return Desk(Home(tmp_path), Profile(), rules_only=True, _ruleset=ruleset)


def test_everything_comes_where_it_belongs(vault: Vault, desk: Desk) -> None:
    """Texts, replies, groups, facts, reviews and connections, the days they cover, pictures that were not looked at."""
    made = report(vault, desk, NOW)
    assert (made.texts, len(made.replies), len(made.exposure), len(made.facts), len(made.received)) == (2, 1, 1, 1, 1)
    assert [(one.client, one.possible, one.undecidable) for one in made.screened] == [(1, 0, 0), (0, 0, 1)]
    assert [one.candidates[0].client for one in made.connections] == ["c1"]
    (archive,) = made.archives
    assert (archive.start, archive.end) == (NOW.replace(year=2019).date(), NOW.date())
    assert (made.pictures.found, made.pictures.looked_at) == (3, 0)
    assert made.pictures.because
    assert "Zorblatt" not in repr(made) + repr(made.topics) + repr(made.archives)


def test_what_a_newer_copy_has_no_more_is_not_told(vault: Vault, desk: Desk) -> None:
    """The report tells of the account as it is."""
    with vault.write() as session:
        _read(Archives(session, lambda: NOW), STOOD[:1], "d2")
    made = report(vault, desk, NOW)
    assert (made.texts, made.exposure, made.connections) == (1, (), ())
    assert len(made.archives) == 1


def test_a_copy_without_a_kind_of_file_says_nothing_about_it(vault: Vault, desk: Desk) -> None:
    """Who asks the platform for posts alone keeps what was known of groups and friends."""
    with vault.write() as session:
        archives = Archives(session, lambda: NOW)
        archive = archives.begin("x", "x", "2024", ["x.zip"], "d3", "r")
        archives.finish(archive.number, Coverage([Count("b", "likes")]))
    assert len(report(vault, desk, NOW).exposure) == 1


def test_what_groups_are_about_is_the_owners_to_share(vault: Vault, desk: Desk) -> None:
    """Topics stand in the revealed report alone, with a note that judges nobody."""
    made = report(vault, desk, NOW)
    assert {topic.title for topic in made.topics} >= {"Recovery and support groups"}
    veiled, revealed = ("".join(page.render(made, reveal=reveal)) for reveal in (False, True))
    assert "Recovery and support groups" not in veiled
    assert "Zorblatt" not in veiled
    assert "Recovery and support groups" in revealed
    assert GROUP in revealed

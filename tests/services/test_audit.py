"""Reading exports into the vault: nothing lost, nothing doubled, decisions kept, gone things closed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.domain.activity import Activity, Kind, Recognition
from circumspect.domain.document import Surface
from circumspect.domain.profile import Profile
from circumspect.domain.roster import Client, PersonName
from circumspect.domain.screening import Direction, Request
from circumspect.domain.worklist import Action, Status, Wanted
from circumspect.readers.archives._kit import Part, json_rows, when
from circumspect.readers.archives._source import Source
from circumspect.services import audit
from circumspect.services.container import Desk, Home
from circumspect.services.decisions import DecisionError
from circumspect.storage import keyslot
from circumspect.storage.archives import Archives
from circumspect.storage.decision_log import DecisionLog
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from circumspect.core.ruleset import Ruleset

WORDS = "amber kettle over the orchard"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HELD = "My client Marisol Zorblatt, 34, a pastry cook in Kuna, finally left her husband last week."
FINE = "Our waiting room has new chairs."


def _post(row: dict[str, Any], _member: object) -> Iterator[Activity]:
    surface, deleted = Surface.BLOG if "title" in row else Surface.POST, row.get("deleted", False)
    made = Activity(Kind.WRITTEN, "", "post", str(row["id"]), when(row.get("t")), surface, row["text"], deleted=deleted)
    yield replace(made, title=row.get("title", ""))


def _friend(row: dict[str, Any], _member: object) -> Iterator[Activity]:
    who = Request(display=row.get("name", ""), account=row.get("number", ""), direction=Direction.FRIEND)
    yield Activity(Kind.CONNECTION, "", "friend", who=who, when=when(row.get("t")))


def _praise(row: dict[str, Any], _member: object) -> Iterator[Activity]:
    yield Activity(Kind.RECEIVED, "", "recommendation", text=row["text"], mine=False)


@pytest.fixture
def reader() -> ModuleType:
    """Give a reader of a platform that does not exist."""
    module = ModuleType("anywhere")
    module.PLATFORM, module.TITLE = "other", "Anywhere"  # type: ignore[attr-defined]
    module.PARTS = (  # type: ignore[attr-defined]
        Part("posts", r"posts\.json$", json_rows("item"), _post),
        Part("friends", r"friends\.json$", json_rows("item"), _friend),
        Part("praise", r"praise\.json$", json_rows("item"), _praise, required=False),
    )
    return module


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """Give an open vault."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    with Vault.create(tmp_path / "vault", WORDS) as opened:
        yield opened


@pytest.fixture
def read(tmp_path: Path, vault: Vault, reader: ModuleType, ruleset: Ruleset) -> Callable[..., audit.Audited]:
    """Give a function that reads an export of these rows."""

    def go(wish: audit.Wish | None = None, platform: str = "other", **rows: list[dict[str, Any]]) -> audit.Audited:
        folder = tmp_path / f"export{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for name, those in rows.items():
            (folder / f"{name}.json").write_text(json.dumps(those), encoding="utf-8")
        desk = Desk(Home(tmp_path), Profile(), rules_only=True, _ruleset=ruleset)
        with Source([folder]) as source:
            reading = audit.Audit(desk, vault, lambda: NOW)
            return reading.read(source, reader, Recognition(platform, "2026", 1.0), wish or audit.Wish())

    return go


def _posts(*numbers: int) -> list[dict[str, Any]]:
    return [{"id": n, "t": 1_600_000_000 + n, "text": HELD if n % 2 else FINE} for n in numbers]


def test_what_would_block_stands_on_the_work_list(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """A post with a client in it becomes an entry: words marked, reasons, sections of then and of today."""
    done = read(posts=_posts(1, 2), friends=[])
    assert (done.new, done.found["block"] > 0) == (2, True)
    (held, *_) = audit.entries(vault)
    assert held.activity.text == HELD
    assert held.found.start is not None
    assert held.found.now
    assert held.status is Status.OPEN
    assert "Zorblatt" not in repr(held) + repr(held.activity) + repr(held.found)


def test_reading_again_doubles_nothing(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """The same export twice is the same work list; a newer one adds only what is new, changed text is read again."""
    read(posts=_posts(1, 2, 3), friends=[])
    before = [(item.number, item.found.mark) for item in audit.entries(vault)]
    again = read(posts=_posts(1, 2, 3), friends=[])
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    assert [(item.number, item.found.mark) for item in audit.entries(vault)] == before
    newer = read(posts=[*_posts(1, 2, 3), *_posts(5)], friends=[])
    assert (newer.new, newer.same) == (1, 3)
    edited = [{**row, "text": FINE} if row["id"] == 3 else row for row in [*_posts(1, 2, 3), *_posts(5)]]
    assert read(posts=edited, friends=[]).changed == 1
    assert {item.activity.id for item in audit.entries(vault, Wanted((Status.OPEN,)))} == {"1", "5"}
    assert {item.activity.id for item in audit.entries(vault, Wanted((Status.GONE,)))} == {"3"}


def test_what_a_newer_export_has_no_more_is_closed(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """A deleted post closes its entries as gone; a part that is missing closes nothing; what is back is open again."""
    read(posts=_posts(1, 3, 5), friends=[])
    assert read(friends=[]).gone == 0
    assert read(posts=_posts(1, 5), friends=[]).gone > 0
    by_post = {item.activity.id: item.status for item in audit.entries(vault)}
    assert by_post == {"1": Status.OPEN, "3": Status.GONE, "5": Status.OPEN}
    read(posts=_posts(1, 3, 5), friends=[])
    assert {item.status for item in audit.entries(vault)} == {Status.OPEN}


def test_an_older_or_partial_copy_closes_nothing(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """A copy that begins later, ends sooner or holds next to nothing says nothing about what it leaves out."""
    read(posts=_posts(1, 3, 5, 7, 9, 11, 13), friends=[])
    assert read(posts=_posts(5, 7, 9), friends=[]).gone == 0
    little = read(posts=_posts(1, 13), friends=[])
    assert (little.gone, little.unclosed) == (0, ["posts"])
    assert {item.status for item in audit.entries(vault)} == {Status.OPEN}


def test_of_two_with_one_id_the_first_counts(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """A later row with the same id neither hides what was found nor counts as a change."""
    twice = [*_posts(1), {**_posts(1)[0], "text": FINE}]
    assert read(posts=twice, friends=[]).new == 1
    assert {item.status for item in audit.entries(vault)} == {Status.OPEN}
    again = read(posts=twice, friends=[])
    assert (again.changed, again.same) == (0, 1)


def test_one_name_on_two_platforms_is_two_accounts(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """`--as practice` for both keeps the work list of each."""
    read(audit.Wish("practice"), posts=_posts(1), friends=[])
    read(audit.Wish("practice"), platform="two", posts=_posts(3), friends=[])
    assert {(item.label, item.status) for item in audit.entries(vault)} == {
        ("other/practice", Status.OPEN),
        ("two/practice", Status.OPEN),
    }


def test_two_accounts_of_one_platform_are_kept_apart(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """The export of one account closes nothing of the other's, even where numbers are the same."""
    read(audit.Wish("practice"), posts=_posts(1), friends=[])
    read(audit.Wish("my own"), posts=_posts(3), friends=[])
    assert {(item.label, item.status) for item in audit.entries(vault)} == {
        ("other/practice", Status.OPEN),
        ("other/my own", Status.OPEN),
    }


def test_a_decision_stays_and_is_sealed(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """Resolving is kept through later readings, sealed in the log without a word of the post, and can be undone."""
    read(posts=_posts(1), friends=[])
    (item, *_) = audit.entries(vault)
    word = audit.Word("Dana Reyes", NOW, "taken down on both pages")
    audit.resolve(vault, item, Action.DELETE, word, [])
    read(audit.Wish(afresh=True), posts=_posts(1), friends=[])
    resolved = audit.entry(vault, item.number)
    assert resolved is not None
    assert (resolved.status, resolved.who, resolved.note) == (Status.RESOLVED, "Dana Reyes", "taken down on both pages")
    with pytest.raises(audit.AuditError):
        audit.resolve(vault, resolved, Action.DELETE, word, [])
    audit.reopen(vault, resolved, audit.Word("Dana Reyes", NOW), [])
    log = DecisionLog(vault)
    assert [one.decision.what for one in log.all()] == ["delete it", "opened again"]
    assert "Zorblatt" not in json.dumps([str(one.decision.facts) + one.decision.because for one in log.all()])
    assert log.verify() == []


def test_a_note_that_names_a_client_is_refused(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """Nothing is recorded then, and the entry stays open; so too where nobody decides."""
    read(posts=_posts(1), friends=[])
    (item, *_) = audit.entries(vault)
    client = Client("c1", PersonName("Marisol", "Zorblatt"))
    with pytest.raises(DecisionError) as caught:
        audit.resolve(
            vault, item, Action.EDIT, audit.Word("Dana Reyes", NOW, "Marisol Zorblatt asked for it"), [client]
        )
    assert "Zorblatt" not in str(caught.value)
    with pytest.raises(audit.AuditError):
        audit.resolve(vault, item, Action.EDIT, audit.Word(" ", NOW), [client])
    assert DecisionLog(vault).all() == []
    assert next(audit.entries(vault)).status is Status.OPEN


def test_connections_are_compared_with_the_roster(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """A friend of a client's name becomes an entry with the client's number; numbers alone cannot be decided."""
    friends = [{"name": "Priya Raghunathan"}, {"name": "Tom Birch"}, {"number": "998877665544332211"}]
    assert "roster" in read(posts=[], friends=friends).unscreened
    with vault.write() as session:
        Roster(session).put(Client("c7", PersonName("Priya", "Raghunathan")))
    done = read(posts=[], friends=friends)
    assert (done.matched, done.undecidable, done.unscreened) == (1, 1, "")
    (item,) = audit.entries(vault)
    assert (item.found.rule, item.found.facts["client"]) == ("client-connection", "c7")
    assert Action.RAISE in item.found.actions


def test_a_recommendation_that_is_shown_is_named(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """Others' praise on the profile is put forward once, gently."""
    read(posts=[], friends=[], praise=[{"text": "She changed my life."}])
    assert [(item.found.rule, item.found.severity) for item in audit.entries(vault)] == [("testimonial-use", "advise")]


def test_the_heading_of_an_article_is_read_too(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """What stands in the title alone is found, and its place fits the text that is kept."""
    read(posts=[{"id": 1, "title": HELD, "text": FINE}], friends=[])
    (item, *_) = audit.entries(vault)
    assert item.activity.text == f"{HELD}\n\n{FINE}"
    assert item.found.end is not None
    assert item.found.end <= len(HELD)


def test_what_was_deleted_already_asks_for_nothing(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """The export still holds deleted posts; the only action is to know it."""
    read(posts=[{**_posts(1)[0], "deleted": True}], friends=[])
    assert {item.found.actions for item in audit.entries(vault)} == {(Action.NOTHING,)}


def test_activities_come_back_as_they_were_kept(read: Callable[..., audit.Audited], vault: Vault) -> None:
    """What the newest export has can be asked for by kind."""
    read(posts=_posts(1, 2), friends=[{"name": "Tom Birch", "t": 1_600_000_000}])
    with vault.session() as session:
        found = [one for _, _, one in Archives(session).activities(kind=Kind.CONNECTION)]
        assert len(list(Archives(session).activities())) == 3
    assert found[0].who == Request(display="Tom Birch", direction=Direction.FRIEND)
    assert found[0].when == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)


KILLED = """
import json, sys, time
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[4])
import test_audit as t
from circumspect.storage import keyslot
keyslot.USUAL = keyslot.Cost(8 * 1024, 1)
from circumspect.services import audit
from circumspect.rulebook import cache
audit.BATCH = 16
desk = t.Desk(t.Home(Path(sys.argv[1])), t.Profile(), rules_only=True, _ruleset=cache.ruleset((cache.SHIPPED,)))
with t.Vault.unlock(Path(sys.argv[2]), t.WORDS) as vault, t.Source([Path(sys.argv[3])]) as source:
    reading = audit.Audit(desk, vault, lambda: t.NOW)
    known = t.Recognition("other", "2026", 1.0)
    done = reading.read(source, t.reader.__wrapped__(), known, audit.Wish(), lambda n: print(n.number, flush=True))
    print("done", done.resumed, flush=True)
"""


@pytest.mark.parametrize("after", [16, 64, 112])
def test_killed_and_started_again_it_loses_and_doubles_nothing(
    after: int, vault: Vault, tmp_path: Path, ruleset: Ruleset
) -> None:
    """Kill -9 in the middle, then the same command: it goes on, and the work list is that of one whole run."""
    posts = [{"id": n, "t": 1_600_000_000 + n, "text": HELD if n % 8 == 0 else FINE} for n in range(160)]
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "posts.json").write_text(json.dumps(posts), encoding="utf-8")
    assert ruleset.version  # compiled, so that the other process finds it so
    here = Path(__file__).parent
    words = [sys.executable, "-c", KILLED, *map(str, (tmp_path, tmp_path / "vault", folder, here))]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own program
        assert running.stdout is not None
        for line in running.stdout:
            if int(line) >= after:
                running.send_signal(signal.SIGKILL)
                break
    whole = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert int(whole.stdout.split()[-1]) >= after
    items = list(audit.entries(vault))
    marks = [(item.activity.id, item.found.mark) for item in items]
    assert len(set(marks)) == len(marks)
    assert {item.activity.id for item in items} == {str(n) for n in range(0, 160, 8)}
    with vault.session() as session:
        assert len(list(Archives(session).activities())) == 160


def test_a_decision_and_its_entry_in_the_log_are_kept_together(
    read: Callable[..., audit.Audited], vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the one cannot be written the other is not either."""
    read(posts=_posts(1))
    item = next(audit.entries(vault))

    def full(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Archives, "set_status", full)
    with pytest.raises(OSError, match="no room"):
        audit.resolve(vault, item, Action.DELETE, audit.Word("Dana Reyes", NOW), [])
    assert DecisionLog(vault, lambda: NOW).all() == []
    assert audit.entry(vault, item.number).status is Status.OPEN  # type: ignore[union-attr]

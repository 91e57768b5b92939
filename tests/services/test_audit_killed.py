"""An audit killed at any moment, the closing of what is gone included: what is kept is what one whole run keeps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from circumspect.domain.roster import Client, PersonName
from circumspect.storage import keyslot
from circumspect.storage.roster import Roster
from circumspect.storage.vault import Vault

if TYPE_CHECKING:
    import pytest

    from circumspect.core.ruleset import Ruleset

# Kills itself before the n-th statement that it sends to the vault: for every eighth n while it reads, and for each of
# the last 24, which screen and close. It forks, so that rules and names are read once. After each kill another process
# reads to the end, and what the vault then holds is compared with what it holds after one whole run.
KILLED = """
import gc, json, os, shutil, signal, sys
from pathlib import Path
folder = Path(sys.argv[1])
sys.path.insert(0, sys.argv[2])
from functools import cache as once
import test_audit as t
from sqlalchemy import event, text
from sqlalchemy.engine import Engine
from circumspect.rulebook import cache
from circumspect.services import audit, screen
from circumspect.storage import keyslot
keyslot.USUAL = keyslot.Cost(8 * 1024, 1)
audit.BATCH = 4
screen.load_names = once(screen.load_names)
desk = t.Desk(t.Home(folder), t.Profile(), rules_only=True, _ruleset=cache.ruleset((cache.SHIPPED,)))
desk.reviewer
reader, known = t.reader.__wrapped__(), t.Recognition("other", "2026", 1.0)
left, sent = None, 0

@event.listens_for(Engine, "before_cursor_execute")
def _(connection, cursor, statement, *rest):
    global left, sent
    sent += 1
    if left is not None:
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

def posts(*numbers):
    return [{"id": n, "t": 1_600_000_000 + n, "text": t.HELD if n % 3 == 0 else t.FINE} for n in numbers]

def export(name, rows, friends):
    (folder / name).mkdir()
    (folder / name / "posts.json").write_text(json.dumps(rows))
    (folder / name / "friends.json").write_text(json.dumps([{"name": one} for one in friends]))

def read(place, name):
    with t.Vault.unlock(place, t.WORDS) as vault, t.Source([folder / name]) as source:
        audit.Audit(desk, vault, lambda: t.NOW).read(source, reader, known, audit.Wish())

def forked(work):
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def kept(place):
    with t.Vault.unlock(place, t.WORDS) as vault, vault.session() as session:
        items = "SELECT a.id, i.mark, i.status, i.body FROM item i JOIN activity a ON i.activity = a.number"
        told = [session.execute(text(one)).all() for one in (items, "SELECT id, digest FROM activity")]
        unended = session.execute(text("SELECT count(*) FROM archive WHERE ended = ''")).scalar()
        return [sorted(map(tuple, rows)) for rows in told], unended

def killed_at(n):
    global left
    place = folder / "killed"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder / "vault", place)
    def dying():
        global left
        left = n
        read(place, "newer")
    assert forked(dying) == -signal.SIGKILL, n
    assert forked(lambda: read(place, "newer")) == 0
    return kept(place)

# The first export is read whole; the second lacks two posts and a friend, has a post and a friend more, changes a post.
export("older", posts(*range(7)), ["Tom Birch", "Ann Lowe"])
newer = posts(0, 1, 4, 5, 6, 7)
newer[1] = {**newer[1], "text": t.HELD}
export("newer", newer, ["Tom Birch", "Priya Raghunathan"])
read(folder / "vault", "older")
shutil.copytree(folder / "vault", folder / "whole")
sent = 0
read(folder / "whole", "newer")
whole, expected = sent, kept(folder / "whole")
(items, activities), unended = expected
statuses = [status for _, _, status, _ in items]
assert unended == 0 and len({one[:2] for one in items}) == len(items), items
gc.freeze()
end = whole - 24
moments = [*range(0, end, 8), *range(end, whole)]
for n in moments:
    assert killed_at(n) == expected, n
print(len(moments), len(activities), statuses.count("gone"), statuses.count("open"))
"""


def test_killed_at_any_moment_it_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ruleset: Ruleset
) -> None:
    """Kill -9 before a statement to the vault, in reading, screening and closing; the same command ends it."""
    monkeypatch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
    with Vault.create(tmp_path / "vault", "amber kettle over the orchard") as vault, vault.write() as session:
        Roster(session).put(Client("c7", PersonName("Priya", "Raghunathan")))
    assert ruleset.version  # compiled, so that the other process finds it so
    words = [sys.executable, "-c", KILLED, str(tmp_path), str(Path(__file__).parent)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert done.returncode == 0, done.stderr[-2_000:]
    moments, activities, gone, open_ = map(int, done.stdout.split())
    assert (moments > 24, activities) == (True, 8 + 3)
    assert gone >= 1
    assert open_ >= 4

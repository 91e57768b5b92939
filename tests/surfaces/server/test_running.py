"""Starting the desk for real: once, twice, after a kill, on a port that is taken; and what others can see of it."""

from __future__ import annotations

import http.client
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from circumspect.services.office import Office, TooManyTriesError
from circumspect.services.vault import WrongPassphraseError
from circumspect.storage import keyslot
from circumspect.surfaces.server import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Begin = Callable[..., "Desk"]

PASSPHRASE = "amber kettle over the orchard"
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/enter\?code=([\w-]+)")
LINUX = pytest.mark.skipif(not Path("/proc/self/net/tcp").is_file(), reason="looks into /proc")


class Desk:
    """A desk in a process of its own; what it says is read as it comes."""

    def __init__(self, folder: Path, *words: str) -> None:
        """Start it."""
        self.folder = folder
        command = [sys.executable, "-m", "circumspect", "desk", "--no-browser", "--rules-only", *words]
        command += ["--vault", str(folder / "vault"), "--profile", str(folder / "circumspect.toml")]
        env = {**os.environ, "CIRCUMSPECT_RUNTIME": str(folder / "run"), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder
        )
        self.said = ""

    def until(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Wait until it says something; fail where it ends without."""
        assert self.process.stdout is not None
        while (found := pattern.search(self.said)) is None:
            ready, _, _ = select.select([self.process.stdout], [], [], 120)
            line = self.process.stdout.readline() if ready else ""
            assert line, f"it ended, or said nothing more: {self.said}"
            self.said += line
        return found

    def ready(self) -> int:
        """Wait until it can be entered; give its port."""
        return int(self.until(ADDRESS)[1])

    def ended(self) -> int:
        """Wait for its end; give the exit code."""
        rest, _ = self.process.communicate(timeout=120)
        self.said += rest or ""
        return self.process.returncode

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it, and wait."""
        with suppress(ProcessLookupError):
            self.process.send_signal(how)
        return self.ended()

    @property
    def written(self) -> dict[str, object]:
        """What it wrote down of itself."""
        found: dict[str, object] = json.loads((self.folder / "run" / "desk.json").read_text(encoding="utf-8"))
        return found


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Give what starts desks; all of them are ended."""
    begun: list[Desk] = []
    (tmp_path / "circumspect.toml").write_text('[clinician]\nprofession = "psychology"\n', encoding="utf-8")

    def start(*words: str) -> Desk:
        begun.append(Desk(tmp_path, *words))
        return begun[-1]

    yield start
    for desk in begun:
        if desk.process.poll() is None:
            desk.process.kill()
            desk.process.communicate()


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Ask a desk; give number, headers and words."""
    return ask(port, "GET", path, None, headers)


def ask(
    port: int, method: str, path: str, content: str | None, headers: dict[str, str]
) -> tuple[int, dict[str, str], str]:
    """Send something to a desk; give number, headers and words."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request(method, path, content, headers)
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


def listening(process: int) -> set[tuple[str, int]]:
    """Give where a process listens, as the system tells it: address and port of each of its sockets."""
    held = {str(one.readlink()) for one in Path(f"/proc/{process}/fd").iterdir() if one.is_symlink()}
    found = set()
    for kind in ("tcp", "tcp6", "udp", "udp6"):
        for row in Path(f"/proc/{process}/net/{kind}").read_text(encoding="ascii").splitlines()[1:]:
            fields = row.split()
            address, port = fields[1].split(":")
            if f"socket:[{fields[9]}]" in held and (fields[3] == "0A" or kind.startswith("udp")):
                found.add((f"{kind} {address}", int(port, 16)))
    return found


def test_it_is_entered_with_the_address_that_it_says(begin: Begin) -> None:
    """The address lets one in once; Ctrl-C ends it in peace and takes what it wrote down along."""
    desk = begin("--port", "0")
    port = desk.ready()
    path = f"/enter?code={desk.until(ADDRESS)[2]}"
    status, headers, _ = get(port, path)
    assert status == 303
    cookie = headers["set-cookie"].split(";")[0]
    assert get(port, "/api/v1/status", Cookie=cookie)[0] == 200
    assert get(port, path)[0] == 403
    desk.stop()
    assert "Traceback" not in desk.said
    assert not (desk.folder / "run" / "desk.json").exists()


def test_a_second_start_opens_the_first(begin: Begin) -> None:
    """It says another address of the same desk and ends; the first goes on."""
    first = begin("--port", "0")
    port = first.ready()
    second = begin()
    assert second.ready() == port
    assert second.ended() == 0
    codes = [one.until(ADDRESS)[2] for one in (first, second)]
    assert len(set(codes)) == 2
    assert [get(port, f"/enter?code={code}")[0] for code in codes] == [303, 303]


def test_two_starts_at_once_make_one_desk(begin: Begin) -> None:
    """Whichever is first, both lead to it."""
    both = [begin("--port", "0") for _ in range(2)]
    ports = {one.ready() for one in both}
    assert len(ports) == 1
    for one in both:
        (port,) = ports
        assert get(port, f"/enter?code={one.until(ADDRESS)[2]}")[0] == 303


def test_after_a_kill_the_next_start_works_and_the_vault_is_locked(begin: Begin, tmp_path: Path) -> None:
    """What was left behind neither leads astray nor lets anybody in, and nothing of the open vault was kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyslot, "USUAL", keyslot.Cost(8 * 1024, 1))
        Office(vault=tmp_path / "vault").create_vault(PASSPHRASE)
    first = begin("--port", "0")
    port, old = first.ready(), str(first.written["key"])
    form = {"Authorization": f"Bearer {old}", "Content-Type": "application/x-www-form-urlencoded"}
    assert ask(port, "POST", "/vault/unlock", urlencode({"passphrase": PASSPHRASE}), form)[0] < 400
    assert json.loads(get(port, "/api/v1/status", Authorization=f"Bearer {old}")[2])["open"]
    left = running.new_code(tmp_path / "run")
    first.stop(signal.SIGKILL)
    assert (tmp_path / "run" / "desk.json").exists()
    second = begin("--port", "0")
    again = second.ready()
    assert second.written["pid"] == second.process.pid
    assert get(again, f"/enter?code={left}")[0] == 403
    assert get(again, "/api/v1/status", Authorization=f"Bearer {old}")[0] == 401
    key = str(second.written["key"])
    assert key != old
    told = json.loads(get(again, "/api/v1/status", Authorization=f"Bearer {key}")[2])
    assert (told["vault"], told["open"]) == (True, False)
    assert get(again, "/api/v1/log", Authorization=f"Bearer {key}")[0] == 423


def test_a_port_that_is_taken(begin: Begin) -> None:
    """One that was asked for is said to be taken, in words and with exit code 2."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        desk = begin("--port", str(other.getsockname()[1]))
        assert desk.ended() == 2
    assert "that port is taken" in desk.said
    assert "--port" in desk.said
    assert "Traceback" not in desk.said


def test_without_a_port_another_is_found_where_the_usual_one_is_taken(begin: Begin) -> None:
    """The desk starts on one that is free, and says which."""
    with socket.socket() as other:
        with suppress(OSError):  # it may be taken already
            other.bind(("127.0.0.1", running.PORT))
            other.listen()
        desk = begin()
        port = desk.ready()
        assert port != running.PORT
        assert get(port, "/api/v1/status", Authorization=f"Bearer {desk.written['key']}")[0] == 200


@LINUX
def test_it_listens_on_this_computer_alone_and_opens_nothing_else(begin: Begin) -> None:
    """One socket, on 127.0.0.1; nothing for others in the network, no IPv6, no UDP; after work as well."""
    desk = begin("--port", "0")
    port, key = desk.ready(), str(desk.written["key"])
    assert listening(desk.process.pid) == {("tcp 0100007F", port)}
    for path in ("/write", "/api/v1/status", "/api/v1/rules"):
        assert get(port, path, Authorization=f"Bearer {key}")[0] == 200
    assert listening(desk.process.pid) == {("tcp 0100007F", port)}


@LINUX
def test_nobody_else_can_see_the_key(begin: Begin) -> None:
    """It stands neither in the process list nor in what is said; what is written down only its owner can read."""
    desk = begin("--port", "0")
    port = desk.ready()
    keys = {str(desk.written["key"]), str(desk.written["read"])}
    assert get(port, "/api/v1/nowhere", Authorization=f"Bearer {desk.written['key']}")[0] == 404
    seen = Path(f"/proc/{desk.process.pid}/cmdline").read_text() + Path(f"/proc/{desk.process.pid}/environ").read_text()
    folder = desk.folder / "run"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "desk.json").stat().st_mode & 0o777 == 0o600
    desk.stop()
    assert not [key for key in keys if key in desk.said or key in seen]


def test_a_fault_inside_is_told_without_traceback_or_key(begin: Begin, tmp_path: Path) -> None:
    """What goes wrong is answered with its kind; nothing of it is written where the desk was started."""
    desk = begin("--port", "0")
    port, key = desk.ready(), str(desk.written["key"])
    (tmp_path / "circumspect-accepted.jsonl").mkdir()  # a folder where the acceptances should be
    content = json.dumps({"text": "Zebulon Quartermain came again."})
    typed = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    status, _, words = ask(port, "POST", "/api/v1/review", content, typed)
    assert status >= 400
    desk.stop()
    for said in (words, desk.said):
        assert "Traceback" not in said
        assert "Quartermain" not in said
        assert key not in said


def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where codes are files, whoever may write there may enter: an open folder is closed, a link is refused."""
    place = tmp_path / "open"
    place.mkdir(mode=0o777)
    monkeypatch.setenv("CIRCUMSPECT_RUNTIME", str(place))
    assert running.folder() == place
    assert place.stat().st_mode & 0o777 == 0o700
    (tmp_path / "link").symlink_to(place)
    monkeypatch.setenv("CIRCUMSPECT_RUNTIME", str(tmp_path / "link"))
    with pytest.raises(OSError, match="not yours alone"):
        running.folder()
    monkeypatch.setenv("CIRCUMSPECT_RUNTIME", str(place))
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    with pytest.raises(OSError, match="not yours alone"):
        running.folder()


def test_codes_spent_at_once_let_one_in(tmp_path: Path) -> None:
    """However many come with a code at the same moment, one enters."""
    spend, code = running.spender(tmp_path), running.new_code(tmp_path)
    let_in: list[bool] = []
    start = threading.Barrier(8)

    def come() -> None:
        start.wait()
        let_in.append(spend(code))

    comers = [threading.Thread(target=come) for _ in range(8)]
    for one in comers:
        one.start()
    for one in comers:
        one.join()
    assert sorted(let_in) == [False] * 7 + [True]


def test_guessing_the_passphrase_is_slowed_down(office: Office, passphrase: str) -> None:
    """After three wrong ones each further try waits, longer every time; the right one waits as well, then opens."""
    office.create_vault(passphrase)
    office.lock()
    clock = [0.0]
    office._clock = lambda: clock[0]
    waits = []
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            office.unlock("not this one at all")
    for _ in range(4):
        with pytest.raises(TooManyTriesError) as told:
            office.unlock(passphrase)
        waits.append(told.value.seconds)
        clock[0] += told.value.seconds
        with pytest.raises(WrongPassphraseError):
            office.unlock("not this one at all")
    assert waits == [2, 4, 8, 16]
    clock[0] += 3_600
    office.unlock(passphrase)
    assert not office.locked

"""The Archive page: an export comes in, is read while one looks on, and the list is worked through."""

from __future__ import annotations

import json
import re
import stat
import threading
import zipfile
from html import unescape
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from circumspect.domain.activity import Activity, Coverage, Kind
from circumspect.domain.document import Document, Surface
from circumspect.domain.picture import Box
from circumspect.domain.roster import Client, PersonName
from circumspect.domain.worklist import Action, Found, Status, Wanted
from circumspect.services import audit as audits
from circumspect.services import exports
from circumspect.services.jobs import State
from circumspect.storage.archives import Archives
from circumspect.storage.roster import Roster
from circumspect.surfaces.server import running
from circumspect.surfaces.web import archive_entries

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from starlette.testclient import TestClient

    from circumspect.services.office import Office

HELD = "My client Marisol Zorblatt, 34, a pastry cook in Kuna, finally left her husband last week."
FINE = "Our waiting room has new chairs."
NASTY = '<script>document.title="taken"</script><img src=x onerror=alert(1)>'
BY = "Ana Ruiz"


def made_up(folder: Path, *texts: str, name: str = "twitter-2026-11.zip") -> Path:
    """Make an archive as X gives it, of an invented account."""
    tweets = [
        {
            "tweet": {
                "id_str": str(1000 + n),
                "id": str(1000 + n),
                "full_text": text,
                "created_at": "Tue Mar 05 18:02:11 +0000 2019",
            }
        }
        for n, text in enumerate(texts)
    ]
    owner = {"username": "hillcrest_therapy", "accountId": "77", "accountDisplayName": "Hillcrest"}
    told = {
        "data/tweets.js": f"window.YTD.tweets.part0 = {json.dumps(tweets)}",
        "data/account.js": f"window.YTD.account.part0 = {json.dumps([{'account': owner}])}",
        "data/manifest.js": 'window.__THAR_CONFIG = {"userInfo": {"accountId": "77"}}',
        "data/something-new.js": "window.YTD.new.part0 = []",
    }
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for member, words in told.items():
            archive.writestr(member, words)
    return path


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that stands for the person's Downloads."""
    place = tmp_path / "Downloads"
    place.mkdir()
    monkeypatch.setattr(exports, "user_downloads_path", lambda: place)
    return place


@pytest.fixture
def open_office(office: Office, passphrase: str, downloads: Path) -> Office:
    """Give the desk with an open vault that holds one client."""
    assert downloads.is_dir()
    office.create_vault(passphrase)
    with office.alone(), office.vault.write() as session:
        Roster(session).put(Client("c-1", PersonName("Priya", "Raghunathan")))
    office.roster_changed()
    return office


def read(client: TestClient, office: Office, path: Path, **wish: str) -> None:
    """Read an export through the page, to its end."""
    answer = client.post("/archive/read", data={"only": str(path), **wish}, headers={"hx-request": "true"})
    assert answer.headers.get("hx-redirect") == "/archive/reading", answer.text
    job = office.jobs.latest("audit")
    assert job is not None
    office.jobs.wait(job.id, 60)
    assert job.state is State.DONE, job.words


def put(office: Office, *activities: Activity, severity: str = "block", boxes: tuple[Box, ...] = ()) -> list[int]:
    """Put an entry about each activity on the work list, without reading an export."""
    found = Found(
        "m", "client-story", severity, "A client's story", "This tells of a client.", "Why it matters.", "Do this.",
        (Action.DELETE, Action.LEAVE), 0, 4, boxes=boxes,
    )  # fmt: skip
    with office.alone(), office.vault.write() as session:
        kept = Archives(session)
        archive = kept.begin("x", "x", "2024", ["made-up.zip"], "d", "r")
        numbers = kept.put(archive, {}, list(activities), "r")
        for one in activities:
            kept.note(numbers[one.id], [found])
        kept.finish(archive.number, Coverage())
    return [line.number for line in audits.lines(office.vault)]


def post(number: int, text: str = "text of a post", link: str = "") -> Activity:
    """Give a made-up post."""
    return Activity(Kind.WRITTEN, "x", id=f"p{number}", text=text, surface=Surface.POST, link=link)


def only(office: Office) -> int:
    """Give the number of the gravest open entry."""
    return audits.lines(office.vault, Wanted((Status.OPEN,)))[0].number


# --- a vault that is locked, an archive that is empty


@pytest.mark.parametrize("address", ["", "/read", "/list", "/shows", "/report", "/reading", "/entry/1"])
def test_nothing_is_shown_while_the_vault_is_locked(
    client: TestClient, open_office: Office, address: str, downloads: Path
) -> None:
    """Every page of the archive asks for the passphrase instead."""
    read(client, open_office, made_up(downloads, HELD))
    open_office.lock()
    answer = client.get(f"/archive{address}")
    assert answer.status_code == 423
    assert "The vault is locked" in answer.text
    assert "Zorblatt" not in answer.text


@pytest.mark.usefixtures("open_office")
@pytest.mark.parametrize("address", ["", "/list", "/shows", "/report"])
def test_an_empty_archive_says_what_to_do(client: TestClient, address: str) -> None:
    """Where nothing was read, each page leads to reading an export."""
    answer = client.get(f"/archive{address}")
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text
    assert 'href="/archive/read"' in answer.text


def test_how_to_ask_is_told_for_each_platform(client: TestClient) -> None:
    """Each platform whose export is read has a page with the steps, and no page of another name is there."""
    listed = re.findall(r'href="(/archive/ask/[a-z_]+)"', client.get("/archive/ask").text)
    assert len(listed) >= 10
    for address in listed:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "The steps" in answer.text
    assert client.get("/archive/ask/myspace").status_code == 404


# --- bringing an export in


def test_exports_in_downloads_are_listed_and_read_where_they_lie(
    client: TestClient, open_office: Office, downloads: Path, tmp_path: Path
) -> None:
    """One press reads it; no copy is made; what was read and what was not is told side by side."""
    made_up(downloads, HELD, FINE)
    (downloads / "holiday.zip").write_bytes(b"PK\x03\x04 broken")
    (downloads / "notes.txt").write_text("not an export", encoding="utf-8")
    listed = client.get("/archive/found").text
    assert "twitter-2026-11.zip" in listed
    assert "holiday" not in listed
    assert "notes.txt" not in listed
    before = sorted(tmp_path.rglob("*.zip"))
    read(client, open_office, downloads / "twitter-2026-11.zip")
    assert sorted(tmp_path.rglob("*.zip")) == before
    told = client.get("/archive/reading").text
    assert "X (Twitter) was read" in told
    assert "data/tweets.js" in told
    assert "something-new.js" in told
    assert "Not in this export" in told


def test_another_folder_is_looked_into_by_its_path(client: TestClient, open_office: Office, tmp_path: Path) -> None:
    """A folder that is named is listed; one that is not there is said so."""
    assert open_office.vault
    other = tmp_path / "elsewhere"
    other.mkdir()
    made_up(other, FINE, name="twitter-old.zip")
    assert "twitter-old.zip" in client.post("/archive/found", data={"folder": f'"{other}"'}).text
    assert "There is no such folder" in client.post("/archive/found", data={"folder": str(tmp_path / "no")}).text
    assert "whole path" in client.post("/archive/found", data={"folder": "somewhere"}).text


def test_several_parts_are_read_together(client: TestClient, open_office: Office, downloads: Path) -> None:
    """Two zips that are ticked are one export."""
    made_up(downloads, FINE, name="twitter-part-1.zip")
    with zipfile.ZipFile(downloads / "twitter-part-2.zip", "w") as second:
        second.writestr("data/tweets_media/1000-a.jpg", b"\xff\xd8\xff made up")
    listed = client.get("/archive/found").text
    assert "perhaps another part of it" in listed
    paths = [str(downloads / f"twitter-part-{n}.zip") for n in (1, 2)]
    client.post("/archive/read", data={"paths": paths})
    job = open_office.jobs.latest("audit")
    assert job is not None
    open_office.jobs.wait(job.id, 60)
    assert job.result.coverage.media == 1


@pytest.mark.usefixtures("open_office")
def test_what_is_no_export_is_refused_with_what_to_do(client: TestClient, downloads: Path) -> None:
    """A zip of web pages is refused, and how to ask for the right one is one press away."""
    wrong = downloads / "pages.zip"
    with zipfile.ZipFile(wrong, "w") as archive:
        archive.writestr("index.html", "<html></html>")
    answer = client.post("/archive/read", data={"only": str(wrong)})
    assert "does not look like an export" in unescape(answer.text)
    assert "choose JSON rather than HTML" in unescape(answer.text)
    assert 'href="/archive/ask"' in answer.text
    assert "Tick the files" in client.post("/archive/read", data={}).text


def dropped(client: TestClient, path: Path, piece: int = 700) -> str:
    """Hand a file over as the page's script does, in pieces; give its id."""
    content = path.read_bytes()
    begun = client.post("/archive/arrive", json={"files": [{"name": path.name, "size": len(content)}]})
    name = str(begun.json()["id"])
    for at in range(0, len(content), piece):
        sent = client.put(
            f"/archive/arrive/{name}/0?at={at}",
            content=content[at : at + piece],
            headers={"content-type": "application/octet-stream"},
        )
        assert sent.status_code == 204, sent.text
    return name


def test_a_dropped_export_lies_where_its_owner_alone_reads_and_is_gone_when_it_was_read(
    client: TestClient, open_office: Office, tmp_path: Path
) -> None:
    """Folder 0700, file 0600, and neither is there after the reading."""
    name = dropped(client, made_up(tmp_path, HELD, FINE))
    place = open_office.arrivals.place
    lying = next(place.rglob("*.zip"))
    assert stat.S_IMODE(lying.stat().st_mode) == 0o600
    assert {stat.S_IMODE(one.stat().st_mode) for one in (place, lying.parent, lying.parent.parent)} == {0o700}
    asked = client.get(f"/archive/arrived/{name}")
    assert "This is an export of X (Twitter)" in asked.text
    client.post("/archive/read", data={"arrival": name})
    job = open_office.jobs.latest("audit")
    assert job is not None
    open_office.jobs.wait(job.id, 60)
    assert job.state is State.DONE
    assert not place.exists()
    assert audits.lines(open_office.vault)


def test_a_dropped_file_that_is_no_export_is_removed_at_once(
    client: TestClient, open_office: Office, tmp_path: Path
) -> None:
    """It is refused with the steps, and no copy stays."""
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    answer = client.get(f"/archive/arrived/{dropped(client, wrong)}")
    assert "This was not read" in answer.text
    assert not open_office.arrivals.place.exists()


@pytest.mark.parametrize("end", ["lock", "leave", "killed"])
def test_a_dropped_file_stays_for_nobody(client: TestClient, open_office: Office, tmp_path: Path, end: str) -> None:
    """Locking the vault, leaving the page, and the next start after a kill each remove it."""
    name = dropped(client, made_up(tmp_path, HELD))
    assert open_office.arrivals.place.is_dir()
    if end == "lock":
        open_office.lock()
    elif end == "leave":
        client.delete(f"/archive/arrive/{name}")
    else:
        exports.Arrivals(open_office.vault_place).sweep()
    assert not open_office.arrivals.place.exists()


def test_what_a_killed_run_left_is_gone_at_the_next_start(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the desk answers anybody, no dropped export of an earlier run lies beside the vault."""
    left = office.arrivals.place / "earlier" / "0" / "export.zip"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"years of messages")
    seen: list[bool] = []
    monkeypatch.setenv("CIRCUMSPECT_RUNTIME", str(tmp_path / "run"))
    monkeypatch.setattr(running, "_run", lambda *_told, **_more: seen.append(left.exists()))
    running.start(office, port=0, browser=False, say=lambda _: None)
    assert seen == [False]


def test_too_little_room_is_said_before_anything_is_copied(client: TestClient, open_office: Office) -> None:
    """A file that does not fit on the disk is refused, and reading it where it lies is offered."""
    answer = client.post("/archive/arrive", json={"files": [{"name": "big.zip", "size": 10**18}]})
    assert answer.status_code == 400
    assert "too little room" in answer.json()["error"]
    assert not any(open_office.arrivals.place.rglob("*.zip"))


@pytest.mark.usefixtures("open_office")
def test_a_name_that_leads_elsewhere_leads_nowhere(client: TestClient, office: Office, tmp_path: Path) -> None:
    """A file that says it is called ../../x lies in the private folder all the same."""
    begun = client.post("/archive/arrive", json={"files": [{"name": "../../../evil\x00.zip", "size": 3}]})
    name = begun.json()["id"]
    client.put(f"/archive/arrive/{name}/0?at=0", content=b"abc", headers={"content-type": "application/octet-stream"})
    lying = list(tmp_path.rglob("*evil*"))
    assert lying
    assert all(office.arrivals.place in one.parents for one in lying)


@pytest.mark.usefixtures("open_office")
@pytest.mark.parametrize(("at", "content"), [(1, b"a"), (0, b"abcd")])
def test_pieces_out_of_order_or_too_many_are_refused(
    client: TestClient, office: Office, at: int, content: bytes
) -> None:
    """Nothing is kept of a file whose pieces do not fit."""
    name = client.post("/archive/arrive", json={"files": [{"name": "a.zip", "size": 3}]}).json()["id"]
    headers = {"content-type": "application/octet-stream"}
    assert client.put(f"/archive/arrive/{name}/0?at={at}", content=content, headers=headers).status_code == 400
    assert not office.arrivals.place.exists()


# --- while it is read


def test_a_reading_is_stopped_and_gone_on_with(
    client: TestClient, open_office: Office, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept stays, and the next reading goes on after it."""
    monkeypatch.setattr(audits, "BATCH", 2)
    path = made_up(downloads, *[f"{FINE} {n}" for n in range(9)], HELD)
    step = audits.Audit._keep

    def keep(self: audits.Audit, *told: object) -> None:
        step(self, *told)  # type: ignore[arg-type]
        client.post("/archive/reading/stop")

    monkeypatch.setattr(audits.Audit, "_keep", keep)
    client.post("/archive/read", data={"only": str(path)})
    job = open_office.jobs.latest("audit")
    assert job is not None
    open_office.jobs.wait(job.id, 60)
    assert job.state is State.CANCELLED
    assert "The reading stopped" in client.get("/archive/reading").text
    monkeypatch.setattr(audits.Audit, "_keep", step)
    client.post("/archive/again")
    job = open_office.jobs.latest("audit")
    assert job is not None
    open_office.jobs.wait(job.id, 60)
    assert job.state is State.DONE
    assert job.result.resumed == 2
    assert "It went on after 2 entries" in client.get("/archive/reading").text


def test_locking_the_vault_stops_the_reading_and_forgets_it(
    client: TestClient, open_office: Office, downloads: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str
) -> None:
    """A locked vault is locked for the reading too; nothing of it is told afterwards."""
    step = audits.Audit._keep

    def keep(self: audits.Audit, *told: object) -> None:
        step(self, *told)  # type: ignore[arg-type]
        open_office.lock()

    monkeypatch.setattr(audits.Audit, "_keep", keep)
    client.post("/archive/read", data={"only": str(made_up(downloads, HELD, FINE))})
    job = open_office.jobs.latest("audit")
    assert job is not None
    open_office.jobs.wait(job.id, 60)
    assert job.state is State.CANCELLED
    assert job.told is None
    open_office.unlock(passphrase)
    assert client.get("/archive/reading").status_code == 200


# --- the list


def test_entries_are_found_by_what_they_are(client: TestClient, open_office: Office, downloads: Path) -> None:
    """The filters narrow the list; what fits nothing says what to do."""
    read(client, open_office, made_up(downloads, HELD, FINE))
    whole = client.get("/archive/list").text
    rule = audits.lines(open_office.vault)[0].rule
    assert "Zorblatt" in whole
    assert "/archive/entry/" in client.get(f"/archive/list?rule={rule}&platform=x&severity=block").text
    for none in ("status=gone", "platform=reddit", "rule=no-such-rule", "severity=advise&status=resolved"):
        assert "No entry fits this choice" in client.get(f"/archive/list?{none}").text


def test_entries_about_one_text_stand_together_and_the_gravest_come_first(
    client: TestClient, open_office: Office
) -> None:
    """A lesser finding about a grave text stands beside the grave one, before another text's."""
    put(open_office, post(1), post(2))
    with open_office.alone(), open_office.vault.write() as session:
        number = Archives(session).known("x", ["p1"])["p1"].number
        more = Found("n", "tone", "advise", "A thought", "m", "w", "i", (Action.EDIT,))
        grave = Found("m", "client-story", "block", "A client's story", "m", "w", "i", (Action.DELETE,), 0, 4)
        Archives(session).note(number, [grave, more])
    page = client.get("/archive/list").text
    assert page.count("<article") == 2
    first = page[page.index("<article") : page.index("</article>")]
    assert "A client&#39;s story" in first
    assert "A thought" in first


def test_ten_thousand_entries_come_fifty_at_a_time(client: TestClient, open_office: Office) -> None:
    """A page holds fifty; the last one the rest; a page that is not there is the last."""
    put(open_office, *[post(n) for n in range(10_000)])
    first = client.get("/archive/list").text
    assert first.count('name="numbers"') == archive_entries.PER_PAGE
    assert "page 1 of 200" in first
    assert 'href="/archive/list?at=2"' in first
    assert client.get("/archive/list?at=999").text.count('name="numbers"') == archive_entries.PER_PAGE
    assert len(first) < 200_000


def test_an_entry_shows_its_words_in_their_place_and_where_it_is_live(client: TestClient, open_office: Office) -> None:
    """The words are marked, the link opens apart and tells nothing of this page, and names are blurred in demo mode."""
    number, *_ = put(open_office, post(1, "Mara came late.", "https://example.org/p/1"))
    page = client.get(f"/archive/entry/{number}").text
    assert '<mark class="block">Mara</mark> came late.' in page
    assert 'href="https://example.org/p/1" target="_blank" rel="noreferrer noopener"' in page
    assert "Open it on example.org" in page
    assert '<bdi class="person"><mark' in page
    assert client.get("/archive/entry/99999").status_code == 404


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://a\\@b.example", "data:text/html,x", "ftp://example.org"]
)
def test_an_address_that_is_no_web_page_is_no_link(client: TestClient, open_office: Office, link: str) -> None:
    """An export can hold any address; only those that lead to a site become links."""
    number, *_ = put(open_office, post(1, "Mara came late.", link))
    page = client.get(f"/archive/entry/{number}").text
    assert 'target="_blank"' not in page
    assert "gives no link" in page


def test_resolving_is_sealed_and_undone(client: TestClient, open_office: Office) -> None:
    """What was done goes onto the decision log; undo opens it again, and that is sealed too."""
    number, other = put(open_office, post(1), post(2))
    answer = client.post(f"/archive/entry/{number}/resolve", data={"action": "DELETE", "by": BY, "note": "Gone now."})
    assert "1 entry is resolved" in answer.text
    assert f'href="/archive/entry/{other}"' in answer.text
    item = audits.entry(open_office.vault, number)
    assert item is not None
    assert (item.status, item.note, item.who) == (Status.RESOLVED, "Gone now.", BY)
    assert sealed(open_office) == ["delete it"]
    undone = client.post(f"/archive/entry/{number}/reopen", data={"by": BY})
    assert "is open again" in undone.text
    assert sealed(open_office) == ["delete it", "opened again"]


def test_several_are_resolved_together_and_each_is_sealed(client: TestClient, open_office: Office) -> None:
    """What does not fit one is told and stops no other; one press undoes it all."""
    one, two, three = put(open_office, post(1), post(2), post(3))
    client.post(f"/archive/entry/{three}/resolve", data={"action": "LEAVE", "by": BY})
    answer = client.post(
        "/archive/list/resolve", data={"numbers": [one, two, three], "action": "DELETE", "by": BY, "status": "open"}
    )
    assert "2 entries are resolved" in answer.text
    assert f"Entry {three}: It is resolved already." in answer.text
    assert sealed(open_office) == ["leave it", "delete it", "delete it"]
    undone = client.post("/archive/list/reopen", data={"numbers": [one, two], "by": BY})
    assert "2 entries are open again" in undone.text
    assert f'value="{one}"' in undone.text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"by": BY, "action": "DANCE"}, "Choose what was done"),
        ({"by": "", "action": "DELETE"}, "Say who decides"),
        ({"by": BY, "action": "HIDE"}, "does not fit it"),
        ({"by": BY, "action": "DELETE", "note": "Priya Raghunathan asked for it"}, "the note names a client"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_changes_nothing(
    client: TestClient, open_office: Office, told: dict[str, str], words: str
) -> None:
    """A decision without a name, with a client's name in its note, or that does not fit is refused."""
    number, *_ = put(open_office, post(1))
    answer = client.post("/archive/list/resolve", data={"numbers": [number], **told})
    assert words in unescape(answer.text)
    assert sealed(open_office) == []
    assert only(open_office) == number


def sealed(office: Office) -> list[str]:
    """Give what stands in the decision log."""
    from circumspect.storage.decision_log import DecisionLog  # noqa: PLC0415 - beside its only use

    return [one.decision.what for one in DecisionLog(office.vault).all()]


# --- hostile content


def test_words_of_others_are_words_and_nothing_else(client: TestClient, open_office: Office) -> None:
    """Markup in a post, a name or a file stands on the page as letters."""
    number, *_ = put(open_office, post(1, NASTY + "\u202etxt.exe"))
    for address in ("/archive/list", f"/archive/entry/{number}", f"/archive/entry/{number}/text"):
        page = client.get(address).text
        assert "<script>document" not in page
        assert "<img" not in page.replace('<img src="/static/mark.svg"', "")
        assert "\u202e" not in page


def test_a_text_of_a_megabyte_is_shown_in_part(client: TestClient, open_office: Office) -> None:
    """The list and the entry show the words around the finding; the whole text is asked for, and is cut too."""
    number, *_ = put(open_office, post(1, "Mara " * 250_000))
    for address in ("/archive/list", f"/archive/entry/{number}"):
        assert len(client.get(address).text) < 60_000
    whole = client.get(f"/archive/entry/{number}/text").text
    assert len(whole) < 300_000
    assert "1,050,000 more characters are not shown here." in whole


# --- pictures, plots, report, files


def test_a_picture_is_shown_with_its_boxes_where_the_export_lies(
    client: TestClient, open_office: Office, downloads: Path
) -> None:
    """The export in Downloads gives the picture; once it is gone its name stands there."""
    from PIL import Image  # noqa: PLC0415 - beside its only use

    Image.new("RGB", (320, 200), "white").save(downloads / "picture.png")
    with zipfile.ZipFile(downloads / "made-up.zip", "w") as archive:
        archive.write(downloads / "picture.png", "media/waiting-room.png")
    seen = Activity(Kind.MEDIA, "x", "looked at", id="picture:1", text="Mara 2 pm", member="media/waiting-room.png")
    number, *_ = put(open_office, seen, boxes=(Box(10, 20, 30, 40),))
    shown = client.get(f"/archive/entry/{number}/picture").text
    assert 'viewBox="0 0 320 200"' in shown
    assert 'x="10" y="20" width="30" height="40"' in shown
    itself = client.get(f"/archive/entry/{number}/picture.jpg")
    assert itself.headers["content-type"] == "image/jpeg"
    assert itself.content[:2] == b"\xff\xd8"
    (downloads / "made-up.zip").unlink()
    gone = client.get(f"/archive/entry/{number}/picture").text
    assert "media/waiting-room.png" in gone
    assert "<svg" not in gone


def test_the_plots_are_drawn_and_told_in_figures(client: TestClient, open_office: Office, downloads: Path) -> None:
    """A plot by year with its table; no style attribute is in it, which the desk's policy would refuse."""
    read(client, open_office, made_up(downloads, HELD, FINE))
    page = client.get("/archive/shows").text
    assert '<svg class="columns"' in page
    assert '<th scope="row">2019</th>' in page
    assert "style=" not in page
    around = client.get("/archive/shows/around").text
    assert "style=" not in around
    assert "Texts reviewed" in around
    assert client.get("/archive/shows/topics").status_code == 200


def test_the_report_is_given_with_names_and_without(client: TestClient, open_office: Office, downloads: Path) -> None:
    """Without names nobody's words are in it; it runs no script and brings a policy of its own."""
    read(client, open_office, made_up(downloads, HELD, FINE))
    plain = client.get("/archive/report/html")
    assert "Zorblatt" not in plain.text
    assert "sandbox" in plain.headers["content-security-policy"]
    assert "Zorblatt" in client.get("/archive/report/html?names=true").text
    assert "attachment" in client.get("/archive/report/html?save=true").headers["content-disposition"]
    assert client.get("/archive/report/doc").status_code == 404


def test_the_report_is_given_as_a_pdf(client: TestClient, open_office: Office, downloads: Path) -> None:
    """The same report, to print or send."""
    pytest.importorskip("typst")
    read(client, open_office, made_up(downloads, HELD))
    answer = client.get("/archive/report/pdf")
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer.headers["content-disposition"]


def test_the_list_is_given_as_a_file(client: TestClient, open_office: Office) -> None:
    """CSV and JSON with every entry; no cell of a table is taken for a formula."""
    put(open_office, post(1, "=cmd()"))
    table = client.get("/archive/file/csv")
    assert table.text.splitlines()[0].startswith("number,status,severity")
    assert ",'=cmd()," in table.text
    assert json.loads(client.get("/archive/file/json").text)[0]["text"] == "=cmd()"
    assert client.get("/archive/file/xml").status_code == 404


# --- in a real browser


def no_barriers(page: Page) -> None:
    """Hold that axe-core finds nothing serious."""
    grave = [
        (one["id"], [node["html"][:160] for node in one["nodes"]])
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []


def no_sideways(page: Page) -> None:
    """Hold that the page is no wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_from_a_dropped_file_to_a_resolved_entry(page: Page, open_office: Office, tmp_path: Path) -> None:
    """Choose a file, read it, look on, open the list, resolve with the keyboard alone, undo."""
    path = made_up(tmp_path, HELD, FINE)
    page.goto(page.url + "archive")
    page.get_by_role("link", name="Read an export").last.click()
    page.get_by_label("Choose a file").set_input_files(path)
    arrived = page.locator("#arrived")
    arrived.get_by_role("heading", name="This is an export of X (Twitter)").wait_for()
    no_barriers(page)
    arrived.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="X (Twitter) was read").wait_for()
    no_barriers(page)
    assert not open_office.arrivals.place.exists()
    page.get_by_role("link", name="Work through the list").click()
    no_barriers(page)
    page.locator("article.group a").first.click()
    page.get_by_role("heading", name="What did you do?").wait_for()
    no_barriers(page)
    page.get_by_label("Who decides").fill(BY)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="I raise it in supervision").focus()
    page.keyboard.press("Enter")
    page.get_by_text("1 entry is resolved").wait_for()
    assert page.evaluate("document.activeElement.classList.contains('notice')")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("1 entry is open again").wait_for()
    assert sealed(open_office) == ["raise it in supervision", "opened again"]


@pytest.mark.parametrize("width", [1200, 360])
def test_no_page_has_barriers_or_scrolls_sideways(
    page: Page, open_office: Office, downloads: Path, width: int, client: TestClient
) -> None:
    """Every page of the archive, with something on it, at a desk and on a telephone."""
    read(client, open_office, made_up(downloads, HELD, FINE, "x" * 400 + " " + HELD))
    page.set_viewport_size({"width": width, "height": 800})
    root = page.url
    for address in ("", "/read", "/list", "/shows", "/report", "/ask", "/ask/facebook", "/reading", "/account/1"):
        page.goto(f"{root}archive{address}")
        page.wait_for_load_state("networkidle")
        no_barriers(page)
        no_sideways(page)
    page.goto(f"{root}archive/entry/{only(open_office)}")
    no_barriers(page)
    no_sideways(page)


def test_hostile_words_do_not_run(page: Page, open_office: Office) -> None:
    """A script in a post stays a text in a real browser."""
    number, *_ = put(open_office, post(1, NASTY))
    root = page.url
    for address in ("list", f"entry/{number}"):
        page.goto(f"{root}archive/{address}")
        page.get_by_text("taken").first.wait_for()
        assert page.title() != "taken"


def test_ticking_is_counted_and_recorded(page: Page, open_office: Office) -> None:
    """Tick all, see how many, record it; the list then says so and is shorter."""
    put(open_office, post(1), post(2), post(3))
    page.goto(f"{page.url}archive/list")
    page.get_by_role("button", name="Tick all on this page").click()
    page.get_by_text("3 are ticked.").wait_for()
    page.get_by_label("What did you do?").select_option("I deleted it")
    page.get_by_label("Who decides").fill(BY)
    page.get_by_role("button", name="Record it").click()
    page.get_by_text("3 entries are resolved").wait_for()
    page.get_by_text("Nothing is open").wait_for()


@pytest.mark.usefixtures("open_office")
def test_one_can_leave_a_reading_and_come_back(
    page: Page, downloads: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bar shows how far it is; other pages answer meanwhile; its end is told without a press."""
    monkeypatch.setattr(audits, "BATCH", 4)
    step, on = audits.Audit._keep, threading.Event()

    def keep(self: audits.Audit, *told: object) -> None:
        step(self, *told)  # type: ignore[arg-type]
        if told[-1] == 8:  # the second batch
            on.wait(30)

    monkeypatch.setattr(audits.Audit, "_keep", keep)
    path = made_up(downloads, *[f"{FINE} {n}" for n in range(20)])
    client.post("/archive/read", data={"only": str(path)})
    root = page.url
    page.goto(f"{root}archive/reading")
    page.locator("#doing", has_text="Reading what was written: 4 entries").wait_for()
    assert page.get_by_role("progressbar").count() == 1
    no_barriers(page)
    assert "Wait until it is done" in client.post("/archive/read", data={"only": str(path)}).text
    page.goto(f"{root}archive/list")
    page.goto(f"{root}archive")
    page.get_by_role("link", name="See how far it is").click()
    page.get_by_role("button", name="Stop").wait_for()
    on.set()
    page.get_by_role("heading", name="X (Twitter) was read").wait_for()


def test_the_report_opens_in_the_browser_with_its_styles_and_without_scripts(
    page: Page, open_office: Office, downloads: Path, client: TestClient
) -> None:
    """Its own policy lets its styles in."""
    read(client, open_office, made_up(downloads, HELD, FINE))
    page.goto(f"{page.url}archive/report/html")
    assert page.evaluate("getComputedStyle(document.querySelector('.counts')).display") == "grid"


def test_a_file_is_made_and_saved(page: Page, open_office: Office) -> None:
    """One press saves the list, and the page says so."""
    put(open_office, post(1))
    page.goto(f"{page.url}archive/report")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as a table (CSV)").click()
    assert saved.value.suggested_filename == "work-list.csv"
    page.get_by_text("It was saved to your Downloads folder.").wait_for()


@pytest.mark.parametrize("address", ["/archive", "/archive/list", "/archive/shows", "/archive/file/csv"])
def test_nobodys_typing_waits_for_a_long_list(
    address: str, client: TestClient, open_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a page gathers what the vault holds, a text is read."""
    gathering, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> list[object]:
        gathering.set()
        assert go_on.wait(30)
        return []

    monkeypatch.setattr(audits, "lines", slow)
    monkeypatch.setattr(audits, "entries", slow)
    asking = threading.Thread(target=client.get, args=(address,))
    asking.start()
    assert gathering.wait(30)
    reading = threading.Thread(target=open_office.glance, args=(Document("Our waiting room has new chairs."),))
    reading.start()
    reading.join(20)
    waits = reading.is_alive()
    go_on.set()
    asking.join(30)
    assert not waits

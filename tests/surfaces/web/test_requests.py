"""The Requests page: who asks, why, what to do and to say; a decision sealed; nothing kept that need not be."""

from __future__ import annotations

import ast
import json
import re
import tempfile
import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from circumspect.domain.roster import Client, PersonName, Relative, Standing, Tie
from circumspect.readers.requests import kinds, lists
from circumspect.rulebook.profile import load_profile
from circumspect.services import decisions
from circumspect.services import screen as screens
from circumspect.storage import decision_log, errors
from circumspect.storage.roster import Roster
from circumspect.storage.tables import DecisionRow
from circumspect.surfaces.web import _screened, requests
from circumspect.surfaces.web._at_desk import at_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Dialog, Page, Request
    from starlette.testclient import TestClient

    from circumspect.domain.decision import Sealed
    from circumspect.services.office import Office

CLIENTS = (
    Client("c-1", PersonName("Josephine", "Quillfeather", also=("Josie",)), emails=("jo@example.org",)),
    Client("c-2", PersonName("Tobias", "Fennimore"), Standing.FORMER, date(2024, 11, 21), household=(
        Relative(PersonName("Marta", "Fennimore"), Tie.PARTNER),
    )),
    Client("c-3", PersonName("Michael", "Smith")),
)  # fmt: skip
MIXED = "Hiking Club (@hikers)\nMike Smith\n12345678\njo@example.org\n"
PERSON = re.compile(r'<bdi class="person"[^>]*>.*?</bdi>', re.DOTALL)


@pytest.fixture
def practice(office: Office, passphrase: str) -> Office:
    """Give a desk with an open vault and a made-up client list."""
    office.profile_place.write_text('[clinician]\nname = "Ana Ruiz"\nsupervisor = "Bea Long"\n', encoding="utf-8")
    assert load_profile(office.profile_place).name == "Ana Ruiz"
    office.create_vault(passphrase)
    with office.vault.write() as session:
        Roster(session).put_all([(client, "", "") for client in CLIENTS])
    office.roster_changed()
    office.reload()
    return office


def _ask(client: TestClient, text: str = "", file: bytes = b"", **said: str) -> Any:  # noqa: ANN401 - a response
    fields = {"text": (None, text), **{name: (None, value) for name, value in said.items()}}
    return client.post("/requests", files={**fields, "file": ("list", file)}, headers={"hx-request": "true"})


def _decide(client: TestClient, office: Office, **choice: str) -> Any:  # noqa: ANN401 - a response
    listed = _screened.kept(office)
    assert listed is not None
    said = {"what": "not accepted", "by": "Ana Ruiz", **choice}
    return client.post(f"/requests/{listed.id}/0/decide", data=said, headers={"hx-request": "true"})


def _log(office: Office) -> list[Sealed]:
    return decisions.DecisionLog(office.vault).all()


# --- who may see it


def test_without_an_open_vault_the_page_asks_for_it(client: TestClient, office: Office, passphrase: str) -> None:
    """Where there is no vault one is offered; a locked one is to be unlocked; nothing is screened before."""
    assert "Make a vault" in client.get("/requests").text
    office.create_vault(passphrase)
    office.lock()
    answer = client.get("/requests")
    assert answer.status_code == 423
    assert 'name="passphrase"' in answer.text
    refused = _ask(client, "Josie Q.")
    assert refused.status_code == 423
    assert "Unlock it, then try again" in refused.text


def test_without_clients_the_page_leads_to_the_client_list(client: TestClient, office: Office, passphrase: str) -> None:
    """Nobody can be recognised yet, and the page says what to do first."""
    office.create_vault(passphrase)
    page = client.get("/requests").text
    assert 'href="/practice/roster"' in page
    assert 'name="text"' not in page


# --- an answer


@pytest.mark.usefixtures("practice")
def test_one_account_is_answered_with_who_why_duty_steps_and_words(client: TestClient) -> None:
    """A single line is taken to ask; the answer says who it may be, why, the duty, what to do, and words to copy."""
    page = _ask(client, "Josie Quillfeather (@josie.q91)", platform="instagram").text
    for words in (
        "Josephine Quillfeather", "current client", "How sure:", "Do not link accounts with someone you treat",
        "NASW", "Do not accept.", "In the next session you might say", "I saw a request online", "Instagram",
        "To anyone who asks at the practice", "I keep my online accounts apart from my work",
    ):  # fmt: skip
        assert words in page, words
    assert 'data-copy="#words-0"' in page
    assert 'data-copy="#reply"' in page


@pytest.mark.usefixtures("practice")
def test_a_list_is_answered_in_groups_the_serious_first(client: TestClient) -> None:
    """Clients come before possible ones, those before what cannot be decided, and last who was not found."""
    page = _ask(client, MIXED, platform="instagram").text
    groups = re.findall(r'<h3 class="group">(.*?)</h3>', page)
    assert groups == ["Clients", "Possibly clients", "Cannot be decided", "Not found"]
    assert page.index("jo@example.org") < page.index("Mike Smith") < page.index("12345678") < page.index("@hikers")
    alone = client.get("/requests?only=not%20found").text
    assert "@hikers" in alone
    assert "Mike Smith" not in alone
    assert "4 accounts were compared" in alone


@pytest.mark.usefixtures("practice")
def test_within_a_group_the_surest_comes_first(client: TestClient) -> None:
    """An address that is on the client list stands before a name that fits, wherever it stood in the list."""
    page = _ask(client, "Josie Quillfeather\njo@example.org").text
    assert page.index("jo@example.org") < page.index("Josie Quillfeather")


@pytest.mark.usefixtures("practice")
def test_how_they_stand_is_what_was_chosen(client: TestClient) -> None:
    """Somebody who follows has asked for nothing, and the advice says so."""
    assert "Do not follow back" in _ask(client, "Josie Quillfeather", direction="follower").text
    assert "Stop following this account" in _ask(client, "Josie Quillfeather", direction="following").text


@pytest.mark.parametrize(
    "file",
    [
        b"handle,name\njosieq,Josie Quillfeather\n",
        "name\nJosie Quillfeather\n".encode("utf-16"),
        json.dumps({"received_requests_v2": [{"name": "Josie Quillfeather", "timestamp": 1}]}).encode(),
        json.dumps([{"username": "josiequillfeather"}]).encode(),
    ],
)
@pytest.mark.usefixtures("practice")
def test_a_file_is_read_like_what_is_pasted(client: TestClient, file: bytes) -> None:
    """CSV, another encoding, a platform's JSON file: the client in it is found."""
    assert "Josephine Quillfeather" in _ask(client, file=file).text


@pytest.mark.usefixtures("practice")
def test_columns_that_no_heading_tells_can_be_named(client: TestClient) -> None:
    """A list with unknown headings is refused with what to do; with the columns named it is read."""
    table = b"Konto,Wer,Stadt\njosieq,Josie Quillfeather,Wien\nhikers,Hiking Club,Graz\n"
    refused = _ask(client, file=table).text
    assert "Which column is which" in refused
    assert "Josephine Quillfeather" in _ask(client, file=table, handle_column="Konto", name_column="2").text


@pytest.mark.parametrize(
    ("text", "file", "says"),
    [
        ("", b"", "Paste a handle"),
        ("  \n ", b"", "Paste a handle"),
        ("", b"\x89PNG\r\n\x1a\n" + bytes(40), "Nothing is read out of pictures"),
        ("", b'{"a": 1}', "no list of accounts"),
        ("", b"PK\x03\x04" + bytes(60), "Unpack it"),
    ],
)
@pytest.mark.usefixtures("practice")
def test_what_is_no_list_is_refused_with_what_to_do(client: TestClient, text: str, file: bytes, says: str) -> None:
    """The words stand beside the form, and name no command."""
    answer = _ask(client, text, file)
    assert says in answer.text
    assert answer.headers["hx-retarget"] == "#asked"
    assert "circumspect " not in answer.text


@pytest.mark.usefixtures("practice")
def test_a_list_larger_than_may_be_is_refused_before_it_is_read(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than the largest list does not fill the memory: it is refused while it comes in."""
    monkeypatch.setattr(_screened, "LARGEST", 1000)
    assert "larger than 32 MB" in _ask(client, file=b"name\n" + b"x" * 100_000).text


@pytest.mark.usefixtures("practice")
def test_a_large_file_touches_no_disk(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three megabytes of names stay in memory on their way in: no temporary file is made of them."""

    def rolled(_: object) -> None:
        pytest.fail("a list was written to disk")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", rolled)
    rows = b"".join(b"hikers%d,Hiking Club,%s\n" % (n, b"x " * 50_000) for n in range(30))
    assert "30 accounts were compared" in _ask(client, file=b"handle,name,bio\n" + rows).text


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    "\u202egnp.exe",
    "Josie\u202e Quillfeather",
)


@pytest.mark.usefixtures("practice")
def test_hostile_names_are_shown_as_words(client: TestClient) -> None:
    """Scripts, markup and template signs in a name stay words; each name stands by itself, whichever way it runs."""
    page = _ask(client, file=json.dumps([{"name": name} for name in HOSTILE]).encode()).text
    assert "<script>" not in page
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page
    assert all("\u202e" not in part for part in PERSON.split(page))


@pytest.mark.usefixtures("practice")
def test_every_name_can_be_blurred_and_none_is_in_an_address(client: TestClient) -> None:
    """Names of clients and accounts stand in elements that demo mode blurs, and in no link."""
    page = _ask(client, "Josie Quillfeather (@josieq91)\nMarta Fennimore\nMike Smith", platform="x").text
    rest = PERSON.sub("", page)
    for name in ("Quillfeather", "josieq91", "Fennimore", "Smith"):
        assert name in page
        assert name not in rest, name


@pytest.mark.usefixtures("practice")
def test_an_endless_name_is_cut(client: TestClient) -> None:
    """A name of two thousand letters leaves the page readable."""
    assert "x" * 200 not in _ask(client, file=json.dumps([{"name": "x" * 5000}]).encode()).text


# --- long lists


@pytest.mark.usefixtures("practice")
def test_a_long_list_comes_in_pages(client: TestClient) -> None:
    """Fifty at a time, with links to the rest; the one client among the strangers stands on the first page."""
    text = "\n".join(f"Hiking Club {n} (@hikers{n})" for n in range(119)) + "\nJosie Quillfeather (@josieq)"
    page = _ask(client, text).text
    assert page.count('<article class="other"') == 49
    assert page.count('<article class="card"') == 1
    assert "1 to 50 of 120" in page
    last = client.get("/requests?start=100").text
    assert last.count('<article class="other"') == 20
    assert 'rel="next"' not in last


class _Slow:
    """Screening that waits to be let go on."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self._real = screens.screen

    def __call__(self, asked: Any, *rest: Any) -> Any:  # noqa: ANN401 - as the real one
        progress = rest[-1]
        progress(2)
        self.begun.set()
        self.go_on.wait(10)
        progress(3)
        return self._real(asked, *rest[:-1])


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, practice: Office) -> Iterator[_Slow]:
    """Give a desk for which three accounts are many, and screening takes until it is let go on."""
    made = _Slow()
    monkeypatch.setattr(requests, "LONG", 3)
    monkeypatch.setattr(requests, "_FIRST_WAIT", 0.01)
    monkeypatch.setattr(screens, "screen", made)
    yield made
    made.go_on.set()
    if (job := practice.jobs.latest("requests")) is not None:
        practice.jobs.wait(job.id, 10)


def _ended(office: Office) -> None:
    job = office.jobs.latest("requests")
    assert job is not None
    office.jobs.wait(job.id, 10)


def test_a_very_long_list_shows_how_far_it_is_and_then_the_answer(
    client: TestClient, practice: Office, slow: _Slow
) -> None:
    """The page says how many were looked at, also when it is opened anew; once done, the answer takes its place."""
    assert "Comparing 4 accounts" in _ask(client, MIXED).text
    slow.begun.wait(10)
    assert "2 of 4 accounts looked at" in client.get("/requests/progress").text
    assert "Comparing 4 accounts" in client.get("/requests").text
    slow.go_on.set()
    _ended(practice)
    done = client.get("/requests/progress")
    assert "4 accounts were compared" in done.text
    assert done.headers["hx-retarget"] == "#found"


def test_locking_stops_a_long_list_and_keeps_nothing_of_it(
    client: TestClient, practice: Office, slow: _Slow, passphrase: str
) -> None:
    """A list under way when the vault locks is not there when it is opened again, nor is its answer."""
    _ask(client, MIXED)
    slow.begun.wait(10)
    job = practice.jobs.latest("requests")
    assert job is not None
    practice.lock()
    slow.go_on.set()
    practice.jobs.wait(job.id, 10)
    practice.unlock(passphrase)
    assert practice.kept == {}
    assert "Mike Smith" not in client.get("/requests").text


def test_a_long_list_can_be_stopped(client: TestClient, practice: Office, slow: _Slow) -> None:
    """Stopping forgets the list, and the page is ready for another."""
    _ask(client, MIXED)
    slow.begun.wait(10)
    client.post("/requests/forget")
    slow.go_on.set()
    _ended(practice)
    assert _screened.kept(practice) is None


def test_the_list_is_forgotten_when_the_vault_locks(client: TestClient, practice: Office, passphrase: str) -> None:
    """What was pasted is gone with the key."""
    _ask(client, MIXED)
    assert "Mike Smith" in client.get("/requests").text
    practice.lock()
    practice.unlock(passphrase)
    assert "Mike Smith" not in client.get("/requests").text


def test_nothing_shows_a_person_in_a_repr(client: TestClient, practice: Office) -> None:
    """What is kept of a list shows how many there are, and none of its words."""
    _ask(client, MIXED)
    listed = _screened.kept(practice)
    assert repr(listed) == "Listed(4 requests)"
    assert repr(_screened.Asked(b"Josie")) == "Asked(5 bytes)"


# --- deciding


def test_a_decision_is_sealed_and_shown(client: TestClient, practice: Office) -> None:
    """It stands in the log with who, what and why, in the history, and beside the account."""
    _ask(client, "Josie Quillfeather (@josieq91)", platform="instagram")
    answer = _decide(client, practice, because="talked about in the session")
    assert "Recorded as entry 1: Not accepted." in answer.text
    assert answer.headers["hx-retarget"] == "#decide-0"
    (sealed,) = _log(practice)
    decision = sealed.decision
    assert (decision.by, decision.what, decision.because) == ("Ana Ruiz", "not accepted", "talked about in the session")
    assert (decision.subject, decision.facts["platform"], decision.facts["direction"]) == (
        "c-1",
        "instagram",
        "request",
    )
    page = client.get("/requests").text
    assert "Decided before: Not accepted" in page
    assert "talked about in the session" in page


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"what": "accepted"}, "accepting asks for a reason. Nothing was recorded."),
        ({"what": "accepted", "because": "known from college"}, "give a second name"),
        ({"what": "accepted", "because": "known from college", "second": "ana ruiz"}, "another person"),
        ({"because": "Josie asked me to"}, "the log keeps none"),
        ({"by": "Josie Quillfeather"}, "“Who decides” holds a name"),
        ({"by": " "}, "Say who decides."),
    ],
)
def test_a_decision_that_cannot_be_kept_says_why(
    client: TestClient, practice: Office, choice: dict[str, str], says: str
) -> None:
    """A missing reason, a missing second name, a client's name: said in the page's words, and nothing is recorded."""
    _ask(client, "Josie Quillfeather (@josieq91)")
    answer = _decide(client, practice, **choice)
    assert says in answer.text
    assert "--" not in answer.text
    assert "hx-retarget" not in answer.headers
    assert _log(practice) == []


def test_accepting_with_reason_and_second_name_is_sealed(client: TestClient, practice: Office) -> None:
    """What goes against screening is recorded as that."""
    _ask(client, "Josie Quillfeather (@josieq91)")
    _decide(client, practice, what="accepted", because="another person, known from college", second="Bea Long")
    (sealed,) = _log(practice)
    assert (sealed.decision.second, sealed.decision.facts["override"]) == ("Bea Long", "yes")


def test_a_mistake_is_corrected_by_a_new_entry(client: TestClient, practice: Office) -> None:
    """The form says that nothing is taken out; the new entry stands after the old one, and both stay."""
    _ask(client, "Josie Quillfeather (@josieq91)")
    done = _decide(client, practice).text
    address = re.search(r'hx-get="(/requests/[^"]+corrects=1)"', done)
    assert address is not None
    form = client.get(address[1]).text
    assert "Nothing is ever taken out of the record" in form
    assert "Corrects entry 1." in form
    _decide(client, practice, what="discussed", because="Corrects entry 1.")
    assert [one.decision.what for one in _log(practice)] == ["not accepted", "discussed"]
    assert decisions.DecisionLog(practice.vault).verify() == []


def test_after_a_change_of_the_client_list_nothing_is_decided_on_the_old_answer(
    client: TestClient, practice: Office
) -> None:
    """The page offers to compare again; until then a decision is refused; afterwards the new client is found."""
    _ask(client, "Ruth Okonkwo (@ruthokonkwo)")
    with practice.vault.write() as session:
        Roster(session).put(Client("c-9", PersonName("Ruth", "Okonkwo")))
    practice.roster_changed()
    assert "Compare again" in client.get("/requests").text
    assert "Screen the list again" in _decide(client, practice, what="accepted").text
    assert _log(practice) == []
    again = client.post("/requests/again", headers={"hx-request": "true"}).text
    assert "current client" in again


def test_a_form_of_an_earlier_list_decides_nothing(client: TestClient, practice: Office) -> None:
    """A page that was left open cannot record a decision about another account."""
    _ask(client, "Josie Quillfeather")
    before = _screened.kept(practice)
    assert before is not None
    _ask(client, "Mike Smith")
    said = {"what": "not accepted", "by": "Ana Ruiz"}
    assert "no longer kept" in client.post(f"/requests/{before.id}/0/decide", data=said).text
    assert "no longer kept" in client.get(f"/requests/{before.id}/0/decide").text
    assert _log(practice) == []


def test_an_altered_log_is_said_and_hides_no_answer(client: TestClient, practice: Office) -> None:
    """Where the record cannot be read, who asks is still answered, and the page says what to do."""
    _ask(client, "Josie Quillfeather")
    _decide(client, practice)
    with practice.vault.write() as session:
        row = session.get(DecisionRow, 1)
        assert row is not None
        row.body = "{}"
    page = client.get("/requests").text
    assert "Josephine Quillfeather" in page
    assert "press “Verify” on the page Record" in page


# --- words


def _strings(module: Any) -> Iterator[str]:  # noqa: ANN401 - any module
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    prose = {id(node.body[0].value) for node in ast.walk(tree)  # type: ignore[attr-defined]
             if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


@pytest.mark.parametrize("module", [kinds, lists, decisions, decision_log, errors])
def test_no_sentence_of_a_service_names_a_command_at_the_desk(module: object) -> None:
    """What readers, screening and the log say of commands and options is said anew in the words of the pages."""
    command = re.compile(r"circumspect (screen|roster|log|vault)\b|(^|\s)--[a-z]")
    left = [said for said in _strings(module) if " " in said and command.search(at_desk(said))]
    assert left == []


def test_no_sentence_of_the_wording_names_a_command_at_the_desk() -> None:
    """The same of templates/screening.yaml."""
    lines = screens.WORDING.read_text(encoding="utf-8").split("\n")
    said = [line for line in lines if not line.lstrip().startswith("#")]
    assert [line for line in said if re.search(r"circumspect \w|(^|\s)--[a-z]|docs/", at_desk(line))] == []


# --- in a browser


def test_a_request_is_answered_and_decided_by_keyboard_alone(page: Page, practice: Office) -> None:
    """Paste, Tab, Enter; the answer has the focus; the decision is made without a mouse, and sealed."""
    page.goto(page.url.rsplit("/", 1)[0] + "/requests")
    page.get_by_label("A name, a handle").fill("Josie Quillfeather (@josieq91)")
    page.get_by_role("button", name="Compare").press("Enter")
    page.locator("#answer:focus").wait_for()
    page.get_by_role("button", name="Record what you decide").press("Enter")
    page.locator("legend:focus").wait_for()
    page.get_by_role("radio").first.press("Space")
    page.get_by_role("button", name="Seal it").press("Enter")
    page.get_by_text("Recorded as entry 1").wait_for()
    page.locator("#history").get_by_text("by Ana Ruiz, entry 1").wait_for()
    assert len(_log(practice)) == 1


def test_a_dropped_file_with_scripts_in_names_runs_nothing(page: Page, practice: Office) -> None:
    """Names of a file are shown as words in a real browser: no script runs, nothing is asked for elsewhere."""
    assert not practice.locked
    asked: list[str] = []

    def told(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    def elsewhere(request: Request) -> None:
        if "127.0.0.1" not in request.url:
            asked.append(request.url)

    page.on("dialog", told)
    page.on("request", elsewhere)
    page.goto(page.url.rsplit("/", 1)[0] + "/requests")
    content = json.dumps([{"name": name} for name in HOSTILE])
    drop = """([place, content]) => {
      const files = new DataTransfer();
      files.items.add(new File([content], "list.json", {type: "application/json"}));
      document.querySelector(place).dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true}));
    }"""
    page.evaluate(drop, [".drop", content])
    page.get_by_role("button", name="Compare").click()
    page.get_by_text("5 accounts were compared").wait_for()
    page.get_by_text("<script>alert(1)</script>").wait_for()
    assert asked == []


@pytest.mark.parametrize("width", [1200, 360])
def test_the_page_is_accessible_at_every_width(page: Page, practice: Office, width: int) -> None:
    """Form, answer and decision: no finding of axe that is serious, and nothing to scroll sideways."""
    assert not practice.locked
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(page.url.rsplit("/", 1)[0] + "/requests")
    page.get_by_label("A name, a handle").fill(f"{MIXED}Josie Quillfeather\n@{'x' * 100}")
    page.get_by_role("button", name="Compare").click()
    page.locator("#answer").wait_for()
    page.get_by_role("button", name="Record what you decide").first.click()
    page.get_by_text("What did you decide?").wait_for()
    found = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

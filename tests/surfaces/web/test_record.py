"""The Record page: every entry with its seal; found, verified, given out, printed, and no client named unasked."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from circumspect.domain.decision import Decision, Kind
from circumspect.domain.roster import Client, PersonName
from circumspect.services import decisions
from circumspect.storage.roster import Roster
from circumspect.storage.tables import DecisionRow

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from starlette.testclient import TestClient

    from circumspect.services.office import Office

BEGUN = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARTIAL = {"hx-request": "true"}


def _decision(number: int = 0, **changes: Any) -> Decision:  # noqa: ANN401 - whatever differs
    said: dict[str, Any] = {
        "kind": Kind.SCREENING,
        "by": "Ana Ruiz",
        "what": "not accepted",
        "because": f"talked about, {number}",
        "on": BEGUN + timedelta(days=number),
        "subject": "c-1",
        "facts": {"outcome": "client", "platform": "instagram", "account": "0123456789abcdef"},
    }
    return Decision(**{**said, **changes})


@pytest.fixture
def practice(office: Office, passphrase: str) -> Office:
    """Give a desk with an open vault, one client, and three entries of different kinds."""
    office.create_vault(passphrase)
    with office.vault.write() as session:
        Roster(session).put(Client("c-1", PersonName("Josephine", "Quillfeather")))
    log = decisions.DecisionLog(office.vault)
    log.append(_decision(0, because="asked in the session; café talk"))
    log.append(
        _decision(
            10,
            kind=Kind.ACCEPTANCE,
            what="let a finding stand",
            because="a quotation",
            second="Bea Long",
            subject="fp-77",
            facts={"rule": "testimonial-solicitation", "until": "2026-12-31"},
        )
    )
    log.append(_decision(20, kind=Kind.AUDIT, what="hide", because="an old post", by="Bea Long", subject="item-4"))
    return office


def _found(client: TestClient, **wanted: str) -> list[int]:
    page = client.post("/record/entries", data=wanted, headers=PARTIAL).text
    return [int(number) for number in re.findall(r'<span class="number">(\d+)</span>', page)]


def _alter(office: Office, number: int, body: str | None = None) -> None:
    with office.vault.write() as session:
        row = session.get(DecisionRow, number)
        assert row is not None
        row.body = body if body is not None else row.body.replace("Ana Ruiz", "Ana Ruis")


# --- the entries


def test_without_an_open_vault_nothing_is_shown(client: TestClient, practice: Office) -> None:
    """Page, entries, verification, file, script and print view all wait for the vault."""
    practice.lock()
    for address in ("/record", "/record/export", "/record/script", "/record/print"):
        assert client.get(address).status_code == 423
    for address in ("/record/entries", "/record/verify"):
        answer = client.post(address, headers=PARTIAL)
        assert answer.status_code == 423
        assert "Ana Ruiz" not in answer.text


def test_an_empty_record_says_how_it_begins(client: TestClient, office: Office, passphrase: str) -> None:
    """The page says what is recorded and where to begin; a file of nothing is refused in plain words."""
    office.create_vault(passphrase)
    page = client.get("/record").text
    assert "Nothing was recorded yet" in page
    assert 'href="/requests"' in page
    assert "nothing to export yet" in client.get("/record/export").text


@pytest.mark.usefixtures("practice")
def test_each_entry_says_what_why_who_when_and_its_seal(client: TestClient, practice: Office) -> None:
    """The newest stands first; each has its decision, reason, deciders, day and full seal."""
    page = client.get("/record").text
    assert re.findall(r'<span class="number">(\d+)</span>', page) == ["3", "2", "1"]
    for words in ("Not accepted", "Let a finding stand", "a quotation", "by Ana Ruiz, with Bea Long", "2026-03-11"):
        assert words in page
    for sealed in decisions.DecisionLog(practice.vault).all():
        assert sealed.hash in page
        assert sealed.signature in page
    assert 'href="/duties/testimonial-solicitation"' in page


@pytest.mark.usefixtures("practice")
def test_a_client_is_named_only_where_that_is_asked_for(client: TestClient) -> None:
    """By itself the page holds numbers; with the names asked for they can be blurred."""
    assert "Quillfeather" not in client.get("/record").text
    named = client.post("/record/entries", data={"names": "yes"}, headers=PARTIAL).text
    assert '<bdi class="person">Josephine Quillfeather</bdi>' in named


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [3, 2, 1]),
        ({"kind": "acceptance"}, [2]),
        ({"words": "CAFE session"}, [1]),
        ({"words": "cafe quotation"}, []),
        ({"words": "bea"}, [3, 2]),
        ({"words": "instagram"}, [3, 1]),
        ({"since": "2026-03-05"}, [3, 2]),
        ({"until": "2026-03-11"}, [2, 1]),
        ({"since": "2026-03-11", "until": "2026-03-11"}, [2]),
        ({"since": "soon", "kind": "screening"}, [1]),
    ],
)
@pytest.mark.usefixtures("practice")
def test_entries_are_found_by_kind_words_and_days(
    client: TestClient, wanted: dict[str, str], numbers: list[int]
) -> None:
    """Every word must stand in the entry, without regard to case and accents; days count to their end."""
    assert _found(client, **wanted) == numbers


@pytest.mark.usefixtures("practice")
def test_nothing_found_says_what_to_do(client: TestClient) -> None:
    """The answer is a sentence, not an empty place."""
    assert "No entry fits" in client.post("/record/entries", data={"words": "zebra"}, headers=PARTIAL).text


def test_a_long_record_comes_in_pages(client: TestClient, practice: Office) -> None:
    """Fifty at a time; the search stays while one turns the pages."""
    log = decisions.DecisionLog(practice.vault)
    for number in range(60):
        log.append(_decision(number))
    assert _found(client) == list(range(63, 13, -1))
    assert _found(client, start="50") == list(range(13, 0, -1))
    assert _found(client, start="50", kind="screening") == [*range(13, 3, -1), 1]
    assert _found(client, start="-5", kind="audit") == [3]


@pytest.mark.usefixtures("practice")
def test_hostile_words_are_shown_as_words(client: TestClient, practice: Office) -> None:
    """Scripts and template signs in a reason, a name or a fact do not run, on the page or in print."""
    evil = "<script>alert(1)</script>{{ 7 * 7 }}"
    decisions.DecisionLog(practice.vault).append(
        _decision(because=evil, by=evil, what=evil, second=evil, subject=evil, facts={evil: evil, "rule": evil})
    )
    for page in (client.get("/record").text, client.get("/record/print").text):
        assert "<script>alert" not in page
        assert "49" not in re.sub(r"[0-9a-f]{16,}", "", page)


# --- verifying


def test_a_record_as_it_was_sealed_is_said_so_with_its_key(client: TestClient, practice: Office) -> None:
    """The answer is a plain sentence, the count, and the public key to give to somebody."""
    page = client.post("/record/verify", headers=PARTIAL).text
    assert "3 entries, and every one is as it was sealed." in page
    assert decisions.DecisionLog(practice.vault).public_key() in page  # type: ignore[operator]


def test_a_changed_entry_is_named(client: TestClient, practice: Office) -> None:
    """The entry that was changed stands there by number, with what to do; no word of it is praised as sealed."""
    _alter(practice, 1)
    page = client.post("/record/verify", headers=PARTIAL).text
    assert "Entry 1 was changed after it was sealed." in page
    assert "Keep a copy as it is" in page
    assert "every one is as it was sealed" not in page


def test_a_record_that_cannot_be_read_can_still_be_verified_and_given_out(client: TestClient, practice: Office) -> None:
    """The page opens, says which entry cannot be read, and keeps its buttons."""
    _alter(practice, 2, "no longer JSON")
    page = client.get("/record").text
    assert "Entry 2 cannot be read; press “Verify” on the page Record." in page
    assert 'hx-post="/record/verify"' in page
    assert "Entry 2 was changed" in client.post("/record/verify", headers=PARTIAL).text
    assert client.get("/record/export").status_code == 200


# --- giving it out


def test_the_file_is_what_the_log_gives_out_and_its_script_verifies_it(
    client: TestClient, practice: Office, tmp_path: Path
) -> None:
    """It downloads under a name with the day, is kept in no cache, and the script beside it finds it whole."""
    answer = client.get("/record/export")
    assert re.fullmatch(
        r'attachment; filename="decisions-\d{4}-\d\d-\d\d\.jsonl"', answer.headers["content-disposition"]
    )
    assert answer.headers["cache-control"] == "no-store"
    assert "Quillfeather" not in answer.text
    assert answer.text.split("\n")[1:] == [*decisions.DecisionLog(practice.vault).export(BEGUN)[1:], ""]
    script = client.get("/record/script")
    assert script.headers["cache-control"] == "no-store"
    (tmp_path / "log.jsonl").write_bytes(answer.content)
    (tmp_path / "verify.py").write_bytes(script.content)
    command = [sys.executable, "verify.py", "log.jsonl"]
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == 0  # noqa: S603 - ours


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw, "3 entries, and every one is as it was sealed."),
        (lambda raw: raw.replace(b"Ana Ruiz", b"Ana Ruis"), "Entry 1 was changed after it was sealed."),
        (lambda raw: raw.split(b"\n", 1)[0], "the end was cut off"),
        (lambda _: b"a letter", "This is no exported decision log"),
        (lambda _: b"\xff\xff\xff\x00", "The file is not UTF-8 text"),
        (lambda _: b"", "Choose a file"),
    ],
)
@pytest.mark.usefixtures("practice")
def test_a_file_that_was_given_out_is_checked(client: TestClient, change: Any, says: str) -> None:  # noqa: ANN401
    """As it was sealed, changed, cut off, or something else: each is said in plain words."""
    raw = change(client.get("/record/export").content)
    assert says in client.post("/record/verify-file", files={"file": ("log.jsonl", raw)}, headers=PARTIAL).text


@pytest.mark.usefixtures("practice")
def test_the_print_view_names_no_client_and_begins_with_the_oldest(client: TestClient) -> None:
    """It holds numbers and seals, the verification and the key, for the days that are asked for."""
    page = client.get("/record/print").text
    assert re.findall(r'<th scope="row">(\d+)</th>', page) == ["1", "2", "3"]
    assert "Every entry of the record is as it was sealed." in page
    assert "Quillfeather" not in page
    some = client.get("/record/print?since=2026-03-05&until=2026-03-12").text
    assert re.findall(r'<th scope="row">(\d+)</th>', some) == ["2"]


# --- in a browser


def test_the_record_is_verified_and_searched_in_a_browser(page: Page, practice: Office) -> None:
    """Typing finds while one types, by words that come in no address; one press verifies."""
    assert not practice.locked
    page.goto(page.url.rsplit("/", 1)[0] + "/record")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Words").press_sequentially("quotation")
    page.get_by_text("1 entry · of 3 in all").wait_for()
    page.get_by_label("Kind").select_option("audit")
    page.get_by_text("No entry fits").wait_for()
    assert asked
    assert not [address for address in asked if "quotation" in address]
    page.get_by_role("button", name="Verify").click()
    page.get_by_text("3 entries, and every one is as it was sealed.").wait_for()


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("address", ["/record", "/record/print"])
def test_the_pages_are_accessible_at_every_width(page: Page, practice: Office, width: int, address: str) -> None:
    """No finding of axe that is serious, and nothing to scroll sideways but the table in its own place."""
    assert not practice.locked
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(page.url.rsplit("/", 1)[0] + address)
    for folded in page.locator("summary").all():
        folded.click()
    found = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

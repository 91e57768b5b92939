"""Screening, the work list and the log over the API: the vault's own parts, locked as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from circumspect.services import decisions, plain
from circumspect.services import screen as screens

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from circumspect.services.office import Office

NAME = "Josephine Quillfeather"
REQUEST = {"handle": "@josephine.quillfeather", "display": NAME, "platform": "instagram"}
LOCKED = [
    ("GET", "log", None),
    ("GET", "log/verify", None),
    ("GET", "audit", None),
    ("GET", "audit/1", None),
    ("POST", "audit/1/resolve", {"action": "delete", "by": "Ana Ruiz"}),
    ("POST", "audit/1/reopen", {"by": "Ana Ruiz"}),
    ("POST", "screen", {"requests": [REQUEST]}),
    ("POST", "screen/decide", {"request": REQUEST, "what": "not accepted", "by": "Ana Ruiz"}),
]


def get(client: TestClient, path: str, **asked: object) -> Any:  # noqa: ANN401 - JSON
    """Get something that is there."""
    answer = client.get(f"/api/v1/{path}", params=asked)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(("method", "path", "content"), LOCKED)
@pytest.mark.parametrize("there", [True, False])
def test_a_locked_vault_means_locked_parts(
    client: TestClient, practice: Office, method: str, path: str, content: object, *, there: bool
) -> None:
    """While the vault is locked, or there is none, each is answered 423 and tells nothing of it."""
    practice.lock()
    if not there:
        practice.vault_place = practice.vault_place / "nowhere"
    answer = client.request(method, f"/api/v1/{path}", json=content)
    assert answer.status_code == 423
    assert "vault" in answer.json()["error"]
    assert NAME not in answer.text


def test_screening_answers_as_the_command_line_does(client: TestClient, practice: Office) -> None:
    """The same fields with the same values; a client's name only where it was asked for."""
    asked = {"requests": [REQUEST, {"display": "Somebody Else", "direction": "follower"}]}
    answer = client.post("/api/v1/screen", json=asked)
    found, other = answer.json()["answers"]
    assert found["outcome"] in ("client", "possible")
    assert other["outcome"] == "not found"
    assert found["candidates"][0]["evidence"]
    (expected,) = screens.screen(
        [_request()], screens.clients_in(practice.vault), practice.desk.profile, practice.today,
        practice.desk.ruleset.codes,
    )  # fmt: skip
    written = json.loads(json.dumps(plain.screened(expected, {})))
    for candidate in found["candidates"]:
        assert candidate.pop("name") is None
    assert found == written
    shown = client.post("/api/v1/screen", json={**asked, "show": True}).json()["answers"][0]
    assert shown["candidates"][0]["name"] == NAME


def _request() -> Any:  # noqa: ANN401 - as screening takes it
    from circumspect.surfaces.api.screening import RequestIn  # noqa: PLC0415 - beside its only use

    return RequestIn(**REQUEST).request()  # type: ignore[arg-type]


def test_a_decision_is_checked_and_sealed(client: TestClient, practice: Office) -> None:
    """Accepting a possible client needs a reason without a name; what is decided stands in the log, which holds."""
    asked = {"request": REQUEST, "what": "accepted", "by": "Ana Ruiz"}
    without = client.post("/api/v1/screen/decide", json=asked)
    assert without.status_code == 409
    named = client.post("/api/v1/screen/decide", json={**asked, "because": f"{NAME} and I agreed"})
    assert named.status_code == 409
    assert NAME not in named.text
    assert get(client, "log")["total"] == 0
    sealed = client.post("/api/v1/screen/decide", json={**asked, "because": "A shared professional group."})
    assert sealed.status_code == 200
    (entry,) = get(client, "log")["entries"]
    assert entry == sealed.json()
    assert entry["what"] == "accepted"
    assert get(client, "log/verify") == {
        "holds": True,
        "problems": [],
        "public_key": decisions.DecisionLog(practice.vault).public_key(),
    }


def test_the_log_comes_in_pages_the_newest_first(client: TestClient, practice: Office) -> None:
    """A page holds as many as asked for; behind the last there is nothing."""
    assert not practice.locked
    for _ in range(3):
        client.post("/api/v1/screen/decide", json={"request": REQUEST, "what": "removed", "by": "Ana Ruiz"})
    pages = [get(client, "log", page=page, size=2) for page in (1, 2, 3)]
    assert [[one["number"] for one in page["entries"]] for page in pages] == [[3, 2], [1], []]
    assert {page["total"] for page in pages} == {3}


def test_the_work_list_is_shown_closed_and_opened_again(client: TestClient, practice: Office) -> None:
    """Entries come gravest first; closing one takes it off the list and is sealed, as is opening it again."""
    assert not practice.locked
    listed = get(client, "audit")
    assert [one["severity"] for one in listed["entries"]] == ["block", "revise", "advise"]
    number = listed["entries"][0]["number"]
    assert get(client, f"audit/{number}")["text"] == "Leave me a review!"
    there = f"/api/v1/audit/{number}"
    closed = client.post(f"{there}/resolve", json={"action": "delete", "by": "Ana Ruiz"})
    assert closed.json()["status"] == "resolved"
    assert get(client, "audit")["total"] == 2
    assert get(client, "audit", status="resolved")["total"] == 1
    assert client.post(f"{there}/resolve", json={"action": "delete", "by": "Ana Ruiz"}).status_code == 409
    opened = client.post(f"{there}/reopen", json={"by": "Ana Ruiz", "note": "I was too quick."})
    assert opened.json()["status"] == "open"
    assert [one["what"] for one in get(client, "log")["entries"]] == ["opened again", "delete it"]
    assert get(client, "audit", status="all", size=1, page=2)["entries"][0]["severity"] == "revise"


def test_who_decides_is_the_profile_unless_said(client: TestClient, practice: Office) -> None:
    """Without a name in request and profile nothing is closed, and the answer says what is missing."""
    assert not practice.locked
    number = get(client, "audit")["entries"][0]["number"]
    assert client.post(f"/api/v1/audit/{number}/resolve", json={"action": "delete"}).status_code == 409
    assert get(client, "audit")["total"] == 3
    assert client.post("/api/v1/audit/999/resolve", json={"action": "delete"}).status_code == 404
    assert client.get("/api/v1/audit/99999999999999999999").status_code == 422

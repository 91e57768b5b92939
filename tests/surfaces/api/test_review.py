"""The review over the API is the review of `check`: one shape, one reading, the same places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumspect.core.offsets import Utf16
from circumspect.domain.document import Document
from circumspect.domain.verdict import Checked
from circumspect.renderers._kit import contract
from circumspect.surfaces.api._limits import LARGEST

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from circumspect.services.office import Office

ASKS = "Leave me a five-star review on Google!"
SECRET = "Zebulon Quartermain"


def ask(client: TestClient, content: object) -> Any:  # noqa: ANN401 - JSON
    """Send a review."""
    answer = client.post("/api/v1/review", json=content)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_one_text_is_answered_as_check_answers_it(client: TestClient, office: Office) -> None:
    """The answer is the contract, field by field, with the caller's own id."""
    text = f"\U0001f600 {ASKS} My client Dana told me about her divorce last Tuesday."
    expected = contract(Checked("-", office.review(Document(text, id="7")), id="7"))
    assert ask(client, {"id": "7", "text": text}) == expected


def test_a_list_is_answered_in_its_order(client: TestClient) -> None:
    """Each text of a list gets its own answer, in the order sent, beside what they were read with."""
    answer = ask(client, {"documents": [{"id": 1, "text": ASKS}, {"id": 2, "text": "Open on Mondays."}]})
    assert [(one["id"], one["verdict"]) for one in answer["results"]] == [(1, "hold"), (2, "clear")]
    assert answer["contract"] == "1"
    assert answer["offsets"] == "code_points"


def test_surface_account_and_the_message_answered_count(client: TestClient) -> None:
    """A reply to a review is read as such."""
    reply = {"text": "Thank you for coming to see me.", "surface": "review-response", "in_reply_to": "She helped me."}
    assert ask(client, reply)["verdict"] == "hold"
    assert ask(client, {"text": reply["text"], "surface": "blog"})["verdict"] == "clear"


def test_places_are_told_in_utf16_where_that_is_asked(client: TestClient) -> None:
    """Cut out in UTF-16 units, the text gives the words of each finding, also behind emoji."""
    text = f"\U0001f600\U0001f3fd {ASKS}"
    plain, wide = ask(client, {"text": text}), ask(client, {"text": text, "offsets": "utf16"})
    units = text.encode("utf-16-le")
    for narrow, finding in zip(plain["findings"], wide["findings"], strict=True):
        assert text[narrow["start"] : narrow["end"]] == finding["match"]
        assert units[finding["start"] * 2 : finding["end"] * 2].decode("utf-16-le") == finding["match"]
        edit = finding["suggestion"]
        edited = units[: edit["start"] * 2] + edit["replacement"].encode("utf-16-le") + units[edit["end"] * 2 :]
        assert edited.decode("utf-16-le") == edit["text"]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_utf16_places_are_those_of_the_encoded_text(text: str, data: st.DataObject) -> None:
    """Whatever the text, the units before a place are as many as its encoding has."""
    place = data.draw(st.integers(0, len(text)))
    assert Utf16(text).of(place) == len(text[:place].encode("utf-16-le")) // 2


def test_a_quick_look_finds_the_same_without_suggestions(client: TestClient) -> None:
    """While somebody types the findings are there, the edits are not."""
    quick, whole = ask(client, {"text": ASKS, "closely": False}), ask(client, {"text": ASKS})
    assert quick["verdict"] == whole["verdict"]
    assert [one["suggestion"] for one in quick["findings"]] == [None]
    assert quick["findings"][0]["fingerprint"] == whole["findings"][0]["fingerprint"]
    assert whole["findings"][0]["suggestion"] is not None


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "3",
        json.dumps({"text": ""}),
        json.dumps({"text": " \n"}),
        json.dumps({"text": 3}),
        json.dumps({"text": SECRET, "surface": "wall"}),
        json.dumps({"text": SECRET, "offsets": "bytes"}),
        json.dumps({"text": SECRET, "date": "soon"}),
        json.dumps({"text": SECRET, "date": 1_700_000_000}),
        json.dumps({"text": SECRET, "date": "2026-02-30"}),
        json.dumps({"text": SECRET, "id": True}),
        json.dumps({"text": SECRET, "closely": "no"}),
        json.dumps({"documents": []}),
        json.dumps({"documents": [{"text": SECRET}] * 201}),
        '{"text": "\\ud800"}',
    ],
)
def test_what_cannot_be_read_is_told_without_a_word_of_it(client: TestClient, content: str) -> None:
    """A mistake is answered 422 with where it stands, and quotes nothing that was sent."""
    answer = client.post("/api/v1/review", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert SECRET not in answer.text


def test_more_than_is_read_at_once_is_refused(client: TestClient) -> None:
    """A body beyond the limit is answered 413 in words, also where its length was not announced."""
    large = json.dumps({"text": "a" * LARGEST}).encode()

    def pieces() -> Any:  # noqa: ANN401 - an iterator of bytes
        yield from (large[at : at + 65_536] for at in range(0, len(large), 65_536))

    for content in (large, pieces()):
        answer = client.post("/api/v1/review", content=content, headers={"content-type": "application/json"})
        assert answer.status_code == 413
        assert answer.json() == {"error": "this is more than 2 MB; send less at once"}


def test_a_fault_of_ours_says_its_kind_and_no_words(
    client: TestClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error inside is answered 500, and not with what it says: it could quote a text."""

    def fail(_document: Document) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(office, "review", fail)
    monkeypatch.setattr(client._transport, "raise_server_exceptions", False)
    answer = client.post("/api/v1/review", json={"text": ASKS})
    assert answer.status_code == 500
    assert "ValueError" in answer.json()["error"]
    assert SECRET not in answer.text

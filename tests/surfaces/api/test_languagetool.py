"""Programs that speak to LanguageTool are answered as LanguageTool answers them, for a key that opens nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import language_tool_python
import pytest
import requests

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from circumspect.surfaces.server.guard import Keys
    from surfaces.conftest import Served

ASKS = "Leave me a five-star review on Google!"
SMILES = "\U0001f600 "


def ask(stranger: TestClient, keys: Keys, **form: str) -> Any:  # noqa: ANN401 - JSON
    """Check as an editor does, with the key in the path alone."""
    answer = stranger.post(f"/languagetool/{keys.read}/v2/check", data={"language": "en-US", **form})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_real_client_finds_corrects_and_disables(served: Served) -> None:
    """language_tool_python, unmodified and over a real port, gets findings where they stand, and offers our edits."""
    with language_tool_python.LanguageTool(
        "en-US", remote_server=f"{served.address}/languagetool/{served.keys.read}/"
    ) as tool:
        text = f"{SMILES}{SMILES}We are open on Mondays. {ASKS}"
        (match,) = tool.check(text)
        assert match.rule_id == "testimonial-solicitation"
        assert text[match.offset : match.offset + match.error_length].strip() == ASKS
        assert match.category == "SOLICITATION"
        assert tool.correct(text).strip() == f"{SMILES}{SMILES}We are open on Mondays."
        assert tool.check("We are open on Mondays.") == []
        tool.disabled_rules = {"testimonial-solicitation"}
        assert tool.check(text) == []
        tool.disabled_rules = set()
        tool.disabled_categories = {"SOLICITATION"}
        assert tool.check(text) == []


def test_what_is_offered_fits_exactly_where_the_words_stand(stranger: TestClient, keys: Keys) -> None:
    """Putting a replacement in place of offset and length, in UTF-16 units, gives the text that our edit gives."""
    text = f"{SMILES}We are open on Mondays. {ASKS} See you soon."
    (match,) = ask(stranger, keys, text=text)["matches"]
    units = text.encode("utf-16-le")
    low, high = match["offset"] * 2, (match["offset"] + match["length"]) * 2
    (offered,) = match["replacements"]
    edited = (units[:low] + offered["value"].encode("utf-16-le") + units[high:]).decode("utf-16-le")
    assert "review" not in edited
    assert edited.startswith(f"{SMILES}We are open on Mondays.")
    shown = match["context"]
    around = shown["text"].encode("utf-16-le")
    assert around[shown["offset"] * 2 : (shown["offset"] + shown["length"]) * 2] == units[low:high]


def test_what_is_missing_is_shown_at_the_last_word(stranger: TestClient, keys: Keys) -> None:
    """A finding about the whole text has a place that an editor can underline."""
    text = "If you think about suicide, breathe and write it down."
    matches = {one["rule"]["id"]: one for one in ask(stranger, keys, text=text)["matches"]}
    match = matches["missing-crisis-resource"]
    assert text[match["offset"] :].startswith("down.")
    assert match["length"] > 0


def test_markup_is_passed_over_and_places_are_those_of_what_was_sent(stranger: TestClient, keys: Keys) -> None:
    """Words with markup between them are read as words; an edit that would take markup along is not offered."""
    annotation = [
        {"text": "Open on Mondays."},
        {"markup": "<p>", "interpretAs": "\n\n"},
        {"text": "Leave me a "},
        {"markup": "<b>"},
        {"text": "five-star review"},
        {"markup": "</b>"},
        {"text": " on Google!"},
    ]
    whole = "Open on Mondays.<p>Leave me a <b>five-star review</b> on Google!"
    (match,) = ask(stranger, keys, data=json.dumps({"annotation": annotation}))["matches"]
    assert "<b>five-star review" in whole[match["offset"] : match["offset"] + match["length"]]
    assert match["replacements"] == []


def test_a_text_in_data_is_read_as_well(stranger: TestClient, keys: Keys) -> None:
    """`data` may hold a plain text."""
    assert ask(stranger, keys, data=json.dumps({"text": ASKS}))["matches"]


def test_the_answer_has_every_field_that_clients_read(stranger: TestClient, keys: Keys) -> None:
    """The form is LanguageTool's: software, warnings, language, matches with rule and category."""
    answer = ask(stranger, keys, text=ASKS, language="auto")
    assert {"software", "warnings", "language", "matches", "sentenceRanges"} <= answer.keys()
    assert answer["language"]["detectedLanguage"]["code"] == "en-US"
    (match,) = answer["matches"]
    assert {
        "message",
        "shortMessage",
        "replacements",
        "offset",
        "length",
        "context",
        "sentence",
        "rule",
    } <= match.keys()
    assert match["sentence"] == ASKS
    assert match["rule"]["category"] == {"id": "SOLICITATION", "name": "Solicitation"}
    assert answer["sentenceRanges"] == [[0, len(ASKS)]]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Missing 'text' or 'data' parameter"),
        ({"text": "a", "data": "{}"}, "not both"),
        ({"data": "{"}, "Could not parse JSON"),
        ({"data": "{}"}, "requires either"),
        ({"data": '{"annotation": [{"text": 3}]}'}, "must be a string"),
        ({"data": '{"annotation": [{"text": "a", "markup": "b"}]}'}, "either 'text' or 'markup'"),
        ({"text": "a", "language": "xx-secret"}, "only English is read here"),
        ({"text": "a", "enabledOnly": "true"}, "must specify enabled rules"),
        ({"text": "a", "enabledOnly": "true", "disabledRules": "x"}, "cannot specify disabled rules"),
    ],
)
def test_mistakes_are_told_as_languagetool_tells_them(
    stranger: TestClient, keys: Keys, form: dict[str, str], words: str
) -> None:
    """A wrong request is answered 400 with a plain text that begins with `Error:` and quotes nothing."""
    answer = stranger.post(f"/languagetool/{keys.read}/v2/check", data={"language": "en-US", **form})
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.startswith("Error: ")
    assert words in answer.text
    assert "secret" not in answer.text


def test_only_what_is_enabled_is_told_where_that_is_asked(stranger: TestClient, keys: Keys) -> None:
    """`enabledOnly` leaves every other rule out."""
    text = f"{ASKS} I guarantee that you will be cured in six weeks."
    told = {one["rule"]["id"] for one in ask(stranger, keys, text=text)["matches"]}
    assert {"testimonial-solicitation", "outcome-guarantee"} <= told
    only = ask(stranger, keys, text=text, enabledOnly="true", enabledRules="outcome-guarantee")["matches"]
    assert {one["rule"]["id"] for one in only} == {"outcome-guarantee"}


def test_a_get_is_answered_alike(stranger: TestClient, keys: Keys) -> None:
    """Some clients put the text into the address."""
    answer = stranger.get(f"/languagetool/{keys.read}/v2/check", params={"language": "en", "text": ASKS})
    assert answer.json()["matches"] == ask(stranger, keys, text=ASKS)["matches"]


def test_the_other_paths_of_a_client_are_there(stranger: TestClient, keys: Keys) -> None:
    """Languages, the program's name, the longest text and an empty dictionary are told."""
    there = f"/languagetool/{keys.read}/v2"
    codes = {one["longCode"] for one in stranger.get(f"{there}/languages").json()}
    assert {"en", "en-US", "en-GB"} <= codes
    assert stranger.get(f"{there}/info").json()["software"]["name"] == "circumspect"
    assert int(stranger.get(f"{there}/maxtextlength").text) > 1_000_000
    assert stranger.get(f"{there}/words").json() == {"words": []}


def test_the_key_of_editors_opens_nothing_else(stranger: TestClient, keys: Keys) -> None:
    """With it neither pages nor the API are opened, and without it no text is read."""
    bearer = {"authorization": f"Bearer {keys.read}"}
    for path in ("/write", "/api/v1/status", "/api/openapi.json"):
        assert stranger.get(path, headers=bearer).status_code == 401
    for key in ("", "x", keys.read[:-1], keys.read + "x", keys.read.swapcase()):
        answer = stranger.post(f"/languagetool/{key}/v2/check", data={"language": "en", "text": ASKS})
        assert answer.status_code in (401, 404)
        assert "matches" not in answer.text
    assert stranger.get(f"/languagetool/{keys.read}/../../api/v1/status").status_code == 401


def test_a_page_of_somebody_else_gets_nothing_even_with_the_key(stranger: TestClient, keys: Keys) -> None:
    """A browser's request from another page is refused, and so is its question whether it may ask."""
    there = f"/languagetool/{keys.read}/v2/check"
    for origin in ("https://evil.example.org", "null", "chrome-extension://" + "a" * 32):
        asked = stranger.post(there, data={"language": "en", "text": ASKS}, headers={"origin": origin})
        before = stranger.options(there, headers={"origin": origin, "access-control-request-method": "POST"})
        for answer in (asked, before):
            assert answer.status_code == 403
            assert "access-control-allow-origin" not in answer.headers


def test_too_long_a_text_is_refused_in_words(served: Served) -> None:
    """More than two million bytes are answered 413, over a real port as well."""
    address = f"{served.address}/languagetool/{served.keys.read}/v2/check"
    answer = requests.post(address, data={"language": "en", "text": "a" * 2_100_000}, timeout=20)
    assert answer.status_code == 413
    assert answer.text == "Error: this is more than 2 MB; send less at once"

"""Other programs: the address for editors works, an extension is let in with a key of its own and shut out again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from circumspect.surfaces.server.guard import Keys

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


def test_the_address_for_editors_reads_a_text(client: TestClient, stranger: TestClient) -> None:
    """What the page shows is all that an editor needs."""
    said = client.get("/practice/programs").text
    address = re.search(r"/languagetool/[\w-]+", said)
    assert address is not None
    form = {"text": "Leave me a five-star review on Google!", "language": "en-US"}
    answer = stranger.post(f"{address[0]}/v2/check", data=form)
    assert [one["rule"]["id"] for one in answer.json()["matches"]] == ["testimonial-solicitation"]


def test_an_extension_is_let_in_and_shut_out(client: TestClient, keys: Keys) -> None:
    """Its key is shown, and is gone when it is shut out; what is no extension is refused."""
    assert (
        "no address of a browser extension"
        in client.post("/practice/programs/pair", data={"origin": "https://example.org"}).text
    )
    client.post("/practice/programs/pair", data={"origin": f" {EXTENSION}/ "})
    assert keys.extensions[EXTENSION] in client.get("/practice/programs").text
    client.post("/practice/programs/part", data={"origin": EXTENSION})
    assert keys.extensions == {}

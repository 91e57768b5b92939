"""The guard, read as an attacker would: who is let in, who is not, and what nobody is told."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from circumspect.surfaces.server.guard import COOKIE, CSRF_HEADER, ENTER, Keys, OriginError
from circumspect.surfaces.server.running import new_code

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp

    from surfaces.conftest import Served

HERE = "http://127.0.0.1:8377"
STATUS = "/api/v1/status"
CHROME = "chrome-extension://" + "abcdefghijklmnop" * 2
FIREFOX = "moz-extension://1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"


def bearer(key: str) -> dict[str, str]:
    """Give the header that bears a key."""
    return {"authorization": f"Bearer {key}"}


# --- where it was sent


@pytest.mark.parametrize(
    "host",
    [
        "evil.example.org:8377", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:83770", "127.0.0.1.:8377", "localhost.:8377",
        "127.0.0.1.nip.io:8377", "[::1]:8377", "0.0.0.0:8377", "127.1:8377", "2130706433:8377", "0x7f.1:8377",
        "user@127.0.0.1:8377", "127.0.0.1:8377@evil.example.org", "127.0.0.1:8377,evil.example.org", " ", "",
    ],
)  # fmt: skip
def test_another_host_is_refused_with_every_key(client: TestClient, host: str) -> None:
    """A name that somebody points at this computer (DNS rebinding) gets nothing, whatever it bears."""
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "csrf" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8377", "localhost:8377", "LocalHost:8377"])
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    """127.0.0.1 and localhost with this port are the desk."""
    assert client.get(STATUS, headers={"host": host}).status_code == 200


# --- who asks


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example.org", "null", "", "http://127.0.0.1:9999", "http://127.0.0.1", "https://127.0.0.1:8377",
        "http://127.0.0.1:8377.evil.example.org", "http://localhost:83770", "file://", CHROME, FIREFOX,
        "http://127.0.0.1:8377 http://evil.example.org",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "HEAD"])
def test_another_origin_is_refused_with_every_key(client: TestClient, keys: Keys, origin: str, method: str) -> None:
    """A page of somebody else gets nothing, whatever it bears, and may not read that it got nothing."""
    answer = client.request(method, STATUS, headers={"origin": origin, **bearer(keys.run)})
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "SAME-ORIGIN", "x"])
def test_another_site_is_refused_even_where_the_origin_is_left_out(client: TestClient, site: str) -> None:
    """Fetch Metadata tells of images, scripts and frames, which bear no origin."""
    del client.headers["origin"]
    assert client.get("/", headers={"sec-fetch-site": site}).status_code == 403
    assert client.get("/static/desk.css", headers={"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_and_the_address_bar_are_answered(client: TestClient, site: str) -> None:
    """What the desk's own pages ask, and what a person types, comes through."""
    del client.headers["origin"]
    assert client.get(STATUS, headers={"sec-fetch-site": site}).status_code == 200


# --- what it bears


@pytest.mark.parametrize(
    "path", ["/", "/write", STATUS, "/api/openapi.json", "/api/v1/log", "/nowhere", "/favicon.ico"]
)
def test_without_a_key_nothing_is_told(stranger: TestClient, path: str) -> None:
    """Not even whether there is such a page."""
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
        assert stranger.request(method, path).status_code == 401


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic {run}", "{run}", "Bearer {run}x", "Bearer {run} {run}",
     "Bearer {read}", "Bearer {csrf}"],
)  # fmt: skip
def test_a_header_that_is_not_quite_the_key_opens_nothing(stranger: TestClient, keys: Keys, given: str) -> None:
    """Neither another scheme, nor a longer key, nor the key of something else."""
    header = given.format(run=keys.run, read=keys.read, csrf=keys.csrf)
    assert stranger.get(STATUS, headers={"authorization": header}).status_code == 401


def test_the_key_in_a_header_opens_all_of_it(stranger: TestClient, keys: Keys) -> None:
    """A program that bears the key needs neither cookie nor second key: no page can make a browser send it."""
    assert stranger.get(STATUS, headers=bearer(keys.run)).status_code == 200
    asked = stranger.post("/api/v1/review", json={"text": "Open on Mondays."}, headers=bearer(keys.run))
    assert asked.status_code == 200


@pytest.mark.parametrize("cookie", ["{run}x", "x", "", "{csrf}", "{read}", '"{run}"x'])
def test_a_wrong_cookie_opens_nothing(stranger: TestClient, keys: Keys, cookie: str) -> None:
    """Only the key of this run does."""
    sent = cookie.format(run=keys.run, csrf=keys.csrf, read=keys.read)
    assert stranger.get(STATUS, headers={"cookie": f"{COOKIE}={sent}"}).status_code == 401


def test_a_cookie_set_beside_ours_does_not_lock_us_out(stranger: TestClient, keys: Keys) -> None:
    """Another program on this computer can set a cookie of the same name; ours counts, wherever it stands."""
    for cookie in (f"{COOKIE}=x; {COOKIE}={keys.run}", f"{COOKIE}={keys.run}; a=b; {COOKIE}=x"):
        assert stranger.get(STATUS, headers={"cookie": cookie}).status_code == 200


@pytest.mark.parametrize("second", [None, "", "x", "{run}", "{csrf}x"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_nothing_is_changed_without_the_second_key(
    stranger: TestClient, keys: Keys, method: str, second: str | None
) -> None:
    """The cookie alone may look and not touch (cross-site request forgery)."""
    headers = {"cookie": f"{COOKIE}={keys.run}", "origin": HERE}
    if second is not None:
        headers[CSRF_HEADER] = second.format(run=keys.run, csrf=keys.csrf)
    assert stranger.request(method, "/vault/lock", headers=headers).status_code == 403


def test_two_runs_have_nothing_in_common(app: ASGIApp, keys: Keys) -> None:
    """The keys of another run open nothing here."""
    other = Keys(lambda _code: True)
    assert len({keys.run, keys.read, keys.csrf, other.run, other.read, other.csrf}) == 6
    with TestClient(app, HERE, cookies={COOKIE: other.run}) as stranger:
        assert stranger.get("/").status_code == 401


def test_the_keys_show_nothing_of_themselves(keys: Keys) -> None:
    """Neither in a traceback nor in a log."""
    keys.pair(CHROME)
    assert repr(keys) == str(keys) == "Keys(…)"


# --- getting in


def test_a_code_works_once(stranger: TestClient, tmp_path: Path) -> None:
    """The second one who comes with it is told so, and is not let in."""
    address = f"{ENTER}?code={new_code(tmp_path / 'codes')}"
    first = stranger.get(address, follow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/")
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    stranger.cookies.clear()
    second = stranger.get(address, follow_redirects=False)
    assert second.status_code == 403
    assert "set-cookie" not in second.headers


@pytest.mark.parametrize(
    "code",
    ["", "x", ".", "..", "../codes/enter-a", "..%2f..%2fsecret", "a%00b", "%00", "a/b", "a\\b", "*", "é", "x" * 5_000],
)
def test_a_code_that_was_guessed_opens_nothing_and_removes_nothing(
    stranger: TestClient, tmp_path: Path, code: str
) -> None:
    """Whatever stands in it, no other file is touched by it."""
    code_before, secret = new_code(tmp_path / "codes"), tmp_path / "secret"
    secret.touch()
    answer = stranger.get(f"{ENTER}?code={code}", follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert secret.exists()
    assert (tmp_path / "codes" / f"enter-{code_before}").exists()


def test_asking_without_using_it_up_is_not_entering(stranger: TestClient, tmp_path: Path) -> None:
    """A link that is looked at beforehand (HEAD) or sent (POST) stays good."""
    code = new_code(tmp_path / "codes")
    for method in ("HEAD", "POST", "OPTIONS"):
        answer = stranger.request(method, f"{ENTER}?code={code}", follow_redirects=False)
        assert "set-cookie" not in answer.headers
    assert stranger.get(f"{ENTER}?code={code}", follow_redirects=False).status_code == 303


# --- crooked ways


@pytest.mark.parametrize(
    "path",
    [
        "/static/../api/v1/status", "/static/%2e%2e/api/v1/status", "/static/..%2fapi/v1/status", "//api/v1/status",
        "/static//../api/v1/status", "/%2fapi/v1/status", "/static%2f..%2fapi/v1/status", "/./api/v1/status",
        "/enter/../api/v1/status", "/static\\..\\api\\v1\\status", "/API/V1/STATUS", "/api/v1/status/", "/static/%00",
        "/static/../../pyproject.toml", "/static/%2e%2e/%2e%2e/%2e%2e/services/office.py", "/static/..;/api/v1/status",
        "http://127.0.0.1:8377/api/v1/status", "/enter%00/../api/v1/status", "/static/%252e%252e/api/v1/status",
    ],
)  # fmt: skip
def test_no_crooked_path_leads_in(served: Served, path: str) -> None:
    """Over a real port, byte for byte as written: whatever the path, nothing is told without the key."""
    said = raw(served, f"GET {path} HTTP/1.1\r\nHost: {host_of(served)}\r\nConnection: close\r\n\r\n")
    assert status_of(said) in (400, 401, 404), said[:200]
    assert b"ruleset" not in said
    assert b"def " not in said


def host_of(served: Served) -> str:
    """Give host and port of a desk."""
    return served.address.removeprefix("http://")


def raw(served: Served, request: str | bytes) -> bytes:
    """Send bytes as they are, and give what comes back until the other side closes."""
    host, port = host_of(served).split(":")
    parts = []
    with socket.create_connection((host, int(port)), 10) as line, suppress(ConnectionError):
        line.sendall(request if isinstance(request, bytes) else request.encode())
        while part := line.recv(65_536):
            parts.append(part)
    return b"".join(parts)


def status_of(said: bytes) -> int:
    """Give the number of an answer; 0 where there was none."""
    return int(said.split(b" ", 2)[1]) if said.startswith(b"HTTP/") else 0


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        ("GET {status} HTTP/1.0\r\nAuthorization: Bearer {run}\r\n\r\n", (421,)),
        ("GET {status} HTTP/1.1\r\nAuthorization: Bearer {run}\r\nConnection: close\r\n\r\n", (400, 421)),
        ("GET {status} HTTP/1.1\r\nHost: {host}\r\nHost: evil.example.org\r\n{bearer}", (400,)),
        ("GET {status} HTTP/1.1\r\nHost: evil.example.org\r\nHost: {host}\r\n{bearer}", (400,)),
        ("GET http://evil.example.org{status} HTTP/1.1\r\nHost: evil.example.org\r\n{bearer}", (400, 421)),
        ("GET {status} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nOrigin: https://evil.example.org\r\n{bearer}",
         (400,)),
        ("GET {status} HTTP/1.1\r\nHost: {host}\r\nOrigin: https://evil.example.org\r\nOrigin: http://{host}\r\n{bearer}",
         (400,)),
        ("GET {status} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer x\r\n{bearer}", (400,)),
        ("GET {status} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: x\r\nSec-Fetch-Site: none\r\n{bearer}", (400,)),
        ("GET {status} HTTP/1.1\r\nHost: {host}\r\nX-Filler: {long}\r\n{bearer}", (0, 400, 431)),
        ("GET {status} HTTP/1.1\r\nHost : {host}\r\n{bearer}", (400, 421)),
        ("CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: {host}\r\n{bearer}", (400, 404)),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (0, 400, 421)),
        ("GET {status} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\nContent-Length: 5\r\n{bearer}0000", (400,)),
        ("\x16\x03\x01\x02\x00\x01", (0, 400)),
    ],
)  # fmt: skip
def test_requests_that_no_browser_sends_are_not_answered(served: Served, lines: str, numbers: tuple[int, ...]) -> None:
    """Even with the key, what says twice who asks, or does not say where it was sent, is refused."""
    host = host_of(served)
    closing = f"Authorization: Bearer {served.keys.run}\r\nConnection: close\r\n\r\n"
    if lines.startswith("\x16"):
        lines += "\r\n\r\n"
    sent = lines.format(status=STATUS, run=served.keys.run, host=host, bearer=closing, long="a" * 200_000)
    assert status_of(raw(served, sent)) in numbers


def test_a_web_socket_is_not_opened(served: Served, app: ASGIApp, keys: Keys) -> None:
    """Nothing here speaks that way, with or without the key."""
    asked = (
        f"GET /write HTTP/1.1\r\nHost: {host_of(served)}\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    )
    assert status_of(raw(served, f"{asked}\r\n")) == 401
    assert status_of(raw(served, f"{asked}Authorization: Bearer {served.keys.run}\r\n\r\n")) != 101
    from starlette.websockets import WebSocketDisconnect  # noqa: PLC0415 - beside its only use

    with TestClient(app, HERE, headers=bearer(keys.run)) as client, pytest.raises(WebSocketDisconnect):
        client.websocket_connect("/write").__enter__()


# --- extensions


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example.org", "chrome-extension://", "chrome-extension://" + "z" * 32, CHROME + "a", CHROME + "/",
        CHROME + "\n", "chrome-extension://*", "moz-extension://x", FIREFOX.upper(), "null", "", f"{CHROME} {CHROME}",
        "http://127.0.0.1:8377",
    ],
)  # fmt: skip
def test_only_an_extension_can_be_paired(keys: Keys, origin: str) -> None:
    """Anything else is refused in words, and is not paired."""
    with pytest.raises(OriginError, match="no browser extension"):
        keys.pair(origin)
    assert keys.extensions == {}


@pytest.mark.parametrize("origin", [CHROME, FIREFOX])
def test_a_paired_extension_may_ask_and_read(stranger: TestClient, keys: Keys, origin: str) -> None:
    """Its browser is told so beforehand and with each answer, for its origin alone."""
    key = keys.pair(origin)
    asks = {"origin": origin, "sec-fetch-site": "cross-site"}
    before = stranger.options(
        "/api/v1/review",
        headers={**asks, "access-control-request-method": "POST", "access-control-request-headers": "authorization"},
    )
    assert before.status_code == 204
    assert before.headers["access-control-allow-origin"] == origin
    assert "authorization" in before.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in before.headers
    answer = stranger.post("/api/v1/review", json={"text": "Open on Mondays."}, headers={**asks, **bearer(key)})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == origin
    assert "Origin" in answer.headers["vary"]
    assert stranger.get(STATUS, headers=bearer(key)).status_code == 200  # browsers leave the origin out of a GET


def test_a_paired_extension_gets_nothing_but_the_api(client: TestClient, keys: Keys) -> None:
    """No page, not with a cookie, not with another's key; and nothing at all once it was parted."""
    key, other = keys.pair(CHROME), keys.pair(FIREFOX)
    assert len({key, other, keys.run, keys.csrf}) == 4
    asks = {"origin": CHROME}
    for path in ("/", "/write", "/static/desk.css", f"/languagetool/{keys.read}/v2/info"):
        assert client.get(path, headers={**asks, **bearer(key)}).status_code == 403
        assert client.options(path, headers=asks).status_code == 403
    assert client.get(STATUS, headers=asks).status_code == 401  # the cookie alone
    assert client.get(STATUS, headers={**asks, **bearer(other)}).status_code == 401
    assert client.get(STATUS, headers={**asks, **bearer(keys.run)}).status_code == 401
    client.cookies.clear()
    del client.headers["origin"]
    assert client.get("/write", headers=bearer(key)).status_code == 401
    keys.part(CHROME)
    assert client.get(STATUS, headers={**asks, **bearer(key)}).status_code == 403
    assert client.get(STATUS, headers=bearer(key)).status_code == 401


# --- what every answer says


@pytest.mark.parametrize("path", ["/", "/nowhere", STATUS, "/static/desk.css", ENTER, "/api/v1/log"])
def test_every_answer_keeps_others_out(client: TestClient, path: str) -> None:
    """No script but ours, no frame but ours, nothing kept, nothing told to other sites; refusals as well."""
    for origin in (HERE, "https://evil.example.org"):
        headers = client.get(path, headers={"origin": origin}).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


def test_a_refusal_is_told_in_the_form_that_was_asked_for(stranger: TestClient) -> None:
    """As JSON to programs, as words to people."""
    assert stranger.get(STATUS).json() == {"error": "This desk is not open here. Start it with: circumspect"}
    assert stranger.get("/write").text == "This desk is not open here. Start it with: circumspect"

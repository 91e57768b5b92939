"""Who may ask the desk, and what every answer says. Open it before changing anything about the desk's privacy.

Every page that is open in a browser can send requests to this computer. So a request is answered only where
- it was sent to 127.0.0.1 or localhost and this very port (a name that somebody else points here is refused),
- it comes from a page of the desk, from no page at all, or from a browser extension that was paired,
- it bears the key of this run: in the cookie that `/enter` gives for a code that works once, or in a header,
- and, where the cookie is the key and something would change, a second key that only pages of the desk know.
An extension's key, and the one that editors put into their address, open less: see `Keys`.
Source: OWASP cheat sheets on CSRF and DNS rebinding; Fetch Metadata (W3C); docs/decisions/0022-the-desk.md.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE, CSRF_HEADER, ENTER = "circumspect-desk", "x-circumspect", "/enter"
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/static/",)  # nothing of anybody's is there
_API, _EDITORS = "/api/", "/languagetool/"
# What decides who asks may stand once: a second one could be read by one program and not by the next.
_ONCE = ("host", "origin", "authorization", "sec-fetch-site", CSRF_HEADER, "content-length")
_CROOKED = re.compile(r"//|/\.|\\|[\x00-\x1f\x7f]")
_EXTENSION = re.compile(
    r"chrome-extension://[a-p]{32}|moz-extension://[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    b"font-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
    (b"cache-control", b"no-store"),
)
_OTHERS = "Another page asked for this. The desk answers its own pages alone."


class OriginError(ValueError):
    """An origin that is no browser extension's."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys of one run: `run` opens everything, `read` the review of texts alone. `spend` uses up a code to enter.

    `extensions`: origin of each browser extension that was paired → its key, which opens the API alone.
    """

    spend: Callable[[str], bool]
    run: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    read: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    extensions: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Show nothing."""
        return "Keys(…)"

    @property
    def csrf(self) -> str:
        """What a page of the desk sends with everything that changes something."""
        return hmac.new(self.run.encode(), b"csrf", "sha256").hexdigest()

    def pair(self, origin: str) -> str:
        """Pair a browser extension for this run and give its key: the same one each time. Raises OriginError.

        The extension sends the key as `Authorization: Bearer KEY`.
        """
        if not _EXTENSION.fullmatch(origin):
            raise OriginError("this is no browser extension; copy the address that the extension shows")
        key = hmac.new(self.run.encode(), b"extension " + origin.encode(), "sha256").hexdigest()
        self.extensions[origin] = key
        return key

    def part(self, origin: str) -> None:
        """Take a paired extension's key away; one that was not paired stays so."""
        self.extensions.pop(origin, None)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a request is not answered, and with which number."""

    words: str
    status: int


class Guard:
    """Stands before the desk: lets in what may come in, and adds what every answer has to say."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        """Guard `app`."""
        self._app, self._keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})  # nothing here speaks otherwise
            return

        pairs = [(key.decode("latin-1").lower(), value.decode("latin-1")) for key, value in scope["headers"]]
        headers = dict(pairs)
        origin = headers.get("origin", "")
        added = (*_HEADERS, *_shared_with(origin, scope["path"], self._keys))

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {key.lower() for key, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in given)]
            await send(message)

        counts = Counter(name for name, _ in pairs)
        if any(counts[name] > 1 for name in _ONCE):
            refusal: _Refusal | None = _Refusal("This request says twice who asks, or how much.", 400)
        else:
            refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _said(refusal, scope["path"])(scope, receive, told)
        elif origin in self._keys.extensions and scope["method"] == "OPTIONS":
            await Response(None, 204)(scope, receive, told)
        else:
            await self._app(scope, receive, told)

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> _Refusal | None:
        """Say why a request is not answered; None where it is."""
        port = scope["server"][1] if scope.get("server") else None
        here = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        if headers.get("host", "").lower() not in here:
            return _Refusal("This desk answers to 127.0.0.1 alone.", 421)
        path: str = scope["path"]
        if not path.startswith("/") or _CROOKED.search(path):
            return _Refusal("There is no such page.", 404)
        origin = headers.get("origin")
        if origin in self._keys.extensions:
            return self._of_extension(scope["method"], path, headers)
        if origin is not None and origin.lower() not in {f"http://{name}" for name in here}:
            return _Refusal(_OTHERS, 403)
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and path != ENTER:
            return _Refusal(_OTHERS, 403)
        if path == ENTER or path.startswith(_OPEN):
            return None
        return self._unknown(scope["method"], path, headers)

    def _of_extension(self, method: str, path: str, headers: Mapping[str, str]) -> _Refusal | None:
        """Say so where a paired extension asks for more than the API, or without its own key; cookies do not count.

        A browser asks first, without any key, whether it may ask (OPTIONS).
        """
        if not path.startswith(_API):
            return _Refusal("An extension may ask the API alone.", 403)
        if method == "OPTIONS" or _same(_bearer(headers), self._keys.extensions[headers["origin"]]):
            return None
        return _Refusal("This extension is not paired with this desk any more. Pair it again.", 401)

    def _unknown(self, method: str, path: str, headers: Mapping[str, str]) -> _Refusal | None:
        """Say so where a request bears no key, or not the one that it needs."""
        bearer = _bearer(headers)
        if _same(bearer, self._keys.run):
            return None
        if path.startswith(_API) and any(_same(bearer, key) for key in tuple(self._keys.extensions.values())):
            return None  # a browser may leave the origin out where an extension only reads
        if path.startswith(_EDITORS) and _same(path.split("/")[2], self._keys.read):
            return None
        if any(_same(value, self._keys.run) for value in _cookies(headers)):
            if method in _HARMLESS or _same(headers.get(CSRF_HEADER, ""), self._keys.csrf):
                return None
            return _Refusal("This page is of an earlier run. Reload it.", 403)
        return _Refusal("This desk is not open here. Start it with: circumspect", 401)


def _shared_with(origin: str, path: str, keys: Keys) -> tuple[tuple[bytes, bytes], ...]:
    """Give the headers by which a paired extension, and nobody else, may read an answer of the API."""
    if origin not in keys.extensions or not path.startswith(_API):
        return ()
    return (
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", b"authorization, content-type"),
        (b"access-control-allow-private-network", b"true"),
        (b"vary", b"Origin"),
    )


def _said(refusal: _Refusal, path: str) -> Response:
    """Answer a refusal: as JSON to programs, as words to people and editors."""
    proof = {"www-authenticate": "Bearer"} if refusal.status == 401 else None  # noqa: PLR2004 - as in HTTP
    if path.startswith(_API):
        return JSONResponse({"error": refusal.words}, refusal.status, headers=proof)
    words = f"Error: {refusal.words}" if path.startswith(_EDITORS) else refusal.words
    return PlainTextResponse(words, refusal.status, headers=proof)


def _bearer(headers: Mapping[str, str]) -> str:
    """Give the key that a header bears; "" for none."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def _cookies(headers: Mapping[str, str]) -> Iterator[str]:
    """Give every value that our cookie is sent with: another program on this computer may have set one beside ours."""
    for part in headers.get("cookie", "").split(";"):
        name, _, value = part.partition("=")
        if name.strip() == COOKIE:
            yield value.strip()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())

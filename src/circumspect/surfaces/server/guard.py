"""Who may ask the desk, and what every answer says. Open it before changing anything about the desk's privacy.

Every page that is open in a browser can send requests to this computer. So a request is answered only where
- it was sent to 127.0.0.1 or localhost and this very port (a name that somebody else points here is refused),
- it comes from a page of the desk, or from no page at all,
- it bears the key of this run: in the cookie that `/enter` gives for a code that works once, or in a header,
- and, where it changes something, a second key that only pages of the desk know.
Source: OWASP cheat sheets on CSRF and DNS rebinding; Fetch Metadata (W3C).
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE, CSRF_HEADER, ENTER = "circumspect-desk", "x-circumspect", "/enter"
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/static/",)  # nothing of anybody's is there
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


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys of one run: `run` opens everything, `read` the review of texts alone. `spend` uses up a code to enter.

    `extensions`: origins of browser extensions that were paired.
    """

    spend: Callable[[str], bool]
    run: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    read: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    extensions: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Show nothing."""
        return "Keys(…)"

    @property
    def csrf(self) -> str:
        """What a page of the desk sends with everything that changes something."""
        return hmac.new(self.run.encode(), b"csrf", "sha256").hexdigest()


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
            return  # nothing here speaks otherwise

        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {key.lower() for key, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in _HEADERS if pair[0] not in given)]
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await PlainTextResponse(*refusal)(scope, receive, told)
            return
        await self._app(scope, receive, told)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[str, int] | None:
        """Say why a request is not answered, and with which number; None where it is."""
        port = scope["server"][1] if scope.get("server") else None
        here = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        if headers.get("host", "").lower() not in here:
            return "This desk answers to 127.0.0.1 alone.", 421
        origin, path = headers.get("origin"), scope["path"]
        paired = origin in self._keys.extensions
        if origin is not None and not paired and origin.lower() not in {f"http://{name}" for name in here}:
            return "Another page asked for this. The desk answers its own pages alone.", 403
        site = headers.get("sec-fetch-site", "none")
        if site not in ("same-origin", "none") and not paired and path != ENTER:
            return "Another page asked for this. The desk answers its own pages alone.", 403
        if path == ENTER or path.startswith(_OPEN):
            return None
        return self._unknown(scope["method"], path, headers)

    def _unknown(self, method: str, path: str, headers: dict[str, str]) -> tuple[str, int] | None:
        """Say so where a request bears no key, or not the one that it needs."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(given, self._keys.run):
            return None
        if _same(cookie_parser(headers.get("cookie", "")).get(COOKIE, ""), self._keys.run):
            if method in _HARMLESS or _same(headers.get(CSRF_HEADER, ""), self._keys.csrf):
                return None
            return "This page is of an earlier run. Reload it.", 403
        if path.startswith("/languagetool/") and _same(path.split("/")[2], self._keys.read):
            return None
        return "This desk is not open here. Start it with: circumspect", 401


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())

"""How much the API takes in at once. Open it to change that.

What is too large is refused before any of it is read as JSON, also where nobody said how long it would be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse

from circumspect.surfaces.api._kit import EDITORS, PREFIXES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 2_000_000  # bytes of a request
_THROWN_AWAY = 64_000_000  # bytes that are let pass unread, so that whoever sends gets to hear the answer
_WORDS = f"this is more than {LARGEST // 1_000_000} MB; send less at once"


class Limited:
    """Takes in requests to the API up to `LARGEST` bytes; others as they are."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it for its size."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIXES):
            await self._app(scope, receive, send)
            return
        body = await _taken(receive)
        if body is None:
            if scope["path"].startswith(EDITORS):
                answer: ASGIApp = PlainTextResponse(f"Error: {_WORDS}", 413)
            else:
                answer = JSONResponse({"error": _WORDS}, 413)
            await answer(scope, receive, send)
            return
        first = True

        async def again() -> Message:
            nonlocal first
            if first:
                first = False
                return {"type": "http.request", "body": body, "more_body": False}
            return await receive()

        await self._app(scope, again, send)


async def _taken(receive: Receive) -> bytes | None:
    """Give the body of a request; None where it is too large, or broke off."""
    parts: list[bytes] = []
    size = 0
    while size <= _THROWN_AWAY:
        message = await receive()
        if message["type"] != "http.request":
            return None
        part: bytes = message.get("body", b"")
        size += len(part)
        if size <= LARGEST:
            parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts) if size <= LARGEST else None
    return None

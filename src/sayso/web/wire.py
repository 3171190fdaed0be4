"""What comes in from the wire: how long an address and a body may be, and how slowly a body may come."""

import asyncio
from http import HTTPStatus

from fastapi import HTTPException, Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.errors import answer

# The longest path with its query, in bytes: fifty filters and a long search fit.
LONGEST_ADDRESS = 16_000
# How long the next part of a body is waited for, in seconds.
PATIENCE = 30


class Wire:
    """Turns away what is too long or too slow before anything reads it; a request over HTTPS is told as such."""

    def __init__(self, app: ASGIApp, largest: int, secure: bool) -> None:
        self._app, self._largest, self._secure = app, largest, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._secure:
            scope["scheme"] = "https"
        wrong = self._wrong(scope)
        if wrong is not None:
            await answer(Request(scope), *wrong)(scope, receive, send)
            return
        body = _Body(self._largest, receive)
        cut = False

        async def said(message: Message) -> None:
            # Whoever read the body may have made another fault of ours: what was wrong with it is said here.
            nonlocal cut
            if cut:
                return
            if body.wrong is not None and message["type"] == "http.response.start":
                cut = True
                await answer(Request(scope), *body.wrong)(scope, receive, send)
                return
            await send(message)

        await self._app(scope, body.receive, said)

    def _wrong(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return HTTPStatus.REQUEST_URI_TOO_LONG, f"the address is longer than {LONGEST_ADDRESS:,} bytes"
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            return HTTPStatus.BAD_REQUEST, "the address holds a null character"
        told = Headers(scope=scope).get("content-length", "")
        if (told.isdecimal() and len(told) < 20 and int(told) > self._largest) or len(told) >= 20:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(self._largest)
        return None


class _Body:
    """The body of one request as it comes; `wrong` is what was wrong with it, once something was."""

    def __init__(self, largest: int, receive: Receive) -> None:
        self._largest, self._receive = largest, receive
        self._had, self._whole = 0, False
        self.wrong: tuple[HTTPStatus, str] | None = None

    async def receive(self) -> Message:
        """Return the next part; raises HTTPException where it is one too many, or does not come."""
        if self._whole:  # what is left to come is the end of the connection
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), PATIENCE)
        except TimeoutError:
            raise self._fault(HTTPStatus.REQUEST_TIMEOUT, "the body of the request came too slowly") from None
        self._had += len(message.get("body", b""))
        if self._had > self._largest:
            raise self._fault(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(self._largest))
        self._whole = not message.get("more_body", False)
        return message

    def _fault(self, status: HTTPStatus, words: str) -> HTTPException:
        self.wrong = (status, words)
        return HTTPException(status, words)


def _too_large(largest: int) -> str:
    return f"the body of a request may have {largest:,} bytes"

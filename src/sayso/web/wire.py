"""What comes in from the wire: how long an address and a body may be, and how slowly a body may come."""

import asyncio
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
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
        had = 0

        async def counted() -> Message:
            nonlocal had
            if had < 0:  # the body was had; what is left to come is the end of the connection
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), PATIENCE)
            except TimeoutError:
                raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, "the body of the request came too slowly") from None
            had += len(message.get("body", b""))
            if had > self._largest:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._too_large)
            if not message.get("more_body", False):
                had = -1
            return message

        await self._app(scope, counted, send)

    @property
    def _too_large(self) -> str:
        return f"the body of a request may have {self._largest:,} bytes"

    def _wrong(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return HTTPStatus.REQUEST_URI_TOO_LONG, f"the address is longer than {LONGEST_ADDRESS:,} bytes"
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            return HTTPStatus.BAD_REQUEST, "the address holds a null character"
        told = Headers(scope=scope).get("content-length", "")
        if (told.isdecimal() and len(told) < 20 and int(told) > self._largest) or len(told) >= 20:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._too_large
        return None

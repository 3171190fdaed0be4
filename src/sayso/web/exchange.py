"""Between the wire and the API: HEAD is GET without the body, the unchanged is not sent again."""

import datetime
import hashlib

from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso import __version__
from sayso.errors import LedgerError
from sayso.ledger import tables as t
from sayso.ledger.database import Ledger
from sayso.ledger.tables_captures import capture
from sayso.web.errors import API


def register(app: FastAPI) -> None:
    """Put these before the application; to be called before the guards, so that they stand inside of them."""
    app.add_middleware(Unchanged, ledger=app.state.ledger)
    app.add_middleware(Head)


class Head:
    """Answers HEAD as GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, without_body)


class Unchanged:
    """Gives what the API reads an ETag of the state of the ledger, and answers 304 to who has that already."""

    def __init__(self, app: ASGIApp, ledger: Ledger) -> None:
        self._app, self._ledger = app, ledger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        try:
            tag = await run_in_threadpool(etag, self._ledger, scope)
        except LedgerError:  # the endpoint will say what is wrong with the ledger
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("if-none-match", "")
        if tag in (one.strip() for one in given.split(",")):
            await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", tag.encode())]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).setdefault("etag", tag)
            await send(message)

        await self._app(scope, receive, tagged)


def etag(ledger: Ledger, scope: Scope) -> str:
    """Return a tag that is another whenever the answer to a request may be; weak, for compression changes the bytes."""
    with ledger.reading() as connection:
        last = [connection.scalar(select(func.max(table.c.id))) for table in (t.history, t.review, t.version, capture)]
    viewer = scope["state"]["viewer"] if "viewer" in scope.get("state", {}) else None
    today = datetime.datetime.now(datetime.UTC).date()  # what has no last day ends today
    settings = scope["app"].state.settings
    parts = (__version__, settings, last, viewer, today, scope["path"], scope["query_string"])
    return f'W/"{hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'

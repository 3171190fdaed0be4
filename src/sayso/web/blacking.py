"""Names that a viewer may not see, blacked out of everything written that leaves the server."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.export.redact import Redaction
from sayso.web.settings import Settings
from sayso.web.visit import redaction_for

# What is written as text and how a name is found in it; files of exports have been blacked out row by row.
_MARKUP = ("text/html", "application/rss+xml", "application/atom+xml")
_JSON = ("application/json", "application/problem+json")
_PLAIN = ("text/plain", "text/markdown")


class Blacking:
    """Holds an answer back until it is whole and blacks names out; whoever may see all gets it as it comes."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        viewer = scope.get("state", {}).get("viewer")
        redaction = redaction_for(viewer, self._settings) if viewer is not None else None
        if scope["type"] != "http" or redaction is None:
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        parts: list[bytes] = []

        async def held(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                if _kind(message) is None:
                    await send(message)
                else:
                    start = message
            elif start is None:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    body = _blacked(b"".join(parts), _kind(start), redaction)
                    MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
                    await send(start)
                    await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, held)


def _kind(start: Message) -> str | None:
    headers = Headers(raw=start["headers"])
    kind = headers.get("content-type", "").partition(";")[0]
    return kind if kind in (*_MARKUP, *_JSON, *_PLAIN) and "content-encoding" not in headers else None


def _blacked(body: bytes, kind: str | None, redaction: Redaction) -> bytes:
    text = body.decode("utf-8", "surrogateescape")
    if kind in _JSON:
        text = redaction.json(text)
    elif kind in _PLAIN:
        text = redaction.plain(text)
    else:
        text = redaction.markup(text)
    return text.encode("utf-8", "surrogateescape")

"""What stands before every page: names the server answers to, who asks, forged forms, and what a browser may load."""

import hmac
import secrets
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from sayso.errors import ForbiddenError
from sayso.web.settings import Settings, reviewer_name
from sayso.web.visit import Role, Viewer

CSRF_COOKIE, CSRF_FIELD, CSRF_HEADER = "sayso_csrf", "csrf", "x-sayso-csrf"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
# Answers below this size, in bytes, are not worth compressing.
SMALL = 1_000

Next = Callable[[Request], Awaitable[Response]]


def register(app: FastAPI, settings: Settings) -> None:
    """Put the guards before the application."""
    policy = content_policy(settings)

    @app.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        token = request.cookies.get(CSRF_COOKIE) or secrets.token_urlsafe(32)
        request.state.csrf = token
        request.state.viewer = Viewer(reviewer_name(), Role.ADMIN)
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store" if request.method not in SAFE else "no-cache")
        if CSRF_COOKIE not in request.cookies:
            response.set_cookie(CSRF_COOKIE, token, httponly=True, samesite="strict", secure=settings.secure)
        return response

    app.add_middleware(GZipMiddleware, minimum_size=SMALL)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*settings.names, "testserver"])


def content_policy(settings: Settings) -> str:
    """Return what a browser may load: our own files, and map tiles from where the settings say."""
    tiles = f" {settings.tiles_origin}" if settings.tiles else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            f"img-src 'self' data: blob:{tiles}",
            f"connect-src 'self'{tiles}",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


async def unforged(request: Request) -> None:
    """Raise unless a changing request comes from a page of ours, with the token of its cookie, or from a program.

    A foreign page can make a browser send forms and JSON here. Browsers tell where a request comes from (`Origin`,
    `Sec-Fetch-Site`) and let no foreign page send `application/json` unasked: what tells of no page and is JSON was not
    sent by one.
    """
    if request.method in SAFE:
        return
    if _foreign(request):
        raise ForbiddenError("another site asked for this; nothing was changed")
    if _by_program(request):
        return
    given = request.headers.get(CSRF_HEADER) or str((await request.form()).get(CSRF_FIELD, ""))
    held = request.cookies.get(CSRF_COOKIE, "")
    if not held or not hmac.compare_digest(given.encode(), held.encode()):
        raise ForbiddenError(
            "this did not come from a page of this server, or the page is too old: load it again; "
            "a program sends content-type: application/json and no origin"
        )


def _foreign(request: Request) -> bool:
    """Tell whether a browser says that a page of another site asks."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    # Only hosts are compared: a proxy before us may speak HTTPS where we see HTTP.
    return origin is not None and origin.partition("://")[2] != request.headers.get("host", "")


def _by_program(request: Request) -> bool:
    told = {"origin", "sec-fetch-site", "sec-fetch-mode", "referer"} & set(request.headers.keys())
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return not told and kind == "application/json"

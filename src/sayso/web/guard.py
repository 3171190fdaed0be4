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
    """Raise unless a changing request comes from a page of ours: same site, and with the token of its cookie."""
    if request.method in SAFE:
        return
    given = request.headers.get(CSRF_HEADER) or str((await request.form()).get(CSRF_FIELD, ""))
    held = request.cookies.get(CSRF_COOKIE, "")
    if not held or not hmac.compare_digest(given.encode(), held.encode()):
        raise ForbiddenError("this form did not come from a page of this server, or it is too old; load the page again")

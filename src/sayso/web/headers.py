"""What every answer says to the browser: what it may load, and what it may keep."""

from fastapi import Request
from fastapi.responses import Response

from sayso.web.rules import SAFE
from sayso.web.settings import Access, Settings


def harden(request: Request, response: Response, settings: Settings) -> None:
    """Set the headers that keep a page to our own files, out of other pages' reach, and out of caches."""
    # Raw bytes bring a policy of their own, which allows nothing at all.
    response.headers.setdefault("Content-Security-Policy", content_policy(settings))
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Nothing is told to other sites; our own pages need `Origin` on forms, which `no-referrer` would make null.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if settings.secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.url.path.startswith("/static/"):
        return
    if settings.access is Access.ACCOUNTS:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers.setdefault("Cache-Control", "no-store" if request.method not in SAFE else "no-cache")


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

"""Requests that a foreign page has a browser send: told by their origin, and by a token that only our pages have."""

import hashlib
import hmac
import secrets

from fastapi import Request
from itsdangerous import BadSignature, TimestampSigner

# How long a page may stay open before its forms are too old, in seconds: as long as a session lasts.
OPEN = 7 * 24 * 3600
_SALT = "sayso-csrf"


def signed(secret: str) -> str:
    """Return a token for the forms of one page; it is another each time, so that compression tells nothing of it."""
    return _signer(secret).sign(secrets.token_urlsafe(12)).decode()


def proves(secret: str, given: str) -> bool:
    """Tell whether a token was made with this secret and is not too old; takes the same time for all wrong ones."""
    try:
        _signer(secret).unsign(given.encode("utf-8", "replace"), max_age=OPEN)
    except BadSignature:
        return False
    return True


def same(secret: str, given: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(secret.encode("utf-8", "replace"), given.encode("utf-8", "replace"))


def foreign(request: Request) -> bool:
    """Tell whether a browser says that a page of another site asks."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    # Only hosts are compared: a proxy before us may speak HTTPS where we see HTTP.
    return origin is not None and origin.partition("://")[2] != request.headers.get("host", "")


def by_program(request: Request) -> bool:
    """Tell whether no browser's page asks: browsers say where from, and let no foreign page send JSON unasked."""
    told = {"origin", "sec-fetch-site", "sec-fetch-mode", "referer"} & set(request.headers.keys())
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return not told and kind == "application/json"


def _signer(secret: str) -> TimestampSigner:
    return TimestampSigner(secret, salt=_SALT, key_derivation="hmac", digest_method=hashlib.sha256)

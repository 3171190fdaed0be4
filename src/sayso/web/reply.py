"""Answers of the API: JSON made in one step, opaque tokens for pages of lists."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

from fastapi import Response
from pydantic_core import to_json

from sayso.errors import SettingError

_LIMIT = 2**53  # no row has a larger number, and JSON of others does not hold one


def answered(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a value as JSON; days, dataclasses and models are written as the description of the API says."""
    return Response(to_json(content), status, headers, "application/json")


def token(of: str, *parts: str | int | None) -> str:
    """Return an opaque token for where the next page of a list begins; `of` names the list and its order."""
    plain = json.dumps([of, *parts], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def untoken(of: str, after: str, *kinds: type) -> Sequence[Any]:
    """Return the parts of a token of this very list; raises SettingError for any other text."""
    try:
        raw = base64.b64decode(after + "=" * (-len(after) % 4), altchars=b"-_", validate=True)
        given: list[Any] = json.loads(raw)
        name, *parts = given
        if name == of and len(parts) == len(kinds) and all(map(_fits, parts, kinds)):
            return parts
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass
    raise SettingError("after: not a token of this list; take it from `next` of the page before, or leave it out")


def _fits(part: Any, kind: type) -> bool:
    if kind is int:
        return type(part) is int and 0 <= part < _LIMIT
    return part is None or type(part) is kind

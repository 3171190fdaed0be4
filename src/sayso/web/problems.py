"""The one shape of every error of the API, and which errors any endpoint may answer with."""

from typing import Any

from pydantic import BaseModel, Field

from sayso.web.settings import LARGEST_BODY


class Wrong(BaseModel):
    """What went wrong."""

    status: int = Field(description="The HTTP status.")
    title: str = Field(description="The name of that status.")
    message: str = Field(description="What is wrong, in one line, and what to do.")


class Problem(BaseModel):
    """An error."""

    error: Wrong


ABOUT = {
    304: "Nothing has changed since the answer that the given ETag came with.",
    308: "The incident is part of another now; its permanent address is in `location`.",
    400: "The request fits its description but means nothing here: a day that is none, a token of another list, a text "
    "that cannot be read.",
    401: "Nobody is signed in.",
    403: "Who asks may not do this, or the request was forged.",
    404: "The ledger holds nothing of this id.",
    405: "This address does not know the method.",
    409: "What the ledger holds does not allow it, or another has changed it since; nothing was written.",
    408: "The body came too slowly.",
    413: f"The body is larger than this server takes: {LARGEST_BODY / 1e6:g} MB where it was not set otherwise.",
    414: "The address is longer than 16,000 bytes: each filter fits its description, all together are too long.",
    422: "The request does not fit its description.",
    429: "Too many requests; wait as long as `retry-after` says.",
    500: "Something went wrong in the server; its log says what.",
    503: "The ledger cannot be read or written now, or too much is asked for at once.",
}
ANY = (400, 401, 403, 404, 405, 414, 422, 429, 500, 503)
READS, CHANGES = (304,), (408, 409, 413)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the responses of an endpoint's description for these statuses and those that any endpoint has."""
    found: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*ANY, *statuses}):
        found[status] = {"description": ABOUT[status]}
        if status >= 400:
            found[status]["model"] = Problem
    return found

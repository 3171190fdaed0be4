"""The raw bytes of a report on their way out: for saving, never for showing."""

from fastapi.responses import Response

from sayso.errors import ForbiddenError
from sayso.ledger.captures import capture_for
from sayso.web.visit import Visit

# Whatever the bytes are, nothing of them runs, loads or is shown as a page of ours.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
MEDIA_TYPE = "application/octet-stream"


def raw_answer(visit: Visit, ref: str, number: int | None) -> Response:
    """Return the bytes that a report came from as a file to save.

    Raises NotFoundError where none are kept, ForbiddenError for whoever may not see all that is in them.
    """
    if visit.redaction is not None or visit.newest is not None:
        raise ForbiddenError("raw bytes: names are blacked out or news is held back here, and they hold everything")
    with visit.reading() as connection:
        found = capture_for(connection, ref, number)
    name = f"{ref}.raw" if number is None else f"{ref}-{number}.raw"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',  # an id that was found is letters and digits
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(found.body, media_type=MEDIA_TYPE, headers=headers)

"""The files that pages load: kept by the browser for as long as their address says what is in them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
# One year: what the address of a file with the digest of all files leads to never changes.
FOR_GOOD = "public, max-age=31536000, immutable"
# Kept as well, but asked for each time; the answer is 304 while the ETag is the same.
ASK = "no-cache"


@lru_cache(maxsize=1)
def stamp() -> str:
    """Return a digest of all files and their names; pages put it into addresses, as `?v=` says."""
    found = hashlib.blake2b(digest_size=6)
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        found.update(f"{path.relative_to(STATIC)} {path.stat().st_size}\0".encode() + path.read_bytes())
    return found.hexdigest()


class StampedFiles(StaticFiles):
    """Files whose address may carry the `stamp` as `?v=`, and are then kept without asking again.

    Another stamp, or none, is asked for each time: an old page must not fix an old name to a new file.
    """

    def __init__(self) -> None:
        super().__init__(directory=STATIC)
        self._query = f"v={stamp()}".encode()

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, or 304 where who asks has it already."""
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304):
            response.headers["Cache-Control"] = FOR_GOOD if scope["query_string"] == self._query else ASK
        return response

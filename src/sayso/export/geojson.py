"""Incidents as GeoJSON (RFC 7946): a point for each, or a null geometry where no report places it safely."""

from collections.abc import Iterable
from typing import Any

from sayso.export.rows import Told
from sayso.export.staging import Staging
from sayso.export.tables_json import dump
from sayso.export.tally import Tally


def write_geojson(incidents: Iterable[Told], staging: Staging, tally: Tally) -> None:
    """Write one FeatureCollection, one feature a line."""
    with staging.path().open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for told in incidents:
            file.write(separator + dump(feature(told)))
            separator = ",\n"
            tally.add("incidents")
        file.write("\n]}\n")


def feature(told: Told) -> dict[str, Any]:
    """Return the feature of an incident; its properties are the columns of incidents without the coordinates."""
    row = told.row()
    lat, lon = row.pop("latitude"), row.pop("longitude")
    geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}

"""A place as a report names it, resolved to a gazetteer entry where that is safe."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.report import Span


class PlacePrecision(StrEnum):
    """How closely a place bounds the act; provinces, regions and countries have no coordinates."""

    EXACT = "exact"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a place: verbatim `text` at `span`, usual English `name`, ISO3 `country`, degrees WGS84 or None.

    `lat` and `lon` are None for countries, for wide areas and for names that were not resolved: never a guess.
    `source` names the table the entry came from (for example "geonames:170063" or "sayso").
    """

    text: str
    span: Span
    name: str
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    source: str = ""

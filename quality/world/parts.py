"""Every part, in the order in which they are told."""

from quality.world import (
    case2021,
    event_location,
    geoparsing,
    polnear,
    timebank,
)
from quality.world.shape import Part

PARTS: tuple[Part, ...] = (
    geoparsing.PART,
    event_location.PART,
    timebank.PART,
    polnear.PART,
    case2021.PART,
)

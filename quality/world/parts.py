"""Every part, in the order in which they are told."""

from quality.world import (
    case2021,
    ecb_plus,
    event_location,
    geoparsing,
    gold,
    muc4,
    polnear,
    re3d,
    timebank,
    ucdp,
    wikievents,
)
from quality.world.shape import Part

PARTS: tuple[Part, ...] = tuple(
    module.PART
    for module in (
        gold,
        timebank,
        geoparsing,
        event_location,
        polnear,
        muc4,
        wikievents,
        case2021,
        re3d,
        ecb_plus,
        ucdp,
    )
)

"""Coordinates made coarse for publication: each is moved to the middle of the grid cell it lies in."""

import math
from dataclasses import dataclass

from sayso.errors import SettingError

_KM_A_DEGREE = 111.195  # of latitude, on a sphere of the Earth's mean radius (6,371.0 km)
_WIDEST_KM = 1000.0  # beyond this a cell is larger than most countries and tells nothing
_NARROWEST_KM = 0.1  # below this rounding to five decimals would move points out of their cell
_DECIMALS = 5  # about one metre


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid over the globe of cells about `km` high and wide (kilometres).

    The same point always falls into the same cell, so many exports tell no more than one. Raises SettingError if `km`
    is below 0.1 or above 1000.
    """

    km: float

    def __post_init__(self) -> None:
        if not _NARROWEST_KM <= self.km <= _WIDEST_KM:
            raise SettingError(f"coordinates can be coarsened to between 0.1 and 1000 km, not {self.km:g}")

    @property
    def precision(self) -> str:
        """What stands as the precision of a coarsened place."""
        return f"grid of {self.km:g} km"

    def snap(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the middle of the cell that holds the point (degrees WGS84); it lies at most `km` away."""
        rows = math.ceil(180 * _KM_A_DEGREE / self.km)
        middle = _middle(lat + 90, 180, rows) - 90
        # Cells of one row are all as wide; towards the poles a row holds fewer of them.
        cells = max(1, math.ceil(360 * _KM_A_DEGREE * math.cos(math.radians(middle)) / self.km))
        return round(middle, _DECIMALS), round(_middle(lon + 180, 360, cells) - 180, _DECIMALS)


def told(
    lat: float | None, lon: float | None, precision: str, grid: Grid | None
) -> tuple[float | None, float | None, str]:
    """Return a point (degrees WGS84) and its precision as they are told: as held, or where there is a grid coarse."""
    if grid is None or lat is None or lon is None:
        return lat, lon, precision
    return *grid.snap(lat, lon), grid.precision


def _middle(at: float, whole: float, parts: int) -> float:
    """Return the middle of that of the equal parts of `whole` in which `at` lies."""
    part = min(int(at * parts / whole), parts - 1)
    return (part + 0.5) * whole / parts

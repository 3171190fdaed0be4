"""Who is said to hold what on a day, as the page shows it: rows, points of the map, days of the slider, lines."""

import datetime
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.export.actors import country_name
from sayso.export.brief_view import span
from sayso.export.coarsen import Grid, told
from sayso.export.wording import day
from sayso.model import PlacePrecision
from sayso.model.course import Extent, Holding
from sayso.web.holding_line import PlaceLine, place_line
from sayso.web.sides import Side, Sides
from sayso.web.told import Shown, Told, shown, told_by

# Places whose lines are drawn where a filter leaves several.
LINES = 6
# Holdings told for places wider than a province are nowhere on a map.
_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN)
_EXTENT = {Extent.WHOLE: "", Extent.PART: "a part of it", Extent.UNCLEAR: "at or near it; how much is not told"}
_HOW = {"capture": "taken", "control": "said to be held", "lost": "lost"}


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """One row of the table."""

    place: str
    country: str
    side: Side
    holder: Shown
    how: str
    extent: str
    since: str
    until: str
    last: str
    contested: bool
    why: str
    told: Told


@dataclass(frozen=True, slots=True)
class ControlView:
    """The page: the day asked for, the days around it on which something changes, rows, points and lines.

    `frame` has a point for each place of any day, so that the map stands still as days are gone through.
    """

    on: datetime.date | None
    days: tuple[str, ...]
    at: int
    before: datetime.date | None
    after: datetime.date | None
    rows: tuple[HoldingRow, ...]
    sides: tuple[Side, ...]
    points: tuple[dict[str, Any], ...]
    frame: tuple[dict[str, float], ...]
    unplaced: int
    places: int
    contested: int
    lines: tuple[PlaceLine, ...]


def view_of(found: Sequence[Holding], on: datetime.date | None, *, history: bool, grid: Grid | None) -> ControlView:
    """Return what the page shows of these holdings on a day, of the newest with a change if none is given.

    With `history` every holding is listed, whatever the day, and drawn as lines by place.
    """
    days = sorted({d for one in found for d in (one.by, one.until) if d})
    chosen = on or (days[-1] if days else None)
    sides = Sides(one.holder for one in found)
    lasting = [one for one in found if chosen and _lasts(one, chosen)]
    listed = list(found) if history else lasting
    rows = tuple(_row(one, sides) for one in sorted(listed, key=_order))
    points = _points(lasting, sides, grid)
    frame = tuple({"lat": one["lat"], "lon": one["lon"]} for one in _points(found, sides, grid))
    at = bisect_right(days, chosen) - 1 if chosen else -1
    here = bisect_left(days, chosen) if chosen else 0
    held = {(one.place, one.country) for one in listed}
    used = {sides.of(one.holder).letter for one in listed}
    return ControlView(
        on=chosen,
        days=tuple(d.isoformat() for d in days),
        at=max(at, 0),
        before=days[here - 1] if here > 0 else None,
        after=days[at + 1] if at + 1 < len(days) else None,
        rows=rows,
        sides=tuple(side for side in sides.all() if side.letter in used),
        points=points,
        frame=frame,
        unplaced=len({(one.place, one.country) for one in lasting}) - len(points),
        places=len(held),
        contested=sum(one.contested for one in listed),
        lines=_lines(listed, sides) if history else (),
    )


def _lasts(one: Holding, day: datetime.date) -> bool:
    return one.by is not None and one.by <= day and (one.until is None or day < one.until)


def _order(one: Holding) -> tuple[str, str, datetime.date, str]:
    return one.place.lower(), one.country, one.by or one.until or datetime.date.max, one.holder.text


def _row(one: Holding, sides: Sides) -> HoldingRow:
    since = f"in {span(one.since.start, one.since.end, one.since.precision)}" if one.since else ""
    since = since.removeprefix("in ") if one.how != "control" else since.replace("in ", "since ", 1)
    return HoldingRow(
        place=one.place,
        country=country_name(one.country) if one.country else "",
        side=sides.of(one.holder),
        holder=shown(one.holder),
        how=_HOW.get(one.how, one.how),
        extent=_EXTENT[one.extent],
        since=since or (f"by {day(one.by)}" if one.by else "since when is not told"),
        until=f"{day(one.until)} at the latest" if one.until else "",
        last=day(one.last) if one.last else "",
        contested=one.contested,
        why=one.why,
        told=told_by(one.basis),
    )


def _points(lasting: Iterable[Holding], sides: Sides, grid: Grid | None) -> tuple[dict[str, Any], ...]:
    """Return a point for each place: the letter and colour of its holder, "✗" where it is contested."""
    places: defaultdict[tuple[str, str], list[Holding]] = defaultdict(list)
    for one in lasting:
        if one.lat is not None and one.lon is not None and one.precision not in _WIDE:
            places[one.place, one.country].append(one)
    points = []
    for (place, _country), held in sorted(places.items()):
        lat, lon, _ = told(held[0].lat, held[0].lon, "", grid)
        letters = list(dict.fromkeys(sides.of(one.holder).letter for one in held))
        contested = len(letters) > 1 or any(one.contested for one in held)
        words = "; ".join(
            f"{sides.of(one.holder).letter} {one.holder.text or sides.of(one.holder).name}"
            + (f" (contested: {one.why})" if one.contested else "")
            for one in held
        )
        points.append(
            {
                "id": place,
                "lat": lat,
                "lon": lon,
                "title": f"{place}: {words}",
                "precision": held[0].precision.value,
                "color": sides.of(held[0].holder).colour if len(letters) == 1 else "#5a5a5a",
                "mark": "✗" if contested else letters[0],
                **({"halo_km": grid.km} if grid else {}),
            }
        )
    return tuple(points)


def _lines(listed: Iterable[Holding], sides: Sides) -> tuple[PlaceLine, ...]:
    places: defaultdict[tuple[str, str], list[Holding]] = defaultdict(list)
    for one in listed:
        places[one.place, one.country].append(one)
    most = sorted(places.values(), key=lambda held: (-len(held), held[0].place))[:LINES]
    return tuple(line for held in most if (line := place_line(held, sides)))

"""What the overview shows of an address: counts, timeline, list, what is left out, and addresses that go on from it."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from sayso.export.exporting import FORMATS
from sayso.ledger import queries
from sayso.ledger.selection import REJECTED, UNDATED, UNPLACED, Selection
from sayso.ledger.survey import Summary
from sayso.web.overview_bars import Bars, draw, step_for, window
from sayso.web.overview_data import Source, source
from sayso.web.overview_filters import NEWEST, SORTS, Chip, Here, chips, facets, here, statuses
from sayso.web.overview_rows import rows
from sayso.web.templating import format_labels
from sayso.web.visit import Visit

# Incidents on one page of the list.
PAGE = 40
# Kinds shown before the others are folded away.
KINDS = 8


@dataclass(frozen=True, slots=True)
class Left:
    """Incidents that the selection leaves out or the map cannot show: how many, and the address that lists them."""

    count: int
    link: str


def view(visit: Visit) -> dict[str, Any]:
    """Return the values of the page's template."""
    state = here(visit.address)
    with visit.reading() as connection:
        asked = source(connection, visit.overview, visit.address.as_of)
        return _values(state, connection, asked)


def _values(state: Here, connection: Connection, asked: Source) -> dict[str, Any]:
    selection = state.address.selection
    summary = asked.summary(selection)
    found, more = asked.page(selection, newest_first=state.newest_first, after=state.after, limit=PAGE)
    kinds = facets(state, "kind", asked.summary(replace(selection, kinds=())).by_kind)
    return {
        "here": state,
        "summary": summary,
        "chips": chips(state),
        "clear": state.to(drop=[name for name, _ in state.address.filters]),
        "statuses": facets(state, "status", asked.summary(replace(selection, statuses=())).by_status, statuses()),
        "kinds": kinds[:KINDS],
        "more_kinds": kinds[KINDS:],
        "rows": rows(found, selection.words),
        "bars": _bars(state, asked),
        "next": state.to(after=str(more)) if more else "",
        "first": state.to() if state.after else "",
        "sorts": [(name, state.to(sort=name if name != NEWEST else None), name == state.sort) for name in SORTS],
        "tray": _tray(state, asked, summary),
        "exports": [(name, format_labels()[name], state.address.link(f"/api/v1/export/{name}")) for name in FORMATS],
        "began": queries.first_day(connection),
        "rejected": _rejected(state, asked),
        "easier": _easier(state, asked) if not summary.total else [],
        "empty": not summary.total and not asked.summary(Selection()).total,
        "clusters": state.address.link("/api/v1/clusters"),
    }


def _bars(state: Here, asked: Source) -> Bars | None:
    """Return the timeline: of the selection whatever its days, with the days selected in the middle."""
    chosen = state.address.selection
    everyday = replace(chosen, since=None, until=None)
    months = asked.counts(everyday, "month")
    ends = window(months, chosen.since, chosen.until)
    if ends is None:
        return None
    first, last = ends
    step = step_for(first, last)
    counts = months if step == "month" else asked.counts(replace(everyday, since=first, until=last), step)

    def selected(start: datetime.date, end: datetime.date) -> bool:
        return not (chosen.since and end < chosen.since) and not (chosen.until and start > chosen.until)

    before = sum(month.total for month in months if month.last < first)
    after = sum(month.total for month in months if month.first > last)
    return draw(counts, step, ends, selected, (before, after))


def _tray(state: Here, asked: Source, summary: Summary) -> dict[str, Left | None]:
    """Return what has no place on the map, no day, or is left out by the days selected."""
    chosen = state.address.selection
    found: dict[str, Left | None] = dict.fromkeys(("unplaced", "undated", "left"))
    if summary.unplaced and chosen.only != UNPLACED:
        found["unplaced"] = Left(summary.unplaced, state.to(only=UNPLACED))
    if chosen.since or chosen.until:
        anyday = replace(chosen, since=None, until=None, only=UNDATED)
        count = asked.summary(anyday).total
        if count:
            found["left"] = Left(count, state.to(drop=("since", "until"), only=UNDATED))
    elif summary.undated and chosen.only != UNDATED:
        found["undated"] = Left(summary.undated, state.to(only=UNDATED))
    return found


def _rejected(state: Here, asked: Source) -> int:
    """Return how many incidents the selection leaves out because a reviewer has rejected them."""
    chosen = state.address.selection
    if chosen.reviewed or state.address.as_of is not None:
        return 0
    return asked.summary(replace(chosen, reviewed=(REJECTED,))).total


def _easier(state: Here, asked: Source) -> list[tuple[Chip, int]]:
    """Return the filters without which something would be found, each with how much, most first."""
    names = {name for name, _ in state.address.filters} - {"as_of"}
    fields = {"place": "places", "country": "countries", "party": "parties", "kind": "kinds", "status": "statuses"}
    empty = Selection()
    found = []
    for chip in {chip.name: chip for chip in chips(state) if chip.name in names}.values():
        field = fields.get(chip.name, "publishers" if chip.name == "publisher" else chip.name)
        looser = replace(state.address.selection, **{field: getattr(empty, field)})
        count = asked.summary(looser).total
        if count:
            found.append((replace(chip, link=state.to(drop=(chip.name,))), count))
    return sorted(found, key=lambda pair: -pair[1])

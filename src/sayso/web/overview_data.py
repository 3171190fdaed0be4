"""Where the overview has its numbers from: what the ledger holds now, or what it held at the end of a past day."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from sqlalchemy import Connection

from sayso.ledger import pages, queries, survey
from sayso.ledger.pages import Keyset
from sayso.ledger.selection import Box, Selection
from sayso.ledger.survey import Heap, Summary
from sayso.ledger.timeline import Step, bucket_end, bucket_start, timeline
from sayso.model.incident import Incident, Status
from sayso.web.overview_bars import Count


class Source(Protocol):
    """What the overview asks."""

    def summary(self, selection: Selection) -> Summary:
        """Return how many incidents are in a selection, by status, kind and country."""

    def counts(self, selection: Selection, step: Step) -> list[Count]:
        """Return incidents by day, week or month, oldest first."""

    def heaps(self, selection: Selection, box: Box, zoom: float) -> list[Heap]:
        """Return what of a selection lies in a box of the map, put together as its zoom needs it."""

    def page(
        self, selection: Selection, *, newest_first: bool, after: Keyset | None, limit: int
    ) -> tuple[list[Incident], Keyset | None]:
        """Return a page of the list and where the next one begins."""


class Past:
    """What the ledger held at the end of a day: everything is gone through, which takes seconds in a large ledger."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._all = list(incidents)
        self._chosen = lru_cache(maxsize=8)(self._choose)

    def _choose(self, selection: Selection) -> list[Incident]:
        return [one for one in self._all if selection.holds(one)]

    def summary(self, selection: Selection) -> Summary:
        """Return the counts of a selection."""
        return survey.summary_of(self._chosen(selection))

    def counts(self, selection: Selection, step: Step) -> list[Count]:
        """Return the counts of a selection over time."""
        buckets = timeline(self._chosen(selection), step).buckets
        return [Count(b.start, b.end, b.total, b.by_status.get(Status.DISPUTED.value, 0)) for b in buckets]

    def heaps(self, selection: Selection, box: Box, zoom: float) -> list[Heap]:
        """Return what lies in a box of the map."""
        return survey.heaps(survey.points_of(self._chosen(replace(selection, box=box))), zoom)

    def page(
        self, selection: Selection, *, newest_first: bool, after: Keyset | None, limit: int
    ) -> tuple[list[Incident], Keyset | None]:
        """Return a page; what was held on a past day stays, so that a page begins at a number."""
        found = survey.ordered(self._chosen(selection), newest_first=newest_first)
        start = after.row if after else 0
        end = start + limit
        return found[start:end], Keyset(None, end) if end < len(found) else None


class Present:
    """What the ledger holds now, asked of its columns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def summary(self, selection: Selection) -> Summary:
        """Return the counts of a selection."""
        return survey.summary(self._connection, selection)

    def counts(self, selection: Selection, step: Step) -> list[Count]:
        """Return the counts of a selection over time; what is known to a longer span than one step is in none of them.

        Two days running count on the first, as a night does: the columns do not tell it from two days.
        """
        found: dict[datetime.date, list[int]] = {}
        for start, end, total, disputed in survey.days(self._connection, selection):
            first = bucket_start(start, step)
            if first == bucket_start(start if (end - start).days == 1 else end, step):
                held = found.setdefault(first, [0, 0])
                held[0] += total
                held[1] += disputed
        return [Count(first, bucket_end(first, step), *found[first]) for first in sorted(found)]

    def heaps(self, selection: Selection, box: Box, zoom: float) -> list[Heap]:
        """Return what lies in a box of the map."""
        return survey.heaps(survey.points(self._connection, replace(selection, box=box)), zoom)

    def page(
        self, selection: Selection, *, newest_first: bool, after: Keyset | None, limit: int
    ) -> tuple[list[Incident], Keyset | None]:
        """Return a page from the ledger."""
        return pages.page(self._connection, selection, newest_first=newest_first, after=after, limit=limit)


def source(connection: Connection, as_of: datetime.date | None) -> Source:
    """Return where the numbers come from."""
    return Present(connection) if as_of is None else Past(queries.held_on(connection, as_of))

"""Where the overview has its numbers from: what the ledger holds now, or what it held at the end of a past day."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from sqlalchemy import Connection

from sayso.ledger import pages, queries, survey
from sayso.ledger.overview import Overview, Row
from sayso.ledger.pages import Keyset
from sayso.ledger.selection import Box, Selection
from sayso.ledger.survey import Heap, Summary
from sayso.ledger.timeline import Step, bucket_end, timeline
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
    """What the ledger holds now, asked of its columns in memory, which are brought up to date first."""

    def __init__(self, connection: Connection, overview: Overview) -> None:
        self._connection, self._overview = connection, overview
        overview.refresh(connection)

    def summary(self, selection: Selection) -> Summary:
        """Return the counts of a selection."""
        return self._of(selection).summary(selection)

    def counts(self, selection: Selection, step: Step) -> list[Count]:
        """Return the counts of a selection over time; what is known to a longer span than one step is in none of them.

        Two days running count on the first, as a night does: the columns do not tell it from two days.
        """
        return [
            Count(first, bucket_end(first, step), *n) for first, *n in self._of(selection).timeline(selection, step)
        ]

    def heaps(self, selection: Selection, box: Box, zoom: float) -> list[Heap]:
        """Return what lies in a box of the map."""
        return survey.uncovered(self._of(selection).clusters(selection, box, zoom), zoom)

    def page(
        self, selection: Selection, *, newest_first: bool, after: Keyset | None, limit: int
    ) -> tuple[list[Incident], Keyset | None]:
        """Return a page of the list: which incidents from memory, what is held of them from the ledger."""
        start = Row(after.day, after.row, "") if after else None
        rows = self._of(selection).page(selection, after=start, limit=limit + 1, newest_first=newest_first)
        more = Keyset(rows[limit - 1].day, rows[limit - 1].id) if len(rows) > limit else None
        return pages.held_in(self._connection, [row.id for row in rows[:limit]]), more

    def _of(self, selection: Selection) -> Overview:
        self._overview.seek(selection.words, self._connection)
        return self._overview


def source(connection: Connection, overview: Overview, as_of: datetime.date | None) -> Source:
    """Return where the numbers come from."""
    return Present(connection, overview) if as_of is None else Past(queries.held_on(connection, as_of))

"""The incidents of a selection on the points of the map, and what of them lies together at a zoom."""

from dataclasses import dataclass

import numpy as np

from sayso.ledger.overview_columns import Array, Change, Columns, Names
from sayso.ledger.overview_counts import named
from sayso.ledger.overview_mask import mask, within
from sayso.ledger.selection import Box, Selection
from sayso.ledger.survey import NEAR, WORLD, Heap


@dataclass(frozen=True, slots=True)
class Placed:
    """Of each point of the columns: how many incidents of each status, and the first row of the selection there.

    `of` is the point of each row; the same array means the same points.
    """

    counts: Array
    first: Array
    of: Array

    def moved(self, change: Change, selection: Selection, names: Names) -> "Placed | None":
        """Return them after a change; None where points, statuses or first rows must be looked for anew."""
        of = change.columns.points[2]
        if of is not self.of or self.counts.shape[1] != len(names.status.names):
            return None
        counts = self.counts.copy()
        for sign, side in ((-1, change.gone), (1, change.come)):
            some = np.flatnonzero(mask(side, names, selection, None))
            rows = np.searchsorted(change.columns.id, side.id[some])
            on = of[rows] >= 0
            at, rows = of[rows][on], rows[on]
            if (rows < self.first[at]).any() or (sign < 0 and (rows == self.first[at]).any()):
                return None
            np.add.at(counts, (at, side.status[some][on]), sign)
        return Placed(counts, self.first, of)


def placed(columns: Columns, chosen: Array, names: Names) -> Placed:
    """Return where the rows chosen are."""
    lat, _, of = columns.points
    kinds = len(names.status.names)
    rows = np.flatnonzero(chosen & (of >= 0))
    counts = np.bincount(of[rows] * kinds + columns.status[rows], minlength=len(lat) * kinds).reshape(len(lat), kinds)
    first = np.full(len(lat), len(of), dtype=np.int32)
    first[of[rows[::-1]]] = rows[::-1]  # what is written last stays: the first row on each point
    return Placed(counts.astype(np.int32), first, of)


def heaps(columns: Columns, where: Placed, names: Names, box: Box, zoom: float) -> list[Heap]:
    """Return what lies in a box of the map, by cells of the screen at a zoom; the largest clusters first."""
    lat, lon, _ = columns.points
    used = np.flatnonzero(within(box, lat, lon) & (where.counts.sum(axis=1) > 0))
    if not len(used):
        return []
    across, down = columns.on_map
    scale = WORLD * 2**zoom / NEAR
    cells = np.floor(across[used] * scale).astype(np.int64) << 32 | np.floor(down[used] * scale).astype(np.int64)
    order = np.argsort(cells, kind="stable")
    used, cells = used[order], cells[order]
    edges = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]])
    whole = where.counts[used].sum(axis=1)
    by_status = np.add.reduceat(where.counts[used], edges)
    total = np.add.reduceat(whole, edges)
    middle = [np.add.reduceat(side[used] * whole, edges) / total for side in (lat, lon)]
    rows_of = np.minimum.reduceat(where.first[used], edges)
    alone = np.diff(np.r_[edges, len(used)]) == 1
    found = [
        Heap(
            float(lat[used[edge]] if alone[n] else round(middle[0][n], 5)),
            float(lon[used[edge]] if alone[n] else round(middle[1][n], 5)),
            int(total[n]),
            named(by_status[n], names.status),
            columns.ref[rows_of[n]].decode(),
            bool(alone[n]),
        )
        for n, edge in enumerate(edges)
    ]
    return sorted(found, key=lambda heap: (-heap.count, heap.ref))

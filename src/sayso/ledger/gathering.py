"""Bringing linked events together: average linkage, the same answer whatever the order of arrival."""

import dataclasses
import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sayso.ledger.matching import POINTS, score
from sayso.ledger.traits import Traits

Pair = tuple[str, str]

# Between two acts that others link, a day that one of them does not tell is no sign that they are two, nor is the name
# of another country as a whole, which is often that of a voice, much of one.
LOOSE = dataclasses.replace(POINTS, any_day=-0.5, elsewhere=-1.5)

# Average points between the events of two groups from which they are one act. Fitted as `matching.Points` is.
JOIN = 0.75
# What a pair that cannot be one act counts, in points.
IMPOSSIBLE = -4.0
# Of groups larger than this, so many events stand for the rest, those first by key: cost stays bounded.
SAMPLE = 24


def pair(a: str, b: str) -> Pair:
    """Return the two keys in their one order."""
    return (a, b) if a <= b else (b, a)


def gather(
    events: Mapping[str, Traits],
    links: Mapping[Pair, float],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[str]]:
    """Divide events into acts; each act a sorted list of keys, the list sorted too.

    `links` holds the points of every pair held to be of one act (`matching.LINK` and more). Groups with a link between
    them are joined, those of the highest average first, as long as the average over all pairs between them reaches
    `JOIN`. `together` and `apart` are what a reviewer has said: pairs that are always, or never, one. Groups that are
    one only because a reviewer said so are joined last: another telling of one of them need not be like the others.
    Ties go by key, so that nothing but the events decides.
    """
    groups = _Groups(events, links)
    groups.bar(apart)
    groups.grow()
    for a, b in sorted(pair(*p) for p in together):
        groups.join(a, b)
    return sorted(sorted(members) for members in groups.members.values())


class _Groups:
    """Events in groups, each under the least of its keys; `_linked` tells which groups have a link between them."""

    def __init__(self, events: Mapping[str, Traits], links: Mapping[Pair, float]) -> None:
        self.members = {key: [key] for key in events}
        self._events = events
        self._points: dict[Pair, float] = dict(links)
        self._sums: dict[
            Pair, float
        ] = {}  # of the points between all events of two groups, or those that stand for them
        self._home = {key: key for key in events}
        self._linked: dict[str, set[str]] = defaultdict(set)
        self._barred: dict[str, set[str]] = defaultdict(set)
        for a, b in links:
            if a in events and b in events:
                self._linked[a].add(b)
                self._linked[b].add(a)

    def join(self, a: str, b: str) -> None:
        """Make one group of those that hold two events."""
        if a in self._home and b in self._home and self._home[a] != self._home[b]:
            self._absorb(*pair(self._home[a], self._home[b]))

    def bar(self, apart: Iterable[Pair]) -> None:
        """Keep two events from ever being in one group by their links."""
        for a, b in apart:
            if a in self._home and b in self._home and self._home[a] != self._home[b]:
                self._barred[self._home[a]].add(self._home[b])
                self._barred[self._home[b]].add(self._home[a])

    def grow(self) -> None:
        """Join groups as long as two are close enough."""
        queue = [(-self._average(x, y), x, y) for x in self._linked for y in self._linked[x] if x < y]
        heapq.heapify(queue)
        while queue:
            far, x, y = heapq.heappop(queue)
            if x not in self.members or y not in self.members or y in self._barred[x]:
                continue
            if -far != self._average(x, y):
                continue  # one of them has grown since; its own entry is in the queue
            if -far < JOIN:
                break
            self._absorb(x, y)
            for other in self._linked[x]:
                heapq.heappush(queue, (-self._average(x, other), *pair(x, other)))

    def _absorb(self, keep: str, gone: str) -> None:
        self._add_up(keep, gone)
        for key in self.members[gone]:
            self._home[key] = keep
        self.members[keep] = sorted(self.members[keep] + self.members.pop(gone))
        for near in (self._barred, self._linked):
            for other in near.pop(gone, set()):
                near[other].discard(gone)
                if other != keep:
                    near[other].add(keep)
                    near[keep].add(other)

    def _add_up(self, keep: str, gone: str) -> None:
        """Sum up for two groups that become one: where all its events count, the sums of both are that of the whole."""
        whole = len(self.members[keep]) + len(self.members[gone]) <= SAMPLE
        for other in (self._linked[keep] | self._linked[gone]) - {keep, gone}:
            mine, theirs = pair(keep, other), pair(gone, other)
            if whole:
                self._sums[mine] = self._sum(keep, other) + self._sum(gone, other)
            else:
                self._sums.pop(mine, None)
            self._sums.pop(theirs, None)

    def _average(self, x: str, y: str) -> float:
        return round(self._sum(x, y) / (min(len(self.members[x]), SAMPLE) * min(len(self.members[y]), SAMPLE)), 9)

    def _sum(self, x: str, y: str) -> float:
        key = pair(x, y)
        if key not in self._sums:
            mine, other = self.members[x][:SAMPLE], self.members[y][:SAMPLE]
            self._sums[key] = sum(self._between(a, b) for a in mine for b in other)
        return self._sums[key]

    def _between(self, a: str, b: str) -> float:
        key = pair(a, b)
        points = self._points.get(key)
        if points is None:
            found = score(self._events[a], self._events[b], LOOSE)
            points = self._points[key] = IMPOSSIBLE if found is None else found
        return points

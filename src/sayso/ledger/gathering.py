"""Bringing linked events together: average linkage, the same answer whatever the order of arrival."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from sayso.ledger.matching import kin

Pair = tuple[str, str]

# Average points between two groups from which they are one; a pair that was never linked counts nothing, a pair of
# kinds that are no words for one act counts against. Set on the July 2016 reports (docs/quality.md).
JOIN = 1.0
DISCORD = 2.0


def pair(a: str, b: str) -> Pair:
    """Return the two keys in their one order."""
    return (a, b) if a <= b else (b, a)


def gather(
    kinds: Mapping[str, str],
    links: Mapping[Pair, float],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[str]]:
    """Divide events into acts; each act a sorted list of keys, the list sorted too.

    `kinds` holds the kind of each event by key, `links` the points of every pair held to be of one act (`matching.LINK`
    and more). Groups are joined, those of the highest average first, as long as the average over all pairs between them
    reaches `JOIN`. `together` and `apart` are what a reviewer has said: pairs that are always, or never, one. Ties go
    by key, so that nothing but the events decides.
    """
    groups = _Groups(kinds)
    for a, b in sorted(pair(*p) for p in together):
        groups.join(a, b)
    groups.bar(apart)
    groups.link(links)
    groups.grow()
    return sorted(sorted(members) for members in groups.members.values())


class _Groups:
    """Events in groups, each under the least of its keys, with the points between groups."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self.members = {key: [key] for key in kinds}
        self._home = {key: key for key in kinds}
        self._kinds = {key: Counter((kind,)) for key, kind in kinds.items()}
        self._points: dict[str, dict[str, float]] = defaultdict(dict)
        self._barred: dict[str, set[str]] = defaultdict(set)

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

    def link(self, links: Mapping[Pair, float]) -> None:
        """Take in the points between events."""
        for (a, b), points in sorted(links.items()):
            x, y = self._home.get(a), self._home.get(b)
            if x is not None and y is not None and x != y:
                self._points[x][y] = self._points[y][x] = self._points[x].get(y, 0.0) + points

    def grow(self) -> None:
        """Join groups as long as two are close enough."""
        queue = [(-self._average(x, y), x, y) for x in self._points for y in self._points[x] if x < y]
        heapq.heapify(queue)
        while queue:
            far, x, y = heapq.heappop(queue)
            if x not in self.members or y not in self.members or -far != self._average(x, y):
                continue  # one of them has grown since; its own entry is in the queue
            if -far < JOIN:
                break
            if y in self._barred[x]:
                continue
            self._absorb(x, y)
            for other in self._points[x]:
                heapq.heappush(queue, (-self._average(x, other), *pair(x, other)))

    def _absorb(self, keep: str, gone: str) -> None:
        for key in self.members[gone]:
            self._home[key] = keep
        self.members[keep] += self.members.pop(gone)
        self._kinds[keep] += self._kinds.pop(gone)
        for other in self._barred.pop(gone, set()):
            self._barred[other].discard(gone)
            self._barred[other].add(keep)
            self._barred[keep].add(other)
        for other, points in sorted(self._points.pop(gone, {}).items()):
            del self._points[other][gone]
            if other != keep:
                total = self._points[keep].get(other, 0.0) + points
                self._points[keep][other] = self._points[other][keep] = total

    def _average(self, x: str, y: str) -> float:
        against = sum(
            n * m
            for one, n in self._kinds[x].items()
            for other, m in self._kinds[y].items()
            if one != other and frozenset((one, other)) not in kin()
        )
        total = self._points[x].get(y, 0.0) - DISCORD * against
        return round(total / (len(self.members[x]) * len(self.members[y])), 9)

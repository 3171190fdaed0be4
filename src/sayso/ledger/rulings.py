"""What reviewers have ruled of events: which are one act and which are not, the later word before the earlier."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, or_, select

from sayso.ledger import tables as t


@dataclass(frozen=True, slots=True)
class Ruling:
    """Two events, by row, that the act `review` has said are of one act (`together`) or are not."""

    a: int
    b: int
    together: bool
    review: int


def join(connection: Connection, review: int, events: Collection[int]) -> None:
    """Rule that events are of one act."""
    _write(connection, review, _star(events))


def part(connection: Connection, review: int, chosen: Collection[int], rest: Collection[int]) -> None:
    """Rule that the chosen events are one act, the rest are one act, and the two are not the same."""
    _write(connection, review, [*_star(chosen), *_star(rest), (min(chosen), min(rest), False)])


def _star(events: Collection[int]) -> list[tuple[int, int, bool]]:
    """Return pairs that hold the events together: each with the first of them."""
    first, *others = sorted(events)
    return [(first, other, True) for other in others]


def _write(connection: Connection, review: int, pairs: Iterable[tuple[int, int, bool]]) -> None:
    rows = [{"a_id": min(a, b), "b_id": max(a, b), "together": one, "review_id": review} for a, b, one in pairs]
    connection.execute(insert(t.ruling), rows)


def around(connection: Connection, events: Collection[int]) -> set[Ruling]:
    """Return the rulings on some events, those of acts that are undone left out."""
    c = t.ruling.c
    query = (
        select(c.a_id, c.b_id, c.together, c.review_id)
        .join(t.review, t.review.c.id == c.review_id)
        .where(t.review.c.undone_by.is_(None), or_(c.a_id.in_(events), c.b_id.in_(events)))
    )
    return {Ruling(*row) for row in connection.execute(query)}


@dataclass(slots=True)
class _Acts:
    """Events put into acts by one ruling after another; an act is a number, `apart` are pairs of acts."""

    home: dict[int, int]
    members: dict[int, set[int]]
    apart: set[frozenset[int]]

    def unite(self, events: Iterable[int]) -> int:
        """Make one act of those that hold the events; what kept them apart is no longer so."""
        acts = sorted({self.home[event] for event in events})
        keep = acts[0]
        for gone in acts[1:]:
            for event in self.members.pop(gone):
                self.home[event] = keep
                self.members[keep].add(event)
            self.apart = {frozenset(keep if act == gone else act for act in pair) for pair in self.apart}
        self.apart = {pair for pair in self.apart if len(pair) > 1}
        return keep

    def divide(self, chosen: set[int], rest: set[int]) -> None:
        """Make one act of the chosen events and one of all else that was in the acts they and the rest were in."""
        whole = self.unite(chosen | rest)
        new = -len(self.members) - min(chosen)  # no event's number is negative: the act is a new one
        while new in self.members:
            new -= 1
        self.members[new] = set(chosen)
        self.members[whole] -= chosen
        self.home |= dict.fromkeys(chosen, new)
        self.apart |= {frozenset(new if act == whole else act for act in pair) for pair in self.apart if whole in pair}
        self.apart.add(frozenset((whole, new)))


def settle(rulings: Iterable[Ruling]) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Return the events that are one act by all rulings together, and pairs of events whose acts are not one."""
    by_review: dict[int, list[Ruling]] = {}
    for ruling in rulings:
        by_review.setdefault(ruling.review, []).append(ruling)
    events = {event for own in by_review.values() for ruling in own for event in (ruling.a, ruling.b)}
    acts = _Acts({event: event for event in events}, {event: {event} for event in events}, set())
    for _review, own in sorted(by_review.items()):
        stars = _stars(own)
        split = next((ruling for ruling in own if not ruling.together), None)
        if split is None:
            for star in stars.values():
                acts.unite(star)
        else:
            acts.divide(stars[split.a], stars[split.b])
    pairs = [(min(acts.members[a]), min(acts.members[b])) for a, b in (sorted(pair) for pair in acts.apart)]
    return sorted(sorted(members) for members in acts.members.values()), sorted(pairs)


def _stars(own: Sequence[Ruling]) -> dict[int, set[int]]:
    """Return for each event of one act of review those that it holds together with it."""
    found = {event: {event} for ruling in own for event in (ruling.a, ruling.b)}
    for ruling in own:
        if ruling.together:
            one = found[ruling.a] | found[ruling.b]
            found |= dict.fromkeys(one, one)
    return found


def named(rulings: Collection[Ruling], keys: Mapping[int, str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs that are always and never one act, by the keys of the events that are found in some reading.

    An event that a new reading has passed over still holds together those it was ruled one with.
    """
    if not rulings:
        return [], []
    groups, pairs = settle(rulings)
    live = {event: [keys[e] for e in group if e in keys] for group in groups for event in group}
    together = [(one[0], key) for group in groups if (one := live[group[0]]) for key in one[1:]]
    apart = [(live[a][0], live[b][0]) for a, b in pairs if live[a] and live[b]]
    return together, apart

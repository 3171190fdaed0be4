"""Which event of a new reading takes the place of which of the old one: what people said of it must find it again.

An event's key is made of its words and kind. A newer sayso may begin it a word later, or call it by another kind: then
it keeps the key it had.
"""

from collections.abc import Mapping

from sayso.model import Event, Span


def successors(old: Mapping[str, Event], new: Mapping[str, Event]) -> dict[str, str]:
    """Return for the key of an event of the new reading the key of the old event of one text that it stands for.

    Only events that the other reading does not have are matched: those told by the same words first, then those of the
    same kind in the same clause.
    """
    gone = {key: event for key, event in sorted(old.items()) if key not in new}
    fresh = {key: event for key, event in sorted(new.items()) if key not in old}
    ranked = sorted(
        (-points, was, key)
        for key, event in fresh.items()
        for was, before in gone.items()
        if (points := _likeness(before, event))
    )
    found: dict[str, str] = {}
    for _points, was, key in ranked:
        if key not in found and was not in found.values():
            found[key] = was
    return found


def _likeness(a: Event, b: Event) -> int:
    """Return how surely two events are one event read twice; 0 if they are not."""
    words = any(_overlap(x.trigger, y.trigger) for x in a.mentions for y in b.mentions)
    clause = any(_overlap(x.clause, y.clause) for x in a.mentions for y in b.mentions)
    same = a.kind == b.kind
    return 3 * words + 2 * same + clause if words or (same and clause) else 0


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end

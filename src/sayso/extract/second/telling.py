"""Whether a proposed act is one that the record tells already; sayso's own event then stays as it is."""

from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import one_side, overlap, same_place
from sayso.model import UNKNOWN, Event, Participant


def tells_same(told: Event, proposed: Event) -> bool:
    """Tell whether two events of one report may be one act. In doubt they are: an act counted twice is worse.

    The trigger of one is the trigger of the other; or they are of like kinds, and share a clause or differ neither in
    place nor in day, doer or target.
    """
    mine = proposed.mentions[0]
    if any(mention.trigger.overlaps(mine.trigger) for mention in told.mentions):
        return True
    if not _akin(told, proposed):
        return False
    if any(mention.clause.overlaps(mine.clause) for mention in told.mentions):
        return True
    if told.place and proposed.place and same_place(told.place, proposed.place) is False:
        return False
    if told.time and proposed.time and not overlap(told.time, proposed.time):
        return False
    return not (_differ(told.agent, proposed.agent) or _differ(told.target, proposed.target))


def _akin(told: Event, proposed: Event) -> bool:
    strikes = lexicon().kinds["strikes"]
    return (told.kind, told.phase) == (proposed.kind, proposed.phase) or (
        told.kind in strikes and proposed.kind in strikes
    )


def _differ(one: Participant | None, other: Participant | None) -> bool:
    if one is None or other is None or UNKNOWN in (one.party, other.party):
        return False
    return not one_side(one.party, other.party)

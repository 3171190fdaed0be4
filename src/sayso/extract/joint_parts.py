"""The parts of an act settled between the rules and the joint model: doer, target, place and day.

The rules speak first. The model fills a part that they left open where it is sure enough, puts another in the place of
theirs where it holds that for far likelier, and empties one that it sees nowhere near. How much is enough was set on
annotated reports that neither had seen (`knowledge/joint.yaml`).
"""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from sayso.extract.joint_doubts import PartDoubt, doubts
from sayso.extract.joint_views import Pointed, Views
from sayso.model import UNKNOWN, Participant, Place, PlacePrecision, Span, TimeInterval

Part = TypeVar("Part")
_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE)
# How many characters behind a place the country or province may stand that it lies in.
_BEHIND = 24


def settle(
    doubt: PartDoubt,
    pointed: Pointed,
    told: Part | None,
    others: Iterable[tuple[Part, float]],
    *,
    own: bool,
    share: Callable[[Part], float],
    key: Callable[[Part], Hashable],
) -> Part | None:
    """Return the part of an act: the one told by the rules, one of the others with their shares, or none.

    `own` says whether the act's own clause tells it, by its grammar: then it takes much to change it.
    """
    shares: dict[Hashable, float] = {}
    parts: dict[Hashable, tuple[float, Part]] = {}
    for part, odds in others:
        name = key(part)
        shares[name] = shares.get(name, 0.0) + odds
        if name not in parts or odds > parts[name][0]:
            parts[name] = (odds, part)
    best = max(shares, key=lambda name: shares[name], default=None)
    if told is None:
        return parts[best][1] if best is not None and shares[best] >= max(doubt.fill, pointed.none) else None
    mine = max(shares.get(key(told), 0.0), share(told))
    if best is not None and best != key(told) and shares[best] - mine >= (doubt.own if own else doubt.switch):
        return parts[best][1]
    return None if not own and pointed.none >= doubt.empty and mine < 1 - doubt.empty else told


def participant(
    role: str,
    pointed: Pointed,
    told: Participant | None,
    views: Views,
    cast: Callable[[int], Participant | None],
    *,
    own: bool,
) -> Participant | None:
    """Return who does an act, or to whom it is done; `cast` gives the party that a token heads the phrase of."""
    others = [(found, odds) for head, odds in pointed.heads(views.doc).items() if (found := cast(head)) is not None]
    doubt = doubts().parts[role]
    return settle(doubt, pointed, told, others, own=own, share=lambda p: share_of(views, pointed, p.span), key=_side)


def place(pointed: Pointed, told: Place | None, views: Views, places: Iterable[Place], *, own: bool) -> Place | None:
    """Return where an act took place, of all the places that the report names."""
    others = [
        (found, odds)
        for found in places
        if (odds := share_of(views, pointed, found.span)) > 0 and not (told is not None and _tells_of(found, told))
    ]
    doubt = doubts().parts["place"]
    return settle(doubt, pointed, told, others, own=own, share=lambda p: share_of(views, pointed, p.span), key=_spot)


def time(
    pointed: Pointed, told: TimeInterval | None, views: Views, times: Iterable[TimeInterval], *, own: bool
) -> TimeInterval | None:
    """Return when an act took place, of all the times that the report names."""
    others = [(found, odds) for found in times if (odds := share_of(views, pointed, found.span)) > 0]
    doubt = doubts().parts["time"]
    return settle(doubt, pointed, told, others, own=own, share=lambda t: share_of(views, pointed, t.span), key=_days)


def _tells_of(wide: Place, place: Place) -> bool:
    """Tell whether a country or a part of it stands behind a place to say where that is ("Hajin in eastern Syria")."""
    behind = wide.span.start - place.span.end
    return wide.precision in _WIDE and place.precision not in _WIDE and 0 <= behind <= _BEHIND


def _side(party: Participant) -> Hashable:
    return party.party if party.party != UNKNOWN else party.text.lower()


def _spot(found: Place) -> Hashable:
    return found.name, found.lat, found.lon


def _days(found: TimeInterval) -> Hashable:
    return found.start, found.end


def share_of(views: Views, pointed: Pointed, span: Span) -> float:
    """Return how much of what is pointed to the words of a span are."""
    tokens = views.tokens(span)
    return pointed.of(*tokens) if tokens is not None else 0.0

"""Signs of how sure a record is, from what the joint model sees: of the act, of its place and of each of its voices."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.acts import Act
from sayso.extract.joint_views import Pointed, Views
from sayso.model import Account, Place, Stance

# Borders between which a probability says about the same.
_BORDERS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of an act, of its place, and of each of its accounts."""

    act: list[str]
    place: list[str]
    accounts: list[list[str]]


def of_act(views: Views, acts: Sequence[Act], kind: str) -> list[str]:
    """Return the signs of whether the words of some tellings tell of an act, and of one of this kind."""
    kinds = views.kinds(acts)
    told = 1.0 - kinds.get("none", 1.0)
    share = kinds.get(kind, 0.0) / told if told > 0 else 0.0
    return [
        *_above("event:seen", views.told(acts)),
        *_above("event:seen on the whole", told),
        *_above("event:kind seen", share),
    ]


def of_place(pointed: Pointed, place: Place | None, views: Views) -> list[str]:
    """Return the signs of whether an act took place where it was placed."""
    tokens = views.tokens(place.span) if place is not None else None
    seen = pointed.of(*tokens) if tokens is not None else 0.0
    return [*_above("place:seen", seen), *_above("place:none seen", pointed.none)]


def of_account(asserting: Pointed, denying: Pointed, account: Account, views: Views) -> list[str]:
    """Return the signs of whether a voice takes its stance to an act."""
    if account.source.is_outlet:
        return _above("account:outlet seen", asserting.none)
    denies = account.stance is Stance.DENIES
    tokens = views.tokens(account.source.span) if account.source.span is not None else None
    if tokens is None:
        return ["account:unseen"]
    seen = (denying if denies else asserting).most(*tokens)
    return _above("account:denier seen" if denies else "account:voice seen", seen)


def _above(name: str, odds: float) -> list[str]:
    return [f"{name}>{border}" for border in _BORDERS if odds > border]

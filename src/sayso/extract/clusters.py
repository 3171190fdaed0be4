"""Clusters: the tellings that are held to be of one act."""

from dataclasses import dataclass, field

from sayso.extract.acts import Act
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import length
from sayso.model import UNKNOWN, Place, PlacePrecision, TimeInterval

FINENESS = (
    PlacePrecision.EXACT,
    PlacePrecision.SETTLEMENT,
    PlacePrecision.DISTRICT,
    PlacePrecision.UNKNOWN,
    PlacePrecision.PROVINCE,
    PlacePrecision.COUNTRY,
)

# Up to this rank of fineness a place bounds an act as well as a finer one would.
_BOUNDED = FINENESS.index(PlacePrecision.DISTRICT)


@dataclass(slots=True, eq=False)
class Cluster:
    """The tellings of one act, in order."""

    acts: list[Act] = field(default_factory=list)
    # what was made of the first so many tellings: each act is compared with each cluster, and both are asked every time
    _size: int = 0
    _main: Act | None = None
    _told: Act | None = None

    @property
    def main(self) -> Act:
        """The fullest telling: body before headline, then the one that tells most."""
        self._weigh()
        assert self._main is not None  # noqa: S101 - a cluster has a telling
        return self._main

    @property
    def time(self) -> TimeInterval | None:
        """The narrowest time that a telling gives of its own."""
        own = [a.time for a in self.acts if a.time is not None and a.time_own and not a.time_said]
        own = own or [a.time for a in self.acts if a.time is not None and a.time_own]
        return min(own, key=length, default=None)

    @property
    def place(self) -> Place | None:
        """The spot that the fullest telling names of its own, else the finest that any does.

        Of two alike it is one not told as near by, then the first: a finer place is often that of an act beside it.
        """
        told = [a for a in self.acts if a.place is not None and a.place_own and not a.headline]
        told = told or [a for a in self.acts if a.place is not None and a.place_own]
        if self.main in told and _fineness(self.main)[0] <= _BOUNDED:
            return self.main.place
        own = [(*_fineness(a), at, a.place) for at, a in enumerate(told) if a.place]
        return min(own, key=lambda one: one[:3], default=(0, False, 0, None))[-1]

    @property
    def parties(self) -> set[str]:
        """The codes of the known parties that the tellings name as doers."""
        return {a.party for a in self.acts} - {UNKNOWN}

    @property
    def targets(self) -> set[str]:
        """The lemmas of the targets that the tellings name."""
        return {a.target.lemma_.lower() for a in self.acts if a.target is not None}

    def hits(self, act: Act) -> bool:
        """Tell whether an act is done to the target of the tellings.

        One that is denied may point to anything their sentences name: "the market", after shells slammed into a market.
        """
        if act.target is None:
            return False
        lemma = act.target.lemma_.lower()
        if lemma in self.targets or not act.denied:
            return lemma in self.targets
        article = next((child.lower_ for child in act.target.children if child.dep_ == "det"), "")
        if article not in lexicon().nonevents["pointing"]:
            return False
        before = {a.sentence: a.trigger.head.sent for a in self.acts if a.order < act.order}
        return any(word.lemma_.lower() == lemma and word.pos_ == "NOUN" for s in before.values() for word in s)

    @property
    def kind(self) -> str:
        """The kind that the tellings agree on: the fullest one's whose means is told, else that of the fullest."""
        self._weigh()
        return (self._told or self.main).kind

    def settle_order(self) -> None:
        """Put the tellings in the order of the report."""
        self._weigh()
        self.acts.sort(key=lambda a: a.order)

    def _weigh(self) -> None:
        """Find the fullest telling and the fullest whose means is told, going only over those added since."""
        if self._size == len(self.acts):
            return
        strikes = lexicon().kinds["strikes"]
        for act in self.acts[self._size :]:
            if self._main is None or fullness(act) > fullness(self._main):
                self._main = act
            if (act.told_means or act.kind not in strikes) and (
                self._told is None or fullness(act) > fullness(self._told)
            ):
                self._told = act
        self._size = len(self.acts)


def _fineness(act: Act) -> tuple[int, bool]:
    """Order of places by how closely they bound an act: a name that no table lists before a town told as near by."""
    assert act.place is not None  # noqa: S101 - asked of acts that have one
    rank = FINENESS.index(act.place.precision)
    if act.place_beside:
        rank = max(rank, FINENESS.index(PlacePrecision.UNKNOWN))
    return rank, act.place_beside


def fullness(act: Act) -> tuple[int, int]:
    """Order of tellings by how much they tell; of two alike the earlier is fuller."""
    told = sum((act.place_own, act.time_own, act.agent is not None, act.target is not None, bool(act.figures)))
    return (told - 3 * act.headline - 2 * act.definite - act.casualty_only - 4 * act.reality.unreal, -act.order)

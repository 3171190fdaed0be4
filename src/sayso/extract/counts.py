"""How the counts of two tellings compare: the same dead, more of the same, or other dead."""

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import length
from sayso.extract.pointing import like_tolls
from sayso.model import Figure, Outcome, PlacePrecision

# So many dead "have been killed" in a war told before, not in one act of it.
WAR_TOLL = 2_000


class Counts:
    """The figures of one report, as its acts refer to them."""

    def __init__(self, figures: list[Figure]) -> None:
        self._figures = figures

    def of_a_war(self, act: Act) -> bool:
        """Tell whether a telling is the running toll of a war: thousands "have been killed", by nobody and nowhere."""
        toll = act.casualty_only and act.reality.perfect and not act.place_own and not act.headline
        return toll and any((self._figures[i].low or 0) >= WAR_TOLL for i in act.figures)

    def shared(self, cluster: Cluster, act: Act) -> bool:
        mine = {self._key(i) for i in act.figures}
        return any(self._key(i) in mine for other in cluster.acts for i in other.figures)

    def one_toll(self, cluster: Cluster, act: Act) -> bool:
        """Tell whether attacks of an unlike word have one toll: "in attacks with mortars" and "fired shells"."""
        kinds = {act.kind, cluster.kind}
        return "attack" in kinds and kinds <= lexicon().kinds["strikes"] and self.alike(cluster, act)

    def alike(self, cluster: Cluster, act: Act) -> bool:
        """Tell whether both count the same killed and the same injured: two figures that meet are no chance."""
        mine = {self._key(i) for i in act.figures}
        theirs = {self._key(i) for other in cluster.acts for i in other.figures}
        return len({outcome for outcome, _, _ in mine & theirs}) > 1

    def counted_on(self, cluster: Cluster, act: Act) -> bool:
        """Tell whether an act has another count of the dead of a cluster, as tolls rise ("at least 20", then "22")."""
        told = [self._figures[index] for other in cluster.acts for index in other.figures]
        return any(like_tolls(self._figures[index], other) for index in act.figures for other in told)

    def other_toll(self, cluster: Cluster, act: Act) -> bool:
        """Tell whether an act at a place in a province has another number of dead than the province."""
        assert act.place is not None and cluster.place is not None  # noqa: S101 - asked where both name one
        wide = cluster.place.precision is PlacePrecision.PROVINCE and act.place.precision is not PlacePrecision.COUNTRY
        if act.definite or act.denied or not wide:
            return False
        mine = self._killed(act)
        others = [figure for other in cluster.acts for figure in self._killed(other)]
        return bool(mine and others) and not any(_meet(one, other) for one in mine for other in others)

    def _killed(self, act: Act) -> list[Figure]:
        return [figure for figure in map(self._figures.__getitem__, act.figures) if figure.outcome is Outcome.KILLED]

    def other_casualties(self, cluster: Cluster, act: Act) -> bool:
        """Tell whether both say how many were killed and how many injured, and neither number fits the other's."""
        if act.headline:
            return False
        mine = self._harm(act)
        return any(
            set(theirs) == set(mine) == {Outcome.KILLED, Outcome.INJURED}
            and not any(_meet(one, other) for outcome in mine for one in mine[outcome] for other in theirs[outcome])
            for theirs in (self._harm(other) for other in cluster.acts if not other.headline)
        )

    def contrary(self, cluster: Cluster, act: Act) -> bool:
        """Tell whether an act's own count of killed or injured is no count of those the cluster tells of.

        Neither fits the other ("ten", after "at least 31"), nor is it a later count of the same people.
        """
        theirs: dict[Outcome, list[Figure]] = {}
        for other in cluster.acts:
            for outcome, counts in ({} if other.headline else self._harm(other)).items():
                theirs.setdefault(outcome, []).extend(counts)
        pairs = [
            (one, other)
            for outcome, counts in self._harm(act).items()
            for one in counts
            for other in theirs.get(outcome, ())
        ]
        return bool(pairs) and not any(_meet(one, other) or like_tolls(one, other) for one, other in pairs)

    def _harm(self, act: Act) -> dict[Outcome, list[Figure]]:
        """Return the counts of killed and of injured that a telling gives."""
        found: dict[Outcome, list[Figure]] = {}
        for figure in map(self._figures.__getitem__, act.figures):
            if figure.outcome in (Outcome.KILLED, Outcome.INJURED):
                found.setdefault(figure.outcome, []).append(figure)
        return found

    def of_days(self, cluster: Cluster, act: Act) -> bool:
        """Tell whether one side counts the dead of several days and the other those of a day."""
        if act.definite or act.time is None or not act.time_own or not act.figures or self.shared(cluster, act):
            return False
        others = [a.time for a in cluster.acts if a.figures and a.time is not None and a.time_own]
        return any((length(act.time) > 1) != (length(other) > 1) for other in others)

    def _key(self, index: int) -> tuple[str, int | None, int | None]:
        figure = self._figures[index]
        return (figure.outcome.value, figure.low, figure.high)


def _meet(one: Figure, other: Figure) -> bool:
    """Tell whether one number may fit two figures ("dozens" and 86)."""
    return all(a.low is None or b.high is None or a.low <= b.high for a, b in ((one, other), (other, one)))

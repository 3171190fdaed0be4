"""Who fights whom in a report: the other side of an act over ground, where its own clause names one side only."""

from collections.abc import Sequence

from sayso.extract.acts import Act
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import one_side
from sayso.extract.parties_data import iso_of
from sayso.extract.suspects import may_do
from sayso.model import Participant, Place, PlacePrecision

# Places small enough to be in one side's hands.
_TOWNS = (PlacePrecision.SETTLEMENT, PlacePrecision.EXACT)


class Rivals:
    """The enmities and alliances that the acts of one report tell of.

    "The army fought the rebels for days. On Monday it took the town": it took the town from the rebels. Nothing is
    guessed where a side fights several others.
    """

    def __init__(self, acts: Sequence[Act], told: Sequence[tuple[Participant, Participant]] = ()) -> None:
        """`told` are sides said to fight each other by words that tell no act."""
        kinds = lexicon().kinds
        self._against: list[tuple[Participant, Participant]] = []
        self._afar: list[Participant] = []
        self._held = _holders(acts)
        self._beside: list[tuple[Participant, Participant]] = []
        for act in acts:
            one, other = act.agent_party, act.target_party
            if one is None or other is None or not (may_do(one.party) and may_do(other.party)):
                continue
            if one_side(one.party, other.party) or _is_machine(act):
                continue
            if act.kind in kinds["warlike"]:
                self._against += [(one, other), (other, one)]
                self._afar += [one] if _from_afar(act) else []
            elif act.kind == "support":
                self._beside += [(one, other), (other, one)]
        for one, other in (*told, *_changed_hands(acts)):
            if may_do(one.party) and may_do(other.party) and not one_side(one.party, other.party):
                self._against += [(one, other), (other, one)]

    def of(self, side: Participant | None, at: int) -> Participant | None:
        """Return the one party that a side of the report fights, as it is called nearest before `at`, or None."""
        if side is None or not may_do(side.party):
            return None
        friends = [ally.party for one, ally in self._beside if one_side(one.party, side.party)]
        own = [side.party, *friends]
        found = self._enemies([side.party], own) or self._enemies(friends, own) or self._common(own)
        if not found or any(not one_side(found[0].party, foe.party) for foe in found[1:]):
            return None
        found = [foe for foe in found if foe not in self._afar]
        if not found:
            return None
        # the party itself sooner than "30 of its soldiers", the name it had before sooner than a later one
        return max(found, key=lambda foe: (not _is_count(foe), foe.span.start < at, -abs(at - foe.span.start)))

    def had(self, place: Place | None, side: Participant | None) -> Participant | None:
        """Return the one party other than `side` that the report tells to have held or taken a town."""
        if place is None or side is None:
            return None
        others = [one for one in self._held.get(place.name, ()) if not one_side(one.party, side.party)]
        return others[0] if others and all(one_side(others[0].party, one.party) for one in others) else None

    def _common(self, own: list[str]) -> list[Participant]:
        """Return the one party that all others of the report fight: whom a further one fights too."""
        known = [one.party for one, _ in self._against]
        if any(one_side(side, mine) for side in known for mine in own):
            return []
        for foe in dict.fromkeys(known):
            others = {b.party for a, b in self._against if one_side(a.party, foe)}
            all_of_them = all(one_side(foe, a.party) or one_side(foe, b.party) for a, b in self._against)
            if len(others) > 1 and all_of_them:
                return [b for _, b in self._against if one_side(b.party, foe)]
        return []

    def _enemies(self, sides: list[str], own: list[str]) -> list[Participant]:
        return [
            foe
            for one, foe in self._against
            if any(one_side(one.party, side) for side in sides) and not any(one_side(foe.party, mine) for mine in own)
        ]


def _holders(acts: Sequence[Act]) -> dict[str, list[Participant]]:
    """Return who is told to have taken, held or left each town, by its name."""
    held: dict[str, list[Participant]] = {}
    for act in acts:
        side, place = act.agent_party, act.place
        if act.kind not in lexicon().kinds["holding"] or act.reality.negated or side is None or not may_do(side.party):
            continue
        if place is not None and place.precision in _TOWNS:
            held.setdefault(place.name, []).append(side)
    return held


def _changed_hands(acts: Sequence[Act]) -> list[tuple[Participant, Participant]]:
    """Return who took ground and who left it, by one sentence, or who held it before ("the group, which took X")."""
    found: list[tuple[Participant, Participant]] = []
    holders: dict[str, list[Participant]] = {}
    left = {act.sentence: act.agent_party for act in acts if act.kind == "withdrawal" and not act.reality.negated}
    for act in acts:
        side, gone = act.agent_party, left.get(act.sentence)
        if side is None or act.reality.negated or not may_do(side.party):
            continue
        if act.kind == "capture" and gone is not None:
            found.append((side, gone))
        if act.kind in ("capture", "control") and act.place is not None and act.place.precision in _TOWNS:
            found += [(side, other) for other in holders.get(act.place.name, [])]
            holders.setdefault(act.place.name, []).append(side)
    return found


def _is_machine(act: Act) -> bool:
    """Tell whether what does an act is named by its aircraft or guns: ground is not taken from warplanes."""
    lemma = act.agent.lemma_.lower() if act.agent is not None else ""
    if lemma in lexicon().classes["fighter"]:
        return False  # "opposition fighters": a fighter may be an aircraft too
    return any(lemma in lexicon().classes[name] for name in ("aircraft", "weapon", "projectile"))


def _from_afar(act: Act) -> bool:
    """Tell whether a power bombs another country from the air: ground there is neither taken from it nor held by it."""
    side, place = act.agent_party, act.place
    home = iso_of(side.party) if side is not None else ""
    abroad = place is not None and bool(place.country) and bool(home) and home != place.country
    return act.kind == "airstrike" and abroad


def _is_count(foe: Participant) -> bool:
    """Tell whether a phrase counts some of a side's people."""
    return any(word[0].isdigit() for word in foe.text.split())

"""With what a strike was done where its own clause does not say: by who did it, else by the other strikes told."""

from collections import Counter
from collections.abc import Sequence

from sayso.extract.acts import Act
from sayso.extract.lexicon import lexicon
from sayso.extract.repetition import is_repeated
from sayso.model import UNKNOWN, Realis

# Sectors that bomb from the air or with artillery, not with car bombs.
STATE_SECTORS = ("-MIL", "-GOV")


def settle_means(acts: Sequence[Act]) -> None:
    """Set the kind of acts whose words leave the means open ("strike", "bombing", "was hit").

    A coalition known for its air war strikes from the air; a state's "bombs" are dropped; any other open strike takes
    the kind of the nearest strike of the report, looking back before ahead, whose means is told and whose agent may be
    the same.
    """
    words = lexicon()
    told = [act for act in acts if act.kind in words.kinds["strikes"] and act.told_means and act.kind != "attack"]
    counts = Counter(act.kind for act in told)
    for act in acts:
        if act.told_means or act.kind not in words.kinds["strikes"] or act.trigger.frame.casualty:
            continue
        if (
            act.trigger.head.lemma_.lower() not in words.nonevents["open_strikes"]
            and act.trigger.head.lower_ not in words.nonevents["open_strikes"]
        ):
            continue
        if _habit(act):
            act.kind = act.trigger.kind
            continue
        if act.party in words.air_parties:
            act.kind = "airstrike"
            continue
        if act.trigger.head.lemma_.lower() in words.classes["bombed"] and act.party.endswith(STATE_SECTORS):
            act.kind = "airstrike"  # "the army's bombing" is from the air even where its guns were told of before
            continue
        before = [other for other in told if other.order < act.order and _may_share(other, act)]
        after = [other for other in told if other.order > act.order and _may_share(other, act)]
        if before:
            act.kind = before[-1].kind
        elif after and counts[after[0].kind] == max(counts.values()):
            act.kind = after[0].kind
        elif act.kind == "bombing" and act.party.endswith(STATE_SECTORS):
            act.kind = "airstrike"


def _habit(act: Act) -> bool:
    """Tell whether a verb tells of many strikes, whose means were many too: "has often targeted the town"."""
    aimed = not act.trigger.is_noun and act.trigger.head.lemma_.lower() in lexicon().nonevents["aiming"]
    return aimed and is_repeated(act.trigger)


def _may_share(one: Act, other: Act) -> bool:
    if one.kind == "chemical" and other.reality.realis is Realis.PLANNED:
        return False  # nobody threatens to answer gas with gas
    return UNKNOWN in (one.party, other.party) or one.party[:4] == other.party[:4]

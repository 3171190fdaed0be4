"""Tellings that point back to an act told before by its weapon, its doer or its dead, not by a word for the act."""

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.grammar import prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.model import Figure

# Tolls of an act differ as the dead are counted on: the lower is at least so much of the higher.
ALIKE = 0.75
# Below so many dead a like number is no sign: most blasts kill three or four.
MANY = 8


def points_back(cluster: Cluster, act: Act) -> bool:
    """Tell whether an act is told by something of an act told before: "the car bomb went off", "most of the dead"."""
    if act.definite:
        return False  # said by the word of the act itself
    if _of_its_dead(act):
        return True
    if act.kind != cluster.kind or act.kind not in lexicon().kinds["strikes"]:
        return False
    if act.trigger.is_noun:
        return _is_known(act.trigger.head)
    subject = surface_subject(act.trigger.head)
    by_weapon = act.told_means or (subject is not None and subject.lower_ in lexicon().nonevents["dying_doers"])
    return by_weapon and _is_known(subject)


def of_both(cluster: Cluster, act: Act) -> bool:
    """Tell whether those who talk are those of the talks told before ("the two ministers discussed trade")."""
    if not act.kind == cluster.kind == "talks" or act.trigger.is_noun or act.time_own:
        return False
    subject = surface_subject(act.trigger.head)
    if subject is None:
        return False
    plural = subject.tag_ in ("NNS", "NNPS") and _is_known(subject)
    return plural or subject.lower_ in lexicon().nonevents["plural_pronouns"]


def _of_its_dead(act: Act) -> bool:
    """Tell whether a word of death is said of dead or wounded that the report told of ("most of the victims")."""
    if act.trigger.is_noun or not act.trigger.frame.casualty:
        return False
    subject = surface_subject(act.trigger.head)
    part = prep_object(subject, "of", "among") if subject is not None else None
    words = lexicon().nonevents["the_harmed"]
    return any(noun is not None and noun.lower_ in words and _is_known(noun) for noun in (subject, part))


def _is_known(noun: Token | None) -> bool:
    """Tell whether a noun points to something that the report named before ("the bomber", not "the other bomber")."""
    words = lexicon().nonevents
    if noun is None or any(kid.lower_ in words["further"] for kid in noun.children):
        return False
    return any(kid.dep_ == "det" and kid.lower_ in words["pointing"] for kid in noun.children)


def like_tolls(one: Figure, other: Figure) -> bool:
    """Tell whether two counts may be an earlier and a later one of the same dead ("at least 20", "22 civilians")."""
    if one.outcome is not other.outcome or one.low is None or other.low is None:
        return False
    lower, higher = sorted((one.low, other.low))
    return lower >= MANY and lower >= ALIKE * higher

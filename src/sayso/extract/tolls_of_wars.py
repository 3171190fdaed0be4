"""Tolls of a whole war told beside one act: "shelling killed three, bringing the dead since 2014 to 13,000"."""

from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Doc

from sayso.extract.acts import Act
from sayso.extract.figures import CasualtyMention
from sayso.extract.figures_words import outcome_words
from sayso.extract.times.tokens import FIRST_YEAR, LAST_YEAR
from sayso.knowledge.files import read_yaml

# Tokens behind "since" in which the beginning is told ("since the start of the war in 2014").
_BEGINNING = 6


def is_of_a_war(doc: Doc, mention: CasualtyMention, acts: Sequence[Act]) -> bool:
    """Tell whether a toll counts the dead since a war began, not those of the act that it is told with.

    A toll "from tribal fighting since July" is that of the fighting: an act named between the two has it.
    """
    anchor, number = mention.anchor_token, mention.person_token
    between = doc[anchor + 1 : number]
    if not any(token.lower_ in outcome_words().sets["toll_reach"] for token in between):
        return False
    since = next((token.i for token in between if token.lower_ == "since"), None)
    if since is None or any(anchor < act.trigger.head.i < since and not act.trigger.frame.total for act in acts):
        return False
    return any(_is_beginning(token.lower_) for token in doc[since + 1 : min(since + 1 + _BEGINNING, number)])


def _is_beginning(word: str) -> bool:
    year = word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR
    return year or word in _months() or word in outcome_words().sets["war_words"]


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    return frozenset(read_yaml("numbers.yaml")["after"]["month"])

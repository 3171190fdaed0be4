"""Acts that a sentence tells as one after the other: "hours after rebels shelled it", "in response to rocket fire"."""

from collections.abc import Sequence

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.grammar import VERBAL, holds
from sayso.extract.lexicon import lexicon

# The longest way up through a parse that is followed.
_STEPS = 30
# How many words apart two acts may stand that one clause tells as one after the other.
_APART = 60


def is_sequel(one: Act, other: Act) -> bool:
    """Tell whether of two acts of a sentence one is told to have come hours or days after the other, or because of it.

    Not "the town fell after heavy shelling", nor "ten died after jets struck", which may be one act.
    """
    if abs(one.trigger.head.i - other.trigger.head.i) > _APART:
        return False
    if any(act.trigger.head.lemma_.lower() in lexicon().nonevents["dying"] for act in (one, other)):
        return False
    harm = one.trigger.frame.casualty or other.trigger.frame.casualty
    return any(_stands_behind(a.trigger.head, b.trigger.head, harm=harm) for a, b in ((one, other), (other, one)))


def is_before_the_news(act: Act) -> bool:
    """Tell whether an act is only what the news came hours or days after: "A day after the raid, jets struck Gao"."""
    here = act.trigger.head
    for _ in range(_STEPS):
        link = _link(here)
        if link is not None and _measured(link):
            return True
        if here.head == here:
            return False
        here = here.head
    return False


def is_of_what_is_answered(word: Token, heads: Sequence[Token]) -> bool:
    """Tell whether a word is of what an act answers or follows: "the raid was a response to Tuesday's bombing".

    So with Menaka in "the raid came two days after a strike near Menaka".
    """
    top = answered(word)
    return top is not None and not holds(top, heads)


def answered(word: Token) -> Token | None:
    """Return the highest word of what a token stands in that is answered or followed: "to" of "a response to that"."""
    words = lexicon().nonevents
    here = word
    for _ in range(_STEPS):
        if here.head == here:
            return None
        noun = here.head
        if here.dep_ == "prep" and here.lower_ in words["answer_links"] and noun.lemma_.lower() in words["answers"]:
            return here
        link = _link(here)
        if link is not None and _measured(link):
            return here
        here = here.head
    return None


def _measured(link: Token) -> bool:
    return link.i > 0 and link.nbor(-1).lemma_.lower() in lexicon().nonevents["units_between"]


def _stands_behind(token: Token, other: Token, *, harm: bool) -> bool:
    """Tell whether a word stands in a phrase that puts it before or after what the clause around the phrase tells."""
    here = token
    for _ in range(_STEPS):
        link = _link(here)
        if link is not None and other != link and not here.is_ancestor(other) and other != here:
            answer = link.lower_ in lexicon().nonevents["answer_links"]
            if _measured(link) or (answer and not harm):
                return True
        if here.head == here:
            return False
        here = here.head
    return False


def _link(here: Token) -> Token | None:
    """Return the word by which a phrase is tied to what came before or after it, None where it is not."""
    words = lexicon().nonevents
    if here.dep_ == "prep" and here.lower_ in words["sequel_links"]:
        return here
    if here.dep_ == "prep" and here.lower_ in words["answer_links"] and here.head.lemma_.lower() in words["answers"]:
        return here
    if here.pos_ in VERBAL:
        return next((kid for kid in here.children if kid.dep_ == "mark" and kid.lower_ in words["sequence"]), None)
    return None

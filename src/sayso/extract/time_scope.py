"""Whether a time told in a sentence can be the time of an act, or dates another clause of it."""

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.comparisons import beyond_comparison
from sayso.extract.grammar import NOMINAL, VERBAL
from sayso.extract.lexicon import lexicon
from sayso.extract.sequels import is_of_what_is_answered
from sayso.extract.trigger_phrases import verb_lemma

# The longest way up through a parse that is followed.
_STEPS = 30


def dates(act: Act, top: Token) -> bool:
    """Tell whether the time whose highest word is `top` may date an act, or dates only what the act hangs from.

    "The militia, which controls most of the province, burned two trucks last week" says nothing of since when it does,
    and "entered the town on Thursday after two days of clashes" puts the clashes before.
    """
    heads = [part.head for part in (act.trigger, *act.trigger.parts)]
    if _aside(top, heads) or beyond_comparison(top, heads) or is_of_what_is_answered(top, heads):
        return False
    above = {token.i for token in _way_up(top)}
    in_passing = act.kind in lexicon().kinds["in_passing"]
    return any(_reaches(head, top, above, in_passing=in_passing) for head in heads)


def _aside(top: Token, heads: list[Token]) -> bool:
    """Tell whether a time stands in a relative clause of its own: "shelled Goma, which rebels seized in January"."""
    above = {token.i for head in heads for token in _way_up(head)}
    for token in _way_up(top):
        if token.i in above:
            return False
        if token.pos_ in VERBAL and (token.dep_ == "relcl" or (token.dep_ == "acl" and token.tag_ == "VBN")):
            return token.tag_ != "VBG" and token.head not in heads and not _outcome(token, heads)
    return False


def _outcome(verb: Token, heads: list[Token]) -> bool:
    """Tell whether a clause tells what an act's noun did, behind another noun: "a raid on Gao that killed"."""
    nouns = [head for head in heads if head.pos_ in NOMINAL]
    return verb_lemma(verb)[0] in lexicon().light["outcome"] and any(noun.is_ancestor(verb) for noun in nouns)


def _reaches(head: Token, top: Token, above: set[int], *, in_passing: bool) -> bool:
    for token in _way_up(head):
        if token == top:
            return True  # "in January 2019, when a bomb killed ten"
        if token.i in above:
            return True
        if token.dep_ == "relcl" and token.pos_ in VERBAL:
            return _within(top, token)
        if in_passing and _is_apposed(token, head):
            return _within(top, token) or token.is_ancestor(top)
        if days_apart(token):
            return _within(top, token)
        if token.dep_ == "prep" and token.lower_ in lexicon().nonevents["earlier"]:
            return _within(top, token)
    return True


def _is_apposed(clause: Token, head: Token) -> bool:
    """Tell whether an act is told of somebody in passing, who does not do what the sentence tells.

    "Fighting went on between the army and rebels backed by Chad": a day of the fighting is none of the backing.
    """
    if clause != head or clause.dep_ != "acl" or clause.tag_ not in ("VBN", "VBG"):
        return False
    noun = clause.head
    while noun.dep_ == "conj" and noun.head != noun:
        noun = noun.head
    return noun.dep_ == "pobj"


def days_apart(clause: Token) -> bool:
    """Tell whether a clause is of another day than the one it hangs on ("days after a truce was signed")."""
    if clause.dep_ != "advcl":
        return False
    words = lexicon().nonevents
    mark = next((kid for kid in clause.children if kid.dep_ == "mark" and kid.lower_ in words["apart"]), None)
    return mark is not None and mark.i > 0 and mark.nbor(-1).lemma_.lower() in words["long_units"]


def _within(top: Token, clause: Token) -> bool:
    """Tell whether a time belongs to the very noun that a clause hangs from: "Monday's raid, which killed ten"."""
    noun = clause.head
    return top == noun or top.is_ancestor(clause) or (noun.pos_ not in VERBAL and noun.is_ancestor(top))


def _way_up(token: Token) -> list[Token]:
    way = [token]
    while way[-1].head != way[-1] and len(way) < _STEPS:
        way.append(way[-1].head)
    return way

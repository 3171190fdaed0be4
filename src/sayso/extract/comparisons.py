"""What an act is only compared with: "not seen since rebels shelled Goma", "the worst raid since the one on Gao".

So too since when somebody is "in power since 1963": that dates nothing he does.
"""

from spacy.tokens import Token

from sayso.extract.grammar import holds
from sayso.extract.lexicon import lexicon

# The longest way up through a parse that is followed; how far the word that ranks may stand above a "since".
_STEPS = 30
_RANKED_WITHIN = 3


def comparison(token: Token) -> Token | None:
    """Return the highest word of the comparison that a token stands in: what was the last of its sort."""
    since = lexicon().nonevents["compared_by"]
    here = token
    for _ in range(_STEPS):
        above = here.head
        if above == here:
            return None
        if here.lower_ in since and (_of_tenure(here) or (here.dep_ == "prep" and _ranks(above))):
            return here
        if here.dep_ == "advcl" and _ranks(above) and any(k.dep_ == "mark" and k.lower_ in since for k in here.lefts):
            return here
        here = above
    return None


def beyond_comparison(token: Token, heads: list[Token]) -> bool:
    """Tell whether a token stands in a comparison that none of an act's own words stand in."""
    top = comparison(token)
    return top is not None and not holds(top, heads)


def _of_tenure(since: Token) -> bool:
    """Tell whether a "since" only says how long somebody has held what he holds."""
    return since.i > 0 and since.nbor(-1).lower_ in lexicon().nonevents["tenure"]


def _ranks(token: Token) -> bool:
    """Tell whether a word, or what it is said of, ranks an act ("the worst", "not seen"), so that "since" compares."""
    words, here = lexicon().nonevents, token
    for _ in range(_RANKED_WITHIN):
        if here.lemma_.lower() in words["matching"] and any(kid.dep_ == "neg" for kid in here.children):
            return True
        said = (here, *here.children, *(deep for kid in here.children if kid.dep_ == "attr" for deep in kid.children))
        if any(
            (word.tag_ in ("JJS", "RBS") and word.lower_ != "least") or word.lower_ in words["ranking"] for word in said
        ):
            return True
        if here.head == here or here.dep_ not in ("pobj", "prep"):
            return False
        here = here.head
    return False

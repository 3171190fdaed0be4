"""Places told of before that an act's own words point back to: "entered the city", "most of the town", "the area"."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.grammar import OBJECTS, VERBAL, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.places_cues import cues

# What a noun hangs as on a verb that is done to it.
_GROUND = frozenset(("dobj", "nsubjpass"))
# Sorts of place that name one spot: a report that says "the city" means the one it told of.
SPOTS = frozenset(("settlement", "district", "neighbourhood", "camp", "base", "airport", "dam"))


def pointers(act: Act, grounds: set[int]) -> Iterator[Token]:
    """Return the nouns of an act's own words that may point back to a place, the nearest to its ground first."""
    doc = act.trigger.head.doc
    if act.target is not None:
        yield act.target
    for part in (act.trigger, *act.trigger.parts):
        yield from _within(part.head)
        if part.is_noun and part.verb is not None:
            yield from _within(part.verb)  # "fighting spread across the country"
    yield from (doc[i] for i in sorted(grounds))
    for part in (act.trigger, *act.trigger.parts):
        for kid in part.head.children:
            if kid.dep_ in _GROUND or kid.dep_ in OBJECTS:
                yield kid
                of = prep_object(kid, "of", "in")
                if of is not None:
                    yield of


def _within(head: Token) -> Iterator[Token]:
    """Return what stands behind the prepositions of a word that say where: "in the town", "to the east of the city"."""
    where = {*lexicon().nonevents["within"], *lexicon().nonevents["beside"]}
    for kid in head.children:
        if kid.dep_ == "prep" and kid.lower_ in where:
            for noun in kid.children:
                if noun.dep_ == "pobj":
                    yield noun
                    of = prep_object(noun, "of") if noun.lower_ in cues().bearings else None
                    if of is not None:
                        yield of


def points_back(token: Token) -> bool:
    """Tell whether a noun stands for a spot told of before: "the city", not "the city of Kunduz"."""
    if token.pos_ != "NOUN" or cues().kinds.get(token.lower_) not in SPOTS:
        return False
    article = False
    for kid in token.children:
        if kid.dep_ == "det" and kid.lower_ in lexicon().nonevents["pointing"]:
            article = True
        elif kid.pos_ == "PROPN" or kid.lower_ in lexicon().nonevents["naming"] or kid.dep_ in ("relcl", "acl", "poss"):
            return False
        elif kid.lower_ in lexicon().nonevents["locating"] and any(noun.pos_ == "PROPN" for noun in kid.children):
            return False  # "the base near Harasta"
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return article and (after is None or after.pos_ != "PROPN")


def is_new(token: Token) -> bool:
    """Tell whether a noun is of a place not told of before: "a road", "besieged areas", "two other bases"."""
    kids = {kid.lower_: kid.dep_ for kid in token.children}
    fixed = [word for word, tie in kids.items() if tie in ("det", "poss")]
    open_to_any = not fixed or not lexicon().nonevents["indefinite"].isdisjoint(fixed)
    return open_to_any or not lexicon().nonevents["fresh"].isdisjoint(kids)


def across_country(token: Token) -> bool:
    """Tell whether a noun is the country as a whole: "clashes across the country", "in the east of the country"."""
    return token.lower_ in cues().country_nouns and any(
        kid.dep_ == "det" and kid.lower_ in lexicon().nonevents["pointing"] for kid in token.children
    )


def of_people(token: Token) -> Token | None:
    """Return the word for the people of a country that says where a place without a name is: "an Iraqi air base".

    Such a place is told of for the first time: no town named before it is meant.
    """
    if token.pos_ != "NOUN" or cues().kinds.get(token.lower_) not in SPOTS:
        return None
    if any(kid.dep_ == "det" and kid.lower_ not in lexicon().nonevents["indefinite"] for kid in token.children):
        return None
    if any(word.pos_ == "PROPN" and word.lower_ not in cues().demonyms for word in token.subtree):
        return None
    return next((kid for kid in token.children if kid.lower_ in cues().demonyms and kid.i < token.i), None)


def told_here(act: Act) -> bool:
    """Tell whether an act is told as where the report was written: "a bomb went off outside a cafe here on Sunday".

    Within quotation marks it is where somebody speaks.
    """
    heads = {word for part in (act.trigger, *act.trigger.parts) for word in (part.head, part.verb)}
    for word in act.trigger.head.sent:
        if word.lower_ not in cues().here or word.dep_ != "advmod":
            continue
        up = word.head
        while up not in heads and up.pos_ not in VERBAL and up.head != up:
            up = up.head
        if up in heads:
            return sum(mark.is_quote for mark in word.doc[word.sent.start : word.i]) % 2 == 0
    return False


def sent_to(act: Act) -> Iterator[Token]:
    """Return the nouns that tell where help was sent: "sent fighters to Mali", "deployed into the town"."""
    for part in (act.trigger, *act.trigger.parts):
        verb = part.verb if part.is_noun else part.head
        if verb is None or verb.lemma_.lower() not in cues().sending:
            continue
        for word in (verb, *(kid for kid in verb.children if kid.dep_ in OBJECTS)):
            for kid in word.children:
                if kid.dep_ in ("prep", "dative") and kid.lower_ in lexicon().nonevents["bound"]:
                    yield from (noun for noun in kid.children if noun.dep_ == "pobj" and kid.lower_ != "from")

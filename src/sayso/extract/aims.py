"""What an act is aimed at or comes down on, by the words around a verb or noun that are no object of it."""

from spacy.tokens import Token

from sayso.extract.frames import frame_book
from sayso.extract.grammar import (
    antecedent,
    child,
    deep_object,
    governing_verb,
    is_passive,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import lexicon
from sayso.extract.triggers import Trigger

_OBJECT = frozenset(("pobj",))
# How many words behind a verb the phrase may begin that says against whom.
_REACH = 8


def struck(token: Token) -> Token | None:
    """Return the building, vehicle or gathering where something went off ("exploded at the gate of the base")."""
    links, classes = lexicon().nonevents, lexicon().classes
    below = (kid for up in token.children if up.dep_ in ("prt", "advmod") for kid in up.children)
    for kid in (*token.children, *below):
        noun = child(kid, _OBJECT) if kid.dep_ == "prep" and kid.lower_ in links["struck_at"] else None
        if noun is not None and noun.lemma_.lower() in links["parts_of_buildings"]:
            noun = prep_object(noun, "of", "to")
        if noun is None or noun.pos_ != "NOUN":
            continue
        lemma = noun.lemma_.lower()
        if lemma in classes["premises"] or (lemma in classes["building"] and lemma not in classes["settlement"]):
            return noun
    return None


def aimed_about(noun: Token | None) -> Token | None:
    """Return whom what is held, signed or sent is about or for ("held talks with the government")."""
    return None if noun is None else prep_object(noun, *lexicon().nonevents["aimed_about"])


def aimed_beside(noun: Token, aims: frozenset[str]) -> Token | None:
    """Return what an act is aimed at where the parse hung that on the verb ("condemned raids on X")."""
    doc, verb = noun.doc, noun.head
    link = doc[noun.i + 1] if noun.i + 1 < noun.sent.end else None
    if noun.dep_ != "dobj" or link is None or link.dep_ != "prep" or link.head != verb or link.lower_ not in aims:
        return None
    return prep_object(verb, link.lower_)


def against_beyond(verb: Token) -> Token | None:
    """Return against whom a side fights where more stands between ("is fighting for its survival against the army")."""
    doc, links = verb.doc, lexicon().nonevents["opposing"]
    for i in range(verb.i + 1, min(verb.i + _REACH, verb.sent.end)):
        here = doc[i]
        if here.pos_ in ("VERB", "AUX", "SCONJ") or here.is_punct:
            return None
        if here.lower_ in links and here.dep_ == "prep":
            return child(here, _OBJECT)
    return None


def undergoing(noun: Token) -> Token | None:
    """Return who or what is under a siege or in custody ("the town is under siege", "subject to a siege")."""
    link = noun.head
    if noun.dep_ != "pobj" or link.dep_ != "prep" or link.lower_ not in lexicon().nonevents["undergone"]:
        return None
    if link.head.pos_ in ("NOUN", "PROPN"):
        return link.head  # "an army base under siege by rebels"
    verb = governing_verb(link)
    subject = surface_subject(verb) if verb is not None else None
    if verb is None or verb.lemma_ not in lexicon().nonevents["being"]:  # "put the town under siege"
        return deep_object(verb) if verb is not None and link.head == verb else None
    of = prep_object(subject, "of") if subject is not None and subject.pos_ == "PRON" else None
    return antecedent(of) if of is not None else subject  # "all of the districts", "all of which"


def centred_on(verb: Token | None) -> Token | None:
    """Return what an act is said to be aimed at by its verb ("the bombardments were focused on the port")."""
    if verb is None or verb.lemma_.lower() not in lexicon().nonevents["centring"]:
        return None
    return prep_object(verb, *lexicon().nonevents["aimed_at"])


def ran_into(noun: Token) -> Token | None:
    """Return who or what set off a mine that lay there ("their convoy hit a roadside bomb", "he stepped on a mine")."""
    verb, words = noun.head, lexicon().nonevents
    if noun.dep_ == "pobj" and verb.lower_ in words["trodden"]:
        verb = verb.head
    elif noun.dep_ != "dobj":
        return None
    return surface_subject(verb) if verb.lemma_.lower() in words["running_into"] and not is_passive(verb) else None


def come_down(word: Token) -> Token | None:
    """Return what falls, flies or goes off comes down on ("shells landed on the town", "bombs that fell on it")."""
    links = lexicon().nonevents
    verbs = (word, *(kid for kid in word.children if kid.dep_ in ("relcl", "acl")))
    for verb in verbs:
        if verb.lemma_.lower() not in links["coming_down"]:
            continue
        for kid in verb.children:
            noun = child(kid, _OBJECT) if kid.dep_ == "prep" and kid.lower_ in links["down_on"] else None
            if noun is not None and noun.lemma_.lower() in links["parts_of_grounds"]:
                noun = prep_object(noun, "of") or noun
            if noun is None or noun.pos_ not in ("NOUN", "PROPN") or noun.ent_type_ in ("DATE", "TIME"):
                continue
            if noun.lemma_.lower() not in links["open_ground"]:
                return noun
    return None


def flown_at(word: Token) -> Token | None:
    """Return where what is fired comes down by the words around it ("rockets on", "towards", "in the direction of")."""
    links = lexicon().nonevents
    found = prep_object(word, *links["aimed_at"])
    found = None if found is not None and found.lemma_.lower() in links["hours"] else found  # "fired at dawn"
    over = (prep_object(word, link) for link in links["flown_to"])
    found = found or next((one for one in over if one is not None and one.lemma_.lower() not in links["borders"]), None)
    heading = prep_object(word, "in") if found is None else None
    if heading is not None and heading.lemma_.lower() in links["heading"]:
        return prep_object(heading, "of")
    return found


def meant_for(trigger: Trigger) -> Token | None:
    """Return the people aid is for ("trucks carrying food for 40,000 people entered the town")."""
    top = trigger.verb or trigger.head
    for link in top.subtree:
        people = child(link, _OBJECT) if link.lower_ == "for" and link.dep_ in ("prep", "dative") else None
        if people is not None and people.lemma_.lower() in lexicon().classes["civilian"]:
            return people
    return None


def is_cause(noun: Token) -> bool:
    """Tell whether a noun is what was done, or to whom, that people protest over ("over the killing of a driver")."""
    act = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return act.pos_ == "NOUN" and act.lemma_.lower() in frame_book().nouns

"""What an act was done with: the nouns of its words that may name a weapon."""

from spacy.tokens import Token

from sayso.extract.grammar import direct_object, is_passive, prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.triggers import Trigger


def instruments(trigger: Trigger, doer: Token | None) -> list[Token]:
    """Return the nouns by which the words of an act may tell its means: "struck with drones", "by shells"."""
    words = lexicon().nonevents
    found: list[Token] = []
    for part in (trigger, *trigger.parts):
        head = part.head
        for kid in head.children:
            if kid.dep_ in ("amod", "compound", "nmod", "npadvmod") and kid.i < head.i:
                found.extend(kid.subtree)
            elif kid.dep_ in ("prep", "agent") and kid.lower_ in words["instrument_links"]:
                for noun in kid.children:
                    if noun.dep_ == "pobj":
                        found.append(noun)
                        found.extend(k for k in noun.children if k.dep_ in ("amod", "compound", "conj", "nmod"))
            elif kid.dep_ in ("advcl", "acl") and kid.lower_ == "using":
                for noun in kid.children:
                    if noun.dep_ == "dobj":
                        found.append(noun)
                        found.extend(k for k in noun.children if k.dep_ in ("amod", "compound", "conj", "nmod"))
        if not part.is_noun:
            # "struck a depot in Bryansk with drones": the parse may hang it on the depot
            held = direct_object(head)
            for link in held.subtree if held is not None else ():
                if link.dep_ == "prep" and link.lower_ in words["weapon_links"]:
                    found.extend(noun for noun in link.children if noun.dep_ == "pobj")
            subject = surface_subject(head)
            if subject is not None and not is_passive(head):
                of = prep_object(subject, "of")  # "a number of shells have hit the town"
                if of is not None and subject.lemma_.lower() in words["amounts"]:
                    subject = of
                found.append(subject)
                found.extend(k for k in subject.children if k.dep_ in ("amod", "compound", "nmod"))
        elif part.verb is not None and part.link in ("agent", "object"):
            subject = surface_subject(part.verb)
            if subject is not None:
                found.append(subject)
    if doer is not None:
        found.append(doer)
        found.extend(k for k in doer.children if k.dep_ in ("amod", "compound", "nmod"))
    return [*found, *(load for noun in found for load in _load(noun))]


def _load(weapon: Token) -> list[Token]:
    """Return what a weapon is told to carry: the gas of "shells that contain gas", "filled with gas"."""
    found: list[Token] = []
    for verb in weapon.children:
        if verb.dep_ in ("acl", "relcl") and verb.lemma_.lower() in lexicon().nonevents["laden"]:
            held = direct_object(verb) or prep_object(verb, "with")
            if held is not None:
                found += [held, *(kid for kid in held.children if kid.dep_ in ("amod", "compound"))]
    return found

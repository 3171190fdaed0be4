"""Whether the words around a trigger make it a figure of speech, a storm, a law or a match, not an act of war."""

from spacy.tokens import Token

from sayso.extract.grammar import by_agent, deep_object, deep_subject, is_passive, prep_object, surface_subject
from sayso.extract.lexicon import Lexicon
from sayso.extract.noun_phrases import joined


def figurative(head: Token, verb: Token | None, link: str, words: Lexicon, *, noun: bool) -> bool:
    """Tell whether who does it, to whom, over what or with which modifier speaks against an act of war."""
    lists = words.figurative
    if noun:
        for kid in head.lefts:
            if kid.dep_ in ("amod", "compound", "nmod") and kid.lemma_.lower() in lists["modifiers"]:
                return True
        doer = by_agent(head)
        patient = prep_object(head, *words.triggers["aimed"])
        source = prep_object(head, "from")
        if verb is not None and link == "agent":
            doer = doer or deep_subject(verb)
        elif verb is not None and link == "target":
            patient = patient or surface_subject(verb)
            source = source or prep_object(verb, "from")
        if source is not None and _in(source, lists["sources"]):
            return True
        holders = (head, verb) if verb is not None and link else (head,)
    else:
        if _mishap(head, words) or _befallen(head, words):
            return True
        doer, patient = deep_subject(head), deep_object(head)
        holders = (head,)
        if doer is not None and _in(doer, lists["troubles"]) and head.lemma_.lower() in words.nonevents["aiming"]:
            return True  # "the country was hit by unrest"
    if doer is not None and _in(doer, lists["doers"]) and not _armed(doer, words):
        return True
    if doer is not None and harmless(doer, words):
        return True
    if patient is not None and _in(patient, lists["patients"]):
        return True
    for holder in holders:
        topic = prep_object(holder, *lists["topic_preps"])
        if topic is not None and _in(topic, lists["topics"]):
            return True
    return False


def only_shows(head: Token, words: Lexicon) -> bool:
    """Tell whether a verb of protest has an object that it shows ("demonstrated their resolve")."""
    return head.lemma_.lower() in words.triggers["showing"] and deep_object(head) is not None


def nursed(verb: Token, words: Lexicon) -> bool:
    """Tell whether people are kept to be healed ("detained in hospital"), not held "in a military hospital"."""
    bed = prep_object(verb, "in") if verb.lemma_.lower() in words.figurative["keeping"] else None
    return bed is not None and bed.lower_ in words.figurative["sickbeds"] and not any(True for _ in bed.lefts)


def harmless(noun: Token, words: Lexicon) -> bool:
    """Tell whether a noun and the word before it name no act of war ("gas explosion", "trade war")."""
    return noun.i > 0 and f"{noun.nbor(-1).lower_} {noun.lemma_.lower()}" in words.triggers["harmless_pairs"]


def _befallen(verb: Token, words: Lexicon) -> bool:
    """Tell whether a country or a town is only said to have trouble: "was hit by a wave of protests"."""
    lists = words.figurative
    cause = by_agent(verb) if verb.lemma_.lower() in lists["befalls"] and is_passive(verb) else None
    if cause is not None and cause.lemma_.lower() in words.nonevents["partitives"]:
        cause = prep_object(cause, "of") or cause
    return cause is not None and _in(cause, lists["befalling"])


def _mishap(verb: Token, words: Lexicon) -> bool:
    """Tell whether people came to harm in an accident or of a disease ("died of cholera", "when the boat capsized")."""
    lists = words.figurative
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl"):  # "a lorry overturned near Kano, killing nine"
        before = (verb.head, *(kid for kid in verb.head.children if kid.dep_ == "acl" and kid.i < verb.i))
        if any(word.lemma_.lower() in lists["mishap_leads"] for word in before):
            return True
    for kid in verb.children:
        if kid.dep_ in ("nsubj", "nsubjpass") and kid.lemma_.lower() in lists["mishaps"]:
            return True  # "the crash left six dead"
        cause = kid.dep_ in ("prep", "agent") and kid.lower_ in lists["mishap_preps"]
        if cause and any(noun.dep_ == "pobj" and noun.lemma_.lower() in lists["mishaps"] for noun in kid.children):
            return True
        fell = kid.dep_ == "advcl" and kid.lemma_.lower() in lists["mishap_verbs"]
        if fell and any(mark.lower_ in lists["mishap_marks"] for mark in kid.children):
            return True
    return False


def _in(noun: Token, lemmas: frozenset[str]) -> bool:
    return noun.lemma_.lower() in lemmas and noun.ent_type_ not in ("GPE", "NORP")


def _armed(noun: Token, words: Lexicon) -> bool:
    """Tell whether somebody armed is joined to a noun ("farmers and soldiers")."""
    return any(other.lemma_.lower() in words.classes["armed"] for other in joined(noun))

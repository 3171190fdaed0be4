"""Whose a vehicle is that was hit: of those who own it, or of those who ride in it."""

from spacy.tokens import Token

from sayso.extract.grammar import direct_object, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import phrase
from sayso.extract.parties import ReportParties
from sayso.extract.parties_match import PLAIN_SECTORS, PartyMatch


def aboard(vehicle: Token, party: PartyMatch, parties: ReportParties) -> PartyMatch:
    """Return the party of "a truck of the army", "a bus carrying recruits", "rebel gatherings", else what is known."""
    words = lexicon()
    lemma = vehicle.lemma_.lower()
    muster = lemma in words.nonevents["musters"]
    if lemma not in words.classes["vehicle"] and lemma not in words.nonevents["trains"] and not muster:
        return party
    if party.known and party.code not in PLAIN_SECTORS:
        return party
    ride = (kid for kid in vehicle.children if kid.dep_ in ("acl", "relcl"))
    load = next((direct_object(verb) for verb in ride if verb.lemma_.lower() in words.nonevents["carrying"]), None)
    before = next((kid for kid in vehicle.lefts if kid.dep_ in ("compound", "nmod", "poss")), None) if muster else None
    for whose in (before, prep_object(vehicle, "of"), load):
        if whose is None:
            continue
        start, end = phrase(whose)
        theirs = parties.of(vehicle.doc[start:end], "target")
        if theirs.known and theirs.code not in PLAIN_SECTORS:
            return theirs
    return party

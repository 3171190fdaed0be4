"""In which tense a verb tells: what goes on ("are fighting"), is so now ("besiege"), or may go on ("have killed")."""

from spacy.tokens import Token

from sayso.extract.grammar import auxiliaries
from sayso.extract.lexicon import lexicon


def is_perfect(verb: Token) -> bool:
    """Tell whether a verb is in the present perfect: "have been killed", "has claimed"; what it tells may go on."""
    return bool({aux.lower_ for aux in auxiliaries(verb)} & lexicon().realis["lasting"]["perfect"])


def is_progressive(verb: Token, *, spoken: bool = False) -> bool:
    """Tell whether a verb is in the present or perfect progressive: "are fighting", "has been shelling".

    With `spoken`, reported too ("said it was shelling").
    """
    words = lexicon().realis["lasting"]
    forms = {aux.lower_ for aux in auxiliaries(verb)}
    if verb.tag_ == "VBG":
        if "been" in forms:
            return bool(forms & words["perfect"])
        aside = verb.dep_ in ("advcl", "relcl")  # "said the blast came as chiefs were meeting": what was when it came
        return bool(forms & words["progressive"]) or (spoken and not aside and bool(forms & words["reported"]))
    return "being" in forms and bool(forms & words["passive"])


def had_gone_on(verb: Token) -> bool:
    """Tell whether a verb tells of what had gone on before: "had been shelling the town for weeks"."""
    forms = {aux.lower_ for aux in auxiliaries(verb)}
    return verb.tag_ == "VBG" and "been" in forms and bool(forms & lexicon().realis["over"]["auxiliaries"])


def is_present(verb: Token) -> bool:
    """Tell whether a verb tells of what is so now: "besiege", "are besieged", "besieging 20,000 people there"."""
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    forms = {aux.lower_ for aux in auxiliaries(verb)}
    if verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl") and not forms:  # "besieging 20,000 people there"
        return True
    return bool(forms & lexicon().realis["lasting"]["state"]) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod") and not forms
    )

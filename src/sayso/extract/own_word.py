"""The outlet's own word: where a report states an act itself, and where it only speaks of one that others tell."""

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.grammar import SUBJECTS
from sayso.extract.lexicon import lexicon
from sayso.extract.voices import SpokenStatement

# How many steps up the parse the word is searched under which an act stands as hearsay.
DEPTH = 4


def is_stated(act: Act) -> bool:
    """Tell whether an act that no voice tells is the report's own statement.

    "The strike" only points back to what was told, unless it is said when it was or what it did ("the strike killed
    five"); "was reportedly shot", "is believed to have fired", "reports of an attack", "accusing the army of shelling"
    pass on what others hold.
    """
    if act.headline or act.reality.unreal:
        return False
    head = act.trigger.head
    if is_asked(head):
        return False
    pointing = act.definite and act.trigger.is_noun and not ((act.figures or act.time_own) and head.dep_ in SUBJECTS)
    bare = act.trigger.is_noun and not (act.figures or act.time_own or act.place_own or head.dep_ in SUBJECTS)
    return not pointing and not bare and not is_hearsay(head)


def is_asked(head: Token) -> bool:
    """Tell whether a word stands in a question ("Drone shot down?")."""
    sentence = head.sent
    return any(token.text == "?" for token in sentence[-3:] if token.i > head.i)


def is_hearsay(head: Token) -> bool:
    """Tell whether a word stands under another that leaves open who holds it for true."""
    words = lexicon().nonevents
    here = head
    for _ in range(DEPTH):
        if any(kid.dep_ == "advmod" and kid.lower_ in words["hearsay_adverbs"] for kid in here.children):
            return True
        above = here.head
        if above == here:
            return False
        lemma = above.lemma_.lower()
        held = here.dep_ == "xcomp" and lemma in words["hearsay_verbs"]
        if held and any(kid.dep_ == "auxpass" for kid in above.children):
            return True
        if here.dep_ in ("pobj", "pcomp", "acl", "ccomp") and above.i < here.i:
            noun = above.head if above.dep_ == "prep" and above.lower_ in words["hearsay_links"] else above
            if noun.pos_ == "NOUN" and noun.lemma_.lower() in words["hearsay_nouns"]:
                return True
            if above.dep_ == "prep" and above.lower_ == "of" and noun.lemma_.lower() in words["accusing"]:
                return True
        if here.pos_ == "VERB" and here.dep_ in ("ROOT", "advcl"):
            return False
        here = above
    return False


def is_aside(verb: Token, statement: SpokenStatement) -> bool:
    """Tell whether a clause in the present tense that only adds something to a name is the report's own word.

    "The rebels, who hold the valley, burned two trucks, drivers say": the drivers tell of the trucks.
    """
    noun = verb.head
    if verb.dep_ != "relcl" or verb.pos_ != "VERB" or statement.evidence.start in range(verb.left_edge.i, noun.i):
        return False
    present = verb.tag_ in ("VBZ", "VBP") or (
        verb.tag_ == "VBG" and any(kid.dep_ == "aux" and kid.tag_ in ("VBZ", "VBP") for kid in verb.children)
    )
    apart = verb.left_edge.i and verb.doc[verb.left_edge.i - 1].text == ","
    inside = any(span.covers(noun.i) and span.covers(verb.i) for span in statement.contents)
    named = any(word.tag_ in ("NNP", "NNPS") and word.dep_ == "compound" for word in noun.lefts)  # "Raqqa province"
    return bool(present and inside and (apart or named or noun.tag_ in ("NNP", "NNPS")))

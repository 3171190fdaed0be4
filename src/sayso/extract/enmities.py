"""Who fights whom by words that tell no act of their own ("the campaign against the rebels", "the fight against X")."""

from spacy.attrs import LEMMA
from spacy.tokens import Doc, Token

from sayso.extract.grammar import by_agent, deep_object, deep_subject, direct_object, governing_verb, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.participants import ParticipantFinder
from sayso.model import Participant
from sayso.reading.spelling import columns

# The word behind which stands whom one fights.
_AGAINST = "against"


def enmities(doc: Doc, casting: ParticipantFinder) -> list[tuple[Participant, Participant]]:
    """Return each side and the side it is said to fight."""
    fighting, found = lexicon().nonevents["enmity"], []
    (lemmas,) = columns(doc, LEMMA)
    for token in (doc[i] for i, lemma in enumerate(lemmas) if lemma.lower() in fighting):
        side, foe = _of_verb(token) if token.pos_ == "VERB" else _of_noun(token)
        if side is None or foe is None or side.i == foe.i:
            continue
        one, other = (casting.participant(head, "agent", violent=True) for head in (side, foe))
        if one is not None and other is not None:
            found.append((one, other))
    return found


def _of_verb(verb: Token) -> tuple[Token | None, Token | None]:
    return deep_subject(verb), prep_object(verb, _AGAINST) or deep_object(verb)


def _of_noun(noun: Token) -> tuple[Token | None, Token | None]:
    foe = prep_object(noun, _AGAINST)
    if foe is None:
        return None, None
    owner = next((kid for kid in noun.lefts if kid.dep_ == "poss"), None)
    verb = governing_verb(noun)
    held = verb is not None and direct_object(verb) == noun
    return by_agent(noun) or owner or (deep_subject(verb) if held and verb is not None else None), foe

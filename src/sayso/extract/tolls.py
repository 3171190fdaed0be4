"""Figures to acts: which act a toll belongs to, and who gives it."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.figures import CasualtyMention
from sayso.extract.figures_words import outcome_words
from sayso.extract.grammar import is_passive, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.moments import path_cost
from sayso.extract.noun_phrases import phrase
from sayso.extract.tellers import Tellers
from sayso.extract.tolls_of_wars import is_of_a_war
from sayso.extract.voices import TokenSpan
from sayso.model import Figure

# Tokens from "put" to the word for the loss ("put the number of those taken at 14").
_PUT_REACH = 5


def deal_figures(doc: Doc, sentences: Sequence[int], figures: Sequence[CasualtyMention], acts: Sequence[Act]) -> None:
    """Give each figure to the act whose words carry it, else to the nearest of its sentence, else to the last one."""
    kinds = lexicon().kinds
    for index, mention in enumerate(figures):
        at = mention.anchor_token
        if is_of_a_war(doc, mention, acts):
            war = next((a for a in acts if a.sentence == sentences[at] and a.trigger.frame.total), None)
            if war is not None:
                war.figures.append(index)
            continue
        owner = next((a for a in acts if at in a.tokens), None)
        nobody = mention.figure.high == 0  # "nobody was hurt": in what was told before
        owner = None if owner is not None and nobody and owner.casualty_only else owner
        if owner is None:
            near = [a for a in acts if a.sentence == sentences[at] and a.kind in kinds["counted"]]
            near = [a for a in near if not (nobody and a.casualty_only)]
            if near:
                owner = min(near, key=lambda a: (path_cost(doc, a.trigger.head, at), a.order))
            else:
                before = [a for a in acts if a.sentence < sentences[at] and a.kind in kinds["violent"]]
                before = [a for a in before if not (nobody and a.casualty_only)]
                owner = before[-1] if before else None
        if owner is not None:
            owner.figures.append(index)


def sourced(doc: Doc, mention: CasualtyMention, tellers: Tellers) -> Figure:
    """Return the figure with the name of who gives it."""
    figure = mention.figure
    voice = tellers.teller(mention.anchor_token)
    putter = _putter(doc, mention) if voice.is_outlet else None
    if putter is not None:
        voice = tellers.voice(TokenSpan(*phrase(putter)))
    source = "outlet" if voice.is_outlet else voice.text
    return Figure(figure.outcome, figure.low, figure.high, figure.who, figure.text, figure.span, source)


def _putter(doc: Doc, mention: CasualtyMention) -> Token | None:
    """Return who gives a figure by its verb: "residents put the army's dead at 20"."""
    anchor, number = mention.anchor_token, mention.person_token
    if number <= anchor or not any(token.lower_ == "at" for token in doc[anchor + 1 : number]):
        return None
    verbs = outcome_words().sets["put_at_verbs"]
    for token in reversed(doc[max(doc[anchor].sent.start, anchor - _PUT_REACH) : anchor]):
        if token.pos_ == "VERB" and token.lemma_.lower() in verbs:
            giver = None if is_passive(token) else surface_subject(token)
            return giver if giver is not None and giver.pos_ in ("NOUN", "PROPN") else None
    return None

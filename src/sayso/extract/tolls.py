"""Figures to acts: which act a toll belongs to, and who gives it."""

from collections.abc import Sequence

from spacy.tokens import Doc

from sayso.extract.acts import Act
from sayso.extract.figures import CasualtyMention
from sayso.extract.lexicon import lexicon
from sayso.extract.moments import path_cost
from sayso.extract.tellers import Tellers
from sayso.model import Figure


def deal_figures(doc: Doc, sentences: Sequence[int], figures: Sequence[CasualtyMention], acts: Sequence[Act]) -> None:
    """Give each figure to the act whose words carry it, else to the nearest of its sentence, else to the last one."""
    kinds = lexicon().kinds
    for index, mention in enumerate(figures):
        at = mention.anchor_token
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


def sourced(mention: CasualtyMention, tellers: Tellers) -> Figure:
    """Return the figure with the name of who gives it."""
    figure = mention.figure
    voice = tellers.teller(mention.anchor_token)
    source = "outlet" if voice.is_outlet else voice.text
    return Figure(figure.outcome, figure.low, figure.high, figure.who, figure.text, figure.span, source)

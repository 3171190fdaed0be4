"""The accounts of an act settled between the rules and the joint model: which voices speak of it, and the outlet."""

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from sayso.extract.joint_doubts import doubts
from sayso.extract.joint_views import Pointed
from sayso.extract.noun_phrases import phrase
from sayso.extract.tellers import OUTLET_VOICE, Tellers, add, same_voice
from sayso.extract.voices import SpokenStatement, TokenSpan
from sayso.model import Account, Span, Stance


def settle(
    accounts: Sequence[Account],
    asserting: Pointed,
    denying: Pointed,
    doc: Doc,
    tellers: Tellers,
    told: Sequence[int],
) -> list[Account]:
    """Return the accounts of an act with the voices that the model is sure of besides.

    `told` are the tokens of its tellings: it takes more for the outlet to be a voice of what it only ever tells in the
    words of others.
    """
    wanted = doubts().voices
    found = list(accounts)
    further = (
        (asserting, Stance.ASSERTS, wanted["named"]),
        (denying, Stance.DENIES, wanted["denies"]),
    )
    for pointed, stance, least in further:
        for i in sorted({pointed.head(doc[int(i)]).i for i in np.flatnonzero(pointed.shares >= least)}):
            start, end = phrase(doc[i])
            voice = tellers.voice(_speaker(tellers.statements, i) or TokenSpan(start, end))
            named = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
            if voice.is_outlet or any(same_voice(a.source, voice) or _beside(a, named) for a in found):
                continue  # what the rules know of a voice's stance stands
            words = _evidence(tellers.statements, i, doc) or named
            add(found, Account(voice, stance, stance, words, learned=True))
    quoted = all(tellers.telling(token) for token in told)
    if asserting.none >= wanted["outlet of what is quoted" if quoted else "outlet"]:
        add(found, Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS, learned=True))
    return found


def _beside(account: Account, words: Span) -> bool:
    """Tell whether some words stand right beside those of a voice, its office before its name: they are one voice."""
    voice = account.source.span
    if voice is None:
        return False
    first, last = sorted((voice, words), key=lambda span: span.start)
    return last.start - first.end <= 1


def _speaker(statements: Sequence[SpokenStatement], token: int) -> TokenSpan | None:
    return next((s.speaker for s in statements if s.speaker is not None and s.speaker.covers(token)), None)


def _evidence(statements: Sequence[SpokenStatement], token: int, doc: Doc) -> Span | None:
    for statement in statements:
        if statement.source is not None and statement.source.covers(token):
            words = doc[statement.evidence.start : statement.evidence.end]
            return Span(words.start_char, words.end_char)
    return None

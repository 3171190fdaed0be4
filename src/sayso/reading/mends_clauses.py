"""Mends to a parse where a clause hangs on the wrong noun.

"Lived in parts of Goma held by rebels", "a blast in Ituri province that killed 12".
"""

from functools import lru_cache

import numpy as np
from spacy.attrs import DEP
from spacy.tokens import Doc, Token

from sayso.knowledge.files import read_yaml

_NOUNS = ("NOUN", "PROPN")
_RELATIVE = ("that", "which")
# Through how many phrases of place one looks back for the act ("at a crossing in Ituri province that killed").
_CLIMB = 3


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    mends = read_yaml("mends.yaml")
    return frozenset(mends["harmed"]), frozenset(mends["lying"])


def mend_clauses(doc: Doc) -> None:
    """Hang clauses on the noun they are said of."""
    harmed, lying = _words()
    wanted = np.array([doc.vocab.strings[dep] for dep in ("advcl", "relcl")], dtype=np.uint64)
    for i in np.flatnonzero(np.isin(doc.to_array(DEP), wanted)).tolist():
        token = doc[i]
        if token.dep_ == "advcl":
            _held_by(token)
        elif token.lower_ in harmed:
            _harm_in_a_place(token, lying)


def _held_by(held: Token) -> None:
    """Mend "lived in parts of Goma held by rebels": what is held is the noun right before it, not who lived there."""
    if held.tag_ != "VBN" or not held.i or not any(kid.dep_ == "agent" for kid in held.children):
        return
    before = held.nbor(-1)
    if held.left_edge != held or before.pos_ not in _NOUNS or before.dep_ != "pobj" or before.head.i < held.head.i:
        return
    above = before.head.head
    if before.head.lower_ == "of" and above.pos_ in _NOUNS and above.dep_ == "pobj":
        before = above  # "parts of Goma held by": the parts
    held.head, held.dep_ = before, "acl"


def _harm_in_a_place(harm: Token, lying: frozenset[str]) -> None:
    """Mend "a blast in Ituri province that killed 12": not the place killed them, but what was in it."""
    place = harm.head
    if place.dep_ != "pobj" or harm.tag_ not in ("VBD", "VBN", "VBZ"):
        return
    if not any(kid.dep_ == "nsubj" and kid.lower_ in _RELATIVE for kid in harm.children):
        return
    for _ in range(_CLIMB):
        if place.dep_ != "pobj" or place.head.lower_ not in lying or place.head.head.pos_ not in _NOUNS:
            break
        place = place.head.head
    if place != harm.head and place.i < harm.head.i:
        harm.head = place

"""Names in capitals that are words of another kind in small letters: "IS", the "WHO".

A model of language sees the word before it sees the capitals, and reads "IS attacked Palmyra" as a passive. Its view of
such a word (the norm, a feature beside shape, prefix and suffix) is set to a name that it knows to be one; the text and
all that is read from it keep the word as it stands.
"""

from functools import lru_cache

from spacy.tokens import Doc

from sayso.knowledge.files import read_yaml


@lru_cache(maxsize=1)
def _seen_as() -> dict[str, str]:
    return {str(name): str(other) for name, other in read_yaml("mends.yaml")["seen_as"].items()}


def show_names(doc: Doc) -> list[int]:
    """Let names in capitals be seen as names in a text that is not parsed yet; return the tokens that were changed.

    Where the words around stand in capitals too (a headline), nothing tells a name.
    """
    table, changed = _seen_as(), []
    for token in doc:
        if token.text in table and not _shouted(doc, token.i):
            token.norm_ = table[token.text]
            changed.append(token.i)
    return changed


def _shouted(doc: Doc, at: int) -> bool:
    beside = [doc[i] for i in (at - 1, at + 1) if 0 <= i < len(doc)]
    return any(word.is_upper and word.is_alpha and len(word) > 1 for word in beside)

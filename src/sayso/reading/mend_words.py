"""The words of `knowledge/mends.yaml`: by which a construction that the parser gets wrong is known."""

from collections.abc import Mapping
from functools import lru_cache

from sayso.knowledge.files import read_yaml

# Tables of the file that give a word for each word.
_TABLES = ("lemmas", "seen_as")


@lru_cache(maxsize=1)
def mend_words() -> Mapping[str, frozenset[str]]:
    """Return the lists of the file by name."""
    return {name: frozenset(words) for name, words in read_yaml("mends.yaml").items() if name not in _TABLES}


@lru_cache(maxsize=1)
def mend_lemmas() -> Mapping[str, str]:
    """Return the lemma of each form whose lemma the pipeline gets wrong."""
    return dict(read_yaml("mends.yaml")["lemmas"])

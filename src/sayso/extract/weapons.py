"""Words for what is fired or goes off, and what a word that only counts stands for ("dozens of shells")."""

from spacy.tokens import Token

from sayso.extract.grammar import prep_object
from sayso.extract.lexicon import lexicon


def weapon_words() -> frozenset[str]:
    """Return the lemmas of whatever is fired, dropped or set off."""
    classes = lexicon().classes
    return frozenset().union(*lexicon().means.values()) | classes["projectile"] | classes["bomb"]


def counted(held: Token | None) -> Token | None:
    """Return what a noun is that only counts ("fired dozens of shells on the town")."""
    counts = held is not None and held.lemma_.lower() in lexicon().nonevents["amounts"]
    return (prep_object(held, "of") if counts and held is not None else None) or held

"""Words that belong to a word that names an act: its particle ("come under"), its phrase, the verb behind its "to"."""

from spacy.tokens import Token

from sayso.extract.grammar import prep_object
from sayso.extract.lexicon import Lexicon


def verb_lemma(verb: Token) -> tuple[str, str]:
    """Return a verb's lemma and its lemma with the particle or preposition right behind it ("come", "come under")."""
    lemma = verb.lemma_.lower()
    for kid in verb.rights:
        if kid.dep_ in ("prt", "prep") and kid.i - verb.i <= 2:
            return lemma, f"{lemma} {kid.lower_}"
    return lemma, lemma


def is_one_of(verb: Token, lemmas: frozenset[str]) -> bool:
    """Tell whether a verb, alone or with its particle, is one of these."""
    lemma, with_particle = verb_lemma(verb)
    return lemma in lemmas or with_particle in lemmas


def phrase_start(token: Token, words: tuple[str, ...]) -> int | None:
    """Return where the phrase that ends in `token` begins, None where its other words do not stand before it."""
    at = token.i
    for word in reversed(words[:-1]):
        at -= 1
        while at >= 0 and (token.doc[at].lower_ == "-" or token.doc[at].is_quote):
            at -= 1
        if at < 0:
            return None
        here = token.doc[at]
        if here.lower_ != word and here.lemma_.lower() != word:
            return None
    return at


def word_before(token: Token) -> tuple[str, ...]:
    """Return the word before a token, hyphens passed over, as written and as its lemma; nothing if there is none."""
    at = token.i - 1
    while at >= 0 and token.doc[at].lower_ == "-":
        at -= 1
    return (token.doc[at].lower_, token.doc[at].lemma_.lower()) if at >= 0 else ()


def infinitive(token: Token, name: str, words: Lexicon) -> Token | None:
    """Return the "to" verb behind a word that belongs to a class of verbs ("any" for all)."""
    wanted = words.classes.get(name)
    for kid in token.children:
        clause = kid.dep_ in ("acl", "xcomp", "advcl", "relcl", "ccomp") and kid.i > token.i
        # the tagger takes some infinitives for nouns ("attempts to advance")
        verb = kid.tag_ == "VB" or any(mark.tag_ == "TO" for mark in kid.children)
        verb = verb or (kid.tag_ == "VBG" and kid.dep_ == "xcomp")  # "stopped bombing"
        if clause and verb and (wanted is None or is_one_of(kid, wanted)):
            return kid
        aimed = prep_object(kid, "at") if clause and kid.lemma_.lower() in words.nonevents["aims_at"] else None
        if aimed is not None and aimed.tag_ == "VBG" and (wanted is None or is_one_of(aimed, wanted)):
            return aimed  # "a campaign aimed at recapturing the town"
    return None

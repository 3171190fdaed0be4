"""Nouns that name acts ("the bombing of", "an air strike"): whether a frame fits what stands around them."""

from spacy.tokens import Token

from sayso.extract.frames import Frame, FrameBook
from sayso.extract.grammar import MODIFIERS, NOMINAL, VERBAL, prep_object
from sayso.extract.lexicon import Lexicon
from sayso.extract.trigger_carriers import carrier_of
from sayso.extract.trigger_no_act import names_no_act
from sayso.extract.trigger_phrases import infinitive, is_one_of, phrase_start
from sayso.extract.trigger_said import is_said
from sayso.extract.word_classes import PLACE_ENTITIES, WordClasses


class NounMatcher:
    """Tests the noun frames of a book."""

    def __init__(self, book: FrameBook, words: Lexicon, classes: WordClasses) -> None:
        self._book, self._words, self._classes = book, words, classes

    def match(self, token: Token, frame: Frame) -> tuple[int, int, Token | None, str, Token | None] | None:
        """Return (start, end, carrying verb, its link, inner verb) where the frame fits the noun, else None."""
        start = phrase_start(token, frame.words)
        if start is None or names_no_act(token, start, frame, self._book, self._words):
            return None
        verb, link = carrier_of(token, self._words)
        wants = frame.light or frame.does or frame.beside
        if wants and not is_said(token, start, verb, link, frame, self._words):
            return None
        if frame.modifiers and not self._modified(token, frame.modifiers):
            return None
        inner = None
        if frame.infinitive:
            inner = self._infinitive(token, verb, frame.infinitive)
            if inner is None or not self._classes.does_to(inner, frame.over):
                return None
        if frame.halts:
            inner = self._halted(token, frame.halts)
            if inner is None:
                return None
        if not self._complements_fit(token, frame) or not self._standing_fits(token, frame):
            return None
        return start, token.i + 1, verb, link, inner

    def _complements_fit(self, token: Token, frame: Frame) -> bool:
        """Tell whether what the frame asks for stands behind the noun ("the capture of a town")."""
        if frame.of and not self._complement(token, "of", frame.of):
            return False
        if frame.to and not (self._complement(token, "to", frame.to) or self._complement(token, "for", frame.to)):
            return False
        if frame.between and not any(
            self._complement(token, prep, frame.between) for prep in self._words.nonevents["struck_between"]
        ):
            return False
        return not frame.against or self._complement(token, "against", frame.against)

    def _standing_fits(self, token: Token, frame: Frame) -> bool:
        """Tell whether the noun stands in its clause as the frame asks ("in prison", "is a stronghold of")."""
        if frame.preps and not (token.dep_ == "pobj" and token.head.lower_ in frame.preps):
            return False
        if frame.predicate and (token.head.head.pos_ not in VERBAL or self._only_which(token)):
            return False
        if frame.number == "plural" and token.tag_ not in ("NNS", "NNPS"):
            return False
        beside_a_place = token.dep_ == "appos" and token.head.ent_type_ in PLACE_ENTITIES
        if frame.copula and not (token.dep_ == "attr" or beside_a_place):
            return False
        return not frame.subject_of or self._acts(token, frame.subject_of)

    def _halted(self, token: Token, name: str) -> Token | None:
        """Return the act that a noun says is stopped ("a halt to the shelling")."""
        inner = prep_object(token, *self._words.nonevents["halt_links"])
        return inner if inner is not None and self._classes.is_a(inner, name) else None

    def _modified(self, token: Token, name: str) -> bool:
        wanted = self._words.classes[name]
        return any(kid.lemma_.lower() in wanted for kid in token.children if kid.dep_ in MODIFIERS)

    def _infinitive(self, token: Token, verb: Token | None, name: str) -> Token | None:
        """Return the "to" verb behind a noun; the parser may hang it on the verb that carries the noun."""
        found = infinitive(token, name, self._words)
        if found is None and verb is not None and token.dep_ == "dobj" and token.head == verb:
            found = infinitive(verb, name, self._words)
            return found if found is not None and found.i > token.i else None
        return found

    def _complement(self, token: Token, prep: str, name: str) -> bool:
        noun = prep_object(token, prep)
        if noun is None:
            return False
        if name == "chemical" and any(kid.lemma_.lower() in self._words.classes[name] for kid in noun.subtree):
            return True
        return self._classes.is_a(noun, name)

    def _only_which(self, token: Token) -> bool:
        """Tell whether "under its control" only says which ground is meant ("linked the areas under its control")."""
        prep = token.head
        before = prep.nbor(-1) if prep.i else prep
        if prep.head.lemma_.lower() in self._words.triggers["placing"] or before.pos_ not in NOMINAL:
            return False
        return before.lemma_.lower() in self._words.classes["territory"]

    def _acts(self, token: Token, name: str) -> bool:
        impact = self._words.light[name]
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in VERBAL and is_one_of(token.head, impact):
            return True
        return any(
            kid.dep_ in ("relcl", "acl") and is_one_of(kid, impact) for kid in token.children if kid.pos_ in VERBAL
        )

"""Verbs that name acts ("shelled", "shot down", "blew himself up"): whether a frame fits the clause."""

from spacy.tokens import Token

from sayso.extract.frames import Frame
from sayso.extract.grammar import (
    NOMINAL,
    PASSIVE_SUBJECTS,
    by_agent,
    child,
    deep_object,
    is_passive,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import Lexicon
from sayso.extract.noun_phrases import joined
from sayso.extract.trigger_phrases import infinitive
from sayso.extract.word_classes import WordClasses

# How far behind its verb a particle or fixed object may stand ("shot a government jet down"), in tokens.
PARTICLE_REACH = 4
PAST = ("VBD", "VBN")


class VerbMatcher:
    """Tests verb frames."""

    def __init__(self, words: Lexicon, classes: WordClasses) -> None:
        self._words, self._classes = words, classes

    def match(self, token: Token, frame: Frame) -> tuple[int, int, Token | None, str, Token | None] | None:
        """Return (start, end, the verb, "self", inner verb) where the frame fits the verb, else None."""
        end = token.i + 1
        if len(frame.words) == 1 and self.is_idiom(token):
            return None
        if frame.voice == "active" and is_passive(token):
            return None
        if frame.under and not (token.dep_ == "xcomp" and token.head.lemma_ in self._words.classes[frame.under]):
            return None
        if frame.voice == "past" and token.tag_ not in PAST:
            return None
        if frame.stative and self._says_whose(token):
            return None
        if len(frame.words) > 1:
            at = self._tail(token, frame.words[1:])
            if at is None:
                return None
            end = at + 1
        if frame.reflexive and not any(
            kid.lower_ in self._words.triggers["reflexives"] for kid in token.doc[token.i + 1 : token.i + 3]
        ):
            return None
        inner = infinitive(token, frame.infinitive, self._words) if frame.infinitive else None
        if frame.infinitive and (inner is None or not self._classes.does_to(inner, frame.over)):
            return None
        if frame.halts:
            inner = deep_object(token)
            if inner is None or not self._classes.is_a(inner, frame.halts):
                return None
        if frame.object:
            patient = deep_object(token)
            if patient is None or (frame.object != "any" and not self._is_done_to(token, patient, frame.object)):
                return None
        doer = surface_subject(token) if frame.subject or frame.number or not frame.casualty else None
        if frame.subject and (frame.object or frame.halts) and is_passive(token):  # "the checkpoint was run by rebels"
            doer = by_agent(token)
        if frame.subject and not self._fits(doer, frame.subject):
            return None
        if doer is not None and self._nobody(doer):
            return None
        if frame.number == "plural" and not self._plural(doer):
            return None
        if frame.inside:
            held_in = prep_object(token, *self._words.nonevents["within"])
            named = (held_in, *held_in.lefts) if held_in is not None else ()  # "in a prison west of the town"
            if not any(self._classes.is_a(noun, frame.inside) for noun in named):
                return None
        if frame.preps and prep_object(token, *frame.preps) is None and not self._behind_object(token, frame):
            return None
        if frame.to and not self._fits(prep_object(token, *frame.preps or ("to",)), frame.to):
            return None
        return token.i, end, token, "self", inner

    def match_mistaken(self, token: Token, frame: Frame) -> tuple[int, int, Token | None, str, Token | None] | None:
        """Match a verb that the parser took for a noun: "shot dead a man", "the Houthis control most of it"."""
        if token.i + 1 >= len(token.doc):
            return None
        after = token.nbor(1)
        if len(frame.words) > 1:
            fits = token.lower_ in self._words.irregular and after.lower_ == frame.words[1]
            return self.match(token, frame) if fits else None
        opens = after.lower_ in self._words.triggers["openers"] or child(token, frozenset(("dobj",))) is not None
        if not (frame.stative and token.dep_ == "ROOT" and token.tag_ == "NN" and opens):
            return None
        before = child(token, frozenset(("compound", "nsubj", "nmod")))
        held = next((kid for kid in token.rights if kid.pos_ in NOMINAL | {"ADJ"}), None)
        if before is None or held is None or (frame.object and not self._classes.is_a(held, frame.object)):
            return None
        return token.i, token.i + 1, token, "self", None

    def _is_done_to(self, verb: Token, patient: Token, name: str) -> bool:
        """Tell whether what a verb is done to is of a class; of "raids on a town which is held by rebels" the town."""
        if self._classes.is_a(patient, name):
            return True
        which = child(verb, PASSIVE_SUBJECTS) if patient.i < verb.i else None
        if which is None or which.tag_ != "WDT" or patient == which:
            return False
        between = verb.doc[patient.i + 1 : which.i]
        return any(noun.pos_ in NOMINAL and self._classes.is_a(noun, name) for noun in between)

    def _fits(self, doer: Token | None, name: str) -> bool:
        if doer is None:
            return False
        if name == "not_fighter":
            return not self._classes.is_a(doer, "armed")
        return self._classes.is_a(doer, name)

    def _says_whose(self, verb: Token) -> bool:
        """Tell whether a verb is half a word for whose ground it is, its hyphen lost: "rebel held areas"."""
        if verb.tag_ not in PAST or not verb.i or verb.i + 1 >= len(verb.doc):
            return False
        before = verb.nbor(-1)
        if verb.nbor(1).pos_ not in ("NOUN", "PROPN") or not self._classes.is_a(before, "armed"):
            return False
        one = before.tag_ in ("NN", "NNP") and not before.lower_.endswith("s")  # "Rebels besieged Goma" is a sentence
        bare = one and not any(True for _ in before.lefts)
        return bare or (before.dep_ in ("dobj", "pobj") and before.head != verb and verb.dep_ != "acl")

    def _behind_object(self, verb: Token, frame: Frame) -> bool:
        """Tell whether the aim of a verb hangs on its object ("dropped grenades on a bus stop")."""
        held = deep_object(verb) if frame.object else None
        aims = self._words.nonevents["aimed_at"].intersection(frame.preps)
        return held is not None and bool(aims) and prep_object(held, *aims) is not None

    def _nobody(self, doer: Token) -> bool:
        return doer.lower_ in self._words.triggers["nobody"]

    def _plural(self, doer: Token | None) -> bool:
        if doer is None:
            return False
        if doer.tag_ in ("NNS", "NNPS", "CD") or doer.lower_ in self._words.triggers["plural_subjects"]:
            return True
        return doer.lower_ in self._words.classes["fighter_pronouns"] or len(list(joined(doer))) > 1

    def is_idiom(self, verb: Token) -> bool:
        """Tell whether the verb and its object are an idiom that names no act ("took place")."""
        lemma, phrases = verb.lemma_.lower(), self._words.nonevents["phrases"]
        held = child(verb, frozenset(("dobj",)))
        if held is not None and f"{lemma} {held.lemma_.lower()}" in phrases:
            return True
        return verb.i + 1 < len(verb.doc) and f"{lemma} {verb.nbor(1).lemma_.lower()}" in phrases

    @staticmethod
    def _tail(token: Token, words: tuple[str, ...]) -> int | None:
        """Return the index of the last of the words that must follow a verb, if they do."""
        doc, at = token.doc, token.i
        for word in words:
            for step in range(1, PARTICLE_REACH + 1):
                if at + step >= len(doc) or doc[at + step].is_punct:
                    return None
                here = doc[at + step]
                if here.lower_ == word or here.lemma_.lower() == word:
                    at += step
                    break
            else:
                return None
        return at

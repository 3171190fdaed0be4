"""Finds the words that name acts: frames matched to the parse, with the verb that carries each noun."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from sayso.extract.frames import Frame, FrameBook, frame_book
from sayso.extract.grammar import (
    NOMINAL,
    VERBAL,
    child,
    deep_object,
    deep_subject,
    direct_object,
    governing_verb,
    is_passive,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import Lexicon, lexicon

# How far behind its verb a particle or fixed object may stand ("shot a government jet down"), in tokens.
PARTICLE_REACH = 4
PLACE_ENTITIES = frozenset(("GPE", "LOC", "FAC"))
GROUP_ENTITIES = frozenset(("ORG", "NORP", "GPE", "PERSON"))


@dataclass(slots=True, eq=False)
class Trigger:
    """A word or phrase that names an act: its token range, its frame, the verb that carries it and how.

    `link` says how `verb` stands to a noun trigger: "agent" (the verb's subject does it), "target" (the subject suffers
    it), "outcome" (the act is the subject), "occur", or "" where the verb has nothing to do with it.
    """

    head: Token
    start: int
    end: int
    frame: Frame
    verb: Token | None
    link: str = ""
    kind: str = ""
    absorbed: bool = False
    parts: list["Trigger"] = field(default_factory=list)

    @property
    def is_noun(self) -> bool:
        """Whether the trigger is a noun."""
        return self.frame.form == "noun"


def verb_lemma(verb: Token) -> tuple[str, str]:
    """Return a verb's lemma and its lemma with the particle or preposition right behind it ("come", "come under")."""
    lemma = verb.lemma_.lower()
    for kid in verb.rights:
        if kid.dep_ in ("prt", "prep") and kid.i - verb.i <= 2:
            return lemma, f"{lemma} {kid.lower_}"
    return lemma, lemma


class TriggerFinder:
    """Matches the frames of a book to parsed text."""

    def __init__(self, book: FrameBook | None = None, words: Lexicon | None = None) -> None:
        self.book = book or frame_book()
        self.words = words or lexicon()
        self._heads = frozenset(self.book.nouns) | frozenset(self.book.verbs)

    def find(self, doc: Doc, skip: frozenset[int] | set[int] = frozenset()) -> list[Trigger]:
        """Return every trigger of the text in order; tokens in `skip` are passed over."""
        found: list[Trigger] = []
        heads, nouns, verbs = self._heads, self.book.nouns, self.book.verbs
        for token in doc:
            lower = token.lower_
            lemma = token.lemma_.lower()
            if lower not in heads and lemma not in heads and lower.rstrip("s") not in heads:
                continue
            if token.i in skip:
                continue
            trigger = None
            if self._nominal(token):
                frames = nouns.get(lower) or nouns.get(lemma) or nouns.get(lower.rstrip("s")) or ()
                trigger = self._first(token, frames, self._noun)
            if trigger is None and token.pos_ in VERBAL and token.dep_ not in ("amod", "compound", "aux", "auxpass"):
                trigger = self._first(token, verbs.get(lemma, ()), self._verb)
            if trigger is not None:
                found.extend(self._shared_heads(trigger))
                found.append(trigger)
        taken = {i for t in found if len(t.frame.words) > 1 for i in range(t.start, t.end) if i != t.head.i}
        return [t for t in found if t.head.i not in taken]

    @staticmethod
    def _nominal(token: Token) -> bool:
        if token.pos_ in ("NOUN", "PROPN"):
            return True
        if token.tag_ in ("VBG", "NN", "NNS", "JJ") and token.lower_.endswith("ing"):
            if token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "compound", "attr", "conj", "appos", "ROOT", "amod"):
                held = child(token, frozenset(("dobj", "nsubj", "aux")))
                return held is None and (token.dep_ != "ROOT" or token.pos_ != "VERB")
        return False

    def _first(self, token: Token, frames: tuple[Frame, ...], test: object) -> Trigger | None:
        for frame in frames:
            trigger = test(token, frame)  # type: ignore[operator]
            if trigger is not None:
                return trigger  # type: ignore[no-any-return]
        return None

    # nouns

    def _noun(self, token: Token, frame: Frame) -> Trigger | None:
        start = self._phrase_start(token, frame.words)
        if start is None or self._no_act(token, start, frame):
            return None
        verb, link = self._carrier(token)
        if frame.light and not (verb is not None and link in ("agent", "target", "object") and self._is(verb, frozenset(frame.light))):
            return None
        if frame.modifiers and not self._modified(token, frame.modifiers):
            return None
        if frame.infinitive and self._infinitive(token, frame.infinitive) is None:
            return None
        if frame.of and not self._complement(token, "of", frame.of):
            return None
        if frame.to and not self._complement(token, "to", frame.to):
            return None
        if frame.preps and not (token.dep_ == "pobj" and token.head.lower_ in frame.preps):
            return None
        if frame.number == "plural" and token.tag_ not in ("NNS", "NNPS"):
            return None
        if frame.copula and not (token.dep_ == "attr" or (token.dep_ == "appos" and token.head.ent_type_ in PLACE_ENTITIES)):
            return None
        if frame.subject_of and not self._acts(token, frame.subject_of):
            return None
        return Trigger(token, start, token.i + 1, frame, verb, link, frame.kind)

    def _shared_heads(self, trigger: Trigger) -> list[Trigger]:
        """Return the second act of a noun that two modifiers share ("air and artillery strikes")."""
        doc, head = trigger.head.doc, trigger.head
        if not trigger.is_noun or len(trigger.frame.words) != 2 or trigger.start < 2 or doc[trigger.start - 1].dep_ != "cc":
            return []
        other = doc[trigger.start - 2]
        for frame in self.book.nouns.get(trigger.frame.words[-1], ()):
            if frame.words == (other.lower_, trigger.frame.words[-1]) and frame.kind != trigger.kind:
                return [Trigger(head, other.i, trigger.end, frame, trigger.verb, trigger.link, frame.kind)]
        return []

    @staticmethod
    def _phrase_start(token: Token, words: tuple[str, ...]) -> int | None:
        at = token.i
        for word in reversed(words[:-1]):
            at -= 1
            while at >= 0 and token.doc[at].lower_ == "-":
                at -= 1
            if at < 0:
                return None
            here = token.doc[at]
            if here.lower_ != word and here.lemma_.lower() != word:
                return None
        return at

    def _no_act(self, token: Token, start: int, frame: Frame) -> bool:
        doc, nonevents = token.doc, self.words.nonevents
        if token.i + 1 < len(doc):
            after = doc[token.i + 1]
            if after.lemma_.lower() in nonevents["after"] and (token.dep_ in ("compound", "nmod", "amod") or after.pos_ == "NOUN"):
                return True
            if after.lower_ == "-" and token.i + 2 < len(doc):  # "attack-proof", "war-torn"
                return True
        if start and doc[start - 1].lower_ in nonevents["before"]:
            return True
        if token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i:
            head = token.head
            if head.lemma_.lower() in self.book.nouns or head.lower_ in self.book.nouns:
                return frame.kind != "ceasefire"
            return frame.kind != "ceasefire" and not (len(frame.words) > 1 and frame.kind in ("airstrike", "bombing"))
        # names of operations, battles and organisations
        return token.ent_type_ in ("ORG", "LAW", "WORK_OF_ART", "PRODUCT") and token.pos_ == "PROPN" and token.is_title and (
            start > 0 and doc[start - 1].is_title and doc[start - 1].ent_type_ == token.ent_type_
        )

    def _carrier(self, noun: Token) -> tuple[Token | None, str]:
        """Find the verb that carries a noun and how it does."""
        here = noun
        while here.dep_ in ("conj", "appos", "compound", "nmod") and here.head.pos_ in NOMINAL | {"VERB"} and here.head != here:
            if here.head.pos_ == "VERB" and here.dep_ == "conj":
                break
            here = here.head
        words = self.words
        # "the bombing carried out by the coalition", "shells fired by the army"
        for kid in noun.children:
            if kid.dep_ in ("acl", "relcl") and kid.pos_ in VERBAL and kid.tag_ == "VBN" and self._is(kid, words.light["agent"]):
                return kid, "agent"
        head = here.head
        if here.dep_ in ("nsubj", "nsubjpass") and head.pos_ in VERBAL:
            if is_passive(head):
                return head, "agent" if self._is(head, words.light["agent"]) else "object"
            if self._is(head, words.light["outcome"]):
                return head, "outcome"
            return head, "occur"
        if here.dep_ in ("dobj", "attr", "oprd") and head.pos_ in VERBAL:
            if self._is(head, words.light["target"]):
                return head, "target"
            return head, "agent" if self._is(head, words.light["agent"]) else "object"
        if here.dep_ == "pobj" and here.head.dep_ in ("prep", "agent", "prt", "dative"):
            prep, verb = here.head, here.head.head
            if verb.pos_ in VERBAL:
                if f"{verb.lemma_.lower()} {prep.lower_}" in words.light["target"]:
                    return verb, "target"
                if f"{verb.lemma_.lower()} {prep.lower_}" in words.light["agent"]:
                    return verb, "agent"
                return verb, prep.lower_
        if noun.dep_ == "ROOT":
            return None, ""
        return governing_verb(noun), ""

    @staticmethod
    def _is(verb: Token, lemmas: frozenset[str]) -> bool:
        lemma, with_particle = verb_lemma(verb)
        return lemma in lemmas or with_particle in lemmas

    def _modified(self, token: Token, name: str) -> bool:
        wanted = self.words.classes[name]
        return any(kid.lemma_.lower() in wanted for kid in token.children if kid.dep_ in ("amod", "compound", "nmod", "poss"))

    def _infinitive(self, token: Token, name: str) -> Token | None:
        wanted = self.words.classes.get(name)
        for kid in token.children:
            if kid.dep_ in ("acl", "xcomp", "advcl", "relcl", "ccomp") and kid.tag_ == "VB" and kid.i > token.i:
                if wanted is None or kid.lemma_.lower() in wanted:
                    return kid
        return None

    def _complement(self, token: Token, prep: str, name: str) -> bool:
        noun = prep_object(token, prep)
        if noun is None:
            return False
        if name == "chemical" and any(kid.lemma_.lower() in self.words.classes[name] for kid in noun.subtree):
            return True
        return self.is_a(noun, name)

    def _acts(self, token: Token, name: str) -> bool:
        impact = self.words.light[name]
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in VERBAL and self._is(token.head, impact):
            return True
        return any(kid.dep_ in ("relcl", "acl") and self._is(kid, impact) for kid in token.children if kid.pos_ in VERBAL)

    # verbs

    def _verb(self, token: Token, frame: Frame) -> Trigger | None:
        end = token.i + 1
        if len(frame.words) == 1 and self._fixed_phrase(token):
            return None
        if len(frame.words) > 1:
            at = self._tail(token, frame.words[1:])
            if at is None:
                return None
            end = at + 1
        if frame.reflexive and not any(
            kid.lower_.endswith(("self", "selves")) for kid in token.doc[token.i + 1 : token.i + 3]
        ):
            return None
        if frame.infinitive:
            inner = self._infinitive(token, frame.infinitive)
            if inner is None and not (frame.kind == "agreement" and False):
                return None
            if frame.infinitive == "any" and inner is None:
                return None
        patient = deep_object(token) if frame.object else None
        if frame.object:
            if patient is None or (frame.object != "any" and not self.is_a(patient, frame.object)):
                return None
        if frame.subject:
            doer = surface_subject(token)
            if frame.subject == "not_fighter":
                if doer is None or self.is_a(doer, "armed"):
                    return None
            elif doer is None or not self.is_a(doer, frame.subject):
                return None
        if frame.preps and prep_object(token, *frame.preps) is None:
            return None
        return Trigger(token, token.i, end, frame, token, "self", frame.kind)

    def _fixed_phrase(self, verb: Token) -> bool:
        """Tell whether the verb and its object are an idiom that names no act ("took place")."""
        held = child(verb, frozenset(("dobj",)))
        after = held if held is not None else (verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None)
        return after is not None and f"{verb.lemma_.lower()} {after.lemma_.lower()}" in self.words.nonevents["phrases"]

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

    # classes

    def is_a(self, noun: Token, name: str) -> bool:
        """Tell whether a noun belongs to a word class, by its lemma or by what its name denotes."""
        wanted = self.words.classes.get(name, frozenset())
        lower, lemma = noun.lower_, noun.lemma_.lower()
        if lemma in wanted or lower in wanted or lower.rstrip("s") in wanted:
            return True
        entity = noun.ent_type_
        if name == "territory":
            return entity in PLACE_ENTITIES or (noun.pos_ == "PROPN" and entity in ("", "ORG", "PERSON"))
        if name == "party":
            return entity in GROUP_ENTITIES or self.is_a(noun, "person") or self.is_a(noun, "fighter")
        if name == "fighter":
            return entity in GROUP_ENTITIES or lower in ("they", "it", "he", "we")
        if name in ("person",):
            return entity in ("PERSON", "NORP") or lower in ("they", "them", "him", "her", "others", "he", "she") or noun.pos_ == "NUM"
        if name in ("chemical", "aid"):
            return any(kid.lemma_.lower() in wanted for kid in noun.children if kid.dep_ in ("compound", "amod", "nmod", "prep"))
        if name in ("bomb", "projectile", "explosive"):
            return any(kid.lemma_.lower() in wanted for kid in noun.children if kid.dep_ == "compound")
        return False


__all__ = ["Trigger", "TriggerFinder", "deep_subject", "direct_object", "verb_lemma"]

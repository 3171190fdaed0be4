"""Nouns that name acts ("the bombing of", "an air strike"): whether a frame fits, and the verb that carries it."""

from spacy.tokens import Token

from sayso.extract.figurative import harmless
from sayso.extract.frames import Frame, FrameBook
from sayso.extract.grammar import MODIFIERS, NOMINAL, VERBAL, governing_verb, is_passive, is_relative, prep_object
from sayso.extract.lexicon import Lexicon
from sayso.extract.word_classes import PLACE_ENTITIES, WordClasses

# How far one climbs from a noun through the papers about it ("an agreement on a plan for a truce"), in nouns.
CLIMB = 4


def verb_lemma(verb: Token) -> tuple[str, str]:
    """Return a verb's lemma and its lemma with the particle or preposition right behind it ("come", "come under")."""
    lemma = verb.lemma_.lower()
    for kid in verb.rights:
        if kid.dep_ in ("prt", "prep") and kid.i - verb.i <= 2:
            return lemma, f"{lemma} {kid.lower_}"
    return lemma, lemma


class NounMatcher:
    """Tests the noun frames of a book."""

    def __init__(self, book: FrameBook, words: Lexicon, classes: WordClasses) -> None:
        self._book, self._words, self._classes = book, words, classes

    def match(self, token: Token, frame: Frame) -> tuple[int, int, Token | None, str, Token | None] | None:
        """Return (start, end, carrying verb, its link, inner verb) where the frame fits the noun, else None."""
        start = phrase_start(token, frame.words)
        if start is None or self._no_act(token, start, frame):
            return None
        verb, link = self._carrier(token)
        if (frame.light or frame.does or frame.beside) and not self._said(token, start, verb, link, frame):
            return None
        if frame.modifiers and not self._modified(token, frame.modifiers):
            return None
        inner = self._infinitive(token, verb, frame.infinitive) if frame.infinitive else None
        if frame.infinitive and inner is None:
            return None
        if frame.halts:
            inner = prep_object(token, *self._words.nonevents["halt_links"])
            if inner is None or not self._classes.is_a(inner, frame.halts):
                return None
        if frame.of and not self._complement(token, "of", frame.of):
            return None
        if frame.to and not (self._complement(token, "to", frame.to) or self._complement(token, "for", frame.to)):
            return None
        if frame.against and not self._complement(token, "against", frame.against):
            return None
        if frame.preps and not (token.dep_ == "pobj" and token.head.lower_ in frame.preps):
            return None
        if frame.predicate and (token.head.head.pos_ not in VERBAL or self._only_which(token)):
            return None
        if frame.number == "plural" and token.tag_ not in ("NNS", "NNPS"):
            return None
        if frame.copula and not (
            token.dep_ == "attr" or (token.dep_ == "appos" and token.head.ent_type_ in PLACE_ENTITIES)
        ):
            return None
        if frame.subject_of and not self._acts(token, frame.subject_of):
            return None
        return start, token.i + 1, verb, link, inner

    def _no_act(self, token: Token, start: int, frame: Frame) -> bool:
        """Tell whether a noun is part of a title, a thing or a charge instead of naming an act."""
        doc, nonevents = token.doc, self._words.nonevents
        if token.i + 1 < len(doc):
            after = doc[token.i + 1]
            if after.lemma_.lower() in nonevents["after"] and (token.dep_ in MODIFIERS or after.pos_ == "NOUN"):
                return True
            if frame.kind == "displacement" and after.lemma_.lower() in self._words.triggers["papers"]:
                return True  # "the evacuation deal"
            if after.lower_ == "-" and token.i + 2 < len(doc):  # "attack-proof", "war-torn"
                return True
        if start and doc[start - 1].lower_ in nonevents["before"]:
            return True
        if token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i:
            head = token.head
            if head.lemma_.lower() in self._book.nouns or head.lower_ in self._book.nouns:
                return frame.kind != "ceasefire"
            return frame.kind != "ceasefire" and not (
                len(frame.words) > 1 and frame.kind in self._words.kinds["compound"]
            )
        if self._handled(token) or self._charged(token) or self._overseen(token) or self._told_in_a_work(token):
            return True
        if harmless(token, self._words):
            return True
        # names of operations, battles and organisations
        return (
            token.ent_type_ in ("ORG", "LAW", "WORK_OF_ART", "PRODUCT")
            and token.pos_ == "PROPN"
            and token.is_title
            and start > 0
            and doc[start - 1].is_title
            and doc[start - 1].ent_type_ == token.ent_type_
        )

    def _handled(self, token: Token) -> bool:
        """Tell whether a noun is a weapon that is held, found or destroyed instead of used."""
        words = self._words
        classes = words.classes
        if token.lemma_.lower() not in classes["projectile"] | classes["bomb"] | classes["buried"] | classes["device"]:
            return False
        head = next((noun for noun in (token, *token.ancestors) if noun.dep_ != "conj"), token)
        return head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_.lower() in words.nonevents["handling"]

    def _charged(self, token: Token) -> bool:
        """Tell whether a noun is the crime of a charge ("charged with murder")."""
        words = self._words.triggers
        if token.dep_ != "pobj" or token.head.lower_ not in words["charge_preps"]:
            return False
        if token.head.head.lemma_.lower() not in words["charges"]:
            return False
        return not any(kid.dep_ in ("det", "poss", "prep", "nummod") for kid in token.children)

    def _told_in_a_work(self, token: Token) -> bool:
        """Tell whether a noun is what a film or a book is about."""
        words = self._words.triggers
        if token.dep_ == "nsubj" and token.pos_ == "PROPN":  # "The Attack was a novel"
            return any(kid.dep_ == "attr" and kid.lemma_.lower() in words["works"] for kid in token.head.children)
        if token.dep_ != "pobj" or token.head.lower_ not in words["work_preps"]:
            return False
        return token.head.head.lemma_.lower() in words["works"]

    def _overseen(self, token: Token) -> bool:
        """Tell whether a noun is what somebody watches or runs ("oversees military operations"), not a count of it."""
        if any(kid.dep_ == "nummod" for kid in token.children):
            return False  # "documented 30 summary executions"
        return token.dep_ == "dobj" and token.head.lemma_.lower() in self._words.triggers["overseers"]

    # the verb that carries a noun

    def _carrier(self, noun: Token) -> tuple[Token | None, str]:
        """Find the verb that carries a noun and how it does."""
        here = noun
        while (
            here.dep_ in ("conj", "appos", "compound", "nmod")
            and here.head.pos_ in NOMINAL | {"VERB"}
            and here.head != here
        ):
            if here.head.pos_ == "VERB" and here.dep_ == "conj":
                break
            here = here.head
        while self._measured(here):  # "a series of air strikes", "a string of defeats"
            here = here.head.head
        light = self._words.light
        # "the bombing carried out by the coalition", "shells fired by the army"
        for kid in noun.children:
            if kid.dep_ in ("acl", "relcl") and kid.pos_ in VERBAL and kid.tag_ == "VBN" and _is(kid, light["agent"]):
                return kid, "agent"
        head = here.head
        if here.dep_ in ("nsubj", "nsubjpass") and head.pos_ in VERBAL:
            if is_passive(head):
                return head, "agent" if _is(head, light["agent"]) else "object"
            if _is(head, light["outcome"]):
                return head, "outcome"
            return head, "occur"
        if here.dep_ in ("dobj", "attr", "oprd") and head.pos_ in VERBAL:
            if _is(head, light["target"]):
                return head, "target"
            return head, "agent" if _is(head, light["agent"]) else "object"
        if here.dep_ == "pobj" and here.head.dep_ in ("prep", "agent", "prt", "dative"):
            prep, verb = here.head, here.head.head
            if verb.pos_ in VERBAL:
                phrasal = f"{verb.lemma_.lower()} {prep.lower_}"
                if phrasal in light["target"]:
                    return verb, "target"
                if phrasal in light["agent"]:
                    return verb, "agent"
                return verb, prep.lower_
        if noun.dep_ == "ROOT":
            return None, ""
        return governing_verb(noun), ""

    def _measured(self, noun: Token) -> bool:
        if (
            noun.dep_ != "pobj"
            or noun.head.lower_ not in self._words.triggers["measuring"]
            or noun.head.head.pos_ not in NOMINAL
        ):
            return False
        return noun.head.head.lemma_.lower() in self._words.triggers["measures"]

    def _said(self, token: Token, start: int, verb: Token | None, link: str, frame: Frame) -> bool:
        if not frame.does and not frame.beside:
            light = frozenset(frame.light)
            if frame.preps and link in frame.preps:  # "is in prison"
                return verb is not None and _is(verb, light)
            if verb is not None and link in ("agent", "target", "object") and _is(verb, light):
                return True
            # "a deal brokered by Qatar", "the agreement reached on Monday"
            return any(_done_to(kid) and _is(kid, light) for kid in token.children)
        objects, subjects, beside = self.said_of(token, start)
        return any(
            not said.isdisjoint(wanted)
            for said, wanted in ((objects, frame.light), (subjects, frame.does), (beside, frame.beside))
        )

    def said_of(self, noun: Token, start: int) -> tuple[set[str], set[str], set[str]]:
        """Return the verbs that have the noun as object, those that have it as subject, and the nouns it stands beside.

        Verbs come with and without their particle or object ("break", "break down", "take effect"). Papers about the
        noun ("an agreement on a truce") hand on what is said of them.
        """
        objects: set[str] = set()
        subjects: set[str] = set()
        beside: set[str] = set()
        for kid in noun.children:
            if kid.dep_ in ("relcl", "acl") and kid.pos_ in VERBAL:
                own = any(deep.dep_ == "nsubj" and is_relative(deep) for deep in kid.children) or kid.tag_ == "VBG"
                (subjects if own else objects).update(_forms(kid))
            elif kid.dep_ == "amod":
                lemma = kid.lemma_.lower()
                beside.add(lemma)
                if kid.tag_ in ("VBN", "VBD"):
                    objects.add(lemma)
        here = noun
        for _ in range(CLIMB):
            head, dep = here.head, here.dep_
            if dep in ("conj", "appos") and head.pos_ in NOMINAL:
                here = head
            elif dep in ("compound", "nmod", "poss", "amod") and head.pos_ in NOMINAL:
                beside.add(head.lemma_.lower())
                if head.lemma_.lower() not in self._words.triggers["papers"]:
                    break
                here = head
            elif dep in ("nsubj", "csubj") and head.pos_ in VERBAL:
                subjects.update(_forms(head))
                for kid in head.children:
                    # "the truce failed to hold", "was due to begin"
                    below = [kid] if kid.dep_ == "xcomp" else kid.children if kid.dep_ == "acomp" else ()
                    subjects.update(verb.lemma_.lower() for verb in below if verb.dep_ == "xcomp")
                break
            elif dep in ("nsubjpass", "dobj", "attr", "oprd") and head.pos_ in VERBAL:
                objects.update(_forms(head))
                break
            elif dep == "pobj":
                above = here.head.head
                if above.pos_ in VERBAL:
                    objects.update(f"{form} {here.head.lower_}" for form in _forms(above))
                    break
                beside.add(above.lemma_.lower())
                if above.i < start and above.lemma_.lower() not in self._words.triggers["papers"]:
                    break
                here = above
            else:
                break
        return objects, subjects, beside

    # conditions

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
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in VERBAL and _is(token.head, impact):
            return True
        return any(kid.dep_ in ("relcl", "acl") and _is(kid, impact) for kid in token.children if kid.pos_ in VERBAL)


def phrase_start(token: Token, words: tuple[str, ...]) -> int | None:
    """Return where the phrase that ends in `token` begins, None where its other words do not stand before it."""
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
        if clause and verb and (wanted is None or _is(kid, wanted)):
            return kid
        aimed = prep_object(kid, "at") if clause and kid.lemma_.lower() in words.nonevents["aims_at"] else None
        if aimed is not None and aimed.tag_ == "VBG" and (wanted is None or _is(aimed, wanted)):
            return aimed  # "a campaign aimed at recapturing the town"
    return None


def _done_to(clause: Token) -> bool:
    """Tell whether a clause says what was done to its noun ("a deal brokered by Qatar"), also where the tagger errs."""
    past = clause.dep_ == "acl" and clause.tag_ == "VBD" and not any(kid.dep_ == "dobj" for kid in clause.children)
    return past or (clause.dep_ in ("acl", "relcl") and clause.tag_ == "VBN")


def _is(verb: Token, lemmas: frozenset[str]) -> bool:
    lemma, with_particle = verb_lemma(verb)
    return lemma in lemmas or with_particle in lemmas


def _forms(verb: Token) -> set[str]:
    lemma = verb.lemma_.lower()
    found = {lemma}
    for kid in verb.rights:
        if kid.dep_ in ("prt", "prep", "advmod", "acomp") and kid.i - verb.i <= 2:
            found.add(f"{lemma} {kid.lower_}")
        elif kid.dep_ == "dobj":
            found.add(f"{lemma} {kid.lemma_.lower()}")
    return found

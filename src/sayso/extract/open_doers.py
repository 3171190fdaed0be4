"""Who may have done an act told before, as a sentence behind it tells: whose work it was, or which of two it may be."""

from spacy.attrs import LEMMA, LOWER
from spacy.tokens import Doc, Token

from sayso.extract.clusters import Cluster
from sayso.extract.frames import frame_book
from sayso.extract.grammar import by_agent, direct_object, is_passive, negated, prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.reading.boundaries import sentence_numbers
from sayso.reading.spelling import columns

# How many sentences behind an act its doer may be told.
REACH = 2


class OpenDoers:
    """The sentences of one report that tell of a doer without telling the act anew."""

    def __init__(self, doc: Doc) -> None:
        self._sentences = sentence_numbers(doc)
        self._found: list[tuple[int, Token]] = []
        words = lexicon().nonevents
        lowers, lemmas = columns(doc, LOWER, LEMMA)
        by_form = words["open_links"] | words["behind"]
        by_lemma = words["signs_of_doers"] | words["blaming_whom"]
        for i, (lower, lemma) in enumerate(zip(lowers, lemmas, strict=True)):
            if lower not in by_form and lemma.lower() not in by_lemma:
                continue
            word = doc[i]
            doer = _left_open(word) or _by_its_look(word) or _behind_it(word) or _blamed(word)
            if doer is not None:
                self._found.append((word.i, doer))

    def of(self, cluster: Cluster) -> list[Token]:
        """Return the heads of those who may have done an act, as told behind it."""
        heads = [act.trigger.head.i for act in cluster.acts]
        return [doer for at, doer in self._found if any(self._near(head, at) for head in heads)]

    def _near(self, head: int, at: int) -> bool:
        return head < at and self._sentences[at] - self._sentences[head] <= REACH


def _left_open(link: Token) -> Token | None:
    """Return the first of those between whom it is open ("not clear whether the army or the militia had fired")."""
    words = lexicon().nonevents
    if link.lower_ not in words["open_links"] or link.dep_ != "mark":
        return None
    verb, above = link.head, link.head.head
    told = (above, *(kid for kid in above.children if kid.dep_ in ("acomp", "attr", "dobj")))
    if not any(word.lemma_.lower() in words["open_words"] or word.lower_ in words["open_words"] for word in told):
        return None
    doing = verb.lemma_.lower() in lexicon().light["agent"] | words["doing_it"]
    if not doing:
        return None
    doer = by_agent(verb) if is_passive(verb) else surface_subject(verb)
    act = doer is not None and doer.lemma_.lower() in frame_book().nouns  # "unclear if the push for the city had begun"
    return None if act else doer


def _by_its_look(sign: Token) -> Token | None:
    """Return whose an act is by its look ("it was the work of the militia", "bore the hallmarks of the group")."""
    words = lexicon().nonevents
    if sign.lemma_.lower() not in words["signs_of_doers"] or sign.dep_ not in ("attr", "dobj", "pobj"):
        return None
    verb = sign.head if sign.dep_ != "pobj" else sign.head.head
    if sign.lemma_.lower() in words["signs_if_said"] and verb.lemma_ != "be":
        return None  # "it was the work of", not "they stopped the work of"
    return None if negated(verb) else prep_object(sign, "of")


def _behind_it(link: Token) -> Token | None:
    """Return who is said to be behind what was told ("rebels were behind it")."""
    words = lexicon().nonevents
    verb = link.head
    if link.lower_ not in words["behind"] or link.dep_ != "prep" or verb.lemma_ != "be" or negated(verb):
        return None
    it = any(kid.dep_ == "pobj" and kid.lower_ in words["standing_for_it"] for kid in link.children)
    return surface_subject(verb) if it else None


def _blamed(verb: Token) -> Token | None:
    """Return who is blamed where the words do not say for what ("officials blamed the militia")."""
    words = lexicon().nonevents
    if verb.lemma_.lower() not in words["blaming_whom"] or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None  # not "an attempt to blame the rebels"
    if is_passive(verb) or negated(verb):
        return None
    held = direct_object(verb)
    told = (kid for word in (verb, held) if word is not None for kid in word.children if kid.dep_ == "prep")
    return None if any(link.lower_ in words["blamed_for"] for link in told) else held

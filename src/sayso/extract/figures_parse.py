"""What befell the people counted, as the grammar of the sentence tells it: "five people on board died"."""

from spacy.tokens import Doc, Token

from sayso.extract.figures_link import TOLL_REACH, Link, link_verb
from sayso.extract.figures_people import People
from sayso.extract.figures_words import outcome_words


def link_parse(doc: Doc, people: People) -> Link | None:
    """Read the dependency parse: objects and passive subjects of verbs, subjects of "die", nouns with "of"."""
    head = _summed(doc[people.head])
    verb = _held_true(head)
    if verb is not None:
        passive = any(kid.dep_ == "auxpass" for kid in verb.children)
        return _fate(verb, people) or (link_verb(doc, verb, people, passive=True) if passive else None)
    verb = head.head
    if head.dep_ in ("dobj", "nsubjpass"):
        link = link_verb(doc, verb, people, passive=head.dep_ == "nsubjpass")
        return link if link and not (head.dep_ == "dobj" and abs(verb.i - people.start) > TOLL_REACH) else None
    if head.dep_ == "nsubj":
        return _subject_of(verb, people)
    return _among_them(verb) if head.dep_ == "attr" and verb.lemma_ == "be" else None


def _summed(head: Token) -> Token:
    """Return the noun that a count stands behind: "a total of 21 people, including two medics, were killed"."""
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in outcome_words().sets["sums"]:
        return head.head.head
    return head


def _held_true(subject: Token) -> Token | None:
    """Return the verb of what is held true of the people: "five on board are believed to have died"."""
    verb = subject.head
    if subject.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_.lower() not in outcome_words().sets["held_true"]:
        return None
    return next((kid for kid in verb.children if kid.dep_ == "xcomp" and verb.tag_ == "VBN"), None)


def _fate(verb: Token, people: People) -> Link | None:
    outcome = outcome_words().by["fates"].get(verb.lemma_.lower())
    return Link(outcome, verb.i, "fate") if outcome and (people.known or people.elided) else None


def _subject_of(verb: Token, people: People) -> Link | None:
    """Read what its subject did or was: "12 died", "12 are dead", "two were among the dead"."""
    words = outcome_words()
    fate = _fate(verb, people)
    if fate is not None:
        return fate
    for child in verb.children:
        if verb.lemma_ == "be" and child.dep_ == "acomp" and child.lower_ in words.by["states"]:
            return Link(words.by["states"][child.lower_], child.i, "state")
    return _among_them(verb)


def _among_them(verb: Token) -> Link | None:
    """Read "two aid workers were among the dead", "among the dead were two aid workers"."""
    words = outcome_words()
    for child in verb.children:
        if child.lower_ in words.sets["among"]:
            for noun in child.children:
                if noun.lower_ in words.by["states"]:
                    return Link(words.by["states"][noun.lower_], noun.i, "state")
    return None

"""Questions to a dependency parse: who is the subject of this verb, what is its object, where does a phrase end.

The parse is the ClearNLP-style English scheme of spaCy's pipelines. Verbs without a subject of their own borrow it:
from the verb they are joined to, from the clause that controls them, or from the noun they modify.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.extract.lexicon import lexicon

SUBJECTS = frozenset(("nsubj", "csubj"))
PASSIVE_SUBJECTS = frozenset(("nsubjpass", "csubjpass"))
OBJECTS = frozenset(("dobj", "dative", "oprd", "attr"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
VERBAL = frozenset(("VERB", "AUX"))
# How many verbs or nouns joined to one another are followed: a text of nothing but verbs is no sentence.
LONGEST_CHAIN = 30
# From how many letters a word in capitals may be the town of a dateline.
_TOWN = 4
# How a word before a noun hangs on it.
MODIFIERS = frozenset(("amod", "compound", "nmod", "poss"))
# What stands at a passive participle, and what does not.
_BY = frozenset(("agent",))
_ACTIVE = frozenset(("aux", "dobj"))


def child(token: Token, labels: frozenset[str]) -> Token | None:
    """Return the first child with one of the dependency labels."""
    for kid in token.children:
        if kid.dep_ in labels:
            return kid
    return None


def is_passive(verb: Token, depth: int = 0) -> bool:
    """Tell whether a verb stands in the passive (also "civilians killed in the strike")."""
    for kid in verb.children:
        if kid.dep_ in ("nsubjpass", "auxpass", "csubjpass"):
            return True
    if verb.tag_ == "VBN" and verb.dep_ != "conj" and child(verb, _BY) is not None and child(verb, _ACTIVE) is None:
        return True  # "a truce agreed by both sides has held": the parse may take the participle for the verb
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and by_agent(verb) is None:
        # "the members killed" is passive however tagged; "the coalition killed 21 civilians" is a clause misread
        return not any(kid.dep_ in SUBJECTS or (kid.dep_ == "dobj" and kid.i > verb.i) for kid in verb.children)
    if verb.tag_ != "VBN":
        return False
    # "people have been killed and 10 million displaced": the count is who was
    shared = verb.dep_ == "conj" and direct_object(verb) is None
    for kid in verb.children:
        if kid.dep_ in SUBJECTS and not (shared and kid.pos_ == "NUM"):
            return False
        if kid.dep_ == "aux" and kid.lemma_ == "have":
            return False
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and depth < LONGEST_CHAIN:
        return is_passive(verb.head, depth + 1)
    return verb.dep_ != "ROOT" or by_agent(verb) is not None


def is_relative(token: Token) -> bool:
    """Tell whether a word may stand for the noun that its clause modifies ("the army, which ...")."""
    return token.lower_ in lexicon().nonevents["relatives"]


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the token itself."""
    if is_relative(token) and token.pos_ in ("PRON", "DET", "SCONJ"):
        verb = token.head
        for _ in range(6):
            if verb.dep_ == "relcl":
                return _bare_before(token, verb.head) or _of_one(verb.head, token.head)
            if verb.head == verb:
                break
            verb = verb.head
        before = token.i - (2 if token.i > 1 and token.nbor(-1).lower_ == "," else 1)
        noun = token.doc[before] if before >= token.sent.start else None
        if noun is not None and noun.pos_ in ("NOUN", "PROPN") and token.tag_ in ("WDT", "WP"):
            return noun  # "Chad, which backs the rebels": the parse hung the clause on the verb above
    return token


def _bare_before(pronoun: Token, noun: Token) -> Token | None:
    """Return bare forces, joined to others, which only their clause tells apart ("rebels and forces that back him")."""
    last = pronoun.nbor(-1) if pronoun.i else noun
    bare = last.dep_ == "conj" and last.tag_ == "NNS" and last.left_edge == last and noun.is_ancestor(last)
    return last if bare and last.lemma_.lower() in lexicon().classes["fighter"] else None


def _of_one(noun: Token, verb: Token) -> Token:
    """Return the noun in the singular that "of" ties many to, if its verb is ("an alliance of groups that holds")."""
    above = noun.head.head
    many = noun.tag_ == "NNS" and noun.dep_ == "pobj" and noun.head.lower_ == "of"
    return above if many and verb.tag_ == "VBZ" and above.tag_ == "NN" else noun


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return what stands as the grammatical subject of a verb, borrowed where it has none of its own."""
    for kid in verb.children:
        if kid.dep_ in SUBJECTS or kid.dep_ in PASSIVE_SUBJECTS:
            return antecedent(_behind_dateline(kid))
    if depth > 5:
        return None
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "conj" and verb.tag_ == "VBD" and head.tag_ == "VBG" and head.dep_ == "pcomp":
        above = governing_verb(head)  # "accused the army of shelling the town and fired missiles": who accused fired
        return surface_subject(above, depth + 1) if above is not None else None
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep") and head.pos_ in VERBAL:
        asked = _called_on(verb, head)
        if asked is not None:
            return asked
        if verb.dep_ == "xcomp":
            held = child(head, OBJECTS)
            if held is not None and held.i < verb.i:
                return held
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VBN", "VB"):
            return None
        return surface_subject(head, depth + 1)
    if verb.dep_ == "xcomp" and head.dep_ == "acomp" and head.head.pos_ in VERBAL:  # "they were unable to leave"
        return surface_subject(head.head, depth + 1)
    if verb.dep_ in ("acl", "relcl"):
        if verb.tag_ == "VB" and head.head.pos_ in VERBAL:  # "launched an operation to retake": the launcher retakes
            return surface_subject(head.head, depth + 1)
        above = governing_verb(head) if verb.tag_ == "VB" and head.ent_type_ == "DATE" else None
        if above is not None:  # "his forces have been trying for months to surround the city"
            return surface_subject(above, depth + 1)
        return _counted_together(head)
    if verb.dep_ == "pcomp" and head.head.pos_ in VERBAL:
        held = child(head.head, OBJECTS)
        words = lexicon().nonevents
        charged = head.head.lemma_.lower() in words["accusing"]  # "accused the army of gassing people by firing"
        if held is not None and held.i < verb.i and (charged or head.lower_ in words["object_clauses"]):
            return held
        return surface_subject(head.head, depth + 1)
    if verb.dep_ == "pcomp" and head.head.dep_ == "acomp" and head.head.lower_ in lexicon().nonevents["answerable"]:
        return surface_subject(head.head.head, depth + 1)  # "rebels were responsible for carrying out the raid"
    if verb.dep_ == "pcomp" and head.head.pos_ in NOMINAL:  # "achieved a goal of encircling the city"
        owner = child(head.head, frozenset(("poss",)))
        above = head.head.head
        if above.lemma_.lower() in lexicon().nonevents["accusing"]:  # "accused separatists of shelling the town"
            return head.head
        if owner is None and head.head.dep_ == "dobj" and above.pos_ in VERBAL:
            return surface_subject(above, depth + 1)
        if owner is None and head.lower_ in lexicon().nonevents["means_to"] and _by_means(head.head):
            return surface_subject(above.head, depth + 1)  # "in addition to seizing", "with the aim of seizing"
        return owner
    return None


def _by_means(noun: Token) -> bool:
    """Tell whether a noun stands behind a verb to say to what end or besides what its subject acts."""
    link = noun.head
    return noun.dep_ == "pobj" and link.lower_ in lexicon().nonevents["by_means"] and link.head.pos_ in VERBAL


def _called_on(verb: Token, above: Token) -> Token | None:
    """Return who is asked to do something: "called on the rebels to withdraw", "appealed to them to stop"."""
    if verb.tag_ != "VB" or above.lemma_.lower() not in lexicon().nonevents["appealing"]:
        return None
    return prep_object(above, *lexicon().nonevents["appealed_to"])


def _behind_dateline(subject: Token) -> Token:
    """Return the subject behind the town of a dateline that was taken for one ("MOSCOW A bomber blew himself up")."""
    if subject.i > subject.sent.start or not subject.is_upper or len(subject) < _TOWN:
        return subject
    others = (kid for kid in subject.head.children if kid.dep_ == subject.dep_ and kid.i > subject.i)
    other = next(others, None)
    return other if other is not None and other.left_edge.i == subject.i + 1 else subject


def _counted_together(noun: Token) -> Token:
    """Return the first of nouns that share a number ("78 women and children held by the group"), else the noun."""
    first = noun.head
    if noun.dep_ != "conj" or first.tag_ not in ("NNS", "NNPS") or noun.tag_ not in ("NNS", "NNPS"):
        return noun
    shared = any(kid.dep_ == "nummod" for kid in first.children) and not any(True for kid in noun.lefts)
    return first if shared and noun.i - first.i == 2 else noun


def by_agent(token: Token) -> Token | None:
    """Return the noun of a "by" phrase that hangs on a verb or noun."""
    for kid in token.children:
        if kid.dep_ == "agent" or (kid.dep_ == "prep" and kid.lower_ == "by"):
            for grandkid in kid.children:
                if grandkid.dep_ == "pobj" and grandkid.ent_type_ not in ("DATE", "TIME"):
                    return grandkid
    return None


def prep_object(token: Token, *prepositions: str) -> Token | None:
    """Return the noun of the first phrase with one of the prepositions that hangs on `token`; a day is none."""
    for kid in token.children:
        if kid.dep_ in ("prep", "dative", "prt") and kid.lower_ in prepositions:
            for grandkid in kid.children:
                if grandkid.dep_ in ("pobj", "pcomp") and grandkid.ent_type_ not in ("DATE", "TIME"):
                    return grandkid
                if grandkid.dep_ == "prep":  # "in favour of", "out of"
                    for deep in grandkid.children:
                        if deep.dep_ == "pobj":
                            return deep
    return None


def direct_object(verb: Token) -> Token | None:
    """Return the object of an active verb: its own, the noun it modifies as a relative clause, or the next noun."""
    for kid in verb.children:
        if kid.dep_ in ("dobj", "attr", "oprd") and kid.i > verb.i:
            return kid
    if verb.dep_ == "relcl" and any(kid.dep_ in SUBJECTS and not is_relative(kid) for kid in verb.children):
        return verb.head
    for kid in verb.children:
        if (
            kid.dep_ in ("ccomp", "dep", "npadvmod", "nmod")
            and kid.pos_ in ("NOUN", "PROPN")
            and 0 < kid.i - verb.i < 6
        ):
            return kid if kid.ent_type_ not in ("DATE", "TIME") else None
    return None


def deep_subject(verb: Token) -> Token | None:
    """Return the doer of a verb: the subject of an active clause, the "by" phrase of a passive one."""
    return by_agent(verb) if is_passive(verb) else surface_subject(verb)


def deep_object(verb: Token) -> Token | None:
    """Return what a verb is done to: the subject of a passive clause, else the object."""
    return surface_subject(verb) if is_passive(verb) else direct_object(verb)


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above a noun."""
    here = token
    while here.head != here:
        here = here.head
        if here.pos_ in VERBAL:
            return here
    return None


def holds(top: Token, words: Iterable[Token]) -> bool:
    """Tell whether one of some words stands at or under a word in the parse."""
    return any(top == word or top.is_ancestor(word) for word in words)


def auxiliaries(verb: Token, depth: int = 0) -> list[Token]:
    """Return the auxiliaries of a verb, those of the verb it is joined to where it has none."""
    found = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass")]
    if (
        not found
        and depth < LONGEST_CHAIN
        and verb.dep_ == "conj"
        and verb.head.pos_ in VERBAL
        and not any(k.dep_ in SUBJECTS for k in verb.children)
    ):
        return auxiliaries(verb.head, depth + 1)
    return found


def negated(verb: Token) -> bool:
    """Tell whether a verb is negated ("did not"); what "had never been used before" was used now."""
    words = lexicon().nonevents
    kids = list(verb.children)
    first = any(kid.lower_ in words["never"] for kid in kids) and any(kid.lower_ in words["before_now"] for kid in kids)
    return not first and any(kid.dep_ == "neg" for kid in kids)


def is_nothing(noun: Token, words: frozenset[str]) -> bool:
    """Tell whether a phrase says that there is none, by `words`: "nobody", "no civilian area"."""
    return noun.lower_ in words or any(kid.dep_ == "det" and kid.lower_ in words for kid in noun.children)

"""The party behind a doer: the owner of a weapon, whoever fired it, whose act it was ("Russia, whose planes ...")."""

from spacy.tokens import Token

from sayso.extract.doers import Doers
from sayso.extract.doers_beyond import named_before
from sayso.extract.frames import frame_book
from sayso.extract.grammar import VERBAL, antecedent, by_agent, deep_subject, prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.triggers import TriggerFinder
from sayso.extract.voices.cues import load_cues
from sayso.extract.weapons import counted, weapon_words
from sayso.extract.word_classes import GROUP_ENTITIES


class PartyBehind:
    """Finds who stands behind the word that the parse gives as the doer."""

    def __init__(self, finder: TriggerFinder, doers: Doers) -> None:
        self._finder, self._doers = finder, doers
        self._classes = lexicon().classes
        self._weapons = weapon_words()
        self._kinds = frame_book().kinds

    def party(self, token: Token | None, after: int = -1) -> Token | None:
        """Return the party behind a doer: for a weapon its owner or who fired it, for an act nobody."""
        if token is None:
            return None
        token = self._of_act(antecedent(token))
        if token.i <= after:
            return None  # back at the part of which it was to be the whole
        token = self._by_name(token)
        if token.ent_type_ in ("DATE", "TIME") or _is_bare_number(token):
            return None
        clause = _owning_clause(token)
        if clause is not None:
            return clause.head
        lemma = token.lemma_.lower()
        many = counted(token)
        if many is not None and many != token and many.lemma_.lower() in self._weapons:  # "a number of shells"
            return self.party(many, token.i)
        if lemma in lexicon().nonevents["partitives"]:  # "the start of Iraqi operations to retake the city"
            return self.party(prep_object(token, "of"), token.i)
        if lemma in self._classes["aircraft"]:
            token = self._doers.owner(token) or token
            lemma = token.lemma_.lower()
        people = any(lemma in self._classes[name] for name in ("armed", "person", "aircraft"))
        if lemma in self._weapons and not people and lemma not in lexicon().nonevents["doers"]:
            return self._who_fired(token)
        force = self._finder.is_a(token, "fighter") and not self._finder.is_a(token, "assault_noun")
        if lemma in self._finder.book.nouns and not force:
            return self._whose_act(token, lemma)
        return token

    def _of_act(self, noun: Token) -> Token:
        """Return the act where a clause hangs on what it was done to ("the bombing of a school that killed")."""
        act, told = noun.head.head, any(kid.dep_ == "relcl" for kid in noun.children)
        hit = told and noun.pos_ == "NOUN" and noun.dep_ == "pobj" and not self._finder.is_a(noun, "fighter|person")
        lemma = act.lemma_.lower()
        named = lemma in self._finder.book.nouns and lemma not in lexicon().nonevents["partitives"]
        return act if hit and act.pos_ == "NOUN" and named else noun

    def _by_name(self, token: Token) -> Token:
        """Return the name that the doer is given beside it, else the doer."""
        named = surface_subject(token.head) if token.dep_ == "attr" and token.head.lemma_ == "be" else None
        if named is not None and named.i in self._doers.named:
            token = named  # "the alliance is the force that fights the group"
        token = named_before(token, self._doers.named) or token
        if token.dep_ == "appos" and token.head.ent_type_ == "PERSON":  # "Salman Abedi, the man who carried out ..."
            token = token.head
        return token

    def _who_fired(self, weapon: Token) -> Token | None:
        """Return who fired, owns or sent a weapon ("a rocket fired from the enclave", "a Houthi missile")."""
        owner = by_agent(weapon) or self._doers.before(weapon, weapon.i) or self._doers.fired_from(weapon)
        if owner is None:
            for kid in weapon.children:
                if kid.dep_ in ("acl", "relcl") and kid.pos_ in VERBAL:
                    owner = by_agent(kid) or prep_object(kid, "from")
                    if owner is not None:
                        break
        return owner

    def _whose_act(self, act: Token, lemma: str) -> Token | None:
        """Return who did the act that is said to do another ("Russian air strikes killed ten")."""
        if any(self._kinds[frame.kind].reciprocal for frame in self._finder.book.nouns[lemma]):
            # "Syria's war has forced millions to flee": no one side did; but "Houthi fire killed three"
            before = self._doers.before(act, act.i) if lemma in lexicon().nonevents["fired"] else None
            known = before is not None and (before.ent_type_ in GROUP_ENTITIES or before.i in self._doers.named)
            return before if known or (before is not None and self._finder.is_a(before, "belligerent")) else None
        return by_agent(act) or self._doers.before(act, act.i) or self._doers.behind(act) or _launcher(act)


def _launcher(act: Token) -> Token | None:
    """Return who set going an act that is said to do another ("it launched an offensive, seizing two towns")."""
    carried = act.dep_ == "dobj" and act.head.lemma_.lower() in lexicon().light["agent"]
    return deep_subject(act.head) if carried else None


def is_nobody(doer: Token) -> bool:
    """Tell whether a phrase says that there is no such doer ("no group", "nobody"), or asks for one."""
    nothing = load_cues().words["negations"]
    if doer.tag_ == "WP" and antecedent(doer) == doer:  # "it is not known who shelled the town"
        return True
    return doer.lower_ in nothing or any(kid.dep_ == "det" and kid.lower_ in nothing for kid in doer.lefts)


def _is_bare_number(token: Token) -> bool:
    """Tell whether a doer is no more than a number; "hundreds of people" and "one of its fighters" are people."""
    return token.ent_type_ == "CARDINAL" and token.tag_ != "NNS" and prep_object(token, "of") is None


def _owning_clause(token: Token) -> Token | None:
    """Return the verb of a clause that says whose a doer is ("Russia, whose planes carried out raids")."""
    if not any(kid.dep_ == "poss" and kid.lower_ == "whose" for kid in token.children):
        return None
    verb = token.head
    while verb.dep_ != "relcl" and verb.head != verb:
        verb = verb.head
    return verb if verb.dep_ == "relcl" else None

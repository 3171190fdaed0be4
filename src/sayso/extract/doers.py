"""Who does an act that a noun names, as the words around the noun tell it: before it, or behind it."""

from spacy.tokens import Span, Token

from sayso.extract.grammar import MODIFIERS, by_agent, is_passive, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.triggers import TriggerFinder
from sayso.extract.word_classes import GROUP_ENTITIES

# How many tokens behind an event noun a "by" phrase may start ("an air strike on Tuesday by the coalition").
BY_REACH = 9


# Names that fire may come from; from a country's ground others may fire.
SENDERS = frozenset(("ORG", "NORP"))


class Doers:
    """Reads doers off the words beside nouns; `named` are the tokens of named parties of the report at hand."""

    def __init__(self, finder: TriggerFinder) -> None:
        self._finder = finder
        self._links = lexicon().nonevents
        self.named: frozenset[int] | set[int] = frozenset()

    def is_party(self, token: Token | None) -> bool:
        """Tell whether a noun may name a party: a name, or a word for fighters."""
        return token is not None and (token.ent_type_ in GROUP_ENTITIES or self._finder.is_a(token, "fighter"))

    def owner(self, weapon: Token) -> Token | None:
        """Return who is said to have sent what flies by itself ("two drones launched by the militia hit the port")."""
        sent = (kid for kid in weapon.children if kid.dep_ == "acl" and kid.lemma_.lower() in lexicon().light["agent"])
        return next((doer for doer in map(by_agent, sent) if doer is not None), None)

    def is_group(self, token: Token | None) -> bool:
        """Tell whether a noun may name a party, or is a word for a body with its name before it ("the M23 group")."""
        if token is None or self.is_party(token) or token.lemma_.lower() not in self._links["bodies"]:
            return self.is_party(token)
        return any(kid.i in self.named for kid in token.lefts)

    def behind(self, noun: Token) -> Token | None:
        """Return who stands in a "by" phrase right behind a noun or verb, whatever the parse hangs it on.

        Of fire, also whom it comes from ("mortar fire from the enclave").
        """
        doc, sentence = noun.doc, noun.sent
        for i in range(noun.i + 1, min(noun.i + BY_REACH, sentence.end - 1)):
            here = doc[i]
            if here.pos_ == "VERB" or here.is_punct or here.lower_ == "and":
                shared = here.lower_ == "and" and (
                    any(kid.i > noun.i for kid in noun.conjuncts) or self._an_act(doc[i + 1 : i + 3])
                )
                if not shared:
                    return None
            if here.lower_ == "by":
                for kid in here.children:
                    if kid.dep_ == "pobj" and (kid.i in self.named or self.is_party(kid)):
                        return kid
                return None
            if here.lower_ == "from" and noun.lemma_.lower() in self._links["fired"]:
                for kid in here.children:
                    named = kid.ent_type_ in SENDERS or (kid.i in self.named and kid.ent_type_ == "")
                    held = self.holder(kid)
                    if held is not None:
                        return held
                    named = named or (kid.lower_ in self._links["own_side"] and kid.left_edge.i < kid.i)
                    if kid.dep_ == "pobj" and (named or self._finder.is_a(kid, "armed")):
                        return kid
        return None

    def holder(self, ground: Token | None) -> Token | None:
        """Return who holds the ground that fire comes from ("rebel-held areas", "positions held by rebels")."""
        if ground is None or not self._finder.is_a(ground, "settlement|fired_ground"):
            return None
        for kid in ground.children:
            if kid.dep_ in ("acl", "relcl") and kid.lemma_.lower() in self._links["keeping_ground"]:
                return by_agent(kid)
            if kid.i < ground.i and kid.lower_ in self._links["kept_ground"]:
                return next((word for word in kid.lefts if word.text != "-"), None)
            armed = self._finder.is_a(kid, "armed") or (kid.i in self.named and kid.ent_type_ != "GPE")
            if kid.i < ground.i and kid.dep_ in MODIFIERS and armed:  # "the rebel enclave"
                return kid
        return None

    def fired_from(self, shot: Token) -> Token | None:
        """Return who holds the ground that something was fired from, or whoever is named as firing it."""
        fired = [kid for kid in shot.children if kid.dep_ in ("acl", "relcl")]
        fired += [shot.head] if shot.dep_ in ("nsubj", "nsubjpass") else []  # the parse may take "fired" for the verb
        if shot.dep_ == "pobj" and shot.head.lower_ == "of" and shot.head.head.dep_ in ("nsubj", "nsubjpass"):
            fired.append(shot.head.head.head)  # "a number of shells fired"
        for verb in fired:
            if verb.lemma_.lower() in lexicon().light["agent"]:
                origin = prep_object(verb, "from")
                if origin is not None and self._finder.is_a(origin, "aircraft"):
                    return origin  # "bombs dropped from a Russian plane"
                ground = self.holder(origin)
                if ground is not None:
                    return ground
        return self.holder(prep_object(shot, "from"))

    def meanwhile(self, verb: Token) -> Token | None:
        """Return the armed people whose doing tells when something was done ("abducted when gunmen stopped them")."""
        for kid in verb.children:
            if kid.dep_ != "advcl" or is_passive(kid):
                continue
            when = any(
                word.lower_ in self._links["whenever"] and word.dep_ in ("advmod", "mark") for word in kid.children
            )
            doer = next((word for word in kid.children if word.dep_ == "nsubj"), None)
            if when and doer is not None and self._finder.is_a(doer, "armed"):
                return doer
        return None

    def _an_act(self, words: Span) -> bool:
        """Tell whether the next words name another act ("shelling and air strikes by the army")."""
        return any(word.lemma_.lower() in self._finder.book.nouns for word in words)

    def gathered(self, noun: Token) -> Token | None:
        """Return who met ("a meeting of G5 foreign ministers"); a meeting of minds is nobody's."""
        of = prep_object(noun, "of")
        return of if of is not None and (self.is_group(of) or self._finder.is_a(of, "official")) else None

    @staticmethod
    def hands(token: Token) -> Token | None:
        """Return at whose hands something happened ("a string of defeats at the hands of the army")."""
        hand = prep_object(token, "at")
        return prep_object(hand, "of") if hand is not None and hand.lemma_.lower() == "hand" else None

    def before(self, noun: Token, start: int) -> Token | None:
        """Return the party named before the noun ("Russian air strikes", "the regime's shelling", "US-led strikes")."""
        doc = noun.doc
        best = None
        for kid in noun.lefts:
            if kid.i >= start or kid.dep_ not in MODIFIERS or self._opposed(kid):
                continue
            if kid.tag_ == "PRP$":  # "its air strikes"
                best = kid
                continue
            official = noun.lemma_.lower() in self._links["gatherings"] and self._finder.is_a(kid, "official")
            if kid.ent_type_ in GROUP_ENTITIES or kid.i in self.named or self._finder.is_a(kid, "fighter") or official:
                # "US-led coalition strikes": the last word of the name, not its first
                one = best is not None and all(i in self.named for i in range(best.i, kid.i + 1))
                best = kid if best is None or one else best
        if best is None and start > noun.sent.start and not self._opposed(doc[start - 1]):
            before = doc[start - 1]
            # "regime air strikes", "the brutal government offensive", however the parse hangs the word
            beside = start <= before.head.i <= noun.i and self._finder.is_a(before, "belligerent")
            if before.ent_type_ in ("NORP", "ORG") or before.i in self.named or beside:
                best = before
        return best if best is None else self._first_of_two(noun, best)

    def _first_of_two(self, noun: Token, doer: Token) -> Token:
        """Return the first of two doers where the parse joins it to their act ("regime or Russian strikes")."""
        other = noun.head
        if noun.dep_ != "conj" or not other.i < doer.i < noun.i or not self.is_party(other):
            return doer
        link = noun.doc[other.i + 1]
        beside = link.lower_ in self._links["either"] and noun.left_edge.i == link.i + 1
        return other if beside and doer.dep_ != "poss" else doer

    @staticmethod
    def _opposed(modifier: Token) -> bool:
        """Tell whether a modifier names whom an act is against ("anti-government protests")."""
        doc, at = modifier.doc, modifier.i
        return modifier.lower_.startswith("anti") or (
            at > 1 and doc[at - 1].lower_ == "-" and doc[at - 2].lower_ == "anti"
        )

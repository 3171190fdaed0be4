"""Who does an act and to whom: the agent and the target of a trigger, as the head words of their phrases."""

from dataclasses import dataclass

from spacy.tokens import Token

from sayso.extract.frames import frame_book
from sayso.extract.grammar import (
    MODIFIERS,
    NOMINAL,
    VERBAL,
    antecedent,
    by_agent,
    deep_object,
    deep_subject,
    direct_object,
    is_passive,
    joined,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import lexicon
from sayso.extract.triggers import Trigger, TriggerFinder
from sayso.extract.word_classes import GROUP_ENTITIES

# How many tokens behind an event noun a "by" phrase may start ("an air strike on Tuesday by the coalition").
BY_REACH = 9


@dataclass(slots=True)
class Roles:
    """Head tokens of the agent, the target and (for words of death and injury) the victims; None where not told."""

    agent: Token | None = None
    target: Token | None = None
    victims: Token | None = None


class RoleFinder:
    """Reads roles off the parse around a trigger."""

    def __init__(self, finder: TriggerFinder) -> None:
        self._finder = finder
        self._classes = lexicon().classes
        self._links = lexicon().nonevents
        self._kinds = frame_book().kinds
        self._named: frozenset[int] | set[int] = frozenset()
        self._weapons = (
            frozenset().union(*lexicon().means.values()) | self._classes["projectile"] | self._classes["bomb"]
        )

    def roles(self, trigger: Trigger, named: frozenset[int] | set[int] = frozenset()) -> Roles:
        """Return the roles told in the trigger's own clause; `named` are the tokens of named parties."""
        self._named = named
        found = self._of_noun(trigger) if trigger.is_noun else self._of_verb(trigger)
        found.agent = self._doer(found.agent)
        if found.target is not None:
            found.target = antecedent(found.target)
        if found.agent is not None and found.target is not None and found.agent.i == found.target.i:
            found.target = None
        if self._kinds[trigger.kind].reciprocal:
            self._other_side(trigger, found)
        return found

    # verbs

    def _of_verb(self, trigger: Trigger) -> Roles:
        verb, frame = trigger.head, trigger.frame
        found = Roles()
        if frame.casualty:
            found.victims = surface_subject(verb) if frame.target == "subject" else deep_object(verb)
            found.target = found.victims
            found.agent = None if frame.agent == "none" else deep_subject(self._told_by(verb))
            if found.agent is None:
                found.agent = by_agent(verb)
            return found
        if frame.agent == "subject":
            found.agent = deep_subject(verb)
        elif frame.agent == "object":
            found.agent = deep_object(verb)
        elif frame.agent not in ("none", "modifier"):
            found.agent = prep_object(verb, frame.agent)
        match frame.target:
            case "none":
                pass
            case "object":
                found.target = deep_object(verb)
                if found.target is None:
                    found.target = prep_object(verb, *self._links["aimed_at"])
            case "subject":
                found.target = surface_subject(verb)
            case "object_or_against":
                found.target = deep_object(verb) or prep_object(verb, "against", "with")
            case "object_or_with":
                found.target = direct_object(verb) or prep_object(verb, "with")
            case preposition:
                held = direct_object(verb)
                found.target = prep_object(verb, preposition, "against") or self._aimed(held)
                if found.target is None and held is not None:  # "held talks with the government"
                    found.target = prep_object(held, preposition)
        return found

    def _told_by(self, verb: Token) -> Token:
        """Return the verb whose outcome a participle tells: the last act before it, not what that act hangs on.

        In "police hunt a man whose device exploded, wounding 13" the device wounds, whatever the parse hangs it on.
        """
        if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.head.i > verb.i:
            return verb
        for i in range(verb.i - 1, verb.head.i, -1):
            before = verb.doc[i]
            if before.pos_ == "VERB" and before.dep_ in ("relcl", "ccomp") and before.lemma_ in self._finder.book.verbs:
                return before
        return verb

    def _aimed(self, noun: Token | None) -> Token | None:
        return None if noun is None else prep_object(noun, *self._links["aimed_about"])

    # nouns

    def _of_noun(self, trigger: Trigger) -> Roles:
        noun, verb, link = trigger.head, trigger.verb, trigger.link
        found = Roles(agent=by_agent(noun), target=prep_object(noun, *self._links["aimed_at"]))
        between = prep_object(noun, "between", "among")
        if between is not None:
            found.agent = between
        if found.agent is None:
            found.agent = self._modifier(noun, trigger.start) or self._nearby_doer(noun)
        if found.target is None and trigger.kind in lexicon().kinds["done_to"]:
            of = prep_object(noun, "of")
            if of is not None and of.ent_type_ not in ("DATE", "CARDINAL"):
                found.target = of
        for kid in noun.children:
            if kid.dep_ in ("acl", "relcl") and kid.pos_ in VERBAL:
                if kid.tag_ == "VBG" or not is_passive(kid):
                    if found.target is None and kid.lemma_.lower() in lexicon().light["outcome"]:
                        found.target = direct_object(kid)
                    doer = surface_subject(kid)
                    launches = kid.lemma_.lower() in lexicon().light["agent"]
                    if (
                        found.agent is None
                        and doer is not None
                        and doer.i != noun.i
                        and kid.dep_ == "relcl"
                        and launches
                    ):
                        found.agent = doer
                elif found.agent is None:
                    found.agent = by_agent(kid)
        if verb is not None:
            if link == "agent" and not self._named_anew(noun, verb):
                found.agent = found.agent or deep_subject(verb)
                if found.target is None:
                    found.target = prep_object(verb, *self._links["aimed_at"])
            elif link == "target":
                found.target = found.target or surface_subject(verb)
                found.agent = found.agent or prep_object(noun, "from", "of")
            elif link == "outcome" and not self._kinds[trigger.kind].reciprocal:
                found.target = found.target or direct_object(verb)
            elif link in self._links["outcome_links"] and verb.lemma_.lower() in lexicon().light["outcome"]:
                found.target = found.target or deep_object(verb)
                if found.agent is None and not is_passive(verb):
                    found.agent = surface_subject(verb)
            elif link in self._links["planned_links"] and verb.lemma_.lower() in lexicon().realis["planned"]["verbs"]:
                found.agent = found.agent or deep_subject(verb)
            elif link in self._links["doing_links"] and found.agent is None:
                doer = deep_subject(verb)  # not "a woman who lost a leg in the attack"
                harmed = doer is not None and doer.ent_type_ == "PERSON"
                bystander = harmed and trigger.kind in lexicon().kinds["harming"]
                # "12 fighters suffered burns in the attack", "some of the fighters were killed in the shelling"
                told = {verb.lemma_.lower(), doer.head.lemma_.lower()} if doer is not None else set()
                bystander |= not told.isdisjoint(self._links["undergoing"]) or is_passive(verb)
                found.agent = doer if self._is_party(doer) and not bystander else None
        return found

    @staticmethod
    def _named_anew(noun: Token, verb: Token) -> bool:
        """Tell whether a verb only gives an act another name ("the president called the explosion an attack")."""
        return noun.dep_ == "oprd" or any(kid.dep_ == "oprd" and kid.i > noun.i for kid in verb.children)

    def _nearby_doer(self, noun: Token) -> Token | None:
        """Return who stands in a "by" phrase right behind the noun, whatever the parse hangs it on."""
        doc, sentence = noun.doc, noun.sent
        for i in range(noun.i + 1, min(noun.i + BY_REACH, sentence.end - 1)):
            here = doc[i]
            if here.pos_ == "VERB" or here.is_punct or here.lower_ == "and":
                shared = here.lower_ == "and" and any(kid.i > noun.i for kid in noun.conjuncts)
                if not shared:
                    return None
            if here.lower_ == "by":
                for kid in here.children:
                    if kid.dep_ == "pobj" and (kid.i in self._named or self._is_party(kid)):
                        return kid
                return None
        return None

    def _modifier(self, noun: Token, start: int) -> Token | None:
        """Return the party named before the noun ("Russian air strikes", "the regime's shelling", "US-led strikes")."""
        doc = noun.doc
        best = None
        for kid in noun.lefts:
            if kid.i >= start or kid.dep_ not in MODIFIERS or self._opposed(kid):
                continue
            if kid.ent_type_ in GROUP_ENTITIES or kid.i in self._named or self._finder.is_a(kid, "fighter"):
                # "US-led coalition strikes": the last word of the name, not its first
                one = best is not None and all(i in self._named for i in range(best.i, kid.i + 1))
                best = kid if best is None or one else best
        if best is None and start > 0 and not self._opposed(doc[start - 1]):
            before = doc[start - 1]
            if (before.ent_type_ in ("NORP", "ORG") or before.i in self._named) and before.sent == noun.sent:
                best = before
        return best

    @staticmethod
    def _opposed(modifier: Token) -> bool:
        """Tell whether a modifier names whom an act is against ("anti-government protests")."""
        doc, at = modifier.doc, modifier.i
        return modifier.lower_.startswith("anti") or (
            at > 1 and doc[at - 1].lower_ == "-" and doc[at - 2].lower_ == "anti"
        )

    # joint

    def _doer(self, token: Token | None) -> Token | None:
        """Return the party behind a doer: for a weapon its owner or who fired it, for an act nobody."""
        if token is None:
            return None
        token = antecedent(token)
        if token.dep_ == "appos" and token.head.ent_type_ == "PERSON":  # "Salman Abedi, the man who carried out ..."
            token = token.head
        if token.ent_type_ in ("DATE", "TIME", "CARDINAL"):
            return None
        owner = next((kid for kid in token.children if kid.dep_ == "poss" and kid.lower_ == "whose"), None)
        if owner is not None:  # "Russia, whose planes carried out raids"
            verb = token.head
            while verb.dep_ != "relcl" and verb.head != verb:
                verb = verb.head
            if verb.dep_ == "relcl":
                return verb.head
        lemma = token.lemma_.lower()
        if lemma in lexicon().nonevents["partitives"]:  # "the start of Iraqi operations to retake the city"
            return self._doer(prep_object(token, "of"))
        if lemma in self._weapons and not self._finder.is_a(token, "aircraft"):
            owner = by_agent(token) or self._modifier(token, token.i)
            if owner is None:
                for kid in token.children:
                    if kid.dep_ in ("acl", "relcl") and kid.pos_ in VERBAL:
                        owner = by_agent(kid) or prep_object(kid, "from")
                        if owner is not None:
                            break
            return owner
        if lemma in self._finder.book.nouns and not self._finder.is_a(token, "fighter"):
            return by_agent(token) or self._modifier(token, token.i)
        return token

    def _is_party(self, token: Token | None) -> bool:
        return token is not None and (token.ent_type_ in GROUP_ENTITIES or self._finder.is_a(token, "fighter"))

    def _other_side(self, trigger: Trigger, found: Roles) -> None:
        """Split "A and B clashed" and "clashes between A and B" into two sides."""
        about = found.target is not None and found.target.lemma_.lower() in self._finder.book.nouns
        if found.target is not None and (
            found.target.ent_type_ in ("DATE", "TIME") or (about and found.victims is None)
        ):
            found.target = None  # "talks on a prisoner exchange"
        if found.target is None:
            found.target = prep_object(trigger.head, "with", "against")
        if found.target is None and trigger.verb is not None and trigger.verb.i != trigger.head.i:
            found.target = prep_object(trigger.verb, "with", "against")
        if found.agent is not None and found.target is None:
            sides = [side for side in joined(found.agent) if side.pos_ in NOMINAL]
            if len(sides) < 2:  # "delegations of the government and the rebels"
                whose = prep_object(found.agent, "of", "from")
                sides = [side for side in joined(whose) if side.pos_ in NOMINAL] if whose is not None else []
            if len(sides) > 1:
                found.target = sides[1]

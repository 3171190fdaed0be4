"""The roles of a named act, told by the words beside its noun ("the bombing of a school", "a raid by the army")."""

from spacy.tokens import Token

from sayso.extract.aims import aimed_beside, centred_on, ran_into, undergoing
from sayso.extract.doers import Doers
from sayso.extract.grammar import (
    NOMINAL,
    VERBAL,
    by_agent,
    deep_object,
    deep_subject,
    direct_object,
    is_passive,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import joined
from sayso.extract.roles_carriers import CarrierRoles
from sayso.extract.roles_farther import fill_farther
from sayso.extract.roles_sides import Roles, is_one_name, paired_before
from sayso.extract.trigger_carriers import carrier_of
from sayso.extract.triggers import Trigger, TriggerFinder
from sayso.extract.voices.cues import load_cues
from sayso.extract.weapons import weapon_words


class NounRoles:
    """Reads the roles of nouns: what stands beside them first, then their verb, then words farther away."""

    def __init__(self, finder: TriggerFinder, doers: Doers) -> None:
        self._finder, self._doers = finder, doers
        self._links = lexicon().nonevents
        self._weapons = weapon_words()
        self._carriers = CarrierRoles(doers)

    def roles(self, trigger: Trigger) -> Roles:
        """Return the roles told around a noun."""
        noun, verb = trigger.head, trigger.verb
        if trigger.frame.agent == "none":  # "police found bodies"
            return _of_dead(trigger)
        found = Roles(agent=by_agent(noun) or _launcher(noun), target=self._aim(trigger))
        self._fill_sides(trigger, found)
        self._fill_doer_beside(trigger, found)
        self._fill_of(trigger, found)
        if found.agent is None and noun.lemma_.lower() in self._links["gatherings"]:
            found.agent = self._doers.gathered(noun)
        if found.agent is None:
            found.agent = self._doers.hands(noun) or (self._doers.hands(verb) if verb is not None else None)
        self._fill_clauses(trigger, found)
        self._fill_supported(trigger, found)
        self._fill_predicate(trigger, found)
        self._carriers.fill_struck(trigger, found)
        if verb is not None:
            self._carriers.fill(trigger, verb, found)
        fill_farther(trigger, found, self._doers, self._finder)
        if found.agent is None and trigger.kind in lexicon().kinds["strikes"]:
            found.agent = self._of_whole(noun)
        return found

    def _of_whole(self, noun: Token) -> Token | None:
        """Return who did the acts that one is told to be among ("hit the port with bombs, including an attack")."""
        link = noun.head
        whole = link.head
        if noun.dep_ != "pobj" or link.lower_ not in self._links["among"] or whole.pos_ not in NOMINAL:
            return None
        if not self._finder.book.names_act(whole.lemma_.lower()):
            return None
        verb, how = carrier_of(whole, lexicon())
        did = deep_subject(verb) if verb is not None and how in self._links["did_with"] else None
        return by_agent(whole) or self._doers.before(whole, whole.i) or did

    def _aim(self, trigger: Trigger) -> Token | None:
        """Return whom the act is aimed at, by the preposition behind the noun."""
        noun, kinds = trigger.head, lexicon().kinds
        aims = self._links["sided_with" if trigger.kind in kinds["deals"] else "aimed_at"]
        aim = prep_object(noun, *aims)
        if aim is not None and self._doers.hands(noun) is not None:  # "killed at the hands of the army"
            aim = None
        if aim is None:
            aim = aimed_beside(noun, aims) or centred_on(trigger.verb)
        if aim is None and trigger.kind in kinds["deals"]:  # "a truce and ceasefire with the rebels"
            aim = next(filter(None, (prep_object(other, *aims) for other in list(joined(noun))[1:])), None)
        if aim is None and trigger.kind == "bombing":
            aim = ran_into(noun)
        if aim is None and trigger.kind in kinds["undergone"]:
            aim = undergoing(noun)
        if aim is None and trigger.kind == "aid":  # "the delivery of food to the town"
            aim = prep_object(noun, *self._links["given_to"])
        return aim

    def _fill_sides(self, trigger: Trigger, found: Roles) -> None:
        """Fill in the two sides between whom an act is: "clashes between A and B"."""
        between = self._between(trigger)
        if between is None:
            return
        found.agent = between
        sides = (side for side in joined(between) if not is_one_name(between, side, self._doers.named))
        found.target = next(sides, found.target)
        if found.target in (None, between):
            one, other = paired_before(between)
            found.agent, found.target = (one, other) if one is not None else (found.agent, found.target)

    def _between(self, trigger: Trigger) -> Token | None:
        """Return the first of those between whom an act is."""
        noun, verb = trigger.head, trigger.verb
        between = prep_object(noun, *self._links["between_sides"])
        if between is None and verb is not None and trigger.link == "occur":  # "clashes erupted between A and B"
            between = prep_object(verb, *self._links["between_sides"])
        if between is None and trigger.kind in lexicon().kinds["deals"]:  # "a truce reached between A and B"
            made = (prep_object(kid, "between") for kid in noun.children if kid.dep_ == "acl")
            between = next(filter(None, made), None)
        return between

    def _fill_doer_beside(self, trigger: Trigger, found: Roles) -> None:
        """Fill in the doer before or right behind the noun: "Russian air strikes", "shelling by the army"."""
        if found.agent is not None:
            return
        noun = trigger.head
        found.agent = self._doers.before(noun, trigger.start) or self._doers.behind(noun)
        if found.agent is None and trigger.kind in lexicon().kinds["strikes"]:
            found.agent = self._doers.fired_from(noun)

    def _fill_of(self, trigger: Trigger, found: Roles) -> None:
        """Fill in what stands behind "of": whom an act was done to, or who did it."""
        noun, kinds = trigger.head, lexicon().kinds
        if trigger.kind in kinds["done_to"]:
            of = prep_object(noun, "of")
            if found.agent is None and self._does(of) and noun.lemma_.lower() in self._links["of_doers"]:
                found.agent = of  # "the raid of the coalition"
            elif found.target is None and of is not None and of.ent_type_ not in ("DATE", "CARDINAL"):
                # "the bombing of rebels", not "a barrage of barrel bombs"
                found.target = of if of.lemma_.lower() not in self._weapons else None
        if found.agent is None and trigger.kind in kinds["done_by"]:  # "the withdrawal of Russian troops"
            of = prep_object(noun, "of")
            found.agent = of if self._doers.is_party(of) else self._driven(trigger)

    def _driven(self, trigger: Trigger) -> Token | None:
        """Return who was made to go ("the militia has been forced into retreat")."""
        verb = trigger.verb
        if verb is None or trigger.link not in self._links["into"] or verb.lemma_.lower() not in self._links["driving"]:
            return None
        return deep_object(verb)

    def _does(self, of: Token | None) -> bool:
        """Tell whether what stands behind "of" may do an act: fighters or a body, no town or country."""
        return of is not None and of.ent_type_ != "GPE" and self._doers.is_party(of)

    def _fill_clauses(self, trigger: Trigger, found: Roles) -> None:
        """Fill in what the clauses behind the noun tell: "a raid that killed ten", "a raid carried out by the army"."""
        for kid in trigger.head.children:
            if kid.dep_ in ("acl", "relcl") and kid.pos_ in VERBAL:
                if kid.tag_ == "VBG" or not is_passive(kid):
                    self._fill_active_clause(trigger, kid, found)
                elif found.agent is None and (trigger.kind in lexicon().kinds["deals"] or not self._aloof(kid)):
                    found.agent = by_agent(kid)

    def _aloof(self, clause: Token) -> bool:
        """Tell whether a clause names who only speaks of an act or lets it happen: "a raid condemned by Cairo"."""
        lemma = clause.lemma_.lower()
        if lemma in lexicon().light["agent"]:
            return False
        return lemma in self._links["brokering"] or lemma in load_cues().verbs

    def _fill_active_clause(self, trigger: Trigger, clause: Token, found: Roles) -> None:
        """Fill in whom an act harmed and who launched it: "a raid killing ten", "the raid the army launched"."""
        verb, light = trigger.verb, lexicon().light
        hit = verb is not None and trigger.link in self._links["outcome_links"] and direct_object(verb) is not None
        if found.target is None and not hit and clause.lemma_.lower() in light["outcome"]:
            found.target = direct_object(clause)
        doer = surface_subject(clause)
        launches = clause.lemma_.lower() in light["agent"]
        own = doer is not None and doer.i != trigger.head.i
        if found.agent is None and own and clause.dep_ == "relcl" and launches:
            found.agent = doer

    def _fill_supported(self, trigger: Trigger, found: Roles) -> None:
        """Fill in whom support is given to: "provided air support to the alliance"."""
        if trigger.kind != "support" or found.target is not None:
            return
        noun, verb = trigger.head, trigger.verb
        to = prep_object(noun, *self._links["given_to"])
        found.target = to or (prep_object(verb, *self._links["given_to"]) if verb is not None else None)
        if found.target is None and trigger.frame.preps:  # "fly in support of the army"
            found.target = prep_object(noun, "of")
            if found.agent is None and verb is not None and noun.head.head == verb and direct_object(verb) is None:
                found.agent = deep_subject(verb)  # "planes which operate in support of the army"

    def _fill_predicate(self, trigger: Trigger, found: Roles) -> None:
        """Fill in what is told where the noun says what its subject is, or under whose control it stands."""
        noun, verb, frame = trigger.head, trigger.verb, trigger.frame
        if frame.target == "subject" and verb is not None:  # "the colonel is in prison"
            found.target = surface_subject(verb)
        if frame.copula:
            self._fill_copula(noun, found)
        elif frame.agent == "modifier" and found.agent is None:  # "under the control of the M23 group"
            of = prep_object(noun, "of")
            found.agent = of if self._doers.is_group(of) else None

    def _fill_copula(self, noun: Token, found: Roles) -> None:
        """Read "is a supporter of the rebels" and "is a stronghold of the rebels": who supports, who holds."""
        whose = prep_object(noun, *self._links["backed"])
        if noun.lemma_.lower() in self._links["backers"]:
            found.agent = surface_subject(noun.head) if noun.dep_ == "attr" else noun.head
            found.target = whose
        elif found.agent is None:
            found.agent = whose


def _of_dead(trigger: Trigger) -> Roles:
    """Return whose bodies were found."""
    return Roles(target=prep_object(trigger.head, "of"), victims=prep_object(trigger.head, "of"))


def _launcher(noun: Token) -> Token | None:
    """Return who a participle behind the noun says did it ("a protest organised by the preacher")."""
    done = (kid for kid in noun.children if kid.dep_ == "acl" and kid.lemma_.lower() in lexicon().light["agent"])
    return next((doer for doer in map(by_agent, done) if doer is not None), None)

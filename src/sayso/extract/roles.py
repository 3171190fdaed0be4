"""Who does an act and to whom: the agent and the target of a trigger, as the head words of their phrases."""

from spacy.tokens import Token

from sayso.extract.aims import aimed_about, aimed_beside, centred_on, come_down, flown_at, ran_into, struck, undergoing
from sayso.extract.doers import Doers
from sayso.extract.doers_beyond import (
    died_in,
    driver,
    helped_by,
    named_before,
    new_keeper,
    opposed,
    outlawed_in,
    told_whom,
)
from sayso.extract.frames import frame_book
from sayso.extract.grammar import (
    NOMINAL,
    VERBAL,
    antecedent,
    by_agent,
    child,
    deep_object,
    deep_subject,
    direct_object,
    is_passive,
    joined,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import lexicon
from sayso.extract.roles_sides import (
    Roles,
    beyond,
    is_one_name,
    one_of_two,
    paired_before,
    shared_object,
    split_sides,
)
from sayso.extract.triggers import Trigger, TriggerFinder
from sayso.extract.voices.cues import load_cues


class RoleFinder:
    """Reads roles off the parse around a trigger."""

    def __init__(self, finder: TriggerFinder) -> None:
        self._finder = finder
        self._classes = lexicon().classes
        self._links = lexicon().nonevents
        self._kinds = frame_book().kinds
        self._doers = Doers(finder)
        self._weapons = (
            frozenset().union(*lexicon().means.values()) | self._classes["projectile"] | self._classes["bomb"]
        )

    def roles(self, trigger: Trigger, named: frozenset[int] | set[int] = frozenset()) -> Roles:
        """Return the roles told in the trigger's own clause; `named` are the tokens of named parties."""
        self._doers.named = named
        found = self._of_noun(trigger) if trigger.is_noun else self._of_verb(trigger)
        found.agent = self._doer(found.agent)
        if found.agent is not None and _nobody(found.agent):  # "no group has claimed the bombing"
            found.agent = None
        if found.target is not None:
            found.target = antecedent(found.target)
            if found.target.lemma_.lower() in self._links["of_a_person"]:  # "survived an attempt on his life"
                harmed = (
                    surface_subject(trigger.verb) if trigger.verb is not None and trigger.link == "target" else None
                )
                found.target = harmed or child(found.target, frozenset(("poss",))) or found.target
        if found.agent is not None and found.target is not None and found.agent.i == found.target.i:
            found.target = None
        if self._kinds[trigger.kind].reciprocal:
            split_sides(trigger, found, self._finder)
        elif trigger.kind in lexicon().kinds["deals"] and found.target is None and found.agent is not None:
            found.target = next((side for side in list(joined(found.agent))[1:] if self._doers.is_party(side)), None)
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
                found.agent = by_agent(verb) or self._doers.hands(verb) or died_in(verb, self._doers)
            return found
        if frame.agent == "subject":
            found.agent = deep_subject(verb)
            if found.agent is None and is_passive(verb):  # "listed as a terrorist group by Ottawa"
                found.agent = self._doers.behind(verb) or self._doers.meanwhile(verb) or outlawed_in(verb)
        elif frame.agent == "object":
            found.agent = deep_object(verb)
        elif frame.agent == "none":  # "a bomber detonated his vest", "the bombs were detonated by two brothers"
            doer = deep_subject(verb)
            told = doer is not None and (is_passive(verb) or self._finder.is_a(doer, "person|armed"))
            told = told or (doer is not None and doer.lemma_.lower() in self._links["doers"])
            found.agent = doer if told and trigger.kind in lexicon().kinds["strikes"] else None
        elif frame.agent != "modifier":
            found.agent = prep_object(verb, frame.agent)
        match frame.target:
            case "none":
                pass
            case "object":
                found.target = deep_object(verb)
                if found.target is None:
                    found.target = prep_object(verb, *self._links["aimed_at"]) or shared_object(verb)
            case "subject":  # who drives fighters out, or whom something befalls
                driven = is_passive(verb) and frame.agent == "object"
                found.target = by_agent(verb) if driven else surface_subject(verb)
            case "object_or_against":
                found.target = deep_object(verb) or prep_object(verb, "against", "with")
            case "object_or_with":
                found.target = direct_object(verb) or prep_object(verb, "with")
            case preposition:
                held = deep_object(verb)
                ground = frame.object == "territory"  # its holder may stand in the words for it ("a rebel-held town")
                found.target = prep_object(verb, preposition, "against", *frame.preps)
                if found.target is None and preposition == "on":  # "opened fire at the post"
                    found.target = prep_object(verb, "at")
                found.target = found.target or (None if ground else aimed_about(self._counted(held)))
                given = child(verb, frozenset(("dative",))) if preposition == "to" else None
                if found.target is None and given is not None and given.pos_ in NOMINAL:  # "sent Kyiv 25 tanks"
                    found.target = given
                if found.target is None and held is not None:  # "held talks with the government"
                    found.target = prep_object(held, preposition) or (held if ground else None)
        if trigger.kind == "support" and verb.dep_ == "acl" and found.target == verb.head:
            # "the army and rebels backed by Turkey": those it stands behind
            found.target = max((side for side in joined(verb.head) if side.i < verb.i), key=lambda side: side.i)
        if trigger.kind == "capture" and found.agent is None:
            found.agent = new_keeper(verb, self._doers)
        if trigger.kind == "withdrawal" and found.target is None:
            found.target = driver(verb)
        oneself = found.target is not None and found.target.lower_ in lexicon().triggers["reflexives"]
        if found.target is not None and found.target.lemma_.lower() in self._links["hours"]:
            found.target = None  # "fired at dawn several shells on the town"
        if trigger.kind in lexicon().kinds["strikes"] and (found.target is None or oneself):
            found.target = struck(verb) or come_down(verb)  # "blew himself up at a checkpoint"
            sent = verb.lemma_.lower() in self._links["launching"]
            held = deep_object(verb) if sent and found.target is None else None
            shot = self._counted(held)
            if held is not None and shot is not None and shot.lemma_.lower() in self._weapons:
                found.target = flown_at(verb) or flown_at(shot) or flown_at(held)  # "fired rockets towards the town"
        return found

    def _counted(self, held: Token | None) -> Token | None:
        """Return what an object is that only counts ("fired dozens of shells on the town")."""
        counts = held is not None and held.lemma_.lower() in self._links["amounts"]
        return (prep_object(held, "of") if counts and held is not None else None) or held

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

    # nouns

    def _of_noun(self, trigger: Trigger) -> Roles:
        noun, verb, link = trigger.head, trigger.verb, trigger.link
        if trigger.frame.agent == "none":  # "police found bodies"
            return self._of_dead(trigger)
        aims = self._links["sided_with" if trigger.kind in lexicon().kinds["deals"] else "aimed_at"]
        found = Roles(agent=by_agent(noun) or self._launcher(noun), target=prep_object(noun, *aims))
        if found.target is not None and self._doers.hands(noun) is not None:  # "killed at the hands of the army"
            found.target = None
        if found.target is None:
            found.target = aimed_beside(noun, aims) or centred_on(verb)
        if found.target is None and trigger.kind in lexicon().kinds["deals"]:  # "a truce and ceasefire with the rebels"
            found.target = next(filter(None, (prep_object(other, *aims) for other in list(joined(noun))[1:])), None)
        if found.target is None and trigger.kind == "bombing":
            found.target = ran_into(noun)
        if found.target is None and trigger.kind in lexicon().kinds["undergone"]:
            found.target = undergoing(noun)
        if found.target is None and trigger.kind == "aid":  # "the delivery of food to the town"
            found.target = prep_object(noun, *self._links["given_to"])
        between = prep_object(noun, "between", "among")
        if between is None and verb is not None and link == "occur":  # "clashes erupted between A and B"
            between = prep_object(verb, "between", "among")
        if between is None and trigger.kind in lexicon().kinds["deals"]:  # "a truce reached between A and B"
            made = (prep_object(kid, "between") for kid in noun.children if kid.dep_ == "acl")
            between = next(filter(None, made), None)
        if between is not None:
            found.agent = between
            sides = (side for side in joined(between) if not is_one_name(between, side, self._doers.named))
            found.target = next(sides, found.target)
            if found.target in (None, between):
                one, other = paired_before(between)
                found.agent, found.target = (one, other) if one is not None else (found.agent, found.target)
        if found.agent is None:
            found.agent = self._doers.before(noun, trigger.start) or self._doers.behind(noun)
            if found.agent is None and trigger.kind in lexicon().kinds["strikes"]:
                found.agent = self._doers.fired_from(noun)
        if trigger.kind in lexicon().kinds["done_to"]:
            of = prep_object(noun, "of")
            if found.agent is None and self._does(of) and noun.lemma_.lower() in self._links["of_doers"]:
                found.agent = of  # "the raid of the coalition"
            elif found.target is None and of is not None and of.ent_type_ not in ("DATE", "CARDINAL"):
                # "the bombing of rebels", not "a barrage of barrel bombs"
                found.target = of if of.lemma_.lower() not in self._weapons else None
        if found.agent is None and trigger.kind in lexicon().kinds["done_by"]:  # "the withdrawal of Russian troops"
            of = prep_object(noun, "of")
            found.agent = of if self._doers.is_party(of) else None
        if found.agent is None and noun.lemma_.lower() in self._links["gatherings"]:
            found.agent = self._doers.gathered(noun)
        if found.agent is None:
            found.agent = self._doers.hands(noun) or (self._doers.hands(verb) if verb is not None else None)
        for kid in noun.children:
            if kid.dep_ in ("acl", "relcl") and kid.pos_ in VERBAL:
                if kid.tag_ == "VBG" or not is_passive(kid):
                    hit = verb is not None and link in self._links["outcome_links"] and direct_object(verb) is not None
                    if found.target is None and not hit and kid.lemma_.lower() in lexicon().light["outcome"]:
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
        if trigger.kind == "support" and found.target is None:  # "provided air support to the alliance"
            to = prep_object(noun, *self._links["given_to"])
            found.target = to or (prep_object(verb, *self._links["given_to"]) if verb is not None else None)
            if found.target is None and trigger.frame.preps:  # "fly in support of the army"
                found.target = prep_object(noun, "of")
        if trigger.frame.target == "subject" and verb is not None:  # "the colonel is in prison"
            found.target = surface_subject(verb)
        if trigger.frame.copula:
            self._of_predicate(noun, found)
        elif trigger.frame.agent == "modifier" and found.agent is None:  # "under the control of the M23 group"
            of = prep_object(noun, "of")
            found.agent = of if self._doers.is_group(of) else None
        if verb is not None:
            if link == "agent" and not self._named_anew(noun, verb):
                found.agent = found.agent or deep_subject(verb)
                measured = noun.dep_ == "pobj" and noun.head.head.dep_ == "dobj"  # "carried out a total of 18 strikes"
                if found.target is None and noun.dep_ == "pobj" and not measured:  # "subjected villagers to torture"
                    found.target = direct_object(verb)
                if found.target is None:
                    found.target = prep_object(verb, *self._links["aimed_at"])
            elif self._on_paper(noun, verb, trigger) or (
                link == "object" and verb.lemma_.lower() in trigger.frame.light  # "signed a deal", "rejected a truce"
            ):
                found.agent = (
                    found.agent or deep_subject(verb) or (self._doers.behind(verb) if is_passive(verb) else None)
                )
            elif link == "target":
                found.target = found.target or surface_subject(verb)
                found.agent = found.agent or prep_object(noun, "from", "of")
            elif link == "outcome" and not self._kinds[trigger.kind].reciprocal:
                found.target = found.target or direct_object(verb)
            elif (
                link in self._links["outcome_links"]
                and verb.lemma_.lower() in lexicon().light["outcome"]
                and not (is_passive(verb) and verb.lemma_.lower() in self._links["taking_part"])  # "is engaged in"
            ):
                if not self._kinds[trigger.kind].reciprocal:  # the dead of a clash are no other side
                    found.target = found.target or deep_object(verb)
                if found.agent is None and not is_passive(verb):
                    found.agent = surface_subject(verb)
            elif link in self._links["planned_links"] and verb.lemma_.lower() in lexicon().realis["planned"]["verbs"]:
                found.agent = found.agent or deep_subject(verb)
            elif link in self._links["doing_links"] and found.agent is None and not self._only_tells(verb, trigger):
                doer = deep_subject(verb)  # not "a woman who lost a leg in the attack"
                harmed = doer is not None and doer.ent_type_ == "PERSON"
                bystander = harmed and trigger.kind in lexicon().kinds["harming"]
                # "12 fighters suffered burns in the attack", "some of the fighters were killed in the shelling"
                told = {verb.lemma_.lower(), doer.head.lemma_.lower()} if doer is not None else set()
                bystander |= not told.isdisjoint(self._links["undergoing"]) or is_passive(verb)
                bystander |= trigger.kind in lexicon().kinds["undergone"] and doer == found.target
                found.agent = doer if self._doers.is_party(doer) and not bystander else None
                if verb.lemma_.lower() in self._links["taking_part"]:  # "the militia is involved in the offensive"
                    found.agent = found.agent or surface_subject(verb)
        if found.target is None and trigger.kind in lexicon().kinds["strikes"]:
            falls = verb is not None and (link == "occur" or verb.lemma_.lower() in lexicon().light["impact"])
            found.target = struck(noun) or (struck(verb) if verb is not None and falls else None)
            if found.target is None:
                found.target = (come_down(verb) if verb is not None else None) or come_down(noun)
        if found.agent is None and self._kinds[trigger.kind].reciprocal:
            found.agent = one_of_two(noun, self._doers)
        if found.agent is None:
            beyond(trigger, found, self._doers)
        if trigger.kind == "talks" and found.agent is None and found.target is not None and verb is not None:
            teller = surface_subject(verb)  # "after talks with the rebels the envoy said"
            official = teller is not None and self._finder.is_a(teller, "official")
            found.agent = teller if official or self._doers.is_party(teller) else None
        if trigger.kind == "protest" and found.target is None:
            found.target = opposed(noun)
        if trigger.kind == "talks" and found.target is None:
            one, other = told_whom(noun)
            if one is not None and found.agent in (None, one):
                found.agent, found.target = one, other
        helped = helped_by(noun) if trigger.kind == "support" else None
        if self._doers.is_party(helped):
            found.agent, found.target = prep_object(noun, "of", "from") or found.agent, helped
        return found

    def _does(self, of: Token | None) -> bool:
        """Tell whether what stands behind "of" may do an act: fighters or a body, no town or country."""
        return of is not None and of.ent_type_ != "GPE" and self._doers.is_party(of)

    def _only_tells(self, verb: Token, trigger: Trigger) -> bool:
        """Tell whether a verb only tells of an act: who "commented on the bombing", "blamed them in the raid".

        Not so of deals: who "agreed on a truce" made it by saying so.
        """
        told = trigger.link in self._links["told_of_behind"] and trigger.kind not in lexicon().kinds["deals"]
        return told and verb.lemma_.lower() in load_cues().verbs

    @staticmethod
    def _on_paper(noun: Token, verb: Token, trigger: Trigger) -> bool:
        """Tell whether a verb deals with the paper a deal stands on ("rejected the latest proposal for a truce")."""
        if trigger.link or trigger.kind not in lexicon().kinds["deals"]:
            return False
        held = direct_object(verb)
        paper = noun.head.head if noun.dep_ == "pobj" else None
        return held is not None and paper == held and verb.lemma_.lower() in trigger.frame.light

    @staticmethod
    def _launcher(noun: Token) -> Token | None:
        """Return who a participle behind the noun says did it ("a protest organised by the preacher")."""
        done = (kid for kid in noun.children if kid.dep_ == "acl" and kid.lemma_.lower() in lexicon().light["agent"])
        return next((doer for doer in map(by_agent, done) if doer is not None), None)

    @staticmethod
    def _of_predicate(noun: Token, found: Roles) -> None:
        """Read "is a supporter of the rebels" and "is a stronghold of the rebels": who supports, who holds."""
        whose = prep_object(noun, "of", "for")
        if noun.lemma_.lower() in lexicon().nonevents["backers"]:
            found.agent = surface_subject(noun.head) if noun.dep_ == "attr" else noun.head
            found.target = whose
        elif found.agent is None:
            found.agent = whose

    @staticmethod
    def _of_dead(trigger: Trigger) -> Roles:
        """Return whose bodies were found."""
        return Roles(target=prep_object(trigger.head, "of"), victims=prep_object(trigger.head, "of"))

    @staticmethod
    def _named_anew(noun: Token, verb: Token) -> bool:
        """Tell whether a verb only gives an act another name ("the president called the explosion an attack")."""
        return noun.dep_ == "oprd" or any(kid.dep_ == "oprd" and kid.i > noun.i for kid in verb.children)

    # joint

    def _doer(self, token: Token | None, after: int = -1) -> Token | None:
        """Return the party behind a doer: for a weapon its owner or who fired it, for an act nobody."""
        if token is None:
            return None
        token = self._of_act(antecedent(token))
        if token.i <= after:
            return None  # back at the part of which it was to be the whole
        named = surface_subject(token.head) if token.dep_ == "attr" and token.head.lemma_ == "be" else None
        if named is not None and named.i in self._doers.named:
            token = named  # "the alliance is the force that fights the group"
        token = named_before(token, self._doers.named) or token
        if token.dep_ == "appos" and token.head.ent_type_ == "PERSON":  # "Salman Abedi, the man who carried out ..."
            token = token.head
        if token.ent_type_ in ("DATE", "TIME") or (token.ent_type_ == "CARDINAL" and token.tag_ != "NNS"):
            return None  # but "hundreds of people"
        owner = next((kid for kid in token.children if kid.dep_ == "poss" and kid.lower_ == "whose"), None)
        if owner is not None:  # "Russia, whose planes carried out raids"
            verb = token.head
            while verb.dep_ != "relcl" and verb.head != verb:
                verb = verb.head
            if verb.dep_ == "relcl":
                return verb.head
        lemma = token.lemma_.lower()
        many = self._counted(token)
        if many is not None and many != token and many.lemma_.lower() in self._weapons:  # "a number of shells"
            return self._doer(many, token.i)
        if lemma in lexicon().nonevents["partitives"]:  # "the start of Iraqi operations to retake the city"
            return self._doer(prep_object(token, "of"), token.i)
        if lemma in self._classes["aircraft"]:
            token = self._doers.owner(token) or token
            lemma = token.lemma_.lower()
        people = any(lemma in self._classes[name] for name in ("armed", "person", "aircraft"))
        if lemma in self._weapons and not people and lemma not in self._links["doers"]:
            owner = by_agent(token) or self._doers.before(token, token.i) or self._doers.fired_from(token)
            if owner is None:
                for kid in token.children:
                    if kid.dep_ in ("acl", "relcl") and kid.pos_ in VERBAL:
                        owner = by_agent(kid) or prep_object(kid, "from")
                        if owner is not None:
                            break
            return owner
        force = self._finder.is_a(token, "fighter") and not self._finder.is_a(token, "assault_noun")
        if lemma in self._finder.book.nouns and not force:
            if any(self._kinds[frame.kind].reciprocal for frame in self._finder.book.nouns[lemma]):
                return None  # "Syria's war has forced millions to flee": no one side did
            return by_agent(token) or self._doers.before(token, token.i) or self._doers.behind(token)
        return token

    def _of_act(self, noun: Token) -> Token:
        """Return the act where a clause hangs on what it was done to ("the bombing of a school that killed")."""
        act, told = noun.head.head, any(kid.dep_ == "relcl" for kid in noun.children)
        hit = told and noun.pos_ == "NOUN" and noun.dep_ == "pobj" and not self._finder.is_a(noun, "fighter|person")
        lemma = act.lemma_.lower()
        named = lemma in self._finder.book.nouns and lemma not in lexicon().nonevents["partitives"]
        return act if hit and act.pos_ == "NOUN" and named else noun


def _nobody(doer: Token) -> bool:
    """Tell whether a phrase says that there is no such doer ("no group", "nobody"), or asks for one."""
    nothing = load_cues().words["negations"]
    if doer.tag_ == "WP" and antecedent(doer) == doer:  # "it is not known who shelled the town"
        return True
    return doer.lower_ in nothing or any(kid.dep_ == "det" and kid.lower_ in nothing for kid in doer.lefts)

"""The roles of an act that a verb tells, read off its subject, objects and frame ("the army shelled a town")."""

from spacy.tokens import Token

from sayso.extract.aims import aimed_about, come_down, flown_at, struck
from sayso.extract.doers import Doers
from sayso.extract.doers_beyond import died_in, driver, new_keeper, outlawed_in
from sayso.extract.frames import Frame
from sayso.extract.grammar import (
    NOMINAL,
    by_agent,
    child,
    deep_object,
    deep_subject,
    direct_object,
    is_passive,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import joined
from sayso.extract.roles_sides import Roles, shared_object
from sayso.extract.triggers import Trigger, TriggerFinder
from sayso.extract.weapons import counted, weapon_words


class VerbRoles:
    """Reads the roles of verbs."""

    def __init__(self, finder: TriggerFinder, doers: Doers) -> None:
        self._finder, self._doers = finder, doers
        self._links = lexicon().nonevents
        self._weapons = weapon_words()

    def roles(self, trigger: Trigger) -> Roles:
        """Return the roles told around a verb."""
        verb = trigger.head
        if trigger.frame.casualty:
            return self._of_harm(verb, trigger.frame)
        found = Roles(agent=self._agent(trigger), target=self._target(verb, trigger.frame))
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
            found.target = self._hit(verb)
        return found

    def _of_harm(self, verb: Token, frame: Frame) -> Roles:
        """Return who died or was hurt, and by whom."""
        found = Roles()
        if _left_behind(verb):
            found.victims = found.target = surface_subject(verb)
            return found
        found.victims = surface_subject(verb) if frame.target == "subject" else deep_object(verb)
        found.target = found.victims
        found.agent = None if frame.agent == "none" else deep_subject(self._told_by(verb))
        if found.agent is None:
            found.agent = by_agent(verb) or self._doers.hands(verb) or died_in(verb, self._doers)
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

    # who does it

    def _agent(self, trigger: Trigger) -> Token | None:
        """Return the doer, where the frame says that it stands."""
        verb, frame = trigger.head, trigger.frame
        if frame.agent == "subject":
            agent = deep_subject(verb)
            if agent is None and is_passive(verb):  # "listed as a terrorist group by Ottawa"
                agent = self._doers.behind(verb) or self._doers.meanwhile(verb) or outlawed_in(verb)
            return agent
        if frame.agent == "object":
            return deep_object(verb)
        if frame.agent == "none":
            return self._setter_off(trigger)
        return prep_object(verb, frame.agent) if frame.agent != "modifier" else None

    def _setter_off(self, trigger: Trigger) -> Token | None:
        """Return who set it off: "a bomber detonated his vest", "the bombs were detonated by two brothers"."""
        verb = trigger.head
        doer = deep_subject(verb)
        told = doer is not None and (is_passive(verb) or self._finder.is_a(doer, "person|armed"))
        told = told or (doer is not None and doer.lemma_.lower() in self._links["doers"])
        return doer if told and trigger.kind in lexicon().kinds["strikes"] else None

    # whom it is done to

    def _target(self, verb: Token, frame: Frame) -> Token | None:
        """Return whom the act is done to, where the frame says that it stands."""
        match frame.target:
            case "none":
                return None
            case "object":
                held = deep_object(verb)
                if held is None:
                    held = prep_object(verb, *self._links["aimed_at"]) or shared_object(verb)
                return held
            case "subject":  # who drives fighters out, or whom something befalls
                driven = is_passive(verb) and frame.agent == "object"
                return by_agent(verb) if driven else surface_subject(verb)
            case "object_or_against":
                return deep_object(verb) or prep_object(verb, *self._links["sided_with"])
            case "object_or_with":
                return direct_object(verb) or prep_object(verb, "with")
            case preposition:
                return self._behind(verb, frame, preposition)

    def _behind(self, verb: Token, frame: Frame, preposition: str) -> Token | None:
        """Return whom the act is done to behind the preposition of its frame, or behind the object of the verb."""
        held = deep_object(verb)
        ground = frame.object == "territory"  # its holder may stand in the words for it ("a rebel-held town")
        target = prep_object(verb, preposition, *self._links["opposing"], *frame.preps)
        if target is None and preposition == "on":  # "opened fire at the post"
            target = prep_object(verb, "at")
        target = target or (None if ground else aimed_about(counted(held)))
        given = child(verb, frozenset(("dative",))) if preposition == "to" else None
        if target is None and given is not None and given.pos_ in NOMINAL:  # "sent Kyiv 25 tanks"
            target = given
        if target is None and held is not None:  # "held talks with the government"
            target = prep_object(held, preposition) or (held if ground else None)
        return target

    def _hit(self, verb: Token) -> Token | None:
        """Return what a strike hit, where neither frame nor object says: "blew himself up at a checkpoint"."""
        target = struck(verb) or come_down(verb)
        sent = verb.lemma_.lower() in self._links["launching"]
        held = deep_object(verb) if sent and target is None else None
        shot = counted(held)
        if held is not None and shot is not None and shot.lemma_.lower() in self._weapons:
            target = flown_at(verb) or flown_at(shot) or flown_at(held)  # "fired rockets towards the town"
        return target


def _left_behind(verb: Token) -> bool:
    """Tell whether the dead are the own ones of who is told of: "the rebels fled and left behind scores of dead"."""
    words = lexicon().nonevents
    return verb.lemma_.lower() in words["leaving"] and any(
        kid.lower_ in words["behind"] and not any(kid.children) for kid in verb.children
    )

"""The roles of a named act, told by the verb that carries its noun ("the army launched a raid", "died in a raid")."""

from spacy.tokens import Token

from sayso.extract.aims import come_down, struck
from sayso.extract.doers import Doers
from sayso.extract.frames import frame_book
from sayso.extract.grammar import (
    MODIFIERS,
    deep_object,
    deep_subject,
    direct_object,
    is_passive,
    prep_object,
    surface_subject,
)
from sayso.extract.lexicon import lexicon
from sayso.extract.roles_sides import Roles
from sayso.extract.triggers import Trigger
from sayso.extract.voices.cues import load_cues


class CarrierRoles:
    """Reads the roles of nouns off their verbs."""

    def __init__(self, doers: Doers) -> None:
        self._doers = doers
        self._links = lexicon().nonevents
        self._kinds = frame_book().kinds

    def fill(self, trigger: Trigger, verb: Token, found: Roles) -> None:
        """Fill in the roles that the verb tells, by how it carries the noun."""
        noun, link, lemma = trigger.head, trigger.link, verb.lemma_.lower()
        if link == "agent" and not _named_anew(noun, verb):
            self._launched(noun, verb, found)
        elif _on_paper(noun, verb, trigger) or (
            link == "object" and lemma in trigger.frame.light  # "signed a deal", "rejected a truce"
        ):
            found.agent = found.agent or deep_subject(verb) or (self._doers.behind(verb) if is_passive(verb) else None)
        elif link == "target":
            found.target = found.target or surface_subject(verb)
            found.agent = found.agent or prep_object(noun, *self._links["coming_from"])
        elif link == "outcome" and not self._kinds[trigger.kind].reciprocal:
            found.target = found.target or direct_object(verb)
        elif (
            link in self._links["outcome_links"]
            and lemma in lexicon().light["outcome"]
            and not (is_passive(verb) and lemma in self._links["taking_part"])  # "is engaged in"
        ):
            self._brought_about(trigger, verb, found)
        elif link in self._links["planned_links"] and lemma in lexicon().realis["planned"]["verbs"]:
            found.agent = found.agent or deep_subject(verb)
        elif link in self._links["doing_links"] and found.agent is None and not self._only_tells(verb, trigger):
            self._done_with(trigger, verb, found)

    def fill_struck(self, trigger: Trigger, found: Roles) -> None:
        """Fill in what a strike hit or where it came down, beside the noun or its verb."""
        if found.target is not None or trigger.kind not in lexicon().kinds["strikes"]:
            return
        noun, verb = trigger.head, trigger.verb
        falls = verb is not None and (trigger.link == "occur" or verb.lemma_.lower() in lexicon().light["impact"])
        found.target = struck(noun) or (struck(verb) if verb is not None and falls else None)
        if found.target is None:
            found.target = (come_down(verb) if verb is not None else None) or come_down(noun)

    def _launched(self, noun: Token, verb: Token, found: Roles) -> None:
        """Read a verb whose subject does the act: "carried out a raid on the town"."""
        if found.agent is not None and self._is_described(noun, found.agent, verb):
            leader = surface_subject(verb)
            found.agent = leader if self._doers.is_party(leader) else found.agent
        found.agent = found.agent or deep_subject(verb)
        measured = noun.dep_ == "pobj" and noun.head.head.dep_ == "dobj"  # "carried out a total of 18 strikes"
        if found.target is None and noun.dep_ == "pobj" and not measured:  # "subjected villagers to torture"
            found.target = direct_object(verb)
        if found.target is None:
            found.target = prep_object(verb, *self._links["aimed_at"])

    def _is_described(self, noun: Token, doer: Token, verb: Token) -> bool:
        """Tell whether a word before an act only says of what people it is ("spearheaded a Sunni offensive")."""
        before = doer.i < noun.i and doer.dep_ in MODIFIERS and doer.dep_ != "poss"
        return before and verb.lemma_.lower() in self._links["setting_going"] and not is_passive(verb)

    def _brought_about(self, trigger: Trigger, verb: Token, found: Roles) -> None:
        """Read a verb of what came of the act: "killed ten people in a raid"."""
        befallen = trigger.kind == "protest" and is_passive(verb)  # "the country was hit by protests"
        if not self._kinds[trigger.kind].reciprocal and not befallen:  # the dead of a clash are no other side
            found.target = found.target or deep_object(verb)
        if found.agent is None and not is_passive(verb):
            found.agent = surface_subject(verb)

    def _done_with(self, trigger: Trigger, verb: Token, found: Roles) -> None:
        """Read a verb that is done with or in the act: "the army responded with shelling"; not of those it hit."""
        doer = deep_subject(verb)  # not "a woman who lost a leg in the attack"
        harmed = doer is not None and doer.ent_type_ == "PERSON"
        bystander = harmed and trigger.kind in lexicon().kinds["harming"]
        # "12 fighters suffered burns in the attack", "some of the fighters were killed in the shelling"
        told = {verb.lemma_.lower(), doer.head.lemma_.lower()} if doer is not None else set()
        bystander |= not told.isdisjoint(self._links["undergoing"]) or is_passive(verb)
        bystander |= trigger.kind in lexicon().kinds["undergone"] and doer == found.target
        bystander |= (
            verb.lemma_ == "be" and doer is not None and doer.ent_type_ == "GPE"
        )  # "Mali was the worst, with 9 raids"
        found.agent = doer if self._doers.is_party(doer) and not bystander else None
        if verb.lemma_.lower() in self._links["taking_part"]:  # "the militia is involved in the offensive"
            found.agent = found.agent or surface_subject(verb)

    def _only_tells(self, verb: Token, trigger: Trigger) -> bool:
        """Tell whether a verb only tells of an act: who "commented on the bombing", "blamed them in the raid".

        Not so of deals: who "agreed on a truce" made it by saying so.
        """
        told = trigger.link in self._links["told_of_behind"] and trigger.kind not in lexicon().kinds["deals"]
        return told and verb.lemma_.lower() in load_cues().verbs


def _on_paper(noun: Token, verb: Token, trigger: Trigger) -> bool:
    """Tell whether a verb deals with the paper a deal stands on ("rejected the latest proposal for a truce")."""
    if trigger.link or trigger.kind not in lexicon().kinds["deals"]:
        return False
    held = direct_object(verb)
    paper = noun.head.head if noun.dep_ == "pobj" else None
    return held is not None and paper == held and verb.lemma_.lower() in trigger.frame.light


def _named_anew(noun: Token, verb: Token) -> bool:
    """Tell whether a verb only gives an act another name ("the president called the explosion an attack")."""
    return noun.dep_ == "oprd" or any(kid.dep_ == "oprd" and kid.i > noun.i for kid in verb.children)

"""Who does an act and to whom: the agent and the target of a trigger, as the head words of their phrases."""

from spacy.tokens import Token

from sayso.extract.doers import Doers
from sayso.extract.frames import frame_book
from sayso.extract.grammar import antecedent, child, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import joined
from sayso.extract.roles_doer import PartyBehind, is_nobody
from sayso.extract.roles_nouns import NounRoles
from sayso.extract.roles_sides import Roles, split_sides
from sayso.extract.roles_verbs import VerbRoles
from sayso.extract.triggers import Trigger, TriggerFinder


class RoleFinder:
    """Reads roles off the parse around a trigger."""

    def __init__(self, finder: TriggerFinder) -> None:
        self._finder = finder
        self._links = lexicon().nonevents
        self._kinds = frame_book().kinds
        self._doers = Doers(finder)
        self._behind = PartyBehind(finder, self._doers)
        self._nouns = NounRoles(finder, self._doers)
        self._verbs = VerbRoles(finder, self._doers)

    def roles(self, trigger: Trigger, named: frozenset[int] | set[int] = frozenset()) -> Roles:
        """Return the roles told in the trigger's own clause; `named` are the tokens of named parties."""
        self._doers.named = named
        found = self._nouns.roles(trigger) if trigger.is_noun else self._verbs.roles(trigger)
        found.agent = self._behind.party(found.agent)
        if found.agent is not None and is_nobody(found.agent):  # "no group has claimed the bombing"
            found.agent = None
        if found.target is not None:
            found.target = self._whom(trigger, antecedent(found.target))
        if found.agent is not None and found.target is not None and found.agent.i == found.target.i:
            found.target = None
        if self._kinds[trigger.kind].reciprocal:
            split_sides(trigger, found, self._finder)
        elif trigger.kind in lexicon().kinds["deals"] and found.target is None and found.agent is not None:
            found.target = next((side for side in list(joined(found.agent))[1:] if self._doers.is_party(side)), None)
        return found

    def _whom(self, trigger: Trigger, target: Token) -> Token:
        """Return the person meant by what is his: "survived an attempt on his life"."""
        if target.lemma_.lower() not in self._links["of_a_person"]:
            return target
        harmed = surface_subject(trigger.verb) if trigger.verb is not None and trigger.link == "target" else None
        return harmed or child(target, frozenset(("poss",))) or target

"""The roles of a named act, told by words that stand farther from its noun ("after talks with A the envoy said")."""

from sayso.extract.doers import Doers
from sayso.extract.doers_beyond import helped_by, opposed, pitted, told_whom
from sayso.extract.frames import frame_book
from sayso.extract.grammar import prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.roles_sides import Roles, beyond, one_of_two
from sayso.extract.triggers import Trigger, TriggerFinder


def fill_farther(trigger: Trigger, found: Roles, doers: Doers, finder: TriggerFinder) -> None:
    """Fill in the roles that neither the words beside a noun nor its verb have told."""
    noun = trigger.head
    if trigger.frame.total:  # "Mali's war, which pits the army against the rebels": Mali is where it is
        one, other = pitted(noun)
        if one is not None and other is not None:
            found.agent, found.target = one, other
    if found.agent is None and frame_book().kinds[trigger.kind].reciprocal:
        found.agent = one_of_two(noun, doers)
    if found.agent is None:
        beyond(trigger, found, doers)
    if trigger.kind == "talks":
        _fill_teller(trigger, found, doers, finder)
    if found.target is None and trigger.kind in ("protest", *lexicon().kinds["warlike"]):
        found.target = opposed(noun)
    if trigger.kind == "talks" and found.target is None:
        one, other = told_whom(noun)
        if one is not None and found.agent in (None, one):
            found.agent, found.target = one, other
    if trigger.kind == "support":
        _fill_helped(trigger, found, doers)


def _fill_teller(trigger: Trigger, found: Roles, doers: Doers, finder: TriggerFinder) -> None:
    """Fill in who talked, where he tells of it: "after talks with the rebels the envoy said"."""
    if found.agent is not None or found.target is None or trigger.verb is None:
        return
    teller = surface_subject(trigger.verb)
    official = teller is not None and finder.is_a(teller, "official")
    found.agent = teller if official or doers.is_party(teller) else None


def _fill_helped(trigger: Trigger, found: Roles, doers: Doers) -> None:
    """Fill in whom support helped to do what it did, and whose support it was."""
    helped = helped_by(trigger.head)
    if doers.is_party(helped):
        whose = prep_object(trigger.head, *lexicon().nonevents["coming_from"])
        found.agent, found.target = whose or found.agent, helped

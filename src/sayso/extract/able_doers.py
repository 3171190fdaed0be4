"""Whether a phrase can be who does an act, or only stands where its doer would stand."""

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.frames import frame_book
from sayso.extract.grammar import SUBJECTS, governing_verb, is_passive, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.parted import is_parted
from sayso.extract.parties_data import iso_of
from sayso.extract.parties_match import PLAIN_SECTORS
from sayso.extract.places_cues import cues
from sayso.extract.suspects import is_bystander
from sayso.model import UNKNOWN, Participant

# How the codes of a state's own organs end.
_STATE = frozenset(("-GOV", "-MIL"))


def can_act(act: Act, agent: Participant, places: set[int], *, official: bool) -> bool:
    """Tell whether a phrase can be who does an act of this kind: a party, fighters, people; no place, no thing.

    `places` are the tokens of named places; `official` says that the report is a state's, whose foes are "terrorists".
    """
    words = lexicon()
    if act.trigger.frame.total and not is_parted(act.agent):
        return False
    if agent.text.lower() in words.nonevents["pronouns"] and (act.agent is None or act.agent.pos_ == "PRON"):
        return False  # "US" is none
    if agent.text.lower() in words.nonevents["standing_for_it"]:
        return False  # "this has helped the rebels"
    if agent.text.endswith("-") or agent.text.split()[0].lower() in words.nonevents["page_labels"]:
        return False  # a dateline ("Beirut-"), the tags of a page
    told = act.agent is not None and _told_outright(act, act.agent)
    if agent.party in PLAIN_SECTORS and act.kind in words.kinds["armed"] and not told:
        return False
    if is_bystander(agent.party) and act.kind in (words.kinds["violent"] | words.kinds["armed"]):
        return False
    head = act.agent
    if head is None or (act.kind == "protest" and agent.party[3:] in _STATE):
        return False  # "Mali's uprising", "the regime cracked down on protests": no state rises against itself
    if act.kind == "protest" and act.trigger.link in words.nonevents["met_by_others"]:
        return False  # "the junta crushed the protests", "condemned the protests"
    if _country_of(act, head, agent):
        return False
    if _is_asked(head) or (agent.party == "CIV" and _is_thing(head, act, places)):
        return False
    modifier = head.dep_ in ("compound", "amod", "nmod", "poss")
    where = head.i in places and (modifier or agent.party == UNKNOWN)
    if act.trigger.is_noun and head.i < act.trigger.head.i and where:
        return False  # "the Boukamal strike" says where
    if head.i in places and agent.party == UNKNOWN and act.kind in words.kinds["violent"]:
        return False  # "rockets fell in the south of Afrin, killing three": towns kill nobody
    ground = head.i in places or head.ent_type_ == "GPE" or head.lemma_.lower() in words.classes["territory"]
    if ground and act.kind in words.kinds["violent"] and _is_where(head, act.trigger.head):
        return False  # "crossing from Turkey, destroying a depot", "in the countryside, killing ten"
    first = head.pos_ == "PRON" and head.lower_ in words.nonevents["first_person"]
    if first and not (head.head.i == act.trigger.head.i or (agent.party != UNKNOWN and _goes_on(head, act))):
        return False  # "I saw soldiers firing": the subject was borrowed across a clause
    if (
        agent.party == "CIV"
        and act.kind in words.kinds["violent"]
        and (head.tag_ in ("NNS", "NNPS") or head.pos_ == "NUM")
        and not told
    ):
        return False  # crowds are hurt; one man may shoot
    grounds = words.classes["settlement"] | words.classes["outer_part"] | words.classes["territory"]
    ground = head.pos_ == "NOUN" and head.lemma_.lower() in grounds
    if ground and act.kind in words.kinds["violent"]:
        return False  # "the strike on the rebel-held district killed 25": whoever holds it, it did not strike
    if agent.party != UNKNOWN:
        return True
    if head.lemma_.lower() in words.nonevents["bare_counts"] and prep_object(head, "of") is None:
        return False  # "six soldiers killed and dozens wounded in clashes": the dozens are hurt
    if frame_book().names_act(head.lemma_.lower()):
        return False  # "the offensive would bring a ground assault"
    lemma = head.lemma_.lower()
    armed = lemma in words.classes["armed"] and head.dep_ in ("compound", "amod", "nmod")  # "militant shells"
    if lemma in words.nonevents["branding"]:  # "a terrorist attack" judges it, "terrorist rockets" says whose
        armed = armed and (act.kind in words.kinds["armed"] or (official and act.kind in words.kinds["branded"]))
    if act.trigger.is_noun and modifier and head.i < act.trigger.head.i and not armed:
        return False
    if lemma in words.classes["official"] and act.kind in words.kinds["deals"]:
        return True  # "mediators met the delegation"
    return (
        head.ent_type_ in ("PERSON", "ORG", "NORP")
        or head.pos_ == "PRON"
        or _is_band(head)
        or any(lemma in words.classes[name] for name in ("fighter", "person", "aircraft", "armed"))
        or lemma in words.means["attack"]
        or lemma in words.nonevents["doers"]
    )


def _country_of(act: Act, head: Token, agent: Participant) -> bool:
    """Tell whether the name of a country only says where: "12 killed in an Iraq car bomb attack"."""
    noun = act.trigger.head
    named = head.ent_type_ == "GPE" or (head.tag_ == "NNP" and head.i + 1 < noun.i and iso_of(agent.party) != "")
    beside = head.dep_ in ("compound", "nmod") and named and head.i < noun.i
    if act.kind == "bombing" and head.i + 1 == noun.i:
        return False  # "Israel bombing kills five" is Israel's
    of_what_struck = act.trigger.is_noun or head.head.head == noun  # "Juba car bomb kills 70"
    if not (beside and of_what_struck) or head.lower_ in cues().demonyms:
        return False
    if act.kind not in lexicon().kinds["anybodys"]:
        return False
    return not head.text.replace(".", "").isupper() and act.target in (None, act.victims)  # "US attacks" are whose


def _is_asked(head: Token) -> bool:
    """Tell whether a phrase asks who it was ("it is not known which aircraft carried out the strike")."""
    return any(kid.tag_ == "WDT" and kid.dep_ == "det" and kid.i < head.i for kid in head.children)


def _is_thing(head: Token, act: Act, places: set[int]) -> bool:
    """Tell whether a phrase of no side names ground, a building or a vehicle, not people ("near the water plant")."""
    words = lexicon()
    if act.kind not in words.kinds["violent"] | words.kinds["armed"]:
        return False
    if head.pos_ != "NOUN":
        return head.i in places or head.ent_type_ in ("GPE", "LOC", "FAC")
    if head.lemma_.lower() in words.classes["vehicle"] | words.classes["vessel"]:
        return False  # "a truck blew up", "the boat was laying mines"
    lemma, human = (
        head.lemma_.lower(),
        ("person", "civilian", "crowd_doer", "official", "fighter", "raider", "abductor"),
    )
    people = head.ent_type_ == "PERSON" or lemma in words.people or lemma in words.nonevents["doers"]
    return not (people or any(lemma in words.classes[name] for name in human))


def _goes_on(subject: Token, act: Act) -> bool:
    """Tell whether what an act hangs on is its subject's own verb ("we will continue to strike", "we host talks")."""
    head = act.trigger.head
    verb = governing_verb(head) if act.trigger.is_noun else head.head
    if verb is None or verb != subject.head:
        return False
    asked = any(kid.dep_ == "prep" and kid.i < head.i for kid in verb.children)  # "we called on states to arm them"
    return act.trigger.is_noun or (head.dep_ == "xcomp" and not asked)


def _is_band(head: Token) -> bool:
    """Tell whether a noun for people together is said to be one of fighters ("terrorist organisations")."""
    words = lexicon().nonevents
    if head.lemma_.lower() not in words["bands"]:
        return False
    return any(kid.lemma_.lower() in words["banded"] for kid in head.lefts)


def _is_where(head: Token, verb: Token) -> bool:
    """Tell whether a noun only says where, though the parse hangs the act on it as what it does."""
    place = head.dep_ == "pobj" and head.head.lower_ in lexicon().nonevents["whereabouts"]
    return place and verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.head == head


def _told_outright(act: Act, head: Token) -> bool:
    """Tell whether nothing but the grammar is needed to see that people at large did an act of force.

    So it is in "bombs were planted by the brothers", "herders attacked a village", "clashes between students and
    police"; elsewhere crowds are hurt.
    """
    link, trigger = head.head, act.trigger
    if head.dep_ == "pobj" and act.kind == "clash":
        return link.lower_ in lexicon().nonevents["parting"]
    parts = [part.head for part in (trigger, *trigger.parts) if not part.is_noun and not part.frame.casualty]
    if head.dep_ == "pobj" and link.dep_ == "agent":
        return link.head in parts
    held = act.target is not None or act.kind == "bombing"
    lemma, words = head.lemma_.lower(), lexicon()
    people = any(lemma in words.classes[name] for name in ("person", "civilian", "crowd_doer"))
    held = held and (people or lemma in words.nonevents["doers"])
    return held and head.dep_ in SUBJECTS and link in parts and not is_passive(link)

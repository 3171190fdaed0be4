"""What the words around the places of a sentence say of them, before and after the learned model weighs them."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.grammar import LONGEST_CHAIN
from sayso.extract.lexicon import lexicon
from sayso.extract.places import PlaceMention
from sayso.extract.places_cues import cues
from sayso.model import PlacePrecision

# What a noun hangs as on the noun it stands before.
BEFORE_NOUN = frozenset(("compound", "npadvmod", "nmod"))
# What a town may be called before its name ("near the group's last bastion Gao"), and in how many words.
_TITLE = frozenset(("DET", "ADJ", "PROPN", "PART", "ADV", "NOUN"))
_TITLED = 7
_VAGUE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN))


def aside(doc: Doc, mention: PlaceMention) -> bool:
    """Tell whether a place only tells of a body or a ban: "the monitor based in Britain", "(outlawed in Russia)"."""
    if mention.role == "part_of_name" and mention.place.precision in _VAGUE:
        return True  # "the Islamic State in Iraq and the Levant"
    at = mention.token_start - 1
    while at > 0 and (doc[at].lower_ == "the" or doc[at].lower_ in cues().directions):
        at -= 1
    return at > 0 and doc[at].dep_ in ("prep", "agent") and doc[at - 1].lower_ in cues().aside


def rulers(doc: Doc, mention: PlaceMention) -> bool:
    """Tell whether a place only says which rulers are meant: "the government in Khartoum", "Kiev forces"."""
    if mention.place.precision is PlacePrecision.COUNTRY:
        return False
    name = doc[mention.token_start : mention.token_end].root
    if name.dep_ in BEFORE_NOUN:
        noun = name.head if name.head.i == mention.token_end else None  # lost commas tie other nouns to it
        words = cues().rulers | cues().ruled
    else:
        noun = name.head.head if name.dep_ == "pobj" and name.head.lower_ in cues().seated else None
        words = cues().rulers
    return noun is not None and noun.pos_ == "NOUN" and noun.lemma_.lower() in words


def origin(doc: Doc, mention: PlaceMention, home: str) -> bool:
    """Tell whether a place only says whose planes or troops took part: "the raids involved jets from Chad".

    A town does so of those who do something ("militia from Misrata attacked"): troops are also withdrawn from one.
    """
    name = doc[mention.token_start : mention.token_end].root
    country = mention.place.precision is PlacePrecision.COUNTRY
    if country and name.dep_ in BEFORE_NOUN:
        owned, classes = name.head.lemma_.lower(), lexicon().classes
        if owned in classes["aircraft"]:
            return True  # "the downing of a Chad helicopter"
        if owned in classes["armed"] and mention.place.country not in ("", home):
            return True  # "a raid by the U.S. military" abroad
    link = _first_joined(name).head
    if link.lower_ not in lexicon().nonevents["belonging"]:
        return False
    abroad = mention.place.country not in ("", home)
    if mention.place.precision not in _VAGUE and not abroad and link.head.dep_ != "nsubj":
        return False
    classes = lexicon().classes
    return any(link.head.lemma_.lower() in classes[name] for name in ("aircraft", "fighter", "armed"))


def goal(doc: Doc, mention: PlaceMention, act: Act) -> bool:
    """Tell whether a place only says where those who leave another one go to ("pulled back to the town of Jumla")."""
    if act.kind not in lexicon().kinds["leaving"]:
        return False
    name = _first_joined(doc[mention.token_start : mention.token_end].root)
    link = name.head
    if link.lower_ == "of" and link.head.dep_ == "pobj":
        link = link.head.head
    held = link.head.head if link.head.dep_ in ("advmod", "prt") else link.head  # "back to", "out to"
    of_act = held in (act.trigger.head, *(part.head for part in act.trigger.parts))
    return of_act and link.lower_ in lexicon().nonevents["gone_to"]


def is_party(doc: Doc, mention: PlaceMention, named: set[int]) -> bool:
    """Tell whether a country or a capital is who did it, or whose rulers are meant.

    So it is in "brokered by Iran and Qatar", "in support of the Damascus government", "its ally Kyiv", "called on
    Washington".
    """
    words, start = lexicon().nonevents, mention.token_start
    if start not in named:
        return False
    name = doc[start : mention.token_end].root
    if name.dep_ in BEFORE_NOUN | {"amod"} and name.head.lemma_.lower() in words["ruling"]:
        return mention.place.precision is PlacePrecision.SETTLEMENT
    before = doc[start - 1] if start else name
    if before.pos_ == "NOUN" and before.lemma_.lower() in words["befriended"]:
        return True
    name = _first_joined(name)
    if name.dep_ != "pobj":
        return False
    link = name.head
    return link.dep_ == "agent" or (link.lower_ in words["calling_on"] and link.head.lemma_.lower() == "call")


def _first_joined(name: Token) -> Token:
    """Return the first of names joined to one another: "Sudan" of "mercenaries from Sudan and Chad"."""
    for _ in range(LONGEST_CHAIN):
        if name.dep_ != "conj" or name.head.i > name.i:
            break
        name = name.head
    return name


def beside(doc: Doc, mention: PlaceMention) -> bool:
    """Tell whether a town only says what an act was near to: "a village outside the capital Bamako", "near Gao"."""
    at = mention.token_start - 1
    first = max(at - _TITLED, 0)
    while at > first and (doc[at].pos_ in _TITLE or doc[at].lower_ in cues().kinds):
        if doc[at].lower_ in cues().near or doc[at].lower_ in cues().directions:
            break
        at -= 1
    if at > 0 and doc[at].lower_ == "of":
        return doc[at - 1].lower_ in cues().directions
    return at >= 0 and doc[at].lower_ in cues().near


def lend(acts: Sequence[Act]) -> None:
    """Give backing that is told of the doer of another act the place of that act.

    "Government troops backed by foreign jets captured Lyman": they were backed at Lyman.
    """
    for act in acts:
        if act.kind not in lexicon().kinds["lent"] or act.place is not None:
            continue
        helped = _helped(act.trigger.head)
        if helped is None:
            continue
        for other in acts:
            if other.sentence == act.sentence and other is not act and other.place_own and helped in _verbs(other):
                act.place = other.place
                break


def _verbs(act: Act) -> set[Token | None]:
    return {word for part in (act.trigger, *act.trigger.parts) for word in (part.head, part.verb)}


def _helped(head: Token) -> Token | None:
    """Return the verb whose subject a participle hangs on: "captured" of "troops backed by jets captured".

    Or which is done with backing: "took the town with the support of jets".
    """
    if head.dep_ == "pobj" and head.head.lower_ in cues().backed:
        return head.head.head
    if head.dep_ != "acl":
        return None
    noun = head.head
    for _ in range(4):
        if noun.dep_ in ("nsubj", "nsubjpass"):
            return noun.head
        if noun.dep_ not in ("conj", "appos"):
            return None
        noun = noun.head
    return None

"""What the words around the places of a sentence say of them, before and after the learned model weighs them."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from sayso.extract.acts import Act
from sayso.extract.grammar import LONGEST_CHAIN, VERBAL
from sayso.extract.lexicon import lexicon
from sayso.extract.places import PlaceMention
from sayso.extract.places_cues import cues
from sayso.model import PlacePrecision

# How many tokens may stand between a place and the one that only tells where it lies.
_DESCRIBED = 9
# How far before "where" the place stands that it takes up, in tokens.
_WHERE = 8
# How many words may stand between a province and the name of its capital ("'s provincial capital").
_SEAT = 3
# What a noun hangs as on the noun it stands before.
_BEFORE_NOUN = frozenset(("compound", "npadvmod", "nmod"))
_BORDERS = frozenset(("border", "frontier"))
_VAGUE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN))
_WIDE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.PROVINCE))


def aside(doc: Doc, mention: PlaceMention) -> bool:
    """Tell whether a place only tells of a body or a ban: "the monitor based in Britain", "(outlawed in Russia)"."""
    if mention.role == "part_of_name" and mention.place.precision in _VAGUE:
        return True  # "the Islamic State in Iraq and the Levant"
    at = mention.token_start - 1
    while at > 0 and (doc[at].lower_ == "the" or doc[at].lower_ in cues().directions):
        at -= 1
    return at > 0 and doc[at].dep_ in ("prep", "agent") and doc[at - 1].lower_ in cues().aside


def rulers(doc: Doc, mention: PlaceMention) -> bool:
    """Tell whether a place only says which rulers are meant: "the government in Khartoum", "its Damascus ally"."""
    if mention.place.precision is PlacePrecision.COUNTRY:
        return False
    name = doc[mention.token_start : mention.token_end].root
    if name.dep_ in _BEFORE_NOUN:
        noun = name.head if name.head.i == mention.token_end else None  # lost commas tie other nouns to it
    else:
        noun = name.head.head if name.dep_ == "pobj" and name.head.lower_ in cues().seated else None
    return noun is not None and noun.pos_ == "NOUN" and noun.lemma_.lower() in cues().rulers


def origin(doc: Doc, mention: PlaceMention, home: str) -> bool:
    """Tell whether a place only says whose planes or troops took part: "the raids involved jets from Chad".

    A town does so of those who do something ("militia from Misrata attacked"): troops are also withdrawn from one.
    """
    name = doc[mention.token_start : mention.token_end].root
    country = mention.place.precision is PlacePrecision.COUNTRY
    if country and name.dep_ in _BEFORE_NOUN:
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


def is_party(doc: Doc, mention: PlaceMention, named: set[int]) -> bool:
    """Tell whether a country or a capital is who did it, or whose rulers are meant.

    So it is in "brokered by Iran and Qatar", "in support of the Damascus government", "its ally Kyiv", "called on
    Washington".
    """
    words, start = lexicon().nonevents, mention.token_start
    if start not in named:
        return False
    name = doc[start : mention.token_end].root
    if name.dep_ in _BEFORE_NOUN | {"amod"} and name.head.lemma_.lower() in words["ruling"]:
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
    while at > 0 and (doc[at].pos_ in ("DET", "ADJ", "PROPN", "PART", "ADV") or doc[at].lower_ in cues().kinds):
        if doc[at].lower_ in cues().near or doc[at].lower_ in cues().directions:
            break
        at -= 1
    if at > 0 and doc[at].lower_ == "of":
        return doc[at - 1].lower_ in cues().directions
    return at >= 0 and doc[at].lower_ in cues().near


def better(doc: Doc, mentions: Sequence[PlaceMention], at: int, head: Token) -> int:
    """Return which place of a sentence is meant where the model took the one at `at` for an act told by `head`."""
    at = _where(doc, mentions, at, head)
    at = _hit(doc, mentions, at)
    at = _seated(doc, mentions, at)
    at = _owned(doc, mentions, at)
    at = _called(doc, mentions, at)
    at = _finer(doc, mentions, at, head)
    at = _bordering(doc, mentions, at)
    return _described(doc, mentions, at)


def _hit(doc: Doc, mentions: Sequence[PlaceMention], at: int) -> int:
    """Return the place that was hit, not that of the firing: "rockets fired from Gaza landed in Ashkelon"."""
    start = mentions[at].token_start
    fired = start > 1 and doc[start - 1].lower_ == "from" and doc[start - 2].lower_ in cues().fired
    if fired and at + 1 < len(mentions) and mentions[at + 1].role == "locative":
        return at + 1
    return at


def _seated(doc: Doc, mentions: Sequence[PlaceMention], at: int) -> int:
    """Return the capital told behind its province or country: "the Tigray regional capital Mekelle"."""
    if at + 1 == len(mentions):
        return at
    gap = doc[mentions[at].token_end : mentions[at + 1].token_start]
    seat = 0 < len(gap) <= _SEAT and gap[-1].lower_ in cues().seats
    return at + 1 if seat and all(word.pos_ in ("ADJ", "NOUN", "PART") for word in gap) else at


def _owned(doc: Doc, mentions: Sequence[PlaceMention], at: int) -> int:
    """Return the place behind the country that owns it: "Syria's Aleppo", "Syria's northern province of Idlib"."""
    here = mentions[at]
    if here.place.precision is not PlacePrecision.COUNTRY or at + 1 == len(mentions):
        return at
    after = mentions[at + 1]
    gap = doc[here.token_end : after.token_start]
    bare = _bare_genitive(doc, here)
    owns = bare or (len(gap) > 0 and gap[0].tag_ == "POS")
    known = after.place.country == here.place.country and after.role != "part_of_name"
    plain = all(_describing(word) or (bare and word.tag_ == "VBD") for word in gap)
    return at + 1 if owns and known and plain and len(gap) < _DESCRIBED else at


def _describing(word: Token) -> bool:
    """Tell whether a word may stand between a country and its place: "Syria's divided northern city of Qamishli"."""
    return word.tag_ in ("POS", "VBN", "VBG") or word.lower_ == "of" or word.pos_ in ("ADJ", "NOUN", "PROPN")


def _bare_genitive(doc: Doc, mention: PlaceMention) -> bool:
    """Tell whether a name stands in the genitive and a collector has stripped its apostrophe: "Syrias"."""
    return mention.place.text != doc[mention.token_start : mention.token_end].text


def _called(doc: Doc, mentions: Sequence[PlaceMention], at: int) -> int:
    """Return the town of which a country's name behind it only tells more: "Mosul, Iraq's second largest city"."""
    here = mentions[at]
    if not at or here.place.precision is not PlacePrecision.COUNTRY:
        return at
    owns = _bare_genitive(doc, here) or (here.token_end < len(doc) and doc[here.token_end].tag_ == "POS")
    before = mentions[at - 1]
    gap = [word.lower_ for word in doc[before.token_end : here.token_start]]
    alike = before.place.country == here.place.country and before.place.precision is not PlacePrecision.COUNTRY
    return at - 1 if owns and alike and gap in ([], [","]) else at


def _finer(doc: Doc, mentions: Sequence[PlaceMention], at: int, head: Token) -> int:
    """Return the town that hangs from the act's own word where only its country was taken.

    "In northern Mali a strike on the village of Tessit killed ten" is at Tessit.
    """
    here = mentions[at]
    if here.place.precision is not PlacePrecision.COUNTRY:
        return at
    for i, one in enumerate(mentions):
        fine = one.place.precision not in _WIDE and one.place.country == here.place.country
        if fine and one.role == "locative" and _hangs_from(doc[one.token_start : one.token_end].root, head):
            return i
    return at


def _bordering(doc: Doc, mentions: Sequence[PlaceMention], at: int) -> int:
    """Return the place told as near the border of the country taken: "raided Rann near the Cameroon border"."""
    if not at or mentions[at].place.precision is not PlacePrecision.COUNTRY:
        return at
    gap = doc[mentions[at - 1].token_end : mentions[at].token_start]
    close = any(word.lower_ in cues().near for word in gap) and len(gap) < _DESCRIBED
    plain = all(word.is_punct or word.pos_ in ("ADP", "DET", "ADJ") or word.lower_ in _BORDERS for word in gap)
    return at - 1 if close and plain else at


def _hangs_from(place: Token, head: Token) -> bool:
    """Tell whether a name stands behind a preposition of the act's word: "on Tessit", "on the village of Tessit".

    Or whether it is what the act is done to: "retook the nearby city of Bria".
    """
    for _ in range(2):
        if place.dep_ in ("dobj", "nsubjpass"):
            return place.head == head
        if place.dep_ != "pobj":
            return False
        place = place.head.head
        if place == head:
            return True
        if place.lower_ not in cues().kinds:
            return False
    return False


def _described(doc: Doc, mentions: Sequence[PlaceMention], at: int) -> int:
    """Return the place that the one taken only tells the whereabouts of: "Babeska, a village in Idlib"."""
    while at:
        before, here = mentions[at - 1], mentions[at]
        gap = doc[before.token_end : here.token_start]
        if not 2 < len(gap) + 1 <= _DESCRIBED or not _describes(gap):
            return at
        at -= 1
    return at


def _describes(gap: Span) -> bool:
    """Tell whether the words between two places tell what the first is: ", a village in", "which lies near"."""
    words = [token for token in gap if not token.is_punct]
    if len(words) < 2 or (words[-1].lower_ not in cues().locative and words[-1].lower_ not in cues().directions):
        return False
    if words[0].lower_ in ("a", "an"):
        for word in words[1:]:
            if word.lower_ in cues().kinds:
                return True
            if word.pos_ == "NOUN" and word.dep_ not in _BEFORE_NOUN:
                return False  # "in northern Mali a strike on the village of Tessit"
        return False
    return words[0].lower_ == "which" and words[1].lower_ in cues().lying


def _where(doc: Doc, mentions: Sequence[PlaceMention], at: int, head: Token) -> int:
    """Return the place that "where" takes up, for an act told in its clause: "Ataybah, where an attack was staged"."""
    clause = next((up for up in (head, *head.ancestors) if up.dep_ == "relcl" and up.pos_ in VERBAL), None)
    where = next((kid for kid in clause.children if kid.lower_ == "where"), None) if clause is not None else None
    if where is None:
        return at
    start = mentions[at].token_start
    if start > where.i and not any(word.lower_ == "where" for word in doc[where.i + 1 : start]):
        return at
    earlier = [i for i, one in enumerate(mentions) if 0 <= where.i - one.token_end <= _WHERE]
    return earlier[-1] if earlier else at


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

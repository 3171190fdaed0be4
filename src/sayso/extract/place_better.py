"""Which place of a sentence is meant where the learned model took one that only tells where another lies."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from sayso.extract.grammar import VERBAL
from sayso.extract.lexicon import lexicon
from sayso.extract.place_context import BEFORE_NOUN
from sayso.extract.places import PlaceMention
from sayso.extract.places_cues import QUARTERS, cues
from sayso.model import PlacePrecision

# How many tokens may stand between a place and the one that only tells where it lies.
_DESCRIBED = 9
# How far before "where" the place stands that it takes up, in tokens.
_WHERE = 8
# How many words may stand between a province and the name of its capital ("'s provincial capital").
_SEAT = 3
_WIDE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.PROVINCE))
_VAGUE = _WIDE | {PlacePrecision.UNKNOWN}
_TOWNS = frozenset((PlacePrecision.SETTLEMENT, PlacePrecision.DISTRICT))


def better(doc: Doc, mentions: Sequence[PlaceMention], at: int, head: Token) -> int:
    """Return which place of a sentence is meant where the model took the one at `at` for an act told by `head`."""
    at = _where(doc, mentions, at, head)
    at = _hit(doc, mentions, at)
    at = _seated(doc, mentions, at)
    at = _owned(doc, mentions, at)
    at = _called(doc, mentions, at)
    at = _part_of(doc, mentions, at)
    at = _finer(doc, mentions, at, head)
    at = _bordering(doc, mentions, at)
    at = _crossed(doc, mentions, at)
    return _described(doc, mentions, at)


def first_of_list(doc: Doc, mentions: Sequence[PlaceMention], at: int) -> int:
    """Return the first of places told side by side ("in Hama, Idlib and Aleppo"): one act over several is at it."""
    links = lexicon().nonevents["listing"]
    while at:
        before, here = mentions[at - 1], mentions[at]
        gap = doc[before.token_end : here.token_start]
        alike = before.place.precision is here.place.precision and before.role == here.role
        alike = alike or (not before.place.source and here.place.precision is PlacePrecision.SETTLEMENT)
        if not alike or not all(word.lower_ in links for word in gap):
            break
        at -= 1
    return at


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
    borders = lexicon().nonevents["borders"]
    plain = all(word.is_punct or word.pos_ in ("ADP", "DET", "ADJ") or word.lower_ in borders for word in gap)
    return at - 1 if close and plain else at


def _crossed(doc: Doc, mentions: Sequence[PlaceMention], at: int) -> int:
    """Return the place told behind a river or a border that is only crossed: "cross the Euphrates to flee Mayadin"."""
    here = mentions[at]
    crossed = here.place.precision is PlacePrecision.UNKNOWN and here.place.source
    if crossed and doc[here.token_start : here.token_end].root.dep_ == "dobj":
        return next((i for i in range(at + 1, len(mentions)) if mentions[i].role == "locative"), at)
    return at


def _part_of(doc: Doc, mentions: Sequence[PlaceMention], at: int) -> int:
    """Return the quarter of which the town taken only tells where it lies: "Podil district in Kyiv".

    "Blasts in the Podil district and in Kyiv" are in two places.
    """
    return at - 1 if at and lies_in(doc, mentions[at - 1], mentions[at]) else at


def lies_in(doc: Doc, part: PlaceMention, whole: PlaceMention) -> bool:
    """Tell whether a place is told as a quarter of the town named behind it: "Podil district in the north of Kyiv"."""
    gap = doc[part.token_end : whole.token_start]
    if part.role == "part_of_name" or part.place.precision in _WIDE or whole.place.precision in _VAGUE or not gap:
        return False
    link = next((i for i, word in enumerate(gap) if word.lower_ in cues().seated or word.lower_ == "of"), None)
    if link is None or len(gap) > _DESCRIBED:
        return False
    sorts = (cues().kinds.get(word.lower_) for word in (doc[part.token_end - 1], *gap[:link]))
    plain = all(word.pos_ in ("ADJ", "NOUN") for word in gap[:link])
    return plain and any(sort in QUARTERS for sort in sorts) and all(_bearing(word.lower_) for word in gap[link + 1 :])


def _bearing(word: str) -> bool:
    """Tell whether a word may stand between "in" and the town: "in the eastern part of Kyiv"."""
    words = cues()
    return word in ("the", "of") or word in words.directions or word in words.bearings or word in words.kinds


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
            if word.pos_ == "NOUN" and word.dep_ not in BEFORE_NOUN:
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

"""Places told without their name first: "a town in Borno was shelled. ... The town of Bama has been held since"."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.grammar import LONGEST_CHAIN
from sayso.extract.lexicon import lexicon
from sayso.extract.place_pointed import SPOTS
from sayso.extract.places import PlaceMention
from sayso.extract.places_cues import QUARTERS, cues
from sayso.extract.places_refer import told_as
from sayso.model import Place, PlacePrecision

# Within how many sentences behind its own the name of a place is told.
_SOON = 3
_WIDE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.UNKNOWN))

# What a name or a noun hangs as on what it tells the whereabouts of.
_HANGING = frozenset(("pobj", "prep", "compound", "nmod", "poss", "appos"))


def named_later(act: Act, pointers: Iterable[Token], places: Sequence[PlaceMention]) -> Place | None:
    """Return the place that an act's own words tell without its name ("on a town in Borno") and the next ones name.

    `pointers` are the nouns of the act's words and `places` the report's places in order. What its own clause names may
    only bound the spot: a province, a town that it is near to, or the town of a quarter.
    """
    for noun in (*pointers, *_bounded(act)):
        if not _unnamed(noun) or not _leaves_open(act, cues().kinds[noun.lower_]):
            continue
        land = act.place.country if act.place is not None else ""
        for mention in _next(act.trigger.head, places):
            alike = mention.place.country in ("", land) or not land
            if alike and mention.role != "part_of_name" and told_as(noun.doc, mention, noun.lower_):
                return mention.place
    return None


def _bounded(act: Act) -> Iterator[Token]:
    """Return the nouns whose whereabouts the place of an act's clause tells: "a town in a zone outside Khartoum"."""
    doc, place = act.trigger.head.doc, act.place
    name = doc.char_span(place.span.start, place.span.end, alignment_mode="expand") if place is not None else None
    if name is None:
        return
    word = name.root
    for _ in range(LONGEST_CHAIN):
        if word.dep_ not in _HANGING:
            return
        word = word.head
        if word.pos_ == "NOUN":
            yield word


def _unnamed(noun: Token) -> bool:
    """Tell whether a noun is a spot told of for the first time and without a name: "a rebel-held town"."""
    if noun.pos_ != "NOUN" or cues().kinds.get(noun.lower_) not in SPOTS:
        return False
    words = lexicon().nonevents
    if not any(kid.dep_ == "det" and kid.lower_ in words["indefinite"] for kid in noun.children):
        return False
    return not any(kid.pos_ == "PROPN" or kid.lower_ in words["naming"] for kid in noun.children)


def _leaves_open(act: Act, sort: str) -> bool:
    """Tell whether the place of an act's clause only bounds the spot of this sort."""
    if act.place is None or act.place.precision in _WIDE or act.place_beside:
        return True
    return sort in QUARTERS and act.place.precision is PlacePrecision.SETTLEMENT


def _next(head: Token, places: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Return the places of the sentences behind a token's own, as far as a name may be told later."""
    start = head.sent.end
    finish = _after(head.doc, start)
    for mention in places:
        if mention.token_start >= finish:
            break
        if mention.token_start >= start:
            yield mention


def _after(doc: Doc, start: int) -> int:
    """Return the token behind the next few sentences from `start` on."""
    for _ in range(_SOON):
        if start < len(doc):
            start = doc[start].sent.end
    return start

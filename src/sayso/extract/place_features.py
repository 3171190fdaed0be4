"""What the parse says of an act's words and a place: the features by which a learned model weighs whether they belong.

Every feature is a short string that is there or not, so that the reason for a choice can be read from its weights.
The model is of `knowledge/models/event_place.md`; a change here makes it wrong until it is trained again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.extract.grammar import VERBAL
from sayso.extract.parse_path import Path, climb, labels, path
from sayso.extract.place_candidates import UNLISTED
from sayso.extract.places import PlaceMention
from sayso.extract.places_cues import cues
from sayso.model import PlacePrecision

# How many words may stand between a fine place and the wide one that holds it.
_CHAIN = 4
# Upper borders of the bins that distances in words are put into.
_DISTANCES = (1, 2, 3, 5, 8, 12, 18, 30)
_COARSENESS = {
    PlacePrecision.EXACT: 0,
    PlacePrecision.SETTLEMENT: 0,
    PlacePrecision.DISTRICT: 1,
    PlacePrecision.UNKNOWN: 1,
    PlacePrecision.PROVINCE: 2,
    PlacePrecision.COUNTRY: 3,
}
_MODIFYING = frozenset(("compound", "nmod", "appos", "amod", "poss"))
_LINKING = frozenset(("prep", "appos", "pobj"))


@dataclass(frozen=True, slots=True)
class Telling:
    """The words that tell an act: `heads` of its trigger and the triggers it took in, the first being its own.

    `noun` says whether the trigger is one; `grounds` are the tokens of the ground that the act is done to, `saying`
    those that only say who speaks.
    """

    heads: tuple[Token, ...]
    noun: bool
    grounds: frozenset[int]
    saying: frozenset[int]
    climbs: list[dict[int, Token]]

    @classmethod
    def of(cls, heads: tuple[Token, ...], *, noun: bool, grounds: set[int], saying: frozenset[int]) -> "Telling":
        """Return the words of an act with the way up from each of them."""
        return cls(heads, noun, frozenset(grounds), saying, [climb(head) for head in heads])


@dataclass(frozen=True, slots=True)
class Site:
    """A place among those of its sentence, and what can be said of it whatever act is asked about.

    `token` stands for it in its clause, `prep` is the word it hangs on, `features` are those that no act changes.
    """

    mention: PlaceMention
    token: Token
    prep: str
    features: list[str]


def sites(doc: Doc, mentions: Sequence[PlaceMention]) -> list[Site]:
    """Return the places of a sentence, each with what the others and its own words say of it."""
    finest = min((_COARSENESS[m.place.precision] for m in mentions), default=0)
    found = []
    for mention in mentions:
        token = site(doc, mention)
        features = _of_name(doc, mention, len(mentions), finest, token)
        features += _holds(doc, mention, mentions, token)
        features += _chain(doc, mention, mentions)
        if mentions[0] is mention:
            features.append("first")
        if mentions[-1] is mention:
            features.append("last")
        found.append(Site(mention, token, _prep(token), features))
    return found


def none_features(telling: Telling, mentions: Sequence[PlaceMention]) -> list[str]:
    """Return what speaks for an act's sentence not naming its place at all."""
    head = telling.heads[0]
    held = next((kid for kid in head.children if kid.dep_ in ("dobj", "nsubjpass")), None)
    doer = next((kid for kid in head.children if kid.dep_ == "nsubj"), None)
    there = any(kid.dep_ == "advmod" and kid.lower_ in cues().there for kid in head.children)
    return [
        "none",
        f"none,dep={head.dep_}",
        f"none,tag={head.tag_}",
        f"none,places={min(len(mentions), 4)}",
        f"none,first={head.i - head.sent.start < 6}",
        f"none,verb={head.lemma_.lower()}",
        f"none,object={_sort(held)}",
        f"none,subject={_sort(doer)}",
        f"none,listed={any(m.role != UNLISTED for m in mentions)},places={min(len(mentions), 3)}",
        f"none,there={there}",
    ]


def pair_features(doc: Doc, telling: Telling, one: Site, mentions: Sequence[PlaceMention]) -> list[str]:
    """Return the features of an act and one of the places that its sentence names; `mentions` are all of them."""
    way = min((path(climbed, one.token) for climbed in telling.climbs), key=lambda p: p.steps)
    side = "before" if one.token.i < telling.heads[0].i else "after"
    found = _of_path(telling, one, way, side)
    found += _of_both(telling, one, way, side)
    found += _between(doc, telling, one, mentions, side)
    found += _rank(one.mention, mentions, telling.heads[0])
    return found + one.features


def site(doc: Doc, mention: PlaceMention) -> Token:
    """Return the word that stands for a place in its clause: "town" of "the town of X", "district" of "X district"."""
    inside = range(mention.token_start, mention.token_end)
    token = next((t for t in doc[mention.token_start : mention.token_end] if t.head.i not in inside), doc[inside[-1]])
    for _ in range(3):
        head = token.head
        if token.dep_ in _MODIFYING and head.lower_ in cues().kinds:
            token = head
        elif token.dep_ == "pobj" and head.lower_ in ("of", "in") and head.head.lower_ in cues().kinds:
            token = head.head
        else:
            break
    return token


def _of_path(telling: Telling, one: Site, way: Path, side: str) -> list[str]:
    up, down = labels(way.up), labels(way.down, words=True)
    joint = way.joint.pos_ if way.joint is not None else ""
    prep, steps, borders, under = one.prep, way.steps, min(way.borders, 3), way.under
    found = [
        f"path={up}|{down}",
        f"bare={up}|{labels(way.down)}",
        f"up={up}",
        f"up={up},{side}",
        f"down={down}",
        f"steps={min(steps, 8)}",
        f"borders={borders},up={min(len(way.up), 3)}",
        f"joint={joint}",
        f"under={under}",
        f"form={'noun' if telling.noun else 'verb'},{under}",
        f"prep={prep},up={min(len(way.up), 2)}",
        f"prep={prep},steps={min(steps, 5)},borders={min(borders, 2)}",
    ]
    if way.up:
        found.append(f"out={way.up[0].dep_},{joint},{way.down[0].dep_ if way.down else 'itself'}")
    return found


def _of_name(doc: Doc, mention: PlaceMention, places: int, finest: int, token: Token) -> list[str]:
    start, end = mention.token_start, mention.token_end
    entity, role, dep = doc[start].ent_type_, mention.role, token.dep_
    precision = mention.place.precision.value
    previous = doc[start - 1].lower_ if start and doc[start - 1].lower_ in cues().before_place else ""
    behind = doc[end] if end < len(doc) else None
    return [
        f"previous={previous}",
        f"previous={previous},precision={precision}",
        f"precision={precision}",
        f"role={role}",
        f"role={role},dep={dep}",
        f"role={role},entity={entity}",
        f"role={role},entity={entity},dep={dep}",
        f"length={min(end - start, 4)},role={role}",
        f"entity={entity}",
        f"site={not start <= token.i < end}",
        f"finest={_COARSENESS[mention.place.precision] == finest}",
        f"only={places == 1}",
        f"opens={start - token.sent.start < 3}",
        f"kind={behind is not None and behind.lower_ in cues().kinds}",
        f"possessive={behind is not None and behind.tag_ == 'POS'}",
    ]


def _of_both(telling: Telling, one: Site, way: Path, side: str) -> list[str]:
    head, mention, token, prep = telling.heads[0], one.mention, one.token, one.prep
    start, end = mention.token_start, mention.token_end
    lemma, under = head.lemma_.lower(), way.under
    distance = _bin(abs(token.i - head.i))
    found = [
        f"ground={not telling.grounds.isdisjoint(range(start, end))}",
        f"prep={prep}",
        f"prep={prep},{side}",
        f"dep={token.dep_},{side}",
        f"distance={distance},{side}",
        f"verb={lemma},{under}",
        f"verb={lemma},{side},{prep}",
        f"under={under},precision={mention.place.precision.value}",
        f"under={under},distance={distance}",
    ]
    if start in telling.saying:
        found += ["saying", f"saying,role={mention.role}"]
    return found


def _between(doc: Doc, telling: Telling, one: Site, mentions: Sequence[PlaceMention], side: str) -> list[str]:
    at, head = one.token.i, telling.heads[0].i
    low, high = min(at, head) + 1, max(at, head)
    verbs, comma, quote = 0, False, False
    for word in doc[low:high]:
        if word.is_punct:
            comma |= word.lower_ == ","
            quote |= word.is_quote
        else:
            verbs += word.pos_ == "VERB"
    others = sum(low <= m.token_start < high and m is not one.mention for m in mentions)
    return [
        f"verbs={min(verbs, 3)},{side}",
        f"others={min(others, 2)},{side}",
        f"comma={comma},verbs={min(verbs, 2)}",
        f"quote={quote}",
    ]


def _sort(token: Token | None) -> str:
    return "" if token is None else token.ent_type_ or token.pos_


def _prep(token: Token) -> str:
    return token.head.lower_ if token.dep_ == "pobj" else token.dep_


def _bin(distance: int) -> int:
    return next((border for border in _DISTANCES if distance <= border), 99)


def _rank(mention: PlaceMention, mentions: Sequence[PlaceMention], head: Token) -> list[str]:
    before = [m for m in mentions if m.token_end <= head.i]
    after = [m for m in mentions if m.token_start > head.i]
    found = []
    if before and before[-1] is mention:
        found.append(f"nearest before,after={bool(after)}")
    if after and after[0] is mention:
        found.append(f"nearest after,before={bool(before)}")
    return found


def _chain(doc: Doc, mention: PlaceMention, mentions: Sequence[PlaceMention]) -> list[str]:
    """Return how a place stands to its neighbours: "Ramousah in southwest Aleppo" is a fine place in a wide one."""
    found = []
    mine = _COARSENESS[mention.place.precision]
    for other in mentions:
        if other is mention:
            continue
        theirs = _COARSENESS[other.place.precision]
        order = "finer" if theirs < mine else "wider" if theirs > mine else "alike"
        for side, start, end in (
            ("after", other.token_end, mention.token_start),
            ("before", mention.token_end, other.token_start),
        ):
            if 0 <= end - start <= _CHAIN and not any(doc[i].pos_ in VERBAL for i in range(start, end)):
                found.append(f"{side} a {order} place,{_join(doc, start, end)}")
    return found


def _join(doc: Doc, start: int, end: int) -> str:
    words = [doc[i].lower_ for i in range(start, end)]
    return next((word for word in cues().between_places if word in words), "other" if words else "none")


def _holds(doc: Doc, mention: PlaceMention, mentions: Sequence[PlaceMention], token: Token) -> list[str]:
    """Return whether the phrase of a place holds another, or hangs on another ("the district of the city")."""
    found = set()
    mine = {token.i, *range(mention.token_start, mention.token_end)}
    for other in mentions:
        if other is mention:
            continue
        if _climbs(token, set(range(other.token_start, other.token_end))):
            found.add(f"hangs on a place,{_prep(token)}")
        last = doc[other.token_end - 1]
        if _climbs(last, mine):
            found.add(f"holds a place,{_prep(last)}")
    return sorted(found)


def _climbs(token: Token, to: set[int]) -> bool:
    here = token
    for _ in range(4):
        if here.head == here:
            return False
        here = here.head
        if here.i in to:
            return True
        if here.dep_ not in _LINKING:
            return False
    return False

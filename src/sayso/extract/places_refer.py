"""What a mention of a place does in its sentence, and which earlier place "the city" stands for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from sayso.extract.gazetteer import Entry
from sayso.extract.gazetteer_fold import fold
from sayso.extract.places_accept import Candidate
from sayso.extract.places_cues import cues
from sayso.extract.places_spans import Shape, kind_after, locative_before
from sayso.knowledge.files import read_csv
from sayso.model import Place, PlacePrecision, Span

_SORTS = {
    "settlement": {PlacePrecision.SETTLEMENT},
    "province": {PlacePrecision.PROVINCE},
    "district": {PlacePrecision.DISTRICT, PlacePrecision.EXACT},
    "neighbourhood": {PlacePrecision.EXACT, PlacePrecision.DISTRICT},
}

# Letters of the shortest acronym that is no country's or title's own ("US", "UN", "DR").
_ACRONYM = 3
# A side of a town ("eastern Aleppo"), which "the city" may point back to.
_QUARTER = _SORTS["neighbourhood"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place at tokens `[token_start, token_end)` and its role: locative, metonym, part_of_name or other.

    Only a `locative` mention says where something is; a `metonym` is the government there ("Moscow denied"), a
    `part_of_name` belongs to another name ("the Washington Post"), `other` is anything else ("Syria's war").
    """

    place: Place
    token_start: int
    token_end: int
    role: str


def role_of(doc: Doc, shape: Shape, candidate: Candidate, entry: Entry | None) -> str:
    """Return the role of a name in its sentence."""
    words = cues()
    start, end = candidate.start, candidate.end
    if not candidate.owned and _in_longer_name(doc, shape, start, end):
        return "part_of_name"
    if shape.word(end) == "-" and shape.word(end + 1) in words.part_suffixes:
        return "part_of_name"
    if shape.word(end - 1).rpartition("-")[2] in words.part_suffixes and "-" in shape.text[end - 1]:
        return "part_of_name"
    head = doc[start:end].root
    country = entry is not None and entry.kind == "country"
    if country and _after_acronym(shape, start):
        return "part_of_name"
    if head.dep_ in ("nsubj", "nsubjpass") and head.head.pos_ in ("VERB", "AUX"):
        large = entry is not None and entry.curated + entry.population > 300_000
        if country or (large and head.head.lemma_ in words.speech):
            return "metonym"
    if _speaks(doc, shape, start, end):
        return "metonym"
    if shape.word(start - 1) in words.with_words and country and shape.word(start - 2) not in words.kinds:
        return "metonym"
    if (
        locative_before(shape, start)
        or head.dep_ in ("pobj", "appos", "conj", "dobj", "npadvmod", "nsubj", "nsubjpass")
        or shape.word(start - 1) == ","
    ):
        return "locative"
    return "other" if country else "locative"


def _speaks(doc: Doc, shape: Shape, start: int, end: int) -> bool:
    """Whether a site is told as the body that runs it: "the University of Aleppo agreed", "Shifa Hospital said"."""
    ends = {shape.lower[start], shape.lower[end - 1]}
    if ends.isdisjoint(cues().name_heads) and ends.isdisjoint(cues().in_town):
        return False
    head = doc[start:end].root
    subject = head.head if head.dep_ == "conj" else head
    return subject.dep_ == "nsubj" and subject.head.lemma_ in cues().speech


def _after_acronym(shape: Shape, start: int) -> bool:
    """Whether a country only tells which branch of a body is meant: "MSF France", "UNHCR Chad"."""
    before = shape.text[start - 1] if start else ""
    return len(before) >= _ACRONYM and before.isalpha() and before.isupper() and shape.pos[start - 1] == "PROPN"


def _in_longer_name(doc: Doc, shape: Shape, start: int, end: int) -> bool:
    """Whether the name is part of the name of an organisation, an outlet or a treaty."""
    heads = cues().name_heads
    if shape.entity[start] in ("ORG", "WORK_OF_ART", "LAW", "EVENT", "PRODUCT", "PERSON"):
        first, last = shape.entity_start[start], shape.entity_end[end - 1]
        # where commas are lost the parser runs two names together: "the province of Hama the Syrian Observatory"
        last = next((i for i in range(end, last) if shape.text[i] == "the"), last)
        rest = [shape.lower[i] for i in (*range(first, start), *range(end, last))]
        if any(word in heads for word in rest):
            return True
        if rest and shape.entity[start] != "ORG":
            return not (kind_after(shape, end) or (first == start and locative_before(shape, start)))
    i = end
    while i < len(shape.text) and i < end + 3 and shape.text[i][:1].isupper():
        if shape.lower[i] in heads:
            return True
        i += 1
    # "Islamic State of Iraq and the Levant", "University of Aleppo"
    i = start - 1
    if shape.word(i) == "the":
        i -= 1
    if shape.word(i) in ("of", "for"):
        named = i > 0 and shape.text[i - 1][:1].isupper() and not doc[i - 1].is_sent_start
        return named and shape.lower[i - 1] in heads
    if shape.word(i) == "in" and i > 1 and f"{shape.lower[i - 2]} {shape.lower[i - 1]}" in cues().names_with_in:
        return True
    if shape.word(i) == "and" and i > 3 and shape.word(i - 2) == "in":
        return f"{shape.lower[i - 4]} {shape.lower[i - 3]}" in cues().names_with_in
    if shape.word(i) == "and" and i > 2 and shape.word(i - 2) in ("of", "for"):
        return shape.text[i - 3][:1].isupper() and shape.lower[i - 3] in heads
    return False


def resolve_definite(token: Token, mentions: Sequence[PlaceMention], home: str = "") -> PlaceMention | None:
    """Return the place that "the city" / "the town" / "the province" at `token` stands for.

    It is the last one told with that very word ("the village of Enyele"), else the last of that sort; of several ("both
    towns") the first that their sentence names. "The capital" is that of `home`, the country of the war, if named.
    """
    word, many = token.lower_, False
    if word not in cues().kinds or word in cues().plural_kinds:
        many = word in cues().plural_kinds
        word = cues().plural_kinds.get(word, word.removesuffix("s"))
    sort = cues().kinds.get(word)
    if sort is None:
        return None
    if word in cues().seats and (capital := _capital(token, mentions, home)) is not None:
        return capital
    wanted = _SORTS.get(sort, set[PlacePrecision]())
    last = None
    for mention in sorted(mentions, key=lambda m: -m.token_end):
        if mention.token_end > token.i or mention.role == "part_of_name":
            continue
        side = sort == "settlement" and mention.place.text.partition(" ")[0].lower() in cues().directions
        fits = mention.place.precision in wanted or (side and mention.place.precision in _QUARTER)
        fits = fits and _sort_behind(token.doc, mention) not in cues().site_kinds  # an airport is no neighbourhood
        if not many and told_as(token.doc, mention, word):
            return mention
        if fits and (last is None or (many and _alike(token.doc, mention, last))):
            last = mention
    return last


def said_again(words: DocSpan, place: Place) -> Place:
    """Return a place with the words that point back to it in the place of its name."""
    return replace(place, text=words.text, span=Span(words.start_char, words.end_char))


def _capital(token: Token, mentions: Sequence[PlaceMention], home: str) -> PlaceMention | None:
    """Return the capital that "the capital" or "the Sudanese capital" is, as last named; not "the regional capital"."""
    told = [kid.lower_ for kid in token.children if kid.dep_ in ("amod", "compound", "poss")]
    land = next((cues().demonyms[word] for word in told if word in cues().demonyms), "")
    if told and not land:
        return None
    named = [m for m in mentions if m.place.country == (land or home) and fold(m.place.name) in _capitals(land or home)]
    before = [m for m in named if m.token_end <= token.i]
    return before[-1] if before else named[0] if named else None


@lru_cache(maxsize=256)
def _capitals(country: str) -> frozenset[str]:
    rows = (row for row in read_csv("parties/countries.csv") if row["iso3"] == country)
    return frozenset(fold(name) for row in rows for name in row["capitals"].split(";") if name)


def _alike(doc: Doc, one: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether two places of one precision are told in one sentence: one pair of towns."""
    together = doc[one.token_start].sent.start == doc[other.token_start].sent.start
    return together and one.place.precision is other.place.precision


def _sort_behind(doc: Doc, mention: PlaceMention) -> str:
    """Return the sort that the last word of a place, or the word behind it, gives it, "" if none."""
    last = cues().kinds.get(doc[mention.token_end - 1].lower_, "")
    behind = doc[mention.token_end].lower_ if mention.token_end < len(doc) else ""
    return last or cues().kinds.get(behind, "")


def told_as(doc: Doc, mention: PlaceMention, word: str) -> bool:
    """Tell whether a place was told with a word for its sort: "Enyele village", "the village of Enyele"."""
    start, end = mention.token_start, mention.token_end
    behind = (doc[end - 1].lower_, doc[end].lower_ if end < len(doc) else "")
    before = start > 1 and doc[start - 1].lower_ in cues().naming and doc[start - 2].lower_ == word
    return before or word in behind

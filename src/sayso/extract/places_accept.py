"""Whether a stretch of text that could name a place does name one."""

from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.extract.gazetteer import Entry, Gazetteer
from sayso.extract.gazetteer_fold import fold, key, skeleton
from sayso.extract.places_cues import cues
from sayso.extract.places_spans import Shape, kind_after, kind_before, locative_before, name_ends, starts_name, surface

_LARGE = 100_000  # people: a name of a town this large needs no tag when it stands as a proper noun
_SHOUTED = 8  # letters: shorter words in capitals are acronyms or bylines unless a comma follows, as in a dateline
_LONGEST_UNKNOWN = 4  # tokens
# Kinds that a noun beside an unknown name can tell: "the village of X", "X district".
_TOLD = frozenset({"settlement", "province", "district", "neighbourhood", "camp"})
_TELLING = 7  # a name of so many consonants sounds like another by no chance
_SHORT = 3  # names this short must be written in capitals: US, UAE, DRC


@dataclass(slots=True)
class Candidate:
    """A name at tokens `[start, end)`: its `text` less `cut` final letters (a possessive s), and the places so called.

    `weak` candidates are dropped when no entry can be chosen, others stay as unknown places. An `owned` one follows its
    country ("Syrias Aleppo").
    """

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]
    cut: int = 0
    weak: bool = False
    owned: bool = False


def accept(shape: Shape, candidate: Candidate) -> bool:
    """Judge a candidate found in the index; sets `weak` when the index alone speaks for it."""
    start, end = candidate.start, candidate.end
    words = cues()
    folded = fold(candidate.text)
    if folded in words.never or key(candidate.text) in words.never or folded in words.demonyms:
        return False  # "the Kazakh capital" is no town called so
    if len(folded) <= _SHORT and not candidate.text.replace(".", "").isupper():
        # "in Gao" is a town, "Us" no country
        town = any(e.curated == 2 and e.kind == "settlement" for e in candidate.entries)
        if not (town and folded not in words.common and locative_before(shape, start) and shape.pos[start] == "PROPN"):
            return False
    if all(w in words.kinds or w in words.directions for w in folded.split()):
        return False  # "River", "Camp"
    known = max(e.curated for e in candidate.entries) == 2
    country = any(e.kind == "country" for e in candidate.entries)
    large = known or country or max(e.population for e in candidate.entries) >= _LARGE
    tagged = shape.is_place(start, end)
    if tagged and not (known or country) and _cuts_name(shape, start, end):
        return False
    if candidate.text.isupper() and not (known or country) and shape.word(end) != "," and len(folded) < _SHOUTED:
        return False  # "MARI YAMAGUCHI" in a byline
    cue = bool(kind_before(shape, start)) or (bool(kind_after(shape, end)) and shape.text[end][:1].islower())
    label = shape.entity[start]
    inside = shape.entity_start[start] < start or shape.entity_end[end - 1] > end
    if shape.word(start - 1).rstrip(".") in words.honorifics and not cue:
        return False
    candidate.weak = not (tagged or cue)
    if shape.is_other(start, end):
        return known and (end - start > 1 or locative_before(shape, start))
    if folded in words.common or all(w in words.common for w in folded.split()):
        return cue or (
            tagged and not shape.surnames.intersection(folded.split()) and (large or locative_before(shape, start))
        )
    if cue or (tagged and large):
        return True
    locative = locative_before(shape, start)
    if label == "PERSON" or shape.surnames.intersection(folded.split()):
        # "of Mosul Iraqs second city", its comma stripped; not "of Qasim Halabouni", though Jasim is written so too
        called_so = any(entry.curated and fold(entry.name) == folded for entry in candidate.entries)
        opens = shape.entity_start[start] == start and locative and called_so
        if inside and label == "PERSON" and not (known and (end - start > 1 or opens)):
            return False
        return (known or country) and (locative or end - start > 1 or not _lone_name(shape, start, end))
    if label == "NORP":
        return known or country
    if label in ("ORG", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT") and inside:
        return known or country
    if tagged:
        return locative or shape.pos[start] == "PROPN"
    if known or country:
        return True
    return locative and shape.pos[end - 1] == "PROPN" and (large or end - start > 1 or not label)


def goes_back(shape: Shape, start: int, at: int) -> bool:
    """Whether a name with the article goes on from a capital that is no place: "Jadida" of "Shahba al-Jadida"."""
    article = shape.lower[start].partition("-")[0] in cues().articles
    return start > at and article and shape.pos[start - 1] == "PROPN" and shape.text[start - 1][:1].isupper()


def goes_on(shape: Shape, candidate: Candidate) -> bool:
    """Whether a name that lacks its article in front has one behind: "Bab" of "Bab al-Maqam" is not al-Bab.

    Nor is "Tal" of "Tal Toughan" al-Tall; but the town of Beni is called just so.
    """
    at = candidate.end
    named_on = at < len(shape.text) and shape.capital[at] and shape.pos[at] == "PROPN"
    opener = fold(candidate.text)
    just_so = any(entry.curated and fold(entry.name) == opener for entry in candidate.entries)
    if named_on and opener in cues().openers and not just_so:
        return shape.lower[at] not in cues().kinds
    if at >= len(shape.text) or shape.lower[at].partition("-")[0] not in cues().articles or not starts_name(shape, at):
        return False
    bare = shape.lower[candidate.start].partition("-")[0] not in cues().articles
    short = not any(entry.main for entry in candidate.entries)  # "Jisr" of "Jisr al-Shaghour" is no Jisr az-Zarqa
    return bare and (short or any(fold(e.name).partition(" ")[0] in cues().articles for e in candidate.entries))


def of_country(candidate: Candidate, found: list[Candidate]) -> bool:
    """Whether a known name follows its country, whose apostrophe was lost: "Syrias Aleppo", tagged a person."""
    if not found or not found[-1].cut or found[-1].end != candidate.start:
        return False
    country = found[-1].entries[0].country
    return any(e.country == country and e.curated and e.kind != "country" for e in candidate.entries)


def _cuts_name(shape: Shape, start: int, end: int) -> bool:
    """Whether a tagged name goes on with more capitals on either side: "Fort" of "Fort Campbell"."""
    words = cues()
    first, last = shape.entity_start[start], shape.entity_end[end - 1]
    rest = [i for i in (*range(first, start), *range(end, last)) if shape.text[i][:1].isupper()]
    return any(shape.lower[i] not in words.kinds and shape.lower[i] not in words.directions for i in rest)


def _lone_name(shape: Shape, start: int, end: int) -> bool:
    """Whether a single token stands like a person's name: subject of a saying verb or beside another name."""
    return end - start == 1 and (shape.lower[start] in shape.surnames)


def trimmed(shape: Shape, start: int, end: int) -> tuple[int, int]:
    """Take articles, compass words and kind words off both ends of a tagged entity."""
    words = cues()
    while start < end and (
        shape.lower[start] in ("the", "'s", "-", ",")
        or shape.lower[start] in words.directions
        or shape.lower[start] in words.wide
        or (shape.text[start][:1].islower() and not starts_name(shape, start))
    ):
        start += 1
    while end > start and (
        shape.lower[end - 1] in ("'s", "’s", "-", ",", ".")
        or (shape.lower[end - 1] in words.kinds and shape.text[end - 1][:1].islower())
    ):
        end -= 1
    return start, end


def unknown_spans(
    doc: Doc, shape: Shape, table: Gazetteer, found: list[Candidate], votes: Counter[str]
) -> list[Candidate]:
    """Return names that are told or tagged as places but not filed under their spelling.

    Another transliteration of a filed name in a country the report is about is taken for it; the rest stay unknown.
    """
    taken = {i for c in found for i in range(c.start, c.end)}
    out: list[Candidate] = []
    spans = [trimmed(shape, e.start, e.end) for e in doc.ents if e.label_ in ("GPE", "LOC", "FAC")]
    told = set()
    for start, opens in enumerate(shape.starts):
        dated = shape.entity[start] == "DATE"  # "on Sunday al-Qadisiya district was shelled"
        if not opens or dated or start in taken or _goes_on(shape, start):
            continue
        ends = [e for e in name_ends(shape, start) if e - start <= _LONGEST_UNKNOWN]
        if not ends or taken.intersection(range(start, ends[-1])):
            continue
        if kind_before(shape, start) in _TOLD or kind_after(shape, ends[-1]) in _TOLD:
            spans.append((start, ends[-1]))
            told.add(start)
        elif shape.entity[start] not in ("NORP", "DATE") and (
            locative_before(shape, start) or not cues().articles.isdisjoint(shape.lower[start + 1 : ends[-1]])
        ):
            # Only a name that sounds like a filed one is taken on a preposition or an article in it alone.
            name = surface(shape, start, ends[-1])
            if any(votes[e.country] and e.curated for e in table.alike(name)):
                spans.append((start, ends[-1]))
                if len(skeleton(name)) >= _TELLING:
                    told.add(start)  # "Jisr al-Shaghour", which the tagger takes for a person
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end or taken.intersection(range(start, end)):
            continue
        text = surface(shape, start, end)
        folded = fold(text)
        words = folded.split()
        if not words or key(text) in cues().never or not cues().never.isdisjoint(words):
            continue
        if (
            words[-1] in cues().name_heads
            or words[0] in cues().demonyms
            or (start not in told and _person_like(shape, start, end))
        ):
            continue
        if not any(shape.pos[i] == "PROPN" for i in range(start, end)):
            continue
        if all(w in cues().common or w in cues().kinds for w in words) or not any(c.isupper() for c in text):
            continue
        if len(folded) <= _SHORT or (text.isupper() and len(folded) <= 5):
            continue
        entries = tuple(e for e in table.alike(text) if votes[e.country])
        out.append(Candidate(start, end, text, entries))
        taken.update(range(start, end))
    return out


def _goes_on(shape: Shape, start: int) -> bool:
    """Tell whether a token only goes on with the name begun before it."""
    return start > 0 and starts_name(shape, start - 1) and shape.entity[start - 1] != "DATE"


def _person_like(shape: Shape, start: int, end: int) -> bool:
    if shape.word(start - 1).rstrip(".") in cues().honorifics:
        return True
    if any(shape.lower[i] in shape.surnames for i in range(start, end)):
        return True
    kin = shape.lower[end - 1].removesuffix("s")  # "the Kelmendis"
    return shape.word(start - 1) == "the" and kin != shape.lower[end - 1] and kin in shape.surnames

"""From a name and its entry to a Place: the words that belong to it, its usual name, its precision."""

from sayso.extract.gazetteer import Entry, Gazetteer
from sayso.extract.gazetteer_fold import key
from sayso.extract.places_accept import Candidate
from sayso.extract.places_cues import cues
from sayso.extract.places_spans import Shape, kind_before
from sayso.model import Place, PlacePrecision, Span

_PRECISION = {
    "country": PlacePrecision.COUNTRY,
    "province": PlacePrecision.PROVINCE,
    "district": PlacePrecision.DISTRICT,
    "settlement": PlacePrecision.SETTLEMENT,
    "region": PlacePrecision.DISTRICT,
    "river": PlacePrecision.UNKNOWN,
    "border": PlacePrecision.UNKNOWN,
}
_TAKES_KIND = frozenset(
    {"settlement", "neighbourhood", "district", "province", "camp", "base", "airport", "farm", "region"}
)


def as_place(shape: Shape, candidate: Candidate, entry: Entry | None, table: Gazetteer) -> tuple[Place, int, int]:
    """Return the place and its tokens `[start, end)`, with a compass word before and a kind word after taken in."""
    start, end = candidate.start, candidate.end
    words = cues()
    kind = kind_before(shape, start)
    after = words.kinds.get(shape.word(end), "") if not candidate.cut else ""
    if after in _TAKES_KIND:
        kind, end = after, end + 1
    entry, end = _built(shape, candidate, entry, end, table)
    wide = shape.word(end) in words.wide or shape.word(end - 1) in words.wide
    if shape.word(end) in words.wide:
        end += 1
    compass = ""
    while start > 0 and (shape.lower[start - 1] in words.directions or shape.lower[start - 1] in words.wide):
        start -= 1
        wide = wide or shape.lower[start] in words.wide
        compass = compass or words.directions.get(shape.lower[start], "")
    compass = compass or _compass_of(shape, start)
    wide = wide or any(shape.word(i) in words.wide for i in range(start - 4, start) if shape.word(start - 1) == "of")
    first, last = shape.offset[start], shape.end_of(end - 1) - (candidate.cut if end == candidate.end else 0)
    span = Span(first, last)
    text = span.of(shape.whole)
    if entry is None:
        return Place(text, span, candidate.text), start, end
    if entry.kind == "country":
        name = text if compass and start < candidate.start else entry.name
        return _place(text, span, name, entry, PlacePrecision.COUNTRY, located=False), start, end
    if after == "region" and entry.country in words.region_is_province:
        kind = "province"
    if kind == "province" or entry.kind == "province":
        name = entry.name if entry.kind == "province" else f"{entry.name} province"
        return _place(text, span, name, entry, PlacePrecision.PROVINCE, located=False), start, end
    if wide:
        name = f"{entry.name} countryside"
        return _place(text, span, name, entry, PlacePrecision.PROVINCE, located=False), start, end
    precision = _PRECISION.get(entry.kind, PlacePrecision.EXACT)
    if entry.kind == "region" and entry.lat is None:
        return _place(text, span, entry.name, entry, PlacePrecision.UNKNOWN, located=False), start, end
    if compass and entry.kind == "settlement":
        part = f"{compass} {entry.name}"
        for name in (part, f"{compass} {candidate.text}"):
            for own in table.find(key(name)):
                if own.curated == 2 and own.country == entry.country:
                    return _place(text, span, own.name, own, PlacePrecision.DISTRICT), start, end
        return _place(text, span, part, entry, PlacePrecision.DISTRICT), start, end
    if kind == "district" and entry.kind == "settlement" and shape.word(end - 1) in words.district_nouns:
        return _place(text, span, f"{entry.name} district", entry, PlacePrecision.DISTRICT), start, end
    return _place(text, span, entry.name, entry, precision), start, end


def _built(
    shape: Shape, candidate: Candidate, entry: Entry | None, end: int, table: Gazetteer
) -> tuple[Entry | None, int]:
    """Return the camp, dam, airport or road that lower-case words after a town's name make of it, if it is filed."""
    if candidate.cut:
        return entry, end
    for last in (candidate.end, candidate.end + 1, candidate.end + 2):
        if cues().kinds.get(shape.word(last), "settlement") in ("settlement", "province", "region", "neighbourhood"):
            continue
        name = " ".join([candidate.text, *shape.text[candidate.end : last + 1]])
        short = f"{candidate.text} {shape.word(last)}"
        for filed in (key(name), key(short)):
            for built in table.find(filed):
                known = built.curated and (entry is None or built.country == entry.country)
                if known and built.kind not in ("settlement", "province"):
                    between = shape.lower[candidate.end : last]
                    if filed == key(name) or all(word in cues().camp_words for word in between):
                        return built, last + 1
    return entry, end


def _compass_of(shape: Shape, start: int) -> str:
    """Return the compass part told before "of": "the eastern districts of X", "the rebel-held east of X"."""
    words = cues()
    if shape.word(start - 1) != "of":
        return ""
    head = shape.word(start - 2)
    if head in words.directions:
        inside = (
            shape.word(start - 3) == "the"
            or "-" in shape.text[start - 3 : start - 2]
            or shape.word(start - 3) == "held"
        )
        return words.directions[head] if inside else ""
    if words.kinds.get(head) in ("district", "neighbourhood", "region") or head in words.part_nouns:
        for i in range(start - 3, max(start - 6, -1), -1):
            if shape.word(i) in words.directions:
                return words.directions[shape.word(i)]
    return ""


def _place(text: str, span: Span, name: str, entry: Entry, precision: PlacePrecision, located: bool = True) -> Place:
    return Place(text, span, name, entry.country, entry.lat if located else None, entry.lon if located else None,
                 precision, entry.source)  # fmt: skip

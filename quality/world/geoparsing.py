"""Places: LGL and GeoVirus, news whose place names carry the point that was meant.

*Given*: every annotated name is handed to sayso, which says which place it is. *End to end*: sayso finds the names too.
A name is right when its point lies within 161 km (100 miles) of the annotated one, the field's customary limit. sayso
gives no point to countries, provinces and wide areas; such a name counts as right when the entry is the annotated one
by its GeoNames number (LGL) or by its name, the title of its page (GeoVirus), and its error is then 0 km.
"""

import statistics
import urllib.parse
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from quality.alike import kilometres
from quality.world.shape import Errors, Figure, Findings, Kit, Part, prf, quote, share, table
from sayso.extract.gazetteer_fold import fold
from sayso.extract.places import find_mentions
from sayso.model import Place, Span

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """An annotated name: its span, its point, and what else tells which place is meant."""

    span: Span
    lat: float
    lon: float
    names: frozenset[str]  # folded names of the place, or its GeoNames number as "geonames:N"
    sort: str = ""  # GeoNames feature class and code, where given


def articles(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    """Yield each article's text and those of its toponyms that have a point."""
    for article in ElementTree.parse(path).getroot().iter("article"):  # noqa: S314 - a set named by who measures
        found = []
        for item in [*article.iter("toponym"), *article.iter("location")]:
            lat, lon = item.findtext(".//lat"), item.findtext(".//lon")
            if not lat or not lon:
                continue
            tag = item.find("gaztag")
            page = urllib.parse.unquote((item.findtext("page") or "").rpartition("/")[2]).replace("_", " ")
            names = {fold(page.partition(",")[0])} if page else set()
            sort = ""
            if tag is not None:
                names |= {f"geonames:{tag.get('geonameid')}", fold(tag.findtext("name") or "")}
                sort = f"{tag.findtext('fclass')}.{tag.findtext('fcode')}"
            span = Span(int(item.findtext("start") or 0), int(item.findtext("end") or 0))
            found.append(Toponym(span, float(lat), float(lon), frozenset(names), sort))
        yield article.findtext("text") or "", found


def error_km(gold: Toponym, place: Place | None) -> float | None:
    """Return how far a place is from the annotated one in km, 0 for the right wide area, None when it is not told."""
    if place is None:
        return None
    if place.lat is not None and place.lon is not None:
        return kilometres(gold.lat, gold.lon, place.lat, place.lon)
    same = place.source in gold.names or (bool(place.source) and fold(place.name) in gold.names)
    return 0.0 if same else None


def token_spans(doc: Doc, toponyms: Sequence[Toponym]) -> list[tuple[int, int]]:
    """Return the tokens of each annotated name, in order, without overlaps."""
    spans: list[tuple[int, int]] = []
    for one in sorted(toponyms, key=lambda t: (t.span.start, -t.span.end)):
        span = doc.char_span(one.span.start, one.span.end, alignment_mode="expand")
        if span is not None and (not spans or span.start >= spans[-1][1]):
            spans.append((span.start, span.end))
    return spans


def resolution(pairs: Sequence[tuple[Toponym, Place | None]]) -> dict[str, Figure]:
    """Return the figures over names with what sayso takes each for."""
    errors = [error_km(gold, place) for gold, place in pairs]
    points = [e for e, (_, place) in zip(errors, pairs, strict=True) if place is not None and place.lat is not None]
    pointed = [e for e in points if e is not None]
    told = [e for e in errors if e is not None]
    return {
        "within 161 km, of names with a point": share(sum(e <= NEAR_KM for e in pointed), len(pointed)),
        "names with a point": share(len(pointed), len(pairs)),
        "within 161 km or the right area, of all names": share(sum(e <= NEAR_KM for e in told), len(pairs)),
        "median error, km, of names with a point": {
            "value": statistics.median(pointed) if pointed else 0.0,
            "n": len(pointed),
        },
    }


def classify(gold: Toponym, place: Place | None) -> str:
    """Return the class of error of one name, "" when it is right."""
    error = error_km(gold, place)
    if error is not None and error <= NEAR_KM:
        return ""
    sort = {"A": "an area", "P": "a town"}.get(gold.sort[:1], "a feature") if gold.sort else "a place"
    if place is None:
        return f"not found: {sort}"
    if place.lat is None:
        return f"no point, another or no entry: {sort}"
    return f"a namesake far away: {sort}"


def measure(folder: Path, kit: Kit) -> Findings:
    """Return accuracy within 161 km, median error and detection on both sets."""
    found = Findings()
    for stem in ("LGL", "GeoVirus"):
        path = folder / "data" / "geoparsing" / ("lgl.xml" if stem == "LGL" else "GeoVirus.xml")
        texts = list(articles(path))
        given: list[tuple[Toponym, Place | None]] = []
        free: list[tuple[Toponym, Place | None]] = []
        said = 0
        for (text, gold), doc in zip(texts, kit.docs(text for text, _ in texts), strict=True):
            named = [m.place for m in find_mentions(doc, given=token_spans(doc, gold))]
            seen = [m.place for m in find_mentions(doc) if m.role != "part_of_name"]
            said += len(seen)
            for one in gold:
                given.append((one, _over(one.span, named)))
                place = _over(one.span, seen)
                free.append((one, place))
                _note(found.errors, stem, text, one, place)
        figures = resolution(given)
        found.figures |= {f"{stem}, given names: {name}": row for name, row in figures.items()}
        hits = sum(place is not None for _, place in free)
        right = sum((e := error_km(gold, place)) is not None and e <= NEAR_KM for gold, place in free)
        found.figures[f"{stem}, end to end: detection F1"] = prf(hits, said, len(free))
        found.figures[f"{stem}, end to end: found and right, F1"] = prf(right, said, len(free))
        points = resolution(free)
        found.figures |= {f"{stem}, end to end: {name}": row for name, row in points.items()}
        found.tables[f"{stem}: the right place, by sort of place, names given"] = _by_sort(given)
    return found


def _over(span: Span, places: Sequence[Place]) -> Place | None:
    return next((place for place in places if place.span.overlaps(span)), None)


def _note(errors: Errors, stem: str, text: str, gold: Toponym, place: Place | None) -> None:
    name = classify(gold, place)
    if name:
        read = f" (read {place.name}, {place.country or 'no country'})" if place else ""
        errors.add(f"{stem}: {name}", quote(text, gold.span.start, gold.span.end, 30) + read)


def _by_sort(pairs: Sequence[tuple[Toponym, Place | None]]) -> dict[str, object]:
    names, right = Counter[str](), Counter[str]()
    for gold, place in pairs:
        sort = gold.sort or "any"
        names[sort] += 1
        right[sort] += not classify(gold, place)
    rows = [[sort, n, right[sort] / n] for sort, n in names.most_common(12)]
    return table(["GeoNames class", "names", "right"], rows)


PART = Part("geoparsing", "Places (LGL and GeoVirus)", ("data/geoparsing/*.xml",), measure, ("alike.py",))

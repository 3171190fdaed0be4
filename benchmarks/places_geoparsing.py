"""Measure places on LGL and GeoVirus: is the right one of several namesakes chosen, and are mentions found.

    python benchmarks/places_geoparsing.py FOLDER [--limit N]

FOLDER holds lgl.xml and GeoVirus.xml. Figures: share of gold toponyms found (overlap) and detection F1; over toponyms
that are resolved to a point, the share within 161 km of the gold point; the share of gold toponyms left without a point
(countries, provinces and wide areas never get one).
"""

import argparse
import random
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from sayso.extract.places import find_mentions
from sayso.extract.places_choice import distance_km
from sayso.model import Place, Span
from sayso.reading.pipeline import load_pipeline

NEAR_KM = 161.0  # 100 miles, the field's customary limit
Gold = tuple[Span, float | None, float | None]


def articles(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Yield each article's text and its toponyms with their points."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        gold: list[Gold] = []
        for item in [*article.iter("toponym"), *article.iter("location")]:
            lat, lon = item.find(".//lat"), item.find(".//lon")
            point = (
                (float(lat.text), float(lon.text))
                if lat is not None and lon is not None and lat.text and lon.text
                else (None, None)
            )
            gold.append((Span(int(item.findtext("start") or 0), int(item.findtext("end") or 0)), *point))
        yield text, gold


def best_overlap(span: Span, places: list[Place]) -> Place | None:
    """Return the place that overlaps the gold span."""
    return next((place for place in places if place.span.overlaps(span)), None)


def measure(path: Path, limit: int) -> None:
    """Print one line of figures for one file."""
    nlp = load_pipeline()
    found = total = said = right = resolved = 0
    texts = list(articles(path))
    random.Random(0).shuffle(texts)
    for text, gold in texts[:limit]:
        mentions = find_mentions(nlp(text))
        places = [m.place for m in mentions if m.role != "part_of_name"]
        said += len(places)
        for span, lat, lon in gold:
            total += 1
            place = best_overlap(span, places)
            found += place is not None
            if place is None or place.lat is None or place.lon is None or lat is None or lon is None:
                continue
            resolved += 1
            right += distance_km(place.lat, place.lon, lat, lon) <= NEAR_KM
    precision, recall = found / max(said, 1), found / max(total, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    shares = f"detection P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; with a point {resolved / max(total, 1):.3f}"
    near = f"of these within {NEAR_KM:.0f} km {right / max(resolved, 1):.3f}"
    print(f"{path.stem}: {len(texts[:limit])} articles, {total} toponyms, {shares}, {near}")


def main() -> None:
    """Run both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=10_000)
    given = parser.parse_args()
    for name in ("lgl.xml", "GeoVirus.xml"):
        measure(given.folder / name, given.limit)


if __name__ == "__main__":
    main()

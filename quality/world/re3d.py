"""Names: documents of seven bodies on Syria and Iraq, with places, organisations and nationalities marked.

Only what the annotators were sure of counts (confidence of one half or more); what overlaps a doubtful mark is neither
right nor wrong. *Places* are the mentions that sayso finds; *parties* are the names of its table of parties, which
holds forces, states and bodies of the wars it knows and is not meant to find every company. A name is found when it
overlaps a mark.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quality.world.shape import Errors, Findings, Kit, Part, prf, quote
from sayso.model import Report

SURE = 0.5
Span = tuple[int, int]
SORTS = {"places": ("Location",), "parties": ("Organisation", "Nationality")}


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the JSON objects of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span shares a character with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def compare(gold: list[Span], doubtful: list[Span], said: list[Span]) -> tuple[Counter[str], list[Span], list[Span]]:
    """Return the counts of one document, the marks missed and the names made up."""
    kept = [s for s in said if overlaps(s, gold) or not overlaps(s, doubtful)]
    missed = [g for g in gold if not overlaps(g, said)]
    extra = [s for s in kept if not overlaps(s, gold)]
    counts = Counter(
        {
            "gold": len(gold),
            "said": len(kept),
            "right": len(gold) - len(missed),
            "right said": len(kept) - len(extra),
            "exact": len(set(gold) & set(kept)),
        }
    )
    return counts, missed, extra


def measure(folder: Path, kit: Kit) -> Findings:
    """Return F1 of places and parties, by overlap and by exact borders."""
    found = Findings()
    tally = {name: Counter[str]() for name in SORTS}
    for base in sorted((folder / "data" / "re3d").iterdir()):
        if not (base / "documents.json").is_file():
            continue
        texts = {d["_id"]: d["text"] for d in lines(base / "documents.json")}
        marks: dict[str, list[dict[str, Any]]] = {name: [] for name in texts}
        for entity in lines(base / "entities.json"):
            if entity["documentId"] in marks:
                marks[entity["documentId"]].append(entity)
        for name, extraction in zip(texts, kit.extractions(Report(text) for text in texts.values()), strict=True):
            doc = extraction.doc
            said = {
                "places": [(m.place.span.start, m.place.span.end) for m in extraction.places],
                "parties": [
                    (doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
                    for start, end, _ in extraction.parties.mentions()
                ],
            }
            for sort, types in SORTS.items():
                _count(tally[sort], found.errors, sort, texts[name], _spans(marks[name], types), said[sort])
    for sort, row in tally.items():
        found.figures[f"{sort} F1, overlap"] = prf(row["right"], row["said"], row["gold"], row["right said"])
        found.figures[f"{sort} F1, exact"] = prf(row["exact"], row["said"], row["gold"])
    return found


def _spans(marks: list[dict[str, Any]], types: tuple[str, ...]) -> tuple[list[Span], list[Span]]:
    """Return what is surely and what is perhaps of these types; a place in a sure mark of the other sort is perhaps."""
    mine = {(m["begin"], m["end"]) for m in marks if m["type"] in types and float(m["confidence"]) >= SURE}
    perhaps = {(m["begin"], m["end"]) for m in marks if m["type"] in types} - mine
    return sorted(mine), sorted(perhaps)


def _count(
    tally: Counter[str], errors: Errors, sort: str, text: str, gold: tuple[list[Span], list[Span]], said: list[Span]
) -> None:
    counts, missed, extra = compare(*gold, said)
    tally.update(counts)
    for start, end in missed:
        errors.add(f"{sort} missed", quote(text, start, end, 20))
    for start, end in extra:
        errors.add(f"{sort} made up", quote(text, start, end, 20))


PART = Part("re3d", "Names (Dstl re3d)", ("data/re3d/*/documents.json", "data/re3d/*/entities.json"), measure)

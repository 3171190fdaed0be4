"""Where an act took place: sentences with one verb marked and the place, if any, where it happened.

The verb is given, as the annotators had it; sayso says which place of the sentence belongs to it. A sentence is right
when the place it names overlaps one of the annotated places, or when both have none. Where the verb is an act of a kind
that sayso reads, the figure "acts that sayso reads" takes the place that the act has; the other takes every verb.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from quality.world.shape import Errors, Findings, Kit, Part, by, prf, quote, share, table
from sayso.extract.acts import Act
from sayso.extract.extraction import Extraction
from sayso.extract.frames import Frame
from sayso.model import Place, Report

# A kind that no rule treats apart, and a frame that says nothing, for verbs that are no act to sayso.
_PLAIN = Frame("attack", "verb", ("act",))


def sentences(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the sentences with exactly one verb."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            if sum(span["label"] == "VERB" for span in entry["spans"]) == 1:
                yield entry


def place_of(extraction: Extraction, start: int, end: int) -> tuple[Place | None, bool]:
    """Return the place of the act that the words `[start, end)` tell, and whether sayso reads an act there at all."""
    extraction.tell()
    doc = extraction.doc
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None, False
    tokens = set(range(span.start, span.end))
    for act in extraction.acts:
        if tokens & act.tokens:
            return act.place, True
    trigger = SimpleNamespace(head=span.root, parts=[], frame=_PLAIN, verb=None)
    target = next((kid for kid in span.root.children if kid.dep_ in ("dobj", "nsubjpass")), None)
    plain = SimpleNamespace(
        trigger=trigger, kind="attack", sentence=extraction.sentences[span.root.i], target=target, agent=None
    )
    act = cast(Act, plain)
    return extraction.scene.place(act) or extraction.scene.referred(act), False


def judge(entry: dict[str, Any], place: Place | None, errors: Errors) -> str:
    """Return "right", "wrong", "missed", "made up" or "none" (rightly without a place) for one sentence."""
    gold = [(s["start"], s["end"]) for s in entry["spans"] if s["label"] == "LOCATION"]
    text = entry["text"]
    verb = next(text[s["start"] : s["end"]] for s in entry["spans"] if s["label"] == "VERB")
    names = ", ".join(text[a:b] for a, b in gold)
    if place is None:
        if gold:
            errors.add("missed", f"{verb}: {quote(names)}. {quote(text)}")
        return "missed" if gold else "none"
    if not gold:
        errors.add("made up", f"{verb}: read {place.text}. {quote(text)}")
        return "made up"
    if any(a < place.span.end and place.span.start < b for a, b in gold):
        return "right"
    errors.add("another place", f"{verb}: {quote(names)}, read {place.text}. {quote(text)}")
    return "wrong"


def measure(folder: Path, kit: Kit) -> Findings:
    """Return accuracy over all sentences, and precision, recall and F1 of the places."""
    found = Findings()
    entries = list(sentences(folder / "data" / "event_location" / "train.jsonl.gz"))
    all_, acts = Counter[str](), Counter[str]()
    rows: dict[str, Counter[str]] = {}
    extractions = kit.extractions(Report(entry["text"]) for entry in entries)
    for entry, extraction in zip(entries, extractions, strict=True):
        verb = next(span for span in entry["spans"] if span["label"] == "VERB")
        place, is_act = place_of(extraction, verb["start"], verb["end"])
        outcome = judge(entry, place, found.errors)
        all_[outcome] += 1
        row = rows.setdefault(entry["source"], Counter())
        row["sentences"] += 1
        row["right"] += outcome in ("right", "none")
        if is_act:
            acts[outcome] += 1
    for name, counts in (("", all_), (", acts that sayso reads", acts)):
        found.figures[f"accuracy{name}"] = share(counts["right"] + counts["none"], counts.total())
        said, gold = counts["right"] + counts["wrong"] + counts["made up"], counts["right"] + counts["wrong"]
        found.figures[f"place F1{name}"] = prf(counts["right"], said, gold + counts["missed"])
    found.tables["by collection"] = table(["collection", "sentences", "right"], by(rows, "sentences", "right"))
    return found


PART = Part("event_location", "Place of an act (event_location)", ("data/event_location/train.jsonl.gz",), measure)

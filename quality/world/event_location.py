"""Where an act took place: sentences with one verb marked and the place, if any, where it happened.

The verb is given, as the annotators had it; sayso says which place of the sentence belongs to it. A sentence is right
when the place it names overlaps one of the annotated places or is called so, or when both have none. Where the verb is
an act of a kind that sayso reads, the figure "acts that sayso reads" takes the place that the act has; the other takes
every verb.

Two things of the set matter. One annotated place in six carries the numbers of its words where its offsets should be;
`place_span` finds it by its text. And the collection Masdar_RA was left without most of its places ("were reportedly
killed in the town of Sheikh Miskin": none), so there is a figure without it.

Two documents of three are for training, the third is for measuring (`is_held_out`): the figures that a model trained on
the set may be judged by are those held out.
"""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from quality.running_text import WIRE
from quality.world.shape import Errors, Findings, Kit, Part, by, prf, quote, share, table
from sayso.extract.acts import Act
from sayso.extract.extraction import Extraction
from sayso.extract.frames import Frame
from sayso.extract.gazetteer_fold import fold
from sayso.model import Place, Report

# A kind that no rule treats apart, and a frame that says nothing, for verbs that are no act to sayso.
_PLAIN = Frame("attack", "verb", ("act",))
_WORD = re.compile(r"\w+|[^\w\s]")
_HELD_OUT = 0x55  # a third of the documents
_UNFINISHED = "Masdar_RA"
# What the figures are counted over.
ACTS, HELD_OUT, FINISHED = ", acts that sayso reads", ", held out", ", without Masdar_RA"


def sentences(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the sentences with exactly one verb."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            if sum(span["label"] == "VERB" for span in entry["spans"]) == 1:
                yield entry


def place_span(text: str, span: dict[str, Any]) -> tuple[int, int]:
    """Return the offsets of an annotated place, found by its text where the set gives the numbers of its words."""
    start, end = span["start"], span["end"]
    name = (span.get("text") or "").strip(" ,")
    if not name or text[start:end].strip(" ,") == name:
        return start, end
    found = [hit.start() for hit in re.finditer(re.escape(name), text)]
    if not found:
        return start, end
    first = min(found, key=lambda at: abs(len(_WORD.findall(text[:at])) - span["token_start"]))
    return first, first + len(name)


def document_of(entry: dict[str, Any]) -> str:
    """Return what sentences of one document share: the wire's number for it, else the sentence's own words."""
    wire = WIRE.match(str(entry["_id"]))
    return wire["report"] if wire else " ".join(_WORD.findall(entry["text"].lower()))


def is_held_out(entry: dict[str, Any]) -> bool:
    """Tell whether a sentence is for measuring; a digest of its document decides, so that no document is in both."""
    return hashlib.sha256(document_of(entry).encode()).digest()[0] < _HELD_OUT


def place_of(extraction: Extraction, start: int, end: int) -> tuple[Place | None, bool]:
    """Return the place of the act that the words `[start, end)` tell, and whether sayso reads an act there at all."""
    act, is_act = act_at(extraction, start, end)
    if act is None or is_act:
        return (act.place if act is not None else None), is_act
    return extraction.scene.place(act) or extraction.scene.referred(act), False


def act_at(extraction: Extraction, start: int, end: int) -> tuple[Act | None, bool]:
    """Return the act that the words `[start, end)` tell and whether sayso reads it; else one made up of the bare words.

    None where the words are no words of the parse.
    """
    extraction.tell()
    doc = extraction.doc
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None, False
    tokens = set(range(span.start, span.end))
    for act in extraction.acts:
        if tokens & act.tokens:
            return act, True
    trigger = SimpleNamespace(head=span.root, parts=[], frame=_PLAIN, verb=None, is_noun=False)
    target = next((kid for kid in span.root.children if kid.dep_ in ("dobj", "nsubjpass")), None)
    plain = SimpleNamespace(
        trigger=trigger, kind="attack", sentence=extraction.sentences[span.root.i], target=target, agent=None
    )
    return cast(Act, plain), False


def judge(entry: dict[str, Any], place: Place | None, errors: Errors) -> str:
    """Return "right", "wrong", "missed", "made up" or "none" (rightly without a place) for one sentence."""
    text = entry["text"]
    gold = [place_span(text, s) for s in entry["spans"] if s["label"] == "LOCATION"]
    verb = next(text[s["start"] : s["end"]] for s in entry["spans"] if s["label"] == "VERB")
    names = ", ".join(text[a:b] for a, b in gold)
    if place is None:
        if gold:
            errors.add("missed", f"{verb}: {quote(names)}. {quote(text)}")
        return "missed" if gold else "none"
    if not gold:
        errors.add("made up", f"{verb}: read {place.text}. {quote(text)}")
        return "made up"
    # "retook the city": the words that point back stand elsewhere than the name that was annotated
    if any((a < place.span.end and place.span.start < b) or fold(text[a:b]) == fold(place.name) for a, b in gold):
        return "right"
    errors.add("another place", f"{verb}: {quote(names)}, read {place.text}. {quote(text)}")
    return "wrong"


def measure(folder: Path, kit: Kit) -> Findings:
    """Return accuracy over all sentences, and precision, recall and F1 of the places."""
    found = Findings()
    entries = list(sentences(folder / "data" / "event_location" / "train.jsonl.gz"))
    counts = {name: Counter[str]() for name in ("", ACTS, HELD_OUT, f"{HELD_OUT}{ACTS}", f"{HELD_OUT}{FINISHED}")}
    rows: dict[str, Counter[str]] = {}
    extractions = kit.extractions(Report(entry["text"]) for entry in entries)
    for entry, extraction in zip(entries, extractions, strict=True):
        verb = next(span for span in entry["spans"] if span["label"] == "VERB")
        place, is_act = place_of(extraction, verb["start"], verb["end"])
        outcome = judge(entry, place, found.errors)
        collection = rows.setdefault(entry["source"], Counter())
        collection["sentences"] += 1
        collection["right"] += outcome in ("right", "none")
        held = is_held_out(entry)
        finished = entry["source"] != _UNFINISHED
        whole = {"": True, ACTS: is_act, HELD_OUT: held, HELD_OUT + ACTS: held and is_act}
        for name, belongs in (whole | {HELD_OUT + FINISHED: held and finished}).items():
            counts[name][outcome] += belongs
    for name, row in counts.items():
        found.figures[f"accuracy{name}"] = share(row["right"] + row["none"], row.total())
        said, gold = row["right"] + row["wrong"] + row["made up"], row["right"] + row["wrong"]
        found.figures[f"place F1{name}"] = prf(row["right"], said, gold + row["missed"])
    found.tables["by collection"] = table(["collection", "sentences", "right"], by(rows, "sentences", "right"))
    return found


PART = Part("event_location", "Place of an act (event_location)", ("data/event_location/train.jsonl.gz",), measure)

"""Annotated reports as the joint model learns from them: windows of word pieces with what is told where.

A window holds at most `WINDOW` pieces, so that a long report is cut into several that overlap. Labels stand by piece:
the kind of the act that a piece is a word for, and for each telling of an act the pieces that name its doer, target,
place (the name rather than the phrase, `joint_places`), day and voices. What an annotator may have left unsaid (a
second telling in a list where those were not asked for) is not learned from, for or against.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.extract.frames import frame_book
from sayso.extract.joint import cuts
from sayso.model import Realis
from training.joint_places import name_spans

KINDS = ("none", *sorted(frame_book().kinds))
REALIS = tuple(realis.value for realis in Realis)
ROLES = ("agent", "target", "place", "time")
VOICES = ("asserts", "denies")
IGNORED = -100
WINDOW = 510
OVERLAP = 96
SPECIAL = 1  # pieces before the first of the text: [CLS], which stands for "none" and for the outlet


@dataclass
class Telling:
    """One telling of an act in a window: its pieces, its event, and where its parts are named (empty: not told)."""

    pieces: list[int]
    event: str
    kind: int
    realis: int
    roles: dict[str, list[int] | None] = field(default_factory=dict)
    voices: dict[str, list[int]] = field(default_factory=dict)
    outlet: bool = False


@dataclass
class Window:
    """Pieces of a report with labels; `kinds` holds a label or IGNORED for each piece."""

    report: str
    ids: list[int]
    spans: list[tuple[int, int]]
    kinds: list[int]
    tellings: list[Telling]


def windows(report: Mapping[str, Any], tokenizer: Any, unsaid: Iterable[tuple[int, int]] = ()) -> Iterator[Window]:
    """Yield the windows of one annotated report, `sheet` in character offsets as `quality.standoff.detach` gives it.

    `unsaid` are spans of words of which it is not known whether they tell of an act.
    """
    coded = tokenizer.encode(report["text"], add_special_tokens=False)
    spans = [tuple(span) for span in coded.offsets]
    first = tokenizer.token_to_id("[CLS]")
    last = tokenizer.token_to_id("[SEP]")
    tellings = list(_tellings(report["sheet"], report["text"]))
    unsaid = list(unsaid)
    for cut in cuts(len(spans), WINDOW, OVERLAP):
        ids = [first, *coded.ids[cut.start : cut.stop], last]
        yield _window(report, ids, spans[cut.start : cut.stop], tellings, unsaid)


def _tellings(sheet: Mapping[str, Any], text: str) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
    for event in sheet["events"]:
        yield _within(event["trigger"], event["evidence"]), event
        for other in event.get("again", ()):
            if isinstance(other["trigger"], list):
                yield _within(other["trigger"], other["evidence"]), event


def _within(trigger: Any, evidence: Any) -> tuple[int, int]:
    return tuple(trigger) if isinstance(trigger, list) else tuple(evidence)


def _window(report: Mapping[str, Any], ids: list[int], spans: list[Any], tellings: Any, unsaid: Any) -> Window:
    text = report["text"]

    def pieces(span: Any) -> list[int]:
        return [i + SPECIAL for i, (a, b) in enumerate(spans) if a < span[1] and span[0] < b]

    def named(span: Any) -> list[int] | None:
        """Return the pieces of a phrase wherever the window holds it; None where it stands outside of it."""
        if not isinstance(span, list):
            return None
        words = text[span[0] : span[1]]
        found = set(pieces(span))
        if len(words) > 3:
            for hit in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text):
                found.update(pieces(hit.span()))
        return sorted(found) or None

    kinds = [IGNORED, *[0] * len(spans), IGNORED]
    for span in unsaid:
        for i in pieces(span):
            kinds[i] = IGNORED
    told = []
    for span, event in tellings:
        here = pieces(span)
        if not here:
            continue
        kind = KINDS.index(event["kind"])
        for i in here:
            kinds[i] = kind
        telling = Telling(here, event["id"], kind, REALIS.index(event["realis"]))
        for role in ROLES:
            slot = event.get(role)
            telling.roles[role] = [] if not slot else named(slot["text"])
        if place := event.get("place"):
            names = {i for span in name_spans(text, place) for i in named(list(span)) or ()}
            telling.roles["place"] = sorted(names) or telling.roles["place"]
        for stance in VOICES:
            telling.voices[stance] = [
                i
                for account in event["accounts"]
                if account["stance"] == stance
                for i in named(account["source"]["text"]) or ()
            ]
        telling.outlet = any(account["source"].get("party") == "outlet" for account in event["accounts"])
        told.append(telling)
    return Window(report["id"], ids, spans, kinds, told)

"""Attacks: WikiEvents news on bombings; the words that name an attack, and who, whom, where, with what.

Annotated are `Conflict.Attack` events. A trigger is right when its head word stands in a trigger of an act of violence
that sayso reads. sayso names death and injury as acts too, where the set has types of their own (`Life.Die`,
`Life.Injure`): such triggers of ours are left out of precision. Arguments are counted over attacks: a role of ours is
right when it covers the head word of an annotated argument of that role, or the words agree, at any of the attacks that
the act of ours tells of.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from quality.alike import alike
from quality.world.shape import Errors, Findings, Kit, Part, prf, quote
from sayso.model import Event, Record, Report

ATTACK, OTHER = "Conflict.Attack", ("Life.Die", "Life.Injure")
KINDS = frozenset({"attack", "airstrike", "shelling", "bombing", "chemical", "clash", "offensive", "shootdown"})
ROLES = {
    "Attacker": "agent",
    "Target": "target",
    "Place": "place",
    "Instrument": "means",
    "ExplosiveDevice": "means",
}
Offsets = list[tuple[int, int]]


def offsets(text: str, tokens: list[str]) -> Offsets:
    """Return the characters of each token; sentences are run together in the text."""
    found, at = [], 0
    for token in tokens:
        at = max(text.find(token, at), at)
        found.append((at, at + len(token)))
        at += len(token)
    return found


def parts(event: Event) -> dict[str, tuple[str, int, int]]:
    """Return the words and characters of each role that sayso gives an act."""
    told = {"agent": event.agent, "target": event.target, "place": event.place, "means": event.means}
    return {name: (part.text, part.span.start, part.span.end) for name, part in told.items() if part is not None}


def compare(entry: dict[str, Any], record: Record, tally: dict[str, Counter[str]], errors: Errors) -> None:
    """Count the triggers and arguments of one document."""
    text, chars = entry["text"], offsets(entry["text"], entry["tokens"])
    mentions = {m["id"]: m for m in entry["entity_mentions"]}
    attacks = [m for m in entry["event_mentions"] if m["event_type"].startswith(ATTACK)]
    beside = [m for m in entry["event_mentions"] if m["event_type"].startswith(OTHER)]
    ours = [e for e in record.events if e.kind in KINDS]

    def head(mention: dict[str, Any]) -> int:
        return chars[int(mention["end"]) - 1][0]

    heads = {id(m): head(m["trigger"]) for m in [*attacks, *beside]}
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    hit: set[int] = set()
    for number, event in enumerate(ours):
        for mention in event.mentions:
            start, end = mention.trigger.start, mention.trigger.end
            here = [m for m in attacks if start <= heads[id(m)] < end]
            if not here and any(start <= heads[id(m)] < end for m in beside):
                continue
            tally["trigger"]["said"] += 1
            tally["trigger"]["right said"] += bool(here)
            told[number] += here
            hit.update(id(m) for m in here)
            if not here:
                errors.add("trigger made up", quote(text, start, end, 40))
    tally["trigger"]["gold"] += len(attacks)
    tally["trigger"]["right"] += len(hit)
    right: set[tuple[int, str]] = set()
    for number, event in enumerate(ours):
        if not told[number]:
            continue
        for role, (words, start, end) in parts(event).items():
            wanted = [(m, a) for m in told[number] for a in m["arguments"] if ROLES.get(a["role"]) == role]
            same = [
                (m, a)
                for m, a in wanted
                if alike(words, a["text"]) or start <= chars[mentions[a["entity_id"]]["end"] - 1][0] < end
            ]
            tally[role]["said"] += 1
            tally[role]["right said"] += bool(same)
            right.update((id(m), a["entity_id"]) for m, a in same)
            if not same:
                errors.add(f"{role} {'wrong' if wanted else 'made up'}", quote(words))
    for m in attacks:
        if id(m) not in hit:
            errors.add("trigger missed", quote(text, heads[id(m)], heads[id(m)] + 8, 40))
        for a in m["arguments"]:
            role = ROLES.get(a["role"], "")
            if role:
                tally[role]["gold"] += 1
                tally[role]["right"] += (id(m), a["entity_id"]) in right
                if (id(m), a["entity_id"]) not in right:
                    errors.add(f"{role} missed{'' if id(m) in hit else ' with its trigger'}", quote(a["text"]))


def measure(folder: Path, kit: Kit) -> Findings:
    """Return trigger and argument head F1 over attacks."""
    found = Findings()
    lines = (folder / "data" / "wikievents" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for entry, record in zip(entries, kit.records(Report(e["text"]) for e in entries), strict=True):
        compare(entry, record, tally, found.errors)
    every = Counter[str]()
    for role in ("trigger", *dict.fromkeys(ROLES.values())):
        row = tally[role]
        found.figures[f"{role} F1"] = prf(row["right"], row["said"], row["gold"], row["right said"])
        every += row if role != "trigger" else Counter()
    found.figures["arguments, micro F1"] = prf(every["right"], every["said"], every["gold"], every["right said"])
    return found


PART = Part("wikievents", "Attacks (WikiEvents, dev)", ("data/wikievents/dev.jsonl",), measure, ("alike.py",))

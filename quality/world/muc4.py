"""Roles: MUC-4 reports of attacks in Latin America; who did it, to what, to whom, with what.

The annotated entities of a report are taken together over its incidents, role by role, as are the parties of the acts
of violence that sayso reads in it. sayso has one target where MUC-4 has a thing ("target") and people ("victim"): a
target that sayso reads as people, and whom its figures of killed and injured count, are its victims. An entity is right
when its words agree with those of one of the annotated mentions (`alike`: one says all the other does, or they share
half their words). The texts have no capitals; each sentence is given its first one.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from quality.alike import alike
from quality.world.shape import Errors, Findings, Kit, Part, by, prf, quote, share, table
from sayso.model import Event, Outcome, Record, Report

# The incident types of the set, and the kinds of ours that tell of them.
KINDS = {
    "attack": {"attack", "clash", "shelling", "airstrike", "offensive", "capture"},
    "bombing": {"bombing", "airstrike", "shelling", "attack"},
    "kidnapping": {"detention"},
    "robbery": {"attack"},
    "arson": {"attack"},
    "forced work stoppage": {"protest"},
}
VIOLENT = frozenset().union(*KINDS.values()) - {"protest"}
ROLES = {"perpetrator": ("PerpInd", "PerpOrg"), "target": ("Target",), "victim": ("Victim",), "weapon": ("Weapon",)}
_PEOPLE = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.DETAINED})
# Party codes of people: whoever has one of them is a victim, not a thing.
_PERSONS = re.compile(r"^(CIV|MED|NGO|UN)$|-(GOV|MIL|REB)$")
Entity = list[str]  # the mentions of one entity


def sentence_case(text: str) -> str:
    """Give each sentence of a text without capitals its first one; names stay as they are."""
    return re.sub(r"(^|[.?!]\s+)([a-z])", lambda match: match.group(1) + match.group(2).upper(), text)


def wanted(templates: Sequence[dict[str, Any]]) -> dict[str, list[Entity]]:
    """Return the entities of each role over all incidents of a report, each once."""
    found: dict[str, list[Entity]] = {}
    for role, slots in ROLES.items():
        entities = [[m[0] for m in entity] for t in templates for slot in slots for entity in t.get(slot, [])]
        found[role] = [e for i, e in enumerate(entities) if e not in entities[:i]]
    return found


def read(events: Iterable[Event]) -> dict[str, list[str]]:
    """Return the phrases of each role over the acts of violence, each once."""
    found: dict[str, list[str]] = {role: [] for role in ROLES}

    def add(role: str, text: str) -> None:
        if text and not any(alike(text, other) for other in found[role]):
            found[role].append(text)

    for event in events:
        if event.kind not in VIOLENT:
            continue
        if event.agent is not None:
            add("perpetrator", event.agent.text)
        if event.means is not None:
            add("weapon", event.means.text)
        for figure in event.figures:
            if figure.outcome in _PEOPLE:
                add("victim", figure.who)
        if event.target is not None:
            counted = any(alike(event.target.text, figure.who) for figure in event.figures)
            people = counted or bool(_PERSONS.search(event.target.party)) or event.kind == "detention"
            add("victim" if people else "target", event.target.text)
    return found


def compare(gold: list[Entity], said: list[str]) -> tuple[int, list[Entity], list[str]]:
    """Return how many entities are right, those missed and those made up; each phrase stands for one entity."""
    left, missed = list(said), []
    for entity in gold:
        twin = next((s for s in left if any(alike(s, mention) for mention in entity)), None)
        if twin is None:
            missed.append(entity)
        else:
            left.remove(twin)
    return len(gold) - len(missed), missed, left


def measure(folder: Path, kit: Kit) -> Findings:
    """Return role F1, and how often the kind of an incident is found in its report."""
    found = Findings()
    lines = (folder / "data" / "muc4" / "dev.json").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines if line.strip()]
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    quiet = silent = 0
    records = kit.records(Report(sentence_case(entry["doctext"])) for entry in entries)
    for entry, record in zip(entries, records, strict=True):
        _roles(entry, record, tally, found.errors)
        told = {event.kind for event in record.events}
        names = {name.strip() for t in entry["templates"] for name in t["incident_type"].split("/")}
        if not names:
            quiet += 1
            silent += not told & VIOLENT
        for name in names:
            kinds[name]["reports"] += 1
            kinds[name]["found"] += bool(told & KINDS.get(name, set()))
    every = Counter[str]()
    for role in (*ROLES, "target or victim"):
        row = tally[role]
        found.figures[f"{role} F1"] = prf(row["right"], row["said"], row["gold"])
        if role in ROLES:
            every += row
    found.figures["all roles, micro F1"] = prf(every["right"], every["said"], every["gold"])
    found.figures["no incident: no act of violence read"] = share(silent, quiet)
    found.tables["incidents whose kind is found in the report"] = table(
        ["type", "reports", "found"], by(kinds, "reports", "found")
    )
    return found


def _roles(entry: dict[str, Any], record: Record, tally: dict[str, Counter[str]], errors: Errors) -> None:
    gold, said = wanted(entry["templates"]), read(record.events)
    gold["target or victim"] = gold["target"] + gold["victim"]
    said["target or victim"] = said["target"] + said["victim"]
    for role, entities in gold.items():
        right, missed, extra = compare(entities, said[role])
        tally[role] += Counter(right=right, gold=len(entities), said=len(said[role]))
        if role not in ROLES:
            continue
        incident = "" if entry["templates"] else ", in a report without an incident"
        for entity in missed:
            errors.add(f"{role} missed", quote(entity[0]))
        for phrase in extra:
            errors.add(f"{role} made up{incident}", quote(phrase))


PART = Part("muc4", "Roles (MUC-4, dev)", ("data/muc4/dev.json",), measure, ("alike.py",))

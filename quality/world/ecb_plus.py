"""Linking: do mentions of one act in several documents come together? ECB+ topics on violence, of its development part.

Every document of a topic is added to an empty ledger; each annotated mention of an action is then in the cluster of
the incident whose event tells it, and a mention that sayso does not read as an act is a cluster of its own. Figures:
B-cubed, MUC and CEAF over entities, and their mean, the CoNLL F1. Over *all mentions* the annotated mentions are given,
as in most of the literature; over *mentions read* only those count that sayso has an act for: what linking is worth by
itself.
The documents of the set give no date of publication, and none is made up.
"""

import re
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from quality.world.shape import Errors, Findings, Kit, Part, f1, quote, share, table
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.codec import event_from_json
from sayso.ledger.database import open_ledger
from sayso.model import Event, Record, Report

# Topics of the development part (2, 5, 12, 18, 21, 23, 34, 35) that tell of violence: pirates, a shooting.
TOPICS = {"12": "a navy against pirates", "18": "a shooting in an office"}
Mention = tuple[str, int]  # document and number of the markable
Clusters = Mapping[Mention, Hashable]
_NO_SPACE_BEFORE = re.compile(r"^[.,;:!?)%]$|^'s$|^n't$")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text, and its action mentions: characters and the instance each belongs to."""

    name: str
    text: str
    actions: dict[int, tuple[int, int, str]]


def read(path: Path) -> Document:
    """Return a document of the set; a mention without an instance across documents is an instance of its own."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a set named by who measures
    text, sentence = "", "0"
    chars: dict[str, tuple[int, int]] = {}
    for token in root.iter("token"):
        word = (token.text or "").replace("``", '"').replace("''", '"')
        if token.get("sentence") != sentence:
            text, sentence = text + "\n", token.get("sentence", "")
        elif text and not _NO_SPACE_BEFORE.match(word):
            text += " "
        chars[token.get("t_id", "")] = (len(text), len(text) + len(word))
        text += word
    names: dict[int, str] = {}
    for relation in root.iter("CROSS_DOC_COREF"):
        for source in relation.iter("source"):
            names[int(source.get("m_id", "0"))] = relation.get("note", "")
    actions = {}
    for mark in root.find("Markables") or []:
        anchors = [chars[a.get("t_id", "")] for a in mark.iter("token_anchor")]
        if mark.tag.startswith(("ACTION", "NEG_ACTION")) and anchors:
            number = int(mark.get("m_id", "0"))
            name = names.get(number, f"{path.stem}:{number}")
            actions[number] = (anchors[0][0], anchors[-1][1], name)
    return Document(path.stem, text, actions)


def grouped(clusters: Clusters) -> list[frozenset[Mention]]:
    """Return the clusters as sets of mentions."""
    groups: dict[Hashable, set[Mention]] = defaultdict(set)
    for mention, name in clusters.items():
        groups[name].add(mention)
    return [frozenset(group) for group in groups.values()]


def b_cubed(gold: Clusters, said: Clusters) -> tuple[float, float, float]:
    """Return precision, recall and F1 of B-cubed (Bagga and Baldwin 1998) over the same mentions."""
    mine = {m: group for group in grouped(gold) for m in group}
    ours = {m: group for group in grouped(said) for m in group}
    if not mine:
        return 0.0, 0.0, 0.0
    precision = sum(len(mine[m] & ours[m]) / len(ours[m]) for m in mine) / len(mine)
    recall = sum(len(mine[m] & ours[m]) / len(mine[m]) for m in mine) / len(mine)
    return precision, recall, f1(precision, recall)


def muc(gold: Clusters, said: Clusters) -> tuple[float, float, float]:
    """Return precision, recall and F1 of MUC's links (Vilain et al. 1995)."""

    def links(one: Clusters, other: Clusters) -> float:
        kept = total = 0
        for group in grouped(one):
            kept += len(group) - len({other[m] for m in group})
            total += len(group) - 1
        return kept / total if total else 0.0

    recall, precision = links(gold, said), links(said, gold)
    return precision, recall, f1(precision, recall)


def ceaf_e(gold: Clusters, said: Clusters) -> tuple[float, float, float]:
    """Return precision, recall and F1 of CEAF over entities (Luo 2005), with his fourth likeness of two entities."""
    from scipy.optimize import linear_sum_assignment

    mine, ours = grouped(gold), grouped(said)
    if not mine or not ours:
        return 0.0, 0.0, 0.0
    alike = [[2 * len(a & b) / (len(a) + len(b)) for b in ours] for a in mine]
    rows, columns = linear_sum_assignment(alike, maximize=True)
    total = sum(alike[r][c] for r, c in zip(rows, columns, strict=True))
    precision, recall = total / len(ours), total / len(mine)
    return precision, recall, f1(precision, recall)


def link(records: Iterable[Record]) -> list[tuple[str, Event, int]]:
    """Return every event with the id of its report and of the incident it is part of, by way of a fresh ledger."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "ledger.db"), create=True) as ledger:
        names = {}
        for record in records:
            names[add(ledger, record).report] = record.report.id
        query = (
            select(t.event.c.body, t.event.c.incident_id, t.report.c.ref)
            .select_from(t.event.join(t.version).join(t.report))
            .where(t.version.c.live)
        )
        with ledger.reading() as connection:
            rows = connection.execute(query).all()
    return [(names[row.ref], event_from_json(row.body), row.incident_id) for row in rows]


def clusters(documents: Iterable[Document], linked: list[tuple[str, Event, int]]) -> dict[Mention, Hashable]:
    """Return the incident of each annotated mention that an event of ours tells."""
    events: dict[str, list[tuple[Event, int]]] = defaultdict(list)
    for name, event, incident in linked:
        events[name].append((event, incident))
    found: dict[Mention, Hashable] = {}
    for document in documents:
        for number, (start, end, _) in document.actions.items():
            for event, incident in events[document.name]:
                if any(m.trigger.start < end and start < m.trigger.end for m in event.mentions):
                    found.setdefault((document.name, number), incident)
    return found


def measure(folder: Path, kit: Kit) -> Findings:
    """Return B-cubed and CoNLL F1 over the topics."""
    found = Findings()
    gold: dict[Mention, Hashable] = {}
    read_: dict[Mention, Hashable] = {}
    texts: dict[Mention, str] = {}
    for topic in TOPICS:
        documents = [read(path) for path in sorted((folder / "data" / "ecb_plus" / topic).glob("*.xml"))]
        records = kit.records(Report(d.text, id=d.name) for d in documents)
        for mention, incident in clusters(documents, link(records)).items():
            read_[mention] = (topic, incident)
        for d in documents:
            gold |= {(d.name, n): name for n, (_, _, name) in d.actions.items()}
            texts |= {(d.name, n): quote(d.text, a, b, 25) for n, (a, b, _) in d.actions.items()}
    said = {m: read_.get(m, m) for m in gold}
    rows = []
    for name, mine, ours in (
        ("all mentions", gold, said),
        ("mentions read", {m: gold[m] for m in read_}, {m: read_[m] for m in read_}),
        ("all mentions, nothing linked", gold, {m: m for m in gold}),
    ):
        scores = {"MUC": muc(mine, ours), "B-cubed": b_cubed(mine, ours), "CEAF-e": ceaf_e(mine, ours)}
        p, r, f = scores["B-cubed"]
        found.figures[f"B-cubed F1, {name}"] = {"value": f, "p": p, "r": r, "n": len(mine)}
        found.figures[f"CoNLL F1, {name}"] = {"value": sum(s[2] for s in scores.values()) / 3, "n": len(mine)}
        rows += [[name, sort, *values] for sort, values in scores.items()]
    found.figures["mentions read as acts"] = share(len(read_), len(gold))
    found.tables["the three measures"] = table(["mentions", "measure", "precision", "recall", "F1"], rows)
    _errors(found.errors, gold, read_, texts)
    return found


def _errors(errors: Errors, gold: Clusters, read_: Clusters, texts: Mapping[Mention, str]) -> None:
    mentions = sorted(read_)
    for at, a in enumerate(mentions):
        for b in mentions[at + 1 :]:
            one, linked = gold[a] == gold[b], read_[a] == read_[b]
            if one != linked:
                within = "in one document" if a[0] == b[0] else "across documents"
                told = f"{texts[a]} / {texts[b]}"
                errors.add(f"{'pair not linked' if one else 'pair linked wrongly'}, {within}", told)
    for mention in sorted(set(gold) - set(read_)):
        errors.add("mention not read as an act", texts[mention])


PART = Part(
    "ecb_plus", "Linking (ECB+, dev topics on violence)", ("data/ecb_plus/12/*.xml", "data/ecb_plus/18/*.xml"), measure
)

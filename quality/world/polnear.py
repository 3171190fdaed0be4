"""Voices: source, cue and content of attributions, against annotation in either of two forms.

*.tsv    one token a line, `token<TAB>labels`, a blank line between sentences; `labels` is "_" or roles with the
         number of their attribution, joined by commas: "SOURCE-3", "CUE-3,CONTENT-2". Single spaces join tokens.
*.jsonl  one text a line: {"text": ..., "attributions": [{"source": [[start, end], ...], "cue": [...],
         "content": [...]}]} with character offsets.

Spans are compared by characters. An annotated attribution and a statement are paired when they share most of their
content (each at most once). Exact: the same letters and digits. Partial: precision and recall count the share of
letters in common, so a span half right counts a half.
"""

import collections
import json
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc

from quality.world.shape import AbsentError, Findings, Kit, Part, prf, quote
from sayso.extract.voices import find_statements

ROLES = ("source", "cue", "content")
Attribution = dict[str, set[int]]


def read(path: Path) -> Iterator[tuple[str, list[Attribution]]]:
    """Yield (text, attributions) with the characters of each role; raises ValueError for a line of no form."""
    if path.is_dir():
        for file in sorted([*path.rglob("*.tsv"), *path.rglob("*.jsonl")]):
            yield from read(file)
    elif path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            yield entry["text"], [{r: _characters(a.get(r, [])) for r in ROLES} for a in entry["attributions"]]
    else:
        yield _read_tokens(path)


def _characters(spans: list[list[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _read_tokens(path: Path) -> tuple[str, list[Attribution]]:
    text = ""
    found: dict[str, Attribution] = collections.defaultdict(lambda: {role: set() for role in ROLES})
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        token, tab, labels = line.partition("\t")
        if not tab:
            raise ValueError(f"{path}:{number}: expected a token, a tab and its labels")
        text += " " if text else ""
        for label in labels.split(","):
            role, _, attribution = label.strip().partition("-")
            if role.lower() in ROLES:
                found[attribution][role.lower()].update(range(len(text), len(text) + len(token)))
        text += token
    return text, list(found.values())


def predict(doc: Doc) -> list[Attribution]:
    """Return our statements of the text as characters of each role; sources as they stand there, not resolved."""

    def chars(span: tuple[int, int]) -> set[int]:
        return set(range(doc[span[0]].idx, doc[span[1] - 1].idx + len(doc[span[1] - 1])))

    return [
        {
            "source": chars(s.source) if s.source else set(),
            "cue": set().union(*(chars(c) for c in s.cue)) if s.cue else set(),
            "content": set().union(*(chars(c) for c in s.contents)),
        }
        for s in find_statements(doc)
    ]


def pair(gold: list[Attribution], said: list[Attribution]) -> list[tuple[int, int]]:
    """Return pairs of indices, those that share most first; each index at most once."""
    shares = []
    for g, a in enumerate(gold):
        for p, b in enumerate(said):
            common = len(a["content"] & b["content"])
            if common:
                whole = len(a["content"] | b["content"])
                shares.append((common / whole + bool(a["cue"] & b["cue"]) + bool(a["source"] & b["source"]), -g, -p))
    pairs: list[tuple[int, int]] = []
    for _, g, p in sorted(shares, reverse=True):
        if all(-g != x and -p != y for x, y in pairs):
            pairs.append((-g, -p))
    return pairs


def solid(text: str, characters: set[int]) -> set[int]:
    """Return the characters that are letters or digits, so that marks and blanks do not decide."""
    return {i for i in characters if text[i].isalnum()}


def measure(folder: Path, kit: Kit) -> Findings:
    """Return precision, recall and F1 of each role, exact and partial, over the development articles."""
    dev = folder / "data" / "polnear" / "dev"
    texts = list(read(dev))
    if not any(gold for _, gold in texts):
        raise AbsentError("the copy in the folder holds the texts alone, without the annotation (*.tsv or *.jsonl)")
    return compare(texts, kit)


def compare(texts: list[tuple[str, list[Attribution]]], kit: Kit) -> Findings:
    """Return the figures over texts with their annotated attributions."""
    found = Findings()
    tally: dict[tuple[str, str], float] = collections.defaultdict(float)
    for (text, gold), doc in zip(texts, kit.docs(text for text, _ in texts), strict=True):
        said = predict(doc)
        pairs = pair(gold, said)
        for role in ROLES:
            tally[role, "gold"] += sum(bool(solid(text, a[role])) for a in gold)
            tally[role, "said"] += sum(bool(solid(text, b[role])) for b in said)
            for g, p in pairs:
                a, b = solid(text, gold[g][role]), solid(text, said[p][role])
                if a and b:
                    tally[role, "exact"] += a == b
                    tally[role, "recall"] += len(a & b) / len(a)
                    tally[role, "precision"] += len(a & b) / len(b)
        for name, all_, paired in (("missed", gold, {g for g, _ in pairs}), ("made up", said, {p for _, p in pairs})):
            for number, one in enumerate(all_):
                if number not in paired and one["content"]:
                    found.errors.add(name, quote(text, min(one["content"]), max(one["content"]) + 1))
    for role in ROLES:
        n, m = tally[role, "gold"], tally[role, "said"]
        for name, over, under in (("exact", "exact", "exact"), ("partial", "precision", "recall")):
            found.figures[f"{role} F1, {name}"] = prf(tally[role, under], m, n, tally[role, over])
    return found


PART = Part("polnear", "Voices (PolNeAR, dev)", ("data/polnear/dev/**/*",), measure)

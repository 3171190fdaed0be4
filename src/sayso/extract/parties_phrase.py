"""A noun phrase as a party sees it: chunks of names, nouns and modifiers, cut at prepositions and clauses."""

from dataclasses import dataclass, field

from sayso.extract.parties_data import Entry, Sectors
from sayso.extract.parties_text import Name, Words

_CUT_POS = frozenset({"ADP", "SCONJ", "AUX"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB", "TO", "RB-"})


@dataclass(slots=True)
class Atom:
    """One piece of a chunk: a name, a noun of a class, or a modifier.

    `sort` is "name", "noun" or "mod"; `role` is "" or how it stands to the head: "beside" (Russian-backed), "holder"
    (rebel-held), "against" (anti-government), "loyal" (pro-regime), "branch" (Hamas-led).
    """

    sort: str
    start: int
    end: int
    classes: tuple[str, ...] = ()
    mods: tuple[str, ...] = ()
    entry: Entry | None = None
    stemmed: bool = False
    role: str = ""


@dataclass(slots=True)
class Chunk:
    """A run of atoms between cuts, and the word that joins it to what stands before it ("of", "and", "loyal", ",")."""

    joint: str
    start: int
    end: int = 0
    atoms: list[Atom] = field(default_factory=list)


def chunks_of(text: Words, by_start: dict[int, Name], rules: Sectors, start: int, end: int) -> list[Chunk]:
    """Cut the words `[start, end)` into chunks."""
    sets, words = rules.sets, text.words
    chunks = [Chunk("", start)]
    at, previous_token = start, -1
    while at < end:
        token = text.doc[text.token[at]]
        if previous_token >= 0 and token.i - previous_token > 1 and _punctuated(text, previous_token, token.i):
            _cut(chunks, ",", at)
        previous_token = token.i
        stop, atom = _atom(text, by_start, rules, at, end)
        if atom is not None:
            chunks[-1].atoms.append(atom)
            previous_token = text.token[stop - 1]
            at = stop
            continue
        word = words[at].text
        if word in sets["joint"]:
            _cut(chunks, "and", at + 1)
        elif word in sets["loyalty"] and chunks[-1].atoms:
            _cut(chunks, "loyal", at + 1)
        elif token.pos_ in _CUT_POS or token.tag_ in _RELATIVE:
            joint = "loyal" if chunks[-1].joint == "loyal" and not chunks[-1].atoms else word
            _cut(chunks, joint, at + 1)
        elif token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP", "VBG", "VBN"} and chunks[-1].atoms:
            _cut(chunks, "verb", at + 1)
        at += 1
    chunks[-1].end = end
    return chunks


def _cut(chunks: list[Chunk], joint: str, at: int) -> None:
    chunks[-1].end = at
    chunks.append(Chunk(joint, at))


def _punctuated(text: Words, before: int, after: int) -> bool:
    return any(text.doc[i].text in ",;:()—–" for i in range(before + 1, after))


def _atom(text: Words, by_start: dict[int, Name], rules: Sectors, at: int, end: int) -> tuple[int, Atom | None]:
    """Return the atom that begins at `at` and where it ends; a longer noun wins over a shorter name."""
    words, sets = text.words, rules.sets
    word = words[at].text
    if word in sets["against"] or word in sets["loyal"]:
        stop, atom = _atom(text, by_start, rules, at + 1, end) if at + 1 < end else (at, None)
        if atom is not None:
            atom.role = "against" if word in sets["against"] else "loyal"
            atom.start = at
            return stop, atom
    name = by_start.get(at)
    stop, values, stemmed = rules.nouns.longest(words, at, end)
    atom = None
    if name is not None and min(name.end, end) >= stop:
        stop = min(name.end, end)
        atom = Atom("name", at, stop, entry=name.entry, stemmed=name.stemmed)
    elif stop > at:
        classes = tuple(c for sort, c in values if sort == "noun")
        mods = tuple(c for sort, c in values if sort == "mod")
        atom = Atom("noun" if classes else "mod", at, stop, classes=classes, mods=mods, stemmed=stemmed)
    follower = words[stop].text if stop < end else ""
    # "the Paris Based Fund": where a body sits is told without a hyphen too
    if atom is not None and stop < end and (_hyphened(text, stop) or follower in sets["based"]):
        if follower in sets["holding"]:
            atom.role = "holder"
            stop += 1
        elif follower in sets["branch"] and atom.entry is not None and atom.entry.kind in sets["outlaw_kinds"]:
            atom.role = "branch"
            stop += 1
        elif follower in sets["beside"]:
            atom.role = "beside"
            stop += 1
    return stop, atom


def _hyphened(text: Words, at: int) -> bool:
    """Tell whether the word at `at` hangs on the one before it by a hyphen."""
    before, here = text.doc[text.token[at - 1]], text.doc[text.token[at]]
    if before.i == here.i:
        return True
    return any(text.doc[i].text in {"-", "‑", "–"} for i in range(before.i + 1, here.i))

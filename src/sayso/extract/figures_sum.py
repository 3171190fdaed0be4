"""A family told one by one is one figure: "a woman and her three children were killed" are four."""

from spacy.tokens import Doc, Token

from sayso.extract.figures_assign import Entry
from sayso.extract.figures_people import People
from sayso.extract.figures_words import outcome_words

# Tokens between two of a family ("a woman , and as well as").
_GAP = 3


def sum_families(doc: Doc, entries: list[Entry]) -> list[Entry]:
    """Join counts of one fate that tell of a man, a woman, "his son" or "her three children" side by side.

    Counts of other people ("a woman and nine pupils", "a soldier and a driver") stay apart, as the report has them.
    """
    kept: list[Entry] = []
    at = 0
    while at < len(entries):
        run = _run(doc, entries, at)
        if _is_family(doc, run):
            kept.append(_joined(doc, run))
        else:
            kept += run
        at += len(run)
    return kept


def _run(doc: Doc, entries: list[Entry], at: int) -> list[Entry]:
    """Return the entries of one fate that only joining words stand between, from the one at `at` on."""
    run = [entries[at]]
    join = outcome_words().sets["join"]
    for entry in entries[at + 1 :]:
        last = run[-1]
        gap = doc[last.people.end : entry.people.start]
        together = entry.link is not None and last.link is not None and entry.link.anchor == last.link.anchor
        if not together or entry.subset or last.subset or len(gap) > _GAP or any(t.lower_ not in join for t in gap):
            break
        run.append(entry)
    return run


def _is_family(doc: Doc, run: list[Entry]) -> bool:
    """Tell whether each of a list is one of a family, or some of it ("her three children")."""
    first = run[0]
    if first.link is None or first.subset or not first.people.one:
        return False
    if len(run) == 1 and not _bare(doc, first.people.end):
        return False
    return all(_is_kin(doc, entry.people) for entry in run)


def _is_kin(doc: Doc, people: People) -> bool:
    sets = outcome_words().sets
    head = doc[people.head]
    counted = people.low is not None and people.low == people.high and not (people.named or people.partitive)
    own = people.one or (people.start > 0 and doc[people.start].lower_ in sets["possessives"])
    return counted and own and not people.elided and head.lower_ in sets["kin"]


def _bare(doc: Doc, at: int) -> Token | None:
    """Return the bare noun that a single person is joined to ("his wife and son")."""
    sets = outcome_words().sets
    if at + 1 >= len(doc) or doc[at].lower_ not in sets["either"] or doc[at].lower_ in sets["slashes"]:
        return None
    noun = doc[at + 1]
    return noun if noun.lower_ in sets["kin"] and noun.tag_ == "NN" else None


def _joined(doc: Doc, run: list[Entry]) -> Entry:
    """Return one entry for a list, with a bare noun that ends it ("a man, a woman and child")."""
    first, last = run[0], run[-1].people
    total = sum(entry.people.low or 0 for entry in run)
    end = last.end
    if (bare := _bare(doc, end)) is not None:
        total, end = total + 1, bare.i + 1
    if len(run) == 1 and bare is None:
        return first
    people = People(first.people.start, end, first.people.start, first.people.head, total, total, known=True)
    return Entry(people, first.sentence, first.link)

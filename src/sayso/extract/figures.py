"""Figures: how many people were killed, injured, displaced or detained, as the words of a report count them."""

from dataclasses import dataclass

from spacy.attrs import LEMMA, LOWER
from spacy.tokens import Doc

from sayso.extract.figures_assign import Entry, link_among, link_each, link_joined, link_lists, link_subsets
from sayso.extract.figures_link import Link
from sayso.extract.figures_people import find_people
from sayso.extract.figures_real import is_household, is_unreal
from sayso.extract.figures_sum import sum_families
from sayso.extract.figures_words import outcome_words
from sayso.extract.figures_zero import find_zeros
from sayso.model import Figure, Outcome, Span
from sayso.reading.spelling import columns


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """One figure in a text: `anchor_token` carries the outcome ("killed", "deaths"), `person_token` heads the people.

    `subset_of` is the index in the list of the figure this one is part of ("including 11 children"). `rising` tells
    that the words make it a newer count of the same dead ("the toll rose to 25").
    """

    figure: Figure
    anchor_token: int
    person_token: int
    subset_of: int | None = None
    rising: bool = False


def find_figures(doc: Doc, text: str = "") -> list[CasualtyMention]:
    """Return every count of people killed, injured, displaced, detained or missing in `doc`, in the order of the text.

    Sources are left "outlet"; threats and hypotheticals ("could kill thousands") are left out, tolls that "may reach" a
    number are kept. Counts of things are no figures. `text` is that of `doc`, for a caller who has it: spaCy puts it
    together anew each time it is asked.
    """
    words, lemmas = columns(doc, LOWER, LEMMA)
    starts = _sentences(doc)
    people = find_people(doc, text or doc.text, _anchored(words, lemmas, starts))
    entries = [Entry(p, starts[p.start]) for p in people if not p.thing]
    link_each(doc, entries)
    link_lists(doc, entries)
    link_joined(doc, entries)
    link_among(doc, entries)
    link_subsets(doc, entries, starts)
    whole = sum_families(doc, entries)
    kept = [e for e in whole if e.link and not is_unreal(doc, e.link) and not is_household(doc, e.people, e.link)]
    places = {id(e): n for n, e in enumerate(kept)}
    mentions = []
    for entry in kept:
        of = entries[entry.subset_of] if entry.subset_of is not None else None
        mentions.append(_mention(doc, entry, places.get(id(of)) if of else None))
    mentions += _held(doc, kept)
    mentions += [CasualtyMention(f, link.anchor, person) for link, person, f in find_zeros(doc, words)]
    return mentions


def _sentences(doc: Doc) -> list[int]:
    """Return for each token where its sentence starts; asking each token for its sentence is quadratic."""
    starts, start = [], 0
    for i, is_start in enumerate(doc.to_array("SENT_START").tolist()):
        start = i if is_start == 1 else start
        starts.append(start)
    return starts


def _anchored(words: list[str], lemmas: list[str], starts: list[int]) -> list[tuple[int, int]]:
    """Return the bounds of sentences that hold an outcome word: only there are single persons looked for."""
    anchors = outcome_words().sets["anchors"]
    wanted = sorted(
        {starts[i] for i, pair in enumerate(zip(words, lemmas, strict=True)) if not anchors.isdisjoint(pair)}
    )
    begins = sorted(set(starts))
    ends = dict(zip(begins, [*begins[1:], len(starts)], strict=True))
    return [(start, ends[start]) for start in wanted]


def _mention(doc: Doc, entry: Entry, subset_of: int | None) -> CasualtyMention:
    people, link = entry.people, entry.link
    assert link is not None  # noqa: S101 - the caller keeps linked entries only
    end = people.end
    head = doc[people.head]
    if not people.elided and end < len(doc) and doc[end].lower_ == "of" and doc[end].head.i == head.i:
        end = min(doc[end].right_edge.i + 1, end + 7) if not people.one else end
    end -= doc[end - 1].text == ","  # "Musa, 13,"
    first, last = doc[people.start], doc[end - 1]
    span = Span(first.idx, last.idx + len(last))
    nobody = people.elided or head.lemma_.lower() in outcome_words().sets["no_people"]  # "37 deaths"
    who = "" if nobody else doc[min(people.noun, people.head) : end].text
    words = outcome_words().sets["toll_rising"]
    rising = link.how == "toll" and any(
        t.lower_ in words for t in doc[link.anchor - 3 if link.anchor > 3 else 0 : people.start]
    )
    figure = Figure(link.outcome, people.low, people.high, who, doc[people.start : end].text, span)
    return CasualtyMention(figure, link.anchor, people.head, subset_of, rising)


def _held(doc: Doc, kept: list[Entry]) -> list[CasualtyMention]:
    """Read a second fate told in passing: "killed a pilot they captured", "50 officers they had been holding"."""
    words = outcome_words()
    found = []
    for entry in kept:
        if entry.link is None or entry.link.outcome == Outcome.DETAINED or entry.people.elided:
            continue
        for child in doc[entry.people.head].children:
            lemma = child.lemma_.lower()
            outcome = words.by["verbs"].get(lemma) or words.by["people_verbs"].get(lemma)
            told = child.dep_ == "relcl" and any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
            other = any(c.dep_ == "dobj" and c.pos_ != "PRON" for c in child.children)
            if outcome == Outcome.DETAINED and told and not other:
                held = Entry(entry.people, entry.sentence, Link(Outcome.DETAINED, child.i, "relative"))
                found.append(_mention(doc, held, None))
    return found

"""Figures: how many people were killed, injured, displaced, detained or are missing, as the words of a report count them."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.extract.figures_link import Link, link_after, link_before, link_parse, link_toll
from sayso.extract.figures_people import People, find_people
from sayso.extract.figures_words import outcome_words
from sayso.model import Figure, Outcome, Span

# Tokens between two counted phrases that may still be one list ("a woman, two men and", "12 civilians as well as").
_LIST_GAP = 4
# Tokens after "including 30 children" in which the verb of the whole set is still looked for.
_SUBSET_GAP = 2


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """One figure in a text: `anchor_token` carries the outcome ("killed", "deaths"), `person_token` heads the people.

    `subset_of` is the index in the list of the figure this one is part of ("including 11 children"). `rising` tells that
    the words make it a newer count of the same dead ("the toll rose to 25").
    """

    figure: Figure
    anchor_token: int
    person_token: int
    subset_of: int | None = None
    rising: bool = False


@dataclass(slots=True)
class _Entry:
    people: People
    link: Link | None = None
    subset: bool = False
    subset_of: int | None = None


def find_figures(doc: Doc) -> list[CasualtyMention]:
    """Return every count of people killed, injured, displaced, detained or missing in `doc`, in the order of the text.

    Sources are left "outlet"; threats and hypotheticals ("could kill thousands") are left out, tolls that "may reach" a
    number are kept. Counts of things are no figures.
    """
    entries = [_Entry(p) for p in find_people(doc, _anchored(doc)) if not p.thing]
    _link_each(doc, entries)
    _link_lists(doc, entries)
    _link_subsets(doc, entries)
    kept = [e for e in entries if e.link and not _is_unreal(doc, e)]
    places = {id(e): n for n, e in enumerate(kept)}
    mentions = []
    for entry in kept:
        whole = entries[entry.subset_of] if entry.subset_of is not None else None
        mentions.append(_mention(doc, entry, places.get(id(whole)) if whole else None))
    mentions += _zeros(doc)
    return mentions


def _anchored(doc: Doc) -> set[int]:
    """Return the starts of sentences that hold an outcome word: only there are single persons looked for."""
    words = outcome_words()
    anchors = words.sets["anchors"]
    return {s.start for s in doc.sents if any(t.lemma_ in anchors or t.lower_ in anchors for t in s)}


def _link_each(doc: Doc, entries: list[_Entry]) -> None:
    """Link each phrase to an outcome word of its own, from left to right; a word after one phrase is not before the next."""
    sets = outcome_words().sets
    claimed = -1
    for n, entry in enumerate(entries):
        people = entry.people
        before = entries[n - 1].people.end if n else 0
        ceiling = entries[n + 1].people.start if n + 1 < len(entries) else len(doc)
        floor = max(before, claimed + 1, doc[people.start].sent.start)
        previous = doc[people.start - 1].lower_ if people.start else ""
        entry.subset = previous in sets["including"] or _is_among(doc, people, sets)
        first = None if entry.subset else link_before(doc, people, floor)
        if first is None and not entry.subset:
            first = link_toll(doc, people, floor)
            if first and previous == "from":
                continue
        after = link_after(doc, people, ceiling, people.end)
        if entry.subset and after and after.how == "state" and not _own_verb(doc, people, after):
            after = None
        link = first or after
        if link is None and not entry.subset:
            link = _past_subset(doc, entries, n) or link_parse(doc, people)
        if link is None and people.inner and not (people.one and people.known and people.inner_at == people.head):
            link = Link(people.inner, people.inner_at, "inner")
        entry.link = link
        if people.one and link and not _fits_one(doc, people, link):
            entry.link = None
        if entry.link and entry.link.anchor >= people.end:
            claimed = max(claimed, entry.link.anchor)


def _is_among(doc: Doc, people: People, sets: frozenset[str] | dict[str, frozenset[str]]) -> bool:
    """Tell whether "among them", "some of them" stands right before the phrase."""
    words = [t.lower_ for t in doc[max(0, people.start - 3) : people.start] if not t.is_punct]
    return words[-2:-1] in (["among"], ["amongst"]) and words[-1:] in (["them"], ["whom"], ["these"])


def _own_verb(doc: Doc, people: People, link: Link) -> bool:
    """Tell whether the outcome after a subset is its own: "including 11 children killed on Friday" is not another."""
    return any(t.lower_ in outcome_words().sets["including"] for t in doc[people.end : link.anchor])


def _past_subset(doc: Doc, entries: list[_Entry], n: int) -> Link | None:
    """Look for the outcome after an "including 30 children" that follows the phrase."""
    sets = outcome_words().sets
    end, k = entries[n].people.end, n + 1
    if end >= len(doc):
        return None
    inserted = any(t.lower_ in sets["including"] for t in doc[end : end + _SUBSET_GAP])
    while inserted and k < len(entries) and entries[k].people.start - end <= _LIST_GAP:
        end, k = entries[k].people.end, k + 1
    if not inserted or k == n + 1:
        return None
    while end < len(doc) and doc[end].is_punct:
        end += 1
    ceiling = entries[k].people.start if k < len(entries) else len(doc)
    return link_after(doc, entries[n].people, ceiling, end)


def _fits_one(doc: Doc, people: People, link: Link) -> bool:
    """Tell whether the parse bears out that one person is who was killed, and not who did it or who said so."""
    head, anchor = doc[people.head], doc[link.anchor]
    if link.how in ("act", "subset", "inner"):
        return link.how != "inner"
    if link.anchor < people.start:
        return head.dep_ not in ("nsubj", "nsubjpass", "poss") or head.head.i == anchor.i
    if link.how == "fate":
        return True
    return head.dep_ != "pobj" or anchor.head.i == head.i


def _link_lists(doc: Doc, entries: list[_Entry]) -> None:
    """Give phrases of a list the outcome that stands at its head or its end: "three women and three children were shot"."""
    for n in range(1, len(entries)):
        before, entry = entries[n - 1], entries[n]
        if entry.link is None and before.link and _is_list(doc, before.people, entry.people):
            if before.link.anchor >= before.people.end or before.link.how == "inner":
                continue
            if not entry.people.elided:
                entry.link, entry.subset = before.link, entry.subset or before.subset
        elif entry.link is None and before.subset and _is_list(doc, before.people, entry.people) and entry.people.known:
            entry.subset = True
    for n in range(len(entries) - 2, -1, -1):
        entry, after = entries[n], entries[n + 1]
        if entry.link is None and not entry.subset and after.link and after.link.anchor >= after.people.end:
            if _is_list(doc, entry.people, after.people) and (entry.people.known or entry.people.elided):
                entry.link = after.link


def _is_list(doc: Doc, first: People, second: People) -> bool:
    """Tell whether only joining words stand between two phrases."""
    gap = doc[first.end : second.start]
    join = outcome_words().sets["join"]
    if len(gap) == 0:
        return second.one and second.known and doc[second.start].lower_ in outcome_words().sets["possessives"]
    return len(gap) <= _LIST_GAP and all(t.lower_ in join for t in gap)


def _link_subsets(doc: Doc, entries: list[_Entry]) -> None:
    """Give "including 11 children", "11 of them children" and "11 were children" the outcome of the set they belong to."""
    for n, entry in enumerate(entries):
        people = entry.people
        bare = entry.link is None and (entry.subset or people.partitive or _is_predicate(doc, people))
        if not bare and not (entry.subset and entry.link):
            continue
        for k in range(n - 1, -1, -1):
            whole = entries[k]
            if doc[people.start].sent.start - doc[whole.people.start].sent.end > 0:
                break
            if whole.link is None or whole.subset or whole.people.one:
                continue
            if whole.people.start < doc[people.start].sent.start and entry.subset:
                break
            if not _may_hold(whole.people, people):
                continue
            if entry.link is None:
                entry.link = Link(whole.link.outcome, whole.link.anchor, "subset")
            entry.subset_of = k
            break


def _may_hold(whole: People, part: People) -> bool:
    """Tell whether the part is no larger than the whole can be."""
    return whole.high is None or part.low is None or part.low <= whole.high


def _is_predicate(doc: Doc, people: People) -> bool:
    """Tell whether the phrase reads "11 were children"."""
    if not people.elided or people.end + 1 >= len(doc) or doc[people.end].lower_ not in ("were", "are"):
        return False
    people_words = outcome_words().sets["people"]
    return any(
        t.lower_ in people_words and t.dep_ in ("attr", "acomp", "ROOT") for t in doc[people.end + 1 : people.end + 4]
    )


def _is_unreal(doc: Doc, entry: _Entry) -> bool:
    """Tell whether the outcome is only threatened, feared to come, supposed or negated."""
    link = entry.link
    if link is None or link.how in ("toll", "inner", "subset"):
        return False
    verb = doc[link.anchor]
    for _ in range(4):
        if _governed(verb):
            return True
        if verb.dep_ not in ("conj", "advcl", "xcomp", "auxpass", "oprd", "acomp") or verb.head.i == verb.i:
            return False
        if verb.dep_ == "advcl" and verb.tag_ != "VBG":
            return False
        verb = verb.head
    return False


def _governed(verb: Token) -> bool:
    sets = outcome_words().sets
    children = list(verb.children)
    lowers = {c.lower_ for c in children if c.i < verb.i}
    modal = lowers & sets["hypothetical"]
    if modal and not (modal <= {"may", "might"} and "have" in lowers):
        return True
    if any(c.dep_ == "neg" and c.lower_ != "never" for c in children):
        return True
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "lest") for c in children):
        return True
    infinitive = any(c.tag_ == "TO" for c in children) and "have" not in lowers
    return infinitive and verb.head.i != verb.i and verb.head.lemma_.lower() in sets["intent"]


def _mention(doc: Doc, entry: _Entry, subset_of: int | None) -> CasualtyMention:
    people, link = entry.people, entry.link
    assert link is not None  # noqa: S101 - the caller keeps linked entries only
    end = people.end
    head = doc[people.head]
    if not people.elided and end < len(doc) and doc[end].lower_ == "of" and doc[end].head.i == head.i:
        end = min(doc[end].right_edge.i + 1, end + 7) if not people.one else end
    first, last = doc[people.start], doc[end - 1]
    span = Span(first.idx, last.idx + len(last))
    who = "" if people.elided else doc[min(people.noun, people.head) : end].text
    words = outcome_words().sets["toll_rising"]
    rising = link.how == "toll" and any(
        t.lower_ in words for t in doc[link.anchor - 3 if link.anchor > 3 else 0 : people.start]
    )
    figure = Figure(link.outcome, people.low, people.high, who, span.of(doc.text), span)
    return CasualtyMention(figure, link.anchor, people.head, subset_of, rising)


def _zeros(doc: Doc) -> list[CasualtyMention]:
    """Read "no casualties", "no deaths or injuries", "no civilians were killed", "nobody was hurt"."""
    words = outcome_words()
    found: list[CasualtyMention] = []
    for token in doc:
        lower = token.lower_
        if lower not in ("no", "zero") and lower not in words.sets["zero_one"]:
            continue
        end = token.i + 1
        person = token.i
        link: Link | None = None
        if lower in ("no", "zero"):
            for j in range(end, min(end + 4, len(doc))):
                word = doc[j]
                if word.lemma_.lower() in words.by["counted"] and word.pos_ in ("NOUN", "PROPN"):
                    link, end, person = Link(words.by["counted"][word.lemma_.lower()], j, "zero"), j + 1, j
                    break
                if word.lower_ in words.sets["people"] or word.lower_ == "one":
                    end, person = j + 1, j
                if word.pos_ not in ("ADJ", "NOUN", "PROPN", "PRON", "NUM"):
                    break
            if link is None and person == token.i:
                continue
        if link is None:
            people = People(token.i, end, person, person, 0, 0, known=True)
            link = link_after(doc, people, len(doc), end)
        if link is None or link.outcome in (Outcome.DISPLACED, Outcome.MISSING):
            continue
        found.append(_zero(doc, token.i, end, person, link))
        if end + 1 < len(doc) and doc[end].lower_ in ("or", "and") and link.how == "zero":
            other = words.by["counted"].get(doc[end + 1].lemma_.lower())
            if other and other != link.outcome:
                found.append(_zero(doc, token.i, end + 2, end + 1, Link(other, end + 1, "zero")))
    return found


def _zero(doc: Doc, start: int, end: int, person: int, link: Link) -> CasualtyMention:
    last = doc[end - 1]
    span = Span(doc[start].idx, last.idx + len(last))
    figure = Figure(link.outcome, 0, 0, doc[start + 1 : end].text, span.of(doc.text), span)
    return CasualtyMention(figure, link.anchor, person)

"""Linking the counted phrases of a text: each by itself, then lists, then parts ("including 11 children")."""

from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from sayso.extract.figures_link import Link, link_after, link_before, link_toll
from sayso.extract.figures_parse import link_parse
from sayso.extract.figures_people import People
from sayso.extract.figures_words import outcome_words
from sayso.model import Outcome

# Tokens between two counted phrases that may still be one list ("a woman, two men and", "12 civilians as well as").
_LIST_GAP = 4
# Tokens after "including 30 children" in which the verb of the whole set is still looked for.
_SUBSET_GAP = 2


@dataclass(slots=True)
class Entry:
    """A counted phrase on its way to a figure; `subset_of` is the index of the entry it is part of."""

    people: People
    sentence: int  # the token its sentence starts at
    link: Link | None = None
    subset: bool = False
    subset_of: int | None = None


def link_each(doc: Doc, entries: list[Entry]) -> None:
    """Link each phrase to an outcome word of its own, left to right; a word that closes one phrase opens no other."""
    sets = outcome_words().sets
    claimed = -1
    for n, entry in enumerate(entries):
        people = entry.people
        before = entries[n - 1].people.end if n else 0
        ceiling = entries[n + 1].people.start if n + 1 < len(entries) else len(doc)
        floor = max(before, claimed + 1, entry.sentence)
        previous = doc[people.start - 1].lower_ if people.start else ""
        after = link_after(doc, people, ceiling, people.end)
        entry.subset = previous in sets["including"] or _is_among(doc, people, sets)
        first = link_before(doc, people, floor)
        if entry.subset and first and first.how != "subset":  # "including" stands before it, no verb of its own
            first = None
        if first is None and not entry.subset:
            last = entries[n - 1].people if n and entries[n - 1].link is None else None
            old = last is not None and (last.named or doc[last.start - 1].lower_ == "from")
            first = link_toll(doc, people, entry.sentence if old else floor)
            if first and after and after.how == "state" and after.anchor == people.end:
                first = None  # "the toll may rise given the dozens wounded": those are the wounded
            if first and previous == "from":  # "rose from 20 to 25": only the newer count stands
                continue
        if entry.subset and after and after.how == "state" and not _own_verb(doc, people, after):
            after = None
        link = first or after
        if link is None and not entry.subset:
            link = _past_subset(doc, entries, n) or link_parse(doc, people) or _of_them(doc, entry)
        told = (
            people.inner == Outcome.CASUALTIES and not people.partitive
        )  # "hundreds of dead and injured were rushed to hospital"
        if (
            (link is None or told)
            and people.inner
            and not _is_helped(doc, people)
            and not (people.one and people.known and people.inner_at == people.head)
        ):
            link = Link(people.inner, people.inner_at, "inner")
        entry.link = link
        if people.one and link and not _fits_one(doc, people, link):
            entry.link = None
        if entry.link and entry.link.anchor >= people.end:
            claimed = max(claimed, entry.link.anchor)


def _is_among(doc: Doc, people: People, sets: dict[str, frozenset[str]]) -> bool:
    """Tell whether "among them", "some of them" stands right before the phrase."""
    words = [t.lower_ for t in doc[max(0, people.start - 3) : people.start] if not t.is_punct]
    return len(words) > 1 and words[-2] in sets["among"] and words[-1] in sets["among_whom"]


def _is_helped(doc: Doc, people: People) -> bool:
    """Tell whether the people are those whom a verb helps: "rescued 30 kidnapped victims" hurt nobody."""
    head = doc[people.head]
    return head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_.lower() in outcome_words().sets["helping"]


def _of_them(doc: Doc, entry: Entry) -> Link | None:
    """Read "of the dead, 14 were fighters": the sentence opens with whom the count is of."""
    words = outcome_words()
    opening = [t.lower_ for t in doc[entry.sentence : entry.sentence + 4]]
    if len(opening) < 4 or opening[0] not in words.sets["of_them"] or opening[1] not in words.sets["before_state"]:
        return None
    outcome = words.by["states"].get(opening[2])
    between = doc[entry.sentence + 3 : entry.people.start]
    if outcome is None or any(not (t.is_punct or t.pos_ in ("AUX", "ADV", "ADP")) for t in between):
        return None
    return Link(outcome, entry.sentence + 2, "subset")


def _own_verb(doc: Doc, people: People, link: Link) -> bool:
    """Tell whether the outcome after a subset is its own: "including 11 children killed on Friday" is not another."""
    return any(t.lower_ in outcome_words().sets["including"] for t in doc[people.end : link.anchor])


def _past_subset(doc: Doc, entries: list[Entry], n: int) -> Link | None:
    """Look for the outcome after an "including 30 children" or "mostly women" that follows the phrase."""
    sets = outcome_words().sets
    end, k = entries[n].people.end, n + 1
    if end >= len(doc):
        return None
    opening = sets["including"] | sets["mostly"] | sets["among"]
    if not any(t.lower_ in opening for t in doc[end : end + _SUBSET_GAP]):
        return None
    aside = sets["people"] | sets["join"] | opening | sets["among_whom"]
    while k < len(entries) and entries[k].people.start - end <= _LIST_GAP:
        if any(t.lower_ not in aside for t in doc[end : entries[k].people.start]):
            break  # "including a child and a woman were killed and 13 others": those 13 are of the next clause
        end, k = entries[k].people.end, k + 1
    while end < len(doc) and doc[end].lower_ in aside:
        end += 1
    while end < len(doc) and doc[end].is_punct:
        end += 1
    ceiling = entries[k].people.start if k < len(entries) else len(doc)
    return link_after(doc, entries[n].people, ceiling, end)


def _fits_one(doc: Doc, people: People, link: Link) -> bool:
    """Tell whether the parse bears out that one person is who was killed, and not who did it or who said so."""
    head, anchor = doc[people.head], doc[link.anchor]
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.i >= people.start:
        head = head.head.head  # "one of the drivers was wounded"
    if people.start and doc[people.start - 1].lower_ in outcome_words().sets["places_before"] and link.how != "act":
        return False
    if link.how in ("act", "subset", "inner"):
        return link.how != "inner"
    if link.anchor < people.start:
        return head.dep_ not in ("nsubj", "nsubjpass", "poss") or head.head.i == anchor.i
    if link.how == "fate":
        return True
    return head.dep_ != "pobj" or anchor.head.i == head.i


def link_lists(doc: Doc, entries: list[Entry]) -> None:
    """Give phrases of a list the outcome at its head or its end: "three women and three children were shot"."""
    for n in range(1, len(entries)):
        before, entry = entries[n - 1], entries[n]
        if entry.link is None and before.link and _is_list(doc, before.people, entry.people):
            behind = before.people.end <= before.link.anchor < entry.people.end  # "12 killed and three children"
            if behind or before.link.how == "inner":
                continue
            if not entry.people.elided:
                entry.link, entry.subset = before.link, entry.subset or before.subset
        elif entry.link is None and before.subset and _is_list(doc, before.people, entry.people) and entry.people.known:
            entry.subset = True
    for n in range(len(entries) - 2, -1, -1):
        entry, after = entries[n], entries[n + 1]
        if entry.link is None and not entry.subset and after.link and after.link.anchor >= after.people.end:
            first = entry.people.start
            placed = entry.people.one and first and doc[first - 1].lower_ in outcome_words().sets["places_before"]
            placed = placed or (entry.people.named and ";" in doc[entry.people.end : after.people.start].text)
            if not placed and _is_list(doc, entry.people, after.people):
                entry.link = after.link


def link_joined(doc: Doc, entries: list[Entry]) -> None:
    """Give counts that words stand before the outcome of the count they are joined to, no verb between them.

    "Injuring three of the staff in addition to five patients", "15 dead among the rebels and 23 among their enemies".
    """
    for n, entry in enumerate(entries):
        people = entry.people
        if entry.link or people.partitive or people.one or people.thing:
            continue
        last = next((e for e in reversed(entries[:n]) if e.link or not e.people.one), None)
        whole = next((e for e in reversed(entries[:n]) if e.link and not e.subset), None)
        for before in (last, whole):
            if before is None or before.link is None or before.sentence != entry.sentence:
                continue
            between = doc[before.people.end : people.start]
            added = before is whole and not entry.subset and _is_further(doc, people)
            verbs = [
                t for t in between if t.pos_ in ("VERB", "AUX") and t.lower_ not in outcome_words().sets["including"]
            ]
            told = doc[before.link.anchor]  # "20 rebels were killed along with three policemen"
            if verbs and not (_is_added(between) and all(t in (told, *told.children) for t in verbs)):
                continue
            if added or _is_joined(doc, before.people, people):
                entry.link = before.link
                break


def _is_further(doc: Doc, people: People) -> bool:
    """Tell whether a count comes on top of one before: "killed 19 people in Aden and another 23 people in Taiz"."""
    sets = outcome_words().sets
    first = people.start
    return bool(first) and doc[first].lower_ in sets["further"] and doc[first - 1].lower_ in sets["join"]


def _is_added(between: TokenSpan) -> bool:
    """Tell whether words end in those that add a count to another ("in addition to")."""
    words = [t.lower_ for t in between]
    return any(" ".join(words[-length:]) in outcome_words().sets["added"] for length in (2, 3))


def _is_joined(doc: Doc, first: People, second: People) -> bool:
    """Tell whether a count is added to one told before, or set beside it with the same preposition."""
    sets = outcome_words().sets
    between = [t.lower_ for t in doc[first.end : second.start]]
    if second.elided:
        after = doc[second.end].lower_ if second.end < len(doc) else ""
        return bool(between) and between[-1] in sets["join"] and after in sets["sides"] and after in between
    if not second.known:
        return False
    head = doc[second.head]
    return _is_added(doc[first.end : second.start]) or (head.dep_ == "conj" and head.head.i == first.head)


def _is_list(doc: Doc, first: People, second: People) -> bool:
    """Tell whether only joining words stand between two phrases."""
    gap = doc[first.end : second.start]
    sets = outcome_words().sets
    join = sets["join"]
    if len(gap) > 1 and any(
        t.lower_ in sets["including"] for t in gap[:2]
    ):  # "including women and children as well as"
        join = join | sets["including"] | sets["people"]
        return len(gap) <= 2 * _LIST_GAP and gap[-1].lower_ in sets["join"] and all(t.lower_ in join for t in gap)
    if len(gap) == 0:
        own = second.one and doc[second.start].lower_ in outcome_words().sets["possessives"]
        return own or (
            first.known and second.known and not first.one and not second.one
        )  # commas lost: "six women five children and"
    return len(gap) <= _LIST_GAP and all(t.lower_ in join for t in gap)


def link_among(doc: Doc, entries: list[Entry]) -> None:
    """Give "six children were among 12 people killed" the outcome of the whole, which stands behind it."""
    sets = outcome_words().sets
    for n, entry in enumerate(entries):
        if entry.link is not None or entry.subset or entry.people.thing:
            continue
        k, end = n + 1, entry.people.end
        while k < len(entries) and entries[k].link is None and entries[k].subset:
            k, end = k + 1, entries[k].people.end  # "six civilians, including a child, were among"
        whole = entries[k] if k < len(entries) else entry
        if whole.link is None or whole.sentence != entry.sentence:
            continue
        between = [t.lower_ for t in doc[end : whole.people.start] if not t.is_punct]
        if not sets["among"].isdisjoint(between) and sets["being_among"].issuperset(between):
            entry.link = Link(whole.link.outcome, whole.link.anchor, "subset")


def link_subsets(doc: Doc, entries: list[Entry], starts: list[int]) -> None:
    """Give "including 11 children", "11 of them children", "11 were children" the outcome of their whole set."""
    for n, entry in enumerate(entries):
        people = entry.people
        bare = entry.link is None and (entry.subset or people.partitive or _is_predicate(doc, people))
        if people.partitive and entry.link and entry.link.how == "inner" and entry.link.outcome == Outcome.CASUALTIES:
            fates = {e.link.outcome for e in entries[:n] if e.link and starts[e.people.start] >= _before(starts, entry)}
            if fates == {Outcome.KILLED}:  # "killed ten. Two of the victims were minors"
                entry.link = Link(Outcome.KILLED, entry.link.anchor, "inner")
        if not bare and not (entry.subset and entry.link):
            continue
        for k in range(n - 1, -1, -1):
            whole = entries[k]
            if entry.sentence != whole.sentence and (
                entry.sentence == 0 or starts[entry.sentence - 1] != whole.sentence
            ):
                break
            if whole.link is None or whole.subset or whole.people.one:
                continue
            if whole.sentence != entry.sentence and entry.subset:
                break
            if not _may_hold(whole.people, people):
                continue
            if entry.link is None:
                entry.link = Link(whole.link.outcome, whole.link.anchor, "subset")
            entry.subset_of = k
            break


def _before(starts: list[int], entry: Entry) -> int:
    """Return where the sentence before that of an entry starts."""
    return starts[entry.sentence - 1] if entry.sentence else 0


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

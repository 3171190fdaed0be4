"""Zero is a figure: "no casualties", "nobody was killed"."""

from spacy.tokens import Doc

from sayso.extract.figures_link import Link, link_after
from sayso.extract.figures_people import People
from sayso.extract.figures_words import outcome_words
from sayso.model import Figure, Outcome, Span


def find_zeros(doc: Doc, lowers: list[str]) -> list[tuple[Link, int, Figure]]:
    """Read "no casualties", "no deaths or injuries", "no civilians were killed", "nobody was hurt".

    `lowers` are the lower-case words of `doc`. Returns the link, the token of the people and the figure, 0 to 0.
    """
    words = outcome_words()
    found: list[tuple[Link, int, Figure]] = []
    for i, lower in enumerate(lowers):
        if (hurt := _hurt_nobody(doc, i, lower)) is not None:
            found.append(hurt)
        opening = _not_one(lowers, i)
        if not opening and lower not in words.sets["not_any"] and lower not in words.sets["zero_one"]:
            continue
        end = i + (opening or 1)
        person = i
        link: Link | None = None
        if opening or lower in words.sets["not_any"]:
            for j in range(end, min(end + 4, len(doc))):
                word = doc[j]
                if (
                    word.lower_ in words.sets["zero_between"]
                    and j + 1 < len(doc)
                    and doc[j + 1].pos_ in ("NOUN", "PROPN")
                ):
                    continue
                if word.lemma_.lower() in words.by["counted"] and word.pos_ in ("NOUN", "PROPN"):
                    link, end, person = Link(words.by["counted"][word.lemma_.lower()], j, "zero"), j + 1, j
                    break
                if word.lower_ in words.sets["people"] or word.lower_ == "one":
                    end, person = j + 1, j
                if word.lower_ not in words.sets["people"]:
                    break
            if link is None and person == i:
                continue
        if link is None:
            people = People(i, end, person, person, 0, 0, known=True)
            link = link_after(doc, people, len(doc), end)
        if link is None or link.outcome in (Outcome.DISPLACED, Outcome.MISSING):
            continue
        found.append(_zero(doc, i, end, person, link, opening or 1))
        if end + 1 < len(doc) and doc[end].lower_ in words.sets["either"] and link.how == "zero":
            other = words.by["counted"].get(doc[end + 1].lemma_.lower())
            if other and other != link.outcome:
                found.append(_zero(doc, i, end + 2, end + 1, Link(other, end + 1, "zero")))
    return found


def _not_one(lowers: list[str], i: int) -> int:
    """Return of how many words "not one" or "not a single" is that stands at a word, 0 where none stands."""
    said = outcome_words().sets["not_one"]
    return next((count for count in (3, 2) if " ".join(lowers[i : i + count]) in said), 0)


def _hurt_nobody(doc: Doc, i: int, lower: str) -> tuple[Link, int, Figure] | None:
    """Read nobody as the object of a verb: "did not kill anyone", "without hurting anybody", "wounded no one"."""
    words = outcome_words()
    person = doc[i]
    start = i
    if person.lower_ == "one" and i and doc[i - 1].lower_ in words.sets["not_any"]:
        start = i - 1
    elif lower not in words.sets["anybody"] and lower not in words.sets["nobody"]:
        return None
    verb = person.head
    outcome = words.by["verbs"].get(verb.lemma_.lower())
    if outcome is None or person.dep_ != "dobj" or verb.pos_ != "VERB":
        return None
    negated = any(kid.dep_ == "neg" for kid in verb.children) or (
        verb.dep_ == "pcomp" and verb.head.lower_ == "without"
    )
    if (lower in words.sets["anybody"]) != negated:
        return None
    return _zero(doc, start, i + 1, i, Link(outcome, verb.i, "zero"))


def _zero(doc: Doc, start: int, end: int, person: int, link: Link, opening: int = 1) -> tuple[Link, int, Figure]:
    last = doc[end - 1]
    span = Span(doc[start].idx, last.idx + len(last))
    figure = Figure(link.outcome, 0, 0, doc[start + opening : end].text, doc[start:end].text, span)
    return link, person, figure

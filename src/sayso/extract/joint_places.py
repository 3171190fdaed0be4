"""Places that the joint model points to and that no rule has taken for one: "shot dead in medellin", "at the campus".

Names that no list has, in a text without capitals or beside no word for a place; and sites without a name. A name is
looked up among the others of the report, as any place is; a site stays words, and so does a name that no table has.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from sayso.extract.acts import Act
from sayso.extract.grammar import prep_object
from sayso.extract.joint_views import Views
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import phrase
from sayso.extract.place_pointed import is_new
from sayso.extract.places import PlaceMention
from sayso.extract.places_cues import cues
from sayso.extract.places_looked_up import as_words, looked_up
from sayso.extract.places_refer import resolve_definite, said_again
from sayso.model import Place, Report

# Less than this share of what an act points to for its place is no place.
_LEAST = 0.3
_OF_PEOPLE = frozenset(("PERSON", "NORP", "ORG"))


def unlisted(
    views: Views, acts: Sequence[Act], report: Report, known: Sequence[PlaceMention], closed: set[int]
) -> list[Place]:
    """Return the places that acts point to beside those known; `closed` are tokens that place no act (the dateline)."""
    taken = closed | {i for mention in known for i in range(mention.token_start, mention.token_end)}
    names, sites = set[tuple[int, int]](), set[tuple[int, int]]()
    for act in acts:
        pointed = views.pointed([act], "place")
        if pointed.none > 1 - _LEAST:
            continue
        for head, share in pointed.heads(views.doc).items():
            start, end = _bare(views.doc, head)
            if share < _LEAST or end <= start or not taken.isdisjoint(range(start, end)):
                continue
            if _is_name(views.doc[start:end]):
                names.add((start, end))
            elif _is_site(views.doc[head]) and cues().same_sites.isdisjoint(w.lower_ for w in views.doc[start:end]):
                sites.add((start, end))
    return [
        *looked_up(views.doc, report, known, names),
        *(as_words(views.doc[start:end]) for start, end in sorted(sites)),
    ]


def pointed_back(
    views: Views, acts: Sequence[Act], known: Sequence[PlaceMention], home: str, closed: set[int]
) -> list[Place]:
    """Return the places told before that acts point to by a noun: "the town", "the outskirts of the city".

    Each is the place it stands for, with the words that point back.
    """
    taken = closed | {i for mention in known for i in range(mention.token_start, mention.token_end)}
    found: dict[int, Place] = {}
    for act in acts:
        pointed = views.pointed([act], "place")
        for head, share in pointed.heads(views.doc).items():
            if share < _LEAST or head in taken or head in found:
                continue
            start, end = phrase(views.doc[head])
            if not taken.isdisjoint(range(start, end)):
                continue
            noun = views.doc[head]
            if noun.lower_ in cues().bearings:
                noun = prep_object(noun, "of") or noun
            mention = resolve_definite(noun, known, home) if not is_new(noun) else None
            if mention is not None:
                found[head] = said_again(views.doc[start:end], mention.place)
    return [found[head] for head in sorted(found)]


def _is_name(words: DocSpan) -> bool:
    """Tell whether some words are a name, and that of no people, person or body.

    Behind a word such as "in" it is a place whatever the tagger calls it. In a text without capitals each noun may be a
    name that is not known for another word.
    """
    doc, before = words.doc, words.start - 1
    inside = before >= 0 and doc[before].lower_ in cues().locative
    if any(word.lower_ in cues().demonyms or (word.ent_type_ in _OF_PEOPLE and not inside) for word in words):
        return False
    if any(word.pos_ == "PROPN" for word in words):
        return True
    head = words.root
    plain = head.lower_ in cues().common or head.lemma_.lower() in cues().kinds or _is_site(head)
    return doc.text.islower() and inside and head.pos_ == "NOUN" and not plain


def _is_site(head: Token) -> bool:
    """Tell whether a noun is one for a site; "the city" is led back to its name by the rules or not at all."""
    lemma, classes = head.lemma_.lower(), lexicon().classes
    if lemma in cues().kinds:
        return cues().kinds[lemma] in cues().site_kinds
    return head.pos_ == "NOUN" and lemma in classes["building"] | classes["premises"]


def _bare(doc: Doc, head: int) -> tuple[int, int]:
    """Return the tokens of the phrase of a noun, without its article, "their" or the "east" of "east London"."""
    start, end = phrase(doc[head])
    while start < end and (
        doc[start].dep_ in ("det", "punct")
        or doc[start].tag_ == "PRP$"
        or (start < head and doc[start].text in cues().directions)
    ):
        start += 1
    return start, end

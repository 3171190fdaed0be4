"""Places that the joint model points to and that no rule has taken for one: "shot dead in medellin", "at the campus".

Names that no list has, in a text without capitals or beside no word for a place; and spots without a name. What the
gazetteer knows by the name pointed to is resolved as any other place is, the rest stays words: never a guess.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from sayso.extract.acts import Act
from sayso.extract.grammar import phrase
from sayso.extract.joint_views import Views
from sayso.extract.lexicon import lexicon
from sayso.extract.places import find_mentions
from sayso.extract.places_cues import cues
from sayso.model import Place, Report, Span

# Less than this share of what an act points to for its place is no place.
_LEAST = 0.3
# Sorts of places (`knowledge/geography.yaml`, kinds) that are a spot by themselves, and not an area around it.
_SITES = frozenset(("base", "airport", "crossing", "road", "dam", "farm", "camp"))
_OF_PEOPLE = frozenset(("PERSON", "NORP", "ORG"))


def unlisted(views: Views, acts: Sequence[Act], report: Report, known: Sequence[Place]) -> list[Place]:
    """Return the places that acts point to outside of those known."""
    doc = views.doc
    taken = {i for place in known for i in range(*(views.tokens(place.span) or (0, 0)))}
    wanted: set[tuple[int, int]] = set()
    for act in acts:
        pointed = views.pointed([act], "place")
        for head, share in pointed.heads(doc).items():
            start, end = _named(doc, head)
            if share >= _LEAST and end > start and taken.isdisjoint(range(start, end)):
                wanted.add((start, end))
    found = []
    for start, end in sorted(wanted):
        words = doc[start:end]
        resolved = next((m.place for m in find_mentions(doc, report, [(start, end)]) if m.place.source), None)
        if resolved is not None:
            found.append(resolved)
        elif _is_name(words) or _is_site(words.root):
            found.append(Place(words.text, Span(words.start_char, words.end_char), words.text))
    return found


def _is_name(words: DocSpan) -> bool:
    """Tell whether some words are a name, and that of no people, person or body; what lies "in" it is no such."""
    doc, before = words.doc, words.start - 1
    inside = before >= 0 and doc[before].lower_ in cues().locative
    people = any(word.lower_ in cues().demonyms or (word.ent_type_ in _OF_PEOPLE and not inside) for word in words)
    return not people and any(word.pos_ == "PROPN" for word in words)


def _is_site(head: Token) -> bool:
    """Tell whether a noun is one for a site; "the city" is led back to its name by the rules or not at all."""
    lemma, classes = head.lemma_.lower(), lexicon().classes
    if lemma in cues().kinds:
        return cues().kinds[lemma] in _SITES
    return head.pos_ == "NOUN" and lemma in classes["building"] | classes["premises"]


def _named(doc: Doc, head: int) -> tuple[int, int]:
    """Return the tokens of the phrase of a noun, without its article."""
    start, end = phrase(doc[head])
    while start < end and doc[start].dep_ in ("det", "poss", "case", "punct"):
        start += 1
    return start, end

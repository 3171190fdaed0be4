"""Names that somebody else than the rules for places holds for places, looked up among the others of the report."""

from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from sayso.extract.places import PlaceMention, find_mentions
from sayso.model import Place, Report, Span


def looked_up(doc: Doc, report: Report, known: Sequence[PlaceMention], names: set[tuple[int, int]]) -> list[Place]:
    """Return the places of some names `[first token, end)`, each with all the others of the report as its witnesses.

    A name that no table has, or none of which it can be told, stays words.
    """
    if not names:
        return []
    told = {(mention.token_start, mention.token_end) for mention in known}
    mentions = find_mentions(doc, report, sorted(told | names))
    found = []
    for start, end in sorted(names):
        here = (m.place for m in mentions if m.token_start < end and start < m.token_end and m.place.source)
        found.append(next(here, None) or as_words(doc[start:end]))
    return found


def as_words(words: DocSpan) -> Place:
    """Return a place of which only its words are known."""
    return Place(words.text, Span(words.start_char, words.end_char), words.text)

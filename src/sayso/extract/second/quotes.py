"""Where quoted words stand in a report: letter by letter, as whole words, and in the report's own text."""

from collections.abc import Iterator, Sequence

from sayso.extract.second.proposals import Refusal, RefusedError
from sayso.model import Span

# Occurrences of a quotation that are looked at: one that stands more often in a report points at nothing.
MOST_PLACES = 1_000


class Quotes:
    """Finds quotations in `text`. `apart` are the stretches that are no part of the report: furniture, dateline."""

    def __init__(self, text: str, apart: Sequence[Span]) -> None:
        self._text = text
        self._apart = apart

    def clause(self, words: str, trigger: str, piece: Span) -> tuple[Span, Span]:
        """Return the first place of a clause inside `piece`, and the first place of its trigger inside that clause.

        Raises RefusedError: WORDS where the clause does not stand there, APART where it does only apart from the
        report, TRIGGER where the trigger is not in it.
        """
        clause = next((span for span in self._own(words) if piece.covers(span)), None)
        if clause is None:
            raise RefusedError(Refusal.WORDS)
        mention = next((s for s in self._places(trigger, clause.start, clause.end)), None)
        if mention is None:
            raise RefusedError(Refusal.TRIGGER if self._places(trigger) else Refusal.WORDS)
        return clause, mention

    def nearest(self, words: str, to: Span) -> Span:
        """Return the place of `words` nearest to a span, of two as near the earlier.

        Raises RefusedError: WORDS where they stand nowhere, APART where they stand only apart from the report.
        """
        return min(self._own(words), key=lambda span: (max(to.start - span.end, span.start - to.end, 0), span.start))

    def _own(self, words: str) -> list[Span]:
        everywhere = list(self._places(words))
        if not everywhere:
            raise RefusedError(Refusal.WORDS)
        own = [span for span in everywhere if not any(span.overlaps(other) for other in self._apart)]
        if not own:
            raise RefusedError(Refusal.APART)
        return own

    def _places(self, words: str, start: int = 0, end: int | None = None) -> list[Span]:
        if not words or words != words.strip():
            return []
        return list(_whole_words(self._text, words, start, len(self._text) if end is None else end))


def _whole_words(text: str, words: str, start: int, end: int) -> Iterator[Span]:
    """Yield the places of `words` that neither begin nor end inside a word ("bomb" is not in "bombed")."""
    at, found = text.find(words, start, end), 0
    while at >= 0 and found < MOST_PLACES:
        stop = at + len(words)
        if not (_joined(text, at) or _joined(text, stop)):
            found += 1
            yield Span(at, stop)
        at = text.find(words, at + 1, end)


def _joined(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()

"""The second reader: sayso's own reading of a report, and beside it what a model proposes and the text bears out.

It meets the same interface as `Reader`. Events of the first reader are never changed; a proposal that tells one of
them again is dropped.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.errors import ModelError
from sayso.extract.extraction import Extraction
from sayso.extract.reader import Reader
from sayso.extract.second.asking import Asking, pieces
from sayso.extract.second.grounding import Ground
from sayso.extract.second.notes import no_answer, noted, summary
from sayso.extract.second.proposals import Proposal, Refusal, RefusedError
from sayso.extract.second.telling import tells_same
from sayso.model import Event, Record, Report, Span


class SecondReader:
    """Reads with `first` and asks a model for more. What came of it stands in the notes of each report."""

    def __init__(self, first: Reader, asking: Asking) -> None:
        self._first = first
        self._asking = asking

    def read(self, report: Report) -> Record:
        """Read one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Record]:
        """Read reports in order. A model that gives no answer costs nothing but its proposals."""
        for extraction in self._first.extractions(reports):
            yield self._second(extraction, extraction.record())

    def _second(self, extraction: Extraction, record: Record) -> Record:
        name = self._asking.model.name
        text = record.report.text
        told: list[tuple[Proposal | Refusal, Span]] = []
        sentences = [Span(s.start_char, s.end_char) for s in extraction.doc.sents]
        try:
            for piece in pieces(text, sentences):
                told += [(proposal, piece) for proposal in self._asking.proposals(piece.of(text))]
        except ModelError as error:
            return noted(record, no_answer(name, error))
        refused: Counter[Refusal] = Counter()
        entered: list[Event] = []
        ground = Ground(extraction, f"model {name}")
        for proposal, piece in told:
            try:
                entered.append(_entering(ground, proposal, piece, [*record.events, *entered]))
            except RefusedError as why:
                refused[why.why] += 1
        entered.sort(key=lambda event: event.mentions[0].trigger)
        first = len(record.events) + 1
        added = tuple(replace(event, id=f"e{number}") for number, event in enumerate(entered, first))
        record = replace(record, events=record.events + added)
        return noted(record, summary(name, len(told), len(added), refused))


def _entering(ground: Ground, proposal: Proposal | Refusal, piece: Span, events: list[Event]) -> Event:
    if isinstance(proposal, Refusal):
        raise RefusedError(proposal)
    event = ground.event(proposal, piece)
    if any(tells_same(told, event) for told in events):
        raise RefusedError(Refusal.TOLD)
    return event

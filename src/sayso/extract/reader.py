"""The reader: a report in, its statements and events out. One instance a process; safe to use for many reports."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from sayso.extract.acts import ActFinder
from sayso.extract.extraction import Extraction, Head
from sayso.extract.triggers import TriggerFinder
from sayso.intake.boilerplate import noise_spans
from sayso.intake.dateline import find_dateline
from sayso.model import Record, Report
from sayso.reading.boundaries import mark_boundaries
from sayso.reading.mends import mend
from sayso.reading.parsing import Parser
from sayso.reading.pipeline import load_pipeline
from sayso.reading.short_names import show_names

# Reports parsed together; larger batches gain nothing on one core and hold more memory.
BATCH = 16
# Characters parsed together, at most: the parse of 100,000 takes some 470 MB, and sixteen long texts would add up.
BATCH_CHARACTERS = 60_000


class Reader:
    """Reads reports with one language pipeline."""

    def __init__(self, pipeline: str = "") -> None:
        """Load the pipeline called `pipeline` ("" for the pinned one); raises PipelineError if it cannot be loaded."""
        self._nlp = load_pipeline(pipeline)
        self._parser = Parser(self._nlp)
        self._acts = ActFinder(TriggerFinder())

    def read(self, report: Report) -> Record:
        """Read one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Record]:
        """Read reports in batches, in order, holding one batch at a time."""
        for head, doc in self._parsed(reports):
            yield self.extract(head, doc)

    def extractions(self, reports: Iterable[Report]) -> Iterator[Extraction]:
        """Yield each report parsed, with what its words resolve to, before its events are found."""
        for head, doc in self._parsed(reports):
            yield self._extraction(head, doc)

    def prepare(self, report: Report) -> tuple[Doc, Head]:
        """Split a report into words and set apart what is no sentence of it, before it is parsed."""
        doc = self._nlp.make_doc(report.text)
        show_names(doc)
        dateline = find_dateline(report.text, report.published)
        noise = noise_spans(report.text)
        apart = [*noise, *dateline.spans] if dateline is not None else noise
        return doc, Head(report, dateline, noise, mark_boundaries(doc, report.title, apart))

    def extract(self, head: Head, doc: Doc) -> Record:
        """Return what a prepared and parsed report says."""
        return self._extraction(head, doc).record()

    def _parsed(self, reports: Iterable[Report]) -> Iterator[tuple[Head, Doc]]:
        for batch in batches(reports):
            prepared = [self.prepare(report) for report in batch]
            docs = self._parser.parse([doc for doc, _ in prepared])
            for doc, (_, head) in zip(docs, prepared, strict=True):
                yield head, doc

    def _extraction(self, head: Head, doc: Doc) -> Extraction:
        mend(doc)
        return Extraction(head, doc, self._acts)


def batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Yield runs of reports that are parsed together, bounded in number and in characters."""
    batch: list[Report] = []
    size = 0
    for report in reports:
        if batch and (len(batch) == BATCH or size + len(report.text) > BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(report)
        size += len(report.text)
    if batch:
        yield batch

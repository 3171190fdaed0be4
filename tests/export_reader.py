"""A stand-in for the reader, so that batches and the command line are tested without the parser."""

import os
from collections.abc import Iterable, Iterator

from sayso.errors import PipelineError
from sayso.model import Event, Mention, Realis, Record, Report, Span


class StubReader:
    """Finds one clash in the first word of every report; the words `raise` and `die` do as they say."""

    def read(self, report: Report) -> Record:
        if "raise" in report.text:
            raise ValueError("no verb\nin sight")
        if "die" in report.text:
            os._exit(7)
        whole = Span(0, len(report.text))
        trigger = Span(0, len(report.text.split()[0]))
        return Record(report, (), (Event("e1", "clash", Realis.HAPPENED, (Mention(trigger, whole),), ()),))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Record]:
        return map(self.read, reports)


def stub(pipeline: str) -> StubReader:
    """Make the stand-in; the pipeline `missing` cannot be loaded, `deadly` ends the process."""
    if pipeline == "missing":
        raise PipelineError("language pipeline 'missing' is not installed")
    if pipeline == "deadly":
        os._exit(9)
    return StubReader()

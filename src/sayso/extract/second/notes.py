"""What came of a second reading, in the notes of its report: in words of ours alone, none of the model's."""

from collections.abc import Mapping
from dataclasses import replace

from sayso.errors import ModelError
from sayso.extract.second.proposals import Refusal
from sayso.model import Record

_UNANSWERED = "no second reader: "


def no_answer(name: str, error: ModelError) -> str:
    """Say that a model gave no answer and why, without what its server said."""
    return f"{_UNANSWERED}{name} gave no answer ({error.plain})"


def summary(name: str, proposed: int, entered: int, refused: Mapping[Refusal, int]) -> str:
    """Say how many of the proposed events entered and why the others did not."""
    parts = [f"second reader: {name} proposed {proposed}, of which {entered} entered"]
    parts += [f"{refused[why]} {why.value}" for why in Refusal if refused.get(why)]
    return "; ".join(parts)


def noted(record: Record, note: str) -> Record:
    """Return a record whose report has one more note."""
    return replace(record, report=replace(record.report, notes=(*record.report.notes, note)))


def unanswered(record: Record) -> str:
    """Return why a second reader that was set gave no answer for a record; "" where it did or none was set."""
    notes = (note.removeprefix(_UNANSWERED) for note in record.report.notes if note.startswith(_UNANSWERED))
    return next(notes, "")

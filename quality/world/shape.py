"""What a measure yields: figures, tables and errors by class, as plain values that go into JSON."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

# Characters of a set's own words shown as an example of an error: enough to see it, too few to be a copy.
QUOTED = 110
# Examples kept of each class of error.
EXAMPLES = 2
Figure = dict[str, float]
Table = dict[str, Any]


class AbsentError(Exception):
    """A set, or the annotation in it, is not in the folder; the message says what is missing."""


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of two shares, 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(right: float, of: float) -> Figure:
    """Return a plain share as a figure: `value` and how many it is taken over."""
    return {"value": right / of if of else 0.0, "n": of}


def prf(right: float, said: float, gold: float, right_said: float | None = None) -> Figure:
    """Return precision, recall and F1; `right_said` is what counts as right among what was said, where that differs."""
    precision = (right if right_said is None else right_said) / said if said else 0.0
    recall = right / gold if gold else 0.0
    return {"value": f1(precision, recall), "p": precision, "r": recall, "n": gold}


def quote(text: str, start: int = 0, end: int | None = None, around: int = 0) -> str:
    """Return a few words of a text, blanks evened, cut to `QUOTED` characters."""
    end = len(text) if end is None else end
    words = " ".join(text[max(0, start - around) : end + around].split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"


class Errors:
    """Errors counted by class, the first few of each kept as examples."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = {}

    def add(self, name: str, example: str = "") -> None:
        """Count one error of a class."""
        self.counts[name] += 1
        kept = self.examples.setdefault(name, [])
        if example and len(kept) < EXAMPLES and example not in kept:
            kept.append(example)

    def listed(self) -> list[dict[str, Any]]:
        """Return the classes, the largest first."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return [{"class": name, "count": count, "examples": self.examples[name]} for name, count in ordered]


@dataclass(slots=True)
class Findings:
    """What one part measured."""

    figures: dict[str, Figure] = field(default_factory=dict)
    errors: Errors = field(default_factory=Errors)
    tables: dict[str, Table] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return plain values, figures rounded to four places."""
        figures = {name: {key: round(value, 4) for key, value in row.items()} for name, row in self.figures.items()}
        return {"figures": figures, "errors": self.errors.listed(), "tables": self.tables}


def table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Table:
    """Return a table as plain values; floats are rounded to three places."""
    plain = [[round(cell, 3) if isinstance(cell, float) else cell for cell in row] for row in rows]
    return {"columns": list(columns), "rows": plain}


class Kit(Protocol):
    """What a measure is given to work with: readings and parses that are kept between runs, and somewhere to count."""

    def records(self, reports: Iterable[Any]) -> Iterable[Any]:
        """Yield sayso's record of each report."""

    def extractions(self, reports: Iterable[Any]) -> Iterable[Any]:
        """Yield the extraction of each report, not yet told."""

    def docs(self, texts: Iterable[str]) -> Iterable[Any]:
        """Yield the bare parse of each text."""


@dataclass(frozen=True, slots=True)
class Part:
    """One measure: its files under the shared folder, and the function that reads them and yields findings."""

    name: str
    title: str
    files: tuple[str, ...]
    measure: Callable[[Path, Kit], Findings]
    sources: tuple[str, ...] = ()  # other modules of `quality` that it leans on, by path under `quality`

    def present(self, folder: Path) -> bool:
        """Tell whether any of the part's files is there."""
        return all(any(True for _ in folder.glob(pattern)) for pattern in self.files)


def by(rows: Mapping[str, Counter[str]], *keys: str) -> list[list[Any]]:
    """Return rows of counts by name, the largest first key first."""
    ordered = sorted(rows.items(), key=lambda item: (-item[1][keys[0]], item[0]))
    return [[name, *(counts[key] for key in keys)] for name, counts in ordered]

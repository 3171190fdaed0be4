"""A report: one published text and where it came from."""

import datetime
import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from sayso.model.capture import Capture
from sayso.model.translation import Original


class Span(NamedTuple):
    """Half-open range `[start, end)` of Unicode code points in a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


ENTRY = "an entry of a live page: "  # how the note begins that says so, before the entry's time


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, cleaned, with what is known of its publication.

    `text` is what every offset of the record points into. `dateline_date` and `dateline_place` come from the text's own
    dateline ("ALEPPO, Syria, Sept 23 (Reuters) -") and go before `published` when days are resolved. `language` is that
    of `text`.
    """

    text: str
    id: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    byline: str = ""
    agency: str = ""
    published: datetime.date | None = None
    dateline_place: str = ""
    dateline_date: datetime.date | None = None
    language: str = "en"
    raw_sha256: str = ""
    notes: tuple[str, ...] = field(default=())
    original: Original | None = None  # where `text` is a machine's translation
    capture: Capture | None = field(default=None, compare=False, repr=False)  # the raw bytes, where intake kept them

    @property
    def anchor(self) -> datetime.date | None:
        """The day that "today" means in this report: the dateline's, else the day of publication, else unknown."""
        return self.dateline_date or self.published

    @property
    def is_entry(self) -> bool:
        """Whether it is one entry of a page of many: its address is that of the page with a fragment of its own."""
        return any(note.startswith(ENTRY) for note in self.notes)

    @property
    def sha256(self) -> str:
        """Hex digest of the clean text, the report's content hash."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

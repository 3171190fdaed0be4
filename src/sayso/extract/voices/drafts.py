"""The working form of a statement while it is being put together."""

from dataclasses import dataclass, field

from sayso.extract.voices.appended import Appended, find_appended
from sayso.extract.voices.cues import Cues
from sayso.extract.voices.spoken import TokenSpan
from sayso.extract.voices.table import Table
from sayso.model import Stance
from sayso.reading.quotations import Quotation


@dataclass(slots=True)
class Draft:
    """A statement in the making; `at` is the token that orders it, `source_head` the head of its source phrase or -1.

    `points_back` means the content stands in an earlier clause ("denied it"), `pointer` is the noun that says so;
    `open` that a quotation may still be added; `root` is the head of the content, or -1; `runs_on` marks speech
    without a cue; `begins` is where a denial in a relative clause starts ("..., a claim the army rejected"), or -1.
    """

    at: int
    source: TokenSpan | None
    source_head: int
    cue: list[TokenSpan]
    contents: list[TokenSpan]
    stance: Stance
    direct: bool = False
    via: TokenSpan | None = None
    points_back: bool = False
    open: bool = False
    root: int = -1
    speaker: TokenSpan | None = None
    resolved: bool = True
    rebuts: TokenSpan | None = None
    rebuts_draft: "Draft | None" = None
    runs_on: bool = False
    pointer: int = -1
    begins: int = -1


@dataclass(slots=True)
class Reading:
    """One report under reading: its table, cues and quotations, and for each token the quotation it is in (or -1)."""

    table: Table
    cues: Cues
    quotations: list[Quotation]
    in_quote: list[int] = field(default_factory=list)
    appended: list[Appended] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.in_quote = [-1] * self.table.n
        for number, quotation in enumerate(self.quotations):
            for i in range(quotation.start, quotation.end):
                self.in_quote[i] = number
        self.appended = [one for one in find_appended(self.table, self.cues) if self.in_quote[one.start] < 0]

    def bounds(self, i: int) -> tuple[int, int]:
        """Return the stretch where the cue at `i` finds its content: its sentence, inside any quotation it is in."""
        low, high = self.table.first[i], self.table.stop[i]
        number = self.in_quote[i]
        if number >= 0:
            quotation = self.quotations[number]
            return max(low, quotation.inner_start), min(high, quotation.inner_end)
        for one in self.appended:
            if low < one.start and one.end <= high:
                if one.start <= i < one.end:
                    return one.start, one.end
                low, high = (low, one.start - 1) if i < one.start else (one.end, high)
        return self._between_semicolons(i, low, high)

    def _between_semicolons(self, i: int, low: int, high: int) -> tuple[int, int]:
        """Return the part of a sentence that tells by itself: "jets bombed it, elders said; the army denies that"."""
        for k in range(i - 1, low, -1):
            if self.table.words[k] == ";" and any(self._tells(j) for j in range(low, k)):
                low = k + 1
                break
        for k in range(i + 1, high - 1):
            if self.table.words[k] == ";" and any(self._tells(j) for j in range(k + 1, high)):
                high = k
                break
        return low, high

    def _tells(self, i: int) -> bool:
        return self.in_quote[i] < 0 and self.table.finite(i) and self.table.lemmas[i] in self.cues.verbs

    def quote_ending_before(self, i: int) -> Quotation | None:
        """Return the spoken quotation that closes right before `i` (a comma or blank may come between)."""
        table = self.table
        while i > 0 and (table.space[i - 1] or table.words[i - 1] in (",", "-", "–", "—", ".")):
            i -= 1
        return self._at(i - 1, ends=True)

    def quote_starting_at(self, i: int) -> Quotation | None:
        """Return the quotation that opens at `i` or right after a comma, colon or "that"."""
        table = self.table
        while i < table.n and (table.space[i] or table.words[i] in (",", ":", "-", "–", "—")):
            i += 1
        return self._at(i, ends=False)

    def _at(self, i: int, ends: bool) -> Quotation | None:
        if not 0 <= i < self.table.n or self.in_quote[i] < 0:
            return None
        quotation = self.quotations[self.in_quote[i]]
        return quotation if (quotation.end - 1 == i if ends else quotation.start == i) else None

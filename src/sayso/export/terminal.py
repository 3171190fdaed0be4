"""Records for people at a terminal: the report with its marks, then one block an event with who asserts and denies it.

Every mark is made of characters, colour only repeats it; without a terminal at the other end no escape code is written.
Text of the report reaches the terminal only through `visible`, and never as Rich markup.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.export import wording
from sayso.export.marks import Mark, MarkKind, boundaries, marks_of
from sayso.export.visible import one_line, visible
from sayso.model import Account, Event, Record, Stance

MAX_WIDTH = 110  # columns; longer lines are hard to read, on the widest terminal too
PIPE_WIDTH = 100  # columns when there is no terminal to ask and COLUMNS does not tell


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters that open and close each mark, and the ticks of accounts."""

    pairs: dict[MarkKind, tuple[str, str]]
    asserts: str
    denies: str
    digits: str
    dot: str
    quotes: tuple[str, str]

    def number(self, numbers: tuple[int, ...]) -> str:
        """Return event numbers as small raised digits where the terminal has them."""
        return ",".join("".join(self.digits[int(digit)] for digit in str(number)) for number in numbers)


RICH_SIGNS = Signs(
    {
        MarkKind.CONTENT: ("[", "]"),
        MarkKind.DENIED: ("[✗ ", " ✗]"),
        MarkKind.DOUBTED: ("[? ", " ?]"),
        MarkKind.VOICE: ("⟨", "⟩"),
        MarkKind.CUE: ("~", "~"),
        MarkKind.ACT: ("{", "}"),
    },
    asserts="✓",
    denies="✗",
    digits="⁰¹²³⁴⁵⁶⁷⁸⁹",
    dot="·",
    quotes=("“", "”"),
)
ASCII_SIGNS = Signs(
    {
        **RICH_SIGNS.pairs,
        MarkKind.DENIED: ("[x ", " x]"),
        MarkKind.VOICE: ("<", ">"),
    },
    asserts="+",
    denies="x",
    digits="0123456789",
    dot="-",
    quotes=('"', '"'),
)

_STYLES = {
    MarkKind.CONTENT: "",
    MarkKind.DENIED: "red",
    MarkKind.DOUBTED: "yellow",
    MarkKind.VOICE: "bold cyan",
    MarkKind.CUE: "italic cyan",
    MarkKind.ACT: "bold reverse",
}
_LINE_ENDS = re.compile("\n+")  # a paragraph each; an empty line between them makes a long report easier to read
_EDGE_STYLES = {MarkKind.DENIED: "bold red", MarkKind.DOUBTED: "bold yellow"}
_LEGEND = (
    (MarkKind.ACT, "act", (1,)),
    (MarkKind.VOICE, "voice", ()),
    (MarkKind.CUE, "cue", ()),
    (MarkKind.CONTENT, "told in a voice", ()),
    (MarkKind.DENIED, "denied", ()),
    (MarkKind.DOUBTED, "doubted", ()),
)


class TerminalWriter:
    """Writes records for people to a text file or terminal as they come."""

    def __init__(self, file: IO[str], width: int | None = None) -> None:
        asked = os.environ.get("COLUMNS", "")
        if width is None and not file.isatty():
            width = int(asked) if asked.isdecimal() and int(asked) > 0 else PIPE_WIDTH
        self._file = file
        self._console = Console(file=file, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
        self._console.width = min(self._console.width, MAX_WIDTH)
        self._signs = RICH_SIGNS if _can_write(file, RICH_SIGNS) else ASCII_SIGNS
        self._first = True

    def add(self, record: Record) -> None:
        """Write one record, after an empty line if it is not the first."""
        with self._console.capture() as capture:
            if not self._first:
                self._console.print()
            for part in _parts(record, self._signs):
                self._console.print(part)
        self._first = False
        shown = capture.get()
        if not self._console.is_terminal:  # the blanks that fill table cells only help on a screen
            shown = "\n".join(line.rstrip() for line in shown.split("\n"))
        self._file.write(shown)
        self._file.flush()

    def close(self) -> None:
        """Nothing is left to write; the file stays open for its owner."""


def marked_text(record: Record, signs: Signs = RICH_SIGNS) -> Text:
    """Return the text of a report with its marks set into it and an empty line between its paragraphs."""
    text, marks = visible(record.report.text), marks_of(record)
    edges = boundaries((mark.span for mark in marks), len(text))
    starts, ends = _by_edge(marks)
    result, open_marks = Text(), list[Mark]()
    for index, edge in enumerate(edges):
        for mark in reversed([mark for mark in open_marks if mark in ends.get(edge, ())]):
            open_marks.remove(mark)
            result.append(signs.pairs[mark.kind][1] + signs.number(mark.events), _edge_style(mark))
        for mark in starts.get(edge, ()):
            open_marks.append(mark)
            result.append(signs.pairs[mark.kind][0], _edge_style(mark))
        if index + 1 < len(edges):
            style = " ".join(filter(None, (_STYLES[mark.kind] for mark in open_marks)))
            result.append(_LINE_ENDS.sub("\n\n", text[edge : edges[index + 1]]), style)
    return result


def _by_edge(marks: list[Mark]) -> tuple[dict[int, list[Mark]], dict[int, list[Mark]]]:
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in marks:
        starts.setdefault(mark.span.start, []).append(mark)
        ends.setdefault(mark.span.end, []).append(mark)
    return starts, ends


def _edge_style(mark: Mark) -> str:
    return _EDGE_STYLES.get(mark.kind, "dim")


def _can_write(file: IO[str], signs: Signs) -> bool:
    try:
        f"{signs}".encode(getattr(file, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _parts(record: Record, signs: Signs) -> Iterator[Text | Rule | Padding | Table]:
    yield Rule(
        Text(one_line(wording.headline(record)), "bold"), align="left", characters="=" if signs is ASCII_SIGNS else "━"
    )
    yield Text(one_line(f" {signs.dot} ".join(wording.byline(record))), "dim")
    if record.report.url:
        yield Text(one_line(record.report.url), "dim")
    for note in record.report.notes:
        yield Text("note: " + one_line(note), "yellow")
    yield Text()
    yield Padding(marked_text(record, signs), (0, 0, 0, 2))
    yield Text()
    yield _legend(signs)
    if not record.events:
        yield Text()
        yield Text("No act of conflict is told in this report.", "bold")
    for number, event in enumerate(record.events, start=1):
        yield Text()
        yield _heading(number, event, signs)
        evidence = event.mentions[0].clause.of(record.report.text)
        yield Padding(Text(_quoted(evidence, signs), "italic"), (0, 0, 0, 3))
        yield Padding(_block(event, record, signs), (0, 0, 0, 3))


def _legend(signs: Signs) -> Text:
    line = Text("  marks: ", "dim")
    for index, (kind, word, numbers) in enumerate(_LEGEND):
        opening, closing = signs.pairs[kind]
        line.append("  " if index else "")
        line.append(opening, _EDGE_STYLES.get(kind, "dim")).append(word, _STYLES[kind])
        line.append(closing + signs.number(numbers), _EDGE_STYLES.get(kind, "dim"))
    return line


def _heading(number: int, event: Event, signs: Signs) -> Text:
    line = Text(f"{number:>2} ", "bold")
    line.append(wording.kind_line(event).upper(), "bold reverse")
    line.append(f" {event.realis.value}", "bold")
    if state := wording.verdict(event):
        line.append(f"  {signs.denies} {state}", "bold red")
    if len(event.mentions) > 1:
        line.append(f"  told {len(event.mentions)} times", "dim")
    return line


def _block(event: Event, record: Record, signs: Signs) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, style="dim", min_width=13)
    table.add_column()
    last = ""
    for row in wording.rows(event):
        value = Text(one_line(row.value))
        if row.words:
            value.append(f" {_quoted(row.words, signs)}", "italic")
        if row.note:
            value.append("  " + one_line(row.note).replace("·", signs.dot), "dim")
        table.add_row(row.label if row.label != last else "", value)
        last = row.label
    for stance, sign, label in (
        (Stance.ASSERTS, signs.asserts, "asserted by"),
        (Stance.DENIES, signs.denies, "denied by"),
    ):
        style = "bold red" if stance is Stance.DENIES else ""
        for account in (account for account in event.accounts if account.stance is stance):
            table.add_row(Text(f"{sign} {label}", style), _account(account, record, signs))
            label = ""
    return table


def _account(account: Account, record: Record, signs: Signs) -> Text:
    style = "bold red" if account.stance is Stance.DENIES else "bold cyan"
    line = Text(one_line(wording.speaker(account)), "" if account.source.is_outlet else style)
    if not account.source.is_outlet:
        line.append(f" {one_line(account.source.party)}", "dim")
    if finer := wording.manner(account):
        line.append(f" ({finer})", "italic")
    if account.via and not account.via.is_outlet:  # "told Sputnik", in a report of Sputnik's
        line.append(f", through {one_line(account.via.text)}")
    if account.evidence:
        line.append(f"  {_quoted(account.evidence.of(record.report.text), signs)}", "italic")
    return line


def _quoted(words: str, signs: Signs) -> str:
    return f"{signs.quotes[0]}{one_line(words)}{signs.quotes[1]}"

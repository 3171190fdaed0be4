"""The view for people at a terminal: readable without colour, safe with any text."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export_sample import NO_ONE, TEXT, sample_record
from sayso.export.terminal import ASCII_SIGNS, TerminalWriter, marked_text
from sayso.export.visible import one_line, visible
from sayso.model import Record, Report

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Screen(io.StringIO):
    """A text file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(record: Record, file: io.StringIO | None = None, width: int = 100) -> str:
    file = file or io.StringIO()
    writer = TerminalWriter(file, width=width)
    writer.add(record)
    writer.close()
    return file.getvalue()


def test_the_text_carries_its_marks_in_characters() -> None:
    text = marked_text(sample_record()).plain
    assert "[Jets {hit}¹ the market of Varda on Tuesday, killing at least 12 people], ⟨residents⟩ ~said~." in text
    assert "that [✗ its planes had not {attacked}¹ the market ✗]." in text


def test_an_event_block_tells_who_where_when_how_many_and_on_whose_word() -> None:
    lines = [re.sub(r"\s+", " ", line).strip() for line in shown(sample_record()).splitlines()]
    heading = lines.index("1 AIRSTRIKE happened ✗ disputed told 2 times")
    assert lines[heading + 1] == "“Jets hit the market of Varda on Tuesday”"
    assert "who Jets party unknown" in lines
    assert "to whom the market of Varda CIV" in lines
    assert "where Varda XNO · 41.250, 12.500 · settlement level" in lines
    assert "when Tue 9 May 2023 “on Tuesday”" in lines
    assert "figures 12 or more killed “at least 12 people” according to residents" in lines
    assert "✓ asserted by residents CIV “residents said”" in lines
    denial = "✗ denied by A spokesman for the northern army XNO-MIL, through Morning Radio"
    assert any(line.startswith(denial) for line in lines)
    assert "✓ asserted by the governor XNO-GOV (warns) “the governor warned”" in lines


def test_what_was_told_to_the_report_s_own_outlet_came_through_nobody() -> None:
    record = sample_record()
    event = record.events[0]
    accounts = tuple(replace(account, via=NO_ONE) for account in event.accounts)
    assert "through" not in shown(replace(record, events=(replace(event, accounts=accounts),)))


def test_an_open_interval_is_said_to_be_open() -> None:
    assert "from Sun 14 May 2023, end not told" in shown(sample_record())


def test_no_escape_code_goes_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    text = shown(sample_record())
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_terminal_gets_styles_and_no_color_takes_the_colours_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;36m" in shown(sample_record(), Screen())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3\d", shown(sample_record(), Screen()))


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_can_steer_the_terminal(text: str) -> None:
    safe = visible(text)
    assert len(safe) == len(text)
    assert not CONTROL.search(safe)
    safe.encode("utf-8")
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J\x1b]0;owned\x07", "\x9b31m", "a\rb", "\u202egnihton", "[bold red]x[/bold red]", ":boom: [/]"]
)
def test_hostile_text_is_shown_not_obeyed(hostile: str) -> None:
    record = Record(Report(hostile, title=hostile, publisher=hostile, url=hostile, notes=(hostile,)), (), ())
    text = shown(record)
    assert not CONTROL.search(text)
    if hostile.isprintable():
        assert text.count(hostile) >= 4


def test_a_report_without_events_says_so() -> None:
    assert "No act of conflict is told in this report." in shown(Record(Report("The weather was mild."), (), ()))


def test_a_file_that_cannot_hold_the_signs_gets_plain_ones() -> None:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="ascii", errors="replace")
    TerminalWriter(file, width=100).add(sample_record())
    file.flush()
    text = raw.getvalue().decode("ascii")
    assert "[x its planes had not {attacked}1" in text
    assert "?" not in text.replace("[? doubted ?]", "")
    assert ASCII_SIGNS.denies == "x"


def test_the_words_of_the_report_are_all_there_on_a_narrow_screen() -> None:
    text = shown(sample_record(), width=40)
    assert max(map(len, text.splitlines())) <= 40
    bare = re.sub(r"[^\w]", "", text)
    for word in TEXT.replace(",", " ").replace(".", " ").split():
        assert word in bare

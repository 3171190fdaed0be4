"""The reader as a whole: it reads any text, says only what stands there, and says the same twice."""

# ruff: noqa: E501 - an example sentence stays on one line

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import DAY, Tell
from sayso.export.terminal import TerminalWriter
from sayso.extract.reader import Reader
from sayso.intake import report_from_text
from sayso.model import Record, Report, Span, Stance

# Pieces that reports are made of, in any order: whole clauses, lost commas, open quotation marks, page furniture.
PIECES = [
    "Jets bombed Aden on Monday", "residents said", "the army denied it", ", killing at least 12 people", "\n\n", "\n", ".", ". ", ", ", " ", "\u201c", "\u201d",
    '"', "KABUL, June 14 (Northline News) - ", "No comments: Post a Comment", "it said it had shelled", "they", "a truce collapsed", "talks in Geneva",
    "including 11 children", "dozens", "and", "by", "in", "on", "against", "the", "0", "1,000,000", "since the war began in March", "\u00a0", "\u200b", "\U0001f4a5",
    "according to", "was quoted by state media as saying", "we", "which", "whose planes", "Mr.", "U.S.-led", "'s", "\t", "\r\n", "Taliban", "-", "\u2014", "Read also: ",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
).filter(bool)
days = st.one_of(st.none(), st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31)))
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def verbatim(record: Record) -> Iterator[tuple[str, Span]]:
    """Yield every verbatim text of the events of a record with its span."""
    for event in record.events:
        for part in (event.agent, event.target, event.means):
            if part is not None:
                yield part.text, part.span
        if event.place is not None:
            yield event.place.text, event.place.span
        if event.time is not None:
            yield event.time.text, event.time.span
        for figure in event.figures:
            yield figure.text, figure.span
        for account in event.accounts:
            for voice in (account.source, account.via):
                if voice is not None and voice.span is not None:
                    yield voice.text, voice.span


def spans(record: Record) -> Iterator[Span]:
    """Yield every span of a record."""
    for _, span in verbatim(record):
        yield span
    for event in record.events:
        for mention in event.mentions:
            yield mention.trigger
            yield mention.clause
        yield from (account.evidence for account in event.accounts if account.evidence is not None)
    for statement in record.statements:
        yield from statement.content
        yield from (s for s in (statement.cue, statement.source_span, statement.evidence) if s is not None)


def check(record: Record) -> None:
    """Assert what holds for the record of any text."""
    text = record.report.text
    assert [span for span in spans(record) if not 0 <= span.start < span.end <= len(text)] == []
    assert [(words, span) for words, span in verbatim(record) if span.of(text) != words] == []
    for number, event in enumerate(record.events, 1):
        assert event.id == f"e{number}"
        assert event.mentions
        assert event.accounts
        assert all(mention.clause.covers(mention.trigger) for mention in event.mentions)
        assert all(account.stance in (Stance.ASSERTS, Stance.DENIES) for account in event.accounts)
        assert len({(a.source.text, a.stance) for a in event.accounts}) == len(event.accounts)
        for figure in event.figures:
            assert figure.low is not None or figure.high is not None
            assert figure.low is None or figure.high is None or figure.low <= figure.high
        if event.place is not None and event.place.precision.value in ("country", "unknown"):
            assert event.place.lat is None
            assert event.place.lon is None
        if event.time is not None and event.time.start and event.time.end:
            assert event.time.start <= event.time.end


@SLOW
@given(text=texts, title=st.sampled_from(["", "Jets bomb Aden", "No comments"]), day=days)
def test_any_text_is_read_and_every_span_lies_in_it(
    text: str, title: str, day: datetime.date | None, reader: Reader
) -> None:
    check(reader.read(Report(text, title=title, published=day)))


@SLOW
@given(text=texts, day=days)
def test_read_twice_gives_the_same(text: str, day: datetime.date | None, reader: Reader) -> None:
    report = Report(text, published=day)
    assert reader.read(report) == reader.read(report)


@settings(max_examples=8, deadline=None)
@given(st.lists(texts, min_size=1, max_size=40))
def test_many_are_read_in_order_each_as_it_would_be_alone(reader: Reader, many: list[str]) -> None:
    reports = [Report(text, id=f"r{number}", published=DAY) for number, text in enumerate(many)]
    records = list(reader.read_many(reports))
    assert [record.report.id for record in records] == [report.id for report in reports]
    for report, record in zip(reports[:3], records, strict=False):
        assert [(e.kind, e.mentions) for e in record.events] == [
            (e.kind, e.mentions) for e in reader.read(report).events
        ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        ".",
        "\u200b",
        "???",
    ],
)
def test_a_text_that_says_nothing_gives_an_empty_record(reader: Reader, text: str) -> None:
    record = reader.read(Report(text, published=DAY))
    assert (record.events, record.statements) == ((), ())


def test_reports_are_taken_one_batch_at_a_time(reader: Reader) -> None:
    taken = 0

    def reports() -> Iterator[Report]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield Report(f"Jets bombed Aden on Monday. {number}", published=DAY)

    records = reader.read_many(reports())
    for _ in range(3):
        next(records)
    assert taken < 200


def test_a_report_does_not_leak_into_the_next(reader: Reader) -> None:
    first = Report("The Libyan National Army shelled Tarhuna on Monday.", published=DAY)
    second = Report("It said it had shelled the airport on Monday.", published=DAY)
    together = list(reader.read_many([first, second]))[1]
    assert together == reader.read(second)
    assert [event.agent for event in together.events] in ([None], [])


def test_offsets_are_code_points(reader: Reader) -> None:
    text = "\U0001f4a5\U0001f4a5 Jets bombed Aden on Monday \u2014 r\u00e9sidents said."
    event = reader.read(Report(text, published=DAY)).events[0]
    assert event.mentions[0].trigger == Span(text.index("bombed"), text.index("bombed") + 6)


def test_every_event_of_a_report_is_in_the_order_told(tell: Tell) -> None:
    text = "Rebels shelled Taiz on Sunday. Jets bombed Aden on Monday. Gunmen abducted a judge in Ibb on Tuesday."
    assert [event.kind for event in tell(text)] == ["shelling", "airstrike", "detention"]


def test_publication_day_moves_the_days(tell: Tell) -> None:
    days = {tell("Jets bombed Aden on Monday.", day=datetime.date(2016, 9, n))[0].days for n in (19, 20, 25, 26)}
    assert days == {"2016-09-19", "2016-09-26"}


def test_the_worked_example_of_the_docs_is_what_comes_out(reader: Reader) -> None:
    page = (Path(__file__).parent.parent / "docs" / "how-it-reads.md").read_text(encoding="utf-8")
    text, shown = [block.removeprefix("text\n").strip() for block in page.split("```")[1:4:2]]
    file = io.StringIO()
    writer = TerminalWriter(file, width=100)
    writer.add(reader.read(report_from_text(text)))
    writer.close()
    lines = [line.rstrip() for line in file.getvalue().splitlines()]
    events = "\n".join(lines[next(n for n, line in enumerate(lines) if line.startswith(" 1 ")) :]).strip()
    assert events == shown, "docs/how-it-reads.md is stale: put in what `sayso read` shows for its example"


def test_a_text_of_nothing_but_verbs_is_read(reader: Reader) -> None:
    assert reader.read(report_from_text("rejected, launched, " * 2000)).report.text

"""The JSON-lines contract: what a line holds, and that nothing is lost on the way out and back."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export_sample import TEXT, sample_record, span
from sayso.errors import IntakeError
from sayso.export.jsonl import to_dict, to_line
from sayso.export.parse import from_line
from sayso.model import (
    OUTLET,
    Account,
    Event,
    Figure,
    Mention,
    Outcome,
    Participant,
    Place,
    PlacePrecision,
    Realis,
    Record,
    Report,
    Span,
    Stance,
    Statement,
    TimeInterval,
    TimePrecision,
    Voice,
)

# Any text at all, halves of surrogate pairs included: intake never makes such text, but a library's caller may.
words = st.text(st.characters(exclude_categories=()), max_size=12)
spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(min(pair), max(pair) + 1))
days = st.none() | st.dates()
parties = st.sampled_from(["CIV", "SYR-MIL", "unknown", "outlet"])
voices = st.builds(Voice, words, parties, st.none() | spans) | st.just(Voice("", OUTLET))
participants = st.none() | st.builds(Participant, words, parties, spans)
degrees = st.none() | st.floats(-90, 90)
counts = st.none() | st.integers(0, 10**7)
events = st.builds(
    Event,
    id=words,
    kind=st.sampled_from(["airstrike", "ceasefire"]),
    realis=st.sampled_from(Realis),
    mentions=st.lists(st.builds(Mention, spans, spans), min_size=1, max_size=3).map(tuple),
    accounts=st.lists(
        st.builds(
            Account,
            voices,
            st.sampled_from([Stance.ASSERTS, Stance.DENIES]),
            st.sampled_from(Stance),
            st.none() | spans,
            st.none() | voices,
        ),
        max_size=3,
    ).map(tuple),
    phase=st.sampled_from(["", "violated"]),
    agent=participants,
    target=participants,
    means=participants,
    place=st.none()
    | st.builds(Place, words, spans, words, words, degrees, degrees, st.sampled_from(PlacePrecision), words),
    time=st.none() | st.builds(TimeInterval, words, spans, days, days, st.sampled_from(TimePrecision)),
    figures=st.lists(
        st.builds(Figure, st.sampled_from(Outcome), counts, counts, words, words, spans, words), max_size=2
    ).map(tuple),
)
statements = st.builds(
    Statement,
    source=voices,
    stance=st.sampled_from(Stance),
    content=st.lists(spans, max_size=2).map(tuple),
    cue=st.none() | spans,
    source_span=st.none() | spans,
    evidence=st.none() | spans,
    direct=st.booleans(),
    via=st.none() | voices,
    inside=st.none() | st.integers(0, 5),
)
reports = st.builds(
    Report,
    text=st.text(st.characters(exclude_categories=("Cs",)), max_size=60),
    id=words,
    title=words,
    publisher=words,
    url=words,
    byline=words,
    agency=words,
    published=days,
    dateline_place=words,
    dateline_date=days,
    language=words,
    raw_sha256=words,
    notes=st.lists(words, max_size=2).map(tuple),
)
records = st.builds(
    Record, reports, st.lists(statements, max_size=2).map(tuple), st.lists(events, max_size=2).map(tuple)
)


@given(records)
def test_a_record_comes_back_the_same(record: Record) -> None:
    assert from_line(to_line(record)) == record


@given(records)
def test_a_record_is_one_line_for_every_reader_of_lines(record: Record) -> None:
    line = to_line(record)
    assert line.splitlines() == [line]
    assert line.encode("utf-8").decode("utf-8") == line


def test_an_event_is_told_in_the_words_of_the_report() -> None:
    strike = to_dict(sample_record())["events"][0]
    assert strike["trigger"] == "hit"
    assert strike["evidence"] == "Jets hit the market of Varda on Tuesday"
    assert strike["trigger"] in strike["evidence"]
    assert strike["mentions"][1] == {
        "trigger": [TEXT.index("attacked"), TEXT.index("attacked") + 8],
        "clause": list(span("its planes had not attacked the market")),
    }
    assert strike["time"]["start"] == strike["time"]["end"] == "2023-05-09"
    assert strike["place"]["lat"] == 41.25
    assert strike["casualties"][0] | {"span": None} == {
        "outcome": "killed",
        "who": "people",
        "low": 12,
        "high": None,
        "text": "at least 12 people",
        "source": "residents",
        "span": None,
    }


def test_a_denial_names_its_voice_its_words_and_its_carrier() -> None:
    denial = to_dict(sample_record())["events"][0]["accounts"][1]
    assert (denial["stance"], denial["source"]["party"], denial["via"]) == ("denies", "XNO-MIL", "Morning Radio")
    assert denial["evidence"] == "A spokesman for the northern army told Morning Radio"


def test_the_own_voice_of_the_report_has_no_words() -> None:
    event = Event("e1", "clash", Realis.HAPPENED, (Mention(Span(0, 2), Span(0, 5)),), ())
    outlet = Account(Voice("", OUTLET), Stance.ASSERTS, Stance.ASSERTS)
    data = to_dict(Record(Report("abcdef"), (), (Event("e1", "clash", Realis.HAPPENED, event.mentions, (outlet,)),)))
    account = data["events"][0]["accounts"][0]
    assert account["source"] == {"text": "", "party": "outlet", "span": None}
    assert account["evidence"] is account["via"] is None


@pytest.mark.parametrize(
    ("start", "end", "key"),
    [
        (datetime.date(2016, 9, 21), datetime.date(2016, 9, 23), "time"),
        (datetime.date(2016, 9, 21), None, "time_open"),
        (None, datetime.date(2016, 9, 23), "time_open"),
        (None, None, "time_open"),
    ],
)
def test_a_time_with_an_open_side_is_never_passed_off_as_a_known_one(
    start: datetime.date | None, end: datetime.date | None, key: str
) -> None:
    time = TimeInterval("since Wednesday", Span(0, 3), start, end, TimePrecision.RANGE)
    mention = Mention(Span(0, 2), Span(0, 5))
    event = to_dict(Record(Report("abcdef"), (), (Event("e1", "clash", Realis.ONGOING, (mention,), (), time=time),)))
    told = event["events"][0]
    assert told[key]["text"] == "since Wednesday"
    assert (told["time"] is None) is (key == "time_open")


@pytest.mark.parametrize("line", ["", "{", "[]", "null", '{"text": "x"}', '"text"', "[" * 100_000])
def test_a_line_that_is_no_record_is_named(line: str) -> None:
    with pytest.raises(IntakeError, match=r"^old\.jsonl line 3: not a record of sayso"):
        from_line(line, "old.jsonl line 3")


def test_text_outside_ascii_is_written_as_it_is() -> None:
    line = to_line(Record(Report("حلب — Алеппо"), (), ()))
    assert "حلب — Алеппо" in line
    assert json.loads(line)["text"] == "حلب — Алеппо"

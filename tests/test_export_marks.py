"""What is marked in the text of a report."""

from dataclasses import replace

from export_sample import TEXT, sample_record, span
from sayso.export.marks import Mark, MarkKind, boundaries, marks_of
from sayso.model import OUTLET, Record, Report, Span, Stance, Statement, Voice


def marked(record: Record, kind: MarkKind) -> list[str]:
    return [mark.span.of(record.report.text) for mark in marks_of(record) if mark.kind is kind]


def test_voices_cues_contents_and_acts_are_marked() -> None:
    record = sample_record()
    assert marked(record, MarkKind.VOICE) == ["residents", "A spokesman for the northern army", "the governor"]
    assert marked(record, MarkKind.CUE) == ["said", "told", "warned"]
    assert marked(record, MarkKind.ACT) == ["hit", "attacked", "leave"]
    assert marked(record, MarkKind.DENIED) == ["its planes had not attacked the market"]
    assert len(marked(record, MarkKind.CONTENT)) == 2


def test_an_act_carries_the_numbers_of_all_its_events() -> None:
    first, second = sample_record().events
    record = replace(sample_record(), events=(first, replace(second, mentions=first.mentions[:1])))
    assert Mark(span("hit"), MarkKind.ACT, events=(1, 2)) in marks_of(record)


def test_content_told_by_one_voice_and_denied_by_another_is_marked_denied_once() -> None:
    told, denied, _ = sample_record().statements
    record = replace(sample_record(), statements=(told, replace(denied, content=told.content)))
    assert marked(record, MarkKind.DENIED) == [told.content[0].of(TEXT)]
    assert marked(record, MarkKind.CONTENT) == []


def test_a_pronoun_is_the_voice_where_it_stands() -> None:
    text = "The mayor came. He said the bridge was safe."
    mayor = Voice("The mayor", "CIV", Span(0, 9))
    content = Span(text.index("the bridge"), len(text) - 1)
    statement = Statement(mayor, Stance.ASSERTS, (content,), Span(19, 23), Span(16, 18))
    assert marked(Record(Report(text), (statement,), ()), MarkKind.VOICE) == ["He"]


def test_the_voice_of_the_outlet_is_what_is_left_unmarked() -> None:
    outlet = Statement(Voice("", OUTLET), Stance.ASSERTS, (Span(0, 10),))
    assert marks_of(Record(Report("The market burned."), (outlet,), ())) == []


def test_a_span_outside_the_text_is_left_out() -> None:
    voice = Voice("residents", "CIV", Span(90, 99))
    assert marks_of(Record(Report("Short."), (Statement(voice, Stance.ASSERTS, (Span(3, 3),)),), ())) == []


def test_a_wider_mark_comes_before_the_narrower_inside_it() -> None:
    spans = [mark.span for mark in marks_of(sample_record())]
    assert spans == sorted(spans, key=lambda s: (s.start, -s.end))


def test_boundaries_are_every_edge_once() -> None:
    assert boundaries([Span(2, 5), Span(2, 3)], 9) == [0, 2, 3, 5, 9]
    assert boundaries([], 4) == [0, 4]

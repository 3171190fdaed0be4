"""Where a report's sentences begin: after its headline, its dateline, its lines; and what is no sentence of it."""

# ruff: noqa: E501 - an example sentence stays on one line

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Tell
from sayso.extract.reader import Reader
from sayso.model import Report, Span
from sayso.reading.boundaries import headline_end, mark_boundaries, token_range
from sayso.reading.pipeline import load_pipeline


def words_before(text: str, title: str) -> str:
    doc = load_pipeline().make_doc(text)
    return doc[: headline_end(doc, title)].text


@pytest.mark.parametrize(
    ("text", "title", "head"),
    [
        ("Rebels seize bridge near Goma Rebels seized a bridge near Goma on Monday.", "Rebels seize bridge near Goma", "Rebels seize bridge near Goma"),
        ("14 June 2022 Rebels seize bridge near Goma The army said so.", "Rebels seize bridge near Goma", "14 June 2022 Rebels seize bridge near Goma"),
        ("Rebels seize 'key' bridge near Goma The army said so.", "Rebels seize key bridge near Goma", "Rebels seize 'key' bridge near Goma"),
        ("The army said so on Monday.", "Rebels seize bridge near Goma", ""),
        ("Rebels seize bridge near Goma", "", ""),
        ("Goma Goma Goma", "Goma falls", ""),
    ],
)  # fmt: skip
def test_the_headline_at_the_head_of_the_text(text: str, title: str, head: str) -> None:
    assert words_before(text, title) == head


def test_a_headline_that_runs_on_does_not_become_the_subject(tell: Tell) -> None:
    title = "Dozens flee as shells hit Avdiivka"
    text = f"{title} Separatist artillery shelled Avdiivka on Monday, officials said."
    event = next(event for event in tell(text, title=title) if event.kind == "shelling")
    assert event.target == "Avdiivka"
    assert event.accounts == ("officials asserts",)


@pytest.mark.parametrize(
    "dateline",
    ["NAIROBI, June 14, 2022 (Northline News) - ", "NAIROBI (Northline News) - ", "NAIROBI, June 14 -- "],
)
def test_a_dateline_is_apart_from_the_first_sentence(tell: Tell, dateline: str) -> None:
    events = tell(dateline + "Gunmen abducted two nurses in Marsabit on Monday.")
    assert [(event.kind, event.target, event.place) for event in events] == [("detention", "two nurses", "Marsabit")]


def test_each_line_begins_a_sentence(tell: Tell) -> None:
    text = "Jets bombed Aden on Monday\nRebels shelled Taiz on Sunday"
    assert [(event.kind, event.place) for event in tell(text)] == [("airstrike", "Aden"), ("shelling", "Taiz")]


@pytest.mark.parametrize(
    "foot",
    [
        "No comments: Post a Comment",
        "Share this: Facebook Twitter",
        "Read also: Bombing kills nine in Aden",
        "Subscribe to our newsletter",
    ],
)
def test_the_foot_of_a_page_tells_of_nothing(tell: Tell, foot: str) -> None:
    text = f"Jets bombed Taiz on Monday, residents said.\n\n{foot}"
    events = tell(text)
    assert [(event.kind, event.triggers, event.accounts) for event in events] == [
        ("airstrike", ("bombed",), ("residents asserts",))
    ]


def test_the_foot_is_in_no_statement(reader: Reader) -> None:
    text = "Jets bombed Taiz on Monday, residents said.\nNo comments:\nPost a Comment"
    record = reader.read(Report(text, published=datetime.date(2022, 6, 15)))
    foot = text.index("No comments")
    assert record.statements
    assert all(span.end <= foot for statement in record.statements for span in statement.content)


def test_token_range_covers_what_shares_a_letter() -> None:
    doc = load_pipeline().make_doc("Jets bombed the market.")
    assert token_range(doc, Span(5, 11)) == (1, 2)
    assert token_range(doc, Span(7, 13)) == (1, 3)
    assert token_range(doc, Span(4, 5)) is None


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 20))
def test_token_range_holds_every_token_of_the_span(text: str, start: int, length: int) -> None:
    doc = load_pipeline().make_doc(text)
    span = Span(start, start + length)
    tokens = token_range(doc, span)
    inside = [t.i for t in doc if t.idx < span.end and t.idx + len(t) > span.start]
    if inside:
        assert tokens == (inside[0], inside[-1] + 1)
    else:
        assert tokens is None


@settings(deadline=None)
@given(st.text(max_size=120), st.text(max_size=40))
def test_any_text_and_title_can_be_marked(text: str, title: str) -> None:
    doc = load_pipeline().make_doc(text)
    assert 0 <= mark_boundaries(doc, title, []) <= len(doc)


def test_a_sentence_with_the_words_of_the_headline_is_none() -> None:
    doc = load_pipeline().make_doc("Delegations of the army held talks in Jeddah on Wednesday.")
    assert headline_end(doc, "Talks in Jeddah") == 0


def test_a_lead_that_says_what_the_title_says_is_none() -> None:
    text = (
        "James Smith met the Kenyan Foreign Minister in London today.\nA spokesman said: “The Foreign Secretary met the Kenyan "
        "Foreign Minister to discuss a range of issues.”"
    )
    assert words_before(text, "Foreign Secretary meets Kenyan Foreign Minister") == ""


def test_an_agency_between_headline_and_text_is_no_part_of_a_voice() -> None:
    title = "Militants seize bridge near Gao, state TV says"
    text = f"{title} AP Malian state TV said on Monday that militants had seized a bridge near Gao."
    doc = load_pipeline().make_doc(text)
    mark_boundaries(doc, title, ())
    assert [token.text for token in doc if token.is_sent_start and token.i] == ["AP", "Malian"]

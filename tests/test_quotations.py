"""Quotations: which stretches stand between marks, and which of them are speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.pipeline import load_pipeline
from sayso.reading.quotations import find_quotations


def quoted(text: str) -> list[str]:
    doc = load_pipeline().make_doc(text)
    return [doc[q.inner_start : q.inner_end].text for q in find_quotations(doc)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said: "We are leaving the city." Nobody believed him.', ["We are leaving the city."]),
        ("“We are leaving,” he said, “and we will not return.”", ["We are leaving,", "and we will not return."]),
        ('"One two three four," he said. "Five six seven eight."', ["One two three four,", "Five six seven eight."]),
        ('The army hit "terrorist positions" and left.', ["terrorist positions"]),
        ("No marks at all.", []),
        ("«Nous partons,» he said.", ["Nous partons,"]),
    ],
)  # fmt: skip
def test_marks_are_paired(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_left_open_is_carried_on_by_the_next_paragraph() -> None:
    assert quoted('"The first part of the speech.\n\n"The second part of the speech." Then silence.') == [
        "The first part of the speech.",
        "The second part of the speech.",
    ]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('He said: "We are leaving the city."', True),
        ('The "moderate" rebels left.', False),
        ('They hit "terrorist positions" twice.', False),
    ],
)
def test_scare_quotes_are_told_from_speech(text: str, speech: bool) -> None:
    assert [q.speech for q in find_quotations(load_pipeline()(text))] == [speech]


@given(st.text(alphabet="ab \".,“”\n'", max_size=60))
def test_quotations_lie_inside_the_report_and_never_overlap(text: str) -> None:
    doc = load_pipeline().make_doc(text)
    end = 0
    for quotation in find_quotations(doc):
        assert end <= quotation.start < quotation.inner_start <= quotation.inner_end <= quotation.end <= len(doc)
        end = quotation.end

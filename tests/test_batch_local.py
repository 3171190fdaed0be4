"""Many reports on one machine: order, streaming, and what happens when one of them is bad."""

from collections.abc import Iterator

import pytest

from export_reader import stub
from sayso.batch.local import AHEAD, CHUNK, Outcome, read_all
from sayso.errors import IntakeError, SaysoError
from sayso.model import Record, Report


def texts(outcomes: Iterator[Outcome]) -> list[str]:
    return [o.report.text if isinstance(o, Record) else o.message for o in outcomes]


def reports(*words: str) -> list[Report]:
    return [Report(word, id=f"r{number}") for number, word in enumerate(words)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_order_is_kept(jobs: int) -> None:
    words = [f"report {number}" for number in range(CHUNK * 7 + 3)]
    assert texts(read_all(reports(*words), jobs, make_reader=stub)) == words


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_cannot_be_read_costs_only_itself(jobs: int) -> None:
    found = texts(read_all(reports("one", "raise", "three"), jobs, make_reader=stub))
    assert found == ["one", "r1: could not be read (ValueError: no verb in sight)", "three"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_intake_refused_is_named_in_its_place(jobs: int) -> None:
    items = [Report("one"), IntakeError("b.txt", "is empty"), Report("three")]
    assert texts(read_all(items, jobs, make_reader=stub)) == ["one", "b.txt: is empty", "three"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_only_refused_inputs_need_no_pipeline(jobs: int) -> None:
    items = [IntakeError("a.txt", "is empty"), IntakeError("b.txt", "is empty")]
    assert texts(read_all(items, jobs, "missing", stub)) == ["a.txt: is empty", "b.txt: is empty"]
    assert texts(read_all([], jobs, "missing", stub)) == []


def test_a_process_that_dies_costs_only_the_report_that_killed_it() -> None:
    words = ["one", "die", *(f"report {number}" for number in range(CHUNK * 2))]
    found = texts(read_all(reports(*words), 2, make_reader=stub))
    assert found[1] == "r1: the process reading it died (exit code 7)"
    assert found[:1] + found[2:] == words[:1] + words[2:]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_missing_pipeline_is_said_once(jobs: int) -> None:
    with pytest.raises(SaysoError, match="'missing' is not installed"):
        texts(read_all(reports("one", "two"), jobs, "missing", stub))


def test_a_process_that_cannot_start_is_no_endless_loop() -> None:
    with pytest.raises(SaysoError, match="ended before it could start"):
        texts(read_all(reports("one", "two"), 2, "deadly", stub))


@pytest.mark.parametrize("jobs", [1, 2])
def test_reports_stream_through(jobs: int) -> None:
    taken = 0

    def endless() -> Iterator[Report]:
        nonlocal taken
        while True:
            taken += 1
            yield Report(f"report {taken}")

    outcomes = read_all(endless(), jobs, make_reader=stub)
    for number in range(CHUNK * 20):
        found = next(outcomes)
        assert isinstance(found, Record)
        assert found.report.text == f"report {number + 1}"
        assert taken - number <= CHUNK * (AHEAD * jobs + 1)
    outcomes.close()

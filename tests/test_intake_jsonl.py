"""JSON lines: the text exactly as given, one error for each broken line, constant memory."""

import datetime
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import IntakeError, LanguageError
from sayso.intake import Overrides, read_path, read_stream
from sayso.model import Report

NEWS = "The army said on Friday that it had taken the bridge, but this was denied by rebels."


def read(raw: str | bytes, name: str = "news.jsonl", overrides: Overrides | None = None) -> list[Report | IntakeError]:
    stream = io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
    return list(read_stream(stream, name, overrides or Overrides()))


def line(**fields: Any) -> str:
    return json.dumps({"text": NEWS} | fields) + "\n"


def test_fields_and_exact_text() -> None:
    text = f" {NEWS}\r\n\n\u200f It did\u00a0not.\x95\nNo comments:\nPost a Comment "
    [report] = read(line(id="a1", title="T", publisher="P", published="2016-09-24", url="http://x.example/", text=text))
    assert isinstance(report, Report)
    assert report.text == text
    assert (report.id, report.title, report.publisher, report.url) == ("a1", "T", "P", "http://x.example/")
    assert report.published == datetime.date(2016, 9, 24)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ('{"text": "cut off', "broken JSON"),
        ("{}", 'has no "text"'),
        ('{"text": 7}', '"text" is a number, not a string'),
        ('{"text": null}', '"text" is null, not a string'),
        ('{"text": "  "}', "has no text"),
        ("[1, 2]", "is a list, not an object with a text"),
        ("17", "is a number, not an object with a text"),
        (line(published="2016-02-31"), "the date '2016-02-31' does not exist"),
        (line(published="yesterday"), "the date 'yesterday' does not exist or is not written YYYY-MM-DD"),
        (line(published="0001-01-01"), "is not between 1900 and 2100"),
        (line(published=20160924), '"published" is a number'),
        (line(publisher={"name": "P"}), '"publisher" is an object'),
        ("[" * 100_000, "broken JSON"),
        ('{"text": ' + "9" * 5000 + "}", "broken JSON"),
        (line(text="x" * 120_001), "one report may have 120,000"),
    ],
)
def test_a_broken_line_is_named_and_reading_goes_on(bad: str, message: str) -> None:
    first, error, last = read(line(id="a") + bad.strip() + "\n\n" + line(id="b"))
    assert isinstance(first, Report) and isinstance(last, Report)
    assert (first.id, last.id) == ("a", "b")
    assert isinstance(error, IntakeError)
    assert str(error).startswith("news.jsonl:2: ")
    assert message in str(error)
    assert "\n" not in str(error)


def test_bytes_that_are_not_utf_8() -> None:
    error, report = read(b'{"text": "caf\xe9"}\n' + line().encode())
    assert str(error) == "news.jsonl:1: is not UTF-8, which JSON lines must be"
    assert isinstance(report, Report)


def test_a_line_in_another_language() -> None:
    [error] = read(line(text="El ejército anunció el viernes que los rebeldes habían dejado la ciudad y la carretera."))
    assert isinstance(error, LanguageError)
    assert str(error).startswith("news.jsonl:1: written in Spanish (es), which sayso does not read yet")


def test_surrogates_and_nul_are_replaced_one_for_one() -> None:
    [report] = read('{"text": "a\\ud800b\\u0000c the army"}')
    assert isinstance(report, Report)
    assert report.text == "a\ufffdb c the army"
    assert "2 control characters replaced" in report.notes


@pytest.mark.parametrize(
    ("published", "note"),
    [
        (None, "no date of publication: relative days stay unresolved"),
        ("2016-09", "published 2016-09 names no day"),
    ],
)
def test_a_date_that_names_no_day_is_noted(published: str | None, note: str) -> None:
    [report] = read(line(published=published))
    assert isinstance(report, Report)
    assert report.published is None
    assert note in report.notes


def test_overrides() -> None:
    [report] = read(line(published="nonsense", publisher="P"), overrides=Overrides(datetime.date(2020, 1, 2), "Q"))
    assert isinstance(report, Report)
    assert (report.published, report.publisher) == (datetime.date(2020, 1, 2), "Q")


@pytest.mark.parametrize("indent", [None, 1])
def test_one_json_document(indent: int | None) -> None:
    raw = json.dumps({"id": "a", "text": NEWS}, indent=indent)
    for name in ("report.json", "standard input"):
        [report] = read(raw, name)
        assert isinstance(report, Report)
        assert report.id == "a"


def test_a_json_list() -> None:
    one, two = read(json.dumps([{"id": "a", "text": NEWS}, {"id": "b"}], indent=1), "reports.json")
    assert isinstance(one, Report)
    assert str(two) == 'reports.json[2]: has no "text"'


def test_a_line_that_never_ends_is_passed_over() -> None:
    error, report = read('{"text": "' + "x" * 9_000_000 + '"}\n' + line())
    assert "news.jsonl:1: the line is longer than 4,000,000 bytes" in str(error)
    assert isinstance(report, Report)


def test_many_lines_take_no_more_memory_than_few(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(line(text=NEWS * 5) * 500)

    def peak(limit: int) -> int:
        tracemalloc.start()
        for number, _ in enumerate(read_path(path)):
            if number == limit:
                break
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)
    assert peak(499) < 2 * peak(50) + 100_000

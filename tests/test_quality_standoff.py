"""Annotation without words, and put together again with the text it is of."""

import copy
import json
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quality import standoff
from quality.annotated import Report

REPORT: Report = {
    "id": "r1",
    "title": "Two killed",
    "publisher": "wire",
    "published": "2020-05-14",
    "text": "Residents said jets hit a market in Sirte on Monday. The army denied it had hit a market.",
    "events": [
        {
            "id": "e1",
            "kind": "airstrike",
            "trigger": "hit",
            "evidence": "jets hit a market in Sirte on Monday",
            "agent": {"text": "jets", "party": "unknown"},
            "target": {"text": "a market", "party": "CIV"},
            "place": {"text": "Sirte", "name": "Sirte", "country": "LBY", "lat": 31.2, "lon": 16.6},
            "time": {"text": None, "start": "2020-05-11", "end": "2020-05-11"},
            "realis": "happened",
            "casualties": [],
            "accounts": [
                {"source": {"text": "Residents", "party": "CIV"}, "stance": "asserts", "evidence": "Residents said"},
                {"source": {"text": "", "party": "outlet"}, "stance": "asserts"},
            ],
        }
    ],
}


def test_a_sheet_holds_no_word_of_the_text() -> None:
    sheet = standoff.detach(REPORT)
    written = json.dumps(sheet)
    assert not any(word in written for word in ("Residents", "jets", "market", "Monday"))
    assert sheet["events"][0]["target"]["text"] == [24, 32]


def test_a_sheet_and_its_text_give_the_report_back() -> None:
    before = copy.deepcopy(REPORT)
    assert standoff.attach(standoff.detach(REPORT), REPORT) == before == REPORT


@given(st.text(alphabet="ab ", min_size=3, max_size=40), st.data())
@settings(max_examples=100, deadline=None)
def test_any_quotation_is_given_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    event = {**REPORT["events"][0], "evidence": words, "trigger": words, "place": {"text": words}}
    event |= {"agent": None, "target": None, "accounts": []}
    report = {**REPORT, "text": text, "events": [event]}
    assert standoff.attach(standoff.detach(report), report)["events"] == [event]


def test_other_tellings_of_an_act_are_kept_apart_too() -> None:
    event = {**REPORT["events"][0], "again": [{"trigger": "hit", "evidence": "it had hit a market"}]}
    report = {**REPORT, "events": [event]}
    sheet = standoff.detach(report)
    assert sheet["events"][0]["again"] == [{"trigger": [76, 79], "evidence": [69, 88]}]
    assert standoff.attach(sheet, report)["events"] == [event]


def test_a_text_that_has_changed_is_not_annotated(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = standoff.detach(REPORT)
    folder = tmp_path
    monkeypatch.setattr(standoff, "FOLDER", folder)
    (folder / "mine.jsonl").write_text(json.dumps(sheet) + "\n", encoding="utf-8")  # type: ignore[operator]
    assert len(standoff.load("mine", {"r1": REPORT})) == 1
    assert standoff.load("mine", {"r1": {**REPORT, "text": REPORT["text"] + " More."}}) == []
    assert standoff.load("mine", {}) == []


def test_no_report_is_learned_from_and_measured_by() -> None:
    def ids(names: Iterable[str]) -> set[str]:
        lines = (line for name in names for line in (standoff.FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines())
        return {json.loads(line)["id"] for line in lines}

    learned, fitted = ids((*standoff.LEARNED, *standoff.FURTHER)), ids((*standoff.FITTED, "fourteenth"))
    unread = ids((*standoff.UNREAD, *standoff.SENTENCES, *standoff.INVENTED))
    assert not learned & fitted and not learned & unread and not fitted & unread


def test_the_invented_reports_have_their_texts() -> None:
    corpus = standoff.texts(standoff.FOLDER / "nowhere")
    names = (
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twentyfirst",
        "twentysecond",
    )
    for name, count in zip(names, (416, 100, 72, 128, 616, 80, 736, 408), strict=True):
        assert len(standoff.load(name, corpus)) == count

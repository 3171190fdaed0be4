"""What people agree on, what they brought together: the measures beside the gate and the data they rest on."""

import json
from pathlib import Path

import pytest
from quality import months, standoff
from quality.agreement import SHEETS as AGAIN
from quality.agreement import second, with_mentions
from quality.tellings import SHEETS as TELLINGS
from quality.tellings import b_cubed

from sayso.extract.frames import frame_book


@pytest.mark.parametrize(
    ("wanted", "read", "precision", "recall"),
    [
        ("aab", "xxy", 1.0, 1.0),
        ("aab", "xyz", 1.0, 2 / 3),  # split: two tellings of one act, held to be two
        ("aab", "xxx", 5 / 9, 1.0),  # swallowed: another act held to be the same
        ("", "", 0.0, 0.0),
    ],
)
def test_b_cubed_counts_for_each_telling_its_fellows(wanted: str, read: str, precision: float, recall: float) -> None:
    assert b_cubed(list(wanted), list(read)) == pytest.approx((precision, recall))


def test_an_annotation_is_scored_like_a_reading() -> None:
    event = {"trigger": "hit", "evidence": "jets hit a market"}
    report = with_mentions({"id": "r", "text": "On Monday jets hit a market.", "events": [event]})
    assert report["events"][0]["mentions"] == [{"trigger": [15, 18], "evidence": [10, 27]}]


def test_a_second_annotation_stands_only_beside_its_own_text() -> None:
    sheet = json.loads(AGAIN.read_text(encoding="utf-8").splitlines()[0])
    assert second([{"id": sheet["id"], "text": "another text", "events": []}]) == {}


@pytest.mark.parametrize("sheets", [AGAIN, TELLINGS, *sorted(standoff.FOLDER.glob("f*.jsonl"))], ids=lambda p: p.stem)
def test_sheets_name_each_report_once(sheets: Path) -> None:
    ids = [json.loads(line)["id"] for line in sheets.read_text(encoding="utf-8").splitlines()]
    assert ids and len(ids) == len(set(ids))


@pytest.mark.parametrize("month", sorted(months.FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_incidents_by_hand_are_whole(month: Path) -> None:
    incidents = json.loads(month.read_text(encoding="utf-8"))["incidents"]
    assert len({incident["id"] for incident in incidents}) == len(incidents)
    for incident in incidents:
        assert incident["kind"] in frame_book().kinds
        assert incident["status"] in {"single", "corroborated", "disputed"}
        assert (incident["status"] == "disputed") == bool(incident["dispute"])
        ids = [report["id"] for report in incident["reports"]]
        assert ids and len(ids) == len(set(ids))
        assert all(0 <= start < end for start, end in (report["evidence"] for report in incident["reports"]))

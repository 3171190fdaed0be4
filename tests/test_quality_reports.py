"""Our own annotated reports: they keep to the shape, and between them they hold what the gate is there to measure."""
# ruff: noqa: E402 - the root goes on the path first, so that a bare `pytest` finds the package `quality`

import collections
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]

from quality import floors
from quality.annotated import digest, faults, load
from quality.gate import FLOORS, OWN, REPORTS

from sayso.extract.frames import frame_book

KINDS = frozenset(frame_book().kinds)
ALL = load(REPORTS)
EVENTS = [event for report in ALL for event in report["events"]]


def example() -> dict[str, Any]:
    """Return a copy of one report that can be spoiled."""
    spoiled: dict[str, Any] = json.loads(json.dumps(ALL[0]))
    return spoiled


@pytest.mark.parametrize("report", ALL, ids=[report["id"] for report in ALL])
def test_every_report_keeps_to_the_shape(report: dict[str, Any]) -> None:
    assert list(faults(report, KINDS)) == []
    assert report["invented"] is True
    assert 150 <= len(report["text"].split()) <= 350


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_event_is_there_at_least_twice(kind: str) -> None:
    assert sum(event["kind"] == kind for event in EVENTS) >= 2


def test_there_are_denials_carriers_zeros_and_every_realis() -> None:
    accounts = [account for event in EVENTS for account in event["accounts"]]
    assert sum(account["stance"] == "denies" for account in accounts) >= 25
    assert sum("via" in account for account in accounts) >= 10
    assert any(figure["low"] == figure["high"] == 0 for event in EVENTS for figure in event["casualties"])
    assert all(count >= 5 for count in collections.Counter(event["realis"] for event in EVENTS).values())


def test_some_reports_have_lost_their_commas_and_apostrophes() -> None:
    assert sum(not set(",'’") & set(report["text"]) for report in ALL) >= 3


def test_the_floors_belong_to_these_reports() -> None:
    assert floors.load(FLOORS)[OWN].digest == digest(ALL)


def test_the_digest_changes_with_an_annotation_and_not_with_the_order_of_keys() -> None:
    report = example()
    assert digest([dict(reversed(report.items()))]) == digest([report])
    report["events"][0]["realis"] = "planned"
    assert digest([report]) != digest(ALL[:1])


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("kind",), "gossip", "no such kind"),
        (("realis",), "maybe", "no such realis"),
        (("trigger",), "zebra", "not among the words of the evidence"),
        (("evidence",), "zebra", "not in the text"),
        (("accounts",), [], "nobody tells of it"),
        (("accounts", 0, "stance"), "mumbles", "no such stance"),
        (("accounts", 0, "source"), {"text": "", "party": "CIV"}, "must be the outlet's"),
        (("accounts", 0, "source"), {"text": "zebra", "party": "CIV"}, "not in the text"),
        (
            ("casualties",),
            [{"outcome": "killed", "low": None, "high": None, "text": "", "source": "outlet"}],
            "without a number",
        ),
        (
            ("casualties",),
            [{"outcome": "bored", "low": 1, "high": 1, "text": "", "source": "outlet"}],
            "no such outcome",
        ),
        (("time",), {"text": None, "start": "2020-01-02", "end": "2020-01-01"}, "ends before it starts"),
    ],
)
def test_a_spoiled_annotation_is_named(path: tuple[Any, ...], value: Any, fault: str) -> None:
    report = example()
    part = report["events"][0]
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    assert any(fault in line for line in faults(report, KINDS))


def test_an_id_used_twice_is_named() -> None:
    report = example()
    report["events"][1]["id"] = report["events"][0]["id"]
    assert any("used twice" in line for line in faults(report, KINDS))

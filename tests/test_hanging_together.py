"""In a long war most acts hang together by some chain of links: adding must not cost what all of them together cost."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from batch_events import invented
from sayso.ledger import graph
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.model.incident import Incident
from test_batch_loading import NOW, held


def filled(path: Path, reports: int) -> Ledger:
    ledger = open_ledger(str(path), create=True)
    for record in invented(reports, seed=3):
        add(ledger, record, now=NOW)
    return ledger


def test_chains_are_followed_no_further_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    divide = graph.gather

    def counted(events: Mapping[str, Any], *rest: Any) -> list[list[str]]:
        sizes.append(len(events))
        return divide(events, *rest)

    monkeypatch.setattr(graph, "gather", counted)
    whole = filled(tmp_path / "whole.db", 60)
    most, sizes[:] = max(sizes), []
    monkeypatch.setattr(graph, "MOST", 20)
    near = filled(tmp_path / "near.db", 60)
    assert most > 60
    assert max(sizes) < most
    for ledger in (whole, near):  # every event is in an incident
        stand = [one for one in held(ledger).values() if isinstance(one, Incident)]
        with ledger.reading() as connection:
            events = connection.exec_driver_sql("SELECT count(*) FROM event WHERE NOT passed").scalar()
        assert sum(len(one.events) for one in stand) == events


def test_below_the_limit_all_that_hangs_together_is_divided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    near = filled(tmp_path / "near.db", 25)
    monkeypatch.setattr(graph, "MOST", 10**6)
    assert held(near) == held(filled(tmp_path / "whole.db", 25))

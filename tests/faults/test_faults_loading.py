"""kill -9 while a batch is loaded: there are whole reports, and loading again ends as an unbroken load."""

from pathlib import Path

import pytest
from killing import dies_before

from batch_events import invented
from sayso.batch.loading import waiting
from sayso.ledger import bulk
from sayso.ledger.database import open_ledger
from test_batch_loading import NOW, batch_of, held, loaded, tables

pytestmark = pytest.mark.faults
STEP = 61  # statements from one kill to the next


@pytest.mark.parametrize("together", [4, 500])
def test_killed_while_loading(tmp_path: Path, together: int) -> None:
    out = batch_of(invented(14, seed=11), tmp_path)
    unbroken = loaded(out, tmp_path, together)
    kills = 0
    for statement in range(5, 3_000, STEP):
        path = str(tmp_path / f"killed-{statement}.db")
        open_ledger(path, create=True).close()
        killed = dies_before(statement, lambda path=path: _load(out, path, together))  # type: ignore[misc]
        kills += killed
        with open_ledger(path) as ledger:
            with ledger.reading() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            for _ in bulk.load(ledger, waiting(out), together=together, now=lambda: NOW):
                pass
            assert held(ledger) == held(unbroken), statement
            assert tables(ledger) == tables(unbroken), statement
        if not killed:
            break
    assert kills > 2


def _load(out: str, path: str, together: int) -> None:
    with open_ledger(path) as ledger:
        for _ in bulk.load(ledger, waiting(out), together=together, now=lambda: NOW):
            pass

"""How a generated ledger comes to PostgreSQL: every row, and every key and index that was there before."""

import random
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from sayso.ledger import queries
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.selection import Selection
from test_ledger_postgres import address, ledger, server

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from ledger_fill import fill, invented_report
from ledger_postgres import FILLED, pour

__all__ = ["address", "ledger", "server"]
pytestmark = pytest.mark.postgres
_MADE = (
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
    " UNION ALL SELECT concat(conrelid::regclass, ' ', conname, ' ', pg_get_constraintdef(oid)) FROM pg_constraint"
    " ORDER BY 1"
)


def _made(ledger: Ledger) -> list[str]:
    with ledger.reading() as connection:
        return list(connection.scalars(text(_MADE)))


def _held(ledger: Ledger) -> dict[str, int]:
    with ledger.reading() as connection:
        return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in FILLED}


def test_a_ledger_is_poured_with_its_keys_and_indexes(ledger: Ledger, tmp_path: Path) -> None:
    made = _made(ledger)
    assert any("ix_incident_words" in one for one in made)
    source = tmp_path / "generated.db"
    with open_ledger(str(source), create=True) as given:
        fill(given, 60)
        held = _held(given)
    pour(source, ledger)
    assert _made(ledger) == made
    assert _held(ledger) == held
    assert held["event"] >= 60
    with ledger.reading() as connection:
        [first] = queries.incidents(connection, Selection(words="observatory"), limit=1)
    assert first.events
    assert add(ledger, invented_report(random.Random(3), "new")).events  # noqa: S311 - an example, no secret

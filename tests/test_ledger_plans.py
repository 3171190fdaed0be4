"""How SQLite looks things up: by an index, never by going through a table that grows with the ledger."""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from sayso.ledger import queries
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.overview import Overview
from sayso.ledger.selection import Selection
from test_ledger import DENIAL, OTHER, SAME, STRIKE, Told, told

__all__ = ["told"]
# What people have ruled is little, and whether there is any is asked first.
TABLES = "|".join(table.name for table in t.metadata.sorted_tables if table is not t.ruling)
GROWING = re.compile(rf"SCAN ({TABLES})\b")
MONTH = Selection(since=datetime.date(2023, 7, 1), until=datetime.date(2023, 7, 31))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(str(tmp_path / "ledger.db"), create=True)
    yield opened
    opened.close()


@contextmanager
def plans(ledger: Ledger) -> Iterator[list[tuple[str, str]]]:
    """Give each statement that is run with its plan, filled in at the end."""
    said: dict[str, Any] = {}
    found: list[tuple[str, str]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        said.setdefault(statement, values[0] if many else values)

    event.listen(ledger.engine, "before_cursor_execute", note)
    yield found
    event.remove(ledger.engine, "before_cursor_execute", note)
    with ledger.reading() as connection:
        for statement, values in said.items():
            if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
                found.append((statement, " ".join(str(row[3]) for row in rows)))


def test_a_report_is_added_without_going_through_a_table(ledger: Ledger, told: Told) -> None:
    with plans(ledger) as found:
        for words, publisher in (
            (STRIKE, "northline"),
            (SAME, "southline"),
            (STRIKE, "eastline"),
            (DENIAL, "northline"),
        ):
            add(ledger, told(words, publisher, f"https://{publisher}.example/1"))
        add(ledger, told(OTHER, "northline", "https://northline.example/1"))  # another version
    assert len(found) > 30
    assert [pair for pair in found if GROWING.search(pair[1])] == []


def test_the_page_of_an_incident_is_looked_up(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    add(ledger, told(SAME, "southline"))
    with ledger.reading() as connection:
        ref = next(queries.incidents(connection)).id
    with plans(ledger) as found, ledger.reading() as connection:
        row, _ = queries.find(connection, ref)
        assert len(queries.events_of(connection, row)) == 2
        queries.past(connection, row)
        queries.merged_into(connection, row)
    assert [pair for pair in found if GROWING.search(pair[1])] == []


FILTERS: dict[str, Selection] = {
    "none": Selection(),
    "kind": Selection(kinds=("airstrike",)),
    "status": Selection(statuses=("disputed",)),
    "country": Selection(countries=("SDN",)),
    "place": Selection(places=("Nyala",)),
    "party": Selection(parties=("SDN-MIL",)),
    "publisher": Selection(publishers=("northline",)),
    "words": Selection(words="market"),
    "month": MONTH,
    "month, country and party": replace(MONTH, countries=("SDN",), parties=("SDN-MIL",)),
    "month and words": replace(MONTH, words="market"),
}
ASKED: dict[str, Callable[[Any, Selection], object]] = {
    "list": lambda connection, selection: list(queries.incidents(connection, selection, limit=50)),
    "count": queries.count,
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", FILTERS)
def test_filters_are_looked_up(ledger: Ledger, told: Told, name: str, asked: str) -> None:
    add(ledger, told(STRIKE))
    with plans(ledger) as found, ledger.reading() as connection:
        ASKED[asked](connection, FILTERS[name])
    assert found
    assert [pair for pair in found if GROWING.search(pair[1])] == []


def test_the_overview_reads_all_incidents_in_the_order_of_the_table(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    with plans(ledger) as found:
        assert Overview(ledger).refresh() == 1
    read = [plan for statement, plan in found if "FROM incident WHERE" in statement]
    assert read == ["SCAN incident"]

"""How PostgreSQL looks things up in a ledger that is filled: by an index, never by going through a table that grows."""

import datetime
import json
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, text

from sayso.ledger import copying, queries
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.candidates import candidates
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.feed import Key, feed
from sayso.ledger.records import kept
from sayso.ledger.review_queue import queue
from sayso.ledger.selection import Selection
from sayso.ledger.shelf import shelf
from test_ledger_plans import ASKED, FILTERS
from test_ledger_postgres import address, server

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from ledger_fill import fill, invented_report

__all__ = ["address", "server"]
pytestmark = pytest.mark.postgres
EVENTS = 400
# What finds what went on, and what else is asked of it.
LOOKED_UP = {"ix_incident_long", "pk_incident", "pk_incident_party", "incident_words_pkey"}
# What people have ruled and done is little beside what reports tell.
GROWING = {table.name for table in t.metadata.sorted_tables} - {"ruling", "review", "concern"}
Plan = dict[str, Any]


@pytest.fixture(scope="module")
def filled(server: str) -> Iterator[Ledger]:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE filled")
    with open_ledger(f"{server}/filled", create=True) as opened:
        fill(opened, EVENTS)
        with opened.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            pairs = "SELECT a.id, b.id FROM version a JOIN version b ON b.id = a.id + 1"
            connection.execute(text(f"INSERT INTO reprint {pairs}"))
            connection.execute(text("UPDATE incident SET end_day = start_day + 20 WHERE id % 100 = 0"))
            connection.execute(text("VACUUM ANALYZE"))  # as the server does by itself, a minute later
            _enlarge(connection)
        yield opened


def _enlarge(connection: Connection) -> None:
    """Let the server believe that its tables have as many rows as those of a ledger of a million events."""
    for table in t.metadata.sorted_tables:
        connection.execute(text(f"ALTER TABLE {table.name} SET (autovacuum_enabled = off)"))  # or it would count them
    grown = "UPDATE pg_class SET reltuples = reltuples * :times WHERE relkind = 'r' AND reltuples > 0"
    connection.execute(text(f"{grown} AND relnamespace = 'public'::regnamespace"), {"times": 1_000_000 / EVENTS})


@contextmanager
def plans(ledger: Ledger, *, written: bool = False) -> Iterator[list[tuple[str, list[Plan]]]]:
    """Give each statement that is run with the parts of its plan, filled in at the end."""
    said: dict[str, Any] = {}
    found: list[tuple[str, list[Plan]]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        said.setdefault(statement, values[0] if many else values)

    event.listen(ledger.engine, "before_cursor_execute", note)
    yield found
    event.remove(ledger.engine, "before_cursor_execute", note)
    with ledger.writing() if written else ledger.reading() as connection:
        for statement, values in said.items():
            if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar()
                whole = plan if isinstance(plan, list) else json.loads(plan)
                found.append((statement, list(_parts(whole[0]["Plan"]))))


def _parts(plan: Plan, few: bool = False) -> Iterator[Plan]:
    """Yield the parts of a plan; `few` is noted of those that end once a list is long enough."""
    few = few or plan["Node Type"] == "Limit"
    yield plan | {"few": few}
    for part in plan.get("Plans", ()):
        yield from _parts(part, few and plan["Node Type"] not in ("Sort", "Aggregate", "Hash", "Bitmap Heap Scan"))


def through_all(found: list[tuple[str, list[Plan]]]) -> list[tuple[str, str]]:
    """The statements that go through all of a table that grows: in its order, or in that of an index."""
    return [
        (statement, part["Node Type"])
        for statement, parts in found
        for part in parts
        if part.get("Relation Name") in GROWING
        and (
            part["Node Type"] == "Seq Scan"
            or (part["Node Type"].startswith("Index") and "Index Cond" not in part and not part["few"])
        )
    ]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", FILTERS)
def test_lists_and_filters_are_looked_up(filled: Ledger, name: str, asked: str) -> None:
    with plans(filled) as found, filled.reading() as connection:
        ASKED[asked](connection, FILTERS[name])
    assert found
    if asked == "count" and name in ("none", "party"):
        return  # all of them, or a fifth: the server goes through a table for these, and rightly
    assert through_all(found) == []


def test_what_went_on_into_a_month_is_found_first_and_then_looked_up(filled: Ledger) -> None:
    """It is in an index of what lasts; all that began before the month is not gone through for it."""
    c = t.incident.c
    with filled.reading() as connection:
        starts = list(connection.scalars(select(c.start_day).where(c.end_day > c.start_day).order_by(c.start_day)))
        since = starts[len(starts) // 2] + datetime.timedelta(days=5)
        month = Selection(since=since, until=since + datetime.timedelta(days=30))
        days = select(c.ref).where(c.start_day <= month.until, c.end_day >= since).order_by(c.start_day, c.id)
        wanted = list(connection.scalars(days))
    for selection in (month, replace(month, words="people"), replace(month, parties=("CIV",), countries=("SYR",))):
        for asked in ASKED.values():
            with plans(filled) as found, filled.reading() as connection:
                asked(connection, selection)
            [parts] = [parts for statement, parts in found if "end_day" in statement]
            by = [part["Index Name"] for part in parts if "Index Name" in part]
            assert {"ix_incident_long", "pk_incident"} <= set(by) <= LOOKED_UP
            assert through_all(found) == []
    with filled.reading() as connection:
        listed = [incident.id for incident in queries.incidents(connection, month)]
        assert queries.count(connection, month) == len(wanted) > sum(start >= since for start in starts)
    assert listed == wanted


def test_the_page_of_an_incident_is_looked_up(filled: Ledger) -> None:
    with filled.reading() as connection:
        [first] = queries.incidents(connection, limit=1)
    with plans(filled) as found, filled.reading() as connection:
        row, _ = queries.find(connection, first.id)
        assert queries.events_of(connection, row)
        assert queries.past(connection, row)
        queries.merged_into(connection, row)
        candidates(connection, row)
    assert len(found) > 5
    assert through_all(found) == []


def test_the_feed_the_shelf_and_the_queue_are_looked_up(filled: Ledger) -> None:
    with plans(filled) as found, filled.reading() as connection:
        page = feed(connection, Selection(kinds=("airstrike",)), limit=5)
        assert page.changes
        assert page.after is not None
        feed(connection, Selection(countries=("SYR",)), after=Key.of(str(page.after)), limit=5)
        [report, *_] = shelf(connection, limit=5)
        shelf(connection, publishers=(report.publisher,), limit=5)
        assert kept(connection, report.ref).record.events
        assert queue(connection, limit=5)
    assert through_all(found) == []


def test_a_report_is_added_without_going_through_a_table(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "MANY", 10_000)  # COPY has no plan
    dice = random.Random(5)  # noqa: S311 - an example, no secret
    with plans(filled, written=True) as found:
        for n in range(3):
            add(filled, invented_report(dice, f"new-{n}"))
    assert len(found) > 20
    assert through_all(found) == []

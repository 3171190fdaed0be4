"""Loading into a real PostgreSQL, by COPY: what a file comes to, and what adding one by one comes to."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from batch_events import invented
from sayso.batch.loading import waiting
from sayso.errors import LedgerError
from sayso.ledger import bulk, copying, queries
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.feed import feed
from sayso.ledger.linking import load_traits
from sayso.ledger.selection import Selection
from sayso.model import Record
from test_batch_loading import NOW, batch_of, filled, held, loaded, one_by_one, tables
from test_ledger import partition, sizes
from test_ledger_postgres import address, ledger, server

__all__ = ["address", "ledger", "server"]
pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(("together", "many"), [(500, 1), (7, copying.MANY)])
def test_a_server_comes_to_what_a_file_comes_to(
    address: str, tmp_path: Path, together: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MANY", many)  # 1: everything by COPY
    out = batch_of(invented(40, seed=together), tmp_path)
    with one_by_one(out, tmp_path) as added, filled(address, out, together) as bulk_:
        assert len(held(added)) > 15
        assert held(bulk_) == held(added)
        assert tables(bulk_) == tables(added)
        assert words(bulk_) == words(added)


def test_adding_there_comes_to_the_same(ledger: Ledger, tmp_path: Path) -> None:
    out = batch_of(invented(20, seed=3), tmp_path)
    for one in waiting(out):
        add(ledger, one.record(), now=NOW)
    with loaded(out, tmp_path) as book:
        assert held(ledger) == held(book)
        assert tables(ledger) == tables(book)
        assert words(ledger) == words(book)


def words(ledger: Ledger) -> list[tuple[int, str]]:
    with ledger.reading() as connection:
        rows = connection.execute(text("SELECT rowid, words FROM incident_words ORDER BY rowid"))
        return [(row.rowid, row.words) for row in rows]


def test_what_rows_hold_is_kept_whatever_it_is(ledger: Ledger) -> None:
    odd = "tab\there \\N back\\slash\nline \\. 'quote\" سقطت"
    rows = [{"ref": f"r{n}", "identity": f"{odd}{n}", "added_at": NOW} for n in range(copying.MANY)]
    with ledger.writing() as connection:
        copying.put(connection, t.report, rows)
        connection.execute(text("UPDATE report SET identity = 'x' || id"))
        changed = [{"id": n + 1, "identity": f"{odd}{n}"} for n in range(copying.MANY)]
        copying.change(connection, t.report, changed)
        copying.change(connection, t.report, changed)
    with ledger.reading() as connection:
        kept = connection.execute(select(t.report.c.ref, t.report.c.identity).order_by(t.report.c.id)).all()
    assert [tuple(row) for row in kept] == [(row["ref"], row["identity"]) for row in rows]


def test_what_the_server_refuses_is_said_and_nothing_is_kept(ledger: Ledger) -> None:
    rows = [{"band": "same", "version_id": 1}] * copying.MANY
    with pytest.raises(LedgerError, match="duplicate key"), ledger.writing() as connection:
        copying.put(connection, t.band, rows)
    assert set(sizes(ledger).values()) == {0}


def test_no_plan_is_kept_from_when_the_ledger_was_empty(ledger: Ledger) -> None:
    """PostgreSQL keeps the plan of a statement asked often: all of a table, which was empty then."""
    with ledger.reading() as connection:
        for _ in range(20):
            assert load_traits(connection, set(range(100))) == {}
        kept = connection.execute(text("SELECT sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements"))
        generic, custom = kept.one()
    assert custom > 0
    assert generic == 0


def test_two_writers_and_four_readers_at_once_lose_nothing(address: str, tmp_path: Path) -> None:
    out = batch_of(invented(16, seed=4), tmp_path)
    others = [replace(one, report=replace(one.report, url=f"{one.report.url}/b")) for one in invented(8, seed=9)]
    open_ledger(address, create=True).close()
    done = threading.Event()
    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(reading, address, done) for _ in range(4)]
        writers = [pool.submit(loading, address, out), pool.submit(adding, address, others)]
        try:
            for one in writers:
                one.result()
        finally:
            done.set()
        seen = {ref for one in readers for ref in one.result()}
    with open_ledger(address) as book, loaded(out, tmp_path) as mine:
        for record in others:
            add(mine, record, now=NOW)
        kept = ("report", "version", "band", "event", "block", "link")
        assert [sizes(book)[name] for name in kept] == [sizes(mine)[name] for name in kept]
        assert partition(book) == partition(mine)
        with book.reading() as connection:
            assert len(seen) > 5
            assert all(queries.find(connection, ref) for ref in seen)  # no id once shown leads nowhere


def loading(address: str, out: str) -> None:
    with open_ledger(address) as book:
        for _added in bulk.load(book, waiting(out), together=6):
            pass


def adding(address: str, records: list[Record]) -> None:
    with open_ledger(address) as book:
        for record in records:
            add(book, record)


def reading(address: str, done: threading.Event) -> set[str]:
    """List and filter until all is written; return the ids of the incidents seen."""
    seen: set[str] = set()
    reports = 0
    with open_ledger(address) as book:
        while not done.wait(0.3):
            with book.reading() as connection:
                held = connection.scalar(select(func.count()).select_from(t.report)) or 0
                assert held >= reports
                reports = held
                for selection in (Selection(), Selection(kinds=("clash",)), Selection(words="nyala")):
                    found = list(queries.incidents(connection, selection, limit=20))
                    assert all(selection.holds(one) for one in found)
                    seen |= {one.id for one in found}
                feed(connection, Selection(), limit=10)
    return seen

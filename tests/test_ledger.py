"""Reports added to a ledger: what it keeps, brings together, disputes, and how it remembers."""

import datetime
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from conftest import Read
from empty_ledger import ledger
from sayso.errors import LedgerError
from sayso.ledger import queries, words_index
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.history import changes_since
from sayso.ledger.selection import Selection
from sayso.model import Record
from sayso.model.incident import Incident, Status

__all__ = ["ledger"]

DAY = datetime.date(2023, 7, 14)
NOON = datetime.datetime(2023, 7, 14, 12, tzinfo=datetime.UTC)
STRIKE = "Warplanes bombed a market in Nyala on Thursday, killing at least 30 people, residents said."
SAME = "An air strike on a market in Nyala on Thursday killed 31 people, the Sudan Doctors Union said."
DENIAL = "The Sudanese army denied on Sunday that its warplanes had bombed a market in Nyala on Thursday."
OTHER = "Shells killed two people in Zalingei on Wednesday, a doctor said."

Told = Callable[..., Record]


@pytest.fixture(scope="module")
def told(read: Read) -> Told:
    known: dict[tuple[str, str, str, datetime.date], Record] = {}

    def tell(words: str, publisher: str = "northline", url: str = "", day: datetime.date = DAY) -> Record:
        key = (words, publisher, url, day)
        if key not in known:
            record = read(words, day=day)
            known[key] = replace(record, report=replace(record.report, publisher=publisher, url=url))
        return known[key]

    return tell


def incidents(ledger: Ledger, selection: Selection = queries.EVERYTHING) -> list[Incident]:
    with ledger.reading() as connection:
        return list(queries.incidents(connection, selection))


def sizes(ledger: Ledger) -> dict[str, int]:
    with ledger.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in t.metadata.sorted_tables
        }


def in_the_model(name: str | None, kind: str, _parents: object) -> bool:
    """The index of words is made by hand: SQLite and PostgreSQL have no table in common for it."""
    return kind != "table" or not str(name).startswith(words_index.NAME)


def partition(ledger: Ledger) -> set[tuple[object, ...]]:
    return {
        (frozenset(i.events), i.kind, i.status, i.why, i.ranges, i.origins, i.where, i.when) for i in incidents(ledger)
    }


def test_two_origins_that_tell_one_strike_are_one_incident(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    add(ledger, told(SAME, "southline"))
    [found] = incidents(ledger)
    assert (found.kind, found.status, found.origins) == ("airstrike", Status.CORROBORATED, 2)
    assert {source.publisher for source in found.sources} == {"northline", "southline"}
    assert [(r.outcome.value, r.low) for r in found.ranges] == [("killed", 30)]


def test_another_place_is_another_incident(ledger: Ledger, told: Told) -> None:
    for words in (STRIKE, OTHER):
        add(ledger, told(words))
    assert [i.where.name for i in incidents(ledger) if i.where] == ["Zalingei", "Nyala"]


def test_a_denial_three_days_later_disputes_it_and_the_history_says_why(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE), now=NOON)
    add(ledger, told(DENIAL, "eastline", day=datetime.date(2023, 7, 17)), now=NOON + datetime.timedelta(days=3))
    [found] = incidents(ledger)
    assert found.status is Status.DISPUTED
    assert "denied by the Sudanese armed forces" in found.why
    with ledger.reading() as connection:
        [change] = [c for c in changes_since(connection, NOON + datetime.timedelta(days=1)) if c.what == "status"]
        before = list(queries.held_on(connection, DAY + datetime.timedelta(days=1)))
    assert (change.before, change.after) == ("single", "disputed")
    assert [i.status for i in before] == [Status.SINGLE]


def test_the_same_report_again_changes_nothing(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    before = sizes(ledger)
    assert add(ledger, told(STRIKE)).what == "known"
    assert sizes(ledger) == before


def test_reading_again_keeps_ids(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [before] = incidents(ledger)
    assert add(ledger, told(STRIKE), again=True).what == "again"
    assert incidents(ledger) == [before]


def test_a_changed_page_is_a_new_version_and_both_are_kept(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE, url="https://example.org/1"))
    changed = add(ledger, told(OTHER, url="https://EXAMPLE.org/1/?utm_source=x#top"))
    assert changed.what == "version"
    assert sizes(ledger)["report"], sizes(ledger)["version"] == (1, 2)
    found = {i.where.name: i.status for i in incidents(ledger) if i.where}
    assert found == {"Nyala": Status.RETRACTED, "Zalingei": Status.SINGLE}


def test_a_reprint_is_no_second_origin(ledger: Ledger, told: Told) -> None:
    long = STRIKE + " The raid came at noon when the stalls were full and families were buying food for the feast."
    add(ledger, told(long))
    add(ledger, told("Market bombed. " + long, "westline"))
    [found] = incidents(ledger)
    assert (found.status, found.origins, len({s.group for s in found.sources})) == (Status.SINGLE, 1, 1)


def test_a_failure_in_the_middle_leaves_the_ledger_as_it_was(
    ledger: Ledger, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ledger, told(STRIKE))
    before = sizes(ledger)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("sayso.ledger.adding.refresh", fail)
    with pytest.raises(RuntimeError):
        add(ledger, told(OTHER))
    assert sizes(ledger) == before


ADDER = """
import pickle, sys
from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger
ledger = open_ledger(sys.argv[1], create=True)
for record in pickle.load(open(sys.argv[2], "rb")):
    print(add(ledger, record).what, flush=True)
"""


def many(told: Told) -> list[Record]:
    base = told(STRIKE)
    return [replace(base, report=replace(base.report, url=f"https://example.org/{n}")) for n in range(30)]


def start(tmp_path: Path, records: list[Record], name: str) -> "subprocess.Popen[str]":
    import pickle

    stories = tmp_path / name
    stories.write_bytes(pickle.dumps(records))
    command = [sys.executable, "-c", ADDER, str(tmp_path / "ledger.db"), str(stories)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own script


def test_killed_at_any_moment_the_rerun_completes_it(tmp_path: Path, told: Told) -> None:
    records = many(told)
    with start(tmp_path, records, "all") as process:
        assert process.stdout is not None
        for _ in range(9):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    book = open_ledger(str(tmp_path / "ledger.db"))
    assert 9 <= sizes(book)["report"] <= 30
    whats = [add(book, record).what for record in records]
    assert sizes(book)["report"] == 30
    assert whats.count("known") >= 9
    assert [len({s.report for s in i.sources}) for i in incidents(book)] == [30]
    book.close()


def test_two_processes_at_once_lose_nothing(tmp_path: Path, told: Told) -> None:
    records = many(told)
    open_ledger(str(tmp_path / "ledger.db"), create=True).close()
    with start(tmp_path, records[:20], "a") as one, start(tmp_path, records[10:], "b") as two:
        assert (one.wait(), two.wait()) == (0, 0)
    book = open_ledger(str(tmp_path / "ledger.db"))
    assert sizes(book)["report"] == 30
    book.close()


def test_filters_in_sql_and_in_plain_give_the_same(ledger: Ledger, told: Told) -> None:
    for words in (STRIKE, OTHER, DENIAL):
        add(ledger, told(words))
    everything = incidents(ledger)
    for selection in (
        Selection(since=datetime.date(2023, 7, 13)),
        Selection(until=datetime.date(2023, 7, 12)),
        Selection(places=("al-Nyala",)),
        Selection(countries=("SDN",), kinds=("airstrike",)),
        Selection(statuses=("disputed",)),
        Selection(parties=("SDN-MIL",)),
        Selection(publishers=("nobody",)),
        Selection(words="market residents"),
        Selection(words='"killing at least" SUDANESE'),
        Selection(words="residents", statuses=("disputed",)),
    ):
        assert incidents(ledger, selection) == [i for i in everything if selection.holds(i)]


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all, just notes")
    with pytest.raises(LedgerError, match="is not a sayso ledger"):
        open_ledger(str(path), create=True)
    assert path.read_text().startswith("not a database")


def test_a_damaged_ledger_is_told_so(tmp_path: Path, told: Told) -> None:
    path = tmp_path / "ledger.db"
    book = open_ledger(str(path), create=True)
    add(book, told(STRIKE))
    book.close()
    raw = bytearray(path.read_bytes())
    raw[100:60_000] = b"\x5a" * (60_000 - 100)
    path.write_bytes(bytes(raw))
    with pytest.raises(LedgerError, match="damaged"):
        open_ledger(str(path))


def test_a_ledger_of_a_newer_version_is_refused(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match="newer sayso"):
        open_ledger(ledger.name)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("/no/such/folder/x.db", "there is no ledger here"),
        ("mysql://host/db", "SQLite files and on PostgreSQL"),
        ("postgresql://127.0.0.1:1/none", "is the server running"),
        ("postgresql://no.such.host.invalid/none", "no.such.host.invalid"),
        ("https://example.org/ledger.db", "SQLite files and on PostgreSQL"),
        ("nonsense://host/db", "SQLite files and on PostgreSQL"),
    ],
)
def test_places_without_a_ledger(where: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        open_ledger(where)


def test_a_full_disk_keeps_what_was_added(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    before = sizes(ledger)
    ledger.close()
    with closing(sqlite3.connect(ledger.name)) as file:
        file.execute("VACUUM")  # or there is room left in it
    with ledger.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(LedgerError, match="make room"):
        add(ledger, told(OTHER * 40, "southline"))
    assert sizes(ledger) == before


def test_the_migrations_make_the_tables_of_the_model(ledger: Ledger) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": in_the_model})
        assert compare_metadata(context, t.metadata) == []

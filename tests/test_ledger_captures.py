"""What the ledger keeps as it came: raw bytes, once, and reports in languages that are not read."""

import datetime
import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import func, select

from conftest import Read
from empty_ledger import ledger
from sayso.errors import LedgerError, NotFoundError
from sayso.ledger import database, queries
from sayso.ledger import tables as t
from sayso.ledger.adding import add, add_unread, is_known
from sayso.ledger.captures import capture_for, captured_for
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.identity import report_identity, report_ref
from sayso.ledger.recognising import known_as
from sayso.ledger.records import kept
from sayso.ledger.tables_captures import raw
from sayso.model import Capture, Record, Report
from test_ledger import DENIAL, NOON, STRIKE, Told, incidents, told

__all__ = ["ledger", "told"]
PAGE = b"<p>" + STRIKE.encode() * 20 + b"</p>"
FETCHED = Capture(
    PAGE,
    "text/html",
    datetime.datetime(2023, 7, 14, 9, tzinfo=datetime.UTC),
    "https://n.example/1?from=feed",
    200,
    (("content-type", "text/html; charset=utf-8"),),
    (("publisher", "northline"),),
)
ARABIC = Report("قصفت طائرات سوقا في نيالا يوم الخميس.", url="https://n.example/ar", language="ar")


def came(record: Record, capture: Capture = FETCHED, url: str = "https://n.example/1") -> Record:
    """The record of a report that came with these bytes."""
    return replace(record, report=replace(record.report, url=url, capture=capture, raw_sha256=capture.sha256))


def raws(ledger: Ledger) -> int:
    with ledger.reading() as connection:
        return connection.scalar(select(func.count()).select_from(raw)) or 0


def test_the_raw_bytes_of_a_report_come_back_as_they_came(ledger: Ledger, told: Told) -> None:
    added = add(ledger, came(told(STRIKE)), now=NOON)
    with ledger.reading() as connection:
        assert capture_for(connection, added.report) == FETCHED
        about = captured_for(connection, added.report)
        size = connection.scalar(select(func.length(raw.c.body)))
    assert about is not None
    assert (about.url, about.captured_at, about.kept_at) == (FETCHED.url, FETCHED.captured, NOON)
    assert (about.sha256, about.size) == (hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    assert size is not None
    assert size < len(PAGE) / 4


def test_the_same_bytes_are_kept_once(ledger: Ledger, told: Told) -> None:
    for n in (1, 2):
        add(ledger, came(told(STRIKE), url=f"https://n.example/{n}"))
    assert raws(ledger) == 1


def test_the_record_in_the_ledger_does_not_carry_the_bytes_a_second_time(ledger: Ledger, told: Told) -> None:
    add(ledger, came(told(STRIKE)))
    with ledger.reading() as connection:
        body = connection.scalar(select(t.version.c.body))
    assert "capture" not in body["report"]


def test_reading_again_brings_the_bytes_to_a_report_that_had_none(ledger: Ledger, told: Told) -> None:
    record = came(told(STRIKE))
    added = add(ledger, replace(record, report=replace(record.report, capture=None)))
    with ledger.reading() as connection, pytest.raises(NotFoundError, match="keeps no raw bytes"):
        capture_for(connection, added.report)
    add(ledger, record, again=True)
    add(ledger, record, again=True)
    with ledger.reading() as connection:
        assert capture_for(connection, added.report).body == PAGE


def test_each_version_has_the_bytes_it_came_from(ledger: Ledger, told: Told) -> None:
    first = add(ledger, came(told(STRIKE)))
    add(ledger, came(told(DENIAL), Capture(b"later", "text/plain")))
    with ledger.reading() as connection:
        assert capture_for(connection, first.report, 1).body == PAGE
        assert capture_for(connection, first.report).body == b"later"


def test_damaged_bytes_are_said_to_be(ledger: Ledger, told: Told) -> None:
    added = add(ledger, came(told(STRIKE)))
    with closing(sqlite3.connect(ledger.name)) as file:
        file.execute("UPDATE raw SET body = substr(body, 1, 20)")
        file.commit()
    with ledger.reading() as connection, pytest.raises(LedgerError, match=r"raw bytes \w{12} are damaged"):
        capture_for(connection, added.report)


def test_header_lines_that_no_database_can_hold_are_made_plain(ledger: Ledger, told: Told) -> None:
    odd = replace(FETCHED, headers=(("x-odd", "a\0b\udcff" + "c" * 5_000),))
    added = add(ledger, came(told(STRIKE), odd))
    with ledger.reading() as connection:
        [(name, value)] = capture_for(connection, added.report).headers
    assert (name, value[:4], len(value)) == ("x-odd", "ab?c", 2_000)


def test_a_report_in_another_language_is_kept_and_tells_nothing(ledger: Ledger) -> None:
    added = add_unread(ledger, replace(ARABIC, capture=FETCHED))
    assert (added.what, added.events, added.changed) == ("unread", 0, ())
    assert add_unread(ledger, ARABIC).what == "known"
    with ledger.reading() as connection:
        found = kept(connection, added.report)
    assert (found.record.report.text, found.record.report.language, found.record.events) == (ARABIC.text, "ar", ())
    assert found.version.reader == ""


def test_what_was_told_stands_while_a_new_text_is_not_read(ledger: Ledger, told: Told) -> None:
    add(ledger, came(told(STRIKE)))
    before = incidents(ledger)
    add_unread(ledger, replace(ARABIC, url="https://n.example/1"))
    assert incidents(ledger) == before


def test_a_newer_text_that_is_read_takes_the_place_of_one_that_is_not(ledger: Ledger, told: Told) -> None:
    add_unread(ledger, replace(ARABIC, url="https://n.example/1"))
    add(ledger, came(told(STRIKE)))
    with ledger.reading() as connection:
        rows = connection.execute(select(t.version.c.number, t.version.c.live, t.version.c.unread)).all()
    assert [tuple(row) for row in rows] == [(1, False, False), (2, True, False)]


def test_a_better_cleaning_of_the_same_bytes_is_a_new_version_of_the_same_incident(ledger: Ledger, read: Read) -> None:
    # No day and no place: nothing but the words tells that both are one event.
    act = "Gunmen attacked a convoy of aid lorries and wounded a driver, a witness said."
    old, new = read(f"Share this page\nSign up\n{act}\nRead also: more news", day=None), read(act, day=None)
    identity = report_identity(came(old).report)
    add(ledger, came(old), now=NOON)
    [before] = incidents(ledger)
    added = add(ledger, came(new), again=True, identity=identity)
    [after] = incidents(ledger)
    assert (added.what, after.id, after.status) == ("version", before.id, before.status)
    with ledger.reading() as connection:
        assert len(kept(connection, report_ref(identity)).versions) == 2


def test_a_ledger_of_before_keeps_everything(told: Told, tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "old.db"), create=True) as ledger:
        add(ledger, told(STRIKE), now=NOON)
        held = incidents(ledger)
        with ledger.writing() as connection:
            config = database._config()
            config.attributes["connection"] = connection
            command.downgrade(config, "0005")
    with closing(sqlite3.connect(tmp_path / "old.db")) as file:
        assert "raw" not in {row[0] for row in file.execute("SELECT name FROM sqlite_master")}
    with open_ledger(str(tmp_path / "old.db")) as ledger, ledger.reading() as connection:
        assert incidents(ledger) == held
        row = connection.execute(select(t.version)).one()
        assert (row.language, row.unread, row.read_at) == ("en", False, row.added_at)
        assert queries.report(connection, held[0].sources[0].report)[0].text == STRIKE


def file_of(told: Told, text: str, body: bytes, media_type: str = "text/plain") -> Record:
    """The record of a file without an address, as intake names it: by its text."""
    record = told(text)
    capture = Capture(body, media_type)
    own = replace(record.report, url="", capture=capture, raw_sha256=capture.sha256)
    return replace(record, report=replace(own, id=own.sha256[:12]))


def test_a_file_that_a_later_intake_cleans_otherwise_is_the_same_report(ledger: Ledger, told: Told) -> None:
    first = add(ledger, file_of(told, STRIKE + " Share this", b"one file"))
    cleaned = file_of(told, STRIKE, b"one file")
    assert known_as(ledger, cleaned.report) != report_identity(cleaned.report)
    again = add(ledger, cleaned)
    assert (again.report, again.what) == (first.report, "version")
    assert is_known(ledger, known_as(ledger, cleaned.report), cleaned.report.sha256)


def test_other_bytes_or_a_file_of_several_reports_are_not_taken_for_it(ledger: Ledger, told: Told) -> None:
    first = add(ledger, file_of(told, STRIKE, b"one file"))
    assert add(ledger, file_of(told, DENIAL, b"another file")).report != first.report
    many = [file_of(told, text, b'[{"text": 1}]', "application/json") for text in (STRIKE + " So.", DENIAL + " So.")]
    assert [add(ledger, one).what for one in many] == ["new", "new"]

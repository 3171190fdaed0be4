"""Searching a ledger by words: SQLite, PostgreSQL and the plain test on what was held give one answer."""

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, inspect, text
from typer.testing import CliRunner

from sayso.cli import app
from sayso.cli_filters import chosen
from sayso.errors import SettingError
from sayso.ledger import queries, words_index
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.database import _config as migrations
from sayso.ledger.selection import Selection
from test_ledger import DENIAL, OTHER, SAME, STRIKE, Told, incidents, told
from test_ledger_postgres import address, server

__all__ = ["address", "server", "told"]
LAST = "Gunmen attacked the Café du Nord in Zalingei on Friday, killing two people, a witness said."
SEARCHES = [
    "market",
    "MARKET nyala",
    '"a market in Nyala"',
    '"market a in Nyala"',
    '"Nyala residents"',
    "residents -market",
    "cafe",
    "صوت",
    '"صوت دارفور" attacked',
    "northline",
    "northline southline",
    "Sudanese",
    "nothing of the kind",
    "al-Nyala",
    "' OR 1=1 --",
    'words: "x',
    "¶",
    "",
]


def fill(ledger: Ledger, told: Told) -> Ledger:
    for words, publisher in ((STRIKE, "northline"), (SAME, "southline"), (OTHER, "eastline"), (LAST, "صَوت دارفور")):
        add(ledger, told(words, publisher))
    add(ledger, told(DENIAL, "eastline", day=datetime.date(2023, 7, 17)))
    return ledger


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, told: Told) -> Iterator[Ledger]:
    ledger = open_ledger(str(tmp_path_factory.mktemp("words") / "ledger.db"), create=True)
    yield fill(ledger, told)
    ledger.close()


def found(ledger: Ledger, words: str) -> list[str]:
    return [incident.id for incident in incidents(ledger, Selection(words=words))]


@pytest.mark.parametrize("words", SEARCHES)
def test_sql_and_plain_agree(book: Ledger, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [i.id for i in incidents(book) if Selection(words=words).holds(i)]
    assert found(book, words) == plain
    monkeypatch.setattr(words_index, "FREQUENT", 1)
    with book.reading() as connection:
        walked = [i.id for i in queries.incidents(connection, Selection(words=words), limit=50)]
    assert walked == plain


def test_each_search_finds_what_it_should(book: Ledger) -> None:
    [strike] = incidents(book, Selection(words='"a market in Nyala" killed'))
    assert strike.kind == "airstrike"
    assert found(book, "northline southline") == [strike.id]
    assert not found(book, '"market a in Nyala"')
    [cafe] = incidents(book, Selection(words="CAFE صوت"))
    assert [s.publisher for s in cafe.sources] == ["صَوت دارفور"]


@given(st.text() | st.text(alphabet='ab"*()-:^+{}'))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_search(book: Ledger, words: str) -> None:
    assert found(book, words) == [i.id for i in incidents(book) if Selection(words=words).holds(i)]


@pytest.mark.postgres
def test_postgres_finds_the_same(book: Ledger, address: str, told: Told) -> None:
    other = fill(open_ledger(address, create=True), told)
    assert [found(other, words) for words in SEARCHES] == [found(book, words) for words in SEARCHES]
    assert any(found(other, words) for words in SEARCHES)
    other.close()


def test_the_command_line_takes_words(book: Ledger) -> None:
    command = ["incidents", "--ledger", book.name, "--words", '"a market in Nyala"', "--format", "csv"]
    [row] = csv.DictReader(CliRunner().invoke(app, command, catch_exceptions=False).output.splitlines())
    assert row["kind"] == "airstrike"


def test_a_search_without_a_word_is_refused() -> None:
    with pytest.raises(SettingError, match="no word to look for"):
        chosen(words="?!")


def test_an_incident_merged_away_is_found_no_longer(tmp_path: Path, told: Told) -> None:
    book = fill(open_ledger(str(tmp_path / "ledger.db"), create=True), told)
    with book.reading() as connection:
        indexed = set(connection.scalars(text("SELECT rowid FROM incident_words")))
        shown = set(connection.scalars(text("SELECT id FROM incident WHERE redirect_id IS NULL")))
    assert indexed == shown
    book.close()


def test_a_ledger_without_an_index_gets_one(tmp_path: Path, told: Told) -> None:
    path = str(tmp_path / "ledger.db")
    book = fill(open_ledger(path, create=True), told)
    before = {words: found(book, words) for words in SEARCHES}
    with book.writing() as connection:
        config = migrations()
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        assert "incident_words" not in inspect(connection).get_table_names()
    book.close()
    again = open_ledger(path)
    assert {words: found(again, words) for words in SEARCHES} == before
    again.close()


def test_a_failure_leaves_words_and_incidents_in_step(book: Ledger) -> None:
    before = found(book, "market")
    with pytest.raises(RuntimeError), book.writing() as connection:
        words_index.drop_words(connection, list(connection.scalars(text("SELECT id FROM incident"))))
        connection.execute(delete(t.incident_party))
        raise RuntimeError("power cut")
    assert found(book, "market") == before

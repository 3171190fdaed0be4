"""A SQLite ledger that is served: who reads for long keeps nobody from writing, and it is one file again after."""

from pathlib import Path

from sqlalchemy import text

from sayso.access import people
from sayso.ledger.database import Ledger, open_ledger
from web_people import WORDS


def names(ledger: Ledger) -> list[str]:
    """Return who has an account."""
    with ledger.reading() as connection:
        return [one.name for one in people.everyone(connection)]


def beside(path: Path) -> list[str]:
    """Return the files in the folder of a ledger."""
    return sorted(file.name for file in path.parent.iterdir())


def test_one_writes_while_another_reads(tmp_path: Path) -> None:
    """The reader goes on seeing what was there when it began; without sharing, the writer would wait for it to end."""
    path = tmp_path / "war.db"
    with open_ledger(str(path), create=True) as ledger:
        ledger.share()
        with ledger.reading() as long:
            assert long.scalar(text("SELECT count(*) FROM account")) == 0
            people.add(ledger, "amira", "admin", WORDS, by="test")
            assert long.scalar(text("SELECT count(*) FROM account")) == 0
        assert names(ledger) == ["amira"]
        assert "war.db-wal" in beside(path)
    assert beside(path) == ["war.db"]


def test_who_still_has_it_open_keeps_what_was_written(tmp_path: Path) -> None:
    """The server ends while another process reads: nothing waits, and nothing is lost."""
    path = tmp_path / "war.db"
    other = open_ledger(str(path), create=True)
    ledger = open_ledger(str(path))
    ledger.share()
    people.add(ledger, "amira", "admin", WORDS, by="test")
    with other.reading() as still:
        assert still.scalar(text("SELECT count(*) FROM account")) == 1
        ledger.close()
    assert names(other) == ["amira"]
    other.close()
    with open_ledger(str(path)) as again:
        assert names(again) == ["amira"]


def test_a_file_in_use_is_served_as_it_is(tmp_path: Path) -> None:
    """SQLite refuses another journal while somebody reads: sharing gives up at once, and everything is answered."""
    path = tmp_path / "war.db"
    other = open_ledger(str(path), create=True)
    with other.reading() as connection, open_ledger(str(path)) as ledger:
        assert connection.scalar(text("SELECT count(*) FROM account")) == 0
        ledger.share()
        assert names(ledger) == []
    other.close()
    assert beside(path) == ["war.db"]

"""Review on a real PostgreSQL: what a file holds after each act, it holds too."""

import threading
from pathlib import Path

import pytest

from review_sample import ALL, at, log, token, value, waiting
from sayso.errors import LedgerError
from sayso.ledger import queries, review
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.history import history_of
from sayso.ledger.selection import Selection
from test_ledger import NOON, OTHER, SAME, STRIKE, Told, incidents, sizes, told
from test_ledger_postgres import address, ledger, server
from test_review_at_once import accepting

__all__ = ["address", "ledger", "server", "told"]
pytestmark = pytest.mark.postgres


def test_every_act_and_its_undoing_comes_to_what_it_comes_to_in_a_file(
    ledger: Ledger, tmp_path: Path, told: Told
) -> None:
    book = open_ledger(str(tmp_path / "file.db"), create=True)
    for each in (book, ledger):
        for record in (told(STRIKE), told(SAME, "southline"), told(OTHER)):
            add(each, record, now=NOON)
        a, b = at(each, "Nyala"), at(each, "Zalingei")
        review.accept(each, "Ann", a.id, now=NOON)
        review.edit(each, "Ann", a.id, "killed", "33", note="\x00ügyelő", now=NOON)
        review.merge(each, "Bob", b.id, [a.id], now=NOON)
        review.comment(each, "Bob", a.id, "day", "one raid?", now=NOON)
        add(each, told(STRIKE), again=True, now=NOON)
    assert same(book, ledger)
    assert value(ledger, a.id, "killed").machine == "2 or more"
    for each in (book, ledger):
        review.split(each, "Bob", b.id, list(b.events), now=NOON)
    assert same(book, ledger)
    for each in (book, ledger):
        review.undo_all(each, "Bob", now=NOON)
        review.reject(each, "Ann", b.id, now=NOON)
    assert same(book, ledger)
    assert [i.id for i in incidents(ledger)] == [a.id]
    book.close()


def same(book: Ledger, ledger: Ledger) -> bool:
    ways = []
    for each in (book, ledger):
        with each.reading() as connection:
            rows = [queries.find(connection, i.id)[0] for i in incidents(each, ALL)]
            past = [history_of(connection, row) for row in rows]
        ways.append((incidents(each, ALL), waiting(each), waiting(each, "all"), log(each), past, sizes(each)))
    for mine, other in zip(*ways, strict=True):
        assert mine == other
    return True


def test_filters_on_review_in_sql_and_in_plain_give_the_same(ledger: Ledger, told: Told) -> None:
    for words in (STRIKE, OTHER):
        add(ledger, told(words))
    review.reject(ledger, "Ann", at(ledger, "Nyala").id)
    everything = incidents(ledger, ALL)
    for chosen in ((), ("",), ("rejected",)):
        selection = Selection(reviewed=chosen)
        assert incidents(ledger, selection) == [i for i in everything if selection.holds(i)]


def test_whoever_comes_second_is_told_and_a_failure_leaves_it_as_it_was(
    ledger: Ledger, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (STRIKE, OTHER):
        add(ledger, told(words))
    a, b = (i.id for i in incidents(ledger))
    seen = token(ledger, a)
    review.accept(ledger, "Ann", a, seen=seen)
    before = sizes(ledger)
    with pytest.raises(review.Conflict, match="Ann: accept"):
        review.merge(ledger, "Bob", a, [b], seen=seen)

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("sayso.ledger.incidents.keep", fail)
    with pytest.raises(RuntimeError):
        review.merge(ledger, "Bob", a, [b])
    assert sizes(ledger) == before


def test_reviewers_at_once_lose_nothing(address: str, told: Told) -> None:
    with open_ledger(address, create=True) as book:
        add(book, told(STRIKE))
        [found] = incidents(book)
        assert accepting(address, found.id) == ["conflict", "done"]
        threads = [threading.Thread(target=edits, args=(address, found.id, f"r{n}")) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len([act for act in log(book) if act.action == "edit"]) == 20


def edits(where: str, ref: str, who: str) -> None:
    with open_ledger(where) as book:
        for n in range(5):
            review.edit(book, who, ref, "killed", str(n))


def test_what_another_rests_on_is_not_undone(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    first = review.reject(ledger, "Ann", found.id)
    review.accept(ledger, "Bob", found.id)
    with pytest.raises(LedgerError, match="Bob: accept"):
        review.undo(ledger, "Ann", first.review)

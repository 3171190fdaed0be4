"""Several reviewers at once, a failure or a kill in the middle: nothing is lost and whoever comes second is told."""

import itertools
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from review_sample import HOUR, causes, log, show, token, value
from sayso.ledger import review
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from test_ledger import NOON, OTHER, SAME, STRIKE, Told, incidents, ledger, sizes, told

__all__ = ["ledger", "told"]


def test_whoever_comes_second_is_told_who_did_what_and_writes_nothing(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE), now=NOON)
    [found] = incidents(ledger)
    seen = token(ledger, found.id)
    review.comment(ledger, "Cid", found.id, "", "Is there a film?")
    assert token(ledger, found.id) == seen
    review.edit(ledger, "Ann", found.id, "day", "2023-07-12", seen=seen, now=NOON)
    before = sizes(ledger)
    acts: tuple[Callable[[], object], ...] = (
        lambda: review.accept(ledger, "Bob", found.id, seen=seen),
        lambda: review.edit(ledger, "Bob", found.id, "day", "2023-07-11", seen=seen),
        lambda: review.split(ledger, "Bob", found.id, [found.events[0]], seen=seen),
    )
    for act in acts:
        with pytest.raises(review.Conflict, match="Ann: edit of day, 2023-07-14 12:00 UTC"):
            act()
    assert sizes(ledger) == before
    seen = token(ledger, found.id)
    add(ledger, told(SAME, "southline"), now=NOON + HOUR)
    with pytest.raises(review.Conflict, match=r"report r\w+ added, 2023-07-14 13:00 UTC"):
        review.accept(ledger, "Bob", found.id, seen=seen)


def test_a_failure_in_the_middle_leaves_the_ledger_as_it_was(
    ledger: Ledger, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (STRIKE, OTHER):
        add(ledger, told(words))
    before = (sizes(ledger), incidents(ledger))
    a, b = (i.id for i in incidents(ledger))

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    for place in ("sayso.ledger.incidents.keep", "sayso.ledger.review_acts.store", "sayso.ledger.review_acts.keep"):
        monkeypatch.setattr(place, fail)
    acts: tuple[Callable[[], object], ...] = (
        lambda: review.merge(ledger, "Ann", a, [b]),
        lambda: review.accept(ledger, "Ann", a),
        lambda: review.edit(ledger, "Ann", a, "day", "2023-07-12"),
    )
    for act in acts:
        with pytest.raises(RuntimeError):
            act()
    assert (sizes(ledger), incidents(ledger)) == before


def accepting(where: str, ref: str) -> list[str]:
    """What comes of it when two accept an incident that both have seen as it is, at the same time."""
    came: list[str] = []
    with open_ledger(where) as first, open_ledger(where) as second:
        seen = token(first, ref)
        ready = threading.Barrier(2)

        def act(book: Ledger, who: str) -> None:
            ready.wait()
            try:
                review.accept(book, who, ref, seen=seen)
                came.append("done")
            except review.Conflict:
                came.append("conflict")

        threads = [threading.Thread(target=act, args=pair) for pair in ((first, "Ann"), (second, "Bob"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(came)


def test_of_two_who_act_at_once_on_what_they_saw_one_is_told_so(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    assert accepting(ledger.name, found.id) == ["conflict", "done"]
    assert len(log(ledger)) == 1


EDITOR = """
import sys
from sayso.ledger import review
from sayso.ledger.database import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    for n in range(int(sys.argv[4])):
        review.edit(ledger, sys.argv[3], sys.argv[2], "killed", str(n))
        print(n, flush=True)
"""


def editor(ledger: Ledger, ref: str, who: str, times: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", EDITOR, ledger.name, ref, who, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own script


def test_two_processes_at_once_lose_nothing(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    with editor(ledger, found.id, "Ann", 10) as one, editor(ledger, found.id, "Bob", 10) as two:
        one.communicate()
        two.communicate()
    assert (one.returncode, two.returncode) == (0, 0)
    acts = log(ledger)
    assert sorted((act.who, act.after) for act in acts) == sorted(
        (w, str(n)) for w in ("Ann", "Bob") for n in range(10)
    )
    for act, earlier in itertools.pairwise(acts):
        assert act.before["human"] == earlier.after
    assert len(causes(ledger, found.id)) > 10


def test_killed_at_any_moment_the_ledger_is_whole(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    with editor(ledger, found.id, "Ann", 1000) as process:
        assert process.stdout is not None
        for _ in range(5):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    acts = log(ledger)
    assert 5 <= len(acts) < 1000
    assert value(ledger, found.id, "killed").human == acts[0].after
    done, left = review.undo_all(ledger, "Ann")
    assert (len(done), left) == (len(acts), [])
    assert show(ledger, found.id) == found


def test_a_ledger_of_the_first_tables_is_brought_up_to_date(tmp_path: Path) -> None:
    from alembic import command
    from sqlalchemy import create_engine

    from sayso.ledger.database import _config

    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO incident (ref, founder, opened_at, changed_at, kind, status, realis, country, place, weight, "
            "doubt) VALUES ('i1', 'e1', '2023-07-14', '2023-07-14', 'airstrike', 'single', 'happened', '', '', 2, 0.5)"
        )
    engine.dispose()
    with open_ledger(str(path)) as book, book.reading() as connection:
        assert connection.exec_driver_sql("SELECT awaits, turn, yields_id FROM incident").all() == [(1, -1.0, None)]

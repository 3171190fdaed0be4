"""kill -9 at statement after statement of adding, reviewing, serving and migrating: all of an act is there, or none.

What was lost: nothing that had been answered for. Killed watching is in tests/test_watch.py.
"""

import shutil
from pathlib import Path

import pytest
from alembic import command
from fastapi.testclient import TestClient
from killing import dies_before

from review_sample import log
from sayso.ledger import database, review
from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger
from sayso.web.app import create_app
from sayso.web.settings import Settings
from test_ledger import DENIAL, NOON, OTHER, SAME, STRIKE, Told, incidents, partition, sizes, told

__all__ = ["told"]
pytestmark = pytest.mark.faults
STEP = 7  # statements from one kill to the next; 1 takes minutes


@pytest.fixture
def two(tmp_path: Path, told: Told) -> Path:
    """A ledger of two reports of one act."""
    with open_ledger(str(tmp_path / "two.db"), create=True) as ledger:
        add(ledger, told(STRIKE), now=NOON)
        add(ledger, told(SAME, "southline"), now=NOON)
    return tmp_path / "two.db"


def whole(path: Path) -> bool:
    with open_ledger(str(path)) as ledger, ledger.reading() as connection:
        return connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok" and not (
            connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        )


def test_killed_while_adding(two: Path, told: Told) -> None:
    denial = told(DENIAL, "eastline")
    with open_ledger(str(two)) as ledger:
        before, counts = partition(ledger), sizes(ledger)
    kills = 0
    for statement in range(0, 1000, STEP):
        path = Path(shutil.copyfile(two, two.with_name(f"{statement}.db")))

        def work(path: Path = path) -> None:
            with open_ledger(str(path)) as ledger:
                add(ledger, denial, now=NOON)

        killed = dies_before(statement, work)
        kills += killed
        assert whole(path)
        with open_ledger(str(path)) as ledger:
            if killed and sizes(ledger)["report"] == 2:
                assert (partition(ledger), sizes(ledger)) == (before, counts), statement
            what = add(ledger, denial, now=NOON).what
            assert sizes(ledger)["report"] == 3
            if not killed:
                assert what == "known"
                break
    assert kills > 3


def test_killed_while_serving_a_review(two: Path) -> None:
    with open_ledger(str(two)) as ledger:
        [incident] = incidents(ledger)
    kills = 0
    for statement in range(0, 1000, STEP):
        path = Path(shutil.copyfile(two, two.with_name(f"{statement}.db")))
        answered = path.with_suffix(".answered")

        def work(path: Path = path, answered: Path = answered) -> None:
            with (
                open_ledger(str(path)) as ledger,
                TestClient(create_app(Settings(), ledger), base_url="http://127.0.0.1:8420") as client,
            ):
                edit = {"field": "killed", "value": "31"}
                answer = client.post(f"/api/v1/incidents/{incident.id}/edit", json=edit)
                assert answer.status_code == 200, answer.text
                answered.write_text("yes")

        killed = dies_before(statement, work)
        kills += killed
        assert whole(path)
        with open_ledger(str(path)) as ledger:
            acts = log(ledger)
            [after] = incidents(ledger)
            assert (after.human == ("killed",)) == (len(acts) == 1), statement  # both or none
            assert acts or not answered.exists(), "what was answered for is gone"
        if not killed:
            assert acts
            break
    assert kills > 3


def test_killed_while_migrating(two: Path) -> None:
    with open_ledger(str(two)) as ledger:
        held = incidents(ledger)
        with ledger.writing() as connection:
            config = database._config()
            config.attributes["connection"] = connection
            command.downgrade(config, "0003")
    kills = 0
    for statement in range(0, 2000, STEP):
        path = Path(shutil.copyfile(two, two.with_name(f"{statement}.db")))
        killed = dies_before(statement, lambda path=path: open_ledger(str(path)).close())
        kills += killed
        assert whole(path)  # which migrates what was not
        with open_ledger(str(path)) as ledger:
            assert incidents(ledger) == held, statement
        if not killed:
            break
    assert kills > 3


def test_the_clock_moved_back_loses_and_reorders_nothing(tmp_path: Path, told: Told) -> None:
    import datetime

    stories = [told(STRIKE), told(SAME, "southline"), told(DENIAL, "eastline"), told(OTHER)]
    with (
        open_ledger(str(tmp_path / "a.db"), create=True) as straight,
        open_ledger(str(tmp_path / "b.db"), create=True) as back,
    ):
        for n, record in enumerate(stories):
            add(straight, record, now=NOON + datetime.timedelta(hours=n))
            add(back, record, now=NOON - datetime.timedelta(days=400 * n))
        assert partition(back) == partition(straight)
        assert sizes(back) == sizes(straight)
        ref = incidents(back)[0].id
        review.edit(back, "Ann", ref, "killed", "31", now=NOON - datetime.timedelta(days=5000))
        assert next(i for i in incidents(back) if i.id == ref).human == ("killed",)
        review.undo(back, "Ann", now=NOON - datetime.timedelta(days=9000))
        assert partition(back) == partition(straight)

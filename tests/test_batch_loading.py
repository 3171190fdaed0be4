"""A batch loaded, or merged by key, comes to the ledger that adding its reports one by one comes to."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from batch_events import invented
from sayso import demo
from sayso.batch import merging
from sayso.batch.components import components
from sayso.batch.flows import LocalFlow
from sayso.batch.loading import waiting
from sayso.batch.parts import How, keep
from sayso.batch.running import Local, run
from sayso.batch.slices import Slice
from sayso.errors import SettingError
from sayso.extract.reader import Reader
from sayso.ledger import bulk
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.codec import incident_from_json
from sayso.ledger.database import Ledger, open_ledger
from sayso.model import Record
from sayso.model.incident import Incident

NOW = datetime.datetime(2023, 8, 1, tzinfo=datetime.UTC)


def batch_of(records: Sequence[Record], folder: Path) -> str:
    """The batch that reading the reports of some records comes to."""
    out = str(folder / "read")
    source = folder / "reports.jsonl"
    source.write_text("", encoding="utf-8")
    how = How(out)
    how.settle()
    keep("0" * 32, Slice(str(source), "lines"), records, how)
    run([], how, Local())
    return out


def loaded(out: str, folder: Path, together: int = 500) -> Ledger:
    return filled(str(folder / f"loaded-{together}.db"), out, together)


def filled(where: str, out: str, together: int = 500) -> Ledger:
    ledger = open_ledger(where, create=True)
    for _added in bulk.load(ledger, waiting(out), together=together, now=lambda: NOW):
        pass
    return ledger


def one_by_one(out: str, folder: Path) -> Ledger:
    ledger = open_ledger(str(folder / "added.db"), create=True)
    for one in waiting(out):
        add(ledger, one.record(), now=NOW)
    return ledger


def held(ledger: Ledger) -> dict[str, Incident | str]:
    """Every incident by its id; of one that became part of another, where it leads."""
    c = t.incident.c
    with ledger.reading() as connection:
        refs = {row.id: row.ref for row in connection.execute(select(c.id, c.ref))}
        rows = connection.execute(select(c.ref, c.redirect_id, c.state)).all()
        return {r.ref: refs[r.redirect_id] if r.redirect_id else incident_from_json(r.state) for r in rows}


def tables(ledger: Ledger) -> list[list[Any]]:
    """What else is kept: reports, versions, events, links, blocks, columns of incidents."""
    v, e, i = t.version.c, t.event.c, t.incident.c
    queries = (
        select(v.id, v.report_id, v.number, v.live, v.sha256, v.text_group).order_by(v.id),
        select(e.id, e.key, e.incident_id, e.passed, e.traits).order_by(e.id),
        select(t.link.c.a_id, t.link.c.b_id, t.link.c.points).order_by(t.link.c.a_id, t.link.c.b_id),
        select(t.block.c.block, t.block.c.event_id).order_by(t.block.c.block, t.block.c.event_id),
        select(i.ref, i.founder, i.kind, i.status, i.country, i.place).where(i.redirect_id.is_(None)).order_by(i.ref),
        select(t.incident_party).order_by(*t.incident_party.c),
    )
    with ledger.reading() as connection:
        return [[tuple(row) for row in connection.execute(query)] for query in queries]


def merged(out: str) -> dict[str, Incident]:
    return {one.id: one for one in merging.incidents(out, Local()).rows()}


def standing(ledger: Ledger) -> dict[str, Incident]:
    """The incidents that stand, without the ids that lead to them: a batch has no past."""
    return {ref: replace(one, merged=()) for ref, one in held(ledger).items() if isinstance(one, Incident)}


@pytest.mark.parametrize("together", [7, 500])
def test_loading_comes_to_what_adding_comes_to(together: int, tmp_path: Path) -> None:
    out = batch_of(invented(60, seed=together), tmp_path)
    with one_by_one(out, tmp_path) as added, loaded(out, tmp_path, together) as bulk_:
        assert len(held(added)) > 20
        assert held(bulk_) == held(added)
        assert tables(bulk_) == tables(added)


def test_the_demonstration_loaded_is_the_demonstration_added(reader: Reader, tmp_path: Path) -> None:
    out = batch_of(list(reader.read_many(demo.reports())), tmp_path)
    with one_by_one(out, tmp_path) as added, loaded(out, tmp_path) as bulk_:
        assert len(held(added)) > 50
        assert held(bulk_) == held(added)
        assert tables(bulk_) == tables(added)
        assert merged(out) == standing(added)


@pytest.mark.parametrize("seed", range(2))
def test_merging_by_key_comes_to_the_incidents_of_the_ledger(seed: int, tmp_path: Path) -> None:
    out = batch_of(invented(60, seed), tmp_path)
    with loaded(out, tmp_path) as ledger:
        assert merged(out) == standing(ledger)


def test_loading_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    out = batch_of(invented(40, seed=1), tmp_path)
    with open_ledger(str(tmp_path / "stopped.db"), create=True) as ledger:
        steps = bulk.load(ledger, waiting(out), together=10, now=lambda: NOW)
        assert {one.what for one in next(steps)} <= {"new", "version"}
        steps.close()
        rest = [one.what for added in bulk.load(ledger, waiting(out), together=16, now=lambda: NOW) for one in added]
        assert rest.count("known") == 10
        with one_by_one(out, tmp_path) as added:
            assert held(ledger) == held(added)


def test_known_reports_are_not_even_parsed(tmp_path: Path) -> None:
    out = batch_of(invented(5, seed=1), tmp_path)

    def never() -> Record:
        raise AssertionError("parsed")

    with loaded(out, tmp_path) as ledger:
        again = (replace(one, record=never) for one in waiting(out))
        assert [one.what for added in bulk.load(ledger, again) for one in added] == ["known"] * 5


def test_a_folder_without_a_batch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="holds no finished batch"):
        list(waiting(str(tmp_path)))


Edges = list[tuple[str, str]]
NODES = st.sampled_from("abcdefghij")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NODES, NODES), max_size=14))
def test_components_hang_every_node_on_the_least_it_is_joined_to(edges: Edges) -> None:
    least = {node: node for edge in edges for node in edge}
    for _ in least:
        for a, b in edges:
            least[a] = least[b] = min(least[a], least[b])
    found = dict(components(LocalFlow.of(edges)).rows())
    assert found == {node: root for node, root in least.items() if node != root}

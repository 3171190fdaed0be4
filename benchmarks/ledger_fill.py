"""A generated ledger: invented reports of invented acts, written in bulk as adding would write them."""

import datetime
import random
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, select

from ledger_copies import multiply
from sayso import __version__
from sayso.ledger import tables as t
from sayso.ledger.codec import event_to_json, incident_to_json, report_to_json
from sayso.ledger.copying import put
from sayso.ledger.database import Ledger
from sayso.ledger.fingerprints import bands, signature
from sayso.ledger.holding import held
from sayso.ledger.identity import event_keys, incident_ref, report_identity, report_ref
from sayso.ledger.judging import judge
from sayso.ledger.rows import incident_row, party_rows, publisher_rows
from sayso.ledger.traits import own_blocks, traits
from sayso.ledger.words import searched
from sayso.ledger.words_index import WORDS
from sayso.model import (
    Account,
    Event,
    Figure,
    Mention,
    Outcome,
    Participant,
    Place,
    PlacePrecision,
    Realis,
    Record,
    Report,
    Span,
    Stance,
    TimeInterval,
    TimePrecision,
    Voice,
)
from sayso.model.incident import HeldEvent, Source

BEGAN = datetime.date(2012, 1, 1)
DAYS = [BEGAN + datetime.timedelta(days=n) for n in range(3650)]
KINDS = ("airstrike", "shelling", "bombing", "attack", "clash", "capture", "detention", "displacement", "aid", "talks")
TRUCE = ("agreed", "begun", "violated", "collapsed")
COUNTRIES = ("SYR", "IRQ", "YEM", "UKR", "SDN")
PARTIES = ("SYR-MIL", "RUS-MIL", "islamic-state", "SYR-REB", "YEM-MIL", "houthis", "UKR-MIL", "SDN-MIL", "sdf", "CIV")
PLACES = [
    (f"Place {n}", COUNTRIES[n % len(COUNTRIES)], 10 + (n * 7 % 300) / 10, 20 + (n * 13 % 500) / 10) for n in range(400)
]
VOICES = (
    ("the Syrian Observatory for Human Rights", "sohr"),
    ("the army", "SYR-MIL"),
    ("residents", "CIV"),
    ("", "outlet"),
)
JUDGED = 20_000  # a larger ledger is made of copies of one of so many events
BATCH = 2_000  # reports written in one transaction


def invented_report(dice: random.Random, name: str) -> Record:
    """Return a record of one to thirteen acts that never took place."""
    day = dice.choice(DAYS)
    sentences, events, at = [], [], 0
    for n in range(dice.randint(1, 13)):
        sentence, event = _act(dice, day, at, f"e{n + 1}")
        sentences.append(sentence)
        events.append(event)
        at += len(sentence) + 1
    publisher = f"paper-{dice.randrange(40)}"
    report = Report("\n".join(sentences), id=name, publisher=publisher, published=day, title=sentences[0][:60])
    return Record(report, (), tuple(events))


def _act(dice: random.Random, day: datetime.date, at: int, name: str) -> tuple[str, Event]:
    place, country, lat, lon = PLACES[int(len(PLACES) * dice.random() ** 2)]  # most is told of few places
    kind, low = dice.choice(KINDS), dice.choice((1, 2, 3, 5, 8, 12, 20, 41))
    happened = day - datetime.timedelta(days=dice.choice((0, 0, 0, 1, 1, 2, 30)))
    agent, target, (voice, party) = dice.choice(PARTIES), dice.choice(PARTIES), dice.choice(VOICES)
    noise = " ".join(dice.choice(PLACES)[0].lower().replace(" ", "") for _ in range(6))
    sentence = f"{agent} {kind} on {target} at {place} killed {low} people, {voice or 'it'} said {noise}."
    span = Span(at, at + len(sentence))
    return sentence, Event(
        id=name,
        kind=kind,
        phase=dice.choice(TRUCE) if kind == "ceasefire" else "",
        realis=Realis.HAPPENED,
        mentions=(Mention(Span(at, at + len(agent) + 1 + len(kind)), span),),
        accounts=(Account(Voice(voice, party), Stance.ASSERTS, Stance.ASSERTS),),
        agent=Participant(agent, agent, span),
        target=Participant(target, target, span),
        place=Place(place, span, place, country, lat, lon, PlacePrecision.SETTLEMENT),
        time=TimeInterval("then", span, happened, happened, TimePrecision.DAY),
        figures=(Figure(Outcome.KILLED, low, low, "people", f"killed {low} people", span, voice or "outlet"),),
    )


def fill(ledger: Ledger, events: int) -> None:
    """Write reports with about so many events in all, each act an incident of its own; many of them as copies."""
    judged = min(events, JUDGED)
    _fill(ledger, judged)
    if events > judged:
        multiply(ledger, round(events / judged))


def _fill(ledger: Ledger, events: int) -> None:
    dice = random.Random(7)
    rows = _rows(dice, events)
    while batch := list(islice(rows, BATCH)):
        with ledger.writing() as connection:
            _write(connection, batch)
    if ledger.engine.dialect.name == "postgresql":
        _count_on(ledger)


def _count_on(ledger: Ledger) -> None:
    """Let PostgreSQL give new rows the ids after those written here, and take its figures of the tables."""
    with ledger.writing() as connection:
        for table in (t.report, t.version, t.incident, t.event):
            counter = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(counter, select(func.max(table.c.id)).scalar_subquery())))
        connection.exec_driver_sql("ANALYZE")


def _rows(dice: random.Random, events: int) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Yield for each report the rows of every table it needs; ids are counted here."""
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    version_id = event_id = incident_id = 0
    while event_id < events:
        version_id += 1
        record = invented_report(dice, f"old-{version_id}")
        report = record.report
        identity = report_identity(report)
        ref, group = report_ref(identity), "t" + report.sha256[:12]
        source = Source(ref, 1, report.publisher, report.title, "", report.published, "", report.sha256, group)
        sketch = signature(report.text)
        found: dict[str, list[dict[str, Any]]] = {table.name: [] for table in t.metadata.sorted_tables}
        found["words"] = []
        found["report"] = [{"id": version_id, "ref": ref, "identity": identity, "added_at": now}]
        found["version"] = [_version(record, version_id, group, sketch.to_bytes(), now)]
        found["band"] = [{"band": key, "version_id": version_id} for key in bands(sketch)]
        for event, key in zip(record.events, event_keys(ref, report.sha256, record.events), strict=True):
            event_id += 1
            incident_id += 1
            body, known = event_to_json(event), traits(event, key, ref, report.text, report.published)
            telling = held(key, event, source, report.text)
            incident = judge(incident_ref(key), [telling])
            found["event"].append(
                {
                    "id": event_id,
                    "key": key,
                    "version_id": version_id,
                    "incident_id": incident_id,
                    "passed": False,
                    "traits": known.to_json(),
                    "body": body,
                }
            )
            found["block"] += [{"block": b, "event_id": event_id} for b in sorted(set(own_blocks(known)))]
            _incident(found, telling, incident, incident_id, now)
            found["words"].append({"rowid": incident_id, "words": searched(incident)})
        yield found


def _version(record: Record, row: int, group: str, sketch: bytes, now: datetime.datetime) -> dict[str, Any]:
    report = record.report
    return {
        "id": row,
        "report_id": row,
        "number": 1,
        "live": True,
        "added_at": now,
        "reader": __version__,
        "own_id": report.id,
        "sha256": report.sha256,
        "raw_sha256": "",
        "publisher": report.publisher,
        "published": report.published,
        "title": report.title,
        "url": "",
        "agency": "",
        "text_group": group,
        "signature": sketch,
        "body": report_to_json(report, record.statements),
    }


def _incident(
    found: dict[str, list[dict[str, Any]]], telling: HeldEvent, incident: Any, row: int, now: datetime.datetime
) -> None:
    shown = incident_row(incident)
    stamp = {"founder": telling.key, "redirect_id": None, "opened_at": now, "changed_at": now, "reviewed": ""}
    found["incident"].append({"id": row, "ref": incident.id, **stamp, **shown})
    found["incident_party"] += [{"incident_id": row, **party} for party in party_rows(incident)]
    found["incident_publisher"] += [{"incident_id": row, **one} for one in publisher_rows(incident)]
    change = {"what": "new", "before": "", "after": incident.summary, "why": incident.why}
    found["history"].append(
        {
            "incident_id": row,
            "number": 1,
            "held_from": now,
            "cause": "generated",
            "changes": [change],
            "state": incident_to_json(incident),
            "redirect": "",
        }
    )


def _write(connection: Connection, batch: Iterable[dict[str, list[dict[str, Any]]]]) -> None:
    together: dict[str, list[dict[str, Any]]] = {}
    for rows in batch:
        for name, some in rows.items():
            together.setdefault(name, []).extend(some)
    for table in _order():
        put(connection, table, together.get(table.name, ()))
    put(connection, WORDS, together["words"])


def _order() -> list[Table]:
    first = [t.report, t.version, t.band, t.incident, t.event, t.block]
    return [*first, t.incident_party, t.incident_publisher, t.history]

"""From one cleaning of the same bytes to the next: an event that both texts tell is one event, whatever was cut off.

The old version stays with its events. Each of them is tied to the one that takes its place in the new text, so that
both are of one incident, and what people said of it goes on to stand.
"""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from sqlalchemy import Connection, bindparam, delete, insert, select

from sayso.ledger import tables as t
from sayso.ledger.codec import event_from_json
from sayso.ledger.succession import successors
from sayso.model import Event, Span

# Points between an event and its successor: more than any two tellings can have by their likeness.
TIED = 20.0
_own = t.version.alias("own")
_OTHERS = (
    select(t.version.c.id)
    .join(_own, (_own.c.report_id == t.version.c.report_id) & (_own.c.raw_sha256 == t.version.c.raw_sha256))
    .where(
        _own.c.id == bindparam("version"),
        _own.c.raw_sha256 != "",
        t.version.c.id != _own.c.id,
        t.version.c.read_at.is_not(None),
    )
    .order_by(t.version.c.id)
)
_TEXTS = select(t.version.c.id, t.version.c.body["report"]["text"].as_string().label("text")).where(
    t.version.c.id.in_(bindparam("wanted", expanding=True))
)


def carry(connection: Connection, version_id: int) -> set[int]:
    """Tie the events of a version to those of the other versions made of the same bytes; return the events tied."""
    others = connection.scalars(_OTHERS, {"version": version_id}).all()
    if not others:
        return set()
    texts = {row.id: row.text for row in connection.execute(_TEXTS, {"wanted": [version_id, *others]})}
    new = _events(connection, version_id)
    tied: set[int] = set()
    for other in others:
        old = _events(connection, other)
        ids = {key: row for found in (old, new) for key, (row, _event) in found.items()}
        lines = list(_common(texts[other], texts[version_id]))
        moved = {key: there for key, (_row, event) in old.items() if (there := _moved(event, lines))}
        for new_key, old_key in successors(moved, {key: event for key, (_row, event) in new.items()}).items():
            a, b = sorted((ids[new_key], ids[old_key]))
            connection.execute(delete(t.link).where(t.link.c.a_id == a, t.link.c.b_id == b))
            connection.execute(insert(t.link).values(a_id=a, b_id=b, points=TIED))
            tied |= {a, b}
    return tied


def _events(connection: Connection, version_id: int) -> dict[str, tuple[int, Event]]:
    e = t.event.c
    rows = connection.execute(select(e.id, e.key, e.body).where(e.version_id == version_id, ~e.passed))
    return {row.key: (row.id, event_from_json(row.body)) for row in rows}


def _moved(event: Event, lines: Sequence[tuple[int, int, int]]) -> Event | None:
    """Return an event of the old text with its mentions where the new text has their lines; None where it has none."""
    mentions = []
    for mention in event.mentions:
        at = mention.trigger
        shifts = (after - before for before, after, length in lines if before <= at.start and at.end <= before + length)
        shift = next(shifts, None)
        if shift is not None:
            mentions.append(replace(mention, trigger=_by(shift, at), clause=_by(shift, mention.clause)))
    return replace(event, mentions=tuple(mentions)) if mentions else None


def _by(shift: int, span: Span) -> Span:
    return Span(max(span.start + shift, 0), max(span.end + shift, 0))


def _common(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """Yield the lines that two texts share: where in the old, where in the new, how many characters."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts, others = ([0, *accumulate(map(len, lines))] for lines in (before, after))
    matcher = difflib.SequenceMatcher(None, [x.strip() for x in before], [x.strip() for x in after], autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        for n in range(size):
            yield starts[a + n], others[b + n], len(before[a + n])

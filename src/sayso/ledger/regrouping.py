"""Grouping texts: versions that are one text, found by an index of their shingles, share a group."""

from sqlalchemy import Connection, bindparam, or_, select, update

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.copying import put
from sayso.ledger.fingerprints import Signature, alike, bands, is_reprint, signature
from sayso.ledger.holding import texts_of
from sayso.model import Report

# From this estimate on two texts are compared word by word.
PROMISING = 0.1


_NEAR = select(t.version.c.id, t.version.c.signature, t.version.c.sha256).where(
    t.version.c.id.in_(select(t.band.c.version_id).where(among(t.band.c.band, "keys")).distinct())
)
_SIGN = update(t.version).where(t.version.c.id == bindparam("row")).values(signature=bindparam("sketch"))
_MEMBERS = select(t.version.c.id, t.version.c.sha256, t.version.c.text_group).where(among(t.version.c.id, "members"))
_LABEL = update(t.version).where(among(t.version.c.id, "stale")).values(text_group=bindparam("label"))
_TOLD = select(t.event.c.id).where(among(t.event.c.version_id, "stale"))
_PAIRS = select(t.reprint.c.a_id, t.reprint.c.b_id).where(
    or_(
        among(t.reprint.c.a_id, "edge"),
        among(t.reprint.c.b_id, "edge"),
    )
)


def group_texts(connection: Connection, version_id: int, text: str) -> set[int]:
    """Find the texts that this version repeats, give all of them one group, and return the events this concerns."""
    mine = signature(text)
    keys = bands(mine)
    near = {
        row.id: row.sha256
        for row in connection.execute(_NEAR, {"keys": list(keys)})
        if alike(mine, Signature.from_bytes(row.signature)) >= PROMISING
    }
    same = [row for row, other in texts_of(connection, near).items() if is_reprint(text, other)]
    put(connection, t.band, [{"band": key, "version_id": version_id} for key in keys])
    put(connection, t.reprint, [{"a_id": min(i, version_id), "b_id": max(i, version_id)} for i in sorted(same)])
    connection.execute(_SIGN, {"row": version_id, "sketch": mine.to_bytes()})
    members = _component(connection, version_id)
    rows = connection.execute(_MEMBERS, {"members": list(members)}).all()
    label = "t" + min(row.sha256 for row in rows)[:12]
    stale = [row.id for row in rows if row.text_group != label]
    connection.execute(_LABEL, {"stale": stale, "label": label})
    return set(connection.scalars(_TOLD, {"stale": stale}))


def _component(connection: Connection, version_id: int) -> set[int]:
    """Return the versions that are one text with this one, directly or through others."""
    found, edge = {version_id}, {version_id}
    while edge:
        edge = {i for pair in connection.execute(_PAIRS, {"edge": list(edge)}) for i in pair} - found
        found |= edge
    return found


def reprints_of(connection: Connection, report: Report) -> list[str]:
    """Return the ids of the reports whose text is one with this text, apart from itself."""
    groups = select(t.version.c.text_group).where(t.version.c.sha256 == report.sha256)
    query = select(t.report.c.ref).join(t.version).where(t.version.c.text_group.in_(groups)).distinct()
    return sorted(connection.scalars(query))

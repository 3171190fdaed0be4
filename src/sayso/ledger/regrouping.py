"""Grouping texts: versions that are one text, found by an index of their shingles, share a group.

However often a text is printed, one more copy costs the same: it is compared until one text of a group is found to be
its own, and is put under a key of the index only where few of its group are under it already.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.copying import put
from sayso.ledger.fingerprints import Signature, alike, bands, is_reprint, signature
from sayso.ledger.holding import texts_of
from sayso.model import Report

# From this estimate on two texts are compared word by word.
PROMISING = 0.1
# So many texts of one group stand under a key of the index for all of them.
STAND = 8


_NEAR = select(t.version.c.id, t.version.c.signature, t.version.c.sha256, t.version.c.text_group).where(
    t.version.c.id.in_(select(t.band.c.version_id).where(among(t.band.c.band, "keys")).distinct())
)
_HOLDERS = (
    select(t.band.c.band)
    .join(t.version, t.version.c.id == t.band.c.version_id)
    .where(among(t.band.c.band, "keys"), among(t.version.c.text_group, "groups"))
    .group_by(t.band.c.band)
    .having(func.count() >= STAND)
)
_SIGN = (
    update(t.version)
    .where(t.version.c.id == bindparam("row"))
    .values(signature=bindparam("sketch"), text_group=bindparam("label"))
)
_STALE = select(t.version.c.id).where(
    among(t.version.c.text_group, "groups"), t.version.c.text_group != bindparam("to")
)
_LABEL = update(t.version).where(among(t.version.c.id, "stale")).values(text_group=bindparam("label"))
_TOLD = select(t.event.c.id).where(among(t.event.c.version_id, "stale"))


def group_texts(connection: Connection, version_id: int, text: str, sha256: str) -> set[int]:
    """Find the texts that this version repeats, give all of them one group, and return the events this concerns.

    `sha256` is the digest of the text. A group is named by the least digest in it, whatever came first.
    """
    mine = signature(text)
    keys = bands(mine)
    same = _same(connection, text, mine, keys)
    groups = sorted(same)
    full = set(connection.scalars(_HOLDERS, {"keys": list(keys), "groups": groups})) if same else set[str]()
    put(connection, t.band, [{"band": key, "version_id": version_id} for key in keys if key not in full])
    pairs = [{"a_id": min(i, version_id), "b_id": max(i, version_id)} for i in sorted(same.values())]
    put(connection, t.reprint, pairs)
    label = min(["t" + sha256[:12], *groups])
    connection.execute(_SIGN, {"row": version_id, "sketch": mine.to_bytes(), "label": label})
    stale = connection.scalars(_STALE, {"groups": groups, "to": label}).all() if same else []
    if not stale:
        return set()
    connection.execute(_LABEL, {"stale": stale, "label": label})
    return set(connection.scalars(_TOLD, {"stale": stale}))


def _same(connection: Connection, text: str, mine: Signature, keys: Collection[str]) -> dict[str, int]:
    """Return the groups of the texts that a text repeats, each with the version that shows it.

    The likest of each group are compared first: one that is the same text settles it.
    """
    near: dict[str, list[tuple[float, Any]]] = {}
    for row in connection.execute(_NEAR, {"keys": list(keys)}):
        likeness = alike(mine, Signature.from_bytes(row.signature))
        if likeness >= PROMISING:
            near.setdefault(row.text_group, []).append((likeness, row))
    found = {}
    for group, rows in near.items():
        shown = _first_same(connection, text, [row for _, row in sorted(rows, key=lambda one: (-one[0], one[1].id))])
        if shown is not None:
            found[group] = shown
    return found


def _first_same(connection: Connection, text: str, rows: Sequence[Any]) -> int | None:
    for row in rows:
        [other] = texts_of(connection, {row.id: row.sha256}).values()
        if is_reprint(text, other):
            return int(row.id)
    return None


def reprints_of(connection: Connection, report: Report) -> list[str]:
    """Return the ids of the reports whose text is one with this text, apart from itself."""
    groups = select(t.version.c.text_group).where(t.version.c.sha256 == report.sha256)
    query = select(t.report.c.ref).join(t.version).where(t.version.c.text_group.in_(groups)).distinct()
    return sorted(connection.scalars(query))

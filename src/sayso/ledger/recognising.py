"""Recognising: a file without an address that was added before is the same report, whatever intake makes of it now."""

from sqlalchemy import Connection, bindparam, select

from sayso.ledger import tables as t
from sayso.ledger.database import Ledger
from sayso.ledger.identity import report_identity
from sayso.ledger.tables_captures import capture
from sayso.model import Report

# What holds one report a file. Of what may hold several, the bytes do not tell which one it is.
_SINGLE = ("text/plain", "text/html", "application/pdf")
_HELD = select(t.report.c.id).where(t.report.c.identity == bindparam("identity"))
_SAME_BYTES = (
    select(t.report.c.identity, t.version.c.own_id, t.version.c.sha256)
    .join(t.version, t.version.c.report_id == t.report.c.id)
    .join(capture, capture.c.version_id == t.version.c.id)
    .where(
        capture.c.sha256 == bindparam("digest"),
        t.version.c.url == "",
        t.version.c.publisher == bindparam("publisher"),
    )
    .distinct()
)


def known_as(ledger: Ledger, report: Report) -> str:
    """Return the identity under which the ledger has a report, or that under which it would be added."""
    with ledger.reading() as connection:
        return identity_in(connection, report)


def identity_in(connection: Connection, report: Report) -> str:
    """As `known_as`, within a transaction.

    A report that has no address and no id of its own is named by its text; where that text is not known but its very
    bytes are, of the same publisher and of one report only, it is that report.
    """
    identity = report_identity(report)
    named = bool(report.url) or not _made_of_text(report.id, report.sha256)
    if named or not report.raw_sha256 or report.is_entry or report.capture is None:
        return identity
    if report.capture.media_type not in _SINGLE or connection.execute(_HELD, {"identity": identity}).first():
        return identity
    rows = connection.execute(_SAME_BYTES, {"digest": report.raw_sha256, "publisher": report.publisher}).all()
    found = {row.identity for row in rows}
    return found.pop() if len(found) == 1 and all(_made_of_text(row.own_id, row.sha256) for row in rows) else identity


def _made_of_text(own_id: str, sha256: str) -> bool:
    return sha256.startswith(own_id)

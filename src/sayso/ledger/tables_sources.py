"""The tables of what is watched: sources with their health, and every address that they have listed.

The second is the queue too: an address is kept as waiting in the transaction that keeps the listing's ETag, so that
nothing listed is lost however the watcher ends.
"""

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Integer, String, Table, Text

from sayso.ledger.tables import Number, metadata

source = Table(
    "source",
    metadata,
    Column("id", Number, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("kind", String(10), nullable=False),  # feed, sitemap, index
    Column("url", Text, nullable=False),
    Column("publisher", Text, nullable=False, server_default=""),
    Column("owner", Text, nullable=False, server_default=""),
    Column("language", String(10), nullable=False, server_default=""),
    Column("every", Integer, nullable=False),  # seconds
    Column("watched", Integer, nullable=False, server_default="1"),  # 0 once it is no longer in the file
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("parts", JSON, nullable=False),  # of a sitemap of sitemaps: what was last known of each, by address
    Column("checked_at", DateTime(timezone=True)),
    Column("succeeded_at", DateTime(timezone=True)),
    Column("next_at", DateTime(timezone=True)),
    Column("failures", Integer, nullable=False, server_default="0"),  # one after the other, up to now
    Column("error", Text, nullable=False, server_default=""),  # of the last failure; empty after a success
    Column("error_at", DateTime(timezone=True)),
)

# An address that a source has listed. `marker` is what the listing said of its last change.
listed = Table(
    "listed",
    metadata,
    Column("id", Number, primary_key=True),
    Column("identity", Text, nullable=False, unique=True),  # the address without what only tracks readers
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("marker", String(100), nullable=False, server_default=""),
    Column("said", JSON, nullable=False),  # what the listing says of the report: day, title
    Column("state", String(10), nullable=False),  # waiting, read, known, unread, failed
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("raw_sha256", String(64), nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_at", DateTime(timezone=True), nullable=False),
    Column("fetched_at", DateTime(timezone=True)),
    Column("error", Text, nullable=False, server_default=""),
    Index("ix_listed_source_state", "source_id", "state", "next_at"),
)

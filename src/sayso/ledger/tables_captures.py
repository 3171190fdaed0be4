"""The tables of raw bytes: what the versions of reports came from, and the runs that read them again."""

from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, String, Table, Text

from sayso.ledger.tables import Document, Number, metadata

# Raw bytes, compressed; the same bytes once, however many reports came from them.
raw = Table(
    "raw",
    metadata,
    Column("sha256", String(64), primary_key=True),  # of the bytes as they came
    Column("size", Integer, nullable=False),  # in bytes, before compression
    Column("coding", String(8), nullable=False),  # "zlib"
    Column("body", LargeBinary, nullable=False),
)

# How the bytes of a version were come by; the canonical address is that of the version.
capture = Table(
    "capture",
    metadata,
    Column("id", Number, primary_key=True),
    Column("version_id", ForeignKey("version.id"), nullable=False, index=True),
    Column("sha256", ForeignKey("raw.sha256"), nullable=False, index=True),
    Column("captured_at", DateTime(timezone=True)),  # when the source gave them, where that is known
    Column("kept_at", DateTime(timezone=True), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("url", Text, nullable=False),  # the address asked for
    Column("status", Integer),  # of an HTTP answer
    Column("headers", Document, nullable=False),  # [["content-type", "text/html"], ...]
    Column("given", Document, nullable=False),  # what the caller said of the report, over what it says of itself
)

# Runs of `sayso reread`; one without an end was stopped, and goes on from where it was.
rereading = Table(
    "rereading",
    metadata,
    Column("id", Number, primary_key=True),
    Column("asked", Text, nullable=False),  # its filters
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
)

"""The tables of the ledger. `migrations/` makes them; a test holds the two against each other.

Nothing that a report said is ever changed or deleted: versions, events and history only grow, and rows that are passed
are marked so. What is held now about an incident is in `incident`, what was held before in `history`.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts rows up only for INTEGER PRIMARY KEY
Document = JSON().with_variant(JSONB(), "postgresql")

# One published page or story, whatever its versions.
report = Table(
    "report",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ref", String(20), nullable=False, unique=True),  # permanent address
    Column("identity", Text, nullable=False, unique=True),  # its address on the web, or publisher and id
    Column("added_at", DateTime(timezone=True), nullable=False),
)

# One text of a report, kept whole; `live` is false once a newer version has taken its place.
version = Table(
    "version",
    metadata,
    Column("id", Number, primary_key=True),
    Column("report_id", ForeignKey("report.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("reader", String(40), nullable=False),  # the version of sayso that read it
    Column("own_id", Text, nullable=False),  # the id it came with
    Column("sha256", String(64), nullable=False, index=True),
    Column("raw_sha256", String(64), nullable=False),
    Column("publisher", Text, nullable=False, index=True),
    Column("published", Date, index=True),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("text_group", String(20), nullable=False, index=True),  # the same for reports that are one text
    Column("signature", LargeBinary, nullable=False),  # MinHash of its shingles
    Column("body", Document, nullable=False),  # the report and its statements, as `sayso read --format jsonl` has them
    Column("language", String(20), nullable=False, server_default="en"),  # of the text
    # In a language that is not read: it waits for a translation, or for a newer text of its report.
    Column("unread", Boolean, nullable=False, server_default=false()),
    Column("read_at", DateTime(timezone=True), index=True),  # the last time; empty for what never was
    Index(
        "ix_version_unread",
        "language",
        "publisher",
        "id",
        sqlite_where=text("unread = 1"),
        postgresql_where=text("unread"),
    ),
    UniqueConstraint("report_id", "sha256"),
    UniqueConstraint("report_id", "number"),
)

# Where near-identical texts are looked up: versions that share a band may be one text.
band = Table(
    "band",
    metadata,
    Column("band", String(40), primary_key=True),
    Column("version_id", ForeignKey("version.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# Pairs of versions that are one text.
reprint = Table(
    "reprint",
    metadata,
    Column("a_id", ForeignKey("version.id"), primary_key=True),
    Column("b_id", ForeignKey("version.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

incident = Table(
    "incident",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ref", String(20), nullable=False, unique=True),  # permanent address
    Column("founder", String(20), nullable=False, unique=True),  # key of its first event: whoever holds it keeps the id
    Column("redirect_id", ForeignKey("incident.id")),  # set once it has become part of another
    Column("yields_id", ForeignKey("incident.id")),  # where both are one act that other's id stays: a reviewer said so
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("status", String(16), nullable=False),
    Column("realis", String(12), nullable=False),
    Column("start_day", Date),
    Column("end_day", Date),
    Column("country", String(3), nullable=False),
    Column("place", Text, nullable=False),  # as `traits.place_key` writes it
    Column("lat", Float),
    Column("lon", Float),
    Column("weight", Float, nullable=False),  # people killed and hurt, and voices: what a reviewer looks at first
    Column("doubt", Float, nullable=False),  # how unsure the machine is of it
    Column("reviewed", String(12), nullable=False, server_default=""),  # "", "accepted" or "rejected"
    Column("awaits", Boolean, nullable=False, server_default=true()),  # a reviewer: not seen yet, or changed since
    Column("turn", Float, nullable=False, server_default="0"),  # minus doubt times weight: the least comes first
    Column("state", Document),  # the incident whole; empty once it is redirected
    Index("ix_incident_day", "start_day", "id"),
    # what lasts for more than a day
    Index(
        "ix_incident_long",
        "end_day",
        sqlite_where=text("end_day > start_day"),
        postgresql_where=text("end_day > start_day"),
    ),
    Index("ix_incident_kind", "kind", "start_day", "id"),
    Index("ix_incident_status", "status", "start_day", "id"),
    Index("ix_incident_country", "country", "start_day", "id"),
    Index("ix_incident_place", "place", "start_day", "id"),
    Index("ix_incident_changed", "changed_at", "id"),
    Index("ix_incident_queue", "awaits", "turn", "id", "redirect_id", "reviewed"),  # also counts it without the rows
    Index("ix_incident_reviewed", "reviewed", "turn", "id"),
    Index("ix_incident_shown", "redirect_id", "reviewed"),
)

incident_party = Table(
    "incident_party",
    metadata,
    Column("party", String(80), primary_key=True),
    Column("incident_id", ForeignKey("incident.id"), primary_key=True, index=True),
    Column("start_day", Date),
    sqlite_with_rowid=False,
)

incident_publisher = Table(
    "incident_publisher",
    metadata,
    Column("publisher", String(200), primary_key=True),
    Column("incident_id", ForeignKey("incident.id"), primary_key=True, index=True),
    Column("start_day", Date),
    sqlite_with_rowid=False,
)

# One event of one version of a report; `traits` are what it is compared by.
event = Table(
    "event",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", String(20), nullable=False, unique=True),
    Column("version_id", ForeignKey("version.id"), nullable=False, index=True),
    Column("incident_id", ForeignKey("incident.id"), index=True),
    Column("passed", Boolean, nullable=False),  # true once a new reading no longer finds it
    Column("traits", Document, nullable=False),
    Column("body", Document, nullable=False),
)

block = Table(
    "block",
    metadata,
    Column("block", String(60), primary_key=True),
    Column("event_id", ForeignKey("event.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Pairs of events held to be of one act, with their points.
link = Table(
    "link",
    metadata,
    Column("a_id", ForeignKey("event.id"), primary_key=True),
    Column("b_id", ForeignKey("event.id"), primary_key=True, index=True),
    Column("points", Float, nullable=False),
    sqlite_with_rowid=False,
)

# What was held of an incident, from when to when; `held_to` is empty for what is held now.
history = Table(
    "history",
    metadata,
    Column("id", Number, primary_key=True),
    Column("incident_id", ForeignKey("incident.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("held_from", DateTime(timezone=True), nullable=False),
    Column("held_to", DateTime(timezone=True)),
    Column("cause", Text, nullable=False),  # "report r12ab34 added", "review 7"
    Column("changes", Document, nullable=False),  # [{"field", "before", "after", "why"}]
    # Empty where the incident became part of another (`redirect` then names it) and where no day ended with it.
    Column("state", Document),
    Column("redirect", String(20), nullable=False, server_default=""),
    UniqueConstraint("incident_id", "number"),
    Index("ix_history_held_from", "held_from", "id"),  # the feed
)

# Everything a human did: the audit log. Never changed but for `undone_by`. `undoes` is the act that an undo took back,
# `reply_to` the comment that a comment answers.
review = Table(
    "review",
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("who", String(100), nullable=False),
    Column("action", String(20), nullable=False),
    Column("incident_id", ForeignKey("incident.id"), index=True),
    Column("field", String(40), nullable=False, server_default=""),
    Column("before", Document),
    Column("after", Document),
    Column("note", Text, nullable=False, server_default=""),
    Column("undone_by", ForeignKey("review.id")),
    Column("undoes", ForeignKey("review.id")),
    Column("reply_to", ForeignKey("review.id")),
    Index("ix_review_who", "who", "id"),
)

# Every incident that an act of a reviewer was about: several where incidents were merged or split.
concern = Table(
    "concern",
    metadata,
    Column("incident_id", ForeignKey("incident.id"), primary_key=True),
    Column("review_id", ForeignKey("review.id"), primary_key=True, index=True),
)

# Pairs of events that a reviewer has said are of one act, or are not. What is said later goes before what was said
# earlier, and what was said in an act that is undone counts for nothing: `rulings.py`.
ruling = Table(
    "ruling",
    metadata,
    Column("a_id", ForeignKey("event.id"), primary_key=True),
    Column("b_id", ForeignKey("event.id"), primary_key=True, index=True),
    Column("together", Boolean, nullable=False),
    Column("review_id", ForeignKey("review.id"), primary_key=True, index=True),
)

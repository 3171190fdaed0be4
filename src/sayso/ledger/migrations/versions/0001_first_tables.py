"""The first tables of the ledger."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("founder", sa.String(length=20), nullable=False),
        sa.Column("redirect_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("realis", sa.String(length=12), nullable=False),
        sa.Column("start_day", sa.Date(), nullable=True),
        sa.Column("end_day", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("doubt", sa.Float(), nullable=False),
        sa.Column("reviewed", sa.String(length=12), server_default="", nullable=False),
        sa.Column(
            "state", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True
        ),
        sa.ForeignKeyConstraint(["redirect_id"], ["incident.id"], name=op.f("fk_incident_redirect_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("founder", name=op.f("uq_incident_founder")),
        sa.UniqueConstraint("ref", name=op.f("uq_incident_ref")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index("ix_incident_changed", ["changed_at", "id"], unique=False)
        batch_op.create_index("ix_incident_country", ["country", "start_day", "id"], unique=False)
        batch_op.create_index("ix_incident_day", ["start_day", "id"], unique=False)
        batch_op.create_index("ix_incident_kind", ["kind", "start_day", "id"], unique=False)
        batch_op.create_index("ix_incident_place", ["place", "start_day", "id"], unique=False)
        batch_op.create_index("ix_incident_queue", ["reviewed", "doubt", "weight", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_redirect_id"), ["redirect_id"], unique=False)
        batch_op.create_index("ix_incident_status", ["status", "start_day", "id"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("identity", name=op.f("uq_report_identity")),
        sa.UniqueConstraint("ref", name=op.f("uq_report_ref")),
    )
    op.create_table(
        "history",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column(
            "changes", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column(
            "state", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True
        ),
        sa.Column("redirect", sa.String(length=20), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_history_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
        sa.UniqueConstraint("incident_id", "number", name=op.f("uq_history_incident_id_number")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_held_from"), ["held_from"], unique=False)

    op.create_table(
        "incident_party",
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("start_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_party_incident_id")),
        sa.PrimaryKeyConstraint("party", "incident_id", name=op.f("pk_incident_party")),
    )
    with op.batch_alter_table("incident_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_party_incident_id"), ["incident_id"], unique=False)

    op.create_table(
        "incident_publisher",
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("start_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_publisher_incident_id")),
        sa.PrimaryKeyConstraint("publisher", "incident_id", name=op.f("pk_incident_publisher")),
    )
    with op.batch_alter_table("incident_publisher", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_publisher_incident_id"), ["incident_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("field", sa.String(length=40), server_default="", nullable=False),
        sa.Column(
            "before", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True
        ),
        sa.Column(
            "after", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=True
        ),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("undone_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_review_incident_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["review.id"], name=op.f("fk_review_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_incident_id"), ["incident_id"], unique=False)

    op.create_table(
        "version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reader", sa.String(length=40), nullable=False),
        sa.Column("own_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("raw_sha256", sa.String(length=64), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("text_group", sa.String(length=20), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column(
            "body", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_version_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_version_report_id_number")),
        sa.UniqueConstraint("report_id", "sha256", name=op.f("uq_version_report_id_sha256")),
    )
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_published"), ["published"], unique=False)
        batch_op.create_index(batch_op.f("ix_version_publisher"), ["publisher"], unique=False)
        batch_op.create_index(batch_op.f("ix_version_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_version_text_group"), ["text_group"], unique=False)

    op.create_table(
        "band",
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_band_version_id")),
        sa.PrimaryKeyConstraint("band", "version_id", name=op.f("pk_band")),
    )
    with op.batch_alter_table("band", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_band_version_id"), ["version_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column(
            "traits", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column(
            "body", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_event_incident_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_event_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("key", name=op.f("uq_event_key")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_version_id"), ["version_id"], unique=False)

    op.create_table(
        "reprint",
        sa.Column("a_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("b_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["a_id"], ["version.id"], name=op.f("fk_reprint_a_id")),
        sa.ForeignKeyConstraint(["b_id"], ["version.id"], name=op.f("fk_reprint_b_id")),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_reprint")),
    )
    with op.batch_alter_table("reprint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reprint_b_id"), ["b_id"], unique=False)

    op.create_table(
        "block",
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_block_event_id")),
        sa.PrimaryKeyConstraint("block", "event_id", name=op.f("pk_block")),
    )
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_block_event_id"), ["event_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("a_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("b_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["a_id"], ["event.id"], name=op.f("fk_link_a_id")),
        sa.ForeignKeyConstraint(["b_id"], ["event.id"], name=op.f("fk_link_b_id")),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_b_id"), ["b_id"], unique=False)

    op.create_table(
        "ruling",
        sa.Column("a_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("b_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("review_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["a_id"], ["event.id"], name=op.f("fk_ruling_a_id")),
        sa.ForeignKeyConstraint(["b_id"], ["event.id"], name=op.f("fk_ruling_b_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_ruling_review_id")),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_ruling")),
    )
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ruling_b_id"), ["b_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ruling_review_id"), ["review_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ruling_review_id"))
        batch_op.drop_index(batch_op.f("ix_ruling_b_id"))

    op.drop_table("ruling")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_b_id"))

    op.drop_table("link")
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_block_event_id"))

    op.drop_table("block")
    with op.batch_alter_table("reprint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reprint_b_id"))

    op.drop_table("reprint")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_version_id"))
        batch_op.drop_index(batch_op.f("ix_event_incident_id"))

    op.drop_table("event")
    with op.batch_alter_table("band", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_band_version_id"))

    op.drop_table("band")
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_text_group"))
        batch_op.drop_index(batch_op.f("ix_version_sha256"))
        batch_op.drop_index(batch_op.f("ix_version_publisher"))
        batch_op.drop_index(batch_op.f("ix_version_published"))

    op.drop_table("version")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_incident_id"))

    op.drop_table("review")
    with op.batch_alter_table("incident_publisher", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_publisher_incident_id"))

    op.drop_table("incident_publisher")
    with op.batch_alter_table("incident_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_party_incident_id"))

    op.drop_table("incident_party")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_history_held_from"))

    op.drop_table("history")
    op.drop_table("report")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index("ix_incident_status")
        batch_op.drop_index(batch_op.f("ix_incident_redirect_id"))
        batch_op.drop_index("ix_incident_queue")
        batch_op.drop_index("ix_incident_place")
        batch_op.drop_index("ix_incident_kind")
        batch_op.drop_index("ix_incident_day")
        batch_op.drop_index("ix_incident_country")
        batch_op.drop_index("ix_incident_changed")

    op.drop_table("incident")

"""Raw bytes of reports, reports not read yet for their language, runs that read again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "raw",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("coding", sa.String(length=8), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_raw")),
    )
    op.create_table(
        "capture",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("captured_at", WHEN, nullable=True),
        sa.Column("kept_at", WHEN, nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", DOCUMENT, nullable=False),
        sa.Column("given", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_capture_version_id")),
        sa.ForeignKeyConstraint(["sha256"], ["raw.sha256"], name=op.f("fk_capture_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
    )
    op.create_index("ix_capture_version_id", "capture", ["version_id"])
    op.create_index("ix_capture_sha256", "capture", ["sha256"])
    op.create_table(
        "rereading",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("began_at", WHEN, nullable=False),
        sa.Column("ended_at", WHEN, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rereading")),
    )
    op.add_column("version", sa.Column("language", sa.String(length=20), server_default="en", nullable=False))
    op.add_column("version", sa.Column("unread", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("version", sa.Column("read_at", WHEN, nullable=True))
    op.execute("UPDATE version SET read_at = added_at")
    op.create_index(
        "ix_version_unread",
        "version",
        ["language", "publisher", "id"],
        sqlite_where=sa.text("unread = 1"),
        postgresql_where=sa.text("unread"),
    )
    op.create_index("ix_version_read_at", "version", ["read_at"])


def downgrade() -> None:
    op.drop_index("ix_version_read_at", "version")
    op.drop_index("ix_version_unread", "version")
    for name in ("read_at", "unread", "language"):
        op.drop_column("version", name)
    for name in ("rereading", "capture", "raw"):
        op.drop_table(name)

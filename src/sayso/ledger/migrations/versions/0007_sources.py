"""Sources that are watched, and the addresses that they have listed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        _text("publisher"),
        _text("owner"),
        sa.Column("language", sa.String(length=10), server_default="", nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("watched", sa.Integer(), server_default="1", nullable=False),
        _text("etag"),
        _text("last_modified"),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("checked_at", WHEN, nullable=True),
        sa.Column("succeeded_at", WHEN, nullable=True),
        sa.Column("next_at", WHEN, nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        _text("error"),
        sa.Column("error_at", WHEN, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "listed",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("source_id", NUMBER, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("marker", sa.String(length=100), server_default="", nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        _text("etag"),
        _text("last_modified"),
        sa.Column("raw_sha256", sa.String(length=64), server_default="", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", WHEN, nullable=False),
        sa.Column("fetched_at", WHEN, nullable=True),
        _text("error"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_listed_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed")),
        sa.UniqueConstraint("identity", name=op.f("uq_listed_identity")),
    )
    with op.batch_alter_table("listed", schema=None) as batch_op:
        batch_op.create_index("ix_listed_source_state", ["source_id", "state", "next_at"], unique=False)


def downgrade() -> None:
    for name in ("listed", "source"):
        op.drop_table(name)

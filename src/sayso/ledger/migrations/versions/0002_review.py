"""Review: a stored order of the queue, what acts of reviewers concern, and rulings that later ones go before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _add_reference("incident", "yields_id", "incident")
    op.add_column("incident", sa.Column("awaits", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("incident", sa.Column("turn", sa.Float(), server_default="0", nullable=False))
    incident = sa.table("incident", sa.column("turn"), sa.column("doubt"), sa.column("weight"))
    op.execute(incident.update().values(turn=-incident.c.doubt * incident.c.weight))
    op.drop_index("ix_incident_queue", "incident")
    op.drop_index("ix_incident_redirect_id", "incident")
    op.create_index("ix_incident_queue", "incident", ["awaits", "turn", "id"])
    op.create_index("ix_incident_reviewed", "incident", ["reviewed", "turn", "id"])
    op.create_index("ix_incident_shown", "incident", ["redirect_id", "reviewed"])

    _add_reference("review", "undoes", "review")
    _add_reference("review", "reply_to", "review")
    op.create_index("ix_review_who", "review", ["who", "id"])
    op.create_table(
        "concern",
        sa.Column("incident_id", NUMBER, nullable=False),
        sa.Column("review_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_concern_incident_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_concern_review_id")),
        sa.PrimaryKeyConstraint("incident_id", "review_id", name=op.f("pk_concern")),
    )
    op.create_index(op.f("ix_concern_review_id"), "concern", ["review_id"])

    op.drop_table("ruling")  # no sayso before this one wrote any
    op.create_table(
        "ruling",
        sa.Column("a_id", NUMBER, nullable=False),
        sa.Column("b_id", NUMBER, nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("review_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["a_id"], ["event.id"], name=op.f("fk_ruling_a_id")),
        sa.ForeignKeyConstraint(["b_id"], ["event.id"], name=op.f("fk_ruling_b_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_ruling_review_id")),
        sa.PrimaryKeyConstraint("a_id", "b_id", "review_id", name=op.f("pk_ruling")),
    )
    op.create_index(op.f("ix_ruling_b_id"), "ruling", ["b_id"])
    op.create_index(op.f("ix_ruling_review_id"), "ruling", ["review_id"])


def _add_reference(table: str, column: str, to: str) -> None:
    """Add a column that names a row of a table. In plain words, as SQLite would otherwise copy the whole table."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    name = f"fk_{table}_{column}"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT {name} REFERENCES {to} (id)")


def downgrade() -> None:
    raise NotImplementedError("what reviewers have done has no place in the older tables: go back to a copy")

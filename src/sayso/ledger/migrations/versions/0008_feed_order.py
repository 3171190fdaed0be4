"""The history in the order of the feed: what was kept in one transaction has one moment, and PostgreSQL sorted it."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_history_held_from", "history")
    op.create_index("ix_history_held_from", "history", ["held_from", "id"])


def downgrade() -> None:
    op.drop_index("ix_history_held_from", "history")
    op.create_index("ix_history_held_from", "history", ["held_from"])

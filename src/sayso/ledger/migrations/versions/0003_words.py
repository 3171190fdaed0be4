"""The index of words over the incidents, filled from what the ledger holds."""

from alembic import op

from sayso.ledger.words_index import drop_index, make_index

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_index(op.get_bind())


def downgrade() -> None:
    drop_index(op.get_bind())

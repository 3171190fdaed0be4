"""Tables of pairs without row numbers of their own on SQLite, which halves them; indexes for what is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PAIRS = ("band", "reprint", "incident_party", "incident_publisher", "block", "link")


def upgrade() -> None:
    op.drop_index("ix_band_version_id", "band")
    longer = sa.text("end_day > start_day")
    op.create_index("ix_incident_long", "incident", ["end_day"], sqlite_where=longer, postgresql_where=longer)
    _rebuild(" WITHOUT ROWID")


def downgrade() -> None:
    op.drop_index("ix_incident_long", "incident")
    _rebuild("")
    op.create_index("ix_band_version_id", "band", ["version_id"])


def _rebuild(ending: str) -> None:
    """Make each table again as it was written, with this ending, and its indexes; PostgreSQL has no such choice."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for name in _PAIRS:
        asked = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'index'"
        table, *indexes = [row[0] for row in connection.exec_driver_sql(asked, (name,))]
        made = table.rsplit(")", 1)[0].rstrip() + ")" + ending
        op.execute(f"ALTER TABLE {name} RENAME TO {name}_old")
        for index in indexes:
            op.execute(f"DROP INDEX {index.split()[2]}")
        op.execute(made)
        columns = ", ".join(row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})"))
        order = ", ".join(columns.split(", ")[:2])
        op.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM {name}_old ORDER BY {order}")  # noqa: S608 - names of ours
        op.execute(f"DROP TABLE {name}_old")
        for index in indexes:
            op.execute(index)

"""Runs the migrations of the ledger over the connection that `database.py` hands in."""

from alembic import context

from sayso.ledger import tables_access, tables_captures  # noqa: F401 - add their tables to the metadata
from sayso.ledger.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=False)
context.run_migrations()

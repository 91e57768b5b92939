"""What Alembic runs to migrate a vault. Open it to change how migrations run; `storage/schema.py` calls it.

The connection comes from the caller, who holds the write transaction and commits it.
"""

from __future__ import annotations

from alembic import context

from circumspect.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()

"""Version 2 of the vault: archives that were read, what stood in them, and the work list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "archive",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _ARCHIVE),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_archive"),
    )
    op.create_table(
        "activity",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _ACTIVITY),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_activity"),
        sa.UniqueConstraint("label", "id", name="uq_activity_label"),
        sa.ForeignKeyConstraint(["seen"], ["archive.number"], name="fk_activity_seen"),
    )
    op.create_index("ix_activity_kind", "activity", ["kind"])
    op.create_table(
        "item",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _ITEM),
        sa.PrimaryKeyConstraint("number", name="pk_item"),
        sa.ForeignKeyConstraint(["activity"], ["activity.number"], name="fk_item_activity", ondelete="CASCADE"),
        sa.UniqueConstraint("activity", "mark", name="uq_item_activity"),
        sqlite_autoincrement=True,  # the decision log names entries by number: none is given twice
    )
    op.create_index("ix_item_status", "item", ["status"])


_ARCHIVE = ("platform", "label", "layout", "files", "digest", "reader", "began", "ended", "coverage")
_ACTIVITY = ("label", "id", "kind", "platform", "part", "body", "digest", "reader")
_ITEM = ("mark", "rule", "severity", "body", "status", "note", "who", "changed")

"""Version 3 of the vault: texts in the making, with their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "draft",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("removed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_draft"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draft_version",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_draft_version"),
        sa.ForeignKeyConstraint(["draft"], ["draft.number"], name="fk_draft_version_draft", ondelete="CASCADE"),
    )
    op.create_index("ix_draft_version_draft", "draft_version", ["draft"])

"""Version 1 of the vault: clients, the people of their households, settings, the decision log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "client",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=name == "ended") for name in _CLIENT),
        sa.PrimaryKeyConstraint("number", name="pk_client"),
        sa.UniqueConstraint("id", name="uq_client_id"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=name == "tie") for name in ("tie", "given", "middle", "family")),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_person_client_id", ondelete="CASCADE"),
        sa.UniqueConstraint("client_id", "position", name="uq_person_client_id"),
    )
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alias"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_alias_person_id", ondelete="CASCADE"),
    )
    op.create_index("ix_alias_person_id", "alias", ["person_id"])
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("body", "previous", "hash", "signature")),
        sa.PrimaryKeyConstraint("number", name="pk_decision"),
    )
    op.create_table(
        "signing_key",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_signing_key"),
    )


_CLIENT = ("id", "standing", "ended", "place", "added", "changed", "source", "source_key")

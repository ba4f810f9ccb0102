"""Other systems that are told what happens."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listener",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("wanted", types.JsonDoc(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_listener_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listener")),
    )
    with op.batch_alter_table("listener", schema=None) as batch_op:
        batch_op.create_index(
            "uq_listener_name",
            ["office_id", "name"],
            unique=True,
            sqlite_where=sa.text("is_active"),
            postgresql_where=sa.text("is_active"),
        )


def downgrade() -> None:
    op.drop_table("listener")

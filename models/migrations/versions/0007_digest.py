"""Digests: what waits for one, whom a message is for, and its short forms."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AWAITS = sa.text("together AND state = 'waiting'")
CARRIED = sa.text("digest_id IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("short", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("line", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("together", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("post_id", types.Key(), nullable=True))
        batch_op.add_column(sa.Column("or_while", types.JsonDoc(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_outbox_message_post_id"), "post", ["post_id"], ["id"])
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.alter_column("short", existing_type=sa.String(), server_default=None)
        batch_op.alter_column("line", existing_type=sa.String(), server_default=None)
        batch_op.alter_column("together", existing_type=sa.Boolean(), server_default=None)
        batch_op.create_index(
            "ix_outbox_message_gather",
            ["send_after", "person_id"],
            unique=False,
            sqlite_where=AWAITS,
            postgresql_where=AWAITS,
        )
        batch_op.create_index(
            "ix_outbox_message_digest", ["digest_id"], unique=False, sqlite_where=CARRIED, postgresql_where=CARRIED
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_message_digest")
        batch_op.drop_index("ix_outbox_message_gather")
        batch_op.drop_constraint(op.f("fk_outbox_message_post_id"), type_="foreignkey")
        batch_op.drop_column("or_while")
        batch_op.drop_column("post_id")
        batch_op.drop_column("together")
        batch_op.drop_column("line")
        batch_op.drop_column("short")

"""Whose digest is to be made is found among what waits, without looking through every message there was."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NAME = "ix_outbox_message_gather"
WAITING = sa.text("together AND state = 'waiting'")


def upgrade() -> None:
    _made_over("person_id", "send_after")


def downgrade() -> None:
    _made_over("send_after", "person_id")


def _made_over(*columns: str) -> None:
    op.drop_index(NAME, table_name="outbox_message")
    op.create_index(
        NAME, "outbox_message", list(columns), unique=False, sqlite_where=WAITING, postgresql_where=WAITING
    )

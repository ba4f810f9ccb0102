"""What a post has done last is found by an index of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

DONE = sa.text("settled_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_obligation_done",
        "obligation",
        ["post_id", "settled_at"],
        unique=False,
        sqlite_where=DONE,
        postgresql_where=DONE,
    )


def downgrade() -> None:
    op.drop_index("ix_obligation_done", table_name="obligation")

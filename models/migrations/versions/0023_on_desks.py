"""What lies on a desk is counted from an index alone: every page shows how much waits."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_obligation_on_desk",
        "obligation",
        ["post_id", "opened_at", "subject_kind", "kind"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index("ix_obligation_on_desk", table_name="obligation")

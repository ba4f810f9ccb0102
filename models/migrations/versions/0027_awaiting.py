"""What waits for verification is found among the few that do; one index answers what a desk owes."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

AWAITS = sa.text("state IN ('submitted', 'nil')")
OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.drop_index("ix_report_state", table_name="report")
    op.create_index(
        "ix_report_awaiting",
        "report",
        ["office_id", "assessment_id"],
        unique=False,
        sqlite_where=AWAITS,
        postgresql_where=AWAITS,
    )
    op.drop_index("ix_obligation_to_do", table_name="obligation")


def downgrade() -> None:
    op.create_index(
        "ix_obligation_to_do",
        "obligation",
        ["post_id", "due_at"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.drop_index("ix_report_awaiting", table_name="report")
    op.create_index("ix_report_state", "report", ["state", "office_id"], unique=False)

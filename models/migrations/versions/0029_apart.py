"""Who owes a window otherwise than it says, and what falls due in a month, are read from indexes in their order."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

LET_OFF = sa.text("outcome IN ('waived', 'exempt_late_start', 'withdrawn')")


def upgrade() -> None:
    op.drop_index("ix_obligation_period", table_name="obligation")
    op.create_index(
        "ix_obligation_period", "obligation", ["period", "kind", "due_at", "assessment_id", "subject_id", "unit_id"]
    )
    op.create_index(
        "ix_obligation_let_off",
        "obligation",
        ["period", "kind"],
        unique=False,
        sqlite_where=LET_OFF,
        postgresql_where=LET_OFF,
    )
    op.drop_index("ix_obligation_year", table_name="obligation")
    op.create_index(
        "ix_obligation_year", "obligation", ["assessment_id", "due_at", "kind", "period", "unit_id", "outcome"]
    )


def downgrade() -> None:
    op.drop_index("ix_obligation_year", table_name="obligation")
    op.create_index("ix_obligation_year", "obligation", ["assessment_id", "due_at"])
    op.drop_index("ix_obligation_let_off", table_name="obligation")
    op.drop_index("ix_obligation_period", table_name="obligation")
    op.create_index(
        "ix_obligation_period",
        "obligation",
        ["period", "kind", "subject_id", "unit_id", "assessment_id", "due_at", "outcome"],
    )

"""What each unit leads, and the earliest due of what all desks have to do, are read from indexes alone."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

OPEN = sa.text("settled_at IS NULL")
LEAD, ON_DESK = "ix_assignment_lead", "ix_obligation_on_desk"
OF_DESK = ["post_id", "opened_at", "subject_kind", "kind"]


def upgrade() -> None:
    op.drop_index(LEAD, table_name="assignment")
    op.create_index(LEAD, "assignment", ["lead_unit_id", "assessment_id", "state", "office_id"])
    _lay_on_desk([*OF_DESK, "due_at", "office_id"])


def downgrade() -> None:
    _lay_on_desk(OF_DESK)
    op.drop_index(LEAD, table_name="assignment")
    op.create_index(LEAD, "assignment", ["lead_unit_id", "state"])


def _lay_on_desk(columns: list[str]) -> None:
    op.drop_index(ON_DESK, table_name="obligation")
    op.create_index(ON_DESK, "obligation", columns, unique=False, sqlite_where=OPEN, postgresql_where=OPEN)

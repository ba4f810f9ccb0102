"""What is asked for, in and missing is counted from indexes alone, and so is what waits for verification."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_report_state", "report", ["state", "office_id"]),
    (
        "ix_report_asked",
        "report",
        [
            *("window_id", "period_id", "round", "unit_id", "state", "counts_as_unfiled", "first_submitted_at"),
            *("assignment_id", "office_id"),
        ],
    ),
    (
        "ix_obligation_period",
        "obligation",
        ["period", "kind", "subject_id", "unit_id", "assessment_id", "due_at", "outcome"],
    ),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns, unique=False)


def downgrade() -> None:
    for name, table, _ in reversed(INDEXES):
        op.drop_index(name, table_name=table)

"""The reports that are being corrected are few, and found among themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

NAME = "ix_report_correcting"
CORRECTING = sa.text("state = 'correcting'")


def upgrade() -> None:
    op.create_index(
        NAME, "report", ["office_id"], unique=False, sqlite_where=CORRECTING, postgresql_where=CORRECTING
    )


def downgrade() -> None:
    op.drop_index(NAME, table_name="report")

"""After a correction, until when each unit that it concerns may ask for 复核."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reopened", types.JsonDoc(), nullable=False, server_default="{}"))
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.alter_column("reopened", existing_type=types.JsonDoc(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.drop_column("reopened")

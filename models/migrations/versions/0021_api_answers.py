"""What other systems were answered, so that a request that is repeated is done once."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_answer",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("token_id", types.Key(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("begun_at", types.Moment(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", types.JsonDoc(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_api_answer_office_id")),
        sa.ForeignKeyConstraint(["token_id"], ["api_token.id"], name=op.f("fk_api_answer_token_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_answer")),
        sa.UniqueConstraint("token_id", "key", name=op.f("uq_api_answer_token_id_key")),
    )
    with op.batch_alter_table("api_answer", schema=None) as batch_op:
        batch_op.create_index("ix_api_answer_begun", ["begun_at"], unique=False)


def downgrade() -> None:
    op.drop_table("api_answer")

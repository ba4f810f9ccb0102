"""Summaries as they were drawn up and presented."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "summary",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("obligation_id", types.Key(), nullable=False),
        sa.Column("letter_id", types.Key(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("contents", types.JsonDoc(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("drawn_at", types.Moment(), nullable=False),
        sa.Column("edited_at", types.Moment(), nullable=True),
        sa.Column("edited_by", types.Key(), nullable=True),
        sa.Column("issued_at", types.Moment(), nullable=True),
        sa.Column("issued_by", types.Key(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('as_circular', 'draft', 'issued')", name=op.f("ck_summary_state_known")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_summary_assessment_id")),
        sa.ForeignKeyConstraint(["edited_by"], ["person.id"], name=op.f("fk_summary_edited_by")),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name=op.f("fk_summary_issued_by")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_summary_letter_id")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_summary_obligation_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_summary_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary")),
        sa.UniqueConstraint(
            "assessment_id", "kind", "period", name=op.f("uq_summary_assessment_id_kind_period")
        ),
    )
    with op.batch_alter_table("summary", schema=None) as batch_op:
        batch_op.create_index("ix_summary_obligation", ["obligation_id"], unique=False)


def downgrade() -> None:
    op.drop_table("summary")

"""Changes of a running year's rules."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("scheme_version_id", types.Key(), nullable=False),
        sa.Column("effective_on", types.Day(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("amended_at", types.Moment(), nullable=False),
        sa.Column("amended_by", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(["amended_by"], ["person.id"], name=op.f("fk_amendment_amended_by")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_amendment_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_amendment_office_id")),
        sa.ForeignKeyConstraint(
            ["scheme_version_id"], ["scheme_version.id"], name=op.f("fk_amendment_scheme_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint("assessment_id", "ordinal", name=op.f("uq_amendment_assessment_id_ordinal")),
    )


def downgrade() -> None:
    op.drop_table("amendment")

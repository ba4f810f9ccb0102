"""What is known for scoring."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SORTS = (
    "answers", "chosen", "exempt", "figures", "imported", "judgements", "moments", "nominations", "ratings", "targets",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "stated_fact",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("effective_on", types.Day(), nullable=False),
        sa.Column("content", types.JsonDoc(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("dated_on", types.Day(), nullable=True),
        sa.Column("evidence_version_id", types.Key(), nullable=True),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.Column("replaced_because", sa.String(), nullable=False),
        sa.CheckConstraint(f"sort IN ({', '.join(map(repr, SORTS))})", name=op.f("ck_stated_fact_sort_known")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_stated_fact_assessment_id")),
        sa.ForeignKeyConstraint(
            ["evidence_version_id"], ["evidence_version.id"], name=op.f("fk_stated_fact_evidence_version_id")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_stated_fact_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_stated_fact_recorded_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_stated_fact_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_fact")),
    )
    with op.batch_alter_table("stated_fact", schema=None) as batch_op:
        batch_op.create_index("ix_stated_fact_year", ["assessment_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_stated_fact_sitting",
            ["assessment_id", "sort", "unit_id", "peer", "code", "part", "period", "effective_on"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )


def downgrade() -> None:
    op.drop_table("stated_fact")

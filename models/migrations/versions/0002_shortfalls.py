"""Shortfalls, what was done about each, and what peers outside reached."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "peer_figure",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("figure_id", types.Key(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("value", types.ExactDecimal(), nullable=False),
        sa.Column("target_value", types.ExactDecimal(), nullable=True),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("dated_on", types.Day(), nullable=False),
        sa.Column("evidence_version_id", types.Key(), nullable=True),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_peer_figure_assessment_id")),
        sa.ForeignKeyConstraint(
            ["evidence_version_id"], ["evidence_version.id"], name=op.f("fk_peer_figure_evidence_version_id")
        ),
        sa.ForeignKeyConstraint(["figure_id"], ["figure_definition.id"], name=op.f("fk_peer_figure_figure_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_peer_figure_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_peer_figure_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_figure")),
    )
    with op.batch_alter_table("peer_figure", schema=None) as batch_op:
        batch_op.create_index(
            "uq_peer_figure_sitting",
            ["figure_id", "period", "peer"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "shortfall",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("target_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("criterion", types.JsonDoc(), nullable=False),
        sa.Column("latest_period", sa.String(), nullable=False),
        sa.Column("expected", types.ExactDecimal(), nullable=False),
        sa.Column("actual", types.ExactDecimal(), nullable=True),
        sa.Column("gap", types.ExactDecimal(), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("months_running", sa.Integer(), nullable=False),
        sa.Column("closing_report_id", types.Key(), nullable=True),
        sa.Column("ladder", types.JsonDoc(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("rung_taken_at", types.Moment(), nullable=True),
        sa.Column("standing", types.JsonDoc(), nullable=False),
        sa.Column("next_look_at", types.Moment(), nullable=True),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("closed_period", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('adjusted', 'caught_up', 'judged', 'withdrawn')", name=op.f("ck_shortfall_outcome_known")
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_shortfall_assessment_id")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_shortfall_assignment_id")),
        sa.ForeignKeyConstraint(["closing_report_id"], ["report.id"], name=op.f("fk_shortfall_closing_report_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_shortfall_office_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_shortfall_target_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_shortfall_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortfall")),
        sa.UniqueConstraint(
            "assignment_id", "target_id", "ordinal", name=op.f("uq_shortfall_assignment_id_target_id_ordinal")
        ),
    )
    with op.batch_alter_table("shortfall", schema=None) as batch_op:
        batch_op.create_index(
            "ix_shortfall_next_look",
            ["next_look_at", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index("ix_shortfall_unit", ["unit_id", "opened_at"], unique=False)
        batch_op.create_index("ix_shortfall_year", ["assessment_id", "opened_at"], unique=False)
        batch_op.create_index(
            "uq_shortfall_open",
            ["assignment_id", "target_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "shortfall_rung",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("shortfall_id", types.Key(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("taken_at", types.Moment(), nullable=False),
        sa.Column("letter_id", types.Key(), nullable=True),
        sa.CheckConstraint(
            "act IN ('draft_supervision', 'draft_warning', 'list_for_study', 'list_in_circular', 'list_overdue', 'present_to_leader', 'propose_deduction', 'propose_talk', 'tell_responsible', 'urge')",
            name=op.f("ck_shortfall_rung_act_known"),
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_shortfall_rung_office_id")),
        sa.ForeignKeyConstraint(["shortfall_id"], ["shortfall.id"], name=op.f("fk_shortfall_rung_shortfall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortfall_rung")),
        sa.UniqueConstraint("shortfall_id", "rung", "again", name=op.f("uq_shortfall_rung_shortfall_id_rung_again")),
    )
    with op.batch_alter_table("shortfall_rung", schema=None) as batch_op:
        batch_op.create_index("ix_shortfall_rung_act", ["office_id", "act", "taken_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("shortfall_rung", schema=None) as batch_op:
        batch_op.drop_index("ix_shortfall_rung_act")

    op.drop_table("shortfall_rung")
    with op.batch_alter_table("shortfall", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_shortfall_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_shortfall_year")
        batch_op.drop_index("ix_shortfall_unit")
        batch_op.drop_index(
            "ix_shortfall_next_look",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("shortfall")
    with op.batch_alter_table("peer_figure", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_peer_figure_sitting",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.drop_table("peer_figure")

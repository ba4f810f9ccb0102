"""Drafts of a year's scheme, their texts, and years played beforehand."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scheme_draft",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("begun_at", types.Moment(), nullable=False),
        sa.Column("begun_by", types.Key(), nullable=True),
        sa.Column("saved_at", types.Moment(), nullable=False),
        sa.Column("saved_by", types.Key(), nullable=True),
        sa.Column("dropped_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_scheme_draft_office_id")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_scheme_draft_assessment_id")),
        sa.ForeignKeyConstraint(["begun_by"], ["person.id"], name=op.f("fk_scheme_draft_begun_by")),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_scheme_draft_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_draft")),
    )
    with op.batch_alter_table("scheme_draft", schema=None) as batch_op:
        batch_op.create_index("ix_scheme_draft_office", ["office_id", "dropped_at"], unique=False)
    op.create_table(
        "draft_text",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("draft_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("saved_at", types.Moment(), nullable=False),
        sa.Column("saved_by", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_draft_text_office_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["scheme_draft.id"], name=op.f("fk_draft_text_draft_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_draft_text_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_text")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_draft_text_draft_id_number")),
    )
    op.create_table(
        "rehearsal_run",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("draft_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("behaviour", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", types.Moment(), nullable=False),
        sa.Column("asked_by", types.Key(), nullable=True),
        sa.Column("beat_at", types.Moment(), nullable=False),
        sa.Column("passed_days", sa.Integer(), nullable=False),
        sa.Column("total_days", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.Column("reasons", types.JsonDoc(), nullable=False),
        sa.Column("result", types.JsonDoc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('done', 'failed', 'running')", name=op.f("ck_rehearsal_run_state_known")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_rehearsal_run_office_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["scheme_draft.id"], name=op.f("fk_rehearsal_run_draft_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_rehearsal_run_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal_run")),
    )
    with op.batch_alter_table("rehearsal_run", schema=None) as batch_op:
        batch_op.create_index("ix_rehearsal_run_draft", ["draft_id"], unique=False)
        batch_op.create_index(
            "uq_rehearsal_run_running",
            ["office_id"],
            unique=True,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )


def downgrade() -> None:
    op.drop_table("rehearsal_run")
    op.drop_table("draft_text")
    op.drop_table("scheme_draft")

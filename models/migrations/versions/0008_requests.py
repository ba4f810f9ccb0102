"""What units were asked for besides the plan; indexes for the burden of a month."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("due_at", types.Moment(), nullable=True),
        sa.Column("asked_at", types.Moment(), nullable=False),
        sa.Column("asked_by", types.Key(), nullable=True),
        sa.Column("asked_by_post_id", types.Key(), nullable=True),
        sa.Column("over_reason", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_request_asked_by")),
        sa.ForeignKeyConstraint(["asked_by_post_id"], ["post.id"], name=op.f("fk_request_asked_by_post_id")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_request_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_request_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_request_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_index("ix_request_month", "request", ["office_id", "month", "unit_id"], unique=False)
    op.create_index("ix_request_matter", "request", ["assessment_id", "matter"], unique=False)
    op.create_table(
        "request_figure",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("request_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("begins_on", types.Day(), nullable=False),
        sa.Column("ends_on", types.Day(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_request_figure_assignment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_request_figure_office_id")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_figure_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_figure")),
        sa.UniqueConstraint(
            "request_id", "assignment_id", "period", name=op.f("uq_request_figure_request_id_assignment_id_period")
        ),
    )
    op.create_index("ix_request_figure_asked", "request_figure", ["assignment_id", "begins_on"], unique=False)
    op.create_index("ix_urging_month", "urging", ["office_id", "month"], unique=False)
    op.create_index("ix_outbox_message_office", "outbox_message", ["office_id", "created_at"], unique=False)
    op.create_index("ix_letter_unit_delivered", "letter_unit", ["office_id", "delivered_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_letter_unit_delivered", table_name="letter_unit")
    op.drop_index("ix_outbox_message_office", table_name="outbox_message")
    op.drop_index("ix_urging_month", table_name="urging")
    op.drop_table("request_figure")
    op.drop_table("request")

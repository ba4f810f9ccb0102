"""The negative list, vetoes, what the superior gave or took; the kinds of obligation that they bring."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KINDS = (
    "acknowledgement",
    "breakdown",
    "co_unit_part",
    "commitment",
    "consolidation",
    "decision",
    "delivery",
    "duty",
    "figure",
    "issue",
    "letter",
    "milestone",
    "opinion",
    "recheck",
    "receipt",
    "reply",
    "report",
    "review",
    "revision",
    "score",
    "seal",
    "self_check",
    "send_up",
    "sign",
    "talk",
    "task",
    "verdict",
    "verification",
)
OF_THIS = ("apportionment", "statement", "telling")


def know(kinds: tuple[str, ...]) -> None:
    """The kinds of obligation that the table takes."""
    name = op.f("ck_obligation_kind_known")
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"kind IN ({', '.join(map(repr, sorted(kinds)))})")


def upgrade() -> None:
    know((*KINDS, *OF_THIS))
    op.create_table(
        "veto",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("owner_unit_id", types.Key(), nullable=False),
        sa.Column("happened_on", types.Day(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("superior_basis", sa.String(), nullable=False),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("dated_on", types.Day(), nullable=False),
        sa.Column("evidence_version_id", types.Key(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.Column("told_at", types.Moment(), nullable=True),
        sa.Column("statement_due_at", types.Moment(), nullable=True),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("stated_at", types.Moment(), nullable=True),
        sa.Column("minutes", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("settled_at", types.Moment(), nullable=True),
        sa.Column("recorded_at", types.Moment(), nullable=True),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('before_committee', 'in_force', 'lifted', 'planned', 'proposed', 'taken_back', 'told', 'unfounded')",
            name=op.f("ck_veto_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_veto_assessment_id")),
        sa.ForeignKeyConstraint(
            ["evidence_version_id"], ["evidence_version.id"], name=op.f("fk_veto_evidence_version_id")
        ),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_veto_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_veto_office_id")),
        sa.ForeignKeyConstraint(["owner_unit_id"], ["unit.id"], name=op.f("fk_veto_owner_unit_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_veto_submitted_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_veto_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_veto")),
    )
    op.create_index("ix_veto_unit", "veto", ["unit_id"], unique=False)
    op.create_index(
        "ix_veto_waiting",
        "veto",
        ["statement_due_at", "id"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_index("ix_veto_year", "veto", ["assessment_id", "recorded_at"], unique=False)
    op.create_table(
        "negative_item",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("happened_on", types.Day(), nullable=True),
        sa.Column("happening", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("listed_at", types.Moment(), nullable=False),
        sa.Column("listed_by", types.Key(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('apportioned', 'at_risk', 'confirmed', 'deducted', 'listed', 'occurred', 'planned', 'proposed', 'removed')",
            name=op.f("ck_negative_item_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_negative_item_assessment_id")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_negative_item_assignment_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_negative_item_last_mover")),
        sa.ForeignKeyConstraint(["listed_by"], ["person.id"], name=op.f("fk_negative_item_listed_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_negative_item_office_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_negative_item_submitted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negative_item")),
    )
    op.create_index("ix_negative_item_assignment", "negative_item", ["assignment_id"], unique=False)
    op.create_index("ix_negative_item_year", "negative_item", ["assessment_id", "state"], unique=False)
    op.create_table(
        "negative_proposal",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("shares", types.JsonDoc(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", types.Moment(), nullable=False),
        sa.Column("written_by", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["negative_item.id"], name=op.f("fk_negative_proposal_item_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_negative_proposal_office_id")),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("fk_negative_proposal_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negative_proposal")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_negative_proposal_item_id_number")),
    )
    op.create_table(
        "negative_rectification",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_on", types.Day(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('closed_out', 'planned', 'rectifying', 'replied', 'sent_back')",
            name=op.f("ck_negative_rectification_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_negative_rectification_assessment_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["negative_item.id"], name=op.f("fk_negative_rectification_item_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_negative_rectification_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_negative_rectification_office_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_negative_rectification_submitted_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_negative_rectification_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negative_rectification")),
    )
    op.create_index("ix_negative_rectification_item", "negative_rectification", ["item_id"], unique=False)
    op.create_index(
        "ix_negative_rectification_open",
        "negative_rectification",
        ["unit_id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "superior_points",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=True),
        sa.Column("upstream", sa.String(), nullable=False),
        sa.Column("points", types.ExactDecimal(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("dated_on", types.Day(), nullable=False),
        sa.Column("evidence_version_id", types.Key(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.CheckConstraint("document_no != ''", name=op.f("ck_superior_points_documented")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_superior_points_assessment_id")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_superior_points_assignment_id")),
        sa.ForeignKeyConstraint(
            ["evidence_version_id"], ["evidence_version.id"], name=op.f("fk_superior_points_evidence_version_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["negative_item.id"], name=op.f("fk_superior_points_item_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_superior_points_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_superior_points_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_superior_points")),
        sa.UniqueConstraint(
            "assessment_id", "matter", "ordinal", name=op.f("uq_superior_points_assessment_id_matter_ordinal")
        ),
    )
    op.create_index("ix_superior_points_assignment", "superior_points", ["assignment_id"], unique=False)
    op.create_index("ix_superior_points_item", "superior_points", ["item_id"], unique=False)
    op.create_index(
        "uq_superior_points_sitting",
        "superior_points",
        ["assessment_id", "matter"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.create_table(
        "points_share",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("superior_points_id", types.Key(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("points", types.ExactDecimal(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_points_share_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_points_share_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_points_share_recorded_by")),
        sa.ForeignKeyConstraint(
            ["superior_points_id"], ["superior_points.id"], name=op.f("fk_points_share_superior_points_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_points_share_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_share")),
    )
    op.create_index("ix_points_share_points", "points_share", ["superior_points_id"], unique=False)
    op.create_index("ix_points_share_recorded", "points_share", ["assessment_id", "recorded_at"], unique=False)
    op.create_index(
        "uq_points_share_sitting",
        "points_share",
        ["matter", "assessment_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_points_share_sitting",
        table_name="points_share",
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.drop_index("ix_points_share_recorded", table_name="points_share")
    op.drop_index("ix_points_share_points", table_name="points_share")
    op.drop_table("points_share")
    op.drop_index(
        "uq_superior_points_sitting",
        table_name="superior_points",
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.drop_index("ix_superior_points_item", table_name="superior_points")
    op.drop_index("ix_superior_points_assignment", table_name="superior_points")
    op.drop_table("superior_points")
    op.drop_index(
        "ix_negative_rectification_open",
        table_name="negative_rectification",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_negative_rectification_item", table_name="negative_rectification")
    op.drop_table("negative_rectification")
    op.drop_table("negative_proposal")
    op.drop_index("ix_negative_item_year", table_name="negative_item")
    op.drop_index("ix_negative_item_assignment", table_name="negative_item")
    op.drop_table("negative_item")
    op.drop_index("ix_veto_year", table_name="veto")
    op.drop_index(
        "ix_veto_waiting",
        table_name="veto",
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.drop_index("ix_veto_unit", table_name="veto")
    op.drop_table("veto")
    know(KINDS)

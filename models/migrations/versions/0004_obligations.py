"""Requests about obligations, leave, what lateness costs, statements, visits, meetings; two more kinds of ending."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


KINDS = (
    "breakdown",
    "co_unit_part",
    "consolidation",
    "decision",
    "duty",
    "figure",
    "issue",
    "milestone",
    "opinion",
    "receipt",
    "report",
    "review",
    "revision",
    "score",
    "seal",
    "self_check",
    "send_up",
    "sign",
    "task",
    "verdict",
    "verification",
)
OUTCOMES = (
    "done",
    "exempt_late_start",
    "freed",
    "lapsed",
    "reassigned",
    "recalled",
    "returned",
    "skipped",
    "waived",
    "withdrawn",
    "year_ended",
)
ADDED = ("task", "lapsed", "year_ended")


def known(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def allow(*, added: bool) -> None:
    """What an obligation may be, and how it may end."""
    with op.batch_alter_table("obligation") as batch_op:
        for column, words in (("kind", KINDS), ("outcome", OUTCOMES)):
            batch_op.drop_constraint(op.f(f"ck_obligation_{column}_known"), type_="check")
            allowed = tuple(word for word in words if added or word not in ADDED)
            batch_op.create_check_constraint(op.f(f"ck_obligation_{column}_known"), sa.text(known(column, allowed)))


def upgrade() -> None:
    allow(added=True)
    op.create_table(
        "meeting",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("held_on", types.Day(), nullable=False),
        sa.Column("chaired_by", sa.String(), nullable=False),
        sa.Column("minutes", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_meeting_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_meeting_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_meeting_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.create_index("ix_meeting_year", ["assessment_id", "held_on"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("planned_on", types.Day(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("planned_by", types.Key(), nullable=True),
        sa.Column("planned_at", types.Moment(), nullable=False),
        sa.Column("decided_by", types.Key(), nullable=True),
        sa.Column("decided_at", types.Moment(), nullable=True),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_on", types.Day(), nullable=True),
        sa.Column("findings", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('approved', 'cancelled', 'made', 'planned', 'refused')", name=op.f("ck_visit_state_known")
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_visit_assessment_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_visit_decided_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_visit_office_id")),
        sa.ForeignKeyConstraint(["planned_by"], ["person.id"], name=op.f("fk_visit_planned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit") as batch_op:
        batch_op.create_index("ix_visit_month", ["office_id", "planned_on"], unique=False)

    op.create_table(
        "deduction",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=True),
        sa.Column("obligation_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", types.Key(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("amount", types.ExactDecimal(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.Column("decided_by", types.Key(), nullable=True),
        sa.Column("decided_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('dropped', 'proposed', 'set')", name=op.f("ck_deduction_state_known")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_deduction_assessment_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_deduction_decided_by")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_deduction_obligation_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_deduction_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_deduction_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deduction")),
        sa.UniqueConstraint("obligation_id", name=op.f("uq_deduction_obligation_id")),
    )
    with op.batch_alter_table("deduction") as batch_op:
        batch_op.create_index("ix_deduction_unit", ["assessment_id", "unit_id"], unique=False)

    op.create_table(
        "leave",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("person_id", types.Key(), nullable=False),
        sa.Column("begins_on", types.Day(), nullable=False),
        sa.Column("ends_on", types.Day(), nullable=False),
        sa.Column("substitution_id", types.Key(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("approved_by", types.Key(), nullable=True),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= begins_on", name=op.f("ck_leave_in_order")),
        sa.ForeignKeyConstraint(["approved_by"], ["person.id"], name=op.f("fk_leave_approved_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_leave_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_leave_person_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_leave_recorded_by")),
        sa.ForeignKeyConstraint(["substitution_id"], ["substitution.id"], name=op.f("fk_leave_substitution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    with op.batch_alter_table("leave") as batch_op:
        batch_op.create_index(batch_op.f("ix_leave_person_id"), ["person_id"], unique=False)

    op.create_table(
        "liaison_report",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("indicator_id", types.Key(), nullable=True),
        sa.Column("reported_on", types.Day(), nullable=False),
        sa.Column("counterpart", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_liaison_report_assessment_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_liaison_report_indicator_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_liaison_report_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_liaison_report_recorded_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_liaison_report_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison_report")),
    )
    with op.batch_alter_table("liaison_report") as batch_op:
        batch_op.create_index("ix_liaison_report_year", ["assessment_id", "reported_on"], unique=False)

    op.create_table(
        "plea",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=True),
        sa.Column("obligation_id", types.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("was_due_at", types.Moment(), nullable=True),
        sa.Column("asked_due_at", types.Moment(), nullable=True),
        sa.Column("granted_due_at", types.Moment(), nullable=True),
        sa.Column("requested_by", types.Key(), nullable=True),
        sa.Column("requested_at", types.Moment(), nullable=False),
        sa.Column("lapses_at", types.Moment(), nullable=True),
        sa.Column("decided_by", types.Key(), nullable=True),
        sa.Column("decided_at", types.Moment(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('excuse', 'extension')", name=op.f("ck_plea_kind_known")),
        sa.CheckConstraint(
            "state IN ('granted', 'lapsed', 'moot', 'pending', 'refused', 'withdrawn')",
            name=op.f("ck_plea_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_plea_assessment_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_plea_decided_by")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_plea_obligation_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_plea_office_id")),
        sa.ForeignKeyConstraint(["requested_by"], ["person.id"], name=op.f("fk_plea_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plea")),
    )
    with op.batch_alter_table("plea") as batch_op:
        batch_op.create_index("ix_plea_obligation", ["obligation_id"], unique=False)
        batch_op.create_index(
            "uq_plea_pending",
            ["obligation_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )

    op.create_table(
        "statement",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=True),
        sa.Column("obligation_id", types.Key(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("checked", sa.String(), nullable=False),
        sa.Column("problems", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("signed_by", types.Key(), nullable=True),
        sa.Column("signed_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.CheckConstraint("finding IN ('clean', 'problems')", name=op.f("ck_statement_finding_known")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_statement_assessment_id")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_statement_obligation_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_statement_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_statement_recorded_by")),
        sa.ForeignKeyConstraint(["signed_by"], ["person.id"], name=op.f("fk_statement_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("obligation_id", name=op.f("uq_statement_obligation_id")),
    )
    op.create_table(
        "urging",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("obligation_id", types.Key(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("urged_at", types.Moment(), nullable=False),
        sa.Column("urged_by", types.Key(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_urging_obligation_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_urging_office_id")),
        sa.ForeignKeyConstraint(["urged_by"], ["person.id"], name=op.f("fk_urging_urged_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urging")),
    )
    with op.batch_alter_table("urging") as batch_op:
        batch_op.create_index("ix_urging_obligation", ["obligation_id", "month"], unique=False)

    op.create_table(
        "visit_unit",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("visit_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.CheckConstraint("part IN ('team', 'visited')", name=op.f("ck_visit_unit_part_known")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_visit_unit_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_unit_unit_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_unit_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_unit")),
        sa.UniqueConstraint("visit_id", "unit_id", "part", name=op.f("uq_visit_unit_visit_id_unit_id_part")),
    )
    with op.batch_alter_table("visit_unit") as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_unit_unit_id"), ["unit_id"], unique=False)

    with op.batch_alter_table("substitution") as batch_op:
        batch_op.add_column(sa.Column("asks", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("accepted_at", types.Moment(), nullable=True))
        batch_op.add_column(sa.Column("declined_at", types.Moment(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("substitution") as batch_op:
        batch_op.drop_column("declined_at")
        batch_op.drop_column("accepted_at")
        batch_op.drop_column("asks")

    with op.batch_alter_table("visit_unit") as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_unit_unit_id"))

    op.drop_table("visit_unit")
    with op.batch_alter_table("urging") as batch_op:
        batch_op.drop_index("ix_urging_obligation")

    op.drop_table("urging")
    op.drop_table("statement")
    with op.batch_alter_table("plea") as batch_op:
        batch_op.drop_index(
            "uq_plea_pending", sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'")
        )
        batch_op.drop_index("ix_plea_obligation")

    op.drop_table("plea")
    with op.batch_alter_table("liaison_report") as batch_op:
        batch_op.drop_index("ix_liaison_report_year")

    op.drop_table("liaison_report")
    with op.batch_alter_table("leave") as batch_op:
        batch_op.drop_index(batch_op.f("ix_leave_person_id"))

    op.drop_table("leave")
    with op.batch_alter_table("deduction") as batch_op:
        batch_op.drop_index("ix_deduction_unit")

    op.drop_table("deduction")
    with op.batch_alter_table("visit") as batch_op:
        batch_op.drop_index("ix_visit_month")

    op.drop_table("visit")
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.drop_index("ix_meeting_year")

    op.drop_table("meeting")
    allow(added=False)

"""Letters, and the kinds of obligation that they bring."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


KINDS = (
    *("breakdown", "co_unit_part", "consolidation", "decision", "duty", "figure", "issue", "milestone", "opinion"),
    *("receipt", "report", "review", "revision", "score", "seal", "self_check", "send_up", "sign", "task"),
    *("verdict", "verification"),
)
OF_LETTERS = ("acknowledgement", "commitment", "delivery", "letter", "recheck", "reply", "talk")


def know(kinds: tuple[str, ...]) -> None:
    """The kinds of obligation that the table takes."""
    name = op.f("ck_obligation_kind_known")
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"kind IN ({', '.join(map(repr, sorted(kinds)))})")


def upgrade() -> None:
    know((*KINDS, *OF_LETTERS))
    op.create_table(
        "letter_series",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('circular', 'order', 'talk', 'warning')", name=op.f("ck_letter_series_kind_known")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_letter_series_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_series")),
        sa.UniqueConstraint("office_id", "kind", "year", name=op.f("uq_letter_series_office_id_kind_year")),
    )
    op.create_table(
        "letter",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("nature", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("issuer_unit_id", types.Key(), nullable=False),
        sa.Column("assignment_id", types.Key(), nullable=True),
        sa.Column("shortfall_id", types.Key(), nullable=True),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("origin_id", types.Key(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("facts", types.JsonDoc(), nullable=False),
        sa.Column("reply", types.JsonDoc(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("submitted_by", types.Key(), nullable=True),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("series_year", sa.Integer(), nullable=True),
        sa.Column("series_number", sa.Integer(), nullable=True),
        sa.Column("issued_at", types.Moment(), nullable=True),
        sa.Column("issued_text", sa.String(), nullable=False),
        sa.Column("sealed_on", types.Day(), nullable=True),
        sa.Column("seal_words", sa.String(), nullable=False),
        sa.Column("sealed_evidence_id", types.Key(), nullable=True),
        sa.Column("delivered_at", types.Moment(), nullable=True),
        sa.Column("delivered_how", sa.String(), nullable=False),
        sa.Column("received_at", types.Moment(), nullable=True),
        sa.Column("meeting_at", types.Moment(), nullable=True),
        sa.Column("meeting_place", sa.String(), nullable=False),
        sa.Column("record_evidence_id", types.Key(), nullable=True),
        sa.Column("drafted_at", types.Moment(), nullable=False),
        sa.Column("drafted_by", types.Key(), nullable=True),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('circular', 'order', 'talk', 'warning')", name=op.f("ck_letter_kind_known")),
        sa.CheckConstraint(
            "series_number IS NULL OR series_number > 0 AND number != ''", name=op.f("ck_letter_numbered")
        ),
        sa.CheckConstraint(
            "state IN ('closed', 'closed_out', 'committed', 'declined', 'delivered', 'drafting', 'held', 'issued', 'lifted', 'received', 'rectifying', 'replied', 'returned', 'sealed', 'sent_back', 'talk_proposed', 'turned_into_order', 'under_review', 'voided') OR (state LIKE 'review:' || '%')",
            name=op.f("ck_letter_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_letter_assessment_id")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_letter_assignment_id")),
        sa.ForeignKeyConstraint(["drafted_by"], ["person.id"], name=op.f("fk_letter_drafted_by")),
        sa.ForeignKeyConstraint(["issuer_unit_id"], ["unit.id"], name=op.f("fk_letter_issuer_unit_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_letter_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_letter_office_id")),
        sa.ForeignKeyConstraint(["origin_id"], ["letter.id"], name=op.f("fk_letter_origin_id")),
        sa.ForeignKeyConstraint(
            ["record_evidence_id"], ["evidence_version.id"], name=op.f("fk_letter_record_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["sealed_evidence_id"], ["evidence_version.id"], name=op.f("fk_letter_sealed_evidence_id")
        ),
        sa.ForeignKeyConstraint(["shortfall_id"], ["shortfall.id"], name=op.f("fk_letter_shortfall_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_letter_submitted_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_letter_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint(
            "office_id",
            "kind",
            "series_year",
            "series_number",
            name=op.f("uq_letter_office_id_kind_series_year_series_number"),
        ),
        sa.UniqueConstraint("shortfall_id", "rung", name=op.f("uq_letter_shortfall_id_rung")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_origin", ["origin_id"], unique=False)
        batch_op.create_index("ix_letter_state", ["assessment_id", "kind", "state"], unique=False)
        batch_op.create_index("ix_letter_unit", ["unit_id", "drafted_at"], unique=False)
        batch_op.create_index(
            "uq_letter_number",
            ["office_id", "number"],
            unique=True,
            sqlite_where=sa.text("number != ''"),
            postgresql_where=sa.text("number != ''"),
        )
    op.create_table(
        "letter_reply",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("letter_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_on", types.Day(), nullable=True),
        sa.Column("replied_at", types.Moment(), nullable=False),
        sa.Column("replied_by", types.Key(), nullable=True),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("judged_at", types.Moment(), nullable=True),
        sa.Column("judged_by", types.Key(), nullable=True),
        sa.Column("judged_words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('commitment', 'measures', 'reply')", name=op.f("ck_letter_reply_kind_known")),
        sa.CheckConstraint("outcome IN ('accepted', 'sent_back')", name=op.f("ck_letter_reply_outcome_known")),
        sa.ForeignKeyConstraint(["judged_by"], ["person.id"], name=op.f("fk_letter_reply_judged_by")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_reply_letter_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_letter_reply_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_letter_reply_recorded_by")),
        sa.ForeignKeyConstraint(["replied_by"], ["person.id"], name=op.f("fk_letter_reply_replied_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_letter_reply_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_reply")),
        sa.UniqueConstraint("letter_id", "number", name=op.f("uq_letter_reply_letter_id_number")),
    )
    op.create_table(
        "letter_unit",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("letter_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("delivered_at", types.Moment(), nullable=True),
        sa.Column("acknowledged_at", types.Moment(), nullable=True),
        sa.Column("acknowledged_by", types.Key(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["person.id"], name=op.f("fk_letter_unit_acknowledged_by")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_unit_letter_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_letter_unit_office_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_letter_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_unit")),
        sa.UniqueConstraint("letter_id", "unit_id", name=op.f("uq_letter_unit_letter_id_unit_id")),
    )
    with op.batch_alter_table("letter_unit", schema=None) as batch_op:
        batch_op.create_index("ix_letter_unit_unit", ["unit_id", "letter_id"], unique=False)
    op.create_table(
        "letter_version",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("letter_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("written_at", types.Moment(), nullable=False),
        sa.Column("written_by", types.Key(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_version_letter_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_letter_version_office_id")),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("fk_letter_version_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_version")),
        sa.UniqueConstraint("letter_id", "number", name=op.f("uq_letter_version_letter_id_number")),
    )


    with op.batch_alter_table("shortfall_rung", schema=None) as batch_op:
        batch_op.create_foreign_key(op.f("fk_shortfall_rung_letter_id"), "letter", ["letter_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("shortfall_rung", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_shortfall_rung_letter_id"), type_="foreignkey")
    op.drop_table("letter_version")
    with op.batch_alter_table("letter_unit", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_unit_unit")
    op.drop_table("letter_unit")
    op.drop_table("letter_reply")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_letter_number", sqlite_where=sa.text("number != ''"), postgresql_where=sa.text("number != ''")
        )
        batch_op.drop_index("ix_letter_unit")
        batch_op.drop_index("ix_letter_state")
        batch_op.drop_index("ix_letter_origin")
    op.drop_table("letter")
    op.drop_table("letter_series")
    know(KINDS)

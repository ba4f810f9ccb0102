"""The ledger of findings: problems, findings with every version, notices, objections, draws of an inspection."""

import sqlalchemy as sa
from alembic import op

from models import types


revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


KINDS = (
    "acceptance",
    "acknowledgement",
    "announcement",
    "apportionment",
    "archiving",
    "breakdown",
    "co_unit_part",
    "commitment",
    "consolidation",
    "consultation",
    "decision",
    "deliberation",
    "delivery",
    "duty",
    "figure",
    "issue",
    "letter",
    "milestone",
    "opinion",
    "public_notice",
    "receipt",
    "recheck",
    "reexamination",
    "reply",
    "report",
    "review",
    "revision",
    "score",
    "score_check",
    "seal",
    "self_check",
    "send_up",
    "sign",
    "statement",
    "talk",
    "task",
    "telling",
    "verdict",
    "verification",
)
OF_FINDINGS = ("confirmation", "objection", "objection_review")
GUARDED = ("finding_version", "finding_notice", "visit_draw")
SQLITE = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN
    SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted');
END"""
POSTGRES = (
    """CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of {table} are never changed or deleted';
END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
)


def know(kinds: tuple[str, ...]) -> None:
    """The kinds of obligation that the table takes."""
    name = op.f("ck_obligation_kind_known")
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, sa.text(f"kind IN ({', '.join(map(repr, sorted(kinds)))})"))


def guard(table: str) -> None:
    """Rows that are never changed or deleted."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(table=table, verb=verb))
        return
    for statement in POSTGRES:
        op.execute(statement.format(table=table))


def upgrade() -> None:
    op.create_table(
        "finding_nil",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("issuer_unit_id", types.Key(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("replaced_at", types.Moment(), nullable=True),
        sa.Column("replaced_why", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_finding_nil_assessment_id")),
        sa.ForeignKeyConstraint(["issuer_unit_id"], ["unit.id"], name=op.f("fk_finding_nil_issuer_unit_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_finding_nil_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_finding_nil_recorded_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_finding_nil_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_nil")),
    )
    with op.batch_alter_table("finding_nil", schema=None) as batch_op:
        batch_op.create_index(
            "uq_finding_nil_standing",
            ["assessment_id", "kind", "unit_id", "period"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "finding_notice",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("told_at", types.Moment(), nullable=False),
        sa.Column("told_by", types.Key(), nullable=True),
        sa.Column("window_ends_at", types.Moment(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_finding_notice_assessment_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_finding_notice_office_id")),
        sa.ForeignKeyConstraint(["told_by"], ["person.id"], name=op.f("fk_finding_notice_told_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_finding_notice_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_notice")),
    )
    with op.batch_alter_table("finding_notice", schema=None) as batch_op:
        batch_op.create_index("ix_finding_notice_unit", ["assessment_id", "unit_id", "told_at"], unique=False)

    op.create_table(
        "problem",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("issuer_unit_id", types.Key(), nullable=False),
        sa.Column("visit_id", types.Key(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_body", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("found_on", types.Day(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("informant", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("told_at", types.Moment(), nullable=True),
        sa.Column("due_on", types.Day(), nullable=True),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "source IN ('audit', 'circular', 'department', 'discipline', 'inspection', 'media', 'other', 'petition', 'supervision')",
            name=op.f("ck_problem_source_known"),
        ),
        sa.CheckConstraint(
            "state IN ('closed', 'confirmed', 'dismissed', 'recorded', 'rectifying', 'replied')",
            name=op.f("ck_problem_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_problem_assessment_id")),
        sa.ForeignKeyConstraint(["issuer_unit_id"], ["unit.id"], name=op.f("fk_problem_issuer_unit_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_problem_last_mover")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_problem_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_problem_recorded_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_problem_unit_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_problem_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
    )
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.create_index("ix_problem_unit", ["office_id", "unit_id", "state"], unique=False)
        batch_op.create_index("ix_problem_visit", ["visit_id"], unique=False)

    op.create_table(
        "visit_draw",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("visit_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("frame", types.JsonDoc(), nullable=False),
        sa.Column("left_out", types.JsonDoc(), nullable=False),
        sa.Column("drawn", types.JsonDoc(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("drawn_at", types.Moment(), nullable=False),
        sa.Column("drawn_by", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(["drawn_by"], ["person.id"], name=op.f("fk_visit_draw_drawn_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_visit_draw_office_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_draw_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_draw")),
        sa.UniqueConstraint("visit_id", "number", name=op.f("uq_visit_draw_visit_id_number")),
    )
    op.create_table(
        "finding",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("assessment_id", types.Key(), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("issuer_unit_id", types.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("problem_id", types.Key(), nullable=True),
        sa.Column("again", sa.String(), nullable=False),
        sa.Column("informant", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("drafted_by", types.Key(), nullable=True),
        sa.Column("drafted_at", types.Moment(), nullable=False),
        sa.Column("last_mover", types.Key(), nullable=True),
        sa.Column("notice_id", types.Key(), nullable=True),
        sa.Column("told_at", types.Moment(), nullable=True),
        sa.Column("window_ends_at", types.Moment(), nullable=True),
        sa.Column("agreed_at", types.Moment(), nullable=True),
        sa.Column("next_look_at", types.Moment(), nullable=True),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('changed', 'confirmed', 'disputed', 'drafted', 'revoked', 'told')",
            name=op.f("ck_finding_state_known"),
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_finding_assessment_id")),
        sa.ForeignKeyConstraint(["drafted_by"], ["person.id"], name=op.f("fk_finding_drafted_by")),
        sa.ForeignKeyConstraint(["issuer_unit_id"], ["unit.id"], name=op.f("fk_finding_issuer_unit_id")),
        sa.ForeignKeyConstraint(["last_mover"], ["person.id"], name=op.f("fk_finding_last_mover")),
        sa.ForeignKeyConstraint(["notice_id"], ["finding_notice.id"], name=op.f("fk_finding_notice_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_finding_office_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_finding_problem_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_finding_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index("ix_finding_kind", ["assessment_id", "kind", "unit_id"], unique=False)
        batch_op.create_index(
            "ix_finding_next_look",
            ["next_look_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_look_at IS NOT NULL"),
            postgresql_where=sa.text("next_look_at IS NOT NULL"),
        )
        batch_op.create_index("ix_finding_notice", ["notice_id"], unique=False)
        batch_op.create_index("ix_finding_problem", ["problem_id", "unit_id"], unique=False)
        batch_op.create_index("ix_finding_unit", ["assessment_id", "unit_id", "state"], unique=False)
        batch_op.create_index(
            "uq_finding_number",
            ["assessment_id", "number"],
            unique=True,
            sqlite_where=sa.text("number IS NOT NULL"),
            postgresql_where=sa.text("number IS NOT NULL"),
        )

    op.create_table(
        "finding_objection",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("finding_id", types.Key(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("objected_at", types.Moment(), nullable=False),
        sa.Column("objected_by", types.Key(), nullable=True),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_at", types.Moment(), nullable=True),
        sa.Column("decided_by", types.Key(), nullable=True),
        sa.Column("decided_words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('changed', 'revoked', 'upheld')", name=op.f("ck_finding_objection_decision_known")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_finding_objection_decided_by")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_objection_finding_id")),
        sa.ForeignKeyConstraint(["objected_by"], ["person.id"], name=op.f("fk_finding_objection_objected_by")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_finding_objection_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_finding_objection_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_objection")),
    )
    with op.batch_alter_table("finding_objection", schema=None) as batch_op:
        batch_op.create_index("ix_finding_objection_finding", ["finding_id"], unique=False)
        batch_op.create_index(
            "uq_finding_objection_open",
            ["finding_id"],
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )

    op.create_table(
        "finding_version",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("office_id", types.Key(), nullable=False),
        sa.Column("finding_id", types.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("happened_on", types.Day(), nullable=False),
        sa.Column("times", types.ExactDecimal(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("attributes", types.JsonDoc(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("excused", sa.Boolean(), nullable=False),
        sa.Column("excused_by", sa.String(), nullable=False),
        sa.Column("rectified_on", types.Day(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("recorded_by", types.Key(), nullable=True),
        sa.CheckConstraint(
            "state IN ('changed', 'confirmed', 'disputed', 'drafted', 'revoked', 'told')",
            name=op.f("ck_finding_version_state_known"),
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_version_finding_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_finding_version_office_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_finding_version_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_version")),
        sa.UniqueConstraint("finding_id", "number", name=op.f("uq_finding_version_finding_id_number")),
    )
    with op.batch_alter_table("finding_version", schema=None) as batch_op:
        batch_op.create_index("ix_finding_version_recorded", ["finding_id", "recorded_at"], unique=False)

    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nature", sa.String(), nullable=False, server_default="supervision"))
        batch_op.add_column(sa.Column("frame", types.JsonDoc(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("sample", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("visit", schema=None) as batch_op:
        for name, kind in (("nature", sa.String()), ("frame", types.JsonDoc()), ("sample", sa.Integer())):
            batch_op.alter_column(name, existing_type=kind, server_default=None)
        batch_op.create_check_constraint(
            op.f("ck_visit_nature_known"), sa.text("nature IN ('inspection', 'supervision')")
        )
    for table in GUARDED:
        guard(table)
    know((*KINDS, *OF_FINDINGS))


def downgrade() -> None:
    know(KINDS)
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_visit_nature_known"), type_="check")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_column("sample")
        batch_op.drop_column("frame")
        batch_op.drop_column("nature")

    with op.batch_alter_table("finding_version", schema=None) as batch_op:
        batch_op.drop_index("ix_finding_version_recorded")

    op.drop_table("finding_version")
    with op.batch_alter_table("finding_objection", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_finding_objection_open",
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )
        batch_op.drop_index("ix_finding_objection_finding")

    op.drop_table("finding_objection")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_finding_number",
            sqlite_where=sa.text("number IS NOT NULL"),
            postgresql_where=sa.text("number IS NOT NULL"),
        )
        batch_op.drop_index("ix_finding_unit")
        batch_op.drop_index("ix_finding_problem")
        batch_op.drop_index("ix_finding_notice")
        batch_op.drop_index(
            "ix_finding_next_look",
            sqlite_where=sa.text("next_look_at IS NOT NULL"),
            postgresql_where=sa.text("next_look_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_finding_kind")

    op.drop_table("finding")
    op.drop_table("visit_draw")
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.drop_index("ix_problem_visit")
        batch_op.drop_index("ix_problem_unit")

    op.drop_table("problem")
    with op.batch_alter_table("finding_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_finding_notice_unit")

    op.drop_table("finding_notice")
    with op.batch_alter_table("finding_nil", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_finding_nil_standing",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.drop_table("finding_nil")
    if op.get_bind().dialect.name == "postgresql":
        for table in GUARDED:
            op.execute(f"DROP FUNCTION {table}_refuse()")
